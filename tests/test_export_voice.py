"""Claims written out by whose word they stand on."""

import io

import pytest

import detente
from detente import pipeline
from detente.errors import UnknownActorError, UsageError
from detente.model import Voice
from detente.reading.actors import load_register
from detente.reading.actors.who import who
from detente.store import create
from detente.voiced import spoken_by
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


def voice(kind="person", id=None, name=None, country=None, described=None):
    return {"kind": kind, "id": id, "name": name, "country": country, "described": described}


def kept(wanted, *voices, spoken=()):
    return spoken_by(wanted, load_register(), lambda: spoken)({"voices": list(voices)})


def test_a_country_s_people_and_unnamed_officials_speak_for_it():
    assert kept("Turkey", voice(country="TUR"))
    assert kept("Türkiye", voice("anonymous", country="TUR", described="official"))
    assert not kept("Turkey", voice(country="ISR"))


def test_a_person_of_the_register_by_name_without_accents():
    (match,) = who(load_register(), "Mevlut Cavusoglu")
    assert kept("Mevlut Cavusoglu", voice("official", match.entry.id, match.entry.name, "TUR"))
    assert not kept("Mevlut Cavusoglu", voice("official", "somebody-else", "Somebody Else", "TUR"))


def test_a_person_whom_only_the_store_knows():
    spoken = [Voice(None, "person", None, "Zsófia Ködmön", None, "asserts")]
    assert kept("Zsofia Kodmon", voice(name="Zsófia Ködmön"), spoken=spoken)
    assert kept("ködmön", voice(name="Zsófia Ködmön"), spoken=spoken)


def test_what_somebody_unnamed_is():
    assert kept("diplomat", voice("anonymous", described="diplomat"))
    assert not kept("diplomat", voice("anonymous", described="witness"))
    assert kept("media", voice("media", described="media"))
