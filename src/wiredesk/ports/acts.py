"""The store, side by side: what people decided, one audit of all of it, and how it is taken back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.basics.ids import ArticleId, RequestId
from wiredesk.records.act import Act, Edit, Pin
from wiredesk.records.decision import Choice, Decision
from wiredesk.records.held import HeldFilter


class ActStore(Protocol):
    """What people decided.  Each `save_…` keeps the act with its effect, and gives its number.

    One whose request is kept already changes nothing.
    """

    # --- the audit -------------------------------------------------------------------------------

    def save_act(self, act: Act, about: Sequence[str]) -> int:
        """Keep an act whose effect is kept elsewhere; what it undoes is undone from now on."""
        ...

    def find_act(self, act: RequestId | int) -> Act | None:
        """One act, by the id of its request or by its number."""
        ...

    def list_acts(self, *, before: int = 0, limit: int, about: str = "", by: str = "") -> list[Act]:
        """Acts from the newest on, those below number `before` when it is given; about one thing, by one person."""
        ...

    def list_acts_since(self, about: Sequence[str], *, after: int) -> list[Act]:
        """Acts about any of these whose number is above `after`, in order."""
        ...

    def find_last_act(self, by: str) -> Act | None:
        """The last act of a person that holds and is no undoing."""
        ...

    def last_act(self) -> int:
        """Number of the last act; 0 when there is none."""
        ...

    # --- choices ---------------------------------------------------------------------------------

    def save_choice(
        self,
        act: Act,
        choice: Choice | None,
        *,
        articles: Sequence[ArticleId] = (),
        matching: HeldFilter | None = None,
    ) -> int:
        """Choose for `articles`, or for all held ones that match; those judged before are judged again.

        Those for which it is chosen already are left alone; 0, and nothing is kept, when that leaves none.
        """
        ...

    def undo_choice(self, act: Act) -> int:
        """What was chosen before `act.undoes` holds again where nobody has chosen since.

        0, and nothing is kept, when somebody has everywhere.
        """
        ...

    def load_choices(self, articles: Sequence[ArticleId]) -> Mapping[ArticleId, Decision]:
        """What holds of what people chose for these articles; those for which nobody did are left out."""
        ...

    def list_decisions(self, article_id: ArticleId) -> list[Decision]:
        """What people chose for an article, oldest first; what was taken back is left out."""
        ...

    def list_read_since(self, articles: Sequence[ArticleId], at: datetime) -> list[ArticleId]:
        """Which of these articles were read again after that, sorted."""
        ...

    # --- edits and pins --------------------------------------------------------------------------

    def save_edit(self, act: Act, edit: Edit) -> int:
        """The editors' words for an article from now on, none when it is empty; what is out is made again."""
        ...

    def undo_edit(self, act: Act) -> int:
        """The words before `act.undoes` hold again; 0, and nothing is kept, when there were others since."""
        ...

    def load_edits(self, articles: Sequence[ArticleId]) -> Mapping[ArticleId, Edit]:
        """The editors' words for those of these articles that have some."""
        ...

    def save_pin(self, act: Act, pin: Pin | None) -> int:
        """Pin `act.subject` until a time, or no longer; the outlets are behind."""
        ...

    def undo_pin(self, act: Act) -> int:
        """What was pinned before `act.undoes` is so again; 0, and nothing is kept, when that changed since."""
        ...

    def list_pins(self) -> list[Pin]:
        """What is pinned, the latest first, redirects followed."""
        ...

    def end_pins(self, *, now: datetime) -> int:
        """Let go of pins whose time has come, and say that the outlets are behind; how many."""
        ...
