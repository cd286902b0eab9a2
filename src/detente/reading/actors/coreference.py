"""Who a pronoun or a bare description means, by sieves from sure to less sure; unclear stays empty.

The text is read from left to right, so that every sieve sees what stands before resolved. Sieves for a pronoun: its
phrase, the subject of its clause, of those above, of the sentence before; all must agree in number, gender and in
being a person or not. The order follows Lee et al. 2013 (deterministic coreference by entity-centric
precision-ranked rules), without its weakest passes.
"""

from __future__ import annotations

from detente.model import Actor
from detente.reading.actors.casting import distinct
from detente.reading.actors.clauses import SUBJECTS, clause_verbs, subject_of
from detente.reading.actors.empty_it import is_empty
from detente.reading.actors.epithets import epithet
from detente.reading.actors.mention_types import Gender, Mention
from detente.reading.actors.owning import is_harmed, sure_owner
from detente.reading.actors.pairs import pair_for, people_together, resolve_pair
from detente.reading.actors.phrases import describe, is_candidate
from detente.reading.actors.repeats import national, repeated
from detente.reading.actors.sameness import anaphor, half_of_a_land
from detente.reading.actors.several import resolve_several
from detente.reading.actors.speech import first_person, is_first, is_quoted, speaker_of, speakers_state
from detente.reading.actors.story import Story, mention_of
from detente.reading.language.parsed import Token

_HE: dict[str, Gender] = dict.fromkeys(("he", "him", "his", "himself"), "m")
_PERSON: dict[str, Gender] = _HE | dict.fromkeys(("she", "her", "hers", "herself"), "f")
_THING = frozenset({"it", "its", "itself"})
_MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_BACK = 3


def resolve_references(story: Story) -> None:
    """Mention, in reading order, each pronoun, pair and bare description that the text makes clear."""
    story.resolving = True
    for token in story.parsed.tokens:
        held = story.found.get(token.i)
        if held is not None:
            if held.kind == "demonym" and held.person:
                national(story, held)
            continue
        if token.pos == "PRON" or token.tag in ("PRP", "PRP$", "WP", "WDT", "WP$"):
            _pronoun(story, token)
        elif token.pos in ("NOUN", "PROPN", "ADJ", "NUM", "DET"):
            _noun(story, token)
    for token in story.parsed.tokens:
        if token.i not in story.found and is_first(token):
            first_person(story, token)


def _noun(story: Story, token: Token) -> None:
    if resolve_pair(story, token) is not None or resolve_several(story, token) is not None:
        return
    for preposition in story.parsed.children(token, "prep"):
        for obj in story.parsed.children(preposition, "pobj"):
            if obj.i not in story.found:
                resolve_pair(story, obj)
    if half_of_a_land(story, token) is not None:
        return
    if not is_candidate(story, token.i):
        epithet(story, token)
        return
    if describe(story, token.i) is not None or epithet(story, token) is not None:
        return
    possessor = story.parsed.child(token, "poss")
    if possessor is not None:
        mention = story.found.get(possessor.i)
        if mention is None or not mention.actors:
            return
    if repeated(story, token) is None:
        anaphor(story, token)


def _pronoun(story: Story, token: Token) -> None:
    word = token.text.lower()
    if word in _PERSON:
        antecedent = _person(story, token)
        gender = _PERSON[word]
        if antecedent is not None:
            _learn_gender(story, antecedent[0][0], gender)
            _refer(story, token, antecedent, f"{word}: {antecedent[1]}", gender=gender)
    elif word in _THING:
        found = _thing(story, token) if not is_empty(story, token) else None
        if found is not None:
            _refer(story, token, found, f"{word}: {found[1]}")
    elif word in _MANY:
        found = _many(story, token)
        if found is not None:
            _refer(story, token, found, f"{word}: {found[1]}", plural=True)
    elif word in _RELATIVE:
        _relative(story, token)
    elif word in ("both", "each", "neither", "either"):
        resolve_pair(story, token)
    else:
        first_person(story, token)


