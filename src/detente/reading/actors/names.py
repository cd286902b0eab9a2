"""Find every name of the register in a text, in one pass, and tell which of its readings the words allow.

The pass is an Aho-Corasick automaton over the text folded character for character (accents, case, apostrophes), so
that offsets stay; token boundaries and case are looked at afterwards, in the text as it stands.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import ahocorasick_rs

from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.register import Register
from detente.reading.actors.register_types import Form
from detente.reading.language.parsed import Parsed, Sentence, Token


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that are some actor's name: tokens ``first`` to ``last`` (excluded), the token heading them, readings."""

    first: int
    last: int
    head: int
    forms: tuple[Form, ...]


class Gazetteer:
    """The automaton over a register's forms. Build it once for a register (``gazetteer``)."""

    def __init__(self, register: Register) -> None:
        table: dict[str, list[Form]] = {}
        for form in register.forms():
            table.setdefault(fold(form.surface), []).append(form)
        self._forms = [tuple(forms) for forms in table.values()]
        self._table = table
        self._automaton = ahocorasick_rs.AhoCorasick(list(table), store_patterns=False)

    def exact(self, surface: str) -> tuple[Form, ...]:
        """Return the readings of words that are a name as they stand."""
        return tuple(f for f in self._table.get(fold(surface), ()) if _case_fits(f, surface, False))

    def forms_in(self, text: str) -> Iterator[Form]:
        """Yield names that may stand in an unparsed text: between word boundaries, with the case they need."""
        for number, start, end in self._automaton.find_matches_as_indexes(fold(text), overlapping=True):
            surface = text[start:end]
            if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
                continue
            yield from (form for form in self._forms[number] if _case_fits(form, surface, False))

    def find(self, parsed: Parsed) -> list[Hit]:
        """Return the longest names that stand at token boundaries with the case they need, in reading order."""
        starts = {t.start: t.i for t in parsed.tokens}
        ends = {t.end: t.i for t in parsed.tokens}
        found = []
        shouted: dict[int, bool] = {}
        for number, start, end in self._automaton.find_matches_as_indexes(fold(parsed.text), overlapping=True):
            place = _tokens(parsed, starts, ends, start, end)
            if place is None:
                continue
            sentence = parsed.tokens[place[0]].sent
            if sentence not in shouted:
                shouted[sentence] = _shouted(parsed, parsed.sentences[sentence])
            surface = parsed.text[start:end]
            forms = tuple(f for f in self._forms[number] if _case_fits(f, surface, shouted[sentence]))
            if forms:
                found.append(Hit(*place, head_of(parsed, *place), forms))
        return list(_longest(found))


_KEPT: dict[int, tuple[Register, Gazetteer]] = {}


def gazetteer(register: Register) -> Gazetteer:
    """Return the register's automaton, built at first use and kept as long as the process."""
    kept = _KEPT.get(id(register))
    if kept is None or kept[0] is not register:
        kept = (register, Gazetteer(register))
        _KEPT.clear()
        _KEPT[id(register)] = kept
    return kept[1]


@functools.cache
def _folded(char: str) -> str:
    plain = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "ı": "i", "ø": "o", "đ": "d", "ł": "l", "\n": " ", "\u00a0": " "}
    if char in plain:
        return plain[char]
    base = unicodedata.normalize("NFKD", char)[:1] or char
    lower = base.lower()
    return lower if len(lower) == 1 else base


def fold(text: str) -> str:
    """Return the text in lower case without accents and with plain apostrophes, character for character."""
    return "".join(map(_folded, text))


def head_of(parsed: Parsed, first: int, last: int) -> int:
    """Return the token among ``first`` to ``last`` (excluded) that heads them: the last whose head lies outside."""
    inside = range(first, last)
    roots = [i for i in inside if parsed.tokens[i].head not in inside or parsed.tokens[i].head == i]
    nominal = [i for i in roots if parsed.tokens[i].pos in ("PROPN", "NOUN", "ADJ", "PRON")]
    return (nominal or roots or [last - 1])[-1]


