"""What is compared of a claim, worked out once for each: its sides, days, place, words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.events.senses import Sense, sense
from detente.events.sources import stance
from detente.events.wording import numbers, postpones, stems, tells_series, toll
from detente.model import Actor, Article, Claim, Interval, Place
from detente.reading.actors import Register, load_register

PENDING = frozenset({"planned", "hypothetical"})
MAX_DAYS = 400
"""A wider interval says nothing of when."""

STRETCH = 7
"""Days from which on a claim may tell of many acts together."""

MANY = 50
"""A number from which on an act that no words date is a count of weeks: "have fired more than 3,000 rockets"."""

UNDATED = 10**6
"""The span of a claim without days."""

Order = tuple[int, bool, int, int, str]
"""How many sides are unnamed, whether the date is guessed, its span, its first day, the claim's id."""


def parties(actors: tuple[Actor, ...]) -> tuple[str, ...]:
    """Return the sides of some actors, sorted, without repeats."""
    return tuple(sorted({a.party for a in actors} - {""}))


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """A claim as it is compared. ``days`` are the ordinals of its first and last day, ``None`` if it is undated.

    ``span`` is the number of days between them, and ``guessed`` says that no words tell them; ``order`` is its place in
    the fixed order of merging: the fully named and best dated first; ``wider`` maps an organisation among its sides to
    the state it belongs to; ``root`` is the article it stands in, or the original that this is a copy of; ``printed``
    the ordinal of the last day the article may be of; ``sense`` what the words mean; ``series`` says that many acts are
    told of together, over days; ``postpones`` that something is put off.
    """

    claim: Claim
    pending: bool
    denies: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    wider: Mapping[str, str]
    order: Order
    doers: frozenset[str]
    others: frozenset[str]
    days: tuple[int, int] | None
    span: int
    guessed: bool
    headline: bool
    root: str
    printed: int | None
    words: frozenset[str]
    sense: Sense | None
    numbers: frozenset[int]
    toll: int | None
    series: bool
    postpones: bool

    @property
    def unnamed(self) -> int:
        """How many of its sides nobody is named on; a mutual act has one side to fill by two parties."""
        return self.order[0]


def facts_of(claim: Claim, article: Article | None, words: str) -> Facts:
    """Return what is compared of a claim; ``words`` are those of its evidence, empty if they are not at hand."""
    headlines = [b for b in article.blocks if b.kind == "headline"] if article else []
    days = _days(claim.when)
    both = (*claim.actors, *claim.recipients)
    actors, recipients = frozenset(parties(claim.actors)), frozenset(parties(claim.recipients))
    span = days[1] - days[0] if days else UNDATED
    guessed = claim.when is None or (claim.when.text is None and bool(claim.when.why))
    told, content = numbers(words), stems(words, _names(both, claim.where))
    unnamed = max(0, 2 - len(actors | recipients)) if claim.symmetric else (not actors) + (not recipients)
    return Facts(
        claim=claim,
        pending=claim.status in PENDING,
        denies=stance(claim) == "denies",
        actors=actors,
        recipients=recipients,
        wider={a.party: a.country for a in both if a.country and a.party and a.party != a.country},
        order=(unnamed, guessed, span, days[0] if days else 0, claim.id),
        doers=_persons(claim.actors),
        others=_persons(claim.recipients),
        days=days,
        span=span,
        guessed=guessed,
        headline=any(b.span.start <= claim.predicate.start < b.span.end for b in headlines),
        root=(article.copy_of if article else None) or claim.article,
        printed=_printed(article),
        words=content,
        sense=sense(content),
        numbers=told,
        toll=toll(words),
        series=span >= STRETCH and (tells_series(words) or (guessed and max(told, default=0) >= MANY)),
        postpones=postpones(words),
    )


def _days(when: Interval | None) -> tuple[int, int] | None:
    if when is None or when.earliest is None or when.latest is None:
        return None
    first, last = when.earliest.toordinal(), when.latest.toordinal()
    return (first, last) if last - first <= MAX_DAYS else None


def _printed(article: Article | None) -> int | None:
    """The article's last possible day, if it is known to some days."""
    days = _days(article.published) if article else None
    return days[1] if days and days[1] - days[0] <= 7 else None


def _persons(actors: Iterable[Actor]) -> frozenset[str]:
    known = load_register()
    return frozenset(a.id for a in actors if a.id and (a.office or known.is_person(a.id) or _introduced(a, known)))


def _introduced(actor: Actor, known: Register) -> bool:
    """Whether the text itself names a person whom the register does not know."""
    return actor.id is not None and " " in (actor.name or "") and not known.has_entity(actor.id)


def _names(actors: Iterable[Actor], where: Place | None) -> list[str]:
    return [a.name for a in actors if a.name] + ([where.name] if where else [])
