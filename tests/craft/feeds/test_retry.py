"""Retry-After and Cache-Control (SAFETY.md F030)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.craft.feeds import parse_max_age, parse_retry_after
from wiredesk.craft.feeds.retry import CACHE_AGE_MAX, RETRY_AFTER_MAX, RETRY_AFTER_MIN

NOW = datetime(2026, 3, 14, 15, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(hours=24)

TABLE = {
    "0": MINUTE,
    "-1": MINUTE,
    "59": MINUTE,
    "60": MINUTE,
    "120": timedelta(minutes=2),
    " 120 ": timedelta(minutes=2),
    "120.5": timedelta(minutes=2),
    "3600": timedelta(hours=1),
    "86400": DAY,
    "317100": DAY,
    "99999999999999": DAY,
    "9" * 200: DAY,
    "Sat, 14 Mar 2026 16:00:00 GMT": timedelta(hours=1),
    "Saturday, 14-Mar-26 16:00:00 GMT": timedelta(hours=1),
    "Sat Mar 14 16:00:00 2026": timedelta(hours=1),
    "Sat, 14 Mar 2026 14:00:00 GMT": MINUTE,
    "Fri, 31 Dec 2055 23:59:59 GMT": DAY,
    "120, 600": timedelta(minutes=10),
    "600, 120": timedelta(minutes=10),
    "soon, 120": timedelta(minutes=2),
    "": None,
    "soon": None,
    "1e20": None,
    "Sat, 30 Feb 2026 16:00:00 GMT": None,
    "\x00": None,
}


@pytest.mark.parametrize("text", TABLE, ids=lambda text: text[:32] or "empty")
def test_it_waits_as_asked_within_a_minute_and_a_day(text: str) -> None:
    assert parse_retry_after(text, now=NOW) == TABLE[text]


@given(st.text(max_size=250))
def test_no_header_raises_or_leaves_the_bounds(text: str) -> None:
    wait = parse_retry_after(text, now=NOW)
    assert wait is None or RETRY_AFTER_MIN <= wait <= RETRY_AFTER_MAX


@given(st.integers(min_value=60, max_value=86_400))
def test_it_is_never_earlier_than_asked_within_a_day(seconds: int) -> None:
    assert parse_retry_after(str(seconds), now=NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("max-age=600", timedelta(minutes=10)),
        ("public, Max-Age=600, must-revalidate", timedelta(minutes=10)),
        ('max-age="600"', timedelta(minutes=10)),
        ("max-age=315360000", CACHE_AGE_MAX),
        ("max-age=99999999999999999999", CACHE_AGE_MAX),
        ("s-maxage=600", None),
        ("no-store", None),
        ("max-age=10y", timedelta(seconds=10)),
        ("", None),
    ],
)
def test_max_age_is_bounded_by_a_week(text: str, age: timedelta | None) -> None:
    assert parse_max_age(text) == age
