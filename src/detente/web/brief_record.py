"""What a brief holds: rows and articles, in words, ready to be set in any format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from detente.lines import UNDATED
from detente.model import Article, Event, Refusal
from detente.web.brief_chart import Chart
from detente.web.brief_quotes import Speaker
from detente.web.brief_text import Paragraph

ACCOUNTS = ("asserts", "alleges", "denies", "negates", "declines")
"""The sides of a dispute, in the order that they are told."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two parties: its code and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim as a reader meets it: its sentence, whose word it is, and where it stands."""

    claim: str
    words: str
    who: str | None
    stance: str
    status: str
    source: str
    published: str
    article: str

    @property
    def account(self) -> str:
        """Which side of a dispute it takes: its stance, or ``negates`` where it asserts that nothing happened."""
        return "negates" if self.stance == "asserts" and self.status == "negated" else self.stance


@dataclass(frozen=True, slots=True)
class Row:
    """One event of the timeline. ``number`` counts from 1 in the order of dates; ``settled_by`` is a plan's end."""

    number: int
    event: Event
    date: str
    exact: str
    says: str
    code: str
    word_of: tuple[str, ...]
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    plan: int | None
    settled_by: int | None
    outcome: str | None

    @property
    def accounts(self) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
        """The evidence by the side that it takes."""
        sides = ((a, tuple(e for e in self.evidence if e.account == a)) for a in ACCOUNTS)
        return tuple((a, told) for a, told in sides if told)

    @property
    def told_by(self) -> tuple[Evidence, ...]:
        """The first piece of evidence of each source."""
        return tuple({e.source: e for e in reversed(self.evidence)}.values())[::-1]

    @property
    def due(self) -> str:
        """For when a plan is, in words."""
        if self.date == UNDATED:
            return "no date given"
        return f"for a day {self.date}" if self.date.startswith("between") else f"for {self.date}"

    @property
    def year(self) -> str:
        """The year that the event may have begun in; ``Undated`` where nothing is known."""
        when = self.event.when
        day = (when.earliest or when.latest) if when else None
        return str(day.year) if day else "Undated"

    @property
    def quad(self) -> str:
        """The quad as a class name: ``verbal-cooperation``."""
        return self.event.quad.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of the ledger in words; ``row`` is the number of the event that it follows from."""

    parties: tuple[Side, Side]
    directed: bool
    track: str
    state: str
    since: str
    until: str | None
    exact: str
    known_since: str
    contested: bool
    row: int | None
    says: str | None
    word_of: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One article with its evidence marked."""

    article: Article
    source: str
    published: str
    exact: str
    paragraphs: tuple[Paragraph, ...]
    claims: int
    original: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a brief says. ``refers`` gives each claim the numbers of its events."""

    sides: tuple[Side, Side]
    period: str
    horizon: str | None
    version: str
    rows: tuple[Row, ...]
    ledger: tuple[Cell, ...]
    history: tuple[Cell, ...]
    wide: Chart
    middle: Chart
    narrow: Chart
    speakers: tuple[Speaker, ...]
    stories: tuple[Story, ...]
    refusals: tuple[Refusal, ...]
    refers: Mapping[str, tuple[int, ...]]
    outlets: int
    claims: int
    pages: int

    @property
    def counts(self) -> tuple[tuple[int, str], ...]:
        """How much there is of each thing: a number and its noun."""
        counted = (
            (len(self.rows), "event"),
            (self.claims, "claim"),
            (len(self.stories), "article"),
            (self.outlets, "source"),
            (len(self.disputes), "dispute"),
            (len(self.plans), "plan"),
        )
        return tuple((n, noun if n == 1 else f"{noun}s") for n, noun in counted)

    @property
    def plans(self) -> tuple[Row, ...]:
        """The planned events."""
        return tuple(r for r in self.rows if r.outcome)

    @property
    def disputes(self) -> tuple[Row, ...]:
        """The events of which there are contradictory accounts."""
        return tuple(r for r in self.rows if r.event.contested)

    @property
    def years(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """The timeline by year."""
        grouped: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            grouped[row.year].append(row)
        return tuple((year, tuple(rows)) for year, rows in grouped.items())

    def by_number(self, number: int) -> Row:
        """Return the row of a number."""
        return self.rows[number - 1]
