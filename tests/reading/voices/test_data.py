import pytest

from detente.data import load_yaml
from detente.errors import DataError
from detente.reading.voices import cues, kinds, status_rules


def test_the_cue_lexicon_is_large_and_whole():
    lexicon = cues.load_cues()
    assert len(lexicon.verbs) + len(lexicon.nouns) >= 500
    stances = {cue.stance for entries in lexicon.verbs.values() for cue in entries}
    assert stances == {"asserts", "denies", "alleges", "declines"}


def test_content_names_only_known_places():
    known = {"clause", "infinitive", "gerund", "quote", "object", "predicate", "caused"}
    lexicon = cues.load_cues()
    used = {
        way
        for table in (lexicon.verbs, lexicon.nouns)
        for entries in table.values()
        for c in entries
        for way in c.content
    }
    assert {way for way in used if not way.startswith("prep:")} <= known


def test_strengths_lie_between_nothing_and_certainty():
    lexicon = cues.load_cues()
    assert all(0 <= c.strength <= 1 for entries in lexicon.verbs.values() for c in entries)


def test_status_rules_and_kinds_load():
    rules = status_rules.load_rules()
    assert rules.clauses["refuse"] == "negated"
    assert "source" in kinds.load_kinds().anonymous


def test_a_broken_file_is_named():
    with pytest.raises(DataError, match=r"voices/kinds\.yaml"):
        load_yaml("detente.reading.voices", "kinds.yaml", cues.Phrase)
