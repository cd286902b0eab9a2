import gzip
import io
import json
import os
from datetime import date
from itertools import pairwise

import pytest

from detente.model import Page, Refusal
from detente.pages import page_of, read_pages
from detente.settings import Settings

TEXT = "Norland and Lune met.\r\nThey agreed.\n"


def read(folder, name, data, **options):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_pages([path], **options))


def refusal(records):
    (record,) = records
    assert isinstance(record, Refusal)
    assert record.stage == "pages"
    return record


def test_text_is_exactly_what_the_file_holds(tmp_path):
    (page,) = read(tmp_path, "a.txt", TEXT)
    assert (page.text, page.file, page.media_type) == (TEXT, "a.txt", "text/plain")


def test_a_byte_order_mark_is_no_text(tmp_path):
    for encoding in ("utf-8-sig", "utf-16"):
        (page,) = read(tmp_path, "a.txt", TEXT.encode(encoding))
        assert page.text == TEXT


def test_declared_charset_of_html(tmp_path):
    html = '<html><head><meta charset="windows-1252"></head><body><p>Caf\xe9 talks in Ostvik.</p></body></html>'
    (page,) = read(tmp_path, "a.html", html.encode("cp1252"))
    assert page.text == "Café talks in Ostvik."


def test_undeclared_charset_is_told_from_the_words(tmp_path):
    text = "Der Botschafter kehrt nach Köln zurück, und die Gespräche über Zölle gehen für längere Zeit weiter.\n" * 5
    (page,) = read(tmp_path, "a.txt", text.encode("cp1252"))
    assert page.text == text


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        ("a.txt", bytes(range(1, 32)) * 40, "binary"),
        ("a.txt", b"\xff\xfe\x00", "encoding"),
        ("a.html", b'<html><head><meta charset="klingon-1"></head><body>\xff\xc0 talks</body></html>', "encoding"),
        ("a.html", b"<html><body></body></html>", "empty"),
        ("a.zip", b"x", "damaged"),
        ("a.zip.gz", b"x", "type"),
        ("a.pdf", b"x", "type"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b"{no json}\n", "json"),
        ("a.jsonl", b"[1]\n", "json"),
        ("a.jsonl", b'{"title": "No text"}\n', "empty"),
        ("a.txt.gz", b"not gzip", "damaged"),
        ("a.html.gz", gzip.compress(b"<html><body><p>They met.", mtime=0)[:-9], "damaged"),
        ("a.json", b"{no json}", "json"),
        ("a.json", b'"They met."', "json"),
    ],
)
def test_bad_input_is_refused_with_its_code(tmp_path, name, data, code):
    record = refusal(read(tmp_path, name, data))
    assert record.code == code
    assert name in record.file
    assert record.reason


def test_a_missing_file_is_refused_with_the_reason_of_the_system(tmp_path):
    record = refusal(list(read_pages([tmp_path / "none.txt"])))
    assert (record.code, record.reason) == ("unreadable", "it can't be opened: No such file or directory")


def test_limits(tmp_path):
    settings = Settings(max_page_bytes=1000, max_line_chars=100)
    assert refusal(read(tmp_path, "a.txt", "x " * 600, settings=settings)).code == "too-large"
    assert refusal(read(tmp_path, "a.txt", "x " * 60, settings=settings)).code == "long-line"
    assert refusal(read(tmp_path, "a.jsonl", '{"text": "' + "x " * 600 + '"}', settings=settings)).code == "too-large"


def test_one_bad_file_does_not_stop_the_rest(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\0")
    (tmp_path / "b.txt").write_text(TEXT)
    assert [type(record).__name__ for record in read_pages([tmp_path])] == ["Refusal", "Page"]


def test_html_cut_in_the_middle_is_read_with_a_warning(tmp_path):
    html = "<html><body><article><p>Norland and Lune met on Monday.</p><p>They agr"
    warning, page = read(tmp_path, "a.html", html)
    assert warning.code == "warning-truncated-html"
    assert page.text.startswith("Norland and Lune met on Monday.")


def test_json_lines_give_a_page_each(tmp_path):
    first = {
        "text": "They met.",
        "title": "Met",
        "url": "https://x.example/1",
        "date": "2021-03-05",
        "source": {"name": "X"},
    }
    second = {"html": "<html><body><p>They agreed.</p></body></html>", "outlet": "Y"}
    data = "\n".join([json.dumps(first), "", "{broken", json.dumps(second)]).encode()
    one, bad, two = read(tmp_path, "a.jsonl.gz", gzip.compress(data, mtime=0))
    assert (one.file, one.text, one.title, one.uri, one.outlet) == (
        "a.jsonl.gz#1", "They met.", "Met", "https://x.example/1", "X",
    )  # fmt: skip
    assert one.published.earliest == one.published.latest == date(2021, 3, 5)
    assert bad.file.endswith("a.jsonl.gz#3")
    assert (two.file, two.text, two.media_type, two.outlet) == ("a.jsonl.gz#4", "They agreed.", "text/html", "Y")


def test_a_date_that_is_none_is_warned_about(tmp_path):
    warning, page = read(tmp_path, "a.jsonl", '{"text": "They met.", "date": "lately"}')
    assert (warning.code, page.published) == ("warning-date", None)


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"They met.", "They met."), (b'{"text": "They met."}', "They met."), (b"<html><body>They met.", "They met.")],
)
def test_standard_input_is_told_by_its_look(data, text):
    pages = [r for r in read_pages(["-"], stdin=io.BytesIO(data)) if isinstance(r, Page)]
    assert [page.text for page in pages] == [text]


