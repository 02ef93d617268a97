"""The guard: which names are looked up, which addresses are dialled.

In: a host name and port, or an address about to be dialled.  Out: only addresses that were checked, at the
moment they are dialled (SAFETY.md rule 2).
"""

import fnmatch
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from wiredesk.basics.errors import SettingsError
from wiredesk.basics.urls import host_of, port_of, web_url
from wiredesk.world.net.addresses import is_public

PORTS: Final = frozenset({80, 443, 8080, 8443})
_ODD: Final = re.compile(r"[\x00-\x20\x7f\\]")


class RefusedAddressError(OSError):
    """An address that must not be dialled; never shown to outsiders in detail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """Fixed addresses for names, and with them the only private addresses that may be dialled.

    Empty but for demos, tests, and operators who follow a feed inside their own network.
    """

    hosts: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Pattern as in `*.example` to address and port."""

    @classmethod
    def of_hosts(cls, hosts: Mapping[str, str]) -> "Allowance":
        """From settings, as in `{"*.example": "127.0.0.1:8421"}`; SettingsError when unreadable."""
        pairs = {}
        for pattern, place in hosts.items():
            address, _, port = place.rpartition(":")
            if not port.isdigit() or not address:
                raise SettingsError(
                    f'network.hosts: "{pattern}" has no address and port.',
                    remedy='Write it as "127.0.0.1:8421".',
                )
            pairs[pattern] = (address.strip("[]"), int(port))
        return cls(hosts=pairs)

    def find(self, host: str) -> tuple[str, int] | None:
        """The fixed address of a name, if it has one; the name itself goes before patterns."""
        if (exact := self.hosts.get(host)) is not None:
            return exact
        for pattern, place in self.hosts.items():
            if fnmatch.fnmatchcase(host, pattern):
                return place
        return None


class Guard:
    """Checks names, ports and addresses."""

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        self._places = frozenset(allowance.hosts.values())

    def check_url(self, url: str) -> str:
        """The address as it will be asked; ValueError with the reason when it may not be."""
        if _ODD.search(url):
            raise ValueError("has a backslash, a space or a control character in it")
        read = web_url(url)
        if read is None:
            raise ValueError("is no plain http or https address")
        host = host_of(read)
        if "%" in host:
            raise ValueError("has an escaped host name")
        if ".." in host or host.startswith("."):  # resolvers disagree about empty labels
            raise ValueError("has an empty part in its host name")
        if (port := port_of(read)) not in PORTS:
            raise ValueError(f"asks for port {port}, which we do not use")
        return read

    def may_dial(self, address: str, port: int) -> bool:
        """Whether a connection to this very address may be opened."""
        if (address, port) in self._places:
            return True
        return port in PORTS and is_public(address)

    def make_socket(self, info: tuple[Any, ...]) -> socket.socket:
        """A socket for an address that was checked; RefusedAddressError otherwise.

        aiohttp calls it with the final address of every connection, literals included.
        """
        family, kind, protocol, _, place = info
        if not self.may_dial(place[0], place[1]):
            raise RefusedAddressError("the address is not public")
        return socket.socket(family=family, type=kind, proto=protocol)


class GuardedResolver(AbstractResolver):
    """Looks names up and hands on only what may be dialled."""

    def __init__(self, guard: Guard, *, lookup: AbstractResolver | None = None) -> None:
        self._guard = guard
        self._lookup = lookup or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Addresses of `host` that may be dialled; RefusedAddressError when there is none."""
        fixed = self._guard.allowance.find(host)
        if fixed is not None:
            return [_result(host, *fixed)]
        found = await self._lookup.resolve(host, port, family)
        allowed = [one for one in found if self._guard.may_dial(one["host"], port)]
        if not allowed:
            raise RefusedAddressError("the address is not public")
        return allowed

    async def close(self) -> None:
        """Let go of the look-up."""
        await self._lookup.close()


def _result(host: str, address: str, port: int) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=socket.AF_INET6 if ":" in address else socket.AF_INET,
        proto=0,
        flags=socket.AI_NUMERICHOST,
    )
