from datetime import date

import pytest

from detente.errors import DataError
from detente.model import Page, Refusal
from detente.pages import load_metadata, read_pages


def metadata(folder, text, name="meta.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_metadata(path)


def pages(folder):
    folder = folder / "pages"
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text("They met.")
    return folder


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("meta.csv", "file,outlet,published\na.txt,The Ledger,2 Apr 2024\n"),
        ("meta.csv", "\ufefffile;outlet;published\r\na.txt;The Ledger;2024-04-02\r\n"),
        ("meta.csv", "file\toutlet\tpublished\na.txt\tThe Ledger\t2024-04-02\n"),
        ("meta.csv", "published,File,outlet\n2024-04-02T10:00:00Z,pages/a.txt,The Ledger\n"),
        ("meta.jsonl", '{"file": "a.txt", "outlet": "The Ledger", "published": "April 2, 2024"}\n'),
    ],
)
def test_a_line_is_laid_over_its_page(tmp_path, name, text):
    (page,) = read_pages([pages(tmp_path)], metadata=metadata(tmp_path, text, name))
    assert page.outlet == "The Ledger"
    assert page.published.earliest == page.published.latest == date(2024, 4, 2)
    assert page.published.why[0].startswith("metadata: published")


def test_a_line_may_name_the_address(tmp_path):
    source = tmp_path / "p.jsonl"
    source.write_text('{"text": "They met.", "uri": "https://x.example/1"}')
    (page,) = read_pages([source], metadata=metadata(tmp_path, "uri,title\nhttps://x.example/1,Met\n"))
    assert page.title == "Met"


def test_a_line_without_a_page_is_warned_about_by_name(tmp_path):
    rows = metadata(tmp_path, "file,outlet\na.txt,X\nghost.txt,Y\n")
    page, warning = read_pages([pages(tmp_path)], metadata=rows)
    assert isinstance(page, Page)
    assert isinstance(warning, Refusal)
    assert warning.code == "warning-metadata-unmatched"
    assert "ghost.txt" in warning.reason
    assert list(read_pages([tmp_path / "pages"], metadata=rows, report_unmatched=False)) == [page]


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("file,publisher\na.txt,X\n", "column", "'publisher' is not read"),
        ("file,outlet\na.txt,X\na.txt,Y\n", "repeated", "line 2 is about 'a.txt' already"),
    ],
)
def test_what_is_left_aside_is_warned_about(tmp_path, text, code, told):
    page, warning = read_pages([pages(tmp_path)], metadata=metadata(tmp_path, text))
    assert page.outlet in (None, "X")
    assert warning.code == f"warning-metadata-{code}" and told in warning.reason


def test_two_pages_of_one_name(tmp_path):
    folder = pages(tmp_path)
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text("They met again.")
    *_, warning = read_pages([folder], metadata=metadata(tmp_path, "file,outlet\na.txt,X\n"))
    assert warning.code == "warning-metadata-several" and "2 pages are called 'a.txt'" in warning.reason
    rows = metadata(tmp_path, "file,outlet\nsub/a.txt,Y\na.txt,X\n")
    assert [page.outlet for page in read_pages([folder], metadata=rows)] == ["X", "Y"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,outlet\na.txt,X\n", "neither file nor uri"),
        ("file,published\na.txt,soon\n", "line 2: 'soon' is no date"),
        ("file,outlet\na.txt,X, of Y\n", "line 2: more cells than the header"),
        ("", "names neither file nor uri"),
        ('{"file": "a.txt"\n', "line 1: not JSON"),
        ('{"outlet": "X"}\n', "line 1: neither file nor uri"),
    ],
)
def test_a_broken_file_is_told_with_line_and_remedy(tmp_path, text, told):
    with pytest.raises(DataError, match=told):
        metadata(tmp_path, text)


def test_a_missing_file(tmp_path):
    with pytest.raises(DataError, match="can't be read: No such file"):
        load_metadata(tmp_path / "none.csv")
