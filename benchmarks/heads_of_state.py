"""Compare the register's heads of state and government with REIGN's leaders, day by day, 1990 to March 2021.

Usage: ``python -m benchmarks.heads_of_state [--differences N] [--country ISO]``. REIGN's file is not part of the
project: it is read from ``$DETENTE_SHARED/reference``, else from ``../shared/reference``; without it nothing is
measured.

REIGN names the one *effective* leader of a country-month; the register lists offices. A day agrees if the person whom
REIGN names holds an office of the register as head of state, head of government or (de facto) leader that day. REIGN
gives the first day of a tenure but only the month of its end, so a tenure is taken to last until the next one begins;
a country's last tenure ends with its month.

Measured in 2026, from 2000 on: 97.4% of the days of 192 countries before any entry was mended, 99.0% after that, of
which part is by construction (the rotating presidents of Bosnia, prime ministers of Bhutan, and short spells of the
Pacific states were then looked up in REIGN). From 1990 on: 82.3% before the nineties were filled in; 99.9% in Europe,
the Caucasus and North America since, where only San Marino's captains come from REIGN itself. What is left is mostly
convention (a crown prince who rules, a suspended president, a prime minister designate, a party's leader in East
Germany) or REIGN's own slips (Siad Barre to 2012, a second surname, the day that a month stands for).
"""

from __future__ import annotations

import argparse
import csv
import difflib
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.shared import Table, shared
from detente.reading.actors.register import Register, load_register
from detente.reading.actors.register_files import fold

FILE = "reign_leaders_to_2021-03.csv"
FIRST, LAST = date(1990, 1, 1), date(2021, 3, 31)
ROLES = frozenset(["head-of-state", "head-of-government", "leader"])
SAME_NAME = 0.78
"""Least likeness of two words of names (Burdzhanadze, Burjanadze .87); a chance likeness must fall on one day."""

_PAIRS = """
AAB ATG AFG AFG ALB ALB ALG DZA AND AND ANG AGO ARG ARG ARM ARM AUL AUS AUS AUT AZE AZE BAH BHR BAR BRB BEL BEL BEN BEN
BFO BFA BHM BHS BHU BTN BLR BLR BLZ BLZ BNG BGD BOL BOL BOS BIH BOT BWA BRA BRA BRU BRN BUI BDI BUL BGR CAM KHM CAN CAN
CAO CMR CAP CPV CDI CIV CEN CAF CHA TCD CHL CHL CHN CHN COL COL COM COM CON COG COS CRI CRO HRV CUB CUB CYP CYP CZR CZE
DEN DNK DJI DJI DMA DMA DOM DOM DRC COD DRV VNM ECU ECU EGY EGY EQG GNQ ERI ERI EST EST ETH ETH ETM TLS FIJ FJI FIN FIN
FRN FRA FSM FSM GAB GAB GAM GMB GHA GHA GMY DEU GNB GNB GRC GRC GRG GEO GRN GRD GUA GTM GUI GIN GUY GUY HAI HTI HON HND
HUN HUN ICE ISL IND IND INS IDN IRE IRL IRN IRN IRQ IRQ ISR ISR ITA ITA JAM JAM JOR JOR JPN JPN KEN KEN KIR KIR KOS XKX
KUW KWT KYR KGZ KZK KAZ LAO LAO LAT LVA LBR LBR LEB LBN LES LSO LIB LBY LIE LIE LIT LTU LUX LUX MAA MRT MAC MKD MAD MDV
MAG MDG MAL MYS MAS MUS MAW MWI MEX MEX MLD MDA MLI MLI MLT MLT MNC MCO MNG MNE MON MNG MOR MAR MSI MHL MYA MMR MZM MOZ
NAM NAM NAU NRU NEP NPL NEW NZL NIC NIC NIG NGA NIR NER NOR NOR NTH NLD OMA OMN PAK PAK PAL PLW PAN PAN PAR PRY PER PER
PHI PHL PNG PNG POL POL POR PRT PRK PRK QAT QAT ROK KOR ROM ROU RUS RUS RWA RWA SAF ZAF SAL SLV SAU SAU SEN SEN SEY SYC
SIE SLE SIN SGP SKN KNA SLO SVK SLU LCA SLV SVN SNM SMR SOL SLB SOM SOM SPN ESP SRI LKA SSD SSD STP STP SUD SDN SUR SUR
SVG VCT SWA SWZ SWD SWE SWZ CHE SYR SYR TAJ TJK TAW TWN TAZ TZA THI THA TKM TKM TOG TGO TON TON TRI TTO TUN TUN TUR TUR
TUV TUV UAE ARE UGA UGA UKG GBR UKR UKR URU URY USA USA UZB UZB VAN VUT VEN VEN WSM WSM YEM YEM YUG SRB ZAM ZMB ZIM ZWE
CZE CSK GDR DDR YPR YMD
"""
_CODES = _PAIRS.split()
ALPHA3 = dict(zip(_CODES[::2], _CODES[1::2], strict=True))
"""Correlates of War abbreviation -> ISO 3166 alpha-3; SLV, SWZ, AUS and MNG mean other countries in the two lists."""

