"""Allegations: to say publicly that another party did a hostile act is to accuse it.

"Ghana's president said Togo had torched a customs house" tells of an attack, on the president's word, and of an
accusation, on the outlet's word (PLOVER 2.0, ACCUSE, mode allege).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from detente.claims.confidence import confidence
from detente.claims.decision import Act
from detente.claims.gate import governing
from detente.claims.read import Read
from detente.claims.sides import known, without
from detente.model import Actor, Claim, Score, Span, Voice, content_id
from detente.reading import times
from detente.reading.voices import Attribution
from detente.reading.voices.chain import voice_kind

HOSTILE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
TOLD = frozenset({"occurred", "ongoing"})
# Sectors that accuse in their party's name; media and private persons do not.
POWERS = frozenset({"GOV", "MIL", "SPY", "LEG", "JUD", "PTY", "OPP", "REB", "COP", "IGO"})
TYPE, MODE = "ACCUSE", "allege"


def allegations(told: Read, claim: Claim) -> Iterator[Claim]:
    """Yield the accusation behind a hostile act that a party tells of another, if it is one."""
    if claim.type in HOSTILE and claim.status in TOLD and claim.actors and claim.voices[0].stance != "denies":
        said = _said_by(told, claim)
        accuser = _speakers(told, said) if said is not None else ()
        if said is not None and accuser and len(without(claim.actors, accuser)) == len(claim.actors):
            yield _accusation(told, claim, said, accuser)


def as_alleged(claim: Claim) -> Claim:
    """Return a hostile act as its accuser tells it: alleged, not vouched for."""
    first, *others = claim.voices
    stance = "alleges" if first.stance == "asserts" else first.stance
    return dataclasses.replace(claim, voices=(dataclasses.replace(first, stance=stance), *others))


def as_accused(told: Read, claim: Claim, act: Act, beside: Iterable[Act]) -> Claim:
    """Return an act of which somebody is accused as the accuser alleges it ("accused Mali of shelling a post")."""
    above = {t.i for t in governing(told.parsed, act.triple.predicate.token)}
    charges = [a for a in beside if a.type == TYPE and a.triple.predicate.token.i in above and a.sides.actor.actors]
    if not charges or claim.voices[0].kind != "outlet":
        return claim
    accuser, token = charges[-1].sides.actor.actors[0], charges[-1].triple.predicate.token
    mention = told.mentions.spanning(accuser.span)
    head = told.parsed.tokens[mention.head] if mention is not None else token
    voice = Voice(
        span=accuser.span,
        kind=voice_kind(told.parsed, head, accuser),
        id=accuser.id,
        name=accuser.name,
        country=accuser.country,
        stance="alleges",
        cue=Span(token.start, token.end),
    )
    return dataclasses.replace(claim, voices=(voice, *claim.voices))


def _said_by(told: Read, claim: Claim) -> Attribution | None:
    """The innermost statement that vouches for the act, if somebody is named for it."""
    around = [
        a
        for a in told.attributions
        if a.binds and a.stance in ("asserts", "alleges") and a.covers(claim.predicate.start, claim.predicate.end)
    ]
    return min(around, key=lambda a: sum(s.end - s.start for s in a.content), default=None)


def _speakers(told: Read, said: Attribution) -> tuple[Actor, ...]:
    mention = told.mentions.at(said.source_head) if said.source_head is not None else None
    return tuple(a for a in known(mention) if a.sector in POWERS) if mention is not None else ()


def _accusation(told: Read, claim: Claim, said: Attribution, accuser: tuple[Actor, ...]) -> Claim:
    scores = (
        Score("predicate", 0.4, f"to say that another party did this ({claim.type}) is to accuse it"),
        Score("actor", 0.5, "the actor is the speaker"),
        Score("recipient", 0.0, "the recipient is who is said to have done it"),
        Score("status", 0.0, "occurred: the accusation was made, whatever became of the deed"),
    )
    start = min(said.cue.start, claim.evidence[0].start, said.source.start if said.source else said.cue.start)
    end = max(said.cue.end, claim.evidence[0].end)
    cue = told.parsed.tokens[said.cue_head]
    key = (told.article.id, said.cue, TYPE, *(a.id or a.country for a in (*accuser, *claim.actors)))
    return Claim(
        id=content_id(*key),
        page=claim.page,
        article=claim.article,
        evidence=(Span(start, end),),
        predicate=said.cue,
        actors=accuser,
        recipients=claim.actors,
        symmetric=False,
        type=TYPE,
        mode=MODE,
        contexts=claim.contexts,
        quad=told.codebook.quad(TYPE),
        intensity=told.codebook.intensity(TYPE, MODE),
        cameo=told.codebook.cameo(TYPE, MODE, None, "occurred"),
        status="occurred",
        voices=(Voice(None, "outlet", None, told.article.outlet, None, "asserts"),),
        when=times.when(told.parsed, cue, told.timexes, anchor=told.anchor, status="occurred"),
        where=None,
        confidence=confidence(scores),
        scores=scores,
    )
