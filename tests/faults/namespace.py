"""The guard as in production: a public address and private canaries, in a network of its own.

In: nothing; run by `test_namespace.py` as root of a fresh network namespace without any route out, so
that even a broken guard reaches only the canaries here (SAFETY.md M15).  Out: JSON, a line a case.
"""

import asyncio
import json
import subprocess
from contextlib import AsyncExitStack

from faults.doors import Names, opened, request
from faults.faultd import FaultServer

from wiredesk.basics.errors import FetchError
from wiredesk.records.fetching import Purpose
from wiredesk.world.net import Door

PUBLIC = "93.184.216.34"
CANARIES = ["127.0.0.1", "127.0.0.2", "10.0.0.1", "169.254.169.254", "192.168.0.1", "100.64.0.1"]
PORTS = [80, 8080]
TARGETS = [
    *CANARIES, "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "127.1", "0",
    "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "rebound.example", "private.example",
]  # fmt: skip
STATUSES = [301, 302, 303, 307, 308]
RACES = 150


async def main() -> None:
    """Set the network up, try all cases, tell what happened."""
    set_up()
    names = {
        "public.example": [[PUBLIC]],
        "localhost": [["127.0.0.1"]],
        "private.example": [["10.0.0.1"]],
        "rebound.example": [[PUBLIC], ["127.0.0.1"]],
        "mixed.example": [["127.0.0.1", "::1", PUBLIC, "10.0.0.1"]],
        **{f"race{number}.example": [[PUBLIC], ["127.0.0.1"]] for number in range(RACES)},
    }
    async with AsyncExitStack() as stack:
        public = await stack.enter_async_context(FaultServer(address=PUBLIC, port=80))
        canaries = [
            await stack.enter_async_context(FaultServer(address=address, port=port))
            for address in [*CANARIES, "::1"]
            for port in PORTS
        ]
        door = await stack.enter_async_context(opened(lookup=Names(names)))
        tell("public", await outcome(door, "http://public.example/ok"), canaries)
        tell("literal", await outcome(door, f"http://{PUBLIC}/ok"), canaries)
        tell("mixed", await outcome(door, "http://mixed.example/ok"), canaries)
        for target in TARGETS[:-2]:
            for place in (target, f"{target}:8080"):
                tell(f"direct {place}", await outcome(door, f"http://{place}/ok"), canaries)
        first = await outcome(door, "http://rebound.example/ok")
        tell("rebound first", first, canaries)
        await asyncio.sleep(0)
        for status in STATUSES:
            for target in TARGETS:
                if target == "rebound.example":
                    continue
                url = f"http://public.example/to/{status}?http://{target}/ok"
                tell(f"{status} {target}", await outcome(door, url), canaries)
        for target in TARGETS[:-2]:
            for place in (target, f"{target}:8080"):
                tell(f"post {place}", await posted(door, f"http://{place}/ok"), canaries)
        for status in STATUSES:
            url = f"http://public.example/to/{status}?http://127.0.0.1/ok"
            tell(f"post {status}", await posted(door, url), canaries)
        codes = [await raced(f"race{number}.example", names) for number in range(RACES)]
        tell("races", " ".join(sorted(set(codes))), canaries)
        tell("public hits", str(len(public.log) > 0), canaries)


async def raced(host: str, names: dict[str, list[list[str]]]) -> str:
    """Two look-ups of one name at once, by doors that share the answers but no cache."""
    shared = Names(names)
    async with opened(lookup=shared) as one, opened(lookup=shared) as other:
        url = f"http://{host}/ok"
        found = await asyncio.gather(outcome(one, url), outcome(other, url))
    return "+".join(sorted(found))


async def outcome(door: Door, url: str) -> str:
    """The status that came, or the code of the error."""
    try:
        found = await door.get(request(url))
    except FetchError as error:
        return error.code
    return f"{found.status} {found.peer}"


async def posted(door: Door, url: str) -> str:
    """As `outcome`, of a message to a webhook."""
    try:
        found = await door.post(request(url, Purpose.WEBHOOK), b"{}")
    except FetchError as error:
        return error.code
    return str(found.status)


def tell(case: str, result: str, canaries: list[FaultServer]) -> None:
    """One line of JSON, with the hits on all canaries until now."""
    hits = sum(canary.connections for canary in canaries)
    print(json.dumps({"case": case, "result": result, "hits": hits}))


def set_up() -> None:
    """Addresses on the loopback device of this namespace."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in (PUBLIC, *CANARIES[2:]):
        subprocess.run(["ip", "address", "add", f"{address}/32", "dev", "lo"], check=True)


if __name__ == "__main__":
    asyncio.run(main())
