"""What an attempt means for its event and for the webhook (SAFETY.md F112)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from make import NOW, make_article

from wiredesk.craft.webhooks import FAILING_MAX, Attempt, judge_attempt
from wiredesk.craft.webhooks.attempts import EVENT_WAITS, WEBHOOK_WAITS
from wiredesk.records.event import (
    Delivery,
    DeliveryDone,
    Event,
    EventKind,
    Health,
    WebhookState,
    event_id,
)

ARTICLE = make_article(1)
EVENT = Event(
    seq=7,
    id=event_id(ARTICLE.id, 7),
    kind=EventKind.PUBLISHED,
    article_id=ARTICLE.id,
    at=NOW,
)
DELIVERY = Delivery(event=EVENT, attempts=0)
WELL = Health(due_at=NOW)
ILL = Health(due_at=NOW, failures=2, failing_since=NOW - timedelta(hours=1))


def judge(
    status: int, *, before: Health = WELL, attempts: int = 0, retry_after: float = 0
) -> tuple[DeliveryDone, Health]:
    attempt = Attempt(
        status=status, answer=f"It answered {status}.", retry_after=timedelta(seconds=retry_after)
    )
    delivery = replace(DELIVERY, attempts=attempts)
    return judge_attempt("crm", delivery, attempt, before=before, now=NOW)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_whatever_begins_with_2_is_delivered_and_makes_the_webhook_well(status: int) -> None:
    done, health = judge(status, before=ILL)
    assert (done.delivered, done.retry_at) == (True, None)
    assert health == Health(due_at=NOW, answer=f"It answered {status}.", answered_at=NOW)


@pytest.mark.parametrize(
    "status", [0, 100, 300, 301, 302, 307, 308, 400, 401, 404, 422, 429, 500, 503]
)
def test_everything_else_fails_and_is_tried_again(status: int) -> None:
    done, health = judge(status)
    assert not done.delivered
    assert done.counts
    assert done.retry_at is not None
    assert timedelta(seconds=4) <= done.retry_at - NOW <= timedelta(seconds=6)
    assert (health.state, health.failures, health.failing_since) == (WebhookState.ACTIVE, 1, NOW)


def test_410_disables_the_webhook_and_nothing_of_it_is_lost() -> None:
    done, health = judge(410)
    assert health.state is WebhookState.DISABLED
    assert (done.delivered, done.counts, done.retry_at) == (False, False, NOW)


def test_the_waits_grow_from_seconds_to_a_day_and_differ_between_events() -> None:
    waits = []
    for attempts in range(len(EVENT_WAITS)):
        done, _ = judge(500, attempts=attempts)
        assert done.retry_at is not None
        waits.append(done.retry_at - NOW)
    assert all(
        0.8 * usual <= wait <= 1.2 * usual for usual, wait in zip(EVENT_WAITS, waits, strict=True)
    )
    assert timedelta(days=3) < sum(EVENT_WAITS, timedelta()) < timedelta(days=4)
    other = replace(DELIVERY, event=replace(EVENT, id=event_id(ARTICLE.id, 8)))
    attempt = Attempt(status=500, answer="")
    apart, _ = judge_attempt("crm", other, attempt, before=WELL, now=NOW)
    assert apart.retry_at != judge(500)[0].retry_at
    assert judge(500) == judge(500), "chance comes from the event's own id"


def test_an_event_that_is_refused_while_others_are_taken_is_given_up_at_last() -> None:
    done, health = judge(422, attempts=len(EVENT_WAITS))
    assert (done.delivered, done.retry_at) == (False, None)
    assert health.state is WebhookState.ACTIVE


def test_no_event_is_given_up_because_the_receiver_is_down() -> None:
    done, health = judge(503, before=ILL, attempts=len(EVENT_WAITS))
    assert done.retry_at is not None
    assert not done.counts
    assert health.failures == 3


def test_a_webhook_that_fails_is_asked_at_most_once_an_hour_and_then_paused() -> None:
    health, now, asked = WELL, NOW, 0
    while health.state is WebhookState.ACTIVE:
        attempt = Attempt(status=500, answer="It answered 500.")
        _, health = judge_attempt("crm", DELIVERY, attempt, before=health, now=now)
        now, asked = max(now, health.due_at), asked + 1
    assert health.state is WebhookState.PAUSED
    assert timedelta() <= now - NOW - FAILING_MAX < 3 * WEBHOOK_WAITS[-1]
    assert asked < 24 * FAILING_MAX.days * 1.5


def test_what_it_asks_for_is_waited_for_a_day_at_most() -> None:
    done, health = judge(429, retry_after=7_200)
    assert done.retry_at == health.due_at == NOW + timedelta(hours=2)
    assert judge(503, retry_after=9e9)[1].due_at == NOW + timedelta(hours=24)


def test_what_was_never_asked_costs_nothing() -> None:
    attempt = Attempt(answer="It was not asked: no secret.", asked=False)
    done, health = judge_attempt("crm", DELIVERY, attempt, before=ILL, now=NOW)
    assert (done.counts, done.retry_at) == (False, NOW)
    assert (health.failures, health.failing_since) == (ILL.failures, ILL.failing_since)
    assert health.due_at > NOW
    assert health.answer == attempt.answer
