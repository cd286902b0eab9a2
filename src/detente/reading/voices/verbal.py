"""Attributions by verbs: indirect speech, inversions, parentheses, passives, and quotations beside the verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.model import Stance
from detente.reading.language import Parsed, Token
from detente.reading.voices import contents, refuted
from detente.reading.voices.cues import Cue, Cues
from detente.reading.voices.extents import agent, below, is_passive, noun_phrase, speaker_phrase, subject, verb_group
from detente.reading.voices.finding import Finding, finding
from detente.reading.voices.inversion import before, inverted_speaker
from detente.reading.voices.kinds import load_kinds
from detente.reading.voices.quotes import Quote
from detente.reading.voices.speakers import can_speak

_CONTRASTS = frozenset(("while", "though", "although", "whereas"))
_ASPECTS = frozenset(("go", "continue", "proceed", "begin", "start", "rush", "hasten", "hurry"))
_CLIMB = 3
_FILLERS = frozenset(("it", "there"))


@dataclass(frozen=True, slots=True)
class _Scene:
    parsed: Parsed
    cues: Cues
    quotes: list[Quote]


def find(parsed: Parsed, cues: Cues, quotes: list[Quote]) -> list[Finding]:
    """Return the attributions that verbs cue, at most one a verb and way of its cue entries, in reading order."""
    found: list[Finding] = []
    for token in parsed.tokens:
        if token.pos in ("VERB", "AUX") or token.tag.startswith("VB"):
            entry = next((f for f in _findings(parsed, cues, quotes, token) if f is not None), None)
            if entry is not None:
                found.append(entry)
    return found


def _findings(parsed: Parsed, cues: Cues, quotes: list[Quote], verb: Token) -> Iterator[Finding | None]:
    if not _took_place(parsed, verb):
        return
    scene = _Scene(parsed, cues, quotes)
    inverted = inverted_speaker(parsed, cues, verb)
    source = inverted or _source(parsed, _regained(parsed, cues, verb) or verb)
    passive = is_passive(parsed, verb)
    raising = _raising(parsed, cues, verb)
    for cue, particle in _entries(parsed, cues, verb):
        if raising or (source is None and passive):
            yield _unsourced(parsed, cues, verb, cue)
            continue
        if source is None or (source.lemma in _FILLERS and passive):
            continue
        for way in cue.content:
            content = _content(scene, verb, source, cue, way)
            if content:
                extra = [particle] if particle is not None else []
                sign = verb_group(parsed, verb, *extra)
                words = [i for i in speaker_phrase(parsed, source, verb) if i not in content and i not in sign]
                yield finding(
                    cue,
                    source=(words or noun_phrase(parsed, source), source.i),
                    sign=(sign, verb.i),
                    content=content - set(noun_phrase(parsed, source)),
                    binds=_binds(cue, way),
                )
                break


def _took_place(parsed: Parsed, verb: Token) -> bool:
    """Whether words were spoken at all: not in "wants to say", "will explain", "did not announce"."""
    signs = parsed.children(verb, "aux", "neg")
    if any(s.dep == "neg" or s.tag == "MD" for s in signs):
        return False
    above = parsed.head(verb)
    goes_on = above.lemma in _ASPECTS and verb.dep in ("xcomp", "advcl") and above.i < verb.i
    return all(s.lemma != "to" for s in signs) or (goes_on and _took_place(parsed, above))


def _binds(cue: Cue, way: str) -> bool:
    """A promise or plan to act is the outlet's to tell; what is said in a clause or quotation is the source's word."""
    return not (cue.kind == "commitment" and way == "infinitive")


def _entries(parsed: Parsed, cues: Cues, verb: Token) -> Iterator[tuple[Cue, Token | None]]:
    for second in cues.seconds.get(verb.lemma, ()):
        for child in parsed.children(verb, "prt", "prep", "advmod", "acomp", "oprd", "dobj", "ccomp"):
            if child.lemma == second and 0 < child.i - verb.i <= 3 and not _tells_when(parsed, child):
                for cue in cues.verbs[f"{verb.lemma} {second}"]:
                    yield cue, child
    for cue in cues.verbs.get(verb.lemma, ()):
        yield cue, None


def _tells_when(parsed: Parsed, preposition: Token) -> bool:
    """Whether a preposition tells the day, as in "called her on Sunday"."""
    inner = parsed.child(preposition, "pobj")
    return inner is not None and inner.ent in ("DATE", "TIME")


def _source(parsed: Parsed, verb: Token) -> Token | None:
    if is_passive(parsed, verb):
        return agent(parsed, verb)
    quoted_as = _quoted_as(parsed, verb)
    if quoted_as is not None:
        return parsed.child(quoted_as, "nsubjpass") or subject(parsed, quoted_as)
    return _speaking_subject(parsed, verb)


def _speaking_subject(parsed: Parsed, verb: Token) -> Token | None:
    """Return the subject, of a participle the nearest that can speak ("said the toll hurt trade, arguing that ...")."""
    found = subject(parsed, verb)
    above = verb
    for _ in range(_CLIMB):
        if found is None or verb.tag != "VBG" or verb.dep not in ("advcl", "acl") or can_speak(parsed, found):
            return found
        above = parsed.head(parsed.head(found)) if found.dep in ("nsubj", "nsubjpass") else parsed.head(found)
        found = subject(parsed, above)
    return found


def _quoted_as(parsed: Parsed, verb: Token) -> Token | None:
    """Return the verb of "was quoted as saying" above the saying."""
    preposition = parsed.head(verb)
    if verb.dep == "pcomp" and preposition.lemma == "as":
        above = parsed.head(preposition)
        return above if is_passive(parsed, above) else None
    return None


def _raising(parsed: Parsed, cues: Cues, verb: Token) -> bool:
    """Whether a bare participle leaves its subject on an unnamed word: "Envoy believed to have fled"."""
    complement = parsed.child(verb, "xcomp")
    if complement is None or verb.lemma not in ("say", "report", "believe", "rumor", "rumour", "allege", "think"):
        return False
    return verb.tag in ("VBN", "VBD") and any(a.lemma == "to" for a in parsed.children(complement, "aux"))


def _unsourced(parsed: Parsed, cues: Cues, verb: Token, cue: Cue) -> Finding | None:
    """Return "it was reported that ..." and "X is said to have ...", whose source nobody names."""
    if cue.stance == "alleges" and cue.content[0].startswith("prep:"):
        return _charged(parsed, verb, cue)
    if verb.lemma not in cues.unsourced_verbs or "clause" not in cue.content or _is_duty(parsed, verb):
        return None
    complement = parsed.child(verb, "ccomp", "xcomp")
    about = parsed.child(verb, "nsubjpass", "nsubj")
    if complement is None or complement.pos not in ("VERB", "AUX"):
        return None
    content = below(parsed, complement)
    if about is not None and about.lemma not in _FILLERS:
        content |= below(parsed, about)
    certain = cue.kind != "speech" or verb.lemma in ("announce", "reveal", "confirm", "disclose", "agree")
    stance: Stance = cue.stance if certain else "alleges"
    found = finding(cue, source=([], None), sign=(verb_group(parsed, verb), verb.i), content=content)
    return replace(found, stance=stance, binds=cue.kind == "speech")


def _charged(parsed: Parsed, verb: Token, cue: Cue) -> Finding | None:
    """Return "X was accused of shelling the port", which nobody named alleges."""
    content = contents.preposition(parsed, verb, cue.content[0].removeprefix("prep:"))
    accused = parsed.child(verb, "nsubjpass")
    if not content or accused is None:
        return None
    content |= below(parsed, accused)
    return finding(cue, source=([], None), sign=(verb_group(parsed, verb), verb.i), content=content)


def _object(parsed: Parsed, cues: Cues, verb: Token, cue: Cue) -> set[int]:
    """Return the object that is content: of denials a report, and never who is asked."""
    found = parsed.child(verb, "dobj")
    if cue.report_object:
        report = (
            found
            if found is not None and found.lemma in cues.report_nouns
            else refuted.called_false(parsed, cues, verb)
        )
        return below(parsed, report) if report is not None else set()
    if cue.stance == "denies" and verb.dep == "relcl":
        return refuted.deed_denied(parsed, cues, verb)
    if cue.kind == "request" and _is_addressed(parsed, cues, verb):
        return set()
    return contents.SIMPLE["object"](parsed, verb)


def _is_addressed(parsed: Parsed, cues: Cues, verb: Token) -> bool:
    """Whether the object of asking is who is asked."""
    found = parsed.child(verb, "dobj")
    if found is None or found.ent in ("PERSON", "ORG", "GPE", "NORP") or found.pos == "PRON":
        return found is not None
    return verb.lemma in cues.addressed and found.lemma in load_kinds().offices


def _is_duty(parsed: Parsed, verb: Token) -> bool:
    """Whether "is supposed to" tells of a duty, not of what somebody supposes."""
    below_it = parsed.child(verb, "xcomp")
    if verb.lemma != "suppose" or below_it is None or parsed.children(below_it, "auxpass"):
        return False
    return all(a.lemma != "have" for a in parsed.children(below_it, "aux"))


def _content(scene: _Scene, verb: Token, source: Token, cue: Cue, way: str) -> set[int]:
    parsed, cues, quotes = scene.parsed, scene.cues, scene.quotes
    if way == "clause":
        return _clause(parsed, cues, quotes, verb, source)
    if way == "quote":
        return _quotation(parsed, quotes, verb, source) if can_speak(parsed, source) else set()
    if way.startswith("prep:"):
        told = contents.preposition(parsed, verb, way.removeprefix("prep:"))
        return told | contents.infinitive(parsed, verb) if told and cue.kind == "request" else told
    if way == "object":
        return _object(parsed, cues, verb, cue)
    if way == "infinitive" and cue.comment_only:
        return contents.refused_comment(parsed, verb)
    return contents.SIMPLE[way](parsed, verb)


def _regained_below(parsed: Parsed, cues: Cues, verb: Token, clause: Token) -> list[Token]:
    """Return cue verbs coordinated with a reported clause that are the speaker's again ("said ... and urged")."""
    return [c for c in parsed.children(clause, "conj") if c.tag == verb.tag and _is_bare_cue(parsed, cues, c)]


