"""When: time expressions as intervals, against the day of writing, and the one that dates an act."""

from detente.reading.times.dating import UNDATED_PLAN, when
from detente.reading.times.find import find_times, times
from detente.reading.times.timex import Timex

__all__ = ["UNDATED_PLAN", "Timex", "find_times", "times", "when"]
