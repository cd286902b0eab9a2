"""One sentence for each reason that speaks for one of several places of a name."""

import pytest

from detente.reading.places import look_up
from detente.reading.places.resolving import Named, resolve


def country(words, others=(), countries=None, **beside):
    names = [Named(words, **beside), *map(Named, others)]
    return resolve(names, countries or {})[0].entry.country


@pytest.mark.parametrize(
    ("words", "others", "countries", "wanted"),
    [
        ("Tripoli", (), {}, "LBY"),  # a capital, and larger
        ("Tripoli", ("Beirut",), {"LBN": 1}, "LBN"),  # close to another name of the text
        ("Birmingham", (), {}, "GBR"),  # larger
        ("Birmingham", ("Montgomery",), {"USA": 1}, "USA"),  # the text speaks of its country, and close
        ("Geneva", (), {"USA": 3}, "CHE"),  # a small town of a country that all news speaks of stays small
        ("Hyderabad", ("Karachi",), {"PAK": 2}, "PAK"),
        ("Georgia", (), {}, "GEO"),  # a state before a province
        ("Georgia", ("Savannah", "Atlanta"), {"USA": 2}, "USA"),
        ("Newcastle", ("Manchester", "Leeds"), {"GBR": 1}, "GBR"),  # the short form of a longer name
    ],
)
def test_each_reason_decides_where_the_others_do_not(words, others, countries, wanted):
    assert country(words, others, countries) == wanted


def test_what_stands_beside_a_name_goes_before_all():
    assert country("Vienna", ("Graz", "Linz"), {"AUT": 3}, province=look_up("Virginia")) == "USA"
    assert country("London", ("Paris",), province=look_up("Ontario")) == "CAN"
    assert country("Cartagena", ("Bogota",), country="ESP") == "ESP"


def test_two_that_are_nearly_as_likely_are_ambiguous():
    (close,) = resolve([Named("Valencia")], {})
    (clear,) = resolve([Named("Cairo")], {})
    assert (close.ambiguous, clear.ambiguous) == (True, False)
    assert "capital" in clear.why


def test_unknown_names_have_no_place():
    assert resolve([Named("Xyzzyville"), Named("Oslo")], {})[0] is None
    assert resolve([], {}) == []
