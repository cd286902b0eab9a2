"""Contradictory accounts and explanations, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.tables import console, harmless, short
from detente.disputing import HAPPENED
from detente.explain import Explanation, Told, told
from detente.lines import date_words, teller, word_of
from detente.phrases import UNNAMED, sentence
from detente.signs import signs, unnamed
from detente.store import shapes

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from detente.api import Store
    from detente.events.differences import Version
    from detente.lines import Line
    from detente.model import Actor, Span, Voice

_STYLES = {
    "predicate": "bold underline",
    "actor": "bold cyan",
    "recipient": "bold magenta",
    "voice": "bold yellow",
    "cue": "yellow",
    "place": "green",
}


def show_disputes(store: Store, found: Sequence[Line]) -> None:
    """Print each disputed event: the facts that accounts differ on, and side by side who says what of them."""
    to = console()
    facts = store.disputed([line.event for line in found])
    for line in found:
        to.print(_head(f"{line.date}  {line.says}  ({line.event.status})", short(line.event.id)))
        for difference in facts[line.event.id]:
            if difference.fact != HAPPENED:
                to.print(f"  {difference.fact}:")
            for version in difference.versions:
                to.print(_hanging(f"{version.says}:", 2 if difference.fact == HAPPENED else 4))
                for source, quotes in _by_source(store, version).items():
                    to.print(_hanging(f"{source}:", 4 if difference.fact == HAPPENED else 6))
                    for quote in quotes:
                        to.print(_hanging(quote, 6 if difference.fact == HAPPENED else 8))
        to.print()


def _by_source(store: Store, version: Version) -> dict[str, list[Text]]:
    """The sentences of a version, each once, under who says so and when."""
    found: dict[str, list[Text]] = {}
    seen: set[tuple[str, Span]] = set()
    for one in told(store.queries, version.claims):
        if (one.claim.page, one.shown) not in seen:
            seen.add((one.claim.page, one.shown))
            who = ", ".join(word_of(store.queries, [one.claim])) or "on its own word"
            source = f"{one.article.outlet or one.file}, {who}, {date_words(one.article.published)}"
            found.setdefault(source, []).append(_quoted(one))
    return found


def disputes_shape(store: Store, found: Sequence[Line]) -> list[list[dict[str, Any]]]:
    """Return as JSON for each disputed event its facts, their versions, and who gives each, when, in whose words."""
    facts = store.disputed([line.event for line in found])
    return [
        [
            {
                "fact": difference.fact,
                "versions": [
                    {"says": v.says, "told": [_telling(store, one) for one in told(store.queries, v.claims)]}
                    for v in difference.versions
                ],
            }
            for difference in facts[line.event.id]
        ]
        for line in found
    ]


def _telling(store: Store, one: Told) -> dict[str, Any]:
    voice = teller(one.claim)
    return {
        "claim": one.claim.id,
        "outlet": one.article.outlet,
        "file": one.file,
        "published": shapes.published(one.article.published),
        "word_of": list(word_of(store.queries, [one.claim])),
        "stance": voice.stance if voice else "asserts",
        "text": " ".join(one.words(one.shown).split()),
    }


def show_explanation(store: Store, found: Explanation) -> None:
    """Print a record, the sentences it rests on with their parts marked, and the reasons of its decisions."""
    to = console()
    to.print(_head(f"{found.kind}  {_title(found)}", getattr(found.record, "id", "")))
    for score in found.scores:
        to.print(_hanging(f"{score.name} {score.value:+.2f}  {score.reason}", 2))
    for line in _coder_said(found):
        to.print(_hanging(line, 2))
    if found.plan:
        to.print(_hanging(f"settles the plan {short(found.plan.id)}: {sentence(found.plan)}", 2))
    for event in found.events:
        word = {"claim": "tells of", "entry": "follows from"}.get(found.kind, "was settled by")
        to.print(_hanging(f"{word} event {short(event.id)}: {date_words(event.when)} {sentence(event)}", 2))
    for one in found.told:
        to.print()
        _show_told(to, store, one, scores=found.kind != "claim")
    marked = ", ".join(_STYLES)
    if found.told and to.is_terminal:
        to.print(f"\nmarked: {marked}", style="dim")


def _coder_said(found: Explanation) -> Iterator[str]:
    """What the trained coder makes of a claim's sentence, and by which words."""
    if found.coded is not None:
        yield "the coder reads " + ", ".join(f"{name} {chance:.2f}" for name, chance in found.coded.types)
        words = [f"'{found.told[0].words(span)}' {weight:+.1f}" for span, weight in found.coded.words]
        if words:
            yield "moved by " + ", ".join(words)


