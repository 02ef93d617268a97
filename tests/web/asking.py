"""Asks a web application directly, with every header in the test's own hands."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from starlette.types import ASGIApp


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Status, headers and body."""

    status: int
    headers: list[tuple[str, str]]
    text: str

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    @property
    def cookies(self) -> dict[str, str]:
        """Those that are set; taken away ones are empty."""
        found = {}
        for name, value in self.headers:
            if name == "set-cookie":
                for cookie, morsel in SimpleCookie(value).items():
                    found[cookie] = morsel.value
        return found


def ask(
    app: ASGIApp,
    path: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    client: str = "192.0.2.7",
) -> Answered:
    """One request, as a server hands it on."""
    where, _, query = path.partition("?")
    said = {"host": "127.0.0.1:8420", **(headers or {})}
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": where,
        "raw_path": where.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(key.lower().encode(), value.encode("latin-1")) for key, value in said.items()],
        "client": (client, 50_000),
        "server": ("127.0.0.1", 8420),
    }
    got: list[Any] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        await asyncio.sleep(0)
        got.append(message)

    async def asked() -> None:
        await app(scope, receive, send)

    asyncio.run(asked())
    headers_sent = [(key.decode(), value.decode("latin-1")) for key, value in got[0]["headers"]]
    text = b"".join(part.get("body", b"") for part in got[1:]).decode()
    return Answered(status=got[0]["status"], headers=headers_sent, text=text)


def form(**fields: str) -> bytes:
    return urlencode(fields).encode()
