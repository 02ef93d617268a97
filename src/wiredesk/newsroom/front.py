"""The front page: published stories in their order, each with why it stands there.

In: the store.  Out: what the command line prints.  Decides nothing: heat, lead and order were decided by
`rank` and `craft.heat`, and are shown with their reasons.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wiredesk.basics.ids import StoryId
from wiredesk.ports import Store
from wiredesk.records.outcome import Stage
from wiredesk.records.reason import Reason
from wiredesk.route.frontpage import Fronted, front_as_of, front_now

REASONS_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontStory:
    """One story on the front page."""

    place: int
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
    place_why: tuple[Reason, ...]
    """What it passed over, and what it lacks for the next higher place."""
    why: tuple[str, ...]
    """What made its heat; as of a past moment that is not kept."""


def front_page(
    store: Store, *, since_days: int, limit: int, as_of: datetime | None = None
) -> list[FrontStory]:
    """The published stories of the last days before the newest article, or before a past moment."""
    if as_of is not None:
        fronted = front_as_of(store, as_of, days=since_days, limit=limit)
        return [_shown(store, one, explained=False) for one in fronted]
    line = store.list_lines(store.list_published(limit=1))
    if not line:
        return []
    since = line[0].received_at - timedelta(days=since_days)
    return [_shown(store, one) for one in front_now(store, since=since, limit=limit)]


def coverage(reports: int, independent: int, first: str) -> str:
    """One line that says how widely, and how independently, a story is reported."""
    told = "1 report" if reports == 1 else f"{reports} reports, {independent} independent"
    return f"{told}; first: {first}"


def _shown(store: Store, one: Fronted, *, explained: bool = True) -> FrontStory:
    story, lead = one.story, one.lead
    works = store.load_publish_work([lead.id], related=False)
    first = min(store.list_lines(story.members), key=lambda line: (line.received_at, line.id))
    return FrontStory(
        place=one.place.number,
        id=story.id,
        title=works[0].article.title if works else lead.title,
        url=works[0].article.web_url if works else lead.url,
        heat=story.heat,
        quality=lead.quality or 0,
        reports=story.reports,
        independent=story.independent,
        sentence=coverage(story.reports, story.independent, first.provider),
        topics=tuple(label.name for work in works for label in work.labels),
        place_why=one.place.reasons,
        why=_reasons(store, story.id) if explained else (),
    )


def _reasons(store: Store, story_id: StoryId) -> tuple[str, ...]:
    ranked = [
        reason.text
        for outcome in store.list_outcomes(story_id)
        if outcome.step is Stage.RANK
        for reason in outcome.reasons
        if reason.code != "lead_rival"
    ]
    return tuple(ranked[:REASONS_SHOWN])
