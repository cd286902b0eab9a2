"""Mentions of states, organisations and groups by their names, adjectives, demonyms, capitals and seats."""

from __future__ import annotations

from dataclasses import replace

from detente.model import Actor
from detente.reading.actors.casting import entity_actor, is_state
from detente.reading.actors.mention_types import MentionKind
from detente.reading.actors.names import Hit, gazetteer, is_other_thing, is_team
from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.register_types import Form
from detente.reading.actors.story import Story, mention_of
from detente.reading.actors.usage import is_locative
from detente.reading.language.parsed import Name, Parsed, Token

_MODIFIER_DEPS = ("amod", "compound", "nmod", "npadvmod")
_PEOPLE_KINDS = ("fullname", "surname")


def find_entities(story: Story) -> None:
    """Fill ``story.hits``, and mention every name that is no person's. Names that are other things become void."""
    story.hits = gazetteer(story.register).find(story.parsed)
    for hit in story.hits:
        for i in range(hit.first, hit.last):
            story.hit_of[i] = hit
        form = next((f for f in hit.forms if f.kind not in _PEOPLE_KINDS), None)
        if form is None or _person_reading(story, hit):
            continue
        if _is_void(story, hit, form):
            story.void.add(hit.head)
            continue
        _mention_entity(story, hit, form)


def _is_void(story: Story, hit: Hit, form: Form) -> bool:
    parsed = story.parsed
    if (
        is_other_thing(parsed, hit)
        or is_team(parsed, hit)
        or _in_longer_name(parsed, hit)
        or _turned_round(parsed, hit)
    ):
        return True
    entity = story.register.entity(form.id)
    if form.kind == "name" and entity.kind in ("organisation", "body"):
        return _runs_on_to_the_left(story, hit) or _runs_on_to_the_right(story, hit)
    if form.kind == "capital":
        return _in_a_province(story, hit)
    if form.kind in ("demonym", "adjective") and not _modifies(parsed, parsed.tokens[hit.head]):
        return _is_language(parsed, parsed.tokens[hit.head])
    return False


def _runs_on_to_the_left(story: Story, hit: Hit) -> bool:
    """Whether a name is the end of another's: "National Security Council" is not the Security Council."""
    before = story.token(hit.first - 1) if hit.first else None
    if before is None or before.sent != story.token(hit.first).sent or before.pos not in ("PROPN", "ADJ"):
        return False
    own = before.head in range(hit.first, hit.last) and before.dep in ("compound", "amod", "nmod")
    return own and before.text[0].isupper() and before.i not in story.hit_of and before.lemma not in vocabulary().nouns


def _in_a_province(story: Story, hit: Hit) -> bool:
    """Whether an abbreviated province behind a city's name makes it another city: "San Jose, Calif."."""
    after = story.parsed.tokens[hit.last : hit.last + 2]
    if len(after) < 2 or after[0].text != "," or after[1].sent != story.token(hit.head).sent:
        return False
    province = after[1]
    return province.pos == "PROPN" and province.text.endswith(".") and province.i not in story.hit_of


def _runs_on_to_the_right(story: Story, hit: Hit) -> bool:
    """Whether a paper's name is the start of another's: "The National Defence Ministry" is not The National."""
    if hit.last >= len(story.parsed.tokens) or story.token(hit.first).lemma != "the":
        return False
    after = story.token(hit.last)
    return (
        after.pos == "PROPN" and after.text[0].isupper() and story.token(hit.head).dep in ("compound", "amod", "nmod")
    )


def _is_language(parsed: Parsed, token: Token) -> bool:
    """Whether a demonym stands bare in the singular, as a language does ("in English")."""
    if token.tag in ("NNS", "NNPS") or token.text.endswith("s"):
        return False
    return parsed.child(token, "det", "nummod", "poss", "amod") is None


def _person_reading(story: Story, hit: Hit) -> bool:
    """Whether a word that names both a person and another actor names the person here ("Jordan", "Israel Katz")."""
    people = [f for f in hit.forms if f.kind in _PEOPLE_KINDS]
    if not people:
        return False
    return people[0].kind == "fullname" or story.token(hit.head).ent == "PERSON"


def _mention_entity(story: Story, hit: Hit, form: Form) -> None:
    parsed = story.parsed
    head = story.token(hit.head)
    actor = entity_actor(story.register.entity(form.id))
    place = (hit.first, hit.last, hit.head)
    if form.kind in ("adjective", "demonym"):
        _mention_people(story, hit, actor)
        return
    if form.kind in ("name", "acronym"):
        actor = _of_another(story, hit, actor)
    second = _glued(story, hit)
    if second is not None:
        story.add(mention_of(story, place, "name", (actor, second), "two joined by a hyphen", plural=True))
        return
    kind: MentionKind = "metonym" if form.kind in ("capital", "seat") else "name"
    locative = is_locative(parsed, head, capital=form.kind == "capital") and actor.sector not in ("REB", "IGO")
    why = {"capital": "capital for its government", "seat": "seat for its government"}.get(form.kind, "named")
    story.add(mention_of(story, place, kind, (actor,), why, locative=locative, plural=_are_many(story, hit, actor)))


