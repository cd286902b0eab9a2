"""Mentions of persons by name: those of the register, those that only the text introduces, and surnames after them."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from datetime import timedelta

from detente.model import Actor, Interval
from detente.reading.actors.casting import NO_SPAN, person_actor
from detente.reading.actors.mention_types import Gender
from detente.reading.actors.names import Hit, fold, head_of
from detente.reading.actors.namings import name_over
from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.origins import origin
from detente.reading.actors.register_types import Form
from detente.reading.actors.story import Known, Story, mention_of
from detente.reading.actors.titles import Title, as_titled, home_of, is_of_state, title_of
from detente.reading.language.parsed import Name

_NO_PERSON = frozenset({"DATE", "TIME", "ORG", "FAC", "LOC", "WORK_OF_ART"})
_PARTICLES = frozenset({"al", "el", "bin", "ben", "ibn", "van", "von", "de", "der", "da", "dos", "abu", "di", "du"})
_SURNAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "HKG"})
_LEADING_ROLES = frozenset({"head-of-state", "head-of-government", "foreign-minister", "defence-minister", "leader"})


def find_people(story: Story) -> None:
    """Mention every person named, first by full names, then by surnames."""
    for hit in story.hits:
        full = [f for f in hit.forms if f.kind == "fullname"]
        if full and hit.head not in story.found:
            _register_person(story, hit.first, hit.last, _likeliest(story, full))
    for name in story.parsed.names:
        if name.label == "PERSON" or _titled_stranger(story, name):
            _named_by_parser(story, name)
    _find_surnames(story)


def _likeliest(story: Story, forms: list[Form]) -> str:
    held = [f.id for f in forms if story.register.tenures_of(f.id, on=story.on)]
    return held[0] if held else forms[0].id


def _register_person(story: Story, first: int, last: int, person: str) -> None:
    actor = person_actor(story.register, person, story.on)
    known = story.register.person(person)
    surnames = {fold(s) for s in known.surnames} | {fold(known.name.split()[-1])}
    words = frozenset(fold(w) for n in (known.name, *known.aka) for w in n.split())
    story.people.append(Known(actor, frozenset(surnames), words, known.gender))
    _mention(story, first, last, story.people[-1], "name", "full name in the register")


def _named_by_parser(story: Story, name: Name) -> None:
    first, last = _trimmed(story, name)
    if last - first < 2 or any(i in story.named for i in range(first, last)):
        return
    words = story.parsed.text[story.token(first).start : story.token(last - 1).end].split()
    if story.token(last - 1).tag == "NNPS" or words[-1].lower() in vocabulary().cues.not_person_last:
        return
    if len(words) < 2 or not all(w[0].isupper() or fold(w.split("-")[0]) in _PARTICLES for w in words):
        return
    if not any(c.islower() for c in "".join(words)):
        return
    hit = story.hit_of.get(last - 1)
    known = _register_variant(story, hit, words) if hit is not None else None
    if known is not None:
        _register_person(story, first, last, known)
        return
    if hit is not None and hit.head in story.found:
        return
    _introduce(story, first, last, words)


@functools.cache
def _office_words() -> frozenset[str]:
    return frozenset(w for forms in vocabulary().offices.values() for form, _ in forms for w in form)


def _titled_stranger(story: Story, name: Name) -> bool:
    """Whether a name that the parser takes for a place or body is a person's: the noun of a title stands before it."""
    if name.label not in ("GPE", "ORG") or not 2 <= name.last - name.first <= 3:
        return False
    if any(i in story.hit_of or i in story.found for i in range(name.first, name.last)):
        return False
    if any(t.pos != "PROPN" or t.lemma in vocabulary().nouns for t in story.parsed.tokens[name.first : name.last]):
        return False
    title = title_of(story, name.first, name.last)
    if title is None or title.owner is None or title.first > name.first:
        return False
    return title.noun == name.first - 1 or (name.label == "GPE" and not title.adjacent)


