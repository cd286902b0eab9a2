"""Lines -> the stories on a page: where each begins and ends, and which of its lines are what.

The line model tells each line's chance of being text, title or caption (``line_features``); the boundary model tells
of each run of text which story it is of (``boundaries``). What is left to rules is in this module: which line is a
story's headline, and that what a story says twice counts once.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from detente.articles.boundaries import BEGINS, GOES_ON, NONE, RETURNS, Run, Walk, runs_of
from detente.articles.drafts import Draft
from detente.articles.line_features import line_features
from detente.articles.line_model import BODY, CAPTION, OTHER, TITLE, Chances, StoryModels, load_models
from detente.articles.lines import Line, ends_sentence, is_bio, is_signature, line_key
from detente.articles.topic import Topic

# Set by cross-validation over sites (training/lines): lower ones let menus in, higher ones lose short paragraphs.
TEXT = 0.4
_LEAST_TEXT = 0.2
_TITLE = 0.05
_CAPTION = 0.4
_BEGIN = 0.5
_BEGIN_HEADED = 0.1
_HEADING = 0.1
_LEAVE = 0.6
_LEAVE_ENDED = 0.3
_RETURN = 0.5
_MAIN = 0.6
_ASIDE = 0.1
_NEVER_TEXT = frozenset({"caption", "meta", "ends", "lists", "related", "link"})
_NEVER_LAST = frozenset({"promo", "link", "furniture"})
_MOST_RUNS = 400
_STANDING_WORDS = 50
_SECOND_WORDS = 25
_SENTENCE_WORDS = 8
_LEAD_WORDS = 12
_LOOSE_WORDS = 3
_TEASER_WORDS = 100
_TEASER_SHARE = 0.25
_SPACED_WORD = 7


@dataclass(slots=True)
class _Part:
    """A story's runs, and the line from which its headline may come."""

    above: int
    runs: list[Run] = field(default_factory=list)


def find_stories(lines: Sequence[Line], title: str | None, models: StoryModels | None = None) -> list[Draft]:
    """Return the stories of a page in reading order; ``title`` is the page's own title if it is known.

    ``models`` are the weights to use (``None``: those that come with Détente).
    """
    if not lines:
        return []
    models = models or load_models()
    words = frozenset(line_key(title).split()) if title else frozenset()
    topic = Topic(lines)
    chances = _told(lines, models.lines(line_features(lines, words, topic)))
    parts = _parts(lines, chances, models, topic)
    drafts = [_draft(lines, chances, parts, number) for number in range(len(parts))]
    return [d for n, d in enumerate(drafts) if d.body and (not n or _words(d.body) >= _SECOND_WORDS)]


def _is_marked(lines: Sequence[Line]) -> bool:
    """Say whether the markup tells which lines are main text, and there is text among them."""
    return any(line.main and line.kind in ("prose", "open") and len(line.words) >= _SENTENCE_WORDS for line in lines)


def _told(lines: Sequence[Line], chances: Chances) -> Chances:
    """Return the chances with what is surer than they: the markup where there is any, and the kinds that are no text.

    The model can't tell from the words alone what ``detente.pages`` tells from the markup: main lines are text, all
    others are none. Credits, datelines of pages and headings of lists are none even there; on the yardstick's
    pages the model knows that by itself.
    """
    text = chances[:, BODY]
    if _is_marked(lines):
        main = np.array([bool(line.main) for line in lines])
        text = np.where(main, np.maximum(text, _MAIN), np.minimum(text, _ASIDE))
    never = np.array([line.kind in _NEVER_TEXT or _is_heading(lines, chances, line) for line in lines])
    text = np.where(never, np.minimum(text, _ASIDE), text)
    return np.column_stack([chances[:, OTHER], text, chances[:, TITLE:]]).astype(np.float32)


