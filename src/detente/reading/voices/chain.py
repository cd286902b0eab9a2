"""The chain of voices: on whose word a predicate stands, from the nearest source outwards."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from detente.model import Actor, Span, Voice, VoiceKind
from detente.reading.language import Parsed, Token
from detente.reading.voices.attributions import Attribution
from detente.reading.voices.cues import load_yaml
from detente.reading.voices.extents import below, noun_phrase

_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "who", "which", "that", "this", "these", "those"))
_DETERMINED = frozenset(("the", "this", "that", "these", "those"))


class Mentioned(Protocol):
    """A mention as the actors stage gives it: the actors it names, and its kind."""

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors that the mention stands for."""
        ...


class MentionTable(Protocol):
    """The mentions of an article, looked up by the index of their head token."""

    def at(self, head: int, /) -> Mentioned | None:
        """Return the mention whose head is the token, or ``None``."""
        ...


@dataclass(frozen=True, slots=True)
class Kinds:
    """Nouns by the kind of voice that they describe."""

    document: frozenset[str]
    media: frozenset[str]
    anonymous: frozenset[str]
    official: frozenset[str]
    organisation: frozenset[str]
    state: frozenset[str]


@functools.cache
def load_kinds() -> Kinds:
    """Load the nouns that tell a voice's kind. Raises DataError where the YAML breaks its schema."""
    return load_yaml("kinds.yaml", Kinds)


def voice_chain(
    parsed: Parsed, predicate: Token, attributions: Iterable[Attribution], mentions: MentionTable | None
) -> tuple[Voice, ...]:
    """Return the voices on whose word an act stands, nearest first, without the outlet's own.

    The act's predicate must lie in an attribution's content; an act told by the cue itself ("X denied ...") is the
    outlet's word. A source that nobody names ("reportedly") gives a voice of kind ``outlet`` with the stance alleges.
    A source given twice ("X said ..., X added") counts once.
    """
    holding = [a for a in attributions if a.binds and _holds(parsed, a, predicate)]
    holding.sort(key=lambda a: _distance(a, predicate))
    chain: list[Voice] = []
    for attribution in holding:
        voice = _voice(parsed, attribution, mentions)
        if not any(_same(voice, other) for other in chain):
            chain.append(voice)
    return tuple(chain)


def _holds(parsed: Parsed, attribution: Attribution, predicate: Token) -> bool:
    if attribution.factivity == "factive" and attribution.kind in ("evaluation", "knowledge"):
        return False
    if predicate.i == attribution.cue_head or not attribution.covers(predicate.start, predicate.end):
        return False
    # what governs the cue (a parser's tangle) and the source's own words are not on the source's word
    return attribution.source is None or not _inside(attribution.source, predicate)


def _inside(span: Span, token: Token) -> bool:
    return span.start <= token.start and token.end <= span.end


def _distance(attribution: Attribution, predicate: Token) -> tuple[int, int]:
    size = sum(c.end - c.start for c in attribution.content)
    return size, abs(attribution.cue_head - predicate.i)


def _same(one: Voice, other: Voice) -> bool:
    if one.span == other.span and one.span is not None:
        return True
    return one.id is not None and one.id == other.id and one.stance == other.stance


def _voice(parsed: Parsed, attribution: Attribution, mentions: MentionTable | None) -> Voice:
    if attribution.source is None or attribution.source_head is None:
        return _unnamed(parsed, attribution)
    head = parsed.tokens[attribution.source_head]
    actor = _actor(parsed, head, mentions)
    kind = voice_kind(parsed, head, actor)
    named = actor is not None and kind not in ("anonymous", "document", "media")
    return Voice(
        span=attribution.source,
        kind=kind,
        id=actor.id if actor is not None and named else None,
        name=actor.name if actor is not None and named else _media_name(parsed, head, kind),
        country=actor.country if actor is not None else None,
        stance=attribution.stance,
        cue=attribution.cue,
    )


