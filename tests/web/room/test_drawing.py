"""What is drawn: strips, bands, the map's projection, the network's layout, an article's marks."""

import datetime

import pytest

from detente.explain import Told
from detente.model import Block, Entry, Interval, Span, State
from detente.web.room.ledger import bands
from detente.web.room.marking import passages
from detente.web.room.network import layout
from detente.web.room.projection import HEIGHT, WIDTH, project
from detente.web.room.strips import tone_class
from detente.web.room.world import outlines
from tests.made import article, claim, day

TEXT = "Menu\nFRA visits DEU on Monday. It rained.\nMore stories"


def entry(since, value, track="ties"):
    start = Interval(day(since), day(since))
    return Entry(
        since, ("FRA", "DEU"), False, track, (State(track, value),), start, None, day(since), False, 0.9, ("c",)
    )


def test_bands_follow_each_other():
    (drawn,) = bands(
        [entry("2012-01-01", "cut"), entry("2016-01-01", "restored")],
        {},
        day("2020-01-01"),
        on=None,
        widths=(1100,),
    )
    (row,) = drawn.rows
    first, second = row.bands
    assert first.x < second.x
    assert first.x + first.width <= second.x
    assert second.x + second.width == pytest.approx(drawn.width - 6, abs=3)
    assert [y for _, y in drawn.years] == ["2012", "2013", "2014", "2015", "2016", "2017", "2018", "2019", "2020"]


def test_bands_mark_the_day_asked_for():
    (drawn,) = bands([entry("2012-01-01", "cut")], {}, day("2020-01-01"), on=day("2016-01-01"), widths=(360,))
    assert 170 < drawn.on < 190
    assert bands([], {}, day("2020-01-01"), on=None, widths=(360,)) == (None,)


@pytest.mark.parametrize(
    ("tone", "colour"), [(None, "n"), (0.2, "n"), (2.0, "c1"), (4.0, "c2"), (9.0, "c3"), (-1.0, "h1"), (-9.0, "h3")]
)
def test_tones(tone, colour):
    assert tone_class(tone) == colour


def test_the_map_has_north_above_and_east_to_the_right():
    (x, y), (east, _), (_, north) = project(0, 0), project(0, 90), project(60, 0)
    assert x == pytest.approx(WIDTH / 2)
    assert east > x and north < y
    for lat, lon in ((70, -170), (-50, 175), (0, 179.9)):
        assert 0 <= project(lat, lon)[0] <= WIDTH
        assert 0 <= project(lat, lon)[1] <= HEIGHT


def test_outlines_hold_the_world():
    codes = {o.code for o in outlines()}
    assert {"FRA", "TUR", "USA", "RUS", "FJI"} <= codes
    assert all(o.path.startswith("M") and o.path.endswith("Z") for o in outlines())


def test_a_network_is_laid_out_alike_each_time():
    edges = [("A", "B", 9), ("B", "C", 1), ("A", "C", 2), ("D", "E", 1)]
    placed = layout(edges)
    assert placed == layout(edges)
    assert all(60 <= v <= 940 for xy in placed.values() for v in xy)
    assert layout([]) == {}


def test_an_article_is_shown_whole():
    start = TEXT.index("FRA")
    end = TEXT.index("\nMore")
    one = article("a1", "2021-03-01")
    story = type(one)(**{f: getattr(one, f) for f in one.__slots__} | {"blocks": (Block("body", Span(start, end)),)})
    visit = claim("FRA", "CONSULT", "DEU", "2021-03-01")
    spans = {
        "evidence": (Span(start, start + 26),),
        "predicate": Span(start + 4, start + 10),
        "actors": (),
        "recipients": (),
    }
    visit = type(visit)(**{f: getattr(visit, f) for f in visit.__slots__} | spans)
    told = Told(visit, story, "f.txt", TEXT, Span(start, end), ())
    shown = passages(story, TEXT, [told], [])
    assert [p.kind for p in shown] == ["furniture", "body", "furniture"]
    assert "".join(x.text for x in shown[1].pieces) == TEXT[start:end]
    assert [(x.text, x.claims, x.parts) for x in shown[1].pieces][:2] == [
        ("FRA ", (1,), ()),
        ("visits", (1,), ("1:predicate",)),
    ]
    assert shown[1].pieces[-1].claims == ()
    assert isinstance(one.published.earliest, datetime.date)
