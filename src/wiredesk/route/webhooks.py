"""Beside the route: tell webhooks what became of records.

In: events that are due.  Out: signed messages through the one door, one after the other at each webhook, and what
came back.  Killed after a message and before its answer is kept, it sends that one again under the same id.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.clock import Clock
from wiredesk.basics.errors import FetchError, InputError, SettingsError
from wiredesk.basics.ids import content_id
from wiredesk.craft.feeds import parse_retry_after
from wiredesk.craft.render import parse_converted, render_event, render_ping
from wiredesk.craft.webhooks import Attempt, judge_attempt, sign
from wiredesk.ports import Messenger, Secrets, Store
from wiredesk.records.event import Delivery, Health, Webhook, WebhookLine
from wiredesk.records.fetching import Purpose, Request

PAUSE: Final = timedelta(seconds=2)  # between two rounds of a running hub
ROUND_MAX: Final = timedelta(seconds=20)  # so that it can be stopped between two messages
BATCH: Final = 100
DEADLINE_SECONDS: Final = (
    15.0  # the specification's lower bound: a receiver should only take and thank
)
ANSWER_BYTES_MAX: Final = 4_096
KEPT: Final = timedelta(days=30)
ROUNDS_MAX: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhooks:
    """Sends what is due; every message is one transaction of its own, before the next goes out."""

    store: Store
    messenger: Messenger
    secrets: Secrets
    clock: Clock
    hub_url: str
    profile: str
    """Form of the record files."""

    async def run(self) -> int:
        """A round: what is due at each webhook, webhooks side by side; how many messages went out."""
        lines = self.store.list_webhooks()
        return sum(await asyncio.gather(*(self._serve(line) for line in lines)))

    async def run_dry(self) -> int:
        """Rounds until nothing is due; how many messages went out."""
        total = 0
        for _ in range(ROUNDS_MAX):
            sent = await self.run()
            total += sent
            if not sent:
                break
        return total

    async def test(self, line: WebhookLine) -> Attempt:
        """Ask whether somebody is there; a webhook that rested goes on when it answers well."""
        now = self.clock.now()
        message = content_id("ping_", line.webhook.url, now.isoformat())
        body = render_ping(now, hub_url=self.hub_url)
        attempt = await self._send(line.webhook, body, message=message)
        if attempt.well:
            health = Health(due_at=now, answer=attempt.answer, answered_at=now)
            self.store.revive_webhook(line.webhook.name, health)
        return attempt

    def forget(self, now: datetime) -> int:
        """Forget events that are too old for anybody; how many."""
        return self.store.forget_events(before=now - KEPT)

    async def _serve(self, line: WebhookLine) -> int:
        webhook, health, began = line.webhook, line.health, self.clock.now()
        due = self.store.list_due_deliveries(webhook.name, now=began, limit=BATCH)
        for sent, delivery in enumerate(due):
            attempt = await self._send(webhook, self._body(delivery), message=delivery.event.id)
            now = self.clock.now()
            done, health = judge_attempt(webhook.name, delivery, attempt, before=health, now=now)
            self.store.save_delivery(done, health, now=now)
            if not done.delivered or now - began > ROUND_MAX:
                return sent + 1
        return len(due)

    def _body(self, delivery: Delivery) -> bytes:
        record = None
        if delivery.record:
            name = delivery.event.article_id
            try:
                record = parse_converted(delivery.record, self.profile, name=name)
            except InputError:  # of another hub, and not ours to mend: it is out without being told
                record = None
        return render_event(
            delivery.event, record, hub_url=self.hub_url, story=delivery.story_id or ""
        )

    async def _send(self, webhook: Webhook, body: bytes, *, message: str) -> Attempt:
        now = self.clock.now()
        try:
            headers = sign(self.secrets.load(webhook), body, message=message, at=now)
        except SettingsError as error:
            return Attempt(answer=f"It was not asked: {error}", asked=False)
        request = Request(
            url=webhook.url,
            purpose=Purpose.WEBHOOK,
            headers=(("Content-Type", "application/json"), *headers.items()),
            bytes_max=ANSWER_BYTES_MAX,
            cut=True,
            deadline_seconds=DEADLINE_SECONDS,
        )
        try:
            answer = await self.messenger.post(request, body)
        except FetchError as error:
            # Its address may hold a token: the sentence goes without it.
            return Attempt(answer=f"It {error.message}", asked=error.code != "later")
        wait = parse_retry_after(answer.header("retry-after"), now=now)
        return Attempt(
            status=answer.status,
            answer=f"It answered {answer.status}.",
            retry_after=wait or timedelta(),
        )
