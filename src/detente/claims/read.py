"""Everything that reading says of one article, gathered once for all its sentences."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model import Article, Interval, Page
from detente.reading.actors import Mentions, find_mentions, load_register
from detente.reading.codes import Codebook, Lexicon, load_codebook, load_lexicon
from detente.reading.language import Parsed, parse
from detente.reading.places import PlaceMention, find_places
from detente.reading.times import Timex, find_times
from detente.reading.voices import Attribution, find_attributions


@dataclass(frozen=True, slots=True)
class Read:
    """One article's parse, mentions, times, places and attributions, with the codebook they are coded by."""

    article: Article
    parsed: Parsed
    mentions: Mentions
    timexes: tuple[Timex, ...]
    places: tuple[PlaceMention, ...]
    attributions: tuple[Attribution, ...]
    lexicon: Lexicon
    codebook: Codebook

    @property
    def anchor(self) -> Interval:
        """The article's date, against which its times are read."""
        return self.article.published


def read(page: Page, article: Article) -> Read:
    """Read an article's blocks, captions included, on its page's text."""
    parsed = parse(page.text, article.blocks)
    mentions = find_mentions(parsed, on=article.published, register=load_register())
    return Read(
        article=article,
        parsed=parsed,
        mentions=mentions,
        timexes=tuple(find_times(parsed, anchor=article.published)),
        places=tuple(find_places(parsed, mentions=mentions)),
        attributions=tuple(find_attributions(parsed)),
        lexicon=load_lexicon(),
        codebook=load_codebook(),
    )
