"""One story for who decides about it: members by time with families folded, heat and why, what it could be merged with.

In: the store.  Out: Storyline.  Decides nothing: how near other stories are was said by `group` when it placed each member.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId, FamilyId, StoryId
from wiredesk.ports import Store
from wiredesk.records.act import Act, Pin
from wiredesk.records.outcome import Stage
from wiredesk.records.reason import Reason
from wiredesk.records.story import Story, StoryVerdict
from wiredesk.records.work import ArticleLine

NEAREST_SHOWN: Final = 10
MEMBERS_SHOWN: Final = 500
RIVALS_READ: Final = 60  # members whose neighbours are looked up: the newest say most
ACTS_SHOWN: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A family in the story: its first member here, and the others below it."""

    first: ArticleLine
    others: tuple[ArticleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Another story, and how near a member was to it when it was placed."""

    id: StoryId
    title: str
    """Of its lead."""
    members: int
    heat: int
    score: float
    """0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Storyline:
    """One story with everything that was decided about it."""

    story: Story
    title: str
    """Headline of its lead."""
    families: tuple[Folded, ...]
    """By receipt of their first members."""
    left_out: int
    """Members beyond what is shown."""
    reasons: tuple[Reason, ...]
    """What made its heat and its lead, what the lead beat among it."""
    nearest: tuple[Near, ...]
    pin: Pin | None
    acts: tuple[Act, ...]
    """What people did about it, newest first."""
    titles: Mapping[ArticleId, str]
    """Headlines as readers see them."""


def open_story(store: Store, id_or_article: str) -> Storyline:
    """Everything about one story; UsageError when there is none."""
    story = store.load_story(StoryId(id_or_article))
    if story is None or not story.members:
        raise UsageError(
            "is no story of this hub.",
            subject=id_or_article[:200],
            remedy="Give its id; the page of an article names its story.",
            code="unknown",
        )
    lines = store.list_lines(story.members[:MEMBERS_SHOWN])
    edits = store.load_edits([line.id for line in lines])
    titles = {
        line.id: (edits[line.id].title if line.id in edits else None) or line.title
        for line in lines
    }
    ranked = [one for one in store.list_outcomes(story.id) if one.step is Stage.RANK]
    return Storyline(
        story=story,
        title=titles.get(story.lead, "") if story.lead else lines[0].title,
        families=tuple(_folded(lines)),
        left_out=max(0, len(story.members) - MEMBERS_SHOWN),
        reasons=ranked[0].reasons if ranked else (),
        nearest=tuple(_nearest(store, story, lines)),
        pin=next((pin for pin in store.list_pins() if pin.story_id == story.id), None),
        acts=tuple(store.list_acts(about=story.id, limit=ACTS_SHOWN)),
        titles=titles,
    )


def list_hottest(store: Store, *, since: datetime, limit: int) -> list[tuple[Story, ArticleLine]]:
    """Stories with something out, hottest first, each with its lead."""
    stories = store.list_stories(since=since, limit=limit)
    leads = {line.id: line for line in store.list_lines([one.lead for one in stories if one.lead])}
    return [(one, leads[one.lead]) for one in stories if one.lead in leads]


def _folded(lines: Sequence[ArticleLine]) -> Iterable[Folded]:
    """Families in the order of their first members; who has none stands for itself."""
    found: dict[FamilyId | ArticleId, list[ArticleLine]] = {}
    for line in lines:
        found.setdefault(line.family_id or line.id, []).append(line)
    for members in found.values():
        origin = next((one for one in members if one.origin is None), members[0])
        others = tuple(one for one in members if one.id != origin.id)
        yield Folded(first=origin, others=others)


def _nearest(store: Store, story: Story, lines: Sequence[ArticleLine]) -> list[Near]:
    """The stories that its members came nearest to without joining them, best first."""
    scores: dict[StoryId, float] = {}
    for rival, score in _rivals(store, lines[-RIVALS_READ:]):
        scores[rival] = max(score, scores.get(rival, 0.0))
    present = store.load_redirects(list(scores))
    near: dict[StoryId, float] = {}
    for rival, score in scores.items():
        one = present.get(rival, rival)
        near[one] = max(score, near.get(one, 0.0))
    near.pop(story.id, None)
    best = sorted(near, key=lambda one: (-near[one], one))[:NEAREST_SHOWN]
    found = [
        other for one in best if (other := store.load_story(one)) is not None and other.members
    ]
    heads = {
        line.id: line for line in store.list_lines([one.lead or one.members[0] for one in found])
    }
    return [
        Near(
            id=one.id,
            title=heads[one.lead or one.members[0]].title,
            members=len(one.members),
            heat=one.heat,
            score=near[one.id],
        )
        for one in found
    ]


def _rivals(store: Store, lines: Sequence[ArticleLine]) -> Iterable[tuple[StoryId, float]]:
    """The stories that articles did not join, with how near they came."""
    for line in lines:
        for outcome in store.list_outcomes(line.id):
            if outcome.step is Stage.GROUP and outcome.verdict:
                yield from msgspec.json.decode(outcome.verdict, type=StoryVerdict).rivals
