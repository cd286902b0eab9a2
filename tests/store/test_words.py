"""Search by words: all must be there, the last may be begun, and nothing of it is a query language."""

import pytest

from benchmarks.room_made import make, more
from detente.store.words import VERSION, Words


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return make(tmp_path_factory.mktemp("words") / "store", 60)


@pytest.fixture(scope="module")
def words(record):
    found = Words(record)
    found.update()
    return found


def test_all_words_must_be_there(words):
    everything = words.find("articles", "officials")
    assert len(everything) == len(set(everything)) > 10
    assert words.find("articles", "officials nosuchword") == []
    assert words.find("articles", "offic") == everything


def test_accents_do_not_count(words):
    assert words.find("articles", "Öfficials") == words.find("articles", "officials")


@pytest.mark.parametrize("asked", ["", "  ", '"', "*", "AND", "a OR b", "NEAR(x y)", "col:x", "'", "-", "\x00"])
def test_nothing_is_a_query_language(words, asked):
    assert isinstance(words.find("claims", asked), list)


def test_claims_are_found_by_their_sentence(words, record):
    claim = next(iter(record.read("claims")))
    actor = claim.actors[0].country
    assert claim.id in words.find("claims", f"{actor} officials Monday")


def test_new_partitions_are_taken_in_once(tmp_path):
    record = make(tmp_path / "store", 20)
    words = Words(record)
    words.update()
    before = len(words.find("claims", "officials"))
    words.update()
    assert len(words.find("claims", "officials")) == before
    more(record)
    words.update()
    assert len(words.find("claims", "officials")) > before
    assert (record.root / "index" / VERSION).exists()


def test_a_store_that_may_not_be_written(tmp_path, monkeypatch):
    record = make(tmp_path / "store", 10)

    def refused(*_, **__):
        raise PermissionError

    monkeypatch.setattr("detente.store.words.tempfile.TemporaryFile", refused)
    words = Words(record)
    words.update()
    assert words.find("articles", "officials")
    assert not (record.root / "index" / VERSION).exists()
