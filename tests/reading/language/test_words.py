"""What is looked up of a word is what spaCy's own components say of it, and copies are parsed once."""

from detente.model import Block, Span
from detente.reading.language import parse, parse_text
from detente.reading.language.parser import _pieces, forget, load_model

TEXT = (
    "Ministers were meeting in Bern; they weren't gonna sign it.\n"
    "There were talks, but it's said that those who'd left had better ones.\n"
    "Ministers were meeting in Bern; they weren't gonna sign it, and I saw you let's go."
)


def test_words_are_those_of_the_whole_pipeline():
    told = [(t.text, t.lemma, t.pos, t.tag, t.dep, t.morph, t.ent, t.sent) for t in parse_text(TEXT).tokens]
    whole, expected, sentences = load_model(), [], 0
    for line in TEXT.split("\n"):
        for sentence in whole(line).sents:
            expected += [
                (t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, str(t.morph), t.ent_type_, sentences)
                for t in sentence
            ]
            sentences += 1
    assert told == expected


def test_words_seen_before_are_told_the_same():
    first = parse_text(TEXT)
    forget()
    assert parse_text(TEXT) == first


def test_a_copy_elsewhere_on_a_page_is_not_parsed_again():
    line = TEXT.split("\n", maxsplit=1)[0]
    parse(line, [Block("body", Span(0, len(line)))])
    before = _pieces.cache_info().misses
    moved = parse(f"> {line}", [Block("body", Span(2, 2 + len(line)))])
    assert _pieces.cache_info().misses == before
    assert [t.text for t in moved.tokens] == [moved.text[t.start : t.end] for t in moved.tokens]
