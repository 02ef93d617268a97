"""The one place that wires adapters to ports.

In: a hub's folder and a clock.  Out: a hub whose route can run.  Everything that is opened here is
closed here.
"""

import contextlib
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from wiredesk import VERSION
from wiredesk.basics.clock import Clock, SystemClock
from wiredesk.basics.errors import SettingsError, StoreError
from wiredesk.craft.editorial import HoldPolicy
from wiredesk.engine.workers import WorkerPool
from wiredesk.newsroom.deciding import Decider
from wiredesk.newsroom.keeping import keep_rights
from wiredesk.newsroom.providers import Surveyor
from wiredesk.newsroom.sealing import claim
from wiredesk.newsroom.topics import settle_edition
from wiredesk.outgoing import make_newsletter, make_webhooks, shown_facts
from wiredesk.ports import Archive, Encoder, RequestBox, Store, Workers
from wiredesk.ports import Door as DoorPort
from wiredesk.records.rights import RightsRules
from wiredesk.route.fetch import Fetch
from wiredesk.route.grade import GradeStep
from wiredesk.route.group import Group
from wiredesk.route.hold import HoldStep
from wiredesk.route.label import LabelStep
from wiredesk.route.match import Match
from wiredesk.route.newsletter import Newsletter
from wiredesk.route.picturing import Picturing
from wiredesk.route.poll import Poll
from wiredesk.route.publish import Publish, PublishPolicy
from wiredesk.route.rank import Rank, roots_of
from wiredesk.route.read import Read
from wiredesk.route.sealing import Sealer
from wiredesk.route.step import Step
from wiredesk.route.webhooks import Webhooks
from wiredesk.settings import (
    PublishSettings,
    Settings,
    find_store,
    load_providers,
    load_searches,
    load_settings,
    load_sources,
    load_topics,
    load_webhooks,
    rights_rules,
)
from wiredesk.world.archive import WarcArchive
from wiredesk.world.encoder import OnnxEncoder
from wiredesk.world.images import PictureFolder
from wiredesk.world.inbox import FolderBox
from wiredesk.world.keys import KeyFile
from wiredesk.world.net import Allowance, Door, RightsBook, RobotsBook
from wiredesk.world.outlets import FolderOutlet
from wiredesk.world.store import open_store as open_place

ARCHIVE_FOLDER = "archive"
RECORDS_FOLDER = "records"
PUBLIC_FOLDER = "public"
CREDENTIAL = "wiredesk-keyring"  # its name under systemd's LoadCredential=
REQUESTS_FOLDER = "requests"
DESK_WAIT_SECONDS = 5.0  # an answer takes a fraction of one; a long batch may keep it longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """An open hub: its store, its ways into the world, and the ten steps in order."""

    folder: Path
    settings: Settings
    store: Store
    door: DoorPort
    workers: Workers
    surveyor: Surveyor
    archive: Archive
    rules: RightsRules
    steps: Sequence[Step[Any, Any]]
    picturing: Picturing | None
    """Beside the route; None: the hub keeps no copies of pictures."""
    webhooks: Webhooks
    newsletter: Newsletter | None
    """None: the hub names no sender."""

    @property
    def public(self) -> Path:
        """The folder of the site."""
        return self.folder / PUBLIC_FOLDER

    @property
    def requests(self) -> RequestBox:
        """What other processes ask of this one."""
        return open_requests(self.folder)

    @property
    def decider(self) -> Decider:
        """What does what people ask."""
        return _decider(self.store, self.archive, self.settings, self.rules)

    def keep(self, now: datetime) -> None:
        """What is to be done once a day: let expire what has to, purge, judge again what other rules ask for, forget old events."""
        keep_rights(self.store, self.archive, rules=self.rules, now=now)
        self.webhooks.forget(now)
        if self.newsletter is not None:
            self.newsletter.forget(now)

    def check_may_poll(self) -> None:
        """SettingsError unless publishers can tell whom to write to (SAFETY.md D)."""
        if not self.settings.hub.contact:
            raise SettingsError(
                "hub.contact is empty, so publishers could not tell who polls them.",
                subject=str(self.folder / "wiredesk.toml"),
                remedy="Put your mail or web address there.",
            )


