"""What a text spoke of last: the days that "the following day", "in June" and "at noon" go on from."""

from __future__ import annotations

from detente.model import Date
from detente.reading.times.almanac import Reading, day_reading
from detente.reading.times.durations import DurationReader
from detente.reading.times.groups import Groups
from detente.reading.times.tense import PAST

COARSE = frozenset({"year", "decade", "century", "season", "quarter"})  # no day is counted from these
EXACT = frozenset({"day", "part of day"})
NEAR_BLOCKS = 3
"""How many paragraphs back "the following day" may point: beyond, news has turned to something else."""


class Course(DurationReader):
    """Reads expressions in the order of the text; ``last`` is the latest day, month or year that it spoke of.

    In a ``narrative`` (a history, told in order) the text's own last date is the point that "June" or "last year" is
    seen from; in news it is the day of writing.
    """

    def __init__(self, day: Date, *, narrative: bool, asides: frozenset[int] = frozenset()) -> None:
        self.day = day
        self.narrative = narrative
        self.asides = asides
        self.story: Reading | None = None
        self.story_block = -1
        self.last: Reading | None = None
        self.last_block = self.fine_block = self.block = -1
        self.fine: Reading | None = None
        self.exact: Reading | None = None
        self.exact_block = -1
        self.past: Reading | None = None
        self.counted_back = False
        self.direction = 0

    def read(self, reading: str, groups: Groups, *, block: int, direction: int) -> Reading | None:
        """Return what the groups mean to the named reading, and remember it."""
        self.block, self.direction = block, direction
        found: Reading | None = getattr(self, reading)(groups)
        if (
            found is not None
            and found.earliest is not None
            and found.kind in ("DATE", "TIME")
            and "REF" not in found.value
        ):
            self.last, self.last_block, self.counted_back = found, block, reading == "ago"
            if found.precision not in COARSE:
                self.fine, self.fine_block = found, block
            if found.precision in EXACT:
                self.exact, self.exact_block = found, block
                self.past = found if found.earliest <= self.day else self.past
            self._carry_on(found, groups, block)
        return found

    def _carry_on(self, found: Reading, groups: Groups, block: int) -> None:
        """Let a date carry the story on, unless it is an aside: a year that stands alone, or one gone back to."""
        if found.earliest is None or found.earliest.year in self.asides or "decade" in found.precision:
            return
        bare = "year" in groups and not {"month", "monthend"} & set(groups)
        back = self.story is not None and self.story.earliest is not None and found.earliest < self.story.earliest
        if not (bare and back and block == self.story_block):
            self.story, self.story_block = found, block

    @property
    def base(self) -> Date:
        """The day that relative expressions are seen from."""
        if self.narrative and self.last is not None and self.last.earliest is not None:
            return self.last.earliest
        return self.day

    @property
    def spoken_of(self) -> Reading:
        """What the text spoke of last, or the day of writing."""
        near = self.narrative or self.last_block >= self.block - NEAR_BLOCKS
        return self.last if self.last is not None and near else day_reading(self.day)

    @property
    def spoken_of_finely(self) -> Reading:
        """What the text spoke of last to the month or finer: "a day later" does not follow on "since 1996"."""
        if self.spoken_of.precision not in COARSE:
            return self.spoken_of
        near = self.fine is not None and (self.narrative or self.fine_block >= self.block - NEAR_BLOCKS)
        return self.fine if self.fine is not None and near else self.spoken_of

    @property
    def spoken_of_to_the_day(self) -> Reading:
        """What the text spoke of last; in news, the last day that it gave if what it spoke of since is far back.

        "A day later" and "the same evening" do not follow on an aside such as "since June 1967", nor does what is told
        as past follow on a day that lies ahead.
        """
        spoken = self.spoken_of_finely
        if self.direction == PAST and not self.narrative and spoken.earliest is not None and spoken.earliest > self.day:
            return self.past or day_reading(self.day)
        if self.narrative or spoken.precision in EXACT or spoken.earliest is None:
            return spoken
        near = self.exact is not None and self.exact_block >= self.block - NEAR_BLOCKS
        far = spoken.earliest.year < self.day.year - 1
        return self.exact if near and far and self.exact is not None else spoken
