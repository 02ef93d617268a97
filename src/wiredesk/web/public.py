"""The public site over HTTP: the files that `publish` wrote, with the headers that protect readers.

In: a folder of finished files.  Out: a Starlette application.  No SQL, no rules, no rendering.
"""

import json
import logging
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

GONE: Final = 410
log = logging.getLogger(__name__)

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


class SiteFiles(StaticFiles):
    """The files of a folder; those that `gone.json` names are answered with 410."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or the notice that it is gone."""
        response = await super().get_response(path, scope)
        if "location" in response.headers:  # of a folder; the Host of a request has no say in it
            response.headers["location"] = f"./{quote(scope['path'].rpartition('/')[2])}/"
        if path.replace("\\", "/") in self._gone():
            response.status_code = GONE
        return response

    def _gone(self) -> frozenset[str]:
        place = Path(str(self.directory)) / "gone.json"
        try:
            changed = place.stat().st_mtime_ns
        except FileNotFoundError:
            return frozenset()
        return _gone_paths(place, changed)


@lru_cache(maxsize=4)  # one for each site; read again when the file changed
def _gone_paths(place: Path, changed: int) -> frozenset[str]:
    assert changed, "the time of the file is part of the key"
    try:
        return frozenset(json.loads(place.read_bytes())["gone"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s cannot be read, so what is gone is answered with 200: %s", place, error)
        return frozenset()


def public_site(folder: Path) -> Starlette:
    """The site in `folder`; `404.html` answers what is not there, 410 what was taken down."""
    folder.mkdir(parents=True, exist_ok=True)
    files = SiteFiles(directory=folder, html=True)
    return Starlette(
        routes=[Mount("/", app=files, name="site")], middleware=[Middleware(ProtectiveHeaders)]
    )