@asynccontextmanager
async def open_hub(folder: Path, *, clock: Clock) -> AsyncIterator[Hub]:
    """The hub in `folder`, with its sources and providers brought up to what its files say."""
    settings = load_settings(folder)
    sources, providers, topics = load_sources(folder), load_providers(folder), load_topics(folder)
    async with AsyncExitStack() as stack:
        store = open_place(find_store(folder, settings))
        stack.callback(store.close)
        store.fill_incoming()
        store.save_providers(providers)
        store.save_sources(sources, now=clock.now())
        store.save_webhooks(load_webhooks(folder, topics=topics), now=clock.now())
        archive = stack.enter_context(contextlib.closing(WarcArchive(folder / ARCHIVE_FOLDER)))
        door = await stack.enter_async_context(open_door(settings, clock=clock))
        workers = await stack.enter_async_context(open_workers(settings))
        robots = RobotsBook(door=door, clock=clock, keeper=store, obey=settings.network.obey_robots)
        edition = settle_edition(store, topics, now=clock.now())
        rights = RightsBook(door=door, clock=clock, keeper=store, workers=workers, robots=robots)
        rules = rights_rules(settings, providers=providers, sources=sources)
        pictures = _open_pictures(folder, settings)
        steps: tuple[Step[Any, Any], ...] = (
            Poll(store=store, door=door, workers=workers),
            Fetch(store=store, door=door, archive=archive, gatekeeper=robots, rights=rights),
            Read(store=store, archive=archive, workers=workers),
            Match(store=store),
            Group(store=store, encoder=find_encoder(folder, settings)),
            LabelStep(store=store, topics=topics, edition=edition),
            GradeStep(store=store),
            Rank(store=store, roots=roots_of(topics)),
            HoldStep(
                store=store,
                rules=rules,
                policy=_hold_policy(settings.publish, has_topics=bool(topics)),
            ),
            replace(
                make_publish(store, folder, settings),
                sealer=_open_sealer(folder, settings, store),
            ),
        )
        yield Hub(
            folder=folder,
            settings=settings,
            store=store,
            door=door,
            workers=workers,
            surveyor=Surveyor(store=store, door=door, gatekeeper=robots, workers=workers),
            archive=archive,
            rules=rules,
            steps=steps,
            picturing=_picturing(store, pictures, door=door, gatekeeper=robots, workers=workers),
            webhooks=make_webhooks(folder, settings, store=store, door=door, clock=clock),
            newsletter=make_newsletter(folder, settings, store=store, clock=clock),
        )


def make_publish(store: Store, folder: Path, settings: Settings) -> Publish:
    """Step 10 of the hub in `folder` without the keys: it can be asked what it would do."""
    facts = shown_facts(folder, settings)
    return Publish(
        store=store,
        records=FolderOutlet(folder / RECORDS_FOLDER),
        site=FolderOutlet(folder / PUBLIC_FOLDER),
        policy=PublishPolicy(facts=facts, quality_min=settings.publish.quality_min),
        topics=load_topics(folder),
        searches=load_searches(folder),
        pictures=_open_pictures(folder, settings),
    )


def _picturing(
    store: Store,
    pictures: PictureFolder | None,
    *,
    door: Door,
    gatekeeper: RobotsBook,
    workers: WorkerPool,
) -> Picturing | None:
    if pictures is None:
        return None
    return Picturing(
        store=store, door=door, gatekeeper=gatekeeper, workers=workers, pictures=pictures
    )


def _hold_policy(publish: PublishSettings, *, has_topics: bool) -> HoldPolicy:
    return HoldPolicy(
        quality_min=publish.quality_min,
        followers=publish.followers,
        off_topic=publish.off_topic or not has_topics,
        probation=publish.probation,
    )


