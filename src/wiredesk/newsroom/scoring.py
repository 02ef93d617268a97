"""What the hub's own corrections say of the machine's grouping.

In: the store.  Out: scores by week.  Each correction is a test case for ever: it can be tried on any later version.
"""

from datetime import UTC, datetime
from typing import Final

import msgspec

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.stories import (
    StoryFeatures,
    WeekScore,
    group_in_order,
    score_corrections,
)
from wiredesk.ports import Store

EVER: Final = datetime(1990, 1, 1, tzinfo=UTC)


def own_scores(store: Store, *, anew: bool) -> list[WeekScore]:
    """By week, oldest first, and all together; with `anew` also of what this version would group."""
    return score_corrections(store.list_corrections(), again=_grouped_anew(store) if anew else None)


def _grouped_anew(store: Store) -> dict[ArticleId, StoryId]:
    """The story of every article, by this version, in the order in which they came, uncorrected."""
    features = [
        msgspec.json.decode(body, type=StoryFeatures)
        for body, _ in store.replay_stories(since=EVER)
    ]
    stories = group_in_order(features)
    return {one.article_id: story for one, story in zip(features, stories, strict=True)}
