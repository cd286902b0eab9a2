"""Events in other shapes: columns and bytes as those data sets have them, and back through their readers."""

import csv
import dataclasses
import io
import json
from collections import Counter

import duckdb
import pytest

from detente import pipeline
from detente.model import Date, Place
from detente.store import Queries, create
from detente.store.layouts import LAYOUTS, export_layout
from detente.store.layouts.codes import columns, country, cow, number
from detente.store.layouts.gdelt import fraction
from detente.store.layouts.told import Party, Told, each_told
from tests.fake_stages import STAGES, write_pages

COUNTS = {"polecat": 40, "icews": 20, "gdelt": 61}


@pytest.fixture(scope="module")
def queries(tmp_path_factory):
    folder = tmp_path_factory.mktemp("layouts")
    pages = write_pages(folder / "in", 4)
    (pages / "later.txt").write_text("FRA is to visit DEU on 2021-06-01.", encoding="utf-8")
    record = create(folder / "store")
    pipeline.read([pages], record, stages=STAGES)
    with Queries(record) as found:
        yield found


def written(queries, layout):
    out, companion = io.BytesIO(), io.BytesIO()
    count = export_layout(queries, layout, out, companion)
    told = [json.loads(line) for line in companion.getvalue().splitlines()]
    return count, out.getvalue().decode(), [one for one in told if "id" in one]


@pytest.mark.parametrize("layout", COUNTS)
def test_each_layout_has_its_columns(layout):
    names = getattr(columns(), layout)
    assert len(names) == COUNTS[layout] and [n for n, c in Counter(names).items() if c > 1] == []


@pytest.mark.parametrize("layout", COUNTS)
def test_every_line_has_every_column_and_ends_alike(queries, layout):
    count, text, _ = written(queries, layout)
    lines = text.split("\n")
    assert lines.pop() == "" and "\r" not in text
    assert {line.count("\t") + 1 for line in lines} == {COUNTS[layout]}
    assert len(lines) == count + (layout != "gdelt")


def test_polecat_to_the_byte(queries):
    _, text, _ = written(queries, "polecat")
    head, first = text.split("\n")[:2]
    assert head.startswith("Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\t")
    row = dict(zip(head.split("\t"), first.split("\t"), strict=True))
    assert row["Event Type"] == "CONSULT" and row["Quad Code"] == "VERBAL COOPERATION"
    assert row["Actor COW"] == str(cow(row["Actor Country"])) and row["Wikipedia Actor ID"] == "None"
    assert "" not in row.values()


def test_codes_keep_their_zeros_and_ids_are_whole_numbers(queries):
    _, text, _ = written(queries, "icews")
    head, first = (line.split("\t") for line in text.split("\n")[:2])
    row = dict(zip(head, first, strict=True))
    assert row["CAMEO Code"] == "042" and int(row["Event ID"]) < 2**53
    assert (row["Source Country"], row["Sentence Number"]) == (country("FRA").name, "")


def test_gdelt_reads_as_its_61_columns(queries):
    _, text, _ = written(queries, "gdelt")
    row = dict(zip(columns().gdelt, text.split("\n")[0].split("\t"), strict=True))
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], row["QuadClass"]) == ("042", "042", "04", "1")
    assert row["SQLDATE"][:6] == row["MonthYear"] and row["SQLDATE"][:4] == row["Year"]
    assert row["Actor1Code"] == "FRAGOV" and row["NumMentions"] == "1" and '"' not in text


def test_the_share_of_the_year_is_gdelts():
    assert f"{fraction(Date(2014, 2, 18)):.4f}" == "2014.1315"


@pytest.mark.parametrize("layout", COUNTS)
def test_a_plan_has_no_row_and_the_companion_says_why(queries, layout):
    count, _, told = written(queries, layout)
    left = [one for one in told if one["left_out"]]
    assert [one["status"] for one in left] == ["planned"] and count == len(told) - 1
    assert all(one["row"] is not None and one["claims"] for one in told if not one["left_out"])


