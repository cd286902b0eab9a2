"""The Python interface: a store to read into and to ask, and the single steps of reading on a text of your own."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from detente.disputing import is_disputed
from detente.errors import UsageError
from detente.ledgers import Ledger
from detente.model import Actor, Article, Event, Judgement, Span
from detente.planned import Plan, plans
from detente.settings import default_store
from detente.store import FORMATS, TABLES, Queries, Record, create, export, open_record
from detente.store.checks import Finding, check, rebuild
from detente.store.files import locked
from detente.store.index import current_key

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.candidates import Candidate
    from detente.events.datings import Dating
    from detente.events.differences import Difference
    from detente.explain import Explanation
    from detente.judging import Made, Merged, Saying
    from detente.pipeline import Options, Reading, Told
    from detente.reading.actors import Register
    from detente.reading.codes import Coding
    from detente.reading.times import Timex
    from detente.reading.voices import Attribution

Date = datetime.date
Location = str | os.PathLike[str]


def open(store: Location | None = None, *, create: bool = True) -> Store:
    """Open the store at a folder, made if there is none; by default DETENTE_STORE, else ./detente-store.

    With ``create=False`` NoStoreError is raised where there is none. Raises NewerStoreError for a store that a newer
    version wrote, which is left untouched.
    """
    root = Path(store) if store is not None else default_store()
    return Store(_create(root) if create else open_record(root))


_create = create


class Store(Ledger):
    """A store: what was read, and what follows from it. A reader stays with the index it first met; see ``refresh``."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._queries: Queries | None = None
        self._register: contextlib.AbstractContextManager[None] | None = None

    def __enter__(self) -> Self:
        from detente.reading.actors.own import in_force

        self._register = in_force(self.register)
        self._register.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        if self._register is not None:
            self._register.__exit__(None, None, None)
            self._register = None
        self.close()

    @property
    def register(self) -> Register | None:
        """The register with the actors that were given with ``--register``; ``None`` for the one of Détente alone."""
        from detente.reading.actors.own import register_of

        return register_of(self.record.register_files())

    def close(self) -> None:
        """Let go of the index; asking again opens the newest one."""
        if self._queries is not None:
            self._queries.close()
            self._queries = None

    @property
    def root(self) -> Path:
        """The store's folder."""
        return self.record.root

    @property
    def empty(self) -> bool:
        """Whether nothing has been read into the store yet."""
        return current_key(self.record) is None

    @property
    def queries(self) -> Queries:
        """The questions that can be put to the index; NoStoreError while nothing has been read."""
        if self._queries is None:
            self._queries = Queries(self.record)
        return self._queries

    def read(
        self, paths: Iterable[Location] | Location, options: Options | None = None, *, told: Told | None = None
    ) -> Reading:
        """Read files, folders, patterns and feeds by their addresses into the store and publish what follows.

        Returns the run's counts and all that was refused, with reasons. Pages that are in the store already change
        nothing. Raises BusyStoreError if another process is writing, DataError for an unusable metadata file.
        """
        from detente import watching

        several = [paths] if isinstance(paths, str | os.PathLike) else paths
        done = watching.read([os.fspath(p) for p in several], self.record, options, told=told)
        self.close()
        return done

    def articles(self) -> pa.Table:
        """Return all articles as an Arrow table of the record type's schema."""
        return self.queries.table("articles")

    def claims(self) -> pa.Table:
        """Return all claims as an Arrow table of the record type's schema."""
        return self.queries.table("claims")

    def events(self) -> pa.Table:
        """Return all events as an Arrow table of the record type's schema, by date."""
        return self.queries.table("events")

    def entries(self) -> pa.Table:
        """Return all entries of the ledger as an Arrow table of the record type's schema."""
        return self.queries.table("entries")

    def export(self, table: str, out: BinaryIO, *, to: str = "jsonl", voice: str | None = None) -> int:
        """Write articles, claims, events, entries or judgements in the contract's shapes; return the number of rows.

        ``to`` is jsonl, csv, parquet or arrow. With ``voice`` (a country, body or person by a name or code, or a kind
        of voice such as ``anonymous`` or ``diplomat``) only claims in whose chain it speaks. Raises UsageError for
        another table or format, UnknownActorError if nobody goes by ``voice``.
        """
        if voice is not None and table != "claims":
            raise UsageError(f"only claims have voices; {table} have none")
        if table == "judgements":
            from detente.judging import export_labelled

            return export_labelled(self.queries, out, to=to)
        if table not in TABLES:
            raise UsageError(f"no table {table!r}; give one of {', '.join((*TABLES, 'judgements'))}")
        if to not in FORMATS:
            raise UsageError(f"no format {to!r}; give one of {', '.join(FORMATS)}")
        return export(self.queries, table, to=to, out=out, kept=self._spoken_by(voice) if voice else None)

    def export_layout(self, layout: str, out: BinaryIO, companion: BinaryIO | None = None) -> int:
        """Write events as polecat, icews, gdelt, plover or jsonld; return the number of rows, of jsonld's nodes.

        ``companion`` takes JSON Lines that say what of each event the layout can't hold. UsageError for another layout.
        """
        from detente.store.layouts import LAYOUTS, export_layout

        if layout not in LAYOUTS:
            raise UsageError(f"no layout {layout!r}; give one of {', '.join(LAYOUTS)}")
        return export_layout(self.queries, layout, out, companion)

    def _spoken_by(self, voice: str) -> Callable[[dict[str, Any]], bool]:
        from detente.reading.actors import load_register
        from detente.voiced import spoken_by

        register = self.register or load_register()
        return spoken_by(voice, register, lambda: (v for c in self.queries.each("claims") for v in c.voices))

    def timeline(self, a: str, b: str, *, start: Date | None = None, end: Date | None = None) -> list[Event]:
        """Return what happened between two actors, by date; ``start`` and ``end`` are days, both included.

        Actors are names or codes that the register knows; UnknownActorError otherwise, UsageError if both are one.
        """
        _in_order(start, end)
        return self.queries.events_between(*self._two(a, b), start=start, end=end)

    def disputes(self, a: str | None = None, b: str | None = None) -> list[Event]:
        """Return the events of which there are contradictory accounts: all, of one actor, or between two.

        They are denied, or told differently in who, how many, when, where, or as attack or accident.
        """
        return [e for e in self._of(a, b) if is_disputed(e)]

    def disputed(self, events: Sequence[Event]) -> dict[str, tuple[Difference, ...]]:
        """Return by each disputed event's id the facts that accounts differ on, with the claims for each version."""
        from detente.disputing import disputed

        return disputed(self.queries, events)

    def plans(self, a: str | None = None, b: str | None = None, *, on: Date | None = None) -> list[Plan]:
        """Return what was planned and what became of it as of a day (by default the newest article's).

        As of an earlier day, plans that were first told after it are left out.
        """
        return plans(self.queries, self._of(a, b), on=on)

    def datings(self) -> dict[str, Dating]:
        """Return by its id each article whose date plans narrow, and to which days; the article stays as it is."""
        from detente.planned import datings

        return datings(self.queries)

    def explain(self, id: str) -> Explanation:
        """Return what stands behind a record: its sentences, decisions and scores. An id may be cut short."""
        from detente.explain import explain

        return explain(self.queries, id)

    def judge(self, id: str, saying: Saying) -> Made:
        """Keep what a person says of a claim, an event or a judgement, and derive events and ledger anew.

        Returns the judgements made and those that they put out of force. Raises UsageError for what can't be judged so,
        BusyStoreError if another process is writing.
        """
        from detente import judging, pipeline

        with locked(self.record.lock):
            made = judging.make(self.queries, id, saying)
            for judgement in made.judgements:
                self.record.judge(judgement)
            pipeline.refresh(self.record)
        self.close()
        return made

    def judgements(self) -> list[tuple[Judgement, Judgement | None]]:
        """Return what people decided, by time, each with the later judgement that put it out of force, if one did."""
        from detente.events.judging import by_time, settle

        told = self.record.judgements()
        overruled = settle(told).overruled
        return [(j, overruled.get(j.id)) for j in by_time(told)]

    def merge_judgements(self, file: Location) -> Merged:
        """Add the judgements of another's file to those here, and derive events and ledger anew if any is new."""
        from detente import judging, pipeline

        with locked(self.record.lock):
            merged = judging.merge(self.record, Path(file))
            if merged.new:
                pipeline.refresh(self.record)
        self.close()
        return merged

    def candidates(self, register: Register | None = None) -> list[Candidate]:
        """Return the persons of the record whom a register (by default the store's) does not know, by claims."""
        from detente.candidates import candidates
        from detente.reading.actors import load_register

        claims = list(self.record.read("claims"))
        articles = {a.id: a for a in self.record.read("articles")}
        return candidates(claims, articles, register or self.register or load_register())

    def horizon(self) -> Date | None:
        """Return the last day that the store's articles reach."""
        return self.queries.newest()

    def check(self) -> list[Finding]:
        """Return what is wrong with the store's files; an empty list when all is well."""
        return check(self.record)

    def rebuild(self) -> list[Finding]:
        """Rebuild events, ledger and index from the record; return what had to be set aside."""
        from detente import pipeline

        set_aside = rebuild(self.record, lambda: pipeline.refresh(self.record, force=True))
        self.close()
        return set_aside

    def _party(self, name: str) -> str:
        from detente.reading.actors.own import in_force

        with in_force(self.register):
            return party(name)

    def _two(self, a: str, b: str) -> tuple[str, str]:
        first, second = self._party(a), self._party(b)
        if first == second:
            raise UsageError(f"{a!r} and {b!r} are the same actor; give two")
        return first, second

    def _of(self, a: str | None, b: str | None) -> list[Event]:
        if a is None:
            return self.queries.events()
        return self.queries.events_between(*(self._two(a, b) if b is not None else (self._party(a), None)))


