"""The stages in their order; begin here to understand the code.

    inputs --pages--> Page --articles--> Article --claims--> Claim --copies, events--> Event --entries--> Entry

Each stage is a plain function of records to records. The first three run over partitions of pages, in this process or
in workers; a partition is whole when its done marker is written, so that a read cut short goes on where it stopped and
ends with the same bytes. The others run over all claims whenever something new was read; then a new index is published.
"""

from __future__ import annotations

import dataclasses
import itertools
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detente import __version__
from detente.articles import articles, link_copies
from detente.claims import claims
from detente.deriving import derive
from detente.engines import call_apart, each_done, executor, worker_count
from detente.errors import DataError, DetenteError
from detente.events import events
from detente.model import (
    SCHEMA_VERSION,
    Article,
    Claim,
    Date,
    Entry,
    Event,
    Page,
    Refusal,
    Run,
    content_id,
)
from detente.pages import load_metadata, read_pages
from detente.reading.actors.own import in_force, own_sources, register_of, sound_sources, with_own
from detente.reading.models import models_in_use
from detente.relations import entries
from detente.settings import Settings
from detente.store import Queries
from detente.store.files import locked, remove_temporary
from detente.store.index import current_key, publish
from detente.store.partitions import cut, day_of, key_of, opening, windows
from detente.store.record import Record


@dataclass(frozen=True, slots=True)
class Stages:
    """The flow in its order; tests put other functions of the same shape in their places."""

    pages: Callable[..., Iterable[Page | Refusal]] = read_pages
    articles: Callable[..., Iterable[Article | Refusal]] = articles
    claims: Callable[..., Sequence[Claim]] = claims
    copies: Callable[[Iterable[tuple[Article, str]]], Mapping[str, str]] = link_copies
    events: Callable[..., Sequence[Event]] = events
    entries: Callable[[Sequence[Event], Sequence[Claim], Sequence[Article]], Sequence[Entry]] = entries


STAGES = Stages()

APART = 5_000
"""Claims from which on they are merged in a process of its own: it starts in two seconds, and merges these in two."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the user's choices for one run.

    ``as_of`` is the day the pages were saved, for those that don't say; no story on them can be younger. ``workers``
    is the number of processes, 0 for one each core. ``register`` are YAML files, or folders of them, with actors of the
    user's own, which the store keeps; a faulty one ends the read, or is left out with ``skip_faulty_registers``.
    """

    metadata: Path | None = None
    engine: str = "local"
    workers: int = 1
    as_of: Date | None = None
    register: tuple[Path, ...] = ()
    skip_faulty_registers: bool = False
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a read is: the stage under way, and of the pages met so far how many are done."""

    stage: str
    done: int
    of: int


Told = Callable[[Progress], None]
Fetch = Callable[[str], Iterable[Page | Refusal]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a read did: its run, how many of the pages were in the store already, and whether anything is new.

    Of what the run refused, ``refused`` are whole inputs (and warnings), ``dropped`` parts of pages that gave a story.
    """

    run: Run
    known: int
    changed: bool
    refused: tuple[Refusal, ...]
    dropped: tuple[Refusal, ...]


def read(
    paths: Iterable[str | Path],
    record: Record,
    options: Options | None = None,
    *,
    told: Told | None = None,
    stages: Stages | None = None,
    fetch: Fetch | None = None,
) -> Reading:
    """Read inputs into a store: all stages in their order, then a new index.

    ``fetch`` gives the pages behind an address on the web; without it addresses are refused. Inputs that can't be read
    are in the result's ``run.refused``, with their reasons. Raises BusyStoreError if another process is writing,
    DataError for an unusable metadata file, UsageError for an unknown engine.
    """
    options, stages = options or Options(), stages or STAGES
    worker_count(options.workers)
    metadata = load_metadata(options.metadata) if options.metadata else None
    with locked(record.lock):
        remove_temporary(record.root)
        job = _Job(record, options, stages, told or (lambda _: None))
        job.refused.extend(_keep_registers(record, options))
        inputs = [str(p) for p in paths]
        fetching = {"fetch": fetch} if fetch else {}
        job.take(stages.pages(inputs, metadata=metadata, settings=options.settings, **fetching))
        return job.finish(inputs)


def _keep_registers(record: Record, options: Options) -> Iterator[Refusal]:
    """Put the user's register files into the store, and warn of what that leaves as it was."""
    if not options.register:
        return
    sources = own_sources(options.register)
    kept = own_sources(f for f in record.register_files() if f.name not in {Path(s.name).name for s in sources})
    if options.skip_faulty_registers:
        sources, faults = sound_sources(kept, sources)
        yield from (Refusal(name, "register", "warning-register", f"left out: {why}") for name, why in faults)
    with_own([*kept, *sources])
    before = record.register_digest()
    for source in sources:
        record.keep_register(Path(source.name).name, source.content)
    if sources and record.partitions() and record.register_digest() != before:
        reason = "pages that are in the store stay as they were read; to read them with it too, read into a new store"
        yield Refusal(sources[0].name, "register", "warning-register", reason)