@pytest.fixture
def filled(queries, monkeypatch):
    """An event of which all is known that can be."""
    told = next(each_told(queries))
    span = told.lead.predicate
    where = Place(span, "Lyon", "FRA", 45.7, 4.8, 2996944, "84")
    party = Party("nato", "NATO", "FRA", ("GOV", "MIL", "LEG"), ("minister",), ("NATO",))
    monkeypatch.setattr(Told, "parties", lambda self: ([party], [party]))
    event = dataclasses.replace(told.event, where=where, contexts=("military",), intensity=1.0, mode="visit")
    article = dataclasses.replace(told.article, outlet="Post", language="en", published=event.when)
    claims = tuple(dataclasses.replace(claim, where=where) for claim in told.claims)
    event = dataclasses.replace(event, outlets=("Post",))
    return dataclasses.replace(told, event=event, claims=claims, articles={article.id: article})


@pytest.mark.parametrize("layout", COUNTS)
def test_the_companion_lists_exactly_the_columns_that_are_always_empty(queries, filled, monkeypatch, layout):
    monkeypatch.setattr("detente.store.layouts.writing.each_told", lambda _: iter([filled]))
    out, companion = io.BytesIO(), io.BytesIO()
    assert export_layout(queries, layout, out, companion) == 1
    first = json.loads(companion.getvalue().splitlines()[0])
    cells = out.getvalue().decode().split("\n")[layout != "gdelt"].split("\t")
    found = {n for n, c in zip(getattr(columns(), layout), cells, strict=True) if c in ("", "None")}
    assert first["layout"] == layout and first["always_empty"].keys() == found
    assert all(first["always_empty"].values())


def test_plover_records_hold_plans_and_what_is_required(queries):
    _, text, told = written(queries, "plover")
    records = [json.loads(line) for line in text.splitlines()]
    assert len(records) == len(told)
    assert all({"id", "date", "actor", "event"} <= set(record) for record in records)
    assert {record["comment"] for record in records} == {"status: occurred", "status: planned"}
    assert records[0]["text"].endswith(".") and records[0]["cite_info"]["codebook"] == "PLOVER"


def test_linked_data_refers_to_what_it_holds(queries):
    _, text, _ = written(queries, "jsonld")
    nodes = {node["@id"]: node for node in json.loads(text)["@graph"]}
    kinds = Counter(name.split(":")[2] for name in nodes)
    assert kinds["event"] == queries.count("events") and kinds["annotation"] == kinds["claim"] == queries.count(
        "claims"
    )
    for name, node in nodes.items():
        if name.startswith(("urn:detente:event:", "urn:detente:claim:")):
            sources = node["wasDerivedFrom"]
            assert all(s in nodes for s in (sources if isinstance(sources, list) else [sources]))
    quote = next(n for n in nodes.values() if n["@type"] == "oa:Annotation")["oa:hasTarget"][0]["oa:hasSelector"]
    assert quote[1]["oa:exact"] and quote[0]["oa:end"] - quote[0]["oa:start"] == len(quote[1]["oa:exact"])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_store_gives_the_same_bytes(queries, layout):
    assert written(queries, layout) == written(queries, layout)


@pytest.mark.parametrize("layout", ["polecat", "icews"])
def test_back_through_duckdb(queries, layout, tmp_path):
    count, text, _ = written(queries, layout)
    (tmp_path / "e.tsv").write_text(text, "utf-8")
    found = duckdb.sql(f"SELECT * FROM read_csv('{tmp_path}/e.tsv', delim='\t', header=true, all_varchar=true)")
    assert tuple(found.columns) == getattr(columns(), layout) and len(found.fetchall()) == count


def test_gdelt_back_through_duckdb(queries, tmp_path):
    count, text, _ = written(queries, "gdelt")
    (tmp_path / "e.csv").write_text(text, "utf-8")
    reader = f"read_csv('{tmp_path}/e.csv', delim='\t', header=false, quote='', all_varchar=true)"
    assert len(duckdb.sql(f"SELECT * FROM {reader}").fetchall()) == count


@pytest.mark.parametrize("layout", COUNTS)
def test_back_through_pandas(queries, layout):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    count, text, _ = written(queries, layout)
    names = {} if layout != "gdelt" else {"header": None, "names": columns().gdelt, "quoting": 3}
    table = pandas.read_csv(io.StringIO(text), sep="\t", dtype=str, **names)
    assert table.shape == (count, COUNTS[layout])
    if layout != "polecat":
        code = "CAMEO Code" if layout == "icews" else "EventCode"
        assert set(table[code]) == {"042"}
    else:
        assert table["Wikipedia Actor ID"].isna().all()


