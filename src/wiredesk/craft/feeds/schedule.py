"""When to poll a source next, and under which address.

In: what is remembered of polling it, what just came of it, now.  Out: what to remember, and the
reasons.  Does not fetch, store or sleep, and draws no lots: the jitter that keeps sources of one
host apart comes from the source's id.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from wiredesk.basics.ids import SourceId
from wiredesk.basics.urls import same_site, web_url
from wiredesk.craft.feeds.retry import parse_max_age, parse_retry_after
from wiredesk.records.reason import Reason
from wiredesk.records.source import DueSource, Polled, Polling, SourceState

POLL_INTERVAL_MIN: Final = timedelta(minutes=5)  # no editor reads faster than this
POLL_INTERVAL_MAX: Final = timedelta(hours=24)  # a silent feed is still seen once a day
POLL_INTERVAL_FIRST: Final = timedelta(hours=1)  # nothing known yet
BACK_OFF_FIRST: Final = timedelta(minutes=10)  # after one failure; doubled by each further one
BACK_OFF_MAX: Final = timedelta(hours=24)  # a dead host is asked once a day and revives by itself
CHANGES_KEPT: Final = 10  # enough for a median that one holiday does not move
TTL_MAX: Final = timedelta(hours=1)  # templates say 1440 minutes where news comes hourly
JITTER_SHARE: Final = 0.1  # of the interval, at most: 300 feeds of one host do not come at once
MOVE_SIGHTINGS_MIN: Final = 3  # SAFETY.md F037
MOVE_SPAN_MIN: Final = timedelta(hours=48)
MOVES_KEPT: Final = 10  # the first is kept always: it says since when
POLLS_KEPT: Final = 20  # what an editor looks at to see how a source does
ERROR_CHARACTERS_MAX: Final = 200  # of each of them

OK: Final = 200
NOT_MODIFIED: Final = 304
GONE: Final = 410
BUSY: Final = frozenset({429, 503})


@dataclass(frozen=True, slots=True, kw_only=True)
class PollAnswer:
    """What came of asking a source once."""

    status: int = 0
    """HTTP status; 0 when there was no answer."""
    etag: str = ""
    """Byte-exact; kept only from an answer that was read."""
    last_modified: str = ""
    retry_after: str = ""
    """The header's text."""
    cache_control: str = ""
    """The header's text."""
    ttl: timedelta | None = None
    """What the feed itself states."""
    permanent_redirect_to: str | None = None
    """Where a chain of 301 and 308 alone led; None for any other chain."""
    error: str | None = None
    """Why there was no answer, or why it could not be read; None when all went well."""
    changed: bool = False
    """Something in it was new or revised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPoll:
    """The answer, with the reason an editor will read."""

    due_at: datetime
    reason: Reason


def judge_poll(
    due: DueSource, answer: PollAnswer, *, now: datetime, followed: Collection[str] = ()
) -> tuple[Polling, tuple[Reason, ...]]:
    """What to remember of a source after asking it once; `followed` are the other sources' addresses."""
    assert now.tzinfo is not None, "now must be aware"
    if answer.status == GONE:
        return _parked(due.polling, now=now)
    if answer.error is not None or answer.status not in {OK, NOT_MODIFIED}:
        return _failed(due.polling, answer, now=now)
    polling = due.polling
    changes = (*polling.changes, now)[-CHANGES_KEPT:] if answer.changed else polling.changes
    asked = (parse_max_age(answer.cache_control), answer.ttl and min(answer.ttl, TTL_MAX))
    planned = next_poll(
        polling.source_id,
        now=now,
        changes=changes,
        fresh_for=max((span for span in asked if span), default=None),
    )
    read = answer.status == OK
    remembered = replace(
        polling,
        due_at=planned.due_at,
        etag=answer.etag if read else answer.etag or polling.etag,
        last_modified=answer.last_modified
        if read
        else answer.last_modified or polling.last_modified,
        failures=0,
        last_ok_at=now,
        last_error="",
        changes=changes,
    )
    target = answer.permanent_redirect_to
    moved, told = _judge_move(due, remembered, target, now=now, followed=followed)
    return moved, (planned.reason, *told)


def remember_poll(polling: Polling, answer: PollAnswer, *, new: int, now: datetime) -> Polling:
    """`polling` with this poll as the last that is remembered; `new` entries came of it."""
    error = answer.error or ""
    if not error and answer.status not in {OK, NOT_MODIFIED}:
        error = f"HTTP status {answer.status}"
    polled = Polled(at=now, status=answer.status, new=new, error=error[:ERROR_CHARACTERS_MAX])
    return replace(polling, last=(*polling.last, polled)[-POLLS_KEPT:])


