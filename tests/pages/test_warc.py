"""Archives of the crawls: what is read of a sound one, and of one with a fault in it."""

import gzip
import io
import time
import zlib
from datetime import date

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.model import Page, Refusal
from detente.pages import read_pages
from detente.settings import Settings

HTML = "<html><body><article><h1>Met</h1><p>Norland and Lune met on day {} in Ostvik.</p></article></body></html>"


def answer(body, *, kind="text/html; charset=utf-8", status="200 OK", more=""):
    body = body if isinstance(body, bytes) else body.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def record(number=1, block=None, *, kind="response", length=None, media="application/http; msgtype=response"):
    block = answer(HTML.format(number)) if block is None else block
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://wire.example/{number}\r\n"
        f"WARC-Date: 2022-03-{number:02}T10:00:00Z\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def read(tmp_path, data, name="a.warc", **options):
    (tmp_path / name).write_bytes(data)
    found = list(read_pages([tmp_path / name], **options))
    return [r for r in found if isinstance(r, Page)], [r for r in found if isinstance(r, Refusal)]


def days(pages):
    """The numbers of the records that gave a page with all its words."""
    numbers = [(p.uri or "").rpartition("/")[2] for p in pages]
    return [int(n) for n, p in zip(numbers, pages, strict=True) if n.isdigit() and f"day {n} in Ostvik." in p.text]


FIVE = [record(n) for n in range(1, 6)]
PACKED = [gzip.compress(r, mtime=0) for r in FIVE]


def test_a_record_gives_a_page_with_its_address_and_day(tmp_path):
    pages, refused = read(tmp_path, b"".join(PACKED), "a.warc.gz")
    assert refused == []
    assert days(pages) == [1, 2, 3, 4, 5]
    assert [p.file for p in pages] == [f"a.warc.gz#{n}" for n in range(1, 6)]
    assert pages[1].uri == "https://wire.example/2"
    assert (pages[1].retrieved, pages[1].media_type) == (date(2022, 3, 2), "text/html")


@pytest.mark.parametrize("data", [b"".join(FIVE), gzip.compress(b"".join(FIVE), mtime=0), b"".join(PACKED)])
def test_packed_by_record_or_whole_or_not_at_all_and_from_standard_input(tmp_path, data):
    name = "a.warc.gz" if data.startswith(b"\x1f\x8b") else "a.warc"
    assert days(read(tmp_path, data, name)[0]) == [1, 2, 3, 4, 5]
    assert days([p for p in read_pages(["-"], stdin=io.BytesIO(data)) if isinstance(p, Page)]) == [1, 2, 3, 4, 5]


def test_plain_text_resources_and_conversions_are_pages(tmp_path):
    data = record(1, answer("They met.", kind="text/plain"))
    data += record(2, b"They agreed.", kind="conversion", media="text/plain")
    data += record(3, b"<html><body>They parted.</body></html>", kind="resource", media="text/html")
    pages, refused = read(tmp_path, data)
    assert [p.text for p in pages] == ["They met.", "They agreed.", "They parted."] and refused == []


def test_what_is_no_page_is_refused_by_its_reason_and_notes_on_the_crawl_are_not(tmp_path):
    data = record(1, b"software: x", kind="warcinfo") + record(2, b"GET / HTTP/1.1", kind="request")
    data += record(3, answer("x", status="404 Not Found")) + record(4, answer(b"\x89PNG", kind="image/png"))
    data += record(5, answer(""), kind="revisit") + record(6, answer("")) + record(7)
    pages, refused = read(tmp_path, data)
    assert days(pages) == [7]
    assert [(r.code, r.file[-2:]) for r in refused] == [
        ("status", "#3"),
        ("type", "#4"),
        ("revisit", "#5"),
        ("empty", "#6"),
    ]
    assert "404" in refused[0].reason and "image/png" in refused[1].reason


