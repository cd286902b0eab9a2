"""Which time expressions belong to a predicate, by the parse."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.reading.language.parsed import Parsed, Token
from detente.reading.times.timex import Timex
from detente.reading.times.vocabulary import when_words

CLAUSES = frozenset(["ccomp", "advcl", "relcl", "acl", "parataxis", "conj", "xcomp", "pcomp", "csubj", "ROOT"])


@dataclass(frozen=True, slots=True)
class Placed:
    """A time expression in the parse: its head token and the preposition that leads it, if any."""

    timex: Timex
    head: Token
    lead: str | None


_last: tuple[Parsed, Sequence[Timex], list[Placed]] | None = None
"""What was placed last: each act of a text asks the same, which is a third of what dating it costs."""


def place(parsed: Parsed, timexes: Sequence[Timex]) -> list[Placed]:
    """Return the expressions that have a date or point to one, each at its head token."""
    global _last  # noqa: PLW0603 (one entry, compared by identity: a parsed text is too large to hash)
    if _last is None or _last[0] is not parsed or _last[1] is not timexes:
        _last = (parsed, timexes, list(_place(parsed, timexes)))
    return list(_last[2])


def _place(parsed: Parsed, timexes: Sequence[Timex]) -> Iterator[Placed]:
    for timex in timexes:
        if timex.reading == "memory":
            continue  # its days are those of an act that is only remembered
        first = max(bisect.bisect_right(parsed.tokens, timex.span.start, key=_start) - 1, 0)
        last = bisect.bisect_left(parsed.tokens, timex.span.end, key=_start)
        inside = range(first, max(last, first + 1))
        heads = [
            parsed.tokens[i] for i in inside if parsed.tokens[i].head not in inside or parsed.tokens[i].dep == "ROOT"
        ]
        if heads:
            yield Placed(timex, heads[0], _lead(parsed, heads[0], first))


def _start(token: Token) -> int:
    return token.start


def _lead(parsed: Parsed, head: Token, first: int) -> str | None:
    above = parsed.head(head)
    if above.i != head.i and above.pos in ("ADP", "SCONJ"):
        return above.lemma
    before = parsed.tokens[first - 1] if first else None
    return before.lemma if before is not None and before.sent == head.sent and before.pos in ("ADP", "SCONJ") else None


def governor(parsed: Parsed, placed: Placed) -> Token | None:
    """Return the verb whose clause the expression stands in, ``None`` in a clause without one.

    An expression under "after", "before" or "since" with a noun of its own ("after the raid in 2010") dates that noun.
    """
    below = placed.head
    for token in parsed.ancestors(placed.head):
        if token.pos in ("VERB", "AUX") and below.dep not in ("relcl", "acl"):
            return _past_parenthesis(parsed, placed, token)
        if (
            token.lemma in when_words().other_times
            and parsed.head(placed.head).i != token.i
            and below.i != placed.head.i
        ):
            return None
        below = token
    return None


def _past_parenthesis(parsed: Parsed, placed: Placed, verb: Token) -> Token:
    """Return the told verb where the expression hangs on the telling: "Last night, says X, they met"."""
    between = parsed.tokens[placed.head.i + 1 : verb.i]
    if verb.lemma not in when_words().saying or verb.i < placed.head.i or any(t.text != "," for t in between):
        return verb
    return parsed.child(verb, "ccomp") or (parsed.head(verb) if verb.dep in ("parataxis", "ccomp", "advcl") else verb)


def nouns_above(parsed: Parsed, placed: Placed) -> list[Token]:
    """Return the nouns that the expression hangs below without a verb between, the nearest first."""
    found = []
    for token in parsed.ancestors(placed.head):
        if token.pos in ("VERB", "AUX"):
            break
        if token.pos in ("NOUN", "PROPN"):
            found.append(token)
    return found


def telling_verbs(parsed: Parsed, predicate: Token) -> list[Token]:
    """Return the verbs whose clause tells or orders the predicate ("said he", "told him to"), the nearest first."""
    found, below = [], predicate
    for token in parsed.ancestors(predicate):
        if below.dep in ("ccomp", "xcomp") and token.pos in ("VERB", "AUX"):
            found.append(token)
        below = token
    return found


def sharing_verbs(parsed: Parsed, predicate: Token) -> list[tuple[Token, str]]:
    """Return the verbs whose time is the predicate's too, the nearest first, each with the rule's name.

    For a noun the verb that it is the subject of, or the object of if that verb only lends it sides ("paid a visit");
    for a verb what it complements without a time of its own ("began to withdraw"), what it serves as a purpose or
    accompanies ("arrived to sign"), and what it is coordinated with. Never the clause that reports it.
    """
    found: list[tuple[Token, str]] = []
    token = predicate
    for _ in range(4):
        step = _share(parsed, token)
        if step is None or any(step[0].i == seen.i for seen, _ in found):
            break
        found.append(step)
        token = step[0]
    if predicate.pos in ("VERB", "AUX"):
        found += [(t, "coordinated verb") for t in parsed.children(predicate, "conj") if t.pos == "VERB"]
        found += [(t, "purpose") for t in parsed.children(predicate, "advcl") if t.tag == "VB" and _has_to(parsed, t)]
    return found


def _share(parsed: Parsed, token: Token) -> tuple[Token, str] | None:
    above = parsed.head(token)
    if above.i == token.i:
        return None
    if token.pos in ("NOUN", "PROPN"):
        return _share_noun(parsed, token, above)
    if token.dep == "conj":
        return above, "coordinated verb"
    shares = {
        "noun of its clause": token.dep == "acl" and token.tag == "VB" and above.pos == "NOUN",
        "governing verb": token.dep == "xcomp" and above.lemma in when_words().shared_complements,
        "main clause": token.dep == "advcl" and _accompanies(parsed, token),
    }
    return next(((above, rule) for rule, holds in shares.items() if holds), None)


def _share_noun(parsed: Parsed, noun: Token, above: Token) -> tuple[Token, str] | None:
    words = when_words()
    if noun.dep == "conj" and above.pos in ("NOUN", "PROPN"):
        return above, "coordinated noun"
    if above.pos in ("ADP", "SCONJ"):
        verb = parsed.head(above)
        lends = verb.pos == "VERB" and above.lemma in ("for", "in", "during", "at", "with")
        return (verb, "governing verb") if lends else None
    if noun.dep in ("nsubj", "nsubjpass") and above.pos in ("VERB", "AUX") and above.lemma not in words.saying:
        return above, "verb of its noun"
    if noun.dep in ("dobj", "obj", "attr", "oprd") and above.lemma in words.light_verbs:
        return above, "light verb"
    return None


def _has_to(parsed: Parsed, verb: Token) -> bool:
    return any(t.tag == "TO" for t in parsed.children(verb, "aux"))


def _accompanies(parsed: Parsed, verb: Token) -> bool:
    marks = {t.lemma for t in parsed.children(verb, "mark")}
    return verb.tag in ("VBG", "VB") and not marks & when_words().other_times
