"""One article: everything that is known of it, and everything that can be done about it."""

from typing import Final

import msgspec

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId
from wiredesk.newsroom.deciding import can_be_undone
from wiredesk.newsroom.dossier import Dossier, open_dossier
from wiredesk.newsroom.editing import EXCERPT_CHARACTERS_MAX
from wiredesk.newsroom.telling import tell_act
from wiredesk.records.request import EditRequest, PutBackRequest, TakedownRequest
from wiredesk.records.rights import TakedownReason
from wiredesk.records.user import Role
from wiredesk.web.desk.deciding import Back, done, seen_now, seen_of, undo_values
from wiredesk.web.desk.inbox import LIFTED_BY
from wiredesk.web.desk.inbox import SAID as HOLDS_SAID
from wiredesk.web.desk.naming import names_of
from wiredesk.web.desk.visit import Answer, Desk, Page, Sent, Shown, Visit


class EditForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Our headline, excerpt and picture; what is empty, or is the publisher's own, stays the publisher's."""

    title: str
    excerpt: str
    picture: str
    seen: str
    note: str = ""


class TakedownForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Out of everything, for a reason that the notice says."""

    reason: str
    seen: str
    note: str = ""


class PutBackForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Back into everything."""

    seen: str


def show_article(desk: Desk, visit: Visit) -> Answer:
    """The page; an address or another name of the article leads on to it."""
    found = _dossier(desk, visit)
    if found.line.id != visit.path["article"]:
        return Sent(page="article", path={"article": found.line.id})
    values = {
        "it": found,
        "acts": [(one, tell_act(one), can_be_undone(one)) for one in found.acts],
        "named": names_of(
            desk.store, [one.evidence for one in found.holds] + [one.told for one in found.acts]
        ),
        "said": HOLDS_SAID,
        "lifted_by": LIFTED_BY,
        "reasons_down": [one.value for one in TakedownReason],
        "excerpt_max": EXCERPT_CHARACTERS_MAX,
        "may": visit.may(Role.EDITOR),
        "now": visit.now,
        "seen": seen_now(desk, visit),
        **undo_values(visit, f"article:{found.line.id}"),
    }
    return Shown(template="article.html", values=values)


def edit(desk: Desk, visit: Visit) -> Answer:
    """Our words for it."""
    form, found = visit.form_as(EditForm), _dossier(desk, visit)
    theirs = found.read.theirs if found.read else None
    request = EditRequest(
        article=found.line.id,
        title=_ours(form.title, theirs.title if theirs else ""),
        excerpt=_ours(form.excerpt, theirs.excerpt if theirs else ""),
        picture=None if form.picture == "own" else "" if form.picture == "none" else form.picture,
        by=visit.name,
        at=visit.now,
        note=form.note,
        **seen_of(form.seen),
    )
    return _done(desk, visit, request, "edit")


def take_down(desk: Desk, visit: Visit) -> Answer:
    """Out of every exit."""
    form, found = visit.form_as(TakedownForm), _dossier(desk, visit)
    if form.reason not in set(TakedownReason):
        raise UsageError("is no reason for a take-down.", subject=form.reason[:40])
    request = TakedownRequest(
        article=found.line.id,
        reason=TakedownReason(form.reason),
        by=visit.name,
        at=visit.now,
        note=form.note,
        **seen_of(form.seen),
    )
    return _done(desk, visit, request, "take-down")


def put_back(desk: Desk, visit: Visit) -> Answer:
    """Back, as long as it was not purged."""
    form, found = visit.form_as(PutBackForm), _dossier(desk, visit)
    request = PutBackRequest(
        article=found.line.id, by=visit.name, at=visit.now, **seen_of(form.seen)
    )
    return _done(desk, visit, request, "put-back")


def _done(
    desk: Desk, visit: Visit, request: EditRequest | TakedownRequest | PutBackRequest, what: str
) -> Answer:
    one: ArticleId = request.article
    action = f"/desk/articles/{one}/{what}"
    return done(desk, visit, request, Back(place=f"article:{one}"), action=action)


def _dossier(desk: Desk, visit: Visit) -> Dossier:
    return open_dossier(
        desk.store, visit.path["article"], rules=desk.publish.policy.facts.rules, now=visit.now
    )


def _ours(said: str, theirs: str) -> str | None:
    """What an editor wrote, in one line; None when it is what the publisher wrote."""
    plain = " ".join(said.split())
    return plain if plain and plain != theirs else None


PAGES: Final = (
    Page(
        name="article",
        path="/articles/{article}",
        method="GET",
        role=Role.READER,
        answer=show_article,
    ),
    Page(
        name="article-edit",
        path="/articles/{article}/edit",
        method="POST",
        role=Role.EDITOR,
        answer=edit,
    ),
    Page(
        name="article-take-down",
        path="/articles/{article}/take-down",
        method="POST",
        role=Role.EDITOR,
        answer=take_down,
    ),
    Page(
        name="article-put-back",
        path="/articles/{article}/put-back",
        method="POST",
        role=Role.EDITOR,
        answer=put_back,
    ),
)
