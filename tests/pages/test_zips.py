"""Zip archives: members read as files are, and what is refused of those made to harm."""

import gzip
import io
import json
import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.model import Page, Refusal
from detente.pages import read_pages
from detente.settings import Settings

TEXT = "Norland and Lune met on day {} in Ostvik."


def packed(members, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def read(tmp_path, data, **options):
    (tmp_path / "a.zip").write_bytes(data)
    found = list(read_pages([tmp_path / "a.zip"], **options))
    return [r for r in found if isinstance(r, Page)], [r for r in found if isinstance(r, Refusal)]


def test_members_are_read_as_files_are_and_named_below_the_archive(tmp_path):
    members = [
        ("b.txt", "They met."),
        ("sub/a.html", "<html><body>They agreed.</body></html>"),
        ("c.jsonl", json.dumps({"text": "They parted."}) + "\n"),
        ("d.txt.gz", gzip.compress(b"They wrote.", mtime=0)),
        ("sub/", ""),
        (".hidden.txt", "No."),
        ("__MACOSX/x.txt", "No."),
    ]
    pages, refused = read(tmp_path, packed(members))
    assert refused == []
    assert [(p.file, p.text) for p in pages] == [
        ("a.zip/b.txt", "They met."),
        ("a.zip/sub/a.html", "They agreed."),
        ("a.zip/c.jsonl#1", "They parted."),
        ("a.zip/d.txt.gz", "They wrote."),
    ]


def test_archives_inside_archives_are_read_so_deep(tmp_path):
    data = packed([("t.txt", "They met.")])
    for _ in range(2):
        data = packed([("t.txt", "They met."), ("z.zip", data)])
    pages, refused = read(tmp_path, data)
    assert [p.file for p in pages] == ["a.zip/t.txt", "a.zip/z.zip/t.txt", "a.zip/z.zip/z.zip/t.txt"] and refused == []
    pages, refused = read(tmp_path, data, settings=Settings(max_archive_depth=2))
    assert len(pages) == 2 and [(r.code, r.file[-17:]) for r in refused] == [("nested", "a.zip/z.zip/z.zip")]


def test_an_archive_that_holds_itself_without_end_is_refused(tmp_path):
    data = packed([("t.txt", "They met.")])
    for _ in range(30):
        data = packed([("z.zip", data)])
    pages, refused = read(tmp_path, data)
    assert pages == [] and [r.code for r in refused] == ["nested"]


@pytest.mark.parametrize("name", ["/etc/a.txt", "../a.txt", "x/../../a.txt", "..\\a.txt", "C:\\a.txt", "."])
def test_a_name_that_leads_out_is_refused_and_the_rest_read(tmp_path, name):
    pages, refused = read(tmp_path, packed([(name, "No."), ("b.txt", "They met.")]))
    assert [p.text for p in pages] == ["They met."] and [r.code for r in refused] == ["name"]


def test_a_member_without_a_name_is_refused_and_the_rest_read(tmp_path):
    data = packed([("a.txt", "No."), ("b.txt", "They met.")])
    at = data.index(b"PK\x01\x02")
    data = data[: at + 46] + b"\0" + data[at + 47 :]
    pages, refused = read(tmp_path, data)
    assert [p.text for p in pages] == ["They met."] and [r.code for r in refused] == ["name"]


def test_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    pages, refused = read(tmp_path, packed([(link, "/etc/passwd")]))
    assert pages == [] and [r.code for r in refused] == ["type"]


def test_an_encrypted_member_is_refused_and_the_rest_read(tmp_path):
    data = bytearray(packed([("a.txt", "No."), ("b.txt", "They met.")]))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    pages, refused = read(tmp_path, bytes(data))
    assert [p.text for p in pages] == ["They met."] and [r.code for r in refused] == ["encrypted"]


def test_kinds_that_are_not_read_are_counted_not_listed(tmp_path):
    members = [(f"{n}.png", b"x") for n in range(30)] + [("b.txt", "They met.")]
    pages, refused = read(tmp_path, packed(members))
    assert [p.text for p in pages] == ["They met."] and len(refused) == 4
    assert refused[-1].reason.startswith("27 more members: .png is not read")


def test_a_damaged_member_costs_itself_alone(tmp_path):
    data = bytearray(packed([(f"{n}.txt", TEXT.format(n)) for n in range(3)], zipfile.ZIP_STORED))
    data[data.index(b"day 1")] ^= 0xFF
    pages, refused = read(tmp_path, bytes(data))
    assert [p.text for p in pages] == [TEXT.format(0), TEXT.format(2)] and [r.code for r in refused] == ["damaged"]


def test_an_archive_cut_off_is_refused_with_the_reason(tmp_path):
    pages, refused = read(tmp_path, packed([("a.txt", "They met.")])[:-30])
    assert pages == [] and [r.code for r in refused] == ["damaged"]


def test_a_member_that_swells_is_refused_by_its_size(tmp_path):
    pages, refused = read(tmp_path, packed([("a.txt", b" " * 30_000_000), ("b.txt", "They met.")]))
    assert [p.text for p in pages] == ["They met."] and [r.code for r in refused] == ["too-large"]


def test_members_that_swell_together_are_left_after_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr("detente.pages.zips._HARMLESS", 10_000)
    lines = ("They met.\n" * 5000).encode()
    members = [(f"{n}.txt", lines) for n in range(60)]
    pages, refused = read(tmp_path, packed(members), settings=Settings(max_expansion=10))
    assert 0 < len(pages) < 60 and {r.code for r in refused} == {"bomb"}
    assert refused[-1].reason.startswith(f"{60 - len(pages) - 3} more members: ")


def test_too_many_members_are_refused_before_they_are_listed(tmp_path, monkeypatch):
    data = packed([(f"{n}.txt", "They met.") for n in range(20)])
    _, refused = read(tmp_path, data, settings=Settings(max_archive_members=10))
    assert [r.code for r in refused] == ["too-many"] and "20 members" in refused[0].reason
    assert len(read(tmp_path, data, settings=Settings(max_archive_members=20))[0]) == 20


def test_the_large_layout_is_counted_too(tmp_path):
    data = packed([("a.txt", "They met.")])
    end = data.index(b"PK\x05\x06")
    end64 = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 10**9, 10**9, 47, end - 51)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    _, refused = read(tmp_path, data[:end] + end64 + locator + data[end:])
    assert [r.code for r in refused] == ["too-many"] and "1,000,000,000" in refused[0].reason


