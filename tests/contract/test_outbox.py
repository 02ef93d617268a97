"""What the store promises of events and webhooks (`wiredesk.ports.outbox`)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from contract.test_store import fetch, group, judge, match, poll, read
from make import NOW, WHY, make_article

from wiredesk.basics.ids import ArticleId
from wiredesk.records.article import Article
from wiredesk.records.event import (
    DeliveryDone,
    EventKind,
    Health,
    Webhook,
    WebhookState,
)
from wiredesk.records.rights import Takedown, TakedownReason
from wiredesk.records.work import PublishDone
from wiredesk.world.store import Place, SqlStore, open_store

ONE, TWO = make_article(1), make_article(2)
CRM = Webhook(name="crm", url="https://crm.example/hook")
HEALTHY = Health(due_at=NOW)
PUBLISHED, UPDATED, WITHDRAWN = EventKind


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    poll(opened, 1, 2)
    fetch(opened)
    read(opened, ONE, TWO)
    match(opened, ONE, TWO)
    group(opened, ONE, TWO)
    judge(opened, ONE, TWO)
    opened.save_webhooks([CRM], now=NOW)
    yield opened
    opened.close()


def publish(
    store: SqlStore, article: Article, body: bytes, *, topics: tuple[str, ...] = ("AI",)
) -> None:
    done = PublishDone(
        article_id=article.id, path=f"{article.id}.md", body=body, topics=topics, reasons=WHY
    )
    store.save_records([done], version=1, now=NOW)


def due(
    store: SqlStore, name: str = "crm", *, hours: float = 0
) -> list[tuple[ArticleId, EventKind]]:
    found = store.list_due_deliveries(name, now=NOW + timedelta(hours=hours), limit=9)
    return [(one.event.article_id, one.event.kind) for one in found]


def settle(store: SqlStore, name: str = "crm", **changes: Any) -> None:
    """The first due delivery went well, or as `changes` say."""
    first = store.list_due_deliveries(name, now=NOW, limit=1)[0]
    done = DeliveryDone(webhook=name, seq=first.event.seq, delivered=True, answer="It took it.")
    health = changes.pop("health", HEALTHY)
    store.save_delivery(replace(done, **changes), health, now=NOW)


def logged(store: SqlStore) -> list[EventKind]:
    return [line.event.kind for line in reversed(store.list_delivery_log("crm", limit=99))]


def test_each_change_of_a_record_is_one_event_and_no_change_is_none(store: SqlStore) -> None:
    for body in (b"a", b"a", b"b", b"b", b"", b"", b"c"):
        publish(store, ONE, body)
    assert logged(store) == [PUBLISHED, UPDATED, WITHDRAWN, PUBLISHED]
    ids = [line.event.id for line in store.list_delivery_log("crm", limit=99)]
    assert len(set(ids)) == 4


def test_a_record_that_never_was_out_is_not_withdrawn(store: SqlStore) -> None:
    publish(store, ONE, b"")
    assert logged(store) == []


def test_events_of_one_article_come_one_after_the_other(store: SqlStore) -> None:
    publish(store, ONE, b"a")
    publish(store, ONE, b"b")
    publish(store, TWO, b"a")
    assert due(store) == [(ONE.id, PUBLISHED), (TWO.id, PUBLISHED)]
    settle(store, delivered=False, retry_at=NOW + timedelta(hours=1))
    assert due(store) == [(TWO.id, PUBLISHED)]
    assert due(store, hours=2) == [(TWO.id, PUBLISHED), (ONE.id, PUBLISHED)], (
        "the longest not tried first"
    )
    settle(store)
    assert due(store, hours=2) == [(ONE.id, PUBLISHED)]


def test_a_later_event_goes_out_once_the_one_before_is_settled(store: SqlStore) -> None:
    publish(store, ONE, b"a")
    publish(store, ONE, b"b")
    settle(store)
    assert due(store) == [(ONE.id, UPDATED)]
    settle(store, delivered=False)
    assert due(store) == []
    (line,) = store.list_webhooks()
    assert (line.waiting, line.delivered, line.given_up) == (0, 1, 1)


def test_what_is_sent_is_the_record_as_it_is_out_at_that_moment(store: SqlStore) -> None:
    publish(store, ONE, b"first")
    publish(store, ONE, b"second")
    (delivery,) = store.list_due_deliveries("crm", now=NOW, limit=9)
    assert delivery.record == b"second"
    assert delivery.story_id is not None
    publish(store, ONE, b"")
    (delivery,) = store.list_due_deliveries("crm", now=NOW, limit=9)
    assert delivery.record == b""


def test_nothing_is_sent_of_an_article_that_is_taken_down_before_its_record_goes(
    store: SqlStore,
) -> None:
    publish(store, ONE, b"first")
    assert store.list_due_deliveries("crm", now=NOW, limit=9)[0].record == b"first"
    store.save_takedown(
        Takedown(
            article_id=ONE.id,
            url=ONE.url,
            provider=ONE.provider,
            reason=TakedownReason.PRIVACY,
            at=NOW,
            purge_at=NOW,
        ),
        [],
        now=NOW,
    )
    assert store.list_due_deliveries("crm", now=NOW, limit=9)[0].record == b""


def test_a_webhook_is_told_only_of_the_events_and_topics_that_it_wants(store: SqlStore) -> None:
    gone = Webhook(name="gone", url="https://x.example/", events=(WITHDRAWN,))
    law = Webhook(name="law", url="https://y.example/", topics=("Law",))
    store.save_webhooks([gone, law], now=NOW)
    publish(store, ONE, b"a")
    publish(store, TWO, b"a", topics=("AI", "Law"))
    publish(store, ONE, b"")
    assert due(store, "gone") == [(ONE.id, WITHDRAWN)]
    assert due(store, "law") == [(TWO.id, PUBLISHED)]


def test_who_follows_a_topic_hears_that_a_record_left_it(store: SqlStore) -> None:
    store.save_webhooks([replace(CRM, topics=("Law",))], now=NOW)
    publish(store, ONE, b"a", topics=("Law",))
    publish(store, ONE, b"b", topics=("AI",))
    publish(store, ONE, b"c", topics=("AI",))
    assert logged(store) == [PUBLISHED, UPDATED]


def test_a_new_webhook_hears_what_happens_from_now_on(store: SqlStore) -> None:
    publish(store, ONE, b"a")
    store.save_webhooks([CRM, replace(CRM, name="late")], now=NOW)
    publish(store, TWO, b"a")
    assert due(store, "late") == [(TWO.id, PUBLISHED)]


def test_a_webhook_keeps_what_waits_unless_it_leads_elsewhere_or_is_gone(
    store: SqlStore,
) -> None:
    publish(store, ONE, b"a")
    settle(
        store,
        delivered=False,
        retry_at=NOW,
        health=Health(state=WebhookState.PAUSED, due_at=NOW, failures=3, answer="It is down."),
    )
    store.save_webhooks([replace(CRM, topics=("AI",))], now=NOW)
    (line,) = store.list_webhooks()
    assert (line.waiting, line.health.failures, line.webhook.topics) == (1, 3, ("AI",))
    store.save_webhooks([replace(CRM, url="https://new.example/")], now=NOW)
    (line,) = store.list_webhooks()
    assert (line.waiting, line.health) == (0, HEALTHY)
    store.save_webhooks([], now=NOW)
    assert store.list_webhooks() == []


@pytest.mark.parametrize("state", [WebhookState.PAUSED, WebhookState.DISABLED])
def test_nothing_is_due_at_a_webhook_that_rests_until_it_is_revived(
    store: SqlStore, state: WebhookState
) -> None:
    publish(store, ONE, b"a")
    publish(store, TWO, b"a")
    settle(store, delivered=False)
    store.save_health("crm", replace(HEALTHY, state=state))
    assert due(store) == []
    publish(store, ONE, b"b")
    assert store.revive_webhook("crm", HEALTHY) == 3
    assert due(store) == [(ONE.id, PUBLISHED), (TWO.id, PUBLISHED)]


def test_what_a_later_event_has_overtaken_does_not_come_back(store: SqlStore) -> None:
    publish(store, ONE, b"a")
    publish(store, ONE, b"")
    publish(store, ONE, b"c")
    settle(store)
    settle(store, delivered=False)
    settle(store)
    publish(store, TWO, b"a")
    settle(store, delivered=False)
    assert store.revive_webhook("crm", HEALTHY) == 1
    assert due(store) == [(TWO.id, PUBLISHED)]
    assert store.list_webhooks()[0].given_up == 0


def test_a_webhook_that_backs_off_is_left_alone_until_then(store: SqlStore) -> None:
    publish(store, ONE, b"a")
    store.save_health("crm", replace(HEALTHY, due_at=NOW + timedelta(hours=1)))
    assert due(store) == []
    assert due(store, hours=1) == [(ONE.id, PUBLISHED)]


def test_what_was_not_asked_is_no_attempt(store: SqlStore) -> None:
    publish(store, ONE, b"a")
    settle(store, delivered=False, retry_at=NOW, counts=False)
    settle(store, delivered=False, retry_at=NOW)
    assert store.list_due_deliveries("crm", now=NOW, limit=1)[0].attempts == 1


def test_a_settled_delivery_stays_as_it_is(store: SqlStore) -> None:
    publish(store, ONE, b"a")
    (delivery,) = store.list_due_deliveries("crm", now=NOW, limit=1)
    done = DeliveryDone(webhook="crm", seq=delivery.event.seq, delivered=True, answer="Taken.")
    store.save_delivery(done, HEALTHY, now=NOW)
    before = store.list_webhooks(), store.list_delivery_log("crm", limit=9)
    store.save_delivery(done, HEALTHY, now=NOW)
    store.save_delivery(replace(done, delivered=False, retry_at=NOW), HEALTHY, now=NOW)
    assert (store.list_webhooks(), store.list_delivery_log("crm", limit=9)) == before


def test_old_events_are_forgotten_but_for_the_last_of_a_record_that_is_out(
    store: SqlStore,
) -> None:
    for body in (b"a", b"b"):
        publish(store, ONE, body)
    for body in (b"a", b""):
        publish(store, TWO, body)
    assert store.forget_events(before=NOW) == 0
    assert store.forget_events(before=NOW + timedelta(seconds=1)) == 2
    assert logged(store) == [UPDATED, WITHDRAWN], "the very last keeps its number"
    publish(store, ONE, b"c")
    assert logged(store) == [UPDATED, WITHDRAWN, UPDATED]
    assert store.forget_events(before=NOW + timedelta(seconds=1)) == 2
    assert logged(store) == [UPDATED]
