import numpy as np

from training.lines.corpus import BODY, CAPTION, OTHER, TITLE, chosen_lines, cut_short, paste
from training.lines.own import Written, fill, own_pages, skins, stories

TOLD = Written({"T": ["Herring quarrel ends"], "P": ["Both sides signed.", "Boats may leave.", "Nets are out."]})
OTHER_TOLD = Written({"T": ["Pupil beats champion"], "P": ["She won."], "C": ["The board."], "W": ["By Ada Fenwick"]})


def test_every_skin_takes_every_kind_of_story():
    pages = list(own_pages())
    assert len(skins()) >= 35
    assert len({page.id for page in pages}) == len(pages) >= 200
    assert {label for page in pages for label in page.labels} == {OTHER, BODY, TITLE, CAPTION}
    assert max(page.stories.max() for page in pages) >= 2


def test_our_stories_have_a_headline_and_paragraphs():
    assert len(stories()) >= 30
    assert all(len(story.all("T")) == 1 and story.all("P") for story in stories())


def test_a_skin_is_filled_and_labelled_line_by_line():
    page = fill(["Menu", "@T", "@1", "Read more: nothing", "@P", "@@", "@T", "@W", "@C", "@P"], [TOLD, OTHER_TOLD], "p")
    assert [line.text for line in page.lines][:3] == ["Menu", "Herring quarrel ends", "Both sides signed."]
    assert page.labels.tolist() == [OTHER, TITLE, BODY, OTHER, BODY, BODY, TITLE, OTHER, CAPTION, BODY]
    assert page.stories.tolist() == [-1, 0, 0, -1, 0, 0, 1, -1, 1, 1]


def test_pasted_pages_keep_the_labels_of_both():
    first = fill(["@T", "@P", "Most read"], [TOLD], "a")
    second = fill(["Menu", "@T", "@C", "@P", "Comments"], [OTHER_TOLD], "b")
    page = paste(first, second, 4)
    assert [line.text for line in page.lines][4:7] == ["Pupil beats champion", "The board.", "She won."]
    assert page.stories.tolist() == [0, 0, 0, 0, 1, 1, 1, -1]
    assert page.labels.tolist() == [TITLE, BODY, BODY, BODY, TITLE, CAPTION, BODY, OTHER]


def test_a_story_cut_short_and_lines_chosen():
    page = fill(["@T", "", "@P", "Most read"], [TOLD], "a")
    assert cut_short(page, 2).labels.tolist() == [TITLE, BODY, BODY, OTHER, OTHER]
    chosen = chosen_lines(page, np.array([1, 4]), squeezed=True)
    assert chosen.page.text == "Both sides signed.\nMost read"
    assert chosen.labels.tolist() == [BODY, OTHER]


def test_a_skin_s_own_captions_and_headlines_with_a_lead_in_are_labelled():
    page = fill(["In pictures: @T", "1/2", "@C=A gull.", "2 thoughts on “@T”", "@P"], [TOLD], "g")
    assert page.labels.tolist() == [TITLE, OTHER, CAPTION, OTHER, BODY, BODY, BODY]
    assert [line.text for line in page.lines][3] == "2 thoughts on “Herring quarrel ends”"


def test_lines_are_broken_as_in_scans():
    told = Written({"T": ["Ends"], "P": ["Both sides signed in the hall above the harbour."]})
    page = fill(["@T", "@P"], [told], "w", width=20)
    assert [line.text for line in page.lines][1:] == ["Both sides signed in", "the hall above the", "harbour."]
    assert page.labels.tolist() == [TITLE, BODY, BODY, BODY]
