"""What people decide about articles and stories, done by the process that writes; each is one act of the audit.

In: a request and what the writing process holds.  Out: the act.  A request that was dealt with before gives its act
again.  What another person changed since it was seen is a conflict: nothing is done, and it says who did what.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId
from wiredesk.newsroom.editing import check_edit
from wiredesk.newsroom.stories import correct, resolve_story
from wiredesk.newsroom.takedown import take_down, undo_takedown
from wiredesk.newsroom.telling import tell_act, tell_edit, tell_filter
from wiredesk.ports import Archive, Store
from wiredesk.records.act import CHOICES, CORRECTIONS, KEPT_ELSEWHERE, Act, ActKind, Edit, Pin
from wiredesk.records.correction import CorrectionKind, CorrectionRequest
from wiredesk.records.decision import Decision
from wiredesk.records.request import (
    Asked,
    ChoiceRequest,
    EditRequest,
    PinRequest,
    PutBackRequest,
    Request,
    TakedownRequest,
    UndoRequest,
)
from wiredesk.records.rights import DEFAULT_RULES, RightsRules

PURGE_AFTER: Final = timedelta(days=30)
PIN_MAX: Final = timedelta(days=30)  # what stays longer on top is no news
CONFLICTS_TOLD_MAX: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Does what people ask; only the process that writes to the hub has one."""

    store: Store
    archive: Archive
    rules: RightsRules = DEFAULT_RULES
    purge_after: timedelta = PURGE_AFTER
    """How long a take-down can be undone."""

    def decide(self, request: Request, *, now: datetime) -> Act:
        """The act that answers the request.  UsageError when it cannot be, with what to do instead.

        Its code is `conflict` when another person changed it since, `already` when it is so.
        """
        known = self.store.find_act(request.id)
        if known is not None:
            return known
        match request:
            case CorrectionRequest():
                number = self._correct(request, now=now)
            case ChoiceRequest():
                number = self._choose(request, now=now)
            case EditRequest():
                number = self._edit(request, now=now)
            case PinRequest():
                number = self._pin(request, now=now)
            case TakedownRequest():
                number = self._take_down(request, now=now)
            case PutBackRequest():
                number = self._put_back(request, now=now)
            case UndoRequest():
                number = self._undo(request, now=now)
        act = self.store.find_act(number)
        assert act is not None, "it was kept just now"
        return act

    def _correct(self, request: CorrectionRequest, *, now: datetime) -> int:
        stories = [resolve_story(self.store, one) for one in request.stories]
        _check_unchanged(self.store, request, [*request.articles, *stories])
        return correct(self.store, request, now=now).number

    def _choose(self, request: ChoiceRequest, *, now: datetime) -> int:
        if request.until is not None and request.until <= now:
            told = f"{request.until:%Y-%m-%d %H:%M} UTC is past."
            raise UsageError(told, subject="--until", remedy="Name a later day.")
        if request.matching is None:
            self._check_chosen(request)
        else:
            counted = sum(one.articles for one in self.store.count_held(request.matching))
            if counted > request.counted:
                raise UsageError(
                    f"{counted:,} match now, {request.counted:,} did when you looked.",
                    remedy="Look at what came in meanwhile, then choose again.",
                    code="conflict",
                )
        act = Act(
            id=request.id,
            kind=ActKind(request.choice.value) if request.choice else ActKind.UNDECIDE,
            at=now,
            by=request.by,
            note=request.note,
            subject=request.articles[0] if request.articles else "",
            told=tell_filter(request.matching) if request.matching else "",
            until=request.until,
        )
        number = self.store.save_choice(
            act, request.choice, articles=request.articles, matching=request.matching
        )
        if not number:
            raise UsageError("that is chosen already.", code="already")
        return number

    def _check_chosen(self, request: ChoiceRequest) -> None:
        """UsageError when one is no article, when all is so already, or when another person changed one."""
        known = {line.id for line in self.store.list_lines(request.articles)}
        for one in request.articles:
            if one not in known:
                raise UsageError("is no article of this hub.", subject=one)
        chosen = self.store.load_choices(request.articles)
        left = [one for one in request.articles if not _is_so(chosen.get(one), request)]
        if not left:
            one = next(iter(request.articles), ArticleId(""))
            before = chosen.get(one)
            told = str(before) if before else "nobody chose anything for it."
            raise UsageError(told, subject=one, code="already")
        _check_unchanged(self.store, request, left)
        _check_not_read_since(self.store, request, left)

    def _edit(self, request: EditRequest, *, now: datetime) -> int:
        edit = Edit(
            article_id=request.article,
            title=request.title,
            excerpt=request.excerpt,
            picture=request.picture,
            by=request.by,
            at=now,
        )
        before = self.store.load_edits([request.article]).get(request.article)
        empty = Edit(article_id=request.article)
        if _said(before or empty) == _said(edit):
            raise UsageError("it says so already.", subject=request.article, code="already")
        _check_unchanged(self.store, request, [request.article])
        _check_not_read_since(self.store, request, [request.article])
        article = check_edit(self.store, edit, rules=self.rules, now=now)
        act = self._act(request, ActKind.EDIT, request.article, now=now)
        return self.store.save_edit(_telling(act, tell_edit(article, before or empty, edit)), edit)

    def _pin(self, request: PinRequest, *, now: datetime) -> int:
        story = resolve_story(self.store, request.story)
        _check_unchanged(self.store, request, [story])
        if request.until is None:
            if not any(one.story_id == story for one in self.store.list_pins()):
                raise UsageError("is not pinned.", subject=story, code="already")
            return self.store.save_pin(self._act(request, ActKind.UNPIN, story, now=now), None)
        if not now < request.until <= now + PIN_MAX:
            raise UsageError(
                f"a pin holds until a time within {PIN_MAX.days} days from now.",
                subject=f"{request.until:%Y-%m-%d %H:%M} UTC",
                remedy="Name another time.",
            )
        act = self._act(request, ActKind.PIN, story, now=now, until=request.until)
        pin = Pin(story_id=story, until=request.until, by=request.by)
        return self.store.save_pin(act, pin)

    def _take_down(self, request: TakedownRequest, *, now: datetime) -> int:
        """The effect first: it is done once however often it is done, and the act says that it was."""
        purge_after = timedelta(0) if request.at_once else self.purge_after
        take_down(
            self.store,
            self.archive,
            request.article,
            reason=request.reason,
            note=request.note,
            by=request.by,
            purge_after=purge_after,
            now=now,
        )
        act = self._act(request, ActKind.TAKE_DOWN, request.article, now=now)
        told = f"For {request.reason.value}{', at once' if request.at_once else ''}."
        return self.store.save_act(_telling(act, told), [request.article])

    def _put_back(self, request: PutBackRequest, *, now: datetime) -> int:
        acts = self.store.list_acts(about=request.article, limit=100)
        down = [one for one in acts if one.kind is ActKind.TAKE_DOWN and not one.undone_by]
        return self._back(request, request.article, down[0].number if down else 0, now=now)

    def _back(self, request: Asked, article: str, undoes: int, *, now: datetime) -> int:
        undo_takedown(self.store, self.archive, article, by=request.by, note=request.note, now=now)
        kind = ActKind.UNDO if isinstance(request, UndoRequest) else ActKind.PUT_BACK
        act = self._act(request, kind, article, now=now, undoes=undoes)
        return self.store.save_act(_telling(act, "It is back, and was judged again."), [article])

    def _undo(self, request: UndoRequest, *, now: datetime) -> int:
        undone = find_undoable(self.store, request.number)
        if undone.kind in CORRECTIONS:
            back = CorrectionRequest(
                kind=CorrectionKind.UNDO,
                undoes=undone.number,
                by=request.by,
                at=request.at,
                note=request.note,
                seen=request.seen,
            )
            return correct(self.store, back, now=now, asked=request.id).number
        if undone.kind is ActKind.TAKE_DOWN:
            return self._back(request, undone.subject, undone.number, now=now)
        act = self._act(request, ActKind.UNDO, undone.subject, now=now, undoes=undone.number)
        act = _telling(act, f"Taken back: {tell_act(undone)}")
        if undone.kind in CHOICES:
            number = self.store.undo_choice(act)
        elif undone.kind is ActKind.EDIT:
            number = self.store.undo_edit(act)
        else:
            number = self.store.undo_pin(act)
        if not number:
            raise _built_on(self.store, undone)
        return number

    def _act(
        self,
        request: Asked,
        kind: ActKind,
        subject: str,
        *,
        now: datetime,
        until: datetime | None = None,
        undoes: int = 0,
    ) -> Act:
        return Act(
            id=request.id,
            kind=kind,
            at=now,
            by=request.by,
            note=request.note,
            subject=subject,
            until=until,
            undoes=undoes,
        )


