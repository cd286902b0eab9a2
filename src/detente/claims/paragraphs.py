"""Which paragraphs of an article are parsed: those that name somebody of the register, and what may take them up.

A claim needs a party, and a party is named. What a paragraph leaves unnamed is taken up from one before it: right
behind by a pronoun ("They have agreed to ..."), from further off by a noun for an office or an organ of state ("The
legation was closed in 1917"), or by a heading for what stands under it. A paragraph that has none of these is left
unparsed, and so is a whole article that names nobody. Towns are not in the register; they are parties to agreements, or
have a mayor, and those words count as a name.

Without headings and such nouns the ledger lost a fifth of the histories' changes (F1 by full date .615 for .772). With
them it loses nothing, nor does the claims yardstick; what is left out, ``benchmarks/paragraphs_parsed.py`` tells.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from detente.model import Article, Block, Interval
from detente.reading.actors import load_register
from detente.reading.actors.names import gazetteer
from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.register_types import Form
from detente.reading.codes import load_lexicon

AGREEMENTS = ("agreement", "treaty")
"""Classes of the lexicon: what towns may be parties to."""
OF_THEIR_OWN = frozenset({"BUS", "CRM", "CVL", "EDU", "JRN", "LAB", "MED", "NGO", "REF", "REL"})
"""Sectors of people who seldom act for a state: their nouns ("a man", "the company") take up no party from far off."""
SHORT = 12
"""Words from which on a paragraph is no heading, caption or bare answer; shorter ones are .02 of a crawl's text."""
ABOUT = timedelta(days=1100)
"""How long before and behind an article somebody held office whom it may call by his surname alone (``people.py``)."""

Reason = Literal["names", "behind", "short", "official"]


def worth_parsing(text: str, article: Article) -> list[Block]:
    """Return the blocks of an article on a page's text that may hold a claim, in their order."""
    return [block for block, reason in zip(article.blocks, reasons(text, article), strict=True) if reason is not None]


def reasons(text: str, article: Article) -> list[Reason | None]:
    """Return for each block of an article why it is parsed, or ``None`` if it is not.

    It names somebody, or stands right behind a block that does, or is short, or speaks of officials.
    """
    told = [text[block.span.start : block.span.end] for block in article.blocks]
    named = _naming(told, article.published)
    if not any(named):
        return [None] * len(told)
    behind = [False, *named[:-1]]
    return [_reason(*block) for block in zip(told, named, behind, strict=True)]


def _reason(words: str, named: bool, behind: bool) -> Reason | None:
    if named:
        return "names"
    if behind:
        return "behind"
    each = _WORD.findall(words.lower())
    if len(each) < SHORT:
        return "short"
    return None if _of_officials().isdisjoint(each) else "official"


_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def _naming(told: Sequence[str], published: Interval) -> list[bool]:
    """Say of each block whether it names somebody.

    A surname by itself is a name of those only who held office about then, or whom the article names in full: on a
    crawl's pages most Millers and Kims are nobody of the register.
    """
    names, of_towns = gazetteer(load_register()), _of_towns()
    forms = [tuple(names.forms_in(words)) for words in told]
    in_full = {form.id for found in forms for form in found if form.kind == "fullname"}
    about = Interval(_moved(published.earliest, -ABOUT), _moved(published.latest, ABOUT))
    return [
        any(_is_name(form, in_full, about) for form in found) or of_towns.search(words) is not None
        for words, found in zip(told, forms, strict=True)
    ]


def _is_name(form: Form, in_full: set[str], about: Interval) -> bool:
    return form.kind != "surname" or form.id in in_full or bool(load_register().tenures_of(form.id, on=about))


def _moved(day: date | None, by: timedelta) -> date | None:
    try:
        return None if day is None else day + by
    except OverflowError:
        return None


@functools.cache
def _of_officials() -> frozenset[str]:
    """Nouns that stand for states, their organs, missions and officials, forces and movements, with their plurals."""
    known = vocabulary()
    nouns = (noun for noun, readings in known.nouns.items() if any(r.sector not in OF_THEIR_OWN for r in readings))
    offices = (" ".join(words) for forms in known.offices.values() for words, _ in forms)
    titles = (*nouns, *offices, *known.cues.posts)
    heads = {re.split(" (?:of|for|to) ", title)[0].split()[-1] for title in titles}
    return frozenset((*heads, *_plurals(heads)))


def _plurals(nouns: Iterable[str]) -> Iterator[str]:
    for noun in nouns:
        yield f"{noun}s"
        if noun.endswith("y"):
            yield f"{noun[:-1]}ies"
        elif noun.endswith("man"):
            yield f"{noun[:-3]}men"


@functools.cache
def _of_towns() -> re.Pattern[str]:
    """Words beside which a town may be a party: offices of towns and provinces, and agreements."""
    offices = {
        form for forms in vocabulary().offices.values() for words, office in forms if office.local for form in words
    }
    things = {word for name in AGREEMENTS for word in load_lexicon().classes[name]}
    listed = "|".join(map(re.escape, sorted({*offices, *things, *_plurals(things)})))
    return re.compile(rf"\b(?:{listed})s?\b", re.IGNORECASE)
