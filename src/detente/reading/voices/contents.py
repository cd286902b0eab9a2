"""What a verb of saying or judging is about, where it is no clause of its own: objects, infinitives, predicates."""

from __future__ import annotations

from collections.abc import Callable

from detente.reading.language import Parsed, Token
from detente.reading.voices.extents import agent, below, noun_phrase

_BREAKS = frozenset((",", "-", "--", "–", "—"))
_TURNS = frozenset(("back", "off", "in", "out", "up", "away"))
_COMMENT = frozenset(("comment", "elaborate", "say", "respond", "answer", "confirm", "discuss", "disclose", "reply"))


def preposition(parsed: Parsed, verb: Token, wanted: str) -> set[int]:
    """Return what a preposition below the verb governs: "warned of a blockade"."""
    for preposition in parsed.children(verb, "prep"):
        if preposition.lemma == wanted:
            inner = parsed.child(preposition, "pobj", "pcomp")
            if inner is not None:
                return below(parsed, inner)
    return set()


def infinitive(parsed: Parsed, verb: Token) -> set[int]:
    """Return the infinitive below the verb: "urged them to leave"."""
    for clause in parsed.children(verb, "xcomp", "ccomp", "advcl"):
        if any(c.lemma == "to" for c in parsed.children(clause, "aux")):
            return below(parsed, clause)
    return set()


def _gerund(parsed: Parsed, verb: Token) -> set[int]:
    for clause in parsed.children(verb, "xcomp", "ccomp", "dobj"):
        if clause.tag == "VBG" or clause.text.lower() == "having":
            return below(parsed, clause)
    return set()


def _object(parsed: Parsed, verb: Token) -> set[int]:
    """Return what is judged or told of: "condemned the raid", "attacked the plan as a fraud", "was praised by X"."""
    if agent(parsed, verb) is not None:
        return _passive_object(parsed, verb)
    found = parsed.child(verb, "dobj") or _misread(parsed, verb)
    if found is not None and found.lemma in ("which", "that") and verb.dep == "relcl":
        return set(noun_phrase(parsed, parsed.head(verb)))
    if found is None or found.tag == "WP" or found.i < verb.i:
        return set()
    content = below(parsed, found)
    for grounds in parsed.children(verb, "prep"):
        if grounds.lemma in ("as", "for") and grounds.i > found.i:
            content |= below(parsed, grounds)
    return content - asides(parsed, content)


def _misread(parsed: Parsed, verb: Token) -> Token | None:
    """Return an object that begins with a participle and that the parser takes for a gerund ("cited growing debts")."""
    return next((c for c in parsed.children(verb, "xcomp") if c.tag == "VBG" and c.i == verb.i + 1), None)


def _passive_object(parsed: Parsed, verb: Token) -> set[int]:
    found = parsed.child(verb, "nsubjpass", "nsubj")
    if found is None:
        return set(noun_phrase(parsed, parsed.head(verb))) if verb.dep == "acl" else set()
    return below(parsed, found)


def asides(parsed: Parsed, content: set[int]) -> set[int]:
    """Return the relative clauses set off by a comma or dash: they are the writer's ("the deal, which ...")."""
    drop: set[int] = set()
    for i in content:
        clause = parsed.tokens[i]
        if clause.dep == "relcl" and clause.head in content:
            own = below(parsed, clause)
            if parsed.tokens[max(min(own) - 1, 0)].text in _BREAKS:
                drop |= own
    return drop


def _predicate(parsed: Parsed, verb: Token) -> set[int]:
    """Return what is called what: "called the charge a lie", "the charge was called a lie by X"."""
    content: set[int] = set()
    if parsed.child(verb, "prt") or any(a.lemma in _TURNS for a in parsed.children(verb, "advmod")):
        return set()  # "called back its envoy"
    parts = parsed.children(verb, "dobj", "oprd", "ccomp", "xcomp", "prep")
    parts = [p for p in parts if not any(a.lemma == "to" for a in parsed.children(p, "aux"))]  # "called him to say"
    if len(parts) == 1 and parts[0].ent == "PERSON" and agent(parsed, verb) is None:
        return set()  # "called Mrs Okello": by telephone
    objects = [p for p in parts if p.dep == "dobj"]
    named = any(p.dep in ("oprd", "ccomp", "xcomp") or p.lemma in ("as", "to") or _judged(parsed, p) for p in parts)
    if not named and len(objects) < 2:  # "branded the raid an outrage": the parser sees two objects
        return set()
    for part in parts:
        if part.i > verb.i and (part.dep != "prep" or part.lemma in ("as", "to")):
            content |= below(parsed, part)
    content -= asides(parsed, content)
    return content | _passive_object(parsed, verb) if agent(parsed, verb) is not None else content


def _judged(parsed: Parsed, part: Token) -> bool:
    """Whether an object carries its judgement as if it were its modifier: "called the charges unfounded"."""
    after = (c for c in parsed.children(part, "acl", "amod") if c.i > part.i)
    return part.dep == "dobj" and any(c.tag in ("JJ", "VBN") for c in after)


def _caused(parsed: Parsed, verb: Token) -> set[int]:
    """Return the deed in "blamed the blast on X"."""
    on = any(p.lemma in ("on", "upon") for p in parsed.children(verb, "prep"))
    return _object(parsed, verb) if on else set()


def refused_comment(parsed: Parsed, verb: Token) -> set[int]:
    """Return what somebody won't speak about: "declined to comment on the raid"."""
    clause = parsed.child(verb, "xcomp")
    if clause is None or clause.lemma not in _COMMENT:
        return set()
    for preposition in parsed.children(clause, "prep"):
        inner = parsed.child(preposition, "pobj", "pcomp")
        if preposition.lemma in ("on", "about", "to", "whether") and inner is not None:
            return below(parsed, inner)
    return below(parsed, clause)


SIMPLE: dict[str, Callable[[Parsed, Token], set[int]]] = {
    "infinitive": infinitive,
    "gerund": _gerund,
    "object": _object,
    "predicate": _predicate,
    "caused": _caused,
}
