"""The store's side of webhooks: events, who is to be told of them, and who was."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.event import (
    Delivery,
    DeliveryDone,
    DeliveryLine,
    Event,
    EventId,
    EventKind,
    Health,
    Webhook,
    WebhookLine,
    event_id,
)
from wiredesk.records.work import PublishDone
from wiredesk.world.store.codec import from_json, moment, moment_or_none, seconds, to_json
from wiredesk.world.store.connection import Row
from wiredesk.world.store.standing import StandingStore


class OutboxStore(StandingStore):
    """A transactional outbox."""

    def save_webhooks(self, webhooks: Sequence[Webhook], *, now: datetime) -> None:
        """These webhooks, and no others, are told of what happens from now on."""
        with self._database.transaction():
            known = {line.webhook.name: line.webhook for line in self._webhooks()}
            wanted = {one.name: one for one in webhooks}
            for name, old in known.items():
                if name not in wanted or wanted[name].url != old.url:
                    self._database.write("remove_webhook", (name,))
            fresh = Health(due_at=now)
            for one in webhooks:
                self._database.write(
                    "save_webhook", {"body": to_json(one)} | _health_columns(one.name, fresh)
                )

    def list_webhooks(self) -> list[WebhookLine]:
        """All webhooks, by name."""
        counted = {
            row[0]: tuple(map(int, row[1:])) for row in self._database.rows("count_deliveries")
        }
        lines = []
        for line in self._webhooks():
            waiting, delivered, given_up = counted.get(line.webhook.name, (0, 0, 0))
            lines.append(
                WebhookLine(
                    webhook=line.webhook,
                    health=line.health,
                    waiting=waiting,
                    delivered=delivered,
                    given_up=given_up,
                )
            )
        return lines

    def list_due_deliveries(self, webhook: str, *, now: datetime, limit: int) -> list[Delivery]:
        """What is due at an active webhook, in the order of events."""
        values = {"webhook": webhook, "now": seconds(now), "limit": limit}
        return [
            Delivery(
                event=event_of(row),
                attempts=row[6],
                record=bytes(row[7] or b""),
                story_id=StoryId(row[8]) if row[8] else None,
            )
            for row in self._database.rows("list_due_deliveries", values)
        ]

    def save_delivery(self, done: DeliveryDone, health: Health, *, now: datetime) -> None:
        """Keep what became of an attempt, and how the webhook stands since."""
        values = {
            "webhook": done.webhook,
            "seq": done.seq,
            "counts": int(done.counts),
            "due_at": seconds(done.retry_at) if done.retry_at else None,
            "delivered": int(done.delivered),
            "answer": done.answer,
            "now": seconds(now),
        }
        with self._database.transaction():
            self._database.write("save_delivery", values)
            self._database.write("save_health", _health_columns(done.webhook, health))

    def save_health(self, webhook: str, health: Health) -> None:
        """Keep how a webhook stands."""
        with self._database.transaction():
            self._database.write("save_health", _health_columns(webhook, health))

    def revive_webhook(self, webhook: str, health: Health) -> int:
        """It answers again: all that waits or was given up is due at once; how much that is."""
        values = {"webhook": webhook, "now": seconds(health.due_at)}
        with self._database.transaction():
            self._database.write("save_health", _health_columns(webhook, health))
            self._database.write("forget_overtaken", values)
            return self._database.write("revive_deliveries", values)

    def list_delivery_log(self, webhook: str, *, limit: int) -> list[DeliveryLine]:
        """What was or is to be sent to a webhook, newest event first."""
        rows = self._database.rows("list_delivery_log", {"webhook": webhook, "limit": limit})
        return [
            DeliveryLine(
                event=event_of(row),
                attempts=row[6],
                delivered=bool(row[7]),
                waits_until=moment_or_none(row[8]),
                answer=row[9],
                at=moment_or_none(row[10]),
            )
            for row in rows
        ]

    def forget_events(self, *, before: datetime) -> int:
        """Forget events of before then, settled or not; how many."""
        values = {"before": seconds(before)}
        with self._database.transaction():
            return self._database.write("forget_events", values)

    def _webhooks(self) -> list[WebhookLine]:
        return [
            WebhookLine(webhook=from_json(row[0], Webhook), health=from_json(row[1], Health))
            for row in self._database.rows("list_webhooks")
        ]

    def _file_events(
        self, done: Sequence[PublishDone], *, was_live: Mapping[str, bool], now: datetime
    ) -> None:
        """Within the transaction of these changes: an event for each, and a delivery for who wants it."""
        kinds = {one.article_id: _kind(one, was_live.get(one.article_id, False)) for one in done}
        told = [one for one in done if kinds[one.article_id] is not None]
        if not told:
            return
        rows = self._of("list_last_topics", (one.article_id for one in told))
        before = {row[0]: from_json(row[1], frozenset[str]) for row in rows}
        webhooks, at = [line.webhook for line in self._webhooks()], seconds(now)
        last = self._database.row("last_event")
        for seq, one in zip(count(last[0] + 1 if last else 1), told, strict=False):
            kind = kinds[one.article_id]
            assert kind is not None, "filtered above"
            columns = {"seq": seq, "article_id": one.article_id, "now": at}
            filed = {"id": event_id(one.article_id, seq), "kind": kind.value}
            self._database.write("file_event", columns | filed | {"topics": to_json(one.topics)})
            topics = before.get(one.article_id, frozenset()) | frozenset(one.topics)
            wanting = (webhook.name for webhook in webhooks if webhook.wants(kind, topics))
            self._database.write_many(
                "file_delivery", ({"webhook": name} | columns for name in wanting)
            )


def _kind(record: PublishDone, was_live: bool) -> EventKind | None:  # noqa: FBT001 - read from a column, beside what it is about
    if record.body:
        return EventKind.UPDATED if was_live else EventKind.PUBLISHED
    return EventKind.WITHDRAWN if was_live else None


def event_of(row: Row) -> Event:
    """An event from its row."""
    return Event(
        seq=row[0],
        id=EventId(row[1]),
        kind=EventKind(row[2]),
        article_id=ArticleId(row[3]),
        topics=from_json(row[4], tuple[str, ...]),
        at=moment(row[5]),
    )


def _health_columns(name: str, health: Health) -> dict[str, object]:
    return {
        "name": name,
        "state": health.state.value,
        "due_at": seconds(health.due_at),
        "health": to_json(health),
    }
