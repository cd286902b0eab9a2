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

_NEVER_TEXT = frozenset({"caption", "meta", "ends", "lists", "related", "link"})
_TITLES = frozenset({"heading", "open", "prose"})
_REPEATED_LETTERS = 40
_BIO_WORDS = 5
_LOOSE_WORDS = 3
_LEADS_ON_WORDS = 12
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

    It may where a byline, a date or a count of minutes stands between two lines of text, or a heading with a photo, or
    where a line begins with a dateline. Of 52 dev pages with a second story pasted in that the models find, these are
    48; the others have a bare headline. A fifth of the pages as they are has such a place.
    """
    for above, line in itertools.pairwise(body[1:]):
        kinds = [other.kind for other in lines[above.i + 1 : line.i]]
        if "meta" in kinds or (line.kind == "prose" and DATELINE.match(line.text)):
            return True
        if "caption" in itertools.dropwhile(lambda kind: kind not in _TITLES, kinds):
            return True
    return False


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
