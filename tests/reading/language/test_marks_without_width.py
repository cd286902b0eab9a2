from detente.model import Block, Span
from detente.reading.language import parse


def test_marks_inside_words_hide_nothing_and_move_no_offset():
    text = "Menu\nTur\u00adkey's foreign min\u200bister visited\u00a0Israel on Monday. They agr\u00adeed."
    parsed = parse(text, [Block("headline", Span(0, 4)), Block("body", Span(5, len(text)))])
    told = {token.text: text[token.start : token.end] for token in parsed.tokens}
    assert told["Turkey"] == "Tur\u00adkey"
    assert told["minister"] == "min\u200bister"
    assert told["Israel"] == "Israel"
    assert [text[s.start : s.end].split(maxsplit=1)[0] for s in parsed.sentences] == ["Menu", "Tur\u00adkey's", "They"]
    assert any(text[name.start : name.end] == "Tur\u00adkey" for name in parsed.names)
