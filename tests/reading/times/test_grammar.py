# ruff: noqa: E501 (a sentence a line, as a table)

import datetime
import itertools

import pytest

from detente import data
from detente.errors import DataError
from detente.model import Block, Interval, Span
from detente.reading.language import parse, parse_text
from detente.reading.times import find_times, times, vocabulary
from detente.reading.times.guards import GUARDS
from detente.reading.times.readings import Reader
from detente.reading.times.stretches import Stretches

FRIDAY = datetime.date(2022, 3, 4)

# One sentence for every rule of rules.yaml: the sentence, the expression, its value, and the days ("-" for none).
CASES = {
    "iso-day": ("The truce of 2014-08-10 held.", "2014-08-10", "2014-08-10", "2014-08-10"),
    "slashed-day": ("They signed on 31/3/2010 in Riga.", "31/3/2010", "2010-03-31", "2010-03-31"),
    "month-day-year": ("The ship was boarded on Monday, May 31, 2010.", "Monday, May 31, 2010", "2010-05-31", "2010-05-31"),
    "day-month-year": ("It was posted on 9 Aug 2023 by the bureau.", "9 Aug 2023", "2023-08-09", "2023-08-09"),
    "part-month-day": ("They left on the night of March 1.", "the night of March 1", "2022-03-01TNI", "2022-03-01"),
    "month-day": ("The convoy was hit on Sept. 14.", "Sept. 14", "2021-09-14", "2021-09-14"),
    "day-month": ("The convoy was hit on 14 February.", "14 February", "2022-02-14", "2022-02-14"),
    "range-end": ("The regatta runs between April 5-9.", "9", "2022-04-09", "2022-04-09"),
    "range-start": ("The fleet will drill from 15 to 22 March.", "15", "2022-03-15", "2022-03-15"),
    "ordinal-day": ("They met on 2 February and again on the 13th.", "the 13th", "2022-02-13", "2022-02-13"),
    "month-year": ("Aid stopped at the end of June 1951.", "the end of June 1951", "1951-06", "1951-06-20/1951-06-30"),
    "month": ("He will visit Oslo in mid-April.", "mid-April", "2022-04", "2022-04-08/2022-04-23"),
    "month-that-year": ("Talks began in 2016 and failed in May of that year.", "May of that year", "2016-05", "2016-05-01/2016-05-31"),
    "relative-month": ("He bought a house in Riga last May.", "last May", "2021-05", "2021-05-01/2021-05-31"),
    "season-year": ("Troops left in the spring of 1916.", "the spring of 1916", "1916-SP", "1916-03-01/1916-05-31"),
    "relative-season": ("They reopened the embassy last summer.", "last summer", "2021-SU", "2021-06-01/2021-08-31"),
    "season": ("They reopened the embassy in the autumn.", "the autumn", "2021-FA", "2021-09-01/2021-11-30"),
    "ambiguous-season": ("The army attacked in early fall.", "early fall", "2021-FA", "2021-09-01/2021-10-07"),
    "quarter": ("Trade fell in the third quarter of 2012.", "the third quarter of 2012", "2012-Q3", "2012-07-01/2012-09-30"),
    "year": ("The envoys were expelled in late 2009.", "late 2009", "2009", "2009-08-07/2009-12-31"),
    "decade": ("They fought a war in the 1990s.", "the 1990s", "199", "1990-01-01/1999-12-31"),
    "short-decade": ("They fought a war in the '90s.", "the '90s", "199", "1990-01-01/1999-12-31"),
    "century": ("The border dates from the 20th century.", "the 20th century", "19", "1900-01-01/1999-12-31"),
    "before-christ": ("The city fell in 490 BC after a siege.", "490 BC", "BC0490", "-"),
    "holiday": ("The truce ended on New Year's Eve.", "New Year's Eve", "2021-12-31", "2021-12-31"),
    "deictic": ("He resigned yesterday morning.", "yesterday morning", "2022-03-03TMO", "2022-03-03"),
    "tonight": ("They will meet tonight.", "tonight", "2022-03-04TNI", "2022-03-04"),
    "overnight": ("Jets bombed the port overnight.", "overnight", "2022-03-04TNI", "2022-03-03/2022-03-04"),
    "relative-part": ("A delegation met its hosts last night.", "last night", "2022-03-03TNI", "2022-03-03/2022-03-04"),
    "relative-unit": ("The ministers met late last year.", "late last year", "2021", "2021-08-07/2021-12-31"),
    "weekend": ("Officials met over the weekend.", "the weekend", "2022-W08-WE", "2022-02-26/2022-02-27"),
    "weekday-next-week": ("They met on Tuesday of last week.", "Tuesday of last week", "2022-02-22", "2022-02-22"),
    "weekday": ("The envoy left early on Wednesday morning.", "early on Wednesday morning", "2022-03-02TMO", "2022-03-02"),
    "clock-weekday": ("They met at 8 p.m. on Thursday.", "8 p.m. on Thursday", "2022-03-03T20:00", "2022-03-03"),
    "weekday-clock": ("They met on Sunday at 3:30 p.m. in Bern.", "Sunday at 3:30 p.m.", "2022-02-27T15:30", "2022-02-27"),
    "part-weekday": ("They met on the evening of Sunday.", "the evening of Sunday", "2022-02-27TEV", "2022-02-27"),
    "ago": ("The embassy closed two years ago.", "two years ago", "2020", "2019-09-04/2020-09-02"),
    "from-now": ("It expires two days from now.", "two days from now", "2022-03-06", "2022-03-06"),
    "in-time": ("It expires in three days' time.", "three days' time", "2022-03-07", "2022-03-07"),
    "offset": ("He came on 1 February and left four days later.", "four days later", "2022-02-05", "2022-02-05"),
    "units-later": ("He came on 1 February and left days later.", "days later", "XXXX-XX-XX", "2022-02-03/2022-02-08"),
    "neighbour": ("They met on 1 February and left the following day.", "the following day", "2022-02-02", "2022-02-02"),
    "neighbour-month": ("It began in May 2015 and ended the following January.", "the following January", "2016-01", "2016-01-01/2016-01-31"),
    "day-after": ("They met on 1 February and left the day after.", "the day after", "2022-02-02", "2022-02-02"),
    "same": ("He came on 1 February and left the same day.", "the same day", "2022-02-01", "2022-02-01"),
    "end-of-same": ("He came on 1 February and left at the end of the month.", "the end of the month", "2022-02", "2022-02-19/2022-02-28"),
    "later-in-same": ("He came on 1 February and left later in the year.", "later in the year", "2022", "2022-02-01/2022-12-31"),
    "units-end": ("He came on 1 February and left at month's end.", "month's end", "2022-02", "2022-02-19/2022-02-28"),
    "same-time": ("The cabinet was split at the time.", "at the time", "PAST_REF", "-"),
    "clock": ("They met yesterday at 8:30 p.m. in Bern.", "8:30 p.m.", "2022-03-03T20:30", "2022-03-03"),
    "clock-24": ("The shelling stopped at 19:15 in the port.", "19:15", "2022-03-04T19:15", "2022-03-04"),
    "clock-hours": ("The shelling stopped at 0530 hours.", "0530 hours", "2022-03-04T05:30", "2022-03-04"),
    "part-of-day": ("Guns fell silent in the morning.", "the morning", "XXXX-XX-XXTMO", "-"),
    "every": ("The ministers meet every two years.", "every two years", "P2Y", "-"),
    "weekdays": ("The council meets on Sundays in Cairo.", "Sundays", "XXXX-WXX-7", "-"),
    "times-a": ("The hotline is tested twice a week.", "twice a week", "P1W", "-"),
    "per-unit": ("They fire forty shells per day.", "per day", "P1D", "-"),
    "adverb-set": ("The council meets annually in Cairo.", "annually", "P1Y", "-"),
    "window": ("Trade fell in the past three years.", "the past three years", "P3Y", "2019-03-04/2022-03-04"),
    "past-day": ("Shelling grew over the past day.", "the past day", "P1D", "2022-03-03/2022-03-04"),
    "window-bare": ("Talks will resume in the coming weeks.", "the coming weeks", "PXW", "2022-03-04/2022-04-22"),
    "recent-units": ("Ties improved in recent months.", "recent months", "PAST_REF", "-"),
    "age": ("He was 26 years old and a sergeant.", "26 years old", "P26Y", "-"),
    "hyphen-old": ("A 24-year-old sergeant was captured.", "24-year-old", "P24Y", "-"),
    "hyphen": ("They agreed to a three-day truce.", "three-day", "P3D", "-"),
    "unit-long": ("The month-long siege is over.", "month-long", "P1M", "-"),
    "unit-and-half": ("It lasted a year and a half in all.", "a year and a half", "P1.5Y", "-"),
    "n-and-half": ("It lasted two and a half years in all.", "two and a half years", "P2.5Y", "-"),
    "duration": ("The siege lasted almost two years.", "almost two years", "P2Y", "-"),
    "bare-duration": ("They talked for hours in Bern.", "hours", "PTXH", "-"),
    "these-units": ("The two sides are now at peace.", "now", "PRESENT_REF", "-"),
    "clock-day": ("Shells fell at 11:35 p.m. on 7 February in the port.", "11:35 p.m. on 7 February", "2022-02-07T23:35", "2022-02-07"),
    "day-of-this-month": ("Talks are set for the 25th of this month.", "the 25th of this month", "2022-03-25", "2022-03-25"),
    "week-of-month": ("They will meet in the second week of June.", "the second week of June", "2022-W23", "2022-06-08/2022-06-14"),
    "years-start": ("They fought in 1948-49 and lost.", "1948", "1948", "1948-01-01/1948-12-31"),
    "years-end": ("They fought in 1948-49 and lost.", "49", "1949", "1949-01-01/1949-12-31"),
    "word-decade": ("They fought a war in the early sixties.", "the early sixties", "196", "1960-01-01/1964-01-01"),
    "era": ("The tanks date from the Soviet era.", "the Soviet era", "PAST_REF", "1922-01-01/1991-12-31"),
    "clock-deictic": ("They will meet at 8 o'clock tonight.", "8 o'clock tonight", "2022-03-04T20:00", "2022-03-04"),
    "since-then": ("He came on 1 February; since then nobody has.", "then", "2022-02-01", "2022-02-01"),
    "every-few": ("They meet every few years in Bern.", "every few years", "PXY", "-"),
    "window-half": ("He hopes for it in the next two and a half years.", "the next two and a half years", "P2.5Y", "2022-03-04/2024-09-01"),
    "units-long": ("The months-long siege is over.", "months-long", "PXM", "-"),
    "two-lengths": ("They spoke for two hours and one minute.", "two hours and one minute", "PT2H1M", "-"),
    "part-of-unit": ("They ruled it for a quarter of a century.", "a quarter of a century", "P25Y", "-"),
    "memory": ("It is the first visit of a king in 14 years.", "14 years", "P14Y", "2007-09-04/2008-09-02"),
}  # fmt: skip


