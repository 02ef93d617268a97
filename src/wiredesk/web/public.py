"""The public site over HTTP: the files that `publish` wrote, with the headers that protect readers.

In: a folder of finished files.  Out: a Starlette application.  No SQL, no rules, no rendering.
"""

from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nothing runs, nothing loads from elsewhere, nobody frames us (SAFETY.md F080).
HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "public, max-age=60",
}


class ProtectiveHeaders:
    """Adds `HEADERS` to every answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; put the headers on the answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def public_site(folder: Path) -> Starlette:
    """The site in `folder`; `404.html` answers what is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    files = StaticFiles(directory=folder, html=True)
    return Starlette(
        routes=[Mount("/", app=files, name="site")], middleware=[Middleware(ProtectiveHeaders)]
    )
