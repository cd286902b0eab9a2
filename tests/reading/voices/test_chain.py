from dataclasses import dataclass

import pytest

from detente.model import Actor, Block, Span
from detente.reading.language import parse, parse_text
from detente.reading.voices import find_attributions, voice_chain


@dataclass
class Known:
    actors: tuple[Actor, ...]


class Table:
    """Stands in for the actors stage: mentions by the text of their head token."""

    def __init__(self, parsed, **known):
        self.parsed, self.known = parsed, known

    def at(self, head):
        actor = self.known.get(self.parsed.tokens[head].text)
        return Known((actor,)) if actor else None


def state(code):
    return Actor(Span(0, 1), code.lower(), code, code, "GOV")


def chain(text, word, **known):
    parsed = parse_text(text)
    predicate = next(t for t in parsed.tokens if t.text == word)
    found = voice_chain(parsed, predicate, find_attributions(parsed), Table(parsed, **known))
    return [(v.span and text[v.span.start : v.span.end], v.kind, v.stance) for v in found], found


def test_nearest_first():
    text = "The daily Verdad said the ministry denied that troops crossed the river."
    told, _ = chain(text, "crossed")
    assert [t[0] for t in told] == ["the ministry", "The daily Verdad"]
    assert [t[2] for t in told] == ["denies", "asserts"]


def test_the_act_of_speaking_is_the_outlet_s_word():
    assert chain("Lagos accused Accra of arming rebels.", "accused")[0] == []
    assert chain("Lagos accused Accra of arming rebels.", "arming")[0] == [("Lagos", "state", "alleges")]


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("A Greek official said the frigate left.", "left", "anonymous"),
        ("Sources said the frigate left.", "left", "anonymous"),
        ("A person familiar with the matter said the frigate left.", "left", "anonymous"),
        ("The statement said the frigate left.", "left", "document"),
        ("State television said the frigate left.", "left", "media"),
        ("The ministry said the frigate left.", "left", "official"),
        ("The rebel group said the frigate left.", "left", "organisation"),
        ("Maria Petrou said the frigate left.", "left", "person"),
    ],
)
def test_kinds(text, word, kind):
    ((_, found, _),) = chain(text, word)[0]
    assert found == kind


def test_a_source_takes_its_actor_from_the_mentions():
    _, (voice,) = chain("Athens said the frigate left.", "left", Athens=state("GRC"))
    assert (voice.kind, voice.id, voice.country) == ("state", "grc", "GRC")


def test_an_anonymous_source_keeps_its_country_only():
    _, (voice,) = chain("A Greek diplomat said the frigate left.", "left", Greek=state("GRC"))
    assert (voice.kind, voice.id, voice.name, voice.country) == ("anonymous", None, None, "GRC")


def test_a_pronoun_is_who_it_stands_for():
    office = Actor(Span(0, 1), "per-x", "Per Strand", "NOR", "GOV", "prime minister")
    _, (voice,) = chain("He said the frigate left.", "left", He=office)
    assert (voice.kind, voice.name) == ("official", "Per Strand")


def test_a_hedge_names_nobody():
    assert chain("The frigate reportedly left the port.", "left")[0] == [(None, "outlet", "alleges")]


def test_a_plan_is_not_on_the_planner_s_word():
    assert chain("Lagos vowed to close the border.", "close")[0] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The president said the frigate left.", "official"),
        ("A minister said the frigate left.", "anonymous"),
        ("The Lisbon Post said the frigate left.", "media"),
        ("Unconfirmed reports that the frigate left alarmed the island.", "document"),
    ],
)
def test_kinds_of_offices_papers_and_reports(text, kind):
    ((_, found, _),) = chain(text, "left")[0]
    assert found == kind


def test_two_countries_give_two_voices():
    parsed = parse_text("They said the frigate left.")

    class Pair(Table):
        def at(self, head):
            return Known((state("GRC"), state("ITA"))) if head == 0 else None

    left = next(t for t in parsed.tokens if t.text == "left")
    found = voice_chain(parsed, left, find_attributions(parsed), Pair(parsed))
    assert [v.country for v in found] == ["GRC", "ITA"]


def test_a_hedge_within_speech_is_the_speaker_s():
    told, _ = chain("The ministry said the frigate allegedly left.", "left")
    assert told == [("The ministry", "official", "alleges")]


def test_reports_called_false_are_denied():
    told, _ = chain("The ministry said that reports of a blockade were false.", "blockade")
    assert ("The ministry", "official", "denies") in told


