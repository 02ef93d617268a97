"""The API over HTTP: the route table, and what happens around each page.

In: the API.  Out: a Starlette application to be mounted at `/api/v1`.  No SQL, no rules.
"""

import hashlib
import logging
import re
from collections.abc import Mapping
from email.utils import format_datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import msgspec
from jinja2 import Environment, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wiredesk.basics.errors import StoreError, WiredeskError
from wiredesk.records.apikey import ApiScope
from wiredesk.web.api import around, articles, changing, finding, inbox, stories
from wiredesk.web.api.guard import Asker, asker_of, body_of, note_asker, visit_of
from wiredesk.web.api.openapi import openapi, problems_of
from wiredesk.web.api.problems import KINDS, MEDIA_TYPE, Refusal
from wiredesk.web.api.visit import Answer, Api, Page, Visit

# Nothing here is a document: a browser that is made to open it runs nothing and shows nothing of anybody else
# (SAFETY.md F064, F080).  No answer may be read by another site's script: CORS is never granted.
HEADERS: Final = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
# The page for people has a style of its own.
PAGE_HEADERS: Final = HEADERS | {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
}
TLS_HEADER: Final = {"strict-transport-security": "max-age=31536000"}
SHARED: Final = {"cache-control": "public, max-age=30", "vary": "Authorization"}
OWN: Final = {"cache-control": "private, no-cache", "vary": "Authorization"}
KEPT_NOWHERE: Final = {"cache-control": "no-store", "vary": "Authorization"}
RETRY_SECONDS: Final = "5"  # a locked store is free again sooner
HTML: Final = "text/html; charset=utf-8"
log = logging.getLogger(__name__)
ETAG: Final = re.compile(r'(?:W/)?"[^"]*"|\*')


def show_document(api: Api, _visit: Visit) -> Answer:
    """This API, as an OpenAPI 3.1 document."""
    told = msgspec.json.encode(_document(api.title, api.url, is_public=api.is_public))
    return Answer(value=msgspec.json.format(told, indent=1))


def show_page(api: Api, _visit: Visit) -> Answer:
    """This API, as a page for people."""
    told = _document(api.title, api.url, is_public=api.is_public)
    body = _template().render(api=api, pages=PAGES, paths=told["paths"], kinds=KINDS)
    return Answer(value=body.encode(), media_type=HTML)


PAGES: Final[tuple[Page, ...]] = (
    *stories.PAGES,
    *articles.PAGES,
    *changing.PAGES,
    *finding.PAGES,
    *around.PAGES,
    *inbox.PAGES,
    Page(name="openapi", path="/openapi.json", scope=None, answer=show_document, gives=(dict,)),
    Page(
        name="page", path="/", scope=None, answer=show_page, gives=(bytes,), media_type="text/html"
    ),
)


@lru_cache(maxsize=1)
def _document(title: str, url: str, *, is_public: bool) -> dict[str, Any]:
    return openapi(PAGES, title=title, url=url, is_public=is_public)


