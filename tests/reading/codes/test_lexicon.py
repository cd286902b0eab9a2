import dataclasses
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
import yaml

from detente.reading.codes import candidates, load_codebook, load_lexicon
from detente.reading.codes.diplomacy import load_diplomacy
from detente.reading.codes.lexicon import Sense
from detente.reading.language import parse_text

SLOT = re.compile(
    r"subject|agent|object|indirect|possessive|modifier|between|prep:\w+|complement\.(object|subject|prep:\w+)"
    r"|object\.(possessive|modifier|prep:\w+)"
)
CONDITIONS = ("object", "subject", "complement", "modifier", "of")


def files() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted((resources.files("detente.reading.codes") / "lexicon").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            yield file.name, yaml.safe_load(file.read_text(encoding="utf-8"))


def entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, content in files():
        for table in ("verbs", "nouns"):
            yield from ((name, entry) for entry in content.get(table, ()))


def senses() -> Iterator[tuple[str, str, Sense]]:
    lexicon = load_lexicon()
    for table, of_lemma in (("verb", lexicon.verbs), ("noun", lexicon.nouns)):
        for lemma, found in of_lemma.items():
            yield from ((table, lemma, sense) for sense in found)


def wanted(sense: Sense) -> Iterator[str]:
    for condition in CONDITIONS:
        yield from getattr(sense, condition)
    for lemmas in sense.prep.values():
        yield from lemmas


def test_the_lexicon_is_broad():
    distinct = {id(sense): sense for _, _, sense in senses()}
    assert len(distinct) >= 700
    assert len(load_lexicon().verbs) >= 500
    assert len(load_lexicon().nouns) >= 150


def test_yaml_holds_no_field_that_the_schema_lacks():
    known = {field.name for field in dataclasses.fields(Sense)}
    for name, entry in entries():
        assert set(entry) == {"lemmas", "senses"}, (name, entry)
        for sense in entry["senses"]:
            assert set(sense) <= known, (name, entry["lemmas"], sorted(set(sense) - known))


def test_types_modes_contexts_objects_and_codes_are_the_codebooks():
    book = load_codebook()
    for table, lemma, sense in senses():
        assert not list(book.faults(sense.type, sense.mode)), (table, lemma)
        assert set(sense.contexts) <= set(book.contexts), (table, lemma, sense.contexts)
        assert sense.object_kind is None or sense.object_kind in book.objects, (table, lemma, sense.object_kind)
        assert sense.cameo is None or sense.cameo in book.codes, (table, lemma, sense.cameo)


def test_every_type_and_mode_has_a_sense():
    book = load_codebook()
    told = {(sense.type, sense.mode) for _, _, sense in senses()}
    wanted_modes = {(t, mode) for t in book.types for mode in book.modes(t)}
    assert wanted_modes <= told, sorted(wanted_modes - told)
    assert {t for t, _ in told} == set(book.types)


def test_every_object_kind_of_the_codebook_is_used():
    told = {sense.object_kind for _, _, sense in senses()} | load_diplomacy().objects()
    assert told >= set(load_codebook().objects)


def test_lemmas_are_lower_case_single_words():
    lexicon = load_lexicon()
    lemmas = {*lexicon.verbs, *lexicon.nouns, *lexicon.light_verbs}
    lemmas |= {w for words in lexicon.classes.values() for w in words}
    lemmas |= {w for _, _, sense in senses() for w in wanted(sense)}
    assert not [lemma for lemma in lemmas if lemma != lemma.lower() or " " in lemma]


def test_classes_that_are_asked_for_exist():
    classes = load_lexicon().classes
    for table, lemma, sense in senses():
        asked = {w[1:] for w in wanted(sense) if w.startswith("@")}
        assert asked <= set(classes), (table, lemma, asked - set(classes))


def test_slots_are_of_the_agreed_kinds():
    for table, lemma, sense in senses():
        odd = [slot for slot in (*sense.actor, *sense.recipient) if not SLOT.fullmatch(slot)]
        assert not odd, (table, lemma, odd)


def test_no_weight_makes_a_claim_surer_than_its_words():
    heavy = [
        (t, lemma, s) for t, lemma, s in senses() if s.weight > 1.5 and s.actor not in (("possessive",), ("indirect",))
    ]
    assert not heavy


def test_no_entry_lists_a_lemma_twice_and_no_sense_stands_twice():
    for name, entry in entries():
        assert len(set(entry["lemmas"])) == len(entry["lemmas"]), (name, entry["lemmas"])
    for lemma, found in (*load_lexicon().verbs.items(), *load_lexicon().nouns.items()):
        assert len({repr(s) for s in found}) == len(found), lemma


def test_speech_without_an_act_is_not_coded():
    for verb in ("say", "tell", "add", "state", "report"):
        for sense in load_lexicon().verbs.get(verb, ()):
            assert any(wanted(sense)), verb


SENTENCES = [
    ("Norway called off the visit of its minister to Chile.", "call", "REJECT", "meet"),
    ("Peru pulled out of the treaty with Chile.", "pull", "SANCTION", "withdraw"),
    ("Ghana broke off diplomatic relations with Togo.", "break", "SANCTION", "discontinue"),
    ("Ghana recalled its ambassador to Togo.", "recall", "SANCTION", "withdraw"),
    ("Kenya expelled three Ugandan diplomats.", "expel", "SANCTION", "expel"),
    ("Canada imposed sanctions on Belarus.", "impose", "SANCTION", "discontinue"),
    ("Canada lifted its sanctions against Belarus.", "lift", "RETREAT", None),
    ("Peru and Chile agreed to restore ties.", "agree", "AGREE", None),
    ("Peru refused to meet the Chilean envoy.", "refuse", "REJECT", "meet"),
    ("Chad called on Sudan to release the prisoners.", "call", "REQUEST", "yield"),
    ("Chad urged Sudan to withdraw its troops.", "urge", "REQUEST", "yield"),
    ("Chad accused Sudan of arming the rebels.", "accuse", "ACCUSE", "allege"),
    ("Sudan condemned the raid by Chad.", "condemn", "ACCUSE", "disapprove"),
    ("Sudan threatened to attack Chad.", "threaten", "THREATEN", "violence"),
    ("Sudan threatened to impose sanctions on Chad.", "threaten", "THREATEN", "restrict"),
    ("Sudan shot down a Chadian helicopter.", "shoot", "ASSAULT", "heavy-weapons"),
    ("Spain summoned the Moroccan ambassador.", "summon", "ACCUSE", "disapprove"),
    ("Spain reopened its embassy in Libya.", "reopen", "SUPPORT", None),
    ("Spain closed its consulate in Oran.", "close", "SANCTION", "withdraw"),
    ("Egypt brokered a truce between Chad and Sudan.", "broker", "CONSULT", "third-party"),
    ("Egypt declared a ceasefire.", "declare", "CONCEDE", None),
    ("Egypt seized a Greek tanker.", "seize", "COERCE", "seize"),
    ("Egypt sent food to Sudan.", "send", "AID", None),
    ("Egypt shares intelligence with Jordan.", "share", "COOPERATE", None),
    ("Egypt deployed troops along the border with Libya.", "deploy", "MOBILIZE", "troops"),
    ("Thousands of protesters marched against Peru.", "march", "PROTEST", "demo"),
    ("Egypt apologized to Italy for the death of the student.", "apologize", "CONCEDE", None),
    ("Egypt closed its border with Gaza.", "close", "COERCE", "restrict"),
    ("The visit of the Peruvian president to Chile ended.", "visit", "CONSULT", "visit"),
    ("Talks between Peru and Chile began on Monday.", "talk", "CONSULT", None),
    ("The recall of its ambassador angered Peru.", "recall", "SANCTION", "withdraw"),
    ("Peru and Chile held joint military exercises.", "exercise", "COOPERATE", None),
    ("Peru held naval drills near Chile.", "drill", "MOBILIZE", "troops"),
    ("Peru walked out of the talks with Chile.", "walk", "SANCTION", "withdraw"),
    ("Peru pulled its troops out of Chile.", "pull", "RETREAT", "withdraw"),
    ("A drone strike on the Libyan base began.", "strike", "ASSAULT", "drone"),
    ("Peru was critical of Chile.", "be", "ACCUSE", "disapprove"),
    ("Peru grew furious with Chile.", "grow", "ACCUSE", "disapprove"),
    ("Peru took aim at Chile.", "take", "ACCUSE", "disapprove"),
    ("Peru took issue with the Chilean plan.", "take", "ACCUSE", "disapprove"),
    ("Peru fired back at Chile.", "fire", "ACCUSE", "disapprove"),
    ("Peru described the Chilean move as a provocation.", "describe", "ACCUSE", "disapprove"),
    ("Peru called the president a liar.", "call", "ACCUSE", "disapprove"),
    ("Peru feuded with Chile over fish.", "feud", "ACCUSE", "disapprove"),
    ("Peru is locked in a war of words with Chile.", "war", "ACCUSE", "disapprove"),
    ("Peru put Chile on notice.", "put", "THREATEN", None),
    ("Peru vowed severe consequences for Chile.", "vow", "THREATEN", None),
    ("Chad is at war with Sudan.", "be", "ASSAULT", None),
    ("Chad went to war with Sudan.", "go", "ASSAULT", None),
    ("Chad repelled an attack by Sudan.", "repel", "ASSAULT", None),
    ("Chad will stop shelling Sudanese villages.", "stop", "RETREAT", "ceasefire"),
    ("Chad came to terms with Sudan.", "come", "AGREE", None),
    ("Chad is open to talks with Sudan.", "be", "AGREE", None),
    ("Chad came under pressure from Sudan.", "pressure", "REQUEST", "change"),
    ("Chad expects Sudan to return the island.", "expect", "REQUEST", "yield"),
    ("Chad turned its back on Sudan.", "turn", "REJECT", None),
    ("Chad pushed back against Sudan.", "push", "REJECT", None),
    ("Chad ruled out talks with Sudan.", "rule", "REJECT", "meet"),
    ("Chad dismissed the warning from Sudan.", "dismiss", "REJECT", None),
    ("Chad is grateful to Sudan.", "be", "SUPPORT", None),
    ("Chad won praise from Sudan.", "win", "SUPPORT", None),
    ("Chad paid tribute to Sudan.", "pay", "SUPPORT", None),
    ("Chad made peace with Sudan.", "make", "AGREE", None),
    ("Chad received a loan from Sudan.", "receive", "AID", None),
    ("Chad took in Sudanese refugees.", "take", "AID", None),
    ("The sale of Sudanese rifles to Chad ended.", "sale", "AID", None),
    ("Chad retaliated against the tariffs.", "retaliate", "SANCTION", "discontinue"),
    ("The trade war between Peru and Chile goes on.", "war", "SANCTION", "discontinue"),
    ("Peru pulled out of NATO.", "pull", "SANCTION", "withdraw"),
    ("The Peruvian warships headed toward Chile on Monday.", "head", "MOBILIZE", "weapons"),
    ("Peruvian troops will travel to Chile.", "travel", "MOBILIZE", "troops"),
    ("Peru is building up its forces along the border.", "build", "MOBILIZE", "troops"),
    ("Peru postponed the drills.", "postpone", "CONCEDE", None),
    ("Protesters set fire to the Chilean embassy.", "set", "PROTEST", "riot"),
    ("Protesters tore down the Chilean flag.", "tear", "PROTEST", "vandalize"),
    ("Peruvian agents breached the network of the ministry.", "breach", "COERCE", "cyber"),
    ("Peru reached out to Chile.", "reach", "CONSULT", None),
    ("Peru's president is due in Chile on Friday.", "be", "CONSULT", "visit"),
    ("Peru sent a letter to Chile.", "send", "CONSULT", None),
    ("Peru ordered its last troops out of Chile.", "order", "RETREAT", "withdraw"),
    ("Rockets from Peru landed in Chile.", "land", "ASSAULT", "heavy-weapons"),
    ("Chad came to the aid of Sudan.", "come", "SUPPORT", None),
    ("Peru withdrew from the accord.", "withdraw", "SANCTION", "withdraw"),
    ("Peru withdrew from the valley.", "withdraw", "RETREAT", "withdraw"),
    ("Peru announced deep cuts in aid to Chile.", "cut", "SANCTION", "discontinue"),
    ("Peru received the first shipment of Chilean rifles.", "receive", "AID", None),
    ("Peru will bring its troops home.", "bring", "RETREAT", "withdraw"),
    ("Peru completed the destruction of its warheads.", "destruction", "RETREAT", "disarm"),
    ("The shoot-down of a Chilean jet by Peru angered him.", "down", "ASSAULT", "heavy-weapons"),
    ("An exchange of fire between Peru and Chile began.", "exchange", "ASSAULT", "firearms"),
    ("Peru inflicted heavy losses on Chile.", "inflict", "ASSAULT", None),
    ("Peru considers military action against Chile.", "action", "ASSAULT", None),
    ("Peru walked back its tariffs on Chile.", "walk", "RETREAT", None),
    ("Peru props up the Chilean regime.", "prop", "AID", None),
    ("Peru confronted Chile over the maps.", "confront", "ACCUSE", "disapprove"),
    ("Peru ordered the envoys to leave.", "order", "SANCTION", "expel"),
    ("Peruvian guns brought down a Chilean drone.", "bring", "ASSAULT", "heavy-weapons"),
]


NO_ACTS = [
    "Peru took part in the fair before the president took office.",
    "The report was released by the agency.",
    "The official wished to stay unnamed.",
    "The drought threatens the economy of Chile.",
    "The ministry declined to comment.",
    "The remark was striking.",
    "Peruvian pilgrims travelled to Chile.",
    "Peru received the report.",
    "The neighbour was to blame.",
    "Demand for steel rose in Chile.",
    "In March the minister spoke of Chile.",
    "The speech struck a hopeful tone.",
    "Peru demonstrated that it can build ships.",
    "The launch invited new sanctions.",
    "Peru wants a missile.",
]


@pytest.mark.parametrize("text", NO_ACTS)
def test_ordinary_uses_of_the_same_words_have_no_actor(text):
    parsed = parse_text(text)
    for candidate in candidates(parsed, parsed.sentences[0], load_lexicon()):
        assert not [head for slot in candidate.actor_slots() for head in candidate.heads(parsed, slot)]


@pytest.mark.parametrize(("text", "lemma", "type", "mode"), SENTENCES)
def test_lemmas_and_particles_are_those_of_the_parser(text, lemma, type, mode):
    parsed = parse_text(text)
    found = candidates(parsed, parsed.sentences[0], load_lexicon())
    told = [(c.predicate.lemma, c.sense.type, c.sense.mode) for c in found]
    assert (lemma, type, mode) in told
    assert sum(kind == type for _, kind, _ in told) == 1
