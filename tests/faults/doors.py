"""A door for tests: it may dial the scripted server, and nothing else but public addresses.

In: the server.  Out: an open door without pauses, and a request for it.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver
from faults.faultd import FaultServer

from wiredesk.basics.clock import SetClock
from wiredesk.basics.errors import FetchError
from wiredesk.records.fetching import Purpose, Request
from wiredesk.world.net import Allowance, Door

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
AGENT = "wiredesk/0.1 (+https://hub.example/about)"


@asynccontextmanager
async def opened(*servers: FaultServer, **options: Any) -> AsyncIterator[Door]:
    """A door to `servers`, named a.example, b.example and so on."""
    hosts = {f"{chr(97 + number)}.example": one.place for number, one in enumerate(servers)}
    settings: dict[str, Any] = {
        "agent": AGENT,
        "clock": SetClock(NOW),
        "host_delay_seconds": 0.0,
        "deadline_seconds": 5.0,
        "allowance": Allowance.of_hosts(hosts),
        "lookup": Names({}),
    }
    async with Door(**(settings | options)) as door:
        yield door


def request(url: str, purpose: Purpose = Purpose.FEED, **options: Any) -> Request:
    """A request; of a feed, when nothing else is said."""
    return Request(url=url, purpose=purpose, **options)


async def failure(door: Door, asked: Request | str) -> FetchError:
    """The error that a request ends with."""
    with pytest.raises(FetchError) as caught:
        await door.get(request(asked) if isinstance(asked, str) else asked)
    return caught.value


class Names(AbstractResolver):
    """Knows a few names; each look-up takes the next of a name's answers, the last for ever."""

    def __init__(self, known: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self._known = known
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[Any]:
        """The addresses of `host`; OSError when it is not known."""
        self.asked.append(host)
        answers = self._known.get(host)
        if answers is None:
            raise OSError(None, "no such name")
        turn = min(self.asked.count(host), len(answers)) - 1
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": 10 if ":" in address else 2,
                "proto": 0,
                "flags": 4,
            }
            for address in answers[turn]
        ]

    async def close(self) -> None:
        """Nothing is held."""
