"""Kill the route at random moments and compare with a run that nobody disturbed.

In: a seed.  Out: how often it was killed, and what differs.  Used by the test and by the benchmark.
The child is forked from this process, which has imported everything, so that a kill costs
milliseconds; the press runs in a process of its own.
"""

import asyncio
import hashlib
import multiprocessing
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from stores import choose_store

from wiredesk.app import open_hub, open_store
from wiredesk.basics.clock import SetClock
from wiredesk.cli.demo import make_demo_hub
from wiredesk.engine.local import run_once
from wiredesk.sample.newsroom import load_newsroom
from wiredesk.sample.press import serve_press

CHILD_SECONDS_MAX = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KillReport:
    """What happened in one replay."""

    seed: int
    kills: int
    seconds: float
    differences: tuple[str, ...]
    """Files and counts that are not as in the undisturbed run; empty when all is well."""


def moments(ticks: int) -> list[datetime]:
    """Moments spread over the ten days of the sample newsroom."""
    newsroom = load_newsroom()
    step = (newsroom.ends_at - newsroom.begins_at) / ticks
    return [newsroom.begins_at + step * number for number in range(1, ticks + 1)]


@contextmanager
def press_in_its_own_process() -> Iterator[tuple[int, Connection]]:
    """The press's port, and a pipe that takes the moment it should show."""
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_press, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv(), ours
    finally:
        ours.send(None)
        process.join(10)
        if process.is_alive():
            process.kill()
            process.join()


def replay(
    folder: Path, pipe: Connection, port: int, *, at: list[datetime], chance: random.Random | None
) -> int:
    """Run the route at each moment, killed at random when `chance` is given; how many kills."""
    make_demo_hub(folder, load_newsroom().papers.values(), press_port=port, port=8420)
    choose_store(folder)
    kills = 0
    usual = 1.0
    for moment in at:
        pipe.send(moment)
        pipe.recv()
        while True:
            patience = chance.uniform(0.0, usual) if chance else CHILD_SECONDS_MAX
            began = time.monotonic()
            if _run_child(folder, moment, seconds=patience):
                usual = 0.7 * usual + 0.3 * (time.monotonic() - began)
                break
            kills += 1
            if kills % 7 == 0:  # let it end now and then, or a step that takes long never would
                usual *= 1.3
    return kills


def differences(left: Path, right: Path) -> tuple[str, ...]:
    """What two hubs published or hold differently."""
    told = []
    for part in ("records", "public"):
        ours, theirs = _digests(left / part), _digests(right / part)
        told += [f"{part}/{name}" for name in sorted(set(ours.items()) ^ set(theirs.items()))]
    counts = []
    for folder in (left, right):
        store = open_store(folder, read_only=True)
        counts.append((store.count_articles(), dict(store.count_buckets())))
        store.close()
    if counts[0] != counts[1]:
        told.append(f"counts: {counts[0]} and {counts[1]}")
    return tuple(map(str, told))


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")  # the manifest notes file times
    }


def _run_child(folder: Path, moment: datetime, *, seconds: float) -> bool:
    """True when the child ended by itself; False when it was killed."""
    child = os.fork()
    if child == 0:
        os.setpgrp()
        code = 1
        _forget_forkserver()
        try:
            asyncio.run(_route(folder, moment))
            code = 0
        except BaseException:  # noqa: BLE001 - the parent sees only the code: say here what it was
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(code)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            assert status == 0, f"the route failed at {moment}: status {status}"
            return True
        time.sleep(0.002)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _forget_forkserver() -> None:
    """The parent's fork server, which an earlier test may have started, is no child of the child."""
    server: Any = vars(forkserver)["_forkserver"]
    server._forkserver_pid = server._forkserver_fd = server._forkserver_alive_fd = None


async def _route(folder: Path, moment: datetime) -> None:
    clock = SetClock(moment)
    async with open_hub(folder, clock=clock) as hub:
        await run_once(hub.steps, clock=clock)


def _press(pipe: Connection) -> None:
    asyncio.run(_serve(pipe))


async def _serve(pipe: Connection) -> None:
    newsroom = load_newsroom()
    clock = SetClock(newsroom.begins_at)
    async with serve_press(newsroom, now=clock.now) as press:
        pipe.send(press.port)
        loop = asyncio.get_running_loop()
        while (moment := await loop.run_in_executor(None, pipe.recv)) is not None:
            clock.set(moment)
            pipe.send(True)
