"""Whether an act has happened, as a reader of any English text would judge: from the parse and the coder's status head.

``status`` reads an act off the signs in the parse, which is how news tells of it. Letters, reviews and instructions
leave more unsaid ("you take the second left", "whoever breaks it pays"). Here the same signs, those of the words above
and the coder's answer are weighed by a multinomial logistic regression, fitted by ``python -m training.happened`` on
sentences of our own. Its numbers are ``happening.yaml``.
"""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.data import load_yaml
from detente.errors import ModelError
from detente.reading.codes import Answer, Question, load_network
from detente.reading.codes.weights import NONE
from detente.reading.language import Parsed, Token
from detente.reading.voices import clause_signs
from detente.reading.voices.status import located, reading
from detente.reading.voices.status_rules import Rules, load_rules

CLASSES = ("yes", "no", "open")
Numbers = tuple[float, float, float]
_LEAST = 1e-3
_HEAD_SCALE = 1 / 3  # brings the log-probabilities of the coder to the size of the other signs, which are 0 or 1
_VERBS = ("VERB", "AUX")
_PARTS = frozenset(["dobj", "prep", "npadvmod", "prt", "ccomp", "xcomp", "advcl", "agent", "expl"])
_SUBJECTS = {"i": "I", "we": "we", "you": "you", "it": "it"} | dict.fromkeys(("he", "she", "they", "this"), "he")
_SUBJECTS |= dict.fromkeys(("who", "that", "which"), "who") | dict.fromkeys(("nobody", "nothing", "none"), "nobody")
_SUBJECTS |= dict.fromkeys(("anyone", "anybody", "someone", "somebody", "whoever", "everyone", "everybody"), "anyone")


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely it is that an act has happened or goes on, that it has not, and that the text leaves it open.

    The three sum to 1. ``why`` are the signs that weigh most, the heaviest first.
    """

    yes: float
    no: float
    open: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """``happening.yaml``: what each sign weighs for each of ``CLASSES``, and the digest of these numbers.

    ``sentences`` is the SHA-256 of the sentences they were fitted on.
    """

    sentences: str
    sha256: str
    start: Numbers
    signs: dict[str, Numbers]


def happened(text: str, predicate: tuple[int, int]) -> float:
    """Return whether the act at the characters ``predicate`` has happened: from -3 (no) over 0 (open) to 3 (yes).

    Plans and orders have not happened. (How far the author stands behind what is told, futures included, is
    ``status.factuality``.) Raises UsageError as that does, ModelError if the numbers are not the pinned ones.
    """
    parsed, token = located(text, predicate)
    answer = load_network().ask([Question(text, None, None, (token.start, token.end))])[0]
    found = chances(parsed, token, coder_signs(answer))
    return 3 * (found.yes - found.no)


def coder_signs(answer: Answer) -> dict[str, float]:
    """Return what of the coder's answer is weighed: the probabilities of each status, and that there is no act."""
    return answer.statuses | {NONE: answer.types[NONE]}


def chances(parsed: Parsed, predicate: Token, by_coder: Mapping[str, float]) -> Chances:
    """Return the chances that an act has happened, given what the coder answers (``coder_signs``)."""
    weights = load_weights()
    sums = list(weights.start)
    weighed: list[tuple[float, str]] = []
    for sign, value in signs(parsed, predicate, by_coder).items():
        numbers = weights.signs.get(sign, (0.0, 0.0, 0.0))
        sums = [total + value * number for total, number in zip(sums, numbers, strict=True)]
        weighed.append((value * (max(numbers) - min(numbers)), sign))
    top = max(sums)
    raised = [math.exp(one - top) for one in sums]
    yes, no, undecided = (one / sum(raised) for one in raised)
    heaviest = sorted(weighed, key=lambda row: (-abs(row[0]), row[1]))
    return Chances(yes, no, undecided, tuple(sign for _, sign in heaviest[:5]))


@functools.cache
def load_weights() -> Weights:
    """Load ``happening.yaml``. Raises DataError where it breaks its schema, ModelError if its numbers were altered."""
    found = load_yaml("detente.reading.voices", "happening.yaml", Weights)
    if digest(found.start, found.signs) != found.sha256:
        raise ModelError("voices/happening.yaml: its SHA-256 is not that of its numbers; install Détente again")
    return found


