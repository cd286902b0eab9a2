"""Articles cut into pieces: no word lost, evidence and its parts marked, furniture kept apart."""

import dataclasses

import pytest

from detente.explain import Told
from detente.model import Block, Interval, Span, Voice
from detente.web.brief_quotes import QUOTED, speakers
from detente.web.brief_text import paragraphs
from tests.made import article, claim, state

TEXT = (
    "Envoy goes home\nShare this\nFrance recalled its envoy from Germany in early March, Paris said. "
    '"We had no other choice left," an aide said.\nMore like this\nGermany regrets it.'
)


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


STORY = dataclasses.replace(
    article("a1", "2021-03-09"),
    blocks=(
        Block("headline", span("Envoy goes home")),
        Block("body", Span(span("France recalled").start, span("an aide said.").end)),
        Block("body", span("Germany regrets it.")),
    ),
)


def told(evidence, actor, predicate, recipient, **fields):
    voice = fields.pop("voice", None)
    made = claim("FRA", "SANCTION", "DEU", Interval(None, None, text="early March"), article=predicate, **fields)
    made = dataclasses.replace(
        made,
        evidence=(span(evidence),),
        predicate=span(predicate),
        actors=(dataclasses.replace(state("FRA"), span=span(actor)),),
        recipients=(dataclasses.replace(state("DEU"), span=span(recipient)),),
        voices=(voice,) if voice else (),
    )
    shown = Span(span("France recalled").start, span("Paris said.").end)
    return Told(made, STORY, "a1.txt", TEXT, shown, ())


RECALL = told("France recalled its envoy from Germany in early March", "France", "recalled", "Germany")
SPEECH = told(
    "recalled its envoy",
    "France",
    "envoy",
    "Germany",
    voice=Voice(span("Paris"), "official", "fra", "France", "FRA", "asserts", span("said")),
)


def words(paragraph):
    return "".join(x.text for s in paragraph.stretches for x in s.pieces)


def test_no_word_of_a_block_is_lost_or_doubled():
    found = paragraphs(STORY, TEXT, [RECALL, SPEECH])
    blocks = [words(p) for p in found if p.kind != "furniture"]
    assert blocks == [TEXT[b.span.start : b.span.end] for b in STORY.blocks]


def test_what_lies_between_blocks_is_furniture():
    found = paragraphs(STORY, TEXT, [RECALL])
    assert [(p.kind, words(p)) for p in found if p.kind == "furniture"] == [
        ("furniture", "Share this"),
        ("furniture", "More like this"),
    ]


def test_evidence_is_marked_with_its_parts():
    found = paragraphs(STORY, TEXT, [RECALL])
    marked = [s for p in found for s in p.stretches if s.claims]
    assert [s.claims for s in marked] == [(RECALL.claim.id,)]
    parts = {x.part: x.text for x in marked[0].pieces if x.part}
    assert parts == {"actor": "France", "predicate": "recalled", "recipient": "Germany", "time": "early March"}


def test_overlapping_claims_open_and_close_once_each():
    found = paragraphs(STORY, TEXT, [RECALL, SPEECH])
    stretches = [s for p in found for s in p.stretches]
    both = {RECALL.claim.id, SPEECH.claim.id}
    assert sorted(c for s in stretches for c in s.opens) == sorted(both)
    assert sorted(c for s in stretches for c in s.closes) == sorted(both)
    assert any(set(s.claims) == both for s in stretches)


def test_an_article_without_claims_is_printed_plain():
    found = paragraphs(STORY, TEXT, [])
    assert all(not s.claims and x.part is None for p in found for s in p.stretches for x in s.pieces)


def test_speakers_say_what_stands_on_their_word():
    (speaker,) = speakers([RECALL, SPEECH])
    assert speaker.name == "France"
    assert [q.direct for q in speaker.quotes] == [False]
    assert "early March" in speaker.quotes[0].words
    assert speaker.quotes[0].signs == "named; first-hand; party to it; 1 link"


def spoken_by(**fields):
    voice = dataclasses.replace(SPEECH.claim.voices[0], **fields)
    return dataclasses.replace(SPEECH, claim=dataclasses.replace(SPEECH.claim, voices=(voice,)))


def test_somebody_unnamed_is_told_as_what_they_are():
    source = spoken_by(kind="anonymous", id=None, name=None, described="diplomat", of="fra")
    (speaker,) = speakers([source])
    assert (speaker.unnamed, speaker.country) == ("unnamed diplomat", "FRA")
    assert speaker.quotes[0].signs.startswith("anonymous")


def test_a_pronoun_is_no_heading():
    it = spoken_by(span=Span(TEXT.index("its"), TEXT.index("its") + 2), id=None, name=None)
    (speaker,) = speakers([it])
    assert speaker.name == "Somebody of FRA"


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("He said: “We will not go there.”", ["“We will not go there.”"]),
        ('"We will not go," he said, and left. "They know it well."', ['"We will not go,"', '"They know it well."']),
        ('“We will not go there," he said.', ['“We will not go there,"']),
        ("the “so-called” plan", []),
        ("« Nous n'irons pas »", ["« Nous n'irons pas »"]),
    ],
)
def test_quoted_speech_is_told_from_what_stands_between_quotes(text, quotes):
    assert [m.group() for m in QUOTED.finditer(text)] == quotes
