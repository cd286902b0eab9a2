"""What stands behind a record: the words on the page, whose word it is, and the reasons of each decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.model import Article, Claim, Entry, Event, Page, Score, Span
from detente.store import Queries

TYPES, WORDS, MOVED = 3, 5, 0.1
"""Of what the coder told: so many types, so many words, and of those what moved it at all."""
_ENDS = (". ", "! ", "? ", "\n", ".” ", '." ')


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the page's text and its part in the claim: actor, recipient, predicate, voice, cue, time, place."""

    span: Span
    role: str


@dataclass(frozen=True, slots=True)
class Told:
    """One claim with its page: the stretch of text to show, and what to mark in it."""

    claim: Claim
    article: Article
    file: str
    text: str
    shown: Span
    marks: tuple[Mark, ...]

    def words(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Coded:
    """What the trained coder tells of a claim's sentence with its parts marked.

    ``types`` are its three likeliest types (NONE among them) with their probabilities; ``words`` what moved it towards
    the claim's type, or, below 0, away from it: how far the log-probability falls without the word.
    """

    types: tuple[tuple[str, float], ...]
    words: tuple[tuple[Span, float], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A record of any kind, its scores, and the claims that it rests on; ``coded`` for a claim."""

    kind: str
    record: Claim | Event | Entry | Article | Page
    scores: tuple[Score, ...]
    told: tuple[Told, ...]
    plan: Event | None = None
    events: tuple[Event, ...] = ()
    coded: Coded | None = None


def explain(queries: Queries, id: str) -> Explanation:
    """Return what stands behind a record of the given id, which may be cut short as long as only one begins so.

    Raises UsageError if none or several do.
    """
    table, whole = queries.find(id)
    if table == "claims":
        claim = queries.claims([whole])[0]
        (one,) = shown = told(queries, [whole])
        events = tuple(queries.holding(whole))
        scores = (*claim.scores, *when_and_where(claim), *_judged(queries, whole))
        return Explanation("claim", claim, scores, shown, events=events, coded=coded(one))
    if table == "events":
        event = queries.events([whole])[0]
        plan = queries.events([event.plan]) if event.plan else []
        later = tuple(queries.fulfilling(whole))
        return Explanation("event", event, event.scores, told(queries, event.claims), plan[0] if plan else None, later)
    if table == "entries":
        entry = queries.entries([whole])[0]
        events = tuple(queries.events([entry.event])) if entry.event else ()
        return Explanation("entry", entry, (), told(queries, entry.evidence), events=events)
    if table == "articles":
        article = queries.articles([whole])[0]
        return Explanation(
            "article", article, _dated(queries, article), told(queries, queries.claims_of(article=whole))
        )
    return Explanation("page", queries.pages([whole])[0], (), told(queries, queries.claims_of(page=whole)))


def _dated(queries: Queries, article: Article) -> tuple[Score, ...]:
    """When plans say that an article without a date of its own was printed, a score for each bound."""
    from detente.events.datings import is_dated
    from detente.planned import datings

    found = None if is_dated(article) else datings(queries).get(article.id)
    if found is None:
        return ()
    first, last = found.published.earliest or "an unknown day", found.published.latest or "an unknown day"
    reasons = "; ".join(found.published.why[-len(found.plans) :])
    return (Score("dated by plans", float(len(found.plans)), f"{first} to {last}: {reasons}"),)


def _judged(queries: Queries, claim: str) -> tuple[Score, ...]:
    """What people said of a claim, as far as it is in force; nothing is looked up where nobody judged anything."""
    said = queries.record.judgements()
    if not said:
        return ()
    from detente.events.judging import scores, settle

    return scores(settle(said).holding.get(claim, ()))


def told(queries: Queries, ids: tuple[str, ...] | list[str]) -> tuple[Told, ...]:
    """Return claims with their pages' texts and what to mark there."""
    claims = queries.claims(ids)
    articles = {a.id: a for a in queries.articles({c.article for c in claims})}
    files = queries.files({c.page for c in claims})
    return tuple(_told(c, articles[c.article], files[c.page], queries.text(c.page)) for c in claims)


def _told(claim: Claim, article: Article, file: str, text: str) -> Told:
    shown = _sentence(claim, article, text)
    return Told(claim, article, file, text, shown, tuple(marks(claim)))


def when_and_where(claim: Claim) -> Iterator[Score]:
    """Yield why a claim has its days and its place, in words; they weigh nothing in its confidence."""
    when, where = claim.when, claim.where
    if when is not None:
        yield Score("date", 0.0, _because(f"'{' '.join(when.text.split())}'" if when.text else None, when.why))
    if where is not None:
        unsure = ("another place of the name is nearly as likely",) if where.ambiguous else ()
        yield Score("place", 0.0, _because(where.name, (*where.why, *unsure)))


def _because(what: str | None, why: tuple[str, ...]) -> str:
    reasons = "; ".join(why)
    return f"{what}: {reasons}" if what and reasons else what or reasons


def coded(one: Told) -> Coded | None:
    """Ask the trained coder about a claim's sentence, a question a word; ``None`` if the predicate isn't in it.

    As when claims are made, the predicate is marked only where a side isn't named.
    """
    from detente.reading.codes import Question, influence, load_network

    claim, start = one.claim, one.shown.start
    actor, recipient = (
        next((found for a in side if (found := _within(one, a.span))), None)
        for side in (claim.actors, claim.recipients)
    )
    predicate = _within(one, claim.predicate)
    if predicate is None:
        return None
    question = Question(one.words(one.shown), actor, recipient, None if actor and recipient else predicate)
    (answer,) = load_network().ask([question])
    types = sorted(answer.types.items(), key=lambda item: -item[1])[:TYPES]
    moved = [item for item in influence(question, answer, type=claim.type) if abs(item[1]) >= MOVED]
    words = sorted(moved, key=lambda item: -abs(item[1]))[:WORDS]
    return Coded(tuple(types), tuple((Span(start + span[0], start + span[1]), weight) for span, weight in words))


def _within(one: Told, span: Span) -> tuple[int, int] | None:
    """Return a span counted from the start of what is shown; ``None`` if it lies elsewhere or is blank."""
    if not one.shown.start <= span.start < span.end <= one.shown.end or not one.words(span).strip():
        return None
    return span.start - one.shown.start, span.end - one.shown.start


def marks(claim: Claim) -> list[Mark]:
    """Return what a claim marks on its page, in reading order, none overlapping an earlier one."""
    found = [Mark(claim.predicate, "predicate")]
    found += [Mark(a.span, "actor") for a in claim.actors]
    found += [Mark(a.span, "recipient") for a in claim.recipients]
    found += [Mark(v.span, "voice") for v in claim.voices if v.span]
    found += [Mark(v.cue, "cue") for v in claim.voices if v.cue]
    found += [Mark(claim.where.span, "place")] if claim.where and claim.where.span else []
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda m: (m.span.start, m.span.start - m.span.end)):
        if mark.span.end > mark.span.start and (not kept or mark.span.start >= kept[-1].span.end):
            kept.append(mark)
    return kept


def _sentence(claim: Claim, article: Article, text: str) -> Span:
    """The sentences that hold a claim's evidence, inside their block."""
    first, last = min(s.start for s in claim.evidence), max(s.end for s in claim.evidence)
    block = next((b.span for b in article.blocks if b.span.start <= first < b.span.end), Span(0, len(text)))
    start = max(
        (text.rfind(end, block.start, first) + len(end) for end in _ENDS if end in text[block.start : first]),
        default=block.start,
    )
    stops = [text.find(end, last - 1, block.end) for end in _ENDS]
    stop = min((s + 1 for s in stops if s >= 0), default=block.end)
    return Span(start, max(stop, last))
