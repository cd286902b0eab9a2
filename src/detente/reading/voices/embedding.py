"""Embedding: what the verb, adjective, noun or preposition above an act makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model import Status
from detente.reading.language import Parsed, Token
from detente.reading.voices.readings import OCCURRED, Reading, of
from detente.reading.voices.status_rules import Effects, Rules

_VERBS = ("VERB", "AUX")
_NOUN_PREPOSITIONS = ("of", "for", "to", "on", "about", "in", "against")


@dataclass(frozen=True, slots=True)
class Step:
    """One step up: the effect on the act, and the word whose own status passes on to it, if it does."""

    effect: Reading
    carrier: Token | None = None


def step(parsed: Parsed, token: Token, rules: Rules) -> Step | None:
    """Return what stands above an act and its effect, or ``None`` where the act stands free."""
    if token.head == token.i:
        return None
    head = parsed.head(token)
    if token.dep == "conj":
        return _coordinated(parsed, token, head, rules)
    if token.pos in _VERBS or token.tag.startswith("VB"):
        return _clause(parsed, token, head, rules)
    return _noun(parsed, token, head, rules)


def _coordinated(parsed: Parsed, token: Token, head: Token, rules: Rules) -> Step | None:
    """Return the first conjunct's step: a second clause with a subject of its own stands on its own tense."""
    above = step(parsed, head, rules)
    if above is None or token.pos not in _VERBS:
        return above
    same = token.tag == head.tag or above.effect.status == "occurred"
    return above if same and not parsed.child(token, "nsubj", "nsubjpass") else None


def _clause(parsed: Parsed, verb: Token, head: Token, rules: Rules) -> Step | None:
    infinitive = any(a.lemma == "to" for a in parsed.children(verb, "aux"))
    if verb.dep in ("xcomp", "ccomp", "oprd", "dobj") or (verb.dep == "advcl" and head.pos == "ADJ"):
        return _complement(parsed, verb, head, infinitive, rules)
    if verb.dep == "pcomp" or (verb.dep == "advcl" and head.pos == "ADP"):
        return _prepositional(parsed, verb, head, rules)
    if verb.dep in ("acl", "relcl") and infinitive:
        return _of_noun(parsed, head, rules)
    if verb.dep == "advcl" and infinitive:
        return _purpose(parsed, head, rules)
    if verb.dep == "advcl":
        return _adverbial(parsed, verb, head)
    return None


def is_finite(parsed: Parsed, verb: Token) -> bool:
    """Whether a verb or its auxiliary shows tense; "let me know", "saw it burn" and "got it repaired" don't."""
    bare = ("VB", "VBG", "VBN")
    return verb.tag not in bare or any(
        a.tag not in bare and a.lemma != "to" for a in parsed.children(verb, "aux", "auxpass")
    )


def _complement(parsed: Parsed, verb: Token, head: Token, infinitive: bool, rules: Rules) -> Step | None:
    if head.pos == "ADJ" or head.dep == "acomp":
        return _made(rules.adjectives, head, default="hypothetical" if infinitive else None)
    if infinitive and (found := _idiom(parsed, head, rules)) is not None:
        return found
    effect = rules.clauses.get(head.lemma)
    if parsed.child(head, "prt") and effect == "planned":  # "looked out"
        return None
    if verb.dep == "ccomp" and is_finite(parsed, verb):
        return _reported(parsed, head, effect, rules)
    if effect is None and infinitive and head.pos == "VERB":
        effect = "occurred" if head.lemma in rules.realized else "hypothetical"
    return Step(_effect(effect, head.lemma), head) if effect is not None else None


def _reported(parsed: Parsed, head: Token, effect: Status | None, rules: Rules) -> Step | None:
    """Return what a verb makes of the finite clause that it reports: "they hope it works", "I don't think it will"."""
    if head.lemma in rules.raising:
        return Step(_by("negated", f"not {head.lemma}")) if parsed.child(head, "neg") else None
    if effect in (None, "occurred", "planned", "negated"):
        return None
    return Step(_effect(effect, head.lemma), head)


