"""Diplomatic acts told formally, as chronicles and foreign ministries tell them: claims with both states, act and day.

"Relations were established on 3 May 1901, when Minister A presented his credentials", "the legation was raised to an
embassy": neither names its two states beside the verb. They are taken from the phrase for the mission or its head, from
the heading of the paragraph, or from the two states that the story is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from detente.claims import evidence
from detente.claims.confidence import confidence
from detente.claims.envoys import (
    accredited_elsewhere,
    clause_words,
    handed_over_in,
    host,
    place_below,
    presented_to,
    residence,
)
from detente.claims.formal_dates import Dates, year_of
from detente.claims.missions import Mission, Pair, heading_mission, headings, mission_of, pair_of, state_at
from detente.claims.predicates import Predicate
from detente.claims.read import Read
from detente.model import Actor, Claim, Interval, Score, Span, Status, Voice, content_id
from detente.reading import voices
from detente.reading.codes import arguments
from detente.reading.codes.diplomacy import (
    DESIGNATE,
    UNRANKED,
    DiplomaticAct,
    Phrase,
    find_acts,
    find_phrases,
    folded,
    load_diplomacy,
)
from detente.reading.language import Sentence, Token

AHEAD = 20
WEIGHT = 2.2
"""A formal act's log-odds: a confidence of .90."""


def formal_claims(told: Read) -> list[Claim]:
    """Return the claims of the diplomatic acts that an article tells formally, in reading order."""
    tokens = told.parsed.tokens
    phrases = [p for p in find_phrases([folded(t.text) for t in tokens]) if p.group in ("mission", "head")]
    found = [(s, find_acts(told.parsed, s)) for s in told.parsed.sentences if s.kind == "body"]
    pair = pair_of(told, phrases) if any(acts for _, acts in found) else None
    return list(_Teller(told, pair, phrases).claims(found)) if pair is not None else []


@dataclass(slots=True)
class _Paragraph:
    """What the paragraph has told so far: its heading's mission, the missions and heads of mission named last."""

    by_default: Mission = field(default_factory=Mission)
    heading: Phrase | None = None
    year: Interval | None = None
    mission: Phrase | None = None
    head: Phrase | None = None
    abroad: str | None = None


@dataclass(frozen=True, slots=True)
class _Deed:
    """What an act comes to: its object and the two states; ``undated`` acts may be dated by the heading's year."""

    act: DiplomaticAct
    object: str
    mission: Mission
    mutual: bool = False


