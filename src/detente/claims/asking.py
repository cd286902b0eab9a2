"""What the trained coder is asked about an article, and the acts that come of its answers.

A pair of parties is asked about once, without a word for the act: measured on readers' gold, that tells better whether
there is an act between the two than the same question with the word (area under the curve .77 against .73 on the claims
yardstick's triples, .83 against .81 on others), and all words between the two share one question. Only where the
sentence names no recipient is the word marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.claims import gate
from detente.claims.decision import ENOUGH, Act, decide
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
BELOW = frozenset({"dobj", "pobj", "prep", "conj", "nsubjpass"})


def decided(told: Read, settings: Settings) -> Iterator[tuple[Sentence, list[Act]]]:
    """Yield each sentence with its acts in reading order; all of the article's questions are asked at once.

    Raises DataError if the coder's files are missing or broken.
    """
    listed = [(sentence, worth_asking(found)) for sentence, found in article_triples(told, settings)]
    asked = {triple.key: question(told, triple) for _, found in listed for triple in found}
    distinct = list(dict.fromkeys(asked.values()))
    answers = dict(zip(distinct, load_network().ask(distinct), strict=True))
    for sentence, found in listed:
        yield sentence, best(told.parsed, [decide(triple, answers[asked[triple.key]]) for triple in found])


def worth_asking(found: Sequence[Triple]) -> list[Triple]:
    """Return the triples that the gate lets through to the coder; it would hardly find an act in the others."""
    weights = load_weights()
    return [triple for triple in found if weights.chance(triple.signs) >= weights.enough]


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


def best(parsed: Parsed, acts: Sequence[Act]) -> list[Act]:
    """Return a sentence's acts that are sure enough and may be claims: of each word one, none of them told twice.

    The lexicon's go before those that the coder alone tells of, then the surer. What the coder alone tells is left out
    between two of whom something is told already.
    """
    kept: list[Act] = []
    for act in sorted(acts, key=lambda act: (gate.is_lone(act), act.sense is None, -act.confidence)):
        told = _is_told_alone if gate.is_lone(act) else _is_told
        if act.confidence >= ENOUGH and gate.may_pass(act) and not told(parsed, act, kept):
            kept.append(act)
    return sorted(kept, key=lambda act: act.triple.predicate.token.i)


def _is_told(parsed: Parsed, act: Act, kept: Sequence[Act]) -> bool:
    word, parties = act.triple.predicate.token.i, act.triple.parties
    if any(other.triple.predicate.token.i == word for other in kept):
        return True
    same = [other for other in kept if other.triple.parties == parties]
    if act.sense is not None:
        return _is_object(parsed, act, same)
    return bool(same) or any(
        o.type == act.type and (o.triple.parties <= parties or parties <= o.triple.parties) for o in kept
    )


def _is_told_alone(_: Parsed, act: Act, kept: Sequence[Act]) -> bool:
    """Whether an act meant for nobody in particular is told already: by its word, or as done to somebody."""
    word, doers = act.triple.predicate.token.i, act.triple.sides.actor.parties
    return any(
        other.triple.predicate.token.i == word or (other.type == act.type and other.triple.sides.actor.parties == doers)
        for other in kept
    )


def _is_object(parsed: Parsed, act: Act, others: Sequence[Act]) -> bool:
    """Whether a noun is only what another act between the same two is done to ("cut aid", "refused talks")."""
    token = act.triple.predicate.token
    words = {other.triple.predicate.token.i for other in others}
    while not act.triple.predicate.verbal and token.dep in BELOW and token.head != token.i:
        token = parsed.head(token)
        if token.i in words:
            return True
    return False
