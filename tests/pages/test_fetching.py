"""One request and its limits, the addresses it may lead to, and the manners of asking: against a server here."""

import datetime
import gzip
import ipaddress
import shutil
import ssl
import subprocess
import time
import zlib

import pytest

from detente.errors import FetchError
from detente.pages.fetch_addresses import canonical, check_address, is_public
from detente.pages.fetch_manners import Fetcher
from detente.pages.fetching import Limits, request
from tests.pages.feed_site import Answer, FakeTime, site_at_work

HERE = Limits(allow_private=True)


@pytest.fixture
def site():
    with site_at_work() as site:
        yield site


def fetcher(limits=HERE, **options):
    now = FakeTime()
    return Fetcher(limits, now.clock, **options), now


def ask(site, path="/", *, most=1_000_000, limits=HERE):
    return request(site.url + path, headers={}, most_bytes=most, limits=limits)


def get(fetch, url):
    return fetch.get(url, accept="text/html", most_bytes=1_000_000)


def refused(call, *arguments, **options):
    with pytest.raises(FetchError) as error:
        call(*arguments, **options)
    return error.value


PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "2001:db8::1",
]  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
def test_numbers_that_are_not_on_the_public_internet(number):
    assert not is_public(ipaddress.ip_address(number))
    error = refused(check_address, "https://news.example/feed", resolve=lambda host, port: ["93.184.215.14", number])
    assert error.code == "address" and number in error.reason and not error.again


@pytest.mark.parametrize(
    "number", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::"]
)
def test_numbers_that_are(number):
    assert is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost:1/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/", "file:///etc/passwd",
     "ftp://news.example/", "https://me:word@news.example/", "https://", "http://[::1/", "https://a.example:99999/", "gopher://x/",
     "https://news.example/" + "x" * 3000],
)  # fmt: skip
def test_addresses_that_are_never_fetched(url):
    assert refused(check_address, url).code == "address"


def test_a_checked_address_has_its_numbers_and_clean_parts():
    target = check_address("https://näws.example/ü b?q=ä#x", resolve=lambda host, port: ["8.8.8.8"])
    assert (target.host, target.port, target.numbers) == ("xn--nws-qla.example", 443, ("8.8.8.8",))
    assert target.path == "/%C3%BC%20b?q=%C3%A4"
    assert canonical("HTTPS://News.example/a?utm_source=rss&id=3#top") == "https://news.example/a?id=3"


def test_the_connection_goes_to_the_number_that_was_checked(site):
    port, asked = site.url.rpartition(":")[2], []

    def resolve(host, _):
        asked.append(host)
        return ["127.0.0.1"]

    site.answers["/"] = Answer("hello")
    reply = request(f"http://news.invalid:{port}/", headers={}, most_bytes=99, limits=HERE, resolve=resolve)
    assert reply.body == b"hello" and asked == ["news.invalid"]  # once: there is no second answer to be led astray by
    headers = site.asked[0][1]
    assert headers["host"] == f"news.invalid:{port}" and headers["user-agent"].startswith("Detente/")


