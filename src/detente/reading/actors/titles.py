"""The title beside a person's name: "Turkish Foreign Minister X", "X, adviser to the Iranian president"."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from detente.model import Actor
from detente.reading.actors.cities import city_country
from detente.reading.actors.mention_types import Mention
from detente.reading.actors.nouns import Office, vocabulary
from detente.reading.actors.register_types import Role, Tenure
from detente.reading.actors.story import Story
from detente.reading.actors.usage import is_dateline
from detente.reading.language.parsed import Sentence, Token

_LINKS = frozenset({"of", "to", "for", "in", "at", "and", "the", "a", "an", "'s", "-", "&", "his", "her", "their"})
_TO_TITLES = frozenset({"acting", "outgoing", "incoming", "newly", "appointed", "elected", "departing"})
"""Verb forms and adverbs that stand before a title: "Ukraine's acting defence minister"."""
_MAX_RUN = 16
_TOLD = ("head-of-state", "head-of-government", "foreign-minister", "defence-minister")
_MINISTER = "minister"
_DATELINE = 80
"""Characters of a dateline at most."""
_NOT_NOW = frozenset(
    {"former", "ex", "ex-", "then", "late", "future", "incoming", "outgoing", "designate", "elect", "deputy"}
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title read beside a name: first token, its noun, whose office, which; ``adjacent`` if no comma lies between."""

    first: int
    noun: int
    adjacent: bool
    owner: Actor | None
    office: str | None
    role: Role | None
    sector: str


def title_of(story: Story, first: int, last: int) -> Title | None:
    """Return the title before the name at tokens ``first`` to ``last``, else the one set behind it by a comma."""
    return _read_run(story, _run_before(story, first), adjacent=True) or _set_off(story, first, last)


def _set_off(story: Story, first: int, last: int) -> Title | None:
    """Return a title that commas part from the name, before it ("the mayor of X, Y, said") or behind it."""
    tokens = story.parsed.tokens
    sentence = story.parsed.sentence_of(tokens[first])
    if last < sentence.last and tokens[last].text == "," and last + 1 < sentence.last:
        behind = _read_run(story, _run_after(story, last + 1), adjacent=False)
        if behind is not None:
            return behind
    closed = last >= sentence.last or tokens[last].text in (",", ".", ";", ")")
    if closed and first - 2 >= sentence.first and tokens[first - 1].text == ",":
        return _read_run(story, _run_before(story, first - 1), adjacent=False)
    return None


def _run_before(story: Story, stop: int) -> list[Token]:
    """Return the unbroken run of title words that ends before a token."""
    sentence = story.parsed.sentence_of(story.token(max(stop - 1, 0)))
    first = stop
    while first > sentence.first and stop - first < _MAX_RUN and _fits(story, first - 1):
        if story.token(first - 1).text.lower() in ("and", "&"):
            break
        first -= 1
    while first < stop and story.token(first).text.lower() in _LINKS - {"the", "a", "an", "his", "her", "their"}:
        first += 1
    return list(story.parsed.tokens[first:stop])


def _run_after(story: Story, start: int) -> list[Token]:
    sentence = story.parsed.sentence_of(story.token(start))
    stop = start
    while stop < sentence.last and stop - start < _MAX_RUN and (_fits(story, stop) or stop in story.named):
        stop += 1
    return list(story.parsed.tokens[start:stop])


def _fits(story: Story, i: int) -> bool:
    token = story.token(i)
    if i in story.named:
        return False
    if token.text.lower() in _LINKS | _TO_TITLES:
        return True
    if token.pos in ("PROPN", "NOUN", "ADJ") and token.tag not in ("CD",):
        return True
    return token.pos == "PUNCT" and token.text == "-"


def _read_run(story: Story, run: list[Token], *, adjacent: bool) -> Title | None:
    """Read office, sector and owner from a run of words, or ``None`` if it holds no noun for a person."""
    noun = _title_noun(run, last=adjacent)
    if noun is None:
        return None
    position, office, sector = noun
    owner = _owner(story, run, position)
    if owner is None and office is not None and office.local:
        owner = _city_state(story, run)
    office_name = _portfolio(story, run, position) or office.office if office else None
    return Title(run[0].i, run[position].i, adjacent, owner, office_name, office.role if office else None, sector)


