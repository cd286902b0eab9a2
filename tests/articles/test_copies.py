from datetime import date

from detente.articles import link_copies
from detente.model import Article, Interval

WORDS = (
    "The envoys of Norland and Lune met at the customs house and signed a paper on fishing in the strait "
    "after four days of talks that neither side had announced before"
)


def article(id, day):
    published = Interval(date(2020, 1, day), date(2020, 1, day))
    return Article(id, "p", 0, None, None, None, published, "en", ())


def test_same_words_are_a_copy_of_the_earliest():
    pairs = [
        (article("late", 3), WORDS),
        (article("early", 1), WORDS),
        (article("middle", 2), WORDS + " officials said"),
    ]
    assert link_copies(pairs) == {"late": "early", "middle": "early"}


def test_order_of_the_pairs_does_not_matter():
    pairs = [
        (article("a", 1), WORDS),
        (article("b", 2), WORDS),
        (article("c", 3), "Something else was told in few words"),
    ]
    assert link_copies(pairs) == link_copies(reversed(pairs)) == {"b": "a"}


def test_two_reports_of_one_happening_are_no_copies():
    other = "Negotiators for Lune and Norland put their names to a fisheries text at the customs house on the strait"
    assert link_copies([(article("a", 1), WORDS), (article("b", 2), other)]) == {}


def test_a_copy_cut_short_is_a_copy():
    assert link_copies([(article("a", 1), WORDS), (article("b", 2), WORDS[:100])]) == {"b": "a"}


def test_empty_texts_are_no_copies():
    assert link_copies([(article("a", 1), ""), (article("b", 2), "")]) == {}
