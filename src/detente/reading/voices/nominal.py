"""Attributions by nouns: "Ankara's denial of ...", "a claim by the rebels that ...", "the alleged raid"."""

from __future__ import annotations

from collections.abc import Iterator

from detente.reading.language import Parsed, Token
from detente.reading.voices import contents
from detente.reading.voices.cues import Cue, Cues
from detente.reading.voices.extents import below, noun_phrase, subject
from detente.reading.voices.finding import Finding, finding
from detente.reading.voices.kinds import load_kinds
from detente.reading.voices.speakers import can_speak


def find(parsed: Parsed, cues: Cues) -> list[Finding]:
    """Return the attributions that nouns, adverbs and adjectives cue, in reading order."""
    found: list[Finding] = []
    for token in parsed.tokens:
        if token.pos == "NOUN" and token.lemma in cues.nouns:
            found.extend(_noun(parsed, cues, token))
        elif token.lemma in cues.adjectives and token.dep in ("acomp", "ROOT", "ccomp", "conj"):
            found.extend(_feeling(parsed, cues, token))
        elif token.lemma in cues.hedges.adverbs and token.pos == "ADV":
            found.extend(_adverb(parsed, cues, token))
        elif token.text.lower() in cues.hedges.adjectives and token.dep == "amod":
            found.append(_adjective(parsed, cues, token))
    return found


def _noun(parsed: Parsed, cues: Cues, noun: Token) -> Iterator[Finding]:
    for cue in cues.nouns[noun.lemma]:
        content, told = _content(parsed, noun, cue)
        source = _owner(parsed, noun) if cue.owned else _source(parsed, noun)
        if cue.owned and source is None:
            continue
        if content and (source is not None or told):  # "a request for comment" is nobody's yet
            named = _source_words(parsed, source, noun) if source is not None else []
            yield finding(
                cue, source=(named, source.i if source else None), sign=([noun.i], noun.i), content=content - set(named)
            )
            return


def _feeling(parsed: Parsed, cues: Cues, adjective: Token) -> Iterator[Finding]:
    """Yield "X is convinced that ..." of an adjective below its verb, or of a participle that heads its clause."""
    verb = parsed.head(adjective) if adjective.dep in ("acomp", "conj") else adjective
    source = subject(parsed, verb)
    if source is None or parsed.child(verb, "neg") or not can_speak(parsed, source):
        return
    named = noun_phrase(parsed, source)
    for cue in cues.adjectives[adjective.lemma]:
        content = _felt(parsed, adjective, cue) - set(named)
        if content:
            yield finding(cue, source=(named, source.i), sign=([adjective.i], adjective.i), content=content)
            return


def _felt(parsed: Parsed, adjective: Token, cue: Cue) -> set[int]:
    """Return what somebody feels so about: a clause, an infinitive, or what a preposition governs."""
    for way in cue.content:
        clause = parsed.child(adjective, "ccomp") if way == "clause" else None
        told = contents.infinitive(parsed, adjective) if way == "infinitive" else set()
        if clause is not None:
            return below(parsed, clause)
        told = told or contents.preposition(parsed, adjective, way.removeprefix("prep:"))
        if told:
            return told
    return set()


def _content(parsed: Parsed, noun: Token, cue: Cue) -> tuple[set[int], bool]:
    """Return what a noun is about, and whether that is told in a clause."""
    for way in cue.content:
        if way == "clause":
            for clause in parsed.children(noun, "acl", "ccomp", "relcl"):
                mark = parsed.child(clause, "mark")
                if mark is not None and mark.lemma == "that":
                    return below(parsed, clause), True
            if (told := _equated(parsed, noun)) is not None:
                return below(parsed, told), True
        if way == "infinitive":
            wish = parsed.child(noun, "acl")
            if wish is not None and any(a.lemma == "to" for a in parsed.children(wish, "aux")):
                return below(parsed, wish), False
        for preposition in parsed.children(noun, "prep"):
            inner = parsed.child(preposition, "pobj", "pcomp")
            if way == f"prep:{preposition.lemma}" and inner is not None and not _speaks(inner):
                return below(parsed, inner), False
    return set(), False


def _equated(parsed: Parsed, noun: Token) -> Token | None:
    """Return the clause that a noun is said to be: "Rome's view is that the treaty is dead"."""
    verb = parsed.head(noun)
    if noun.dep != "nsubj" or verb.lemma != "be":
        return None
    return next(
        (c for c in parsed.children(verb, "ccomp") if any(m.lemma == "that" for m in parsed.children(c, "mark"))), None
    )


def _speaks(noun: Token) -> bool:
    """Whether what follows "statement of" is its speaker rather than its content."""
    return noun.ent in ("PERSON", "NORP", "ORG", "GPE") or noun.pos == "PRON" or load_kinds().knows(noun.lemma)


def _source(parsed: Parsed, noun: Token) -> Token | None:
    owner = parsed.child(noun, "poss")
    if owner is not None:
        return owner
    for preposition in parsed.children(noun, "prep", "agent"):
        inner = parsed.child(preposition, "pobj")
        if preposition.lemma in ("by", "from") and inner is not None:
            return inner
    for modifier in parsed.children(noun, "compound"):
        if load_kinds().knows(modifier.lemma) and modifier.i == noun.i - 1:
            return modifier
    for modifier in parsed.children(noun, "amod", "compound"):
        if modifier.ent in ("NORP", "GPE", "ORG", "PERSON"):
            return modifier
    verb = parsed.head(noun)
    if noun.dep == "dobj" and verb.lemma in ("make", "issue", "repeat", "release", "give", "have", "voice", "express"):
        return subject(parsed, verb)
    return None


def _owner(parsed: Parsed, noun: Token) -> Token | None:
    """Return whose an attitude is: "Rome's support", "Greek support", "support from Rome"."""
    owner = _source(parsed, noun)
    return owner if owner is not None and owner.i != noun.i and can_speak(parsed, owner) else None


def _source_words(parsed: Parsed, source: Token, noun: Token) -> list[int]:
    """Return the tokens of a source; of one that modifies the cue with the modifiers before it: "Omani media claim"."""
    words = noun_phrase(parsed, source)
    if source.dep == "compound" and source.head == noun.i:
        beside = {m.i for m in parsed.children(noun, "amod", "compound", "nmod", "det")}
        while words[0] - 1 in beside:
            words.insert(0, words[0] - 1)
    return words


def _adverb(parsed: Parsed, cues: Cues, adverb: Token) -> Iterator[Finding]:
    head = parsed.head(adverb)
    if adverb.head != adverb.i:
        yield _hedge(parsed, cues, adverb, below(parsed, head) - {adverb.i})


def _adjective(parsed: Parsed, cues: Cues, adjective: Token) -> Finding:
    return _hedge(parsed, cues, adjective, below(parsed, parsed.head(adjective)) - {adjective.i})


def _hedge(parsed: Parsed, cues: Cues, sign: Token, content: set[int]) -> Finding:
    cue = Cue(lemmas=(sign.lemma,), stance=cues.hedges.stance)
    return finding(cue, source=([], None), sign=([sign.i], sign.i), content=content)
