"""The chain of voices: on whose word a predicate stands, from the nearest source outwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from detente.model import PRESS, Actor, Span, Voice, VoiceKind
from detente.reading.language import Parsed, Token
from detente.reading.voices.anonymous import described
from detente.reading.voices.attributions import Attribution
from detente.reading.voices.cues import load_cues
from detente.reading.voices.extents import noun_phrase
from detente.reading.voices.kinds import Kinds, load_kinds
from detente.reading.voices.speakers import can_speak, is_none

_STATE_SECTORS = frozenset(("GOV", "MIL", "LEG", "JUD", "SPY", "COP"))
_TIMES = frozenset(("after", "as", "before", "since", "when", "while"))
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


def voice_chain(
    parsed: Parsed, predicate: Token, attributions: Iterable[Attribution], mentions: MentionTable | None
) -> tuple[Voice, ...]:
    """Return the voices on whose word an act stands, nearest first, without the outlet's own.

    The act's predicate must lie in an attribution's content; an act told by the cue itself ("X denied ...") is the
    outlet's word. A source that nobody names ("reportedly") gives a voice of kind ``outlet`` with the stance alleges.
    A source given twice ("X said ..., X added") counts once.
    """
    attributions = list(attributions)
    holding = [a for a in attributions if a.binds and _holds(parsed, a, predicate)]
    holding.sort(key=lambda a: _distance(a, predicate))
    chain: list[Voice] = []
    for attribution in holding:
        for voice in _voices(parsed, attribution, mentions, attributions):
            if not any(_same(voice, other) for other in chain):
                chain.append(voice)
    return _hedged(chain)


def _hedged(chain: list[Voice]) -> tuple[Voice, ...]:
    """Return the chain with a hedge ("reportedly") given to who speaks nearest; alone it is the outlet's own."""
    named = [v for v in chain if v.kind != "outlet"]
    if not named:
        return tuple(chain[:1])
    if chain[0].kind == "outlet" and chain[0].stance == "alleges" and named[0].stance == "asserts":
        named[0] = replace(named[0], stance="alleges")
    return tuple(named)


def _holds(parsed: Parsed, attribution: Attribution, predicate: Token) -> bool:
    if attribution.factivity == "factive" and attribution.kind in ("evaluation", "knowledge"):
        return False
    if predicate.i == attribution.cue_head or not attribution.covers(predicate.start, predicate.end):
        return False
    if _is_timed_speech(parsed, predicate):
        return False
    if attribution.stance == "denies" and (_goes_on(parsed, predicate) or _only_times(parsed, attribution, predicate)):
        return False
    # what governs the cue (a parser's tangle) and the source's own words are not on the source's word
    return attribution.source is None or not _inside(attribution.source, predicate)


def _only_times(parsed: Parsed, attribution: Attribution, predicate: Token) -> bool:
    """Whether a predicate lies under a speech that only tells when the denial was made ("after Chad accused Mali")."""
    timed = any(_is_timed_speech(parsed, above) for above in parsed.ancestors(predicate))
    return timed and not _is_timed_speech(parsed, parsed.tokens[attribution.cue_head])


def _is_timed_speech(parsed: Parsed, verb: Token) -> bool:
    said = verb.dep == "advcl" and verb.lemma in load_cues().verbs
    return said and any(mark.lemma in _TIMES for mark in parsed.children(verb, "mark"))


def _goes_on(parsed: Parsed, predicate: Token) -> bool:
    """Whether the denier goes on to speak: "denied that it had a hand in it and offered to help"."""
    joined = predicate.dep == "conj" and not parsed.children(predicate, "nsubj", "nsubjpass", "mark")
    return joined and predicate.lemma in load_cues().verbs


def _inside(span: Span, token: Token) -> bool:
    return span.start <= token.start and token.end <= span.end


def _distance(attribution: Attribution, predicate: Token) -> tuple[int, int]:
    size = sum(c.end - c.start for c in attribution.content)
    return size, abs(attribution.cue_head - predicate.i)


def _same(one: Voice, other: Voice) -> bool:
    if one.span == other.span and one.id == other.id and one.span is not None:
        return True
    return one.id is not None and one.id == other.id and one.stance == other.stance


