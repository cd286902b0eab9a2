"""Claims about one happening become one event: a pure function of the claims, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.events.growing import Growing
from detente.model import Article, Claim, Event, Judgement


def events(
    claims: Sequence[Claim],
    articles: Iterable[Article],
    judgements: Sequence[Judgement] = (),
    *,
    words: Mapping[str, str] | None = None,
    credits: Mapping[str, str] | None = None,
) -> list[Event]:
    """Merge claims into events and link plans to what became of them; sorted by date, then id.

    ``words`` gives the words of each claim's evidence by its id; without them claims are compared by the rest.
    ``credits`` names by article the agency whose text it prints; without it the byline tells. Judgements are applied:
    what is judged wrong is left out. The result does not depend on the order of the input.
    """
    return Growing()(claims, articles, judgements, words=words, credits=credits)
