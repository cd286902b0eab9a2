"""Who is meant by a noun that was used before: "the pirates" after "Somali pirates", "the Israeli" after his name."""

from __future__ import annotations

from dataclasses import replace

from detente.reading.actors.casting import distinct
from detente.reading.actors.mention_types import Mention
from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.phrases import is_plural, left_of
from detente.reading.actors.story import Story, mention_of
from detente.reading.language.parsed import Token

_REACH = 5
_DEFINITE = ("the", "this", "these", "that", "those")
_RANKS = {
    "gen": "general",
    "adm": "admiral",
    "lt": "lieutenant",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
    "maj": "major",
    "sen": "senator",
    "sens": "senator",
    "gov": "governor",
    "rep": "congressman",
}
_LINKS = frozenset({"the", "two", "three", "four", "five", "both", "same"})


def repeated(story: Story, token: Token) -> Mention | None:
    """Mention a bare definite noun for people as those whom the same noun named nearest before, if those are clear.

    Number must agree; "the" alone may stand before it, so that "the wounded soldiers" takes up nobody.
    """
    if not _is_bare(story, token):
        return None
    many = is_plural(token)
    before = [m for m in _named_by(story, token.lemma, token) if m.plural == many]
    near = [m for m in before if token.sent - story.token(m.head).sent <= _REACH]
    if len({_who(m) for m in near}) != 1:
        return None
    taken = near[-1]
    first = min([t.i for t in left_of(story, token)] or [token.i])
    place = (first, token.i + 1, token.i)
    person = taken.person and not many
    kind = "description" if person or taken.kind != "group" else "group"
    return story.add(
        mention_of(
            story,
            place,
            "description" if kind == "description" else "group",
            taken.actors,
            "the same noun before",
            plural=many,
            person=person,
            gender=taken.gender,
        )
    )


def _is_bare(story: Story, token: Token) -> bool:
    nouns = vocabulary().nouns.get(token.lemma, ())
    if token.pos != "NOUN" or not any(n.people for n in nouns) or any(n.generic for n in nouns):
        return False
    determiner = story.parsed.child(token, "det")
    if determiner is None or determiner.lemma not in _DEFINITE:
        return False
    if token.dep in ("compound", "nmod", "amod", "attr"):
        return False
    own = {t.text.lower() for t in left_of(story, token)} - {*_DEFINITE, *_LINKS}
    return not own and story.parsed.child(token, "prep", "relcl", "acl", "poss") is None


def _named_by(story: Story, lemma: str, token: Token) -> list[Mention]:
    """Return the mentions before a token that the noun heads, and the names that it stands by as a title."""
    by_noun = {noun: head for noun, head in story.titled.items() if story.token(noun).lemma == lemma}
    found = []
    for mention in story.before(token.i):
        head = story.token(mention.head)
        titled = mention.head in by_noun.values()
        titled = titled or (mention.person and _ranked(story, mention, lemma))
        described = head.lemma == lemma and mention.kind in ("description", "group", "office")
        if (described or titled) and mention.actors:
            found.append(mention)
    return found


def _ranked(story: Story, mention: Mention, lemma: str) -> bool:
    """Whether a name has the noun as a rank in short before it: "Gen. X ... the general"."""
    first = min(mention.first, mention.head)
    before = story.parsed.tokens[max(first - 1, 0) : mention.head]
    return any(_RANKS.get(t.text.lower().rstrip(".")) == lemma for t in before)


def _who(mention: Mention) -> tuple[tuple[str | None, ...], ...]:
    return tuple((a.id, a.country, a.sector) for a in distinct(mention.actors))


def national(story: Story, mention: Mention) -> Mention | None:
    """Mention "the Israeli" as the one person of that country near before; ``None`` leaves the mention as it is."""
    token = story.token(mention.head)
    determiner = story.parsed.child(token, "det")
    if determiner is None or determiner.lemma not in ("the", "this") or len(mention.actors) != 1:
        return None
    country = mention.actors[0].country
    for back in range(_REACH):
        sentence = token.sent - back
        if sentence < 0:
            return None
        people = [
            m
            for m in story.in_sentence(sentence, token.i)
            if m.person and m.head != mention.head and m.kind != "demonym" and m.countries == (country,)
        ]
        if people:
            who = {m.actors[0].id for m in people}
            if len(who) != 1 or who == {None}:
                return None
            made = replace(mention, actors=people[-1].actors, why="person of that country", gender=people[-1].gender)
            return story.replace(made)
    return None
