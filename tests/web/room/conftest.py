import pytest
from fastapi.testclient import TestClient

from benchmarks.room_made import make
from detente.web.room import Limits, create_app
from detente.web.room.guards import Token
from tests.web.hostile_pages import make_store

TOKEN = "a token of some length"
GENEROUS = Limits(a_second=10_000, at_once=10_000)


@pytest.fixture(scope="session")
def made_record(tmp_path_factory):
    return make(tmp_path_factory.mktemp("made") / "store", 300)


@pytest.fixture(scope="session")
def hostile_record(tmp_path_factory):
    with make_store(tmp_path_factory.mktemp("hostile")) as store:
        return store.record


def client_of(record, **options):
    return TestClient(create_app(record, token=Token(TOKEN), limits=GENEROUS, **options))


@pytest.fixture(scope="session")
def made(made_record):
    with client_of(made_record) as client:
        yield client


@pytest.fixture(scope="session")
def hostile(hostile_record):
    with client_of(hostile_record) as client:
        yield client


@pytest.fixture
def writable(tmp_path):
    with make_store(tmp_path) as store:
        record = store.record
    with client_of(record) as client:
        yield client
