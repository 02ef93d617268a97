"""What stands where on the front page: a lead, what is widely covered beside it, then sections by topic.

In: a hub.  Out: its front page as a plan for the template.  Every story stands once; the order is the hub's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wiredesk.records.hub import ArticleView, HubView, StoryView, TopicView

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


def lay_out(hub: HubView, *, stories_max: int = STORIES_SHOWN_MAX) -> Front:
    """The hottest stories of `hub`, each at its place."""
    stories = hub.stories[:stories_max]
    below = stories[1 + RAIL + ROW :]
    sections = _sections(below, hub.topics)
    placed = {story.id for section in sections for story in section.stories}
    return Front(
        lead=stories[0] if stories else None,
        rail=stories[1 : 1 + RAIL],
        row=stories[1 + RAIL : 1 + RAIL + ROW],
        latest=hub.articles[:LATEST] if below else (),
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
