"""Honest time: all candidates kept, one chosen by rule, nothing invented (SCORES.md 1).

In: what page, feed, address and server state, and when we received it.  Out: HonestTime.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.dates import parse_moment
from wiredesk.craft.pages.dates import url_day
from wiredesk.records.article import DateCandidate, HonestTime

FUTURE_MAX: Final = timedelta(minutes=10)  # clocks differ; more is a claim about the future
CONFLICT_MIN: Final = timedelta(days=30)
RESURFACED_MIN: Final = timedelta(days=7)  # older than that when it came in: it is not news
DAY: Final = timedelta(days=1)
_TRUST: Final = (
    "jsonld",
    "feed",
    "sitemap",
    "meta",
    "time",
    "url",
    "text",
    "feed_updated",
    "last_modified",
)


def honest_time(
    *,
    dates: Sequence[DateCandidate],
    updated: datetime | None,
    feed_published: datetime | None,
    feed_updated: datetime | None,
    url: str,
    last_modified: str,
    received_at: datetime,
    first_poll: bool,
) -> HonestTime:
    """The publication time: the most trusted candidate that states the minute, else the day."""
    candidates = tuple(_candidates(dates, (feed_published, feed_updated), url, last_modified))
    chosen = _chosen(candidates)
    if chosen is None:
        return HonestTime(
            published=None, effective=received_at, received=received_at, candidates=candidates
        )
    return HonestTime(
        published=chosen.at,
        effective=min(chosen.at, received_at),
        received=received_at,
        chosen=chosen.source,
        updated=updated if updated and chosen.at < updated <= received_at + FUTURE_MAX else None,
        candidates=candidates,
        conflict=_conflict(chosen, candidates, received_at),
        resurfaced=not first_poll and received_at - chosen.at > RESURFACED_MIN,
    )


def _candidates(
    dates: Sequence[DateCandidate],
    feed: tuple[datetime | None, datetime | None],
    url: str,
    last_modified: str,
) -> Iterator[DateCandidate]:
    feed_published, feed_updated = feed
    yield from dates
    if feed_published is not None:
        yield DateCandidate(source="feed", at=feed_published)
    if feed_updated is not None:
        yield DateCandidate(source="feed_updated", at=feed_updated)
    if not any(one.source == "url" for one in dates) and (day := url_day(url)) is not None:
        yield DateCandidate(source="url", at=day, has_time=False)
    if last_modified and (moment := parse_moment(last_modified)) is not None:
        yield DateCandidate(source="last_modified", at=moment.at)


def _chosen(candidates: Sequence[DateCandidate]) -> DateCandidate | None:
    claims = [one for one in candidates if one.source not in {"feed_updated", "last_modified"}]
    pool = claims or [one for one in candidates if one.source == "feed_updated"]
    return min(pool, key=lambda one: (not one.has_time, _TRUST.index(one.source)), default=None)


def _conflict(
    chosen: DateCandidate, candidates: Sequence[DateCandidate], received_at: datetime
) -> str:
    if chosen.at > received_at + DAY:
        return f"It says {chosen.at:%Y-%m-%d}, which is still to come."
    day = next((one for one in candidates if one.source == "url"), None)
    for claim in _claims(chosen, candidates) if day else ():
        if day is not None and abs(day.at - claim.at) > CONFLICT_MIN:
            return f"It says {claim.at:%Y-%m-%d} ({claim.source}), its address {day.at:%Y-%m-%d}."
    feed = next((one for one in candidates if one.source == "feed"), None)
    if feed is not None and feed is not chosen and abs(feed.at - chosen.at) > CONFLICT_MIN:
        return f"It says {chosen.at:%Y-%m-%d} ({chosen.source}), its feed {feed.at:%Y-%m-%d}."
    return ""


def _claims(chosen: DateCandidate, candidates: Sequence[DateCandidate]) -> Iterator[DateCandidate]:
    """The winner, and what the page itself states first: other `<time>` tags may be of teasers."""
    if chosen.source != "url":
        yield chosen
    own = [one for one in candidates if one.source in {"jsonld", "meta", "time"}]
    if own:
        yield min(own, key=lambda one: _TRUST.index(one.source))
