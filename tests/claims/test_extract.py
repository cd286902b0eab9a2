"""From article to claims: who did what to whom, construction by construction."""

from __future__ import annotations

import datetime

import pytest

from detente.claims import claims
from detente.model import Article, Block, Claim, Interval, Page, Span

DAY = datetime.date(2022, 3, 10)


def told(*paragraphs: str, outlet: str | None = "The Courier") -> list[Claim]:
    text = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block("body", Span(start, start + len(paragraph))))
        start += len(paragraph) + 2
    page = Page("p", None, "p.txt", outlet, None, "text/plain", text)
    article = Article("a", "p", 0, None, None, outlet, Interval(DAY, DAY), "en", tuple(blocks))
    return claims(page, article)


def acts(found: list[Claim]) -> list[tuple[str, str, str]]:
    return [
        ("+".join(sorted({a.party for a in c.actors})), c.type, "+".join(sorted({r.party for r in c.recipients})))
        for c in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan accused China of jamming its satellites.", ("JPN", "ACCUSE", "CHN")),
        ("China was accused by Japan of jamming its satellites.", ("JPN", "ACCUSE", "CHN")),
        ("Norway expelled two Russian diplomats on Monday.", ("NOR", "SANCTION", "RUS")),
        ("Peru recalled its ambassador to Chile for consultations.", ("PER", "SANCTION", "CHL")),
        ("The European Union imposed sanctions on Belarus.", ("european-union", "SANCTION", "BLR")),
        ("Egypt urged Ethiopia to sign a binding accord.", ("EGY", "REQUEST", "ETH")),
        ("Ghana condemned Togo over the arrest of a fisherman.", ("GHA", "ACCUSE", "TGO")),
        ("Indian warplanes bombed a camp in Pakistan.", ("IND", "ASSAULT", "PAK")),
        ("Canada sent emergency aid to Haiti after the quake.", ("CAN", "AID", "HTI")),
        ("North Korea threatened to attack South Korea.", ("PRK", "THREATEN", "KOR")),
        ("Serbia rejected a demand by Kosovo.", ("SRB", "REJECT", "XKX")),
    ],
)
def test_directed_act(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in acts(told(text))


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Armenia and Azerbaijan resumed in Brussels on Tuesday.",
        "Armenia and Azerbaijan held talks in Brussels on Tuesday.",
        "Armenia's foreign minister met his Azerbaijani counterpart in Brussels on Tuesday.",
        "Armenian officials sat down with Azerbaijani officials in Tbilisi.",
    ],
)
def test_mutual_act_stands_on_both_sides(text: str) -> None:
    found = [c for c in told(text) if c.type == "CONSULT"]
    assert len(found) == 1
    assert found[0].symmetric
    assert {a.party for a in (*found[0].actors, *found[0].recipients)} == {"ARM", "AZE"}
    assert found[0].actors
    assert found[0].recipients


def test_three_parties_are_all_actors() -> None:
    found = [c for c in told("Brazil, India and South Africa held talks in Durban.") if c.type == "CONSULT"]
    assert {a.party for a in found[0].actors} == {"BRA", "IND", "ZAF"}
    assert found[0].recipients == ()


@pytest.mark.parametrize(
    "text",
    [
        "The recall of Kenya's ambassador from Somalia surprised diplomats.",
        "Kenya's recall of its ambassador from Somalia surprised diplomats.",
        "The withdrawal of the Kenyan ambassador from Somalia came late.",
    ],
)
def test_event_noun_tells_the_act_as_a_subject_too(text: str) -> None:
    assert ("KEN", "SANCTION", "SOM") in acts(told(text))


def test_who_deals_with_several_deals_with_each() -> None:
    (found,) = (c for c in told("Chile normalised ties with Peru, Bolivia and Ecuador.") if c.type == "SUPPORT")
    assert {a.party for a in found.actors} == {"CHL"}
    assert {r.party for r in found.recipients} == {"PER", "BOL", "ECU"}


def test_plan_and_its_status() -> None:
    (found,) = (c for c in told("Jordan's foreign minister will visit Syria next week.") if c.mode == "visit")
    assert found.status == "planned"
    assert found.when is not None
    assert found.when.earliest is not None
    assert found.when.earliest > DAY


def test_voice_of_an_indirect_report() -> None:
    found = told("Sudan has shelled a border post, an Ethiopian official said.")
    (attack,) = (c for c in found if c.type == "ASSAULT")
    assert [(v.kind, v.country) for v in attack.voices] == [("anonymous", "ETH"), ("outlet", None)]
    assert attack.voices[-1].name == "The Courier"


def test_denied_act_keeps_its_type_and_the_voice_denies_it() -> None:
    found = told("Mali denied that it had expelled two French diplomats.")
    (expulsion,) = (c for c in found if c.type == "SANCTION")
    assert expulsion.voices[0].stance == "denies"


def test_evidence_is_the_clause_not_the_sentence() -> None:
    text = "Kenya recalled its envoy from Somalia, while Uganda praised Rwanda for its restraint."
    recall = next(c for c in told(text) if c.type == "SANCTION")
    span = recall.evidence[0]
    assert text[span.start : span.end].startswith("Kenya recalled its envoy")
    assert "Uganda" not in text[span.start : span.end]


