"""Nothing of an article runs, nothing is written without the token, and who asks too much is told so."""

import html.parser

import pytest
from fastapi.testclient import TestClient

from detente.errors import UsageError
from detente.web.room import Limits, create_app
from detente.web.room.guards import Token, read_token
from tests.web.room.conftest import TOKEN, client_of


class Seen(html.parser.HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def addresses(client):
    overview = client.get("/overview.json").json()
    pair = overview["dyads"][0]
    event = pair["last"]["id"]
    article = client.get(f"/event/{event}.json").json()["accounts"][0]["told"][0]["article"]
    relation = f"/relation/{pair['a']['code']}/{pair['b']['code']}"
    articles = [a["id"] for a in client.get("/search.json").json()["articles"]]
    found = ["/", relation, f"/event/{event}", f"/article/{article}", "/search", "/search?kind=claims", "/review"]
    return [*found, *(f"/article/{a}" for a in articles), "/review?queue=contested", "/search?q=%3Cscript%3Ealert(1)"]


def test_nothing_of_an_article_is_markup(hostile):
    for address in addresses(hostile):
        page = hostile.get(address)
        assert page.status_code == 200, address
        tags = Seen(page.text).tags
        assert {a.get("src", "/static/")[:8] for t, a in tags if t == "script" and "type" not in a} == {"/static/"}
        assert not [a for t, a in tags if t in ("img", "iframe", "object", "embed")]
        assert not [a for _, a in tags for name in a if name.startswith("on") or name == "style"]
        assert not [a for _, a in tags if str(a.get("href", "")).startswith(("javascript:", "data:", "http"))]


def test_every_answer_has_the_headers(made):
    for address in ("/", "/overview.json", "/nowhere", "/static/room.css", "/openapi.json"):
        headers = made.get(address).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/brief.py", "/static//etc/passwd", "/../../etc"])
def test_no_path_reaches_other_files(made, path):
    assert made.get(path).status_code == 404


@pytest.mark.parametrize(
    "word", ["'; DROP TABLE events; --", '" OR 1=1', "a* NEAR(b)", "100%", "\x00", "\u202eabc", "a" * 200]
)
def test_queries_are_bound(hostile, word):
    for kind in ("events", "articles", "claims", "actors"):
        assert hostile.get("/search.json", params={"kind": kind, "q": word}).status_code == 200
    for name in ("outlet", "place"):
        found = hostile.get("/search.json", params={"kind": "events", name: word[:100]})
        assert found.json()["events"] == []


def test_other_hosts_are_refused(made_record):
    with client_of(made_record, hosts=frozenset({"desk.example"})) as client:
        assert client.get("/", headers={"host": "evil.example"}).status_code == 421
        assert client.get("/", headers={"host": "desk.example:8600"}).status_code == 200


def test_limits(made_record):
    app = create_app(made_record, limits=Limits(a_second=0.001, at_once=3, url_bytes=100))
    with TestClient(app) as client:
        assert client.get(f"/search?q={'x' * 200}").status_code == 414
        assert [client.get("/openapi.json").status_code for _ in range(3)] == [200, 200, 200]
        answer = client.get("/openapi.json")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")


def test_a_body_that_is_too_long(made):
    assert made.post("/judgements", content=b"x" * 20_000).status_code == 413


def judged(client, **more):
    return client.post(
        "/judgements", json={"target": claim_of(client), "verdict": "right", "by": "Ada", **more}, **AUTH
    )


AUTH = {"headers": {"authorization": f"Bearer {TOKEN}"}}


def claim_of(client):
    return client.get("/search.json?kind=claims").json()["claims"][0]["claim"]


def test_nothing_is_written_without_the_token(writable):
    record = writable.app.state.shelves.record
    body = {"target": claim_of(writable), "verdict": "right", "by": "Ada"}
    assert writable.post("/judgements", json=body).status_code == 403
    wrong = {"authorization": "Bearer not the token at all"}
    assert writable.post("/judgements", json=body, headers=wrong).status_code == 403
    assert writable.post("/session", data={"token": "not the token at all"}).status_code == 403
    assert record.judgements() == []


def test_a_room_without_token_lets_nobody_write(made_record):
    with TestClient(create_app(made_record, limits=Limits(a_second=1e4, at_once=10_000))) as client:
        for given in ("", "Bearer ", f"Bearer {Token().cookie}"):
            body = {"target": claim_of(client), "verdict": "right", "by": "Ada"}
            assert client.post("/judgements", json=body, headers={"authorization": given}).status_code == 403


def test_a_judgement_is_kept_and_taken_back(writable):
    record = writable.app.state.shelves.record
    answer = judged(writable, reason="read it twice")
    assert answer.status_code == 201, answer.text
    (kept,) = record.judgements()
    assert (kept.verdict, kept.by, kept.reason) == ("right", "Ada", "read it twice")
    undo = writable.post("/judgements", json={"target": kept.id, "verdict": "undo", "by": "Bo"}, **AUTH)
    assert undo.status_code == 201, undo.text
    assert [j.verdict for j in record.judgements()] == ["right", "undo"]
    made = writable.get("/review.json").json()["made"]
    assert [(m["verdict"], m["undone"]) for m in made] == [("undo", False), ("right", True)]


def test_a_signed_in_browser_judges(writable):
    signed = writable.post("/session", data={"token": TOKEN})
    assert signed.status_code == 200
    assert "Your name" in signed.text
    body = {"target": claim_of(writable), "verdict": "wrong", "by": "Ada", "reason": ""}
    answer = writable.post("/judgements", data=body, headers={"hx-request": "true"})
    assert "Kept: wrong" in answer.text
    writable.post("/session/end")
    assert writable.post("/judgements", data=body).status_code == 403


def test_other_pages_may_not_write(writable):
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        answer = writable.post("/session", data={"token": TOKEN}, headers=headers)
        assert answer.status_code == 403


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"target": "x", "verdict": "perhaps", "by": "Ada"}'])
def test_what_is_no_judgement(writable, body):
    answer = writable.post("/judgements", content=body, headers={**AUTH["headers"], "content-type": "application/json"})
    assert answer.status_code == 422


def test_the_token_file_is_made(tmp_path):
    path = tmp_path / "token"
    token = read_token(path)
    assert len(token.secret) > 20
    assert path.stat().st_mode & 0o077 == 0
    assert read_token(path) == token
    path.write_text("short")
    with pytest.raises(UsageError, match="at least 12"):
        read_token(path)
