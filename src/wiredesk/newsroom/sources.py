"""Sources as a person meets them: find the feed of a site, check that feeds answer.

In: addresses and the door.  Out: sources and findings; the caller keeps them in `sources.toml`.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from wiredesk.basics.errors import FetchError, UsageError, WiredeskError
from wiredesk.basics.ids import source_id
from wiredesk.basics.limits import FEED_BYTES_MAX
from wiredesk.basics.urls import registrable_domain, web_url
from wiredesk.craft.feeds import GUESSES, find_feeds, parse_feed
from wiredesk.ports import Door, Workers
from wiredesk.records.entry import Feed
from wiredesk.records.fetching import Answer, Purpose, Request
from wiredesk.records.source import Source

TRIES_MAX = 8  # addresses asked for one site, its own links first
OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """How one source answered."""

    source: Source
    fine: bool
    finding: str
    """A sentence: entries and format, or what is wrong."""


async def find_source(url: str, *, door: Door, workers: Workers) -> tuple[Source, Feed]:
    """The source behind `url`, which is a feed or a page of a site that has one.

    UsageError when no feed is found; FetchError when the site does not answer.
    """
    address = web_url(url) or web_url(f"https://{url}")
    if address is None:
        raise UsageError("is no web address.", subject=url, remedy="Write it with https://.")
    answer = await door.get(_request(address))
    feed = await _feed(answer, workers)
    if feed is not None:
        return _source(answer.final_url, feed), feed
    linked = [found.url for found in find_feeds(answer.body, url=answer.final_url)]
    for candidate in [*linked, *_guessed(answer.final_url)][:TRIES_MAX]:
        try:
            answer = await door.get(_request(candidate))
        except FetchError:
            continue
        feed = await _feed(answer, workers)
        if feed is not None:
            return _source(answer.final_url, feed), feed
    raise UsageError(
        "no feed was found there.",
        subject=address,
        remedy="Look for “RSS” or “Feed” on the site and give that address.",
    )


async def check_sources(
    sources: Sequence[Source], *, door: Door, workers: Workers
) -> AsyncIterator[SourceCheck]:
    """Ask each source once, unconditionally; findings as they come."""
    tasks = [asyncio.create_task(_check(source, door, workers)) for source in sources]
    try:
        for task in asyncio.as_completed(tasks):
            yield await task
    finally:
        for task in tasks:
            task.cancel()


async def _check(source: Source, door: Door, workers: Workers) -> SourceCheck:
    try:
        answer = await door.get(_request(source.url))
        if answer.status != OK:
            told = f"the server answered {answer.status}."
            return SourceCheck(source=source, fine=False, finding=told)
        feed = await _parse(answer, workers)
    except WiredeskError as error:
        return SourceCheck(
            source=source, fine=False, finding=f"{error.message} {error.remedy}".strip()
        )
    if not feed.entries:
        return SourceCheck(source=source, fine=False, finding="is a feed without entries.")
    moved = f", moved to {answer.permanent_to}" if answer.permanent_to else ""
    told = f"{len(feed.entries)} entries, {feed.kind.value}{moved}"
    return SourceCheck(source=source, fine=True, finding=told)


async def _feed(answer: Answer, workers: Workers) -> Feed | None:
    if answer.status != OK:
        return None
    try:
        return await _parse(answer, workers)
    except WiredeskError:
        return None


async def _parse(answer: Answer, workers: Workers) -> Feed:
    feed: Feed = await workers.run(
        parse_feed,
        answer.body,
        url=answer.final_url,
        content_type=answer.header("content-type"),
        subject=answer.url,
    )
    return feed


def _guessed(url: str) -> list[str]:
    return [address for path in GUESSES if (address := web_url(path, url))]


def _source(url: str, feed: Feed) -> Source:
    site = feed.site_url or url
    return Source(
        id=source_id(url), url=url, provider=registrable_domain(site), title=feed.title[:200]
    )


def _request(url: str) -> Request:
    return Request(url=url, purpose=Purpose.DISCOVERY, bytes_max=FEED_BYTES_MAX, cut=True)
