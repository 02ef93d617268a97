"""The front page: published stories, hottest first, each with why it stands there.

In: the store.  Out: what the command line prints and the site shows first.  Decides nothing: heat and lead
were decided by `rank`, and are shown with the reasons they were stored with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from wiredesk.basics.ids import StoryId
from wiredesk.ports import Store
from wiredesk.records.hold import Bucket
from wiredesk.records.outcome import Stage
from wiredesk.records.story import Story

REASONS_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontStory:
    """One story on the front page."""

    id: StoryId
    title: str
    url: str
    heat: int
    quality: int
    reports: int
    independent: int
    sentence: str
    """`6 reports, 4 independent; first: …`."""
    topics: tuple[str, ...]
    why: tuple[str, ...]


def front_page(store: Store, *, since_days: int, limit: int) -> list[FrontStory]:
    """The hottest published stories of the last days before the newest article."""
    newest = store.list_published(limit=1)
    line = store.list_lines(newest)
    if not line:
        return []
    since = line[0].received_at - timedelta(days=since_days)
    stories = store.list_stories(since=since, limit=limit)
    return [shown for story in stories if (shown := _shown(store, story)) is not None]


def coverage(reports: int, independent: int, first: str) -> str:
    """One line that says how widely, and how independently, a story is reported."""
    told = "1 report" if reports == 1 else f"{reports} reports, {independent} independent"
    return f"{told}; first: {first}"


def _shown(store: Store, story: Story) -> FrontStory | None:
    lines = store.list_lines(story.members)
    out = [line for line in lines if line.bucket is Bucket.PUBLISHED]
    if not out:
        return None
    lead = next((line for line in out if line.id == story.lead), out[0])
    work = store.load_publish_work([lead.id])[0]
    first = min(lines, key=lambda line: (line.received_at, line.id))
    return FrontStory(
        id=story.id,
        title=work.article.title,
        url=work.article.web_url,
        heat=story.heat,
        quality=lead.quality or 0,
        reports=story.reports,
        independent=story.independent,
        sentence=coverage(story.reports, story.independent, first.provider),
        topics=tuple(label.name for label in work.labels),
        why=_reasons(store, story.id),
    )


def _reasons(store: Store, story_id: StoryId) -> tuple[str, ...]:
    ranked: Sequence[str] = [
        reason.text
        for outcome in store.list_outcomes(story_id)
        if outcome.step is Stage.RANK
        for reason in outcome.reasons
    ]
    return tuple(ranked[:REASONS_SHOWN])
