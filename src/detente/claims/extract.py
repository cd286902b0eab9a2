"""The claims stage: sentences to candidates to claims, each with its evidence and the reasons for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.claims import evidence, gate
from detente.claims.allegations import allegations, as_alleged
from detente.claims.confidence import confidence
from detente.claims.counterpart import STORY, with_counterpart
from detente.claims.echoes import echoes
from detente.claims.read import Read, read
from detente.claims.refusals import as_refusal
from detente.claims.sides import BESIDE, NOBODY, Side, Sides, sides
from detente.model import Actor, Article, Claim, Page, Score, Span, Status, Voice, content_id
from detente.reading import places, times, voices
from detente.reading.codes import Candidate, candidates
from detente.reading.language import Sentence
from detente.settings import Settings

IMPLIED = frozenset({BESIDE, STORY})


def claims(page: Page, article: Article, *, settings: Settings | None = None) -> list[Claim]:
    """Return the claims of one article, in reading order; the page gives the text that its offsets count in."""
    settings = settings or Settings()
    told = read(page, article, settings)
    found: list[Claim] = []
    for sentence in told.parsed.sentences:
        if sentence.last - sentence.first <= settings.max_sentence_tokens:
            for claim in _sentence(told, sentence, found):
                found.append(claim)
            found.extend(echoes(told, sentence, found))
    accusations = [(claim, accusation) for claim in found for accusation in allegations(told, claim)]
    accused = {claim.id: as_alleged(claim) for claim, _ in accusations}
    return gate.without_repeats([*(accused.get(c.id, c) for c in found), *(a for _, a in accusations)])


def _sentence(told: Read, sentence: Sentence, before: list[Claim]) -> Iterator[Claim]:
    offered = [as_refusal(told.parsed, c) for c in candidates(told.parsed, sentence, told.lexicon)]
    for candidate in offered:
        found = with_counterpart(sides(told, candidate), candidate.sense.type, before)
        if gate.passes(candidate, found):
            claim = _claim(told, candidate, found)
            if gate.stands_alone(told.parsed, claim, candidate, offered):
                yield claim


def _claim(told: Read, candidate: Candidate, found: Sides) -> Claim:
    sense, predicate = candidate.sense, candidate.predicate
    actor, recipient = found.actor, found.recipient
    status = sense.status or _status(told, candidate)
    scores = (*_scores(candidate, actor, recipient), *_meant(told, (*actor.actors, *recipient.actors)))
    span = Span(predicate.start, predicate.end)
    return Claim(
        id=content_id(told.article.id, span, sense.type, sense.mode, _key(actor), _key(recipient)),
        page=told.article.page,
        article=told.article.id,
        evidence=(evidence.clause(told.parsed, candidate, _named(actor, recipient)),),
        predicate=span,
        actors=actor.actors,
        recipients=recipient.actors,
        symmetric=found.mutual,
        type=sense.type,
        mode=sense.mode,
        contexts=sense.contexts,
        quad=told.codebook.quad(sense.type),
        intensity=told.codebook.intensity(sense.type, sense.mode),
        cameo=sense.cameo or told.codebook.cameo(sense.type, sense.mode, sense.object_kind, status),
        status=status,
        voices=_voices(told, candidate),
        when=times.when(told.parsed, predicate, told.timexes, anchor=told.anchor, status=status),
        where=places.where(told.parsed, predicate, told.places, hosts=_hosts(candidate, recipient)),
        confidence=confidence(scores),
        object=sense.object_kind,
        scores=scores,
    )


def _status(told: Read, candidate: Candidate) -> Status:
    """The predicate's status, or its light verb's where the noun says nothing ("are to carry out a week of drills")."""
    status = voices.status(told.parsed, candidate.predicate)
    if status == "occurred" and candidate.light is not None:
        return voices.status(told.parsed, candidate.light)
    return status


def _named(*both: Side) -> list[Actor]:
    """The actors that the clause itself names, not those taken from elsewhere."""
    return [a for side in both if side.slot not in IMPLIED for a in side.actors]


def _key(side: Side) -> str:
    return ",".join(sorted(f"{a.id}/{a.country}/{a.span.start}" for a in side.actors))


def _hosts(candidate: Candidate, recipient: Side) -> tuple[str, ...]:
    """The countries whose soil a visit implies."""
    if candidate.sense.mode != "visit":
        return ()
    return tuple(a.country for a in recipient.actors if a.country)


def _voices(told: Read, candidate: Candidate) -> tuple[Voice, ...]:
    chain = voices.voice_chain(told.parsed, candidate.predicate, told.attributions, told.mentions)
    if chain and chain[-1].kind == "outlet":
        return chain
    return (*chain, Voice(None, "outlet", None, told.article.outlet, None, "asserts"))


def _scores(candidate: Candidate, actor: Side, recipient: Side) -> Iterator[Score]:
    sense, word = candidate.sense, candidate.predicate.text
    code = f"{sense.type}/{sense.mode}" if sense.mode else sense.type
    yield Score("predicate", round(0.4 + 0.6 * sense.weight, 2), f"'{word}' tells of {code}")
    if candidate.thing is not None:
        yield Score("object", 0.5, f"'{candidate.thing.text}' fits this sense of '{word}'")
    for name, side in (("actor", actor), ("recipient", recipient)):
        if side is NOBODY:
            yield Score(name, -0.6, f"no {name} is named")
        else:
            yield Score(name, *_standing(name, side, word))


def _meant(told: Read, actors: Iterable[Actor]) -> Iterator[Score]:
    """Why the words of each mention mean the actor that they were taken for; it weighs nothing by itself."""
    for actor in dict.fromkeys(actors):
        mention = told.mentions.spanning(actor.span)
        if mention is not None:
            words = " ".join(told.parsed.text[actor.span.start : actor.span.end].split())
            meant = ", ".join(part for part in (actor.name or actor.country, actor.office) if part)
            yield Score("who", 0.0, f"'{words}' is {meant or 'somebody unnamed'}: {mention.why}")


def _standing(name: str, side: Side, word: str) -> tuple[float, str]:
    if side.slot == STORY:
        return -0.9, f"the {name} is the story's other party, not named beside '{word}'"
    if side.slot == BESIDE:
        return -0.4, f"the {name} is the one other party in the sentence of '{word}'"
    if side.direct:
        return 0.5, f"the {name} is the {side.slot} of '{word}'"
    return 0.0, f"the {name} belongs to the {side.slot} of '{word}'"