@pytest.mark.parametrize("name", [c.rule.name for c in vocabulary.grammar()])
def test_each_rule_reads_its_sentence(name):
    sentence, words, value, days = CASES[name]
    found = {sentence[t.span.start : t.span.end]: t for t in times(sentence, anchor=FRIDAY)}
    assert words in found
    timex = found[words]
    first, _, last = days.partition("/")
    wanted = (None, None) if days == "-" else (first, last or first)
    got = tuple(d.isoformat() if d else None for d in (timex.earliest, timex.latest))
    assert (timex.value, got, timex.reading) == (value, wanted, name)


# What some rules need before or after their example.
AROUND = {
    "bare-duration": ("for ", ""),
    "range-start": ("", " to 22 May"),
    "range-end": ("", " to 22 May"),
    "years-start": ("", "-49"),
    "since-then": ("since ", ""),
    "memory": ("the first visit in ", ""),
}


@pytest.mark.parametrize("compiled", vocabulary.grammar(), ids=lambda c: c.rule.name)
def test_each_pattern_matches_its_example_whole_and_names_a_reading(compiled):
    example = compiled.rule.example
    before, after = AROUND.get(compiled.rule.name, ("", ""))
    padded = f"{before}{example}{after}"
    spans = {m["span"] if "span" in m.re.groupindex else m.group() for m in compiled.regex.finditer(padded)}
    assert example in spans
    assert len(Stretches(f"{'- ' * 200}{padded}{' -' * 200}")(compiled.rule.needs)) == 1
    assert callable(getattr(Reader, compiled.rule.reading))
    assert compiled.rule.guard in (None, "range", "year-range", *GUARDS)