def _show_told(to: Console, store: Store, one: Told, *, scores: bool) -> None:
    claim = one.claim
    at = f"{one.file}, characters {claim.predicate.start}-{claim.predicate.end}"
    source = ", ".join(x for x in (one.article.outlet, date_words(one.article.published), at) if x)
    to.print(_head(source, short(claim.id)))
    to.print(_hanging(_quoted(one), 2))
    to.print(_hanging(_parties(one), 2))
    code = " / ".join(dict.fromkeys(x for x in (claim.type, claim.mode, claim.object) if x))
    to.print(_hanging(f"{code}; {claim.status}; when {date_words(claim.when)}; confidence {claim.confidence:.2f}", 2))
    if claim.voices:
        chain = " < ".join(
            f"{v.name or store.queries.words(claim.page, v.span) or v.kind} "
            f"[{unnamed(v) or v.kind}, {v.stance}{_cued(one, v)}]"
            for v in claim.voices
        )
        to.print(_hanging(f"on the word of {chain}", 2))
        seen = signs(claim.voices, (*claim.actors, *claim.recipients))
        if seen is not None:
            to.print(_hanging(f"signs: {seen.words()}", 2))
    if claim.when and claim.when.text:
        to.print(_hanging(f"dated by “{claim.when.text}”" + "".join(f"; {w}" for w in claim.when.why), 2))
    for score in claim.scores if scores else ():
        to.print(_hanging(f"{score.name} {score.value:+.2f}  {score.reason}", 2))


def _cued(one: Told, voice: Voice) -> str:
    """The words by which a voice is given as the source, as they stand in the text."""
    return f" by “{' '.join(one.words(voice.cue).split())}”" if voice.cue else ""


def _parties(one: Told) -> str:
    actors, recipients = (
        " and ".join(_known(one, a) for a in side) for side in (one.claim.actors, one.claim.recipients)
    )
    between = "with" if one.claim.symmetric else "→"
    return f"{actors or UNNAMED} {between} {recipients}" if recipients else actors or UNNAMED


def _known(one: Told, actor: Actor) -> str:
    """Who a mention was resolved to, with what the register says of them on that day."""
    about = ", ".join(x for x in (actor.office, actor.country, actor.sector) if x)
    name = actor.name or one.words(actor.span)
    return f"{name} ({about})" if about else name


def explanation_shape(found: Explanation) -> dict[str, Any]:
    """Return an explanation as JSON: the record, its scores and events, claims with sentence and marks, the coder."""
    return {
        "kind": found.kind,
        "id": found.record.id,
        "scores": list(found.scores),
        "plan": shapes.event(found.plan) if found.plan else None,
        "events": [shapes.event(e) for e in found.events],
        "claims": [_told_shape(one) for one in found.told],
        "coder": _coder_shape(found),
    }


def _coder_shape(found: Explanation) -> dict[str, Any] | None:
    if found.coded is None:
        return None
    words = [
        {"start": span.start, "end": span.end, "text": found.told[0].words(span), "weight": round(weight, 3)}
        for span, weight in found.coded.words
    ]
    return {"types": {name: round(chance, 4) for name, chance in found.coded.types}, "words": words}


def _told_shape(one: Told) -> dict[str, Any]:
    sentence_shape = {"start": one.shown.start, "end": one.shown.end, "text": one.words(one.shown)}
    marks = [{"role": m.role, "start": m.span.start, "end": m.span.end, "text": one.words(m.span)} for m in one.marks]
    shape = shapes.claim(one.claim, one.text, one.article, one.file)
    return shape | {"sentence": sentence_shape, "marks": marks, "scores": list(one.claim.scores)}


def _title(found: Explanation) -> str:
    from detente.model import Article, Claim, Entry, Event, Page
    from detente.web.brief_words import state_words

    record = found.record
    if isinstance(record, Event):
        contested = ", contested" if record.contested else ""
        return f"{date_words(record.when)}  {sentence(record)} ({record.status}{contested})"
    if isinstance(record, Entry):
        state = state_words(record)
        parties = (" → " if record.directed else " – ").join(record.parties)
        return f"{parties}  {record.track}: {state}, since {date_words(record.start)}"
    if isinstance(record, Article):
        return record.headline or "without a headline"
    if isinstance(record, Page):
        return record.file
    assert isinstance(record, Claim)
    return f"{date_words(record.when)}  {record.type}{'/' + record.mode if record.mode else ''} ({record.status})"


def _quoted(one: Told) -> Text:
    from rich.text import Text

    text = Text(harmless(one.words(one.shown)))
    for mark in one.marks:
        start, end = max(mark.span.start, one.shown.start), min(mark.span.end, one.shown.end)
        if start < end:  # a voice or an actor may stand in another sentence; rich counts below 0 from the end
            text.stylize(_STYLES[mark.role], start - one.shown.start, end - one.shown.start)
    return text


def _head(words: str, id: str) -> Text:
    from rich.text import Text

    return Text.assemble((harmless(words), "bold"), "  ", (id, "dim"))


def _hanging(words: str | Text, by: int) -> Any:
    from rich.padding import Padding
    from rich.text import Text

    return Padding(words if isinstance(words, Text) else Text(harmless(words)), (0, 0, 0, by), expand=False)
