"""The audit: who did what, when, and taking it back."""

import re
from typing import Final
from urllib.parse import urlencode

from wiredesk.basics.ids import ArticleId
from wiredesk.newsroom.auditing import list_page
from wiredesk.newsroom.deciding import can_be_undone
from wiredesk.newsroom.telling import tell_act
from wiredesk.records.act import ActKind
from wiredesk.records.user import Role
from wiredesk.web.desk.visit import Answer, Desk, Page, Shown, Visit

ACTS_SHOWN: Final = 50
SUBJECT_CHARACTERS_MAX: Final = 200
NUMBER: Final = re.compile(r"[1-9][0-9]{0,14}")
KINDS: Final = {kind.value: kind for kind in ActKind}


def show_audit(desk: Desk, visit: Visit) -> Answer:
    """A page of acts, of one person, of one kind, about one thing."""
    by = visit.query.get("by", "")[:SUBJECT_CHARACTERS_MAX].strip()
    about = visit.query.get("about", "")[:SUBJECT_CHARACTERS_MAX].strip()
    kind = KINDS.get(visit.query.get("kind", ""))
    asked = visit.query.get("before", "")
    before = int(asked) if NUMBER.fullmatch(asked) else 0
    page = list_page(desk.store, before=before, limit=ACTS_SHOWN, about=about, by=by, kind=kind)
    articles = [ArticleId(act.subject) for act in page.acts if act.subject.startswith("a")]
    lines = desk.store.list_lines(articles)
    stays = {"by": by, "about": about, "kind": kind.value if kind else ""}
    values = {
        "acts": [(act, tell_act(act), can_be_undone(act)) for act in page.acts],
        "titles": {str(line.id): line.title for line in lines},
        "by": by,
        "about": about,
        "kind": kind,
        "kinds": tuple(ActKind),
        "people": [user.name for user in desk.store.list_users()],
        "older": urlencode({**stays, "before": page.before}) if page.before else "",
        "is_first": not before,
        "stays": urlencode(stays),
        "now": visit.now,
    }
    return Shown(template="audit.html", values=values)


PAGES: Final = (
    Page(name="audit", path="/audit", method="GET", role=Role.READER, answer=show_audit),
)
