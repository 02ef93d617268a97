"""Ports: what the work needs from the world, as protocols.

The comments are the contract; `tests/contract/` holds one test class per port, which every adapter
runs.  Every `save_…` is one transaction, and saving the same again changes nothing.  Stores raise
`StoreError`, the door raises `FetchError`, workers raise `WorkerError`; nothing else gets out.
"""

from wiredesk.ports.encoding import Encoder
from wiredesk.ports.mailing import Postman
from wiredesk.ports.outbox import Secrets
from wiredesk.ports.outside import (
    Archive,
    Door,
    Gatekeeper,
    Messenger,
    Outlet,
    RightsKeeper,
    Workers,
)
from wiredesk.ports.picturing import Pictures
from wiredesk.ports.requests import RequestBox
from wiredesk.ports.sealing import Keys
from wiredesk.ports.store import Store

__all__ = [
    "Archive",
    "Door",
    "Encoder",
    "Gatekeeper",
    "Keys",
    "Messenger",
    "Outlet",
    "Pictures",
    "Postman",
    "RequestBox",
    "RightsKeeper",
    "Secrets",
    "Store",
    "Workers",
]
