import json
import subprocess
import sys

from benchmarks.archive_memory import _ONE, write_archive
from detente.model import Page
from detente.pages import read_pages


def test_the_archive_is_as_large_as_asked_and_all_of_it_is_pages(tmp_path):
    path = tmp_path / "a.warc.gz"
    records = write_archive(path, 400_000)
    pages = list(read_pages([path]))
    assert len(pages) == records == 4 and all(isinstance(page, Page) for page in pages)
    assert len({page.text for page in pages}) == records


def test_the_process_that_is_measured_tells_its_peak(tmp_path):
    write_archive(tmp_path / "a.warc.gz", 1)
    command = [sys.executable, "-c", _ONE, str(tmp_path / "a.warc.gz")]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert (found["pages"], found["stories"]) == (1, 1) and found["peak"] > 10
