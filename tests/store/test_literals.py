"""What is written into a question comes back as it was."""

import datetime
import subprocess
import sys

import duckdb
import pytest

from detente import pipeline
from detente.store import create
from detente.store.literals import literal, with_values
from tests.fake_stages import STAGES, write_pages

TOLD = ("plain", "it's", "''; DROP TABLE claims; --", "a\\'b", "?", "", "é\n\t\u2028", "{}", "$1")


@pytest.mark.parametrize("value", [*TOLD, 7, -1, datetime.date(2022, 3, 9)])
def test_a_value_comes_back(value):
    assert duckdb.sql(f"SELECT {literal(value)}").fetchall() == [(value,)]


@pytest.mark.parametrize("values", [[], ["one"], list(TOLD), ["with\x1finside", "other"]])
def test_a_list_comes_back(values):
    assert duckdb.sql(f"SELECT {literal(values)}::VARCHAR[]").fetchall() == [(values,)]


def test_values_stand_in_the_order_of_their_marks():
    assert with_values("SELECT ? + ?, ?", [1, 2, "?"]) == "SELECT 1 + 2, '?'"
    with pytest.raises(ValueError, match="zip"):
        with_values("SELECT ?", [])


def test_a_nul_is_left_out():
    assert duckdb.sql(f"SELECT {literal('a' + chr(0) + 'b')}").fetchall() == [("ab",)]


def test_questions_to_a_store_load_no_library_for_tables(tmp_path):
    pipeline.read([write_pages(tmp_path / "in")], create(tmp_path / "s"), stages=STAGES)
    code = (
        "import sys; from pathlib import Path; from detente.store import Queries, open_record\n"
        "with Queries(open_record(Path(sys.argv[1]))) as q:\n"
        "    q.entries_between('ISR', 'TUR'); q.claims(['none']); q.files(); q.newest()\n"
        "print([m for m in ('pandas', 'pyarrow') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "s")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
