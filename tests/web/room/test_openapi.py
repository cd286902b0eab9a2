"""What the room says can be asked is so: Schemathesis asks all of it, with odd values, and nothing breaks."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

pytestmark = pytest.mark.filterwarnings("ignore")


ADDRESSES = (
    "/overview.json", "/overview.csv", "/relation/{a}/{b}.json", "/relation/{a}/{b}.csv",
    "/relation/{a}/{b}/course.json", "/event/{id}.json",
    "/article/{id}.json", "/article/{id}.csv", "/actor/{code}.json", "/actor/{code}.csv", "/search.json",
    "/search.csv", "/map.json", "/map.csv", "/network.json", "/network.csv", "/review.json", "/judgements",
)  # fmt: skip


@pytest.fixture(scope="module")
def operations(made):
    schema = schemathesis.openapi.from_asgi("/openapi.json", made.app)
    return {operation.ok().path: operation.ok() for operation in schema.get_all_operations()}


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_asked_breaks_the_room(operations, address):
    @given(case=operations[address].as_strategy())
    @settings(
        max_examples=20,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case):
        answer = case.call(headers={"host": "testserver"})
        assert answer.status_code < 500, answer.text

    ask()


def test_all_that_is_described_is_asked(operations):
    assert set(operations) == set(ADDRESSES)


def test_every_page_is_described(made):
    found = made.get("/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    twins = {"/overview", "/relation/{a}/{b}", "/event/{id}", "/article/{id}", "/actor/{code}", "/search", "/map"}
    assert {f"{t}.json" for t in twins | {"/network", "/review"}} <= set(found["paths"])
    relation = found["paths"]["/relation/{a}/{b}.json"]["get"]
    assert {p["name"] for p in relation["parameters"]} == {
        "a",
        "b",
        "on",
        "known",
        "type",
        "status",
        "from",
        "to",
        "page",
    }
    shape = relation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    assert shape.rpartition("/")[2] in found["components"]["schemas"]
