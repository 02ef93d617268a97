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
from wiredesk.craft.stories.constraints import Constraints
from wiredesk.craft.stories.gathering import Gathering
from wiredesk.craft.stories.holding import Holding
from wiredesk.craft.stories.opened import OpenStory, Text
from wiredesk.craft.stories.weights import REFINE_MIN

TEXTS_MAX: Final = (
    60  # of a story that is taken apart; twice as many cost three times as much and gain nothing
)
BESIDE_MAX: Final = 4  # stories beside the one looked at, each taken as a whole
LATEST_TEXTS: Final = 40  # of a story, whose nearest texts tell which stories are beside it
FIRM: Final = 1_000_000  # more texts than any story holds
GROWTH: Final = 2.0  # 1.5 costs a tenth more and gains nothing


def is_due(before: int, after: int) -> bool:
    """Whether growing from `before` to `after` texts passes one of 1, 2, 4, 8 and so on."""
    step = 1
    while step <= before:
        step = max(step + 1, int(step * GROWTH))
    return step <= after


def stories_beside(
    story: StoryId, stories: Mapping[StoryId, OpenStory], texts: Mapping[int, Text]
) -> list[StoryId]:
    """The stories that hold the nearest texts of a story's latest ones, nearest first; never itself."""
    beside: Counter[StoryId] = Counter()
    for number in list(stories[story].texts)[-LATEST_TEXTS:]:
        for other, score in texts[number].nearest():
            if other in texts and texts[other].story != story:
                beside[texts[other].story] += score
    ranked = sorted(beside.items(), key=lambda pair: (-pair[1], pair[0]))
    return [one for one, _ in ranked[:BESIDE_MAX]]


def regrouped(
    own: Sequence[Text],
    beside: Sequence[StoryId],
    holding: Holding,
    constraints: Constraints,
    *,
    firm: StoryId | None = None,
) -> tuple[dict[int, StoryId], dict[StoryId, StoryId]]:
    """Which of a story's own texts, by number, belong elsewhere; and which whole stories beside it do.

    The largest part of a story keeps its id; what is split off gets one of its own.  `firm` keeps its id
    whatever joins it.
    """
    at_text = {text.number: place for place, text in enumerate(own)}
    at_story = {story: len(own) + place for place, story in enumerate(beside)}
    near = [
        (place, at_text[other])
        for place, text in enumerate(own if len(own) > 1 else ())
        for other, _ in text.nearest()
        if other in at_text
    ]
    gathering = Gathering(
        [*(text.bundle() for text in own), *map(holding.bundle, beside)],
        [*near, *((place, other) for place in range(len(own)) for other in at_story.values())],
        holding.words,
        apart=_said(own, at_text, constraints.cannot),
    )
    for one, other in _said(own, at_text, constraints.must):
        gathering.join(one, other)
    roots = gathering.join_all(REFINE_MIN)
    sizes = [(text.story, 1) for text in own]
    sizes += [
        (story, len(holding.stories[story].texts) + (FIRM if story == firm else 0))
        for story in beside
    ]
    names = _named(own, roots, sizes)
    texts = {text.number: names[root] for text, root in zip(own, roots, strict=False)}
    stories = {story: names[roots[place]] for story, place in at_story.items()}
    return (
        {text.number: texts[text.number] for text in own if texts[text.number] != text.story},
        {story: into for story, into in stories.items() if into != story},
    )


def _named(
    own: Sequence[Text], roots: Sequence[int], sizes: Sequence[tuple[StoryId, int]]
) -> dict[int, StoryId]:
    """Each group under the id of the story that it holds most of, if no other holds more."""
    held: Counter[tuple[int, StoryId]] = Counter()
    for root, (story, size) in zip(roots, sizes, strict=True):
        held[root, story] += size
    names: dict[int, StoryId] = {}
    taken: set[StoryId] = set()
    for (root, story), _ in sorted(
        held.items(), key=lambda pair: (-pair[1], pair[0][1], pair[0][0])
    ):
        if root not in names and story not in taken:
            names[root] = story
            taken.add(story)
    for root in sorted(set(roots) - names.keys()):
        parts = [text for text, its in zip(own, roots, strict=False) if its == root]
        rest = [text for text, its in zip(own, roots, strict=False) if its != root]
        # Of what it was split from as well: a part that was absorbed may be split off again later, and an
        # id that redirects must not come back.
        names[root] = split_story_id([*_articles(parts), *_articles(rest)])
    return names


def _articles(texts: Iterable[Text]) -> list[ArticleId]:
    return sorted(article for text in texts for article in text.articles)


def _said(
    texts: Sequence[Text], place: Mapping[int, int], pairs: Iterable[tuple[ArticleId, ArticleId]]
) -> list[tuple[int, int]]:
    """What an editor said of two articles, in terms of their places in `texts`."""
    if not pairs:
        return []
    at = {article: place[text.number] for text in texts for article in text.articles}
    said = [(at[one], at[other]) for one, other in sorted(pairs) if one in at and other in at]
    return [(one, other) for one, other in said if one != other]
