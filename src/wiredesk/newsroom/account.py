"""The nightly account: every article that ever came in lies in exactly one bucket.

In: the store's counts.  Out: lines, and whether they add up.
"""

from dataclasses import dataclass

from wiredesk.ports import Store
from wiredesk.records.hold import Bucket


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """One bucket, or one cause within it."""

    bucket: Bucket
    cause: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All buckets, and the sum that they must reach."""

    lines: tuple[AccountLine, ...]
    total: int
    """Articles that ever came in."""

    @property
    def adds_up(self) -> bool:
        """Whether the lines sum to the total."""
        return sum(line.articles for line in self.lines) == self.total


def account(store: Store) -> Account:
    """The account as of now, buckets in their order, most articles first within one."""
    order = list(Bucket)
    lines = [
        AccountLine(bucket=bucket, cause=cause, articles=articles)
        for (bucket, cause), articles in store.count_buckets().items()
    ]
    lines.sort(key=lambda line: (order.index(line.bucket), -line.articles, line.cause))
    return Account(lines=tuple(lines), total=store.count_articles())
