"""The state machines at work: moves of a line in their order become its states, each with an end.

A move that the line's state forbids is kept and says so in its note: it is a conflict for people to look at, and moves
nothing. One that a finer dated one makes needless is kept as superseded.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator

from detente.model import Entry, Interval, State
from detente.relations.tracks import SEAT, THIRD, Rule, Track, track_of

CONFLICT = "conflict: "
SUPERSEDED = "superseded: "


Move = tuple[Entry, Rule | None]
"""What an event sets on a line, and the rule that says so; ``None`` of an entry that is replayed: its state tells."""


def replay(moves: Iterable[Move]) -> list[Entry]:
    """Return the entries that moves make, in order of parties, track and date, those set aside with a note.

    Of a move the state is what it sets; of an entry it is all that holds. Entries may be replayed as moves.
    """
    lines: dict[tuple[object, ...], list[Move]] = defaultdict(list)
    for entry, rule in sorted(moves, key=lambda move: order(move[0])):
        lines[line(entry)].append((dataclasses.replace(entry, end=None, note=None), rule))
    return sorted((e for found in lines.values() for e in _line(found)), key=order)


def holding(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that were not set aside."""
    return [e for e in entries if e.note is None]


def line(entry: Entry) -> tuple[object, ...]:
    """Return the line that an entry continues: parties and track, and for tracks of several lines its key or value."""
    track = track_of(entry.track)
    own: tuple[str, ...] = ()
    if track.keeps == "latest-of-each":
        own = tuple(s.key if track.by_object else s.value for s in entry.state if s.key != THIRD)
    elif any(s.key == "consulate" for s in entry.state):
        own = ("consulate", *(s.value for s in entry.state if s.key == SEAT))
    return (entry.parties, entry.track, own)


def began(entry: Entry) -> datetime.date:
    """Return the first day on which an entry may have begun; the first of all days where nothing tells."""
    start = entry.start or Interval(None, None)
    return start.earliest or start.latest or datetime.date.min


def order(entry: Entry) -> tuple[tuple[str, str], str, datetime.date, int, int, str]:
    """Return what entries are sorted by: parties, track, first day, the vaguer first, rank, id."""
    ranks = track_of(entry.track).ranks
    rank = max((ranks.index(s.value) for s in entry.state if s.value in ranks), default=-1)
    return (entry.parties, entry.track, began(entry), -_days(entry.start), rank, entry.id)


def _line(moves: list[Move]) -> Iterator[Entry]:
    """Yield one line's entries: its states, and what was set aside."""
    if not track_of(moves[0][0].track).merges:
        yield from _ended([entry for entry, _ in moves])
        return
    chain: list[Entry] = []
    lost: dict[str, str] = {}
    for move, by in moves:
        state = _values(chain[-1]) if chain else {}
        rule = (
            by if by is not None and by.applies(state, began(move).year) else _rule(move, state) if by is None else None
        )
        if rule is None or (rule.seat and _elsewhere(move, state)):
            continue
        if set(state.values()) & set(rule.unless):
            if chain and state == _values(move) and not _apart(move, chain[-1]):
                chain[-1] = _confirmed(chain[-1], move)
            elif rule.conflict:
                yield dataclasses.replace(move, note=CONFLICT + rule.conflict)
            continue
        after = _after(move, rule, state, lost)
        if after.get("level") == "none" and state.get("level", "none") != "none":
            lost = state
        if chain and _refines(move, chain[-1], after):
            yield dataclasses.replace(chain.pop(), note=SUPERSEDED + "a report gives the day")
        elif chain and after != state and _same_day(move, chain[-1]) and after.get("level") != "none":
            yield dataclasses.replace(chain.pop(), note=SUPERSEDED + "more is told of the same day")
        elif chain and after == state and not (rule.anew and _apart(move, chain[-1])):
            chain[-1] = _confirmed(chain[-1], move)
            continue
        chain.append(dataclasses.replace(move, state=tuple(State(k, v) for k, v in sorted(after.items()))))
    yield from _ended(chain)


def _after(move: Entry, rule: Rule, state: dict[str, str], lost: dict[str, str]) -> dict[str, str]:
    """The state after a move; where a line is of one object, the move tells all of it."""
    if track_of(move.track).by_object:
        return _values(move)
    told = {s.key: s.value for s in move.state if s.key == THIRD or (rule.seat and s.key == SEAT)}
    return rule.moved(state, lost) | told


def _elsewhere(move: Entry, state: dict[str, str]) -> bool:
    """Whether a move that ends something is told of another city than the state is."""
    ends = any(s.value == "none" for s in move.state)
    seat = _values(move).get(SEAT)
    return ends and seat is not None and state.get(SEAT) not in (None, seat)


def _rule(move: Entry, state: dict[str, str]) -> Rule | None:
    """The rule that a state is by: of those that hold here the one that sets most of it, of equals a free one."""
    values, year = _values(move), began(move).year
    track = track_of(move.track)
    fitting = [r for r in track.rules if _sets(r, track, values) and r.applies(state, year)]
    return max(fitting, key=lambda r: (len(r.set), not set(state.values()) & set(r.unless)), default=None)


def _sets(rule: Rule, track: Track, values: dict[str, str]) -> bool:
    if track.by_object:
        return set(rule.set.values()) <= set(values.values())
    return rule.set.items() <= values.items()


def _values(entry: Entry) -> dict[str, str]:
    return {s.key: s.value for s in entry.state}


def _refines(move: Entry, last: Entry, after: dict[str, str]) -> bool:
    """Whether a move tells the day of what the last entry tells the month or year of."""
    old, new = last.start, move.start
    if old is None or new is None or not old.earliest or not old.latest or not new.earliest or not new.latest:
        return False
    inside = old.earliest <= new.earliest and new.latest <= old.latest and _days(new) < _days(old)
    return inside and all(after.get(s.key) == s.value for s in last.state if s.key != "head")


def _apart(move: Entry, last: Entry) -> bool:
    """Whether two moves were surely made on different days."""
    ended = last.start.latest if last.start is not None else None
    return ended is not None and began(move) > ended


def _same_day(move: Entry, last: Entry) -> bool:
    return _days(move.start) == 0 and _days(last.start) == 0 and began(move) == began(last)


def _confirmed(entry: Entry, by: Entry) -> Entry:
    """Return an entry with what tells the same again as further evidence."""
    known = [d for d in (entry.known_since, by.known_since) if d is not None]
    return dataclasses.replace(
        entry,
        evidence=tuple(dict.fromkeys((*entry.evidence, *by.evidence))),
        confidence=max(entry.confidence, by.confidence),
        contested=entry.contested and by.contested,
        known_since=min(known, default=None),
    )


def _ended(chain: list[Entry]) -> Iterator[Entry]:
    for entry, following in itertools.zip_longest(chain, chain[1:]):
        yield entry if following is None else dataclasses.replace(entry, end=following.start)


def _days(when: Interval | None) -> int:
    if when is None or when.earliest is None or when.latest is None:
        return 10**6
    return (when.latest - when.earliest).days
