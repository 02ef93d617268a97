"""The audit: one list of what people did, and acts whose effect is kept elsewhere.

In: the store, whose acts are meant.  Out: a page of acts, newest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import RequestId, content_id
from wiredesk.ports import Store
from wiredesk.records.act import Act, ActKind

LOOKED_AT_MAX: Final = 2_000  # acts looked at for one page of one kind: then the next page goes on
READ_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """A part of the audit."""

    acts: tuple[Act, ...]
    before: int
    """Number below which the next page begins; 0: this is the last one."""


def list_page(
    store: Store,
    *,
    before: int,
    limit: int,
    about: str = "",
    by: str = "",
    kind: ActKind | None = None,
) -> AuditPage:
    """Acts from the newest on, or below number `before`: about one thing, by one person, of one kind."""
    found: list[Act] = []
    for _ in range(LOOKED_AT_MAX // READ_AT_ONCE):
        read = store.list_acts(before=before, limit=READ_AT_ONCE, about=about, by=by)
        for act in read:
            before = act.number
            if kind in (None, act.kind):
                found.append(act)
            if len(found) == limit:
                return AuditPage(acts=tuple(found), before=_more(store, before, about=about, by=by))
        if len(read) < READ_AT_ONCE:
            return AuditPage(acts=tuple(found), before=0)
    return AuditPage(acts=tuple(found), before=before)


def note_act(
    store: Store, kind: ActKind, subject: str, *, told: str, by: str, now: datetime
) -> int:
    """Keep that somebody did something whose effect is kept elsewhere; its number."""
    request = RequestId(content_id("q", kind.value, subject, told, by, now.isoformat()))
    act = Act(id=request, kind=kind, at=now, by=by, subject=subject, told=told)
    return store.save_act(act, _about(subject))


def _about(subject: str) -> Sequence[str]:
    return [subject] if subject else []


def _more(store: Store, before: int, *, about: str, by: str) -> int:
    return before if store.list_acts(before=before, limit=1, about=about, by=by) else 0
