"""The chart's geometry: nothing overlaps, nothing leaves the picture, nothing is left out."""

import dataclasses
import datetime
import itertools
import random

import pytest

from detente.events import events
from detente.lines import Line
from detente.model import Interval
from detente.web.brief_chart import CHARACTER, MARK, MOST_EVENTS, draw
from tests.made import article, claim

KINDS = ("CONSULT", "AGREE", "ACCUSE", "SANCTION", "COOPERATE")
QUADS = dict(zip(KINDS, ("verbal cooperation",) * 2 + ("verbal conflict", "material conflict"), strict=False))


def line(kind, when, says="France does a thing to Germany"):
    made = claim("FRA", kind, "DEU", when)
    (event,) = events([made], [article("a1", "2021-01-01")], [])
    quad = QUADS.get(kind, "material cooperation")
    return Line(dataclasses.replace(event, quad=quad), "", says, (), ("The Tern",))


def crowd(count=70, seed=7):
    rng = random.Random(seed)
    start = datetime.date(2008, 1, 1)
    found = []
    for _ in range(count):
        first = start + datetime.timedelta(days=int(rng.betavariate(5, 1) * 6000))
        last = first + datetime.timedelta(days=rng.choice([0, 0, 0, 3, 30, 400]))
        sides = rng.choice([(first, last)] * 5 + [(first, None), (None, last)])
        says = "France " + "speaks " * rng.randint(1, 9) + "to Germany"
        found.append(line(rng.choice(KINDS), Interval(*sides), says))
    return found


def extent(mark):
    """What a mark takes of its track: its shape, its bar and its label."""
    wide = CHARACTER * len(mark.label)
    at = mark.label_x - wide if mark.anchor == "end" else mark.label_x
    bar = mark.bar or (mark.x, mark.x)
    return min(mark.x - MARK, bar[0]), max(mark.x + MARK, bar[1]), at, at + wide


@pytest.mark.parametrize("width", [366, 840, 1120])
@pytest.mark.parametrize("seed", range(4))
def test_labels_and_marks_stay_clear_of_each_other_and_inside(width, seed):
    chart = draw(crowd(seed=seed), None, width=width)
    tracks = {}
    for mark in chart.marks:
        tracks.setdefault(mark.y, []).append(extent(mark))
    for used in tracks.values():
        for one, other in itertools.combinations(used, 2):
            for a, b in itertools.product((one[:2], one[2:]), (other[:2], other[2:])):
                assert a[1] <= b[0] or b[1] <= a[0], (one, other)
    assert all(e[0] >= 0 and e[1] <= width and e[2] >= 0 for t in tracks.values() for e in t)
    assert all(e[3] <= width + MARK for t in tracks.values() for e in t)


def test_every_dated_event_is_drawn_once_and_the_others_are_named():
    lines = [line("CONSULT", "2020-05-01"), line("ACCUSE", None), line("ACCUSE", Interval(None, None))]
    chart = draw(lines, None, width=1120)
    assert [m.number for m in chart.marks] == [1]
    assert chart.undated == (2, 3)


def test_cooperation_stands_above_conflict():
    chart = draw(crowd(), None, width=1120)
    heights = {m.quad: set() for m in chart.marks}
    for mark in chart.marks:
        heights[mark.quad].add(mark.y)
    above = [y for q, ys in heights.items() if q.endswith("cooperation") for y in ys]
    below = [y for q, ys in heights.items() if q.endswith("conflict") for y in ys]
    assert max(above) < chart.zero < min(below) + 1


def test_time_runs_from_left_to_right():
    lines = [line("CONSULT", f"{2008 + n}-06-15") for n in range(12)]
    xs = [m.x for m in draw(lines, None, width=1120).marks]
    assert xs == sorted(xs)
    assert len(set(xs)) == len(xs)


def test_a_short_period_has_months():
    chart = draw([line("CONSULT", "2021-03-04"), line("ACCUSE", "2021-09-01")], None, width=1120)
    assert {t.label for t in chart.ticks} >= {"Mar 21", "Sep 21"}


def test_an_interval_has_its_bar_and_an_open_one_its_arrow():
    lines = [
        line("CONSULT", Interval(datetime.date(2020, 1, 1), datetime.date(2021, 12, 31))),
        line("CONSULT", Interval(datetime.date(2022, 1, 1), None)),
        line("CONSULT", "2023-01-01"),
    ]
    wide, open_ended, exact = draw(lines, None, width=1120).marks
    assert wide.bar is not None
    assert not wide.open_end
    assert open_ended.open_end
    assert open_ended.bar is not None
    assert exact.bar is None


def test_no_events_give_an_empty_chart():
    assert draw([], None, width=366).marks == ()


def test_of_very_many_events_the_contested_and_best_attested_are_drawn():
    lines = [line("CONSULT", f"{1990 + n % 30}-0{n % 9 + 1}-11") for n in range(MOST_EVENTS + 40)]
    contested = dataclasses.replace(lines[-1], event=dataclasses.replace(lines[-1].event, contested=True))
    chart = draw([*lines[:-1], contested], None, width=1120)
    assert (len(chart.marks), chart.left_out) == (MOST_EVENTS, 40)
    assert chart.marks[-1].event.contested