def test_a_broken_data_file_is_named(monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "words.yaml").write_text("months: 3\n", encoding="utf-8")
    monkeypatch.setattr(data.resources, "files", lambda package: tmp_path)
    with pytest.raises(DataError, match=r"words\.yaml.*schema"):
        vocabulary.words.__wrapped__()


def test_an_unknown_placeholder_is_named():
    rule = vocabulary.Rule(name="odd", pattern="{NONSUCH} week", reading="every", example="odd week")
    with pytest.raises(DataError, match=r"odd.*NONSUCH"):
        vocabulary._compile(rule)


@pytest.mark.parametrize(
    "sentence",
    [
        "About 2000 troops crossed the river.",
        "The cargo cost $1999 to ship.",
        "Ministers may march on the capital.",
        "The 24th Infantry dug in.",
        "Wait a second, he told them.",
        "This may simply be a ruse.",
        "He spoke to Theresa May in Davos.",
        "The Daily Mirror printed the letter.",
        "Finland lost land in the Winter War.",
    ],
)
def test_words_with_other_uses_are_no_times(sentence):
    assert times(sentence, anchor=FRIDAY) == []


def test_offsets_count_the_text_given_with_its_odd_spaces():
    text = "First line.\n\nHe left on March\u00a01, 2021 for Oslo."
    (timex,) = times(text, anchor=FRIDAY)
    assert text[timex.span.start : timex.span.end] == "March\u00a01, 2021"


