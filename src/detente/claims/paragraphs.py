"""Which articles are parsed: those that name somebody of the register, or of whom a town may be a party.

A claim needs a party. Paragraphs that name nobody are parsed beside others that do: a history of relations names both
states at its head, and then tells of "the legation" and "the envoy". Leaving such paragraphs out cost the ledger a
fifth of the histories' changes.
"""

from __future__ import annotations

import functools
import re

from detente.model import Article, Block
from detente.reading.actors import load_register
from detente.reading.actors.names import gazetteer
from detente.reading.actors.nouns import vocabulary
from detente.reading.codes import load_lexicon

AGREEMENTS = ("agreement", "treaty")
"""Classes of the lexicon: what towns may be parties to."""


def worth_parsing(text: str, article: Article) -> list[Block]:
    """Return the blocks of an article on a page's text that may hold a claim, in their order: all, or none."""
    names, of_towns = gazetteer(load_register()), _of_towns()
    told = [text[block.span.start : block.span.end] for block in article.blocks]
    known = any(names.named_in(words) or of_towns.search(words) is not None for words in told)
    return list(article.blocks) if known else []


@functools.cache
def _of_towns() -> re.Pattern[str]:
    """Words beside which a town may be a party: offices of towns and provinces, and agreements."""
    offices = {
        form for forms in vocabulary().offices.values() for words, office in forms if office.local for form in words
    }
    things = {word for name in AGREEMENTS for word in load_lexicon().classes[name]}
    plurals = {f"{word[:-1]}ies" for word in things if word.endswith("y")}
    listed = "|".join(map(re.escape, sorted(offices | things | plurals)))
    return re.compile(rf"\b(?:{listed})s?\b", re.IGNORECASE)
