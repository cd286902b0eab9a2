"""How well the claims read from the example pages agree with what a careful reader found there (gold.jsonl).

    python examples/score.py STORE [--misses] [--extras] [--wrong]

STORE is a store into which examples/pages was read (`make run` leaves one in out/store). A claim *fits* a gold record
when its evidence and the quote share at least half of the shorter one or its predicate stands in the quote, its type
is among those accepted, and both sides are right (either way round for a mutual act). Claims and gold records are then
paired one to one, as many as possible, core records first. Precision is the share of claims paired, recall the share
of core records paired.

Gold that must not hold a page's words gives offsets instead: `start` and `end` for `quote`, and `voice`, a list of such
pairs, for `said_by`.
"""

from __future__ import annotations

import argparse
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent / "gold.jsonl"
Row = Mapping[str, Any]
Range = tuple[int, int]

WIDER_BY_AT_MOST = 31
"""Days by which a claim's interval may be longer than the reader's and still count as the right date."""
IDLE_WORDS = frozenset({"the", "and", "his", "her", "its", "their", "for", "who", "with"})


@dataclass(frozen=True, slots=True)
class Report:
    """The figures, and the records behind them: what was missed, what was too much, which parts were wrong."""

    claims: int
    gold: int
    core: int
    pairs: tuple[tuple[Row, Row], ...]
    misses: tuple[Row, ...]
    extras: tuple[Row, ...]
    wrong: Mapping[str, tuple[tuple[Row, Row], ...]] = field(default_factory=dict)
    judged: Mapping[str, int] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        """The share of claims that a gold record answers for."""
        return _share(len(self.pairs), self.claims)

    @property
    def recall(self) -> float:
        """The share of core gold records that were found."""
        return _share(self.core - sum(1 for row in self.misses if row["core"]), self.core)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of core."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def right(self, part: str) -> float:
        """The share of paired claims whose ``part`` (status, date or voice) is right, among those where gold says."""
        return 1 - _share(len(self.wrong[part]), self.judged[part])


def score(claims: Iterable[Row], gold: Iterable[Row], page_texts: Mapping[str, str]) -> Report:
    """Pair claims (rows of `export claims`) with gold records and count.

    ``page_texts`` gives each page's text by the name that claims carry in ``file``. Claims of pages without gold are
    left out. Raises ValueError for a gold quote that its page does not hold.
    """
    wanted = sorted((in_words(row, page_texts) for row in gold), key=lambda row: not row["core"])
    places = [_places(row, page_texts) for row in wanted]
    files = {row["file"] for row in wanted}
    found = [claim for claim in claims if claim["file"] in files]
    fits = [_candidates(row, where, found) for row, where in zip(wanted, places, strict=True)]
    taken = _pair(fits)
    pairs = tuple((found[c], wanted[g]) for c, g in sorted(taken.items()))
    answered = set(taken.values())
    return Report(
        claims=len(found),
        gold=len(wanted),
        core=sum(1 for row in wanted if row["core"]),
        pairs=pairs,
        misses=tuple(row for n, row in enumerate(wanted) if n not in answered),
        extras=tuple(claim for n, claim in enumerate(found) if n not in taken),
        wrong={part: tuple(p for p in pairs if check(*p) is False) for part, check in CHECKS.items()},
        judged={part: sum(check(*p) is not None for p in pairs) for part, check in CHECKS.items()},
    )


def in_words(row: Row, page_texts: Mapping[str, str]) -> Row:
    """Return a gold record with the words that its offsets stand for; one that holds a quote already, as it is."""
    if "quote" in row:
        return row
    text = page_texts[row["file"]]
    said_by = [text[who["start"] : who["end"]] for who in row["voice"]]
    return {**row, "quote": text[row["start"] : row["end"]], "said_by": said_by}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _places(row: Row, page_texts: Mapping[str, str]) -> list[Range]:
    text, quote = page_texts[row["file"]], row["quote"]
    found = [(m.start(), m.end()) for m in re.finditer(re.escape(quote), text)]
    if not found:
        raise ValueError(f"gold {row['id']}: {row['file']} does not hold {quote!r}; correct the quote")
    return found


def _candidates(row: Row, places: Sequence[Range], claims: Sequence[Row]) -> list[int]:
    """The claims that fit a gold record, the closest evidence first."""
    close = [(_closeness(claim, places), n) for n, claim in enumerate(claims) if claim["file"] == row["file"]]
    return [n for near, n in sorted(close, reverse=True) if near >= 0.5 and _fits(claims[n], row)]


def answers(claim: Row, row: Row, page_text: str) -> bool:
    """Whether a claim fits a gold record of its page: close enough, of a type that is accepted, both sides right."""
    places = _places(row, {row["file"]: page_text})
    return _closeness(claim, places) >= 0.5 and _fits(claim, row)


def _closeness(claim: Row, places: Sequence[Range]) -> float:
    evidence = [(piece["start"], piece["end"]) for piece in claim["evidence"]]
    near = max((_overlap(one, other) for one in evidence for other in places), default=0.0)
    word = claim.get("predicate")
    inside = word and any(start <= word["start"] and word["end"] <= end for start, end in places)
    return max(near, 0.5) if inside else near


def _overlap(one: Range, other: Range) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, min(one[1] - one[0], other[1] - other[0]))


def _fits(claim: Row, row: Row) -> bool:
    if claim["type"] not in row["types"]:
        return False
    actors, recipients = _parties(claim["actors"]), _parties(claim["recipients"])
    if _side(row["actors"], actors) and _side(row["recipients"], recipients):
        return True
    everybody = actors | recipients
    return bool(row["symmetric"]) and _side(row["actors"], everybody) and _side(row["recipients"], everybody)


