"""Who calls a report false denies what it tells."""

from __future__ import annotations

import pytest

from detente.reading.language import parse_text
from detente.reading.voices import find_attributions, voice_chain


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Reports that Peru had freed the crew were untrue, the ministry said.", "freed", True),
        ("The palace announced that claims of Peru asking Chile for talks are baseless.", "asking", True),
        ("Allegations that Peru shelled the port are not true, the minister said.", "shelled", True),
        ("The ministry said reports that Peru had freed the crew were true.", "freed", False),
        ("The ministry said Peru had freed the crew.", "freed", False),
        ("The minister called the report false after Peru freed the crew.", "freed", False),
    ],
)
def test_who_calls_a_report_false_denies_it(text: str, verb: str, expected: bool) -> None:
    parsed = parse_text(text)
    predicate = next(t for t in parsed.tokens if t.text == verb)
    chain = voice_chain(parsed, predicate, find_attributions(parsed), None)
    assert any(voice.stance == "denies" for voice in chain) is expected