@asynccontextmanager
async def open_door(settings: Settings, *, clock: Clock | None = None) -> AsyncIterator[Door]:
    """The one door out, set up as the hub says."""
    network = settings.network
    async with Door(
        agent=f"wiredesk/{VERSION} (+{settings.hub.contact})"
        if settings.hub.contact
        else f"wiredesk/{VERSION}",
        clock=clock or SystemClock(),
        concurrency=network.concurrency,
        host_delay_seconds=network.host_delay_seconds,
        deadline_seconds=network.deadline_seconds,
        pages_per_host_per_day=network.pages_per_host_per_day,
        allowance=Allowance.of_hosts(network.hosts),
    ) as door:
        yield door


def open_workers(settings: Settings) -> WorkerPool:
    """Worker processes as the hub limits them; they start when they are needed."""
    return WorkerPool(
        jobs=settings.workers.jobs,
        memory_bytes=settings.workers.memory_megabytes * 1024 * 1024,
        wall_seconds=settings.workers.wall_seconds,
    )


def _open_pictures(folder: Path, settings: Settings) -> PictureFolder | None:
    bytes_max = settings.pictures.megabytes_max * 1_000_000
    return PictureFolder(folder, bytes_max=bytes_max) if bytes_max else None


def _open_sealer(folder: Path, settings: Settings, store: Store) -> Sealer | None:
    """What seals with the hub's own keys; KeyringError when they are not as they must be."""
    keys = find_keys(folder, settings)
    if keys is None:
        return None
    claim(store, keys.load())
    return Sealer(keys=keys)


def find_encoder(folder: Path, settings: Settings) -> Encoder | None:
    """The hub's sentence model; None when it names none, SettingsError when it cannot be used."""
    if not settings.semantic.model:
        return None
    return OnnxEncoder(folder / Path(settings.semantic.model).expanduser())


def open_store(folder: Path, *, read_only: bool, beside: bool = False) -> Store:
    """The store of the hub in `folder`; SettingsError when there is no hub.

    With `beside` it may be written in short transactions beside the process that runs the route.
    """
    place = find_store(folder, load_settings(folder))
    return open_place(place, read_only=read_only, beside=beside)


def has_store(folder: Path) -> bool:
    """Whether the hub in `folder` has a memory yet; the first run makes it."""
    place = find_store(folder, load_settings(folder))
    if isinstance(place, Path):
        return place.exists()
    try:
        open_place(place, read_only=True).close()
    except StoreError as error:
        if error.code != "older":
            raise
        return False
    return True


def open_requests(folder: Path) -> RequestBox:
    """Where requests to the hub in `folder` wait while another process writes to it."""
    return FolderBox(folder / REQUESTS_FOLDER)


def open_desk_store(folder: Path) -> Store:
    """The store for what a person does: made when it is not there yet, beside the route where that runs.

    What it reads waits for nobody who writes.
    """
    try:
        with contextlib.closing(open_store(folder, read_only=False)) as store:
            store.fill_incoming()
    except StoreError as error:
        if error.code != "second_writer":
            raise
    return open_store(folder, read_only=False, beside=True)


@contextmanager
def open_decider(folder: Path) -> Iterator[Decider]:
    """What does what people ask, while no other process writes to the hub; StoreError when one does."""
    with ExitStack() as stack:
        store = open_store(folder, read_only=False)
        stack.callback(store.close)
        settings, sources = load_settings(folder), load_sources(folder)
        rules = rights_rules(settings, providers=load_providers(folder), sources=sources)
        archive = WarcArchive(folder / ARCHIVE_FOLDER)
        stack.callback(archive.close)
        yield _decider(store, archive, settings, rules)


def _decider(store: Store, archive: Archive, settings: Settings, rules: RightsRules) -> Decider:
    purge_after = timedelta(days=settings.rights.purge_days)
    return Decider(store=store, archive=archive, rules=rules, purge_after=purge_after)


def find_keys(folder: Path, settings: Settings) -> KeyFile | None:
    """The file of the hub's keys, which need not exist; None when the hub names none."""
    credentials = os.environ.get("CREDENTIALS_DIRECTORY", "")
    given = Path(credentials, CREDENTIAL) if credentials else None
    named = os.environ.get("WIREDESK_KEYRING") or settings.seal.keyring
    if named:
        return KeyFile(folder / Path(named).expanduser(), hub=folder)
    return KeyFile(given, hub=folder) if given is not None and given.exists() else None
