"""Which open stories an article might join, and how like each it is.

In: a text beside the open stories.  Out: candidates, the most likely first, vetoed ones with their veto.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.stories.bundle import find_veto, likeness
from wiredesk.craft.stories.constraints import Constraints
from wiredesk.craft.stories.holding import Holding
from wiredesk.craft.stories.opened import Arrival, Candidate
from wiredesk.craft.stories.vectors import UNIT_SQUARED, Vector
from wiredesk.craft.stories.vocabulary import Vocabulary
from wiredesk.craft.stories.weights import LIKENESS_MIN, QUORUM_MIN

BEST_MEMBERS: Final = 3  # not one: single links chain strangers together (SCORES.md 3)
CANDIDATES_MAX: Final = 6  # stories of the nearest twelve articles; more gain nothing
RIVALS_MAX: Final = 3  # told in a verdict
SHARED_TOLD_MAX: Final = 8
PARTED: Final = "an editor said that they are not the same"


def find_candidates(
    arrival: Arrival, holding: Holding, constraints: Constraints
) -> list[Candidate]:
    """The stories of its nearest articles."""
    text, article, alone = arrival.text, arrival.article, arrival.alone
    bound = _bound(article, holding, constraints)
    barred = holding.stories_of(constraints.cannot_join(article))
    known = holding.texts.get(text.number)
    near = _near(arrival, holding, bound)
    bundles = {story: holding.bundle(story) for story in near}
    products = holding.words.products(alone.total, [one.total for one in bundles.values()])
    found = []
    for (story, scores), between in zip(near.items(), products, strict=True):
        bundle = bundles[story]
        best = min(BEST_MEMBERS, bundle.size)
        found.append(
            Candidate(
                story=story,
                likeness=likeness(alone, bundle, between),
                quorum=sum(scores[:BEST_MEMBERS]) / UNIT_SQUARED / best,
                veto=PARTED if story in barred and story not in bound else "",
                is_bound=story in bound,
                is_twin=known is not None and known.story == story and story not in barred,
            )
        )
    found.sort(key=lambda one: (not one.is_bound, not one.is_twin, -one.likeness, one.story))
    for place, one in enumerate(found):
        is_free = not one.veto and not one.is_bound and known is None
        if is_free and (place <= RIVALS_MAX or one.likeness >= LIKENESS_MIN):
            one.veto = find_veto(alone, bundles[one.story])
    return found


def best_of(candidates: Iterable[Candidate]) -> Candidate | None:
    """The story that the article joins."""
    for one in candidates:
        if one.is_bound or one.is_twin or (not one.veto and is_enough(one)):
            return one
    return None


def is_enough(one: Candidate) -> bool:
    """Whether it is as like the article as joining asks."""
    return one.likeness >= LIKENESS_MIN and one.quorum >= QUORUM_MIN


def shared_words(vector: Vector, total: Vector, words: Vocabulary) -> tuple[tuple[str, float], ...]:
    """The words that two share, the most telling first, with their parts in what they share."""
    parts = words.parts(vector, total)
    shared = parts.nonzero()[0]
    parts, whole = parts[shared], int(parts.sum())
    pairs = sorted(zip((-parts).tolist(), words.told(total.ids[shared]), strict=True))
    return tuple([(word, -part / whole) for part, word in pairs[:SHARED_TOLD_MAX]])


def _bound(article: ArticleId, holding: Holding, constraints: Constraints) -> set[StoryId]:
    placed = constraints.placed_in(article)
    stories = holding.stories_of(constraints.must_join(article))
    return stories | {placed} if placed in holding.stories and placed else stories


def _near(
    arrival: Arrival, holding: Holding, bound: Iterable[StoryId]
) -> Mapping[StoryId, Sequence[int]]:
    """Stories with the cosines of their members that are among the nearest, best first."""
    near: dict[StoryId, list[int]] = {story: [] for story in sorted(bound)}
    for number, score in arrival.text.nearest():
        story = holding.texts[number].story
        if story in near:
            near[story].append(score)
        elif len(near) < CANDIDATES_MAX:
            near[story] = [score]
    for number, score in holding.near_in_other_languages(arrival):
        near.setdefault(holding.texts[number].story, [score])
    return near
