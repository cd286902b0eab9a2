"""The working state of one text while its actors are found: names, people, mentions so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from detente.errors import UnknownActorError
from detente.model import Actor, Interval, Span
from detente.reading.actors.casting import NO_SPAN
from detente.reading.actors.mention_types import Gender, Mention, MentionKind
from detente.reading.actors.names import Hit, fold
from detente.reading.actors.register import Register
from detente.reading.language.parsed import Parsed, Token


@dataclass(slots=True)
class Known:
    """A person that the story names: the actor (span unset), and the surnames that call them again."""

    actor: Actor
    surnames: frozenset[str]
    words: frozenset[str]
    gender: Gender | None = None


@dataclass(slots=True)
class Story:
    """One text being read.

    Mentions are kept by their head token; ``void`` names are no actors here; ``named`` tokens are part of a person's
    name; ``titled`` leads from the noun of a title to the head of the name it stands by;
    ``resolving`` is set once pronouns are being read.
    """

    parsed: Parsed
    register: Register
    on: Interval | None
    hits: list[Hit] = field(default_factory=list)
    hit_of: dict[int, Hit] = field(default_factory=dict)
    void: set[int] = field(default_factory=set)
    found: dict[int, Mention] = field(default_factory=dict)
    people: list[Known] = field(default_factory=list)
    named: set[int] = field(default_factory=set)
    titled: dict[int, int] = field(default_factory=dict)
    resolving: bool = False
    _weights: Counter[str] | None = None

    def add(self, mention: Mention) -> Mention:
        """Keep a mention, with its span put on its actors. The first at a head token stays."""
        actors = tuple(replace(a, span=mention.span) for a in mention.actors)
        return self.found.setdefault(mention.head, replace(mention, actors=actors))

    def replace(self, mention: Mention) -> Mention:
        """Keep a mention in place of what its head token had."""
        self.found.pop(mention.head, None)
        return self.add(mention)

    def token(self, i: int) -> Token:
        """Return a token by its number."""
        return self.parsed.tokens[i]

    def span(self, first: int, last: int) -> Span:
        """Return the characters of tokens ``first`` to ``last`` (excluded)."""
        return self.parsed.span(first, last)

    def before(self, i: int) -> list[Mention]:
        """Return the mentions whose head stands before a token, in reading order."""
        return [self.found[h] for h in sorted(self.found) if h < i]

    def in_sentence(self, sentence: int, before: int | None = None) -> list[Mention]:
        """Return the mentions headed in a sentence, in reading order, those before a token if one is given."""
        place = self.parsed.sentences[sentence]
        stop = place.last if before is None else min(before, place.last)
        return [self.found[h] for h in range(place.first, stop) if h in self.found]

    def weights(self) -> Counter[str]:
        """Return how often each country is meant in the story by name; headlines count twice."""
        if self._weights is None:
            self._weights = Counter()
            for head, mention in self.found.items():
                if mention.kind in ("pronoun", "description", "group"):
                    continue
                sentence = self.parsed.sentences[self.token(head).sent]
                weight = 2 if sentence.kind == "headline" else 0 if sentence.kind == "caption" else 1
                for country in {a.country for a in mention.actors if a.country and a.sector != "JRN"}:
                    self._weights[country] += weight
        return self._weights

    def top(self, number: int, *, margin: float) -> tuple[str, ...]:
        """Return the story's ``number`` most named countries if they are ``margin`` times as frequent as the next."""
        ranked = self.weights().most_common(number + 1)
        if len(ranked) < number:
            return ()
        rest = ranked[number][1] if len(ranked) > number else 0
        if ranked[number - 1][1] < margin * rest or ranked[number - 1][1] < 2:
            return ()
        return tuple(country for country, _ in ranked[:number])

    def state(self, country: str) -> Actor:
        """Return the state of an alpha-3 code as an actor."""
        try:
            name: str | None = self.register.country(country).name
        except UnknownActorError:
            name = None
        return Actor(NO_SPAN, country.lower(), name, country, "GOV")

    def person_called(self, surname: str, at: int) -> Known | None:
        """Return the person that the story named with this surname; ``None`` if nobody, or people of two countries.

        Of kin and namesakes from one country the one is meant who was named in full last before token ``at``.
        """
        key = fold(surname)
        matches = [p for p in self.people if key in p.surnames]
        if not matches:
            return None
        if len({m.actor.country for m in matches}) > 1:
            placed = [m for m in matches if m.actor.country]
            return placed[0] if len(placed) == 1 else None
        if len({m.actor.id for m in matches}) > 1:
            last = self._last_named({m.actor.id for m in matches}, at)
            matches = [m for m in matches if m.actor.id == last] or matches
        return next((m for m in matches if m.actor.id), matches[0])

    def _last_named(self, ids: set[str | None], at: int) -> str | None:
        named = (m for m in reversed(self.before(at)) if m.kind == "name" and m.person)
        return next((m.actors[0].id for m in named if m.actors[0].id in ids), None)


def mention_of(  # noqa: PLR0913 (a mention has that many parts)
    story: Story,
    place: tuple[int, int, int],
    kind: MentionKind,
    actors: tuple[Actor, ...],
    why: str,
    *,
    shown: tuple[int, int] | None = None,
    locative: bool = False,
    plural: bool = False,
    person: bool = False,
    gender: Gender | None = None,
) -> Mention:
    """Return a mention of tokens (first, last, head), shown as the tokens ``shown`` if those are fewer."""
    first, last, head = place
    return Mention(
        first=first,
        last=last,
        head=head,
        span=story.span(*(shown or (first, last))),
        kind=kind,
        actors=actors,
        why=why,
        locative=locative,
        plural=plural,
        person=person,
        gender=gender,
    )