@dataclass(frozen=True, slots=True)
class Partition:
    """A unit of work that travels to a worker: pages, and where to write what they say."""

    record: Record
    pages: tuple[Page, ...]
    stages: Stages
    settings: Settings
    told: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker sends back: counts, and what was refused; the records are in the store."""

    key: str
    pages: int
    articles: int
    claims: int
    refused: tuple[Refusal, ...]


def read_partition(work: Partition) -> Outcome:
    """Turn a partition's pages into articles and claims and write all three, with what was dropped.

    A page on which a stage fails is left out of the store, to be tried again, and the failure is among the refused.
    """
    tables: dict[str, list[Any]] = {"pages": [], "articles": [], "claims": [], "refusals": []}
    failed: list[Refusal] = []
    own = register_of(work.record.register_files())
    for page in work.pages:
        try:
            with in_force(own):
                found = _read_page(page, work)
        except DataError:
            raise  # a data file of ours is broken: every page would fail for it
        except Exception as error:  # one page's trouble must not end a run over thousands
            failed.append(_failure(page, error))
        else:
            for name, records in found.items():
                tables[name].extend(records)
        if work.told:
            work.told()
    key = key_of(p.id for p in tables["pages"])
    if tables["pages"]:
        work.record.write_partition(key, tables)
    refused = (*tables["refusals"], *failed)
    return Outcome(key, len(tables["pages"]), len(tables["articles"]), len(tables["claims"]), refused)


def refresh(record: Record, stages: Stages | None = None, *, force: bool = False) -> None:
    """Derive copies, events and ledger from the record and publish an index, unless those in force answer to it.

    Where there is much to merge both are done in processes of their own, which hold neither the models nor what the
    other leaves behind. Stages of another kind stay here: some remember what they merged.
    """
    key, derived = record.key(), record.derived()
    stages = stages or STAGES
    claims = sum(done.files["claims"].rows for done in record.partitions())
    apart = stages == STAGES and claims >= APART
    if force or derived is None or derived.key != key:
        call_apart("detente.pipeline:derive_at", str(record.root)) if apart else _derive(record, stages)
    if force or current_key(record) != key:
        call_apart("detente.store.index:publish_at", str(record.root)) if apart else publish(record, key)


def derive_at(root: str) -> None:
    """Derive from the record at ``root``; the whole task of a process."""
    _derive(Record(Path(root)), STAGES)


def _derive(record: Record, stages: Stages) -> None:
    with in_force(register_of(record.register_files())):
        record.write_derived(record.key(), derive(record, stages))


class _Job:
    """One read under way: what was seen, done and refused so far."""

    def __init__(self, record: Record, options: Options, stages: Stages, told: Told) -> None:
        self.record, self.options, self.stages, self.told = record, options, stages, told
        self.stored = record.page_ids()
        self.known: dict[str, Page] = {}
        self.refused: list[Refusal] = []
        self.outcomes: list[Outcome] = []
        self.met = self.heard = self.done = 0

    def take(self, found: Iterable[Page | Refusal]) -> None:
        """Send pages to workers, a partition at a time."""
        parts = self._partitions(self._admitted(found))
        first = opening(parts, self.options.settings.partition_pages)
        several = len(first) > 1 and sum(map(len, first)) > self.options.settings.partition_pages
        workers = self.options.workers if several else 1
        try:
            with executor(self.options.engine, workers) as on:
                ahead = 2 * worker_count(workers) if worker_count(workers) > 1 or self.options.engine != "local" else 1
                tell = self._tell if ahead == 1 else None
                work = (self._partition(p, tell) for p in itertools.chain(first, parts))
                for outcome in each_done(on, read_partition, work, ahead=ahead):
                    self._collect(outcome, told=tell is not None)
        except BrokenExecutor:
            raise DetenteError(
                "a worker process was ended from outside (short of memory?); what was finished is kept: "
                "run the same command again, with --workers 1"
            ) from None

    def _partition(self, pages: tuple[Page, ...], tell: Callable[[], None] | None) -> Partition:
        return Partition(self.record, pages, self.stages, self.options.settings, tell)

    def finish(self, inputs: list[str]) -> Reading:
        """Derive, publish, and keep what was done."""
        self.told(Progress("events", self.done, self.met))
        if self.stored or self.outcomes:
            refresh(self.record, self.stages)
        if self.known:
            files = {page.file for page in self.known.values()}
            self.refused.extend(r for r in self.record.read("refusals") if r.file in files)
        if self.known and self.options.metadata:
            self.refused.extend(self._kept())
        run = self._run(inputs)
        changed = run.pages > 0
        if changed:
            self.record.write_run(run)
        dropped = self._dropped(run.refused)
        refused = tuple(r for r in run.refused if r not in dropped)
        return Reading(run, len(self.known), changed, refused, tuple(r for r in run.refused if r in dropped))

    def _kept(self) -> Iterator[Refusal]:
        """A warning for each page that is in the store with other metadata than is given now."""
        for stored in self.record.read("pages"):
            given = self.known.get(stored.id)
            if given and dataclasses.replace(stored, text="", retrieved=given.retrieved) != given:
                reason = "it is in the store with other metadata, which stands; to change that read it into a new store"
                yield Refusal(given.file, "pages", "warning-known", reason)

    def _dropped(self, refused: Iterable[Refusal]) -> set[Refusal]:
        """What was left out of pages that gave a story all the same."""
        parts = [r for r in refused if r.stage == "articles"]
        if not parts:
            return set()
        with Queries(self.record) as queries:
            told = queries.files_with_articles({r.file for r in parts})
        return {r for r in parts if r.file in told}

    def _admitted(self, found: Iterable[Page | Refusal]) -> Iterator[Page]:
        for item in found:
            if isinstance(item, Refusal):
                self.refused.append(item)
            else:
                day = item.retrieved or self.options.as_of
                yield dataclasses.replace(item, retrieved=day)

    def _partitions(self, pages: Iterator[Page]) -> Iterator[tuple[Page, ...]]:
        """Cut the new pages of each window into partitions; of a page found twice the one that was saved first stays.

        So neither the order of inputs nor an interruption makes a difference (see ``store.partitions.cut``).
        """
        size = self.options.settings.partition_pages
        for window in windows(pages, size, self._hear):
            self.known |= {p.id: dataclasses.replace(p, text="") for p in window if p.id in self.stored}
            window.sort(key=lambda p: (p.retrieved or Date.max, p.file), reverse=True)
            fresh = {p.id: p for p in window if p.id not in self.stored}
            self.stored.update(fresh)
            self.heard = self.met = self.met + len(fresh)
            for ids in cut({id: day_of(p.published, p.retrieved) for id, p in fresh.items()}, size):
                yield tuple(fresh[id] for id in ids)

    def _hear(self, page: Page) -> None:
        self.heard += page.id not in self.stored
        self.told(Progress("claims", self.done, self.heard))

    def _tell(self) -> None:
        self.done += 1
        self.told(Progress("claims", self.done, self.met))

    def _collect(self, outcome: Outcome, *, told: bool) -> None:
        self.outcomes.append(outcome)
        self.refused.extend(outcome.refused)
        if not told:
            self.done += outcome.pages
            self.told(Progress("claims", self.done, self.met))

    def _run(self, inputs: list[str]) -> Run:
        refused = tuple(sorted(set(self.refused), key=lambda r: (r.file, r.stage, r.code, r.reason)))
        derived = self.record.derived()
        rows = {name: file.rows for name, file in derived.files.items()} if derived else {}
        keys = sorted(o.key for o in self.outcomes)
        return Run(
            id=content_id(__version__, SCHEMA_VERSION, self.options, inputs, keys, refused),
            version=__version__,
            schema=SCHEMA_VERSION,
            models=models_in_use(),
            settings=repr(self.options.settings),
            inputs=tuple(inputs),
            pages=sum(o.pages for o in self.outcomes),
            articles=sum(o.articles for o in self.outcomes),
            claims=sum(o.claims for o in self.outcomes),
            events=rows.get("events", 0),
            entries=rows.get("entries", 0),
            refused=refused,
        )


def _read_page(page: Page, work: Partition) -> dict[str, list[Any]]:
    stories: list[Article] = []
    refused: list[Refusal] = []
    for story in work.stages.articles(page, settings=work.settings):
        if isinstance(story, Refusal):
            refused.append(story)
        else:
            stories.append(story)
    said = {c.id: c for story in stories for c in work.stages.claims(page, story, settings=work.settings)}
    ordered = sorted(said.values(), key=lambda c: (c.article, c.predicate.start, c.id))
    return {"pages": [page], "articles": stories, "claims": ordered, "refusals": refused}


def _failure(page: Page, error: Exception) -> Refusal:
    at = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(at.filename).name}, line {at.lineno}"
    reason = f"{type(error).__name__}: {error} ({where}); please report it; reading again tries this page again"
    return Refusal(page.file, "claims", "failed", reason)