def test_of_many_refusals_the_rest_is_counted_in_one_line(tmp_path):
    data = b"".join(record(n % 28 + 1, answer("x", status="404 Not Found")) for n in range(40)) + record(9)
    pages, refused = read(tmp_path, data)
    assert days(pages) == [9]
    assert [r.reason for r in refused][3:] == ["37 more records: the answer was 404, not a page"]


def test_reasons_are_bounded_too(tmp_path):
    data = b"".join(record(1, answer("x", kind=f"image/{n}")) for n in range(500))
    _, refused = read(tmp_path, data)
    assert len(refused) < 100
    assert refused[-1].reason == "447 more records: other reasons"


def chunked(body):
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:7], body[7:])) + b"0\r\n\r\n"


PAGE = HTML.format(1).encode()


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip\r\n"),
        (gzip.compress(PAGE, mtime=0)[:-8], "Content-Encoding: GZIP\r\n"),
        (zlib.compress(PAGE), "Content-Encoding: deflate\r\n"),
        (zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate\r\n"),
        (brotli.compress(PAGE), "Content-Encoding: br\r\n"),
        (chunked(PAGE), "Transfer-Encoding: chunked\r\n"),
        (chunked(gzip.compress(PAGE, mtime=0)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
        (PAGE, "Content-Encoding: gzip\r\n"),
        (PAGE, "Content-Encoding: br\r\n"),
        (PAGE, "Transfer-Encoding: chunked\r\n"),
        (PAGE, "Content-Encoding: zstd\r\n"),
    ],
)
def test_codings_are_undone_and_those_that_lie_passed_by(tmp_path, body, more):
    pages, refused = read(tmp_path, record(1, answer(body, more=more)))
    assert days(pages) == [1] and refused == []


def test_a_coding_that_is_not_read_is_named(tmp_path):
    _, (refused,) = read(tmp_path, record(1, answer(b"(\xb5/\xfd\x04\x00", more="Content-Encoding: zstd\r\n")))
    assert refused.code == "coding" and "zstd" in refused.reason


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_body_that_swells_is_refused_within_the_limit(tmp_path, coding):
    body = {"gzip": gzip.compress, "br": brotli.compress}[coding](b" " * 5_000_000)
    data = record(1, answer(body, more=f"Content-Encoding: {coding}\r\n")) + record(2)
    pages, refused = read(tmp_path, data, settings=Settings(max_page_bytes=100_000))
    assert days(pages) == [2] and [r.code for r in refused] == ["too-large"]


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("text/html; charset=windows-1252", "<html><body>Café".encode("cp1252"), "Café"),
        ('text/html; charset="ISO-8859-1"', "<html><body>Café".encode(), "Café"),
        ("text/html; charset=utf-8", "<html><body>Café".encode("cp1252") + b" talks" * 40, "Café"),
        ("text/html", '<html><meta charset="koi8-r"><body>Переговоры'.encode("koi8-r"), "Переговоры"),
        ("text/html; charset=klingon", "<html><body>Café".encode(), "Café"),
    ],
)
def test_the_charset_of_the_answer_is_believed_as_far_as_it_fits(tmp_path, kind, body, told):
    pages, _ = read(tmp_path, record(1, answer(body, kind=kind)))
    assert told in pages[0].text


LONG, SHORT, NONE, HUGE = (record(2, length=n) for n in (5000, 60, "many", 10**15))


@pytest.mark.parametrize("lie", [LONG, SHORT, NONE, HUGE, record(2, length=-5), record(2, length=10**30)])
@pytest.mark.parametrize("pack", [lambda r: r, gzip.compress])
def test_a_length_that_lies_costs_no_other_record(tmp_path, lie, pack):
    data = b"".join(map(pack, [FIVE[0], lie, *FIVE[2:]]))
    pages, refused = read(tmp_path, data, "a.warc.gz" if pack is gzip.compress else "a.warc")
    assert [d for d in days(pages) if d != 2] == [1, 3, 4, 5]
    assert refused and all(r.file.endswith("#2") for r in refused)
    assert lie is HUGE or 2 in days(pages)


