"""Several feeds in one go: what a worker process is handed.

In: bodies with their addresses and content types.  Out: for each the feed with its entries' rungs, or the
error that it ends with.  One bad feed leaves the others alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.basics.errors import WiredeskError
from wiredesk.craft.feeds.identity import Rungs, rungs_of
from wiredesk.craft.feeds.parse import parse_feed
from wiredesk.records.entry import Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedBody:
    """A feed as it came."""

    body: bytes
    url: str
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFeed:
    """A feed as it was read."""

    feed: Feed
    rungs: tuple[Rungs, ...]
    """Of the feed's entries, in their order."""


def read_feeds(bodies: Sequence[FeedBody]) -> list[ReadFeed | WiredeskError]:
    """Each feed, or its error, in the order given."""
    return [_read(one) for one in bodies]


def _read(one: FeedBody) -> ReadFeed | WiredeskError:
    try:
        feed = parse_feed(one.body, url=one.url, content_type=one.content_type)
    except WiredeskError as error:
        return error
    return ReadFeed(feed=feed, rungs=tuple(map(rungs_of, feed.entries)))
