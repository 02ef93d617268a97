"""A scripted server on loopback: the first part of a path names the fault.

In: requests of the door.  Out: the fault, and a log of what was asked.  Speaks HTTP by hand, since a
proper server would not send what hostile ones send.  Reaches nothing.
"""

import asyncio
import contextlib
import gzip
import json
import re
import ssl
import time
import zlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import unquote

import brotli
import zstandard

BOMB_BYTES: Final = 100_000_000  # unpacked; made once, in steps, so that the server stays small
MEGABYTE: Final = bytes(1_000_000)
HEAD_BYTES_MAX: Final = 1_000_000
HUNG_UP: Final = (OSError, ssl.SSLError, asyncio.IncompleteReadError, asyncio.CancelledError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came over the wire."""

    path: str
    headers: tuple[tuple[str, str], ...]
    head: bytes
    at: float
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The value of a header; None when it was not sent."""
        return next((value for known, value in self.headers if known == name), None)

    def as_json(self) -> str:
        """One line for a log that outlives the server."""
        told = {"path": self.path, "at": self.at, "headers": self.headers}
        return json.dumps(told | {"body": self.body.decode("utf-8", "replace")})


Fault = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class FaultServer:
    """Listens on a free port while it is open."""

    faults: dict[str, Fault] = field(default_factory=dict)
    address: str = "127.0.0.1"
    port: int = 0
    tls: ssl.SSLContext | None = None
    log: list[Asked] = field(default_factory=list)
    log_to: Path | None = None
    """A file that gets every request as a line of JSON."""
    connections: int = 0
    open_now: int = 0
    open_most: int = 0
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._serve, self.address, self.port, ssl=self.tls, limit=HEAD_BYTES_MAX
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        for task in self._serving:
            task.cancel()  # one that stalls would sleep for a minute
        if self._serving:
            await asyncio.wait(self._serving)

    @property
    def place(self) -> str:
        """Address and port, as an allowance is written."""
        return f"{self.address}:{self.port}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.log]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open_now += 1
        self.open_most = max(self.open_most, self.open_now)
        self._writers.add(writer)
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            with contextlib.suppress(*HUNG_UP):
                head = await reader.readuntil(b"\r\n\r\n")
                await self._answer(head, await _sent(head, reader), writer)
        finally:
            self.open_now -= 1
            writer.close()
            self._writers.discard(writer)
            self._serving.discard(task)

    async def _answer(self, head: bytes, body: bytes, writer: asyncio.StreamWriter) -> None:
        first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
        path = first.split(" ")[1]
        pairs = [line.partition(":") for line in lines]
        asked = Asked(
            path=path,
            headers=tuple((name.lower(), value.strip(" ")) for name, _, value in pairs),
            head=head,
            at=time.monotonic(),
            body=body,
        )
        self.log.append(asked)
        if self.log_to is not None:
            with self.log_to.open("a", encoding="utf-8") as file:
                file.write(asked.as_json() + "\n")
        name = path[1:].partition("?")[0].partition("/")[0]
        fault = self.faults.get(name) or FAULTS.get(name) or not_found
        await fault(asked, writer)
        await writer.drain()


async def _sent(head: bytes, reader: asyncio.StreamReader) -> bytes:
    """What a POST brings along."""
    told = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return await reader.readexactly(int(told[1])) if told else b""


def answer(
    status: int = 200, *, body: bytes = b"", headers: tuple[tuple[str, str], ...] = ()
) -> Fault:
    """A whole, honest answer."""

    async def send(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(head_bytes(status, (*headers, ("Content-Length", str(len(body))))) + body)

    return send


def head_bytes(status: int, headers: tuple[tuple[str, str], ...]) -> bytes:
    """Status line and headers; every connection serves one exchange."""
    lines = [f"HTTP/1.1 {status} Scripted", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")


async def not_found(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """404 for what is not scripted."""
    await answer(404, body=b"not here")(asked, writer)


async def _to(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """`/to/302?URL`: a redirect."""
    place, _, target = asked.path.partition("?")
    status = int(place.rsplit("/", 1)[1])
    await answer(status, headers=(("Location", unquote(target)),))(asked, writer)


async def _counter(asked: Asked, writer: asyncio.StreamWriter) -> None:
    number = int(asked.path.rsplit("/", 1)[1])
    await answer(302, headers=(("Location", f"/counter/{number + 1}"),))(asked, writer)


async def _cycle(asked: Asked, writer: asyncio.StreamWriter) -> None:
    other = "/cycle/b" if asked.path.endswith("a") else "/cycle/a"
    await answer(301, headers=(("Location", other),))(asked, writer)


async def _drip(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(head_bytes(200, (("Content-Length", "4000"),)))
    for _ in range(4_000):
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.05)


async def _stall(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """`/stall/headers` and `/stall/body`: silence in the middle of it."""
    if asked.path.endswith("headers"):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: te")
    elif asked.path.endswith("body"):
        writer.write(head_bytes(200, (("Content-Length", "10"),)) + b"12345")
    await writer.drain()
    await asyncio.sleep(60)


async def _endless(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """`/endless/feed`, `/endless/garbage` after a gzip body, `/endless/nothing`: empty blocks."""
    coding = () if asked.path.endswith("feed") else (("Content-Encoding", "gzip"),)
    writer.write(head_bytes(200, (*coding, ("Transfer-Encoding", "chunked"))))
    if asked.path.endswith("feed"):
        writer.write(_chunk(b"<rss><channel><title>Endless</title>"))
        piece = b"<item><title>One more</title></item>" * 1_000
    elif asked.path.endswith("garbage"):
        writer.write(_chunk(gzip.compress(b"a short page")))
        piece = b"garbage." * 8_000
    else:
        writer.write(_chunk(gzip.compress(b"")[:10]))
        piece = b"\x00\x00\x00\xff\xff" * 10_000  # RFC 1951, 3.2.4: stored, of no length
    while not writer.is_closing():
        writer.write(_chunk(piece))
        await writer.drain()


async def _big(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(head_bytes(200, (("Content-Length", "50000000"),)))
    for _ in range(50):
        writer.write(MEGABYTE)
        await writer.drain()


async def _etag(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """`/etag/strict?VALIDATOR`: 304 to who sends back the very same bytes, else all of it."""
    tag = unquote(asked.path.partition("?")[2], "latin-1")
    if asked.header("if-none-match") == tag:
        writer.write(head_bytes(304, (("ETag", tag),)))
        return
    await answer(body=b"all of it", headers=(("ETag", tag),))(asked, writer)


async def _length(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """`/length/short|long|negative|two|words`: a Content-Length that lies about 10 bytes."""
    told = {
        "short": ("4",),
        "long": ("400",),
        "negative": ("-1",),
        "two": ("10", "11"),
        "words": ("ten",),
    }[asked.path.rsplit("/", 1)[1]]
    writer.write(head_bytes(200, tuple(("Content-Length", one) for one in told)) + b"0123456789")


async def _bomb(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """`/bomb/CODING/STATUS`."""
    _, _, coding, status = asked.path.split("/")
    headers = (("Content-Encoding", unquote(coding)), ("Location", "/ok"))
    writer.write(head_bytes(int(status), (*headers, ("Transfer-Encoding", "chunked"))))
    for part in bomb_parts(unquote(coding)):
        writer.write(_chunk(part))
        await writer.drain()
    writer.write(b"0\r\n\r\n")


async def _headers(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """`/headers/huge|many|long|cookies|nul|folded`."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n")
    for line in FLOODS[asked.path.rsplit("/", 1)[1]]():
        writer.write(line.encode() + b"\r\n")
        await writer.drain()
    writer.write(b"\r\nok")


def _chunk(part: bytes) -> bytes:
    return f"{len(part):x}\r\n".encode() + part + b"\r\n" if part else b""


def _gzip_bomb() -> Iterator[bytes]:
    packer = zlib.compressobj(9, wbits=31)
    yield from (packer.compress(MEGABYTE) for _ in range(BOMB_BYTES // len(MEGABYTE)))
    yield packer.flush()


def _deflate_bomb() -> Iterator[bytes]:
    packer = zlib.compressobj(9)
    yield from (packer.compress(MEGABYTE) for _ in range(BOMB_BYTES // len(MEGABYTE)))
    yield packer.flush()


def _brotli_bomb() -> Iterator[bytes]:
    packer = brotli.Compressor(quality=1)
    yield from (packer.process(MEGABYTE) for _ in range(BOMB_BYTES // len(MEGABYTE)))
    yield packer.finish()


def _zstd_bomb() -> Iterator[bytes]:
    packer = zstandard.ZstdCompressor().compressobj()
    yield from (packer.compress(MEGABYTE) for _ in range(BOMB_BYTES // len(MEGABYTE)))
    yield packer.flush()


FLOODS: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "huge": lambda: (f"X-{number}: {'a' * 7_000}" for number in range(700)),
    "many": lambda: (f"X-{number}: a" for number in range(10_000)),
    "long": lambda: iter([f"X-Long: {'a' * 2_000_000}"]),
    "cookies": lambda: (f"Set-Cookie: c{number}=1" for number in range(10_000)),
    "some": lambda: (f"X-{number}: a" for number in range(110)),
    "nul": lambda: iter(["X-Nul: a\x00b"]),
    "folded": lambda: iter(["X-Folded: a", " b"]),
}
BOMBS: Final[dict[str, Callable[[], Iterator[bytes]]]] = {
    "gzip": _gzip_bomb,
    "deflate": _deflate_bomb,
    "br": _brotli_bomb,
    "zstd": _zstd_bomb,
}


@cache
def bomb_parts(coding: str) -> tuple[bytes, ...]:
    """A bomb as it is sent, packed once for all tests."""
    return tuple(part for part in BOMBS[coding]() if part)


FAULTS: Final[dict[str, Fault]] = {
    "ok": answer(body=b"hello"),
    "to": _to,
    "counter": _counter,
    "cycle": _cycle,
    "drip": _drip,
    "stall": _stall,
    "endless": _endless,
    "big": _big,
    "length": _length,
    "bomb": _bomb,
    "headers": _headers,
    "etag": _etag,
}
