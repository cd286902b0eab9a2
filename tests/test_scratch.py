import gc

from detente.scratch import Scratch


def test_what_was_appended_is_read_at_its_place(tmp_path):
    scratch = Scratch(tmp_path)
    places = [scratch.append(content) for content in (b"one", b"", b"three")]
    assert scratch.read(places[0], 3) == b"one"
    assert scratch.read(places[2], 5) == b"three"
    later = scratch.append(b"four")
    assert scratch.read(later, 4) == b"four"


def test_it_leaves_no_file_and_closes_its_own(tmp_path):
    scratch = Scratch(tmp_path)
    scratch.append(b"x" * 100_000)
    assert not list(tmp_path.iterdir())
    file = scratch._file
    del scratch
    gc.collect()
    assert file.closed
