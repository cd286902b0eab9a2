"""Page -> articles: the stories on it, each with its blocks, headline, byline, outlet and interval of dates."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from detente.articles.bylines import byline_of, clean_byline
from detente.articles.credits import credit_of
from detente.articles.dating import date_story
from detente.articles.drafts import Draft, Story
from detente.articles.language import foreign_lines, language_name, language_of
from detente.articles.line_model import StoryModels
from detente.articles.lines import Line, line_key, page_lines, states_date
from detente.articles.marked import marked_story, may_be_several
from detente.articles.media import site_of
from detente.articles.outlets import outlet_of, publisher_of
from detente.articles.stories import find_stories
from detente.model import Article, Block, Interval, Page, Refusal, Span, content_id
from detente.reading.actors.register import Register, load_register
from detente.settings import Settings

STAGE = "articles"
_MIN_LETTERS = 40
_BELOW = 3  # lines under a story in which its credit may stand


def articles(
    page: Page,
    *,
    settings: Settings | None = None,
    register: Register | None = None,
    as_of: date | None = None,
    models: StoryModels | None = None,
    every_language: bool = False,
) -> Iterator[Article | Refusal]:
    """Yield the stories of a page in reading order; a page without one, or not in English, gives a Refusal.

    ``register`` lends the terms of office that bound a story without a date (``None``: the one that comes with
    Détente); ``as_of`` is the last day on which the page can have been published (``None``: unbounded). The day of
    the run is never used. ``models`` are other weights than those that come with Détente; ``every_language`` lets
    stories in other languages than English through, without a date read from their text.
    """
    settings = settings or Settings()
    lines = page_lines(page)
    language = _language(page, lines, settings)
    if language != "en" and not every_language:
        reason = f"language: {language_name(language)}; only English is read"
        yield Refusal(page.file, STAGE, "language", reason)
        return
    register = register or load_register()
    found = [draft for draft in _drafts(lines, page.title, models) if _letters(draft) >= _MIN_LETTERS]
    drafts, others = (found, []) if every_language else _in_english(found, settings.min_language_letters)
    for what, code in others:
        reason = f"language: {what} in {language_name(code)} was left out; only English is read"
        yield Refusal(page.file, STAGE, "language", reason)
    if not found:
        yield Refusal(page.file, STAGE, "no-story", "there is no paragraph of text in it, only lists and short lines")
        return
    if not drafts:
        return
    main = _main(drafts, page.title)
    outlet = publisher_of(page, lines)
    for position, draft in enumerate(drafts):
        story = _story(draft, lines, is_main=draft is main, is_only=len(drafts) == 1)
        byline = _byline(page, story, lines)
        texts = [line.text for line in lines[_top(story) : story.body[:2][-1].i + 1]]
        named = outlet or outlet_of(byline, texts, story.bio) or (site_of(page.uri) if page.uri else None)
        published = date_story(page, story, register=register, as_of=as_of)
        yield _article(page, position, story, (byline, named, language), published)


def _drafts(lines: Sequence[Line], title: str | None, models: StoryModels | None) -> list[Draft]:
    """Return a page's stories: the one that its markup tells, or those that the models find."""
    told = marked_story(lines, title)
    if told is not None and not may_be_several(lines, told.body):
        return [told]
    found = find_stories(lines, title, models)
    return [told] if told is not None and len(found) < 2 else found


def _language(page: Page, lines: Sequence[Line], settings: Settings) -> str:
    said = (page.language or "").lower().replace("_", "-").split("-")[0]
    longer = [line.text for line in lines if len(line.words) >= 8]
    text = "\n".join(longer) or "\n".join(line.text for line in lines)
    return language_of(text, min_letters=settings.min_language_letters, said=said if len(said) == 2 else None)


def _in_english(found: Sequence[Draft], min_letters: int) -> tuple[list[Draft], list[tuple[str, str]]]:
    """Return the stories in English without foreign paragraphs, and what was left out with its language."""
    kept: list[Draft] = []
    others: list[tuple[str, str]] = []
    for draft in found:
        texts = [line.text for line in draft.body]
        language = language_of("\n".join(texts), min_letters=min_letters, said="en")
        if language != "en":
            others.append(("a story", language))
            continue
        foreign = foreign_lines(texts, min_letters=min_letters)
        others.extend(("a part of a story", code) for code in dict.fromkeys(foreign.values()))
        kept.append(replace(draft, body=[line for n, line in enumerate(draft.body) if n not in foreign]))
    return kept, others


def _letters(draft: Draft) -> int:
    return sum(len(line.text) for line in draft.body)


def _main(drafts: list[Draft], title: str | None) -> Draft:
    key = line_key(title) if title else None
    named = [d for d in drafts if key and d.headline and d.headline.key in key]
    return (named or drafts)[0]


def _story(draft: Draft, lines: Sequence[Line], *, is_main: bool, is_only: bool) -> Story:
    first = draft.body[min(1, len(draft.body) - 1)].i  # a standfirst may stand above the byline
    head = draft.headline.i if draft.headline else max(0, first - 4)
    header = tuple(line for line in lines[max(0, head - 3) : first + 1] if line.kind in ("meta", "short", "heading"))
    notices = tuple(line for line in lines if line.kind == "meta" and states_date(line.text)) if is_only else ()
    return Story(draft.headline, header, tuple(draft.body), tuple(draft.captions), draft.bio, is_main, notices)


def _may_credit(line: Line) -> bool:
    """Whether a line under a story may name its writers or agency; a caption there is the next story's."""
    return line.kind not in ("caption", "heading", "prose") or "eporting by" in line.text


def _top(story: Story) -> int:
    return min(story.headline.i if story.headline else story.body[0].i, story.body[0].i)


def _byline(page: Page, story: Story, lines: Sequence[Line]) -> str | None:
    """Return who wrote a story: as the page's metadata say, as its lines do, or the agency credited at its end."""
    said = clean_byline(page.byline) if page.byline and story.is_main else None
    body = [line.text for line in story.body if line.kind != "caption"]
    below = itertools.takewhile(_may_credit, lines[story.body[-1].i + 1 :][:_BELOW])
    ending = [line.text for line in below]
    return said or byline_of(story.header, story.bio, [*body[-2:], *ending]) or credit_of("\n".join([*body, *ending]))


def _article(
    page: Page, position: int, story: Story, names: tuple[str | None, str | None, str], published: Interval
) -> Article:
    byline, outlet, language = names
    return Article(
        id=content_id("article", page.id, position),
        page=page.id,
        position=position,
        headline=story.headline.text if story.headline else (page.title if story.is_main else None),
        byline=byline,
        outlet=outlet,
        published=published,
        language=language,
        blocks=_blocks(story),
    )


def _blocks(story: Story) -> tuple[Block, ...]:
    blocks = [Block("headline", Span(story.headline.start, story.headline.end))] if story.headline else []
    blocks += [Block("body", Span(line.start, line.end)) for line in story.body]
    blocks += [Block("caption", Span(line.start, line.end)) for line in story.captions]
    return tuple(sorted(blocks, key=lambda block: block.span.start))
