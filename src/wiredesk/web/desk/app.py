"""The desk over HTTP: the route table, and what happens around each page.

In: the desk.  Out: a Starlette application to be mounted at `/desk`.  No SQL, no rules.
"""

from collections.abc import Awaitable, Callable, Sequence
from importlib.resources import files
from typing import Final
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from wiredesk.basics.errors import StoreError, WiredeskError
from wiredesk.web.desk import (
    article,
    audit,
    deciding,
    entering,
    finding,
    front,
    home,
    inbox,
    keys,
    people,
    programs,
    sources,
    story,
    topics,
    why,
)
from wiredesk.web.desk.frame import frame_of
from wiredesk.web.desk.guard import Refusal, device_cookie, session_cookie, visit_of
from wiredesk.web.desk.saying import said_query
from wiredesk.web.desk.showing import render_page
from wiredesk.web.desk.visit import Answer, Bytes, Desk, Page, Sent, Shown, Visit

# Our own style and script, nothing inline, nothing from elsewhere (SAFETY.md F080).  The referrer stays within the
# desk: without it browsers say `Origin: null` (Fetch, 3.1), and forms could not be told from foreign ones.
HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
TLS_HEADER: Final = {"strict-transport-security": "max-age=31536000"}
SERVER_ERROR: Final = 500
STATUSES: Final = {"unknown": 404, "already": 409, "conflict": 409, "too_many_tries": 429}
DEVICE_SECONDS: Final = 400 * 86_400  # as long as browsers keep a cookie (RFC 6265bis, 5.5)
# Each module of the desk lists its own pages.
PAGES: Final[tuple[Page, ...]] = (
    *entering.PAGES,
    *keys.PAGES,
    *sources.PAGES,
    *topics.PAGES,
    *why.PAGES,
    *front.PAGES,
    *home.PAGES,
    *audit.PAGES,
    *finding.PAGES,
    *programs.PAGES,
    *people.PAGES,
    *inbox.PAGES,
    *article.PAGES,
    *story.PAGES,
    *deciding.PAGES,
)
FILES: Final = {"desk.css": "text/css", "deciding.css": "text/css", "desk.js": "text/javascript"}


def desk_app(desk: Desk) -> Starlette:
    """The desk, with every page of the route table."""

    async def nothing_there(_request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        told = "There is no such page." if status < SERVER_ERROR else "Something went wrong here."
        return _shown(desk, _error(status, told, "Go back to the desk."), None)

    return Starlette(
        routes=[*_routes(desk, PAGES), *(_file(desk, name) for name in FILES)],
        exception_handlers={HTTPException: nothing_there, Exception: nothing_there},
    )


def _routes(desk: Desk, pages: Sequence[Page]) -> list[Route]:
    return [
        Route(page.path, _endpoint(desk, page), methods=[page.method], name=_named(page))
        for page in pages
    ]


def _named(page: Page) -> str:
    return f"{page.name}.{page.method.lower()}"


def _endpoint(desk: Desk, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        visit = None
        try:
            visit = await visit_of(desk, page, request)
            found: Answer = await run_in_threadpool(page.answer, desk, visit)
        except Refusal as refusal:
            if refusal.log_in and page.method == "GET":
                return _sent(desk, Sent(page="log-in"), request)
            found = _error(refusal.status, refusal.told, refusal.remedy)
        except WiredeskError as error:
            found = _error(_status(error), _sentence(error), error.remedy)
        if isinstance(found, Sent):
            return _sent(desk, found, request)
        if isinstance(found, Bytes):
            headers = _headers(desk)
            return Response(found.body, found.status, headers, media_type=found.media_type)
        return _shown(desk, found, visit, page)

    return answer


def _status(error: WiredeskError) -> int:
    if isinstance(error, StoreError):
        return 503
    return STATUSES.get(error.code, 400)


def _sentence(error: WiredeskError) -> str:
    return f"{error.subject}: {error.message}" if str(error.subject) else error.message


def _error(status: int, told: str, remedy: str) -> Shown:
    return Shown(template="error.html", values={"told": told, "remedy": remedy}, status=status)


def _shown(desk: Desk, shown: Shown, visit: Visit | None, page: Page | None = None) -> Response:
    body = render_page(
        shown.template,
        desk=desk,
        user=visit.user if visit else None,
        csrf=visit.csrf if visit else "",
        frame=frame_of(desk, PAGES, visit, page),
        **shown.values,
    )
    return Response(body, shown.status, headers=_headers(desk), media_type="text/html")


def _sent(desk: Desk, sent: Sent, request: Request) -> Response:
    where = str(request.app.url_path_for(f"{sent.page}.get", **sent.path))
    undoable = {"act": str(sent.act)} if sent.act else {}
    query = urlencode({**sent.query, **said_query(sent.said, sent.count), **undoable})
    root = request.scope.get("root_path", "")
    address = f"{root}{where}?{query}" if query else f"{root}{where}"
    address = f"{address}#{quote(sent.anchor)}" if sent.anchor else address
    response = RedirectResponse(address, 303, headers=_headers(desk))
    for name, value in sent.cookies.items():
        _put_cookie(desk, response, name, value)
    return response


def _put_cookie(desk: Desk, response: Response, name: str, value: str) -> None:
    """A cookie for this host alone; the session's ends with the browser, the device's stays."""
    cookie = session_cookie(desk) if name == "session" else device_cookie(desk)
    if not value:
        response.delete_cookie(cookie, secure=desk.is_secure, httponly=True, samesite="lax")
        return
    response.set_cookie(
        cookie,
        value,
        max_age=None if name == "session" else DEVICE_SECONDS,
        secure=desk.is_secure,
        httponly=True,
        samesite="lax",
    )


def _headers(desk: Desk) -> dict[str, str]:
    return HEADERS | TLS_HEADER if desk.is_secure else dict(HEADERS)


def _file(desk: Desk, name: str) -> Route:
    body = (files("wiredesk.web.desk") / "templates" / name).read_bytes()

    async def answer(_request: Request) -> Response:
        headers = _headers(desk) | {"cache-control": "public, max-age=300"}
        return Response(body, headers=headers, media_type=FILES[name])

    return Route(f"/{name}", answer, name=name)
