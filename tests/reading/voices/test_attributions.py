import pytest

from detente.reading.language import parse_text
from detente.reading.voices import find_attributions, voices

# (text, source, cue, the content starts with, stance)
CASES = [
    ("The ministry said that the convoy had crossed the border.", "The ministry", "said", "that the convoy", "asserts"),
    (
        "Oslo will close its consulate, said a diplomat in Bergen on Monday.",
        "a diplomat in Bergen",
        "said",
        "Oslo will",
        "asserts",
    ),
    ("The envoy, the source added, left Tbilisi at night.", "the source", "added", "The envoy", "asserts"),
    (
        "According to the newspaper, the premier skipped the dinner.",
        "the newspaper",
        "According to",
        "the premier",
        "asserts",
    ),
    (
        "The premier skipped the dinner, according to two guests.",
        "two guests",
        "according to",
        "The premier",
        "asserts",
    ),
    ('"We have nothing to hide," Okello told reporters.', "Okello", "told", '"We have nothing', "asserts"),
    ('Okello told reporters: "We have nothing to hide."', "Okello", "told", '"We have nothing', "asserts"),
    ("The general was quoted as saying that the raid had failed.", "The general", "saying", "that the raid", "asserts"),
    ("It was reported that the envoys had met in Graz.", None, "was reported", "that the envoys", "alleges"),
    ("The rebels are said to have received rockets.", None, "are said", "The rebels", "alleges"),
    ("Niamey rejected reports that it had hired mercenaries.", "Niamey", "rejected", "reports that", "denies"),
    ("The embassy denied that a spy had been arrested.", "The embassy", "denied", "that a spy", "denies"),
    ("The embassy denied arresting the reporter.", "The embassy", "denied", "arresting", "denies"),
    ("Lomé accused its neighbour of arming the rebels.", "Lomé", "accused", "arming", "alleges"),
    ("Lomé blamed its neighbour for the blast.", "Lomé", "blamed", "the blast", "alleges"),
    ("The militia claimed that it had downed a drone.", "The militia", "claimed", "that it had", "alleges"),
    ("The palace refused to comment on the arrest.", "The palace", "refused", "the arrest", "declines"),
    ("The palace declined to comment.", "The palace", "declined", "to comment", "declines"),
    ("Vaduz's denial of any payment surprised nobody.", "Vaduz", "denial", "any payment", "denies"),
    (
        "The colonel's claim that the bridge was mined proved wrong.",
        "The colonel",
        "claim",
        "that the bridge",
        "alleges",
    ),
    ("A statement said the consul would return in May.", "A statement", "said", "the consul", "asserts"),
    ("The president reportedly met the exile in Geneva.", None, "reportedly", "The president", "alleges"),
    ("The alleged raid killed nobody.", None, "alleged", "The", "alleges"),
    ("Bishkek announced the recall of its ambassador.", "Bishkek", "announced", "the recall", "asserts"),
    ("Minister Sato: talks with Seoul to resume in spring", "Minister Sato", ":", "talks with Seoul", "asserts"),
    ("Talks to resume in spring: minister", "minister", ":", "Talks to resume", "asserts"),
    ("PETROV: We never asked for that.", "PETROV", ":", "We never", "asserts"),
    ("“They took the mill.” ― Jana Novak, farmer", "Jana Novak, farmer", "―", "“They took", "asserts"),
    ("The coach told the players to stay.", "The coach", "told", "to stay", "asserts"),
    ("Moscow will send grain to Sudan, announced the Kremlin.", "the Kremlin", "announced", "Moscow will", "asserts"),
    ("The mayor fled the town, revealed the daily Avgi.", "the daily Avgi", "revealed", "The mayor", "asserts"),
    ("The palace said that reports of a coup were baseless.", "The palace", "said", "reports of a coup", "denies"),
    (
        "The Cedar Brigades wrote by letter that tanks entered the town.",
        "The Cedar Brigades",
        "wrote",
        "that tanks",
        "asserts",
    ),
    ("The palace would not comment on the arrest.", "The palace", "would not comment", "the arrest", "declines"),
    ("The navy had no comment on the wreck.", "The navy", "had", "the wreck", "declines"),
    (
        "The bank did not immediately respond to a request for comment.",
        "The bank",
        "did not immediately respond",
        "a request",
        "declines",
    ),
    ("The treaty was praised by two ministers.", "two ministers", "was praised", "The treaty", "asserts"),
    ("Bamako attacked its neighbour as a fraud.", "Bamako", "attacked", "its neighbour as a fraud", "asserts"),
    ("Okello, who said the mine was shut, resigned.", "who", "said", "the mine was shut", "asserts"),
    (
        "Soldiers who crossed the river said that the mill was empty.",
        "Soldiers who crossed the river",
        "said",
        "that the mill",
        "asserts",
    ),
    ("The mayor went on to say that the bridge was safe.", "The mayor", "to say", "that the bridge", "asserts"),
    (
        "The king said the toll hurt trade, arguing that carts stood idle.",
        "The king",
        "arguing",
        "that carts",
        "alleges",
    ),
    ('"ODONGO: We never crossed the river."', "ODONGO", ":", "We never", "asserts"),
    ("The court ruled that the levy was unlawful.", "The court", "ruled", "that the levy", "asserts"),
    (
        "The daily reported that a mill burned; the owner disputed the account.",
        "the owner",
        "disputed",
        "the account",
        "denies",
    ),
    ("As the ambassador put it, the treaty was dead.", "the ambassador", "put it", "the treaty", "asserts"),
    (
        "The spokeswoman pointed out that the border was open.",
        "The spokeswoman",
        "pointed out",
        "that the border",
        "asserts",
    ),
    ("The palace dismissed as false claims of a coup.", "The palace", "dismissed", "false claims of a coup", "denies"),
    ("It told of the sinking of a ferry, which the count denied.", "the count", "denied", "the sinking", "denies"),
    ("The king called the report a lie.", "The king", "called", "the report", "denies"),
    ("It is untrue that the mill burned, the count said.", "the count", "said", "that the mill burned", "denies"),
    ("The navy was silent on the wreck.", "The navy", "silent", "the wreck", "declines"),
    ("The navy's silence on the wreck lasted.", "The navy", "silence", "the wreck", "declines"),
    ("The navy did not have a comment on the wreck.", "The navy", "did not have", "the wreck", "declines"),
    ("Asked about the wreck, the navy declined to answer.", "the navy", "declined", "to answer", "declines"),
    ("Asked about the wreck, the navy declined.", "the navy", "declined", "the wreck", "declines"),
    ("Oslo's support for the ban surprised nobody.", "Oslo", "support", "the ban", "asserts"),
    ("The mayor is eager to sell the mill.", "The mayor", "eager", "to sell", "asserts"),
    ("Villagers are critical of the dam.", "Villagers", "critical", "the dam", "asserts"),
    ("The mayor was accused of selling the mill.", None, "was accused", "The mayor", "alleges"),
    ("Oslo's view is that the treaty is dead.", "Oslo", "view", "that the treaty", "asserts"),
    ("The daily reported the death of a monk.", "The daily", "reported", "the death", "asserts"),
    ("Shopkeepers want a bridge.", "Shopkeepers", "want", "a bridge", "asserts"),
    ("In the words of the mediator, both sides lost.", "the mediator", "In the words of", "both sides", "asserts"),
]


