"""What a store holds of two parties, gathered into a brief."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from detente import __version__
from detente.errors import DamagedStoreError, UsageError
from detente.explain import Told, told
from detente.lines import lines, teller, word_of
from detente.model import Article, Entry, Event, Refusal, Run
from detente.phrases import name_of
from detente.web.brief_chart import draw
from detente.web.brief_quotes import speakers
from detente.web.brief_record import Brief, Cell, Evidence, Row, Side, Story
from detente.web.brief_text import paragraphs
from detente.web.brief_words import exact, spoken, spoken_day, state_words

if TYPE_CHECKING:
    from detente.api import Store
    from detente.lines import Line

Date = datetime.date


def gather(store: Store, a: str, b: str) -> Brief:
    """Return what the store holds of two parties.

    Raises UsageError where A and B are one, UnknownActorError for a name that the register does not know.
    """
    sides = _sides(a, b)
    found = lines(store.queries, store.timeline(*(s.code for s in sides)))
    claims = {one.claim.id: one for one in told(store.queries, sorted({c for t in found for c in t.event.claims}))}
    rows = _rows(store, sides, found, claims)
    refers: dict[str, tuple[int, ...]] = {}
    for row in rows:
        for claim in row.event.claims:
            refers[claim] = (*refers.get(claim, ()), row.number)
    codes = tuple(s.code for s in sides)
    stories = _stories(store, list(claims.values()))
    horizon = store.horizon()
    return Brief(
        sides=sides,
        period=_period(r.event for r in rows),
        horizon=spoken_day(horizon) if horizon else None,
        version=__version__,
        rows=rows,
        ledger=_cells(store, rows, store.relation(*codes), ended=False),
        history=_cells(store, rows, store.history(*codes), ended=True),
        wide=draw(found, horizon, width=1120),
        middle=draw(found, horizon, width=840),
        narrow=draw(found, horizon, width=366),
        speakers=speakers(list(claims.values())),
        stories=stories,
        refusals=_refusals(store),
        refers=refers,
        outlets=len({s for r in rows for s in r.sources}),
        claims=len(claims),
        pages=store.queries.count("pages"),
    )


def _sides(a: str, b: str) -> tuple[Side, Side]:
    from detente.api import party

    one, other = party(a), party(b)
    if one == other:
        raise UsageError(f"{a} and {b} are both {name_of(one)}; a brief needs two parties")
    return (Side(one, name_of(one)), Side(other, name_of(other)))


def _rows(store: Store, sides: tuple[Side, Side], found: Sequence[Line], claims: Mapping[str, Told]) -> tuple[Row, ...]:
    numbers = {t.event.id: n for n, t in enumerate(found, 1)}
    plans = {p.event.id: p for p in store.plans(*(s.code for s in sides))}
    rows = []
    for number, line in enumerate(found, 1):
        event = line.event
        plan = plans.get(event.id)
        settled = plan.settled_by if plan else None
        rows.append(
            Row(
                number=number,
                event=event,
                date=spoken(event.when),
                exact=exact(event.when),
                says=line.says,
                code=" ".join(x for x in (event.type, event.mode or event.object) if x),
                word_of=line.word_of,
                sources=line.sources,
                evidence=tuple(_evidence(store, claims[c]) for c in event.claims),
                plan=numbers.get(event.plan) if event.plan else None,
                settled_by=numbers.get(settled.id) if settled else None,
                outcome=plan.outcome if plan else None,
            )
        )
    return tuple(rows)


def _evidence(store: Store, one: Told) -> Evidence:
    voice = teller(one.claim)
    stance = voice.stance if voice else "asserts"
    who = next(iter(word_of(store.queries, [one.claim])), None)
    return Evidence(
        claim=one.claim.id,
        words=" ".join(one.words(one.shown).split()),
        who=who.removesuffix(f" ({stance})") if who else None,
        stance=stance,
        status=one.claim.status,
        source=_source(one.article, one.file),
        published=spoken(one.article.published),
        article=one.article.id,
    )


def _source(article: Article, file: str) -> str:
    return article.outlet or file


def _cells(store: Store, rows: Sequence[Row], entries: Iterable[Entry], *, ended: bool) -> tuple[Cell, ...]:
    from detente.relations import load_tracks

    labels = {t.name: t.label for t in load_tracks()}
    by_event = {r.event.id: r for r in rows}
    found = [(e, by_event.get(e.event or "")) for e in entries]
    order = {t: n for n, t in enumerate(_TRACKS)}
    found.sort(key=lambda f: order.get(f[0].track, len(order)))
    return tuple(_cell(e, row, labels.get(e.track, e.track), ended=ended) for e, row in found)


_TRACKS = ("ties", "recognition", "representation", "agreements", "talks", "contact", "measures", "force")
"""The ledger's tracks in the order that a desk asks for them; others follow."""


def _cell(entry: Entry, row: Row | None, track: str, *, ended: bool) -> Cell:
    a, b = entry.parties
    return Cell(
        parties=(Side(a, name_of(a)), Side(b, name_of(b))),
        directed=entry.directed,
        track=track,
        state=state_words(entry),
        since=spoken(entry.start),
        until=(spoken(entry.end) if entry.end else "still holds") if ended else None,
        exact=exact(entry.start),
        known_since=spoken_day(entry.known_since) if entry.known_since else "an unknown day",
        contested=entry.contested,
        row=row.number if row else None,
        says=row.says if row else None,
        word_of=row.word_of if row else (),
        sources=row.sources if row else (),
    )


def _stories(store: Store, claims: Sequence[Told]) -> tuple[Story, ...]:
    by_article: dict[str, list[Told]] = defaultdict(list)
    for one in claims:
        by_article[one.article.id].append(one)
    originals = {
        a.id: a.outlet or a.headline
        for a in store.queries.articles([c[0].article.copy_of for c in by_article.values() if c[0].article.copy_of])
    }
    ordered = sorted(by_article.values(), key=lambda c: (_published(c[0].article), c[0].file, c[0].article.position))
    return tuple(_story(one, originals) for one in ordered)


def _story(claims: Sequence[Told], originals: Mapping[str, str | None]) -> Story:
    article, text = claims[0].article, claims[0].text
    ordered = sorted(claims, key=lambda c: (min(s.start for s in c.claim.evidence), c.claim.predicate.start))
    return Story(
        article=article,
        source=_source(article, claims[0].file),
        published=spoken(article.published),
        exact=exact(article.published),
        paragraphs=paragraphs(article, text, ordered),
        claims=len(claims),
        original=originals.get(article.copy_of) or "another story" if article.copy_of else None,
    )


def _published(article: Article) -> Date:
    return article.published.earliest or article.published.latest or Date.max


def _period(events: Iterable[Event]) -> str:
    days = [d.year for e in events if e.when for d in (e.when.earliest, e.when.latest) if d]
    if not days:
        return "no dates known"
    return str(min(days)) if min(days) == max(days) else f"{min(days)}–{max(days)}"


def _refusals(store: Store) -> tuple[Refusal, ...]:
    """What was refused: whole inputs, which the runs remember, and parts of pages, which the index holds."""
    found = [msgspec.convert(r, Refusal) for r in store.queries.table("refusals").to_pylist()]
    for path in sorted((store.root / "runs").glob("*.json")):
        found.extend(_run(path).refused)
    return tuple(sorted(set(found), key=lambda r: (r.file, r.stage, r.code, r.reason)))


def _run(path: Path) -> Run:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Run)
    except msgspec.MsgspecError as error:
        raise DamagedStoreError(f"{path}: {error}; remove it, it only tells what was refused") from None
