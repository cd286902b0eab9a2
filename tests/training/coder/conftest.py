import pytest

from tests.training.coder.corpora import many_file
from training.coder.dataset import read_corpus


@pytest.fixture(scope="session")
def many_corpus(tmp_path_factory):
    return many_file(tmp_path_factory.mktemp("many"))


@pytest.fixture(scope="session")
def many(many_corpus):
    return read_corpus(many_corpus).passages
