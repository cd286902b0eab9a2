"""Each class of ``status.yaml`` has a sentence of its own."""

import dataclasses

import pytest

from detente.data import load_yaml
from detente.reading.language import parse_text
from detente.reading.voices import explain, status, told
from detente.reading.voices.status_rules import _File

# rule, status of the word, sentence, word
RULES = [
    ("clauses occurred", "occurred", "The marines managed to seize the port.", "seize"),
    ("clauses ongoing", "ongoing", "The navy keeps shelling the island.", "shelling"),
    ("clauses planned", "planned", "Oslo intends to recall its envoy.", "recall"),
    ("clauses hypothetical", "hypothetical", "The mayor asked the troops to leave.", "leave"),
    ("clauses negated", "negated", "Burundi declined to sign the accord.", "sign"),
    ("objects occurred", "occurred", "The two sides concluded the talks.", "talks"),
    ("objects ongoing", "ongoing", "The army continued the siege.", "siege"),
    ("objects planned", "planned", "The palace scheduled the visit.", "visit"),
    ("objects hypothetical", "hypothetical", "Sweden proposed talks.", "talks"),
    ("objects negated", "negated", "Lisbon scrapped the visit.", "visit"),
    ("subjects occurred", "occurred", "The ceremony took place on Monday.", "ceremony"),
    ("subjects ongoing", "ongoing", "The crisis lingers.", "crisis"),
    ("subjects negated", "negated", "The talks fell through.", "talks"),
    ("subjects planned", "planned", "A trial awaits the general.", "trial"),
    ("subjects hypothetical", "hypothetical", "A war threatens.", "war"),
    ("adjectives occurred", "occurred", "The crew was able to land the jet.", "land"),
    ("adjectives ongoing", "ongoing", "The troops are still busy searching the ruins.", "searching"),
    ("adjectives planned", "planned", "The fleet is ready to sail.", "sail"),
    ("adjectives hypothetical", "hypothetical", "The rebels are likely to attack.", "attack"),
    ("adjectives negated", "negated", "The king is unwilling to abdicate.", "abdicate"),
    ("modifiers occurred", "occurred", "The recent visit pleased him.", "visit"),
    ("modifiers ongoing", "ongoing", "The ongoing siege has starved the town.", "siege"),
    ("modifiers planned", "planned", "The forthcoming visit has been praised.", "visit"),
    ("modifiers hypothetical", "hypothetical", "A possible visit was on his mind.", "visit"),
    ("modifiers negated", "negated", "The cancelled visit cost him votes.", "visit"),
    ("nouns occurred", "occurred", "The start of the talks pleased both.", "talks"),
    ("nouns ongoing", "ongoing", "The continuation of the talks pleased both.", "talks"),
    ("nouns planned", "planned", "The plan to free the pilots was praised.", "free"),
    ("nouns hypothetical", "hypothetical", "The threat of an invasion has grown.", "invasion"),
    ("nouns negated", "negated", "The cancellation of the visit hurt him.", "visit"),
    ("modals will", "planned", "The queen will visit Malta.", "visit"),
    ("modals 'll", "planned", "They'll free the pilots.", "free"),
    ("modals wo", "negated", "They won't free the pilots.", "free"),
    ("modals shall", "planned", "The parties shall free the pilots.", "free"),
    ("modals sha", "negated", "We shan't free the pilots.", "free"),
    ("modals would", "hypothetical", "A truce would free the pilots.", "free"),
    ("modals 'd", "hypothetical", "They'd free the pilots for money.", "free"),
    ("modals could", "hypothetical", "The rebels could free the pilots.", "free"),
    ("modals can", "hypothetical", "The rebels can free the pilots.", "free"),
    ("modals ca", "negated", "The rebels can't free the pilots.", "free"),
    ("modals may", "hypothetical", "The rebels may free the pilots.", "free"),
    ("modals might", "hypothetical", "The rebels might free the pilots.", "free"),
    ("modals should", "hypothetical", "The rebels should free the pilots.", "free"),
    ("modals must", "hypothetical", "The rebels must free the pilots.", "free"),
    ("clauses hypothetical", "hypothetical", "The rebels ought to free the pilots.", "free"),
    ("modals need", "negated", "The rebels need not free the pilots.", "free"),
    ("particles", "negated", "Georgia called off the exercise.", "exercise"),
    ("negators", "negated", "The rebels never freed the pilots.", "freed"),
    ("conditions", "hypothetical", "Nobody knows whether the rebels freed the pilots.", "freed"),
    ("without", "negated", "The two parted without signing the accord.", "signing"),
    ("soon", "planned", "The king is flying to Oslo tomorrow.", "flying"),
    ("states", "ongoing", "Djibouti hosts a French garrison.", "hosts"),
    ("realized", "occurred", "The two ministers met to discuss fisheries.", "discuss"),
    ("state_nouns", "ongoing", "Fuel runs short because of the blockade.", "blockade"),
    ("felt", "occurred", "Love this town.", "Love"),
    ("takes_for_granted", "occurred", "Why did the rebels free the pilots?", "free"),
    ("raising", "negated", "Diplomats do not think that the rebels freed the pilots.", "freed"),
    ("ahead", "planned", "The rebels are committed to freeing the pilots.", "freeing"),
]  # fmt: skip
FITTED = {"adverbs"}  # weighed by happening.yaml alone