def _is_heading(lines: Sequence[Line], chances: Chances, line: Line) -> bool:
    """Say whether a line is a likely headline with a byline or date right below it."""
    below = lines[line.i + 1] if line.i + 1 < len(lines) else None
    likely = line.kind == "heading" and bool(chances[line.i, TITLE] >= _HEADING)
    return likely and below is not None and below.kind == "meta"


def _parts(lines: Sequence[Line], chances: Chances, models: StoryModels, topic: Topic) -> list[_Part]:
    """Go down the runs of text and give each to its story; without any, the longest run is one."""
    runs = _runs(lines, chances)
    walk = Walk(lines, chances, runs, topic)
    marked = _is_marked(lines)
    parts: list[_Part] = []
    current = before = -1
    end = 0
    for run in runs:
        headed = bool(parts) and _is_headed(lines, chances, run, end)
        ended = bool(parts) and any(line.kind == "ends" or line.reply for line in lines[end : run.first])
        move = decide(models.runs(np.array([walk.row()], np.float32))[0], len(parts), headed=headed, ended=ended)
        if move == NONE and marked:
            move = GOES_ON if parts else BEGINS
        walk.take(move)
        if move == NONE:
            continue
        if move == BEGINS:
            parts.append(_Part(end))
            before, current = current, len(parts) - 1
        elif move == RETURNS:
            before, current = current, before
        parts[current].runs.append(run)
        end = run.last + 1
    parts = _without_teaser(lines, parts)
    if not parts and runs:
        longest = max(runs, key=lambda run: _words(lines[run.first : run.last + 1]))
        parts.append(_Part(0, [longest]))
    return parts


def _runs(lines: Sequence[Line], chances: Chances) -> list[Run]:
    """Return the runs of likely text; where no line is likely, those of sentences at least half as likely as the best.

    A page of two paragraphs, or in a language that the model has hardly seen, gets low chances throughout.
    """
    body, title = chances[:, BODY], chances[:, TITLE]
    if not (body >= TEXT).any():
        body = np.where([_may_be_told(line) for line in lines], body, 0)
        best = float(body.max())
        return runs_of(body, title, best / 2)[:_MOST_RUNS] if best >= _LEAST_TEXT else []
    return runs_of(body, title, TEXT)[:_MOST_RUNS]


def _may_be_told(line: Line) -> bool:
    """Say whether a line is of sentences, or in a script without spaces, whose sentences look like a word or two."""
    unspaced = not line.text.isascii() and len(line.text) > _SPACED_WORD * len(line.words)
    return line.kind in ("prose", "open") or unspaced


def _without_teaser(lines: Sequence[Line], parts: list[_Part]) -> list[_Part]:
    """Leave out first stories that are little beside a later one: links with a sentence each above the real one."""
    sizes = [sum(_words(lines[run.first : run.last + 1]) for run in part.runs) for part in parts]
    first = 0
    while first + 1 < len(parts) and sizes[first] < min(_TEASER_WORDS, max(sizes[first + 1 :]) * _TEASER_SHARE):
        first += 1
    if first:
        parts[first].above = parts[0].above
    return parts[first:]


def _is_headed(lines: Sequence[Line], chances: Chances, run: Run, end: int) -> bool:
    """Say whether a likely headline with its byline, date or caption, and nothing else, stands above a run."""
    gap = list(lines[end : run.first])
    below = list(itertools.takewhile(lambda line: line.kind in ("meta", "caption"), reversed(gap)))
    if not below or len(below) == len(gap):
        return False
    head = gap[-len(below) - 1]
    return head.kind == "heading" and bool(chances[head.i, TITLE] >= _HEADING)


