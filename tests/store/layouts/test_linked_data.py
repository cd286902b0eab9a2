"""The linked data as a processor of JSON-LD reads it: PROV-O's and Web Annotation's terms, typed, nothing lost."""

import io
import warnings

import pytest

from detente import pipeline
from detente.store import Queries, create
from detente.store.layouts import export_layout
from tests.fake_stages import STAGES, write_pages

rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
from rdflib.namespace import PROV, RDF, XSD  # noqa: E402

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
OWN = rdflib.Namespace("urn:detente:term:")


@pytest.fixture(scope="module")
def queries(tmp_path_factory):
    folder = tmp_path_factory.mktemp("linked")
    record = create(folder / "store")
    pipeline.read([write_pages(folder / "in", 4)], record, stages=STAGES)
    with Queries(record) as found:
        yield found


@pytest.fixture(scope="module")
def graph(queries):
    out = io.BytesIO()
    export_layout(queries, "jsonld", out, io.BytesIO())
    with warnings.catch_warnings(category=DeprecationWarning, action="ignore"):  # of rdflib's own classes
        return rdflib.Graph().parse(data=out.getvalue(), format="json-ld")


def test_every_id_and_term_is_absolute(graph):
    names = {term for triple in graph for term in triple if isinstance(term, rdflib.URIRef)}
    assert names and [n for n in names if not str(n).startswith(("urn:detente:", "http://", "https://"))] == []


def test_events_are_derived_from_claims_and_those_from_articles_with_a_source(queries, graph):
    events, claims = set(graph.subjects(RDF.type, OWN.Event)), set(graph.subjects(RDF.type, OWN.Claim))
    assert (len(events), len(claims)) == (queries.count("events"), queries.count("claims"))
    assert {c for e in events for c in graph.objects(e, PROV.wasDerivedFrom)} == claims
    articles = {a for c in claims for a in graph.objects(c, PROV.wasDerivedFrom)}
    assert len(articles) == queries.count("articles")
    assert all((a, RDF.type, PROV.Entity) in graph and (a, PROV.hadPrimarySource, None) in graph for a in articles)
    agents = {a for thing in events | claims for a in graph.objects(thing, PROV.wasAttributedTo)}
    kinds = {PROV.Agent, PROV.SoftwareAgent}
    assert agents and all(kinds & set(graph.objects(a, RDF.type)) for a in agents)


def test_each_claim_has_an_annotation_that_quotes_its_page(queries, graph):
    pages = {p.text for p in queries.pages()}
    annotations = list(graph.subjects(RDF.type, OA.Annotation))
    assert {b for a in annotations for b in graph.objects(a, OA.hasBody)} == set(graph.subjects(RDF.type, OWN.Claim))
    for target in (t for a in annotations for t in graph.objects(a, OA.hasTarget)):
        assert graph.value(target, OA.hasSource) is not None
        at = {graph.value(s, RDF.type): s for s in graph.objects(target, OA.hasSelector)}
        start, end = (int(graph.value(at[OA.TextPositionSelector], term)) for term in (OA.start, OA.end))
        quote = str(graph.value(at[OA.TextQuoteSelector], OA.exact))
        assert quote in {text[start:end] for text in pages}


def test_days_are_dates(graph):
    days = [*graph.objects(None, OWN.earliest), *graph.objects(None, OWN.latest)]
    assert days and {day.datatype for day in days} == {XSD.date}
