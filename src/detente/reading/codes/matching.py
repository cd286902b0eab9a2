"""From parse to candidates: which words tell of an act, in which sense, and where its sides may stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from detente.reading.codes import arguments
from detente.reading.codes.lexicon import Lexicon, Sense
from detente.reading.language import Parsed, Sentence, Token

VERB_ACTOR = ("subject",)
VERB_RECIPIENT = (
    "object",
    "indirect",
    "prep:with",
    "prep:to",
    "prep:against",
    "prep:on",
    "prep:at",
    "prep:from",
    "prep:for",
    "object.possessive",
    "object.modifier",
)
NOUN_ACTOR = ("possessive", "modifier", "prep:by", "subject", "prep:from")
NOUN_RECIPIENT = ("prep:with", "prep:against", "prep:on", "prep:to", "prep:at", "prep:for", "prep:of", "prep:in")
VERBAL = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN")
TIMES = ("DATE", "TIME")
FINITE = ("VBD", "VBZ", "VBP")
# Prepositions that tie an event noun to its light verb ("engaged in talks"); others only tell its time or theme.
CARRYING = frozenset({"in", "into", "on", "to", "for", "under", "with", "out", "of", "from"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A predicate in one sense. ``light`` is the verb that carries an event noun, ``thing`` the noun that a verb's
    sense asks for (sanctions in "imposed sanctions")."""

    predicate: Token
    sense: Sense
    light: Token | None
    thing: Token | None

    @property
    def verbal(self) -> bool:
        """Whether the predicate is a verb."""
        return self.predicate.pos in VERBAL

    @property
    def full_verb(self) -> bool:
        """Whether a verb tells the act, by itself or lent to an event noun."""
        return self.verbal or self.light is not None

    def actor_slots(self) -> tuple[str, ...]:
        """Return the slots where the actor may stand, in the order to try."""
        if self.sense.actor:
            return self.sense.actor
        return VERB_ACTOR if self.verbal else NOUN_ACTOR

    def recipient_slots(self) -> tuple[str, ...]:
        """Return the slots where the recipient may stand, in the order to try."""
        return self.sense.recipient or (VERB_RECIPIENT if self.verbal else NOUN_RECIPIENT)

    def heads(self, parsed: Parsed, slot: str) -> list[Token]:
        """Return the head tokens in a slot; for a verb with an object noun, that noun's prepositions count too."""
        found = arguments.slot(parsed, self.predicate, self.light, slot)
        if not found and self.thing is not None and slot.startswith(("prep:", "between")):
            found = arguments.slot(parsed, self.thing, None, slot)
        return found


def candidates(parsed: Parsed, sentence: Sentence, lexicon: Lexicon) -> list[Candidate]:
    """Return the sentence's candidates in reading order; a noun that a verb's sense took in is not offered again."""
    verbs = {c.predicate.i: c for c in _verbs(parsed, sentence, lexicon)}
    taken = {c.thing.i for c in verbs.values() if c.thing is not None}
    nouns = []
    for noun in _nouns(parsed, sentence, lexicon):
        governor = verbs.get(_governor(parsed, noun.predicate).i)
        if noun.predicate.i in taken:
            continue
        if governor is not None and governor.thing is None and governor.sense.type == noun.sense.type:
            verbs[governor.predicate.i] = _joined(governor, noun)
        else:
            nouns.append(noun)
    return sorted((*verbs.values(), *nouns), key=lambda c: c.predicate.i)


def _joined(verb: Candidate, noun: Candidate) -> Candidate:
    """One act told by a verb and its event noun ("sat down for talks"): the more telling sense, both words' slots."""
    sense = noun.sense if noun.sense.mode and not verb.sense.mode else verb.sense
    return dataclasses.replace(verb, sense=sense, thing=noun.predicate)


def _governor(parsed: Parsed, noun: Token) -> Token:
    """Return the verb (or other word) that a noun is the object of, directly or after a preposition."""
    head = parsed.head(noun)
    if noun.dep == "conj":
        return _governor(parsed, head)
    if noun.dep == "pobj":
        above = parsed.head(head)
        return _governor(parsed, above) if head.lemma == "of" and arguments.counts(above) else above
    return head if noun.dep in ("dobj", "nsubjpass") else noun


