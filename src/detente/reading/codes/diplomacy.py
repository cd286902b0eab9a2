"""Diplomatic acts told formally: missions opened, raised and closed, their heads received, relations begun and ended.

What counts is data, ``codebook/acts.yaml``: phrases for missions, heads, credentials and ties, and frames of verbs over
them. This module finds both in a parse; whose the mission is and when it happened is asked elsewhere.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.data import load_yaml
from detente.reading.codes import arguments
from detente.reading.language import Parsed, Sentence, Token

PACKAGE = "detente.reading.codes"
GAP = 3
"""Words that a "*" of a phrase may stand for: "Office of the United States Representative"."""
AHEAD = 9
"""Words within which what a verb presents, or as what it appoints, stands after it where the parse does not tell."""
WORDS = 50_000
"""Words of which it is kept how they are folded and what they open."""
INTRANSITIVE = frozenset({"end", "cease", "resume"})
"""Verbs that tell of relations as their subject."""
TAKING_UP = frozenset({"it", "this", "which", "that", "post", "mission", "office", "rank", "status", "level"})
DESIGNATE = "designate"
"""What is put behind a head's kind who is named and not yet received."""
UNRANKED = "mission"
"""The kind of a mission whose rank is unsaid."""
NOMINAL = ("compound", "amod", "nmod", "appos", "nummod", "poss")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Verbs that make an act of what stands in their object, or subject if they need none.

    ``theme`` is the group of phrases that stands there; ``to`` the group of what it becomes. ``type`` and ``mode`` are
    the codebook's; ``mutual`` acts are done by both sides. ``through``: nouns by which it is done to the mission whose
    they are ("suspended its operations", "withdrew the staff of the embassy").
    """

    name: str
    theme: str
    type: str
    verbs: tuple[str, ...]
    mode: str | None = None
    to: str | None = None
    mutual: bool = False
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """Lemmas for talks: their nouns, words that tell of a course by themselves, and signs of it by their verbs."""

    nouns: tuple[str, ...]
    courses: tuple[str, ...]
    signs: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diplomacy:
    """The words of diplomatic acts; ``phrases`` maps group to kind to the phrases for it."""

    phrases: dict[str, dict[str, tuple[str, ...]]]
    other_offices: tuple[str, ...]
    portfolios: tuple[str, ...]
    frames: tuple[Frame, ...]
    resident: tuple[str, ...]
    earlier: tuple[str, ...]
    heads: dict[str, str]
    abroad: dict[str, str]
    led_by: dict[str, str]
    untitled: str
    talks: Talks

    def objects(self) -> frozenset[str]:
        """Return every kind of object that a formal act may have."""
        named = {*self.heads.values(), *(f"{head}-{DESIGNATE}" for head in self.heads.values())}
        missions = {kind for group in ("mission", "ties", "war") for kind in self.phrases[group]} - {UNRANKED}
        return frozenset({*named, *missions, *self.abroad.values(), self.untitled})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase for a mission, a head of mission, credentials or ties: tokens ``first`` to ``last`` (excluded)."""

    group: str
    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class DiplomaticAct:
    """A frame at its verb. ``theme`` is ``None`` where a word takes up what was named before ("it closed")."""

    predicate: Token
    frame: Frame
    theme: Phrase | None
    to: Phrase | None = None


@functools.cache
def load_diplomacy() -> Diplomacy:
    """Load the words of diplomatic acts from the package. Raises DataError where the YAML breaks its schema."""
    return load_yaml(PACKAGE, "codebook/acts.yaml", Diplomacy)


@functools.lru_cache(maxsize=WORDS)
def folded(word: str) -> str:
    """Return a word in lower case, without accents."""
    apart = unicodedata.normalize("NFKD", word.replace("\u2019", "'").lower())
    return "".join(c for c in apart if not unicodedata.combining(c))