def _unnamed(parsed: Parsed, attribution: Attribution) -> Voice:
    """Return the voice of a cue without a source: "reports that ..." are a voice themselves, "reportedly" is not."""
    cue = parsed.tokens[attribution.cue_head]
    kind: VoiceKind = "outlet"
    span: Span | None = None
    if cue.pos == "NOUN":
        kind, words = voice_kind(parsed, cue, None), noun_phrase(parsed, cue)
        span = Span(parsed.tokens[words[0]].start, parsed.tokens[words[-1]].end)
    return Voice(span, kind, None, None, None, attribution.stance, attribution.cue)


def _media_name(parsed: Parsed, head: Token, kind: VoiceKind) -> str | None:
    if kind != "media" or head.pos != "PROPN":
        return None
    words = [t.text for t in parsed.children(head, "compound") if t.pos == "PROPN"]
    return " ".join([*words, head.text])


def _actor(parsed: Parsed, head: Token, mentions: MentionTable | None) -> Actor | None:
    """Return the source's actor: its own mention, else its apposition's, owner's or modifier's for the country."""
    if mentions is None:
        return None
    near = [head, *parsed.children(head, "appos"), *parsed.children(head, "compound", "amod", "poss", "nmod")]
    for preposition in parsed.children(head, "prep"):
        near.extend(parsed.children(preposition, "pobj"))
    for token in near:
        mention = mentions.at(token.i)
        if mention is not None and mention.actors:
            return mention.actors[0]
    return None


def voice_kind(parsed: Parsed, head: Token, actor: Actor | None) -> VoiceKind:
    """Return what kind of voice a source is, from its head noun and from the actor it was resolved to."""
    kinds = load_kinds()
    word = head.lemma if head.lemma not in ("datum",) else "data"
    named = _named(parsed, head)
    for kind, words in (("document", kinds.document), ("media", kinds.media)):
        if word in words and not (head.ent == "PERSON" or (named and kind == "document")):
            return kind  # type: ignore[return-value]
    if actor is not None and actor.sector == "MED":
        return "media"
    if word in kinds.anonymous and not named and head.lemma not in _PRONOUNS:
        return "person" if _definite_office(parsed, head, actor) else "anonymous"
    if actor is not None:
        return _actor_kind(head, actor, kinds)
    if word in kinds.official:
        return "official"
    if head.ent == "PERSON" or head.lemma in ("he", "she", "i"):
        return "person"
    if head.ent == "ORG" or word in kinds.organisation:
        return "organisation"
    if head.ent == "GPE" or word in kinds.state:
        return "state"
    return "person" if head.pos == "PROPN" else "anonymous"


def _named(parsed: Parsed, head: Token) -> bool:
    """Whether a description bears a person's name: "spokesman Ivan Petrov" or "Petrov, the minister"."""
    return head.ent == "PERSON" or any(c.ent == "PERSON" for c in parsed.children(head, "appos", "compound"))


def _definite_office(parsed: Parsed, head: Token, actor: Actor | None) -> bool:
    """Whether "the minister" or "the president" was resolved to somebody with a name."""
    return (
        actor is not None
        and actor.office is not None
        and any(c.lemma in _DETERMINED for c in parsed.children(head, "det"))
    )


def _actor_kind(head: Token, actor: Actor, kinds: Kinds) -> VoiceKind:
    country = actor.id is not None and actor.country is not None and actor.id.lower() == actor.country.lower()
    if country:
        return "official" if head.lemma in kinds.official else "state"
    if actor.office is not None or (head.ent == "PERSON" and actor.sector in ("GOV", "MIL")):
        return "official"
    if actor.sector in ("GOV", "MIL", "LEG", "JUD", "SPY", "COP"):
        return "official"
    if actor.sector in ("IGO", "NGO", "REB", "OPP", "PTY", "BUS", "UAF") and head.ent != "PERSON":
        return "organisation"
    return "person"


def source_tokens(parsed: Parsed, attribution: Attribution) -> frozenset[int]:
    """Return the tokens of an attribution's source."""
    if attribution.source_head is None:
        return frozenset()
    return frozenset(below(parsed, parsed.tokens[attribution.source_head]))