def test_dateline_is_no_subject() -> None:
    found = told("LIMA, Peru (AP) - Chile and Ecuador signed an agreement on fishing.")
    assert all("PER" not in {a.party for a in (*c.actors, *c.recipients)} for c in found)


def test_nobody_known_gives_no_claim() -> None:
    assert told("The committee condemned the chairman over the delay.") == []


def test_scores_explain_the_confidence() -> None:
    found = told("Japan accused China of jamming its satellites.")[0]
    assert 0.5 < found.confidence < 1
    assert {s.name for s in found.scores} >= {"predicate", "actor", "recipient"}


def test_same_text_gives_the_same_ids() -> None:
    text = "Japan accused China of jamming its satellites. Talks between Armenia and Azerbaijan resumed."
    assert [c.id for c in told(text)] == [c.id for c in told(text)]


def test_same_act_by_the_other_side() -> None:
    found = told("Peru recalled its ambassador from Chile. Chile did the same a day later.")
    assert [a for a in acts(found) if a[1] == "SANCTION"] == [("PER", "SANCTION", "CHL"), ("CHL", "SANCTION", "PER")]


def test_reciprocal_act_stands_on_both_sides() -> None:
    (found,) = (c for c in told("Peru and Chile withdrew their respective ambassadors.") if c.type == "SANCTION")
    assert found.symmetric
    assert {a.party for a in found.actors} != {a.party for a in found.recipients}


def test_refusal_to_cooperate_is_a_rejection() -> None:
    assert ("EGY", "REJECT", "SDN") in acts(told("Egypt said it would not hold talks with Sudan."))


def test_public_allegation_is_an_accusation_by_the_speaker() -> None:
    found = told("Ukraine's president said Belarus had seized a cargo ship.")
    assert ("UKR", "ACCUSE", "BLR") in acts(found)
    assert "BLR" in {a.party for c in found if c.type == "COERCE" for a in c.actors}


def test_party_named_before_is_taken_only_for_a_thing_not_for_somebody_unknown() -> None:
    told_before = "Eritrea accused Djibouti of raiding a village."
    shelled = told(told_before, "Eritrea later shelled two targets.")
    assert ("ERI", "ASSAULT", "DJI") in acts(shelled)
    struck = told(told_before, "Eritrea later attacked the smugglers.")
    assert ("ERI", "ASSAULT", "DJI") not in acts(struck)


def test_first_person_is_the_speaker() -> None:
    found = told('"We condemn the blockade imposed by Qatar," Bahrain\'s foreign minister said.')
    assert ("BHR", "ACCUSE", "QAT") in acts(found)


def test_owner_of_a_ship_is_found() -> None:
    assert ("IRN", "COERCE", "GRC") in acts(told("Iran seized two Greek-owned tankers in the Gulf."))


def test_victims_of_what_is_condemned_are_not_condemned() -> None:
    assert not [a for a in acts(told("Norway condemned the murder of two Danish tourists in Chad.")) if "DNK" in a[2]]


def test_act_on_somebody_unnamed_is_told_without_recipient() -> None:
    assert ("TCD", "ASSAULT", "") in acts(told("Chad has been carrying out military strikes against the smugglers."))


def test_first_person_of_a_headline_with_a_colon_is_the_speaker() -> None:
    assert ("MLI", "ASSAULT", "TCD") in acts(told("Chad: Malian jets struck our embassy in Niger"))


def test_host_of_an_embassy_is_not_who_is_hit_with_it() -> None:
    assert not [a for a in acts(told("Malian jets struck the embassy in Niger.")) if "NER" in a[2]]


def test_ambassador_sent_goes_to_the_other_party_of_the_sentence() -> None:
    found = told("Peru restored relations with Chile in June and has since sent an ambassador.")
    assert [a for a, c in zip(acts(found), found, strict=True) if c.object == "ambassador"] == [
        ("PER", "SUPPORT", "CHL")
    ]


def test_organisation_led_by_a_state_and_its_people_are_parties() -> None:
    assert ("nato", "ACCUSE", "RUS") in acts(told("NATO condemned Russia over the drill."))
    assert ("united-nations", "REQUEST", "MLI") in acts(
        told("U.N. Secretary-General Antonio Guterres urged Mali to talk.")
    )


def test_imperative_at_the_start_of_a_text_echoes_nobody() -> None:
    assert told("Do the same, the poster said.") == []


def test_nobody_is_charged_with_an_attack_for_being_the_storys_other_party() -> None:
    paragraphs = (
        "The Danish foreign minister met the spokesman of the Portuguese government in Lisbon on Tuesday.",
        "He had last been there after the bombing in the old town that killed three Danish tourists.",
    )
    found = told(*paragraphs)
    assert ("DNK", "CONSULT", "PRT") in acts(found)
    assert not [c for c in found if c.type == "ASSAULT" and any(a.country == "PRT" for a in c.actors)]
