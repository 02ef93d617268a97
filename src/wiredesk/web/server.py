"""Runs a web application until it is asked to stop.

In: an application, where to listen.  Out: nothing; the application answers until then.  It runs in a thread with an
event loop of its own, so that pages are answered while the route decides a batch.
"""

import asyncio
import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from wiredesk.basics.clock import Clock, SystemClock
from wiredesk.basics.errors import UsageError
from wiredesk.newsroom.searching import Searcher
from wiredesk.web.api import PATH as API_PATH
from wiredesk.web.api import Api, api_app
from wiredesk.web.desk import Desk, desk_app
from wiredesk.web.public import HEADERS, public_site
from wiredesk.web.searching import search_routes

GRACE_SECONDS = 5  # open answers may finish; then the server goes


def hub_app(
    folder: Path,
    *,
    desk: Desk | None,
    searcher: Searcher | None = None,
    api: Api | None = None,
    clock: Clock | None = None,
) -> ASGIApp:
    """The site in `folder`; the desk, the API and search by the store where there are such to serve."""
    routes: list[BaseRoute] = []
    if searcher is not None:
        routes += search_routes(searcher, clock=clock or SystemClock(), headers=HEADERS)
    if desk is not None:
        routes += [_bare("/desk"), mounted("/desk", desk_app(desk))]
    if api is not None:
        routes += [_bare(API_PATH), mounted(API_PATH, api_app(api))]
    app = Starlette(routes=[*routes, mounted("/", public_site(folder))])
    app.router.redirect_slashes = False  # it would redirect to whatever Host a request names
    return app


def mounted(path: str, app: ASGIApp) -> Mount:
    """`app` at `path`, also for addresses with a line break in them, which would be nobody's otherwise."""
    mount = Mount(path, app=app)
    mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    return mount


def _bare(path: str) -> Route:
    """The address without a slash at its end leads to the one with it."""
    return Route(path, lambda _request: RedirectResponse(f"{path}/", 308, headers=HEADERS))


class _QuietServer(uvicorn.Server):
    """Leaves signals to the command line, which stops the route as well."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def serve_app(app: ASGIApp, *, host: str, port: int, stop: asyncio.Event) -> None:
    """Serve `app` until `stop` is set; UsageError when the port is taken."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,  # it would hold the addresses of readers (SAFETY.md R11)
        log_level="critical",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        lifespan="off",
        proxy_headers=False,  # who dials is who asks, whatever a header says (SAFETY.md T52)
    )
    server = _QuietServer(config)
    serving = asyncio.create_task(asyncio.to_thread(_serve, server, place=f"{host}:{port}"))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        server.should_exit = True
        stopping.cancel()
    await serving


def _serve(server: uvicorn.Server, *, place: str) -> None:
    try:
        asyncio.run(server.serve())
    except SystemExit as cause:  # uvicorn's way to say that the address is taken
        raise UsageError(
            "cannot listen there: the port is taken, or not ours to use.",
            subject=place,
            remedy="Stop the other server, or set serve.port in wiredesk.toml.",
        ) from cause
