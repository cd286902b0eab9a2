"""The ledger: what held between two parties on each track, from when, known since when.

Entries carry two times: the interval in which the state began (``start``, read from the news) and the day since which
the record could know it (``known_since``, the date of the first article that told it). Asking for a date asks the
first, ``known`` the second.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from detente.model import Actor, Article, Claim, Entry, Event, Interval, Place, State, content_id
from detente.reading.actors import load_register
from detente.relations.replay import Move, began, holding, line, order, replay
from detente.relations.tracks import Rule, Track, all_signs, load_tracks

HAPPENED = frozenset({"occurred", "ongoing"})
FORMAL = "formal"
"""The score that claims of formally told acts bear (``claims.formal``)."""
BROKEN = frozenset({"recalled", "expelled", "vacant", "severed", "downgraded", "closed"})
UNDONE = {"planned": "planned", "negated": "told as not done", "hypothetical": "supposed only"}
# An event less believed than this moves nothing: its sides are taken from elsewhere in the story, or nobody vouches.
BELIEVED = 0.6


def entries(events: Iterable[Event], claims: Iterable[Claim], articles: Iterable[Article]) -> list[Entry]:
    """Return the ledger's entries in order of parties, track and date.

    Only what is told as having happened, and believed, moves a track: plans, denials and conditions do not. What is
    contested is marked so. Each entry ends where the next one of its line begins. What contradicts the record, or is
    superseded, is kept with a note that says so, and moves nothing.
    """
    said = list(claims)
    known = _known_since(said, articles)
    return drawn(((event, known) for event in events), {c.id: c for c in said})


def drawn(told: Iterable[tuple[Event, Mapping[str, datetime.date]]], claims: Mapping[str, Claim]) -> list[Entry]:
    """Return the ledger's entries as ``entries`` does, from events that come one after the other.

    With each comes the day by which the article of each of its claims was surely out, where one is sure. Of the claims
    those are needed that ``is_read`` names.
    """
    negated: list[Event] = []

    def moved() -> Iterator[Move]:
        for event, known in told:
            if event.status == "negated" and not event.contested:
                negated.append(event)
            for telling in _tellings(event, claims):
                yield from moves(telling, known, _signs(telling, claims))

    return _upheld(replay(moved()), negated)


def is_read(claim: Claim) -> bool:
    """Whether the ledger reads a claim itself, not its event alone: it tells an act formally, or shows a sign."""
    return any(score.name == FORMAL or score.name in all_signs() for score in claim.scores)


def on_date(found: Sequence[Entry], *, on: datetime.date | None, known: datetime.date | None = None) -> list[Entry]:
    """Return the entries that hold on a day (``None``: the last known state), as known on a day."""
    told = [e for e in history(found, known=known) if on is None or began(e) <= on]
    lines = {line(entry): entry for entry in told}
    return sorted(lines.values(), key=order)


def history(found: Sequence[Entry], *, known: datetime.date | None = None) -> list[Entry]:
    """Return the entries as the record stood on a day: later knowledge is left out, and ends are drawn anew."""
    return holding(_as_known(found, known))


def aside(found: Sequence[Entry], *, known: datetime.date | None = None) -> list[Entry]:
    """Return what was set aside, as the record stood on a day: conflicts, and what a finer report superseded."""
    return [e for e in _as_known(found, known) if e.note is not None]


def unmoved(events: Iterable[Event]) -> list[tuple[Event, str]]:
    """Return the events that would move a track and do not, with the reason: denied, hearsay, planned, not done."""
    found = []
    for event in events:
        if any(rule.fits(event) for track in load_tracks() for rule in track.rules):
            reason = _reason(event)
            if reason is not None:
                found.append((event, reason))
    return found


def _reason(event: Event) -> str | None:
    if event.status not in HAPPENED:
        return UNDONE[event.status]
    if event.contested:
        return "counted, though denied"
    if event.belief < BELIEVED:
        alleged = {a.stance for a in event.accounts} == {"alleges"}
        return "alleged only" if alleged else "on too little word"
    return None if event.when is not None and event.when.earliest is not None else "of no known day"


def _as_known(found: Sequence[Entry], known: datetime.date | None) -> list[Entry]:
    told = (e for e in found if known is None or (e.known_since is not None and e.known_since <= known))
    return replay((e, None) for e in told)


def _upheld(found: list[Entry], negated: Sequence[Event]) -> list[Entry]:
    """Add what says that a break goes on ("not restored since") to the evidence of the state that it upholds."""
    breaks: dict[tuple[str, tuple[str, str]], list[Entry]] = defaultdict(list)
    for entry in found:
        if entry.note is None and any(s.value in BROKEN for s in entry.state):
            breaks[entry.track, entry.parties].append(entry)
    upheld: dict[str, tuple[str, ...]] = {}
    for event in negated:
        for track in (t for t in load_tracks() if t.merges):
            pairs = {p for rule in track.rules if rule.fits(event) for p in _parties(event, rule)}
            near = (e for pair in sorted(pairs) for e in breaks.get((track.name, pair), ()))
            held = {line(e): e for e in near if _in_time(e, event)}
            for entry in held.values():
                upheld[entry.id] = (*upheld.get(entry.id, entry.evidence), *event.claims)
    return [dataclasses.replace(e, evidence=tuple(dict.fromkeys(upheld.get(e.id, e.evidence)))) for e in found]


def _in_time(entry: Entry, event: Event) -> bool:
    """Whether an entry held on the last day that an event may be of."""
    day = (event.when.latest or event.when.earliest) if event.when is not None else None
    ended = entry.end.earliest if entry.end is not None else None
    return day is not None and began(entry) <= day and (ended is None or day < ended)


def _known_since(claims: Iterable[Claim], articles: Iterable[Article]) -> dict[str, datetime.date]:
    """The day by which each claim's article was surely out; left out where no day is sure."""
    days = {a.id: a.published.latest for a in articles}
    return {c.id: day for c in claims if (day := days.get(c.article)) is not None}


