"""When a source is polled next (SAFETY.md F036, F037)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.ids import source_id
from wiredesk.craft.feeds import PollAnswer, judge_poll, next_poll
from wiredesk.craft.feeds.schedule import BACK_OFF_FIRST, POLL_INTERVAL_MAX, POLL_INTERVAL_MIN
from wiredesk.records.reason import Reason
from wiredesk.records.source import DueSource, Polling, Source, SourceState

NOW = datetime(2026, 3, 14, 15, 0, tzinfo=UTC)
URL = "https://harbour.example/feed"
MOVED = "https://news.harbour.example/feed"
ID = source_id(URL)
HOUR = timedelta(hours=1)
JITTER = 1.1


def due(**changes: object) -> DueSource:
    polling = Polling(source_id=ID, due_at=NOW, url=URL, etag='"a"', last_modified="then")
    return DueSource(
        source=Source(id=ID, url=URL, provider="harbour.example"),
        polling=replace(polling, **changes),  # type: ignore[arg-type]
    )


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.code for reason in reasons]


def steps(count: int, gap: timedelta, last: datetime = NOW) -> tuple[datetime, ...]:
    return tuple(last - gap * n for n in reversed(range(count)))


def test_a_new_feed_is_polled_again_in_an_hour() -> None:
    planned = next_poll(ID, now=NOW, changes=())
    assert HOUR <= planned.due_at - NOW <= HOUR * JITTER


def test_a_busy_feed_is_polled_twice_per_usual_gap() -> None:
    planned = next_poll(ID, now=NOW, changes=steps(6, HOUR))
    assert HOUR / 2 <= planned.due_at - NOW <= HOUR / 2 * JITTER
    assert planned.reason.text


def test_a_feed_that_fell_silent_is_asked_less_and_less() -> None:
    soon = next_poll(ID, now=NOW, changes=steps(6, HOUR, NOW - HOUR * 10))
    later = next_poll(ID, now=NOW, changes=steps(6, HOUR, NOW - HOUR * 40))
    assert HOUR < soon.due_at - NOW < later.due_at - NOW


def test_what_the_publisher_says_stays_fresh_is_not_asked_sooner() -> None:
    planned = next_poll(ID, now=NOW, changes=steps(6, HOUR), fresh_for=HOUR * 3)
    assert planned.due_at - NOW >= HOUR * 3


@given(
    st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2026, 3, 14)), max_size=12),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=900)),
)
def test_it_is_never_outside_the_bounds(
    changes: list[datetime], fresh_for: timedelta | None
) -> None:
    aware = [moment.replace(tzinfo=UTC) for moment in changes]
    planned = next_poll(ID, now=NOW, changes=aware, fresh_for=fresh_for)
    assert POLL_INTERVAL_MIN <= planned.due_at - NOW <= POLL_INTERVAL_MAX


def test_the_same_poll_is_planned_the_same_in_every_run() -> None:
    assert next_poll(ID, now=NOW, changes=()) == next_poll(ID, now=NOW, changes=())


def test_sources_of_one_host_do_not_come_at_once() -> None:
    times = {next_poll(source_id(f"{URL}/{n}"), now=NOW, changes=()).due_at for n in range(300)}
    assert len(times) > 250


def test_an_answer_is_remembered_byte_for_byte() -> None:
    answer = PollAnswer(status=200, etag='W/"x,y"', last_modified="odd date", changed=True)
    polling, reasons = judge_poll(due(failures=3, last_error="x"), answer, now=NOW)
    assert (polling.etag, polling.last_modified) == ('W/"x,y"', "odd date")
    assert (polling.failures, polling.last_error, polling.last_ok_at) == (0, "", NOW)
    assert polling.changes == (NOW,)
    assert codes(reasons) == ["next_poll"]


def test_an_answer_without_validators_forgets_the_old_ones() -> None:
    polling, _ = judge_poll(due(), PollAnswer(status=200), now=NOW)
    assert (polling.etag, polling.last_modified) == ("", "")


def test_not_modified_keeps_the_validators_and_is_no_change() -> None:
    polling, _ = judge_poll(due(), PollAnswer(status=304), now=NOW)
    assert (polling.etag, polling.last_modified, polling.changes) == ('"a"', "then", ())


def test_only_ten_changes_are_kept() -> None:
    polling, _ = judge_poll(
        due(changes=steps(10, HOUR, NOW - HOUR)), PollAnswer(status=200, changed=True), now=NOW
    )
    assert len(polling.changes) == 10
    assert polling.changes[-1] == NOW


def test_a_ttl_counts_for_an_hour_at_most() -> None:
    busy = due(changes=steps(10, timedelta(minutes=20), NOW - timedelta(minutes=20)))
    answer = PollAnswer(status=200, changed=True, ttl=timedelta(days=1))
    polling, _ = judge_poll(busy, answer, now=NOW)
    assert HOUR <= polling.due_at - NOW <= HOUR * JITTER


def test_gone_parks_at_once_and_tells() -> None:
    polling, reasons = judge_poll(due(), PollAnswer(status=410), now=NOW)
    assert polling.state is SourceState.PARKED
    assert codes(reasons) == ["gone"]


@pytest.mark.parametrize("status", [0, 400, 401, 403, 404, 418, 500, 502, 599])
def test_failures_back_off_doubling_and_stay_active(status: int) -> None:
    waits = []
    for failures in range(12):
        answer = PollAnswer(status=status, error="no answer")
        polling, reasons = judge_poll(due(failures=failures), answer, now=NOW)
        assert polling.state is SourceState.ACTIVE
        assert polling.failures == failures + 1
        assert codes(reasons) == ["poll_failed"]
        waits.append(polling.due_at - NOW)
    assert BACK_OFF_FIRST <= waits[0] <= BACK_OFF_FIRST * JITTER
    assert waits[3] >= BACK_OFF_FIRST * 8
    assert waits[-1] == POLL_INTERVAL_MAX


def test_a_feed_that_cannot_be_read_keeps_its_old_validators() -> None:
    answer = PollAnswer(status=200, etag='"new"', error="it is an HTML page, not a feed.")
    polling, _ = judge_poll(due(), answer, now=NOW)
    assert polling.etag == '"a"'
    assert polling.last_error.startswith("it is an HTML page")


def test_a_failed_source_revives_by_itself() -> None:
    failed, _ = judge_poll(due(), PollAnswer(status=404), now=NOW)
    revived, _ = judge_poll(
        replace(due(), polling=failed), PollAnswer(status=200, changed=True), now=NOW + HOUR
    )
    assert (revived.failures, revived.last_error) == (0, "")


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_wins_over_a_shorter_back_off(status: int) -> None:
    answer = PollAnswer(status=status, retry_after="7200")
    polling, reasons = judge_poll(due(), answer, now=NOW)
    assert polling.due_at - NOW >= HOUR * 2
    assert codes(reasons) == ["retry_after"]


def test_retry_after_means_nothing_on_other_answers() -> None:
    polling, _ = judge_poll(due(), PollAnswer(status=404, retry_after="7200"), now=NOW)
    assert polling.due_at - NOW < HOUR


def sighted(
    times: list[timedelta], target: str = MOVED, **options: object
) -> tuple[Polling, list[str]]:
    subject, seen = due(), []
    for at in times:
        polling, reasons = judge_poll(
            subject,
            PollAnswer(status=200, permanent_redirect_to=target),
            now=NOW + at,
            **options,  # type: ignore[arg-type]
        )
        subject, seen = replace(subject, polling=polling), codes(reasons)[1:]
    return subject.polling, seen


def test_a_move_seen_once_is_not_adopted() -> None:
    polling, reasons = sighted([HOUR * 0])
    assert (polling.url, reasons) == (URL, ["move_seen"])


def test_a_move_seen_often_in_one_day_is_not_adopted() -> None:
    polling, _ = sighted([HOUR * n for n in range(40)])
    assert polling.url == URL
    assert len(polling.moves) <= 10


def test_a_move_seen_three_times_over_two_days_is_adopted() -> None:
    polling, reasons = sighted([HOUR * 0, HOUR * 24, HOUR * 48])
    assert (polling.url, polling.moves, reasons) == (MOVED, (), ["move_adopted"])


def test_a_move_seen_twice_over_two_days_is_not_adopted() -> None:
    polling, _ = sighted([HOUR * 0, HOUR * 48])
    assert polling.url == URL


def test_a_move_to_another_owner_is_told_and_not_adopted() -> None:
    polling, reasons = sighted([HOUR * 24 * n for n in range(5)], "https://other.example/feed")
    assert (polling.url, reasons) == (URL, ["move_to_other_owner"])


def test_a_move_to_a_feed_that_we_follow_is_told_and_not_adopted() -> None:
    polling, reasons = sighted([HOUR * 24 * n for n in range(5)], followed={MOVED})
    assert (polling.url, reasons) == (URL, ["move_to_followed"])


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "", URL])
def test_a_move_to_nowhere_is_none(target: str) -> None:
    polling, reasons = sighted([HOUR * 24 * n for n in range(5)], target)
    assert (polling.url, polling.moves, reasons) == (URL, (), [])


@pytest.mark.parametrize(
    "between",
    [
        PollAnswer(status=200),
        PollAnswer(status=404, error="the new address is not there"),
        PollAnswer(status=200, permanent_redirect_to="https://harbour.example/third"),
    ],
    ids=["answers itself", "target fails", "another target"],
)
def test_anything_between_starts_the_sightings_anew(between: PollAnswer) -> None:
    polling, _ = sighted([HOUR * 0, HOUR * 24])
    broken, _ = judge_poll(replace(due(), polling=polling), between, now=NOW + HOUR * 30)
    after, reasons = judge_poll(
        replace(due(), polling=broken),
        PollAnswer(status=200, permanent_redirect_to=MOVED),
        now=NOW + HOUR * 49,
    )
    assert (after.url, codes(reasons)[1:]) == (URL, ["move_seen"])