def _voices(
    parsed: Parsed, attribution: Attribution, mentions: MentionTable | None, others: list[Attribution]
) -> list[Voice]:
    """Return an attribution's voices: one, or one for each of several actors ("the two countries said").

    None where its source is nobody who speaks ("the visit shows that ...").
    """
    if attribution.source is None or attribution.source_head is None:
        return _unnamed(parsed, attribution)
    head = parsed.tokens[attribution.source_head]
    actors = _actors(parsed, head, mentions)
    if actors:
        return [_voice(parsed, attribution, head, actor, actor) for actor in actors]
    if not can_speak(parsed, head):
        return []
    whose = _whose(parsed, head, mentions) or _whose_before(parsed, head, mentions, others)
    return [_voice(parsed, attribution, head, None, whose)]


def _voice(parsed: Parsed, attribution: Attribution, head: Token, actor: Actor | None, whose: Actor | None) -> Voice:
    kind = voice_kind(parsed, head, actor)
    named = actor if kind not in ("anonymous", "document") else None
    name = named.name if named is not None else _media_name(parsed, head, kind)
    unnamed = described(parsed, head, kind, name)
    return Voice(
        span=_words(parsed, attribution, head),
        kind=kind,
        id=named.id if named is not None else None,
        name=name,
        country=whose.country if whose is not None else None,
        stance=attribution.stance,
        cue=attribution.cue,
        described=unnamed,
        of=_of(whose) if unnamed is not None and whose is not None else None,
    )


def _of(actor: Actor) -> str | None:
    """Return whose somebody unnamed is: a body's id ("a NATO official"), else the country's."""
    body = actor.organisation or (actor.id if actor.country is None else None)
    return body or (actor.country.lower() if actor.country else None)


def _words(parsed: Parsed, attribution: Attribution, head: Token) -> Span | None:
    """Return the words that name a source, without the clauses that tell more of it."""
    own = attribution.source
    if own is None or not any(t.dep in ("relcl", "acl") for t in parsed.children(head)):
        return own
    words = noun_phrase(parsed, head)
    return parsed.span(words[0], words[-1] + 1) if words else own


def _unnamed(parsed: Parsed, attribution: Attribution) -> list[Voice]:
    """Return the voice of a cue without a source: "reports that ..." are a voice themselves, "reportedly" is not.

    A noun that is no utterance ("a hint that ..."), or one that is denied ("no report that ..."), is nobody's word.
    """
    cue = parsed.tokens[attribution.cue_head]
    if cue.pos != "NOUN":
        return [Voice(None, "outlet", None, None, None, attribution.stance, attribution.cue)]
    if not load_kinds().knows(cue.lemma) or is_none(parsed, cue):
        return []
    kind, words = voice_kind(parsed, cue, None), noun_phrase(parsed, cue)
    span = Span(parsed.tokens[words[0]].start, parsed.tokens[words[-1]].end)
    return [Voice(span, kind, None, None, None, attribution.stance, attribution.cue)]


def _media_name(parsed: Parsed, head: Token, kind: VoiceKind) -> str | None:
    if kind != "media" or head.pos != "PROPN":
        return None
    words = [t.text for t in parsed.children(head, "compound") if t.pos == "PROPN"]
    return " ".join([*words, head.text])


def _actors(parsed: Parsed, head: Token, mentions: MentionTable | None) -> tuple[Actor, ...]:
    """Return who the source is: its own mention's actors, else its apposition's; of "X and Y" both."""
    if mentions is None:
        return ()
    actors: list[Actor] = []
    for one in parsed.conjuncts(head):
        found = (mentions.at(token.i) for token in (one, *parsed.children(one, "appos")))
        actors.extend(next((m.actors for m in found if m is not None and m.actors), ()))
    return tuple(actors)


def _whose(parsed: Parsed, head: Token, mentions: MentionTable | None) -> Actor | None:
    """Return whose a source is by the words around it: "a Greek diplomat", "a source in Athens", "NATO officials"."""
    if mentions is None:
        return None
    near = parsed.children(head, "compound", "amod", "poss", "nmod")
    for preposition in parsed.children(head, "prep"):
        near.extend(parsed.children(preposition, "pobj"))
    found = (mentions.at(token.i) for token in near)
    return next((a for m in found if m is not None for a in m.actors if a.country or a.id), None)


