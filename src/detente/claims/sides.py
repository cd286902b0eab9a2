"""From the slots of a candidate to the actors on its two sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.claims.read import Read
from detente.claims.things import same_things
from detente.claims.towns import inhabitants, twin
from detente.model import Actor
from detente.reading.actors import Mention, load_register
from detente.reading.actors.nouns import vocabulary
from detente.reading.codes import VERB_RECIPIENT, Candidate, arguments
from detente.reading.language import Token
from detente.reading.places import PlaceMention

# Below an argument that is no actor itself, where the actor stands that acts or is acted on through it:
# "Iran's oil exports", "the Turkish proposal", "attacks by the militia", "the port of Hodeidah".
OWNERS = ("possessive", "modifier", "prep:by", "prep:from", "prep:of")
TARGETS = (
    "possessive",
    "modifier",
    "prep:of",
    "prep:against",
    "prep:on",
    "prep:with",
    "prep:to",
    "prep:in",
    "prep:from",
)
# The same where somebody is judged for it: not those whom it hit ("deplored the drowning of the sailors").
CULPRITS = ("possessive", "modifier", "prep:by", "prep:from", "prep:with")
# A critic's target is who did what is criticised, not whom it hit.
JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
# Acts whose other side may stand only in what they threaten, promise, refuse or ask ("vowed to strike Iran").
GOVERNING = frozenset({"THREATEN", "AGREE", "REJECT", "REQUEST", "ACCUSE", "CONCEDE"})
# Acts that are always aimed at somebody, so that the one other party of their sentence is who is meant.
AIMED = GOVERNING | {"SANCTION", "COERCE", "ASSAULT", "RETREAT"}
# Modes of theirs that are nobody's affair but the actor's own.
OWN_AFFAIR = frozenset({"resign"})
# Acts done to a place: its country is whom they are done to ("shelled the port of Hodeidah").
ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "AID", "RETREAT"})
HARM = frozenset({"ASSAULT", "COERCE"})
# What an act about them is aimed at is always another state ("has since sent an ambassador").
MISSIONS = frozenset({"ambassador", "embassy", "consulate"})
BESIDE = "sentence"
# Words that turn what two parties do on each other ("expelled one another's consuls").
RECIPROCAL = frozenset({"other", "another", "respective", "mutual", "reciprocal"})
# What is asked for somebody who is held: whose it is, is not who is asked.
FREEING = frozenset({"release", "freedom", "liberation", "return"})
NAMES = frozenset({"PERSON", "NORP", "ORG"})


@dataclass(frozen=True, slots=True)
class Side:
    """The actors found in one slot; ``direct`` if they head it, not merely own what stands there."""

    actors: tuple[Actor, ...]
    slot: str
    direct: bool

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the parties of the side, in order."""
        return tuple(dict.fromkeys(a.party for a in self.actors))


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of an act.

    ``mutual``: both do it together or to each other. ``aimed``: somebody is meant though the sentence does not say.
    ``victim``: it is done to somebody whom the text describes but does not name ("strikes against the smugglers").
    """

    actor: Side
    recipient: Side
    mutual: bool
    aimed: bool = False
    victim: bool = False


NOBODY = Side((), "", False)


def sides(told: Read, candidate: Candidate) -> Sides:
    """Return who acts and on whom in a candidate; a side that is not told is empty."""
    finder = _Finder(told, candidate)
    actor = finder.actor()
    recipient = finder.recipient(actor)
    mutual = candidate.sense.symmetric or (recipient is NOBODY and finder.each_other(actor))
    if mutual:
        return _spread(actor, recipient)
    aimed = bool(actor.actors) and recipient is NOBODY and finder.may_be_implied(actor)
    return Sides(
        actor, recipient, False, aimed, victim=recipient is NOBODY and finder.type in HARM and finder.unresolved()
    )


class _Finder:
    """Looks for actors in slots, one candidate at a time."""

    def __init__(self, told: Read, candidate: Candidate) -> None:
        self.told, self.parsed, self.mentions, self.candidate = told, told.parsed, told.mentions, candidate
        self.type = candidate.sense.type

    def actor(self) -> Side:
        """Return who acts; a place does not ("a raid on the Golan, which burnt two farms")."""
        found = self._first(self.candidate.actor_slots(), OWNERS, ())
        if found.slot == "subject" and (self._all_places() or self._owned_by_another()):
            return NOBODY
        if found is NOBODY and self.candidate.sense.object_kind == "agreement":
            titled = {t.i for h in self._heads("subject") for t in self.parsed.subtree(h) if t.i < h.i}
            town = next((p for p in self.told.places if p.head in titled), None)
            return Side((inhabitants(self.told, town),), "subject", False) if town and town.place.country else NOBODY
        return found if found is not NOBODY else self._whose_people()

    def _whose_people(self) -> Side:
        """Return who withdraws, by whose people are withdrawn: "the recall of Kenya's ambassador"."""
        thing = self.candidate.thing
        if self.candidate.verbal or thing is None or self.candidate.sense.mode != "withdraw":
            return NOBODY
        actors = self._actors(thing)
        return Side(actors, "of", False) if actors else NOBODY

    def _owned_by_another(self) -> bool:
        """Whether an event noun is somebody's, though not known whose: "he joined in its war"."""
        return not self.candidate.verbal and bool(self._heads("possessive"))

    def _all_places(self) -> bool:
        heads = self._heads("subject")
        return bool(heads) and all(self._is_place(h) for h in heads)

    def _is_place(self, head: Token) -> bool:
        mention = self.mentions.at(head.i)
        if mention is not None and mention.locative:
            return True
        taken_up = self.candidate.predicate.dep == "relcl" and head.dep == "pobj"
        return taken_up and any(p.head == head.i for p in self.told.places)

    def recipient(self, actor: Side) -> Side:
        """Return on whom: in the sense's slots, a place hit, the governed clause, or beside it in the sentence."""
        other = actor.actors
        below = CULPRITS if self.type in JUDGING else TARGETS
        found = self._first(self._recipient_slots(), below, other)
        if found is NOBODY and self.type in ON_THE_GROUND:
            found = self._by_thing(other)
        if found is NOBODY and self.type in ON_THE_GROUND:
            found = self._place(other)
        if found is NOBODY and other and self.candidate.sense.object_kind == "agreement":
            found = self._twin(other)
        if found is NOBODY and self.type in GOVERNING:
            slots = tuple(f"complement.{slot}" for slot in ("subject", *VERB_RECIPIENT))
            found = self._first(slots, below, other, places=False)
        if found is NOBODY and other and self.type == "MOBILIZE":
            found = self._answered(other) or NOBODY
        if found is NOBODY and other and self.may_be_implied(actor):
            found = self._answered(other) or self._condition_of(other) or self._beside(other)
        return found

    def _by_thing(self, other: tuple[Actor, ...]) -> Side:
        """Return whose the thing is that the act is done to, as the story described it before ("seized the tanker")."""
        for head in self._object_heads():
            for thing in (head, *same_things(self.parsed, head)):
                kept = without(unique(self._below(thing, ("possessive", "modifier"))), other)
                if kept:
                    return Side(kept, "object", False)
        return NOBODY

    def _object_heads(self) -> list[Token]:
        """Return the heads of the object, of a relative clause without pronoun too ("a tanker it had seized")."""
        heads, verb = self._heads("object"), self.candidate.predicate
        if heads or verb.dep != "relcl" or self.parsed.child(verb, "nsubj") is None:
            return heads
        bare = any(self.parsed.child(p, "pobj", "pcomp") is None for p in self.parsed.children(verb, "prep"))
        told = any(t.tag in ("WDT", "WP", "WRB") for t in self.parsed.subtree(verb))
        return [] if bare or told else [self.parsed.head(verb)]

    def _answered(self, other: tuple[Actor, ...]) -> Side | None:
        """Return whose deed the act is an answer to ("massed troops after Chadian drills")."""
        for slot in ("prep:after", "prep:following", "prep:over"):
            deeds = [h for h in self._heads(slot) if h.lemma in self.told.lexicon.nouns]
            found = [a for deed in deeds for a in self._below(deed, ("possessive", "modifier", "prep:by"))]
            kept = without(unique(found), other)
            if kept:
                return Side(kept, slot, False)
        return None

    def _condition_of(self, other: tuple[Actor, ...]) -> Side | None:
        """Return who would act if the condition were met: "Togo would pay if Ghana agreed" is about Togo, too."""
        verb = self.candidate.predicate
        mark = self.parsed.child(verb, "mark")
        if verb.dep != "advcl" or mark is None or mark.lemma not in ("if", "unless", "once", "provided"):
            return None
        heads = arguments.subjects(self.parsed, self.parsed.head(verb))
        kept = without(unique(a for h in heads for a in self._actors(h)), other)
        return Side(kept, BESIDE, False) if kept else None

    def may_be_implied(self, actor: Side) -> bool:
        """Whether an act without a named recipient is aimed at one that the story has named."""
        sense = self.candidate.sense
        aimed = self.type in AIMED or sense.object_kind in MISSIONS
        if not aimed or sense.symmetric or sense.mode in OWN_AFFAIR:
            return False
        if not told_by_verb(self.candidate, actor) or self._strikes_own(actor) or self._judges_harm():
            return False
        return not self.unresolved()

    def _strikes_own(self, actor: Side) -> bool:
        """Whether what the act is done to is the actor's own ("shelled a suburb of its capital")."""
        own = {a.party for h in self._heads("object") for a in (*self._actors(h), *self._below(h, TARGETS))}
        return self.type in HARM and bool(own) and own <= set(actor.parties)

    def each_other(self, actor: Side) -> bool:
        """Whether two parties do it to each other ("each accused the other")."""
        if len(actor.parties) != 2:
            return False
        heads = [t for slot in ("object", *self.candidate.recipient_slots()) for t in self._heads(slot)]
        words = {t.text.lower() for head in heads for t in (head, *arguments.modifiers(self.parsed, head))}
        return bool(words & RECIPROCAL)

    def unresolved(self) -> bool:
        """Whether the act's object is somebody, though the text does not tell whose: "struck the militants"."""
        slots = ("object", "indirect", "prep:against", "prep:on", "prep:with", "prep:to", "prep:of", "prep:at")
        heads = [t for slot in slots for t in self._heads(slot)]
        sent = self.candidate.thing if self.candidate.sense.object_kind in MISSIONS else None
        return any(self._is_nobody_known(h) for h in heads if h != sent)

    def _is_nobody_known(self, head: Token) -> bool:
        mention = self.mentions.at(head.i)
        if mention is not None:
            return not mention.actors
        return head.ent in NAMES or head.pos == "PRON" or head.lemma in vocabulary().nouns

    def _first(
        self, slots: Iterable[str], below: tuple[str, ...], other: tuple[Actor, ...], *, places: bool = True
    ) -> Side:
        """Return the first slot's actors that are not all on the other side already; ``places``: may be mere places."""
        for direct in (True, False):
            for slot in slots:
                if self._is_victims(slot) or self._is_host(slot):
                    continue
                heads = [h for h in self._heads(slot) if places or not self._is_place(h)]
                found = [a for h in heads for a in (self._actors(h) if direct else self._below(h, below))]
                kept = without(unique(found), other)
                if kept:
                    return Side(kept, slot, direct)
        return NOBODY

    def _recipient_slots(self) -> tuple[str, ...]:
        """Return the sense's slots; of who is asked to free somebody, not those that hold whom ("his release")."""
        slots = self.candidate.recipient_slots()
        if not self._asks_to_free():
            return slots
        return tuple(s for s in slots if s != "object" and not s.startswith("object."))

    def _asks_to_free(self) -> bool:
        return self.type == "REQUEST" and any(h.lemma in FREEING for h in self._heads("object"))

    def _is_victims(self, slot: str) -> bool:
        """Whether a critic's slot holds those hit by what is criticised ("deplored the drowning of the sailors")."""
        told_of_doer = ("object.prep:by", "object.prep:from")
        return slot.startswith("object.prep:") and slot not in told_of_doer and self._judges_harm()

    def _is_host(self, slot: str) -> bool:
        """Whether a slot holds the country that an embassy stands in, which is not whose it is."""
        inside = slot in ("object.prep:in", "prep:in") and self.type in HARM
        return inside and any(self._is_mission(head) for head in self._heads("object"))

    def _judges_harm(self) -> bool:
        return self.type in JUDGING and any(self._hurts(head) for head in self._heads("object"))

    def _hurts(self, head: Token) -> bool:
        """Whether a noun tells of harm: its "of" names the harmed."""
        acts = [sense.type for sense in self.told.lexicon.nouns.get(head.lemma, ())]
        return bool(acts) and all(act in HARM for act in acts)

    def _beside(self, other: tuple[Actor, ...]) -> Side:
        """Return the one other party that the sentence names, if it names one only and not merely as a speaker.

        "Togo turned down the plan, arguing that Ghana would gain by it": Ghana is who is turned down.
        """
        sentence = self.parsed.sentence_of(self.candidate.predicate)
        speakers = {a.source_head for a in self.told.attributions}
        named = [m for m in self.mentions if sentence.first <= m.head < sentence.last and m.head not in speakers]
        kin = {a.country for a in other}
        if self._asks_to_free():
            kin |= {a.country for h in self._heads("object") for a in self._below(h, TARGETS)}
        found = without(unique(a for m in named if self._takes_part(m) for a in known(m)), other)
        found = tuple(a for a in found if a.country not in kin or a.country is None)
        return Side(found[:1], BESIDE, False) if len({a.country or a.party for a in found}) == 1 else NOBODY

    def _takes_part(self, mention: Mention) -> bool:
        """Whether a mention names a participant: not a place, nor what modifies a thing or a gathering."""
        head = self.parsed.tokens[mention.head]
        return not mention.locative and head.dep not in ("compound", "nmod", "amod", "npadvmod")

    def _place(self, other: tuple[Actor, ...]) -> Side:
        """Return the country of a place that the act hits, as an actor by the place's words."""
        slots = ("object", "prep:on", "prep:in", "prep:at", "prep:of", "prep:to", "prep:into", "prep:against")
        parties = {a.party for a in other}
        for slot in (s for s in slots if not self._is_host(s)):
            for head in self._heads(slot):
                place = None if self._is_mission(head) else self._place_at(head)
                if place is not None and place.place.country and place.place.country not in parties:
                    return Side((inhabitants(self.told, place),), slot, False)
        return NOBODY

    def _twin(self, other: tuple[Actor, ...]) -> Side:
        """Return the country of the other of two towns that an agreement joins ("between Bergen and Cusco")."""
        joined = [t for s in ("object", "prep:of", "prep:from") for h in self._heads(s) for t in self._joined(h)]
        town = twin(self.told, joined, other)
        return NOBODY if town is None else Side((town,), "prep:between", False)

    def _joined(self, agreement: Token) -> list[Token]:
        return [t for way in ("between", "with") for t in arguments.slot(self.parsed, agreement, None, f"prep:{way}")]

    def _is_mission(self, head: Token) -> bool:
        """Whether a head is an embassy or consulate: it is its sender's, not its place's."""
        return self.told.lexicon.matches(head.lemma, ("@embassy", "@consulate"))

    def _place_at(self, head: Token) -> PlaceMention | None:
        below = {head.i, *(t.i for t in arguments.slot(self.parsed, head, None, "prep:of"))}
        below |= {t.i for t in arguments.slot(self.parsed, head, None, "prep:in")}
        return next((p for p in self.told.places if p.head in below), None)

    def _heads(self, slot: str) -> list[Token]:
        return self.candidate.heads(self.parsed, slot)

    def _actors(self, head: Token) -> tuple[Actor, ...]:
        mention = self.mentions.at(head.i)
        return known(mention) if mention is not None else ()

    def _below(self, head: Token, slots: tuple[str, ...]) -> tuple[Actor, ...]:
        if head.pos not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            return ()
        judged = self.type in JUDGING and self._hurts(head)
        through = () if judged else ("prep:of", "prep:for")
        inner = [t for slot in through for t in arguments.slot(self.parsed, head, None, slot)]
        for noun in (head, *inner):
            for slot in slots:
                if slot == "prep:in" and self._is_mission(noun):
                    continue
                found = [a for h in arguments.slot(self.parsed, noun, None, slot) for a in self._actors(h)]
                if found:
                    return tuple(found)
        return ()


