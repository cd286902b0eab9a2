"""One actor: who it is, its offices over time, whom it deals with, what it says."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from detente.explain import told
from detente.reading.actors import load_register
from detente.store.browsing import Browsing, Wanted
from detente.store.dyads import dyads_of
from detente.web.brief_quotes import Speaker, speakers
from detente.web.room.overview import DyadRow, dyad_rows
from detente.web.room.parameters import Code, PageNumber
from detente.web.room.rows import EventRow, Pages, Party, event_rows, pages, party
from detente.web.room.strips import Axis, axis

Date = datetime.date

SIZE = 25
DYADS = 15
QUOTED = 40
"""Claims whose words are looked up for the quotes, the newest first."""
SPEAKERS = 6
ROLES = ("head-of-state", "head-of-government", "foreign-minister", "leader")
"""Offices of a state or an organisation that its page lists."""
HOLDERS = 24


@dataclass(frozen=True, slots=True)
class Office:
    """Who held what office, from when to when; ``holder`` is a person's id."""

    title: str
    holder: Party
    of: Party | None
    start: Date | None
    end: Date | None
    now: bool


@dataclass(frozen=True, slots=True)
class Company:
    """Another party, and in how many events the two are told of together."""

    party: Party
    n: int


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor. ``company`` are the parties of a person's events; a state or group has relations instead."""

    party: Party
    kind: Literal["person", "state", "territory", "organisation", "group", "body"]
    names: tuple[str, ...]
    country: Party | None
    sector: str | None
    members: tuple[Party, ...]
    offices: tuple[Office, ...]
    dyads: tuple[DyadRow, ...]
    axis: Axis | None
    company: tuple[Company, ...]
    speakers: tuple[Speaker, ...]
    events: tuple[EventRow, ...]
    pages: Pages


def actor(reader: Browsing, code: Code, *, page: PageNumber = 1) -> Actor:
    """One actor: offices over time, relations or company, quotes, and the events that it takes part in."""
    from detente.api import party as code_of

    register = load_register()
    is_person = register.is_person(code.lower())
    own = code.lower() if is_person else code_of(code)
    horizon = reader.newest()
    ids, rows = reader.event_ids(Wanted(party=own), limit=SIZE, skip=(page - 1) * SIZE)
    along = axis(reader, horizon) if horizon and not is_person else None
    dyads = dyads_of(reader, own, horizon, days=90, limit=DYADS) if horizon and along else []
    entity = None if is_person else register.named(own)
    person = register.person(own) if is_person else None
    return Actor(
        party=party(own),
        kind="person" if entity is None else entity.kind,
        names=_names(entity.names if entity else person.aka if person else (), party(own).name),
        country=party(entity.country) if entity and entity.country and entity.country != entity.code else None,
        sector=entity.sector if entity else None,
        members=tuple(party(m) for m in entity.members) if entity else (),
        offices=_offices(own, is_person=is_person, state=bool(entity and entity.code), day=horizon),
        dyads=dyad_rows(reader, dyads, along) if along else (),
        axis=along,
        company=_company(reader, own) if is_person else (),
        speakers=_speakers(reader, own, is_person=is_person, state=bool(entity and entity.code)),
        events=event_rows(reader.listed(ids)),
        pages=pages(page, rows, SIZE),
    )


def _names(names: Iterable[str], shown: str) -> tuple[str, ...]:
    return tuple(n for n in dict.fromkeys(names) if n != shown)[:12]


def _offices(code: str, *, is_person: bool, state: bool, day: Date | None) -> tuple[Office, ...]:
    register = load_register()
    if is_person:
        found = list(reversed(register.tenures_of(code)))
    else:
        country, organisation = (code, None) if state else (None, code)
        held = (t for r in ROLES for t in register.holders(country=country, organisation=organisation, role=r))
        found = [t for t in held if state is (t.organisation is None)][:HOLDERS]
    return tuple(
        Office(
            title=t.title,
            holder=Party(t.person, register.person(t.person).name),
            of=party(t.organisation or t.country or "") if t.organisation or t.country else None,
            start=t.start,
            end=t.end,
            now=t.end is None or bool(day and t.holds(day, day)),
        )
        for t in found
    )


def _company(reader: Browsing, own: str) -> tuple[Company, ...]:
    sql = """
        SELECT party, count(*) AS n FROM (
            SELECT DISTINCT e.id, unnest(list_concat(e.actors, e.recipients)) AS party FROM events e
            WHERE e.id IN (SELECT event FROM event_parties WHERE party = upper(?)))
        WHERE lower(party) <> ? GROUP BY party ORDER BY n DESC, party LIMIT ?"""
    return tuple(Company(party(row["party"]), row["n"]) for row in reader.rows(sql, [own, own, DYADS]))


def _speakers(reader: Browsing, own: str, *, is_person: bool, state: bool) -> tuple[Speaker, ...]:
    """The words of a person or organisation; of a state those of all who speak for it."""
    column = "country" if state and not is_person else "id"
    kinds = "AND v.kind IN ('official', 'person', 'state')" if state else ""
    sql = f"""
        SELECT v.claim FROM (SELECT DISTINCT claim FROM memory.voices v WHERE v.{column} = ? {kinds}) v
        JOIN claims c ON c.id = v.claim JOIN articles a ON a.id = c.article
        ORDER BY a.published.earliest DESC NULLS LAST, v.claim LIMIT ?"""
    ids = [row["claim"] for row in reader.rows(sql, [own, QUOTED])]
    claims = [t for t in told(reader, ids) if t.claim.voices and getattr(t.claim.voices[0], column) == own]
    return speakers(claims)[:SPEAKERS]
