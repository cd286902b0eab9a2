"""Signs in the act's own clause: negation, modals, tense, mood, conditions; of a noun, its determiner and modifiers."""

from __future__ import annotations

from detente.model import Status
from detente.reading.language import Parsed, Token
from detente.reading.voices.readings import OCCURRED, Reading, Scale, combine, of
from detente.reading.voices.status_rules import Rules

NO = "'no' before it"
"""What "no" says of a noun its verb says too, so that it is not asked again there."""
_SCALE_OF_MODALS: dict[Status, Scale] = {"hypothetical": "possible", "planned": "announced"}
_REPORTED_TENSES = frozenset(("VBD", "VBN"))


def read(parsed: Parsed, token: Token, rules: Rules) -> Reading:
    """Return what an act's own clause or noun phrase says of it."""
    if token.pos in ("VERB", "AUX") or token.tag.startswith("VB"):
        return _verb(parsed, token, rules)
    if parsed.child(token, "nsubj", "nsubjpass") and parsed.child(token, "aux", "auxpass"):
        return _verb(parsed, token, rules)  # a participle that the tagger takes for an adjective
    found = _noun(parsed, token, rules)
    copula = _copula(parsed, token)
    return combine(found, _verb(parsed, copula, rules)) if copula is not None else found


def _copula(parsed: Parsed, token: Token) -> Token | None:
    """Return the "be" that a predicate noun or adjective hangs on."""
    head = parsed.head(token)
    return head if token.dep in ("attr", "acomp") and head.lemma == "be" else None


def auxiliaries(parsed: Parsed, verb: Token) -> list[Token]:
    """Return a verb's auxiliaries; a bare coordinated verb shares those of the first ("will visit and meet")."""
    own = parsed.children(verb, "aux", "auxpass")
    if own or verb.dep != "conj" or parsed.child(verb, "nsubj", "nsubjpass"):
        return own
    head = parsed.head(verb)
    if verb.tag == head.tag and verb.tag in ("VB", "VBG", "VBN") and head.i < verb.i:
        return auxiliaries(parsed, head)
    return own


def _verb(parsed: Parsed, verb: Token, rules: Rules) -> Reading:
    aux = auxiliaries(parsed, verb)
    found = _mood(parsed, verb, aux, rules)
    if found == OCCURRED:
        found = _modal(parsed, verb, aux, rules)
    if found == OCCURRED:
        found = _aspect(parsed, verb, aux, rules)
    if _negated(parsed, verb, rules):
        perhaps = any(a.lemma in ("may", "might") for a in aux)
        found = found if perhaps else of("negated", "a negation in its clause")
    if _conditional(parsed, verb, rules):
        return of("hypothetical", "a condition", "condition")
    return found


def _modal(parsed: Parsed, verb: Token, aux: list[Token], rules: Rules) -> Reading:
    for modal in aux:
        effect = rules.modals.get(modal.text.lower())
        if effect is None or modal.tag != "MD":
            continue
        perfect = any(a.lemma == "have" and a.i > modal.i for a in aux)
        if perfect and effect == "hypothetical":
            must = modal.lemma in ("must", "may", "might")
            return of("hypothetical", f"'{modal.text} have' before it", "possible" if must else "unlikely")
        if modal.lemma in ("would", "'d") and _reported(parsed, verb):
            return of("planned", "'would' of what was to come then", "announced")
        if effect == "planned" and _has_condition(parsed, verb):
            return of("hypothetical", f"'{modal.text}' with a condition", "possible")
        return of(effect, f"'{modal.text.lower()}' before it", _SCALE_OF_MODALS.get(effect))
    return OCCURRED


def _reported(parsed: Parsed, verb: Token) -> bool:
    """Whether "would" is a future seen from the past: below a past verb or a noun, without a condition."""
    if _has_condition(parsed, verb):
        return False
    if verb.dep == "relcl":
        return True
    return any(above.tag in _REPORTED_TENSES and above.pos == "VERB" for above in parsed.ancestors(verb))


def _has_condition(parsed: Parsed, verb: Token) -> bool:
    return any(
        mark.lemma in ("if", "unless", "should")
        for clause in parsed.children(verb, "advcl")
        for mark in parsed.children(clause, "mark", "advmod", "aux")
    )


def _mood(parsed: Parsed, verb: Token, aux: list[Token], rules: Rules) -> Reading:
    """Return infinitives that stand alone ("Minister to visit Oslo"), commands and questions."""
    infinitive = any(a.tag == "TO" or a.lemma == "to" for a in aux)
    subject = parsed.child(verb, "nsubj", "nsubjpass", "expl")
    sentence = parsed.sentence_of(verb)
    if infinitive and verb.dep in ("ROOT", "relcl", "acl", "conj", "ccomp", "appos", "parataxis") and subject:
        return of("planned", "'to' of what is to come")
    if infinitive and verb.dep == "ROOT":
        return of("planned", "'to' of what is to come")
    if sentence.kind != "headline" and commands(parsed, verb, rules):
        return of("hypothetical", "a command", "command")
    main = verb.dep == "ROOT" or (verb.dep == "conj" and parsed.head(verb).dep == "ROOT")
    asked = main and parsed.tokens[sentence.last - 1].text == "?" and _inverted(verb, aux, subject)
    if asked and not _asks_how(parsed, verb, rules):
        return of("hypothetical", "a question", "condition")
    return OCCURRED