def find_phrases(words: Sequence[str], offset: int = 0) -> list[Phrase]:
    """Return the phrases among folded words, the longest where they overlap; ``offset`` is added to their places."""
    found: list[Phrase] = []
    i = 0
    while i < len(words):
        best = max(_at(words, i), key=lambda p: p.last, default=None) if _opening(words[i]) else None
        if best is None:
            i += 1
        else:
            if not _other_office(words, best):
                found.append(Phrase(best.group, best.kind, best.first + offset, best.last + offset))
            i = best.last
    return found


def find_acts(parsed: Parsed, sentence: Sentence) -> list[DiplomaticAct]:
    """Return the diplomatic acts that a sentence tells, in reading order."""
    tokens = parsed.sentence_tokens(sentence)
    phrases = find_phrases([folded(t.text) for t in tokens], sentence.first)
    return [
        act
        for token in tokens
        if (token.pos in ("VERB", "AUX") or token.tag.startswith("VB")) and token.dep != "amod"
        for frame in load_diplomacy().frames
        if folded(token.lemma) in frame.verbs
        for act in _acts(parsed, token, frame, phrases)
    ]


@functools.cache
def _table() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    listed = load_diplomacy().phrases.items()
    return tuple((g, k, tuple(folded(p).split())) for g, kinds in listed for k, ps in kinds.items() for p in ps)


