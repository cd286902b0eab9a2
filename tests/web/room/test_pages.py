"""Every page answers as HTML and as data, and says in plain words what it has not got."""

import csv
import io
import re

import pytest

from benchmarks.room_made import make
from detente.model import Article

PAGES = (
    "/",
    "/search?kind=events",
    "/search?kind=articles",
    "/search?kind=claims",
    "/search?kind=actors",
    "/map",
    "/network",
    "/review",
    "/review?queue=contested",
    "/review?queue=claims",
    "/review?queue=actors",
)


def data(client, address, **asked):
    path, _, query = address.partition("?")
    twin = "/overview" if path == "/" else path
    answer = client.get(f"{twin}.json?{query}", params=asked or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture(scope="session")
def busiest(made):
    return data(made, "/?sort=total")["dyads"][0]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_and_its_twin(made, address):
    page = made.get(address)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1" in page.text
    assert data(made, address)
    linked = re.search(r'rel="alternate" type="application/json" href="([^"]+)"', page.text)
    assert made.get(linked[1].replace("&amp;", "&")).status_code == 200


def test_overview_counts_and_orders(made):
    view = data(made, "/?sort=total")
    assert view["counts"]["events"] >= 300
    totals = [d["n"] for d in view["dyads"]]
    assert totals == sorted(totals, reverse=True)
    names = [(d["a"]["code"], d["b"]["code"]) for d in data(made, "/?sort=name")["dyads"]]
    assert names == sorted(names)
    assert any(d["strip"] for d in view["dyads"])


def test_overview_pages_hold_each_relation_once(made):
    first = data(made, "/?sort=name")
    pairs = [
        (d["a"]["code"], d["b"]["code"])
        for page in range(1, first["pages"]["of"] + 1)
        for d in data(made, f"/?sort=name&page={page}")["dyads"]
    ]
    assert len(pairs) == len(set(pairs)) == first["pages"]["rows"] == first["counts"]["relations"]


def test_a_relation_has_the_events_of_the_overview(made, busiest):
    a, b = busiest["a"]["code"], busiest["b"]["code"]
    view = data(made, f"/relation/{a}/{b}")
    assert view["pages"]["rows"] == view["course"]["in_all"] == busiest["n"]
    assert sum(m["n"] for m in view["course"]["months"]) == busiest["n"]
    assert {a, b} <= {p for e in view["events"] for p in e["parties"]}
    page = made.get(f"/relation/{a}/{b}").text
    assert f"/event/{view['events'][0]['id']}" in page


def test_a_relation_by_names_and_on_a_day(made, busiest):
    a, b = busiest["a"], busiest["b"]
    by_name = data(made, f"/relation/{a['name']}/{b['name']}")
    assert (by_name["a"]["code"], by_name["b"]["code"]) == (a["code"], b["code"])
    early = data(made, f"/relation/{a['code']}/{b['code']}?on=2015-01-02&known=2015-01-02")
    assert len(early["ledger"]) + len(early["contacts"]) <= len(by_name["ledger"]) + len(by_name["contacts"])
    assert early["on"] == early["known"] == "2015-01-02"
    assert all(c["known_since"] <= "2015-01-02" for c in early["ledger"] + early["contacts"])


def test_filters_of_a_relation(made, busiest):
    address = f"/relation/{busiest['a']['code']}/{busiest['b']['code']}"
    planned = data(made, f"{address}?status=planned")
    assert {e["status"] for e in planned["events"]} <= {"planned"}
    late = data(made, f"{address}?from=2022-01-01&to=")
    assert all(e["latest"] >= "2022-01-01" for e in late["events"])


def test_an_event_leads_to_its_article(made, busiest):
    event = data(made, f"/event/{busiest['last']['id']}")
    told = event["accounts"][0]["told"][0]
    assert "".join(p["text"] for p in told["pieces"]).startswith(event["actors"][0]["code"])
    assert event["origins"][0]["articles"][0]["article"] == told["article"]
    article = data(made, f"/article/{told['article']}")
    claim = next(c for c in article["claims"] if c["id"] == told["claim"])
    assert claim["event"]["id"] == busiest["last"]["id"]
    lit = [p for x in article["passages"] for p in x["pieces"] if claim["number"] in p["claims"]]
    assert "officials said" in "".join(p["text"] for p in lit)
    page = made.get(f"/article/{told['article']}").text
    assert f'id="c-{told["claim"]}"' in page


def test_ids_may_be_cut_short(made, busiest):
    id = busiest["last"]["id"]
    assert data(made, f"/event/{id[:12]}")["event"]["id"] == id


def test_an_actor(made, busiest):
    code = busiest["a"]["code"]
    view = data(made, f"/actor/{code}")
    assert view["party"] == busiest["a"]
    assert view["kind"] == "state"
    assert any(o["now"] for o in view["offices"])
    assert busiest["n"] in [d["n"] for d in view["dyads"]]


def test_a_person(made):
    view = data(made, "/actor/recep-tayyip-erdogan")
    assert view["kind"] == "person"
    assert {o["title"] for o in view["offices"]} >= {"president", "prime minister"}
    assert view["events"] == []
    assert "No article read tells of" in made.get("/actor/recep-tayyip-erdogan").text


def test_search_words(made, busiest):
    code = busiest["a"]["code"]
    for kind in ("articles", "claims", "events"):
        found = data(made, f"/search?kind={kind}&q={code}")
        assert found["pages"]["rows"] == found["found"][kind] > 0
    nothing = made.get("/search?q=nosuchwordanywhere")
    assert "Nothing fits" in nothing.text


def test_search_filters(made, busiest):
    a, b = busiest["a"]["code"], busiest["b"]["code"]
    assert data(made, f"/search?kind=events&party={a}&other={b}")["pages"]["rows"] == busiest["n"]
    contested = data(made, "/search?kind=events&contested=yes")
    assert contested["events"] and all(e["contested"] for e in contested["events"])
    hostile = data(made, "/search?kind=events&quad=material conflict&type=ASSAULT&sort=strongest")
    assert {e["type"] for e in hostile["events"]} == {"ASSAULT"}
    placed = data(made, "/map")["places"][0]
    found = data(made, "/search", kind="events", place=placed["name"])
    assert found["pages"]["rows"] >= placed["n"]


def test_the_map_counts_what_it_draws(made):
    view = data(made, "/map")
    assert sum(p["n"] for p in view["places"]) == view["placed"]
    assert all(0 <= p["x"] <= view["width"] for p in view["places"])
    narrow = data(made, "/map?type=AID&from=2020-01-01")
    assert narrow["placed"] < view["placed"]


def test_the_network_of_a_period(made, busiest):
    view = data(made, "/network?most=10")
    assert len(view["edges"]) == 10
    assert {e["a"]["code"] for e in view["edges"]} | {e["b"]["code"] for e in view["edges"]} == {
        n["party"]["code"] for n in view["nodes"]
    }
    assert view["edges"][0]["n"] == busiest["n"]
    assert "No two parties met" in made.get("/network?from=1950-01-01&to=1950-02-01").text


def test_csv_is_what_is_on_screen(made):
    answer = made.get("/search.csv?kind=events&sort=strongest")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [r["id"] for r in rows] == [e["id"] for e in data(made, "/search?kind=events&sort=strongest")["events"]]
    assert answer.headers["content-disposition"] == 'attachment; filename="search.csv"'


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/event/ffffffffffffffff", 404, "there is no event whose id begins"),
        ("/event/xyz", 422, "id"),
        ("/article/0000", 404, "there is no article"),
        ("/relation/FRA/FRA", 404, "a relation has two parties"),
        ("/relation/FRA/Nosuchland", 404, "Nosuchland"),
        ("/actor/Nosuchland", 404, "Nosuchland"),
        ("/search?kind=events&from=yesterday", 422, "from"),
        ("/search?page=0", 422, "page"),
        ("/nowhere", 404, "No such page"),
    ],
)
def test_what_is_not_there(made, address, status, says):
    answer = made.get(address)
    assert answer.status_code == status
    assert says in answer.text
    assert "<h1" in answer.text
    path, _, query = address.partition("?")
    twin = made.get(f"{path}.json?{query}")
    assert twin.status_code == status
    assert twin.json()["detail"]


