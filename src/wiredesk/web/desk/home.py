"""Home: what needs a person now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wiredesk.craft.editorial import SETTLED, Account, AccountLine
from wiredesk.craft.render import headline
from wiredesk.craft.render.charts import Bar, bars
from wiredesk.newsroom.account import account
from wiredesk.newsroom.findings import findings
from wiredesk.newsroom.front import FrontStory, front_page
from wiredesk.records.event import WebhookLine, WebhookState
from wiredesk.records.hold import Bucket, HoldReason
from wiredesk.records.user import Role
from wiredesk.web.desk.naming import names_of
from wiredesk.web.desk.sources import list_unwell
from wiredesk.web.desk.visit import Answer, Desk, Page, Shown, Visit

COUNTS_HOLD: Final = timedelta(seconds=10)
CHART_HOLDS: Final = timedelta(seconds=60)
HOTTEST_SHOWN: Final = 8
UNWELL_SHOWN: Final = 8
LABEL_CHARACTERS: Final = 44  # fits a phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Held for one reason."""

    reason: str
    articles: int
    oldest: datetime | None
    is_settled: bool
    """It is where it belongs: nobody needs to look before something else changes."""


def show_home(desk: Desk, visit: Visit) -> Answer:
    """Holds, sources, alarms, what goes out, what is hot."""
    now = visit.now
    taken, as_of = desk.memory.recall(
        "account", lambda: account(desk.store), holds=COUNTS_HOLD, now=now
    )
    found, _ = desk.memory.recall(
        "findings", lambda: findings(desk.store), holds=CHART_HOLDS, now=now
    )
    hottest, _ = desk.memory.recall("hottest", lambda: _hottest(desk), holds=CHART_HOLDS, now=now)
    waiting = [_waiting(line) for line in taken.lines if line.bucket is Bucket.HELD]
    unwell = list_unwell(desk, now)
    webhooks = desk.store.list_webhooks()
    values = {
        "waits": [one for one in waiting if not one.is_settled],
        "settled": [one for one in waiting if one.is_settled],
        "found": found,
        "names": names_of(desk.store, found),
        "unwell": unwell[:UNWELL_SHOWN],
        "unwell_total": len(unwell),
        "hottest": hottest,
        "chart": _chart(hottest),
        "webhooks": webhooks,
        "broken": [one for one in webhooks if _is_broken(one)],
        "issue": desk.store.load_issue(),
        "last_out": desk.store.load_last_out(),
        "newest": desk.store.newest_receipt(),
        "totals": _totals(taken),
        "as_of": as_of,
        "now": now,
    }
    return Shown(template="home.html", values=values)


def _waiting(line: AccountLine) -> Waiting:
    settled = {reason.value for reason in SETTLED}
    return Waiting(
        reason=line.cause,
        articles=line.articles,
        oldest=line.oldest,
        is_settled=line.cause in settled and line.cause in set(HoldReason),
    )


def _totals(taken: Account) -> list[tuple[str, int]]:
    """Every article that ever came in, by where it is."""
    return [(bucket.value, taken.of(bucket)) for bucket in Bucket if taken.of(bucket)]


def _hottest(desk: Desk) -> list[FrontStory]:
    stories = front_page(desk.store, since_days=1, limit=HOTTEST_SHOWN)
    return sorted(stories, key=lambda one: -one.heat)


def _chart(stories: list[FrontStory]) -> tuple[Bar, ...]:
    return bars([(_short(headline(one.title)), one.heat) for one in stories])


def _short(title: str) -> str:
    return title if len(title) <= LABEL_CHARACTERS else f"{title[: LABEL_CHARACTERS - 1]}…"


def _is_broken(one: WebhookLine) -> bool:
    return one.health.state is not WebhookState.ACTIVE or bool(one.health.failures)


PAGES: Final = (Page(name="home", path="/", method="GET", role=Role.READER, answer=show_home),)
