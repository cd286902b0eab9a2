"""Pages are cut by days, in any order and after any interruption alike, and whoever reads a span of days finds it."""

import datetime

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.dataset
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import pipeline
from detente.model import Date, Interval, Page, content_id
from detente.settings import Settings
from detente.store import create, partitions
from detente.store.partitions import cut, day_of, days_of, folder_of, windows
from tests.fake_stages import STAGES, write_days, write_pages

FIRST = Date(2022, 1, 1)
DAYS = st.none() | st.integers(0, 400).map(lambda n: FIRST + datetime.timedelta(n * n // 400))
SIZES = st.sampled_from([1, 2, 3, 4, 7, 8, 16, 64])


def pages_of(days):
    """Pages by an id that has nothing to do with their order."""
    return {content_id("page", n): day for n, day in enumerate(days)}


@given(st.lists(DAYS, max_size=300), SIZES)
def test_every_page_is_in_one_partition_and_busy_days_have_their_own(days, size):
    pages = pages_of(days)
    found = cut(pages, size)
    assert sorted(id for ids in found for id in ids) == sorted(pages)
    assert all(len(ids) <= size + -(-size // 4) for ids in found)
    for ids in found:
        held = {pages[id] for id in ids}
        assert len(held) == 1 or all(days.count(day) < -(-size // 4) and day for day in held)


@given(st.lists(DAYS, max_size=300), SIZES, st.randoms())
def test_partitions_that_are_done_leave_the_others_as_they_were(days, size, draw):
    pages = pages_of(days)
    found = cut(pages, size)
    left = [ids for ids in found if draw.random() < draw.choice([0.1, 0.5, 0.9])]
    assert cut({id: pages[id] for ids in left for id in ids}, size) == left


@given(st.lists(DAYS, max_size=100), SIZES, st.randoms())
def test_the_order_of_pages_makes_no_difference(days, size, draw):
    pages = pages_of(days)
    mixed = draw.sample(sorted(pages), len(pages))
    assert cut({id: pages[id] for id in mixed}, size) == cut(pages, size)


def test_busy_days_stay_whole_and_thin_ones_share():
    days = [FIRST] * 137 + [FIRST + datetime.timedelta(n) for n in range(1, 11) for _ in range(10)] + [None] * 3
    found = cut(pages_of(days), 64)
    assert [len(ids) for ids in found] == [64, 73, 70, 30, 3]


def page(id, text="", published=None, retrieved=None):
    return Page(id, None, f"{id}.txt", None, retrieved, "text/plain", text, published=published)


def test_a_window_ends_by_its_pages_or_its_text(monkeypatch):
    met = []
    monkeypatch.setattr(partitions, "WINDOW", 2)
    monkeypatch.setattr(partitions, "WINDOW_CHARACTERS", 10)
    found = windows(iter([page("a"), page("b"), page("c"), page("d"), page("e", "x" * 10), page("f")]), 2, met.append)
    assert [[p.id for p in window] for window in found] == [["a", "b", "c", "d"], ["e"], ["f"]]
    assert [p.id for p in met] == [*"abcdef"]


@pytest.mark.parametrize(
    ("published", "retrieved", "day"),
    [
        (Interval(Date(2022, 3, 7), Date(2022, 3, 9)), Date(2022, 4, 1), Date(2022, 3, 9)),
        (Interval(Date(2022, 3, 7), None), None, Date(2022, 3, 7)),
        (Interval(None, None), Date(2022, 4, 1), Date(2022, 4, 1)),
        (None, Date(2022, 4, 1), Date(2022, 4, 1)),
        (None, None, None),
    ],
)
def test_the_day_of_a_page(published, retrieved, day):
    assert day_of(published, retrieved) == day


def test_the_days_of_pages_are_known_only_if_each_is():
    assert days_of([Date(2022, 3, 9), Date(2022, 3, 2), Date(2022, 3, 4)]) == (Date(2022, 3, 2), Date(2022, 3, 9))
    assert days_of([Date(2022, 3, 9), None]) is None
    assert days_of([]) is None
    assert folder_of((Date(2022, 3, 2), Date(2022, 3, 9))) == "first=2022-03-02/last=2022-03-09"


START, END = Date(2022, 3, 10), Date(2022, 4, 9)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    folder = tmp_path_factory.mktemp("days")
    days = write_days(folder / "days.csv", 120)
    options = pipeline.Options(days, settings=Settings(partition_pages=16))
    record = create(folder / "s")
    pipeline.read([write_pages(folder / "in", 120)], record, options, stages=STAGES)
    return record


@pytest.fixture(scope="module")
def wanted(record):
    """The claims of files that may hold pages of the span: all that are undated, none that lie wholly outside."""
    found = {
        claim.id
        for done in record.partitions()
        if done.days is None or (done.days[0] <= END and done.days[1] >= START)
        for claim in record.partition("claims", done.stem)
    }
    days = {p.id: day_of(p.published, p.retrieved) for p in record.read("pages")}
    inside = {c.id for c in record.read("claims") if days[c.page] and START <= days[c.page] <= END}
    assert inside < found < {c.id for c in record.read("claims")}
    return found


def span(table):
    return (table("first") <= END) & (table("last") >= START)


def test_duckdb_reads_a_span_of_days(record, wanted):
    asked = "first <= DATE '2022-04-09' AND last >= DATE '2022-03-10'"
    found = duckdb.sql(f"SELECT * FROM read_parquet('{record.folder}/claims/**/*.parquet') WHERE {asked}")
    assert [str(kind) for kind in found.select("first", "last").types] == ["DATE", "DATE"]
    assert {row[0] for row in found.select("id").fetchall()} == wanted


def test_polars_reads_a_span_of_days(record, wanted):
    found = polars.scan_parquet(record.folder / "claims").filter(span(polars.col)).collect()
    assert set(found["id"]) == wanted and found.schema["first"] == polars.Date


def test_pandas_reads_a_span_of_days(record, wanted):
    asked = [("first", "<=", "2022-04-09"), ("last", ">=", "2022-03-10")]
    assert set(pandas.read_parquet(record.folder / "claims", filters=asked)["id"]) == wanted
    assert len(pandas.read_parquet(record.folder / "claims")) == 120


def test_pyarrow_reads_a_span_of_days_and_opens_no_other_file(record, wanted):
    types = pyarrow.schema([("first", pyarrow.date32()), ("last", pyarrow.date32())])
    partitioning = pyarrow.dataset.partitioning(types, flavor="hive")
    dataset = pyarrow.dataset.dataset(record.folder / "claims", partitioning=partitioning)
    asked = span(pyarrow.dataset.field)
    assert set(dataset.to_table(filter=asked)["id"].to_pylist()) == wanted
    assert 0 < len(list(dataset.get_fragments(asked))) < len(dataset.files)
