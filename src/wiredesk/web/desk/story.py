"""One story: its members with families folded, its heat and why, and what a person may say about it."""

from datetime import timedelta
from typing import Final

import msgspec

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import StoryId
from wiredesk.newsroom.deciding import can_be_undone
from wiredesk.newsroom.stories import resolve_article, resolve_story
from wiredesk.newsroom.storyline import list_hottest, open_story
from wiredesk.newsroom.telling import tell_act
from wiredesk.records.correction import CorrectionKind, CorrectionRequest
from wiredesk.records.request import PinRequest
from wiredesk.records.user import Role
from wiredesk.web.desk.deciding import (
    Back,
    done,
    moment_of,
    seen_now,
    seen_of,
    undo_values,
)
from wiredesk.web.desk.naming import names_of
from wiredesk.web.desk.visit import Answer, Desk, Page, Sent, Shown, Visit

LIST_DAYS: Final = timedelta(days=14)
LIST_MAX: Final = 100
PAIR: Final = 2


class CorrectForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of the story, or of the members that were ticked."""

    kind: str
    seen: str
    article: tuple[str, ...] = ()
    near: str = ""
    """One of the nearest stories."""
    other: str = ""
    """Id or address of a story, or of an article in it."""
    note: str = ""


class PinForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Until when; nothing: no longer."""

    seen: str
    hours: int = 0
    until: str = ""
    note: str = ""


def list_stories(desk: Desk, visit: Visit) -> Answer:
    """The hottest stories of late, with what is out of each."""
    since = (desk.store.newest_receipt() or visit.now) - LIST_DAYS
    found = list_hottest(desk.store, since=since, limit=LIST_MAX)
    pins = {pin.story_id: pin for pin in desk.store.list_pins()}
    return Shown(template="stories.html", values={"found": found, "pins": pins, "now": visit.now})


def show_story(desk: Desk, visit: Visit) -> Answer:
    """The page; an id that leads to another story leads on."""
    found = open_story(desk.store, visit.path["story"])
    if found.story.id != visit.path["story"]:
        return Sent(page="story", path={"story": found.story.id})
    values = {
        "it": found,
        "acts": [(one, tell_act(one), can_be_undone(one)) for one in found.acts],
        "named": names_of(desk.store, [one.told for one in found.acts]),
        "may": visit.may(Role.EDITOR),
        "now": visit.now,
        "seen": seen_now(desk, visit),
        **undo_values(visit, f"story:{found.story.id}"),
    }
    return Shown(template="story.html", values=values)


def correct(desk: Desk, visit: Visit) -> Answer:
    """Move, merge, split, keep apart, choose the lead."""
    form = visit.form_as(CorrectForm)
    story = resolve_story(desk.store, visit.path["story"])
    kind = _kind(form.kind)
    _check_ticked(kind, len(form.article))
    request = CorrectionRequest(
        kind=kind,
        articles=tuple(resolve_article(desk.store, one) for one in dict.fromkeys(form.article)),
        stories=_stories(desk, story, form),
        by=visit.name,
        at=visit.now,
        note=form.note,
        seen=seen_of(form.seen)["seen"],
    )
    return done(
        desk, visit, request, Back(place=f"story:{story}"), action=f"/desk/stories/{story}/correct"
    )


def pin(desk: Desk, visit: Visit) -> Answer:
    """On top of the front page until a time, or no longer."""
    form = visit.form_as(PinForm)
    story = resolve_story(desk.store, visit.path["story"])
    until = moment_of(form.until, name="until")
    if form.hours and until is None:
        until = visit.now + timedelta(hours=min(max(form.hours, 1), 720))
    request = PinRequest(
        story=story,
        until=until,
        by=visit.name,
        at=visit.now,
        note=form.note,
        **seen_of(form.seen),
    )
    return done(
        desk, visit, request, Back(place=f"story:{story}"), action=f"/desk/stories/{story}/pin"
    )


def _kind(name: str) -> CorrectionKind:
    if name not in set(CorrectionKind) or name == CorrectionKind.UNDO:
        raise UsageError(
            "is nothing that can be said of stories.",
            subject=name[:40],
            remedy="Use the page's buttons.",
        )
    return CorrectionKind(name)


def _stories(desk: Desk, story: StoryId, form: CorrectForm) -> tuple[StoryId, ...]:
    """The story of the page, and for a move or a merge the other one."""
    if form.kind not in {CorrectionKind.MOVE, CorrectionKind.MERGE}:
        return () if form.kind == CorrectionKind.APART else (story,)
    named = form.other.strip() or form.near
    if not named:
        raise UsageError(
            "no other story is named.",
            subject=form.kind,
            remedy="Choose one of the nearest, or paste the id or address of a story or of an article in it.",
        )
    other = resolve_story(desk.store, named)
    return (other,) if form.kind == CorrectionKind.MOVE else (story, other)


def _check_ticked(kind: CorrectionKind, count: int) -> None:
    """UsageError unless as many articles are ticked as the kind asks for."""
    wanted = {
        CorrectionKind.MOVE: (1, "Tick the articles that belong elsewhere."),
        CorrectionKind.SPLIT: (1, "Tick the articles that are another story."),
        CorrectionKind.LEAD: (1, "Tick the one that stands for the story."),
        CorrectionKind.APART: (PAIR, "Tick the two that are not the same."),
    }
    least, remedy = wanted.get(kind, (0, ""))
    exactly = kind in {CorrectionKind.LEAD, CorrectionKind.APART}
    if count < least or (exactly and count != least):
        raise UsageError(
            f"{count} articles are ticked.", subject=kind.value, remedy=remedy, code="form"
        )


PAGES: Final = (
    Page(name="stories", path="/stories", method="GET", role=Role.READER, answer=list_stories),
    Page(name="story", path="/stories/{story}", method="GET", role=Role.READER, answer=show_story),
    Page(
        name="story-correct",
        path="/stories/{story}/correct",
        method="POST",
        role=Role.EDITOR,
        answer=correct,
    ),
    Page(
        name="story-pin",
        path="/stories/{story}/pin",
        method="POST",
        role=Role.EDITOR,
        answer=pin,
    ),
)
