"""Which story stands where on the front page, now or as of a past moment.

In: the store.  Out: stories in order, each with its lead and the reason for its place.  The order is
`craft.heat`'s; the command line and the site show the same one.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.heat import ARRANGED_MAX, Candidate, HeatState, Place, arrange, heat_of
from wiredesk.ports import Store
from wiredesk.records.act import Pin
from wiredesk.records.coverage import Coverage
from wiredesk.records.hold import Bucket
from wiredesk.records.story import Story
from wiredesk.records.work import ArticleLine, PublishWork

NO_PINS: Final[Mapping[StoryId, Pin]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fronted:
    """A story on the front page."""

    story: Story
    lead: ArticleLine
    """Its lead, or while that is not out the first report that is."""
    place: Place


class Look(Protocol):
    """What is known of articles: from the store, or from what was kept of it."""

    def lines(self, articles: Sequence[ArticleId]) -> Mapping[ArticleId, ArticleLine]:
        """Their lines."""
        ...

    def headed(self, articles: Sequence[ArticleId]) -> Mapping[ArticleId, tuple[str, str]]:
        """Headline and first topic of those that were read."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreLook:
    """Asks the store."""

    store: Store

    def lines(self, articles: Sequence[ArticleId]) -> Mapping[ArticleId, ArticleLine]:
        """Their lines."""
        return {line.id: line for line in self.store.list_lines(articles)}

    def headed(self, articles: Sequence[ArticleId]) -> Mapping[ArticleId, tuple[str, str]]:
        """Headline and first topic of those that were read."""
        works = self.store.load_publish_work(articles, related=False)
        return {work.article.id: headed_of(work) for work in works}


def headed_of(work: PublishWork) -> tuple[str, str]:
    """Headline and first topic, by which a front page is arranged."""
    edit = work.edits.get(work.article.id)
    title = (edit.title if edit else None) or work.article.title
    return title, work.labels[0].name if work.labels else ""


def front_now(
    store: Store, *, since: datetime, limit: int, look: Look | None = None
) -> list[Fronted]:
    """Published stories with a member received since then, as they stand now."""
    pins = {pin.story_id: pin for pin in store.list_pins()}
    pinned = [story for one in pins if (story := store.load_story(one)) is not None]
    hottest = store.list_stories(since=since, limit=max(limit, ARRANGED_MAX))
    stories = {story.id: story for story in (*pinned, *hottest)}
    look = look or StoreLook(store=store)
    return _arranged(store, list(stories.values()), look, is_out=_is_published, pins=pins)[:limit]


def _is_published(line: ArticleLine) -> bool:
    return line.bucket is Bucket.PUBLISHED


def front_as_of(store: Store, at: datetime, *, days: int, limit: int) -> list[Fronted]:
    """The front page of a past moment, from the log: what had come in, and what was out, by then.

    Heat is exact for the moment; what was shown then had moved in steps of 3 points, so it may have
    been that much higher.  Titles and labels are today's.
    """
    counted: dict[StoryId, list[Coverage]] = {}
    for line in store.replay_coverage(since=at - timedelta(days=days), until=at):
        if line.story_id is not None:
            counted.setdefault(line.story_id, []).append(line)
    out = store.list_out([one.article_id for own in counted.values() for one in own], at=at)
    calibrations = {one.number: one for one in store.list_calibrations()}
    stories = []
    for shown in store.list_shown(list(counted), at=at):
        own = counted[shown.story_id]
        if not any(one.article_id in out for one in own):
            continue
        calibration = calibrations[shown.calibration]
        mass = _mass(own, at, half_life_hours=calibration.half_life_hours)
        stories.append(
            Story(
                id=shown.story_id,
                lead=shown.lead,
                heat=math.floor(heat_of(mass, calibration) + 0.5),
                ranked_at=shown.at,
                members=tuple(one.article_id for one in own),
                reports=shown.reports,
                independent=shown.independent,
            )
        )
    stories.sort(key=lambda story: (-story.heat, story.id))
    wanted = stories[: max(limit, ARRANGED_MAX)]
    look = StoreLook(store=store)
    return _arranged(store, wanted, look, is_out=lambda line: line.id in out)[:limit]


def _mass(coverage: Sequence[Coverage], at: datetime, *, half_life_hours: float) -> float:
    state = HeatState(half_life_hours=half_life_hours, landmark=at)
    for line in coverage:
        state.add(line.owner, line.weight, line.counted_at)
    return state.mass(at)


def _arranged(
    store: Store,
    stories: Sequence[Story],
    look: Look,
    *,
    is_out: Callable[[ArticleLine], bool],
    pins: Mapping[StoryId, Pin] = NO_PINS,
) -> list[Fronted]:
    """`stories`, which come pinned and then hottest first, in the order of the front page."""
    lines = look.lines([one for story in stories for one in story.members])
    leads = {
        story.id: lead for story in stories if (lead := _lead(story, lines, is_out)) is not None
    }
    shown = {story.id: story for story in stories if story.id in leads}
    hottest = [leads[one] for one in list(shown)[:ARRANGED_MAX]]
    records = store.list_provider_records([lead.provider for lead in hottest])
    owners = {provider.domain: provider.owner_key for provider, _ in records}
    headed = look.headed([lead.id for lead in hottest])
    candidates = []
    for story, lead in ((story, leads[one]) for one, story in shown.items()):
        title, topic = headed.get(lead.id, (lead.title, ""))
        candidates.append(
            Candidate(
                story_id=story.id,
                title=title,
                heat=story.heat,
                owner=owners.get(lead.provider, ""),
                topic=topic,
                pinned_until=pins[story.id].until if story.id in pins else None,
            )
        )
    return [
        Fronted(story=shown[one.story_id], lead=leads[one.story_id], place=one)
        for one in arrange(candidates)
    ]


def _lead(
    story: Story, lines: Mapping[ArticleId, ArticleLine], is_out: Callable[[ArticleLine], bool]
) -> ArticleLine | None:
    """The lead, or the first report that is out while the lead is not; None when none is."""
    out = [lines[one] for one in story.members if one in lines and is_out(lines[one])]
    return next((line for line in out if line.id == story.lead), out[0] if out else None)