def _portfolio(story: Story, run: list[Token], position: int) -> str | None:
    """Return a minister's office with its portfolio where only "minister" is known: "transport minister"."""
    office = _office_at(run, position)
    if office is None or office.office != _MINISTER:
        return None
    before = itertools.takewhile(lambda t: _names_portfolio(story, t), reversed(run[:position]))
    words = [_plain(t) for t in before][::-1]
    after = run[position + 1 : position + 2]
    if not words and after and after[0].text.lower() in ("of", "for"):
        words = [_plain(t) for t in itertools.takewhile(lambda t: _names_portfolio(story, t), run[position + 2 :])]
    return " ".join([*words, _MINISTER]) if words else None


def _names_portfolio(story: Story, token: Token) -> bool:
    named = token.pos in ("NOUN", "PROPN", "ADJ") and token.tag != "POS"
    return named and token.i not in story.found and _plain(token) not in _NOT_NOW - {"deputy"}


def _title_noun(run: list[Token], *, last: bool) -> tuple[int, Office | None, str] | None:
    """Return where the title's noun stands in the run, its office if it is one, and its sector."""
    nouns = vocabulary().nouns
    places = []
    for position, token in enumerate(run):
        if position + 1 < len(run) and run[position + 1].tag == "POS":
            continue  # whose the noun behind is: "the president's adviser", "the president's trust in X"
        people = [n for n in nouns.get(token.lemma, nouns.get(_plain(token), ())) if n.people]
        office = _office_at(run, position)
        if (people or office) and token.tag not in ("NNS", "NNPS"):
            places.append((_first_noun(run, position, office), office, office.sector if office else people[0].sector))
    if not places:
        return None
    return places[-1] if last else places[0]


def _first_noun(run: list[Token], position: int, office: Office | None) -> int:
    """Return where the noun of a title that ends at a position stands: of "secretary of state" the secretary."""
    for form in office.forms if office is not None else ():
        words = form.split()
        start = position - len(words) + 1
        if "of" in words and start >= 0 and [_plain(t) for t in run[start : position + 1]] == words:
            return start
    return position


def is_topic(story: Story, mention: Mention, noun: Token) -> bool:
    """Whether a country's bare name before a noun says what it is about: "Iran expert", "Iran deal opponent"."""
    if mention.kind not in ("name", "metonym") or story.token(mention.last - 1).text.isupper():
        return False
    if mention.last < len(story.parsed.tokens) and story.token(mention.last).tag == "POS":
        return False
    if "." in story.token(mention.head).text or mention.actors[0].sector not in ("GOV", None):
        return False
    between = story.parsed.tokens[mention.last : noun.i]
    common = any(t.pos == "NOUN" and t.text.islower() and t.lemma not in vocabulary().nouns for t in between)
    return common or noun.lemma in vocabulary().cues.topic_nouns


def _plain(token: Token) -> str:
    return token.text.lower().rstrip(".")


def _office_at(run: list[Token], position: int) -> Office | None:
    """Return the office whose title ends at a position of the run, or begins there ("minister of defence")."""
    words = [_plain(t) for t in run if t.text not in ("-",)]
    shift = sum(t.text == "-" for t in run[:position])
    at = position - shift
    best: tuple[int, Office] | None = None
    for form, office in vocabulary().offices.get(words[at] if at < len(words) else "", ()):
        ends = tuple(words[max(0, at - len(form) + 1) : at + 1]) == form
        begins = tuple(words[at : at + len(form)]) == form and "of" in form
        if (ends or begins) and (best is None or len(form) > best[0]):
            best = (len(form), office)
    return best[1] if best else None