def test_ids_depend_on_text_and_name_alone(tmp_path):
    (tmp_path / "x").mkdir()
    for path in ("a.txt", "b.txt", "x/a.txt"):
        (tmp_path / path).write_text(TEXT)
    pages = {page.file: page.id for page in read_pages([tmp_path])}
    assert len(set(pages.values())) == 3
    assert [page.id for page in read_pages([tmp_path / "x"])] == [pages["a.txt"]]
    assert page_of(TEXT, media_type="text/plain", name="a.txt").id != pages["x/a.txt"]


def met(extra=""):
    paragraph = "<p>Norland and Lune met on Monday and agreed to reopen both consulates before the end of the year.</p>"
    html = (
        f"<html><body><nav><a>World</a></nav><article><h1>Met</h1>{paragraph}{paragraph.replace('Monday', 'Tuesday')}"
    )
    html += f"</article><footer>{extra}Copyright</footer></body></html>"
    return page_of(html, media_type="text/html", name="a.html")


def test_html_is_kept_whole_and_tells_its_main_text():
    page = met()
    main = "\n".join(page.text[span.start : span.end] for span in page.main)
    assert page.text.startswith("World\n")
    assert page.text.endswith("\nCopyright")
    assert main.count("Norland and Lune met on") == 2
    assert "World" not in main
    assert "Copyright" not in main


def test_main_stretches_begin_and_end_with_a_line():
    page = met("<p>Terms</p><p>Norland and Lune met on Monday and agreed to reopen both consulates before the end</p>")
    assert page.main
    assert all(a.end < b.start for a, b in pairwise(page.main))
    for span in page.main:
        assert page.text[span.start - 1 : span.start] in ("", "\n")
        assert page.text[span.end : span.end + 1] in ("", "\n")


def test_plain_text_has_no_known_main_text(tmp_path):
    (page,) = read(tmp_path, "a.txt", TEXT)
    assert page.main == ()


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused_and_not_read_for_ever(tmp_path, target):
    (tmp_path / "a.txt").symlink_to(target)
    assert refusal(read_pages([tmp_path])).code == "unreadable"


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert "pipe" in refusal(read_pages([tmp_path])).reason


@pytest.mark.parametrize("target", ["nowhere.txt", "a.txt"])
def test_a_link_that_leads_nowhere_is_refused_by_name(tmp_path, target):
    (tmp_path / "a.txt").symlink_to(target)
    found = refusal(read_pages([tmp_path]))
    assert (found.file, found.code) == (str(tmp_path / "a.txt"), "unreadable")


def test_folders_linked_in_a_circle_are_walked_once(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "back").symlink_to("..")
    assert [page.file for page in read_pages([tmp_path])] == ["a.txt"]


def test_a_file_name_that_is_no_utf_8_is_written_out(tmp_path):
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123 (a name of bytes)
        file.write(TEXT.encode())
    (page,) = read_pages([tmp_path])
    assert page.file == "caf\\xe9.txt"


def test_half_characters_in_json_are_refused(tmp_path):
    lines = '{"text": "Norland \\ud800 met Lune."}\n{"text": "Norland met Lune.", "source": {"name": "\\udc00"}}\n'
    assert [r.code for r in read(tmp_path, "a.jsonl", lines)] == ["encoding", "encoding"]


def test_markup_that_no_parser_bears_costs_its_page_alone(tmp_path, monkeypatch):
    def stumble(html):
        raise AssertionError("a tree without a root")

    monkeypatch.setattr("detente.pages.documents.render", stumble)
    (tmp_path / "a.html").write_text("<html><body>They met.")
    (tmp_path / "b.txt").write_text(TEXT)
    refused, page = read_pages([tmp_path])
    assert (refused.code, page.text) == ("failed", TEXT) and "without a root" in refused.reason
