"""The README says nothing that is left to fill in, and its commands exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "BENCHMARKS.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_no_placeholder_is_left(page):
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"\b(?:TODO|TBD|FIXME|XXX|FIGURES|TRANSCRIPT)\b", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_to_files_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), f"{page.name}: {target}"


def test_make_targets_of_the_readme_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"(?:`|\$ )make ([a-z]+)\b", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named
    assert named <= targets
