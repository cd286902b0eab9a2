"""Who vouches for an event, each counted once: copies, echoes and one agency's text add no source."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from detente.articles.credits import credit_of
from detente.articles.media import outlet_named
from detente.model import Article, Claim, Stance

VOUCHING: frozenset[Stance] = frozenset({"asserts", "alleges"})


def stance(claim: Claim) -> Stance:
    """Return the stance a claim takes to its act: a denial wherever in its chain, else that of the nearest voice."""
    stances = [voice.stance for voice in claim.voices]
    return "denies" if "denies" in stances else next(iter(stances), "asserts")


def sources(claims: Iterable[Claim], articles: Mapping[str, Article]) -> set[str]:
    """Return who vouches for what the claims tell, or, if all deny or decline, who does that."""
    told = list(claims)
    vouching = [c for c in told if stance(c) in VOUCHING]
    return {source(c, articles) for c in vouching or told}


def source(claim: Claim, articles: Mapping[str, Article]) -> str:
    """Return on whose word a claim stands in the end.

    That is the nearest voice that has a name: whoever is quoted, or the medium that others repeat. Without one it is
    the outlet, for a copy its original's, for an agency's text the agency; without an outlet the article itself.
    """
    for voice in claim.voices:
        name = voice.id or voice.name
        if voice.kind != "outlet" and name:
            return _medium(voice.name or name) if voice.kind == "media" else name
    article = articles.get(claim.article)
    if article is not None and article.copy_of:
        article = articles.get(article.copy_of, article)
    if article is None:
        return claim.article
    agency = credit_of(article.byline, article.byline) if article.byline else None
    return agency or (_medium(article.outlet) if article.outlet else claim.article)


def outlet_of(claim: Claim, articles: Mapping[str, Article]) -> str | None:
    """Return the outlet of the article that a claim stands in, ``None`` if it is not known."""
    article = articles.get(claim.article)
    return article.outlet if article else None


@functools.lru_cache(maxsize=10_000)
def _medium(name: str) -> str:
    """One name for a medium, however it is called: "the Reuters news agency" where others print "Reuters"."""
    found = outlet_named(name)
    return found.name if found else name
