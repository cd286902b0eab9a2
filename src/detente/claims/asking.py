"""What the trained coder is asked about an article.

A pair of parties is asked about once, without a word for the act: measured on readers' gold, that tells better whether
there is an act between the two than the same question with the word (area under the curve .77 against .73 on the claims
yardstick's triples, .83 against .81 on others), and all words between the two share one question. Only where the
sentence names no recipient is the word marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.claims.choosing import choose
from detente.claims.decision import Act
from detente.claims.named import words
from detente.claims.read import Read
from detente.claims.roles import apart
from detente.claims.triples import Triple, article_triples, is_list
from detente.claims.weights import load_weights
from detente.model import Span
from detente.reading.codes import Question, load_network
from detente.reading.language import Parsed, Sentence, Token
from detente.settings import Settings

PARTICLE_AT_MOST = 2
"""Words between a verb and its particle that are still marked with it ("broke it off")."""


def decided(told: Read, settings: Settings) -> Iterator[tuple[Sentence, list[Act]]]:
    """Yield each sentence with its acts in reading order.

    Raises DataError if the coder's files are missing or broken.
    """
    network = load_network()
    for sentence, found in article_triples(told, settings):
        yield sentence, choose(told.parsed, worth_asking(found), lambda t: network.ask([question(told, t)])[0])


def worth_asking(found: Sequence[Triple]) -> list[Triple]:
    """Return the triples that the gate lets through to the coder; it would hardly find an act in the others."""
    gate = load_weights()
    least = {True: gate.unknown, False: gate.enough}
    return [triple for triple in found if gate.chance(triple.signs) >= least[triple.candidate is None]]


def question(told: Read, triple: Triple) -> Question:
    """Return the question for one triple: its sentence with both sides, or with the actor and the word.

    A side that the sentence does not name is left out.
    """
    sentence = told.parsed.sentence_of(triple.predicate.token)
    found = triple.sides
    both = apart(found.actor) if is_list(found) else (found.actor, found.recipient)
    actor, recipient = (words(told, side.actors, sentence) for side in both)
    if recipient == actor:
        recipient = None
    word = sense_bearer(told, triple) if actor is not None and recipient is None else None
    start, end = sentence.start, sentence.end
    return Question(told.parsed.text[start:end], *(_inside(span, start) for span in (actor, recipient, word)))


def _inside(span: Span | None, start: int) -> tuple[int, int] | None:
    return None if span is None else (span.start - start, span.end - start)


def sense_bearer(told: Read, triple: Triple) -> Span:
    """Return the word that tells the act: sanctions in "imposed sanctions", a verb with its particle."""
    token, candidate = triple.predicate.token, triple.candidate
    if candidate is not None and candidate.thing is not None and token.lemma in told.lexicon.light_verbs:
        token = candidate.thing
    return _with_particle(told.parsed, token)


def _with_particle(parsed: Parsed, verb: Token) -> Span:
    particle = parsed.child(verb, "prt")
    if particle is None or not 0 < particle.i - verb.i <= PARTICLE_AT_MOST:
        return Span(verb.start, verb.end)
    return Span(verb.start, particle.end)
