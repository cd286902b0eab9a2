"""An event's page: accounts by side, versions of its facts, who said it and who repeats it, and why to believe it."""

import dataclasses

import pytest

from benchmarks.room_made import make
from detente.model import Account, Score
from detente.store.browsing import Shelf
from detente.store.index import publish
from detente.store.record import Copy
from detente.web.room.event import event


@pytest.fixture
def page(tmp_path):
    """The page of an event of three claims, of articles of which the second and the third copy the first."""
    record = make(tmp_path / "store", 24)
    made = list(record.read("events"))
    articles = {c.id: c.article for c in record.read("claims")}
    apart = list({articles[e.claims[0]]: e for e in made}.values())[:3]
    claims = tuple(e.claims[0] for e in apart)
    first, second, third = (articles[c] for c in claims)
    scores = (Score("belief", 0.7, "one source"), Score("accounts differ: the dead", 0.0, "nine or ten"))
    one = dataclasses.replace(
        apart[0], claims=claims, contested=True, accounts=(Account("asserts", claims),), scores=scores
    )
    copies = [Copy(second, first), Copy(third, first)]
    record.write_derived(record.key(), {"copies": copies, "events": [one], "entries": []})
    publish(record, record.key())
    shelf = Shelf(record)
    yield event(shelf.reader(), one.id), (first, second, third)
    shelf.close()


def test_a_copy_hangs_under_what_it_copies(page):
    shown, (first, second, third) = page
    echoes = [(o.name, e) for o in shown.origins for e in o.articles]
    by_article = {e.article: e for _, e in echoes}
    assert set(by_article) == {first}
    assert {e.article for e in by_article[first].copies} == {second, third}


def test_versions_of_a_fact_stand_beside_who_tells_them(page):
    shown, _ = page
    versions = {v.fact: v.versions for v in shown.variants}
    told = [t for a in shown.accounts for t in a.told]
    assert {x.says for x in versions["When"]} == {t.when for t in told}
    assert all(x.sources for found in versions.values() for x in found)


def test_where_accounts_differ_is_told_apart_from_why_to_believe(page):
    shown, _ = page
    assert [d.words for d in shown.differences] == ["nine or ten"]
    assert [r.name for r in shown.reasons] == ["belief"]
    assert sum(len(a.told) for a in shown.accounts) == shown.claims == 3
