"""What an attempt to deliver an event means: delivered, once more, given up; the webhook rests, or is left.

In: the delivery, how the webhook stood, what came back, now.  Out: what becomes of both.  A webhook that is down
costs no event an attempt: given up is only what it refuses while it takes others.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from wiredesk.records.event import Delivery, DeliveryDone, Health, WebhookState

# The specification's example: nine waits, 76 hours in all.
EVENT_WAITS: Final = tuple(
    timedelta(seconds=one) for one in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
WEBHOOK_WAITS: Final = tuple(timedelta(seconds=one) for one in (5, 60, 300, 900, 3_600))
FAILING_MAX: Final = timedelta(days=5)  # then it is paused
RETRY_AFTER_MAX: Final = timedelta(hours=24)
NOT_ASKED_WAIT: Final = timedelta(minutes=5)
GONE: Final = 410
JITTER: Final = 0.2  # each way, so that hubs that failed together do not come back together


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came back."""

    status: int = 0
    """Of the answer; 0: there was none."""
    answer: str
    """As a sentence."""
    retry_after: timedelta = timedelta()
    """What it asked for."""
    asked: bool = True
    """False: it was not its turn, or the message could not be signed."""

    @property
    def well(self) -> bool:
        """Whether it took the message; a redirect is none of that."""
        return 200 <= self.status < 300


def judge_attempt(
    webhook: str, delivery: Delivery, attempt: Attempt, *, before: Health, now: datetime
) -> tuple[DeliveryDone, Health]:
    """What becomes of the event, and how the webhook stands since."""
    done = DeliveryDone(
        webhook=webhook, seq=delivery.event.seq, delivered=False, answer=attempt.answer
    )
    told = replace(before, answer=attempt.answer, answered_at=now)
    if attempt.well:
        well = Health(due_at=now, answer=attempt.answer, answered_at=now)
        return replace(done, delivered=True), well
    if not attempt.asked:
        later = now + max(NOT_ASKED_WAIT, min(attempt.retry_after, RETRY_AFTER_MAX))
        return replace(done, retry_at=now, counts=False), replace(told, due_at=later)
    if attempt.status == GONE:
        # It waits for the case that the address comes back, as `webhooks test` would find.
        left = replace(told, state=WebhookState.DISABLED, failures=before.failures + 1)
        return replace(done, retry_at=now, counts=False), left
    return _failed(done, delivery, attempt, before=before, now=now)


def _failed(
    done: DeliveryDone, delivery: Delivery, attempt: Attempt, *, before: Health, now: datetime
) -> tuple[DeliveryDone, Health]:
    asked_for = min(attempt.retry_after, RETRY_AFTER_MAX)
    since = before.failing_since or now
    rest = _wait(WEBHOOK_WAITS, before.failures, seed=delivery.event.id)
    state = WebhookState.PAUSED if now - since >= FAILING_MAX else before.state
    health = Health(
        state=state,
        failures=before.failures + 1,
        failing_since=since,
        due_at=now + max(rest, asked_for),
        answer=attempt.answer,
        answered_at=now,
    )
    counts = before.failures == 0
    gives_up = counts and delivery.attempts >= len(EVENT_WAITS)
    wait = _wait(EVENT_WAITS, delivery.attempts, seed=delivery.event.id)
    retry_at = None if gives_up else now + max(wait, asked_for)
    return replace(done, retry_at=retry_at, counts=counts), health


def _wait(waits: Sequence[timedelta], failures: int, *, seed: str) -> timedelta:
    usual = waits[min(failures, len(waits) - 1)]
    digest = hashlib.blake2b(f"{seed} {failures}".encode(), digest_size=4).digest()
    share = int.from_bytes(digest, "big") / 2**32
    return usual * (1 - JITTER + 2 * JITTER * share)
