"""The nightly account: every article that ever came in lies in exactly one bucket.

In: how many articles lie in which bucket for which cause, and how many ever came in.  Out: lines, and
whether they add up.  Does not count: the store does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from wiredesk.records.hold import Bucket


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """One bucket, or one cause within it."""

    bucket: Bucket
    cause: str
    articles: int
    oldest: datetime | None = None
    """Since when the longest waiting of them lies there; None where nothing waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All buckets, and the sum that they must reach."""

    lines: tuple[AccountLine, ...]
    total: int
    """Articles that ever came in."""

    @property
    def difference(self) -> int:
        """Articles that came in and lie nowhere; negative when some lie in two buckets."""
        return self.total - sum(line.articles for line in self.lines)

    @property
    def adds_up(self) -> bool:
        """Whether the lines sum to the total."""
        return self.difference == 0

    def of(self, bucket: Bucket) -> int:
        """Articles in `bucket`, whatever the cause."""
        return sum(line.articles for line in self.lines if line.bucket is bucket)


def account(
    counts: Mapping[tuple[Bucket, str], int],
    *,
    total: int,
    ages: Mapping[tuple[Bucket, str], datetime] = MappingProxyType({}),
) -> Account:
    """The account of `counts`: buckets in their order, within one the most articles first."""
    order = list(Bucket)
    lines = [
        AccountLine(bucket=bucket, cause=cause, articles=articles, oldest=ages.get((bucket, cause)))
        for (bucket, cause), articles in counts.items()
        if articles
    ]
    lines.sort(key=lambda line: (order.index(line.bucket), -line.articles, line.cause))
    return Account(lines=tuple(lines), total=total)
