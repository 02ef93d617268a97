"""The store's side of what people decided: one audit, each act with its effect and with what was before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId, RequestId
from wiredesk.records.act import Act, ActKind, Edit, Pin
from wiredesk.records.decision import Choice, Decision
from wiredesk.records.held import HeldFilter
from wiredesk.world.store.codec import from_json, moment, moment_or_none, seconds, to_json
from wiredesk.world.store.connection import Row
from wiredesk.world.store.held import filter_columns
from wiredesk.world.store.standing import StandingStore

NEWEST: Final = 2**62  # above every number


class ActStore(StandingStore):
    """Acts with their effects, each in one transaction."""

    # --- the audit ----------------------------------------------------------------------------------

    def save_act(self, act: Act, about: Sequence[str]) -> int:
        """Keep an act whose effect is kept elsewhere."""
        with self._database.transaction():
            number, is_new = self._begin_act(act)
            if is_new:
                self._say_about(number, about)
            return number

    def find_act(self, act: RequestId | int) -> Act | None:
        """One act, by the id of its request or by its number."""
        number = act if isinstance(act, int) else self._number_of(act)
        row = self._database.row("find_act", (number,))
        return _act(row) if row else None

    def list_acts(self, *, before: int = 0, limit: int, about: str = "", by: str = "") -> list[Act]:
        """Acts from the newest on, about one thing, by one person."""
        values: dict[str, object] = {"before": before or NEWEST, "limit": limit}
        if about:
            rows = self._database.rows("list_acts_about", {**values, "about": about, "by": by})
        elif by:
            rows = self._database.rows("list_acts_by", {**values, "by": by})
        else:
            rows = self._database.rows("list_acts", values)
        return [_act(row) for row in rows]

    def list_acts_since(self, about: Sequence[str], *, after: int) -> list[Act]:
        """Acts about any of these whose number is above `after`, in order."""
        values = {"about": to_json(list(about)), "after": after}
        return [_act(row) for row in self._database.rows("list_acts_since", values)]

    def find_last_act(self, by: str) -> Act | None:
        """The last act of a person that holds and is no undoing."""
        row = self._database.row("find_last_act", (by,))
        return _act(row) if row else None

    def last_act(self) -> int:
        """Number of the last act; 0 when there is none."""
        row = self._database.row("last_act")
        return int(row[0]) if row else 0

    def _begin_act(self, act: Act) -> tuple[int, bool]:
        """Within a transaction: its number, and whether it is new; what it undoes is undone."""
        is_new = bool(self._database.write("begin_act", _columns(act)))
        number = self._number_of(act.id)
        if is_new and act.undoes:
            self._database.write("mark_undone", {"seq": act.undoes, "by": number})
        return number, is_new

    def _say_about(self, number: int, about: Iterable[str], *, was: str = "") -> None:
        lines = ({"subject": one, "act": number, "was": was} for one in dict.fromkeys(about))
        self._database.write_many("act_about", lines)

    def _number_of(self, request: RequestId) -> int:
        row = self._database.row("number_of_act", (request,))
        return int(row[0]) if row else 0

    # --- choices ------------------------------------------------------------------------------------

    def save_choice(
        self,
        act: Act,
        choice: Choice | None,
        *,
        articles: Sequence[ArticleId] = (),
        matching: HeldFilter | None = None,
    ) -> int:
        """Choose for `articles`, or for all held ones that match."""
        chosen: dict[str, object] = {
            "decision": choice.value if choice else "",
            "until": None if act.until is None else seconds(act.until),
        }
        with self._database.transaction():
            number, is_new = self._begin_act(act)
            if not is_new:
                return number
            if matching is None:
                these = {"act": number, "articles": to_json(list(articles))}
                self._database.write("choose_these", chosen | these)
            else:
                these = {"act": number, **filter_columns(matching)}
                self._database.write("choose_matching", chosen | these)
            who = {"by": act.by, "at": seconds(act.at), "act": number}
            if not self._database.write("decide", chosen | who):
                self._database.write("forget_act", (number,))
                return 0
            self._database.write("count_act", {"seq": number})
            return number

    def undo_choice(self, act: Act) -> int:
        """What was chosen before `act.undoes` holds again where nobody has chosen since."""
        with self._database.transaction():
            number, is_new = self._begin_act(act)
            if not is_new:
                return number
            self._database.write("unchoose", {"act": number, "undoes": act.undoes})
            restored = {"undoes": act.undoes, "at": seconds(act.at)}
            if not self._database.write("restore_choice", restored):
                return self._nothing_undone(act, number)
            self._database.write("count_act", {"seq": number})
            return number

    def _nothing_undone(self, act: Act, number: int) -> int:
        """Within a transaction: somebody has said something else since, so the act stands."""
        self._database.write("mark_undone", {"seq": act.undoes, "by": None})
        self._database.write("forget_act", (number,))
        return 0

    def load_choices(self, articles: Sequence[ArticleId]) -> Mapping[ArticleId, Decision]:
        """What holds of what people chose for these articles."""
        notes = {row[0]: row[1] for row in self._of("list_decision_notes", articles)}
        return {
            one.id: Decision(
                article_id=one.id,
                choice=Choice(one.decision),
                by=one.decision_by,
                at=one.decision_at,
                note=notes.get(one.id, ""),
                until=one.decision_until,
            )
            for one in self._standings(articles).values()
            if one.decision
        }

    def list_decisions(self, article_id: ArticleId) -> list[Decision]:
        """What people chose for an article, oldest first; what was taken back is left out."""
        return [
            Decision(
                article_id=article_id,
                choice=Choice(choice),
                by=by,
                note=note,
                at=moment(at),
                until=moment_or_none(until),
            )
            for choice, by, note, at, until in self._database.rows("list_decisions", (article_id,))
        ]

    def list_read_since(self, articles: Sequence[ArticleId], at: datetime) -> list[ArticleId]:
        """Which of these articles were read again after that, sorted."""
        values = {"articles": to_json(list(articles)), "at": seconds(at)}
        return [ArticleId(row[0]) for row in self._database.rows("list_read_since", values)]

    # --- edits and pins -----------------------------------------------------------------------------

    def save_edit(self, act: Act, edit: Edit) -> int:
        """The editors' words for an article from now on, none when it is empty."""
        with self._database.transaction():
            number, is_new = self._begin_act(act)
            if is_new:
                before = self.load_edits([edit.article_id]).get(edit.article_id)
                self._say_about(number, [edit.article_id], was=to_json(before) if before else "")
                self._put_edit(edit.article_id, None if edit.is_empty else edit, act=number)
                self._made_again(edit.article_id, at=act.at)
            return number

    def undo_edit(self, act: Act) -> int:
        """The words before `act.undoes` hold again."""
        with self._database.transaction():
            number, is_new = self._begin_act(act)
            if not is_new:
                return number
            if self._said_since(act, {ActKind.EDIT}):
                return self._nothing_undone(act, number)
            article, was = ArticleId(act.subject), self._was(act)
            now = self.load_edits([article]).get(article)
            self._say_about(number, [article], was=to_json(now) if now else "")
            before = from_json(was, Edit) if was else None
            self._put_edit(article, before, act=before.act if before else 0)
            self._made_again(article, at=act.at)
            return number

    def load_edits(self, articles: Sequence[ArticleId]) -> Mapping[ArticleId, Edit]:
        """The editors' words for those of these articles that have some."""
        rows = self._of("load_edits", articles)
        return {ArticleId(row[0]): from_json(row[2], Edit) for row in rows}

    def _put_edit(self, article: ArticleId, edit: Edit | None, *, act: int) -> None:
        if edit is None:
            self._database.write("forget_edit", (article,))
            return
        body = to_json(replace(edit, act=act))
        self._database.write("save_edit", {"id": article, "act": act, "body": body})

    def _made_again(self, article: ArticleId, *, at: datetime) -> None:
        self._database.write("judge_beside", {"id": article, "now": seconds(at)})
        self._database.write("note_change", (article,))
        self._raise_generation()

    def save_pin(self, act: Act, pin: Pin | None) -> int:
        """Pin `act.subject` until a time, or no longer."""
        with self._database.transaction():
            number, is_new = self._begin_act(act)
            if is_new:
                before = self._load_pin(act.subject)
                self._say_about(number, [act.subject], was=to_json(before) if before else "")
                self._put_pin(act.subject, pin, act=number)
            return number

    def undo_pin(self, act: Act) -> int:
        """What was pinned before `act.undoes` is so again."""
        with self._database.transaction():
            number, is_new = self._begin_act(act)
            if not is_new:
                return number
            if self._said_since(act, {ActKind.PIN, ActKind.UNPIN}):
                return self._nothing_undone(act, number)
            now, was = self._load_pin(act.subject), self._was(act)
            self._say_about(number, [act.subject], was=to_json(now) if now else "")
            before = from_json(was, Pin) if was else None
            self._put_pin(act.subject, before, act=before.act if before else 0)
            return number

    def list_pins(self) -> list[Pin]:
        """What is pinned, the latest first, redirects followed."""
        return [_pin(row) for row in self._database.rows("list_pins")]

    def end_pins(self, *, now: datetime) -> int:
        """Let go of pins whose time has come; how many."""
        if not any(one.until <= now for one in self.list_pins()):
            return 0
        with self._database.transaction():
            ended = self._database.write("end_pins", (seconds(now),))
            self._raise_generation()
            return ended

    def _load_pin(self, story: str) -> Pin | None:
        row = self._database.row("load_pin", (story,))
        return _pin(row) if row else None

    def _put_pin(self, story: str, pin: Pin | None, *, act: int) -> None:
        if pin is None:
            self._database.write("forget_pin", (story,))
        else:
            until = {"until": seconds(pin.until), "by": pin.by}
            self._database.write("save_pin", {"story_id": story, "act": act, **until})
        self._raise_generation()

    def _said_since(self, act: Act, kinds: Collection[ActKind]) -> bool:
        """Whether a later act of these kinds holds about what this one takes back."""
        later = self.list_acts_since([act.subject], after=act.undoes)
        return any(one.kind in kinds and not one.undone_by for one in later)

    def _was(self, act: Act) -> str:
        """What was before the act that this one undoes."""
        row = self._database.row("load_was", {"subject": act.subject, "act": act.undoes})
        return str(row[0]) if row else ""


def _columns(act: Act) -> dict[str, object]:
    return {
        "id": act.id,
        "kind": act.kind.value,
        "at": seconds(act.at),
        "by": act.by,
        "note": act.note,
        "subject": act.subject,
        "count": act.count,
        "told": act.told,
        "until": None if act.until is None else seconds(act.until),
        "undoes": act.undoes or None,
    }


def _act(row: Row) -> Act:
    return Act(
        number=row[0],
        id=RequestId(row[1]),
        kind=ActKind(row[2]),
        at=moment(row[3]),
        by=row[4],
        note=row[5],
        subject=row[6],
        count=row[7],
        told=row[8],
        until=moment_or_none(row[9]),
        undoes=row[10] or 0,
        undone_by=row[11] or 0,
    )


def _pin(row: Row) -> Pin:
    return Pin(story_id=row[0], until=moment(row[1]), by=row[2], act=row[3])
