"""The oldest store that there is still opens, is sound, and gives the claims it gave."""

import shutil
from pathlib import Path

import pytest

from detente import pipeline
from detente.model import SCHEMA_VERSION, arrow_schema
from detente.store import Queries, open_record
from detente.store.checks import check
from detente.store.migrations import migrate
from detente.store.record import DERIVED, PARTITIONED, read_table
from tests.fake_stages import STAGES

FIXTURES = Path(__file__).parent / "fixtures"
VERSIONS = sorted(FIXTURES.iterdir())


@pytest.mark.parametrize("fixture", VERSIONS, ids=lambda p: p.name)
def test_a_store_of_every_schema_comes_up_to_the_present_one(tmp_path, fixture):
    root = tmp_path / "s"
    shutil.copytree(fixture, root)
    migrate(root)
    record = open_record(root)
    pipeline.refresh(record, STAGES, force=True)
    assert check(record) == []
    with Queries(record) as queries:
        assert next(queries.words(c.page, c.evidence[0]) for c in queries.claims()).endswith(".")
        assert (queries.count("pages"), queries.count("claims"), queries.count("events")) == (4, 4, 4)


@pytest.mark.parametrize(("table", "kind"), (PARTITIONED | DERIVED).items())
def test_the_present_schema_is_that_of_its_fixture(table, kind):
    paths = [*(FIXTURES / f"v{SCHEMA_VERSION}" / f"record-{SCHEMA_VERSION}" / table).rglob("*.parquet")]
    assert paths
    assert all(read_table(path).schema == arrow_schema(kind) for path in paths), (
        "the layout of the record has changed: raise SCHEMA_VERSION, add a migration, and write its fixture"
    )