def test_expressions_do_not_overlap_and_stand_in_order():
    text = "On Friday, 4 March 2022, after two weeks of talks last month, they met at 8 p.m. on Thursday."
    spans = [t.span for t in times(text, anchor=FRIDAY)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert len(spans) == 4


def test_a_day_that_no_calendar_has_is_no_time():
    assert times("They met on 31/31/2010.", anchor=FRIDAY) == []


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The envoys met on Wednesday.", "2022-03-02"),
        ("The envoys will meet on Wednesday.", "2022-03-09"),
        ("The envoys are expected to meet on Wednesday.", "2022-03-09"),
        ("The envoys are scheduled to be received on Wednesday.", "2022-03-09"),
        ("The envoys had met on Wednesday.", "2022-03-02"),
        ("The envoys are meeting on Wednesday.", "2022-03-09"),
        ("The envoys will hold a Wednesday meeting.", "2022-03-09"),
        ("The envoys met on Friday.", "2022-03-04"),
        ("The envoys will meet on Friday.", "2022-03-04"),
        ("The envoys met last Friday.", "2022-02-25"),
        ("The envoys will meet next Friday.", "2022-03-11"),
        ("The ministry says on Wednesday in a note: no.", "2022-03-02"),
    ],
)
def test_tense_decides_which_weekday(sentence, day):
    (timex,) = times(sentence, anchor=FRIDAY)
    assert timex.value == day


