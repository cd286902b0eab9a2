"""A brief as PDF, set by Typst: one wheel with its own fonts, no system library. It is the extra ``pdf``."""

from __future__ import annotations

import datetime
import functools
import json
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

from detente.errors import UsageError
from detente.model import to_plain
from detente.web.brief_record import Brief, Cell, Evidence, Row
from detente.web.brief_render import chart_svg, midway, numbers_of, tint_of
from detente.web.brief_words import said

if TYPE_CHECKING:
    from detente.web.brief_quotes import Quote, Speaker
    from detente.web.brief_text import Paragraph

_EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""The file's own date, always the same: the same store gives the same bytes."""


def compiler() -> Any:
    """Return the module ``typst``; UsageError with the remedy where it is not installed."""
    try:
        import typst
    except ImportError:
        raise UsageError(
            'a PDF needs the extra "pdf": pip install "detente[pdf]"; or write the brief as .html and print it'
        ) from None
    return typst


def to_pdf(brief: Brief) -> bytes:
    """Return a brief as PDF, tagged for screen readers. Raises UsageError where typst is not installed."""
    inputs = {"brief": json.dumps(_content(brief), ensure_ascii=False), "chart": chart_svg(brief)}
    inputs = {name: text.encode("utf-8", "replace").decode() for name, text in inputs.items()}
    return cast(bytes, compiler().compile(_source(), format="pdf", sys_inputs=inputs, timestamp=_EPOCH))


@functools.cache
def _source() -> bytes:
    return resources.files("detente.web").joinpath("templates/brief.typ").read_bytes()


def _content(brief: Brief) -> dict[str, Any]:
    return {
        "sides": [s.name for s in brief.sides],
        "period": brief.period,
        "horizon": brief.horizon,
        "version": brief.version,
        "counts": ", ".join(f"{n} {what}" for n, what in brief.counts),
        "refusals": [{"file": r.file, "reason": r.reason} for r in brief.refusals[:50]],
        "chart": bool(brief.wide.marks),
        "evenly": brief.wide.evenly,
        "leftout": bool(brief.wide.left_out),
        "undated": list(brief.wide.undated[:40]),
        "ledger": [_cell(c) for c in brief.ledger],
        "plans": _plans(brief),
        "disputes": [_dispute(r) for r in brief.disputes],
        "rows": [r.number for r in brief.rows],
        "years": [{"year": year, "rows": [_row(r) for r in rows]} for year, rows in brief.years],
        "speakers": [_speaker(s) for s in brief.speakers],
        "stories": [
            {
                "source": s.source,
                "byline": s.article.byline,
                "published": s.published,
                "original": s.original,
                "paragraphs": [_paragraph(brief, p) for p in s.paragraphs if p.kind != "furniture"],
            }
            for s in brief.stories
        ],
    }


def _word(shown: Row | Cell) -> str:
    on = f"on the word of {', '.join(midway(w) for w in shown.word_of)}; " if shown.word_of else ""
    words = f"{on}told by {', '.join(shown.sources)}"
    return words[0].upper() + words[1:]


def _cell(cell: Cell) -> dict[str, Any]:
    arrow = " → " if cell.directed else " – "
    return {
        "track": cell.track,
        "parties": arrow.join(s.name for s in cell.parties),
        "state": cell.state[:1].upper() + cell.state[1:],
        "contested": cell.contested,
        "since": cell.since,
        "known_since": cell.known_since,
        "row": cell.row,
        "says": cell.says,
        "word": _word(cell) if cell.row else "",
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "number": row.number,
        "says": row.says,
        "date": row.date,
        "contested": row.event.contested,
        "status": said("statuses", row.event.status),
        "quad": row.quad,
        "code": row.code,
        "word": _word(row),
    }


def _plans(brief: Brief) -> list[dict[str, Any]]:
    groups = []
    for outcome in ("open", "overdue", "cancelled", "fulfilled"):
        rows = [
            _row(r)
            | {
                "for": r.due[0].upper() + r.due[1:],
                "word": _word(r)[0].lower() + _word(r)[1:],
                "settled": _row(brief.by_number(r.settled_by)) if r.settled_by else None,
            }
            for r in brief.plans
            if r.outcome == outcome
        ]
        if rows:
            words = said("outcomes", outcome)
            groups.append({"outcome": words[0].upper() + words[1:], "rows": rows})
    return groups


def _dispute(row: Row) -> dict[str, Any]:
    accounts = [
        {"stance": said("stances", a), "denies": a in ("denies", "negates"), "evidence": [_evidence(e) for e in told]}
        for a, told in row.accounts
    ]
    return {"number": row.number, "says": row.says, "date": row.date, "accounts": accounts}


def _evidence(one: Evidence) -> dict[str, Any]:
    return {"words": one.words, "who": one.who, "source": one.source, "published": one.published, "signs": ""}


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {"name": speaker.name, "note": speaker.unnamed or "", "quotes": [_quote(q) for q in speaker.quotes]}


def _quote(quote: Quote) -> dict[str, Any]:
    how = (None if quote.direct else "reported", quote.stance if quote.stance != "asserts" else None)
    who = ", ".join(filter(None, how)) or None
    return {
        "words": quote.words,
        "who": who,
        "source": quote.source,
        "published": quote.published,
        "signs": quote.signs,
    }


def _paragraph(brief: Brief, paragraph: Paragraph) -> dict[str, Any]:
    stretches = [
        {
            "tint": tint_of(brief, t.claims) if t.claims else None,
            "numbers": numbers_of(brief, t.closes),
            "pieces": to_plain(t.pieces),
        }
        for t in paragraph.stretches
    ]
    return {"kind": paragraph.kind, "stretches": stretches}
