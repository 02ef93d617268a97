"""Webhooks beside the route, against a real store and receivers on loopback (SAFETY.md F112, F113)."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from contract.test_store import fetch, group, judge, match, poll, read
from faults.doors import opened
from faults.faultd import Asked, Fault, FaultServer, answer
from make import NOW, WHY, make_article

from wiredesk.basics.clock import SetClock
from wiredesk.basics.errors import SettingsError
from wiredesk.craft.render import convert_record
from wiredesk.craft.webhooks import is_signed
from wiredesk.records.article import Article
from wiredesk.records.event import Webhook, WebhookLine, WebhookState
from wiredesk.records.record import Record, RecordProvider
from wiredesk.records.work import PublishDone
from wiredesk.route.webhooks import Webhooks
from wiredesk.world.store import SqlStore, open_store

ARTICLES = tuple(make_article(number) for number in range(1, 5))
ONE, TWO, *_ = ARTICLES
KEY = bytes(range(32))
DOWN = answer(503)


@dataclass(slots=True)
class Keys:
    """Secrets by name of webhook."""

    known: dict[str, tuple[bytes, ...]] = field(default_factory=lambda: {"crm": (KEY,)})

    def load(self, webhook: Webhook) -> tuple[bytes, ...]:
        """As the port says."""
        if webhook.name not in self.known:
            raise SettingsError("is not there.", subject=f"/secrets/{webhook.name}")
        return self.known[webhook.name]


@dataclass(slots=True, kw_only=True)
class Office:
    """A hub's webhooks, their receiver, and the time."""

    store: SqlStore
    server: FaultServer
    webhooks: Webhooks
    clock: SetClock
    keys: Keys

    def publish(self, article: Article, number: int = 1, **changes: Any) -> None:
        record = Record(
            title=f"Version {number}",
            web_url=article.web_url,
            type="article",
            published=True,
            provider=RecordProvider(domain=article.provider),
            **changes,
        )
        self._save(article, convert_record(record, "smartable"))

    def withdraw(self, article: Article) -> None:
        self._save(article, b"")

    def _save(self, article: Article, body: bytes) -> None:
        done = PublishDone(
            article_id=article.id, path=f"{article.id}.md", body=body, topics=("AI",), reasons=WHY
        )
        self.store.save_records([done], version=1, now=self.clock.now())

    async def after(self, **waits: float) -> int:
        """What goes out at once when so much time has passed."""
        self.clock.advance(timedelta(**waits))
        return await self.webhooks.run()

    @property
    def crm(self) -> WebhookLine:
        return self.store.list_webhooks()[0]

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """Type, article and title of each message that came, in order."""
        messages = [json.loads(asked.body) for asked in self.server.log]
        return [
            (one["type"], one["data"]["id"], (one["data"].get("record") or {}).get("title", ""))
            for one in messages
        ]


@asynccontextmanager
async def office(hook: Fault | None = None) -> AsyncIterator[Office]:
    """A hub with four articles that are about to be published, and one webhook."""
    store, clock, keys = open_store(None), SetClock(NOW), Keys()
    poll(store, 1, 2, 3, 4)
    fetch(store)
    for step in (read, match, group, judge):
        step(store, *ARTICLES)
    store.save_webhooks([Webhook(name="crm", url="http://a.example/hook")], now=NOW)
    async with (
        FaultServer({"hook": hook or answer(204)}) as server,
        opened(server, clock=clock) as door,
    ):
        webhooks = Webhooks(
            store=store,
            messenger=door,
            secrets=keys,
            clock=clock,
            hub_url="https://hub.example",
            profile="smartable",
        )
        yield Office(store=store, server=server, webhooks=webhooks, clock=clock, keys=keys)
    store.close()


async def test_each_event_is_told_once_signed_and_in_order() -> None:
    async with office() as hub:
        hub.publish(ONE)
        assert await hub.webhooks.run() == 1
        hub.publish(ONE, 2)
        hub.publish(TWO)
        hub.withdraw(ONE)
        assert await hub.webhooks.run_dry() == 3
        assert hub.told == [
            ("record.published", ONE.id, "Version 1"),
            ("record.updated", ONE.id, ""),
            ("record.published", TWO.id, "Version 1"),
            ("record.withdrawn", ONE.id, ""),
        ]
        for asked in hub.server.log:
            assert is_signed((KEY,), asked.body, headers=dict(asked.headers), now=NOW)
            assert asked.header("content-type") == "application/json"
        assert (hub.crm.delivered, hub.crm.waiting) == (4, 0)
        assert await hub.webhooks.run() == 0


