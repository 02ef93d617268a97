"""What was asked of a hub while another process writes to it.

In: requests that wait, and the store of the process that writes.  Out: corrections.  Killed in between, the next one
goes on: a request that was done already is found by its id and not done twice.
"""

import logging
from datetime import datetime

from wiredesk.basics.errors import UsageError
from wiredesk.newsroom.stories import correct
from wiredesk.ports import RequestBox, Store

log = logging.getLogger(__name__)


def take_requests(store: Store, box: RequestBox, *, now: datetime) -> int:
    """Deal with all that waits, in order; how many there were.

    What cannot be is refused with its reason.  StoreError: what was not dealt with waits on.
    """
    waiting = box.list_waiting()
    for request in waiting:
        try:
            correct(store, request, now=now)
        except UsageError as error:
            log.warning("refused what %s asked: %s", request.by, error)
            box.refuse(request.id, str(error))
        else:
            box.settle(request.id)
    return len(waiting)
