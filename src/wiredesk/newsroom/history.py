"""Why and how: the reasons behind an article or a story, as they were stored with the verdicts.

In: an id, an address or a record's path.  Out: sections of reasons in route order.  Decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import StoryId
from wiredesk.ports import Store
from wiredesk.records.outcome import Outcome, Stage
from wiredesk.records.story import Story
from wiredesk.records.work import ArticleLine

# What answers “why is this here, why this number”; the other steps say how it came in.
WHY_STAGES = (Stage.MATCH, Stage.GROUP, Stage.LABEL, Stage.GRADE, Stage.RANK, Stage.HOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An article or a story with what was decided about it."""

    article: ArticleLine | None
    """None when the subject is a story."""
    story: Story | None
    members: tuple[ArticleLine, ...]
    """Articles of the story."""
    outcomes: tuple[Outcome, ...]


def trace(store: Store, id_or_url: str) -> Explanation:
    """The whole route of an article (with the poll that brought it) or of a story."""
    return _explanation(store, id_or_url, stages=tuple(Stage))


def why(store: Store, id_or_url: str) -> Explanation:
    """Only what explains place and numbers."""
    return _explanation(store, id_or_url, stages=WHY_STAGES)


def _explanation(store: Store, id_or_url: str, *, stages: Sequence[Stage]) -> Explanation:
    line = store.find_article(id_or_url)
    story = store.load_story(line.story_id if line and line.story_id else StoryId(id_or_url))
    if line is None and story is None:
        raise UsageError(
            "is no article or story of this hub.",
            subject=id_or_url,
            remedy="Give an id, the article's address, or the path of its record.",
        )
    subjects = ([line.source_id, line.id] if line else []) + ([story.id] if story else [])
    outcomes = [
        outcome
        for subject in subjects
        for outcome in store.list_outcomes(subject)
        if outcome.step in stages
    ]
    order = list(Stage)
    return Explanation(
        article=line,
        story=story,
        members=tuple(store.list_lines(story.members)) if story else (),
        outcomes=tuple(sorted(outcomes, key=lambda outcome: order.index(outcome.step))),
    )