def test_an_archive_on_standard_input_is_read_within_its_limit():
    data = packed([("a.txt", "They met.")])
    (page,) = read_pages(["-"], stdin=io.BytesIO(data))
    assert (page.file, page.text) == ("stdin/a.txt", "They met.")
    (refused,) = read_pages(["-"], stdin=io.BytesIO(data), settings=Settings(max_spooled_bytes=50))
    assert refused.code == "too-large"


SOUND = packed([(f"{n}.txt", TEXT.format(n)) for n in range(5)])


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(SOUND) - 1), how=st.binary(max_size=12), cut=st.booleans())
def test_whatever_the_damage_nothing_is_raised_and_no_page_made_up(at, how, cut):
    data = SOUND[:at] if cut else SOUND[:at] + how + SOUND[at + len(how) :]
    found = list(read_pages(["-"], stdin=io.BytesIO(data)))
    assert found
    directory = SOUND.index(b"PK\x01\x02")
    if not cut and 100 < at < directory - 12:
        assert TEXT.format(0) in [p.text for p in found if isinstance(p, Page)]


def test_an_archive_without_members_is_told(tmp_path):
    pages, refused = read(tmp_path, packed([]))
    assert not pages and [(r.code, r.reason) for r in refused] == [("empty", "there is no file in it")]