@pytest.mark.parametrize("layout", COUNTS)
def test_back_through_polars(queries, layout):
    polars = pytest.importorskip("polars", reason="polars is not installed")
    count, text, _ = written(queries, layout)
    table = polars.read_csv(
        text.encode(), separator="\t", has_header=layout != "gdelt", infer_schema=False, null_values=["None"]
    )
    assert table.shape == (count, COUNTS[layout])


def test_cells_with_quotes_and_tabs_keep_their_column(queries):
    from detente.store.layouts.gdelt import cell
    from detente.store.layouts.writing import _quoted

    assert _quoted(['the "Israel" desk', "two\tcells\nin one"]) == '"the ""Israel"" desk"\ttwo cells in one\n'
    assert cell('the "Israel"\tdesk') == "the 'Israel' desk"


def test_a_country_of_which_only_its_people_are_named_has_its_name(queries):
    told = next(each_told(queries))
    minister = dataclasses.replace(told.lead.actors[0], id="a-minister", name="A. Minister")
    claim = dataclasses.replace(told.lead, actors=(minister,))
    (party,), _ = dataclasses.replace(told, claims=(claim,)).parties()
    assert (party.name, party.country) == ("France", "FRA")


def test_ids_are_numbers_that_stay():
    assert number("ffffffffffffffff") == 2**52 - 1


def by_readr(text, names=None):
    """The cells as R's ``read_tsv`` has them: quotes doubled inside quotes, blanks cut off, NA and nothing missing."""
    rows = list(csv.reader(io.StringIO(text), delimiter="\t", **({"quoting": csv.QUOTE_NONE} if names else {})))
    head, body = (names, rows) if names else (rows[0], rows[1:])
    return [{n: None if c.strip() in ("", "NA") else c.strip() for n, c in zip(head, r, strict=True)} for r in body]


@pytest.mark.parametrize("layout", COUNTS)
def test_back_by_readrs_rules(queries, layout, tmp_path):
    count, text, _ = written(queries, layout)
    (tmp_path / "e.tsv").write_text(text, "utf-8")
    names = columns().gdelt if layout == "gdelt" else None
    told = "header=false, quote=''" if names else "header=true"
    reader = f"read_csv('{tmp_path}/e.tsv', delim='\t', {told}, all_varchar=true)"
    cells = [[value or None for value in row] for row in duckdb.sql(f"SELECT * FROM {reader}").fetchall()]
    found = by_readr(text, names)
    assert [list(row.values()) for row in found] == cells and len(found) == count


@pytest.mark.parametrize("read", ["pandas", "polars", "duckdb"])
def test_plover_records_back_through_readers_of_json_lines(queries, read, tmp_path):
    _, text, _ = written(queries, "plover")
    path = tmp_path / "e.jsonl"
    path.write_text(text, "utf-8")
    if read == "duckdb":
        found = duckdb.sql(f"SELECT id, date, event FROM read_json('{path}', format='newline_delimited')").fetchall()
        ids = [row[0] for row in found]
    else:
        library = pytest.importorskip(read, reason=f"{read} is not installed")
        table = library.read_json(path, lines=True) if read == "pandas" else library.read_ndjson(path)
        ids = list(table["id"])
    assert ids == [json.loads(line)["id"] for line in text.splitlines()]


@pytest.mark.parametrize("read", ["pandas", "polars", "duckdb"])
def test_linked_data_back_through_readers_of_json(queries, read, tmp_path):
    _, text, _ = written(queries, "jsonld")
    path = tmp_path / "e.jsonld"
    path.write_text(text, "utf-8")
    names = [node["@id"] for node in json.loads(text)["@graph"]]
    if read == "duckdb":
        sql = f"""SELECT unnest("@graph")->>'$."@id"' FROM read_json('{path}', columns={{'@graph': 'JSON[]'}})"""
        found = [row[0] for row in duckdb.sql(sql).fetchall()]
    elif read == "pandas":
        pandas = pytest.importorskip(read, reason="pandas is not installed")
        found = list(pandas.json_normalize(json.loads(text), "@graph")["@id"])
    else:
        polars = pytest.importorskip(read, reason="polars is not installed")
        nodes = [{"@id": node["@id"], "@type": str(node["@type"])} for node in json.loads(text)["@graph"]]
        found = list(polars.from_dicts(nodes)["@id"])
    assert found == names
