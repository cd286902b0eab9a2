import pytest

from detente.reading.codes.marking import Markers, mark

MARKERS = Markers(first=1, last=2, pad=0, roles=((10, 11), (20, 21), (30, 31)))
IDS = [100, 101, 102, 103, 104]
OFFSETS = [(0, 5), (6, 12), (13, 15), (15, 17), (17, 18)]
ACTOR, RECIPIENT, PREDICATE = (0, 5), (13, 17), (6, 12)


def test_each_part_stands_between_its_markers():
    found = mark(IDS, OFFSETS, (ACTOR, RECIPIENT, PREDICATE), MARKERS, 64)
    assert found.ids == [1, 10, 100, 11, 30, 101, 31, 20, 102, 103, 21, 104, 2]
    assert found.places == (1, 7, 4)


def test_a_part_that_is_not_given_keeps_an_empty_opening_marker_in_front():
    found = mark(IDS, OFFSETS, (ACTOR, None, None), MARKERS, 64)
    assert found.ids == [1, 20, 30, 10, 100, 11, 101, 102, 103, 104, 2]
    assert found.places == (3, 1, 2)


@pytest.mark.parametrize("span", [(5, 6), (400, 500), (3, 3)], ids=["a blank", "beyond the text", "empty"])
def test_a_span_without_a_token_counts_as_not_given(span):
    assert mark(IDS, OFFSETS, (span, RECIPIENT, None), MARKERS, 64).places[0] == 1


def test_an_empty_text_gives_three_empty_markers():
    assert mark([], [], (None, None, None), MARKERS, 64).ids == [1, 10, 20, 30, 2]


def test_spans_that_lie_in_one_another_are_both_marked():
    found = mark(IDS, OFFSETS, ((0, 12), None, (6, 12)), MARKERS, 64)
    assert found.ids == [1, 20, 10, 100, 30, 101, 31, 11, 102, 103, 104, 2]


def test_of_a_long_text_the_tokens_near_the_spans_stay():
    ids = list(range(1000, 1500))
    offsets = [(2 * i, 2 * i + 1) for i in range(500)]
    actor, recipient = (400, 401), (900, 901)
    found = mark(ids, offsets, (actor, recipient, None), MARKERS, 48)
    assert len(found.ids) <= 48
    assert [found.ids[place] for place in found.places] == [10, 20, 30]
    assert {1200, 1199, 1201, 1450, 1449, 1451} <= set(found.ids)
    assert {1000, 1325, 1499}.isdisjoint(found.ids)


def test_a_span_longer_than_the_room_keeps_its_head_and_the_others_theirs():
    ids = list(range(1000, 1500))
    offsets = [(2 * i, 2 * i + 1) for i in range(500)]
    found = mark(ids, offsets, ((0, 900), (990, 991), (970, 971)), MARKERS, 48)
    assert len(found.ids) <= 48
    assert found.ids[found.places[0] + 1] == 1000
    assert {1495, 1485} <= set(found.ids)
