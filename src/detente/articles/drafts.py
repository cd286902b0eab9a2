"""A story while it is put together, and as dating and naming see it."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.articles.lines import Line


@dataclass(slots=True)
class Draft:
    """A story being put together: its headline's line, the lines of its body and captions, and of its author box."""

    headline: Line | None
    start: int
    body: list[Line] = field(default_factory=list)
    captions: list[Line] = field(default_factory=list)
    bio: Line | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What dating and naming see of a story: its lines by role, and whether it is the page's main one.

    ``header`` are the short lines around the headline and above the body; ``notices`` those that say, anywhere on a
    page of one story, when it was published or updated.
    """

    headline: Line | None
    header: tuple[Line, ...]
    body: tuple[Line, ...]
    captions: tuple[Line, ...]
    bio: Line | None
    is_main: bool
    notices: tuple[Line, ...] = ()
