import os
from pathlib import Path

import pytest

from detente.model import Refusal
from detente.pages import Input, list_inputs


def write(path, text="Text."):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(paths):
    return [item.name for item in list_inputs(paths) if isinstance(item, Input)]


def test_a_folder_is_walked_sorted_without_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt"):
        write(tmp_path / name)
    assert names([tmp_path]) == ["a.txt", "b.txt", "sub/c.txt"]


def test_a_file_is_named_alike_from_wherever_it_is_read(tmp_path):
    path = write(tmp_path / "a.txt")
    assert names([path]) == names([tmp_path]) == names([tmp_path / "*.txt"]) == ["a.txt"]


def test_a_file_named_twice_is_read_once(tmp_path):
    path = write(tmp_path / "a.txt")
    assert len(list_inputs([path, tmp_path, f"{tmp_path}/../{tmp_path.name}/a.txt"])) == 1


def test_a_pattern_without_match_is_refused(tmp_path):
    (refusal,) = list_inputs([tmp_path / "*.txt"])
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.reason) == ("unreadable", "no file matches this pattern")


def test_standard_input():
    assert list_inputs(["-"]) == [Input("-", "stdin")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every folder")
def test_a_closed_folder_is_refused_and_the_rest_read(tmp_path):
    write(tmp_path / "a.txt")
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        found = list_inputs([tmp_path])
    finally:
        closed.chmod(0o700)
    assert [type(item).__name__ for item in found] == ["Input", "Refusal"]


def test_an_unreadable_folder_is_refused(tmp_path, monkeypatch):
    def refuse(top, onerror):
        onerror(PermissionError(13, "Permission denied", str(top)))
        return iter(())

    monkeypatch.setattr(os, "walk", refuse)
    (refusal,) = list_inputs([tmp_path])
    assert (refusal.file, refusal.code) == (str(Path(tmp_path)), "unreadable")
    assert "Permission denied" in refusal.reason


def test_a_store_among_the_pages_is_no_input(tmp_path):
    write(tmp_path / "a.txt")
    write(tmp_path / "detente-store" / "manifest.json", '{"format": "detente store", "schema": 1}')
    write(tmp_path / "site" / "manifest.json", '{"name": "a site"}')
    assert names([tmp_path]) == ["a.txt", "site/manifest.json"]


def test_an_address_is_an_input_called_by_itself():
    address = "https://example.org//feed.xml?a=1"
    assert list_inputs([address, address]) == [Input(address, address)]


@pytest.mark.parametrize("path", ["", " ", "ftp://example.org/feed.xml"])
def test_what_is_no_path_is_refused(path):
    (refusal,) = list_inputs([path])
    assert isinstance(refusal, Refusal) and refusal.reason