def _whose_before(
    parsed: Parsed, head: Token, mentions: MentionTable | None, others: list[Attribution]
) -> Actor | None:
    """Return whose a source is that is taken up again: "the source" after "a source in Athens"."""
    if not _is_determined(parsed, head):
        return None
    issuer = _issuer(parsed, head, others) if head.lemma in load_kinds().document else None
    if issuer is not None:
        return _first_actor(parsed, issuer, mentions)
    earlier = sorted((o.source_head for o in others if o.source_head is not None), reverse=True)
    for i in earlier:
        other = parsed.tokens[i]
        if i >= head.i or other.lemma != head.lemma:
            continue
        found = _first_actor(parsed, other, mentions)
        if found is not None or not _is_determined(parsed, other):
            return found
    return None


def _is_determined(parsed: Parsed, noun: Token) -> bool:
    return any(c.lemma in _DETERMINED for c in parsed.children(noun, "det"))


def _first_actor(parsed: Parsed, head: Token, mentions: MentionTable | None) -> Actor | None:
    """Return who a source is, else whose."""
    return next(iter(_actors(parsed, head, mentions)), None) or _whose(parsed, head, mentions)


def _issuer(parsed: Parsed, document: Token, others: list[Attribution]) -> Token | None:
    """Return who issued a document taken up again: "the ministry said in a statement ... The statement added"."""
    for other in sorted(others, key=lambda o: o.cue_head, reverse=True):
        cue = parsed.tokens[other.cue_head]
        if cue.i < document.i and other.source_head is not None and other.source_head != document.i:
            means = (parsed.child(p, "pobj") for p in parsed.children(cue, "prep"))
            if any(m is not None and m.lemma == document.lemma for m in means):
                return parsed.tokens[other.source_head]
    return None


def voice_kind(parsed: Parsed, head: Token, actor: Actor | None) -> VoiceKind:
    """Return what kind of voice a source is, from its head noun and from the actor it was resolved to."""
    kinds = load_kinds()
    worded = _worded_kind(parsed, head, kinds)
    if worded == "anonymous" and _definite_office(parsed, head, actor):
        return "official"
    if worded is not None:
        return worded
    if actor is not None:
        return _actor_kind(head, actor, kinds)
    return _bare_kind(head, kinds)


def _worded_kind(parsed: Parsed, head: Token, kinds: Kinds) -> VoiceKind | None:
    """Return the kind that a description's noun tells whoever it is: documents, media, people without a name."""
    named = _named(parsed, head)
    if head.pos == "PROPN" and head.ent != "PERSON" and head.lemma in kinds.media:
        return "media"
    if head.lemma in kinds.offices and not named:
        indefinite = any(c.lemma in ("a", "some", "another") for c in parsed.children(head, "det"))
        return None if not indefinite and head.tag == "NN" else "anonymous"
    if head.lemma in kinds.document and not named:
        return "document"
    if head.lemma in kinds.media and head.ent != "PERSON":
        return "media"
    return "anonymous" if head.lemma in kinds.anonymous and not named else None


def _bare_kind(head: Token, kinds: Kinds) -> VoiceKind:
    """Return the kind of a source that the register doesn't know."""
    if head.lemma in kinds.official or head.lemma in kinds.offices:
        return "official"
    if head.ent == "PERSON" or head.lemma in ("he", "she", "i"):
        return "person"
    if head.ent == "ORG" or head.lemma in kinds.organisation:
        return "organisation"
    if head.ent == "GPE" or head.lemma in kinds.state:
        return "state"
    return "person" if head.pos == "PROPN" else "anonymous"


def _named(parsed: Parsed, head: Token) -> bool:
    """Whether a description bears a person's name: "spokesman Ivan Petrov" or "Petrov, the minister"."""
    return head.ent == "PERSON" or any(c.ent == "PERSON" for c in parsed.children(head, "appos", "compound"))


def _definite_office(parsed: Parsed, head: Token, actor: Actor | None) -> bool:
    """Whether "the minister" or "the president" was resolved to somebody with a name."""
    return actor is not None and actor.office is not None and _is_determined(parsed, head)


def _actor_kind(head: Token, actor: Actor, kinds: Kinds) -> VoiceKind:
    if actor.id is None and actor.name is None:
        return "official" if head.lemma in kinds.official or head.lemma in kinds.offices else "anonymous"
    if actor.sector == PRESS:
        return "media"
    if actor.country is not None and (actor.id or "").lower() == actor.country.lower():
        return "official" if head.lemma in kinds.official else "state"
    if actor.office is not None or actor.sector in _STATE_SECTORS:
        return "official"
    if actor.sector in ("IGO", "NGO", "REB", "OPP", "PTY", "BUS", "UAF") and head.ent != "PERSON":
        return "organisation"
    return "person"
