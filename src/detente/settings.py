"""What can be set for a read or a store; each field says what it does and why it has its default."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

STORE_VARIABLE = "DETENTE_STORE"
DEFAULT_STORE = "detente-store"


def default_store() -> Path:
    """Return the store's place: the environment variable DETENTE_STORE, else ./detente-store."""
    return Path(os.environ.get(STORE_VARIABLE) or DEFAULT_STORE)


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and choices of one run; all have defaults that suit a laptop."""

    max_page_bytes: int = 20_000_000
    """A page larger than this is refused: no news page is, and one 50 MB line would hold the parser for minutes."""

    max_line_chars: int = 100_000
    """A longer line in a text page is refused: it is data or minified code, not prose."""

    max_stream_bytes: int = 20_000_000_000
    """Standard input is left after so many bytes: a crawl's archive has some, a stream that never ends has more."""

    max_spooled_bytes: int = 2_000_000_000
    """A zip on standard input or inside another archive is put into a temporary file, up to this size."""

    max_expansion: int = 200
    """A compressed input that swells beyond so many times its size (and 100 MB) is a bomb; pages swell tenfold."""

    max_archive_members: int = 100_000
    """A zip of more members is refused: its directory alone would take hundreds of megabytes."""

    max_archive_depth: int = 3
    """Archives inside archives are read so deep."""

    max_sentence_tokens: int = 160
    """A longer sentence is not coded: parses of such lists are noise (a headline index, a table)."""

    min_language_letters: int = 80
    """Below this many letters a page's language can't be told; it is taken as English."""

    parse_batch: int = 64
    """Paragraphs handed to the parser at once; larger batches gained under 3% on two cores."""

    partition_pages: int = 64
    """Pages in one partition, up to a quarter more: the unit of work, of resuming and of memory."""

    allow_private_addresses: bool = False
    """Whether feeds may lead to addresses that are not on the public internet: only for tests on this machine."""
