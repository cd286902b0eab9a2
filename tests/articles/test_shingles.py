import pytest

from detente.articles.shingles import SHINGLE, overlap, shingles_of

TEXT = "Envoys of Norland met at the customs house and signed 3 papers on fishing in 2019"


def test_a_text_has_a_shingle_for_each_five_words_in_a_row():
    assert len(shingles_of(TEXT).ordered) == len(TEXT.split()) - SHINGLE + 1
    assert len(shingles_of("only four words here").ordered) == 0
    assert len(shingles_of("").ordered) == 0


def test_numbers_are_the_same_on_every_machine():
    assert shingles_of("one two three four five").ordered.tolist() == [2064765272]


def test_case_accents_and_punctuation_do_not_count():
    one, other = shingles_of("Erdoğan met – at last – Çelik’s envoy."), shingles_of("ERDOGAN MET AT LAST CELIK'S ENVOY")
    assert one.ordered.tolist() == other.ordered.tolist()


def test_the_sample_is_about_a_quarter_and_the_same_in_whatever_text():
    text = " ".join(f"word{n}" for n in range(2000))
    whole, part = shingles_of(text), shingles_of(" ".join(text.split()[500:700]))
    assert len(whole.sampled) == pytest.approx(500, abs=60)
    assert set(part.sampled.tolist()) <= set(whole.sampled.tolist())


def test_the_overlap_is_the_smaller_texts():
    small, large = shingles_of(TEXT), shingles_of(f"{TEXT} and 40 boats may sail between May and the autumn gales")
    assert overlap(small, large) == overlap(large, small)
    assert (overlap(small, large).whole, overlap(small, large).missing) == (1.0, 0)


def test_figures_that_are_not_shared_are_counted():
    other = shingles_of(TEXT.replace("3", "4") + " or so they say in the harbour")
    assert (overlap(shingles_of(TEXT), other).figures, overlap(shingles_of(TEXT), other).missing) == (0.5, 1)
