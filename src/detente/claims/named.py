"""The parties that a sentence names, lists of one grammatical place taken together."""

from __future__ import annotations

from dataclasses import dataclass

from detente.claims.read import Read
from detente.claims.sides import known, unique
from detente.model import Actor, Span
from detente.reading.actors import Mention
from detente.reading.language import Sentence, Token

GAP = 12
"""Characters between two members of one list at most: ", and the "."""


@dataclass(frozen=True, slots=True)
class Named:
    """One mention, or a list of them ("Oslo and Bern"). ``head`` governs the first; ``heads`` are all of theirs."""

    head: Token
    heads: tuple[int, ...]
    actors: tuple[Actor, ...]
    locative: bool

    @property
    def parties(self) -> frozenset[str]:
        """Return the countries, organisations and groups that it stands for."""
        return frozenset(a.party for a in self.actors)


def named(told: Read, sentence: Sentence) -> list[Named]:
    """Return the sentence's known parties in reading order, none inside another's phrase ("US" in "the US envoy")."""
    inside = [m for m in told.mentions if sentence.first <= m.head < sentence.last and known(m)]
    outer = [m for m in inside if not any(_holds(other, m) for other in inside)]
    lists: list[list[Mention]] = []
    for mention in outer:
        before = next((group for group in lists if _joins(told, mention, group)), None)
        if before is None:
            lists.append([mention])
        else:
            before.append(mention)
    return [_named(told, group) for group in lists]


def _holds(outer: Mention, inner: Mention) -> bool:
    """Whether a longer mention of the same parties holds another."""
    wider = outer.last - outer.first > inner.last - inner.first
    same = {a.party for a in known(outer)} == {a.party for a in known(inner)}
    return wider and same and outer.first <= inner.head < outer.last


def _joins(told: Read, mention: Mention, group: list[Mention]) -> bool:
    """Whether a mention is coordinated with one of a list before it."""
    token = told.parsed.tokens[mention.head]
    return token.dep == "conj" and token.head in {m.head for m in group}


def _named(told: Read, group: list[Mention]) -> Named:
    return Named(
        head=told.parsed.tokens[group[0].head],
        heads=tuple(m.head for m in group),
        actors=unique(a for m in group for a in known(m)),
        locative=all(m.locative for m in group),
    )


def words(told: Read, actors: tuple[Actor, ...], sentence: Sentence) -> Span | None:
    """Return where a sentence names the actors of a side, titles included: of a list that stands together, all of it.

    None where the sentence names none of them.
    """
    spans = [_whole(told, a.span) for a in actors]
    inside = sorted((s.start, s.end) for s in spans if sentence.start <= s.start and s.end <= sentence.end)
    if not inside:
        return None
    start, end = inside[0]
    for other in inside[1:]:
        if other[0] - end > GAP:
            break
        end = max(end, other[1])
    return Span(start, end)


def _whole(told: Read, span: Span) -> Span:
    mention = told.mentions.spanning(span)
    return told.parsed.span(mention.first, mention.last) if mention is not None else span