_HEIRS = {"SUN": "RUS", "YUG": "SRB", "SCG": "SRB"}
"""Former states of the register that REIGN counts under the code of the one that came after."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which REIGN has one leader of a country; ``end`` is the first day after it."""

    country: str
    leader: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Compared:
    """One spell, the days of it that agree, and whom the register has on the days that don't."""

    spell: Spell
    days: int
    agreed: int
    instead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A tenure of the register: name words to compare with, and its first and last day."""

    name: str
    words: frozenset[str]
    start: date
    end: date


def measure() -> tuple[Table, ...] | None:
    """Return the agreement as a table; None where REIGN's file is absent."""
    folder = shared()
    if folder is None or not (folder / "reference" / FILE).exists():
        return None
    compared = compare(read_spells(folder / "reference" / FILE), load_register())
    days, agreed = sum(c.days for c in compared), sum(c.agreed for c in compared)
    countries = len({c.spell.country for c in compared})
    row = (
        str(countries),
        str(len(compared)),
        f"{days:,}",
        f"{agreed / max(days, 1):.2%}",
        str(len(_perfect(compared))),
    )
    columns = ("countries", "terms", "days", "days that agree", "countries that agree throughout")
    return (Table(f"Heads of state and government beside REIGN's, {FIRST} to {LAST}", columns, (row,)),)


def main() -> int:
    """Print the agreement and the differences; return 0 (also where REIGN's file is absent, after saying so)."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--differences", type=int, default=40, help="how many of the largest differences to list")
    options.add_argument("--country", help="only this ISO 3166 alpha-3 code")
    chosen = options.parse_args()
    file = Path(os.environ.get("DETENTE_SHARED") or "../shared") / "reference" / FILE
    if not file.exists():
        print(f"skipped: {file} is not there; set DETENTE_SHARED to the folder that holds reference/{FILE}")
        return 0
    spells = [s for s in read_spells(file) if chosen.country in (None, s.country)]
    report(compare(spells, load_register()), chosen.differences)
    return 0


def read_spells(file: Path) -> list[Spell]:
    """Return REIGN's spells that reach into the period, each cut to it."""
    starts: dict[str, list[tuple[date, str]]] = defaultdict(list)
    known: dict[str, date] = {}
    with file.open(encoding="utf-8", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["stateabb"] in ALPHA3:
                start = date(int(row["syear"]), int(row["smonth"]), int(row["sdate"]))
                country = ALPHA3[row["stateabb"]]
                starts[country].append((start, row["leader"].strip()))
                known[country] = max(known.get(country, FIRST), _month_after(row["eyear"], row["emonth"]))
    return [
        spell for country, rows in sorted(starts.items()) for spell in _spells(country, sorted(rows), known[country])
    ]


def _month_after(year: str, month: str) -> date:
    """Return the first day after the last month that REIGN gives a tenure; where it gives none, after the period."""
    past = LAST + timedelta(days=1)
    if not year.strip() or not month.strip():
        return past
    months = int(year) * 12 + int(month)
    return min(past, date(months // 12, months % 12 + 1, 1))


def _spells(country: str, rows: list[tuple[date, str]], end_of_all: date) -> Iterator[Spell]:
    ends = [*(start for start, _ in rows[1:]), end_of_all]
    for (start, leader), end in zip(rows, ends, strict=True):
        if end > FIRST and start < end:
            yield Spell(country, leader, max(start, FIRST), end)


def compare(spells: Iterable[Spell], register: Register) -> list[Compared]:
    """Return each spell of a country that the register covers with the days that agree."""
    heads = _heads(register)
    return [_compare(spell, heads[spell.country]) for spell in spells if spell.country in heads]


def _heads(register: Register) -> dict[str, list[Head]]:
    heads: dict[str, list[Head]] = defaultdict(list)
    for tenure in register.tenures():
        if tenure.country and tenure.role in ROLES:
            person = register.person(tenure.person)
            words = frozenset(w for name in (person.name, *person.aka) for w in fold(name).split() if len(w) > 2)
            country = _HEIRS.get(tenure.country, tenure.country)
            heads[country].append(Head(person.name, words, tenure.start or FIRST, tenure.end or date.max))
    return heads


def _compare(spell: Spell, heads: list[Head]) -> Compared:
    words = [w for w in fold(spell.leader).split() if len(w) > 2]
    alike = [h for h in heads if _same(words, h.words)]
    days = [spell.start + timedelta(days=i) for i in range((spell.end - spell.start).days)]
    missed = [day for day in days if not any(h.start <= day <= h.end for h in alike)]
    instead = {h.name for day in missed[:: max(1, len(missed) // 20)] for h in heads if h.start <= day <= h.end}
    return Compared(spell, len(days), len(days) - len(missed), tuple(sorted(instead)))


def _same(words: list[str], others: frozenset[str]) -> bool:
    return any(difflib.SequenceMatcher(None, a, b).ratio() >= SAME_NAME for a in words for b in others)


def report(compared: list[Compared], differences: int) -> None:
    """Print the share of days that agree, and the spells with the most days that don't."""
    days, agreed = sum(c.days for c in compared), sum(c.agreed for c in compared)
    countries = {c.spell.country for c in compared}
    print(f"{len(countries)} countries, {len(compared)} spells, {days} leader-days from {FIRST} to {LAST}")
    print(f"agreed: {agreed} days, {agreed / max(days, 1):.2%}; in {len(_perfect(compared))} countries on every day")
    for c in sorted(compared, key=lambda c: c.agreed - c.days)[:differences]:
        if c.agreed < c.days:
            last = c.spell.end - timedelta(days=1)
            print(f"  {c.spell.country} {c.days - c.agreed:5} of {c.days:5} days: REIGN has {c.spell.leader}", end=" ")
            print(f"({c.spell.start} to {last}); the register has {', '.join(c.instead) or 'nobody'}")


def _perfect(compared: list[Compared]) -> set[str]:
    return {c.spell.country for c in compared} - {c.spell.country for c in compared if c.agreed < c.days}


if __name__ == "__main__":
    sys.exit(main())
