"""Lines -> the stories on a page: where each begins and ends, and which of its lines are what.

Rules for now. A line's own look (``lines``) is one witness; the others are its neighbours: repeats, lists, the
section that it stands in, and whether it speaks of what the story speaks of (``cohesion``).
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.articles.cohesion import content_words, countries_named, shared
from detente.articles.drafts import Draft
from detente.articles.lines import Line, address_count, is_bio, is_credit, is_live, is_signature, line_key, title_share
from detente.articles.outlets import DATELINE
from detente.reading.actors.register import Register

# Measured on pages pasted together: paragraphs of one story share a fifth to a half of their content words with what
# went before, those of another under a tenth.
_SAME_STORY = 0.10
_OTHER_STORY = 0.09
_HEADED = 0.22
_HEADED_TWICE = 0.3
_REACH = 12
_HEADLINE_REACH = 30
_STRETCH = 6
_MEMORY = 200
_CAPTION_WORDS = 40
_ENOUGH_WORDS = 60
_STANDING_WORDS = 50
_SHORT_WORDS = 18
_NOTICE_WORDS = 25


def find_stories(lines: Sequence[Line], title: str | None, register: Register) -> list[Draft]:
    """Return the stories of a page in reading order; ``title`` is the page's own title if it is known.

    ``register`` tells which country a word names, as "Greek" and "Athens" name the same.
    """
    if not lines:
        return []
    page = _Page(lines, title, register)
    starts = page.starts()
    drafts = []
    for number, start in enumerate(starts):
        stop = starts[number + 1].start if number + 1 < len(starts) else len(lines)
        page.fill(start, stop)
        if start.body:
            drafts.append(start)
    return drafts


class _Page:
    """The lines of one page and what was worked out about them.

    ``marked`` tells that the markup says which lines are main text, and that there is text among them.
    """

    def __init__(self, lines: Sequence[Line], title: str | None, register: Register) -> None:
        self.lines = lines
        self.register = register
        self.title = line_key(title) if title else None
        self.places: dict[str, list[int]] = {}
        for line in lines:
            self.places.setdefault(line.key, []).append(line.i)
        self.marked = any(line.outside for line in lines) and any(
            not line.outside and self._is_text(line) for line in lines
        )
        self.listed = self._lists()

    def _is_text(self, line: Line) -> bool:
        return line.kind in ("prose", "open") and len(line.words) >= 8

    def _lists(self) -> set[int]:
        """Lines of tickers and of menus: three or more unclosed lines, or bullets, in a row."""
        found: set[int] = set()
        run: list[int] = []
        for line in self.lines:
            unclosed = line.kind in ("heading", "open", "short") and (len(line.words) >= 7 or line.bullet)
            if unclosed and not (run and line.gap):
                run.append(line.i)
                continue
            if run and line.kind == "meta" and not self.lines[run[-1]].bullet:
                run.pop()  # a date or byline stands under it: it heads what follows
            found.update(run if len(run) >= 3 else ())
            run = [line.i] if unclosed else []
        found.update(run if len(run) >= 3 else ())
        return found

    def is_body(self, line: Line) -> bool:
        """Say whether a line could be a paragraph, wherever it stands."""
        if self.marked and line.outside:
            return False
        return line.kind == "prose" and line.i not in self.listed

    def starts(self) -> list[Draft]:
        """Return the stories' beginnings: the first text's, and every later headline with witnesses."""
        first = self._first_text()
        if first is None:
            return []
        head = self._headline_above(first) or self._headline_at(first)
        found = [Draft(head, head.i if head else first)]
        told = 0
        for line in self.lines[found[0].start + 1 :]:
            if self.is_body(line):
                told += len(line.words)
            elif told and self._begins_story(line, found[-1]):
                if told < _STANDING_WORDS and not self._is_title(self.lines[found[-1].start]):
                    found.pop()
                found.append(Draft(line, line.i))
                told = 0
        return found

    def _first_text(self) -> int | None:
        """Return the line where the first stretch of text begins that is not small beside the longest one."""
        stretches: list[list[Line]] = []
        for line in self.lines:
            if self.is_body(line):
                if not stretches or line.i - stretches[-1][-1].i > _STRETCH:
                    stretches.append([])
                stretches[-1].append(line)
        sizes = [sum(len(line.words) for line in stretch) for stretch in stretches]
        enough = min(_ENOUGH_WORDS, max(sizes, default=0) * 0.25)
        return next((s[0].i for s, size in zip(stretches, sizes, strict=True) if size >= enough), None)

    def _headline_above(self, first: int) -> Line | None:
        """Return the headline of the text that begins at a line, from the lines above it."""
        above = [line for line in self.lines[max(0, first - _HEADLINE_REACH) : first] if self._may_head(line)]
        if self.title:
            named = [line for line in self.lines[: first + 3] if self._is_title(line)]
            if named:
                return named[-1] if named[-1].i < first else named[0]
        if live := self._live_headline(first):
            return live
        above = [line for line in above if not is_signature(line.text)] or above
        if not above:
            return None
        repeated = [line for line in above if len(self.places[line.key]) > 1]
        if repeated:
            return self.lines[self.places[repeated[-1].key][0]]
        nearest = above[-1]
        earlier = above[-2] if len(above) > 1 else None
        if earlier and nearest.i - earlier.i <= 2 and self._is_standfirst(nearest, earlier):
            return earlier
        return nearest

    def _live_headline(self, first: int) -> Line | None:
        """Return the line above the text that heads a page of updates: "LIVE: ...", with a date or photo below."""
        above = [line for line in self.lines[max(0, first - _HEADLINE_REACH) : first] if is_live(line)]
        headed = [line for line in above if self.lines[line.i + 1].kind in ("meta", "caption")]
        return headed[-1] if headed else None

    def _headline_at(self, first: int) -> Line | None:
        """Return the headline of a text that has none above: a heading after its first line, or a short first line.

        A notice or a photo's caption often stands between the top of the page and the headline; and headlines that
        are whole sentences look like text.
        """
        line = self.lines[first]
        below = self.lines[first + 1 : first + 3]
        if any(other.kind == "meta" for other in below) and len(line.words) <= _SHORT_WORDS:
            return line
        after = (other for other in self.lines[first + 1 : first + 5] if other.kind not in ("caption", "short"))
        if (later := next(after, None)) is None or len(line.words) > _NOTICE_WORDS or not self._may_head(later):
            return None
        follow = self._following_text(later)
        return later if follow and follow[0].i == later.i + 1 else None

    def _is_standfirst(self, line: Line, head: Line) -> bool:
        return len(line.words) >= 10 and len(line.words) > len(head.words) and title_share(line.words) < 0.6

    def _is_title(self, line: Line) -> bool:
        if not self.title or len(line.words) < 3 or (line.kind in ("prose", "caption") and len(line.words) > 30):
            return False
        return line.key == self.title or (len(line.words) >= 5 and self.title.startswith(line.key))

    def _may_head(self, line: Line) -> bool:
        if line.bullet or line.i in self.listed or not 4 <= len(line.words) <= 28:
            return False
        if self.marked and line.outside and not self._is_title(line):
            return line.kind == "heading" and len(self.places[line.key]) > 1
        return line.kind in ("heading", "open") or (
            line.kind == "prose" and line.text[-1] in "?!" and title_share(line.words) > 0.7
        )

    def _begins_story(self, line: Line, current: Draft) -> bool:
        """Weigh the witnesses that a line heads another story: a repeat, a header, and what the text speaks of."""
        if not self._may_head(line) or len(line.words) < 5 or is_signature(line.text):
            return False
        if current.headline and line.key == current.headline.key:
            return False
        follow = self._following_text(line)
        if len(follow) < 2:
            return False
        told = [b for b in self.lines[max(current.start, line.i - _MEMORY) : line.i] if self.is_body(b)]
        before, new = content_words(told), content_words(follow)
        old, own = shared(new, before), shared(content_words([line]), new)
        if self._is_repeated(line, follow[0]) and own > 0:
            return old < (_HEADED_TWICE if self._has_header(line, follow[0]) else _OTHER_STORY)
        if self._has_header(line, follow[0]):
            return (own > 0 or self._names_another_country(line, follow, told)) and old < _HEADED
        much = len(follow) >= 3 and sum(len(text.words) for text in follow) >= _ENOUGH_WORDS
        live = current.headline is not None and is_live(current.headline)  # its posts have headings of their own
        return old < _OTHER_STORY and much and own >= 0.25 and not live

    def _names_another_country(self, line: Line, follow: list[Line], told: list[Line]) -> bool:
        """Say whether a heading and the text below it name a country that the story so far does not."""
        heading, below, before = (countries_named(part, self.register) for part in ([line], follow, told))
        return bool(heading & below - before)

    def _is_repeated(self, line: Line, text: Line) -> bool:
        """Say whether a heading stands twice above its text, as scraped pages have it, and not all over the page."""
        places = self.places[line.key]
        return len(places) <= 3 and any(line.i < place < text.i for place in places)

    def _has_header(self, line: Line, text: Line) -> bool:
        """Say whether a date, byline or caption stands between a heading and its text, or a dateline opens it."""
        between = self.lines[line.i + 1 : text.i]
        return any(b.kind in ("meta", "caption") for b in between) or DATELINE.match(text.text) is not None

    def _following_text(self, line: Line) -> list[Line]:
        """Return the paragraphs that stand together soon below a heading."""
        found: list[Line] = []
        last = line.i
        for other in self.lines[line.i + 1 : line.i + 40]:
            if other.kind in ("ends", "lists"):
                break
            if self.is_body(other) and len(other.words) >= 8:
                if other.i - last > (_REACH if not found else 3):
                    break
                found.append(other)
                last = other.i
                if len(found) == 8:
                    break
        return found

    def fill(self, draft: Draft, stop: int) -> None:
        """Collect a story's body and captions from its lines."""
        walker = _Walk(self, draft)
        for line in self.lines[draft.start : stop]:
            walker.take(line)
        walker.finish()


