from datetime import date

import pytest

from detente.pages.dates import date_in_url, find_dates, read_date


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2023-08-09", date(2023, 8, 9), date(2023, 8, 9)),
        ("2023-08-09T07:31:00+03:00", date(2023, 8, 9), date(2023, 8, 9)),
        ("20230809", date(2023, 8, 9), date(2023, 8, 9)),
        ("9 Aug 2023 07:31", date(2023, 8, 9), date(2023, 8, 9)),
        ("Wednesday, August 9th, 2023", date(2023, 8, 9), date(2023, 8, 9)),
        ("Wed, 09 Aug 2023 07:31:00 GMT", date(2023, 8, 9), date(2023, 8, 9)),
        ("25/12/2023", date(2023, 12, 25), date(2023, 12, 25)),
        ("03/04/2024", date(2024, 3, 4), date(2024, 4, 3)),
        ("April 2024", date(2024, 4, 1), date(2024, 4, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_read_date(text, earliest, latest):
    interval = read_date(text)
    assert (interval.earliest, interval.latest) == (earliest, latest)


@pytest.mark.parametrize("text", ["", "soon", "30 February 2024", "version 2.10.2024.1", "1234"])
def test_no_date(text):
    assert read_date(text) is None


def test_find_dates_gives_places_in_order():
    text = "Signed on 4 May 2018 and renewed on June 1, 2020."
    assert [text[d.start : d.end] for d in find_dates(text)] == ["4 May 2018", "June 1, 2020"]


@pytest.mark.parametrize(
    ("url", "earliest", "latest"),
    [
        ("https://x.example/2024/04/02/talks", date(2024, 4, 2), date(2024, 4, 2)),
        ("https://x.example/world/2024/apr/02/talks", date(2024, 4, 2), date(2024, 4, 2)),
        ("https://x.example/talks-20240402.html", date(2024, 4, 2), date(2024, 4, 2)),
        ("https://x.example/2024/04/talks", date(2024, 4, 1), date(2024, 4, 30)),
    ],
)
def test_date_in_url(url, earliest, latest):
    interval = date_in_url(url)
    assert (interval.earliest, interval.latest) == (earliest, latest)


def test_an_address_without_date():
    assert date_in_url("https://x.example/story-1234567890") is None