def _of_another(story: Story, hit: Hit, actor: Actor) -> Actor:
    """Return a body of state as that of the other state that stands before its name: "Iraq's Joint Chiefs of Staff"."""
    entity = story.register.entity(actor.id) if actor.id is not None and story.register.has_entity(actor.id) else None
    before = hit.first - 1
    if entity is None or entity.kind != "body" or entity.country is None or before < 0:
        return actor
    if story.token(before).tag == "POS":
        before -= 1
    owner = story.found.get(before)
    if owner is None or not is_state(owner.actors[0]) or owner.actors[0].country == entity.country:
        return actor
    return replace(actor, id=None, name=None, country=owner.actors[0].country)


def _are_many(story: Story, hit: Hit, actor: Actor) -> bool:
    """Whether a name is that of many: "the Houthis", whom "they" takes up; not "the United States"."""
    if actor.sector not in ("REB", "UAF", "PTY", "PRM", "CRM"):
        return False
    head = story.token(hit.head)
    before = story.token(hit.head - 1).text.lower() if hit.head else ""
    return head.tag == "NNPS" or (hit.last - hit.first == 1 and before == "the" and head.text[-1] == "s")


def _glued(story: Story, hit: Hit) -> Actor | None:
    """Return the second actor of one token such as "U.S.-Canada"."""
    token = story.token(hit.last - 1)
    rest = story.parsed.text[token.start : token.end].replace("–", "-").partition("-")[2]
    if not rest or hit.last - hit.first > 1:
        return None
    forms = [f for f in gazetteer(story.register).exact(rest) if f.kind not in _PEOPLE_KINDS]
    return entity_actor(story.register.entity(forms[0].id)) if forms else None


def _mention_people(story: Story, hit: Hit, actor: Actor) -> None:
    head = story.token(hit.head)
    place = (hit.first, hit.last, hit.head)
    if _modifies(story.parsed, head):
        story.add(mention_of(story, place, "adjective", (actor,), "adjective of the name"))
        return
    determiner = story.parsed.child(head, "det")
    counted = story.parsed.child(head, "nummod", "amod")
    plural = head.tag in ("NNS", "NNPS") or (head.tag != "NN" and head.text.endswith("s"))
    as_state = plural and counted is None and determiner is not None and determiner.lemma == "the"
    if not as_state and actor.sector == "GOV":
        actor = replace(actor, id=None, name=None, sector="CVL")
    first = min([hit.first, *(t.i for t in (determiner, counted) if t is not None and t.i < hit.first)])
    story.add(
        mention_of(story, (first, hit.last, hit.head), "demonym", (actor,), "demonym", plural=plural, person=not plural)
    )


def _modifies(parsed: Parsed, token: Token) -> bool:
    while token.dep == "conj" and token.head != token.i:
        token = parsed.head(token)
    if token.pos == "ADJ" and token.dep not in ("nsubj", "dobj", "pobj", "nsubjpass"):
        return True
    return token.dep in _MODIFIER_DEPS


def _in_longer_name(parsed: Parsed, hit: Hit) -> bool:
    """Whether the words are part of somebody's name ("Jordan Smith", "Paris Jackson")."""
    name = name_over(parsed, hit.first, hit.last)
    if name is None or name.label not in ("PERSON", "WORK_OF_ART", "FAC", "PRODUCT", "EVENT"):
        return False
    if hit.head == hit.last - 1 and parsed.tokens[hit.head].text.endswith(("i", "ish", "ian", "ese")):
        return False
    rest = [t for t in parsed.tokens[name.first : name.last] if not hit.first <= t.i < hit.last]
    longer = any(t.pos == "PROPN" and t.text[0].isupper() for t in rest)
    if name.label == "PERSON":
        return longer and not any(t.tag == "POS" for t in rest)
    return longer and parsed.tokens[hit.last - 1].dep == "compound" and name.label in ("FAC", "PRODUCT")


def name_over(parsed: Parsed, first: int, last: int) -> Name | None:
    """Return the parser's name that holds the tokens, or ``None``."""
    return next((n for n in parsed.names if n.first <= first and last <= n.last), None)


def _turned_round(parsed: Parsed, hit: Hit) -> bool:
    """Whether a prefix or participle keeps the state out of the phrase: "anti-Israeli", "Iranian-backed"."""
    cues = vocabulary().cues
    tokens = parsed.tokens
    last = tokens[hit.last - 1]
    tail = parsed.text[last.start : last.end].replace("–", "-").rpartition("-")[2].lower()
    if "-" in last.text and tail in cues.adjunct_participles:
        return True
    if hit.last + 1 < len(tokens) and tokens[hit.last].text in ("-", "–"):
        after = tokens[hit.last + 1]
        glued = tokens[hit.last].start == last.end and after.start == tokens[hit.last].end
        if glued and after.text.lower() in cues.adjunct_participles:
            return True
    if hit.first >= 2 and tokens[hit.first - 1].text in ("-", "–"):
        return tokens[hit.first - 2].text.lower() in cues.prefixes
    return False
