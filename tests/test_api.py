"""Tables for analysis share their memory with what pandas, NumPy and Polars make of them."""

import pytest

import detente
from detente import pipeline
from tests.fake_stages import STAGES, write_pages

NUMBERS = [("claims", "confidence"), ("events", "belief"), ("events", "independent_sources"), ("entries", "confidence")]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("api")
    with detente.open(folder / "s") as opened:
        pipeline.read([write_pages(folder / "in", 9)], opened.record, stages=STAGES)
        yield opened


def column(store, table, name):
    """The one chunk of a column of numbers, and where its values lie in memory."""
    (chunk,) = getattr(store, table)()[name].chunks
    assert chunk.null_count == 0 and chunk.offset == 0
    return chunk, chunk.buffers()[1].address


@pytest.mark.parametrize(("table", "name"), NUMBERS)
def test_numbers_reach_pandas_at_no_copy(store, table, name):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    chunk, address = column(store, table, name)
    series = chunk.to_pandas(zero_copy_only=True)
    assert isinstance(series, pandas.Series) and series.to_numpy().ctypes.data == address


@pytest.mark.parametrize(("table", "name"), NUMBERS)
def test_numbers_reach_polars_at_no_copy(store, table, name):
    polars = pytest.importorskip("polars", reason="polars is not installed")
    chunk, address = column(store, table, name)
    assert polars.from_arrow(chunk).to_numpy(allow_copy=False).ctypes.data == address


@pytest.mark.parametrize("table", ["articles", "claims", "events", "entries"])
def test_whole_tables_reach_pandas_as_arrow_columns_that_are_the_same_memory(store, table):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    arrow = getattr(store, table)()
    frame = arrow.to_pandas(types_mapper=pandas.ArrowDtype)
    for name in arrow.column_names:
        given, found = (c.chunk(0).buffers() for c in (arrow[name], frame[name].array._pa_array))
        assert [b and b.address for b in found] == [b and b.address for b in given]