@pytest.mark.parametrize(
    ("sentence", "month"),
    [
        ("The envoys met in November.", "2021-11"),
        ("The envoys will meet in November.", "2022-11"),
        ("The envoys met in January.", "2022-01"),
        ("The envoys will meet in January.", "2023-01"),
    ],
)
def test_tense_decides_which_month(sentence, month):
    (timex,) = times(sentence, anchor=FRIDAY)
    assert timex.value == month


def test_a_range_of_weekdays_runs_forward():
    values = [t.value for t in times("They met from Thursday through Sunday.", anchor=FRIDAY)]
    assert values == ["2022-03-03", "2022-03-06"]


def test_a_caption_tells_the_past_in_the_present():
    text = "The two leaders stand on the steps in November."
    caption = parse(text, [Block("caption", Span(0, len(text)))])
    (timex,) = find_times(caption, anchor=Interval(FRIDAY, FRIDAY))
    assert timex.value == "2021-11"


def test_the_same_day_with_a_clause_of_its_own_points_nowhere():
    assert [t.value for t in times("They landed on the same day the mayor resigned.", anchor=FRIDAY)] == []


def test_this_week_told_on_a_sunday_reaches_into_the_next():
    (timex,) = times("They will meet this week.", anchor=datetime.date(2022, 3, 6))
    assert timex.latest == datetime.date(2022, 3, 12)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("over a year ago", "2020-09-03/2021-03-04"),
        ("almost a year ago", "2021-03-04/2021-09-02"),
        ("about a year ago", "2020-09-03/2021-09-02"),
    ],
)
def test_more_and_less_bound_what_is_ago(words, days):
    (timex,) = times(f"They met {words}.", anchor=FRIDAY)
    assert f"{timex.earliest}/{timex.latest}" == days


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The union set an April 14 deadline for the mine.", "2022-04-14"),
        ("The first summit date was May 12.", "2022-05-12"),
        ("The envoys met on September 12.", "2021-09-12"),
    ],
)
def test_a_day_of_a_month_is_near(sentence, value):
    (timex,) = times(sentence, anchor=FRIDAY)
    assert timex.value == value


def test_a_later_year_of_a_range_serves_both_ends():
    first, second = times("The siege (14 October - 25 November 1952) failed.", anchor=FRIDAY)
    assert (first.value, second.value) == ("1952-10-14", "1952-11-25")


def test_an_uncertain_anchor_widens_what_hangs_on_it():
    parsed = parse_text("They met last month and signed on 1 May 2020.")
    relative, fixed = find_times(parsed, anchor=Interval(FRIDAY, datetime.date(2022, 4, 20)))
    assert (relative.earliest, relative.latest) == (datetime.date(2022, 2, 1), datetime.date(2022, 3, 31))
    assert relative.value == "2022-XX"
    assert fixed.earliest == fixed.latest == datetime.date(2020, 5, 1)


def test_an_unknown_side_of_the_anchor_stays_unknown():
    parsed = parse_text("They met yesterday and signed in 2020.")
    relative, fixed = find_times(parsed, anchor=Interval(None, FRIDAY))
    assert (relative.earliest, relative.latest) == (None, datetime.date(2022, 3, 3))
    assert fixed.earliest == datetime.date(2020, 1, 1)
    relative, _ = find_times(parsed, anchor=Interval(None, None))
    assert (relative.earliest, relative.latest, relative.value) == (None, None, "XXXX-XX-XX")


HISTORY = (
    "The revolt began in March 1911. By 1912 it had spread. Peace was signed in June 1913.\n"
    "War returned in 1914. In October the port fell. The garrison fled on 9 December. In January a truce held.\n"
)


def test_a_history_is_read_by_its_own_course():
    values = [t.value for t in times(HISTORY, anchor=FRIDAY)]
    assert values == ["1911-03", "1912", "1913-06", "1914", "1914-10", "1914-12-09", "1915-01"]


