"""An explanation shows the sentence that holds the evidence, with its parts marked where they stand."""

import dataclasses
import io

from detente import pipeline
from detente.cli.progress import shown
from detente.explain import coded, explain, marks, when_and_where
from detente.model import Block, Interval, Place, Span, Voice
from detente.pipeline import Progress
from detente.store import Queries, create
from tests.fake_stages import STAGES

TEXT = "Paris was quiet. FRA visits DEU on 2021-03-01. Berlin was not.\n\nFRA is to visit DEU on 2021-04-01."


def _read(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    record = create(tmp_path / "s")
    pipeline.read([tmp_path / "a.txt"], record, stages=dataclasses.replace(STAGES, articles=_articles_in_blocks))
    return record


def _articles_in_blocks(page, *, settings):
    cut = page.text.index("\n\n")
    blocks = (Block("body", Span(0, cut)), Block("body", Span(cut + 2, len(page.text))))
    return [dataclasses.replace(a, blocks=blocks) for a in STAGES.articles(page, settings=settings)]


def test_the_sentence_alone_is_shown_with_its_parts(tmp_path):
    with Queries(_read(tmp_path)) as queries:
        first, second = queries.claims()
        (one,) = explain(queries, first.id).told
        assert one.words(one.shown) == "FRA visits DEU on 2021-03-01."
        assert [(m.role, one.words(m.span)) for m in one.marks] == [
            ("actor", "FRA"),
            ("predicate", "visits"),
            ("recipient", "DEU"),
        ]
        (other,) = explain(queries, second.id).told
        assert other.words(other.shown) == "FRA is to visit DEU on 2021-04-01."


def test_a_claim_is_explained_by_what_the_coder_reads_and_the_words_that_moved_it(tmp_path):
    with Queries(_read(tmp_path)) as queries:
        first, _ = queries.claims()
        found = explain(queries, first.id).coded
        text = queries.text(first.page)
        assert explain(queries, first.page).coded is None
    chances = [chance for _, chance in found.types]
    assert len(chances) == 3 and chances == sorted(chances, reverse=True) and 0 < sum(chances) <= 1
    words = {text[span.start : span.end]: weight for span, weight in found.words}
    assert words["visits"] == max(words.values()) > 0.1
    assert not {"FRA", "DEU"} & set(words)


def test_a_predicate_outside_of_what_is_shown_is_not_asked_about(tmp_path):
    with Queries(_read(tmp_path)) as queries:
        (one,) = explain(queries, queries.claims()[0].id).told
    assert coded(dataclasses.replace(one, shown=Span(0, 5))) is None


def test_an_event_is_explained_with_its_plan_and_a_plan_with_what_settled_it(tmp_path):
    with Queries(_read(tmp_path)) as queries:
        plan, done = sorted(queries.events(), key=lambda e: e.status != "planned")
        assert explain(queries, done.id).plan == plan
        assert explain(queries, plan.id).events == (done,)


def test_a_claim_tells_why_it_has_its_days_and_its_place(tmp_path):
    with Queries(_read(tmp_path)) as queries:
        claim = queries.claims()[0]
    days = Interval(None, None, text="last\nMay", why=("expression of its clause",))
    place = Place(None, "Valencia", "VEN", 10.2, -68.0, 1, None, True, ("place of its own clause", "a city"))
    found = {s.name: s for s in when_and_where(dataclasses.replace(claim, when=days, where=place))}
    assert found["date"].reason == "'last May': expression of its clause"
    assert found["place"].reason == (
        "Valencia: place of its own clause; a city; another place of the name is nearly as likely"
    )
    assert {s.value for s in found.values()} == {0.0}
    assert not list(when_and_where(dataclasses.replace(claim, when=None, where=None)))


def test_marks_do_not_overlap(tmp_path):
    with Queries(_read(tmp_path)) as queries:
        claim = queries.claims()[0]
    wide = Span(claim.actors[0].span.start, claim.predicate.end)
    voice = Voice(wide, "official", None, None, None, "asserts", cue=claim.predicate)
    place = Place(claim.recipients[0].span, "Berlin", "DEU", None, None, None)
    found = marks(dataclasses.replace(claim, voices=(voice,), where=place))
    assert [(m.role, m.span) for m in found] == [("voice", wide), ("recipient", claim.recipients[0].span)]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_is_a_bar_on_a_terminal_and_sparse_lines_elsewhere(monkeypatch):
    bar, log = Terminal(), io.StringIO()
    for stream in (bar, log):
        with shown(stream) as told:
            told(Progress("claims", 1, 4))
            told(Progress("events", 4, 4))
    assert "events" in bar.getvalue() or "4/4" in bar.getvalue()
    assert log.getvalue() == ""
    monkeypatch.setattr("detente.cli.progress._SECONDS", 0.0)
    with shown(log) as told:
        told(Progress("claims", 3, 4))
    assert log.getvalue() == "reading pages: 3 of 4\n"