def _trimmed(story: Story, name: Name) -> tuple[int, int]:
    """Return the tokens of a name without the titles and countries before it and the genitive behind it."""
    first, last = name.first, name.last
    while last > first and story.token(last - 1).tag in ("POS", "."):
        last -= 1
    titles = _office_words() | vocabulary().cues.honorifics | {"the", "us"}
    while first < last - 1:
        token = story.token(first)
        hit = story.hit_of.get(first)
        adjective = hit is not None and hit.last < last and hit.head in story.found
        spoken = token.lemma in vocabulary().cues.saying_verbs or token.lemma == "say"
        if (
            spoken
            or token.text.lower() in titles
            or token.tag == "POS"
            or token.lemma in vocabulary().nouns
            or adjective
        ):
            first += 1
            continue
        break
    return first, last


def _register_variant(story: Story, hit: Hit, words: list[str]) -> str | None:
    """Return the register's person whom a fuller or shorter spelling names: same surname, a given name in common."""
    given = {fold(w).rstrip(".") for w in words[:-1]}
    for form in hit.forms:
        if form.kind not in ("surname", "fullname"):
            continue
        person = story.register.person(form.id)
        names = {fold(w) for n in (person.name, *person.aka) for w in n.split()[:-1]}
        if given & names or any(len(g) == 1 and any(n.startswith(g) for n in names) for g in given):
            return form.id
    return None


def _introduce(story: Story, first: int, last: int, words: list[str]) -> None:
    """Add a person whom only the text knows, with country and office from the title beside the name."""
    title = title_of(story, first, last)
    country = title.owner.country if title is not None and title.owner is not None else _by_address(story, first)
    if title is not None and title.owner is None and title.adjacent and is_of_state(title):
        country = home_of(story)
    if country is None and (title is None or title.owner is None):
        nation = origin(story, first, last)
        country = nation.country if nation is not None else None
    sector = title.sector if title is not None else None
    identity = title.owner.id if title is not None and title.owner is not None and country is None else None
    name = " ".join(words)
    surnames = {fold(words[-1])}
    if fold(words[-2]) in _PARTICLES:
        surnames.add(fold(" ".join(words[-2:])))
    if country in _SURNAME_FIRST:
        surnames.add(fold(words[0]))
    office = title.office if title is not None else None
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    actor = Actor(NO_SPAN, slug, name, country, _sector_of(title, sector, identity), office)
    earlier = _same_name(story, words)
    if earlier is not None:
        actor = _richer(earlier.actor, actor)
        earlier.actor = actor
        _mention(story, first, last, earlier, "name", "named before")
        return
    known = Known(actor, frozenset(surnames), frozenset(map(fold, words)), _gender(story, first, words))
    story.people.append(known)
    why = "title beside the name" if title is not None else "named by the parser"
    _mention(story, first, last, known, "name", why)


def _by_address(story: Story, first: int) -> str | None:
    """Return the country in whose news alone members of parliament are abbreviated so: "Sen. X" is American."""
    before = story.token(first - 1).text.lower() if first else ""
    return "USA" if before in vocabulary().cues.american_titles else None


def _sector_of(title: Title | None, sector: str | None, identity: str | None) -> str | None:
    if title is not None and title.owner is not None and identity is not None:
        return title.owner.sector
    return sector


def _same_name(story: Story, words: list[str]) -> Known | None:
    wanted = frozenset(map(fold, words))
    return next((p for p in story.people if p.words == wanted), None)


def _richer(a: Actor, b: Actor) -> Actor:
    if a.country is None and b.country is not None:
        return replace(a, country=b.country, sector=b.sector or a.sector, office=b.office or a.office)
    return replace(a, sector=a.sector or b.sector, office=a.office or b.office)


def _gender(story: Story, first: int, words: list[str]) -> Gender | None:
    cues = vocabulary().cues
    before = story.token(first - 1).text.lower() if first else ""
    if before in cues.female_titles or words[0] in cues.female_names:
        return "f"
    return "m" if before in cues.male_titles or words[0] in cues.male_names else None


