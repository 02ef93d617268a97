"""The store, side by side: what people said about stories."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.basics.ids import NO_REQUEST, ArticleId, RequestId, StoryId
from wiredesk.records.correction import Correction, Placement


class CorrectionStore(Protocol):
    """What people said about stories, in order, and what of it holds."""

    def save_correction(
        self,
        correction: Correction,
        *,
        now: datetime,
        told: str = "",
        asked: RequestId = NO_REQUEST,
    ) -> int:
        """Keep it with its effect; its number, which is that of its act.

        One whose request is kept already changes nothing.  `told` is what the audit tells of it, `asked` the request
        that it answers when that is another one.

        Articles change their stories and redirects are set; every story touched is due for ranking, its
        members that were judged are judged again, and the outlets are behind.  What it places, keeps
        apart or lets lead holds from now on; of one that it undoes nothing holds any more.
        """
        ...

    def find_correction(self, correction: RequestId | int) -> Correction | None:
        """One correction, by the id of its request or by its number."""
        ...

    def list_corrections(self, *, after: int = 0) -> list[Correction]:
        """All corrections whose number is above `after`, undone ones and undoings too, in order."""
        ...

    def list_corrections_about(self, articles: Sequence[ArticleId]) -> list[Correction]:
        """Those that hold and place, keep apart or let lead one of these articles, in order."""
        ...

    def last_correction(self) -> int:
        """Number of the last correction; 0 when there is none."""
        ...

    def list_placements(self) -> list[Placement]:
        """Where each article that a person placed stays, the last word counting; by article."""
        ...

    def list_apart(self) -> list[tuple[ArticleId, ArticleId]]:
        """Pairs that a person said are not the same, each once, sorted."""
        ...

    def load_places(self, articles: Sequence[ArticleId]) -> Mapping[ArticleId, StoryId]:
        """The story of each of these articles; those that are in none are left out."""
        ...

    def load_memberships(
        self, stories: Sequence[StoryId]
    ) -> Mapping[StoryId, tuple[ArticleId, ...]]:
        """All articles of each of these stories, sorted, whatever became of them; no redirect followed."""
        ...

    def load_redirects(self, stories: Sequence[StoryId]) -> Mapping[StoryId, StoryId]:
        """Where each of these ids leads that do not stand for a story themselves."""
        ...

    def list_redirects(self, stories: Sequence[StoryId]) -> Mapping[StoryId, tuple[StoryId, ...]]:
        """The ids that lead to each of these stories, sorted."""
        ...
