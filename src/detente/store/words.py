"""Full-text search over articles and claims: an SQLite FTS5 file beside the index, grown partition by partition.

Partitions never change, so each is taken in once; what a later index holds no more is left out when results are looked
up there. The file can be deleted at any time: it is made anew.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from detente.model import Article, Claim
from detente.store.record import Record

Kind = Literal["articles", "claims"]

VERSION = "words-1.sqlite"
MOST = 5_000
"""Results of one search that are ranked: nobody turns so many pages."""
MOST_WORDS = 16

_WORD = re.compile(r"[^\W_]+")
_SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS taken (partition TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS ids (row INTEGER PRIMARY KEY, id TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS articles USING fts5(
    headline, outlet, body, tokenize = "unicode61 remove_diacritics 2", content = '');
CREATE VIRTUAL TABLE IF NOT EXISTS claims USING fts5(
    names, evidence, tokenize = "unicode61 remove_diacritics 2", content = '');
"""


class Words:
    """The words of a store's articles and claims."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._path = _place(record)
        self._local = threading.local()
        self._writing = threading.Lock()
        with contextlib.closing(self._open()) as connection:
            connection.executescript(_SCHEMA)

    def update(self) -> None:
        """Take in the partitions that are new."""
        with self._writing, contextlib.closing(self._open()) as connection:
            taken = {row[0] for row in connection.execute("SELECT partition FROM taken")}
            for stem in self.record.stems("pages"):
                if stem not in taken:
                    with connection:
                        self._take(connection, stem)

    def find(self, kind: Kind, asked: str) -> list[str]:
        """Return the ids of articles or claims that hold all the words asked for, the best first.

        The last word may be the beginning of one. Nothing of what is asked is read as the engine's own language.
        """
        words = _WORD.findall(asked)[:MOST_WORDS]
        if not words:
            return []
        match = " ".join(f'"{word}"' for word in words) + "*"
        sql = (
            f"SELECT ids.id FROM {kind} JOIN ids ON ids.row = {kind}.rowid WHERE {kind} MATCH ? "
            f"ORDER BY bm25({kind}, {'8, 2, 1' if kind == 'articles' else '2, 1'}) LIMIT {MOST}"
        )
        return [row[0] for row in self._reading().execute(sql, [match])]

    def _take(self, connection: sqlite3.Connection, stem: str) -> None:
        texts = {page.id: page.text for page in self.record.partition("pages", stem)}
        last = connection.execute("SELECT coalesce(max(row), 0) FROM ids").fetchone()[0]
        articles = list(_articles(self.record.partition("articles", stem), texts))
        claims = list(_claims(self.record.partition("claims", stem), texts))
        for number, (id, *_) in enumerate([*articles, *claims], last + 1):
            connection.execute("INSERT INTO ids VALUES (?, ?)", [number, id])
        first = last + 1
        connection.executemany(
            "INSERT INTO articles(rowid, headline, outlet, body) VALUES (?, ?, ?, ?)",
            [(first + n, *rest) for n, (_, *rest) in enumerate(articles)],
        )
        first += len(articles)
        connection.executemany(
            "INSERT INTO claims(rowid, names, evidence) VALUES (?, ?, ?)",
            [(first + n, *rest) for n, (_, *rest) in enumerate(claims)],
        )
        connection.execute("INSERT INTO taken VALUES (?)", [stem])

    def _reading(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = self._open()
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=30)


def _place(record: Record) -> Path:
    """Where the file goes: beside the index, or for a store that may not be written into a folder that passes."""
    folder = record.root / "index"
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder / VERSION
    except OSError:
        return Path(tempfile.mkdtemp(prefix="detente-")) / VERSION


def _articles(articles: list[Article], texts: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    for article in articles:
        text = texts[article.page]
        body = "\n".join(text[b.span.start : b.span.end] for b in article.blocks)
        yield article.id, article.headline or "", article.outlet or "", body


def _claims(claims: list[Claim], texts: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for claim in claims:
        named = [*(a.name for a in (*claim.actors, *claim.recipients)), *(v.name for v in claim.voices)]
        names = {name for name in named if name}
        evidence = " ".join(texts[claim.page][s.start : s.end] for s in claim.evidence)
        yield claim.id, " ".join(sorted(names)), evidence
