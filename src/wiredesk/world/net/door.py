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
from aiohttp.connector import Connection

from wiredesk.basics.clock import Clock
from wiredesk.basics.errors import FetchError
from wiredesk.basics.urls import host_of, web_url
from wiredesk.craft.feeds import parse_retry_after
from wiredesk.records.fetching import Answer, Purpose, Request
from wiredesk.world.net.decoding import ACCEPTED, BoundedDecoder
from wiredesk.world.net.failures import explained
from wiredesk.world.net.guard import Allowance, Guard, GuardedResolver
from wiredesk.world.net.pace import Pace

HOPS_MAX: Final = 5
HEADER_BYTES_MAX: Final = 64_000
HEADERS_MAX: Final = 100
CHUNK_BYTES: Final = 64 * 1024
CODING_BYTES_MAX: Final = 100_000  # what a coding may add to a body that does not shrink
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
PERMANENT: Final = frozenset({301, 308})
ASKING_FOR_SILENCE: Final = frozenset({429, 503})
SILENCE_UNSAID: Final = timedelta(minutes=10)  # a 429 that does not say how long
ACCEPT: Final = {
    Purpose.FEED: "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    Purpose.IMAGE: "image/avif, image/webp, image/png, image/jpeg, image/gif;q=0.8",
}
ACCEPT_ELSE: Final = "text/html, application/xhtml+xml, */*;q=0.5"
FORBIDDEN_HEADERS: Final = frozenset(
    [
        "host",
        "connection",
        "content-length",
        "transfer-encoding",
        "upgrade",
        "te",
        "trailer",
        "cookie",
        "proxy-authorization",
        "x-forwarded-for",
        "x-forwarded-host",
        "forwarded",
        "remote-user",
        "expect",
    ]
)