def told_by_verb(candidate: Candidate, actor: Side) -> bool:
    """Whether a verb says that the actor does it: "launched strikes", not "ended a Chilean siege"."""
    return candidate.verbal or (candidate.light is not None and actor.slot == "subject")


def known(mention: Mention) -> tuple[Actor, ...]:
    """Return a mention's actors that stand for a state or for an organisation or group of the register."""
    register = load_register()
    return tuple(a for a in mention.actors if a.country or a.organisation or (a.id and register.has_entity(a.id)))


def unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors without repeats of one actor, first mention kept."""
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(f"{actor.party}/{actor.id or actor.sector}", actor)
    return tuple(seen.values())


def without(actors: tuple[Actor, ...], other: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the actors whose party is not on the other side."""
    parties = {a.party for a in other}
    return tuple(a for a in actors if a.party not in parties)


def _spread(actor: Side, recipient: Side) -> Sides:
    """Spread a mutual act: who stands alone does it with each of the others, "A, B and C met" do it all together."""
    both = unique((*actor.actors, *recipient.actors))
    parties = list(dict.fromkeys(a.party for a in both))
    told = actor if actor.actors else recipient
    if actor.actors and recipient.actors:
        return Sides(actor, recipient, True)
    if len(parties) > 2:
        return Sides(Side(both, told.slot, told.direct), NOBODY, True)
    if len(parties) == 2:
        first, second = (Side(tuple(a for a in both if a.party == p), told.slot, told.direct) for p in parties)
        return Sides(first, second, True)
    return Sides(actor, recipient, True)