def _is_bare_cue(parsed: Parsed, cues: Cues, verb: Token) -> bool:
    """Whether a verb cues an attribution and has no subject or auxiliary of its own."""
    kinds = {cue.kind for cue in cues.verbs.get(verb.lemma, ())}
    own = parsed.child(verb, "nsubj", "nsubjpass", "aux", "auxpass")
    return own is None and bool(kinds & {"speech", "request"})


def _regained(parsed: Parsed, cues: Cues, verb: Token) -> Token | None:
    """Return the verb of speech above whose subject also speaks by this one."""
    clause = parsed.head(verb)
    if verb.dep != "conj" or clause.dep != "ccomp" or not _is_bare_cue(parsed, cues, verb):
        return None
    above = parsed.head(clause)
    return above if above.tag == verb.tag and above.lemma in cues.verbs and above.i < verb.i else None


def _clause(parsed: Parsed, cues: Cues, quotes: list[Quote], verb: Token, source: Token) -> set[int]:
    if source.dep == "dobj" and source.head == verb.i and inverted_speaker(parsed, cues, verb) is not None:
        return _with_quotes(parsed, quotes, verb, before(parsed, verb))
    clauses = [c for c in parsed.children(verb, "ccomp") if c.pos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON")]
    clauses = [c for c in clauses if c.i > verb.i or not _set_apart(parsed, c, verb)]
    if not clauses:
        clauses = _misplaced(parsed, cues, verb)
    if not clauses:
        return _parenthesis(parsed, quotes, verb)
    left = [c for c in clauses if c.i < verb.i]
    away = {i for c in clauses for v in _regained_below(parsed, cues, verb, c) for i in below(parsed, v)}
    right: set[int] = set().union(*(below(parsed, c) - _contrast(parsed, c) for c in clauses)) - away
    right -= {i for c in clauses for p in _said_on(parsed, cues, c) for i in below(parsed, p)}
    content = _before(parsed, verb, source, left[0]) if left else right
    return _with_quotes(parsed, quotes, verb, content)


def _said_on(parsed: Parsed, cues: Cues, clause: Token) -> list[Token]:
    """Return the participles after a reported clause by which the speaker says more ("..., adding that ...")."""
    return [
        p
        for p in parsed.children(clause, "advcl", "dep")
        if p.tag == "VBG"
        and p.i > clause.i
        and any(cue.kind == "speech" for cue in cues.verbs.get(p.lemma, ()))
        and parsed.tokens[min(below(parsed, p)) - 1].text == ","
    ]


def _set_apart(parsed: Parsed, clause: Token, verb: Token) -> bool:
    """Whether a semicolon stands between: what is before it is a sentence of its own."""
    return any(parsed.tokens[i].text == ";" for i in range(clause.i, verb.i))


def _misplaced(parsed: Parsed, cues: Cues, verb: Token) -> list[Token]:
    """Return the reported clause where the parser hangs it below who is told or by what means, or as an adverbial."""
    told = parsed.child(verb, "dobj") if verb.lemma in cues.addressed else None
    means = [told] if told is not None else [parsed.child(p, "pobj") for p in parsed.children(verb, "prep")]
    hung = [c for noun in means if noun is not None for c in parsed.children(noun, "relcl", "acl", "ccomp")]
    marked = [c for c in hung if _opens_report(parsed, c)]
    if marked or told is not None:
        return marked
    speech = any(cue.kind == "speech" for cue in cues.verbs.get(verb.lemma, ()))
    found = parsed.children(verb, "advcl") if speech else []
    return [c for c in found if c.i > verb.i and c.tag != "VBG" and _stands_alone(parsed, c)]


def _opens_report(parsed: Parsed, clause: Token) -> bool:
    """Whether a clause below a noun is reported: "that", "whether" or "if" opens it, and it has a subject beside."""
    opening = parsed.children(clause, "mark", "dobj")
    has_subject = parsed.child(clause, "nsubj", "nsubjpass", "expl") is not None
    return has_subject and any(m.i < clause.i and m.lemma in ("that", "whether", "if") for m in opening)


def _stands_alone(parsed: Parsed, clause: Token) -> bool:
    """Whether a clause has a subject and nothing that binds it to another, as reported ones without "that" have."""
    return parsed.child(clause, "nsubj", "nsubjpass") is not None and not parsed.child(clause, "mark")


def _contrast(parsed: Parsed, clause: Token) -> set[int]:
    """Return the clauses by which the writer turns to something else: "..., while the other side wants more"."""
    drop: set[int] = set()
    for child in parsed.children(clause, "advcl"):
        mark = parsed.child(child, "mark")
        even = any(c.lemma == "even" for c in parsed.children(child, "advmod"))
        if child.i > clause.i and mark is not None and (mark.lemma in _CONTRASTS or (even and mark.lemma == "as")):
            drop |= below(parsed, child)
    return drop


def _before(parsed: Parsed, verb: Token, source: Token, clause: Token) -> set[int]:
    """Return what stands before an inverted cue: all of the sentence if the cue is its root."""
    content = below(parsed, clause)
    own = {verb.i} | below(parsed, source) if source.sent == verb.sent else {verb.i}
    if verb.dep == "ROOT" and max(content) < max(own):
        first = parsed.sentence_of(verb).first
        content |= set(range(first, min(own)))
    return content - own


def _parenthesis(parsed: Parsed, quotes: list[Quote], verb: Token) -> set[int]:
    """Return the clause around a cue that the parser hung below it: "The king, aides added, would ..."."""
    head = parsed.head(verb)
    if verb.dep == "advcl" and any(m.lemma == "as" for m in parsed.children(verb, "mark", "advmod")):
        return below(parsed, head) - below(parsed, verb)
    if verb.dep not in ("parataxis", "ccomp", "dep") or head.pos not in ("VERB", "AUX") or verb.head == verb.i:
        return set()
    own = below(parsed, verb)
    tokens = parsed.tokens
    if verb.dep == "ccomp" and not (min(own) > 0 and tokens[min(own) - 1].text in (",", '"', "-", "--")):
        return set()
    if parsed.child(verb, "mark"):
        return set()
    return _with_quotes(parsed, quotes, verb, below(parsed, head) - own)


def _quotation(parsed: Parsed, quotes: list[Quote], verb: Token, source: Token) -> set[int]:
    """Return the quotation that stands beside the cue: up to it, or from it on."""
    sentence = parsed.sentence_of(verb)
    phrase = sorted({verb.i} | (below(parsed, source) if source.sent == verb.sent else set()))
    for quote in quotes:
        if quote.first == sentence.last and parsed.tokens[sentence.last - 1].text == ":":
            return set(range(quote.first, quote.last))
        if quote.first <= verb.i < quote.last or quote.block != sentence.block:
            continue
        ends_before = 0 <= phrase[0] - quote.last <= 2 and _only_signs(parsed, quote.last, phrase[0])
        gap = quote.first - phrase[-1] - 1
        starts_after = 0 <= gap <= (12 if quote.last - quote.first > 6 else 2) and quote.first <= sentence.last
        if ends_before or starts_after:
            return set(range(quote.first, quote.last))
    return set()


def _only_signs(parsed: Parsed, first: int, last: int) -> bool:
    return not any(any(c.isalnum() for c in t.text) for t in parsed.tokens[first:last])


def _with_quotes(parsed: Parsed, quotes: list[Quote], verb: Token, content: set[int]) -> set[int]:
    """Return the content with each quotation that it overlaps taken in whole, and what is not the cue's."""
    for quote in quotes:
        if quote.first <= verb.i < quote.last:
            continue
        inside = sum(1 for i in range(quote.first, quote.last) if i in content)
        if inside:
            content |= set(range(quote.first, quote.last))
    return content