def can_be_undone(act: Act) -> bool:
    """Whether it holds, and is one of those that the audit itself takes back."""
    return not act.undone_by and act.kind not in {ActKind.UNDO, ActKind.PUT_BACK, *KEPT_ELSEWHERE}


def find_undoable(store: Store, number: int) -> Act:
    """The act of that number; UsageError when there is none, or it cannot be taken back."""
    act = store.find_act(number)
    if act is not None and can_be_undone(act):
        return act
    told = "does not exist"
    if act is not None and act.kind in KEPT_ELSEWHERE:
        told = "is taken back where it was done"
    elif act is not None:
        told = f"was undone by {act.undone_by}" if act.undone_by else "is an undoing itself"
    raise UsageError(
        f"{told}, so it cannot be undone.",
        subject=f"act {number}",
        remedy="`wiredesk audit` lists them; what was undone is said again.",
    )


def find_last_of(store: Store, by: str) -> Act:
    """The last act of a person that holds; UsageError when there is none."""
    act = store.find_last_act(by)
    if act is None:
        raise UsageError(
            f"no act of {by} holds, so there is nothing to undo.",
            remedy="`wiredesk audit` lists those of others; name its number.",
        )
    return act


def changed_since(
    store: Store, request: Asked | CorrectionRequest, about: Sequence[str]
) -> list[Act]:
    """What others did to any of these since the person looked, and holds, in order."""
    return [
        one
        for one in store.list_acts_since(about, after=request.seen)
        if one.by != request.by and not one.undone_by and not one.undoes > request.seen
    ]


