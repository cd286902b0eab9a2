"""Names in a drawing: inside it, off each other and off the discs; who comes first chooses first."""

import random

import pytest

from detente.web.room.labels import Disc, Label, _box, _meet, place


def test_a_name_stands_over_its_disc_where_there_is_room():
    (label,) = place([Disc(500, 500, 10, "France")], 17, width=1000, height=1000)
    assert label.anchor == "middle"
    assert label.x == 500 and label.y < 490


def test_at_the_edge_a_name_turns_inwards():
    first, last = place(
        [Disc(10, 10, 6, "Liechtenstein"), Disc(990, 500, 6, "Luxembourg")], 17, width=1000, height=1000
    )
    assert (first.anchor, last.anchor) == ("start", "end")


def test_a_name_without_room_is_left_out():
    crowd = [Disc(500 + 12 * (n % 5), 500 + 12 * (n // 5), 8, "Bosnia and Herzegovina") for n in range(25)]
    placed = place(crowd, 30, width=1000, height=1000)
    assert placed[0] is not None
    assert None in placed


@pytest.mark.parametrize("size", [17, 30])
def test_no_name_lies_on_another_or_on_a_disc(size):
    draw = random.Random(3)
    discs = [
        Disc(draw.uniform(60, 940), draw.uniform(60, 940), draw.uniform(5, 22), "Central Africa") for _ in range(80)
    ]
    placed = place(discs, size, width=1000, height=1000)
    boxes = [(n, _box(label, discs[n].name, size)) for n, label in enumerate(placed) if isinstance(label, Label)]
    assert len(boxes) > 20
    for n, box in boxes:
        assert not any(_meet(box, other) for m, other in boxes if m != n)
        rings = ((d.x - d.r, d.y - d.r, d.x + d.r, d.y + d.r) for m, d in enumerate(discs) if m != n)
        assert not any(_meet(box, ring) for ring in rings)
