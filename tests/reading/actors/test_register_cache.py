from datetime import date

import pytest

from detente.reading.actors.register_cache import FILE, cached_contents
from detente.reading.actors.register_files import Contents, read_contents
from detente.reading.actors.register_types import Entity, Person, Tenure

CONTENTS = Contents(
    (Entity(id="xaa", kind="state", name="Aland", country="XAA", code="XAA", start=date(1900, 1, 1)),),
    (Person("a-one", "A One", gender="f"),),
    (Tenure("a-one", "premier", "head-of-government", "XAA", None, "GOV", date(2001, 1, 1), None, "year"),),
    (),
)


def refuse():
    raise AssertionError("the files were read though the cache holds them")


def test_what_was_read_once_comes_from_the_cache_unchanged(tmp_path):
    assert cached_contents(lambda: CONTENTS, folder=tmp_path) == CONTENTS
    assert cached_contents(refuse, folder=tmp_path) == CONTENTS


def test_the_whole_register_survives_the_cache(tmp_path):
    fresh = cached_contents(read_contents, folder=tmp_path)
    assert cached_contents(refuse, folder=tmp_path) == fresh


@pytest.mark.parametrize("damage", [lambda kept: b"x" + kept[1:], lambda kept: kept[:-5], lambda kept: b""])
def test_a_stale_or_damaged_cache_is_read_anew(tmp_path, damage):
    cached_contents(lambda: Contents((), (), (), ()), folder=tmp_path)
    file = tmp_path / FILE
    file.write_bytes(damage(file.read_bytes()))
    assert cached_contents(lambda: CONTENTS, folder=tmp_path) == CONTENTS


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("", encoding="utf-8")
    assert cached_contents(lambda: CONTENTS, folder=blocker / "below") == CONTENTS
