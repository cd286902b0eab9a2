"""Pages in, JSON out; `make golden` rewrites the JSON, the diff is reviewed."""

import json

import pytest

from tests.golden import __main__ as golden
from tests.golden import made_articles

AT_LEAST = 30


@pytest.mark.parametrize("page", made_articles.PAGES, ids=lambda page: page.name)
def test_page_gives_its_golden_articles(page):
    expected = made_articles.golden_of(page).read_text(encoding="utf-8")
    assert made_articles.made(page) == expected, "run `make golden` and read the diff"


def test_the_pages_are_many_and_of_many_kinds():
    assert len(made_articles.PAGES) >= AT_LEAST
    assert {page.suffix for page in made_articles.PAGES} == {".txt", ".html", ".jsonl"}


def test_some_pages_are_read_and_some_refused():
    told = [json.loads(made_articles.golden_of(page).read_text(encoding="utf-8")) for page in made_articles.PAGES]
    codes = {item["code"] for items in told for item in items if "code" in item}
    assert {"language", "no-story"} <= codes
    assert sum(any("headline" in item for item in items) for items in told) >= AT_LEAST


def test_no_golden_file_is_left_without_its_page():
    assert sorted(made_articles.FOLDER.glob("*.json")) == sorted(path for path, _ in golden.goldens())


def test_regenerating_writes_only_what_has_changed(tmp_path, monkeypatch, capsys):
    kept, stale, new = (tmp_path / name for name in ("kept.json", "stale.json", "new.json"))
    kept.write_text("[]\n", encoding="utf-8")
    stale.write_text("[1]\n", encoding="utf-8")
    before = kept.stat().st_mtime_ns
    monkeypatch.setattr(golden, "goldens", lambda: [(path, "[]\n") for path in (kept, stale, new)])
    assert golden.main() == 0
    assert {path.read_text(encoding="utf-8") for path in (kept, stale, new)} == {"[]\n"}
    assert kept.stat().st_mtime_ns == before
    said = capsys.readouterr().out
    assert (str(kept) in said, str(stale) in said, str(new) in said) == (False, True, True)