def _tokens(
    parsed: Parsed, starts: dict[int, int], ends: dict[int, int], start: int, end: int
) -> tuple[int, int] | None:
    """Return the tokens that the characters cover exactly; a token may run on behind a hyphen ("U.S.-led")."""
    first = starts.get(start)
    if first is None:
        return None
    if end in ends:
        return (first, ends[end] + 1) if ends[end] >= first else None
    text = parsed.text
    token = parsed.tokens[first]
    if token.start <= start and end < token.end and text[end] in "-–/":
        return (first, first + 1)
    if end + 1 in ends and text[end] == "." and ends[end + 1] >= first:
        return (first, ends[end + 1] + 1)
    return None


def _shouted(parsed: Parsed, sentence: Sentence) -> bool:
    letters = [c for c in parsed.text[sentence.start : sentence.end] if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def _case_fits(form: Form, surface: str, shouted: bool) -> bool:
    if form.surface == surface:
        return True
    if form.kind == "acronym":
        return not shouted and surface.isupper() and _letters(surface) == _letters(form.surface)
    if shouted:
        return len(surface) > 3
    if not any(c.isupper() for c in form.surface):
        return True
    return _capitalised_alike(form.surface, surface)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).upper()


def _capitalised_alike(form: str, surface: str) -> bool:
    """Whether each word that is capitalised in the form is so in the text (all of the name's words may be)."""
    wanted, given = form.split(), surface.split()
    if len(wanted) != len(given):
        return form[:1].isupper() <= surface[:1].isupper()
    return all(not w[:1].isupper() or g[:1].isupper() for w, g in zip(wanted, given, strict=True))


def _longest(hits: list[Hit]) -> Iterator[Hit]:
    """Yield the hits that no longer or earlier one covers; readings of the same words are joined."""
    hits.sort(key=lambda h: (h.first, -h.last))
    reached = -1
    pending: Hit | None = None
    for hit in hits:
        if pending is not None and (hit.first, hit.last) == (pending.first, pending.last):
            new = tuple(f for f in hit.forms if f not in pending.forms)
            pending = Hit(pending.first, pending.last, pending.head, (*pending.forms, *new))
            continue
        if hit.first < reached:
            continue
        if pending is not None:
            yield pending
        pending, reached = hit, hit.last
    if pending is not None:
        yield pending


def is_other_thing(parsed: Parsed, hit: Hit) -> bool:
    """Whether the words round a name say that it is a street, a team, a paper or a dish, not the actor."""
    cues = vocabulary().cues
    tokens = parsed.tokens
    before = tokens[hit.first - 1] if hit.first > 0 and tokens[hit.first - 1].sent == tokens[hit.first].sent else None
    after = tokens[hit.last] if hit.last < len(tokens) and tokens[hit.last].sent == tokens[hit.first].sent else None
    if after is not None and after.text.lower() in cues.not_actor_after and not _plain_verb(after):
        dish = after.text.islower() and after.pos == "NOUN"
        return after.text[0].isupper() or (dish and after.text.lower() in _DISHES)
    if before is not None and f"{before.text} {parsed.tokens[hit.head].text}".lower() in cues.not_actor_phrases:
        return True
    if before is None or before.text.lower() not in cues.not_actor_before:
        return _of_other_thing(parsed, hit, before)
    return before.text[0].isupper() and before.pos in ("PROPN", "ADJ")


_DISHES = frozenset({"sandwich", "breast", "burger", "meat", "dinner", "soup", "pig", "ink", "lobby", "desk", "fc"})


def _plain_verb(token: Token) -> bool:
    return token.pos in ("VERB", "AUX") and token.text.islower()


def _of_other_thing(parsed: Parsed, hit: Hit, before: Token | None) -> bool:
    if before is None or before.text != "of" or before.i == 0:
        return False
    thing = parsed.tokens[before.i - 1]
    return thing.text[0].isupper() and thing.text.lower() in vocabulary().cues.other_thing_of


def is_team(parsed: Parsed, hit: Hit) -> bool:
    """Whether a name is a side in a game: it beats or loses in a sentence with a word of sport ("by two goals")."""
    cues = vocabulary().cues
    head = parsed.tokens[hit.head]
    above = parsed.head(head)
    if above.pos == "ADP":
        above = parsed.head(above)
    if above.lemma not in cues.game_verbs or head.dep not in ("nsubj", "dobj", "pobj", "conj"):
        return False
    sentence = parsed.sentence_of(head)
    return any(t.lemma in cues.game_nouns for t in parsed.sentence_tokens(sentence) if t.pos in ("NOUN", "PROPN"))
