"""Which triples become acts, and how many the coder is asked about."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence

from detente.claims import gate
from detente.claims.choosing import _is_told, _rank, choose
from detente.claims.decision import ENOUGH, Act, decide
from detente.claims.triples import Triple
from detente.reading.codes import Answer, load_codebook
from detente.reading.codes.weights import NONE
from detente.reading.language import Parsed
from tests.claims.test_decision import answer
from tests.claims.test_triples import asked, reading

SENTENCES = (
    "Kenya squeezed Somalia and pressed Somalia over the border wall.",
    "Japan accused China of jamming its satellites, and China rejected the charge and recalled its envoy from Tokyo.",
    "Peru and Chile, which had refused talks with Bolivia, cut aid to Paraguay after Argentina expelled their envoys.",
    "Norway said Sweden and Denmark would sign a treaty with Finland, which Russia condemned.",
    "Ghana vowed to hold firm and warned Togo against closing the port.",
)
TYPES = (*load_codebook().types, NONE)


def all_asked(parsed: Parsed, triples: Sequence[Triple], ask: Callable[[Triple], Answer]) -> list[Act]:
    """The same choice with every triple asked about: what ``choose`` must equal."""
    kept: list[Act] = []
    for act in sorted((decide(t, ask(t)) for t in triples), key=_rank):
        if act.confidence >= ENOUGH and gate.may_pass(act) and not _is_told(parsed, act, kept):
            kept.append(act)
    return sorted(kept, key=lambda act: act.triple.predicate.token.i)


class Coder:
    """Answers at random, the same to the same triple, and keeps what it was asked."""

    def __init__(self, draw: random.Random, triples: Sequence[Triple]) -> None:
        self.answers = {t.key: _drawn(draw) for t in triples}
        self.put: list[Triple] = []

    def ask(self, triple: Triple) -> Answer:
        self.put.append(triple)
        return self.answers[triple.key]


def _drawn(draw: random.Random) -> Answer:
    return answer(draw.choice(TYPES), draw.uniform(0.06, 0.99), symmetric=draw.random())


def test_what_is_not_asked_changes_nothing() -> None:
    draw, listed, put = random.Random(7), 0, 0
    for text in SENTENCES:
        parsed, triples = reading(text).parsed, asked(text)
        for _ in range(60):
            lazy, whole = Coder(draw, triples), Coder(draw, [])
            whole.answers = lazy.answers
            assert choose(parsed, triples, lazy.ask) == all_asked(parsed, triples, whole.ask)
            assert len(lazy.put) == len({t.key for t in lazy.put})
            listed, put = listed + len(whole.put), put + len(lazy.put)
    assert put < 0.9 * listed


def test_a_word_tells_one_act_and_no_act_is_told_twice() -> None:
    text = SENTENCES[0]
    kept = choose(reading(text).parsed, asked(text), lambda _: answer("COERCE", 0.95))
    assert [act.type for act in kept if act.sense is None] in ([], ["COERCE"])
    words = [act.triple.predicate.token.i for act in kept]
    assert all(one != other for one, other in itertools.combinations(words, 2))


def test_nothing_to_choose_from_asks_nothing() -> None:
    def ask(_: Triple) -> Answer:
        raise AssertionError

    assert choose(reading("Kenya is large.").parsed, [], ask) == []
