"""Stories for a whole set at once: what `wiredesk group` prints.

In: features, in any order.  Out: a story id each.  Without times the order of the set plays no part.
"""

from collections.abc import Sequence

from wiredesk.basics.ids import StoryId
from wiredesk.craft.stories.features import StoryFeatures
from wiredesk.craft.stories.index import StoryIndex


def group_all(features: Sequence[StoryFeatures], *, in_order: bool) -> list[StoryId]:
    """The story of each, in the order given.

    With `in_order` they are placed as given, one pass; else by time, then by id, with the words of all
    counted first.
    """
    index = StoryIndex()
    order = list(range(len(features)))
    if not in_order:
        order.sort(key=lambda at: (features[at].effective_at, features[at].article_id))
        for one in features:
            index.learn(one)
    placed: dict[int, StoryId] = {}
    redirects: dict[StoryId, StoryId] = {}
    for at in order:
        verdict = index.assign(features[at], learn=in_order)
        placed[at] = verdict.story_id
        redirects.update(dict.fromkeys(verdict.merged, verdict.story_id))
    return [_followed(placed[at], redirects) for at in range(len(features))]


def _followed(story: StoryId, redirects: dict[StoryId, StoryId]) -> StoryId:
    while story in redirects:
        story = redirects[story]
    return story
