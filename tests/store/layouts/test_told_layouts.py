"""Our columns beside the description of the layouts in the folder of outside material, where there is one."""

import io
import json
import re

import pytest

from benchmarks.shared import ABSENT, shared
from detente import pipeline
from detente.store import Queries, create
from detente.store.layouts import export_layout
from detente.store.layouts.codes import columns
from tests.fake_stages import STAGES, write_pages

FOLDER = shared()


@pytest.fixture(scope="module")
def told():
    if FOLDER is None or not (FOLDER / "reference" / "layouts.md").is_file():
        pytest.skip(ABSENT)
    text = (FOLDER / "reference" / "layouts.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (\w+)", text, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def listed(part):
    """The names of a part: after its heading, up to the first line that is a sentence or to its end."""
    lines = [line for line in part.split("\n")[1:] if line.strip()]
    names = " ".join(line for line in lines if "," in line and "." not in line)
    return [re.sub(r"^(and )", "", name.strip()) for name in names.split(",") if name.strip()]


@pytest.mark.parametrize(("layout", "heading"), [("polecat", "POLECAT"), ("icews", "ICEWS")])
def test_the_columns_are_those_told_in_their_order(told, layout, heading):
    assert tuple(listed(told[heading])) == tuple(getattr(columns(), layout))


def test_gdelts_columns_are_those_told_in_their_order(told):
    names = []
    for name in listed(told["GDELT"]):
        if name.startswith("the same ten for"):
            names += [n.replace("Actor1", "Actor2") for n in names if n.startswith("Actor1")]
        elif name.startswith("the same eight for"):
            places = [n for n in names if n.startswith("Actor1Geo_")]
            names += [n.replace("Actor1Geo", side) for side in ("Actor2Geo", "ActionGeo") for n in places]
        else:
            names.append(name)
    assert names == list(columns().gdelt)


def test_plover_records_have_no_field_but_those_told(told, tmp_path):
    known = {n.strip("*[]") for n in re.findall(r"[a-z_]+", told["PLOVER"])}
    record = create(tmp_path / "s")
    pipeline.read([write_pages(tmp_path / "in", 4)], record, stages=STAGES)
    out = io.BytesIO()
    with Queries(record) as queries:
        assert export_layout(queries, "plover", out) == 4
    for line in out.getvalue().splitlines():
        one = json.loads(line)
        inner = [*one["actor"], *one["recipient"], one["text_info"], one["cite_info"], one.get("event_loc", {})]
        assert {name for part in (one, *inner) for name in part} <= known
