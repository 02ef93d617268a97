"""The press: serves the sample newsroom over real HTTP on loopback, as of a moment.

In: a newsroom and a clock.  Out: feeds, pages, pictures and robots.txt of all papers on one port, told
apart by the Host header.  Writes nothing to disk.
"""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from aiohttp import web

from wiredesk.sample.feeds import render_feed
from wiredesk.sample.newsroom import TLD, Newsroom, Paper, Piece
from wiredesk.sample.pages import render_home, render_page
from wiredesk.sample.pictures import draw_picture

SLOW_SECONDS: Final = 0.15  # the slow host takes ten times what the others take
DRIP_SECONDS: Final = 0.5  # between two bytes of the page that never ends
DRIPS_MAX: Final = 600  # five minutes: nobody waits so long, and the server ends some day
Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A press that is being served."""

    port: int
    newsroom: Newsroom


@asynccontextmanager
async def serve_press(newsroom: Newsroom, *, now: Now, port: int = 0) -> AsyncIterator[Press]:
    """Serve until the block ends; port 0 takes a free one."""
    app = web.Application()
    app.router.add_get("/{path:.*}", _Answers(newsroom, now).answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        bound = runner.addresses[0][1]
        yield Press(port=bound, newsroom=newsroom)
    finally:
        await runner.cleanup()


class _Answers:
    """What each paper answers."""

    def __init__(self, newsroom: Newsroom, now: Now) -> None:
        self._newsroom = newsroom
        self._now = now
        self._answered = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One request."""
        self._answered += 1
        host = request.host.partition(":")[0]
        paper = self._newsroom.papers.get(host.removesuffix(f".{TLD}"))
        if paper is None:
            return web.Response(status=404, text="There is no such paper.")
        if paper.dead:
            return web.Response(status=410, text="The Old Mill has ground its last.")
        if paper.slow:
            await asyncio.sleep(SLOW_SECONDS)
        return await self._of_paper(paper, request)

    async def _of_paper(self, paper: Paper, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        shown = self._newsroom.shown(paper.key, now=self._now())
        if path == "/robots.txt":
            return web.Response(text="User-agent: *\nDisallow: /private/\n")
        if path == "/":
            return _html(render_home(paper, shown))
        if paper.feed_url.endswith(path):
            salt = str(self._answered) if paper.guids == "changing" else ""
            return _feed(request, paper, shown, salt=salt)
        if path.startswith("/pictures/"):
            return web.Response(body=draw_picture(path), content_type="image/png")
        piece = next((one for one in shown if one.path == path), None)
        if piece is None:
            return web.Response(status=404, text="Not here.")
        if piece.marks.get("kind") == "endless":
            return await _drip(request)
        return _html(render_page(paper, piece, others=shown))


def _feed(
    request: web.Request, paper: Paper, shown: list[Piece], *, salt: str
) -> web.StreamResponse:
    kind, body = render_feed(paper, shown, salt=salt)
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": tag}
    if shown:
        newest = max(piece.marks.get("updated", piece.published.isoformat()) for piece in shown)
        headers["Last-Modified"] = format_datetime(datetime.fromisoformat(newest), usegmt=True)
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, content_type=kind, charset="utf-8", headers=headers)


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html")


async def _drip(request: web.Request) -> web.StreamResponse:
    """A page that never ends; it ends with the connection."""
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    with contextlib.suppress(ConnectionResetError):  # who asked has given up, as is expected
        await response.write(b"<!doctype html><title>Patience</title><p>One word at a time")
        for _ in range(DRIPS_MAX):
            await asyncio.sleep(DRIP_SECONDS)
            await response.write(b" .")
    return response
