"""Whose mission is it, and where: the sending and the receiving state of a phrase such as "its legation in Bern"."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from detente.claims.read import Read
from detente.model import Actor, Place, Span
from detente.reading.actors import Mention, load_register
from detente.reading.codes.diplomacy import Phrase, find_phrases, folded
from detente.reading.places import PlaceMention

STATE_WORDS = frozenset({"name", "acronym", "adjective", "demonym", "metonym"})
BACK, AHEAD = 7, 12
"""Words that are looked at before a phrase for whose it is, and after it for where it is."""
TO = frozenset({"to", "in", "at", "near", "for", "with", "from"})
BESIDE = frozenset(
    {"extraordinary", "plenipotentiary", "and", "resident", "general", "ad", "interim", "pro", "tempore", ","}
)
HOLDERS = frozenset({"government", "republic", "kingdom", "court", "duchy", "principality", "empire", "state", "king"})
"""Nouns whose "of" names the same state: "to the government of Peru"."""
MAX_HEADING = 20
_WORD = re.compile(r"[^\s,;:()]+")
_OWNER = re.compile(r"['\u2019]s?$")


@dataclass(frozen=True, slots=True)
class Mission:
    """The two states of a mission, either ``None`` if unsaid; ``city`` is the country of its place.

    ``also`` are other receivers of the same words ("its legations in Norway and Denmark").
    """

    sender: Actor | None = None
    receiver: Actor | None = None
    place: Place | None = None
    city: str | None = None
    also: tuple[Actor, ...] = ()


def state_at(told: Read, token: int) -> Actor | None:
    """Return the state that a word names, by its name, adjective or capital."""
    mention = told.mentions.covering(token)
    if mention is None or mention.person or len(mention.actors) != 1 or mention.kind not in STATE_WORDS:
        return None
    return mention.actors[0] if _is_state(mention.actors[0]) else None


def _is_state(actor: Actor) -> bool:
    known = load_register()
    return actor.id is None or (known.has_entity(actor.id) and known.entity(actor.id).kind in ("state", "territory"))


def mission_of(told: Read, phrase: Phrase) -> Mission:
    """Return what the words round a phrase tell: "the Danish legation in Bern", "Bolivia's minister to Peru"."""
    sender, receiver, place, city = _owner(told, phrase), None, None, None
    also: dict[str, Actor] = {}
    for lead, token in _followed(told, phrase):
        state = state_at(told, token)
        found = city_at(told, token)
        if state is not None and _is_host_mission(told, token):
            continue
        if lead == "of":
            sender = sender or state
            continue
        if found is not None:
            place, city = place or found.place, city or found.place.country
        if state is not None:
            if receiver is not None and told.parsed.tokens[token].dep == "conj":
                also[state.party] = state
            receiver = receiver or state
    if receiver is not None and sender is not None and receiver.party == sender.party:
        receiver = None
    others = tuple(a for party, a in also.items() if receiver is not None and party != receiver.party)
    return Mission(sender, receiver, place, city if receiver is None or receiver.country == city else None, others)


def city_at(told: Read, token: int) -> PlaceMention | None:
    """Return the city that a word names, which no state does."""
    found = next((p for p in told.places if p.first <= token < p.last and p.grain == "city"), None)
    words = range(found.first, found.last) if found is not None else ()
    mentions = (told.mentions.covering(i) for i in words if state_at(told, i) is not None)
    return None if any(m is not None and m.kind != "metonym" for m in mentions) else found


def _is_host_mission(told: Read, token: int) -> bool:
    """Whether a state's name only tells whose mission gives shelter ("a section at the Swiss embassy in Lima")."""
    after = list(itertools.takewhile(lambda t: t.pos != "ADP", told.parsed.tokens[token + 1 : token + 3]))
    return any(p.group == "mission" for p in find_phrases([folded(t.text) for t in after]))


