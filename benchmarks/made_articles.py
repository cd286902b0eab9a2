"""Any number of articles made from the example pages: paragraphs drawn anew, other states in the places of theirs."""

from __future__ import annotations

import datetime
import json
import random
import re
from pathlib import Path

from benchmarks.shared import ROOT

PARAGRAPHS = 7
_STATES = {
    "Israel": "Israeli", "Turkey": "Turkish", "Iran": "Iranian", "Saudi Arabia": "Saudi", "India": "Indian",
    "Pakistan": "Pakistani", "Cuba": "Cuban", "Yemen": "Yemeni", "Syria": "Syrian", "Egypt": "Egyptian",
    "Jordan": "Jordanian", "Greece": "Greek", "Cyprus": "Cypriot", "Russia": "Russian", "Ukraine": "Ukrainian",
    "Poland": "Polish", "Germany": "German", "France": "French", "Spain": "Spanish", "Morocco": "Moroccan",
    "Algeria": "Algerian", "Libya": "Libyan", "Sudan": "Sudanese", "Ethiopia": "Ethiopian", "Kenya": "Kenyan",
    "Nigeria": "Nigerian", "Ghana": "Ghanaian", "Brazil": "Brazilian", "Argentina": "Argentine", "Chile": "Chilean",
    "Peru": "Peruvian", "Colombia": "Colombian", "Venezuela": "Venezuelan", "Mexico": "Mexican", "Canada": "Canadian",
    "Japan": "Japanese", "China": "Chinese", "Vietnam": "Vietnamese", "Indonesia": "Indonesian",
}  # fmt: skip
"""States and their adjectives; each article puts others in their places, so that few sentences come twice."""
_NAMES = re.compile(r"\b(" + "|".join(sorted({*_STATES, *_STATES.values()}, key=len, reverse=True)) + r")\b")


def write_articles(path: Path, count: int, seed: int = 1) -> Path:
    """Write ``count`` articles as JSON Lines and return the path; the same each time."""
    draw = random.Random(seed)
    files = sorted((ROOT / "examples" / "pages").glob("*.txt"))
    lines = [line.strip() for file in files for line in file.read_text("utf-8").split("\n")]
    paragraphs = sorted({line for line in lines if len(line) > 80})
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            out.write(json.dumps(_article(number, draw, paragraphs)) + "\n")
    return path


def _article(number: int, draw: random.Random, paragraphs: list[str]) -> dict[str, str]:
    others = dict(zip(_STATES, draw.sample(list(_STATES), len(_STATES)), strict=True))
    swapped = others | {_STATES[one]: _STATES[other] for one, other in others.items()}
    text = "\n".join(_NAMES.sub(lambda m: swapped[m[0]], p) for p in draw.sample(paragraphs, PARAGRAPHS))
    day = datetime.date(2010, 1, 1) + datetime.timedelta(days=draw.randrange(5000))
    return {
        "uri": f"https://wire.example/{number}",
        "outlet": f"Wire {number % 40}",
        "published": day.isoformat(),
        "title": f"{draw.choice(list(_STATES))} and {draw.choice(list(_STATES))}: round {number}",
        "text": text,
    }
