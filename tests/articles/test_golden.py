"""Pages in, JSON out; `python tests/golden/articles/regenerate.py` rewrites the JSON, the diff is reviewed."""

import importlib.util
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "golden" / "articles"
_SPEC = importlib.util.spec_from_file_location("golden_articles", FOLDER / "regenerate.py")
golden = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(golden)


@pytest.mark.parametrize("page", golden.PAGES, ids=lambda page: page.name)
def test_page_gives_its_golden_articles(page):
    assert golden.as_json(page) == page.with_suffix(".json").read_text(encoding="utf-8")
