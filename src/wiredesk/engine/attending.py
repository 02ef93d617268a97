"""Attends to what people ask of a hub, beside the route.

In: what deals with requests.  Out: acts, within a fraction of a second.  The route's steps from `group` on decide and
save without a pause between, so a person's word never falls into one of them.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from wiredesk.basics.errors import WiredeskError

PAUSE: Final = timedelta(seconds=0.1)  # a look into an empty folder costs 20 µs
PAUSE_AFTER_ERROR: Final = timedelta(seconds=30)

log = logging.getLogger(__name__)


async def attend(stop: asyncio.Event, take: Callable[[], int], *, wake: asyncio.Event) -> None:
    """Deal with what waits, by `take`, until `stop` is set, and set `wake` when there was something.

    A failure is logged and tried again, nothing is lost.
    """
    while not stop.is_set():
        pause = PAUSE
        try:
            if take():
                wake.set()
        except WiredeskError as error:
            log.error("requests wait: %s", error)
            pause = PAUSE_AFTER_ERROR
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause.total_seconds())
