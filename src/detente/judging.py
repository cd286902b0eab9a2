"""Judgements made, shared and exported: what a person says of the record, kept beside it, applied as it is derived.

A judgement is about claims, whose ids stay as they are; said of an event it is kept for the claims that the event has
then, so that it holds however the event grows. Nothing is overwritten: of two judgements that contradict each other
the later is in force, and to take one back is a judgement too.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, get_args

import msgspec

from detente.errors import UsageError
from detente.events import likeness
from detente.events.corrections import check_field
from detente.events.facts import facts_of
from detente.events.judging import by_time, settle, words
from detente.model import Article, Claim, Judgement, Refusal, Verdict, content_id
from detente.store import FORMATS, Queries, Record

BACK = None
"""The value that takes a field back to what the page says."""

_ID = re.compile(r"[0-9a-f]{16}")
_COLUMNS = ("id", "verdict", "target", "other", "field", "value", "by", "at", "reason", "label", "texts", "features")


@dataclass(frozen=True, slots=True)
class Saying:
    """What a person says: a verdict, what else it names (another record; a field and its value), who, and why."""

    verdict: Verdict
    by: str
    other: str | None = None
    field: str | None = None
    value: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Judgements that were made, and the earlier ones that are no longer in force because of them."""

    judgements: tuple[Judgement, ...]
    replaced: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of another's judgements: how many are new, known, or name what isn't here, and what is refused."""

    new: int
    known: int
    elsewhere: int
    refused: tuple[Refusal, ...]


def make(queries: Queries, id: str, saying: Saying, *, now: datetime.datetime | None = None) -> Made:
    """Return the judgements that a saying about a record makes; ``id`` and ``saying.other`` may be cut short.

    Nothing is written. Raises UsageError for an id that nothing or several things bear, for a record that can't be
    judged, for what a verdict lacks or doesn't take, and for a field that can't have the value.
    """
    before = queries.record.judgements()
    saying = _checked(saying)
    at = _later(before, now or datetime.datetime.now(datetime.UTC))
    made = tuple(_judgement(target, other, saying, at) for target, other in _targets(queries, before, id, saying))
    standing = settle(before).overruled
    now_out = settle((*before, *made)).overruled
    replaced = [j for j in by_time(before) if j.id in now_out and j.id not in standing]
    return Made(made, tuple(replaced))


def _checked(saying: Saying) -> Saying:
    """The saying with its words on one line. Raises UsageError for what a verdict lacks or doesn't take."""
    if saying.verdict not in get_args(Verdict):
        raise UsageError(f"no verdict {saying.verdict!r}; give one of {', '.join(get_args(Verdict))}")
    if saying.verdict in ("same", "different") and not saying.other:
        raise UsageError(f"{saying.verdict} needs a second id: detente judge ID {saying.verdict} ID")
    if saying.verdict not in ("same", "different") and saying.other:
        raise UsageError(f"{saying.verdict} is about one record; leave out {saying.other!r}")
    if (saying.verdict == "set") != bool(saying.field):
        raise UsageError(
            "set needs a field, and a value unless it is to be as on the page: detente judge ID set FIELD VALUE"
        )
    by, reason = (" ".join((text or "").split()) for text in (saying.by, saying.reason))
    if not by:
        raise UsageError("say who judges: --by NAME")
    return replace(saying, by=by, reason=reason or None)


def _targets(queries: Queries, before: Iterable[Judgement], id: str, saying: Saying) -> list[tuple[str, str | None]]:
    """The claims, pairs of them, or for ``undo`` the judgement, that a saying is about."""
    if saying.verdict == "undo":
        return [(_judgement_id(before, id), None)]
    claims = _claims(queries, id)
    if saying.other:
        return [*_pairs(saying, claims, _claims(queries, saying.other))]
    if saying.field:
        for claim in claims:
            if saying.value is not BACK:
                check_field(claim, saying.field, saying.value)
    return [(claim.id, None) for claim in claims]


