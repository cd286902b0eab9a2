import itertools
from datetime import date

import pytest

from detente.articles import link_copies
from detente.articles.copies import body_text
from detente.model import Article, Block, Interval, Span

WORDS = (
    "The envoys of Norland and Lune met at the customs house and signed a paper on fishing in the strait "
    "after four days of talks that neither side had announced before"
)
STORY = [
    "The envoys of Norland and Lune met at the customs house in Ostvik and signed a paper on fishing in the strait.",
    "Neither side had announced the talks, which went on for four days behind closed shutters on the upper floor.",
    "The paper lets 40 boats of each flag work the northern banks between May and the first autumn gales.",
    "Skippers on both shores had asked for it since a collision in 2019 sank a trawler and drowned 3 deckhands.",
    "Norland closed its consulate in Lune that winter, and Lune sent the Norlandish harbour pilots home by ferry.",
    "Officials said that a second paper, on who tows whom after an accident, would be ready before midsummer.",
]
OTHER = [
    "Parliament in Ostvik turned down the budget by two votes after a night of quarrels over harbour dues.",
    "The finance minister left the chamber without a word and handed in his resignation at dawn on Friday.",
    "His party is to choose between three candidates, none of whom has sat in a cabinet until now.",
]


def article(id, day, until=None, *, outlet=None, byline=None, page="p", position=0):
    published = Interval(date(2020, 1, day) if day else None, date(2020, 1, until or day) if until or day else None)
    return Article(id, page, position, None, byline, outlet, published, "en", ())


def test_same_words_are_a_copy_of_the_earliest():
    pairs = [
        (article("late", 3), WORDS),
        (article("early", 1), WORDS),
        (article("middle", 2), WORDS + " officials said"),
    ]
    assert link_copies(pairs) == {"late": "early", "middle": "early"}


def test_order_of_the_pairs_does_not_matter():
    pairs = [
        (article("a", 1), "\n".join(STORY)),
        (article("b", 2), "\n".join(STORY[:3])),
        (article("c", 3), "\n".join(OTHER)),
        (article("d", 3, outlet="Reuters"), "\n".join([*STORY, "(Reuters)"])),
        (article("e", 2), "\n".join([*STORY[1:], "(Reuters)"])),
    ]
    assert all(link_copies(order) == link_copies(pairs) for order in itertools.permutations(pairs))
    assert link_copies(pairs) == {"a": "d", "b": "d", "e": "d"}


@pytest.mark.parametrize(
    "copy",
    [
        STORY[:2],
        STORY[3:],
        ["GENEVA, Jan. 2 (AFP) - " + STORY[0], *STORY[1:], "(AFP)"],
        ["Our own columnists have argued about little else since spring, as readers know.", *STORY, OTHER[0]],
        [" ".join(STORY).replace("signed", "put their names to").replace("drowned", "killed").upper()],
    ],
)
def test_a_copy_that_was_cut_framed_or_edited_is_one(copy):
    pairs = [(article("a", 1), "\n".join(STORY)), (article("b", 2), "\n".join(copy))]
    assert link_copies(pairs) == {"b": "a"}


def test_a_short_text_inside_a_long_one():
    long = "\n".join(
        f"Paragraph {n} tells of harbour {n * 7} and of boat {n * 3} in words of its own." for n in range(99)
    )
    pairs = [(article("short", 1), "\n".join(STORY)), (article("long", 2), f"{long}\n" + "\n".join(STORY))]
    assert link_copies(pairs) == {"long": "short"}


@pytest.mark.parametrize(
    "other",
    [
        "Negotiators for Lune and Norland put their names to a fisheries text at the customs house on the strait",
        "\n".join([*OTHER, *STORY[3:]]),
        "\n".join([*OTHER, STORY[2]]),
        "",
        "The envoys of Norland and Lune met at the customs house",
    ],
)
def test_other_words_old_background_a_quote_and_scraps_make_no_copy(other):
    assert link_copies([(article("a", 1), "\n".join(STORY)), (article("b", 2), other)]) == {}


