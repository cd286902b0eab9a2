"""The claims stage: sentences to candidates to claims, each with its evidence and the reasons for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from detente.claims import evidence, gate
from detente.claims.allegations import allegations, as_accused, as_alleged
from detente.claims.asking import decided
from detente.claims.confidence import confidence
from detente.claims.counterpart import with_counterpart
from detente.claims.courses import with_courses
from detente.claims.decision import Act, faced, weighed
from detente.claims.denials import denied, without_empty
from detente.claims.earlier import with_earlier
from detente.claims.echoes import echoes
from detente.claims.formal_and_general import with_formal
from detente.claims.read import Read, read
from detente.claims.sides import BESIDE, NOBODY, Side
from detente.claims.story import STORY
from detente.claims.supposed import is_supposed
from detente.model import Actor, Article, Claim, Page, Score, Span, Status, Voice, content_id
from detente.reading import places, times, voices
from detente.reading.language import Token
from detente.settings import Settings

IMPLIED = frozenset({BESIDE, STORY})


def claims(page: Page, article: Article, *, settings: Settings | None = None) -> list[Claim]:
    """Return the claims of one article, in reading order; the page gives the text that its offsets count in."""
    settings = settings or Settings()
    return claims_told(read(page, article, settings), settings)


def claims_told(told: Read, settings: Settings | None = None) -> list[Claim]:
    """Return the claims of what was read of an article, in reading order."""
    settings = settings or Settings()
    found: list[Claim] = []
    for sentence, acts in decided(told, settings):
        for claim in _sentence(told, acts, found):
            found.append(claim)
        found.extend(echoes(told, sentence, found))
        found.extend(_claim(told, act) for act in denied(told, sentence, found))
    accusations = [(claim, accusation) for claim in found for accusation in allegations(told, claim)]
    accused = {claim.id: as_alleged(claim) for claim, _ in accusations}
    told_of = without_empty(told, [*(accused.get(c.id, c) for c in found), *(a for _, a in accusations)])
    general = gate.without_repeats(told_of)
    return with_earlier(told, with_courses(told, with_formal(told, general)))


def _sentence(told: Read, acts: list[Act], before: list[Claim]) -> Iterator[Claim]:
    for act in (_with_counterpart(act, before) for act in acts):
        if gate.passes(act):
            claim = as_accused(told, _claim(told, act), act, acts)
            if gate.stands_alone(told.parsed, claim, act, acts):
                yield claim


def _with_counterpart(act: Act, before: list[Claim]) -> Act:
    """Return the act with the other party that the story's claims tell of, instead of one that it merely names."""
    merely = act.sides.recipient.slot == STORY
    bare = dataclasses.replace(act.sides, recipient=NOBODY) if merely else act.sides
    found = with_counterpart(bare, act.type, before)
    return faced(act, found) if found.recipient.slot == STORY else act


def _claim(told: Read, act: Act) -> Claim:
    predicate, sense = act.triple.predicate.token, act.sense
    actor, recipient = act.sides.actor, act.sides.recipient
    status, why = _status(told, act)
    scores = (*act.scores, Score("status", 0.0, why), *_meant(told, (*actor.actors, *recipient.actors)))
    span = Span(predicate.start, predicate.end)
    kind = sense.object_kind if sense else None
    return Claim(
        id=content_id(told.article.id, span, act.type, act.mode, _key(actor), _key(recipient)),
        page=told.article.page,
        article=told.article.id,
        evidence=(evidence.clause(told.parsed, act.triple.predicate, _named(actor, recipient)),),
        predicate=span,
        actors=actor.actors,
        recipients=recipient.actors,
        symmetric=act.sides.mutual,
        type=act.type,
        mode=act.mode,
        contexts=act.contexts,
        quad=told.codebook.quad(act.type),
        intensity=told.codebook.intensity(act.type, act.mode),
        cameo=(sense.cameo if sense else None) or told.codebook.cameo(act.type, act.mode, kind, status),
        status=status,
        voices=_voices(told, predicate),
        when=times.when(told.parsed, predicate, told.timexes, anchor=told.anchor, status=status),
        where=places.where(told.parsed, predicate, told.places, hosts=_hosts(act, recipient), own=_countries(actor)),
        confidence=confidence(scores),
        object=kind,
        scores=scores,
    )


def _status(told: Read, act: Act) -> tuple[Status, str]:
    """The predicate's status, or its light verb's where the noun says nothing ("are to carry out a week of drills")."""
    predicate, light = act.triple.predicate.token, act.triple.predicate.light
    if act.sense is not None and act.sense.status is not None:
        return act.sense.status, f"{act.sense.status}: this sense of '{predicate.text}' tells so"
    verdict = voices.explain(told.parsed, predicate)
    if verdict.status == "occurred" and light is not None:
        verdict = voices.explain(told.parsed, light)
    if verdict.status == "occurred" and is_supposed(told.parsed, predicate):
        return "hypothetical", f"hypothetical: '{predicate.text}' is only supposed"
    status = weighed(verdict.status, act.statuses)
    return status, voices.told(verdict, status)


def _named(*both: Side) -> list[Actor]:
    """The actors that the clause itself names, not those taken from elsewhere."""
    return [a for side in both if side.slot not in IMPLIED for a in side.actors]


def _key(side: Side) -> str:
    return ",".join(sorted(f"{a.id}/{a.country}/{a.span.start}" for a in side.actors))


def _hosts(act: Act, recipient: Side) -> tuple[str, ...]:
    """The countries whose soil a visit implies."""
    if act.mode != "visit":
        return ()
    return _countries(recipient)


def _countries(side: Side) -> tuple[str, ...]:
    return tuple(a.country for a in side.actors if a.country)


def _voices(told: Read, predicate: Token) -> tuple[Voice, ...]:
    chain = voices.voice_chain(told.parsed, predicate, told.attributions, told.mentions)
    if chain and chain[-1].kind == "outlet":
        return chain
    return (*chain, Voice(None, "outlet", None, told.article.outlet, None, "asserts"))


def _meant(told: Read, actors: Iterable[Actor]) -> Iterator[Score]:
    """Why the words of each mention mean the actor that they were taken for; it weighs nothing by itself."""
    for actor in dict.fromkeys(actors):
        mention = told.mentions.spanning(actor.span)
        if mention is not None:
            words = " ".join(told.parsed.text[actor.span.start : actor.span.end].split())
            meant = ", ".join(part for part in (actor.name or actor.country, actor.office) if part)
            yield Score("who", 0.0, f"'{words}' is {meant or 'somebody unnamed'}: {mention.why}")
