"""The commands that ask a store: export, timeline, relation, disputes, plans, explain, brief."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.layouts import write_layout
from detente.cli.options import Day, json_option, store_option, written
from detente.errors import UsageError

if TYPE_CHECKING:
    from detente.api import Plan, Store
    from detente.lines import Line
    from detente.model import Entry, Event

Date = datetime.date
STILL = "still holds"
_TIMELINE_WIDTH = 150
"""Below this, six columns break most lines of the examples' timeline over several rows."""

_SOURCES = 4
"""Outlets that a line of the timeline names; --json has all."""

OWN_WORD = "–"
"""In the column of those on whose word a thing is told: the outlet tells it on its own."""


@click.command()
@click.argument("table", type=click.Choice(["articles", "claims", "events", "entries", "judgements"]))
@store_option
@click.option(
    "--format", "to", type=click.Choice(["jsonl", "csv", "parquet", "arrow"]), default="jsonl", show_default=True
)
@click.option(
    "--layout",
    type=click.Choice(["polecat", "icews", "gdelt", "plover", "jsonld"]),
    help="Events in the shape of another data set; with -o, FILE.companion.jsonl holds what that shape can't.",
)
@click.option(
    "--voice", help="Only claims on the word of: a country, body, person, or kind (anonymous, diplomat, media ...)."
)
@click.option(
    "-o", "--output", "out", type=click.Path(dir_okay=False, path_type=Path), help="A file; default: standard output."
)
def export(table: str, root: Path, to: str, layout: str | None, voice: str | None, out: Path | None) -> None:
    """Write out articles, claims, events, entries of the ledger, or judgements as labelled examples.

    \b
    Example:
        detente export claims --format jsonl -o claims.jsonl
        detente export events --layout polecat -o events.tsv
    """
    if layout:
        write_layout(table, root, layout, out)
        return
    with _opened(root) as store, written(out) as stream:
        store.export(table, stream, to=to, voice=voice)


@click.command()
@click.argument("a")
@click.argument("b")
@store_option
@click.option("--from", "start", type=Day("start"), help="First day; 2018 or 2018-05 for its first day.")
@click.option("--to", "end", type=Day("end"), help="Last day; 2018 or 2018-05 for its last day.")
@json_option
def timeline(a: str, b: str, root: Path, start: Date | None, end: Date | None, as_json: bool) -> None:
    """Show who did what to whom between A and B, by date, and on whose word.

    A and B name countries, by alpha-3 code or in words: TUR, Turkey, Türkiye.

    \b
    Example:
        detente timeline Turkey Israel --from 2018
    """
    from detente.lines import lines

    with _opened(root) as store:
        found = lines(store.queries, store.timeline(a, b, start=start, end=end))
        if as_json:
            _json([_line(line) for line in found])
        elif found:
            _timeline(found)
        else:
            click.echo(f"nothing between {_name(a)} and {_name(b)}{_stretch(start, end)} in {root}", err=True)


@click.command()
@click.argument("a")
@click.argument("b")
@store_option
@click.option("--on", type=Day(), help="The day asked about; default: the last known state.")
@click.option("--known", type=Day(), help="Leave out what was told after this day.")
@click.option("--history", is_flag=True, help="All entries of the ledger, not those of one day.")
@click.option("--beside", is_flag=True, help="List what is unknown, superseded, or told and moves nothing, too.")
@json_option
def relation(  # noqa: PLR0913, PLR0917 (one for each option)
    a: str, b: str, root: Path, on: Date | None, known: Date | None, history: bool, beside: bool, as_json: bool
) -> None:
    """Show where the relation of A and B stood on a day, as known on a day.

    \b
    Example:
        detente relation TUR ISR --on 2019-01-01 --known 2019-01-05
    """
    from detente.cli.relating import show_aside, show_beside
    from detente.cli.tables import console
    from detente.store.shapes import entry

    if history and on:
        raise UsageError("--history shows all days: give it or --on, not both")
    with _opened(root) as store:
        found = store.history(a, b, known=known) if history else store.relation(a, b, on=on, known=known)
        if as_json:
            _json([entry(e) for e in found])
        elif found:
            console().print(_as_of(store, on, known, history=history), style="dim")
            _ledger(found, history=history)
            show_aside(store, a, b, known, all_of_it=beside)
            if beside:
                show_beside(store, a, b, on, known)
        else:
            day = f" on {on}" if on else ""
            click.echo(f"the ledger of {_name(a)} and {_name(b)} holds nothing{day} in {root}", err=True)


