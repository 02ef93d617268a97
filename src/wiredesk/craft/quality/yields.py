"""What a source yields: how often it was first, how much of it is its own, how far behind it is.

In: what it brought first in some days.  Out: SourceYield.  Counts; does not judge.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median_low

from wiredesk.records.article import Kind
from wiredesk.records.family import Relation
from wiredesk.records.hold import Bucket
from wiredesk.records.work import Brought

UNREADABLE = frozenset({Kind.PAYWALL, Kind.CONSENT, Kind.NOT_ARTICLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceYield:
    """One source over some days."""

    articles: int
    first: int
    """Stories of two owners or more that it brought first."""
    shared: int
    """Articles in such stories."""
    originals: int
    copies: int
    press_releases: int
    corrections: int
    published: int
    delay: timedelta | None
    """Median delay behind the first report of a shared story; None when it was in none that it did not begin."""
    read: int
    """Pages that were read as articles."""
    tried: int
    """Pages that were read or failed; `read` of `tried` is the health of its extraction."""
    failures: tuple[tuple[str, int], ...]
    """Why pages were not read, most frequent first."""


def count_yield(brought: Sequence[Brought]) -> SourceYield:
    """The yield of one source."""
    shared = [one for one in brought if one.story_owners > 1 and one.story_began]
    late = [
        one.received_at - one.story_began
        for one in shared
        if one.story_began and one.received_at > one.story_began
    ]
    failures = Counter(why for one in brought if (why := _failure(one)))
    read = sum(one.relation is not None and not _failure(one) for one in brought)
    return SourceYield(
        articles=len(brought),
        first=sum(one.received_at == one.story_began for one in shared),
        shared=len(shared),
        originals=sum(one.relation is Relation.NEW for one in brought),
        copies=sum(one.relation is Relation.COPY for one in brought),
        press_releases=sum(one.kind is Kind.PRESS_RELEASE for one in brought),
        corrections=sum(one.is_corrected for one in brought),
        published=sum(one.bucket is Bucket.PUBLISHED for one in brought),
        delay=median_low(late) if late else None,
        read=read,
        tried=read + failures.total(),
        failures=tuple(sorted(failures.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _failure(one: Brought) -> str:
    """Why its page was not read; empty when it was, or is on its way."""
    if one.bucket is Bucket.FAILED:
        return one.cause
    return one.kind.value if one.kind in UNREADABLE and one.kind else ""
