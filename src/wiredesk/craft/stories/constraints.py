"""What an editor said about who belongs together; no pass may break it (SCORES.md 3).

In: decisions.  Out: whether two articles must, or must not, share a story.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from wiredesk.basics.ids import ArticleId, StoryId

Pair = tuple[ArticleId, ArticleId]


@dataclass(frozen=True, kw_only=True)
class Constraints:
    """Must-links, cannot-links, and articles that were put into a story by hand."""

    must: frozenset[Pair] = frozenset()
    cannot: frozenset[Pair] = frozenset()
    placed: frozenset[tuple[ArticleId, StoryId]] = frozenset()

    def must_join(self, article: ArticleId) -> frozenset[ArticleId]:
        """The articles whose story `article` must share."""
        return self._musts.get(article, frozenset())

    def cannot_join(self, article: ArticleId) -> frozenset[ArticleId]:
        """The articles whose story `article` must not share."""
        return self._cannots.get(article, frozenset())

    def placed_in(self, article: ArticleId) -> StoryId | None:
        """The story into which a person put `article`."""
        return self._places.get(article)

    @cached_property
    def _musts(self) -> dict[ArticleId, frozenset[ArticleId]]:
        return _both_ways(self.must)

    @cached_property
    def _cannots(self) -> dict[ArticleId, frozenset[ArticleId]]:
        return _both_ways(self.cannot)

    @cached_property
    def _places(self) -> dict[ArticleId, StoryId]:
        return dict(sorted(self.placed))


def _both_ways(pairs: Iterable[Pair]) -> dict[ArticleId, frozenset[ArticleId]]:
    found: dict[ArticleId, set[ArticleId]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {article: frozenset(others) for article, others in found.items()}


NO_CONSTRAINTS = Constraints()
