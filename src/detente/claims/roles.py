"""Who may stand on the two sides of a word that tells an act, whatever the act: by the parse alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.claims.named import Named
from detente.claims.predicates import Predicate
from detente.claims.read import Read
from detente.claims.sides import Side
from detente.reading.codes import arguments
from detente.reading.language import Parsed, Token

# Dependents that open a clause of their own, whose parties are no sides of the word above.
OTHER_CLAUSE = frozenset({"relcl", "advcl", "parataxis"})
# The same below a noun, where what a clause tells is not whose the noun is.
OTHER_THAN_OWNER = OTHER_CLAUSE | {"ccomp", "acl"}
# Where an event noun's doer stands, the likelier first.
DOERS = ("possessive", "prep:by", "modifier", "prep:from", "between")
# Prepositions after which stands who did it to the subject ("came under fire from").
FROM = frozenset({"by", "from"})
# Prepositions after which stands where a verb's act takes place.
PLACING = frozenset({"in", "at", "near", "outside"})
AT_MOST = 2
"""Other parties that one doer is asked about for one word."""


def role_pairs(told: Read, predicate: Predicate, parties: Sequence[Named]) -> Iterator[tuple[Side, Side | None]]:
    """Yield doers and whom the word may do it to, the likeliest first; ``None`` where the sentence gives nobody."""
    finder = _Roles(told.parsed, predicate, parties)
    doers = finder.doers()
    if not doers:
        return
    others = finder.others(doers[0].parties)
    for other in others[:AT_MOST]:
        yield (other, doers[0]) if predicate.verbal and other.slot in FROM else (doers[0], other)
    if not others:
        yield doers[0], None


class _Roles:
    """Looks for the sides of one predicate among the parties that its sentence names."""

    def __init__(self, parsed: Parsed, predicate: Predicate, parties: Sequence[Named]) -> None:
        self.parsed, self.predicate, self.parties = parsed, predicate, parties

    def doers(self) -> list[Side]:
        """Return who may do it: a verb's subject, an event noun's owner, or the subject of the verb that carries it."""
        word, light = self.predicate.token, self.predicate.light
        if self.predicate.verbal:
            return self._in_slot(arguments.subjects(self.parsed, word), "subject")
        own = [s for slot in DOERS for s in self._in_slot(arguments.slot(self.parsed, word, None, slot), slot)]
        if own or light is None:
            return own
        return self._in_slot(arguments.subjects(self.parsed, light), "subject")

    def _in_slot(self, heads: Sequence[Token], slot: str) -> list[Side]:
        """Return the parties that head a slot, else those below it ("Iran's exports")."""
        places = {t.i for t in heads}
        direct = [p for p in self.parties if places & set(p.heads)]
        if direct:
            return [Side(p.actors, slot, True) for p in direct]
        below = {t.i for head in heads for t in _noun_phrase(self.parsed, head)}
        return [Side(p.actors, slot, False) for p in self.parties if p.head.i in below]

    def others(self, own: Sequence[str]) -> list[Side]:
        """Return the other parties below the predicate, or below the verb that carries it, the nearest first."""
        anchors = [t for t in (self.predicate.token, self.predicate.light) if t is not None]
        found = []
        for party in self.parties:
            if party.parties & set(own) or self._is_scene(party):
                continue
            steps = [s for s in (self._steps(anchor, party.head) for anchor in anchors) if s is not None]
            if steps:
                found.append((min(steps), Side(party.actors, *self._slot(party.head))))
        return [side for _, side in sorted(found, key=lambda f: f[0])]

    def _is_scene(self, party: Named) -> bool:
        """Whether a party is only where a verb's act takes place ("spoke in Rome")."""
        if not self.predicate.verbal or party.head.dep != "pobj":
            return False
        return party.locative or self.parsed.head(party.head).lemma in PLACING

    def _slot(self, head: Token) -> tuple[str, bool]:
        above = self.parsed.head(head)
        direct = self.predicate.token.i in (above.i, above.head if head.dep == "pobj" else above.i)
        return (above.lemma if head.dep == "pobj" else "object" if direct else head.dep), direct

    def _steps(self, anchor: Token, head: Token) -> float | None:
        """Return how far a word lies below an anchor, ``None`` if it does not or lies in another clause."""
        count, token = 0.0, head
        while token.i != anchor.i:
            if token.dep in OTHER_CLAUSE or token.head == token.i or self._is_subject(token, anchor):
                return None
            if token.dep == "conj" and token.pos in ("VERB", "AUX"):
                return None
            count += 0.0 if token.pos == "ADP" else 2.0 if token.dep in ("ccomp", "xcomp") else 1.0
            token = self.parsed.head(token)
        return count

    def _is_subject(self, token: Token, anchor: Token) -> bool:
        own = token.dep in ("nsubj", "nsubjpass") and token.head == anchor.i
        return own and not arguments.is_passive(self.parsed, anchor)


def _noun_phrase(parsed: Parsed, head: Token) -> list[Token]:
    """Return a noun and what stands below it, other clauses left out."""
    found = [head]
    for child in parsed.children(head):
        if child.dep not in OTHER_THAN_OWNER:
            found.extend(_noun_phrase(parsed, child))
    return found


def apart(side: Side) -> tuple[Side, Side]:
    """Return a list of parties as two sides: the first, and the others."""
    first = side.parties[0]
    one, rest = (tuple(a for a in side.actors if (a.party == first) is same) for same in (True, False))
    return Side(one, side.slot, side.direct), Side(rest, side.slot, side.direct)
