"""The port through which a second process asks the one that writes."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from wiredesk.basics.ids import RequestId
from wiredesk.records.request import Refusal, Request


class RequestBox(Protocol):
    """Requests that wait for the process that writes to the hub, and what it refused.

    Raises StoreError when it cannot be read or written; nothing that was put is lost by that.
    """

    def put(self, request: Request) -> None:
        """Keep a request until it is dealt with; when this returns, it survives a crash."""
        ...

    def list_waiting(self) -> Sequence[Request]:
        """What waits, in the order in which it was put."""
        ...

    def settle(self, request: RequestId) -> None:
        """It was dealt with, or its refusal was heard: nothing is kept of it.  Harmless when nothing is."""
        ...

    def refuse(self, request: RequestId, why: Refusal) -> None:
        """It cannot be: it waits no more, and why is kept until it is settled."""
        ...

    def find_refusal(self, request: RequestId) -> Refusal | None:
        """Why it was refused, unless that is settled; None when it was not."""
        ...

    def list_refusals(self) -> Mapping[RequestId, Refusal]:
        """Why each of those was refused that are not settled."""
        ...
