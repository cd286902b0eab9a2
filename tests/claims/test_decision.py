"""How the lexicon's sense, the coder's answer and the sides are weighed."""

from __future__ import annotations

from detente.claims.decision import STATUSES, at_most, decide, weighed
from detente.claims.triples import Triple
from detente.reading.codes import Answer, load_codebook
from detente.reading.codes.weights import NONE
from tests.claims.test_triples import asked


def answer(
    kind: str, chance: float, *, mode: str | None = None, symmetric: float = 0.0, status: str = "occurred"
) -> Answer:
    names = [*load_codebook().types, NONE]
    rest = (1 - chance) / (len(names) - 1)
    modes = dict.fromkeys((None, *load_codebook().modes(kind)), 0.01) if kind != NONE else {None: 1.0}
    return Answer(
        types={name: chance if name == kind else rest for name in names},
        modes=modes | {mode: 0.9},
        contexts={"military": 0.8, "legal": 0.2},
        statuses={name: 0.92 if name == status else 0.02 for name in STATUSES},
        symmetric=symmetric,
    )


def triple(text: str, lemma: str) -> Triple:
    return next(t for t in asked(text) if t.predicate.token.lemma == lemma)


KNOWN = "Japan accused China of jamming its satellites.", "accuse"
UNKNOWN = "Kenya squeezed Somalia over the border wall.", "squeeze"


def test_the_coder_decides_a_word_that_the_lexicon_does_not_know() -> None:
    sure, unsure = (decide(triple(*UNKNOWN), answer("COERCE", p)) for p in (0.9, 0.2))
    assert (sure.type, sure.sense) == ("COERCE", None)
    assert sure.confidence > 0.7
    assert unsure.confidence < 0.5
    assert sure.contexts == ("military",)


def test_the_lexicon_keeps_its_type_against_a_coder_that_is_not_sure() -> None:
    assert decide(triple(*KNOWN), answer("REQUEST", 0.5)).type == "ACCUSE"
    assert decide(triple(*KNOWN), answer(NONE, 0.9)).type == "ACCUSE"
    agreed, doubted = (decide(triple(*KNOWN), answer(kind, 0.9)) for kind in ("ACCUSE", NONE))
    assert agreed.confidence > doubted.confidence


def test_reasons_tell_the_two_likeliest_types_in_words() -> None:
    reasons = [score.reason for score in decide(triple(*UNKNOWN), answer("COERCE", 0.9)).scores]
    assert reasons[0].startswith("the coder reads 'squeezed' as COERCE (.90), next ")
    assert "the lexicon has no sense of 'squeezed' that fits here" in reasons


def test_a_list_of_doers_acts_on_itself_only_if_the_coder_says_so() -> None:
    both = triple("Ghana and Togo squared up in the lagoon.", "square")
    assert decide(both, answer("ASSAULT", 0.95, symmetric=0.9)).confidence > 0.5
    assert decide(both, answer("ASSAULT", 0.95, symmetric=0.1)).confidence < 0.5


def test_the_coders_mode_and_status_are_of_the_type_that_it_finds_likeliest() -> None:
    act = decide(triple(*KNOWN), answer("ACCUSE", 0.9, mode="investigate", status="planned"))
    assert act.mode == "investigate"
    other = decide(triple(*KNOWN), answer("REQUEST", 0.5, mode="meet", status="planned"))
    assert other.mode == "allege"
    assert other.statuses == {}


def test_status_needs_more_than_the_coder_where_the_parse_shows_a_sign() -> None:
    assert weighed("planned", {"occurred": 0.9, "planned": 0.1}) == "planned"
    assert weighed("occurred", {"occurred": 0.05, "negated": 0.9}) == "negated"
    assert weighed("negated", {}) == "negated"


def test_the_likeliest_act_is_never_none() -> None:
    assert answer(NONE, 0.99).coded_type != NONE


def test_what_each_does_to_the_other_stays_so_though_the_coder_does_not_see_it() -> None:
    act = decide(triple("Peru and Chile withdrew their respective ambassadors.", "withdraw"), answer("SANCTION", 0.9))
    assert act.sides.mutual


def test_no_answer_makes_a_triple_surer_than_the_best_case() -> None:
    for told in (KNOWN, UNKNOWN):
        for found in asked(told[0]):
            by_lexicon, by_coder = at_most(found)
            for kind in (*load_codebook().types, NONE):
                for chance in (0.06, 0.5, 0.9, 0.999):
                    for symmetric in (0.0, 1.0):
                        act = decide(found, answer(kind, chance, symmetric=symmetric))
                        assert act.confidence <= (by_lexicon if act.sense is not None else by_coder)
