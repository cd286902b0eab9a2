"""The user's own file about pages: outlet, date, title and language by file name or address."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from detente.errors import DataError, RefusedInput
from detente.model import Interval, Refusal
from detente.pages.dates import read_date
from detente.pages.decoding import decode

FIELDS = ("file", "uri", "outlet", "published", "title", "language")
_COLUMNS = f"its columns may be {', '.join(FIELDS)}"


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
    """The lines of a metadata file, findable by file name or address, and its columns that mean nothing here."""

    source: str
    rows: tuple[MetadataRow, ...]
    ignored: tuple[str, ...] = ()

    def find(self, name: str, uri: str | None) -> MetadataRow | None:
        """Return the line about a page: by its name, else by its bare file name or its address."""
        exact = next((row for row in self.rows if row.file == name), None)
        return exact or next((row for row in self.rows if _matches(row, name, uri)), None)

    def unmatched(self, pages: Iterable[tuple[str, str | None]]) -> list[Refusal]:
        """Return a warning for each line that fits none of the (name, uri) pairs, or fits several by its bare name.

        Columns that are not read, and lines about what an earlier line is about, are warned of too.
        """
        seen = list(pages)
        names = {form for name, _ in seen for form in (name, PurePosixPath(name).name)}
        uris = {uri for _, uri in seen if uri}
        own = {row.file for row in self.rows} - {PurePosixPath(name).name for name, _ in seen}
        folders = Counter(PurePosixPath(name).name for name in {name for name, _ in seen} - own)
        found = [self._warning("column", f"the column {c!r} is not read; {_COLUMNS}") for c in self.ignored]
        lines: dict[tuple[str | None, str | None], int] = {}
        for row in self.rows:
            what, earlier = row.file or row.uri, lines.setdefault((row.file, row.uri), row.line)
            if earlier != row.line:
                reason = f"line {row.line}: line {earlier} is about {what!r} already and stands"
                found.append(self._warning("repeated", reason))
            elif row.file not in names and _bare(row.file) not in names and row.uri not in uris:
                reason = f"line {row.line}: no page is called {what!r}; check its file or uri"
                found.append(self._warning("unmatched", reason))
            elif row.file and folders[row.file] > 1:
                reason = f"line {row.line}: {folders[row.file]} pages are called {what!r}; give its folder as well"
                found.append(self._warning("several", reason))
        return found

    def _warning(self, code: str, reason: str) -> Refusal:
        return Refusal(self.source, "pages", f"warning-metadata-{code}", reason)


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
    ignored = dict.fromkeys(key for _, record in records for key in record if key not in FIELDS)
    return Metadata(str(path), tuple(_row(line, record, path) for line, record in records), tuple(ignored))


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
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    known = {(name or "").strip().lower() for name in reader.fieldnames or ()}
    if not known & {"file", "uri"}:
        raise DataError(f"{path}: the header line names neither file nor uri; {_COLUMNS}")
    found: list[tuple[int, Mapping[str, object]]] = []
    try:
        for row in reader:
            if None in row:
                raise DataError(
                    f"{path}, line {reader.line_num}: more cells than the header has; quote what holds commas"
                )
            cells = {key.strip().lower(): value for key, value in row.items() if key.strip() and value is not None}
            found.append((reader.line_num, cells))
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}: {error}; save it as CSV anew") from None
    return found


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
