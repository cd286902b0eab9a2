import numpy as np
import pytest

from detente.articles.boundaries import BEGINS, COLUMNS, GOES_ON, NONE, RETURNS, Run, Walk, runs_of
from detente.articles.lines import page_lines
from detente.articles.stories import decide
from detente.articles.topic import Topic, alike, shared
from detente.pages import page_of

TEXT = "\n".join(
    [
        "Consulates to reopen in Lune",
        "The consulates in Lune and Ostvik will reopen before the winter, the ministers said.",
        "Most read",
        "The consulates closed when the ministers quarrelled about herring.",
        "Chess: pupil beats champion",
        "A pupil of sixteen has beaten the champion in twenty moves.",
    ]
)


def walk(body=(0, 1, 0, 1, 0, 1)):
    lines = page_lines(page_of(TEXT, media_type="text/plain", name="page.txt"))
    chances = np.array([[1 - b, b, 0.0, 0.0] for b in body])
    chances[[0, 4], 2] = 0.9
    return Walk(lines, chances, runs_of(chances[:, 1], chances[:, 2], 0.5))


def test_runs_are_lines_in_a_row_and_break_at_a_title():
    body, title = np.array([0.9, 0.8, 0.1, 0.7, 0.9]), np.array([0, 0, 0, 0, 0.5])
    assert runs_of(body, title, 0.5) == [Run(0, 1), Run(3, 3), Run(4, 4)]


def test_a_row_tells_how_much_a_run_shares_with_its_story():
    going = walk()
    assert len(going.row()) == len(COLUMNS)
    going.take(BEGINS)
    same = dict(zip(COLUMNS, going.row(), strict=True))
    assert (same["stories"], same["gap_lists"]) == (1, 1)
    going.take(GOES_ON)
    other = dict(zip(COLUMNS, going.row(), strict=True))
    assert same["alike"] > 0.3 > other["alike"]
    assert other["title"] == pytest.approx(0.9)
    assert other["head_to_run"] > other["head_to_story"] == 0


def test_what_is_none_of_the_story_leaves_it_as_it_was():
    going = walk()
    going.take(BEGINS)
    told = list(going.current.lines)
    going.take(NONE)
    assert (going.current.lines, going.skipped) == (told, 1)


def test_a_story_can_return_after_another():
    going = walk()
    going.take(BEGINS)
    first = going.current
    going.take(BEGINS)
    assert going.current is not first
    going.take(RETURNS)
    assert going.current is first
    assert going.current.runs == 2


@pytest.mark.parametrize(
    ("chances", "stories", "move"),
    [
        ((0.0, 0.5, 0.0, 0.5), 0, BEGINS),
        ((0.9, 0.02, 0.0, 0.08), 0, NONE),
        ((0.45, 0.45, 0.0, 0.1), 1, GOES_ON),
        ((0.2, 0.7, 0.0, 0.1), 1, BEGINS),
        ((0.2, 0.1, 0.6, 0.1), 2, RETURNS),
        ((0.2, 0.1, 0.6, 0.1), 1, GOES_ON),
        ((0.2, 0.1, 0.0, 0.7), 1, NONE),
    ],
)
def test_another_story_takes_an_even_chance(chances, stories, move):
    assert decide(np.array(chances, np.float32), stories) == move


def test_less_makes_a_run_none_where_the_story_may_have_ended():
    chances = np.array((0.5, 0.1, 0.0, 0.4), np.float32)
    assert decide(chances, 1) == GOES_ON
    assert decide(chances, 1, ended=True) == NONE


def test_a_line_lends_its_own_words_nothing():
    topic = Topic(page_lines(page_of("Herring quarrel\nHerring boats\nChess", media_type="text/plain", name="p")))
    fit, known = topic.fit(np.ones(3, np.float32))
    assert known.tolist() == [0.5, 0.5, 0]
    assert fit[2] == 0


def test_likeness_of_stretches():
    one, two = np.array([1.0, 1.0, 0.0]), np.array([0.0, 1.0, 1.0])
    assert shared(one, two) == 0.5
    assert alike(one, one) == pytest.approx(1)
    assert alike(one, np.zeros(3)) == shared(np.zeros(3), one) == 0
