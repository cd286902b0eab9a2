"""Where the sides of a predicate stand: slots of verbs and event nouns over the dependency parse.

Each slot of ``lexicon.Sense`` is answered by a list of head tokens, with coordinated heads spread out. Subjects are
followed through coordination, control, relative clauses, participles and light verbs.
"""

from __future__ import annotations

from collections.abc import Callable

from detente.reading.codes.lexicon import load_lexicon
from detente.reading.language import Parsed, Token

RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "conj", "parataxis", "pcomp"})
MAX_DEPTH = 6


def subjects(parsed: Parsed, verb: Token, depth: int = 0) -> list[Token]:
    """Return the heads of who does what the verb says: its own subject, a passive's agent, or an inherited one."""
    if is_passive(parsed, verb):
        return agents(parsed, verb)
    own = parsed.child(verb, "nsubj", "csubj")
    if own is not None:
        return _spread(parsed, _antecedent(parsed, own, verb))
    if depth > MAX_DEPTH:
        return []
    return _inherited_subject(parsed, verb, depth)


def _inherited_subject(parsed: Parsed, verb: Token, depth: int) -> list[Token]:
    head = parsed.head(verb)
    if verb.dep == "conj" and head.pos in ("VERB", "AUX"):
        return _first_side(parsed, head, depth)
    if verb.dep == "xcomp" or (verb.dep == "ccomp" and verb.tag == "VB"):
        return _controller(parsed, head, depth)
    if verb.dep == "advcl" and head.pos in ("VERB", "AUX"):
        return _first_side(parsed, head, depth)
    if verb.dep in ("acl", "relcl") and verb.tag in ("VBG", "VB"):
        return _noun_owner(parsed, head, depth) if verb.tag == "VB" else _spread(parsed, head)
    if verb.dep == "pcomp":
        return _above_preposition(parsed, head, depth)
    return []


def _first_side(parsed: Parsed, head: Token, depth: int) -> list[Token]:
    if is_passive(parsed, head):
        return objects(parsed, head)
    return subjects(parsed, head, depth + 1)


def _controller(parsed: Parsed, head: Token, depth: int) -> list[Token]:
    if head.pos in ("NOUN", "PROPN", "ADJ"):
        return _noun_owner(parsed, head, depth)
    if head.lemma in load_lexicon().classes["object-control"]:
        controlled = objects(parsed, head) or heads_after(parsed, head, "on") or heads_after(parsed, head, "for")
        if controlled:
            return controlled
    return _first_side(parsed, head, depth)


def _noun_owner(parsed: Parsed, noun: Token, depth: int) -> list[Token]:
    """Who owns a noun that governs a clause: "Iran's offer to free them", "made an offer to free them"."""
    own = _spread_all(parsed, parsed.children(noun, "poss")) or heads_after(parsed, noun, "by")
    if own:
        return own
    head = parsed.head(noun)
    if noun.dep == "pobj" and head.lemma == "in" and noun.lemma != "order":
        head = parsed.head(head)
    if head.pos in ("VERB", "AUX") and noun.dep in ("dobj", "attr", "pobj", "acomp"):
        return subjects(parsed, head, depth + 1)
    return []


def _above_preposition(parsed: Parsed, preposition: Token, depth: int) -> list[Token]:
    """The subject of "by doing", "accused X of doing": the governor's object after of/from, else its subject."""
    head = parsed.head(preposition)
    if head.pos in ("NOUN", "PROPN"):
        return _noun_owner(parsed, head, depth)
    if preposition.lemma in ("of", "from", "for", "against", "into") and objects(parsed, head):
        return objects(parsed, head)
    return _first_side(parsed, head, depth) if head.pos in ("VERB", "AUX") else []


def objects(parsed: Parsed, verb: Token) -> list[Token]:
    """Return the heads of whom or what the verb acts on: direct object, passive subject, or a participle's noun."""
    if is_passive(parsed, verb):
        own = parsed.child(verb, "nsubjpass", "nsubj")
        if own is not None:
            return _spread(parsed, _antecedent(parsed, own, verb))
        if verb.dep in ("acl", "relcl"):
            return _spread(parsed, parsed.head(verb))
        head = parsed.head(verb)
        return _first_side(parsed, head, 1) if verb.dep in ("conj", "advcl", "xcomp") and head.pos == "VERB" else []
    direct = parsed.children(verb, "dobj")
    if not direct:
        shared = _shared_object(parsed, verb)
        return _spread_all(parsed, shared)
    found: list[Token] = []
    for token in direct:
        found.extend(_spread(parsed, _antecedent(parsed, token, verb)))
    return found


def _shared_object(parsed: Parsed, verb: Token) -> list[Token]:
    """The object that coordinated verbs share ("condemned and rejected the plan"), or a reduced relative's noun."""
    last = parsed.children(verb, "conj")
    if last and last[-1].pos == "VERB" and not parsed.children(verb, "prep", "ccomp", "xcomp", "acomp"):
        between = [t for t in parsed.tokens[verb.i + 1 : last[-1].i] if t.pos not in ("CCONJ", "ADV", "PUNCT")]
        if not between:
            return parsed.children(last[-1], "dobj")
    if verb.dep == "relcl" and verb.tag != "VB" and parsed.child(verb, "nsubj") is not None:
        subject = parsed.child(verb, "nsubj")
        if subject is not None and subject.lemma not in RELATIVES and not parsed.children(verb, "prep", "ccomp"):
            return [parsed.head(verb)]
    return []


def agents(parsed: Parsed, verb: Token) -> list[Token]:
    """Return the heads after a passive's "by"."""
    found: list[Token] = []
    for by in parsed.children(verb, "agent"):
        found.extend(_spread_all(parsed, parsed.children(by, "pobj")))
    return found


