"""What was asked of a hub while another process, or another thread, writes to it.

In: requests that wait, and what the writing process holds.  Out: acts.  Killed in between, the next one goes on: a
request that was done already is found by its id and not done twice.
"""

import logging
import time
from datetime import datetime
from typing import Final

from wiredesk.basics.errors import StoreError, UsageError, WiredeskError
from wiredesk.newsroom.deciding import Decider
from wiredesk.ports import RequestBox, Store
from wiredesk.records.act import Act
from wiredesk.records.request import Refusal, Request

LOOK_SECONDS: Final = 0.02  # two looks cost less than a tenth of a millisecond

log = logging.getLogger(__name__)


def take_requests(decider: Decider, box: RequestBox, *, now: datetime) -> int:
    """Deal with all that waits, in order, and let go of pins whose time has come; how many there were.

    What cannot be is refused with its reason.  StoreError: what was not dealt with waits on.
    """
    waiting = box.list_waiting()
    for request in waiting:
        try:
            decider.decide(request, now=now)
        except StoreError:
            raise
        except WiredeskError as error:
            log.warning("refused what %s asked: %s", request.by, error)
            box.refuse(request.id, refusal_of(error))
        else:
            box.settle(request.id)
    return len(waiting) + decider.store.end_pins(now=now)


def refusal_of(error: WiredeskError) -> Refusal:
    """Why something was refused, as it travels back to who asked."""
    told = f"{error.subject}: {error.message}" if str(error.subject) else error.message
    return Refusal(code=error.code, told=told, remedy=error.remedy)


def ask(store: Store, box: RequestBox, request: Request, *, wait_seconds: float) -> Act | None:
    """Ask the process that writes, and wait for its answer; None when it takes longer, and the request waits on.

    UsageError with the code and the words of the refusal.
    """
    box.put(request)
    until = time.monotonic() + wait_seconds
    while True:
        done = store.find_act(request.id)
        if done is not None:
            return done
        refused = box.find_refusal(request.id)
        if refused is not None:
            box.settle(request.id)
            raise UsageError(refused.told, remedy=refused.remedy, code=refused.code)
        if time.monotonic() >= until:
            return None
        time.sleep(LOOK_SECONDS)