def _refer(
    story: Story,
    token: Token,
    found: tuple[tuple[Actor, ...], str],
    why: str,
    *,
    gender: Gender | None = None,
    plural: bool = False,
) -> None:
    place = (token.i, token.i + 1, token.i)
    story.add(
        mention_of(story, place, "pronoun", found[0], why, person=gender is not None, plural=plural, gender=gender)
    )


def _learn_gender(story: Story, actor: Actor, gender: Gender) -> None:
    """Keep what a pronoun tells of a person, so that the other one can't mean them later."""
    for known in story.people:
        if known.gender is None and known.actor.id is not None and known.actor.id == actor.id:
            known.gender = gender


def _bound(story: Story, pronoun: Token) -> set[str]:
    """Return the actors that a plain object pronoun can't mean: those that its own verb's subject means."""
    if pronoun.tag == "PRP$" or pronoun.dep in SUBJECTS or pronoun.text.lower().endswith(("self", "selves")):
        return set()
    verb = next(iter(clause_verbs(story, pronoun)), None)
    subject = subject_of(story, verb) if verb is not None else None
    if subject is None:
        return set()
    mentions = (story.found.get(t.i) for t in story.parsed.conjuncts(subject))
    return {_key(a) for m in mentions if m is not None for a in m.actors}


def _key(actor: Actor) -> str:
    return actor.id or actor.name or f"{actor.country} {actor.sector} {actor.office}"


def _same_clause(story: Story, pronoun: Token, other: Token) -> bool:
    """Whether two tokens are arguments of one verb, so that a plain pronoun can't mean the other."""
    if pronoun.tag == "PRP$" or pronoun.text.lower().endswith(("self", "selves")):
        return False
    held = story.found.get(other.i)
    if held is not None and {_key(a) for a in held.actors} & _bound(story, pronoun):
        return True
    mine = next(iter(clause_verbs(story, pronoun)), None)
    theirs = next(iter(clause_verbs(story, other)), None)
    return mine is not None and mine == theirs and mine.i != other.i and not _quoted_apart(story, pronoun, other)


def _other_side_of_quotes(story: Story, pronoun: Token, subject: Token) -> bool:
    """Whether a pronoun is quoted and the subject is not: a speaker is "I" in their own words, not "he"."""
    return is_quoted(story, pronoun) and not is_quoted(story, subject)


def _quoted_apart(story: Story, pronoun: Token, other: Token) -> bool:
    return any(t.text in ('"', "“", "”") for t in story.parsed.tokens[pronoun.i : other.i])


def _fits_person(story: Story, mention: Mention, token: Token, gender: str) -> bool:
    if not mention.person or mention.plural or len(mention.actors) != 1 or is_first(story.token(mention.head)):
        return False
    known = mention.gender or _gender_of(story, mention.actors[0])
    if known is not None and known != gender:
        return False
    if gender == "f" and known is None and mention.kind in ("name", "surname"):
        return mention.actors[0].id is not None
    return True


def _gender_of(story: Story, actor: Actor) -> str | None:
    if actor.id is not None and story.register.is_person(actor.id):
        return story.register.person(actor.id).gender
    known = next((p for p in story.people if p.actor.id == actor.id and actor.id), None)
    return known.gender if known else None


def _person(story: Story, token: Token) -> tuple[tuple[Actor, ...], str] | None:
    gender = _PERSON[token.text.lower()]
    owner = sure_owner(story, token)
    if owner is not None and _fits_person(story, owner, token, gender):
        return owner.actors, "owner by the phrase"
    return _person_above(story, token, gender) or _person_before(story, token, gender)


def _person_above(story: Story, token: Token, gender: str) -> tuple[tuple[Actor, ...], str] | None:
    """Return the person who is subject of the pronoun's clause or of one above it."""
    for verb in clause_verbs(story, token):
        subject = subject_of(story, verb)
        if subject is None or subject.i == token.i or _same_clause(story, token, subject):
            continue
        if _other_side_of_quotes(story, token, subject):
            continue
        mention = story.found.get(subject.i)
        if mention is not None and _fits_person(story, mention, token, gender) and _before_or_over(subject, token):
            return mention.actors, "subject of its clause"
    return None