def _idiom(parsed: Parsed, head: Token, rules: Rules) -> Step | None:
    """Return what an infinitive is below "be", "be going", "call on" and "set up"."""
    predicate = parsed.child(head, "acomp")
    if head.lemma == "be" and predicate is not None:
        return _made(rules.adjectives, predicate, default="hypothetical")
    if head.lemma == "be" or (head.lemma == "go" and head.tag == "VBG"):
        return Step(_by("planned", "is to" if head.lemma == "be" else "going to"), head)
    if head.lemma in ("have", "get", "got") and head.tag not in ("VBD", "VBN"):
        return Step(_by("hypothetical", "have to"), head)
    if head.lemma == "call" and any(p.lemma in ("on", "upon", "for") for p in parsed.children(head, "prep")):
        return Step(_by("hypothetical", "call on"), head)
    if head.lemma == "set" and parsed.child(head, "prt"):
        return _purpose(parsed, head, rules)
    return None


def _effect(effect: Status, word: str) -> Reading:
    return OCCURRED if effect == "occurred" else _by(effect, word)


def _by(effect: Status, words: str) -> Reading:
    return of(effect, f"'{words}' above it")


def _made(table: Effects, word: Token, default: Status | None) -> Step | None:
    effect = table.get(word.text.lower(), table.get(word.lemma, default))
    return Step(_effect(effect, word.text.lower()), word) if effect is not None else None


def _prepositional(parsed: Parsed, verb: Token, preposition: Token, rules: Rules) -> Step | None:
    if preposition.lemma in rules.without:
        return Step(_by("negated", preposition.lemma))
    above = parsed.head(preposition)
    if above.pos in ("NOUN", "PROPN"):
        known = above.lemma in rules.nouns and preposition.lemma in _NOUN_PREPOSITIONS
        return _of_noun(parsed, above, rules) if known else None
    effect = rules.clauses.get(above.lemma)
    if effect == "negated" and preposition.lemma == "from":
        return Step(_by("negated", above.lemma), above)
    if effect in ("hypothetical", "negated") and preposition.lemma in _NOUN_PREPOSITIONS:
        return Step(_by(effect, above.lemma), above)
    forward = any(c.lemma == "forward" for c in parsed.children(above, "advmod", "prt"))
    if above.lemma in rules.ahead or (above.lemma == "look" and forward):
        return Step(_by("planned", above.lemma), above)
    return Step(_by("hypothetical", "than")) if preposition.lemma == "than" else None


def _of_noun(parsed: Parsed, noun: Token, rules: Rules) -> Step | None:
    """Return the effect of the noun above: "plans to visit", "refusal of talks"."""
    effect = rules.nouns.get(noun.lemma)
    if noun.lemma in ("first", "last") or noun.tag == "CD":
        effect = "occurred"
    if any(c.text.lower() in ("first", "last", "only") for c in parsed.children(noun, "amod")) and effect is None:
        effect = "occurred"
    if effect is None:
        return Step(of("planned", "'to' of what is to come"), noun)
    return Step(_effect(effect, noun.lemma), noun)


def _purpose(parsed: Parsed, head: Token, rules: Rules) -> Step:
    """Return an infinitive of purpose: what somebody acts in order to do lies ahead."""
    effect = rules.clauses.get(head.lemma)
    if effect in ("hypothetical", "negated", "planned"):
        return Step(_by(effect, head.lemma), head)
    if head.lemma in rules.realized:
        return Step(OCCURRED, head)
    return Step(of("planned", "what somebody acts in order to do"))


def _adverbial(parsed: Parsed, verb: Token, head: Token) -> Step | None:
    """Return a clause of time in the present: it lies where its main clause lies ("after he visits, it will ...")."""
    marks = {m.lemma for m in parsed.children(verb, "mark", "advmod")}
    aux = parsed.children(verb, "aux", "auxpass")
    present = (aux[0] if aux else verb).tag in ("VBZ", "VBP")
    if marks & {"after", "when", "whenever", "before", "once", "until", "till", "as"} and present:
        return Step(OCCURRED, head) if head.pos in _VERBS else None
    return None


def _noun(parsed: Parsed, noun: Token, head: Token, rules: Rules) -> Step | None:
    clause = relative(parsed, noun, rules)
    if clause is not None:
        return Step(rules_effect(rules, clause), clause)
    if head.pos in _VERBS and noun.dep in ("dobj", "nsubjpass", "attr", "oprd"):
        return _object(parsed, head, rules)
    if head.pos in _VERBS and noun.dep in ("nsubj", "csubj"):
        return _subject(parsed, head, rules)
    if noun.dep == "pobj":
        return _below_preposition(parsed, noun, head, rules)
    if noun.dep in ("compound", "nmod") and noun.pos in ("NOUN", "PROPN") and head.lemma in rules.nouns:
        effect = rules.nouns[head.lemma]
        return Step(_effect(effect, head.lemma), head) if effect != "occurred" else None
    return None