def party(name: str) -> str:
    """Return the code or id that the record uses for a name: ``TUR`` for Turkey, ``hamas`` for Hamas.

    Raises UnknownActorError with the nearest names.
    """
    from detente.reading.actors import load_register

    found = load_register().named(name)
    return found.code or found.id


def _in_order(start: Date | None, end: Date | None) -> None:
    if start and end and start > end:
        raise UsageError(f"--from {start} is after --to {end}")


@dataclass(frozen=True, slots=True)
class ExtractedArticle(Article):
    """An article found in a text of your own, with its page's text at hand."""

    page_text: str = ""

    @property
    def body_text(self) -> str:
        """The paragraphs of the story, one a line."""
        from detente.articles import body_text

        return body_text(self, self.page_text)


def extract(text_or_html: str, *, media_type: str = "text/plain", uri: str | None = None) -> list[ExtractedArticle]:
    """Return the articles on a page, furniture left out; ``media_type`` is text/plain or text/html.

    Spans count characters of the page's text: for text/plain of the text given. A page without a story gives an empty
    list. Stories in any language are found, though ``read`` refuses all but English. Raises UsageError for
    another media type.
    """
    from detente.articles import articles
    from detente.pages import page_of

    if media_type not in ("text/plain", "text/html"):
        raise UsageError(f"media_type {media_type!r} is not read; give text/plain or text/html")
    page = page_of(text_or_html, media_type=media_type, name=uri or "text", uri=uri)
    found = [a for a in articles(page, every_language=True) if isinstance(a, Article)]
    return [ExtractedArticle(**_fields(a), page_text=page.text) for a in found]


