"""Lines of a page whose markup tells the main text and the headline -> its story, without asking any model.

Most HTML pages are so: the line of the page's title stands above main text that nothing shows to be of two stories.
On the yardstick's dev pages the models find no caption there that the kinds of ``furniture.yaml`` don't and no second
story, but lose some lines of the first and take other lines for its headline.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from detente.articles.drafts import Draft
from detente.articles.lines import Line, ends_sentence, is_bio, line_key
from detente.articles.outlets import DATELINE
from detente.pages.dates import find_dates

_NEVER_TEXT = frozenset({"caption", "meta", "ends", "lists", "related", "link"})
_TITLES = frozenset({"heading", "open", "prose"})
_STOPS = '.:…”"'
_REPEATED_LETTERS = 40
_BIO_WORDS = 5
_LOOSE_WORDS = 3
_LEADS_ON_WORDS = 12
_CREDIT_WORDS = 8
_APPEAL_WORDS = 25  # a longer one that the markup shows to be text is rather advice to readers


def marked_story(lines: Sequence[Line], title: str | None) -> Draft | None:
    """Return the story of the main lines (``Line.main``) of a page, ``None`` if its markup does not tell all of it.

    ``title`` is the page's own title, which must stand above the second main line. One of a word or three may be the
    site's, and is not enough.
    """
    main = [line for line in lines if line.main]
    head = _headline(lines, main, title) if main and title else None
    body = _body(main, head) if head else []
    if head is None or not body:
        return None
    draft = Draft(head, head.i, body)
    draft.captions = list(_captions(lines[head.i : body[-1].i + 2], draft))
    below = lines[body[-1].i :]
    draft.bio = next((line for line in below if len(line.words) > _BIO_WORDS and is_bio(line.text)), None)
    return draft


def may_be_several(lines: Sequence[Line], body: Sequence[Line]) -> bool:
    """Say whether a second story may begin below the second line of a body, for the models to tell.

    It may where a byline, a full date or a photo stands under a headline and right above text, or where a line begins
    with a dateline. On 52 dev pages with a story pasted in that the models find, it is so on 45 (with byline, date or
    dateline 41 of 42, with a bare headline 4 of 10); on dev pages as they are on 6 of 211, all of one story.
    """
    for above, line in itertools.pairwise(body[1:]):
        if line.i > above.i + 1 and _is_header(lines[above.i : line.i]):
            return True
        dateline = DATELINE.match(line.text) if line.kind == "prose" else None
        if dateline is not None and ":" not in dateline.group():
            return True
    return False


def _is_header(gap: Sequence[Line]) -> bool:
    """Say whether lines, the first of them text of the story, end in a headline and what stands under one."""
    if any(line.kind == "lists" for line in gap):
        return False
    below = list(itertools.takewhile(lambda line: line.kind not in _TITLES, reversed(gap)))
    head = gap[-len(below) - 1] if len(below) < len(gap) else None
    return head is not None and head.text[-1] not in _STOPS and any(map(_dates_or_signs, below))


def _dates_or_signs(line: Line) -> bool:
    """Say whether a line is a byline, a full date, or a photo's caption with more in it than the credit."""
    if line.kind == "caption":
        return len(line.words) > _CREDIT_WORDS
    if line.kind != "meta" or line.text.startswith("—"):  # so posts are signed that a story quotes
        return False
    return line.text[:3].lower() == "by " or bool(find_dates(line.text))


def _headline(lines: Sequence[Line], main: Sequence[Line], title: str) -> Line | None:
    key = line_key(title)
    above = lines[: main[0].i + 2]
    return next((line for line in above if line.key == key and line.kind in _TITLES), None)


def _body(main: Sequence[Line], head: Line) -> list[Line]:
    """Return the main lines that are text, each once, the headline not."""
    body: list[Line] = []
    keys = {head.key}
    longer: tuple[str, ...] = (head.key,) if len(head.key) > _REPEATED_LETTERS else ()
    for line in main:
        if line.kind in _NEVER_TEXT or line.key in keys or line.key.startswith(longer):
            continue
        body.append(line)
        keys.add(line.key)
        longer += (line.key,) if len(line.key) > _REPEATED_LETTERS else ()
    while len(body) > 1 and _never_ends(body[-1]):
        body.pop()
    return body


def _never_ends(line: Line) -> bool:
    """Say whether a line can't be a story's last: an appeal, a notice, a word or two, a short one that leads on."""
    if line.kind == "furniture" or (line.kind == "promo" and len(line.words) < _APPEAL_WORDS):
        return True
    if line.text.endswith(":") and len(line.words) < _LEADS_ON_WORDS:
        return True
    return len(line.words) <= _LOOSE_WORDS and not ends_sentence(line.text)


def _captions(lines: Sequence[Line], draft: Draft) -> Iterator[Line]:
    keys = {line.key for line in draft.body}
    for line in lines:
        if line.kind == "caption" and line.key not in keys:
            yield line
            keys.add(line.key)