def _check_unchanged(
    store: Store, request: Asked | CorrectionRequest, about: Sequence[str]
) -> None:
    changed = changed_since(store, request, about)
    if changed:
        told = " ".join(
            f"{one.by} did this at {one.at:%H:%M}: {tell_act(one)}"
            for one in changed[-CONFLICTS_TOLD_MAX:]
        )
        raise UsageError(
            f"changed since you looked. {told}",
            subject=about[0],
            remedy="Look at it again; if you still want it, say so again.",
            code="conflict",
        )


def _check_not_read_since(store: Store, request: Asked, articles: Sequence[ArticleId]) -> None:
    """What was approved is what was seen (SAFETY.md T66)."""
    read = store.list_read_since(articles, request.seen_at) if request.seen_at else []
    if read:
        raise UsageError(
            "was read again since you looked: its publisher may have changed it.",
            subject=", ".join(read[:CONFLICTS_TOLD_MAX]),
            remedy="Look at it again; if you still want it, say so again.",
            code="conflict",
        )


def _is_so(chosen: Decision | None, request: ChoiceRequest) -> bool:
    if chosen is None or request.choice is None:
        return chosen is None and request.choice is None
    return (chosen.choice, chosen.until) == (request.choice, request.until)


def _said(edit: Edit) -> tuple[str | None, ...]:
    return edit.title, edit.excerpt, edit.picture


def _telling(act: Act, told: str) -> Act:
    return replace(act, told=told)


def _built_on(store: Store, undone: Act) -> UsageError:
    later = [
        one
        for one in store.list_acts_since([undone.subject], after=undone.number)
        if not one.undone_by and one.kind is not ActKind.UNDO
    ]
    told = f"act {later[-1].number} ({later[-1].kind.value} by {later[-1].by})" if later else ""
    return UsageError(
        f"{told or 'a later act'} builds on it.",
        subject=f"act {undone.number}",
        remedy=f"Undo that one first: wiredesk undo {later[-1].number}" if later else "",
        code="builds_on",
    )