def test_the_same_form_with_other_figures_is_no_copy():
    form = (
        "The Ostvik index of shares closed at {} points on the exchange in the old customs house and {} shares "
        "changed hands, while the crown traded at {} to the dollar and brokers said that they expected little else."
    )
    pairs = [(article("a", 1), form.format(812, 9300, 5)), (article("b", 2), form.format(797, 8100, 6))]
    assert link_copies(pairs) == {}


def test_the_agencys_own_page_is_the_original_though_it_is_dated_later():
    text = "\n".join(["OSTVIK (Reuters) - " + STORY[0], *STORY[1:]])
    pairs = [
        (article("paper", 1, outlet="The Ostvik Courier"), text),
        (article("agency", 2, outlet="Reuters"), text),
    ]
    assert link_copies(pairs) == {"paper": "agency"}


def test_without_the_agencys_page_the_earliest_is_the_original():
    text = "\n".join([*STORY, "Source: Reuters"])
    pairs = [(article("b", 2, outlet="Coast Weekly"), text), (article("a", 1, outlet="The Ostvik Courier"), text)]
    assert link_copies(pairs) == {"b": "a"}


def test_an_agencys_page_that_is_not_credited_is_a_copy_like_others():
    pairs = [
        (article("paper", 1, outlet="The Ostvik Courier"), "\n".join(STORY)),
        (article("agency", 2, outlet="Reuters"), "\n".join(STORY)),
    ]
    assert link_copies(pairs) == {"agency": "paper"}


def test_of_two_of_one_day_the_one_without_a_credit_and_then_the_longer_is_the_original():
    credited = "\n".join([*STORY, "Words of our own are at an end here and now.", "(AFP)"])
    assert link_copies([(article("a", 1), credited), (article("b", 1), "\n".join(STORY))]) == {"a": "b"}
    assert link_copies([(article("a", 1), STORY[0]), (article("b", 1), "\n".join(STORY))]) == {"a": "b"}


def test_what_was_surely_out_first_is_the_original_and_an_undated_text_is_not():
    text = "\n".join(STORY)
    assert link_copies([(article("a", 3, 9), text), (article("b", 1, 2), text)]) == {"a": "b"}
    assert link_copies([(article("a", None), text), (article("b", 9), text)]) == {"a": "b"}


def test_a_copy_of_a_copy_is_the_originals():
    longer = [*STORY, *OTHER]
    pairs = [
        (article("a", 1), "\n".join(longer)),
        (article("b", 2), "\n".join([*longer[:5], "An editor has put a few words of the house in here.", *longer[6:]])),
        (article("c", 3), "\n".join([*longer[1:5], "An editor has put a few words of the house in here.", longer[7]])),
    ]
    assert link_copies(pairs) == {"b": "a", "c": "a"}


def test_two_stories_of_a_round_up_are_not_each_others_copies():
    pairs = [
        (article("first", 1), "\n".join(STORY)),
        (article("roundup", 2), "\n".join([*STORY, *OTHER])),
        (article("second", 3), "\n".join(OTHER)),
    ]
    assert link_copies(pairs) == {"roundup": "first"}


def test_a_story_that_stands_twice_on_its_page_is_told_once():
    pairs = [
        (article("top", 1, page="p", position=0), "\n".join(STORY)),
        (article("teaser", 1, page="p", position=1), STORY[0]),
        (article("foot", 1, page="p", position=2), "\n".join(STORY)),
    ]
    assert link_copies(pairs) == {"teaser": "top", "foot": "top"}


def test_the_body_is_the_paragraphs_alone():
    blocks = (Block("headline", Span(0, 4)), Block("body", Span(5, 8)), Block("caption", Span(9, 12)))
    told = Article("a", "p", 0, None, None, None, Interval(None, None), "en", (*blocks, Block("body", Span(13, 16))))
    assert body_text(told, "Head One Cap Two") == "One\nTwo"