def secure(site, folder):
    """Let the site speak TLS, with a certificate for news.invalid; return the certificate."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.invalid"
    named = ["-addext", "subjectAltName=DNS:news.invalid", "-keyout", key, "-out", certificate]
    subprocess.run([*command.split(), *named], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True, do_handshake_on_connect=False)
    return certificate


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_a_certificate_is_for_the_name_though_the_connection_goes_to_a_number(site, tmp_path, monkeypatch):
    certificate = secure(site, tmp_path)
    site.answers["/"] = Answer("hello")
    port, here = site.url.rpartition(":")[2], {"headers": {}, "most_bytes": 9, "limits": HERE}

    def ask_for(host):
        return request(f"https://{host}:{port}/", resolve=lambda *_: ["127.0.0.1"], **here)

    assert "certificate" in refused(ask_for, "news.invalid").reason
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert ask_for("news.invalid").body == b"hello"
    error = refused(ask_for, "other.invalid")
    assert error.code == "network" and "doesn't match" in error.reason


def test_a_page_and_its_headers(site):
    site.answers["/"] = Answer("Köln".encode("latin-1"), headers={"Content-Type": "Text/HTML; Charset=ISO-8859-1"})
    reply = ask(site)
    assert (reply.status, reply.media_type, reply.charset) == (200, "text/html", "iso-8859-1")
    assert reply.body.decode(reply.charset) == "Köln"


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_compressed_pages(site, coding, pack):
    site.answers["/"] = Answer(pack(b"hello" * 1000), headers={"Content-Encoding": coding})
    assert ask(site).body == b"hello" * 1000


def test_a_bomb_is_refused_before_it_unfolds(site):
    bomb = gzip.compress(b"\0" * 50_000_000)
    site.answers["/"] = Answer(bomb, headers={"Content-Encoding": "gzip"})
    site.answers["/twice"] = Answer(gzip.compress(bomb), headers={"Content-Encoding": "gzip, gzip"})
    assert refused(ask, site).code == "too-large"
    assert refused(ask, site, "/twice").code == "type"


def test_compression_that_was_not_asked_for_or_is_damaged(site):
    site.answers["/"] = Answer(b"x", headers={"Content-Encoding": "br"})
    site.answers["/bad"] = Answer(b"no gzip", headers={"Content-Encoding": "gzip"})
    assert refused(ask, site).code == "type"
    assert refused(ask, site, "/bad").code == "network"


def endless(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        handler.wfile.write(b"1000\r\n" + b"<item>" * 682 + b"1234\r\n")


def drip(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    while True:
        handler.wfile.write(b"X-Slow: 1\r\n")
        time.sleep(0.05)


def silent(handler):
    time.sleep(1.0)


def cut(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")
    handler.close_connection = True


def garbage(handler):
    handler.wfile.write(b"\x16\x03\x01 nothing of the kind\r\n\r\n")
    handler.close_connection = True


def test_what_never_ends_is_refused(site):
    site.answers["/"] = Answer(write=endless)
    assert refused(ask, site).code == "too-large"


@pytest.mark.parametrize(
    ("write", "limits", "told"),
    [
        (drip, Limits(allow_private=True, total_seconds=0.4), "more than 0.4 seconds"),
        (silent, Limits(allow_private=True, read_seconds=0.2), "in time"),
        (cut, HERE, "failed"),
        (garbage, HERE, "failed"),
    ],
)
def test_what_is_slow_or_breaks_off_is_a_failure_that_may_pass(site, write, limits, told):
    site.answers["/"] = Answer(write=write)
    begun = time.monotonic()
    error = refused(ask, site, limits=limits)
    assert (error.code, error.again) == ("network", True) and told in error.reason
    assert time.monotonic() - begun < 0.9


def test_a_closed_door_and_a_name_that_nobody_knows():
    error = refused(request, "http://127.0.0.1:1/", headers={}, most_bytes=9, limits=HERE)
    assert error.code == "network" and error.again

    def unknown(host, port):
        raise OSError("no such name")

    error = refused(request, "http://news.invalid/", headers={}, most_bytes=9, limits=HERE, resolve=unknown)
    assert "can't be found" in error.reason


def test_redirects_are_followed_and_not_for_ever(site):
    site.answers["/a"] = Answer(status=302, headers={"Location": "/b?x=1"})
    site.answers["/b?x=1"] = Answer("here")
    site.answers["/loop"] = Answer(status=301, headers={"Location": "/loop"})
    fetch, _ = fetcher()
    reply = get(fetch, site.url + "/a")
    assert (reply.url, reply.body) == (site.url + "/b?x=1", b"here")
    assert refused(get, fetch, site.url + "/loop").code == "redirects"
    assert site.paths().count("/loop") == HERE.redirects + 1


def test_a_server_on_this_machine_is_never_asked(site):
    port = site.url.rpartition(":")[2]
    fetch, _ = fetcher(Limits(), resolve=lambda host, _: ["127.0.0.1"])
    assert refused(get, fetch, f"http://news.invalid:{port}/a").code == "address"
    assert site.asked == []


def test_each_hop_is_checked(site, monkeypatch):
    from detente.pages import fetch_addresses

    port, here = site.url.rpartition(":")[2], ipaddress.ip_address("127.0.0.1")
    real = fetch_addresses.is_public
    monkeypatch.setattr(fetch_addresses, "is_public", lambda number: number == here or real(number))
    site.answers["/a"] = Answer(status=302, headers={"Location": "http://10.0.0.1/admin"})
    site.answers["/c"] = Answer(status=302, headers={"Location": "file:///etc/passwd"})
    fetch, _ = fetcher(Limits(), resolve=lambda host, _: ["127.0.0.1"] if host == "news.invalid" else [host])
    error = refused(get, fetch, f"http://news.invalid:{port}/a")
    assert (error.code, "10.0.0.1" in error.reason) == ("address", True)
    assert refused(get, fetch, f"http://news.invalid:{port}/c").code == "address"
    assert site.paths() == ["/a", "/c"]


def test_robots_txt_is_obeyed_and_asked_for_once(site):
    site.answers["/robots.txt"] = Answer("User-agent: *\nDisallow: /private\nDisallow: /*.pdf$\n")
    site.answers["/a"] = site.answers["/b"] = Answer("yes")
    fetch, _ = fetcher()
    assert get(fetch, site.url + "/a").body == get(fetch, site.url + "/b").body == b"yes"
    for path in ("/private/x", "/paper.pdf"):
        error = refused(get, fetch, site.url + path)
        assert (error.code, error.again) == ("robots", False)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/b"]


def test_rules_for_us_go_before_rules_for_all(site):
    site.answers["/robots.txt"] = Answer("User-agent: *\nDisallow:\n\nUser-agent: detente\nDisallow: /\n")
    assert refused(get, fetcher()[0], site.url + "/a").code == "robots"


def test_a_redirect_into_what_robots_txt_forbids_is_refused(site):
    site.answers["/robots.txt"] = Answer("User-agent: *\nDisallow: /private\n")
    site.answers["/a"] = Answer(status=302, headers={"Location": "/private/a"})
    assert refused(get, fetcher()[0], site.url + "/a").code == "robots"
    assert site.paths() == ["/a"]


def test_a_site_whose_robots_txt_is_broken_is_left_alone_for_a_while(site):
    site.answers["/robots.txt"] = [Answer(status=503), Answer(status=404)]
    site.answers["/a"] = Answer("yes")
    fetch, now = fetcher()
    error = refused(get, fetch, site.url + "/a")
    assert error.again and "robots.txt" in error.reason and site.paths() == []
    now.sleep(error.wait)
    assert get(fetch, site.url + "/a").body == b"yes"


def test_a_host_is_given_a_pause_and_the_one_it_asks_for(site):
    site.answers["/a"] = Answer("yes")
    fetch, now = fetcher()
    for _ in range(3):
        get(fetch, site.url + "/a")
    assert now.slept == [1.0, 1.0]
    site.answers["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 7\n")
    fetch, now = fetcher()
    for _ in range(2):
        get(fetch, site.url + "/a")
    assert now.slept == [7.0]


def test_a_host_that_wants_very_long_pauses_is_left_alone(site):
    site.answers["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 600\n")
    assert refused(get, fetcher()[0], site.url + "/a").code == "robots"


def test_a_busy_server_is_waited_for_as_it_asks(site):
    site.answers["/a"] = [Answer(status=429, headers={"Retry-After": "12"}), Answer("yes")]
    fetch, now = fetcher()
    assert get(fetch, site.url + "/a").body == b"yes"
    assert sum(now.slept) == 12.0


def test_a_server_that_wants_to_be_left_alone_for_long_is(site):
    later = "Wed, 03 Apr 2024 13:00:00 GMT"
    site.answers["/a"] = site.answers["/b"] = Answer(status=503, headers={"Retry-After": later})
    fetch, now = fetcher()
    error = refused(get, fetch, site.url + "/a")
    assert (error.code, error.again, error.wait) == ("http", True, 3600.0)
    assert refused(get, fetch, site.url + "/b").wait == 3600.0
    assert site.paths() == ["/a"] and now.slept == []


def test_a_failure_that_may_pass_is_tried_three_times_with_growing_pauses(site):
    site.answers["/a"] = Answer(status=502)
    fetch, now = fetcher()
    assert refused(get, fetch, site.url + "/a").again
    assert site.paths() == ["/a"] * 3 and now.slept == [2.0, 4.0]


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
def test_a_plain_no_is_taken_for_one(site, status):
    site.answers["/a"] = Answer(status=status)
    error = refused(get, fetcher()[0], site.url + "/a")
    assert (error.code, error.again) == ("http", False) and str(status) in error.reason
    assert len(site.paths()) == 1


def test_back_off_grows_to_its_limit_and_half_of_it_is_chance():
    clock = FakeTime().clock
    assert [clock.back_off(n, 300, 3600) for n in (1, 2, 3, 9, 10_000)] == [300, 600, 1200, 3600, 3600]
    low = type(clock)(clock.now, clock.sleep, lambda: 0.0)
    assert low.back_off(1, 300, 3600) == 150
    assert clock.now() == datetime.datetime(2024, 4, 3, 12, tzinfo=datetime.UTC)