def _owner(story: Story, run: list[Token], position: int) -> Actor | None:
    """Return whose the title is: the state, organisation or person that the run names beside its noun."""
    ranked: list[tuple[int, int, Actor]] = []
    for offset, token in enumerate(run):
        mention = story.found.get(token.i)
        if mention is None or not mention.actors:
            continue
        about = offset < position and is_topic(story, mention, run[position])
        rank = 0 if offset < position else _rank_behind(run, position, offset, mention.kind)
        rank = None if about else rank
        if rank is not None:
            ranked.append((rank, offset, mention.actors[0]))
    return min(ranked, key=lambda r: r[:2])[2] if ranked else None


def _rank_behind(run: list[Token], position: int, offset: int, kind: str) -> int | None:
    link = next((t.text.lower() for t in reversed(run[position + 1 : offset]) if t.pos == "ADP"), None)
    if kind in ("adjective", "demonym") or link in ("of", "for", "'s"):
        return 1
    if link in ("to", None):
        return 2 if kind in ("name", "surname") and run[position].lemma in ("adviser", "advisor", "aide") else None
    return 3 if run[position].lemma not in ("ambassador", "envoy", "consul", "charge", "chargé") else None


def _city_state(story: Story, run: list[Token]) -> Actor | None:
    """Return the state of the large city that a local title names: "the mayor of Antalya"."""
    names = [t.text for t in run if t.pos == "PROPN" and t.text.lower() not in ("mayor", "governor")]
    country = city_country(" ".join(names)) if names else None
    return story.state(country) if country is not None else None


def as_titled(story: Story, actor: Actor, title: Title | None) -> Actor:
    """Return a person with the office that the title right before the name gives, whatever else the register has.

    The register's own wording is kept where the person held an office of that role; titles of former and future
    holders, and those of another country than the person's, change nothing.
    """
    if title is None or not title.adjacent or title.role not in _TOLD or title.office is None or actor.id is None:
        return actor
    words = {_plain(t) for t in story.parsed.tokens[max(title.first - 2, 0) : title.noun]}
    if title.owner is not None and title.owner.sector == "IGO":
        held = [t for t in _tenures(story, actor, on=True) if t.organisation == title.owner.id]
        if not held or words & _NOT_NOW:
            return actor
        last = held[-1]
        return replace(actor, office=last.title, sector=last.sector, country=None, organisation=last.organisation)
    other = title.owner is not None and (title.owner.country is None or title.owner.country != actor.country)
    if words & _NOT_NOW or other or actor.country is None:
        return actor
    tenures = [t for t in _tenures(story, actor) if t.country == actor.country]
    now = [t for t in tenures if t.role == title.role]
    if any(t.title == actor.office for t in now) or (not now and title.role == "head-of-state"):
        return actor
    of_role = [t for t in now if t in _tenures(story, actor, on=True)] or now
    office = of_role[-1].title if of_role else title.office
    return replace(actor, office=office, sector="GOV", organisation=None)


def _tenures(story: Story, actor: Actor, *, on: bool = False) -> tuple[Tenure, ...]:
    if actor.id is None or not story.register.is_person(actor.id):
        return ()
    return story.register.tenures_of(actor.id, on=story.on) if on else story.register.tenures_of(actor.id)


def home_of(story: Story) -> str | None:
    """Return the country whose ministers a story gives without naming it: that of its dateline, or the one it is on."""
    for sentence in story.parsed.sentences[:8]:
        for mention in story.in_sentence(sentence.i):
            if mention.kind == "metonym" and is_dateline(story.parsed, story.token(mention.head)):
                return mention.actors[0].country
    cities = (_city_before(story, sentence) for sentence in story.parsed.sentences[:8])
    dated = next((country for country in cities if country is not None), None)
    top = () if dated is not None else story.top(1, margin=3.0)
    return top[0] if top else dated


def _city_before(story: Story, sentence: Sentence) -> str | None:
    """Return the country of the city in a dateline that stands before a sentence's words and is no part of them."""
    text = story.parsed.text
    words = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    city = re.match(r"[A-Z][A-Z .'-]{2,40}(?=[,( ])", words)
    return city_country(city[0].strip()) if city is not None and len(words) <= _DATELINE else None


def is_of_state(title: Title) -> bool:
    """Whether a title is one of a state's, not of a province's or firm's: a role of the register, or a ministry."""
    return title.role is not None or (title.office or "").endswith(_MINISTER)
