"""When an issue is due: where its readers are, whatever the clocks there do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.craft.letters import last_due, period_of
from wiredesk.records.mailing import Rhythm, Schedule

BERLIN = ZoneInfo("Europe/Berlin")
DAILY = Schedule(rhythm=Rhythm.DAY, hour=7, zone=BERLIN)
WEEKLY = Schedule(rhythm=Rhythm.WEEK, weekday=0, hour=7, zone=BERLIN)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-05T06:59:59+01:00", "2026-03-04T07:00:00+01:00"),
        ("2026-03-05T07:00:00+01:00", "2026-03-05T07:00:00+01:00"),
        ("2026-03-05T23:59:00+01:00", "2026-03-05T07:00:00+01:00"),
        ("2026-03-06T00:30:00+01:00", "2026-03-05T07:00:00+01:00"),
        ("2026-03-29T12:00:00+02:00", "2026-03-29T07:00:00+02:00"),  # clocks went forward at 2
        ("2026-10-25T12:00:00+01:00", "2026-10-25T07:00:00+01:00"),  # and back at 3
    ],
)
def test_a_daily_issue_is_due_at_its_hour_where_its_readers_are(now: str, due: str) -> None:
    assert last_due(DAILY, at(now)) == at(due)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-02T06:59:00+01:00", "2026-02-23T07:00:00+01:00"),
        ("2026-03-02T07:00:00+01:00", "2026-03-02T07:00:00+01:00"),
        ("2026-03-08T23:00:00+01:00", "2026-03-02T07:00:00+01:00"),
    ],
)
def test_a_weekly_issue_is_due_on_its_weekday(now: str, due: str) -> None:
    assert last_due(WEEKLY, at(now)) == at(due)


def test_on_the_other_side_of_the_world_it_is_another_day() -> None:
    there = Schedule(rhythm=Rhythm.DAY, hour=7, zone=ZoneInfo("Pacific/Auckland"))
    assert last_due(there, at("2026-03-04T18:00:00+00:00")) == at("2026-03-05T07:00:00+13:00")


@given(
    now=st.datetimes(
        min_value=datetime(2001, 1, 1), max_value=datetime(2099, 1, 1), timezones=st.just(UTC)
    ),
    rhythm=st.sampled_from(Rhythm),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
)
def test_it_is_past_by_less_than_a_period_and_deciding_again_gives_the_same(
    now: datetime, rhythm: Rhythm, weekday: int, hour: int, zone: str
) -> None:
    schedule = Schedule(rhythm=rhythm, weekday=weekday, hour=hour, zone=ZoneInfo(zone))
    due = last_due(schedule, now)
    assert timedelta() <= now - due < period_of(schedule) + timedelta(hours=1)
    assert last_due(schedule, due) == due