@click.command()
@click.argument("a", required=False)
@click.argument("b", required=False)
@store_option
@json_option
def disputes(a: str | None, b: str | None, root: Path, as_json: bool) -> None:
    """Show what is told in contradictory ways (did it happen, who, how many, when, where), and by whom.

    \b
    Example:
        detente disputes Turkey Israel
    """
    from detente.cli.accounts import disputes_shape, show_disputes
    from detente.lines import lines

    with _opened(root) as store:
        found = lines(store.queries, store.disputes(a, b))
        if as_json:
            facts = disputes_shape(store, found)
            _json([_line(line) | {"disputed": f} for line, f in zip(found, facts, strict=True)])
        elif found:
            show_disputes(store, found)
        else:
            click.echo(f"no disputes in {root}", err=True)


@click.command()
@click.argument("a", required=False)
@click.argument("b", required=False)
@store_option
@click.option("--on", type=Day(), help="The day asked about; default: that of the newest article.")
@json_option
def plans(a: str | None, b: str | None, root: Path, on: Date | None, as_json: bool) -> None:
    """Show what was planned and what became of it: open, fulfilled (early, late), cancelled, postponed, overdue.

    \b
    Example:
        detente plans Turkey Israel --on 2022-02-20
    """
    from detente.cli.tables import Column, short, show
    from detente.lines import lines

    with _opened(root) as store:
        found = store.plans(a, b, on=on)
        told = lines(store.queries, [p.event for p in found])
        if as_json:
            settled = [p.settled_by.id if p.settled_by else None for p in found]
            _json(
                [
                    _line(t) | {"outcome": p.outcome, "timing": p.timing, "settled_by": by}
                    for t, p, by in zip(told, found, settled, strict=True)
                ]
            )
        elif found:
            columns = [
                Column("for"),
                Column("plan", breaks=True, share=2),
                Column("outcome", "bold"),
                Column("word of", breaks=True),
                Column("id", "dim"),
            ]
            show(
                columns,
                [(t.date, t.says, _became(p), _words(t), short(t.event.id)) for t, p in zip(told, found, strict=True)],
            )
        else:
            click.echo(f"no plans in {root}", err=True)


@click.command()
@click.argument("id")
@store_option
@json_option
def explain(id: str, root: Path, as_json: bool) -> None:
    """Show what stands behind a record: the words on the page, whose word it is, and the reasons of each decision.

    ID is that of a claim, event, entry, article or page; its first characters are enough.

    \b
    Example:
        detente explain 4f1c09ab
    """
    from detente.cli.accounts import explanation_shape, show_explanation

    with _opened(root) as store:
        found = store.explain(id)
        if as_json:
            _json(explanation_shape(found))
        else:
            show_explanation(store, found)


@click.command()
@click.argument("a")
@click.argument("b")
@store_option
@click.option(
    "-o", "--output", "out", type=click.Path(dir_okay=False, path_type=Path), help="The file; default: A-B.html."
)
def brief(a: str, b: str, root: Path, out: Path | None) -> None:
    """Write one page on A and B: timeline, ledger, disputes, plans, and each article with its evidence marked.

    \b
    Example:
        detente brief Turkey Israel -o brief.html
    """
    from detente.web.brief import write_brief

    with _opened(root) as store:
        path = out or Path(f"{_code(a)}-{_code(b)}.html")
        write_brief(store, a, b, path)
        if not store.timeline(a, b) and not store.history(a, b):
            click.echo(f"nothing between {_name(a)} and {_name(b)} in {root}: the brief is empty", err=True)
    click.echo(f"wrote {path}")


def _became(plan: Plan) -> str:
    return f"{plan.outcome} {plan.timing}" if plan.timing else plan.outcome


def _opened(root: Path) -> Store:
    import detente

    return detente.open(root, create=False)