_DEPTH = {"": 0, "related": 1, "promo": 2, "lists": 2, "ends": 3}


class _Walk:
    """Goes down the lines of one story, knowing whether it is in the story or in something set into it."""

    def __init__(self, page: _Page, draft: Draft) -> None:
        self.page = page
        self.draft = draft
        self.zone = ""
        self.keys: set[str] = set()
        self.known: set[str] = set()

    def take(self, line: Line) -> None:
        if line is self.draft.headline or (self.draft.headline and line.key == self.draft.headline.key):
            return
        if self.page.marked and line.outside and line.kind != "caption":
            return
        if line.kind in ("ends", "lists", "promo", "related"):
            self._enter(line.kind)
        elif self._is_captioned(line):
            self._caption(line)
        elif self.page.is_body(line):
            self._body(line)
        elif line.kind == "caption":
            self._caption(line)
        elif self.zone == "":
            self._standfirst(line)

    def _enter(self, zone: str) -> None:
        """Go into a section; what stands above the story's first paragraphs doesn't close it."""
        if not self._stands():
            self.zone = "" if zone == "promo" else "related"
        elif _DEPTH[zone] >= _DEPTH[self.zone]:
            self.zone = zone

    def _stands(self) -> bool:
        return sum(len(line.words) for line in self.draft.body) >= _STANDING_WORDS

    def _is_captioned(self, line: Line) -> bool:
        """Say whether the next line is this one again with a credit, or only the credit."""
        return any(
            (other.kind == "caption" and len(line.key) > 20 and other.key.startswith(line.key))
            or (is_credit(other) and len(line.words) <= _CAPTION_WORDS and not other.gap)
            for other in self.page.lines[line.i + 1 : line.i + 2]
            if self.page.is_body(line)
        )

    def _body(self, line: Line) -> None:
        if self._stands() and self.draft.bio is None and is_bio(line.text):
            self.draft.bio = line
        if self._repeats(line) or self.zone == "ends":
            return
        if self._opens_appeal(line):
            self._enter("promo")
        elif is_bio(line.text):
            if self._is_late(line):
                self.zone = "ends"
        elif self.zone in ("promo", "lists"):
            if self._is_back(line):
                self._add(line)
        elif self.zone == "" or self._stands_apart(line):
            self._add(line)

    def _opens_appeal(self, line: Line) -> bool:
        following = self.page.lines[line.i + 1 : line.i + 2]
        return bool(address_count(line.text)) and any(other.kind == "promo" for other in following)

    def _stands_apart(self, line: Line) -> bool:
        """Say whether a paragraph under "Related" is the story going on."""
        return not self._stands() or self._coheres(line) or self._next_is_body(line)

    def _is_back(self, line: Line) -> bool:
        """After an appeal or a list the story is back with paragraphs in a row that speak of its subject."""
        if len(line.words) < 8 or address_count(line.text):
            return False
        ahead = [line, *self.page.lines[line.i + 1 : line.i + 4]]
        texts = [other for other in ahead if self.page.is_body(other) and not address_count(other.text)]
        if self._next_is_body(line) and len(texts) >= 2:
            return shared(content_words(texts), self.known) >= _SAME_STORY / 2
        return self._coheres(line) and len(line.words) >= 30

    def _add(self, line: Line) -> None:
        self.zone = ""
        self.draft.body.append(line)
        self.keys.add(line.key)
        self.known |= content_words([line])

    def _caption(self, line: Line) -> None:
        if self.zone in ("", "related") and not self._repeats(line):
            self.draft.captions.append(line)
            self.keys.add(line.key)

    def _standfirst(self, line: Line) -> None:
        """Take a sentence without full stop right under the headline, and short closed lines between paragraphs."""
        head = self.draft.headline
        open_text = line.kind in ("open", "heading") and len(line.words) >= 12 and title_share(line.words) < 0.6
        if head and not self.draft.body and line.i - head.i <= 4 and open_text and line.i not in self.page.listed:
            if not self._repeats(line) and not (self.page.marked and line.outside):
                self._add(line)
        elif self.draft.body and self._goes_on(line):
            self._add(line)

    def _goes_on(self, line: Line) -> bool:
        """Say whether a line that is no prose by itself is a paragraph between two: a short or an unclosed one."""
        if self.page.marked:
            return line.kind in ("open", "heading", "short") and len(line.words) >= 3 and not self._repeats(line)
        if line.i in self.page.listed or not self._next_is_body(line):
            return False
        long = line.kind in ("open", "short") and len(line.words) >= 20 and line.i - self.draft.body[-1].i == 1
        lead = line.text.endswith(":") and len(line.words) >= 4 and line.kind in ("heading", "short")
        return long or lead or self._is_short_sentence(line)

    def _is_short_sentence(self, line: Line) -> bool:
        closed = line.text.rstrip("\"”’'")[-1:] in (".", "!", "?")
        quoted = line.text[0] in '"“' and line.text[-1] in '"”'
        after = line.i - self.draft.body[-1].i == 1
        return after and len(line.words) >= 2 and (closed or quoted) and not (self.page.marked and line.outside)

    def _repeats(self, line: Line) -> bool:
        return any(line.key == key or (len(key) > 40 and line.key.startswith(key)) for key in self.keys)

    def _coheres(self, line: Line) -> bool:
        return shared(content_words([line]), self.known) >= _SAME_STORY

    def _next_is_body(self, line: Line) -> bool:
        following = self.page.lines[line.i + 1 : line.i + 2]
        return any(self.page.is_body(other) and len(other.words) >= 8 for other in following)

    def _is_late(self, line: Line) -> bool:
        following = self.page.lines[line.i + 1 : line.i + 4]
        return self._stands() and sum(self.page.is_body(other) for other in following) <= 1

    def finish(self) -> None:
        """Drop what trails the story: lone lines far below it, and captions outside it."""
        body = self.draft.body
        while len(body) >= 3 and self._trails(body[-1], body[-2]):
            body.pop()
        if not body:
            return
        last = body[-1].i
        self.draft.captions = [c for c in self.draft.captions if c.i <= last + 1]

    def _trails(self, line: Line, before: Line) -> bool:
        if self.page.marked:
            return False
        between = [b for b in self.page.lines[before.i + 1 : line.i] if b.kind not in ("caption", "related")]
        rest = content_words(b for b in self.draft.body if b is not line)
        return len(between) >= 2 and shared(content_words([line]), rest) < 0.25