def _tellings(event: Event, claims: Mapping[str, Claim]) -> Iterator[Event]:
    """Yield an event as the ledger takes it: once for each act that its claims tell formally, else as a whole.

    Relations begun, a legation opened and its minister received may be one happening; each moves the record by itself.
    """
    formal: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in (claims[i] for i in event.claims if i in claims):
        if any(score.name == FORMAL for score in claim.scores) and claim.status in HAPPENED:
            formal[_act(claim)].append(claim)
    if not formal:
        yield event
        return
    for told in formal.values():
        best = min((c for c in told), key=lambda c: (_width(c.when), c.id))
        yield dataclasses.replace(
            event,
            type=best.type,
            mode=best.mode,
            object=best.object,
            symmetric=best.symmetric,
            actors=_parties_of(best.actors),
            recipients=_parties_of(best.recipients),
            when=best.when,
            where=best.where,
            claims=tuple(sorted(c.id for c in told)),
        )


def _signs(event: Event, claims: Mapping[str, Claim]) -> frozenset[str]:
    """The sign that most of an event's claims show, of equals the first by name; at most one."""
    shown = Counter(s.name for i in event.claims if i in claims for s in claims[i].scores if s.name in all_signs())
    return frozenset(sorted(shown, key=lambda name: (-shown[name], name))[:1])


def _act(claim: Claim) -> tuple[object, ...]:
    sides = (_parties_of(claim.actors), _parties_of(claim.recipients))
    return claim.type, claim.mode, claim.object, *sides


def _parties_of(actors: Iterable[Actor]) -> tuple[str, ...]:
    return tuple(sorted({a.party for a in actors}))


def _width(when: Interval | None) -> int:
    return (when.latest - when.earliest).days if when and when.earliest and when.latest else 10**6


def moves(event: Event, known: Mapping[str, datetime.date], signs: frozenset[str] = frozenset()) -> Iterator[Move]:
    """Yield what an event sets on each track: all that its rules say, each state once; ``signs`` its claims show."""
    if event.status not in HAPPENED or event.when is None or event.when.earliest is None:
        return
    if event.belief < BELIEVED and not event.contested:
        return
    since = min((known[c] for c in event.claims if c in known), default=None)
    for track in load_tracks():
        rules = (rule for rule in track.rules if rule.fits(event) and rule.shows(signs))
        taken: set[object] = set()
        for rule in rules if track.merges else itertools.islice(rules, 1):
            sort = (*sorted(rule.set.items()), rule.after, rule.unless)
            if sort not in taken:
                taken.add(sort)
                for parties in _parties(event, rule):
                    if not rule.capital or _in_capital(event.where, parties[1]):
                        yield _entry(event, track, rule, parties, since), rule


def _in_capital(where: Place | None, party: str) -> bool:
    """Whether a place is a state's capital, or nothing says that it is not."""
    if where is None or not load_register().has_entity(party.lower()):
        return True
    capitals = load_register().entity(party.lower()).capitals
    return not capitals or where.name in capitals


def _parties(event: Event, rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.parties == "both":
        for a, b in itertools.combinations(sorted({*event.actors, *event.recipients}), 2):
            if not event.recipients or (a in event.actors) != (b in event.actors):
                yield (a, b)
        return
    if rule.parties == "recipients":
        yield from itertools.combinations(sorted(set(event.recipients) - set(event.actors)), 2)
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
    if rule.seat and event.where is not None:
        values["seat"] = event.where.name
    if rule.third is not None and event.actors:
        values[rule.third] = ", ".join(event.actors)
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
