"""Attends to what people ask of a running hub, beside the route.

In: a box of requests.  Out: corrections, within a second or two.  The route's steps from `group` on decide and save
without a pause between, so a correction never falls into one of them.
"""

import asyncio
import logging
from datetime import timedelta
from typing import Final

from wiredesk.basics.clock import Clock
from wiredesk.basics.errors import WiredeskError
from wiredesk.newsroom.requests import take_requests
from wiredesk.ports import RequestBox, Store

PAUSE: Final = timedelta(seconds=1)  # a look into an empty folder costs 20 µs
PAUSE_AFTER_ERROR: Final = timedelta(seconds=30)

log = logging.getLogger(__name__)


async def attend(
    stop: asyncio.Event, *, store: Store, box: RequestBox, clock: Clock, wake: asyncio.Event
) -> None:
    """Deal with requests until `stop` is set, and set `wake` when there were some.

    A failure is logged and tried again, nothing is lost.
    """
    while not stop.is_set():
        pause = PAUSE
        try:
            if take_requests(store, box, now=clock.now()):
                wake.set()
        except WiredeskError as error:
            log.error("requests wait: %s", error)
            pause = PAUSE_AFTER_ERROR
        try:
            await asyncio.wait_for(stop.wait(), pause.total_seconds())
        except TimeoutError:
            continue
