import pytest

from tests.web.hostile_pages import make_store


@pytest.fixture(scope="session")
def brief_store(tmp_path_factory):
    with make_store(tmp_path_factory.mktemp("brief")) as store:
        yield store
