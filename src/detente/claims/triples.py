"""Which (actor, act, recipient) triples of a sentence are asked about, the likeliest first."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from detente.claims.named import Named, named
from detente.claims.predicates import Predicate, predicates
from detente.claims.read import Read
from detente.claims.refusals import as_refusal
from detente.claims.roles import apart, role_pairs
from detente.claims.sides import BESIDE, GOVERNING, HARM, JUDGING, Side, Sides, sides
from detente.claims.signs import Scene
from detente.claims.story import Story, side_of
from detente.claims.travel import as_travel_warning
from detente.claims.weights import Signs
from detente.model import PRESS
from detente.reading.codes import Candidate, candidates
from detente.reading.language import Sentence
from detente.settings import Settings

# Acts whose recipient the lexicon's slots tell from whom they are about: who is judged, asked or threatened is not whom
# the words below name otherwise ("condemned the killing of the sailors", "demanded the sailors' release").
EXACT = GOVERNING | JUDGING
# Acts of the lexicon that may be claims though nobody is named to whom they are done.
ONE_SIDED = HARM | {"MOBILIZE", "PROTEST"}
# Words and measures of theirs that may be meant for everybody: claims if they are very sure.
LONE = GOVERNING | {"SANCTION", "RETREAT"}
# Whoever says no more than this of an act is not charged with it for want of another doer.
SILENT = frozenset({"denies", "declines"})
BESIDE_AT_MOST = 2
"""Parties of the sentence that are tried for a side which the parse does not give."""

Key = tuple[int, frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Triple:
    """An act that may be told: its word, its sides, and the lexicon's sense of it where the lexicon offers one.

    ``parsed``: the lexicon's slots hold both sides. ``together``: a list of doers stands on both sides, so that the
    act is one only if they do it to or with each other. ``signs``: what is weighed.
    """

    predicate: Predicate
    sides: Sides
    candidate: Candidate | None = None
    parsed: bool = False
    together: bool = False
    signs: Signs = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """Return the word and the parties on each side."""
        return self.predicate.token.i, frozenset(self.sides.actor.parties), frozenset(self.sides.recipient.parties)

    @property
    def parties(self) -> frozenset[str]:
        """Return the parties of both sides."""
        return frozenset((*self.sides.actor.parties, *self.sides.recipient.parties))

    def may_stand(self) -> bool:
        """Whether it could be a claim: both sides differ, and none is missing whom an act of its kind needs."""
        actor, recipient = set(self.sides.actor.parties), set(self.sides.recipient.parties)
        if actor & recipient:
            return False
        if is_whole(self.sides):
            return True
        if not actor or self.candidate is None:
            return False
        return self.sides.victim or self.sides.aimed or self.candidate.sense.type in ONE_SIDED or self.is_lone

    @property
    def is_lone(self) -> bool:
        """Whether somebody does it by the verb itself and it is not said to whom ("Peru vowed to hold firm")."""
        if self.candidate is None or self.candidate.sense.type not in LONE or self.sides.recipient.actors:
            return False
        return self.predicate.verbal and self.sides.actor.slot == "subject" and self.sides.actor.direct


def article_triples(told: Read, settings: Settings) -> Iterator[tuple[Sentence, list[Triple]]]:
    """Yield each sentence with its triples, in reading order; a sentence that is too long has none."""
    parties = {s.i: named(told, s) for s in told.parsed.sentences}
    story = Story(parties.values())
    for sentence in told.parsed.sentences:
        if sentence.last - sentence.first <= settings.max_sentence_tokens:
            yield sentence, triples(told, sentence, parties[sentence.i], story)


def triples(told: Read, sentence: Sentence, parties: Sequence[Named], story: Story) -> list[Triple]:
    """Return the triples of a sentence, each once: the lexicon's, then those of other words and other sides.

    ``parties`` are those that it names; ``story`` takes it as read.
    """
    story.tell(parties)
    found: dict[Key, Triple] = {}
    for triple in _Finder(told, sentence, parties, story).all():
        if triple.may_stand():
            found.setdefault(triple.key, triple)
    signs = Scene(told, sentence, parties, story).signs(list(found.values()))
    return [dataclasses.replace(triple, signs=its) for triple, its in zip(found.values(), signs, strict=True)]


def is_whole(found: Sides) -> bool:
    """Whether sides lack nobody: both are named, or several do it together."""
    return bool(found.actor.actors and found.recipient.actors) or is_list(found)


def is_list(found: Sides) -> bool:
    """Whether several parties that do something together stand on one side."""
    return found.mutual and not found.recipient.actors and len(found.actor.parties) > 1


class _Finder:
    """Lists the triples of one sentence."""

    def __init__(self, told: Read, sentence: Sentence, parties: Sequence[Named], story: Story) -> None:
        self.told, self.sentence, self.parties, self.story = told, sentence, parties, story
        self.silent = {a.source_head for a in told.attributions if a.stance in SILENT}

    def all(self) -> Iterator[Triple]:
        """Yield the lexicon's triples before those of other words, and these before pairs that no word has."""
        found = list(self._of_words())
        yield from found
        yield from self._of_no_word(found)

    def _of_words(self) -> Iterator[Triple]:
        parsed = self.told.parsed
        listed = candidates(parsed, self.sentence, self.told.lexicon)
        offered = [as_travel_warning(parsed, as_refusal(parsed, c)) for c in listed]
        for candidate in offered:
            yield from self._offered(candidate)
        for predicate in predicates(self.told, self.sentence, frozenset(c.predicate.i for c in offered)):
            yield from self._open(predicate)

    def _offered(self, candidate: Candidate) -> Iterator[Triple]:
        """Yield a candidate with its own sides, then with others."""
        predicate = Predicate(candidate.predicate, candidate.light)
        own = sides(self.told, candidate)
        yield Triple(predicate, own, candidate, parsed=is_whole(own))
        exact = candidate.sense.type in EXACT
        if not exact:
            for actor, recipient in role_pairs(self.told, predicate, self.parties):
                if recipient is not None:
                    yield Triple(predicate, Sides(actor, recipient, False), candidate)
        if not is_whole(own):
            for actor, recipient in self._filled(own, predicate, exact):
                yield Triple(predicate, dataclasses.replace(own, actor=actor, recipient=recipient), candidate)

    def _open(self, predicate: Predicate) -> Iterator[Triple]:
        """Yield a word that the lexicon does not know here, with the sides that the parse gives."""
        for actor, recipient in role_pairs(self.told, predicate, self.parties):
            if recipient is not None and not is_press(actor):
                yield Triple(predicate, Sides(actor, recipient, False))
            elif recipient is None and len(actor.parties) > 1:
                yield Triple(predicate, Sides(*apart(actor), True), together=True)

    def _of_no_word(self, found: Sequence[Triple]) -> Iterator[Triple]:
        """Yield the parties that no triple has in that direction, with the word nearest to the middle between them.

        The coder is asked about a pair without its word, and may see an act that the parse hangs elsewhere.
        """
        standing = [t for t in found if t.may_stand()]
        held = {pair for t in standing for pair in _directions(t.sides)}
        for one, other in itertools.permutations(self.parties if standing else (), 2):
            if one.parties & other.parties or held & set(itertools.product(one.parties, other.parties)):
                continue
            middle = (one.head.i + other.head.i) / 2
            near = min(found, key=lambda t: abs(t.predicate.token.i - middle))
            both = Sides(Side(one.actors, BESIDE, False), Side(other.actors, BESIDE, False), False)
            if not is_press(both.actor) and one.head.i not in self.silent:
                yield Triple(near.predicate, both, near.candidate)

    def _filled(self, found: Sides, predicate: Predicate, exact: bool) -> Iterator[tuple[Side, Side]]:
        """Yield sides with what is missing taken from the sentence, else from the story."""
        if not found.actor.actors and not found.recipient.actors:
            yield from self._two(predicate, found.mutual)
            return
        given = found.actor if found.actor.actors else found.recipient
        for other in self._beside(found, given, predicate, outside=exact):
            yield (given, other) if given is found.actor else (other, given)

    def _two(self, predicate: Predicate, mutual: bool) -> Iterator[tuple[Side, Side]]:
        """Yield two parties for a word with neither side, of the sentence or the story, either way round."""
        for pair in self._facing_each_other(predicate):
            yield pair
            if not mutual:
                yield pair[1], pair[0]

    def _facing_each_other(self, predicate: Predicate) -> Iterator[tuple[Side, Side]]:
        """Yield pairs: the sentence's nearest party with the next and the story's, or else the story's."""
        parties = [p for p in self.parties if not p.locative]
        near = sorted(parties, key=lambda p: abs(p.head.i - predicate.token.i))
        if not near:
            yield from self.story.pairs()[:2]
            return
        one = Side(near[0].actors, BESIDE, False)
        others = [party for party in near[1:] if not party.parties & near[0].parties]
        for party in others[:BESIDE_AT_MOST]:
            yield one, Side(party.actors, BESIDE, False)
        for other in self._unnamed(one)[:1]:
            yield one, other
        here = {side_of(a) for p in self.parties for a in p.actors}
        for pair in self.story.pairs()[:1]:
            if not here & {side_of(side.actors[0]) for side in pair}:
                yield pair

    def _unnamed(self, side: Side) -> list[Side]:
        """Return the story's parties that may face a side and that the sentence does not name."""
        here = {side_of(a) for p in self.parties for a in p.actors}
        return [other for other in self.story.facing(side) if side_of(other.actors[0]) not in here]

    def _beside(self, found: Sides, side: Side, predicate: Predicate, *, outside: bool) -> list[Side]:
        """Return other parties of the sentence, a subject above the word and then the nearest; else the story's.

        A mere place does not act. ``outside``: none that stands below the word.
        """
        parsed, word = self.told.parsed, predicate.token
        acting = side is not found.actor
        others = [p for p in self.parties if not p.parties & set(side.parties)]
        others = [p for p in others if not (acting and (p.locative or p.head.i in self.silent))]
        if outside:
            others = [p for p in others if all(t.i != word.i for t in parsed.ancestors(p.head))]
        above = {t.i for verb in parsed.ancestors(word) for t in parsed.children(verb, "nsubj")}
        others.sort(key=lambda p: (p.head.i not in above, abs(p.head.i - word.i)))
        beside = [Side(p.actors, BESIDE, False) for p in others[:BESIDE_AT_MOST]]
        return [*beside, *self._unnamed(side)[:1]]


def _directions(found: Sides) -> set[tuple[str, str]]:
    pairs = set(itertools.product(found.actor.parties, found.recipient.parties))
    return pairs | {(b, a) for a, b in pairs} if found.mutual else pairs


def is_press(side: Side) -> bool:
    """Whether a side is the press alone: it reports acts, and is no party to them."""
    return all(a.sector == PRESS for a in side.actors)
