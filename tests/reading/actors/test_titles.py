"""Whose minister a title beside a name tells of."""

from __future__ import annotations

import pytest

from detente.model import Block, Span
from detente.reading.actors import find_mentions
from detente.reading.language import parse, parse_text


def country(page: str, name: str, start: int = 0) -> str | None:
    parsed = parse(page, [Block("body", Span(start, len(page)))]) if start else parse_text(page)
    return next(m.actors[0].country for m in find_mentions(parsed, on=None) if page[m.span.start : m.span.end] == name)


@pytest.mark.parametrize("dateline", ["MOSCOW (Agency) - ", "MOSCOW, May 3 (Agency) - "])
def test_a_minister_without_a_country_is_of_the_dateline_before_the_text(dateline: str) -> None:
    page = f"{dateline}Kenya and Peru met here, Finance Minister Anna Examplova said on Monday."
    assert country(page, "Anna Examplova", len(dateline)) == "RUS"


def test_the_mayor_of_an_unnamed_town_is_nobodys_minister() -> None:
    dateline = "MOSCOW (Agency) - "
    page = f"{dateline}Kenya and Peru met here, Mayor Anna Examplova said on Monday."
    assert country(page, "Anna Examplova", len(dateline)) is None


@pytest.mark.parametrize("word", ["acting", "outgoing", "newly appointed"])
def test_an_acting_minister_is_of_the_state_named_before(word: str) -> None:
    assert country(f"Peru's {word} Defence Minister Juan Examplo said so.", "Juan Examplo") == "PER"
