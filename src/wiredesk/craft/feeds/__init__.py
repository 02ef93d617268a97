"""Feeds: from bytes to entries, from entries to what is new, and when to ask again.

Also finds the feeds of a page, and reads and writes lists of feeds.
"""

from wiredesk.craft.feeds.batch import FeedBody, ReadFeed, pack_bodies, read_packed, unpack_feed
from wiredesk.craft.feeds.discovery import GUESSES, FoundFeed, find_feeds
from wiredesk.craft.feeds.health import Health, SourceHealth, judge_health
from wiredesk.craft.feeds.identity import Identified, Rungs, identify, rungs_of
from wiredesk.craft.feeds.opml import Opml, OpmlSource, parse_opml, render_opml
from wiredesk.craft.feeds.parse import parse_feed
from wiredesk.craft.feeds.retry import parse_max_age, parse_retry_after
from wiredesk.craft.feeds.schedule import (
    NextPoll,
    PollAnswer,
    judge_poll,
    next_poll,
    remember_poll,
)

__all__ = [
    "GUESSES",
    "FeedBody",
    "FoundFeed",
    "Health",
    "Identified",
    "NextPoll",
    "Opml",
    "OpmlSource",
    "PollAnswer",
    "ReadFeed",
    "Rungs",
    "SourceHealth",
    "find_feeds",
    "identify",
    "judge_health",
    "judge_poll",
    "next_poll",
    "pack_bodies",
    "parse_feed",
    "parse_max_age",
    "parse_opml",
    "parse_retry_after",
    "read_packed",
    "remember_poll",
    "render_opml",
    "rungs_of",
    "unpack_feed",
]