def code(text: str, actor: tuple[int, int], recipient: tuple[int, int] | None = None) -> Coding:
    """Return the PLOVER type, mode and quad of what an actor does to a recipient in a text; offsets are characters.

    ``scores`` of the result says how likely each type is; NONE stands for no act. ``contexts`` and ``status`` go with
    the act, ``why`` says in words what decided. Raises UsageError for a span that is empty, blank or outside the text.
    """
    from detente.reading.codes import code as decide

    return decide(text, actor, recipient)


def voices(text: str) -> list[Attribution]:
    """Return the attributions of a text: source, cue, what is attributed, and the stance taken to it."""
    from detente.reading.voices import voices as find

    return find(text)


def times(text: str, *, anchor: Date) -> list[Timex]:
    """Return the time expressions of a text written on the day ``anchor``, with TIMEX3 values."""
    from detente.reading.times import times as find

    return find(text, anchor=anchor)


def factuality(text: str, predicate: tuple[int, int]) -> float:
    """Return how far a text presents a predicate as fact: from -3 (certainly not) to 3 (certainly)."""
    from detente.reading.voices import factuality as judge

    return judge(text, predicate)


def resolve(text: str, *, on: Date | None = None) -> list[Actor]:
    """Return the actors that a text mentions, with the offices they held on a day."""
    from detente.reading.actors import resolve as find

    return find(text, on=on)


def _fields(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in Article.__dataclass_fields__}


__all__ = [
    "Actor",
    "ExtractedArticle",
    "Plan",
    "Span",
    "Store",
    "code",
    "extract",
    "factuality",
    "open",
    "party",
    "resolve",
    "times",
    "voices",
]
