"""Acts told only as denied or left unanswered: "Mali denied sheltering gunmen", "Mali denies being responsible".

A denied act is a claim of the act, of its own type, whose voice denies it. Who denies a deed is who is said to have
done it, if the text names nobody else; a denial of "responsibility" or "the charge" takes up the deed told before it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from detente.claims import asking
from detente.claims.allegations import HOSTILE, POWERS
from detente.claims.decision import Act, decide
from detente.claims.named import Named, named
from detente.claims.predicates import EMPTY, Predicate, is_event
from detente.claims.read import Read
from detente.claims.sides import BESIDE, NOBODY, Side, Sides, known, sides, without
from detente.claims.story import STORY, side_of
from detente.claims.triples import Triple
from detente.model import Actor, Claim
from detente.reading.codes import Candidate, candidates, load_network
from detente.reading.language import Sentence, Token
from detente.reading.voices import Attribution, load_cues

SURE = 0.35
"""Chance of the coder's type from which a word that the lexicon does not know is taken for the act denied."""
REACH = 2
"""Sentences before a denial in which the deed that it takes up is looked for."""
BLAME = frozenset(
    (
        "responsible",
        "responsibility",
        "involvement",
        "role",
        "part",
        "hand",
        "guilt",
        "blame",
        "wrongdoing",
        "link",
        "it",
    )
)
PASSIVE = "nsubjpass"
ANSWERS = frozenset({"REJECT", "ACCUSE", "REQUEST"})
"""What the coder takes a denial itself, or the charge denied, for."""


def denied(told: Read, sentence: Sentence, before: Sequence[Claim]) -> Iterator[Act]:
    """Yield an act for each denial or silence of a sentence within whose content no claim is told yet.

    ``before`` are the claims up to the sentence's end.
    """
    for attribution in told.attributions:
        sign = told.parsed.tokens[attribution.cue_head]
        if not sentence.first <= sign.i < sentence.last or attribution.stance not in ("denies", "declines"):
            continue
        source = _source(told, attribution)
        inside = [t for t in told.parsed.sentence_tokens(sentence) if attribution.covers(t.start, t.end)]
        if not source or not inside or _is_told(told, attribution, before):
            continue
        triple = _within(told, sentence, attribution, source, inside)
        if triple is None and attribution.stance == "denies":
            triple = _taken_up(told, sentence, source, inside, before)
        act = _act(told, triple) if triple is not None else None
        if act is not None:
            yield act


def _source(told: Read, attribution: Attribution) -> tuple[Actor, ...]:
    mention = told.mentions.at(attribution.source_head) if attribution.source_head is not None else None
    return tuple(a for a in known(mention) if a.sector in POWERS) if mention is not None else ()


