"""When the route runs again: as soon as something is due, and at once when it is asked to stop.

In: a store that knows what is due next.  Out: runs of the route, one after another.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from typing import Any

from wiredesk.basics.clock import Clock
from wiredesk.basics.errors import WiredeskError
from wiredesk.engine.local import Progress, run_once
from wiredesk.ports import Store
from wiredesk.route.step import Step

PAUSE_MIN = timedelta(seconds=1)
PAUSE_MAX = timedelta(seconds=30)  # so that what a person does is published within the minute
PAUSE_AFTER_ERROR = timedelta(seconds=30)

log = logging.getLogger(__name__)


async def run_until(
    stop: asyncio.Event,
    steps: Sequence[Step[Any, Any]],
    *,
    store: Store,
    clock: Clock,
    progress: Progress | None = None,
    nightly: Callable[[], object] | None = None,
    wake: asyncio.Event | None = None,
) -> None:
    """Run the route whenever something is due, or `wake` is set, until `stop` is set.

    `nightly` comes first on each new day.

    A failure of the store (disk full, locked) is logged and tried again; nothing is lost, since
    what was not saved is still pending.  Raises StoreError `second_writer` when another process has
    taken the hub over meanwhile: this one must end.
    """
    day: date | None = None
    while not stop.is_set():
        try:
            if nightly is not None and (today := clock.now().date()) != day:
                nightly()
                day = today
            await run_once(steps, clock=clock, progress=progress)
            pause = _pause(store, clock)
        except WiredeskError as error:
            if error.code == "second_writer":
                raise
            log.error("the route stopped: %s It goes on in %s.", error, PAUSE_AFTER_ERROR)
            pause = PAUSE_AFTER_ERROR
        await _rest(pause, stop, wake or asyncio.Event())


async def _rest(pause: timedelta, stop: asyncio.Event, wake: asyncio.Event) -> None:
    """Wait until `pause` is over or one of them is set; `wake` is heard once."""
    waiting = [asyncio.ensure_future(event.wait()) for event in (stop, wake)]
    _, left = await asyncio.wait(
        waiting, timeout=pause.total_seconds(), return_when=asyncio.FIRST_COMPLETED
    )
    for one in left:
        one.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    wake.clear()


async def repeat(
    stop: asyncio.Event, work: Callable[[], Awaitable[object]], *, pause: timedelta
) -> None:
    """Do `work` now and after each `pause` until `stop` is set; a failure is logged and tried again then."""
    while not stop.is_set():
        try:
            await work()
        except WiredeskError as error:
            log.warning("%s", error)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause.total_seconds())


def _pause(store: Store, clock: Clock) -> timedelta:
    due = store.next_due_at()
    wait = due - clock.now() if due else PAUSE_MAX
    return min(max(wait, PAUSE_MIN), PAUSE_MAX)
