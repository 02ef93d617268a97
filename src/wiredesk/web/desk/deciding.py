"""What all pages that decide share: asking the process that writes, its answer, conflicts, undoing.

A page hands a request over and is answered within a fraction of a second.  When another person was faster, nothing is
done: the page says what was and what is, and asks whether to do it on top of that.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import msgspec

from wiredesk.basics.dates import parse_moment
from wiredesk.basics.errors import UsageError
from wiredesk.newsroom.deciding import changed_since
from wiredesk.newsroom.telling import tell_act
from wiredesk.records.act import Act
from wiredesk.records.request import (
    ChoiceRequest,
    EditRequest,
    Request,
    UndoRequest,
    articles_of,
    stories_of,
)
from wiredesk.records.user import Role
from wiredesk.web.desk.naming import names_of
from wiredesk.web.desk.visit import Answer, Desk, Page, Sent, Shown, Visit

SEEN: Final = re.compile(r"(\d{1,15})\.(\d{1,12})")
BACK: Final = re.compile(r"(inbox|audit|article:[a-z0-9]{1,40}|story:[a-z0-9]{1,40})")
QUERY_KEYS: Final = {
    "inbox": frozenset({"reason", "topic", "provider", "language", "word", "age", "sort", "after"}),
    "audit": frozenset({"by", "about", "kind", "before"}),
}
ACCEPTED: Final = 202
CONFLICT: Final = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Where a form came from, and where who sent it goes on."""

    place: str = "inbox"
    """`inbox`, `article:ID`, `story:ID` or `audit`."""
    query: str = ""
    """Of the list that it stood in."""
    anchor: str = ""

    @property
    def sent(self) -> Sent:
        """The way there; never an address of the form's own making."""
        place = self.place if BACK.fullmatch(self.place) else "inbox"
        name, _, one = place.partition(":")
        anchor = self.anchor if re.fullmatch(r"[a-z0-9-]{0,60}", self.anchor) else ""
        pairs = parse_qsl(self.query[:2_000])
        return Sent(
            page=name,
            path={name: one} if one else {},
            query={key: value for key, value in pairs if key in QUERY_KEYS.get(name, ())},
            anchor=anchor,
        )


class UndoForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The button that takes the last act back."""

    back: str = "inbox"
    query: str = ""


def seen_now(desk: Desk, visit: Visit) -> str:
    """What a page that is made now shows, for its forms to send back."""
    return f"{desk.store.last_act()}.{int(visit.now.timestamp())}"


def seen_of(text: str) -> dict[str, Any]:
    """What the person had seen, as a request says it; UsageError when the form does not say."""
    found = SEEN.fullmatch(text)
    if found is None:
        raise UsageError(
            "the form does not say what you had seen.",
            remedy="Load the page anew and send its form.",
            code="form",
        )
    at = datetime.fromtimestamp(min(int(found[2]), 2**36), UTC)
    return {"seen": int(found[1]), "seen_at": at}


def moment_of(text: str, *, name: str) -> datetime | None:
    """A day and time as a form sends it, in UTC; None when it is empty."""
    if not text:
        return None
    found = parse_moment(text)
    if found is None:
        raise UsageError(
            "is no day and time.", subject=name, remedy="Write it as 2026-03-05T09:00."
        )
    return found.at.astimezone(UTC)


def done(desk: Desk, visit: Visit, request: Request, back: Back, *, action: str) -> Answer:
    """On to where the form came from when it is done; else what became of it.

    `action` is the form's own address, for saying the same again.
    """
    try:
        act = desk.ask(request)
    except UsageError as error:
        if error.code == "already":
            return replace(back.sent, said="already")
        if error.code != "conflict":
            raise
        return _conflict(desk, visit, request, error, back=back, action=action)
    if act is None:
        return Shown(template="later.html", values={"back": _address(back)}, status=ACCEPTED)
    return replace(back.sent, said=act.kind.value, count=act.count, act=act.number)


def undo_values(visit: Visit, back: str, query: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What a page needs to offer that what was just done is taken back."""
    number = visit.query.get("act", "")
    is_number = re.fullmatch(r"[1-9]\d{0,14}", number) and visit.may(Role.EDITOR)
    return {
        "undo": number if is_number and visit.query.get("said") != "undo" else "",
        "undo_back": back,
        "undo_query": urlencode(dict(query or {})),
    }


def undo(desk: Desk, visit: Visit) -> Answer:
    """Take an act back, a bulk one as a whole."""
    form = visit.form_as(UndoForm)
    number = visit.path["number"]
    request = UndoRequest(
        number=int(number) if re.fullmatch(r"\d{1,15}", number) else 0,
        by=visit.name,
        at=visit.now,
        seen=desk.store.last_act(),
    )
    back = Back(place=form.back, query=form.query)
    return done(desk, visit, request, back, action=f"/desk/undo/{request.number}")


def _conflict(
    desk: Desk, visit: Visit, request: Request, error: UsageError, *, back: Back, action: str
) -> Shown:
    """What was, what is, and the same form once more with what is seen now."""
    articles = articles_of(request)
    about = [*articles, *stories_of(request)]
    acts = changed_since(desk.store, request, about) if about else []
    lines = {line.id: line for line in desk.store.list_lines(articles)}
    kept = [
        (name, value)
        for name, values in visit.form.items()
        if name not in {"csrf", "seen", "counted"}
        for value in values
    ]
    values = {
        "named": names_of(desk.store, [error.message, *(one.told for one in acts)]),
        "told": _who_changed(acts) or error.message,
        "remedy": error.remedy,
        "acts": [(one, tell_act(one)) for one in acts],
        "titles": [line.title for line in list(lines.values())[:5]],
        "many": len(lines),
        "edit": request if isinstance(request, EditRequest) else None,
        "fields": kept,
        "seen": seen_now(desk, visit),
        "counted": _counted(desk, request),
        "action": action,
        "back": _address(back),
    }
    return Shown(template="conflict.html", values=values, status=CONFLICT)


def _who_changed(acts: Sequence[Act]) -> str:
    names = list(dict.fromkeys(one.by for one in acts))
    return f"{' and '.join(names)} changed it since you looked." if names else ""


def _counted(desk: Desk, request: Request) -> int | None:
    """How many match now, for a request that is about all that do."""
    if not isinstance(request, ChoiceRequest) or request.matching is None:
        return None
    return sum(one.articles for one in desk.store.count_held(request.matching))


def _address(back: Back) -> str:
    sent = back.sent
    one = next(iter(sent.path.values()), "")
    where = {"article": f"/desk/articles/{one}", "story": f"/desk/stories/{one}"}.get(
        sent.page, f"/desk/{sent.page}"
    )
    return f"{where}?{urlencode(sent.query)}" if sent.query else where


PAGES: Final = (
    Page(name="undo", path="/undo/{number}", method="POST", role=Role.EDITOR, answer=undo),
)
