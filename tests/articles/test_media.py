import pytest

from detente.articles import media
from detente.errors import DataError
from detente.reading.actors.register import load_register


def test_every_row_has_a_name_a_host_and_a_country_that_is_one():
    codes = {entity.country for entity in load_register().entities()}
    worldwide = {"UN News", "ReliefWeb"}
    for outlet in media.load_outlets():
        assert outlet.name, outlet
        assert outlet.hosts, outlet
        assert outlet.country in codes or outlet.name in worldwide, outlet
        assert all(host == host.lower() and "/" not in host and "." in host for host in outlet.hosts), outlet
        assert all(media.outlet_named(name) is outlet for name in (outlet.name, *outlet.names)), outlet


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("https://www.aljazeera.com/news/2024/5/4/talks", "Al Jazeera"),
        ("http://af.reuters.com/article/x", "Reuters"),
        ("https://edition.cnn.com/2024/05/04/talks", "CNN"),
        ("https://asia.nikkei.com/Politics/talks", "Nikkei Asia"),
        ("https://english.alarabiya.net/News/talks", "Al Arabiya"),
        ("https://web.archive.org/web/20240504/https://www.bbc.co.uk/news/world-1", "BBC News"),
        ("https://www-haaretz-com.cdn.ampproject.org/c/s/www.haaretz.com/amp/talks", "Haaretz"),
        ("https://www.google.com/amp/s/www.dawn.com/news/amp/1", "Dawn"),
        ("https://www.share.example/?u=https://www.bbc.co.uk/news", None),
        ("https://notreuters.com/article", None),
        ("https://ledger.example/talks", None),
        ("http://[::1", None),
        ("not an address", None),
    ],
)
def test_an_outlet_by_address(uri, name):
    found = media.outlet_at(uri)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("the new york times", "The New York Times"),
        ("Hurriyet Daily News", "Hürriyet Daily News"),
        ("TIME", "Time"),
        ("time", None),
        ("AP", "Associated Press"),
        ("ap", None),
        ("Ostvik Courier", None),
        ("", None),
    ],
)
def test_an_outlet_by_name(name, found):
    outlet = media.outlet_named(name)
    assert (outlet.name if outlet else None) == found


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("https://www.ledger.example/a", "ledger.example"),
        ("https://www1.en.ledger.example/a", "ledger.example"),
        ("https://news.example/a", "news.example"),
        ("ledger.example/a", None),
    ],
)
def test_a_site_by_its_address(host, site):
    assert media.site_of(host) == site


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [{"name": "A", "hosts": ["a.example"]}, {"name": "B", "hosts": ["a.example"]}],
            "a.example stands in two rows",
        ),
        ([{"name": "A", "hosts": ["a.example"]}, {"name": "A", "hosts": ["b.example"]}], "go by one name"),
        ([{"hosts": ["a.example"]}], "without name"),
        ([{"register": "no-such-outlet", "hosts": ["a.example"]}], "no id of the register"),
    ],
)
def test_a_row_that_is_wrong_is_named(rows, told, monkeypatch):
    monkeypatch.setattr(media, "load_yaml", lambda *_: tuple(media.OutletRow(**row) for row in rows))
    for cached in (media.load_outlets, media._tables):
        monkeypatch.setattr(media, cached.__name__, cached.__wrapped__)
    with pytest.raises(DataError, match=told):
        media._tables()