def test_who_is_cited_stands_nearer_than_who_cites():
    told, _ = chain("The Lisbon Post reported that the frigate left, citing a naval officer.", "left")
    assert [t[0] for t in told] == ["a naval officer", "The Lisbon Post"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The visit shows that the frigate left.", "left"),
        ("The siege of the port suggested that the frigate had left.", "left"),
        ("Aerial imagery shows that the frigate left.", "left"),
        ("There was no hint that the frigate left.", "left"),
        ("No report says that the frigate left.", "left"),
        ("The frigate left the port, according to Tribune staff.", "left"),
        ("Two hints that the frigate left were found.", "left"),
    ],
)
def test_what_is_nobody_has_no_voice(text, word):
    assert chain(text, word)[0] == []


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Port staff said the frigate left.", "Port staff", "anonymous"),
        ("The study shows that the frigate left.", "The study", "document"),
        ("They said the frigate left.", "They", "anonymous"),
        ("Omani media claims that the frigate left were false.", "Omani media", "media"),
    ],
)
def test_who_speaks_keeps_the_voice(text, source, kind):
    assert [t[:2] for t in chain(text, "left")[0]] == [(source, kind)]


def test_media_that_claim_allege():
    text = "An Omani newspaper claim of talks was rejected."
    assert chain(text, "talks")[0] == [("An Omani newspaper", "media", "alleges")]


def test_the_source_is_the_one_before():
    text = "A source in Oslo said the frigate left. The source said the crew had mutinied."
    _, (first,) = chain(text, "left", Oslo=state("NOR"))
    _, (second,) = chain(text, "mutinied", Oslo=state("NOR"))
    assert (first.country, second.country) == ("NOR", "NOR")
    other = "A source in Oslo said the frigate left. A source added that the crew had mutinied."
    assert chain(other, "mutinied", Oslo=state("NOR"))[1][0].country is None


def test_a_statement_is_its_issuer_s():
    text = "Oslo said in a statement that the frigate left. The statement added that the crew had mutinied."
    _, (voice,) = chain(text, "mutinied", Oslo=state("NOR"))
    assert (voice.kind, voice.country) == ("document", "NOR")


def test_the_words_of_a_source_leave_its_clauses_out():
    told, _ = chain("A guard who saw the pier said the frigate left.", "left")
    assert told == [("A guard", "anonymous", "asserts")]


def test_silence_on_an_act_is_a_voice_that_declines():
    assert chain("The navy would not comment on the sinking of the frigate.", "sinking")[0] == [
        ("The navy", "official", "declines")
    ]


def test_a_plain_sentence_after_a_speaker_is_the_outlet_s():
    assert chain("The king said talks had failed. Jets bombed the convoy on Monday.", "bombed")[0] == []


def test_an_envoy_recalled_is_no_speech():
    assert chain("Oslo recalled its envoy after the raid.", "raid")[0] == []
    assert [t[0] for t in chain("The envoy recalled that jets had bombed the port.", "bombed")[0]] == ["The envoy"]


def test_speech_that_only_tells_when_is_not_on_the_denier_s_word():
    text = "Chad denied on Friday that its jets had bombed the depot, after Mali accused it of doing so."
    assert chain(text, "accused")[0] == []
    assert [stance for _, _, stance in chain(text, "bombed")[0]] == ["denies"]
    assert "denies" not in [stance for _, _, stance in chain(text, "doing")[0]]


def test_who_denies_and_goes_on_to_offer_does_not_deny_the_offer():
    text = "The minister denied that Chad had any part in it and offered to help the families."
    assert [stance for _, _, stance in chain(text, "offered")[0]] in ([], ["asserts"])
    assert [stance for _, _, stance in chain(text, "had")[0]] == ["denies"]


def test_credit_of_a_caption_is_no_voice():
    text = "The envoy visits the port. Credit: Courier staff"
    parsed = parse(text, [Block("caption", Span(0, len(text)))])
    assert find_attributions(parsed) == []


@pytest.mark.parametrize(
    ("text", "described", "of"),
    [
        ("A Greek diplomat said the frigate left.", "diplomat", "grc"),
        ("Greek diplomatic sources said the frigate left.", "diplomat", "grc"),
        ("A person familiar with the matter said the frigate left.", "familiar", None),
        ("A source close to the talks said the frigate left.", "familiar", None),
        ("Sources said the frigate left.", "source", None),
        ("Security sources said the frigate left.", "security", None),
        ("A military officer said the frigate left.", "security", None),
        ("A lawmaker said the frigate left.", "lawmaker", None),
        ("A rebel fighter said the frigate left.", "fighter", None),
        ("Two analysts said the frigate left.", "expert", None),
        ("Witnesses said the frigate left.", "witness", None),
        ("Greek media said the frigate left.", "media", "grc"),
        ("Some said the frigate left.", "public", None),
        ("Greek officials said the frigate left.", "official", "grc"),
        ("Maria Petrou said the frigate left.", None, None),
        ("The ministry said the frigate left.", None, None),
    ],
)
def test_what_somebody_unnamed_is(text, described, of):
    (voice,) = chain(text, "left", Greek=state("GRC"))[1]
    assert (voice.described, voice.of) == (described, of)


def test_an_official_of_a_body_is_that_body_s():
    nato = Actor(Span(0, 1), "nato", "NATO", None, "IGO", organisation="nato")
    (voice,) = chain("A NATO official said the frigate left.", "left", NATO=nato)[1]
    assert (voice.described, voice.of, voice.country) == ("official", "nato", None)
