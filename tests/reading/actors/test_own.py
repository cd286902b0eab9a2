"""A register of one's own: added to the shipped one, and refused with file, line and remedy where it is wrong."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from detente.errors import DataError, UsageError
from detente.reading.actors import find_mentions, load_register
from detente.reading.actors.own import Source, in_force, own_sources, register_of, sound_sources, with_own
from detente.reading.language import parse_text

GOOD = """\
groups:
  - name: Harbour Guard
    country: LBY
    sector: REB
    names: [Guardians of the Harbour]
    operates_in: [LBY]
offices:
  - country: TUR
    source: town gazette
    offices:
      - title: mayor of Yalvaç
        role: other
        holders:
          - {name: Selda Örnekoğlu, gender: f, from: 2024-04, to: null}
"""


def source(text: str, name: str = "mine.yaml") -> Source:
    return Source(name, text.encode())


def test_own_groups_and_persons_are_found_beside_the_shipped_ones() -> None:
    register = with_own([source(GOOD)])
    assert register.named("Guardians of the Harbour").country == "LBY"
    assert register.country("Türkiye").code == "TUR"
    text = "Selda Ornekoglu told reporters that the Guardians of the Harbour had left the port."
    found = {a.id: a for m in find_mentions(parse_text(text), on=None, register=register) for a in m.actors}
    assert found["selda-ornekoglu"].country == "TUR"
    assert found["harbour-guard"].sector == "REB"


def test_the_register_in_force_is_the_own_one_inside_the_block_only() -> None:
    own = with_own([source(GOOD)])
    with in_force(own):
        assert load_register().has_entity("harbour-guard")
        with in_force(None):
            assert not load_register().has_entity("harbour-guard")
    assert not load_register().has_entity("harbour-guard")


def test_a_successor_ends_the_tenure_of_the_shipped_holder() -> None:
    before = next(t for t in load_register().holders(country="NOR", role="foreign-minister") if t.end is None)
    text = f"""
offices:
  - country: NOR
    offices:
      - title: {before.title}
        role: foreign-minister
        holders:
          - {{name: Åse Prøvesen, from: 2031-05-06, to: null}}
"""
    register = with_own([source(text)])
    held = register.holders(country="NOR", role="foreign-minister", on=datetime.date(2031, 6, 1))
    assert [t.person for t in held] == ["ase-provesen"]
    assert next(t for t in register.tenures_of(before.person) if t.start == before.start).end == datetime.date(
        2031, 5, 6
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("groups:\n  - {name: Reed Front, country: XQX}\n", r"mine\.yaml, line 2: .*XQX"),
        ("groups:\n  - country: LBY\n", r"mine\.yaml, line 2: .*name"),
        ("groups:\n  - {name: Reed Front, country: LBY, nmes: [a]}\n", r"mine\.yaml, line 2: .*nmes"),
        ("groups:\n  - {name: Hamas, country: PSE}\n", r"mine\.yaml, line 2: .*already.*another id"),
        (
            "bodies:\n  - {name: Reed Desk, country: LBY, parent: reed-office}\n"
            "  - {name: Reed Office, country: LBY, parent: reed-desk}\n",
            r"mine\.yaml, line 2: .*lead back to itself",
        ),
        (
            "offices:\n  - country: LBY\n    offices:\n      - title: harbour master\n        role: defence-minister\n"
            "        holders:\n          - {name: Ada Reed, from: 2001, to: 2009}\n"
            "          - {name: Ben Reed, from: 2004, to: 2011}\n",
            r"mine\.yaml, line 8: .*while ada-reed holds it",
        ),
        (
            "offices:\n  - country: LBY\n    offices:\n      - title: pilot\n        role: other\n"
            "        holders:\n          - {name: Ada Reed, from: soon}\n",
            r"mine\.yaml, line \d: ",
        ),
        ("groups: [", r"mine\.yaml: "),
    ],
)
def test_faults_are_named_with_file_line_and_remedy(text: str, told: str) -> None:
    with pytest.raises(DataError, match=told) as error:
        with_own([source(text)])
    assert "mend" in str(error.value)


def test_all_faults_are_told_at_once() -> None:
    text = "groups:\n  - {name: Reed Front, country: XQX}\n  - {name: Sedge Front, country: XQY}\n"
    with pytest.raises(DataError) as error:
        with_own([source(text)])
    assert [f"line {n}" in str(error.value) for n in (2, 3)] == [True, True]


def test_a_faulty_file_can_be_left_out() -> None:
    bad = source("groups:\n  - {name: Reed Front, country: XQX}\n", "bad.yaml")
    sound, faults = sound_sources([], [bad, source(GOOD)])
    assert [s.name for s in sound] == ["mine.yaml"]
    assert [name for name, _ in faults] == ["bad.yaml"]


def test_paths_are_files_or_folders_of_them(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a.yml").write_text("{}", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no register", encoding="utf-8")
    assert [Path(s.name).name for s in own_sources([tmp_path])] == ["a.yml", "b.yaml"]
    with pytest.raises(UsageError, match=r"notes\.txt: no register"):
        own_sources([tmp_path / "notes.txt"])


def test_the_register_of_files_is_built_once(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(GOOD, encoding="utf-8")
    assert register_of([file]) is register_of([file])
    assert register_of([]) is None
