"""The newsletter: when an issue is due, what is new for it, and who gets it."""

from wiredesk.craft.letters.choosing import find_fresh
from wiredesk.craft.letters.schedule import last_due, period_of
from wiredesk.craft.letters.subscribers import (
    Problem,
    is_plain_address,
    parse_mailbox,
    parse_subscribers,
)

__all__ = [
    "Problem",
    "find_fresh",
    "is_plain_address",
    "last_due",
    "parse_mailbox",
    "parse_subscribers",
    "period_of",
]
