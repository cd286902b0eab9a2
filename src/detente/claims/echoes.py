"""Acts told only as the same as another: "Peru expelled a consul, and Chile did likewise"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from detente.claims import evidence
from detente.claims.predicates import Predicate
from detente.claims.read import Read
from detente.claims.sides import known, without
from detente.model import Actor, Claim, Score, Span, content_id
from detente.reading import times, voices
from detente.reading.codes import arguments
from detente.reading.language import Sentence, Token

SAME = frozenset({"same", "likewise", "similarly", "suit", "kind"})
VERBS = frozenset({"do", "follow", "respond", "reply", "retaliate"})


def echoes(told: Read, sentence: Sentence, before: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the claims of a sentence's "did the same", each after the claim told last in it or in the one before."""
    for verb in told.parsed.sentence_tokens(sentence):
        if verb.lemma in VERBS and verb.pos in ("VERB", "AUX") and _echoes(told, verb):
            model = _model(told, verb, before)
            actors = _subject(told, verb)
            if model is not None and actors:
                yield _echo(told, verb, model, actors)


def _echoes(told: Read, verb: Token) -> bool:
    words = {t.lemma for t in told.parsed.subtree(verb) if verb.i < t.i <= verb.i + 4}
    return bool(words & SAME)


def _model(told: Read, verb: Token, before: Sequence[Claim]) -> Claim | None:
    """The claim told last before the verb, in its sentence or the one before it in the paragraph."""
    sentence = told.parsed.sentence_of(verb)
    first = max(sentence.i - 1, 0)
    start = told.parsed.sentences[first].start
    near = [c for c in before if start <= c.predicate.start < verb.start]
    return max(near, key=lambda c: c.predicate.start, default=None)


def _subject(told: Read, verb: Token) -> tuple[Actor, ...]:
    before = told.parsed.tokens[max(verb.i - 1, 0)]  # the parse may tie the subject to the object before it
    own = told.parsed.children(verb, "nsubj") or [before]
    heads = own if told.mentions.at(own[0].i) is not None else arguments.subjects(told.parsed, verb)
    found = [told.mentions.at(head.i) for head in heads]
    return tuple(a for mention in found if mention is not None for a in known(mention))


def _echo(told: Read, verb: Token, model: Claim, actors: tuple[Actor, ...]) -> Claim:
    """The same act by other actors: on whoever did it first, if it was done to them, else on the same recipients."""
    struck = len(without(actors, model.recipients)) < len(actors)
    recipients = model.actors if struck else model.recipients
    verdict = voices.explain(told.parsed, verb)
    status = verdict.status
    why = Score("status", 0.0, voices.told(verdict, status))
    reason = f"'{verb.text}' the same as what is told before it"
    return dataclasses.replace(
        model,
        id=content_id(told.article.id, verb.start, model.id),
        evidence=(evidence.clause(told.parsed, Predicate(verb), actors), model.evidence[0]),
        predicate=Span(verb.start, verb.end),
        actors=actors,
        recipients=recipients,
        status=status,
        voices=voices.voice_chain(told.parsed, verb, told.attributions, told.mentions) + model.voices[-1:],
        when=times.when(told.parsed, verb, told.timexes, anchor=told.anchor, status=status) or model.when,
        scores=(Score("predicate", 0.4, reason), *(why if s.name == "status" else s for s in model.scores[1:])),
    )
