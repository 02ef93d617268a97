"""What the next publish will do, before it does it; and the site as it will then be.

In: the publish step, which decides the same way when it really runs.  Out: a Plan; files of the site.  Saves nothing.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import msgspec

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.render import parse_converted
from wiredesk.craft.render.shown import provider_path, story_path, topic_path
from wiredesk.craft.render.site import plan_site
from wiredesk.records.hold import Bucket
from wiredesk.records.hub import HubView
from wiredesk.records.outcome import Stage
from wiredesk.records.reason import Reason
from wiredesk.records.record import Record
from wiredesk.records.work import PublishDone, PublishWork
from wiredesk.route.publish import Publish

PLANNED_MAX: Final = 500  # articles looked at; more are counted
VALUE_CHARACTERS_MAX: Final = 400
FRONT: Final = "index.html"
COUNTED_MAX: Final = 10_000


class PlanKind(StrEnum):
    """What becomes of a record."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedField:
    """One field of a record that changes."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRecord:
    """One record that the next publish touches."""

    kind: PlanKind
    article_id: ArticleId
    title: str
    path: str
    """Of its file."""
    fields: tuple[PlannedField, ...]
    """Those that change, of one that is out already."""
    pages: tuple[str, ...]
    """Pages of the site on which it stands, beside the front page."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the next publish will do."""

    records: tuple[PlannedRecord, ...]
    """Removed ones first, then added, then changed, each in order of receipt."""
    unchanged: int
    """Records that are looked at again and stay as they are."""
    further: int
    """Articles that wait beyond those looked at here; counted up to 10,000."""
    judged_first: int
    """Articles that are held or released first, by the step before."""
    is_behind: bool
    """The records are as they shall be, and the outlets are not yet."""

    @property
    def pages(self) -> tuple[str, ...]:
        """All pages of the site that will be others."""
        named = dict.fromkeys(page for one in self.records for page in one.pages)
        return (FRONT, *named) if self.records or self.is_behind else ()

    def of(self, kind: PlanKind) -> int:
        """How many records will be added, changed or removed."""
        return sum(one.kind is kind for one in self.records)


async def plan_publish(publish: Publish, *, now: datetime, limit: int = PLANNED_MAX) -> Plan:
    """What `publish` would do with what waits for it now."""
    store = publish.store
    works = store.list_publish_work(now=now, limit=limit)
    done = await publish.decide(works, now=now)
    planned = [_planned(work, one, publish) for work, one in zip(works, done, strict=True)]
    order = (PlanKind.REMOVE, PlanKind.ADD, PlanKind.CHANGE)
    waiting = store.count_at(Stage.PUBLISH, now=now, limit=COUNTED_MAX)
    wanted, shown = store.load_generation()
    return Plan(
        records=tuple(
            sorted((one for one in planned if one), key=lambda one: order.index(one.kind))
        ),
        unchanged=sum(one is None for one in planned),
        further=max(waiting - len(works), 0),
        judged_first=store.count_at(Stage.HOLD, now=now, limit=COUNTED_MAX),
        is_behind=wanted != shown,
    )


def find_page(publish: Publish, view: HubView, path: str) -> bytes | None:
    """The file at `path` of the site that `view` makes; None when there is none."""
    drafted = next((draft for draft in plan_site(view) if draft.path == path), None)
    if drafted is not None:
        return drafted.body()
    pictures = {one.image for one in view.articles} | {
        member.article.image for story in view.stories for member in story.members
    }
    if path not in pictures or publish.pictures is None:
        return None
    return next((body for _, body in publish.pictures.read([path])), None)


def _planned(work: PublishWork, done: PublishDone, publish: Publish) -> PlannedRecord | None:
    """What becomes of one record; None when it stays as it is."""
    if done.body == work.previous:
        return None
    kind = PlanKind.CHANGE if work.previous else PlanKind.ADD
    kind = PlanKind.REMOVE if work.bucket is not Bucket.PUBLISHED else kind
    return PlannedRecord(
        kind=kind,
        article_id=work.article.id,
        title=work.article.title,
        path=done.path,
        fields=tuple(_fields(work, done, publish)) if kind is PlanKind.CHANGE else (),
        pages=(
            story_path(work.story_id),
            *(topic_path(label.topic) for label in work.labels),
            provider_path(work.provider.domain),
        ),
        reasons=done.reasons,
    )


def _fields(work: PublishWork, done: PublishDone, publish: Publish) -> list[PlannedField]:
    profile = publish.policy.facts.profile
    before, after = (
        parse_converted(body, profile, name=done.path) for body in (work.previous, done.body)
    )
    pairs = [
        (one.name, getattr(before, one.name), getattr(after, one.name)) for one in fields(Record)
    ]
    return [
        PlannedField(name=name, before=_told(old), after=_told(new))
        for name, old, new in pairs
        if old != new
    ]


def _told(value: Any) -> str:
    """A value for people: short, and nothing for nothing."""
    if value in (None, "", [], ()):
        return ""
    text = (
        str(value) if isinstance(value, str) else msgspec.json.encode(value, enc_hook=str).decode()
    )
    return text if len(text) <= VALUE_CHARACTERS_MAX else f"{text[:VALUE_CHARACTERS_MAX]}…"
