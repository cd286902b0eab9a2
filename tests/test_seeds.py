"""The main job on the real pages beside the project: stories apart, furniture dropped, dates held.

The pages are their publishers' and are not part of the project; without them these tests skip.
"""

from __future__ import annotations

import json
from datetime import date

import pytest

import detente
from benchmarks.shared import shared

FOLDER = shared()
pytestmark = pytest.mark.skipif(
    FOLDER is None or not (FOLDER / "seeds").is_dir(), reason="../shared/seeds is absent (set DETENTE_SHARED)"
)

# Line numbers that bear the stories of each page, captions included, in reading order of the files.
STORIES: dict[str, list[range]] = {
    "000": [range(1, 38), range(41, 60)],
    "001": [range(3, 37)],
    "002": [range(1, 29)],
    "003": [range(75, 126)],
    "004": [range(1, 7)],
}
# Within them, lines that are furniture all the same: a link to another story, or titles of related ones.
INSERTS = {"003": [range(98, 107)]}
# The first and last day on which each story may have been out, as far as a careful reader of the page can tell.
OUT = {
    "000": [("2022-03-01", "2022-03-10"), ("2025-04-15", "2025-04-30")],
    "001": [("2022-03-09", "2022-03-10")],
    "002": [("2022-06-19", "2022-06-20")],
    "003": [("2024-04-02", "2024-04-02")],
    "004": [("2025-04-10", "2025-04-10")],
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with detente.open(tmp_path_factory.mktemp("seeds") / "store") as opened:
        assert opened.read([FOLDER / "seeds"]).refused == ()
        yield opened


@pytest.fixture(scope="module")
def pages(store):
    return {page.file[:3]: page for page in store.queries.pages()}


def stories(store, page):
    return sorted((a for a in store.queries.articles() if a.page == page.id), key=lambda a: a.position)


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def test_five_pages_give_six_stories(store, pages):
    assert {key: len(stories(store, page)) for key, page in pages.items()} == {k: len(v) for k, v in STORIES.items()}


def test_no_block_is_furniture(store, pages):
    for key, page in pages.items():
        for story, lines in zip(stories(store, page), STORIES[key], strict=True):
            told = [line_of(page.text, block.span.start) for block in story.blocks]
            assert all(n in lines for n in told), (key, told)
            assert not any(n in insert for insert in INSERTS.get(key, ()) for n in told), (key, told)


def test_each_date_interval_holds_the_days_that_are_possible_and_says_why(store, pages):
    for key, page in pages.items():
        for story, days in zip(stories(store, page), OUT[key], strict=True):
            (first, last), when = map(date.fromisoformat, days), story.published
            assert when.why, key
            assert when.earliest is not None, key
            assert when.earliest <= first, (key, when)
            assert when.latest is None or last <= when.latest, (key, when)
            assert when.latest is None or when.latest < date(2026, 1, 1), "never the day of the run"


def test_every_claim_leads_back_to_a_story(store, pages):
    by_id = {page.id: (key, page) for key, page in pages.items()}
    found = store.queries.claims()
    assert len(found) >= 45
    for claim in found:
        key, page = by_id[claim.page]
        for span in claim.evidence:
            line = line_of(page.text, span.start)
            assert any(line in lines for lines in STORIES[key]), (key, line)
            assert page.text[span.start : span.end].strip()


def ledger(store, day, parties):
    entries = store.relation("ISR", "TUR", on=date.fromisoformat(day))
    return {
        s.value
        for e in entries
        if e.track == "representation" and e.parties == parties
        for s in e.state
        if s.key == "head"
    }


def test_the_ledger_knows_of_the_ambassadors(store):
    assert ledger(store, "2011-06-01", ("TUR", "ISR")) == {"recalled"}
    assert ledger(store, "2011-06-01", ("ISR", "TUR")) == {"recalled"}
    assert ledger(store, "2022-03-01", ("TUR", "ISR")) == {"recalled"}
    assert ledger(store, "2024-01-01", ("TUR", "ISR")) == {"recalled"}


def test_a_denied_offer_is_a_dispute(store):
    denied = [e for e in store.disputes("ISR", "TUR") if any(a.stance == "denies" for a in e.accounts)]
    assert denied


def test_announced_visits_are_plans(store):
    planned = {(p.event.mode, p.event.actors) for p in store.plans("ISR", "TUR")}
    assert ("visit", ("ISR",)) in planned


def test_export_of_the_seeds_is_json_of_the_contract(store, tmp_path):
    target = tmp_path / "claims.jsonl"
    with target.open("wb") as out:
        store.export("claims", out, to="jsonl")
    for line in target.read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        assert claim["evidence"][0]["text"]
        assert claim["voices"][-1]["kind"] == "outlet"