@pytest.mark.parametrize(("rule", "expected", "sentence", "word"), RULES, ids=[r[0] for r in RULES])
def test_each_class_of_words_gives_its_status(rule, expected, sentence, word):
    parsed = parse_text(sentence)
    assert status(parsed, next(t for t in parsed.tokens if t.text == word)) == expected


def test_no_class_is_without_a_sentence():
    part = load_yaml("detente.reading.voices", "status.yaml", _File)
    wanted = set()
    for field in dataclasses.fields(part):
        held = getattr(part, field.name)
        several = isinstance(held, dict) and field.name != "particles"
        wanted |= {f"{field.name} {key}" for key in held} if several else {field.name}
    assert wanted - FITTED == {rule for rule, *_ in RULES}


# What the sentence says, and the reason in words.
REASONS = [
    ("Rome plans to recall its envoy.", "recall", "'plan' above it"),
    ("Rome refused to recall its envoy.", "recall", "'refuse' above it"),
    ("Rome will recall its envoy.", "recall", "'will' before it"),
    ("Rome did not recall its envoy.", "recall", "a negation in its clause"),
    ("No talks took place.", "talks", "'no' before it"),
    ("Rome would have recalled its envoy.", "recalled", "'would have' before it"),
    ("If Rome recalls its envoy, trade will stop.", "recalls", "a condition"),
    ("Will Rome recall its envoy?", "recall", "a question"),
    ("Open the box and return the form.", "return", "a command"),
    ("Rome is recalling its envoy.", "recalling", "the progressive: under way"),
    ("Minister to tour Tashkent", "tour", "'to' of what is to come"),
    ("The ministry said it would reopen the border.", "reopen", "'would' of what was to come then"),
    ("He flew to Baku to meet the president.", "meet", "what somebody acts in order to do"),
    ("The upcoming visit was praised.", "visit", "'upcoming' beside it"),
    ("Rome recalled its envoy.", "recalled", "told as a fact"),
]


@pytest.mark.parametrize(("sentence", "word", "reason"), REASONS)
def test_a_status_has_its_reason_in_words(sentence, word, reason):
    parsed = parse_text(sentence)
    verdict = explain(parsed, next(t for t in parsed.tokens if t.text == word))
    assert verdict.reason == reason
    assert told(verdict, verdict.status) == f"{verdict.status}: {reason}"


def test_where_the_coder_decides_against_the_parse_that_is_said():
    parsed = parse_text("Rome plans to recall its envoy.")
    verdict = explain(parsed, next(t for t in parsed.tokens if t.text == "recall"))
    assert told(verdict, "hypothetical") == (
        "hypothetical: so the coder reads it; by the parse alone planned: 'plan' above it"
    )


@pytest.mark.parametrize(
    ("expected", "sentence", "word"),
    [
        ("hypothetical", "Try the soup or order the fish.", "order"),  # a command joined to a command
        ("hypothetical", "Please forward the list.", "forward"),  # what is asked with "please"
        ("hypothetical", "Let me know when he lands.", "know"),  # below a command
        ("occurred", "The guards let the boys escape.", "escape"),  # a bare complement
        ("hypothetical", "The boys have to leave.", "leave"),  # what one has to do
        ("occurred", "The boys had to leave.", "leave"),  # what one had to do was done
        ("planned", "She looks forward to meeting the pope.", "meeting"),
        ("hypothetical", "It is cheaper than hiring a boat.", "hiring"),
        ("hypothetical", "If they land and seize the port, trade will stop.", "seize"),  # joined to a condition
        ("planned", "The road stays shut until the crews have cleared it, and will open after they leave.", "leave"),
    ],
)
def test_status_in_general_english(expected, sentence, word):
    parsed = parse_text(sentence)
    assert status(parsed, next(t for t in parsed.tokens if t.text == word)) == expected