def api_app(api: Api) -> Starlette:
    """The API, with every page of the route table."""

    async def fault(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status == 404:
            refusal = Refusal("missing", "No address of the API looks like that.")
        elif status == 405:
            allowed = {} if not isinstance(error, HTTPException) else dict(error.headers or {})
            refusal = Refusal("method", f"{_word(request.method)} is none of its.", headers=allowed)
        else:
            log.error("the API failed at %s", request.url.path[:200], exc_info=error)
            refusal = Refusal("fault", "The hub made a mistake.")
        return _refused(api, refusal, {})

    methods: dict[str, list[Page]] = {}
    for page in PAGES:
        methods.setdefault(page.path, []).append(page)
    routes = [_route(api, path, pages) for path, pages in methods.items()]
    app = Starlette(
        routes=[*routes, _style(api)],
        exception_handlers={HTTPException: fault, Exception: fault},
    )
    app.router.redirect_slashes = False  # it would redirect to whatever Host a request names
    return app


def _route(api: Api, path: str, pages: list[Page]) -> Route:
    by_method = {page.method: page for page in pages}

    async def answer(request: Request) -> Response:
        asked = "GET" if request.method == "HEAD" else request.method
        return await _answered(api, by_method[asked], request)

    return Route(path, answer, methods=list(by_method), name=pages[0].name)


async def _answered(api: Api, page: Page, request: Request) -> Response:
    asker: Asker | None = None
    try:
        asker = await run_in_threadpool(asker_of, api, request)
        body = await body_of(page, request)
        visit = visit_of(api, page, asker, request=request, body=body)
        found = await run_in_threadpool(_looked_up, api, page, asker, visit)
    except Refusal as refusal:
        return _refused(api, refusal, asker.headers if asker else {})
    except WiredeskError as error:
        return _refused(api, _refusal_of(error), asker.headers if asker else {})
    return _given(api, page, asker, request=request, found=found)


def _refusal_of(error: WiredeskError) -> Refusal:
    if isinstance(error, StoreError):
        return Refusal("store", "It is locked or lost.", headers={"retry-after": RETRY_SECONDS})
    return Refusal("refused", error.message, remedy=error.remedy)


def _looked_up(api: Api, page: Page, asker: Asker, visit: Visit) -> Answer:
    found = page.answer(api, visit)
    note_asker(api, asker)
    return found


def _given(api: Api, page: Page, asker: Asker, *, request: Request, found: Answer) -> Response:
    """The answer with its tag; empty when whoever asks has it already, or asked for the head alone."""
    body = found.value if isinstance(found.value, bytes) else msgspec.json.encode(found.value)
    headers = (PAGE_HEADERS if found.media_type == HTML else HEADERS) | asker.headers
    headers |= _keeping(page, asker) | (TLS_HEADER if api.is_secure else {})
    if request.method not in {"GET", "HEAD"}:
        return Response(body, found.status, headers=headers, media_type=found.media_type)
    tag = f'"{hashlib.blake2b(found.media_type.encode() + body, digest_size=16).hexdigest()}"'
    headers["etag"] = tag
    if found.changed_at is not None:
        headers["last-modified"] = format_datetime(found.changed_at, usegmt=True)
    if _has(request, tag):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        headers["content-length"] = str(len(body))
        body = b""
    return Response(body, found.status, headers=headers, media_type=found.media_type)


def _keeping(page: Page, asker: Asker) -> dict[str, str]:
    """Who may keep the answer: anybody, only who asked, nobody."""
    if page.scope not in {None, ApiScope.READ}:
        return KEPT_NOWHERE
    return OWN if asker.key is not None else SHARED


def _has(request: Request, tag: str) -> bool:
    known = ETAG.findall(request.headers.get("if-none-match", "")[:4_096])
    return "*" in known or tag in {one.removeprefix("W/") for one in known}


def _refused(api: Api, refusal: Refusal, more: Mapping[str, str]) -> Response:
    headers = HEADERS | KEPT_NOWHERE | dict(more) | refusal.headers
    headers |= TLS_HEADER if api.is_secure else {}
    body = msgspec.json.encode(refusal.problem(root=api.root))
    return Response(body, refusal.status, headers=headers, media_type=MEDIA_TYPE)


def _word(text: str) -> str:
    return re.sub(r"[^A-Za-z]", "", text)[:20] or "That"


def _style(api: Api) -> Route:
    sheet = (files("wiredesk.web.api") / "templates" / "api.css").read_bytes()

    async def style(_request: Request) -> Response:
        headers = HEADERS | SHARED | (TLS_HEADER if api.is_secure else {})
        return Response(sheet, headers=headers, media_type="text/css")

    return Route("/api.css", style, name="style")


@lru_cache(maxsize=1)
def _template() -> Any:
    text = (files("wiredesk.web.api") / "templates" / "api.html").read_text("utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["problems_of"] = problems_of
    return environment.from_string(text)
