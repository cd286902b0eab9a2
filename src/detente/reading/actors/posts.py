"""Posts abroad without an owner of their own: "the embassy in X" is its sender's, never X's."""

from __future__ import annotations

from detente.model import Actor
from detente.reading.actors.clauses import clause_verbs, subject_of
from detente.reading.actors.mention_types import Mention
from detente.reading.actors.nouns import Noun, vocabulary
from detente.reading.actors.phrases import left_of, make
from detente.reading.actors.story import Story
from detente.reading.language.parsed import Token

_FOR_THE_STATE = ("GOV", "MIL", "SPY")


def post(story: Story, token: Token) -> Mention | None:
    """Mention "the embassy" or "the mission" as the state's that the text shows to have sent it.

    That is the owner of the post named before, else the state whose official speaks of it, else the state that opens,
    closes or empties it. ``None`` if that is not told, or if it would be the post's host.
    """
    determiner = story.parsed.child(token, "det")
    if determiner is None or determiner.lemma not in ("the", "this") or story.parsed.child(token, "poss") is not None:
        return None
    if any(t.pos in ("NOUN", "PROPN") for t in left_of(story, token)):
        return None
    hosts = _hosts(story, token)
    owner = _named_before(story, token, hosts) or _speaker(story, token) or _keeper(story, token)
    if owner is None or owner in hosts:
        return None
    noun = Noun(sector="GOV", nouns=(token.lemma,), state=True)
    return make(story, token, noun, None, (story.state(owner),), "taken up from the story")


def _hosts(story: Story, token: Token) -> set[str]:
    """Return the states that the post is said to stand in."""
    hosts: set[str] = set()
    for preposition in story.parsed.children(token, "prep"):
        for place in story.parsed.children(preposition, "pobj"):
            mention = story.found.get(place.i)
            hosts.update(mention.countries if mention is not None else ())
    return hosts


def _named_before(story: Story, token: Token, hosts: set[str]) -> str | None:
    """Return the owner of the posts of this name before, if all have the same."""
    owners: dict[str, None] = {}
    for mention in story.before(token.i):
        if story.token(mention.head).lemma == token.lemma and mention.kind in ("group", "name", "description"):
            owners.update(dict.fromkeys(mention.countries))
    left = [o for o in owners if o not in hosts]
    return left[0] if len(left) == 1 else None


def _speaker(story: Story, token: Token) -> str | None:
    """Return the state of who speaks of the post as the subject of what they say."""
    for verb in clause_verbs(story, token)[1:2]:
        subject = subject_of(story, verb)
        if verb.lemma in vocabulary().cues.saying_verbs and subject is not None and token.dep in ("nsubj", "nsubjpass"):
            return _state_of(story.found.get(subject.i))
    return None


def _keeper(story: Story, token: Token) -> str | None:
    """Return the state that does with the post what its sender does: opens, closes or empties it."""
    verb = next(iter(clause_verbs(story, token)), None)
    if verb is None or verb.lemma not in vocabulary().cues.keeping_verbs or token.head != verb.i or token.dep != "dobj":
        return None
    subject = subject_of(story, verb)
    return _state_of(story.found.get(subject.i)) if subject is not None else None


def _state_of(mention: Mention | None) -> str | None:
    actor: Actor | None = mention.actors[0] if mention is not None and len(mention.actors) == 1 else None
    return actor.country if actor is not None and actor.sector in _FOR_THE_STATE else None
