"""Claims written out by whose word they stand on."""

import io

import pytest

import detente
from detente import pipeline
from detente.errors import UnknownActorError, UsageError
from detente.store import create
from tests.fake_stages import STAGES, write_pages


@pytest.fixture
def store(tmp_path):
    pipeline.read([write_pages(tmp_path / "in", 2)], create(tmp_path / "s"), stages=STAGES)
    with detente.open(tmp_path / "s", create=False) as opened:
        yield opened


def count(store, table="claims", voice=None):
    return store.export(table, io.BytesIO(), voice=voice)


def test_only_claims_in_whose_chain_a_voice_speaks(store):
    kinds = {v.kind for c in store.queries.claims() for v in c.voices}
    assert all(count(store, voice=kind) > 0 for kind in kinds)
    assert count(store, voice="document") == 0
    assert count(store, voice="Iceland") == 0


def test_only_claims_have_voices(store):
    with pytest.raises(UsageError, match="events have none"):
        count(store, "events", "Iceland")


def test_a_voice_that_nobody_knows(store):
    with pytest.raises(UnknownActorError):
        count(store, voice="Nowhereland")