def cut(text, span):
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(("text", "source", "cue", "content", "stance"), CASES)
def test_cue_classes(text, source, cue, content, stance):
    found = voices(text)
    told = [(cut(text, a.source), cut(text, a.cue), a.stance, cut(text, a.content[0])) for a in found]
    assert any(t[:3] == (source, cue, stance) and t[3].startswith(content) for t in told), told


def test_nested_speech_gives_both_links():
    text = "The daily said that the palace confirmed that the minister resigned."
    found = voices(text)
    outer, inner = (next(a for a in found if cut(text, a.cue) == c) for c in ("said", "confirmed"))
    assert cut(text, outer.source) == "The daily"
    assert cut(text, inner.source) == "the palace"
    assert outer.covers(inner.cue.start, inner.cue.end)
    assert not inner.covers(outer.cue.start, outer.cue.end)


def test_a_quotation_goes_on_after_the_cue():
    text = '"The road is closed," said Mayor Ilic. "It will stay closed until the troops have left."'
    (found,) = [a for a in voices(text) if cut(text, a.cue) == "said"]
    assert [cut(text, c)[:8] for c in found.content] == ['"The roa', '"It will']


def test_an_open_quotation_goes_on_in_the_next_paragraph():
    text = (
        'The governor said: "We kept our part of the bargain.\n'
        '"They burned the granaries and shelled the market."\n'
        "Rain fell."
    )
    found = next(a for a in voices(text) if cut(text, a.cue) == "said")
    assert found.covers(text.index("shelled"), text.index("shelled") + 7)
    assert not found.covers(text.index("Rain"), text.index("fell"))


