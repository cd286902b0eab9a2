"""Whether a store is whole: hashes, references, orphans; and its repair by rebuilding."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.errors import DamagedStoreError
from detente.model import Article, Claim, Entry, Event, Span
from detente.store.files import TEMPORARY, locked, remove_temporary, sha256
from detente.store.index import connect, current_key, pointer
from detente.store.partitions import day_of_row, days_of
from detente.store.record import DERIVED, PARTITIONED, Derived, Done, Record, read_table

SET_ASIDE = "damaged"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a code, where, what, and how to mend it."""

    code: str
    where: str
    what: str
    remedy: str


def check(record: Record) -> list[Finding]:
    """Return what is wrong with a store, most basic first; an empty list when all is well.

    References are only followed when all files are there and unaltered.
    """
    found = [*_markers(record)]
    whole = not found
    found += _leftovers(record)
    if whole:
        try:
            found += _references(record)
        except DamagedStoreError as error:
            found.append(Finding("unreadable", str(record.root), _what(error), _rebuild(record)))
    return found + _index(record)


def rebuild(record: Record, refresh: Callable[[], object]) -> list[Finding]:
    """Mend a store from its record and return what had to be set aside.

    A partition with a missing or altered file, or without its marker, is moved to the folder ``damaged``: its pages
    must be read again. What was derived and can't be used is removed; then ``refresh`` derives and publishes anew.
    BusyStoreError if another process is writing.
    """
    with locked(record.lock):
        remove_temporary(record.root)
        bad = [f for f in _markers(record) if f.code != "derived"]
        stray = [*_leftovers(record)]
        _set_aside(record, {Path(f.where).stem for f in bad})
        for leftover in stray:
            if leftover.where.split("/")[0] in DERIVED:
                (record.folder / leftover.where).unlink(missing_ok=True)
            else:
                bad.append(leftover)
                _move_aside(record, record.folder / leftover.where)
        _remove_empty(record)
        _drop_unreadable(record)
        refresh()
    return bad


def _drop_unreadable(record: Record) -> None:
    """Remove the marker of derived tables and the index's pointer if they can't be read: both are made anew."""
    for path, look in (
        (record.folder / "derived.json", record.derived),
        (pointer(record), lambda: current_key(record)),
    ):
        try:
            look()
        except DamagedStoreError:
            path.unlink(missing_ok=True)


def _rebuild(record: Record) -> str:
    return f"run: detente store rebuild --store {record.root}"


def _what(error: DamagedStoreError) -> str:
    """The reason without its remedy, which a finding tells by itself."""
    return str(error).split("; run: ")[0]


def _markers(record: Record) -> Iterator[Finding]:
    """Files that a done marker names and that are missing, altered or unreadable."""
    for path in sorted((record.folder / "done").glob("*.json")):
        try:
            done = record.done(path.stem)
        except DamagedStoreError as error:
            remedy = f"{_rebuild(record)}, then read its pages again"
            yield Finding("unreadable", f"done/{path.name}", _what(error), remedy)
            continue
        remedy = f"{_rebuild(record)}, then read its pages again"
        damaged = [*_files(record, done, remedy)]
        yield from damaged or _days(record, done, remedy)
    try:
        derived = record.derived()
    except DamagedStoreError as error:
        yield Finding("derived", "derived.json", _what(error), _rebuild(record))
        return
    if derived:
        for found in _files(record, derived, _rebuild(record)):
            yield dataclasses.replace(found, code="derived")


def _files(record: Record, done: Done | Derived, remedy: str) -> Iterator[Finding]:
    for name, written in done.files.items():
        path = record.file(name, done.stem)
        where = path.relative_to(record.folder).as_posix()
        if not path.exists():
            yield Finding("missing", where, "the file is gone", remedy)
        elif sha256(path) != written.sha256:
            yield Finding("altered", where, "its bytes are not those that were written", remedy)


def _days(record: Record, done: Done, remedy: str) -> Iterator[Finding]:
    """Whether a partition's pages are those of its marker, and of the days that its marker and folders say."""
    rows = read_table(record.file("pages", done.stem), ["id", "published", "retrieved"]).to_pylist()
    if tuple(row["id"] for row in rows) != done.pages:
        yield Finding("pages", f"done/{done.key}.json", "its file of pages holds others than it names", remedy)
    if days_of(map(day_of_row, rows)) != done.days:
        yield Finding("days", f"done/{done.key}.json", "its pages are not of the days that it says", remedy)


