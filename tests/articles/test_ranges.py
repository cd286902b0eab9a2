from datetime import date

from detente.articles.ranges import ALWAYS, Clue, intersected, merged, since, solved, until

SURE = Clue(((date(2020, 1, 1), date(2020, 12, 31)),), 5, "sure")
WILD = Clue(((date(1990, 1, 1), date(1990, 12, 31)),), 1, "wild")


def test_overlapping_ranges_are_joined():
    a, b, c = date(2020, 1, 1), date(2020, 2, 1), date(2020, 3, 1)
    assert merged([(b, c), (a, b)]) == ((a, c),)


def test_a_union_is_cut_piece_by_piece():
    years = ((date(2018, 1, 1), date(2018, 12, 31)), (date(2021, 1, 1), date(2021, 12, 31)))
    assert intersected(years, ((date(2018, 7, 1), date(2021, 6, 30)),)) == (
        (date(2018, 7, 1), date(2018, 12, 31)),
        (date(2021, 1, 1), date(2021, 6, 30)),
    )


def test_a_clue_that_leaves_no_day_is_dropped_and_told():
    assert solved([WILD, SURE]) == (SURE.ranges, [SURE], [WILD])


def test_one_strong_clue_yields_to_two_that_weigh_more():
    wrong = until(date(2010, 1, 1), 3, "wrong")
    right = [since(date(2015, 1, 1), 2, "a"), since(date(2016, 1, 1), 2, "b")]
    days, used, dropped = solved([wrong, *right])
    assert days[0][0] == date(2016, 1, 1)
    assert ([c.why for c in used], dropped) == (["b"], [wrong])


def test_what_has_no_support_excludes_no_day():
    assert solved([Clue(WILD.ranges, 0, "leans")])[0] == ALWAYS


def test_the_order_of_clues_does_not_matter():
    clues = [SURE, WILD, since(date(2020, 3, 1), 2, "c"), until(date(2020, 9, 1), 1.5, "d")]
    assert solved(clues) == solved(clues[::-1])