def _mention(story: Story, first: int, last: int, known: Known, kind: str, why: str) -> None:
    head = head_of(story.parsed, first, last)
    title = title_of(story, first, last)
    if title is not None:
        story.titled.setdefault(title.noun, head)
    start = title.first if title is not None and title.adjacent else first
    place = (start, last, head)
    assert kind in ("name", "surname")
    story.named.update(range(first, last))
    known.actor = as_titled(story, known.actor, title)
    actors = (known.actor,)
    made = mention_of(
        story,
        place,
        "name" if kind == "name" else "surname",
        actors,
        why,
        shown=(first, last),
        person=True,
        gender=known.gender,
    )
    story.replace(made)


def _find_surnames(story: Story) -> None:
    """Mention surnames: those of people whom the story names in full, then those that the register makes sure."""
    text = fold(story.parsed.text)
    starts = {t.start: t.i for t in story.parsed.tokens}
    ends = {t.end: t.i for t in story.parsed.tokens}
    surnames = sorted({s for p in story.people for s in p.surnames if len(s) > 1}, key=len, reverse=True)
    pattern = "|".join(map(re.escape, surnames))
    for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text) if surnames else ():
        first, last = starts.get(match.start()), ends.get(match.end())
        if first is None or last is None or not story.parsed.text[match.start()].isupper():
            continue
        known = story.person_called(match.group(), first)
        if known is not None and _free_surname(story, first, last + 1, known):
            _mention(story, first, last + 1, known, "surname", "surname of someone named in the story")
    _find_given_names(story)
    for hit in story.hits:
        forms = [f for f in hit.forms if f.kind == "surname"]
        if forms and hit.head not in story.found and not any(i in story.named for i in range(hit.first, hit.last)):
            _register_surname(story, hit, forms)


def _find_given_names(story: Story) -> None:
    """Mention single names that are the first word of one person's full name ("Jang Song Thaek ... Jang")."""
    for name in story.parsed.names:
        if name.label != "PERSON" or any(i in story.named for i in range(name.first, name.last)):
            continue
        first, last = _trimmed(story, name)
        if last - first != 1 or first in story.found or first in story.hit_of:
            continue
        key = fold(story.token(first).text)
        called = [p for p in story.people if fold((p.actor.name or "").split(" ")[0]) == key]
        if len({p.actor.id for p in called}) == 1:
            _mention(story, first, last, called[0], "surname", "first word of the name of someone in the story")


def _free_surname(story: Story, first: int, last: int, known: Known) -> bool:
    """Whether a surname stands alone: not inside another's name, a place's or an organisation's."""
    if any(i in story.named for i in range(first, last)) or _opens_as_a_word(story, first, last):
        return False
    hit = story.hit_of.get(first)
    if hit is not None and hit.last > last and hit.head in story.found:
        return False
    name = name_over(story.parsed, first, last)
    if name is not None and name.label in ("DATE", "TIME", "CARDINAL", "PERCENT", "MONEY"):
        return name.last - name.first == 1 and _takes_part(story, first)
    before = story.token(first - 1) if first else None
    if before is not None and before.sent == story.token(first).sent and before.pos == "PROPN":
        title = title_of(story, first, last)
        inside = name is not None and name.label == "PERSON" and name.first < first
        genitive = story.token(first - 1).tag == "POS"
        polite = before.text.lower() in vocabulary().cues.honorifics
        if inside and not (genitive or polite or fold(before.text) in known.words or (title and title.adjacent)):
            return False
    after = story.token(last) if last < len(story.parsed.tokens) else None
    if (
        after is not None
        and after.pos == "PROPN"
        and after.dep != "compound"
        and story.token(last - 1).dep == "compound"
    ):
        return name is None or name.last <= last
    return True


def _takes_part(story: Story, i: int) -> bool:
    """Whether a surname that is a date, too, is used as a person's: "May, who is leaving", "May said"."""
    return story.token(i).dep in ("nsubj", "nsubjpass", "poss") or story.parsed.child(i, "relcl") is not None


