"""A scripted mail server on loopback.

In: what a client says in SMTP.  Out: a log of the mails that were taken, and the faults that were asked for.  Reaches
nothing.
"""

import asyncio
import base64
import contextlib
import ssl
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self

HUNG_UP: Final = (OSError, ssl.SSLError, asyncio.IncompleteReadError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One mail as it came over the wire."""

    sender: str
    recipient: str
    body: bytes
    encrypted: bool
    user: str


@dataclass(slots=True)
class MailServer:
    """Listens on a free port while it is open."""

    tls: ssl.SSLContext | None = None
    """For STARTTLS; with `wrapped` from the first byte on."""
    wrapped: bool = False
    users: dict[str, str] = field(default_factory=dict)
    """Who may log in, with which password; empty: nobody has to."""
    at_recipient: dict[str, str] = field(default_factory=dict)
    """What is answered to `RCPT TO`, by address."""
    at_sender: str = ""
    at_data: str = ""
    """What is answered to a whole mail instead of 250."""
    hang_up_after: int = -1
    """Mails that are taken before it hangs up; -1: it never does."""
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    _server: asyncio.Server | None = None
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        wrapping = self.tls if self.wrapped else None
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=wrapping)
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
        for task in self._serving:
            task.cancel()
        if self._serving:
            await asyncio.wait(self._serving)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            with contextlib.suppress(*HUNG_UP, asyncio.CancelledError):
                await _Talk(self, reader, writer).run()
        finally:
            writer.close()
            self._serving.discard(task)


class _Talk:
    """One connection."""

    def __init__(
        self, server: MailServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._server, self._reader, self._writer = server, reader, writer
        self._encrypted = server.wrapped
        self._sender = self._recipient = self._user = ""

    async def run(self) -> None:
        await self._say("220 mail.example ESMTP")
        while line := await self._reader.readline():
            verb, _, rest = line.decode("latin-1").strip().partition(" ")
            if verb.upper() == "QUIT":
                await self._say("221 bye")
                return
            await self._answer(verb.upper(), rest)

    async def _answer(self, verb: str, rest: str) -> None:
        server = self._server
        match verb:
            case "EHLO" | "HELO":
                await self._say(*self._offers())
            case "STARTTLS" if server.tls is not None:
                await self._say("220 go on")
                await self._writer.start_tls(server.tls)
                self._encrypted = True
            case "AUTH":
                await self._say(self._log_in(rest))
            case "MAIL" if server.users and not self._user:
                await self._say("530 5.7.0 log in first")
            case "MAIL":
                self._sender = _address(rest)
                await self._say(server.at_sender or "250 2.1.0 ok")
            case "RCPT":
                self._recipient = _address(rest)
                await self._say(server.at_recipient.get(self._recipient, "250 2.1.5 ok"))
            case "DATA":
                await self._take()
            case "RSET" | "NOOP":
                await self._say("250 ok")
            case _:
                await self._say("502 not here")

    async def _take(self) -> None:
        server = self._server
        await self._say("354 go on")
        raw = await self._reader.readuntil(b"\r\n.\r\n")
        if server.at_data:
            await self._say(server.at_data)
            return
        if server.hang_up_after == len(server.taken):
            raise ConnectionResetError
        server.taken.append(
            Taken(
                sender=self._sender,
                recipient=self._recipient,
                body=raw[:-3].replace(b"\r\n..", b"\r\n."),
                encrypted=self._encrypted,
                user=self._user,
            )
        )
        await self._say("250 2.0.0 taken")

    def _offers(self) -> list[str]:
        offers = ["250-mail.example"]
        if self._server.tls is not None and not self._encrypted:
            offers.append("250-STARTTLS")
        return [*offers, "250-AUTH PLAIN", "250 8BITMIME"]

    def _log_in(self, rest: str) -> str:
        _, user, password = base64.b64decode(rest.split(" ")[1]).decode().split("\0")
        if self._server.users.get(user) != password:
            return f"535 5.7.8 no {user}:{password} here"
        self._user = user
        return "235 2.7.0 welcome"

    async def _say(self, *lines: str) -> None:
        self._writer.write("".join(f"{line}\r\n" for line in lines).encode())
        await self._writer.drain()


def _address(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]