def commands(parsed: Parsed, verb: Token, rules: Rules) -> bool:
    """Whether a verb stands bare as commands do ("Sign here and send it back"), and tells no feeling of the writer's.

    In short messages the writer leaves himself out: "Love this town", "Need help".
    """
    if parsed.children(verb, "aux", "auxpass") or parsed.child(verb, "nsubj", "nsubjpass", "expl"):
        return False
    if verb.dep == "conj" and verb.tag in ("VB", "VBP"):
        return commands(parsed, parsed.head(verb), rules)
    asked = any(c.lemma == "please" for c in parsed.children(verb, "intj", "advmod"))
    return (verb.dep == "ROOT" and verb.tag == "VB" and (asked or verb.lemma not in rules.felt)) or (
        asked and verb.tag in ("VB", "VBP")
    )


def _asks_how(parsed: Parsed, verb: Token, rules: Rules) -> bool:
    """Whether a question takes the act for granted: "Why did they leave?", "Where do you buy it?"."""
    return any(t.lemma in rules.takes_for_granted and t.i < verb.i for t in parsed.children(verb, "advmod"))


def _inverted(verb: Token, aux: list[Token], subject: Token | None) -> bool:
    if subject is None:
        return False
    return any(a.i < subject.i for a in aux) or (verb.lemma == "be" and verb.i < subject.i)


def _aspect(parsed: Parsed, verb: Token, aux: list[Token], rules: Rules) -> Reading:
    if _lasts(parsed, verb, aux, rules):
        return of("ongoing", "a state in the present")
    if verb.tag != "VBG" or (verb.lemma == "go" and parsed.child(verb, "xcomp")):
        return OCCURRED
    words = {a.text.lower() for a in aux}
    present = bool(words & {"is", "are", "am", "'s", "'re", "'m"})
    perfect = "been" in words and bool(words & {"has", "have", "'ve", "'s"})
    if not present and not perfect:
        return OCCURRED
    if present and any(t.lemma in rules.soon for t in parsed.subtree(verb) if t.i > verb.i):
        return of("planned", "the present, of what is to come")
    return of("ongoing", "the progressive: under way")


def _lasts(parsed: Parsed, verb: Token, aux: list[Token], rules: Rules) -> bool:
    """Whether a verb tells of a state that lasts: "hosts the base", "has controlled the pass since May"."""
    if verb.lemma not in rules.states or parsed.sentence_of(verb).kind == "headline":
        return False
    if verb.tag in ("VBZ", "VBP") and not aux:
        return True
    has = any(a.lemma == "have" and a.tag in ("VBZ", "VBP") for a in aux)
    return has and any(t.lemma == "since" for t in parsed.children(verb))


def _negated(parsed: Parsed, verb: Token, rules: Rules) -> bool:
    negations = [c for c in parsed.children(verb) if c.text.lower() in rules.negators]
    count = sum(1 for c in negations if c.dep in ("neg", "advmod", "preconj", "cc") and c.text.lower() != "no")
    for side in parsed.children(verb, "nsubj", "nsubjpass"):
        if side.text.lower() in rules.negators or _no(parsed, side, rules):
            count += 1
    if verb.dep == "conj" and not parsed.child(verb, "nsubj", "nsubjpass", "neg"):
        head = parsed.head(verb)
        if verb.tag == "VB" and head.tag == "VB" and parsed.child(head, "neg"):
            count += 1
    return count % 2 == 1


def _no(parsed: Parsed, noun: Token, rules: Rules) -> bool:
    return any(c.text.lower() in ("no", "neither") for c in parsed.children(noun, "det", "preconj", "cc"))


def _conditional(parsed: Parsed, verb: Token, rules: Rules) -> bool:
    marks = [m.lemma for m in parsed.children(verb, "mark")]
    if any(m in rules.conditions for m in marks):
        return next(m for m in marks if m in rules.conditions) not in ("once", "until")
    if verb.dep == "conj" and not marks and parsed.head(verb).dep == "advcl":
        return _conditional(parsed, parsed.head(verb), rules)
    fronted = parsed.child(verb, "aux")
    return fronted is not None and fronted.text == "Should" and verb.dep == "advcl"


def _noun(parsed: Parsed, noun: Token, rules: Rules) -> Reading:
    if _no(parsed, noun, rules) or any(c.dep == "neg" for c in parsed.children(noun)):
        return of("negated", NO)
    for child in parsed.children(noun, "amod", "compound", "advmod", "nmod"):
        effect = rules.modifiers.get(child.text.lower(), rules.modifiers.get(child.lemma))
        if effect is not None and effect != "occurred":
            return of(effect, f"'{child.text.lower()}' beside it", "possible" if effect == "hypothetical" else None)
    for clause in parsed.children(noun, "acl"):
        effect = rules.clauses.get(clause.lemma) if clause.tag == "VBN" else None
        effect = rules.modifiers.get(clause.text.lower(), effect)
        if effect is not None and effect != "occurred":
            return of(effect, f"'{clause.text.lower()}' beside it")
    if noun.lemma in rules.state_nouns and noun.dep in ("pobj", "conj", "appos", "poss", "ROOT"):
        return of("ongoing", "a state that lasts")
    return OCCURRED
