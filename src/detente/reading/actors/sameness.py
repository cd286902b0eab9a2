"""Bare descriptions that take up what the story named before: "the president", "the army", "the militants"."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from detente.model import Actor
from detente.reading.actors.casting import is_state
from detente.reading.actors.clauses import clause_verbs, subject_of
from detente.reading.actors.mention_types import Mention
from detente.reading.actors.nouns import Noun, Office, vocabulary
from detente.reading.actors.phrases import holder_of, is_plural, left_of, make, noun_of, office_titled
from detente.reading.actors.posts import post
from detente.reading.actors.story import Story, mention_of
from detente.reading.actors.usage import is_locative
from detente.reading.language.parsed import Token

_GROUP_NOUNS = frozenset(
    {"group", "movement", "faction", "organisation", "organization", "bloc", "alliance", "militia"}
)
# Heads whom no word for another head takes up: "the president" is not the emir.
_NAMED = frozenset({"president", "king", "queen", "emir", "sultan", "supreme leader", "prime minister", "chancellor"})
_RULERS = frozenset({"regime", "junta"})
_UNOWNED = frozenset({"a", "an", "another", "any", "some", "no", "other", "several", "many"})
_PARTICULAR = ("REB", "GOV", "MIL", "COP", "SPY", "LEG")


def anaphor(story: Story, token: Token) -> Mention | None:
    """Mention a description without an owner of its own, if the story before tells whose it is."""
    if token.lemma in ("country", "nation") and not is_plural(token):
        return _the_country(story, token)
    if token.lemma in vocabulary().cues.posts and not is_plural(token):
        return post(story, token)
    noun, office = noun_of(story, token, owned=False)
    if noun is None or noun.need_country or noun.generic or noun.sector not in _PARTICULAR:
        return None
    if _belongs_elsewhere(story, token):
        return None
    words = {t.text.lower() for t in left_of(story, token)}
    owners = _owners(story, token, noun, office, words=words)
    if not owners:
        return None
    return make(story, token, noun, office, owners, "taken up from the story")


def _belongs_elsewhere(story: Story, token: Token) -> bool:
    """Whether an "of" phrase tells whose the noun is, if nobody that is known."""
    objects = [
        o for p in story.parsed.children(token, "prep") if p.lemma == "of" for o in story.parsed.children(p, "pobj")
    ]
    parts = ("state", "government", "affairs", "defence", "defense", "interior", "staff", "parliament", "finance")
    return any(o.lemma not in parts or story.parsed.child(o, "prep") is not None for o in objects)


def _the_country(story: Story, token: Token) -> Mention | None:
    """Mention "the country" as the state that is subject of its sentence, or of the one before."""
    if {t.text.lower() for t in left_of(story, token)} != {"the"} or story.parsed.child(token, "prep", "relcl"):
        return None
    for back in (0, 1):
        sentence = token.sent - back
        if sentence < 0:
            break
        mentions = [m for m in story.in_sentence(sentence, token.i) if m.countries and m.kind != "adjective"]
        states = [m for m in mentions if m.kind in ("name", "metonym") and is_state(m.actors[0])]
        countries = {c for m in states for c in m.countries} or {c for m in mentions for c in m.countries}
        subjects = {c for m in states if _leads(story, m, owning=not back) for c in m.countries}
        sure = countries if len(countries) == 1 else subjects
        if len(sure) == 1:
            noun = Noun(sector="GOV", nouns=("country",), state=True)
            return make(story, token, noun, None, (story.state(next(iter(sure))),), "the country at hand")
        if countries:
            break
    return None


def _leads(story: Story, mention: Mention, *, owning: bool) -> bool:
    """Whether a state is a subject; ``owning``: rather whose the subject is ("China's surplus grew")."""
    head = story.token(mention.head)
    if owning:
        return head.dep == "poss" and story.parsed.head(head).dep in ("nsubj", "nsubjpass")
    return head.dep == "nsubj"


def _owners(story: Story, token: Token, noun: Noun, office: Office | None, *, words: set[str]) -> tuple[Actor, ...]:
    if noun.sector == "REB":
        return () if words & _UNOWNED and words != {"no"} else _rebels(story, token)
    if noun.sector == "MIL" and noun.state and not words:
        return _speakers_own(story, token)
    possessive = story.parsed.child(token, "poss")
    definite = story.parsed.child(token, "det")
    proper = token.pos == "PROPN" and token.text[0].isupper()
    if (
        not words
        or words & _UNOWNED
        or possessive is not None
        or not (proper or (definite is not None and definite.lemma in ("the", "this")))
    ):
        return ()
    if office is not None and not is_plural(token):
        return _office_holder(story, token, office)
    return _body_owner(story, token) if noun.state else ()


def _body_owner(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return whose a body of state is: its minister's, its name's before, its country's officials', its sentence's."""
    same = (_minister_above(story, token) if token.lemma == "ministry" else ()) or _same_noun(story, token)
    if not same and token.lemma in _RULERS:
        return _ruled(story, token)
    told = same or _own_officials(story, token)
    return told or (_sentence_state(story, token) if _plainly_named(story, token) else ())