def _pairs(saying: Saying, one: Sequence[Claim], other: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Two events are told apart or brought together by their surest claims; a claim is told from each of an event."""
    ids = {c.id for c in one} & {c.id for c in other}
    if ids and saying.verdict == "same":
        raise UsageError("the two are one already; name two claims or events that are not")
    if ids and min(len(one), len(other)) > 1:
        raise UsageError("the two share claims; name a claim that doesn't belong and the event that it is in")
    if ids:
        (lone,) = ids
        rest = sorted({c.id for c in (*one, *other)} - ids)
        if not rest:
            raise UsageError("it is the event's only claim: there is nothing to tell it from")
        yield from ((lone, id) for id in rest)
    else:
        yield _surest(one).id, _surest(other).id


def _surest(claims: Sequence[Claim]) -> Claim:
    return min(claims, key=lambda c: (-c.confidence, c.id))


def _claims(queries: Queries, id: str) -> list[Claim]:
    table, whole = queries.find(id)
    if table == "claims":
        return queries.claims([whole])
    if table == "events":
        return queries.claims(queries.events([whole])[0].claims)
    kind = {"entries": "an entry of the ledger", "articles": "an article", "pages": "a page"}[table]
    raise UsageError(f"{whole} is {kind}; judge a claim or an event, whose ids explain and timeline print")


def _judgement_id(before: Iterable[Judgement], id: str) -> str:
    found = sorted({j.id for j in before if id and j.id.startswith(id)})
    if len(found) != 1:
        several = f"begins more than one judgement's id: {', '.join(found)}" if found else "is no judgement's id"
        raise UsageError(f"{id!r} {several}; `detente judge list` shows them")
    return found[0]


def _later(before: Iterable[Judgement], now: datetime.datetime) -> str:
    """The time of a new judgement: later than those that are there, so that it holds against them."""
    at = now.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    last = max((j.at for j in before), default="")
    if at > last:
        return at
    after = datetime.datetime.fromisoformat(last) + datetime.timedelta(microseconds=1)
    return after.isoformat(timespec="microseconds")


def _judgement(target: str, other: str | None, saying: Saying, at: str) -> Judgement:
    parts = (target, saying.verdict, other, saying.field, saying.value, saying.by, at, saying.reason)
    return Judgement(content_id("judgement", *parts), *parts)


def load(path: Path) -> tuple[list[Judgement], list[Refusal]]:
    """Return the judgements of a JSON Lines file, of ours or as ``export judgements`` writes them, and lines refused.

    A line without an id is given one. Raises UsageError if the file can't be read.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror}); give a file of judgements") from None
    found, refused = [], []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(_parsed(line))
            except (msgspec.MsgspecError, UsageError, ValueError) as error:
                reason = f"{error}; mend the line, or leave it out"
                refused.append(Refusal(f"{path}, line {number}", "judgements", "unusable-judgement", reason))
    return found, refused


class Told(msgspec.Struct, frozen=True):
    """What is judged, as a file or a form gives it: a claim, or two; ``set`` names a field and its value."""

    target: str
    verdict: Verdict
    by: str
    other: str | None = None
    field: str | None = None
    value: str | None = None
    reason: str | None = None

    def saying(self) -> Saying:
        """Return what is said of the target."""
        return Saying(self.verdict, self.by, self.other, self.field, self.value, self.reason)


class _Line(Told, frozen=True, kw_only=True):
    """A judgement in a file; more fields than these may stand beside them."""

    at: str
    id: str | None = None


def _parsed(line: bytes) -> Judgement:
    told = msgspec.json.decode(line, type=_Line)
    given = told.saying()
    saying = _checked(given)
    if saying != given:
        raise UsageError("its words hold line breaks or runs of blanks")
    if not all(_ID.fullmatch(id) for id in (told.target, told.other or told.target)):
        raise UsageError("target and other are ids of 16 hexadecimal digits")
    if datetime.datetime.fromisoformat(told.at).utcoffset() != datetime.timedelta(0):
        raise UsageError(f"the time {told.at!r} is not in UTC, written 2026-05-31T12:00:00+00:00")
    made = _judgement(told.target, told.other, saying, told.at)
    if told.id not in (None, made.id):
        raise UsageError(f"the id {told.id} is not that of what the line says: it was altered")
    return made


def merge(record: Record, path: Path) -> Merged:
    """Append the judgements of another's file that are not here yet; UsageError if the file can't be read."""
    found, refused = load(path)
    known = {j.id for j in record.judgements()}
    fresh = [j for j in by_time(found) if j.id not in known]
    for judgement in fresh:
        record.judge(judgement)
    here = {c.id for c in record.read("claims")} | known | {j.id for j in fresh}
    elsewhere = sum(1 for j in fresh if not {j.target, j.other or j.target} <= here)
    return Merged(len(fresh), len({j.id for j in found}) - len(fresh), elsewhere, tuple(refused))


def labelled(queries: Queries) -> Iterator[dict[str, Any]]:
    """Yield the judgements in force as labelled examples, by time.

    ``label`` is true for *same* and *right*, false for *different* and *wrong*; ``texts`` are the words of the claims'
    evidence, and ``features`` those by which merging compares a pair, ``None`` where it excludes the pair or the claims
    are not in the store.
    """
    judgements = queries.record.judgements()
    out = settle(judgements).overruled
    ids = {id for j in judgements for id in (j.target, j.other) if id}
    claims = {c.id: c for c in queries.claims(ids)}
    articles = {a.id: a for a in queries.articles({c.article for c in claims.values()})}
    said = {id: _said(queries, claim) for id, claim in claims.items()}
    for judgement in by_time(judgements):
        if judgement.id not in out and judgement.verdict != "undo":
            named = [id for id in (judgement.target, judgement.other) if id in claims]
            yield msgspec.to_builtins(judgement) | {
                "label": {"same": True, "right": True, "different": False, "wrong": False}.get(judgement.verdict),
                "texts": [said[id] for id in named],
                "features": _features([claims[id] for id in named], articles, said) if judgement.other else None,
            }


def _said(queries: Queries, claim: Claim) -> str:
    text = queries.text(claim.page)
    return " ".join(" ".join(text[span.start : span.end].split()) for span in claim.evidence)


def _features(pair: Sequence[Claim], articles: dict[str, Article], said: dict[str, str]) -> dict[str, float] | None:
    if len(pair) < 2:
        return None
    facts = sorted((facts_of(c, articles.get(c.article), said[c.id]) for c in pair), key=lambda f: f.order)
    found = likeness.features(*facts)
    return None if found is None else {n: round(v, 6) for n, v in zip(likeness.FEATURES, found, strict=True) if v}


def export_labelled(queries: Queries, out: BinaryIO, *, to: str) -> int:
    """Write the judgements in force as labelled examples (JSON Lines or CSV) and return how many there are."""
    if to not in ("jsonl", "csv"):
        other = f"; judgements are written as jsonl or csv, not {to}" if to in FORMATS else ""
        raise UsageError(f"no format {to!r} for judgements{other}")
    count = 0
    if to == "csv":
        out.write(_csv_line(_COLUMNS))
    for row in labelled(queries):
        cells = [
            msgspec.json.encode(v).decode() if isinstance(v, list | dict) else v for v in (row[c] for c in _COLUMNS)
        ]
        out.write(msgspec.json.encode(row) + b"\n" if to == "jsonl" else _csv_line(cells))
        count += 1
    return count


def _csv_line(cells: Sequence[Any]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue().encode("utf-8")


__all__ = ["Made", "Merged", "Saying", "Told", "export_labelled", "labelled", "load", "make", "merge", "words"]