def _owner(told: Read, phrase: Phrase) -> Actor | None:
    tokens = told.parsed.tokens
    for i in range(phrase.first - 1, max(phrase.first - BACK, -1), -1):
        token = tokens[i]
        apart = token.pos in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ") or token.text in ",;("
        if token.sent != tokens[phrase.first].sent or apart:
            return None
        state = state_at(told, i)
        if state is not None:
            return state
    return None


def _followed(told: Read, phrase: Phrase) -> Iterator[tuple[str, int]]:
    """Yield the words in the prepositional phrases right after a phrase, each with its preposition."""
    tokens = told.parsed.tokens
    lead = "in" if phrase.group == "mission" else ""  # "Embassy Oslo"
    for token in tokens[phrase.last : phrase.last + AHEAD]:
        if token.sent != tokens[phrase.first].sent or token.pos in ("VERB", "AUX", "SCONJ") or token.text in ";.(":
            return
        if lead and token.lemma == "of" and tokens[token.i - 1].lemma in HOLDERS:
            continue
        if token.pos in ("ADP", "PART") and token.lemma in TO | {"of"}:
            lead = token.lemma
        elif token.pos == "ADP" or (token.text == "," and lead == ""):
            return
        elif lead:
            yield lead, token.i
            if token.text == "," and state_at(told, token.i + 1) is None:
                return
        elif folded(token.text) not in BESIDE and not find_phrases([folded(token.text)]):
            return


@dataclass(frozen=True, slots=True)
class Pair:
    """The two states that a story is about, the one that sends missions first where the story tells so."""

    first: Actor
    second: Actor
    ordered: bool

    def other(self, actor: Actor) -> Actor | None:
        """Return the one that faces the given one; ``None`` if it is neither."""
        if actor.party == self.first.party:
            return self.second
        return self.first if actor.party == self.second.party else None

    def settle(self, found: Mission, by_default: Mission) -> Mission | None:
        """Return a mission with both states; what is unsaid is the pair's, or as in ``by_default``.

        A city that lies in another state today is in the pair's if that state is no more. ``None``: nothing settles it.
        """
        sender, receiver = found.sender, found.receiver
        if sender is not None and receiver is not None:
            facing = self.other(sender)
            if facing is not None and receiver.party != facing.party and is_past(facing):
                receiver = facing if found.place is not None or is_heir(receiver, facing) else receiver
            elif facing is not None and is_heir(facing, receiver):
                receiver = facing
        elif sender is not None:
            receiver = self.other(sender)
        elif receiver is not None:
            sender = self.other(receiver)
            if sender is None and found.place is not None and is_past(self.second):
                sender, receiver = self.first, self.second
        elif by_default.sender is not None or by_default.receiver is not None:
            settled = self.settle(by_default, Mission())
            sender, receiver = (settled.sender, settled.receiver) if settled is not None else (None, None)
        elif self.ordered:
            sender, receiver = self.first, self.second
        if sender is None or receiver is None or sender.party == receiver.party:
            return None
        return replace(found, sender=sender, receiver=receiver)


def is_past(actor: Actor) -> bool:
    """Whether a state is no more, so that its cities lie in others today."""
    known = load_register()
    return actor.id is not None and known.has_entity(actor.id) and known.entity(actor.id).end is not None


def is_heir(actor: Actor, past: Actor) -> bool:
    """Whether a state bears the name of one that is no more ("Austria" of the empire)."""
    known = load_register()
    return (
        bool(past.id and actor.id)
        and known.has_entity(past.id or "")
        and known.entity(past.id or "").parent == actor.id
    )


def pair_of(told: Read, phrases: Iterable[Phrase]) -> Pair | None:
    """Return the two states that a story is about: those of its headline if it names two, else the most named two.

    First comes the one that more of the story's missions are of.
    """
    heads = [s for s in told.parsed.sentences if s.kind == "headline"]
    span = (heads[0].first, heads[-1].last) if heads else (0, 0)
    states = [(m, a) for m in told.mentions for a in _states(m)]
    known = {a.party: a for _, a in reversed(states)}
    named = list(dict.fromkeys(a.party for m, a in states if span[0] <= m.head < span[1]))
    counts = Counter(a.party for _, a in states)
    two = named if len(named) == 2 else [party for party, _ in counts.most_common(2)]
    if len(two) < 2:
        return None
    owned = Counter(owner.party for p in phrases if (owner := _owner(told, p)) is not None)
    one, other = sorted(two, key=lambda party: -owned[party])
    return Pair(known[one], known[other], ordered=owned[one] > owned[other])


def _states(mention: Mention) -> Iterator[Actor]:
    if mention.kind in STATE_WORDS and not mention.person:
        yield from (a for a in mention.actors if _is_state(a))


def headings(told: Read) -> dict[int, str]:
    """Return the heading that stands above each block, by the block's start in the text."""
    text, found, last = told.parsed.text, {}, ""
    for block in told.article.blocks:
        above = text[: block.span.start].rstrip().rpartition("\n")[2].strip()
        if above and len(above.split()) <= MAX_HEADING and (above[0] == "#" or above[-1] not in '.!?\u201d"'):
            last = above
        elif above:
            last = last if _continues(text, block.span) else ""
        found[block.span.start] = last
    return found


def _continues(text: str, span: Span) -> bool:
    """Whether a paragraph follows another one, so that the heading above that one is its too."""
    return text[: span.start].rstrip()[-1:] in ".!?\u201d\"')"


def heading_mission(told: Read, heading: str) -> tuple[Mission, Phrase | None]:
    """Return whose mission a heading is about by the names that the story itself uses, and its phrase for it."""
    surfaces = _surfaces(told)
    words = [m.group() for m in _WORD.finditer(heading)]
    phrases = [p for p in find_phrases([folded(w).strip(".") for w in words]) if p.group in ("mission", "head")]
    if not phrases:
        return Mission(), None
    phrase = phrases[0]
    before, after = words[: phrase.first], words[phrase.last :]
    sender = _named(surfaces, before[-4:])
    leads = [i for i, w in enumerate(after) if w.lower() in TO]
    receiver = _named(surfaces, after[leads[0] + 1 :]) if leads else None
    if sender is not None and receiver is not None and sender.party == receiver.party:
        receiver = None
    return Mission(sender, receiver), phrase


def _surfaces(told: Read) -> dict[str, Actor]:
    text = told.parsed.text
    return {
        _OWNER.sub("", " ".join(text[m.span.start : m.span.end].split())).removeprefix("the ").rstrip("."): actor
        for m in told.mentions
        for actor in _states(m)
    }


def _named(surfaces: dict[str, Actor], words: list[str]) -> Actor | None:
    """The state that the words name, the longest name first, of those the last."""
    plain = [_OWNER.sub("", w).rstrip(".") for w in words]
    for size in (4, 3, 2, 1):
        for start in range(len(plain) - size, -1, -1):
            actor = surfaces.get(" ".join(plain[start : start + size]))
            if actor is not None:
                return actor
    return None
