"""The store, side by side: the log of coverage, and the calibrations that turn it into heat."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.calibration import Calibration
from wiredesk.records.coverage import Coverage, Shown


class HeatStore(Protocol):
    """What was filed and shown, as of any moment; nothing in it is ever changed.

    The log grows by itself: `save_rankings` files and moves reports and says what is shown of a story,
    `save_records` says what went out.
    """

    def replay_coverage(self, *, since: datetime, until: datetime) -> Iterator[Coverage]:
        """Where each article received since then counted as of `until`, in the order of the log."""
        ...

    def list_shown(self, story_ids: Sequence[StoryId], *, at: datetime) -> list[Shown]:
        """What was shown of these stories at a moment; those of which nothing was are left out."""
        ...

    def list_out(self, article_ids: Sequence[ArticleId], *, at: datetime) -> set[ArticleId]:
        """Which of these articles had a record out at a moment."""
        ...

    def list_newcomers(self, *, within: timedelta, owners: int) -> list[tuple[StoryId, int]]:
        """Stories that so many owners on probation reported within a time before the newest report."""
        ...

    def list_story_topics(self, story_ids: Sequence[StoryId]) -> Mapping[StoryId, str]:
        """Root topics of stories, as of their first ranking; empty when they had none."""
        ...

    def list_calibrations(self) -> list[Calibration]:
        """All that were ever made, by number; the first is the default."""
        ...

    def save_calibrations(self, new: Sequence[Calibration], rates: Mapping[str, float]) -> None:
        """Keep new calibrations; a number that is taken stays what it is.

        Owners' base rates are replaced by `rates`.
        """
        ...
