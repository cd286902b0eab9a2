"""The words of diplomatic acts, found in a parse."""

import pytest

from detente.reading.codes import load_codebook
from detente.reading.codes.diplomacy import find_acts, find_phrases, folded, load_diplomacy
from detente.reading.language import parse_text


def found(text: str) -> list[tuple[str, str, str | None, str | None]]:
    parsed = parse_text(text)
    return [
        (a.predicate.text, a.frame.name, a.theme and a.theme.kind, a.to and a.to.kind)
        for s in parsed.sentences
        for a in find_acts(parsed, s)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Norwegian legation in Lima was opened in 1910.", ("opened", "opened", "legation", None)),
        ("Norway shut its embassy in Lima.", ("shut", "closed", "embassy", None)),
        ("The legation was raised to the rank of embassy.", ("raised", "raised", "legation", "embassy")),
        ("The consulate became an embassy.", ("became", "raised", "consulate", "embassy")),
        ("The embassy suspended its operations in May.", ("suspended", "closed", "embassy", None)),
        ("Norway withdrew the staff of its embassy.", ("withdrew", "closed", "embassy", None)),
        ("She presented her letters of credence in Lima.", ("presented", "received", "credentials", None)),
        ("He was named chargé d’affaires in Lima.", ("named", "appointed", "charge", None)),
        ("Norway severed diplomatic relations with Peru.", ("severed", "ended", "ties", None)),
        ("Norway declared war on Peru.", ("declared", "warred", "war", None)),
    ],
)
def test_frames_find_their_themes(text, expected):
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Prime Minister was named on Monday.",
        "She was appointed Minister of Finance.",
        "The shop closed in May.",
        "Norway withdrew its troops near the embassy.",
    ],
)
def test_other_offices_and_houses_are_none(text):
    assert found(text) == []


def test_one_verb_may_raise_twice():
    told = found("The mission was changed to a legation on 3 May 1911, and to an embassy on 4 June 1912.")
    assert [to for *_, to in told] == ["legation", "embassy"]


def test_the_longest_phrase_counts_whatever_its_accents():
    words = [
        folded(w)
        for w in ["the", "Office", "of", "the", "Norwegian", "Representative", "and", "the", "Chargé", "d’Affaires"]
    ]
    assert [(p.group, p.kind, p.last - p.first) for p in find_phrases(words)] == [
        ("mission", "liaison", 5),
        ("head", "charge", 2),
    ]


def test_every_frame_is_the_codebooks():
    book, words = load_codebook(), load_diplomacy()
    for frame in words.frames:
        assert not list(book.faults(frame.type, frame.mode)), frame.name
        assert {frame.theme, frame.to or frame.theme} <= set(words.phrases), frame.name
    assert words.objects() <= set(book.objects)
