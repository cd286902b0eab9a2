"""Who "I" and "we" are inside a quotation, and "it" in reported speech: the speaker, or the state they speak for."""

from __future__ import annotations

from detente.model import Actor
from detente.reading.actors.clauses import clause_verbs, subject_of
from detente.reading.actors.mention_types import Mention
from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.story import Story, mention_of
from detente.reading.language.parsed import Token

_ALONE = frozenset({"i", "me", "my", "mine", "myself"})
_TOGETHER = frozenset({"we", "us", "our", "ours", "ourselves"})
_FOR_THE_STATE = ("GOV", "MIL", "SPY", "LEG", "COP")


def first_person(story: Story, token: Token) -> Mention | None:
    """Mention "I" as the speaker and "we" as whom an official speaks for; ``None`` outside quotations or if unclear."""
    word = token.text.lower()
    if word not in _ALONE | _TOGETHER or token.text == "US" or not is_quoted(story, token):
        return None
    speaker = speaker_of(story, token)
    if speaker is None or len(speaker.actors) != 1:
        return None
    actor = speaker.actors[0]
    alone = word in _ALONE
    if not alone:
        actor = _spoken_for(story, actor)
    elif not speaker.person:
        return None
    why = "speaker of the quotation" if alone else "whom the speaker of the quotation speaks for"
    place = (token.i, token.i + 1, token.i)
    return story.add(mention_of(story, place, "pronoun", (actor,), why, person=alone, plural=not alone))


def speakers_state(story: Story, token: Token, verb: Token, subject: Token) -> Actor | None:
    """Return whom "it" means as the subject of what an official says ("the minister said it would not sign").

    It is the official's own state. ``None`` for other words, outside reported speech, and where no official speaks.
    """
    clause = story.parsed.head(token)
    if token.text.lower() != "it" or token.dep != "nsubj" or clause.dep != "ccomp" or clause.head != verb.i:
        return None
    mention = story.found.get(subject.i)
    if verb.lemma not in vocabulary().cues.saying_verbs or mention is None or not mention.person:
        return None
    actor = mention.actors[0] if len(mention.actors) == 1 else None
    if actor is None or actor.country is None or actor.sector not in ("GOV", "MIL") or actor.organisation is not None:
        return None
    return story.state(actor.country)


def speaker_of(story: Story, token: Token) -> Mention | None:
    """Return who says a quoted word, by the verb of saying over it or the nearest in its paragraph."""
    return _speaker_above(story, token) or _speaker_near(story, token)


def _spoken_for(story: Story, actor: Actor) -> Actor:
    if actor.country is not None and actor.sector in _FOR_THE_STATE:
        return story.state(actor.country)
    return actor


def is_quoted(story: Story, token: Token) -> bool:
    """Whether a quotation is open at a token, counting the double quotes of its paragraph."""
    sentence = story.parsed.sentence_of(token)
    opened = False
    for i in range(token.i - 1, -1, -1):
        other = story.token(i)
        if story.parsed.sentence_of(other).block != sentence.block:
            break
        if '"' in other.text or "“" in other.text or "”" in other.text or "''" in other.text:
            opened = not opened
    return opened


def _speaker_above(story: Story, token: Token) -> Mention | None:
    for verb in clause_verbs(story, token):
        if verb.lemma not in vocabulary().cues.saying_verbs:
            continue
        subject = subject_of(story, verb)
        if subject is not None and subject.i != token.i and not is_first(subject):
            return story.found.get(subject.i)
    return None


def is_first(token: Token) -> bool:
    """Whether a word is "I" or "we" in any case."""
    return token.text.lower() in _ALONE | _TOGETHER


def _speaker_near(story: Story, token: Token) -> Mention | None:
    """Return who speaks in the sentences of the same paragraph, the nearest before first, then after."""
    own = story.parsed.sentence_of(token)
    for number in (*range(own.i - 1, own.i - 4, -1), own.i + 1):
        if not 0 <= number < len(story.parsed.sentences):
            continue
        sentence = story.parsed.sentences[number]
        if sentence.block != own.block:
            continue
        for verb in story.parsed.sentence_tokens(sentence):
            if verb.lemma in vocabulary().cues.saying_verbs and verb.pos == "VERB" and not is_quoted(story, verb):
                subject = subject_of(story, verb)
                mention = story.found.get(subject.i) if subject is not None else None
                if mention is not None:
                    return mention
    return None