def decide(chances: Chances, stories: int, *, headed: bool = False, ended: bool = False) -> int:
    """Return the move that a run's chances speak for, with ``stories`` begun so far.

    Less is asked of the chance of a beginning if the run is headed, and of being none if the story may have ended:
    if "About the author", "12 comments" or the like stands above.
    """
    if not stories:
        return NONE if chances[NONE] >= _LEAVE * (chances[NONE] + chances[BEGINS]) else BEGINS
    if chances[BEGINS] >= (_BEGIN_HEADED if headed else _BEGIN):
        return BEGINS
    if stories > 1 and chances[RETURNS] >= _RETURN:
        return RETURNS
    return NONE if chances[NONE] >= (_LEAVE_ENDED if ended else _LEAVE) else GOES_ON


def _draft(lines: Sequence[Line], chances: Chances, parts: Sequence[_Part], number: int) -> Draft:
    part = parts[number]
    head = _headline(lines, chances, part)
    first, last = part.runs[0].first, part.runs[-1].last
    draft = Draft(head, head.i if head else first)
    _fill(draft, [lines[i] for run in part.runs for i in range(run.first, run.last + 1)], chances)
    stop = parts[number + 1].runs[0].first if number + 1 < len(parts) else len(lines)
    body = {line.i for line in draft.body}
    others = {i for other in parts if other is not part for run in other.runs for i in range(run.first, run.last + 1)}
    inside = [line for line in lines[draft.start : last + 2] if line.i not in body and line.i not in others]
    draft.captions = _captions(inside, draft, chances)
    after = lines[draft.body[-1].i if draft.body else last : max(stop, last + 1)]
    draft.bio = next((line for line in after if len(line.words) > 5 and is_bio(line.text)), None)
    return draft


def _headline(lines: Sequence[Line], chances: Chances, part: _Part) -> Line | None:
    """Return the likeliest headline above a story's second line of text, the first of those that say the same."""
    reach = lines[part.above : part.runs[0].first + 2]
    able = (line for line in reach if not _is_sentence(line))
    best = max(able, key=lambda line: float(chances[line.i, TITLE]) * _trust(line), default=None)
    if best is None or chances[best.i, TITLE] < max(_TITLE, chances[best.i, BODY] / 2):
        return None
    return next(line for line in reach if line.key == best.key)


def _trust(line: Line) -> float:
    """Return half for a word or three, often the outlet's name, and for what may be a writer's name and post."""
    return 0.5 if line.kind == "short" or is_signature(line.text) else 1.0


def _is_sentence(line: Line) -> bool:
    """Say whether a line is long and ends in a full stop, as hardly any headline does."""
    return line.kind == "prose" and line.text[-1] == "." and len(line.words) >= _LEAD_WORDS


def _fill(draft: Draft, lines: Sequence[Line], chances: Chances) -> None:
    """Take the lines of text into a story, each once, its headline not."""
    keys: set[str] = {draft.headline.key} if draft.headline else set()
    for line in lines:
        told = line.key in keys or any(len(key) > 40 and line.key.startswith(key) for key in keys)
        if not told and (chances[line.i, TITLE] <= chances[line.i, BODY] or _is_sentence(line)):
            draft.body.append(line)
            keys.add(line.key)
    while len(draft.body) > 1 and _never_ends(draft.body[-1]):
        draft.body.pop()


def _never_ends(line: Line) -> bool:
    """Say whether a line can't be a story's last: a link, an appeal, a word or two, a short one that leads on."""
    if line.kind in _NEVER_LAST or (line.text.endswith(":") and len(line.words) < _LEAD_WORDS):
        return True
    return len(line.words) <= _LOOSE_WORDS and not ends_sentence(line.text)


def _captions(lines: Sequence[Line], draft: Draft, chances: Chances) -> list[Line]:
    keys = {line.key for line in draft.body} | ({draft.headline.key} if draft.headline else set())
    found = []
    for line in lines:
        if (line.kind == "caption" or chances[line.i, CAPTION] >= _CAPTION) and line.key not in keys:
            found.append(line)
            keys.add(line.key)
    return found


def _words(lines: Sequence[Line]) -> int:
    return sum(len(line.words) for line in lines)
