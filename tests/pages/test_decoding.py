"""Character sets: told by marks, by what the page or the server says, by the bytes; and when they lie."""

import pytest

from detente.errors import RefusedInput
from detente.pages.decoding import decode, is_binary

WORDS = "Norland and Lune met in Café Ostvik; Köln’s envoy said so.\r\n"


def html(charset, body=WORDS):
    return f'<html><head><meta charset="{charset}"></head><body>{body}</body></html>'


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-32", "utf-8"])
def test_unicode_with_and_without_its_mark(codec):
    assert decode(WORDS.encode(codec), file="a.txt") == WORDS


def test_utf_16_that_lost_its_mark_in_the_middle_of_a_character_is_refused():
    with pytest.raises(RefusedInput) as refused:
        decode(WORDS.encode("utf-16-le")[:-1], file="a.txt")
    assert (refused.value.code, refused.value.reason[:34]) == ("binary", "this is not text: it holds NUL byt")


@pytest.mark.parametrize(
    "data", [b"They met.\0 They agreed.", b"They met. " * 9000 + b"\0", b"a\0b\0\x01\0\x02\0" * 50]
)
def test_nul_bytes_are_no_text_wherever_they_stand(data):
    assert is_binary(data)
    with pytest.raises(RefusedInput) as refused:
        decode(data, file="a.txt")
    assert refused.value.code == "binary" and "NUL" in refused.value.reason


@pytest.mark.parametrize(
    ("told", "real"),
    [
        ("iso-8859-1", "utf-8"),
        ("windows-1251", "utf-8"),
        ("us-ascii", "utf-8"),
        ("utf-16", "utf-8"),
        ("unicode_escape", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("gb18030", "gb18030"),
        ("shift_jis", "shift_jis"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_a_declared_charset_is_believed_as_far_as_the_bytes_allow(told, real):
    words = {"gb18030": "外交部长会见", "shift_jis": "外相会談", "koi8-r": "Министр прибыл"}.get(real, WORDS)
    page = html(told, words)
    assert decode(page.encode(real), file="a.html", markup=True) == page


def test_a_page_that_says_utf_8_and_is_not_is_told_by_its_words():
    page = html("utf-8", "Der Botschafter kehrt nach Köln zurück; die Gespräche über Zölle gehen weiter. " * 9)
    assert decode(page.encode("cp1252"), file="a.html", markup=True) == page


@pytest.mark.parametrize("charset", ["klingon", "rot13", "hex", "", "utf-7", "x" * 5000])
def test_a_charset_of_the_server_that_means_nothing_is_passed_by(charset):
    assert decode(WORDS.encode(), file="a.html", charset=charset) == WORDS


def test_the_server_goes_before_the_page():
    page = html("koi8-r", "Café")
    assert decode(page.encode("cp1252"), file="a.html", markup=True, charset="windows-1252") == page


@pytest.mark.parametrize(
    "text", ["a\u200fb", "\u202eabc\u202c", "so\u00adft", "a\u00a0b\u2009c\ufeff", "e\u0301", "\u2028"]
)
def test_marks_and_odd_spaces_pass_through_as_they_are(text):
    assert decode(text.encode(), file="a.txt") == text


def test_stray_bytes_in_utf_8_spoil_nothing_else():
    pasted = "“Jørn” – Köln’s envoy met İbrahim Şahin. ".encode() + "The café was full.\n".encode("cp1252")
    assert decode(pasted, file="a.txt") == "“Jørn” – Köln’s envoy met İbrahim Şahin. The café was full.\n"


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r"])
def test_few_letters_that_utf_8_allows_do_not_make_it_utf_8(codec):
    text = "Министр иностранных дел прибыл в столицу для переговоров с послом. " * 4
    assert decode(text.encode(codec), file="a.txt") == text