class _Teller:
    """Goes through an article's acts in reading order and makes claims of them."""

    def __init__(self, told: Read, pair: Pair, phrases: Sequence[Phrase]) -> None:
        self.told, self.parsed, self.pair, self.phrases = told, told.parsed, pair, phrases
        self.headings = headings(told)
        self.above = {" ".join(h.split()) for h in self.headings.values()}
        self.dates = Dates(told)
        self.words = load_diplomacy()
        self.paragraph, self.block = _Paragraph(), -1
        self.last: _Deed | None = None

    def claims(self, found: Iterable[tuple[Sentence, list[DiplomaticAct]]]) -> Iterator[Claim]:
        """Yield the claims of the sentences' acts."""
        for sentence, acts in found:
            if sentence.block != self.block:
                self._open(sentence)
            if self._is_heading(sentence):
                continue  # its paragraph tells the same, with the day
            took = self._took_effect(sentence)
            if took is not None:
                self.last = None
                yield self._claim(took)
            for act in acts:
                deed = self._deed(act, sentence)
                if deed is not None:
                    yield from self._kept(deed)
            for phrase in self._inside(sentence.first, sentence.last):
                self._meet(phrase)
        if self.last is not None:
            yield self._claim(self.last)

    def _open(self, sentence: Sentence) -> None:
        self.block = sentence.block
        heading = self.headings.get(self.told.article.blocks[sentence.block].span.start, "")
        by_default, phrase = heading_mission(self.told, heading)
        self.paragraph = _Paragraph(by_default, phrase, year_of(heading), abroad=residence(self.told, sentence))

    def _kept(self, deed: _Deed) -> Iterator[Claim]:
        """Yield a deed's claim; a raising waits for the next sentence, which may tell when it took effect."""
        if self.last is not None:
            yield self._claim(self.last)
        self.last = deed if deed.act.frame.name == "raised" else None
        if self.last is None:
            yield self._claim(deed)

    def _took_effect(self, sentence: Sentence) -> _Deed | None:
        """The last raising again, where its "change became effective" on another day."""
        for token in self.parsed.sentence_tokens(sentence):
            if token.lemma == "effective" and self.last is not None and token.sent != self.last.act.predicate.sent:
                verb = self.parsed.head(token)
                subject = self.parsed.child(verb, "nsubj")
                if subject is not None and subject.lemma in ("change", "elevation", "promotion", "upgrade", "move"):
                    return replace(self.last, act=replace(self.last.act, predicate=verb))
        return None

    def _is_heading(self, sentence: Sentence) -> bool:
        span = self.told.article.blocks[sentence.block].span
        return " ".join(self.parsed.text[span.start : span.end].split()) in self.above

    def _inside(self, first: int, last: int, group: str | None = None) -> list[Phrase]:
        return [p for p in self.phrases if first <= p.first < last and group in (None, p.group)]

    def _meet(self, phrase: Phrase) -> None:
        if phrase.group == "mission":
            self.paragraph.mission = phrase
        else:
            self.paragraph.head = phrase

    def _before(self, token: Token, group: str) -> Phrase | None:
        """The phrase of a group that a word takes up: the last before it in its sentence, else in the paragraph."""
        inside = self._inside(self.parsed.sentence_of(token).first, token.i, group)
        return inside[-1] if inside else getattr(self.paragraph, group)

    def _deed(self, act: DiplomaticAct, sentence: Sentence) -> _Deed | None:
        name = act.frame.name
        if act.frame.mutual:
            return self._between(act, sentence)
        if name in ("received", "welcomed", "accredited", "appointed"):
            return self._head(act, sentence)
        theme = act.theme or self._before(act.predicate, "mission")
        if theme is None:
            return None
        mission = self._settled(theme, act)
        kind = (act.to or theme).kind
        passive = arguments.is_passive(self.parsed, act.predicate)
        each_way = name == "raised" and passive and self._is_each_way(theme)
        if each_way:
            mission = mission or Mission(self.pair.first, self.pair.second)
        return None if mission is None or kind == UNRANKED else _Deed(act, kind, mission, mutual=each_way)

    def _is_each_way(self, phrase: Phrase) -> bool:
        """Whether several missions of no one state are meant: "their legations", "the legations in both countries"."""
        last = self.parsed.tokens[phrase.last - 1]
        if any(t.lemma == "both" for t in self.parsed.tokens[phrase.last : phrase.last + AHEAD]):
            return True
        return last.tag in ("NNS", "NNPS") and mission_of(self.told, phrase).sender is None

    def _settled(self, phrase: Phrase, act: DiplomaticAct) -> Mission | None:
        """Whose mission a phrase means: by its own words, those of what it becomes, or its verb's subject and place."""
        predicate, found = act.predicate, mission_of(self.told, phrase)
        if act.to is not None:
            became = mission_of(self.told, act.to)
            found = replace(found, sender=became.sender or found.sender, receiver=became.receiver or found.receiver)
        done = bool(arguments.objects(self.parsed, predicate)) and not arguments.is_passive(self.parsed, predicate)
        if found.sender is None and act.theme is not None and done and act.theme.first > predicate.i:
            subjects = arguments.subjects(self.parsed, predicate)
            found = replace(found, sender=next((a for t in subjects if (a := state_at(self.told, t.i))), None))
        if found.sender is not None and found.receiver is not None and found.sender.party == found.receiver.party:
            found = replace(found, receiver=None)
        if found.place is None and phrase.group == "mission":
            found = replace(found, place=place_below(self.told, predicate))
        if found.sender is None and found.receiver is None and found.place is not None and found.city is not None:
            found = replace(found, receiver=self._of_pair(found.city))
        return self.pair.settle(found, self.paragraph.by_default)

    def _of_pair(self, country: str) -> Actor | None:
        return next((a for a in (self.pair.first, self.pair.second) if a.country == country), None)

    def _between(self, act: DiplomaticAct, sentence: Sentence) -> _Deed | None:
        """Relations begun or ended: between the states that the clause names, else those of the story."""
        if act.theme is None:
            return None
        verb = act.predicate
        named = [a for t in self._near(act) if (a := state_at(self.told, t.i)) is not None]
        distinct = list({a.party: a for a in named}.values())
        if act.frame.name == "warred" and not any(t.lemma in ("on", "upon", "against") for t in self._near(act)):
            return None
        if len(distinct) >= 2:
            subject = next((a for a in named if self._is_subject(a, verb)), distinct[0])
            other = next(a for a in distinct if a.party != subject.party)
            return _Deed(act, act.theme.kind, Mission(subject, other), mutual=True)
        if act.frame.name == "warred":
            return None
        first, second = self.pair.first, self.pair.second
        if distinct:
            first = distinct[0]
            facing = self.pair.other(first)
            if facing is None:
                return None
            second = facing
        return _Deed(act, act.theme.kind, Mission(first, second), mutual=True)

    def _near(self, act: DiplomaticAct) -> list[Token]:
        """The words of the act's own clause: its subject, its object, and what follows "with", "between" or "on"."""
        verb = act.predicate
        heads = [*arguments.subjects(self.parsed, verb), *arguments.objects(self.parsed, verb)]
        heads += self.parsed.children(verb, "prep", "agent", "dobj", "nsubj", "nsubjpass")
        found = {t.i: t for head in heads for t in clause_words(self.parsed, head)}
        return [found[i] for i in sorted(found)]

    def _is_subject(self, actor: Actor, verb: Token) -> bool:
        inside = {t.i for head in arguments.subjects(self.parsed, verb) for t in clause_words(self.parsed, head)}
        return any(a is not None and a.party == actor.party for a in (state_at(self.told, i) for i in inside))

    def _head(self, act: DiplomaticAct, sentence: Sentence) -> _Deed | None:
        """A head of mission named, received, or presenting credentials: of which rank, from where to where."""
        phrase = self._highest(self._rank(act, sentence))
        kind = self.words.heads[phrase.kind] if phrase is not None else self._rank_by_mission() or self.words.untitled
        mission = self._heads_mission(act, phrase, sentence)
        if mission is None:
            return None
        abroad = (
            self.paragraph.abroad
            or handed_over_in(self.told, act.predicate, mission)
            or accredited_elsewhere(self.told, phrase, mission)
        )
        away = abroad is not None and mission.receiver is not None and mission.receiver.country not in (abroad, None)
        if away and kind in self.words.abroad and act.frame.name in ("received", "accredited"):
            return _Deed(act, self.words.abroad[kind], mission)
        if act.frame.name == "appointed":
            nonresident = away and kind == "consul"
            return _Deed(act, self.words.abroad[kind] if nonresident else f"{kind}-{DESIGNATE}", mission)
        return _Deed(act, kind, mission)

    def _rank(self, act: DiplomaticAct, sentence: Sentence) -> Phrase | None:
        """The title: what follows "as", else what stands before the name, else what the paragraph told last."""
        if act.theme is not None and act.theme.group == "head":
            return act.theme
        verb = act.predicate
        after = self._inside(verb.i, sentence.last, "head")
        given = next((p for p in after if self._is_as(p)), None)
        before = self._inside(sentence.first, verb.i, "head")
        host = next((p for p in after if self._is_owned(p)), None) if not before else None
        return given or (before[-1] if before else None) or host or self.paragraph.head

    def _highest(self, phrase: Phrase | None) -> Phrase | None:
        """The first of the titles that one person bears together ("Minister Resident and Consul General")."""
        while phrase is not None:
            near = [p for p in self.phrases if p.group == "head" and 0 < phrase.first - p.last <= 2]
            joined = [p for p in near if self.parsed.tokens[phrase.first - 1].lemma == "and"]
            if not joined:
                break
            phrase = joined[-1]
        return phrase

    def _is_as(self, phrase: Phrase) -> bool:
        words = [t.lemma for t in self.parsed.tokens[max(phrase.first - 8, 0) : phrase.first]]
        return "as" in words

    def _is_owned(self, phrase: Phrase) -> bool:
        """Whether the credentials are those of somebody: "accepted the credentials of Minister X"."""
        return any(t.lemma == "of" for t in self.parsed.tokens[max(phrase.first - 4, 0) : phrase.first])

    def _rank_by_mission(self) -> str | None:
        phrase = self.paragraph.heading or self.paragraph.mission
        if phrase is None:
            return None
        return self.words.heads[phrase.kind] if phrase.group == "head" else self.words.led_by.get(phrase.kind)

    def _heads_mission(self, act: DiplomaticAct, phrase: Phrase | None, sentence: Sentence) -> Mission | None:
        found = mission_of(self.told, phrase) if phrase is not None else Mission()
        if found.sender is None and found.receiver is None and self.paragraph.head is not None:
            found = mission_of(self.told, self.paragraph.head)
        by = [a for t in arguments.agents(self.parsed, act.predicate) if (a := state_at(self.told, t.i)) is not None]
        if act.frame.name == "accredited" and by:
            found = Mission(self.pair.other(by[0]), by[0])  # by whom an envoy is accredited, there he serves
        elif act.frame.name in ("received", "accredited"):
            receiver = presented_to(self.told, act.predicate)
            ours = receiver is not None and self.pair.other(receiver) is not None
            if receiver is not None and ours and (found.sender is None or receiver.party != found.sender.party):
                found = replace(found, receiver=receiver)
            elif found.receiver is not None and found.receiver.country == self.paragraph.abroad:
                found = replace(
                    found, receiver=None
                )  # "the ambassador to Fiji, resident there": whom he calls on is unsaid
        elif act.frame.name == "welcomed":
            found = replace(found, receiver=found.receiver or host(self.told, act.predicate))
            if found.sender is None and found.receiver is None:
                return None
        return self.pair.settle(found, self.paragraph.by_default)

    def _claim(self, deed: _Deed) -> Claim:
        act, mission, told = deed.act, deed.mission, self.told
        assert mission.sender is not None and mission.receiver is not None
        predicate = act.predicate
        span = Span(predicate.start, predicate.end)
        frame = act.frame
        sides = (mission.sender, mission.receiver)
        status, why = self._status(predicate)
        formal = Score("formal", WEIGHT, f"'{predicate.text}' tells formally of {deed.object}")
        scores = (formal, Score("status", 0.0, why))
        return Claim(
            id=content_id(told.article.id, span, frame.type, frame.mode, deed.object, sides[0].party, sides[1].party),
            page=told.article.page,
            article=told.article.id,
            evidence=(evidence.clause(self.parsed, Predicate(predicate, None), sides),),
            predicate=span,
            actors=(sides[0],),
            recipients=(sides[1], *mission.also),
            symmetric=deed.mutual,
            type=frame.type,
            mode=frame.mode,
            contexts=("diplomatic",),
            quad=told.codebook.quad(frame.type),
            intensity=told.codebook.intensity(frame.type, frame.mode),
            cameo=told.codebook.cameo(frame.type, frame.mode, deed.object, status),
            status=status,
            voices=self._voices(predicate),
            when=self._when(act) or self._by_heading(deed),
            where=mission.place,
            confidence=confidence(scores),
            object=deed.object,
            scores=scores,
        )

    def _when(self, act: DiplomaticAct) -> Interval | None:
        """The act's day; of a second change of one verb ("and to an embassy on ...") the one behind it."""
        before = self._inside(act.predicate.i, act.to.first, "mission") if act.to is not None else []
        second = [p for p in before if p != act.theme]
        after = act.to.last - 1 if act.to is not None and second else None
        return self.dates.of(act.predicate, after, strict=act.frame.name == "accredited")

    def _by_heading(self, deed: _Deed) -> Interval | None:
        """The heading's year, for an act that the heading announces."""
        same = self.paragraph.heading is not None and self.paragraph.heading.kind == deed.object
        return self.paragraph.year if same else None

    def _status(self, predicate: Token) -> tuple[Status, str]:
        """The status and its reason: formal acts are points in time, whatever goes on beside them."""
        verdict = voices.explain(self.parsed, predicate)
        head = self.parsed.head(predicate)
        first = predicate.tag == "VB" and predicate.dep in ("acl", "relcl") and head.pos in ("NOUN", "PROPN")
        if first and any(t.lemma in ("first", "last", "only") for t in self.parsed.children(head, "amod")):
            return "occurred", f"occurred: '{head.text}' was there to do it"
        if verdict.status == "ongoing":
            return "occurred", f"occurred: a formal act is done once ({verdict.reason})"
        return verdict.status, voices.told(verdict, verdict.status)

    def _voices(self, predicate: Token) -> tuple[Voice, ...]:
        told = self.told
        chain = voices.voice_chain(self.parsed, predicate, told.attributions, told.mentions)
        if chain and chain[-1].kind == "outlet":
            return chain
        return (*chain, Voice(None, "outlet", None, told.article.outlet, None, "asserts"))