def next_poll(
    source_id: SourceId,
    *,
    now: datetime,
    changes: Sequence[datetime],
    fresh_for: timedelta | None = None,
) -> NextPoll:
    """Poll about twice per usual gap between changes, or later where the publisher says so."""
    usual, text = _usual_interval(changes, now)
    interval = min(max(usual, POLL_INTERVAL_MIN), POLL_INTERVAL_MAX)
    if fresh_for is not None and fresh_for > interval:
        # A long max-age is an honest hint up to a day; beyond it would hide a feed for a week.
        interval = min(fresh_for, POLL_INTERVAL_MAX)
        text = "The publisher says that nothing changes sooner."
    return _planned(source_id, now, interval, Reason(code="next_poll", text=text))


def _usual_interval(changes: Sequence[datetime], now: datetime) -> tuple[timedelta, str]:
    gaps = sorted(later - earlier for earlier, later in pairwise(sorted(changes)))
    if not gaps:
        return POLL_INTERVAL_FIRST, "Too few changes were seen to know its pace."
    usual = gaps[len(gaps) // 2]
    # A feed that fell silent is asked less and less: its silence counts as a gap, too.
    silence = now - max(changes)
    if silence > usual * 2:
        return silence / 4, "It has been silent for longer than usual."
    return usual / 2, f"Half the usual gap between its last {len(gaps) + 1} changes."


def _planned(source_id: SourceId, now: datetime, interval: timedelta, reason: Reason) -> NextPoll:
    jitter = interval * JITTER_SHARE * _lot(source_id, now)
    told = replace(reason, value=round(interval.total_seconds()))
    return NextPoll(due_at=now + min(interval + jitter, POLL_INTERVAL_MAX), reason=told)


def _lot(source_id: SourceId, now: datetime) -> float:
    """A share of 0 to 1 that is the same in every run."""
    drawn = hashlib.blake2b(f"{source_id} {now.timestamp():.0f}".encode(), digest_size=2)
    return int.from_bytes(drawn.digest(), "big") / 65_536


def _parked(polling: Polling, *, now: datetime) -> tuple[Polling, tuple[Reason, ...]]:
    told = Reason(
        code="gone",
        text="The server says that this feed is gone for good (410). It is parked; give it a new"
        " address or remove it.",
        evidence=polling.url,
    )
    parked = replace(
        polling,
        state=SourceState.PARKED,
        due_at=now + POLL_INTERVAL_MAX,
        failures=polling.failures + 1,
        last_error="410 Gone",
    )
    return parked, (told,)


def _failed(
    polling: Polling, answer: PollAnswer, *, now: datetime
) -> tuple[Polling, tuple[Reason, ...]]:
    failures = polling.failures + 1
    # 2^8 times ten minutes is over a day: no need to compute higher powers.
    interval = min(BACK_OFF_FIRST * 2 ** min(failures - 1, 8), BACK_OFF_MAX)
    cause = answer.error or f"HTTP status {answer.status}"
    reason = Reason(code="poll_failed", text=f"Asked again later: {cause}", evidence=polling.url)
    asked = parse_retry_after(answer.retry_after, now=now) if answer.status in BUSY else None
    if asked is not None and asked > interval:
        interval = asked
        reason = Reason(
            code="retry_after", text="The server asked us to wait.", evidence=polling.url
        )
    planned = _planned(polling.source_id, now, interval, reason)
    remembered = replace(polling, due_at=planned.due_at, failures=failures, last_error=cause[:500])
    # What moved to an address that does not answer has not moved: its sightings start anew.
    return replace(remembered, moves=()), (planned.reason,)


def _judge_move(
    due: DueSource,
    polling: Polling,
    target: str | None,
    *,
    now: datetime,
    followed: Collection[str],
) -> tuple[Polling, tuple[Reason, ...]]:
    """Adopt a permanent move that was seen often and long enough, and only within one owner.

    A move to another registrable domain is told to the editor and not adopted: whoever buys a
    lapsed domain must not become a source that somebody chose to trust.
    """
    moved_to = web_url(target) if target else None
    if moved_to is None or moved_to == polling.url:
        return (replace(polling, moves=()) if polling.moves else polling), ()
    earlier = polling.moves if all(seen == moved_to for seen, _ in polling.moves) else ()
    moves = (*earlier, (moved_to, now))
    moves = (moves[0], *moves[1:][-(MOVES_KEPT - 1) :])
    lasting = len(moves) >= MOVE_SIGHTINGS_MIN and now - moves[0][1] >= MOVE_SPAN_MIN
    if not lasting:
        told = Reason(code="move_seen", text="It answers from another address.", evidence=moved_to)
        return replace(polling, moves=moves), (told,)
    if not same_site(moved_to, due.source.url):
        told = Reason(
            code="move_to_other_owner",
            text="It moved to another owner's domain for good; confirm the new address yourself.",
            evidence=moved_to,
        )
        return replace(polling, moves=moves), (told,)
    if moved_to in followed:
        told = Reason(
            code="move_to_followed",
            text="It moved to an address that another source follows; remove one of the two.",
            evidence=moved_to,
        )
        return replace(polling, moves=moves), (told,)
    told = Reason(
        code="move_adopted", text="It moved for good and is polled there.", evidence=moved_to
    )
    return replace(polling, url=moved_to, moves=()), (told,)