def _opens_as_a_word(story: Story, first: int, last: int) -> bool:
    """Whether a surname is the plain word that opens a sentence with a capital: "Major cities lay dark"."""
    token = story.token(first)
    opens = all(t.pos == "PUNCT" for t in story.parsed.tokens[story.parsed.sentences[token.sent].first : first])
    if token.pos == "ADJ" and token.dep in ("nsubj", "nsubjpass"):
        return False
    return opens and last - first == 1 and token.pos in ("ADJ", "NOUN", "VERB", "ADV") and token.ent != "PERSON"


def _register_surname(story: Story, hit: Hit, forms: list[Form]) -> None:
    head = story.token(hit.head)
    name = name_over(story.parsed, hit.first, hit.last)
    mistaken = name is not None and name.label in ("ORG", "GPE") and name.last - name.first == hit.last - hit.first
    if head.pos not in ("PROPN", "NOUN", "ADJ", "X") or (head.ent in _NO_PERSON and not mistaken):
        return
    title = title_of(story, hit.first, hit.last)
    titled = title is not None and title.adjacent
    if name is not None and name.label == "PERSON" and not titled and _trimmed(story, name)[0] < hit.first:
        return
    if _opens_another_name(story, hit) or _opens_as_a_word(story, hit.first, hit.last):
        return
    before = story.token(hit.first - 1) if hit.first else None
    polite = before is not None and before.text.lower() in vocabulary().cues.honorifics
    if before is not None and before.pos == "PROPN" and before.head == hit.head and not (titled or polite):
        return
    person = _surname_holder(story, forms, title, person_like=head.ent == "PERSON" or titled or polite)
    if person is not None:
        _register_person(story, hit.first, hit.last, person)


def _opens_another_name(story: Story, hit: Hit) -> bool:
    """Whether a surname is the first word of a longer name: "Chung Sung-Jun" is not Mr Chung."""
    after = story.parsed.tokens[hit.last : hit.last + 1]
    if not after or after[0].pos != "PROPN" or not after[0].text[0].isupper() or hit.last in story.hit_of:
        return False
    name = name_over(story.parsed, hit.first, hit.last + 1)
    other = "-" in after[0].text or (name is not None and name.label == "PERSON")
    return other and story.token(hit.last - 1).dep == "compound"


def _surname_holder(story: Story, forms: list[Form], title: Title | None, *, person_like: bool) -> str | None:
    """Return whom a bare surname means: the one holder on the date whom title and country leave, or nobody."""
    ids = list(dict.fromkeys(f.id for f in forms))
    if title is not None and title.owner is not None and title.owner.country is not None:
        ids = [i for i in ids if any(t.country == title.owner.country for t in story.register.tenures_of(i))]
    if title is not None and title.role is not None:
        titled = [i for i in ids if any(t.role == title.role for t in story.register.tenures_of(i, on=story.on))]
        ids = titled or [i for i in ids if any(t.role == title.role for t in story.register.tenures_of(i))]
    holding = [i for i in ids if story.register.tenures_of(i, on=story.on)] if story.on is not None else ids
    if len(holding) > 1:
        holding = [
            i for i in holding if any(t.role in _LEADING_ROLES for t in story.register.tenures_of(i, on=story.on))
        ]
    if len(holding) == 1 and (person_like or _is_leading(story, holding[0])):
        return holding[0]
    if not holding and person_like:
        near = [i for i in ids if _leads_about(story, i)]
        return near[0] if len(near) == 1 else None
    return None


def _leads_about(story: Story, person: str) -> bool:
    """Whether someone led a state or its ministries within three years of the story: elected, or just out of office."""
    day = story.on.earliest or story.on.latest if story.on is not None else None
    if day is None:
        return False
    around = Interval(day - timedelta(days=1100), day + timedelta(days=1100))
    return any(t.role in _LEADING_ROLES for t in story.register.tenures_of(person, on=around))


def _is_leading(story: Story, person: str) -> bool:
    return any(t.role in _LEADING_ROLES for t in story.register.tenures_of(person, on=story.on))