def _speakers_own(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return whose "troops" are of whom an official says what they did or met: the official's own."""
    for verb in clause_verbs(story, token):
        if verb.lemma not in vocabulary().cues.saying_verbs:
            continue
        subject = subject_of(story, verb)
        mention = story.found.get(subject.i) if subject is not None else None
        if mention is None or len(mention.actors) != 1 or mention.actors[0].sector not in ("GOV", "MIL"):
            return ()
        country = mention.actors[0].country
        return (story.state(country),) if country is not None else ()
    return ()


def _ruled(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return whose "the regime" or "the junta" is: the one state that the story names far most up to there."""
    times: Counter[str] = Counter()
    for mention in story.before(token.i):
        if mention.kind not in ("pronoun", "description") and all(a.sector != "JRN" for a in mention.actors):
            times.update(mention.countries)
    ranked = times.most_common(2)
    clear = bool(ranked) and ranked[0][1] > 1 and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
    return (story.state(ranked[0][0]),) if clear else ()


def _own_officials(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return whose body an official speaks to or of, if the sentence has no other state: "he asked the ministry"."""
    verb = next(iter(clause_verbs(story, token)), None)
    subject = subject_of(story, verb) if verb is not None and token.dep in ("dobj", "iobj", "dative", "pobj") else None
    mention = story.found.get(subject.i) if subject is not None else None
    if mention is None or not mention.person or len(mention.actors) != 1 or mention.actors[0].sector != "GOV":
        return ()
    country = mention.actors[0].country
    others = {c for m in story.in_sentence(token.sent) for c in m.countries} - {country}
    return (story.state(country),) if country is not None and not others else ()


def _plainly_named(story: Story, token: Token) -> bool:
    """Whether a body is called by its plain name and does not suffer what a state beside it does."""
    if token.lemma in ("regime", "junta", "delegation", "kingdom", "republic", "emirate", "monarchy"):
        return False
    if any(t.pos == "ADJ" and t.text.islower() and t.lemma != "foreign" for t in left_of(story, token)):
        return False
    return token.dep in ("nsubj", "nsubjpass", "poss", "compound") or (
        token.dep == "pobj" and story.parsed.head(token).lemma in ("to", "by")
    )


def _office_holder(story: Story, token: Token, office: Office) -> tuple[Actor, ...]:
    """Return the last person before who holds the office, or whose country's only holder it is."""
    if office.office in ("spokesperson", "ambassador", "envoy", "minister", "governor", "mayor", "consul"):
        return ()
    held: dict[str, Actor] = {}
    times: Counter[str] = Counter()
    beside = _named_in_sentence(story, token)
    for mention in story.found.values():
        actor = mention.actors[0] if len(mention.actors) == 1 else None
        if mention.kind == "pronoun" or (actor is not None and actor.id in beside):
            continue
        if actor is not None and mention.person and actor.office and _same_office(story, actor, office):
            key = actor.id or actor.country or ""
            held[key] = actor
            times[key] += 1
    if held:
        ranked = times.most_common(2)
        clear = len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1]
        return (replace(held[ranked[0][0]]),) if clear else ()
    state = _sentence_state(story, token)
    holder = holder_of(story, state[0].country, office) if state else None
    return state if holder is not None and _same_office(story, holder, office) else ()


def _named_in_sentence(story: Story, token: Token) -> set[str | None]:
    """Return who is called by full name in the sentence: none of them is "the president" there, too."""
    named = [m for m in story.in_sentence(token.sent) if m.person and m.kind == "name"]
    return {m.actors[0].id for m in named if len(m.actors) == 1}


def _same_office(story: Story, actor: Actor, office: Office) -> bool:
    if actor.office == office.office or actor.office in office.forms:
        return True
    if actor.office is None or office.role is None:
        return False
    known = office_titled(story, actor.office)
    if known is not None and known.role == office.role and known.office != office.office and known.office in _NAMED:
        return False
    return office.role in story.register.titles().get(actor.office.lower(), frozenset())


def _minister_above(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return the state whose minister or spokesperson speaks of "the ministry" in the sentence."""
    speakers = [
        m.actors[0]
        for m in story.in_sentence(token.sent)
        if m.person and len(m.actors) == 1 and story.token(m.head).dep == "nsubj" and m.actors[0].country
    ]
    offices = [a for a in speakers if a.office and ("minister" in a.office or "spokes" in a.office)]
    return (story.state(offices[0].country),) if len(offices) == 1 and offices[0].country else ()


def _same_noun(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return the owner of earlier phrases with the same noun, if all have the same."""
    found: dict[str, Actor] = {}
    for mention in story.before(token.i):
        head = story.token(mention.head)
        if head.lemma != token.lemma or mention.kind not in ("group", "name", "description"):
            continue
        for actor in mention.actors:
            if actor.country is not None:
                found[actor.country] = actor
    return tuple(story.state(c) for c in found) if len(found) == 1 else ()


def _sentence_state(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return the one state that acts before the noun in its sentence, or the only one the whole sentence has."""
    everywhere: dict[str, None] = {}
    for mention in story.in_sentence(token.sent):
        for country in mention.countries:
            everywhere.setdefault(country)
    subject = [
        m
        for m in story.in_sentence(token.sent, token.i)
        if story.token(m.head).dep == "nsubj" and not m.locative and len(m.actors) == 1 and is_state(m.actors[0])
    ]
    countries = dict.fromkeys(m.actors[0].country for m in subject)
    if len(countries) == 1:
        only = next(iter(countries))
        return (story.state(only),) if only else ()
    top = story.top(1, margin=3.0)
    if top and set(everywhere) <= set(top):
        return (story.state(top[0]),)
    return ()


def _rebels(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return whom rebels without a name mean: the story's one armed group, or one side of the country's war.

    "Rebels" take up a group that the story itself calls so; "militants" the only group, once it is at home in the text.
    """
    if any(t.pos == "PUNCT" or t.text.lower() in ("anti", "pro", "hostile", "allied") for t in left_of(story, token)):
        return ()
    groups: dict[str, Actor] = {}
    times: Counter[str] = Counter()
    countries: dict[str, None] = {}
    for head, mention in story.found.items():
        for actor in mention.actors:
            if actor.sector not in ("REB", "UAF"):
                continue
            if actor.id is not None and mention.kind in ("name", "adjective"):
                groups.setdefault(actor.id, actor)
                times[actor.id] += head < token.i
            elif actor.country is not None and "owner" in mention.why:
                countries.setdefault(actor.country)
    called = [a for a in groups.values() if _called(story, a, token.lemma)]
    if len(called) == 1 and len(groups) <= 2:
        return (replace(called[0]),)
    if token.lemma not in vocabulary().cues.rebel_nouns:
        counted = story.parsed.child(token, "nummod") is not None
        only = next(iter(groups)) if len(groups) == 1 and not counted else None
        if only and times[only] and _just_named(story, token, only):
            return (replace(groups[only]),)
        bare = story.parsed.child(token, "det") is None or story.parsed.child(token, "acl", "relcl", "prep") is None
        return (replace(groups[only]),) if only and times[only] >= 2 and bare else ()
    if len(countries) == 1:
        return (replace(story.state(next(iter(countries)))),)
    return _where_most(story) if not countries else ()


def _just_named(story: Story, token: Token, group: str) -> bool:
    """Whether "the militants" alone stands within two sentences of the group's name."""
    if [t.text.lower() for t in left_of(story, token)] != ["the"] or story.parsed.child(token, "acl", "relcl", "prep"):
        return False
    near = range(max(token.sent - 2, 0), token.sent + 1)
    return any(a.id == group for s in near for m in story.in_sentence(s, token.i) for a in m.actors)


def _called(story: Story, group: Actor, lemma: str) -> bool:
    """Whether the group's name, or a phrase of the story, calls it by a noun ("Houthi rebels")."""
    if lemma in (group.name or "").lower():
        return True
    return any(
        story.token(m.head).lemma == lemma and any(a.id == group.id for a in m.actors) and "taken up" not in m.why
        for m in story.found.values()
    )


def _where_most(story: Story) -> tuple[Actor, ...]:
    """Return the state that the story most often names as the place, if one stands out."""
    places: Counter[str] = Counter()
    for mention in story.found.values():
        if mention.locative and mention.kind == "name" and mention.actors and is_state(mention.actors[0]):
            places[mention.actors[0].country or ""] += 1
    ranked = places.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return ()
    top = story.top(1, margin=1.0)
    return (story.state(ranked[0][0]),) if ranked[0][0] in story.top(2, margin=1.0) or ranked[0][0] in top else ()


def half_of_a_land(story: Story, token: Token) -> Mention | None:
    """Mention "the North" and "the South" as the one state of the story that is named so."""
    if token.text not in ("North", "South") or {t.text.lower() for t in left_of(story, token)} != {"the"}:
        return None
    if token.dep not in ("nsubj", "nsubjpass", "poss", "pobj", "dobj", "conj"):
        return None
    states = {
        a.country: a
        for m in story.found.values()
        for a in m.actors
        if is_state(a) and (a.name or "").startswith(f"{token.text} ")
    }
    if len(states) != 1:
        return None
    place = (token.i - 1, token.i + 1, token.i)
    locative = is_locative(story.parsed, token, capital=False)
    return story.add(
        mention_of(story, place, "name", tuple(states.values()), "half of a land, named before", locative=locative)
    )
