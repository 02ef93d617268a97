"""How long what we keep of others is kept: raw responses, full texts, excerpts.

In: a policy.  Out: days for each class.  A class is never kept longer than what it is made from allows:
an excerpt that expired takes text and raw response with it, since either would bring it back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wiredesk.records.rights import RightsPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """When each class of data expires; None: never."""

    raw: datetime | None
    text: datetime | None
    excerpt: datetime | None


def expiry_of(policy: RightsPolicy, received: datetime) -> Expiry:
    """When what was received then expires."""
    excerpt = _after(received, policy.excerpt_days)
    text = _sooner(_after(received, policy.text_days), excerpt)
    return Expiry(raw=_sooner(_after(received, policy.raw_days), text), text=text, excerpt=excerpt)


def _after(received: datetime, days: int) -> datetime | None:
    return received + timedelta(days=days) if days else None


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((at for at in (one, other) if at is not None), default=None)
