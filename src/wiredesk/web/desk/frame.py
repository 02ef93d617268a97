"""What stands around every page of the desk: where one can go, how much waits there, what was just done.

In: the route table, a checked request.  Out: Frame, for the template `page.html`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wiredesk.web.desk.counting import count_to_publish, count_waiting
from wiredesk.web.desk.saying import Note, note_of
from wiredesk.web.desk.sources import count_unwell
from wiredesk.web.desk.visit import Desk, Page, Visit

COUNT_SHOWN_MAX: Final = (
    9_999  # nobody needs to know more of a pile, and counting it all costs time
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One entry of the navigation; shown when the person may see its page."""

    page: str
    label: str
    keys: str
    """What is pressed to go there."""
    count: Callable[[Desk, datetime], int] | None = None
    """How much waits there for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place as one page shows it."""

    label: str
    address: str
    keys: str
    is_here: bool
    count: str
    """Empty when nothing waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a page's template shows around it."""

    links: tuple[Link, ...] = ()
    note: Note | None = None


PLACES: Final = (
    Place(page="inbox", label="Inbox", keys="g i", count=count_waiting),
    Place(page="front", label="Front", keys="g f"),
    Place(page="stories", label="Stories", keys="g s"),
    Place(page="sources", label="Sources", keys="g o", count=count_unwell),
    Place(page="topics", label="Topics", keys="g t"),
    Place(page="plan", label="Publish", keys="g p", count=count_to_publish),
    Place(page="audit", label="Audit", keys="g a"),
    Place(page="users", label="Users", keys="g u"),
)


def frame_of(desk: Desk, pages: Sequence[Page], visit: Visit | None, page: Page | None) -> Frame:
    """What stands around `page` for who visits it; bare before somebody logged in."""
    if visit is None or visit.user is None:
        return Frame(note=note_of(visit.query) if visit else None)
    role = visit.user.role
    seen = {
        one.name: one
        for one in pages
        if one.method == "GET" and (one.role is None or role.covers(one.role))
    }
    return Frame(
        links=tuple(
            Link(
                label=place.label,
                address=f"/desk{seen[place.page].path}",
                keys=place.keys,
                is_here=page is not None and _section(page.path) == _section(seen[place.page].path),
                count=_counted(place.count(desk, visit.now)) if place.count else "",
            )
            for place in PLACES
            if place.page in seen
        ),
        note=note_of(visit.query),
    )


def _section(path: str) -> str:
    return path.split("/")[1]


def _counted(number: int) -> str:
    if number > COUNT_SHOWN_MAX:
        return f"{COUNT_SHOWN_MAX:,}+"
    return f"{number:,}" if number else ""
