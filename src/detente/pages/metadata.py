"""The user's own file about pages: outlet, date, title and language by file name or address."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from detente.errors import DataError, RefusedInput
from detente.model import Interval, Refusal
from detente.pages.dates import read_date
from detente.pages.decoding import decode

FIELDS = ("file", "uri", "outlet", "published", "title", "language")


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """What one line of a metadata file says; ``line`` counts from 1."""

    line: int
    file: str | None = None
    uri: str | None = None
    outlet: str | None = None
    published: Interval | None = None
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """The lines of a metadata file, findable by file name or address."""

    source: str
    rows: tuple[MetadataRow, ...]

    def find(self, name: str, uri: str | None) -> MetadataRow | None:
        """Return the line about a page: by its name, its bare file name, or its address."""
        return next((row for row in self.rows if _matches(row, name, uri)), None)

    def unmatched(self, pages: Iterable[tuple[str, str | None]]) -> list[Refusal]:
        """Return a warning for each line that fits none of the (name, uri) pairs."""
        seen = list(pages)
        names = {form for name, _ in seen for form in (name, PurePosixPath(name).name)}
        uris = {uri for _, uri in seen if uri}
        return [
            Refusal(
                self.source,
                "pages",
                "warning-metadata-unmatched",
                f"line {row.line}: no page is called {row.file or row.uri!r}; check its file or uri",
            )
            for row in self.rows
            if row.file not in names and _bare(row.file) not in names and row.uri not in uris
        ]


def load_metadata(path: str | Path) -> Metadata:
    """Read a metadata file, CSV with a header line or JSON Lines.

    Raises DataError, naming the line, if it can't be read, has neither file nor uri, or a date that is none.
    """
    path = Path(path)
    try:
        text = decode(path.read_bytes(), file=str(path))
    except OSError as error:
        raise DataError(f"{path}: the metadata file can't be read: {error.strerror}") from error
    except RefusedInput as error:
        raise DataError(f"{path}: the metadata file can't be read: {error.reason}") from error
    records = _json_lines(text, path) if text.lstrip().startswith("{") else _csv(text, path)
    return Metadata(str(path), tuple(_row(line, record, path) for line, record in records))


def _json_lines(text: str, path: Path) -> list[tuple[int, Mapping[str, object]]]:
    records: list[tuple[int, Mapping[str, object]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise DataError(f"{path}, line {number}: not JSON ({error.msg}); one object a line") from error
            if not isinstance(record, dict):
                raise DataError(f"{path}, line {number}: not a JSON object; one object a line")
            records.append((number, record))
    return records


def _csv(text: str, path: Path) -> list[tuple[int, Mapping[str, object]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    known = {(name or "").strip().lower() for name in reader.fieldnames or ()}
    if not known & {"file", "uri"}:
        raise DataError(f"{path}: the header line names neither file nor uri; its columns may be {', '.join(FIELDS)}")
    return [
        (reader.line_num, {(key or "").strip().lower(): value for key, value in row.items() if isinstance(value, str)})
        for row in reader
    ]


def _row(line: int, record: Mapping[str, object], path: Path) -> MetadataRow:
    values = {name: str(record[name]).strip() or None for name in FIELDS if record.get(name) is not None}
    if not values.get("file") and not values.get("uri"):
        raise DataError(f"{path}, line {line}: neither file nor uri; give one of them")
    published = values.get("published")
    interval = read_date(published) if published else None
    if published and interval is None:
        raise DataError(f"{path}, line {line}: {published!r} is no date; write it as 2024-04-02")
    return MetadataRow(
        line=line,
        file=values.get("file"),
        uri=values.get("uri"),
        outlet=values.get("outlet"),
        published=interval,
        title=values.get("title"),
        language=values.get("language"),
    )


def _matches(row: MetadataRow, name: str, uri: str | None) -> bool:
    if row.file is not None and (row.file in (name, PurePosixPath(name).name) or _bare(row.file) == name):
        return True
    return row.uri is not None and row.uri == uri


def _bare(file: str | None) -> str | None:
    return PurePosixPath(file.replace("\\", "/")).name if file else None