def _verbs(parsed: Parsed, sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    for token in parsed.sentence_tokens(sentence):
        if token.pos not in VERBAL or token.dep in ("aux", "auxpass", "amod", "compound"):
            continue
        best = _best(_verb_matches(parsed, token, lexicon))
        if best is not None:
            yield Candidate(token, best[1], None, best[2])


Match = tuple[float, Sense, Token | None]


def _best(matches: Iterator[Match]) -> Match | None:
    return max(matches, key=lambda m: m[0], default=None)


def _verb_matches(parsed: Parsed, verb: Token, lexicon: Lexicon) -> Iterator[Match]:
    particles = {t.lemma for t in parsed.children(verb, "prt")}
    particles |= {t.lemma for t in parsed.children(verb, "advmod") if t.i == verb.i + 1}
    things = arguments.objects(parsed, verb)
    for sense in lexicon.verbs.get(verb.lemma, ()):
        if sense.particle is not None and sense.particle not in particles:
            continue
        thing = next((t for t in things if lexicon.matches(t.lemma, sense.object)), None)
        if sense.object and thing is None:
            continue
        if sense.no_object and things:
            continue
        held, prep = _prep_match(parsed, verb, thing, sense, lexicon)
        if not held or not _clause_holds(parsed, verb, sense, lexicon):
            continue
        if sense.subject and not any(lexicon.matches(t.lemma, sense.subject) for t in arguments.subjects(parsed, verb)):
            continue
        swallowed = thing if sense.object and sense.object != ("*",) else prep
        yield _rank(sense), sense, swallowed


def _rank(sense: Sense) -> float:
    exact = 2.0 * bool(sense.object) + 2.0 * bool(sense.prep) + 3.0 * bool(sense.particle) + 2.0 * bool(sense.subject)
    loose = 1.0 if ("*",) in (sense.object, sense.complement) else 0.0
    more = 1.5 * bool(sense.complement) + 1.5 * bool(sense.modifier) + 2.0 * bool(sense.of) + 0.5 * sense.no_object
    return exact + more - loose + 0.1 * sense.weight


def _prep_match(
    parsed: Parsed, governor: Token, thing: Token | None, sense: Sense, lexicon: Lexicon
) -> tuple[bool, Token | None]:
    """Return whether the sense's prepositions stand there, and the noun after one that names its object."""
    found: Token | None = None
    for preposition, wanted in sense.prep.items():
        heads = arguments.heads_after(parsed, governor, preposition)
        if not heads and thing is not None:
            heads = arguments.heads_after(parsed, thing, preposition)
        match = next((t for t in heads if t.ent not in TIMES and lexicon.matches(t.lemma, wanted)), None)
        if match is None:
            return False, None
        if wanted != ("*",):
            found = match
    return True, found


def _clause_holds(parsed: Parsed, governor: Token, sense: Sense, lexicon: Lexicon) -> bool:
    if not sense.complement:
        return True
    clauses = [c for c in arguments.clauses(parsed, governor) if sense.type != "REQUEST" or not _is_told(parsed, c)]
    return any(lexicon.matches(t.lemma, sense.complement) for t in clauses)


def _is_told(parsed: Parsed, clause: Token) -> bool:
    """Whether a clause states or asks something, and so is not what somebody is asked to do."""
    finite = clause.tag in ("VBD", "VBZ") or any(a.tag in FINITE for a in parsed.children(clause, "aux", "auxpass"))
    return clause.dep == "ccomp" and finite


def _nouns(parsed: Parsed, sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    for token in parsed.sentence_tokens(sentence):
        if token.pos not in NOMINAL or token.dep == "compound" or token.lemma not in lexicon.nouns:
            continue
        light = _light_verb(parsed, token, lexicon)
        best = _best(_noun_matches(parsed, token, lexicon))
        if best is not None:
            yield Candidate(token, best[1], light, best[2])


def _noun_matches(parsed: Parsed, noun: Token, lexicon: Lexicon) -> Iterator[Match]:
    for sense in lexicon.nouns.get(noun.lemma, ()):
        if sense.modifier and not any(
            lexicon.matches(t.lemma, sense.modifier) for t in arguments.modifiers(parsed, noun)
        ):
            continue
        of = next((t for t in arguments.heads_after(parsed, noun, "of") if lexicon.matches(t.lemma, sense.of)), None)
        if sense.of and of is None:
            continue
        held, _ = _prep_match(parsed, noun, None, sense, lexicon)
        if not held or not _clause_holds(parsed, noun, sense, lexicon):
            continue
        yield _rank(sense), sense, of if sense.of else None


def _light_verb(parsed: Parsed, noun: Token, lexicon: Lexicon) -> Token | None:
    """Return the light verb that carries an event noun as object or after a preposition ("take part in drills")."""
    if noun.dep == "pobj" and parsed.head(noun).lemma not in CARRYING:
        return None
    governor = _governor(parsed, noun)
    if noun.dep == "pobj" and parsed.head(noun).lemma in ("for", "to") and parsed.children(governor, "dobj"):
        return None
    return governor if governor.pos in VERBAL and governor.lemma in lexicon.light_verbs else None
