"""Who the other side of an act is where its own clause does not say."""

from __future__ import annotations

from datetime import date

import pytest

from detente.claims import claims
from detente.model import Article, Block, Claim, Interval, Page, Span

DAY = Interval(date(2019, 8, 1), date(2019, 8, 1))


def told(*paragraphs: str) -> list[Claim]:
    text = "\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block("body", Span(start, start + len(paragraph))))
        start += len(paragraph) + 1
    page = Page("p", None, "x.txt", None, None, "text/plain", text)
    article = Article("a", "p", 0, None, None, None, DAY, "en", tuple(blocks))
    return claims(page, article)


def recipients(kind: str, *paragraphs: str) -> list[tuple[str | None, ...]]:
    return [tuple(a.country for a in c.recipients) for c in told(*paragraphs) if c.type == kind]


def test_a_thing_is_whose_the_story_said_it_was():
    text = "Iran boarded a Danish-flagged tanker in May.", "On Monday Iran seized the vessel off its coast."
    assert ("DNK",) in recipients("COERCE", *text)


def test_an_act_answers_the_deed_of_another():
    assert ("TCD",) in recipients("MOBILIZE", "Niger massed troops after Chadian tests.")


def test_whose_release_is_asked_is_not_who_is_asked():
    found = recipients("REQUEST", "Kenya demanded the Ghanaian soldier's release.")
    assert all("GHA" not in sides for sides in found)


@pytest.mark.parametrize("text", ["Iran promised that the ship would not go to Syria."])
def test_where_something_goes_is_not_whom_it_is_promised(text: str):
    assert all("SYR" not in sides for sides in recipients("AGREE", text))
