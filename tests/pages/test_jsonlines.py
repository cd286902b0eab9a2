"""JSON Lines and JSON documents: fields by name, and what is refused."""

import gzip
import io
import json
from datetime import date

import pytest

from detente.model import Page
from detente.pages import read_pages
from detente.settings import Settings

FULL = {
    "content": "They met.",
    "title": "Met",
    "url": "https://x.example/1",
    "date": "2021-03-05T10:00:00Z",
    "source": {"id": None, "name": "The X"},
    "author": ["A. Writer", {"name": "B. Writer"}],
    "lang": "en",
}


def read(tmp_path, name, data, **options):
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_pages([tmp_path / name], **options))


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.jsonl.gz", "a.json.gz"])
def test_fields_are_found_by_their_names(tmp_path, name):
    data = json.dumps(FULL).encode()
    (page,) = read(tmp_path, name, gzip.compress(data) if name.endswith("gz") else data)
    assert (page.text, page.title, page.uri, page.outlet) == ("They met.", "Met", "https://x.example/1", "The X")
    assert (page.published.earliest, page.byline, page.language) == (date(2021, 3, 5), "A. Writer, B. Writer", "en")
    assert page.file == (name if ".json." in name + "." else f"{name}#1")


def test_objects_of_an_array_are_numbered(tmp_path):
    found = read(tmp_path, "a.json", json.dumps([FULL, "x", {"title": "None"}, {"html": "<p>They agreed."}], indent=1))
    assert [getattr(r, "code", None) or r.file for r in found] == ["a.json#1", "json", "empty", "a.json#4"]
    assert found[1].file.endswith("a.json#2")


def test_an_empty_array_is_told(tmp_path):
    assert [(r.code, r.reason) for r in read(tmp_path, "a.json", "[]")] == [("empty", "the list in it is empty")]


def test_an_object_over_many_lines_is_read_from_standard_input():
    for data in (json.dumps(FULL, indent=2), json.dumps([FULL]), json.dumps([FULL], indent=2)):
        (page,) = read_pages(["-"], stdin=io.BytesIO(data.encode()))
        assert page.text == "They met."


def test_a_document_too_large_to_hold_names_the_way_out(tmp_path):
    (refused,) = read(tmp_path, "a.json", json.dumps([FULL] * 50), settings=Settings(max_page_bytes=1000))
    assert refused.code == "too-large" and "jq -c" in refused.reason


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"text": "They met.\0"}, "binary"),
        ({"text": "x" * 200_000}, "long-line"),
        ({"text": ["\ud800"]}, "encoding"),
        ({"text": {"nested": "They met."}}, "empty"),
        ({"text": 0.5, "html": None}, "empty"),
        ({"html": "<html><body></body></html>"}, "empty"),
    ],
)
def test_lines_without_text_are_refused_by_their_reason(tmp_path, value, code):
    (refused,) = read(tmp_path, "a.jsonl", json.dumps(value))
    assert (refused.code, refused.file[-9:]) == (code, "a.jsonl#1")


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a":' * 100_000, b'{"a": ' + b"9" * 10_000 + b"}", b"\xff\xfe{", b"NaN"]
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_what_is_no_json_is_refused(tmp_path, data, name):
    (refused,) = read(tmp_path, name, data)
    assert refused.code in ("json", "encoding")


def test_a_file_cut_off_gives_the_lines_before(tmp_path):
    data = gzip.compress(b"".join(json.dumps({"text": f"They met {n} times."}).encode() + b"\n" for n in range(2000)))
    found = read(tmp_path, "a.jsonl.gz", data[: len(data) // 2])
    pages = [r for r in found if isinstance(r, Page)]
    assert 100 < len(pages) < 2000 and pages[-1].text == f"They met {len(pages) - 1} times."
    assert [r.code for r in found[len(pages) :]] == ["json", "damaged"]


def test_of_many_bad_lines_the_rest_is_counted(tmp_path):
    found = read(tmp_path, "a.jsonl", "{broken\n" * 5000 + json.dumps(FULL))
    assert len(found) == 5
    assert found[-1].reason.startswith("4,997 more lines: this is not JSON")
