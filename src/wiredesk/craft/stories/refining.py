"""A second look at stories that have grown: what belongs together is seen better with what came later.

In: open stories and their texts.  Out: which texts would change their story.  One article after another
is placed for good on what was there before it; looking again at a story and those beside it, all at
once, brings .877 to .889 on `data/stories` and .902 to .921 on the sample newsroom.  Only stories that have grown by half are looked at, and
only so many texts at a time: the work per article stays bounded.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId, split_story_id
from wiredesk.craft.stories.bundle import Bundle
from wiredesk.craft.stories.constraints import Constraints
from wiredesk.craft.stories.gathering import Gathering
from wiredesk.craft.stories.opened import OpenStory, Text
from wiredesk.craft.stories.thresholds import REFINE_MIN

REGION_TEXTS_MAX: Final = 60  # twice as many cost three times as much and gain nothing
REGION_NEAR_MAX: Final = 4  # stories beside the one looked at
LATEST_TEXTS: Final = 40  # of a story, whose nearest texts tell which stories are beside it
GROWTH: Final = 1.5


def is_due(before: int, after: int) -> bool:
    """Whether growing from `before` to `after` texts passes one of 1, 2, 3, 4, 6, 9, 13 and so on."""
    step = 1
    while step <= before:
        step = max(step + 1, int(step * GROWTH))
    return step <= after


def region_of(
    story: StoryId, stories: Mapping[StoryId, OpenStory], texts: Mapping[int, Text]
) -> list[StoryId]:
    """The story and those beside it, as many as may be looked at together; empty when it is too large."""
    opened = stories[story]
    left = REGION_TEXTS_MAX - len(opened.texts)
    if left < 0:
        return []
    beside: Counter[StoryId] = Counter()
    for number in list(opened.texts)[-LATEST_TEXTS:]:
        for other, score in texts[number].near:
            if other in texts and texts[other].story != story:
                beside[texts[other].story] += score
    region = [story]
    for other_story, _ in sorted(beside.items(), key=lambda pair: (-pair[1], pair[0]))[
        :REGION_NEAR_MAX
    ]:
        size = len(stories[other_story].texts)
        if size <= left:
            region.append(other_story)
            left -= size
    return region


def regrouped(texts: Sequence[Text], constraints: Constraints) -> dict[int, StoryId]:
    """The texts of a region, by number, that belong into another story; into which.

    The largest part of a story keeps its id; what is split off gets one of its own.
    """
    if _is_placed(texts, constraints):
        return {}  # what a person placed stays under the id that the person chose
    place = {text.number: at for at, text in enumerate(texts)}
    gathering = Gathering(
        [_bundle(text) for text in texts],
        [
            (at, place[other])
            for at, text in enumerate(texts)
            for other, _ in text.near
            if other in place
        ],
        apart=_said(texts, place, constraints.cannot),
    )
    for one, other in _said(texts, place, constraints.must):
        gathering.join(one, other)
    groups: dict[int, list[Text]] = {}
    for text, root in zip(texts, gathering.join_all(REFINE_MIN), strict=True):
        groups.setdefault(root, []).append(text)
    names = _named(groups)
    return {
        text.number: names[root]
        for root, group in groups.items()
        for text in group
        if text.story != names[root]
    }


def _bundle(text: Text) -> Bundle:
    bundle = Bundle()
    bundle.add(text.blended, text.signs, text.features)
    return bundle


def _named(groups: Mapping[int, Sequence[Text]]) -> dict[int, StoryId]:
    """Each group under the id of the story that it holds most of, if no other holds more."""
    claims = [
        (-count, story, root)
        for root, group in groups.items()
        for story, count in Counter(text.story for text in group).items()
    ]
    names: dict[int, StoryId] = {}
    taken: set[StoryId] = set()
    for _, story, root in sorted(claims):
        if root not in names and story not in taken:
            names[root] = story
            taken.add(story)
    for root, group in groups.items():
        if root not in names:
            articles = sorted(article for text in group for article in text.articles)
            names[root] = split_story_id(articles)
    return names


def _is_placed(texts: Iterable[Text], constraints: Constraints) -> bool:
    if not constraints.placed:
        return False
    return any(constraints.placed_in(article) for text in texts for article in text.articles)


def _said(
    texts: Sequence[Text], place: Mapping[int, int], pairs: Iterable[tuple[ArticleId, ArticleId]]
) -> list[tuple[int, int]]:
    """What an editor said of two articles, in terms of their places in `texts`."""
    if not pairs:
        return []
    at = {article: place[text.number] for text in texts for article in text.articles}
    said = [(at[one], at[other]) for one, other in sorted(pairs) if one in at and other in at]
    return [(one, other) for one, other in said if one != other]