def _timeline(found: Sequence[Line]) -> None:
    from detente.cli.tables import Column, roomy, short, show

    if roomy(_TIMELINE_WIDTH):
        columns = [
            Column("date"),
            Column("what", breaks=True, share=3),
            Column("status"),
            Column("word of", breaks=True),
        ]
        columns += [Column("told by", breaks=True), Column("id", "dim")]
        show(
            columns,
            [(t.date, t.says, _status(t.event), _words(t), _sources(t), short(t.event.id)) for t in found],
        )
    else:
        columns = [Column("date"), Column("what", breaks=True), Column("id", "dim")]
        under = [_under(t) for t in found]
        show(columns, [(t.date, (t.says, u), short(t.event.id)) for t, u in zip(found, under, strict=True)])


def _under(line: Line) -> str:
    word = f"on the word of {_words(line)}; " if line.word_of else ""
    return f"{_status(line.event)}; {word}in {_sources(line)}"


def _sources(line: Line) -> str:
    more = len(line.sources) - _SOURCES
    return ", ".join(line.sources[:_SOURCES]) + (f" and {more} more" if more > 0 else "")


def _ledger(found: Sequence[Entry], *, history: bool) -> None:
    from detente.cli.tables import Column, roomy, short, show

    rows = [_row(e, history=history) for e in found]
    if roomy():
        heads = ["parties", "track", "state", "since", *(["until"] if history else []), "known since", ""]
        columns = [Column(head, breaks=head == "state") for head in heads] + [Column("evidence", "dim")]
        ids = [" ".join(short(i) for i in e.evidence[:3]) + _more(e, 3) for e in found]
        show(columns, [(*row.values(), i) for row, i in zip(rows, ids, strict=True)])
    else:
        columns = [Column("parties"), Column("track and state", breaks=True), Column("evidence", "dim")]
        ids = [short(e.evidence[0]) + _more(e, 1) if e.evidence else "" for e in found]
        show(columns, [(r["parties"], _stacked(r), i) for r, i in zip(rows, ids, strict=True)])


def _as_of(store: Store, on: Date | None, known: Date | None, *, history: bool) -> str:
    newest = f"the newest article is of {store.horizon() or 'an unknown day'}"
    what = "all that the ledger holds" if history else f"on {on}" if on else "the last known state"
    return f"{what}, as known on {known}" if known else f"{what}; {newest}"


def _row(entry: Entry, *, history: bool) -> dict[str, str]:
    from detente.lines import date_words
    from detente.web.brief_words import state_words

    row = {
        "parties": (" → " if entry.directed else " – ").join(entry.parties),
        "track": entry.track,
        "state": state_words(entry).removeprefix("last ") if history else state_words(entry),
        "since": date_words(entry.start),
    }
    if history:
        row["until"] = date_words(entry.end) if entry.end else STILL
    known = entry.known_since.isoformat() if entry.known_since else "an unknown day"
    return row | {"known since": known, "": "contested" if entry.contested else ""}


def _stacked(row: dict[str, str]) -> tuple[str, str]:
    began, ended = f"began {row['since']}", row.get("until")
    said = [
        began,
        *([f"ended {ended}" if ended != STILL else STILL] if ended else []),
        f"known since {row['known since']}",
    ]
    return f"{row['track']}: {row['state']}", "; ".join([*said, *([row[""]] if row[""] else [])])


def _more(entry: Entry, shown: int) -> str:
    return f" +{len(entry.evidence) - shown}" if len(entry.evidence) > shown else ""


def _status(event: Event) -> str:
    return f"{event.status}, contested" if event.contested else event.status


def _words(line: Line) -> str:
    return ", ".join(line.word_of) or OWN_WORD


def _line(line: Line) -> dict[str, Any]:
    from detente.store.shapes import event

    return event(line.event) | {
        "date": line.date,
        "says": line.says,
        "word_of": list(line.word_of),
        "sources": list(line.sources),
    }


def _json(value: Iterable[Any] | dict[str, Any]) -> None:
    from detente.store import to_json

    sys.stdout.write(to_json(value, indent=1) + "\n")


def _name(name: str) -> str:
    from detente.phrases import name_of

    return name_of(_code(name))


def _code(name: str) -> str:
    from detente.api import party

    return party(name)


def _stretch(start: Date | None, end: Date | None) -> str:
    return (f" from {start}" if start else "") + (f" to {end}" if end else "")
