"""Persons whom the text introduces and the register does not know, as candidates that a reader can confirm.

A person "Antalya Mayor Ada Example" enters the record with the country and office that stand beside the name. What the
record knows of such persons, put as a register file, can be corrected by hand and given back with ``--register``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.model import Actor, Article, Claim, Date
from detente.reading.actors import Register


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the record who is in no register: what the texts say most often, and between which days.

    ``first`` and ``last`` are the earliest and latest days of publication of the articles that name the person beside
    the office, ``claims`` the number of claims that the person has a part in.
    """

    id: str
    name: str
    country: str | None
    office: str | None
    sector: str | None
    first: Date | None
    last: Date | None
    claims: int


def candidates(claims: Iterable[Claim], articles: Mapping[str, Article], register: Register) -> list[Candidate]:
    """Return the unknown persons of claims, those of most claims first; ``articles`` are the claims', by id."""
    met: dict[str, list[tuple[Actor, Claim]]] = defaultdict(list)
    for claim in claims:
        for actor in (*claim.actors, *claim.recipients):
            if _is_unknown(actor, register):
                met[actor.id or ""].append((actor, claim))
    found = [_candidate(id, told, articles) for id, told in met.items()]
    return sorted(found, key=lambda c: (-c.claims, c.name))


def _is_unknown(actor: Actor, register: Register) -> bool:
    if not actor.id or not actor.name or " " not in actor.name:
        return False
    return not register.is_person(actor.id) and not register.has_entity(actor.id)


def _candidate(id: str, told: Sequence[tuple[Actor, Claim]], articles: Mapping[str, Article]) -> Candidate:
    days = [articles[claim.article].published for _, claim in told if claim.article in articles]
    return Candidate(
        id=id,
        name=told[0][0].name or id,
        country=_usual(actor.country for actor, _ in told),
        office=_usual(actor.office for actor, _ in told),
        sector=_usual(actor.sector for actor, _ in told),
        first=min((d.earliest for d in days if d.earliest), default=None),
        last=max((d.latest for d in days if d.latest), default=None),
        claims=len({claim.id for _, claim in told}),
    )


def _usual(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def as_register(found: Iterable[Candidate]) -> str:
    """Return candidates with a country as the YAML of a register file, for ``--register`` once somebody has checked it.

    A tenure is as long as the articles show: mend its days.
    """
    import yaml

    offices = [
        {
            "country": c.country,
            "source": f"named so in {c.claims} {'claim' if c.claims == 1 else 'claims'} of the store; not checked",
            "offices": [
                {
                    "title": c.office or "official",
                    "role": "other",
                    "sector": c.sector or "GOV",
                    "holders": [{"name": c.name, "from": _day(c.first), "to": _day(c.last)}],
                }
            ],
        }
        for c in found
        if c.country
    ]
    head = (
        "# Persons whom the texts name and the register does not know.\n"
        "# Mend what is wrong; leave out what you can't check.\n"
    )
    return head + yaml.safe_dump({"offices": offices}, sort_keys=False, allow_unicode=True, width=120)


def _day(day: Date | None) -> str | None:
    return day.isoformat() if day else None