def is_passive(parsed: Parsed, verb: Token) -> bool:
    """Whether a verb is a passive or a past participle that modifies a noun."""
    if parsed.children(verb, "nsubjpass", "auxpass", "agent"):
        return True
    return verb.tag == "VBN" and verb.dep in ("acl", "advcl") and not parsed.children(verb, "aux", "nsubj", "dobj")


def heads_after(parsed: Parsed, governor: Token, preposition: str) -> list[Token]:
    """Return the heads of the objects of a preposition below the governor ("*" for any preposition)."""
    found: list[Token] = []
    for prep in parsed.children(governor, "prep", "dative", "agent", "prt", "advmod"):
        if preposition in ("*", prep.lemma):
            found.extend(_spread_all(parsed, parsed.children(prep, "pobj")))
            for nested in parsed.children(prep, "prep"):
                found.extend(_spread_all(parsed, parsed.children(nested, "pobj")))
    return found


def clauses(parsed: Parsed, governor: Token) -> list[Token]:
    """Return the heads of the clauses that a verb or noun governs ("agreed to meet", "held it responsible")."""
    found = parsed.children(governor, "xcomp", "ccomp", "oprd", "acomp")
    found += [t for t in parsed.children(governor, "advcl") if t.tag == "VB" and _opened_by_for(parsed, t)]
    if governor.pos in ("NOUN", "PROPN"):
        found += [t for t in parsed.children(governor, "acl") if t.tag == "VB"]
    for prep in parsed.children(governor, "prep"):
        found += parsed.children(prep, "pcomp")
    return found


def _opened_by_for(parsed: Parsed, verb: Token) -> bool:
    """Whether "for" opens a clause that is asked for ("called for Chad to free them")."""
    return any(mark.lemma == "for" for mark in parsed.children(verb, "mark"))


def modifiers(parsed: Parsed, noun: Token) -> list[Token]:
    """Return the adjectives and compounds before a noun, and those inside them ("British-flagged", "Saudi-led")."""
    found = []
    for child in parsed.children(noun, "amod", "compound", "nmod", "nummod"):
        found.append(child)
        if child.lemma in load_lexicon().classes["belonging"]:
            found.extend(parsed.children(child, "amod", "compound", "nmod", "npadvmod", "advmod"))
    return found


def _antecedent(parsed: Parsed, token: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, else the token itself."""
    if token.lemma not in RELATIVES or token.pos == "DET":
        return token
    for above in (verb, *parsed.ancestors(verb)):
        if above.dep in ("relcl", "acl"):
            return parsed.head(above)
    return token


def _spread(parsed: Parsed, token: Token) -> list[Token]:
    """The token and what is coordinated with it; a word of quantity gives what it counts ("a round of sanctions")."""
    return [inner for head in parsed.conjuncts(token) for inner in _counted(parsed, head)]


def _counted(parsed: Parsed, token: Token) -> list[Token]:
    if not counts(token):
        return [token]
    of = [t for prep in parsed.children(token, "prep") if prep.lemma == "of" for t in parsed.children(prep, "pobj")]
    return [inner for t in of for inner in _spread(parsed, t)] or [token]


def counts(token: Token) -> bool:
    """Whether a word stands for how much of what follows its "of" ("a round of sanctions", "two days of talks")."""
    return token.lemma in load_lexicon().classes["quantity"] or token.pos == "NUM"


def _spread_all(parsed: Parsed, tokens: list[Token]) -> list[Token]:
    return [head for token in tokens for head in _spread(parsed, token)]


SlotFinder = Callable[[Parsed, Token], list[Token]]

_VERB_SLOTS: dict[str, SlotFinder] = {
    "subject": subjects,
    "object": objects,
    "agent": agents,
    "indirect": lambda parsed, verb: _spread_all(
        parsed, [t for t in parsed.children(verb, "dative") if t.pos != "ADP"]
    ),
}
_NOUN_SLOTS: dict[str, SlotFinder] = {
    "possessive": lambda parsed, noun: _spread_all(parsed, parsed.children(noun, "poss")),
    "modifier": modifiers,
}


def slot(parsed: Parsed, predicate: Token, light: Token | None, name: str) -> list[Token]:
    """Return the head tokens that stand in a named slot of a predicate.

    ``light`` is the verb that carries an event noun ("launched" in "launched strikes"), whose subject and prepositions
    count as the noun's. Unknown names raise KeyError.
    """
    if name.startswith("prep:"):
        return _prepositional(parsed, predicate, light, name.removeprefix("prep:"))
    if name == "between":
        return heads_after(parsed, predicate, "between") or heads_after(parsed, predicate, "among")
    if name.startswith("object."):
        inner = name.removeprefix("object.")
        found = [t for thing in objects(parsed, predicate) for t in slot(parsed, thing, None, inner)]
        return found or (_prepositional(parsed, predicate, light, inner[5:]) if inner.startswith("prep:") else [])
    if name.startswith("complement."):
        return [t for verb in clauses(parsed, predicate) for t in slot(parsed, verb, None, name[11:])]
    finder = _NOUN_SLOTS.get(name)
    if finder is not None:
        return finder(parsed, predicate)
    verb = predicate if predicate.pos in ("VERB", "AUX") else light
    return _VERB_SLOTS[name](parsed, verb) if verb is not None else []


def _prepositional(parsed: Parsed, predicate: Token, light: Token | None, wanted: str) -> list[Token]:
    found = heads_after(parsed, predicate, wanted)
    if not found and light is not None:
        found = heads_after(parsed, light, wanted)
    if not found and predicate.pos in ("VERB", "AUX"):
        for thing in parsed.children(predicate, "dobj", "nsubjpass"):
            found = found or heads_after(parsed, thing, wanted)
    return found
