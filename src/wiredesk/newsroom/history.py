"""Why and how: the reasons behind an article or a story, as they were stored with the verdicts.

In: an id, an address, a record's path, or a place on the front page.  Out: sections of reasons in route
order, and what would make them others.  Decides nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import msgspec

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import StoryId
from wiredesk.newsroom.front import front_page
from wiredesk.ports import Store
from wiredesk.records.correction import Correction
from wiredesk.records.grade import Grade
from wiredesk.records.outcome import Outcome, Stage
from wiredesk.records.reason import Reason
from wiredesk.records.story import Story
from wiredesk.records.work import ArticleLine

# What answers “why is this here, why this number”; the other steps say how it came in.
WHY_STAGES = (Stage.MATCH, Stage.GROUP, Stage.LABEL, Stage.GRADE, Stage.RANK, Stage.HOLD)
FRONT: Final = "front:"


class Sought(StrEnum):
    """One thing to be explained."""

    HEAT = "heat"
    QUALITY = "quality"
    STORY = "story"
    """Why the article is in its story, and in no other."""


STAGES_OF: Final = {
    Sought.HEAT: (Stage.RANK,),
    Sought.QUALITY: (Stage.GRADE,),
    Sought.STORY: (Stage.MATCH, Stage.GROUP),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An article or a story with what was decided about it."""

    article: ArticleLine | None
    """None when the subject is a story."""
    story: Story | None
    members: tuple[ArticleLine, ...]
    """Articles of the story."""
    outcomes: tuple[Outcome, ...]
    place: tuple[Reason, ...] = ()
    """Why it stands at its place, when a place was asked for."""
    grade: Grade | None = None
    """Its quality by parts; None before it was graded."""
    lacking: tuple[Reason, ...] = ()
    """What would raise its quality."""
    corrections: tuple[Correction, ...] = ()
    """What people said about the article, or about the articles of the story, and holds."""


def trace(store: Store, id_or_url: str) -> Explanation:
    """The whole route of an article (with the poll that brought it) or of a story."""
    return _explanation(store, id_or_url, stages=tuple(Stage))


def why(
    store: Store, subject: str, *, sought: Collection[Sought] = (), front_days: int
) -> Explanation:
    """Only what explains place and numbers; only what is sought when that is said.

    `front:3` is the third story of the front page, with the last `front_days` on it.
    """
    stages = [stage for one in Sought if one in sought for stage in STAGES_OF[one]]
    if not subject.startswith(FRONT):
        return _explanation(store, subject, stages=stages or WHY_STAGES)
    number = subject.removeprefix(FRONT)
    shown = (
        front_page(store, since_days=front_days, limit=int(number)) if number.isdecimal() else []
    )
    if not shown or shown[-1].place != int(number):
        raise UsageError(
            "is no place of the front page.",
            subject=subject,
            remedy="`wiredesk front` lists them: front:1 is the first.",
            code="unknown",
        )
    found = _explanation(store, shown[-1].id, stages=stages or (Stage.RANK,))
    return replace(found, place=shown[-1].place_why)


def _explanation(store: Store, id_or_url: str, *, stages: Sequence[Stage]) -> Explanation:
    line = store.find_article(id_or_url)
    story = store.load_story(line.story_id if line and line.story_id else StoryId(id_or_url))
    if line is None and story is None:
        raise UsageError(
            "is no article or story of this hub.",
            subject=id_or_url,
            remedy="Give an id, the article's address, or the path of its record.",
            code="unknown",
        )
    subjects = ([line.source_id, line.id] if line else []) + ([story.id] if story else [])
    if line is None and story is not None and story.lead and Stage.GRADE in stages:
        subjects.append(story.lead)  # a story has the quality of its lead
    outcomes = [
        outcome
        for subject in subjects
        for outcome in store.list_outcomes(subject)
        if outcome.step in stages
    ]
    order = list(Stage)
    grades = [
        msgspec.json.decode(outcome.verdict, type=Grade)
        for outcome in outcomes
        if outcome.step is Stage.GRADE
    ]
    return Explanation(
        article=line,
        story=story,
        members=tuple(store.list_lines(story.members)) if story else (),
        outcomes=tuple(sorted(outcomes, key=lambda outcome: order.index(outcome.step))),
        grade=grades[0] if grades else None,
        lacking=tuple(reason for grade in grades for reason in _lacking(grade)),
        corrections=tuple(
            store.list_corrections_about([line.id] if line else story.members if story else [])
        ),
    )


def _lacking(grade: Grade) -> list[Reason]:
    """Which parts have points left, most first; and what cannot be known, or caps them all."""
    left = {one.part: one.max - one.points for one in grade.parts if one.points is not None}
    parts = sorted((one for one in left.items() if one[1] > 0), key=lambda one: (-one[1], one[0]))
    told = []
    if parts:
        listed = ", ".join(f"{part} ({points})" for part, points in parts)
        text = f"Points are left in {listed}."
        told.append(Reason(code="would_rise", text=text, value=sum(left.values())))
    unknown = [one.part for one in grade.parts if one.points is None]
    if unknown:
        text = f"What it has of {', '.join(unknown)} cannot be known; the rest was rescaled."
        told.append(Reason(code="unknown_parts", text=text, value=len(unknown)))
    if grade.cap:
        text = f"Whatever it gains, it stays capped as {grade.cap.replace('_', ' ')}."
        told.append(Reason(code="capped", text=text))
    return told