def test_a_record_that_claims_to_be_huge_is_refused_for_that(tmp_path):
    _, refused = read(tmp_path, FIVE[0] + HUGE + FIVE[2])
    assert [(r.code, "larger than any page" in r.reason) for r in refused] == [("damaged", True)]


def test_thousands_of_lengths_that_lie_take_no_time(tmp_path):
    lie = record(2, b"", length=19_000_000).rstrip() + b"\r\n\r\n"
    start = time.process_time()
    pages, refused = read(tmp_path, FIVE[0] + lie * 20_000 + FIVE[2] + FIVE[3])
    assert days(pages) == [1, 3, 4] and len(refused) < 10
    assert time.process_time() - start < 10


def test_rubbish_between_records_is_passed_over_and_told(tmp_path):
    pages, (refused,) = read(tmp_path, FIVE[0] + b"rubbish\n" * 9000 + FIVE[1])
    assert days(pages) == [1, 2] and refused.code == "damaged"


def test_a_member_damaged_in_the_middle_costs_itself_alone(tmp_path):
    bad = bytearray(PACKED[1])
    bad[40:60] = bytes(20)
    pages, refused = read(tmp_path, b"".join([PACKED[0], bytes(bad), *PACKED[2:]]), "a.warc.gz")
    assert [d for d in days(pages) if d != 2] == [1, 3, 4, 5]
    assert "damaged" in {r.code for r in refused}


def test_a_file_that_is_cut_off_gives_what_is_there(tmp_path):
    pages, refused = read(tmp_path, b"".join(PACKED)[:-40], "a.warc.gz")
    assert days(pages)[:4] == [1, 2, 3, 4] and "damaged" in {r.code for r in refused}
    pages, refused = read(tmp_path, b"".join(FIVE)[:-20])
    assert days(pages) == [1, 2, 3, 4, 5] and refused[0].code == "warning-damaged"


def test_a_record_larger_than_a_page_is_passed_over(tmp_path):
    limits = Settings(max_page_bytes=1000)
    pages, refused = read(tmp_path, FIVE[0] + record(2, answer("x " * 5000)) + FIVE[2], settings=limits)
    assert days(pages) == [1, 3] and [(r.code, r.file[-2:]) for r in refused] == [("too-large", "#2")]


def test_a_file_that_is_no_warc_says_so(tmp_path):
    _, (refused,) = read(tmp_path, b"x" * 200_000)
    assert refused.code == "damaged" and "no WARC record" in refused.reason


DAMAGE = st.one_of(
    st.tuples(st.just("cut"), st.integers(0, 2000), st.just(b"")),
    st.tuples(st.just("write"), st.integers(0, 2000), st.binary(min_size=1, max_size=30)),
    st.tuples(st.just("drop"), st.integers(0, 2000), st.binary(min_size=1, max_size=200)),
)


def damaged(data, kind, at, how):
    at %= len(data)
    return {
        "cut": data[:at],
        "write": data[:at] + how + data[at + len(how) :],
        "drop": data[:at] + data[at + len(how) :],
    }[kind], at


TEXTS = [record(n, answer(f"Norland and Lune met on day {n} in Ostvik.", kind="text/plain")) for n in range(1, 6)]


@pytest.mark.parametrize("parts", [TEXTS, [gzip.compress(r, mtime=0) for r in TEXTS]], ids=["plain", "gzip"])
@settings(max_examples=200, deadline=None)
@given(damage=DAMAGE)
def test_whatever_the_damage_the_pages_before_it_are_read(parts, damage):
    data, at = damaged(b"".join(parts), *damage)
    before = [n for n in range(1, 6) if len(b"".join(parts[:n])) <= at]
    found = list(read_pages(["-"], stdin=io.BytesIO(data)))
    assert days([p for p in found if isinstance(p, Page)])[: len(before)] == before
