"""Everything that reading says of one article, gathered once for all its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.claims.paragraphs import worth_parsing
from detente.claims.speakers import with_first_persons
from detente.model import Article, Block, Interval, Page, Span
from detente.reading.actors import Mentions, find_mentions, load_register
from detente.reading.codes import Codebook, Lexicon, load_codebook, load_lexicon
from detente.reading.language import Parsed, parse
from detente.reading.places import PlaceMention, find_places
from detente.reading.times import Timex, find_times
from detente.reading.voices import Attribution, find_attributions
from detente.settings import Settings


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


def read(page: Page, article: Article, settings: Settings) -> Read:
    """Read an article's blocks, captions included, on its page's text; those that can hold no claim are left out."""
    blocks = [_without_dateline(page.text, block) for block in worth_parsing(page.text, article)]
    parsed = parse(page.text, blocks, batch_size=settings.parse_batch)
    attributions = tuple(find_attributions(parsed))
    named = find_mentions(parsed, on=article.published, register=load_register())
    mentions = with_first_persons(parsed, named, attributions)
    return Read(
        article=article,
        parsed=parsed,
        mentions=mentions,
        timexes=tuple(find_times(parsed, anchor=article.published)),
        places=tuple(find_places(parsed, mentions=mentions)),
        attributions=attributions,
        lexicon=load_lexicon(),
        codebook=load_codebook(),
    )


# "ANKARA, March 9 (Agency) - ", "JERUSALEM, Israel -- ": parsed as part of the sentence it would be its subject.
_DATELINE = re.compile(
    r"[A-Z][A-Z .'/-]{2,40}(?:,\s[A-Z][\w. ]{1,30}){0,3}(?:\s\([^)\n]{2,40}\))?\s{0,2}(?:-{1,2}|[\u2013\u2014])\s"
)


def _without_dateline(text: str, block: Block) -> Block:
    """Return the block as it is parsed: without the place and agency that open an agency's story."""
    line = _DATELINE.match(text, block.span.start, block.span.end)
    return Block(block.kind, Span(line.end(), block.span.end)) if line and block.kind == "body" else block
