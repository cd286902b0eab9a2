"""Small stand-ins for the stages: lines such as "FRA visits DEU on 2021-03-04." become claims.

They are quick and have no model, and are importable by worker processes.
"""

import dataclasses
import random
import re

from detente.model import (
    Account,
    Actor,
    Article,
    Block,
    Claim,
    Date,
    Entry,
    Event,
    Interval,
    Refusal,
    Score,
    Span,
    State,
    Voice,
    content_id,
)
from detente.pipeline import Stages

_LINE = re.compile(r"([A-Z]{3}) (visits|denies visiting|is to visit) ([A-Z]{3}) on (\d{4}-\d\d-\d\d)\.")
_STATUS = {"visits": "occurred", "denies visiting": "occurred", "is to visit": "planned"}


def articles(page, *, settings):
    if "no story" in page.text:
        yield Refusal(page.file, "articles", "no-story", "there is no paragraph in it")
        return
    if "menu" in page.text:
        yield Refusal(page.file, "articles", "menu", "a list of links")
    if "a stage fails" in page.text:
        raise ValueError("stumbled")
    day = page.retrieved
    published = Interval(day, day, why=("the page says so",))
    blocks = (Block("body", Span(0, len(page.text))),)
    yield Article(content_id(page.id, 0), page.id, 0, page.title, None, page.outlet, published, "en", blocks)


def claims(page, article, *, settings):
    return [_claim(page, article, found) for found in _LINE.finditer(page.text)]


def _claim(page, article, found):
    stance = "denies" if found[2].startswith("denies") else "asserts"
    day = Date.fromisoformat(found[4])
    return Claim(
        id=content_id(article.id, found.start()),
        page=page.id,
        article=article.id,
        evidence=(Span(*found.span()),),
        predicate=Span(*found.span(2)),
        actors=(_actor(found, 1),),
        recipients=(_actor(found, 3),),
        symmetric=False,
        type="CONSULT",
        mode="visit",
        contexts=("diplomatic",),
        quad="verbal cooperation",
        intensity=4.0,
        cameo="042",
        status=_STATUS[found[2]],
        voices=(Voice(None, "outlet", None, page.outlet, None, stance),),
        when=Interval(day, day, text=found[4]),
        where=None,
        confidence=0.9,
        object="visit",
        scores=(Score("lexicon", 1.0, "a visit"),),
    )


def _actor(found, group):
    code = found[group]
    return Actor(Span(*found.span(group)), code.lower(), code, code, "GOV")


def events(claims, articles, judgements, *, words, credits):
    outlets = {a.id: a.outlet for a in articles}
    groups = {}
    for claim in claims:
        kind = "planned" if claim.status == "planned" else "told"
        groups.setdefault((kind, claim.actors[0].country, claim.recipients[0].country, claim.when), []).append(claim)
    found = [_event(group, outlets) for group in groups.values()]
    done = {(e.actors, e.recipients): e for e in found if e.status != "planned"}
    plan_of = {
        done[e.actors, e.recipients].id: e.id
        for e in found
        if e.status == "planned" and (e.actors, e.recipients) in done
    }
    return [dataclasses.replace(e, plan=plan_of.get(e.id), outcome=_outcome(e, plan_of)) for e in found]


def _outcome(event, plan_of):
    if event.status != "planned":
        return None
    return "fulfilled" if event.id in plan_of.values() else "open"


def _event(group, outlets):
    first = group[0]
    stances = {c.voices[0].stance for c in group}
    return Event(
        id=content_id("event", *sorted(c.id for c in group)),
        type=first.type,
        mode=first.mode,
        contexts=first.contexts,
        quad=first.quad,
        intensity=first.intensity,
        actors=(first.actors[0].country,),
        recipients=(first.recipients[0].country,),
        symmetric=False,
        object="visit",
        when=first.when,
        where=None,
        status=first.status,
        claims=tuple(sorted(c.id for c in group)),
        outlets=tuple(sorted({outlets[c.article] for c in group} - {None})),
        independent_sources=len(group),
        contested="denies" in stances,
        accounts=tuple(
            Account(s, tuple(sorted(c.id for c in group if c.voices[0].stance == s))) for s in sorted(stances)
        ),
        belief=0.5,
        scores=(Score("belief", 0.5, "one source"),),
    )


def entries(events, claims, articles):
    return [
        Entry(
            id=content_id("entry", e.id),
            parties=(e.actors[0], e.recipients[0]),
            directed=True,
            track="contact",
            state=(State("last visit", "visit"),),
            start=e.when,
            end=None,
            known_since=e.when.earliest,
            contested=e.contested,
            confidence=e.belief,
            evidence=e.claims,
            event=e.id,
        )
        for e in events
        if e.status == "occurred"
    ]


def write_days(file, count, seed=1):
    """Write a table of metadata for as many pages: a third of one day, a third of any of ninety, a third of none."""
    draw = random.Random(seed)
    busy = Date(2022, 3, 9)
    days = (
        "" if kind == 0 else busy if kind == 1 else Date.fromordinal(busy.toordinal() + draw.randrange(90))
        for kind in (draw.randrange(3) for _ in range(count))
    )
    rows = (f"p{n:03}.txt,{day}" for n, day in enumerate(days))
    file.write_text("\n".join(["file,published", *rows]), encoding="utf-8")
    return file


STAGES = Stages(articles=articles, claims=claims, events=events, entries=entries)


def write_pages(folder, count=5, per_page="FRA visits DEU on 2021-03-{:02}.\n"):
    """Write pages p000.txt ... with one claim each, on different days."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        (folder / f"p{n:03}.txt").write_text(per_page.format(n % 28 + 1), encoding="utf-8")
    return folder
