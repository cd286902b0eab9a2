"""The ledger: what held between two parties on each track, from when, known since when.

Entries carry two times: the interval in which the state began (``start``, read from the news) and the day since which
the record could know it (``known_since``, the date of the first article that told it). Asking for a date asks the
first, ``known`` the second.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from detente.model import Article, Claim, Entry, Event, Interval, State, content_id
from detente.relations.tracks import Rule, Track, load_tracks

HAPPENED = frozenset({"occurred", "ongoing"})
# An event less believed than this moves nothing: its sides are taken from elsewhere in the story, or nobody vouches.
BELIEVED = 0.6


def entries(events: Iterable[Event], claims: Iterable[Claim], articles: Iterable[Article]) -> list[Entry]:
    """Return the ledger's entries in order of parties, track and date.

    Only what is told as having happened, and believed, moves a track: plans, denials and conditions do not. What is
    contested is marked so. Each entry ends where the next one of its line begins.
    """
    known = _known_since(claims, articles)
    moves = [move for event in events for move in _moves(event, known)]
    return _closed(_possible(moves))


def on_date(found: Sequence[Entry], *, on: datetime.date | None, known: datetime.date | None = None) -> list[Entry]:
    """Return the entries that hold on a day (``None``: the last known state), as known on a day."""
    told = [e for e in history(found, known=known) if on is None or _began(e) <= on]
    lines: dict[tuple[object, ...], Entry] = {}
    for entry in told:
        lines[_line(entry)] = entry
    return sorted(lines.values(), key=_order)


def history(found: Sequence[Entry], *, known: datetime.date | None = None) -> list[Entry]:
    """Return the entries as the record stood on a day: later knowledge is left out, and ends are drawn anew."""
    told = [e for e in found if known is None or (e.known_since is not None and e.known_since <= known)]
    return _closed([dataclasses.replace(e, end=None) for e in told])


def _known_since(claims: Iterable[Claim], articles: Iterable[Article]) -> dict[str, datetime.date]:
    """The day by which each claim's article was surely out; left out where no day is sure."""
    days = {a.id: a.published.latest for a in articles}
    return {c.id: day for c in claims if (day := days.get(c.article)) is not None}


Move = tuple[Entry, tuple[str, ...]]
"""An entry, and the values of which its line must have one before it."""


def _moves(event: Event, known: Mapping[str, datetime.date]) -> Iterator[Move]:
    if event.status not in HAPPENED or event.when is None or event.when.earliest is None:
        return
    if event.belief < BELIEVED and not event.contested:
        return
    since = min((known[c] for c in event.claims if c in known), default=None)
    for track in load_tracks():
        rule = next((r for r in track.rules if r.fits(event)), None)
        if rule is not None:
            for parties in _parties(event, rule):
                yield _entry(event, track, rule, parties, since), rule.after


def _possible(moves: Iterable[Move]) -> list[Entry]:
    """Return the entries in order, without those that need a state their line is not in."""
    state: dict[tuple[object, ...], set[str]] = {}
    kept = []
    for entry, after in sorted(moves, key=lambda move: _order(move[0])):
        line = _line(entry)
        if not after or state.get(line, set()) & set(after):
            kept.append(entry)
            state[line] = {s.value for s in entry.state}
    return kept


def _parties(event: Event, rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.parties == "both":
        for a, b in itertools.combinations(sorted({*event.actors, *event.recipients}), 2):
            if not event.recipients or (a in event.actors) != (b in event.actors):
                yield (a, b)
        return
    ways = [(event.actors, event.recipients)]
    if event.symmetric or rule.parties == "each-way":
        ways.append((event.recipients, event.actors))
    for actors, recipients in ways:
        for a, b in itertools.product(actors, recipients):
            yield (b, a) if rule.parties == "recipient-actor" else (a, b)


def _entry(event: Event, track: Track, rule: Rule, parties: tuple[str, str], since: datetime.date | None) -> Entry:
    values = dict(rule.set)
    if track.by_object and event.object:
        values = dict.fromkeys([event.object], *values.values())
    state = tuple(State(key, value) for key, value in sorted(values.items()))
    return Entry(
        id=content_id("entry", track.name, *parties, *state, event.id),
        parties=parties,
        directed=track.directed,
        track=track.name,
        state=state,
        start=event.when,
        end=None,
        known_since=since,
        contested=event.contested,
        confidence=event.belief,
        evidence=event.claims,
        event=event.id,
    )


def _closed(found: Sequence[Entry]) -> list[Entry]:
    """Sort entries and end each where the next of its line begins."""
    lines: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in sorted(found, key=_order):
        lines[_line(entry)].append(entry)
    closed = []
    for line in lines.values():
        for entry, following in itertools.zip_longest(line, line[1:]):
            closed.append(entry if following is None else dataclasses.replace(entry, end=following.start))
    return sorted(closed, key=_order)


def _line(entry: Entry) -> tuple[object, ...]:
    """The line that an entry continues: its parties and track, and for tracks of several lines its key or value."""
    track = next(t for t in load_tracks() if t.name == entry.track)
    own: tuple[str, ...] = ()
    if track.keeps == "latest-of-each":
        own = tuple(s.key if track.by_object else s.value for s in entry.state)
    elif any(s.key == "consulate" for s in entry.state):
        own = ("consulate",)
    return (entry.parties, entry.track, own)


def _began(entry: Entry) -> datetime.date:
    start = entry.start or Interval(None, None)
    return start.earliest or start.latest or datetime.date.min


def _order(entry: Entry) -> tuple[tuple[str, str], str, datetime.date, str]:
    return (entry.parties, entry.track, _began(entry), entry.id)
