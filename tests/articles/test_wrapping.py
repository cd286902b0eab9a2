"""Text broken at one width is put together into paragraphs; text with a paragraph a line is left alone."""

from __future__ import annotations

import textwrap

import detente
from detente.articles.wrapping import lines_of, paragraphs

HEAD = "Estonia and Latvia settle dispute over ferry port"
BODY = (
    "RIGA - Estonia and Latvia signed an agreement on Thursday that ends an eleven-year dispute over a ferry port "
    "on the gulf, their transport ministers said after a night of talks.",
    "Under the agreement Latvia will withdraw the complaint that it brought before the European court in 2019, and "
    "Estonia will open two berths to ships under the Latvian flag.",
    '"Nobody has lost anything here," the Latvian minister told reporters. "The boats will run from the first of May, '
    'and the courts can turn to something else."',
)


def wrapped(width: int, mark: str = "") -> str:
    blocks = ["\n".join(textwrap.wrap(text, width)) for text in (HEAD, *BODY)]
    return "\n".join(mark + line for line in "\n\n".join(blocks).split("\n"))


def test_wrapped_text_becomes_its_paragraphs() -> None:
    text = wrapped(72)
    found = paragraphs(text)
    assert found is not None
    assert [" ".join(text[s.start : s.end].split()) for s in found] == [HEAD, *BODY]


def test_quoted_mail_loses_its_marks() -> None:
    text = wrapped(66, "> ")
    found = paragraphs(text)
    assert found is not None and len(found) == 4
    assert text[found[0].start : found[0].end] == HEAD


def test_paragraphs_without_a_blank_line_between_end_where_a_line_is_short() -> None:
    text = "\n".join("\n".join(textwrap.wrap(block, 70)) for block in BODY)
    found = paragraphs(text)
    assert found is not None
    assert [" ".join(text[s.start : s.end].split()) for s in found] == list(BODY)


def test_a_paragraph_a_line_is_no_wrapped_text() -> None:
    assert paragraphs("\n\n".join((HEAD, *BODY))) is None
    assert paragraphs("\n".join(f"Short line {n}" for n in range(40))) is None
    assert paragraphs("") is None


def test_lines_have_no_outer_space() -> None:
    text = "  one \n\n\ttwo\r\n   \nthree"
    assert [text[s.start : s.end] for s in lines_of(text)] == ["one", "two", "three"]


def test_a_wrapped_page_gives_its_story() -> None:
    text = wrapped(72)
    (story,) = detente.extract(text)
    assert story.headline == HEAD
    assert [" ".join(part.split()) for part in (text[b.span.start : b.span.end] for b in story.blocks[1:])] == list(
        BODY
    )
