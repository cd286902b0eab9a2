"""Which pairs of a sentence are asked about, and with which word for the act."""

from __future__ import annotations

import datetime

import pytest

from detente.claims.asking import question
from detente.claims.read import Read, read
from detente.claims.triples import Triple, article_triples
from detente.model import Article, Block, Interval, Page, Span
from detente.settings import Settings

DAY = Interval(datetime.date(2022, 3, 10), datetime.date(2022, 3, 10))


def reading(*paragraphs: str) -> Read:
    text, blocks = "\n".join(paragraphs), []
    for paragraph in paragraphs:
        start = text.index(paragraph)
        blocks.append(Block("body", Span(start, start + len(paragraph))))
    page = Page("p", None, "p.txt", None, None, "text/plain", text)
    return read(page, Article("a", "p", 0, None, None, None, DAY, "en", tuple(blocks)), Settings())


def asked(*paragraphs: str) -> list[Triple]:
    return [triple for _, found in article_triples(reading(*paragraphs), Settings()) for triple in found]


def pairs(found: list[Triple]) -> set[tuple[str, str, str]]:
    return {
        ("+".join(t.sides.actor.parties), t.predicate.token.lemma, "+".join(t.sides.recipient.parties)) for t in found
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile rang Peru about the fishing grounds.", ("CHL", "ring", "PER")),
        ("Kenya squeezed Somalia over the border wall.", ("KEN", "squeeze", "SOM")),
        ("Kenya was squeezed by Somalia over the border wall.", ("SOM", "squeeze", "KEN")),
        ("Norway announced a pullback in aid for Mali.", ("NOR", "pullback", "MLI")),
        ("Mali's irritation at Niger was plain.", ("MLI", "irritation", "NER")),
        ("Ghana and Togo squared up in the lagoon.", ("GHA", "square", "TGO")),
    ],
)
def test_words_that_the_lexicon_may_not_know_are_asked_about_too(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in pairs(asked(text))


def test_a_missing_side_is_taken_from_the_clause_above() -> None:
    assert ("BEL", "expel", "MLI") in pairs(asked("Mali fumed as Belgium expelled two diplomats."))


def test_parties_that_no_word_joins_are_asked_about_both_ways() -> None:
    sides = {(actor, recipient) for actor, _, recipient in pairs(asked("Niger said the raid was paid for by Chad."))}
    assert {("TCD", "NER"), ("NER", "TCD")} <= sides


def test_a_sentence_without_a_word_for_an_act_offers_no_pair() -> None:
    assert not asked("Chad and Niger, side by side.")


def test_whom_a_judged_deed_hit_is_not_asked_about_as_the_judged() -> None:
    found = pairs(asked("Norway condemned the murder of two Danish tourists."))
    assert ("NOR", "condemn", "DNK") not in found


def test_nobody_stands_on_both_sides() -> None:
    found = asked("Chile, which had warned Peru, told Chilean reporters that Peru had answered Chile.")
    assert found
    assert all(not set(t.sides.actor.parties) & set(t.sides.recipient.parties) for t in found)


def test_the_press_is_no_party_to_what_it_reports() -> None:
    assert not [t for t in asked("Reuters quoted Mali at length.") if t.candidate is None]


def test_who_denies_does_no_act_by_it() -> None:
    assert "deny" not in {t.predicate.token.lemma for t in asked("Mali denied that Niger had paid its debts.")}


def words(told: Read, triple: Triple) -> tuple[str | None, str | None, str | None]:
    q = question(told, triple)
    actor, recipient, predicate = (
        q.text[slice(*span)] if span else None for span in (q.actor, q.recipient, q.predicate)
    )
    return actor, recipient, predicate


def test_a_question_marks_whole_names_and_no_word_where_both_sides_are_named() -> None:
    told = reading("Peru's Foreign Minister Ana Example and Chile met Bolivian envoys.")
    ((_, found),) = article_triples(told, Settings())
    met = next(t for t in found if t.predicate.token.lemma == "meet")
    assert words(told, met)[2] is None
    assert words(told, met)[1] == "Bolivian envoys"


def test_a_question_without_recipient_marks_the_word_that_bears_the_sense() -> None:
    told = reading("Kenya carried out missile tests.")
    ((_, found),) = article_triples(told, Settings())
    assert ("Kenya", None) in {words(told, t)[:2] for t in found}
    assert all(words(told, t)[2] for t in found)


def test_a_party_of_the_story_is_named_in_no_question() -> None:
    told = reading("Eritrea quarrelled with Djibouti.", "Eritrea later shelled two targets.")
    _, (_, found) = article_triples(told, Settings())
    assert "DJI" in {p for t in found for p in t.sides.recipient.parties}
    assert {question(told, t).recipient for t in found} == {None}
