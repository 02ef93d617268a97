"""One request and what came back, without redirects: headers checked, body bounded.

In: an aiohttp session and a Request.  Out: what came, as bytes; or FetchError.  Knows nothing of
politeness, deadlines and further hops.
"""

import asyncio
from dataclasses import dataclass
from typing import Final

import aiohttp
from aiohttp.connector import Connection
from yarl import URL

from wiredesk.basics.codings import ACCEPTED, BoundedDecoder
from wiredesk.basics.errors import FetchError
from wiredesk.records.fetching import Purpose, Request

HEADER_BYTES_MAX: Final = 64_000
HEADERS_MAX: Final = 100
CODING_BYTES_MAX: Final = 100_000  # what a coding may add to a body that does not shrink
THROUGHPUT_MIN: Final = (
    1_000  # bytes/s; the slowest honest server of 194 real feeds sent 20 times that
)
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED: Final = 304
ACCEPT: Final = {
    Purpose.FEED: "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    Purpose.WEBHOOK: "*/*",
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
_NO_TIMEOUT: Final = aiohttp.ClientTimeout(total=None, sock_connect=None, sock_read=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came of one exchange."""

    status: int
    headers: tuple[tuple[str, str], ...]
    """Lower-case names, byte-exact values (latin-1)."""
    peer: str
    raw_head: bytes = b""
    body: bytes = b""
    raw_body: bytes = b""
    truncated: bool = False

    def all_of(self, name: str) -> str:
        """All values of a header as one list (RFC 9110, 5.3)."""
        return ", ".join(value for known, value in self.headers if known == name)


class NotingResponse(aiohttp.ClientResponse):
    """Remembers whom it came from: a short answer has let go of its connection when we see it."""

    peer = ""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Note the address, then read the headers."""
        place = connection.transport and connection.transport.get_extra_info("peername")
        self.peer = str(place[0]) if place else ""
        return await super().start(connection)


async def exchange(
    session: aiohttp.ClientSession,
    request: Request,
    *,
    body: bytes | None,
    agent: str,
    patience_seconds: float,
) -> Came:
    """Ask once, or send `body` once; a redirect's body is never read, since it may be a bomb and nobody wants it."""
    # As it was checked, to the byte: yarl would rewrite escapes, and signed addresses break.
    async with session.request(
        "GET" if body is None else "POST",
        URL(request.url, encoded=True),
        data=body,
        headers=_headers(request, agent),
        allow_redirects=False,
        timeout=_NO_TIMEOUT,
    ) as response:
        status, lines = response.status, response.raw_headers
        _check_size(lines, url=request.url)
        headers = tuple(
            (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in lines
        )
        peer = response.peer if isinstance(response, NotingResponse) else ""
        if status == NOT_MODIFIED:  # has no body (RFC 9110, 15.4.5): the connection stays
            return Came(status=status, headers=headers, peer=peer)
        if status in REDIRECTS:
            response.close()
            return Came(status=status, headers=headers, peer=peer)
        keeps_raw = request.purpose is Purpose.PAGE
        coding = ", ".join(value for name, value in headers if name == "content-encoding")
        grown = _Body(request, coding, keeps_raw=keeps_raw)
        truncated = await _read(response, grown, patience_seconds)
        return Came(
            status=status,
            headers=headers,
            peer=peer,
            raw_head=_head(response) if keeps_raw else b"",
            body=b"".join(grown.parts),
            raw_body=b"".join(grown.raw),
            truncated=truncated,
        )


class _Body:
    """Grows up to the request's cap."""

    __slots__ = ("_cap", "_cut", "_decoder", "_keeps_raw", "_size", "_url", "parts", "raw")

    def __init__(self, request: Request, coding: str, *, keeps_raw: bool) -> None:
        self._url = request.url
        self._cap = request.bytes_max
        self._cut = request.cut
        self._keeps_raw = keeps_raw
        self._decoder = BoundedDecoder(coding, url=request.url)
        self._size = 0
        self.parts: list[bytes] = []
        self.raw: list[bytes] = []

    @property
    def received(self) -> int:
        """Bytes that came over the wire."""
        return self._decoder.received

    @property
    def is_whole(self) -> bool:
        """False when the body ended in the middle of its coding."""
        return self._decoder.is_whole

    def add(self, chunk: bytes) -> bool:
        """Take a chunk; whether there is room for more.  FetchError `too_large` when not to be cut."""
        if self._keeps_raw:
            self.raw.append(chunk)
        part = self._decoder.feed(chunk, room=self._cap - self._size)
        self.parts.append(part)
        self._size += len(part)
        if max(self._size, self.received - CODING_BYTES_MAX) <= self._cap:
            return True
        if not self._cut:
            raise FetchError(
                f"is larger than {self._cap:,} bytes.", subject=self._url, code="too_large"
            )
        if self._size > self._cap:
            self.parts[-1] = part[: self._cap - self._size]
        return False


async def _read(response: aiohttp.ClientResponse, body: _Body, patience_seconds: float) -> bool:
    """Read to the end or the cap; whether something is missing."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    async for chunk in response.content.iter_any():
        if not body.add(chunk):
            response.close()
            return True
        spent = loop.time() - began
        if spent > patience_seconds and body.received < THROUGHPUT_MIN * spent:
            raise FetchError(
                f"sent only {body.received:,} bytes in {spent:.1f} seconds.",
                subject=str(response.url),
                code="timeout",
            )
    return not body.is_whole


def _headers(request: Request, agent: str) -> dict[str, str]:
    headers = {
        "User-Agent": agent,
        "Accept": ACCEPT.get(request.purpose, ACCEPT_ELSE),
        "Accept-Encoding": ACCEPTED,
    }
    if request.etag and (etag := _as_received(request.etag)):
        headers["If-None-Match"] = etag
    if request.last_modified and (last_modified := _as_received(request.last_modified)):
        headers["If-Modified-Since"] = last_modified
    for name, value in request.headers:
        _check_header(name, value, url=request.url)
        headers[name] = value
    return headers


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


def _check_size(lines: tuple[tuple[bytes, bytes], ...], *, url: str) -> None:
    size = sum([len(name) + len(value) + 4 for name, value in lines])
    if len(lines) > HEADERS_MAX or size > HEADER_BYTES_MAX:
        raise FetchError(
            f"sent {len(lines)} headers of {size:,} bytes; we read {HEADERS_MAX} and {HEADER_BYTES_MAX:,}.",
            subject=url,
            code="protocol",
        )


def _head(response: aiohttp.ClientResponse) -> bytes:
    status = f"HTTP/1.1 {response.status} {response.reason or ''}".encode("latin-1", "replace")
    lines = (name + b": " + value for name, value in response.raw_headers)
    return b"\r\n".join([status, *lines])