def test_a_condemned_act_is_not_on_the_source_s_word():
    text = "Nairobi condemned the shelling of the port."
    (found,) = [a for a in find_attributions(parse_text(text)) if cut(text, a.cue) == "condemned"]
    assert not found.binds


def test_speech_regained_after_a_reported_clause():
    text = "Tunis said it was opposed to the levy and warned shippers to stay away."
    said = next(a for a in voices(text) if cut(text, a.cue) == "said")
    assert cut(text, said.content[0]) == "it was opposed to the levy"


def test_a_contrast_is_not_what_was_said():
    text = "Cyprus says the drilling was legal, while Turkey wants it stopped."
    said = next(a for a in voices(text) if cut(text, a.cue) == "says")
    assert cut(text, said.content[-1]) == "the drilling was legal"


def test_a_phrase_between_dashes_reaches_no_further():
    text = "The rebels -- though not the navy, according to a witness -- have fled the port."
    (found,) = [a for a in voices(text) if cut(text, a.cue) == "according to"]
    assert cut(text, found.content[0]) == "though not the navy"


def test_an_announced_step_is_taken_by_announcing_it():
    text = "Bishkek announced the recall of its ambassador."
    (found,) = voices(text)
    assert not found.binds


def test_what_is_asked_of_somebody_is_content():
    text = "Dublin called on both sides to free the sailors."
    (found,) = voices(text)
    assert (cut(text, found.content[0]), found.binds) == ("both sides to free the sailors", False)


@pytest.mark.parametrize(
    "text", ["The minister did not say that the bridge fell.", "The minister will announce that the bridge fell."]
)
def test_words_not_spoken_cue_nothing(text):
    assert voices(text) == []


def test_quotations_within_quotations_are_kept_on_demand():
    text = '"The king told me that the mine is shut," Sorel said.'
    assert [cut(text, a.source) for a in voices(text)] == ["Sorel"]
    assert [cut(text, a.source) for a in find_attributions(parse_text(text))] == ["The king", "Sorel"]


def test_a_label_is_no_speaker():
    assert voices("Update: The bridge has been closed.") == []


def test_plain_narration_has_no_voice():
    assert voices("Rebels shelled the port on Monday and withdrew at dusk.") == []


def test_an_aside_is_the_writer_s():
    text = "Chad criticised the accord, which Mali had signed in May."
    (found,) = [a for a in voices(text) if cut(text, a.cue) == "criticised"]
    assert cut(text, found.content[0]) == "the accord"


@pytest.mark.parametrize(
    "text", ["The bank got a request for comment.", "The train is supposed to leave at noon.", "Nobody needs to pay."]
)
def test_requests_duties_and_needs_are_nobody_s_word(text):
    assert voices(text) == []


def test_who_is_asked_is_no_content():
    text = "A reporter asked the minister about the convoy."
    (found,) = voices(text)
    assert cut(text, found.content[0]) == "the convoy"


@pytest.mark.parametrize(
    "text",
    [
        "The king called Mrs Okello on Sunday to thank her.",
        "The king called back his envoy.",
        'The rumble continued "without a pause for breath".',
        "He spoke softly, citing the drought.",
    ],
)
def test_what_only_looks_like_a_cue(text):
    assert not any(a.kind == "speech" or cut(text, a.cue).startswith("called") for a in voices(text))


def test_attitudes_that_are_reported_are_the_speaker_s():
    text = "The duke said that he backs the dam and wants to sell the mill."
    assert [cut(text, a.cue) for a in voices(text)] == ["said"]
    assert {"backs", "wants"} <= {cut(text, a.cue) for a in find_attributions(parse_text(text))}


def test_what_a_speaker_goes_on_to_say_is_a_second_attribution():
    text = "The mayor said the mill was shut, adding that the bridge was next."
    said, added = sorted(voices(text), key=lambda a: a.cue.start)
    assert [cut(text, a.content[0]) for a in (said, added)] == ["the mill was shut", "that the bridge was next"]


@pytest.mark.parametrize("text", ["A plan backed by two banks failed.", "There was no hint that the bridge fell."])
def test_descriptions_and_unowned_hints_are_not_heard(text):
    assert voices(text) == []