def digest(start: Numbers, signs: Mapping[str, Numbers]) -> str:
    """Return the SHA-256 of the numbers as ``happening.yaml`` has them."""
    rows = (f"{name} {numbers}" for name, numbers in [("", tuple(start)), *sorted(signs.items())])
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def signs(parsed: Parsed, predicate: Token, by_coder: Mapping[str, float]) -> dict[str, float]:
    """Return the signs of an act with their values: 1 where one is there, for the coder's a log-probability."""
    rules = load_rules()
    found = dict.fromkeys((*_own(parsed, predicate, rules), *_above(parsed, predicate, rules)), 1.0)
    coder = {f"coder {name}": _HEAD_SCALE * math.log(max(chance, _LEAST)) for name, chance in by_coder.items()}
    return found | coder


def _own(parsed: Parsed, token: Token, rules: Rules) -> Iterator[str]:
    told, tense = reading(parsed, token), _tense(parsed, token)
    yield f"status {told.status}"
    yield f"scale {told.scale}"
    yield f"own {clause_signs.read(parsed, token, rules).scale}"
    yield f"tag {token.tag}"
    yield f"dep {token.dep}"
    yield f"tense {tense}"
    yield f"dep, tense {token.dep}, {tense}"
    yield f"subject {_subject(parsed, token)}"
    for dep in sorted({child.dep for child in parsed.children(token)} & _PARTS):
        yield f"has {dep}"
    for child in parsed.children(token, "neg", "mark", "advmod"):
        if child.dep != "advmod" or child.lemma in rules.adverbs:
            yield f"with {child.lemma}"


def _above(parsed: Parsed, token: Token, rules: Rules) -> Iterator[str]:
    above = list(parsed.ancestors(token))
    if above:
        yield from _head(parsed, token, above[0], rules)
    for scale in sorted({reading(parsed, verb).scale for verb in above if verb.pos in _VERBS}):
        yield f"above {scale}"
    root = above[-1] if above else token
    yield f"root tense {_tense(parsed, root)}"
    yield f"root subject {_subject(parsed, root)}"
    if any(one.dep == "relcl" for one in (token, *above)):
        yield "in a relative clause"
    last = parsed.tokens[parsed.sentence_of(token).last - 1].text
    yield f"ends {last if last in '.?!' else 'without'}"


def _head(parsed: Parsed, token: Token, head: Token, rules: Rules) -> Iterator[str]:
    status = reading(parsed, head).status
    yield f"head status {status}"
    yield f"head {head.pos}"
    yield f"dep, head {token.dep}, {status}"
    yield f"head effect {_effect(head, rules)}, {token.dep}"
    if head.pos == "ADP":
        yield f"preposition {head.lemma}"
        yield f"over preposition {reading(parsed, parsed.head(head)).status}"


def _effect(head: Token, rules: Rules) -> str | None:
    tables = {"VERB": rules.clauses, "AUX": rules.clauses, "NOUN": rules.nouns, "ADJ": rules.adjectives}
    return tables.get(head.pos, {}).get(head.lemma)


def _subject(parsed: Parsed, token: Token) -> str:
    noun = parsed.child(token, "nsubj", "nsubjpass", "expl")
    if noun is None:
        return "none"
    if noun.text.lower() in _SUBJECTS:
        return _SUBJECTS[noun.text.lower()]
    bare = noun.tag == "NNS" and not parsed.children(noun, "det", "poss", "nummod")
    return "name" if noun.pos == "PROPN" else "kind" if bare else "noun"


def _tense(parsed: Parsed, token: Token) -> str:
    auxiliaries = parsed.children(token, "aux", "auxpass")
    if any(a.tag == "TO" for a in auxiliaries):
        return "to"
    modal = next((a.lemma for a in auxiliaries if a.tag == "MD"), None)
    if modal is not None:
        return modal
    return f"{auxiliaries[0].lemma} {auxiliaries[0].tag}" if auxiliaries else token.tag
