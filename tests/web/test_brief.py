"""The brief as a file: self-contained, safe from what articles say, the same each time, with clear errors."""

import dataclasses
import json
import sys
from html.parser import HTMLParser

import pytest

from detente.errors import UnknownActorError, UsageError
from detente.web.brief import brief_bytes, write_brief
from detente.web.brief_gather import gather
from detente.web.brief_pdf import to_pdf
from detente.web.brief_quotes import Quote, Speaker
from detente.web.brief_render import markdown
from tests.web.hostile_pages import HOSTILE


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.links, self.attributes, self.text = set(), [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value)
            if name == "href":
                self.links.append(value)

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def html(brief_store):
    return brief_bytes(brief_store, "France", "Germany", ".html").decode()


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_the_page_loads_and_runs_nothing(page):
    assert not page.tags & {"script", "img", "link", "iframe", "object", "embed", "base", "form", "image", "use"}
    assert not {a for a in page.attributes if a.startswith("on") or a in ("src", "srcset", "action")}
    assert all(link.startswith("#") for link in page.links)


def test_what_an_article_says_is_shown_as_it_stands(page):
    assert HOSTILE in "".join(page.text)


def test_every_link_leads_somewhere_and_ids_are_unique(page):
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_each_claim_leads_to_its_event_and_back(brief_store, page):
    found = gather(brief_store, "FRA", "DEU")
    claims = {c for r in found.rows for c in r.event.claims}
    assert claims
    assert {f"c-{c}" for c in claims} <= set(page.ids)
    assert {f"#c-{c}" for c in claims} <= set(page.links)
    assert {f"#e{r.number}" for r in found.rows} <= set(page.links)


def test_the_head_tells_who_how_much_how_current_and_what_was_refused(brief_store, html):
    found = gather(brief_store, "FRA", "DEU")
    assert [s.name for s in found.sides] == ["France", "Germany"]
    assert found.counts == ((3, "events"), (5, "claims"), (3, "articles"), (3, "sources"), (1, "dispute"), (1, "plan"))
    assert found.period == "2019–2021"
    assert found.horizon == "8 Mar 2021"
    assert [r.file.rpartition("/")[2] for r in found.refusals] == ["empty.txt"]
    assert "empty.txt" in html


def test_both_sides_of_a_dispute_are_told_with_words_and_outlets(brief_store):
    (dispute,) = gather(brief_store, "FRA", "DEU").disputes
    told = {(e.stance, e.source) for e in dispute.evidence}
    assert ("denies", "The Auk") in told
    assert ("asserts", "The Tern") in told
    assert all("2021-03-04" in e.words for e in dispute.evidence)


def test_the_sides_of_a_dispute_are_told_apart(brief_store):
    (dispute,) = gather(brief_store, "FRA", "DEU").disputes
    assert [account for account, _ in dispute.accounts] == ["asserts", "denies"]
    first = dispute.evidence[0]
    assert dataclasses.replace(first, stance="asserts", status="negated").account == "negates"
    assert dataclasses.replace(first, stance="denies", status="negated").account == "denies"


def test_the_same_store_gives_the_same_bytes(brief_store):
    for suffix in (".html", ".md"):
        assert brief_bytes(brief_store, "FRA", "DEU", suffix) == brief_bytes(brief_store, "FRA", "DEU", suffix)


def test_markdown_shows_hostile_words_without_obeying_them(brief_store):
    text = brief_bytes(brief_store, "FRA", "DEU", ".md").decode()
    assert "<script" not in text.replace("\\<script", "")
    assert "](javascript:" not in text.replace("\\](javascript:", "")
    assert "\n# France and Germany" in f"\n{text}"


@pytest.mark.parametrize(
    ("plain", "escaped"),
    [
        ("a | b", "a \\| b"),
        ("<b>", "\\<b\\>"),
        ("two\nlines", "two lines"),
        ("1. one", "1\\. one"),
        ("- x", "\\- x"),
        ("in 1914. Then", "in 1914. Then"),
    ],
)
def test_markdown_escapes(plain, escaped):
    assert markdown(plain) == escaped


def test_pdf_sets_hostile_words_as_text_and_is_the_same_each_time(brief_store):
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    first = brief_bytes(brief_store, "FRA", "DEU", ".pdf")
    assert first.startswith(b"%PDF-")
    assert first == brief_bytes(brief_store, "FRA", "DEU", ".pdf")


def test_pdf_says_how_near_an_outlet_has_its_words(brief_store, monkeypatch):
    class Compiler:
        def compile(self, source, format, sys_inputs, timestamp):
            self.brief = json.loads(sys_inputs["brief"])
            return b"%PDF-"

    compiler = Compiler()
    monkeypatch.setattr("detente.web.brief_pdf.compiler", lambda: compiler)
    quote = Quote("No talks were held.", False, "denies", "The Wire", "1 May 2020", "c", "a", "named; 1 link")
    brief = dataclasses.replace(
        gather(brief_store, "FRA", "DEU"), speakers=(Speaker("The ministry", "FRA", "official", None, (quote,)),)
    )
    assert to_pdf(brief)
    (speaker,) = compiler.brief["speakers"]
    (told,) = speaker["quotes"]
    assert (told["who"], told["signs"]) == ("reported, denies", "named; 1 link")


def test_pdf_without_its_extra_names_the_remedy(brief_store, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UsageError, match=r"pip install .detente\[pdf\]"):
        write_brief(brief_store, "FRA", "DEU", tmp_path / "brief.pdf")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_two_parties_without_news_give_a_page_that_says_so(brief_store, tmp_path, suffix):
    path = write_brief(brief_store, "Chad", "Fiji", tmp_path / f"brief.{suffix}")
    text = path.read_text(encoding="utf-8")
    assert "Chad" in text
    assert "Nothing that was read tells of" in text


def test_pdf_of_two_parties_without_news(brief_store):
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    assert brief_bytes(brief_store, "Chad", "Fiji", ".pdf").startswith(b"%PDF-")


def test_clear_errors(brief_store, tmp_path):
    with pytest.raises(UsageError, match=r"brief\.docx.*\.html, \.md or \.pdf"):
        write_brief(brief_store, "FRA", "DEU", tmp_path / "brief.docx")
    with pytest.raises(UsageError, match="both France"):
        write_brief(brief_store, "FRA", "France", tmp_path / "brief.html")
    with pytest.raises(UnknownActorError, match="Frnce"):
        write_brief(brief_store, "Frnce", "DEU", tmp_path / "brief.html")
    assert not list(tmp_path.iterdir())