def _parties(mentions: Iterable[Row]) -> set[str]:
    """Countries and ids of a side; somebody without either counts as unnamed, which gold writes as ''."""
    return {key.lower() for m in mentions for key in ((m["country"] or ""), (m["id"] or "")) if key or not m["id"]}


def _side(accepted: Sequence[str], parties: set[str]) -> bool:
    if not accepted:
        return True
    return bool(parties & {name.lower() for name in accepted}) or ("" in accepted and not parties)


def _pair(fits: Sequence[Sequence[int]]) -> dict[int, int]:
    """Pair each gold record with one of the claims that fit it, as many as can be (augmenting paths): claim -> gold."""
    taken: dict[int, int] = {}

    def place(gold: int, tried: set[int]) -> bool:
        for claim in fits[gold]:
            if claim not in tried:
                tried.add(claim)
                if claim not in taken or place(taken[claim], tried):
                    taken[claim] = gold
                    return True
        return False

    for gold in range(len(fits)):
        place(gold, set())
    return taken


def _status_right(claim: Row, row: Row) -> bool | None:
    """Gold's `denied` asks for a voice that denies, its `alleged` for any voice beside the outlet's own."""
    denies = any(voice["stance"] == "denies" for voice in claim["voices"])
    if denies and not {"denied", "negated"} & set(row["status"]):
        return False
    told = any(voice["kind"] != "outlet" for voice in claim["voices"])
    given = {claim["status"]} | ({"denied"} if denies else set()) | ({"alleged"} if told else set())
    return bool(given & set(row["status"]))


def _date_right(claim: Row, row: Row) -> bool | None:
    if row["when"] is None:
        return None
    when = claim["when"] or {}
    if not when.get("earliest") or not when.get("latest"):
        return False
    start, end = (date.fromisoformat(when[key]) for key in ("earliest", "latest"))
    first, last = (date.fromisoformat(day) for day in row["when"])
    return start <= last and first <= end and (end - start).days <= (last - first).days + WIDER_BY_AT_MOST


def _voice_right(claim: Row, row: Row) -> bool | None:
    voices = [v for v in claim["voices"] if v["kind"] != "outlet"]
    if not row["said_by"]:
        return not voices
    spoken = {word for v in voices for word in _words(f"{v['text'] or ''} {v['name'] or ''}")}
    return bool(spoken & {word for name in row["said_by"] for word in _words(name)})


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w{3,}", text.casefold()) if word not in IDLE_WORDS}


CHECKS = {"status": _status_right, "date": _date_right, "voice": _voice_right}


def read_gold(path: Path = GOLD) -> list[dict[str, Any]]:
    """Return the gold records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_store(path: Path) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return a store's claims as `export claims` prints them, and its pages' texts by file name."""
    import detente

    with detente.open(path, create=False) as store:
        out = io.BytesIO()
        store.export("claims", out)
        texts = {page.file: page.text for page in store.queries.pages()}
    return [json.loads(line) for line in out.getvalue().splitlines()], texts


def figures(report: Report) -> str:
    """Return the figures as lines of text."""
    parts = "  ".join(f"{part} {report.right(part):.2f}" for part in CHECKS)
    return (
        f"{report.claims} claims, {report.gold} gold records, {report.core} of them core\n"
        f"precision {report.precision:.2f}  recall of core {report.recall:.2f}  F1 {report.f1:.2f}\n"
        f"right among {len(report.pairs)} pairs: {parts}"
    )


def _line(row: Row, words: str) -> str:
    sides = [",".join(x if isinstance(x, str) else x["id"] or x["text"] for x in row[s]) for s in _SIDES]
    kinds = "/".join(row["types"]) if "types" in row else f"{row['type']} {row['status']}"
    return f"  {row['file'][:12]} {kinds}: {' > '.join(sides)}: {' '.join(words.split())}"


_SIDES = ("actors", "recipients")


def _evidence(claim: Row) -> str:
    return " … ".join(piece["text"] for piece in claim["evidence"])


def listing(report: Report, *, misses: bool = False, extras: bool = False, wrong: bool = False) -> str:
    """Return the records behind the figures as lines of text: core misses, extra claims, wrong parts, as asked for."""
    lines = []
    if misses:
        lines += ["", "missed", *(_line(row, row["quote"]) for row in report.misses if row["core"])]
    if extras:
        lines += ["", "extra", *(_line(claim, _evidence(claim)) for claim in report.extras)]
    for part, pairs in report.wrong.items() if wrong else ():
        lines += ["", f"wrong {part}", *(_difference(part, claim, row) for claim, row in pairs)]
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Print the score of a store's claims against the gold beside this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--misses", action="store_true", help="list core gold records without a claim")
    parser.add_argument("--extras", action="store_true", help="list claims without a gold record")
    parser.add_argument("--wrong", action="store_true", help="list pairs whose status, date or voice is wrong")
    args = parser.parse_args()
    claims, texts = read_store(args.store)
    report = score(claims, read_gold(), texts)
    print(figures(report))
    print(listing(report, misses=args.misses, extras=args.extras, wrong=args.wrong), end="")


def _difference(part: str, claim: Row, row: Row) -> str:
    told = {"status": "status", "date": "when", "voice": "said_by"}[part]
    got = {
        "status": f"{claim['status']} {[v['stance'] for v in claim['voices']]}",
        "date": (claim["when"] or {}).get("earliest", "no date"),
        "voice": [v["text"] or v["name"] for v in claim["voices"] if v["kind"] != "outlet"],
    }[part]
    return f"{_line(row, row['quote'])}: {row[told]}, read as {got}"


if __name__ == "__main__":
    main()
