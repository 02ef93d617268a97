"""The store, side by side: events of records, and their way to webhooks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.records.event import (
    Delivery,
    DeliveryDone,
    DeliveryLine,
    Health,
    Webhook,
    WebhookLine,
)


class Secrets(Protocol):
    """Where the secrets of webhooks lie."""

    def load(self, webhook: Webhook) -> tuple[bytes, ...]:
        """One, or two while one replaces the other, newest first; SettingsError, which never shows one."""
        ...


class OutboxStore(Protocol):
    """Events wait here from the transaction that changed a record until each webhook has them.

    `save_records` files an event for each record that changed, and a delivery for each webhook that wants it.
    """

    def save_webhooks(self, webhooks: Sequence[Webhook], *, now: datetime) -> None:
        """These webhooks, and no others, are told of what happens from now on.

        One that leads to another address begins anew; what waited for one that is gone is forgotten.
        """
        ...

    def list_webhooks(self) -> list[WebhookLine]:
        """All webhooks, by name."""
        ...

    def list_due_deliveries(self, webhook: str, *, now: datetime, limit: int) -> list[Delivery]:
        """What is due at an active webhook, the longest not tried first, then in the order of events.

        Of each article only its oldest event that waits: a later one never comes before it.
        """
        ...

    def save_delivery(self, done: DeliveryDone, health: Health, *, now: datetime) -> None:
        """Keep what became of an attempt, and how the webhook stands since."""
        ...

    def save_health(self, webhook: str, health: Health) -> None:
        """Keep how a webhook stands."""
        ...

    def revive_webhook(self, webhook: str, health: Health) -> int:
        """It answers again: all that waits or was given up is due at once; how much that is.

        What was given up before a later event of the same article arrived is forgotten: it would undo that one.
        """
        ...

    def list_delivery_log(self, webhook: str, *, limit: int) -> list[DeliveryLine]:
        """What was or is to be sent to a webhook, newest event first."""
        ...

    def forget_events(self, *, before: datetime) -> int:
        """Forget events of before then, settled or not; how many.

        The last one of a record that is out stays: it says which topics it had; and the very last one, whose number
        who reads the log may still hold.
        """
        ...
