"""What others build on: commands, options, exit statuses, JSON shapes and Python names change only by adding.

A name may be added to these lists; one that is taken away or renamed breaks somebody's work.
"""

import inspect
import json

import click
import pytest

import detente
from detente import pipeline
from detente.cli import cli, main
from detente.model import Article, Entry, Event
from detente.store import create
from tests.fake_stages import STAGES, write_pages

COMMANDS = {
    "read": {"--store", "--metadata", "--engine", "--workers", "--as-of"},
    "export": {"--store", "--format", "--layout", "-o"},
    "timeline": {"--store", "--from", "--to", "--json"},
    "relation": {"--store", "--on", "--known", "--history", "--json"},
    "disputes": {"--store", "--json"},
    "plans": {"--store", "--on", "--json"},
    "explain": {"--store", "--json"},
    "brief": {"--store", "-o"},
    "store check": {"--store"},
    "store rebuild": {"--store"},
    "store migrate": {"--store"},
    "models check": set(),
}

INTERVAL = {"earliest", "latest", "precision", "text"}
PUBLISHED = {"earliest", "latest", "why"}
ACTOR = {"text", "start", "end", "id", "name", "country", "sector", "office"}
VOICE = {"text", "start", "end", "kind", "id", "name", "country", "stance"}
CLAIM = {
    "id", "page", "article", "file", "outlet", "published", "evidence", "actors", "recipients", "symmetric", "type",
    "mode", "contexts", "quad", "intensity", "cameo", "status", "voices", "when", "where", "confidence",
}  # fmt: skip
ARTICLE = {
    "id", "page", "file", "position", "headline", "byline", "outlet", "published", "language", "copy_of", "blocks",
}  # fmt: skip
EVENT = {
    "id", "type", "mode", "actors", "recipients", "symmetric", "when", "where", "status", "claims", "outlets",
    "independent_sources", "contested", "accounts", "belief", "plan", "outcome",
}  # fmt: skip
ENTRY = {
    "parties", "directed", "track", "state", "from", "to", "known_since", "contested", "confidence", "evidence",
}  # fmt: skip

NAMES = {
    "open": {"store"},
    "extract": {"text_or_html", "media_type", "uri"},
    "code": {"text", "actor", "recipient"},
    "voices": {"text"},
    "times": {"text", "anchor"},
    "factuality": {"text", "predicate"},
    "resolve": {"text", "on"},
}


@pytest.fixture
def store(tmp_path):
    folder = write_pages(tmp_path / "in", 2)
    pipeline.read([folder], create(tmp_path / "s"), stages=STAGES)
    with detente.open(tmp_path / "s", create=False) as opened:
        yield opened


def rows(store, table, tmp_path):
    path = tmp_path / f"{table}.jsonl"
    with path.open("wb") as out:
        store.export(table, out)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _find(path):
    command = cli
    for name in path.split():
        command = command.commands[name]
    return command


@pytest.mark.parametrize(("path", "options"), COMMANDS.items())
def test_commands_and_their_options(path, options):
    given = {o for p in _find(path).params if isinstance(p, click.Option) for o in p.opts}
    assert options <= given


def test_a_claim(store, tmp_path):
    claim = rows(store, "claims", tmp_path)[0]
    assert claim.keys() >= CLAIM
    assert claim["published"].keys() >= PUBLISHED and isinstance(claim["published"]["why"], list)
    assert claim["evidence"][0].keys() >= {"start", "end", "text"}
    assert claim["actors"][0].keys() >= ACTOR and claim["recipients"][0].keys() >= ACTOR
    assert claim["voices"][0].keys() >= VOICE
    assert claim["when"].keys() >= INTERVAL
    assert claim["when"]["earliest"] == "2021-03-01"
    assert claim["where"] is None


def test_a_place(store):
    from detente.model import Place, Span
    from detente.store.shapes import place

    found = place(Place(Span(0, 5), "Paris", "FRA", 48.85, 2.35, 2988507), "Paris, yesterday")
    assert found == {
        "text": "Paris",
        "name": "Paris",
        "country": "FRA",
        "lat": 48.85,
        "lon": 2.35,
        "geonames": 2988507,
    } | {
        "admin1": None,
        "ambiguous": None,
        "why": [],
    }


