"""Inputs made to exhaust memory or time: refused within the limits, what came before read."""

import gzip
import io
import random
import subprocess
import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import RefusedInput
from detente.model import Page
from detente.pages import read_pages
from detente.pages.limits import Gunzip, Metered
from detente.settings import Settings

LINE = b'{"text": "Norland and Lune met in Ostvik."}\n'


class Endless(io.RawIOBase):
    """A stream that repeats bytes for ever, and counts what was taken."""

    def __init__(self, head, more):
        self.data, self.more, self.taken = head, more, 0

    def readable(self):
        return True

    def read(self, size=-1):
        assert size > 0
        while len(self.data) < size:
            self.data += self.more * (1 + size // len(self.more))
        found, self.data = self.data[:size], self.data[size:]
        self.taken += size
        return found


def codes(found):
    return [record.code for record in found if not isinstance(record, Page)]


@pytest.mark.parametrize("head", [b"Norland and Lune met.\n", b"<html><body>", b"[{", b"{\n"])
def test_a_page_on_standard_input_that_never_ends_is_left_at_the_limit_of_a_page(head):
    stream = Endless(head, b"and met again ")
    assert codes(read_pages(["-"], stdin=stream, settings=Settings(max_page_bytes=100_000))) == ["too-large"]
    assert stream.taken < 400_000


@pytest.mark.parametrize("more", [LINE, b"\n" * 10, b'{"text": "'])
def test_lines_that_never_end_are_left_at_the_limit_of_a_stream(more):
    limits = Settings(max_stream_bytes=200_000, max_page_bytes=10_000)
    found = list(read_pages(["-"], stdin=Endless(LINE, more), settings=limits))
    assert isinstance(found[0], Page)
    assert codes(found)[-1] == "too-large" and "goes on" in found[-1].reason


def test_records_that_never_end_are_left_at_the_limit_of_a_stream():
    stream = Endless(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n", b"HTTP/1.1 200 OK\r\n")
    limits = Settings(max_stream_bytes=500_000, max_page_bytes=10_000)
    assert codes(read_pages(["-"], stdin=stream, settings=limits)) == ["too-large"]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.json.gz"])
def test_a_page_that_swells_is_refused_at_the_limit_of_a_page(tmp_path, name):
    (tmp_path / name).write_bytes(gzip.compress(b" x" * 15_000_000))
    assert codes(read_pages([tmp_path / name])) == ["too-large"]


def test_a_line_that_swells_without_end_is_left_and_the_next_member_read(tmp_path, monkeypatch):
    monkeypatch.setattr("detente.pages.limits._HARMLESS", 1_000_000)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINE) + gzip.compress(b" " * 50_000_000) + gzip.compress(LINE))
    found = list(read_pages([tmp_path / "a.jsonl.gz"]))
    assert len([r for r in found if isinstance(r, Page)]) == 2
    assert codes(found) == ["bomb"] and "200 times" in found[-1].reason


def test_half_a_gigabyte_in_one_line_takes_no_memory(tmp_path):
    """In a process of its own: a line and then 500 MB without an end, as lines, as text, as records."""
    for name in ("a.jsonl", "a.txt", "a.warc"):
        with (tmp_path / name).open("wb") as file:
            file.write(LINE)
            file.truncate(500_000_000)
    script = (
        "import sys, resource\nfrom detente.pages import read_pages\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print([getattr(r, 'code', 'page') for r in read_pages([sys.argv[1]])])\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    found, megabytes = done.stdout.split("\n")[:2]
    assert found == "['page', 'too-large', 'too-large', 'damaged']"
    assert int(megabytes) < 150


def test_a_metered_stream_gives_all_up_to_its_limit():
    stream = io.BufferedReader(Metered(io.BytesIO(b"x" * 100), "a", 100))
    assert stream.read() == b"x" * 100
    with pytest.raises(RefusedInput):
        io.BufferedReader(Metered(io.BytesIO(b"x" * 101), "a", 100)).read()


def expanded(data, expansion=200):
    raw = Gunzip(io.BytesIO(data), expansion)
    return io.BufferedReader(raw).read(), dict(raw.faults)


DRAW = random.Random(1)
MEMBERS = [gzip.compress(DRAW.randbytes(n), mtime=0) for n in (0, 1, 500, 70_000, 300_000)]
WHOLE = b"".join(gzip.decompress(m) for m in MEMBERS)


def test_members_are_joined_and_zeros_between_them_skipped():
    assert expanded(b"".join(MEMBERS)) == (WHOLE, {})
    assert expanded(b"\0\0\0".join(MEMBERS) + b"\0" * 100_000) == (WHOLE, {})
    assert expanded(b"") == (b"", {})


def test_faults_are_told_apart():
    assert expanded(MEMBERS[2][:-1])[1] == {"cut": 1}
    assert expanded(b"rubbish")[1] == {"damaged": 1}
    assert expanded(MEMBERS[2] + b"rubbish" + MEMBERS[1]) == (
        gzip.decompress(MEMBERS[2]) + b"\n" + gzip.decompress(MEMBERS[1]), {"damaged": 1},
    )  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, 90_000), how=st.binary(min_size=1, max_size=20), cut=st.booleans())
def test_whatever_the_damage_what_comes_before_is_expanded(at, how, cut):
    packed = b"".join(MEMBERS[:4])
    at %= len(packed)
    data, faults = expanded(packed[:at] if cut else packed[:at] + how + packed[at + len(how) :])
    sound = b""
    for number, member in enumerate(MEMBERS[:4], 1):
        if len(b"".join(MEMBERS[:number])) <= at:
            sound += gzip.decompress(member)
    assert data.startswith(sound)
    assert data == WHOLE[: len(data)] or faults


def test_the_reader_of_gzip_agrees_with_zlib_on_what_is_cut():
    whole = zlib.decompressobj(31).decompress(MEMBERS[4][:1000])
    assert expanded(MEMBERS[4][:1000]) == (whole + b"\n", {"cut": 1})


@pytest.mark.parametrize(
    "data",
    [b"\x1f\x8b\x08" * 5000, gzip.compress(b"They met.", mtime=0)[:-9], gzip.compress(b"x" * 900, mtime=0)[:-9]],
)
def test_a_damaged_page_in_gzip_is_refused_from_a_file_as_from_standard_input(tmp_path, data):
    (tmp_path / "a.txt.gz").write_bytes(data)
    assert codes(read_pages([tmp_path])) == codes(read_pages(["-"], stdin=io.BytesIO(data))) == ["damaged"]


def test_what_is_packed_into_gzip_is_looked_into_on_standard_input():
    for data in (b"They met.", LINE, b"<html><body>They met."):
        found = list(read_pages(["-"], stdin=io.BytesIO(gzip.compress(data))))
        assert [type(r) for r in found if isinstance(r, Page)] == [Page]