def test_an_empty_store(tmp_path):
    from detente.store import create
    from tests.web.room.conftest import client_of

    with client_of(create(tmp_path / "store")) as client:
        answer = client.get("/")
    assert answer.status_code == 503
    assert "detente read" in answer.text


def test_answers_are_known_again(made):
    first = made.get("/overview.json")
    again = made.get("/overview.json", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_new_index_is_taken_up(writable, tmp_path):
    from detente import pipeline
    from tests.fake_stages import STAGES

    before = data(writable, "/")["counts"]["events"]
    (tmp_path / "more.txt").write_text("USA visits CAN on 2021-05-05.\n")
    shelves = writable.app.state.shelves
    pipeline.read([tmp_path / "more.txt"], shelves.record, stages=STAGES)
    shelves.refresh()
    assert data(writable, "/")["counts"]["events"] == before + 1
    assert data(writable, "/search?q=USA")["pages"]["rows"] == 1


def test_names_written_from_right_to_left_keep_to_themselves(tmp_path, monkeypatch):
    from tests.web.room.conftest import client_of

    name = "صحيفة الشرق"
    plain = Article

    def named(id, page, position, headline, byline, outlet, *more):
        return plain(id, page, position, f"{name}: {headline}", byline, name, *more)

    monkeypatch.setattr("benchmarks.room_made.Article", named)
    with client_of(make(tmp_path / "store", 24)) as client:
        event = data(client, "/search?kind=events")["events"][0]["id"]
        article = data(client, "/search?kind=articles")["articles"][0]["id"]
        addresses = (f"/event/{event}", f"/article/{article}", "/search?kind=articles", "/search?kind=claims")
        for address in addresses:
            page = client.get(address).text
            body = re.sub(r'"[^"]*"|<title>.*?</title>|<option.*?</option>', "", page[page.index("<main") :])
            before = [body[at.start() - 5 : at.start()] for at in re.finditer(name, body)]
            assert before and set(before) == {"<bdi>"}, address