@functools.lru_cache(maxsize=WORDS)
def _opening(word: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return the phrases that may begin with a word, in their order: few words open any."""
    return tuple(row for row in _table() if row[2][:1] in ((), ("*",), (word,)))


def _at(words: Sequence[str], i: int) -> Iterator[Phrase]:
    for group, kind, phrase in _opening(words[i]):
        end = _match(words, i, phrase)
        if end is not None:
            yield Phrase(group, kind, i, end)


def _match(words: Sequence[str], i: int, phrase: tuple[str, ...]) -> int | None:
    if not phrase:
        return i
    if phrase[0] == "*":
        return next((end for gap in range(GAP + 2) if (end := _match(words, i + gap, phrase[1:])) is not None), None)
    return _match(words, i + 1, phrase[1:]) if i < len(words) and words[i] == phrase[0] else None


def _other_office(words: Sequence[str], phrase: Phrase) -> bool:
    """Whether a title is no head of mission's: a prime minister, a minister of finance."""
    if phrase.group != "head":
        return False
    rules = load_diplomacy()
    before = words[phrase.first - 1] if phrase.first else ""
    after = words[phrase.last : phrase.last + 4]
    portfolio = bool(after) and after[0] in ("of", "for") and bool(set(after) & set(rules.portfolios))
    return before in rules.other_offices or portfolio


def _acts(parsed: Parsed, verb: Token, frame: Frame, phrases: list[Phrase]) -> Iterator[DiplomaticAct]:
    if frame.theme == "head":
        theme = _after(parsed, verb, phrases, "head")
        if theme is not None or frame.name == "accredited":
            yield DiplomaticAct(verb, frame, theme)
        return
    themes = list(dict.fromkeys(_themes(parsed, verb, frame, phrases)))
    if not themes:
        theme = _beside(parsed, verb, frame, phrases)
        themes = [theme] if theme is not None else []
    targets = _targets(parsed, verb, frame, phrases, themes)
    if frame.to and not targets and folded(verb.lemma) == "become":
        return
    for theme in themes:
        for to in targets or [None]:
            yield DiplomaticAct(verb, frame, theme, to)


def _is_again(parsed: Parsed, verb: Token) -> bool:
    """Whether "re-" stands before a verb, which the parser takes for a word of its own."""
    return verb.i >= 3 and [t.text.lower() for t in parsed.tokens[verb.i - 2 : verb.i]] == ["re", "-"]


def _beside(parsed: Parsed, verb: Token, frame: Frame, phrases: list[Phrase]) -> Phrase | None:
    """What a verb is about where the parse lost it: credentials after it, a mission or ties before its passive."""
    if frame.theme == "credentials":
        return _after(parsed, verb, phrases, "credentials")
    start = verb.i - 2 if _is_again(parsed, verb) else verb.i
    if not parsed.children(verb, "auxpass") and not (start < verb.i and parsed.tokens[start - 1].lemma == "be"):
        return None
    before = [p for p in phrases if p.group == frame.theme and p.last <= start]
    between = parsed.tokens[before[-1].last : start] if before else ()
    return before[-1] if before and not any(t.pos == "VERB" for t in between) else None


def _themes(parsed: Parsed, verb: Token, frame: Frame, phrases: list[Phrase]) -> Iterator[Phrase | None]:
    """The phrases that a verb is about: of its objects, else of the subject of a verb without any."""
    if any(t.lemma in ("down", "away") for t in parsed.children(verb, "prt", "advmod")):
        return  # relations that break down still exist
    heads = arguments.objects(parsed, verb)
    alone = frame.theme == "mission" or (frame.theme == "ties" and folded(verb.lemma) in INTRANSITIVE)
    if not heads and not arguments.is_passive(parsed, verb) and alone:
        heads = arguments.subjects(parsed, verb)
        if verb.dep in ("acl", "relcl", "xcomp") and verb.tag == "VB" and not heads:
            heads = [parsed.head(verb)]
    for head in heads:
        inside = _phrase_at(parsed, head, phrases, frame.theme)
        if inside is None and head.lemma in frame.through:
            inside = _phrase_through(parsed, verb, head, phrases)
        if inside is not None:
            if not frame.through or head.lemma in frame.through or frame.verbs != ("withdraw",):
                yield inside
        elif frame.theme == "mission" and head.lemma in TAKING_UP:
            yield None


def _phrase_through(parsed: Parsed, verb: Token, noun: Token, phrases: list[Phrase]) -> Phrase | None:
    """The mission whose operations or staff a noun tells of: in its phrase, after its "from", or as the subject."""
    heads = [*arguments.heads_after(parsed, noun, "of"), *arguments.heads_after(parsed, verb, "from")]
    heads += [*arguments.heads_after(parsed, noun, "from"), *arguments.heads_after(parsed, noun, "at")]
    heads += arguments.subjects(parsed, verb)
    found = (_phrase_at(parsed, head, phrases, "mission") for head in heads)
    return next((p for p in found if p is not None), None)


def _phrase_at(parsed: Parsed, head: Token, phrases: list[Phrase], group: str) -> Phrase | None:
    near = {head.i, *(c.i for c in parsed.children(head, *NOMINAL))}
    return next((p for p in phrases if p.group == group and near & set(range(p.first, p.last))), None)


def _after(parsed: Parsed, verb: Token, phrases: list[Phrase], group: str) -> Phrase | None:
    """The first phrase of a group after a verb, with no other told verb between."""
    for phrase in phrases:
        if phrase.group != group or not verb.i < phrase.first <= verb.i + AHEAD:
            continue
        between = parsed.tokens[verb.i + 1 : phrase.first]
        if not any(t.tag in ("VBD", "VBZ", "VBP") for t in between):
            return phrase
    return None


def _targets(
    parsed: Parsed, verb: Token, frame: Frame, phrases: list[Phrase], themes: list[Phrase | None]
) -> list[Phrase | None]:
    """What a mission becomes, one after another: below the verb's "to", or what follows "became"."""
    if frame.to is None:
        return []
    below = [t for c in parsed.children(verb, "prep", "attr", "dobj", "xcomp", "oprd") for t in parsed.subtree(c)]
    inside = {t.i for t in below if t.i > verb.i} | {t.i for t in parsed.tokens[verb.i + 1 : verb.i + 8]}
    after = [p for p in phrases if p.group == frame.to and p not in themes and p.first in inside and p.first > verb.i]
    again = [
        p for p in phrases if after and p.group == frame.to and p.first > after[0].last and _is_to(parsed, verb, p)
    ]
    return [*after[:1], *again]


def _is_to(parsed: Parsed, verb: Token, phrase: Phrase) -> bool:
    """Whether a phrase is a further end of a verb's change: "and to an embassy", with no other told verb between."""
    before = parsed.tokens[max(phrase.first - 4, 0) : phrase.first]
    between = parsed.tokens[verb.i + 1 : phrase.first]
    return any(t.lemma == "to" for t in before) and not any(t.tag in ("VBD", "VBZ", "VBP") for t in between)
