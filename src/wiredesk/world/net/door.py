"""The one door out: every request Wiredesk makes goes through here (SAFETY.md rule 1).

In: a Request.  Out: an Answer, redirects followed by hand, the body decoded in bounded steps; or
FetchError.  Keeps no cookies, sends no referrer, reads no redirect bodies, ignores proxies of the
environment.
"""

import asyncio
import ssl
from dataclasses import replace
from datetime import timedelta
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver

from wiredesk.basics.clock import Clock
from wiredesk.basics.errors import FetchError
from wiredesk.basics.urls import host_of, web_url
from wiredesk.craft.feeds import parse_retry_after
from wiredesk.records.fetching import Answer, Request
from wiredesk.world.net.exchange import (
    HEADER_BYTES_MAX,
    HEADERS_MAX,
    REDIRECTS,
    Came,
    NotingResponse,
    exchange,
)
from wiredesk.world.net.failures import explained
from wiredesk.world.net.guard import Allowance, Guard, GuardedResolver
from wiredesk.world.net.pace import Pace

HOPS_MAX: Final = 5
PERMANENT: Final = frozenset({301, 308})
ASKING_FOR_SILENCE: Final = frozenset({429, 503})
SILENCE_UNSAID: Final = timedelta(minutes=10)  # a 429 that does not say how long


class Door:
    """Opens connections to public addresses, politely, and never for longer than agreed.

    `patience_seconds`: a body that comes slower than a minimum is left after that long.
    """

    def __init__(
        self,
        *,
        agent: str,
        clock: Clock,
        concurrency: int = 100,
        host_delay_seconds: float = 1.0,
        deadline_seconds: float = 30.0,
        patience_seconds: float = 10.0,
        pages_per_host_per_day: int = 2_000,
        allowance: Allowance | None = None,
        lookup: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._agent = agent
        self._deadline = deadline_seconds
        self._patience = patience_seconds
        self._guard = Guard(allowance or Allowance())
        self._lookup = lookup
        self._tls = tls
        self._slots = asyncio.Semaphore(concurrency)
        self._pace = Pace(
            clock=clock, delay_seconds=host_delay_seconds, pages_per_day=pages_per_host_per_day
        )
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            resolver=GuardedResolver(self._guard, lookup=self._lookup),
            socket_factory=self._guard.make_socket,
            limit=0,  # our own semaphore counts, over feeds and pages alike
            ssl=self._tls or True,
            keepalive_timeout=5,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            response_class=NotingResponse,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            max_line_size=HEADER_BYTES_MAX // 8,
            max_field_size=HEADER_BYTES_MAX // 8,
            max_headers=HEADERS_MAX,
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, request: Request) -> Answer:
        """The answer to one request; FetchError says what was refused or went wrong.

        The deadline covers name look-up to last byte, over all hops; waiting for the host's turn
        is our own doing and does not count.
        """
        left = request.deadline_seconds or self._deadline
        hops: list[tuple[int, str]] = []
        url = self._checked(request.url, request.url)
        asked = request if url == request.url else replace(request, url=url)
        spent = 0.0
        while True:
            came, seconds = await self._once(asked, seconds=left - spent)
            spent += seconds
            if came.status not in REDIRECTS:
                return _answer(came, request, final_url=asked.url, hops=hops, seconds=spent)
            url = self._next(request, came, asked.url, hops)
            hops.append((came.status, url))
            asked = _redirected(asked, url)

    async def post(self, request: Request, body: bytes) -> Answer:
        """The answer to `body`, sent once: whatever comes, a redirect too, is the answer."""
        asked = replace(request, url=self._checked(request.url, request.url))
        left = request.deadline_seconds or self._deadline
        came, seconds = await self._once(asked, seconds=left, body=body)
        return _answer(came, request, final_url=asked.url, hops=[], seconds=seconds)

    def slow_down(self, host: str, seconds: float) -> None:
        """Leave at least so long between two requests to `host`, as its robots.txt asks."""
        self._pace.slow_down(host, seconds)

    def _next(self, request: Request, came: Came, url: str, hops: list[tuple[int, str]]) -> str:
        location = next((value for name, value in came.headers if name == "location"), "")
        target = web_url(location, url)
        if target is None:
            raise FetchError(
                "redirects to something that is no web address.",
                subject=request.url,
                code="redirects",
            )
        target = self._checked(target, request.url)
        if len(hops) >= HOPS_MAX or target in {request.url, url, *(hop for _, hop in hops)}:
            raise FetchError(
                f"redirects in a circle or more than {HOPS_MAX} times.",
                subject=request.url,
                code="redirects",
            )
        if url.startswith("https:") and target.startswith("http:"):
            raise FetchError(
                "redirects from https to http.",
                subject=request.url,
                remedy="If that is right, follow the http address itself.",
                code="redirects",
            )
        return target

    def _checked(self, url: str, asked_for: str) -> str:
        try:
            return self._guard.check_url(url)
        except ValueError as cause:
            raise FetchError(
                f"{cause}: it is not fetched.", subject=asked_for[:500], code="refused"
            ) from cause

    async def _once(
        self, request: Request, *, seconds: float, body: bytes | None = None
    ) -> tuple[Came, float]:
        """One exchange in the host's turn, and how long it took."""
        assert self._session is not None, "the door is not open: use it in `async with`"
        host = host_of(request.url)
        async with self._pace.turn(host, request.purpose), self._slots:
            loop = asyncio.get_running_loop()
            began = loop.time()
            try:
                async with asyncio.timeout(max(seconds, 0.001)):
                    came = await exchange(
                        self._session,
                        request,
                        body=body,
                        agent=self._agent,
                        patience_seconds=self._patience,
                    )
            except (TimeoutError, aiohttp.ClientError, OSError, ssl.SSLError, ValueError) as cause:
                raise explained(cause, url=request.url, seconds=seconds) from cause
            if came.status in ASKING_FOR_SILENCE:
                said = parse_retry_after(came.all_of("retry-after"), now=self._clock.now())
                self._pace.silence(host, said or SILENCE_UNSAID)
            return came, loop.time() - began


def _answer(
    came: Came, request: Request, *, final_url: str, hops: list[tuple[int, str]], seconds: float
) -> Answer:
    moved = final_url if hops and all(status in PERMANENT for status, _ in hops) else None
    return Answer(
        url=request.url,
        final_url=final_url,
        status=came.status,
        headers=came.headers,
        body=came.body,
        raw_head=came.raw_head,
        raw_body=came.raw_body,
        elapsed_seconds=seconds,
        hops=tuple(hops),
        permanent_to=moved,
        truncated=came.truncated,
        peer=came.peer,
    )


def _redirected(request: Request, url: str) -> Request:
    """The request for the next hop: what was meant for one origin stays there."""
    if _origin(url) == _origin(request.url):
        return replace(request, url=url)
    return replace(request, url=url, headers=())


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
