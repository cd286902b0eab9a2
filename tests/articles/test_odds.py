from datetime import date, timedelta

from detente.articles.odds import likely
from detente.articles.ranges import ALWAYS, DUSK, Clue, since

NEWEST = date(2018, 4, 11)
NAMED = [since(NEWEST - timedelta(days=95 * n), 2.5, str(n), "topic") for n in (5, 4, 3, 2, 1, 0)]


def test_without_clues_nothing_is_likely():
    assert likely([], ALWAYS) is None


def test_one_old_mention_does_not_bound_the_end():
    assert likely([since(date(1995, 1, 1), 2, "old", "year")], ALWAYS) is None


def test_several_fresh_things_bound_it_a_year_or_more_after_the_newest():
    days = ((date(2018, 4, 11), DUSK),)
    found = likely(NAMED, days)
    assert found is not None
    assert found[0] <= date(2018, 4, 11)
    assert timedelta(days=364) <= found[1] - date(2018, 4, 11) < timedelta(days=6 * 365)


def test_more_clues_never_widen_it():
    days = ((date(2018, 4, 11), DUSK),)
    fewer, more = likely(NAMED[2:], days), likely(NAMED, days)
    assert more is not None
    assert fewer is None or more[1] <= fewer[1]


def test_nothing_outside_what_logic_allows_is_likely():
    days = ((date(2019, 1, 1), date(2019, 6, 30)),)
    found = likely(NAMED, days)
    assert found is not None
    assert found[0] <= date(2019, 6, 30)


def test_an_office_still_held_does_not_grow_old():
    held = Clue(((date(2005, 1, 1), DUSK),), 2, "held", "term")
    assert likely([held], ALWAYS) is None


def test_happenings_of_one_season_count_once():
    days = ((NEWEST, DUSK),)
    same = [since(NEWEST - timedelta(days=n), 2.5, str(n), "topic") for n in range(6)]
    assert likely(same, days) == likely(same[:1], days)
