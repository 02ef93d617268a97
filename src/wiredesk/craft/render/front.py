"""What stands where on the front page: a lead, what is widely covered beside it, then sections by topic.

In: a hub.  Out: its front page as a plan for the template.  Every story stands once; the order is the hub's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from wiredesk.basics.dates import rfc3339
from wiredesk.craft.render.draft import Draft
from wiredesk.craft.render.structured import collection, story_items
from wiredesk.craft.render.templating import render_page
from wiredesk.records.hub import ArticleView, Frame, HubView, StoryView, TopicView

FRONT: Final = "index.html"
STORIES_SHOWN_MAX: Final = 80  # on one page; more is a list, not a front page
RAIL: Final = 4  # beside the lead
ROW: Final = 4  # below it, side by side
LATEST: Final = 6
SECTION_MIN: Final = 3  # fewer stories make no section
SECTION_MAX: Final = (
    13  # a picture, and twelve in columns; the rest stands on the topic's page or in brief
)
FRONT_BYTES_MAX: Final = 84_000  # with the style sheet below the 100 kB of a first page


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Stories of one topic."""

    topic: TopicView
    stories: tuple[StoryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The front page from top to bottom."""

    lead: StoryView | None
    rail: tuple[StoryView, ...]
    row: tuple[StoryView, ...]
    latest: tuple[ArticleView, ...]
    """The newest reports, whatever their heat."""
    sections: tuple[Section, ...]
    rest: tuple[StoryView, ...]
    """What is in no section."""


def plan_front(hub: HubView, frame: Frame) -> Draft:
    """The front page."""
    shown = (hub.stories[:STORIES_SHOWN_MAX], hub.articles[:LATEST], hub.articles_total)
    return Draft(path=FRONT, make=_page, inputs=(frame, hub.built_at, shown))


def _page(
    frame: Frame,
    built_at: datetime,
    shown: tuple[Sequence[StoryView], Sequence[ArticleView], int],
) -> bytes:
    """As many stories as a first page has room for, whatever addresses and headlines weigh."""
    stories, latest, articles_total = shown
    node = collection(frame, "", name=frame.title, items=story_items(frame, stories))
    values: dict[str, Any] = {"now": built_at, "articles_total": articles_total}
    values["node"] = node | {"dateModified": rfc3339(built_at)}
    for stories_max in range(STORIES_SHOWN_MAX, 0, -SECTION_MAX):
        front = lay_out(stories[:stories_max], topics=frame.topics, latest=latest)
        body = render_page("front.html", frame, FRONT, front=front, **values)
        if len(body) <= FRONT_BYTES_MAX:
            break
    return body


def lay_out(
    stories: Sequence[StoryView],
    *,
    topics: Sequence[TopicView],
    latest: Sequence[ArticleView] = (),
) -> Front:
    """The hottest stories, each at its place."""
    below = stories[1 + RAIL + ROW :]
    sections = _sections(below, topics)
    placed = {story.id for section in sections for story in section.stories}
    return Front(
        lead=stories[0] if stories else None,
        rail=tuple(stories[1 : 1 + RAIL]),
        row=tuple(stories[1 + RAIL : 1 + RAIL + ROW]),
        latest=tuple(latest) if below else (),
        sections=sections,
        rest=tuple(story for story in below if story.id not in placed),
    )


def _sections(stories: Sequence[StoryView], topics: Sequence[TopicView]) -> tuple[Section, ...]:
    """Sections in the order of their hottest story; a story stands under its most specific topic."""
    by_name = {topic.name: topic for topic in topics}
    grouped: dict[str, list[StoryView]] = {}
    for story in stories:
        name = next((one for one in story.topics if one in by_name), None)
        if name is not None:
            grouped.setdefault(name, []).append(story)
    return tuple(
        Section(topic=by_name[name], stories=tuple(own[:SECTION_MAX]))
        for name, own in grouped.items()
        if len(own) >= SECTION_MIN
    )
