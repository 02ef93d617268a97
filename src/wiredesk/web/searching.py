"""The search page over HTTP: the store answers what somebody typed, without a script.

In: the fields of the form.  Out: a page in the frame of the site.  No SQL, no rules.
"""

import logging
from collections.abc import Mapping
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wiredesk.basics.clock import Clock
from wiredesk.basics.errors import InputError, StoreError
from wiredesk.craft.render import render_search
from wiredesk.newsroom.searching import Searcher
from wiredesk.records.searching import Order, SearchForm, SearchPage, SearchQuery

FIELD_CHARACTERS_MAX: Final = 1_000
log = logging.getLogger(__name__)


def search_routes(searcher: Searcher, *, clock: Clock, headers: Mapping[str, str]) -> list[Route]:
    """`/search`, and the same in place of the site's own `search.html`."""

    async def answer(request: Request) -> Response:
        status, body = await run_in_threadpool(_answer, searcher, clock, request)
        return Response(body, status, headers=headers, media_type="text/html")

    return [Route(path, answer, methods=["GET"]) for path in ("/search", "/search.html")]


def _answer(searcher: Searcher, clock: Clock, request: Request) -> tuple[int, bytes]:
    form, cursor = _form(request), _field(request, "cursor")
    try:
        page, status = searcher.find(form, cursor=cursor, now=clock.now()), 200
    except InputError as error:
        page, status = _problem(form, "This page of results is not there.", error.remedy), 400
    except StoreError as error:
        log.error("%s", error)
        page, status = _problem(form, "The hub cannot look things up.", "Try again later."), 503
    return status, render_search(searcher.frame, page)


def _problem(form: SearchForm, told: str, remedy: str) -> SearchPage:
    return SearchPage(form=form, query=SearchQuery(text=form.text), problem=f"{told} {remedy}")


def _form(request: Request) -> SearchForm:
    order = _field(request, "order")
    return SearchForm(
        words=_field(request, "q"),
        topic=_field(request, "topic"),
        since=_field(request, "since"),
        until=_field(request, "until"),
        order=Order(order) if order in set(Order) else Order.BEST,
    )


def _field(request: Request, name: str) -> str:
    return request.query_params.get(name, "")[:FIELD_CHARACTERS_MAX]
