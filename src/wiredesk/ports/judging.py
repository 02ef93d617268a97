"""The store, side by side: what was decided about articles and stories (steps 4 to 9)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.basics.ids import StoryId
from wiredesk.records.family import FamilyVerdict, Fingerprint
from wiredesk.records.grade import Grade
from wiredesk.records.topic import Labels
from wiredesk.records.work import (
    GradeWork,
    GroupDone,
    GroupWork,
    HoldDone,
    HoldWork,
    LabelWork,
    MatchDone,
    MatchWork,
    RankDone,
    RankWork,
)


class JudgingStore(Protocol):
    """What was decided about articles and stories (steps 4 to 9)."""

    # --- step 4, match ---------------------------------------------------------------------------

    def list_match_work(self, *, now: datetime, limit: int) -> list[MatchWork]:
        """Articles at stage match, by effective time, then id."""
        ...

    def replay_families(self, *, since: datetime) -> Iterator[tuple[Fingerprint, FamilyVerdict]]:
        """Fingerprints with verdicts received since then, in the order in which they were saved."""
        ...

    def save_families(self, done: Sequence[MatchDone], *, version: int, now: datetime) -> None:
        """Keep family, relation and fingerprint; on to group.

        When a family's origin changes, members past grading go back to grade.
        """
        ...

    # --- step 5, group ---------------------------------------------------------------------------

    def list_group_work(self, *, now: datetime, limit: int) -> list[GroupWork]:
        """Articles at stage group, by effective time, then id."""
        ...

    def replay_stories(self, *, since: datetime) -> Iterator[tuple[bytes, StoryId]]:
        """Features with current story ids of articles effective since then, in saved order."""
        ...

    def save_stories(self, done: Sequence[GroupDone], *, version: int, now: datetime) -> None:
        """Keep membership; merged stories redirect and their members move; on to label.

        Every story touched becomes due for ranking.
        """
        ...

    # --- steps 6 and 7, label and grade ----------------------------------------------------------

    def list_label_work(self, *, now: datetime, limit: int) -> list[LabelWork]:
        """Articles at stage label, by received_at, then id."""
        ...

    def save_labels(self, done: Sequence[Labels], *, version: int, now: datetime) -> None:
        """Keep labels; on to grade."""
        ...

    def list_grade_work(self, *, now: datetime, limit: int) -> list[GradeWork]:
        """Articles at stage grade, by received_at, then id."""
        ...

    def save_grades(self, done: Sequence[Grade], *, version: int, now: datetime) -> None:
        """Keep quality; on to rank, and the story becomes due for ranking."""
        ...

    # --- step 8, rank ----------------------------------------------------------------------------

    def list_rank_work(self, *, now: datetime, limit: int) -> list[RankWork]:
        """Stories that are due and have a graded member, by id; members by received_at, then id."""
        ...

    def save_rankings(self, done: Sequence[RankDone], *, version: int, now: datetime) -> None:
        """Keep heat, lead and frozen weights.

        Members at stage rank move on to hold; when `moved`, those past it go back to hold.
        """
        ...

    # --- step 9, hold ----------------------------------------------------------------------------

    def list_hold_work(self, *, now: datetime, limit: int) -> list[HoldWork]:
        """Articles at stage hold that are due, by received_at, then id."""
        ...

    def save_holds(self, done: Sequence[HoldDone], *, version: int, now: datetime) -> None:
        """Keep verdict and bucket.

        Released, or held though a record is out: on to publish.  Held with `due_at`: stays at stage
        hold until then.  Else done.
        """
        ...
