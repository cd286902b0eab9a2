"""HTML pages whole: main text, and markup that is broken or meant to break its reader."""

import pytest

from detente.model import Page
from detente.pages import page_of, read_pages
from detente.pages.markup import render

PARAGRAPH = "<p>Norland and Lune met on Monday and agreed to reopen both consulates before the end of the year.</p>"
STORY = PARAGRAPH + PARAGRAPH.replace("Monday", "Tuesday") + PARAGRAPH.replace("reopen", "staff")


def main_text(html):
    page = page_of(html, media_type="text/html", name="a.html")
    return "\n".join(page.text[span.start : span.end] for span in page.main)


def test_main_text_leaves_menus_and_teasers_out():
    links = "".join(f'<li><a href="/{n}">Lune votes on budget number {n}</a></li>' for n in range(8))
    html = f"<html><body><nav><ul>{links}</ul></nav><article><h1>Talks</h1>{STORY}</article>"
    html += f'<div class="related"><h3>Most read</h3><ul>{links}</ul></div><footer>© The Ledger</footer></body></html>'
    text = main_text(html)
    assert text.count("Norland and Lune met") == 3
    assert "budget" not in text
    assert "Ledger" not in text


def test_main_text_is_unknown_where_there_is_no_markup():
    page = page_of("They met.\nThey agreed.", media_type="text/html", name="a.html")
    assert (page.text, page.main) == ("They met.\nThey agreed.", ())


DEEP = {
    "elements": "<div>" * 100_000,
    "emphasis": "<b>" * 100_000,
    "lists": "<ul><li>" * 50_000,
}


@pytest.mark.parametrize("nested", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_read_as_far_as_it_goes_and_told(nested, tmp_path):
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{PARAGRAPH}{nested}{PARAGRAPH}</body></html>")
    warning, page = read_pages([path])
    assert warning.code == "warning-truncated-html"
    assert page.text.startswith("Norland and Lune met")


HOSTILE = {
    "deep tables": "<table><tr><td>" * 200,
    "a huge attribute": f'<div class="{"a " * 100_000}">',
    "many attributes": f"<div {' '.join(f'a{n}=x' for n in range(2_000))}>",
    "entities that name each other": '<!DOCTYPE html [<!ENTITY a "&b;&b;"><!ENTITY b "&a;&a;">]><p>&a;</p>',
    "many entities": f"<p>{'&amp; ' * 20_000}</p>",
    "many scripts": "<script>if (a<b) {}</script>" * 5_000,
    "a long style": f"<style>{'a{}' * 100_000}</style>",
    "angle brackets": "< " * 20_000,
    "JSON-LD that nests": f'<script type="application/ld+json">{"[" * 100_000}</script>',
    "JSON-LD that is padded": f'<script type="application/ld+json">{{"a": 1{" " * 100_000}</script>',
    "JSON-LD of quotes": f"""<script type="application/ld+json">{'"headline":"' * 5_000}</script>""",
    "many times": '<time datetime="2020-01-01">x</time>' * 2_000,
}


@pytest.mark.parametrize("bad", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_is_read(bad):
    assert "agreed to staff both consulates" in render(f"<html><body>{bad}{STORY}</body></html>").text


def test_marks_that_hide_words_are_gone():
    html = STORY.replace("Lune", "L\u200bu\u00adn\u202ee").replace(" met", "\u00a0met\0")
    assert main_text(f"<html><body>{html}</body></html>").count("Norland and Lune met on") == 3


def test_a_page_of_too_many_elements_has_no_known_main_text():
    rendered = render(f"<html><body>{'<i>x </i>' * 60_000}{STORY}</body></html>")
    assert rendered.main == ()
    assert "Norland and Lune met" in rendered.text


@pytest.mark.parametrize("html", ["", "  \n", "<!-- nothing -->", "<!DOCTYPE html>", "<html></html>"])
def test_nothing_in_it(html):
    assert render(html).text == ""


def test_half_characters_do_not_stop_it():
    assert render("<p>They \ud800 met</p>").text == "They ? met"


@pytest.mark.parametrize(
    ("html", "truncated"),
    [
        ("<html><body><p>They met.</p></body></html>", False),
        ("<HTML><BODY><P>They met.</BODY></HTML>", False),
        ("<p>They met.", False),
        ("<html><body><p>They met.", True),
        ('<p>They met.</p><a href="x', True),
    ],
)
def test_cut_markup_is_known(html, truncated):
    assert render(html).truncated is truncated


def test_a_long_line_is_refused(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><p>{'word ' * 30_000}</p></body></html>")
    (refused,) = read_pages([path])
    assert not isinstance(refused, Page)
    assert refused.code == "long-line"