def rules_effect(rules: Rules, clause: Token) -> Reading:
    """Return what the verb of a relative clause makes of its noun."""
    effect = rules.objects.get(clause.lemma, "occurred") if clause.lemma not in rules.subjects else "occurred"
    return _effect(effect, clause.lemma)


def _object(parsed: Parsed, verb: Token, rules: Rules) -> Step | None:
    raised = _raised(parsed, verb, rules)
    if raised is not None:
        return raised
    effect = rules.objects.get(verb.lemma)
    wanted = rules.particles.get(verb.lemma)
    if wanted is not None:
        found = any(c.text.lower() in wanted for c in parsed.children(verb, "prt", "advmod", "prep"))
        effect = "negated" if found else None
    if effect is None:
        return None
    return Step(_effect(effect, verb.lemma), verb)


def _raised(parsed: Parsed, verb: Token, rules: Rules) -> Step | None:
    """Return the step to the verb below, whose subject the noun really is: "talks are expected to resume"."""
    for below in parsed.children(verb, "xcomp"):
        infinitive = any(a.lemma == "to" for a in parsed.children(below, "aux"))
        if infinitive and (below.lemma in rules.subjects or below.lemma in rules.objects):
            return Step(OCCURRED, below)
    return None


def relative(parsed: Parsed, noun: Token, rules: Rules) -> Token | None:
    """Return the verb of a relative clause that tells what becomes of an event: "the truce, which would begin ..."."""
    for clause in parsed.children(noun, "relcl"):
        side = parsed.child(clause, "nsubj", "nsubjpass")
        pronoun = side is not None and side.lemma in ("which", "that")
        taken = parsed.child(clause, "dobj")
        if pronoun and (clause.lemma in rules.subjects or (side is not None and side.dep == "nsubjpass")):
            return clause
        gap = taken is None or taken.lemma in ("which", "that")
        if not pronoun and gap and rules.objects.get(clause.lemma) in ("occurred", "planned", "negated"):
            return clause
    return None


def _subject(parsed: Parsed, verb: Token, rules: Rules) -> Step | None:
    raised = _raised(parsed, verb, rules)
    if raised is not None:
        return raised
    for child in parsed.children(verb, "acomp", "advmod", "prt", "oprd", "xcomp"):
        effect = rules.modifiers.get(
            child.text.lower(), rules.adjectives.get(child.lemma) if child.dep == "oprd" else None
        )
        if effect is not None and effect != "occurred" and verb.lemma in ("be", "remain", "seem", "look", "appear"):
            return Step(_effect(effect, child.text.lower()), verb)
    effect = rules.subjects.get(verb.lemma)
    return Step(_effect(effect, verb.lemma), verb) if effect is not None else None


def _below_preposition(parsed: Parsed, noun: Token, preposition: Token, rules: Rules) -> Step | None:
    if preposition.lemma in ("without", "barring"):
        return Step(_by("negated", preposition.lemma))
    above = parsed.head(preposition)
    if preposition.lemma in ("include", "including") and above.pos == "NOUN":
        return _noun(parsed, above, parsed.head(above), rules)
    if above.pos in ("NOUN", "PROPN") and above.lemma in rules.nouns and preposition.lemma in _NOUN_PREPOSITIONS:
        effect = rules.nouns[above.lemma]
        return Step(_effect(effect, above.lemma), above if effect == "occurred" else None)
    if above.pos in _VERBS and preposition.lemma in ("for", "on", "with", "in", "to"):
        return _prepositional_object(above, preposition, rules)
    return None


def _prepositional_object(verb: Token, preposition: Token, rules: Rules) -> Step | None:
    if preposition.lemma == "for" and verb.lemma in (
        "call",
        "ask",
        "push",
        "press",
        "appeal",
        "hope",
        "wait",
        "lobby",
        "plead",
    ):
        return Step(_by("hypothetical", f"{verb.lemma} for"), verb)
    if preposition.lemma == "for" and verb.lemma in ("prepare", "plan", "schedule", "set"):
        return Step(_by("planned", f"{verb.lemma} for"), verb)
    if preposition.lemma in ("in", "to", "with") and verb.lemma in (
        "engage",
        "take",
        "agree",
        "participate",
        "proceed",
    ):
        effect: Status = "planned" if verb.lemma == "agree" else "occurred"
        return Step(_effect(effect, verb.lemma), verb)
    return None