def _leftovers(record: Record) -> Iterator[Finding]:
    """Files that no marker holds, or not where they lie; those of an unreadable marker are its own."""
    markers = {path.stem: _readable(record, path.stem) for path in (record.folder / "done").glob("*.json")}
    held = {record.file(name, done.stem) for done in markers.values() if done for name in done.files}
    with contextlib.suppress(DamagedStoreError):
        if derived := record.derived():
            held |= {record.file(name, derived.stem) for name in derived.files}
    unreadable = {key for key, done in markers.items() if not done}
    for name in PARTITIONED | DERIVED:
        for path in _files_under(record.folder / name):
            if path.suffix == TEMPORARY or (path not in held and path.stem not in unreadable):
                what = "no marker holds this file here: a read was cut short, or its marker is lost"
                remedy = f"read the same pages again, or {_rebuild(record)}"
                yield Finding("orphan", path.relative_to(record.folder).as_posix(), what, remedy)


def _readable(record: Record, key: str) -> Done | None:
    try:
        return record.done(key)
    except DamagedStoreError:
        return None


def _files_under(folder: Path) -> list[Path]:
    return sorted(Path(at, name) for at, _, names in os.walk(folder) for name in names)


def _index(record: Record) -> list[Finding]:
    try:
        key = current_key(record)
        if key is None and not record.partitions():
            return []
        if key != record.key():
            return [Finding("stale", "index", "the index does not answer to the record", _rebuild(record))]
        connect(record).close()
    except DamagedStoreError as error:
        return [Finding("index", "index", _what(error), _rebuild(record))]
    return []


def _references(record: Record) -> list[Finding]:
    """References that lead nowhere, and spans outside their page; all are mended by deriving or reading anew."""
    pages: dict[str, int] = {p.id: len(p.text) for p in record.read("pages")}
    articles: dict[str, str] = {}
    claims: set[str] = set()
    found: list[Finding] = []
    for article in record.read("articles"):
        articles[article.id] = article.page
        found += _spans(record, article, pages, "article")
    for claim in record.read("claims"):
        claims.add(claim.id)
        found += _spans(record, claim, pages, "claim")
        if articles.get(claim.article) != claim.page:
            found.append(_dangling(record, ("claim", claim.id), f"article {claim.article}"))
    for name, ids in _named(record):
        found += [_dangling(record, name, f"claim {i}") for i in ids if i not in claims]
    return found


def _named(record: Record) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    event: Event
    for event in record.read("events"):
        yield ("event", event.id), event.claims
    entry: Entry
    for entry in record.read("entries"):
        yield ("entry", entry.id), entry.evidence


def _spans(record: Record, value: Article | Claim, pages: dict[str, int], kind: str) -> list[Finding]:
    if value.page not in pages:
        return [_dangling(record, (kind, value.id), f"page {value.page}")]
    spans = [b.span for b in value.blocks] if isinstance(value, Article) else [*value.evidence, value.predicate]
    return [
        Finding("span", f"{kind} {value.id}", f"{s.start}-{s.end} lies outside page {value.page}", _rebuild(record))
        for s in spans
        if not _inside(s, pages[value.page])
    ]


def _inside(span: Span, length: int) -> bool:
    return 0 <= span.start <= span.end <= length


def _dangling(record: Record, named: tuple[str, str], target: str) -> Finding:
    return Finding("reference", " ".join(named), f"names {target}, which is not in the store", _rebuild(record))


def _set_aside(record: Record, keys: set[str]) -> None:
    """Move what there is of partitions: their markers, and their files wherever they lie."""
    markers = [record.folder / "done" / f"{key}.json" for key in sorted(keys)]
    files = [path for name in PARTITIONED for path in _files_under(record.folder / name) if path.stem in keys]
    for path in [*markers, *files]:
        _move_aside(record, path)


def _move_aside(record: Record, path: Path) -> None:
    if path.exists():
        target = record.root / SET_ASIDE / path.relative_to(record.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, target)


def _remove_empty(record: Record) -> None:
    """Remove the folders of days that hold no file any more."""
    for name in PARTITIONED:
        for at, _, _ in os.walk(record.folder / name, topdown=False):
            with contextlib.suppress(OSError):
                Path(at).rmdir()