class _Response(aiohttp.ClientResponse):
    """Remembers whom it came from: a short answer has let go of its connection when we see it."""

    peer = ""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Note the address, then read the headers."""
        place = connection.transport and connection.transport.get_extra_info("peername")
        self.peer = str(place[0]) if place else ""
        return await super().start(connection)


class Door:
    """Opens connections to public addresses, politely, and never for longer than agreed."""

    def __init__(
        self,
        *,
        agent: str,
        clock: Clock,
        concurrency: int = 100,
        host_delay_seconds: float = 1.0,
        deadline_seconds: float = 30.0,
        pages_per_host_per_day: int = 2_000,
        allowance: Allowance | None = None,
        lookup: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._agent = agent
        self._deadline = deadline_seconds
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
            response_class=_Response,
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
        deadline = request.deadline_seconds or self._deadline
        hops: list[tuple[int, str]] = []
        url, spent = self._checked(request.url, request.url), 0.0
        while True:
            asked = replace(request, url=url) if not hops else _redirected(request, url)
            answer = await self._once(asked, seconds=deadline - spent)
            spent += answer.elapsed_seconds
            if answer.status not in REDIRECTS:
                return _finished(answer, request, hops)
            url = self._next(request, answer, url, hops)
            hops.append((answer.status, url))

    def _next(self, request: Request, answer: Answer, url: str, hops: list[tuple[int, str]]) -> str:
        target = web_url(answer.header("location"), url)
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

    async def _once(self, request: Request, *, seconds: float) -> Answer:
        host = host_of(request.url)
        async with (
            self._pace.turn(host, is_page=request.purpose is Purpose.PAGE),
            self._slots,
        ):
            loop = asyncio.get_running_loop()
            began = loop.time()
            try:
                async with asyncio.timeout(max(seconds, 0.001)):
                    answer = await self._exchange(request)
            except (TimeoutError, aiohttp.ClientError, OSError, ssl.SSLError, ValueError) as cause:
                raise explained(cause, url=request.url, seconds=seconds) from cause
            if answer.status in ASKING_FOR_SILENCE:
                said = parse_retry_after(_all(answer, "retry-after"), now=self._clock.now())
                self._pace.silence(host, said or SILENCE_UNSAID)
            return replace(answer, elapsed_seconds=loop.time() - began)

    async def _exchange(self, request: Request) -> Answer:
        assert self._session is not None, "the door is not open: use it in `async with`"
        async with self._session.get(
            request.url, headers=self._headers(request), allow_redirects=False, timeout=_NO_TIMEOUT
        ) as response:
            head = _head(response, url=request.url)
            answer = Answer(
                url=request.url,
                final_url=request.url,
                status=response.status,
                headers=tuple(
                    (name.decode("latin-1").lower(), value.decode("latin-1"))
                    for name, value in response.raw_headers
                ),
                raw_head=head,
                peer=response.peer if isinstance(response, _Response) else "",
            )
            if response.status in REDIRECTS or response.status == 304:
                response.close()  # its body may be a bomb, and nobody wants it
                return answer
            return await _with_body(answer, response, request)

    def _headers(self, request: Request) -> dict[str, str]:
        headers = {
            "User-Agent": self._agent,
            "Accept": ACCEPT.get(request.purpose, ACCEPT_ELSE),
            "Accept-Encoding": ACCEPTED,
        }
        if etag := _as_received(request.etag):
            headers["If-None-Match"] = etag
        if last_modified := _as_received(request.last_modified):
            headers["If-Modified-Since"] = last_modified
        for name, value in request.headers:
            _check_header(name, value, url=request.url)
            headers[name] = value
        return headers


_NO_TIMEOUT: Final = aiohttp.ClientTimeout(total=None, sock_connect=None, sock_read=None)


async def _with_body(answer: Answer, response: aiohttp.ClientResponse, request: Request) -> Answer:
    """Read the body up to the cap, counting received and decoded bytes."""
    decoder = BoundedDecoder(_all(answer, "content-encoding"), url=request.url)
    raw, body, truncated = bytearray(), bytearray(), False
    keeps_raw = request.purpose is Purpose.PAGE
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        if keeps_raw:
            raw += chunk
        body += decoder.feed(chunk, room=request.bytes_max - len(body))
        if max(len(body), decoder.received - CODING_BYTES_MAX) > request.bytes_max:
            if not request.cut:
                raise FetchError(
                    f"is larger than {request.bytes_max:,} bytes.",
                    subject=request.url,
                    code="too_large",
                )
            del body[request.bytes_max :]
            truncated = True
            response.close()
            break
    truncated = truncated or not decoder.is_whole
    return replace(answer, body=bytes(body), raw_body=bytes(raw), truncated=truncated)


def _all(answer: Answer, name: str) -> str:
    """All values of a header as one list (RFC 9110, 5.3)."""
    return ", ".join(value for known, value in answer.headers if known == name)


def _redirected(request: Request, url: str) -> Request:
    """The request for a later hop: what was meant for one origin stays there."""
    if _origin(url) == _origin(request.url):
        return replace(request, url=url)
    return replace(request, url=url, headers=())


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _finished(answer: Answer, request: Request, hops: list[tuple[int, str]]) -> Answer:
    moved = hops[-1][1] if hops and all(status in PERMANENT for status, _ in hops) else None
    return replace(
        answer, url=request.url, final_url=answer.url, hops=tuple(hops), permanent_to=moved
    )


def _head(response: aiohttp.ClientResponse, *, url: str) -> bytes:
    lines = response.raw_headers
    size = sum(len(name) + len(value) + 4 for name, value in lines)
    if len(lines) > HEADERS_MAX or size > HEADER_BYTES_MAX:
        raise FetchError(
            f"sent {len(lines)} headers of {size:,} bytes; we read {HEADERS_MAX} and {HEADER_BYTES_MAX:,}.",
            subject=url,
            code="protocol",
        )
    status = f"HTTP/1.1 {response.status} {response.reason or ''}".encode("latin-1", "replace")
    return b"\r\n".join([status, *(name + b": " + value for name, value in lines)])


def _as_received(validator: str) -> str:
    """What aiohttp, which writes UTF-8, sends as the bytes we received; empty when it cannot be."""
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in validator):
        return ""  # a validator with control characters is no validator
    try:
        return validator.encode("latin-1").decode()
    except UnicodeError:
        return ""


def _check_header(name: str, value: str, *, url: str) -> None:
    plain = all(32 <= ord(sign) < 127 for sign in name + value)
    if not plain or name.lower() in FORBIDDEN_HEADERS or not name.replace("-", "").isalnum():
        raise FetchError(
            f"the header {name[:60]!r} may not be sent.",
            subject=url,
            remedy="Use printable ASCII, and no header that frames or forwards a request.",
            code="refused",
        )
