"""Upkeep of rights, once a day: what has expired goes, what was taken down is purged, changed rules are obeyed.

In: store, archive, rules, now.  Out: how much was done.  Doing it again does nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

import msgspec

from wiredesk.basics.dates import parse_moment, rfc3339
from wiredesk.basics.ids import ArticleId
from wiredesk.craft.rights import expiry_of, policy_of
from wiredesk.newsroom.takedown import purge_due
from wiredesk.ports import Archive, Store
from wiredesk.records.outcome import Stage
from wiredesk.records.rights import Ageing, RightsRules

EVERY = timedelta(days=1)
KEPT_AT = "rights_kept_at"
RULES = "rights_rules"
BATCH = 1_000
RAW, TEXT, EXCERPT = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one upkeep did."""

    expired: int = 0
    purged: int = 0
    judged_again: int = 0


def keep_rights(store: Store, archive: Archive, *, rules: RightsRules, now: datetime) -> Kept:
    """All of it; expiry and purge at most once a day."""
    again = _obey_changed_rules(store, rules, now=now)
    last = parse_moment(store.load_setting(KEPT_AT))
    if last is not None and now - last.at < EVERY:
        return Kept(judged_again=again)
    expired = expire(store, archive, rules=rules, now=now)
    purged = purge_due(store, archive, now=now)
    store.save_setting(KEPT_AT, rfc3339(now))
    return Kept(expired=expired, purged=purged, judged_again=again)


def expire(store: Store, archive: Archive, *, rules: RightsRules, now: datetime) -> int:
    """Let go of what is kept longer than the rules allow; how many articles lost something."""
    shortest = _shortest_days(rules)
    if not shortest:
        return 0
    count, batch = 0, []
    for one in store.list_ageing(received=now - timedelta(days=shortest)):
        level = _level(one, rules, now=now)
        if level > one.level:
            batch.append((one.article_id, level))
            count += 1
        if len(batch) >= BATCH:
            _let_go(store, archive, batch, now=now)
            batch = []
    _let_go(store, archive, batch, now=now)
    return count


def _let_go(
    store: Store, archive: Archive, batch: list[tuple[ArticleId, int]], *, now: datetime
) -> None:
    if not batch:
        return
    places = store.list_archived([one for one, _ in batch])
    archive.erase(places)
    archive.prune(store.forget_archived(places))
    store.save_expired(batch, now=now)


def _level(one: Ageing, rules: RightsRules, *, now: datetime) -> int:
    policy = policy_of(rules, provider=one.provider, source=one.source)
    expiry = expiry_of(policy, one.received_at)
    classes = ((EXCERPT, expiry.excerpt), (TEXT, expiry.text), (RAW, expiry.raw))
    return next((level for level, at in classes if at is not None and at <= now), 0)


def _shortest_days(rules: RightsRules) -> int:
    """The fewest days after which anything expires; 0: never."""
    policies = (rules.own, *rules.providers.values(), *rules.sources.values())
    return min(_days(policies), default=0)


def _days(policies: tuple[object, ...]) -> Iterator[int]:
    for policy in policies:
        for name in ("raw_days", "text_days", "excerpt_days"):
            if days := getattr(policy, name):
                yield days


def _obey_changed_rules(store: Store, rules: RightsRules, *, now: datetime) -> int:
    """Judge all again when the rules changed, or the year did: on 1 January press rights end."""
    told = msgspec.json.encode(rules, order="sorted")
    mark = f"{now.year}-{blake2b(told, digest_size=8).hexdigest()}"
    known = store.load_setting(RULES)
    if known == mark:
        return 0
    count = store.rewind(Stage.HOLD, below_version=None, now=now) if known else 0
    store.save_setting(RULES, mark)
    return count