def test_offsets_count_characters_of_the_articles_text(store, tmp_path):
    texts = {a["page"]: a["text"] for a in rows(store, "articles", tmp_path)}
    claims = rows(store, "claims", tmp_path)
    assert claims
    for claim in claims:
        for piece in [*claim["evidence"], *claim["actors"], *claim["recipients"]]:
            assert texts[claim["page"]][piece["start"] : piece["end"]] == piece["text"]


def test_an_article(store, tmp_path):
    article = rows(store, "articles", tmp_path)[0]
    assert article.keys() >= ARTICLE
    assert article["blocks"][0].keys() >= {"kind", "start", "end"}


def test_an_event(store, tmp_path):
    event = rows(store, "events", tmp_path)[0]
    assert event.keys() >= EVENT
    assert event["accounts"][0].keys() >= {"stance", "claims"}


def test_an_entry(store, tmp_path):
    entry = rows(store, "entries", tmp_path)[0]
    assert entry.keys() >= ENTRY
    assert entry["from"].keys() >= {"earliest", "latest"} and isinstance(entry["state"], dict)
    assert entry["parties"] == ["FRA", "DEU"]


def test_relation_prints_entries_as_export_does(store, tmp_path, capsys):
    with pytest.raises(SystemExit) as end:
        main(["relation", "FRA", "DEU", "--history", "--json", "--store", str(store.root)])
    assert end.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert {e["id"] for e in told} == {e["id"] for e in rows(store, "entries", tmp_path)}
    assert told[0].keys() >= ENTRY


@pytest.mark.parametrize(("name", "parameters"), NAMES.items())
def test_python_names(name, parameters):
    assert name in detente.__all__ and name in dir(detente)
    assert parameters <= inspect.signature(getattr(detente, name)).parameters.keys()


def test_a_name_that_is_none():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = detente.nothing


def test_a_store_in_python(store):
    import pyarrow as pa

    for table in (store.articles(), store.claims(), store.events(), store.entries()):
        assert isinstance(table, pa.Table) and table.num_rows == 2
    entries, events = store.relation("France", "DEU"), store.timeline("FRA", "DEU")
    assert entries and all(isinstance(e, Entry) for e in entries)
    assert events and all(isinstance(e, Event) for e in events)


TEXT = """President lands in Ankara for talks

The president of Israel arrived in Ankara on Wednesday for talks with his Turkish counterpart, officials said.

The two leaders were expected to discuss trade and the return of their ambassadors; both governments want it.
"""


def test_extract_gives_articles_with_their_text():
    (article,) = detente.extract(TEXT, media_type="text/plain")
    assert isinstance(article, Article)
    assert "arrived in Ankara" in article.body_text
    body = [b for b in article.blocks if b.kind == "body"]
    assert len(body) == 2
    assert article.body_text == "\n".join(TEXT[b.span.start : b.span.end] for b in body)
    assert article.published.why is not None


def test_extract_refuses_other_media():
    with pytest.raises(detente.api.UsageError, match="application/pdf"):
        detente.extract("x", media_type="application/pdf")


def test_code_scores_every_type():
    text = "Turkey recalled its ambassador from Israel."
    coding = detente.code(text, (0, 6), (36, 42))
    assert coding.type == "SANCTION" and coding.quad
    assert "NONE" in coding.scores and sum(coding.scores.values()) == pytest.approx(1)


def test_voices_times_factuality_resolve():
    import datetime

    text = "The ministry said on Monday that France would not attend."
    (attribution, *_) = detente.voices(text)
    assert text[attribution.cue.start : attribution.cue.end] == "said" and attribution.content
    (timex, *_) = detente.times(text, anchor=datetime.date(2021, 3, 3))
    assert (timex.value, timex.kind) == ("2021-03-01", "DATE") and timex.earliest == timex.latest
    start = text.index("attend")
    assert -3 <= detente.factuality(text, (start, start + 6)) < 0
    assert "FRA" in {a.country for a in detente.resolve(text, on=datetime.date(2021, 3, 3))}