def without_empty(told: Read, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims without those that read an act into what is denied as such: "denied the accusation"."""
    stances = [a for a in told.attributions if a.stance == "denies"]
    return [c for c in claims if not any(_is_bare(told, a, c) for a in stances)]


def _is_bare(told: Read, denial: Attribution, claim: Claim) -> bool:
    words = told.parsed.tokens_between(claim.predicate.start, claim.predicate.end)
    alone = all(t.lemma in load_cues().report_nouns for t in words)
    return alone and claim.type in ANSWERS and denial.covers(claim.predicate.start, claim.predicate.end)


def _is_told(told: Read, attribution: Attribution, before: Sequence[Claim]) -> bool:
    inside = (c for c in before if attribution.covers(c.predicate.start, c.predicate.end))
    return any(not _is_bare(told, attribution, c) for c in inside)


def _within(
    told: Read, sentence: Sentence, attribution: Attribution, source: tuple[Actor, ...], inside: list[Token]
) -> Triple | None:
    """Return the act that the content tells: what the lexicon knows before any other verb or event noun."""
    within = {t.i for t in inside}
    offered = [c for c in candidates(told.parsed, sentence, told.lexicon) if c.predicate.i in within]
    offered = [c for c in offered if not _takes_up(c.predicate)]
    candidate = next(iter(offered), None)
    word = candidate.predicate if candidate is not None else _predicate(told, inside)
    if word is None:
        return None
    doers = source if attribution.stance == "denies" else ()
    found = _sides(told, word, candidate, doers, [p for p in named(told, sentence) if p.head.i in within])
    return Triple(Predicate(word, candidate.light if candidate else None), found, candidate)


def _predicate(told: Read, inside: list[Token]) -> Token | None:
    """Return the content's uppermost verb, else its first event noun; words of blame tell no deed."""
    verbs = [t for t in inside if t.pos == "VERB" and t.lemma not in EMPTY and not _is_modifier(t, inside)]
    nouns = [t for t in inside if t.pos == "NOUN" and is_event(t, told.lexicon) and not _takes_up(t)]
    return next((t for t in (*verbs, *nouns) if told.mentions.at(t.i) is None), None)


def _is_modifier(verb: Token, inside: list[Token]) -> bool:
    """Whether a participle describes a noun; one that opens what is denied is the deed ("denied sheltering gunmen")."""
    return verb.dep in ("amod", "compound") and not (verb.tag == "VBG" and verb.i == inside[0].i)


def _takes_up(word: Token) -> bool:
    """Whether a word stands for a deed told before it: "responsible", "any role", "the charge"."""
    return word.lemma in BLAME or word.lemma in load_cues().report_nouns


def _tells_itself(told: Read, word: Token) -> bool:
    """Whether a word of blame says itself what it is about ("charges of fraud"), so that it takes up nothing."""
    inner = (told.parsed.child(p, "pobj", "pcomp") for p in told.parsed.children(word, "prep"))
    about = any(i is not None and i.pos != "PRON" for i in inner)
    return about or bool(told.parsed.children(word, "ccomp"))


def _sides(
    told: Read, word: Token, candidate: Candidate | None, doers: tuple[Actor, ...], parties: list[Named]
) -> Sides:
    """Return who does the act and to whom: by the lexicon's slots, the verb's subject, and the parties beside it."""
    own = sides(told, candidate) if candidate is not None else Sides(NOBODY, NOBODY, False)
    subject = told.parsed.child(word, "nsubj", PASSIVE)
    mine = [p for p in parties if subject is not None and subject.i in p.heads]
    suffered = subject is not None and subject.dep == PASSIVE
    actor, recipient = own.actor, own.recipient
    if not actor.actors and not suffered:
        actor = Side(mine[0].actors, "subject", True) if mine else NOBODY if subject is not None else _side(doers)
    if not recipient.actors:
        others = mine if suffered else [p for p in parties if p not in mine and not p.locative]
        left = without(tuple(a for p in others for a in p.actors), actor.actors)
        recipient = Side(left[:1], BESIDE, False) if left else NOBODY
    return dataclasses.replace(own, actor=actor, recipient=recipient)


def _side(actors: tuple[Actor, ...]) -> Side:
    return Side(actors, "subject", True) if actors else NOBODY


def _taken_up(
    told: Read, sentence: Sentence, source: tuple[Actor, ...], inside: list[Token], before: Sequence[Claim]
) -> Triple | None:
    """Return the hostile deed told before, as done by who denies to have had a part in it."""
    word = next((t for t in inside if _takes_up(t) and not _tells_itself(told, t)), None)
    deed = _deed_before(told, sentence, word) if word is not None else None
    if word is None or deed is None:
        return None
    own = {side_of(a) for a in source}
    hit = without(sides(told, deed).recipient.actors, source) or _other_side(told, word, own, before)
    recipient = Side(hit, STORY, False) if hit else NOBODY
    return Triple(Predicate(word), Sides(_side(source), recipient, False), deed)


def _deed_before(told: Read, sentence: Sentence, word: Token) -> Candidate | None:
    for number in range(sentence.i, max(sentence.i - REACH, 0) - 1, -1):
        offered = candidates(told.parsed, told.parsed.sentences[number], told.lexicon)
        deeds = [c for c in offered if c.sense.type in HOSTILE and c.predicate.i < word.i]
        if deeds:
            return deeds[-1]
    return None


def _other_side(told: Read, word: Token, own: set[str], before: Sequence[Claim]) -> tuple[Actor, ...]:
    """Return who stands against the denier in the claims told just before."""
    start = told.parsed.sentences[max(word.sent - REACH, 0)].start
    for claim in reversed([c for c in before if start <= c.predicate.start < word.start]):
        for side, other in ((claim.actors, claim.recipients), (claim.recipients, claim.actors)):
            if other and own & {side_of(a) for a in side}:
                return other[:1]
    return ()


def _act(told: Read, triple: Triple) -> Act | None:
    """Return what the coder and the lexicon make of the act, if either knows it for one.

    What is denied is of the type that its word has in the lexicon; without one it is no answer to somebody else.
    """
    if not triple.sides.actor.actors and not triple.sides.recipient.actors:
        return None
    (answer,) = load_network().ask([asking.question(told, triple)])
    lexical = triple.candidate.sense.type if triple.candidate is not None else None
    types = {n: p if n == lexical or (lexical is None and n not in ANSWERS) else 0.0 for n, p in answer.types.items()}
    kept = dataclasses.replace(answer, types=types)
    if kept.coded_type != answer.coded_type:  # the coder tells modes of the type only that it finds likeliest
        mode = triple.candidate.sense.mode if triple.candidate is not None else None
        kept = dataclasses.replace(kept, modes={mode: 1.0})
    act = decide(triple, kept)
    return act if lexical is not None or answer.types[act.type] >= SURE else None
