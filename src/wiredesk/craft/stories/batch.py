"""Stories for a whole set: what `wiredesk group` prints.

In: features, in any order.  Out: a story id each, in the order given.  The order plays no part.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId, story_id
from wiredesk.craft.stories.constraints import NO_CONSTRAINTS, Constraints
from wiredesk.craft.stories.features import SIGNS_MAX, StoryFeatures
from wiredesk.craft.stories.gathering import Gathering
from wiredesk.craft.stories.index import StoryIndex
from wiredesk.craft.stories.nearest import NOBODY, Nearest
from wiredesk.craft.stories.opened import Held, text_of, twin_key
from wiredesk.craft.stories.vectors import NOTHING, Vector, ascending
from wiredesk.craft.stories.vocabulary import Vocabulary
from wiredesk.craft.stories.weights import GATHER_MIN

REFINED_EVERY: Final = 400  # articles; a hub does so after each batch
_UNDATED = datetime.max.replace(tzinfo=UTC)


def group_all(
    features: Sequence[StoryFeatures], *, constraints: Constraints = NO_CONSTRAINTS
) -> list[StoryId]:
    """The story of each article, named after its earliest."""
    order = sorted(range(len(features)), key=lambda at: _content_key(features[at]))
    texts: dict[bytes, int] = {}
    text_of = [0] * len(features)
    firsts: list[StoryFeatures] = []
    for at in order:
        number = texts.setdefault(twin_key(features[at]), len(firsts))
        if number == len(firsts):
            firsts.append(features[at])
        text_of[at] = number
    roots = _gathered(firsts, _Said(features, text_of, constraints))
    named: dict[int, StoryId] = {}
    for at in sorted(order, key=lambda at: (features[at].at or _UNDATED, features[at].article_id)):
        named.setdefault(roots[text_of[at]], story_id(features[at].article_id))
    return [named[roots[text]] for text in text_of]


def group_in_order(
    features: Sequence[StoryFeatures], *, constraints: Constraints = NO_CONSTRAINTS
) -> list[StoryId]:
    """The story of each article as a hub gives it that sees one after another, merges and refining followed."""
    index = StoryIndex()
    placed: dict[ArticleId, StoryId] = {}
    held: dict[StoryId, dict[ArticleId, None]] = {}
    for start in range(0, len(features), REFINED_EVERY):
        part = features[start : start + REFINED_EVERY]
        verdicts = [index.assign(one, constraints=constraints) for one in part]
        for verdict in (*verdicts, *index.refine(constraints=constraints)):
            story, before = verdict.story_id, placed.get(verdict.article_id)
            moved = {verdict.article_id: None}
            for absorbed in verdict.merged:
                moved |= held.pop(absorbed, {})
            if before in held:
                held[before].pop(verdict.article_id, None)
            held.setdefault(story, {}).update(moved)
            placed.update(dict.fromkeys(moved, story))
    return [placed[one.article_id] for one in features]


class _Said:
    """Constraints in terms of texts by number."""

    def __init__(
        self, features: Sequence[StoryFeatures], text_of: Sequence[int], constraints: Constraints
    ) -> None:
        number = {one.article_id: text_of[at] for at, one in enumerate(features)}
        self.must = _numbered(sorted(constraints.must), number)
        self.cannot = _numbered(sorted(constraints.cannot), number)


def _numbered(
    pairs: Sequence[tuple[ArticleId, ArticleId]], number: dict[ArticleId, int]
) -> list[tuple[int, int]]:
    return [
        (number[one], number[other]) for one, other in pairs if one in number and other in number
    ]


def _gathered(firsts: Sequence[StoryFeatures], said: _Said) -> list[int]:
    words = Vocabulary()
    terms = [words.hold(one.terms) for one in firsts]
    for its in terms:
        words.learn(its)
    vectors = [words.vector_of(its, one.counts) for its, one in zip(terms, firsts, strict=True)]
    blended, pairs = _blended(vectors, words)
    bundles, signs = [], []
    for number, one in enumerate(firsts):
        names, numbers = words.hold(one.names), words.hold(one.numbers)
        signs.append(words.signs_of(names, numbers))
        own = Held(
            names=names,
            numbers=numbers,
            blended=blended[number],
            signs=ascending(signs[number]),
            others=NOTHING.ids,
            near=NOBODY,
        )
        bundles.append(text_of(one, own, number=number, key=b"").bundle())
    if len({one.language for one in firsts}) > 1:
        pairs += _pairs_between_languages(firsts, signs, words)
    gathering = Gathering(bundles, pairs, words, apart=said.cannot)
    for left, right in said.must:
        gathering.join(left, right)
    return gathering.join_all(GATHER_MIN)


def _blended(
    vectors: Sequence[Vector], words: Vocabulary
) -> tuple[list[Vector], list[tuple[int, int]]]:
    """Each vector blended with those nearest to it; all pairs of such."""
    nearest = Nearest(words)
    for number, vector in enumerate(vectors):
        nearest.add(number, vector)
    blended: list[Vector] = []
    pairs: list[tuple[int, int]] = []
    for number, vector in enumerate(vectors):
        near = nearest.of(vector, but=number)
        blended.append(nearest.blend(vector, near))
        pairs.extend((number, other) for other in near.numbers.tolist())
    return blended, pairs


def _pairs_between_languages(
    firsts: Sequence[StoryFeatures], signs: Sequence[Vector], words: Vocabulary
) -> list[tuple[int, int]]:
    nearest = Nearest(words, SIGNS_MAX)
    for number, vector in enumerate(signs):
        nearest.add(number, vector)
    return [
        (number, other)
        for number, vector in enumerate(signs)
        for other in nearest.of(vector, but=number).numbers.tolist()
        if firsts[number].language != firsts[other].language
    ]


def _content_key(features: StoryFeatures) -> tuple[object, ...]:
    return (features.terms, features.counts, features.article_id)
