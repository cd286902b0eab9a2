"""Who calls a report false denies what it tells."""

from __future__ import annotations

import pytest

from detente.reading.language import parse_text
from detente.reading.voices.falsehood import called_false


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The ministry said reports that Peru had freed the crew were untrue.", "freed", True),
        ("The palace announced that claims of Peru asking Chile for talks are baseless.", "asking", True),
        ("Allegations that Peru shelled the port are not true, the minister said.", "shelled", True),
        ("The ministry said reports that Peru had freed the crew were true.", "freed", False),
        ("The ministry said Peru had freed the crew.", "freed", False),
        ("The minister called the report false after Peru freed the crew.", "freed", False),
    ],
)
def test_called_false(text: str, verb: str, expected: bool) -> None:
    parsed = parse_text(text)
    predicate = next(t for t in parsed.tokens if t.text == verb)
    assert called_false(parsed, predicate) is expected
