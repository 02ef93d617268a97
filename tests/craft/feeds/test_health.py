"""How a source does, in a word and a sentence."""

from datetime import timedelta
from typing import Any

import pytest
from make import NOW, make_polling, make_source

from wiredesk.craft.feeds import Health, PollAnswer, judge_health, remember_poll
from wiredesk.records.source import Polled, SourceState

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOURLY = tuple(NOW - n * HOUR for n in range(10, 0, -1))


@pytest.mark.parametrize(
    ("changes", "health", "word"),
    [
        ({}, Health.NEW, "not asked yet"),
        ({"last_ok_at": NOW, "changes": HOURLY}, Health.FINE, "as usual"),
        ({"last_ok_at": NOW}, Health.IDLE, "ever came"),
        ({"last_ok_at": NOW, "changes": (NOW - 20 * DAY, NOW - 15 * DAY)}, Health.FINE, "usual"),
        ({"last_ok_at": NOW, "changes": (NOW - 16 * DAY, NOW - 15 * DAY)}, Health.IDLE, "2026-02"),
        (
            {"last_ok_at": NOW - HOUR, "failures": 1, "last_error": "HTTP status 500"},
            Health.FAILING,
            "once: HTTP status 500.",
        ),
        (
            {"last_ok_at": NOW - 8 * DAY, "failures": 30, "last_error": "no such host."},
            Health.DEAD,
            "since 2026-02-25: no such host.",
        ),
        (
            {"failures": 9, "last_error": "x", "last": (Polled(at=NOW - 9 * DAY),)},
            Health.DEAD,
            "ever: x.",
        ),
        ({"failures": 1, "last_error": "x"}, Health.FAILING, "once: x."),
        ({"state": SourceState.PARKED, "last_error": "410 Gone"}, Health.DEAD, "gone for good"),
        ({"state": SourceState.PARKED}, Health.PAUSED, "paused"),
    ],
)
def test_a_source_is_what_its_last_polls_say(
    changes: dict[str, Any], health: Health, word: str
) -> None:
    judged = judge_health(make_polling(make_source(), **changes), is_held=False, now=NOW)
    assert judged.health is health
    assert word in judged.told


def test_an_alarm_is_told_unless_the_source_does_not_answer_at_all() -> None:
    fine = make_polling(make_source(), last_ok_at=NOW, changes=HOURLY)
    assert judge_health(fine, is_held=True, now=NOW).health is Health.HELD
    failing = make_polling(make_source(), last_ok_at=NOW, failures=2, last_error="x")
    assert judge_health(failing, is_held=True, now=NOW).health is Health.FAILING


def test_the_share_of_unchanged_answers_leaves_out_what_did_not_answer() -> None:
    last = tuple(Polled(at=NOW, status=status) for status in (304, 304, 200, 0, 500))
    polling = make_polling(make_source(), last=last, due_at=NOW + HOUR)
    judged = judge_health(polling, is_held=False, now=NOW)
    assert judged.unchanged == pytest.approx(0.5)
    assert judged.interval == HOUR
    assert judge_health(make_polling(make_source()), is_held=False, now=NOW).unchanged is None


def test_the_last_twenty_polls_are_remembered_with_what_came_of_them() -> None:
    polling = make_polling(make_source())
    for number in range(25):
        polling = remember_poll(
            polling, PollAnswer(status=200), new=number, now=NOW + number * HOUR
        )
    polling = remember_poll(polling, PollAnswer(status=503), new=0, now=NOW)
    polling = remember_poll(polling, PollAnswer(error="y" * 900), new=0, now=NOW)
    assert len(polling.last) == 20
    assert [one.new for one in polling.last[:2]] == [7, 8]
    assert polling.last[-2] == Polled(at=NOW, status=503, error="HTTP status 503")
    assert polling.last[-1] == Polled(at=NOW, error="y" * 200)
