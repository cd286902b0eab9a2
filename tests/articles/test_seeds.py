"""The real pages that the main job must work on; not part of the project, so skipped where they are absent."""

import os
from datetime import date
from pathlib import Path

import pytest

from detente.articles import articles
from detente.model import Article, Page
from detente.pages import read_pages

SHARED = Path(os.environ.get("DETENTE_SHARED", Path(__file__).parents[3] / "shared"))
SEEDS = SHARED / "seeds"
DAYS = {
    ("000", 0): (date(2022, 3, 1), date(2022, 3, 10)),
    ("000", 1): (date(2025, 4, 15), date(2025, 4, 30)),
    ("001", 0): (date(2022, 3, 9), date(2022, 3, 10)),
    ("002", 0): (date(2022, 6, 19), date(2022, 6, 20)),
    ("003", 0): (date(2024, 4, 2), date(2024, 4, 2)),
    ("004", 0): (date(2025, 4, 10), date(2025, 4, 10)),
}

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed pages are not at {SEEDS}; set DETENTE_SHARED")


def stories():
    for page in read_pages([SEEDS]):
        assert isinstance(page, Page)
        for article in articles(page):
            assert isinstance(article, Article)
            yield page, article


def test_six_stories_each_with_an_interval_that_holds_its_day():
    found = {(page.file[:3], article.position): article.published for page, article in stories()}
    assert found.keys() == DAYS.keys()
    for key, (first, last) in DAYS.items():
        published = found[key]
        assert published.why
        assert published.earliest is None or published.earliest <= first, key
        assert published.latest is None or last <= published.latest, key
