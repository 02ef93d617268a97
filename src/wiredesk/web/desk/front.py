"""The front page as it stands and as readers will see it, and what the next publish will do."""

import asyncio
from datetime import timedelta
from typing import Final

from wiredesk.basics.errors import UsageError
from wiredesk.newsroom.front import front_page
from wiredesk.newsroom.planning import FRONT, PlanKind, find_page, plan_publish
from wiredesk.records.user import Role
from wiredesk.web.desk.visit import Answer, Bytes, Desk, Page, Shown, Visit

STORIES_SHOWN: Final = 30
VIEW_HOLDS: Final = timedelta(seconds=15)  # while somebody looks from page to page
SITE: Final = "site"
PAGES_NAMED: Final = 60
TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "xml": "application/xml",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
}


def show_front(desk: Desk, _visit: Visit) -> Answer:
    """The stories in their order, each with why it stands there."""
    stories = front_page(desk.store, since_days=desk.front_days, limit=STORIES_SHOWN)
    return Shown(template="front.html", values={"stories": stories})


def show_site(desk: Desk, visit: Visit) -> Answer:
    """A file of the site as it will be: nothing of it is out yet."""
    path = visit.path["path"] or FRONT
    view, _ = desk.memory.recall(
        SITE, lambda: desk.publish.view(now=visit.now), holds=VIEW_HOLDS, now=visit.now
    )
    kind = TYPES.get(path.rpartition(".")[2].lower())
    body = find_page(desk.publish, view, path) if kind else None
    if body is None or kind is None:
        raise UsageError(
            "The site will have no such page.",
            remedy="Go back to the front page of the preview.",
            code="unknown",
        )
    return Bytes(body=body, media_type=kind)


def show_plan(desk: Desk, visit: Visit) -> Answer:
    """What the next publish adds, changes and removes."""
    plan = asyncio.run(plan_publish(desk.publish, now=visit.now))
    values = {
        "plan": plan,
        "counts": [(kind, plan.of(kind)) for kind in PlanKind],
        "pages": plan.pages[:PAGES_NAMED],
        "pages_total": len(plan.pages),
        "last_out": desk.store.load_last_out(),
        "now": visit.now,
    }
    return Shown(template="plan.html", values=values)


PAGES: Final = (
    Page(name="front", path="/front", method="GET", role=Role.READER, answer=show_front),
    Page(
        name="site",
        path="/front/site/{path:path}",
        method="GET",
        role=Role.READER,
        answer=show_site,
    ),
    Page(name="plan", path="/plan", method="GET", role=Role.READER, answer=show_plan),
)