async def test_a_receiver_that_is_down_for_a_day_gets_everything_later_in_order() -> None:
    async with office(DOWN) as hub:
        for number in range(1, 4):
            hub.publish(ONE, number)
            hub.publish(TWO, number)
        tries = [await hub.after(minutes=30) for _ in range(48)]
        assert 20 <= sum(tries) <= 50, "it is asked about once an hour, not once for each event"
        assert hub.crm.health.answer == "It answered 503."
        tried = {asked.header("webhook-id") for asked in hub.server.log}
        hub.server.log.clear()
        hub.server.faults["hook"] = answer(200)
        for _ in range(50):
            await hub.after(minutes=30)
        order = [(kind, article) for kind, article, _ in hub.told]
        for article in (ONE.id, TWO.id):
            assert [kind for kind, other in order if other == article] == [
                "record.published",
                "record.updated",
                "record.updated",
            ]
        ids = [asked.header("webhook-id") for asked in hub.server.log]
        assert len(set(ids)) == len(ids) == 6
        assert tried <= set(ids), "tried again under the same ids"


async def test_one_event_that_is_refused_holds_up_no_other_article() -> None:
    async def picky(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await answer(422 if ONE.id.encode() in asked.body else 200)(asked, writer)

    async with office(picky) as hub:
        for article in ARTICLES:
            hub.publish(article)
        hub.publish(ONE, 2)
        for _ in range(5):
            await hub.after(minutes=1)
        assert (hub.crm.delivered, hub.crm.waiting) == (3, 2)
        assert {article for _, article, _ in hub.told} == {one.id for one in ARTICLES}
        for day in range(20):
            hub.publish(TWO, day + 2)
            for _ in range(30):
                await hub.after(hours=1)
        assert hub.crm.given_up == 2, "after the last attempt, and the later one after it"
        assert hub.crm.health.state is WebhookState.ACTIVE


async def test_410_disables_and_a_test_that_is_answered_sends_all_that_waited() -> None:
    async with office(answer(410)) as hub:
        hub.publish(ONE)
        hub.publish(TWO)
        assert await hub.webhooks.run() == 1
        assert hub.crm.health.state is WebhookState.DISABLED
        assert await hub.after(days=2) == 0
        assert not (await hub.webhooks.test(hub.crm)).well
        assert hub.crm.health.state is WebhookState.DISABLED
        hub.server.faults["hook"] = answer(200)
        assert (await hub.webhooks.test(hub.crm)).well
        hub.server.log.clear()
        assert await hub.webhooks.run() == 2
        assert [article for _, article, _ in hub.told] == [ONE.id, TWO.id]


async def test_a_webhook_that_fails_for_five_days_is_paused() -> None:
    async with office(answer(302, headers=(("Location", "/ok"),))) as hub:
        hub.publish(ONE)
        for _ in range(6 * 24):
            await hub.after(hours=1)
        assert hub.crm.health.state is WebhookState.PAUSED
        assert hub.crm.health.answer == "It answered 302."
        assert set(hub.server.paths) == {"/hook"}, "a redirect is never followed"
        assert (hub.crm.waiting, hub.crm.given_up) == (1, 0)


async def test_a_slow_receiver_delays_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiredesk.route.webhooks.DEADLINE_SECONDS", 0.3)

    async def slow(_asked: Asked, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    async with office(slow) as hub:
        hub.keys.known["fast"] = (KEY,)
        crm = hub.crm.webhook
        fast = Webhook(name="fast", url="http://a.example/ok")
        hub.store.save_webhooks([crm, fast], now=NOW)
        hub.publish(ONE)
        await hub.webhooks.run()
        lines = {line.webhook.name: line for line in hub.store.list_webhooks()}
        assert (lines["crm"].waiting, lines["fast"].delivered) == (1, 1)
        assert lines["crm"].health.answer == "It did not finish within 0.3 seconds."


async def test_a_webhook_without_its_secret_is_not_asked_and_loses_nothing() -> None:
    async with office() as hub:
        del hub.keys.known["crm"]
        hub.publish(ONE)
        await hub.webhooks.run()
        assert hub.server.log == []
        assert "/secrets/crm: is not there." in hub.crm.health.answer
        hub.keys.known["crm"] = (KEY,)
        assert await hub.after(minutes=6) == 1
        assert hub.crm.delivered == 1


async def test_who_asks_for_silence_is_left_alone_so_long() -> None:
    async with office(answer(429, headers=(("Retry-After", "7200"),))) as hub:
        hub.publish(ONE)
        await hub.webhooks.run()
        assert await hub.after(minutes=110) == 0
        assert len(hub.server.log) == 1


async def test_what_was_sealed_or_never_published_reaches_nobody() -> None:
    async with office() as hub:
        hub.publish(ONE, secured="wd1.k1.c2VjcmV0")
        await hub.webhooks.run_dry()
        bodies = b"".join(asked.body for asked in hub.server.log)
        assert b"Version 1" in bodies
        assert b"wd1" not in bodies
        assert b"The text of story" not in bodies
        assert TWO.id.encode() not in bodies
        hub.publish(TWO, excerpt="Excerpt of two.")
        hub.withdraw(TWO)
        hub.server.log.clear()
        await hub.webhooks.run_dry()
        assert [kind for kind, _, _ in hub.told] == ["record.published", "record.withdrawn"]
        assert b"Excerpt of two" not in b"".join(asked.body for asked in hub.server.log)
