import pytest

from detente.pages.markup import parse
from detente.pages.rendering import lay_out, plain


def layout(body):
    return lay_out(parse(f"<html><head><title>Not shown</title></head><body>{body}</body></html>"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Norland and <b>Lune</b>\n   met.</p><p>They agreed.</p>", "Norland and Lune met.\n\nThey agreed."),
        ("<div>First<br>second</div>third", "First\nsecond\nthird"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<table><tr><td>World<br>Letters</td><td>They met.</td></tr></table>", "World\nLetters\nThey met."),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("<p>seen</p><script>hid()</script><style>p{}</style><template>no</template> tail", "seen\n\ntail"),
        ("before<!-- a remark -->after", "beforeafter"),
        ("<p>a&nbsp;b&#8201;c</p>", "a b c"),
        ("<p>Nor&shy;land&#8203; and L&#8206;une</p>", "Norland and Lune"),
        ("<p>cafe&#769;</p>", "café"),
        ("<p> </p><div><div></div></div>", ""),
    ],
)
def test_layout(body, text):
    assert layout(body).text == text


def test_lines_have_their_places_and_elements():
    laid = layout('<nav><a href="/">World</a></nav><p>They <a href="/x">met</a>.</p>')
    assert [laid.text[line.start : line.end] for line in laid.lines] == ["World", "They met."]
    assert [laid.nodes[line.block].tag for line in laid.lines] == ["nav", "p"]
    assert [(line.links, line.linked) for line in laid.lines] == [(1, 5), (1, 3)]


def test_plain_keeps_ordinary_text():
    assert plain("Norland, 9 May") == "Norland, 9 May"