def _person_before(story: Story, token: Token, gender: str) -> tuple[tuple[Actor, ...], str] | None:
    """Return the one person of the sentence so far, else the subject or only person of the nearest one before."""
    here = _candidates(story, token, token.sent, gender)
    chosen = _choose(here)
    if chosen is not None:
        return chosen.actors, "person named before in the sentence"
    if here:
        return None
    for back in range(1, _BACK + 1):
        sentence = token.sent - back
        if sentence < 0 or story.parsed.sentences[sentence].kind != story.parsed.sentence_of(token).kind:
            break
        there = _candidates(story, token, sentence, gender)
        if not is_quoted(story, token):
            there = [m for m in there if not is_quoted(story, story.token(m.head))] or there
        subjects = [m for m in there if story.token(m.head).dep in SUBJECTS and _is_main(story, m)]
        chosen = _choose(subjects) or _choose(there)
        if chosen is None and token.dep in SUBJECTS:
            subjects = [m for m in there if story.token(m.head).dep in SUBJECTS]
            chosen = _choose(subjects)
        if chosen is not None:
            return chosen.actors, "subject of the sentence before" if subjects else "person of the sentence before"
        if there:
            return None
    return None


def _before_or_over(subject: Token, token: Token) -> bool:
    return subject.i < token.i or token.tag == "PRP$" or subject.sent == token.sent


def _candidates(story: Story, token: Token, sentence: int, gender: str) -> list[Mention]:
    mentions = story.in_sentence(sentence, token.i)
    fitting = [m for m in mentions if _fits_person(story, m, token, gender)]
    if fitting and is_quoted(story, token):
        speaker = speaker_of(story, token)
        own = {_key(a) for a in speaker.actors} if speaker is not None else set()
        fitting = [m for m in fitting if is_quoted(story, story.token(m.head)) or _key(m.actors[0]) not in own]
    return [m for m in fitting if not _same_clause(story, token, story.token(m.head))]


def _choose(mentions: list[Mention]) -> Mention | None:
    """Return the one person that the mentions mean; ``None`` if they are several."""
    keys = {(m.actors[0].id or m.actors[0].name or m.head, m.actors[0].country) for m in mentions}
    return mentions[0] if len(keys) == 1 else None


def _is_main(story: Story, mention: Mention) -> bool:
    return story.parsed.head(story.token(mention.head)).dep in ("ROOT", "ccomp", "conj")


def _thing(story: Story, token: Token) -> tuple[tuple[Actor, ...], str] | None:
    return _by_subjects(story, token, plural=False)


def _many(story: Story, token: Token) -> tuple[tuple[Actor, ...], str] | None:
    found = _by_subjects(story, token, plural=True) or people_together(story, token)
    if found is not None:
        return found
    pair = pair_for(story, token, near=True)
    here = {c for m in story.in_sentence(token.sent, token.i) for c in m.countries}
    if pair and not {a.country for a in pair} <= here and not _between(story, token.sent - 1):
        return None
    return (pair, "the pair named together") if pair else None


def _between(story: Story, sentence: int) -> bool:
    """Whether a sentence is about something between two."""
    return any(t.lemma == "between" for t in story.parsed.sentence_tokens(story.parsed.sentences[sentence]))


def _by_subjects(story: Story, token: Token, *, plural: bool) -> tuple[tuple[Actor, ...], str] | None:
    """Return the actor that is subject of the clause, of those above, then of the sentences before."""
    owner = sure_owner(story, token)
    if owner is not None and owner.actors and not owner.person and owner.plural == plural:
        return owner.actors, "owner by the phrase"
    told = _subject_above(story, token, plural=plural)
    return (_subject_before(story, token, plural=plural) if told is None else told) or None


def _subject_above(story: Story, token: Token, *, plural: bool) -> tuple[tuple[Actor, ...], str] | tuple[()] | None:
    """Return the actor that is subject of the clause or of one above; nothing if a thing that fits stands there."""
    for verb in clause_verbs(story, token):
        subject = subject_of(story, verb)
        if subject is None or subject.i == token.i or _same_clause(story, token, subject):
            continue
        if token.tag == "PRP$" and _inside(story, token, subject):
            continue
        if is_harmed(story, token, verb) or _other_side_of_quotes(story, token, subject):
            continue
        verdict = _agrees(story, subject, plural=plural) or (
            _as_many(story, subject) if token.text.lower() == "their" else None
        )
        spoken_for = speakers_state(story, token, verb, subject)
        if verdict is not None or spoken_for is not None:
            return verdict or distinct([spoken_for] if spoken_for else []), "subject of its clause"
        if _blocks(story, subject, plural=plural):
            return ()
    return None


