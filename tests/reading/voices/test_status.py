import pytest

from detente.errors import UsageError
from detente.reading.language import parse_text
from detente.reading.voices import factuality, status

OCCURRED = [
    ("Norway expelled two Belarusian attachés on Tuesday.", "expelled"),
    ("Peru recalls envoy over border shooting", "recalls"),
    ("The marines managed to seize the port before dawn.", "seize"),
    ("Chad was forced to withdraw its garrison from the oasis.", "withdraw"),
    ("Serbian and Croatian negotiators held talks in Graz.", "talks"),
    ("The Danish minister's visit to Nuuk lasted two days.", "visit"),
    ("Fiji denied that it had arrested the sailors.", "arrested"),
    ("Troops began shelling the harbour at noon.", "shelling"),
    ("Sudan did not fail to answer the note.", "answer"),
    ("The president never forgot to thank his hosts.", "thank"),
]
ONGOING = [
    ("Ethiopian jets are bombing rebel camps near the lake.", "bombing"),
    ("The two capitals have been negotiating over fishing rights.", "negotiating"),
    ("Bolivia continues to detain the Chilean pilots.", "detain"),
    ("The navy kept shelling the island.", "shelling"),
    ("Fighting continued along the river.", "Fighting"),
    ("Ongoing talks in Muscat have brought little.", "talks"),
]
PLANNED = [
    ("The Greek premier will visit Sofia next week.", "visit"),
    ("Mongolian minister to tour Tashkent", "tour"),
    ("Kenya is to reopen its embassy in Mogadishu.", "reopen"),
    ("Canada is going to expel the consul.", "expel"),
    ("Both sides are expected to sign the accord in Doha.", "sign"),
    ("The chancellor is scheduled to meet the emir.", "meet"),
    ("Belgrade plans to recall its ambassador.", "recall"),
    ("The junta vowed to free the hostages.", "free"),
    ("Manila threatened to close the strait.", "close"),
    ("The envoy was invited to attend the summit.", "attend"),
    ("The king's upcoming visit to Lisbon was announced.", "visit"),
    ("Preparations for the visit have begun.", "visit"),
    ("A summit scheduled for June has raised hopes.", "summit"),
    ("The ministry said it would reopen the border.", "reopen"),
    ("Its decision to withdraw troops pleased the neighbours.", "withdraw"),
    ("The foreign secretary flew to Baku to meet the president.", "meet"),
    ("The minister will visit Rabat and sign a treaty.", "sign"),
    ("The talks will be held in Vienna.", "talks"),
    ("Quito is about to restore relations with Lima.", "restore"),
    ("The delegation is travelling to Hanoi next month.", "travelling"),
]
NEGATED = [
    ("Latvia did not expel the diplomats.", "expel"),
    ("No talks took place on Sunday.", "talks"),
    ("The two leaders met without signing an accord.", "signing"),
    ("Burundi refused to extradite the general.", "extradite"),
    ("The mediators failed to broker a truce.", "broker"),
    ("The minister was unable to visit the camps.", "visit"),
    ("Tunis cancelled the visit of the Spanish premier.", "visit"),
    ("The summit was postponed after the storm.", "summit"),
    ("Georgia called off the exercise.", "exercise"),
    ("The talks never happened.", "talks"),
    ("Neither country recalled its ambassador.", "recalled"),
    ("The lack of talks worries the region.", "talks"),
    ("Austria will not impose sanctions.", "impose"),
    ("Its refusal to recognise the island angered Lima.", "recognise"),
    ("Patrols prevented the militia from attacking the convoy.", "attacking"),
]
HYPOTHETICAL = [
    ("Oman could mediate between the two.", "mediate"),
    ("If Mali attacks the outpost, its neighbour will answer.", "attacks"),
    ("Trade will stop unless Riga frees the sailors.", "frees"),
    ("Ghana would have recalled its envoy.", "recalled"),
    ("Will Finland expel the attaché?", "expel"),
    ("The opposition urged the government to close the base.", "close"),
    ("Rome wants to host the conference.", "host"),
    ("A possible visit by the sultan was discussed.", "visit"),
    ("Parliament called for talks with the rebels.", "talks"),
    ("The prospect of talks lifted the markets.", "talks"),
    ("The generals may seize power.", "seize"),
    ("Nepal offered to mediate in the dispute.", "mediate"),
    ("Washington is considering lifting the embargo.", "lifting"),
]
CASES = [
    (expected, *case)
    for expected, cases in (
        ("occurred", OCCURRED),
        ("ongoing", ONGOING),
        ("planned", PLANNED),
        ("negated", NEGATED),
        ("hypothetical", HYPOTHETICAL),
    )
    for case in cases
]


def predicate_of(parsed, word):
    return next(t for t in parsed.tokens if t.text == word)


@pytest.mark.parametrize(("expected", "sentence", "word"), CASES)
def test_status(expected, sentence, word):
    parsed = parse_text(sentence)
    assert status(parsed, predicate_of(parsed, word)) == expected


def test_factuality_orders_what_happened_before_what_will_and_what_did_not():
    def score(sentence, word):
        start = sentence.index(word)
        return factuality(sentence, (start, start + len(word)))

    happened = score("Qatar freed the prisoners.", "freed")
    future = score("Qatar will free the prisoners.", "free")
    never = score("Qatar did not free the prisoners.", "free")
    assert 3 >= happened > 2 > future > 0 > never >= -3


@pytest.mark.parametrize("span", [(90, 95), (0, 95), (-3, 3), (5, 5), (6, 2)])
def test_factuality_refuses_a_span_outside_the_text(span):
    with pytest.raises(UsageError, match="outside the text of 10 characters or is empty"):
        factuality("Too short.", span)


def test_factuality_names_the_place_where_no_word_lies():
    with pytest.raises(UsageError, match="no word at characters 5 to 6"):
        factuality("Talks   failed.", (5, 6))


@pytest.mark.parametrize(
    ("expected", "sentence", "word"),
    [
        ("planned", "The envoy is planning a visit to Accra.", "visit"),
        ("planned", "The truce, which would begin on Sunday, covers the coast.", "truce"),
        ("planned", "The talks are expected to resume in June.", "talks"),
        ("planned", "The tour that the king will make includes four islands.", "tour"),
        ("negated", "The ministry has no plans to close the consulate.", "close"),
        ("negated", "The plan to visit Delhi was cancelled.", "visit"),
        ("negated", "Neither side is prepared to announce a truce.", "announce"),
        ("hypothetical", "It is important to protect the pilgrims.", "protect"),
        ("occurred", "The two ministers met to discuss fisheries.", "discuss"),
        ("ongoing", "Djibouti hosts a French garrison.", "hosts"),
        ("ongoing", "Fuel runs short because of the blockade.", "blockade"),
        ("occurred", "The fleet imposed a blockade in May.", "blockade"),
        ("occurred", "Djibouti hosted a French garrison.", "hosted"),
    ],
)
def test_status_through_what_stands_around(expected, sentence, word):
    parsed = parse_text(sentence)
    assert status(parsed, predicate_of(parsed, word)) == expected
