from datetime import date

from detente.reading.actors import resolve


def test_resolve_lists_actors_in_reading_order_the_outer_of_nested_ones():
    actors = resolve("The Turkish president thanked Isaac Herzog and both men smiled.", on=date(2022, 3, 9))
    assert [a.id for a in actors][:2] == ["recep-tayyip-erdogan", "isaac-herzog"]
    assert [a.country for a in actors][:2] == ["TUR", "ISR"]


def test_without_a_day_offices_stay_open():
    actors = resolve("Yair Lapid left.", on=None)
    assert [(a.id, a.country, a.office) for a in actors] == [("yair-lapid", "ISR", None)]


def test_a_text_without_actors_gives_none():
    assert resolve("It rained all day.", on=None) == []
