"""Feeds."""

from wiredesk.craft.feeds.parse import parse_feed

__all__ = ["parse_feed"]
