"""Reports called false: "the office said that claims of a raid were baseless" denies the raid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.reading.language import Parsed, Token
from detente.reading.voices.cues import Cues
from detente.reading.voices.extents import below
from detente.reading.voices.finding import Finding


def refutations(parsed: Parsed, cues: Cues, found: list[Finding]) -> list[Finding]:
    """Return a denial for each statement within which a report is called false; its content is the report."""
    said = [denial for content in _false_reports(parsed, cues) for denial in _denials(content, found)]
    return [*said, *_judged_false(parsed, cues, found)]


def called_false(parsed: Parsed, cues: Cues, verb: Token) -> Token | None:
    """Return the report that "dismissed as false claims that ..." dismisses, where the parse ties it to the "as"."""
    for preposition in parsed.children(verb, "prep"):
        report = parsed.child(preposition, "pobj") if preposition.lemma == "as" else None
        if report is not None and report.lemma in cues.report_nouns and _is_false(parsed, cues, report):
            return report
    return None


def _is_false(parsed: Parsed, cues: Cues, report: Token) -> bool:
    return any(word.lemma in cues.falsehoods for word in parsed.children(report, "amod"))


def deed_denied(parsed: Parsed, cues: Cues, verb: Token) -> set[int]:
    """Return what "the sinking of the trawler, which Oslo denied" denies: the noun that the others hang from."""
    pronoun = parsed.child(verb, "dobj")
    noun = parsed.head(verb)
    if pronoun is None or pronoun.lemma not in ("which", "that"):
        return set()
    while noun.dep == "pobj" and parsed.head(noun).lemma == "of" and parsed.head(parsed.head(noun)).pos == "NOUN":
        noun = parsed.head(parsed.head(noun))
    told = parsed.head(noun)
    if noun.dep == "dobj" and told.pos == "VERB" and noun.lemma not in cues.report_nouns:
        noun = told  # "was accused of shelling a mill, which Oslo denied"
    return below(parsed, noun) - below(parsed, verb)


def _judged_false(parsed: Parsed, cues: Cues, found: list[Finding]) -> Iterator[Finding]:
    """Yield the denial in "called the report a lie": the one that judges so denies what the report tells."""
    for judged in found:
        verb = parsed.tokens[judged.cue_head]
        verdict = parsed.child(verb, "oprd", "attr")
        report = parsed.child(verb, "dobj")
        is_lie = judged.kind == "evaluation" and verdict is not None and verdict.lemma in cues.falsehoods
        if is_lie and report is not None and report.lemma in cues.report_nouns:
            content = frozenset(below(parsed, report))
            yield replace(judged, kind="speech", stance="denies", binds=True, content=content)


def _false_reports(parsed: Parsed, cues: Cues) -> Iterator[frozenset[int]]:
    for token in parsed.tokens:
        verb = parsed.head(token)
        words = cues.truths if parsed.child(verb, "neg") else cues.falsehoods
        if token.lemma in words and token.dep in ("acomp", "attr", "oprd"):
            subject = parsed.child(verb, "nsubj", "nsubjpass")
            told = parsed.child(verb, "ccomp", "csubj", "advcl") or parsed.child(token, "ccomp", "acl", "relcl")
            if subject is not None and subject.lemma == "it" and told is not None and _is_that(parsed, told):
                yield frozenset(below(parsed, told))
            elif subject is not None and subject.lemma in cues.report_nouns:
                yield frozenset(below(parsed, subject))
            elif (report := _report_before(parsed, verb, cues)) is not None:
                yield frozenset(range(min(below(parsed, report)), verb.i))


def _is_that(parsed: Parsed, clause: Token) -> bool:
    return any(mark.lemma == "that" for mark in parsed.children(clause, "mark", "dobj", "nsubj"))


def _report_before(parsed: Parsed, verb: Token, cues: Cues) -> Token | None:
    """The report that the verb is about where the parse hangs its clause elsewhere ("reports that X freed Y were")."""
    before = parsed.tokens[parsed.sentence_of(verb).first : verb.i]
    openers = ("that", "of", "about")
    return next(
        (t for t in reversed(before) if t.lemma in cues.report_nouns and parsed.tokens[t.i + 1].lemma in openers), None
    )


def _denials(content: frozenset[int], found: list[Finding]) -> Iterator[Finding]:
    around = [f for f in found if content & f.content and f.kind == "speech" and f.source and f.stance == "asserts"]
    if around:
        nearest = min(around, key=lambda f: len(f.content))
        yield replace(nearest, stance="denies", content=content)