def test_an_aside_does_not_move_a_history():
    text = HISTORY + "The tsar had dreamt of it since 1709. In May the port was retaken.\n"
    assert times(text, anchor=FRIDAY)[-1].value == "1915-05"


def test_news_with_a_few_old_years_stays_news():
    text = "The pact of 1979 holds, and that of 1994 does. On Monday they met. He spoke yesterday. In February he left."
    assert times(text, anchor=FRIDAY)[-1].value == "2022-02"


def test_no_text_has_no_times():
    assert times("", anchor=FRIDAY) == []
    assert times("Nothing here.", anchor=FRIDAY) == []


def test_span_is_of_the_page():
    (timex,) = times("In 2016 he left.", anchor=FRIDAY)
    assert timex.span == Span(3, 7)


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("They will meet every morning.", "every morning", "XXXX-XX-XXTMO"),
        ("The war lasted three years and one month.", "three years and one month", "P3Y1M"),
        ("They ruled for half a century.", "half a century", "P50Y"),
        ("They waited half an hour.", "half an hour", "PT30M"),
        ("We need a few more days.", "a few more days", "PXD"),
        ("It ended exactly one month after the visit.", "exactly one month", "P1M"),
        ("These days nobody dares.", "These days", "PRESENT_REF"),
        ("They met on 10 February this year.", "10 February this year", "2022-02-10"),
        ("They met in November of last year.", "November of last year", "2021-11"),
        ("They met in the latter half of 2008.", "the latter half of 2008", "2008-H2"),
        ("On the same day shells fell.", "the same day", "2022-03-04"),
        ("They met at noon on Monday.", "noon on Monday", "2022-02-28T12:00"),
        ("The truce ended at 10 a.m. last Wednesday.", "10 a.m. last Wednesday", "2022-03-02T10:00"),
        ("Guns fell silent at midnight.", "midnight", "2022-03-03T24:00"),
        ("The truce begins at midnight.", "midnight", "2022-03-04T24:00"),
        ("An answer is due by the end of the month.", "the end of the month", "2022-03"),
        ("They signed in 1994; an answer is due by the end of the month.", "the end of the month", "2022-03"),
        ("Elections are likely next year, perhaps in the spring.", "the spring", "2023-SP"),
        ("In December he had planned to leave on January 9.", "January 9", "2022-01-09"),
        ("They fought from 1914 – 1918.", "1918", "1918"),
        ("The tanks date from the Byzantine era.", "the Byzantine era", "PAST_REF"),
    ],
)
def test_what_a_rule_takes_in_besides(sentence, words, value):
    found = {sentence[t.span.start : t.span.end]: t.value for t in times(sentence, anchor=FRIDAY)}
    assert found.get(words) == value


@pytest.mark.parametrize("sentence", ["It was a new era.", "The score was 1999-2000-2001.", "Turn to page 1815-7."])
def test_what_only_looks_like_a_time(sentence):
    assert not [t for t in times(sentence, anchor=FRIDAY) if t.reading in ("era", "years-start", "years-end")]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("A new law comes on March 8. On the same day last shells fell.", "the same day", "2022-03-04"),
        ("He left on 1 March. They had been foes since June 1967. A week later it rained.", "A week later", "2022-W10"),
        ("They met twenty months ago. A plan was due on January 31.", "January 31", "2022-01-31"),
    ],
)
def test_asides_are_not_gone_on_from(text, words, value):
    found = {text[t.span.start : t.span.end]: t.value for t in times(text, anchor=FRIDAY)}
    assert found.get(words) == value


def test_far_from_the_words_that_a_rule_needs_nothing_is_searched():
    text = "- " * 100 + "on 3 May " + "- " * 100 + "(March)"
    assert [text[a:b].strip("- ") for a, b in Stretches(text)(("MONTH",))] == ["on 3 May", "(March)"]
    assert Stretches("İstanbul in May")(("MONTH",)) == [(0, 15)]
    assert Stretches("")(("MONTH",)) == []
