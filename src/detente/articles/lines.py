"""A page's lines, and what each looks like by itself: prose, heading, caption, or some kind of furniture."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.articles.furniture import Furniture, load_furniture
from detente.articles.wrapping import lines_of, paragraphs
from detente.model import Page, Span
from detente.pages.dates import find_dates

LineKind = Literal[
    "prose", "open", "heading", "caption", "ends", "related", "link", "lists", "meta", "promo", "furniture", "short"
]

_BREAK = re.compile(r"\s*[\r\n][>|\s]*")
_BULLET = re.compile(r"^(?:[•●◦▪■*·‣–-]\s+)+|^\d{1,2}[.)]\s+(?=\S)")
_WORD = re.compile(r"[^\W_](?:[\w'’.&-]*\w)?")
_CLOSED = re.compile(r"""[.!?…:][\s"'”’»)\]]*$|[.!?,]["”’']\s*\S{0,3}$""")
_INNER_STOP = re.compile(r"""[a-z0-9)%]{2}[.!?]["”’)]*\s+["“‘(]*[A-Z]""")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")
_DIGITS = re.compile(r"\d\d")
_REPLY_WORDS = 12
# "You", "your(s)", "we", "our(s)", "us" in any case, spelt so that the search skips to their first letters.
_PERSON = re.compile(
    r"[YyWwOoUu](?<!\w.)(?:(?<=[Yy])[Oo][Uu](?:[Rr][Ss]?)?|(?<=[Ww])[Ee]|(?<=[Oo])[Uu][Rr][Ss]?|(?<=[Uu])[Ss])(?!\w)"
)
_BYLINE = re.compile(r"^(?:(?:written|reported|story|report|analysis|opinion)\s+)?by[:\s]*\s*[A-Z][\w.’'-]+", re.I)
_WRITER = r"[A-Z][\w'’-]+(?: (?:(?:van|von|de|der|den|bin|al|el|la|da|di|dos|du) )*[A-Z][\w.'’-]*){1,3}"
_SIGNATURE = re.compile(rf"{_WRITER}(?: in [A-Z]\w+(?: [A-Z]\w+){{0,2}})")
_NOTICE = re.compile(
    r"(?:(?:this|the|our|first|last|latest|live|news|page|story|article|coverage|was|is|from|on|of|for|at|as|date)\W+)*"
    r"(?:updates?|updated|published|posted|modified|issued|filed|created|printed|released|appeared)\W+"
    r"(?:(?:on|from|of|for|at|in|date|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\.?)\W+)*",
    re.I,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\W+", re.I)
_NOTICE_END = re.compile(r"\s*(?:$|[.,;|·•()/–—-]|at\b|\d)", re.I)
_BIO = re.compile(
    r"^(?:the (?:writer|author)|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}),? "
    r"(?:is|was|covers|writes|reports|has (?:been|covered|written|worked)|joined)\b"
    r".{0,160}\b(?:reporter|journalist|correspondent|editor|writer|columnist|author|anchor|"
    r"freelancer?|contributor|producer)\b"
)


# Of HTML pages, lines kept round the main text and at the page's ends, where masthead and copyright stand.
_ABOVE_MAIN, _BELOW_MAIN, _TOP, _FOOT = 12, 5, 3, 8


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line. ``gap`` counts blank lines above it; ``key`` is equal for lines that repeat each other.

    ``main`` tells whether the page's markup shows the line to be main text, ``None`` where there is no markup, and
    ``reply`` that the line is of what surrounds readers' comments.
    """

    i: int
    start: int
    end: int
    text: str
    words: tuple[str, ...]
    gap: int
    bullet: bool
    main: bool | None
    key: str
    kind: LineKind
    reply: bool


def page_lines(page: Page, *, unwrap: bool = True) -> list[Line]:
    """Return the page's non-blank lines, each with its kind; spans leave out bullets and outer space.

    Lines of a text that was broken at one width are put together (``unwrap``) into their paragraphs.

    Where the main text is known, lines far from it are left out: its menus and teasers are three quarters of an HTML
    page's lines, and nothing that a story needs stands there.
    """
    furniture = load_furniture()
    found: list[Line] = []
    last_end = 0
    for place, is_main in list(_near_main(page, _places(page, unwrap=unwrap))):
        said = page.text[place.start : place.end]
        said = _BREAK.sub(" ", said) if "\n" in said or "\r" in said else said
        bullet = _BULLET.match(said)
        text = (said[bullet.end() :] if bullet else said) or said
        start = place.start + (bullet.end() if bullet and bullet.end() < len(said) else 0)
        words = tuple(_WORD.findall(text))
        gap = max(0, page.text.count("\n", last_end, start) - 1)
        kind = line_kind(text, words, furniture)
        if bullet and kind == "heading":
            kind = "short"
        reply = len(words) <= _REPLY_WORDS and furniture.replies.search(text) is not None
        key = " ".join(words).lower().replace("’", "'")
        found.append(Line(len(found), start, place.end, text, words, gap, bool(bullet), is_main, key, kind, reply))
        last_end = place.end
    return found


def _places(page: Page, *, unwrap: bool) -> list[Span]:
    """Return where the page's lines stand; of a text broken at one width, its paragraphs."""
    wrapped = paragraphs(page.text) if unwrap and page.media_type == "text/plain" and not page.main else None
    return wrapped if wrapped is not None else lines_of(page.text)


def _near_main(page: Page, lines: Sequence[Span]) -> Iterator[tuple[Span, bool | None]]:
    """Yield lines with whether they are main text (``None``: it is not known), without those far from any that is."""
    if not page.main:
        yield from ((line, None) for line in lines)
        return
    starts = [span.start for span in page.main]
    inside = [_holds(page.main, bisect_right(starts, line.start) - 1, line) for line in lines]
    main = [n for n, held in enumerate(inside) if held]
    for n, line in enumerate(lines):
        after = bisect_right(main, n)
        below = after > 0 and n - main[after - 1] <= _BELOW_MAIN
        above = after < len(main) and main[after] - n <= _ABOVE_MAIN
        ends = n < _TOP or n >= len(lines) - _FOOT
        if below or above or ends or page.text[line.start : line.end] == page.title:
            yield line, inside[n]


def _holds(main: Sequence[Span], n: int, line: Span) -> bool:
    return n >= 0 and main[n].end >= line.end


def line_key(text: str) -> str:
    """Return what two lines share that repeat each other: letters and digits in lower case."""
    return " ".join(_WORD.findall(text.lower().replace("’", "'")))


def line_kind(text: str, words: tuple[str, ...], furniture: Furniture) -> LineKind:  # noqa: PLR0911
    """Return what a line looks like, without its neighbours."""
    count = len(words)
    if not count:
        return "furniture"
    if count <= 9 and furniture.ends.fullmatch(text):
        return "ends"
    if count <= 9 and furniture.lists.fullmatch(text):
        return "lists"
    if count <= 9 and furniture.related.fullmatch(text):
        return "related"
    if furniture.promos.match(text) or is_promo(text, furniture):
        return "promo"
    if count <= 45 and furniture.links.match(text):
        return "link"
    if count <= 60 and furniture.phrases.match(text):
        return "furniture"
    if count <= 130 and any(pattern.search(text) for pattern in furniture.credits):
        return "caption"
    if is_meta(text, words, furniture):
        return "meta"
    if is_prose(text, words, furniture):
        return "prose"
    if count >= 14 and stop_share(words, furniture) >= 0.25:
        return "open"
    if 4 <= count <= 30 and (text[0].isupper() or not text[0].isalpha() or text[1:2].isupper()):
        return "heading"
    return "short"


def is_meta(text: str, words: tuple[str, ...], furniture: Furniture) -> bool:
    """Say whether a line is a date, a byline, a reading time or a count."""
    if len(words) <= 12 and furniture.meta.match(text):
        return True
    if len(words) <= 10 and _BYLINE.match(text) and not text.rstrip().endswith("."):
        return True
    dates = find_dates(text) if len(words) <= 14 and _DIGITS.search(text) else []
    if dates and (_BYLINE.match(text) or states_date(text)):
        return True
    return bool(dates) and sum(d.end - d.start for d in dates) >= 0.3 * len(_WEEKDAY.sub("", text))


def states_date(text: str) -> bool:
    """Say whether a line is a notice of its own date: "Updates from 9 May 2024. All times are local."."""
    first = next(iter(find_dates(text)), None)
    if first is None or not _NOTICE.fullmatch(text[: first.start]):
        return False
    return bool(_NOTICE_END.match(text[first.end :]))


def is_prose(text: str, words: tuple[str, ...], furniture: Furniture) -> bool:
    """Say whether a line is one or more sentences."""
    count = len(words)
    share = stop_share(words, furniture)
    if (
        count < 20
        and title_share(words) > 0.65
        and not _INNER_STOP.search(text)
        and (text[-1] != "." or text.endswith(".."))
    ):
        return False
    if _CLOSED.search(text):
        return count >= 5 and (share >= 0.12 or count >= 12) and not (text.rstrip().endswith(":") and count < 8)
    return count >= 12 and share >= 0.15 and bool(_INNER_STOP.search(text))


def is_promo(text: str, furniture: Furniture) -> bool:
    """Say whether a line speaks to its reader about the outlet itself: appeals, offers, subscriptions."""
    persons = address_count(text)
    if not persons:
        return False
    offers = sum(word.lower() in furniture.promo_words for word in _WORD.findall(_QUOTED.sub(" ", text)))
    return (persons >= 2 and offers >= 1 and persons + offers >= 4) or (persons >= 1 and offers >= 3)


def has_full_stop_inside(text: str) -> bool:
    """Say whether a line holds the end of one sentence and the beginning of another."""
    return bool(_INNER_STOP.search(text))


def ends_sentence(text: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return bool(_CLOSED.search(text))


def address_count(text: str) -> int:
    """Return how often a line says you, we and the like outside quotes, as reports don't."""
    return len(_PERSON.findall(_QUOTED.sub(" ", text))) if _PERSON.search(text) else 0


def is_bio(text: str) -> bool:
    """Say whether a line tells who wrote the page."""
    return bool(_BIO.match(text))


def is_signature(text: str) -> bool:
    """Say whether a line can be a writer's name and post: "Ada Fenwick in Ostvik"."""
    return len(text) <= 90 and bool(_SIGNATURE.fullmatch(text))


def stop_share(words: tuple[str, ...], furniture: Furniture) -> float:
    """Return the share of function words, high in sentences and low in lists of links."""
    return sum(map(furniture.stop_words.__contains__, map(str.lower, words))) / max(1, len(words))


def title_share(words: tuple[str, ...]) -> float:
    """Return the share of longer words that begin with a capital: near 1 in Title Case Headlines."""
    longer = [word for word in words if len(word) > 3]
    return sum(word[0].isupper() for word in longer) / max(1, len(longer))