def _subject_before(story: Story, token: Token, *, plural: bool) -> tuple[tuple[Actor, ...], str] | None:
    """Return the actor that is subject of one of the two sentences before."""
    for back in (1, 2):
        sentence = token.sent - back
        if sentence < 0 or story.parsed.sentences[sentence].kind != story.parsed.sentence_of(token).kind:
            return None
        subject = _main_subject(story, sentence)
        if subject is None:
            continue
        verdict = _agrees(story, subject, plural=plural)
        if verdict is not None:
            return verdict, "subject of the sentence before"
        if _blocks(story, subject, plural=plural):
            return None
    return None


def _inside(story: Story, token: Token, subject: Token) -> bool:
    """Whether a possessive is part of a subject: whose "its president" is, is not told by that president."""
    return any(t.i == subject.i for t in story.parsed.ancestors(token))


def _main_subject(story: Story, sentence: int) -> Token | None:
    place = story.parsed.sentences[sentence]
    roots = [t for t in story.parsed.tokens[place.first : place.last] if t.dep == "ROOT"]
    return next(reversed(story.parsed.children(roots[0], *SUBJECTS)), None) if roots else None


def _agrees(story: Story, subject: Token, *, plural: bool) -> tuple[Actor, ...] | None:
    together = [story.found.get(t.i) for t in story.parsed.conjuncts(subject)]
    if len(together) > 1:
        if not plural or any(m is None or not m.actors for m in together):
            return None
        return distinct(a for m in together if m is not None for a in m.actors)
    mention = together[0]
    if is_first(subject) or mention is None or not mention.actors or mention.person:
        return None
    if mention.plural != plural and not (mention.plural and subject.lemma in ("police", "troop")):
        return mention.actors if plural and len(mention.actors) > 1 else None
    return mention.actors if plural or len(mention.actors) == 1 else None


def _as_many(story: Story, subject: Token) -> tuple[Actor, ...] | None:
    """Return the actor of a singular that "they" may take up in its own clause: "the delegation met their hosts"."""
    mention = story.found.get(subject.i)
    return mention.actors if mention is not None and mention.kind == "group" and mention.actors else None


def _blocks(story: Story, subject: Token, *, plural: bool) -> bool:
    """Whether a subject that is no actor could itself be what the pronoun means."""
    if len(story.parsed.conjuncts(subject)) > 1:
        return plural
    if subject.pos in ("PRON", "DET", "ADV") or subject.tag in ("WDT", "WP", "EX"):
        return False
    many = subject.tag in ("NNS", "NNPS")
    mention = story.found.get(subject.i)
    if mention is not None and mention.person:
        return False
    return many == plural


def _relates(mention: Mention, token: Token) -> bool:
    """Whether a relative pronoun suits what stands before it: "who" takes people, "which" takes none."""
    people = mention.person or mention.plural or mention.kind in ("description", "demonym")
    if token.text.lower() in ("who", "whom"):
        return people
    return token.text.lower() != "which" or not (mention.person or mention.kind in ("description", "demonym"))


def _relative(story: Story, token: Token) -> None:
    verb = next((t for t in story.parsed.ancestors(token) if t.dep == "relcl"), None)
    if verb is None or token.dep == "mark":
        return
    antecedent = story.parsed.head(verb)
    mention = story.found.get(antecedent.i) or describe(story, antecedent.i)
    if token.text.lower() == "which" and (
        antecedent.dep == "conj" or story.parsed.child(antecedent, "conj") is not None
    ):
        return
    if mention is not None and antecedent.i < token.i and _relates(mention, token):
        place = (token.i, token.i + 1, token.i)
        story.add(
            mention_of(
                story,
                place,
                "pronoun",
                mention.actors,
                "relative pronoun",
                plural=mention.plural,
                person=mention.person,
                gender=mention.gender,
                locative=mention.locative,
            )
        )
