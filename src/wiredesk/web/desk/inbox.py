"""The inbox: what is held, by reason, with a choice for one by one key and for thousands by a preview."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.craft.editorial import NOT_LIFTED_BY_RELEASE, WAITS_FOR_PERSON
from wiredesk.newsroom.telling import tell_filter
from wiredesk.records.decision import Choice
from wiredesk.records.held import HeldFilter, HeldLine, HeldOrder, HeldShare
from wiredesk.records.hold import HoldReason
from wiredesk.records.request import ChoiceRequest
from wiredesk.records.user import Role
from wiredesk.web.desk.deciding import (
    Back,
    done,
    moment_of,
    seen_now,
    seen_of,
    undo_values,
)
from wiredesk.web.desk.naming import names_of
from wiredesk.web.desk.visit import Answer, Desk, Page, Shown, Visit

PAGE_LINES: Final = 50
EXAMPLES: Final = 8
PROVIDERS_SHOWN: Final = 12
SELECTED_MAX: Final = 1_900  # a form has so many fields; more are chosen by their filter
WORD_MAX: Final = 100
ALL: Final = "all"
AGES: Final = {
    "1": "in the last day",
    "7": "in the last week",
    "30": "in the last month",
    "-1": "more than a day ago",
    "-7": "more than a week ago",
    "-30": "more than a month ago",
}
SAID: Final = {
    HoldReason.BELOW_THRESHOLD: "Below the quality limit",
    HoldReason.FOLLOWER: "Not its story's lead",
    HoldReason.COPY: "A copy",
    HoldReason.NEAR_DUPLICATE: "Its provider's own text again",
    HoldReason.PAYWALL: "Paywall or consent page",
    HoldReason.DATE_CONFLICT: "Dates contradict each other",
    HoldReason.RIGHTS: "Rights",
    HoldReason.PROBATION: "New source on probation",
    HoldReason.CORRECTION: "Changed after it was published",
    HoldReason.UNSAFE: "Unsafe to show",
    HoldReason.EDITOR: "Held by an editor",
    HoldReason.OFF_TOPIC: "Under no topic",
    HoldReason.SOURCE_ALARM: "Its source changed all at once",
}
LIFTED_BY: Final = {
    "editor": "an editor lifts it",
    "machine": "lifts itself when that changes",
    "publisher": "its publisher has to change it",
}


class ChooseForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A choice for articles that were named."""

    choice: str
    article: tuple[str, ...]
    seen: str
    days: int = 0
    until: str = ""
    note: str = ""
    back: str = "inbox"
    query: str = ""
    anchor: str = ""


class BulkForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A choice for some, or for all that match; first looked at, then done."""

    choice: str
    seen: str
    scope: str = "some"
    article: tuple[str, ...] = ()
    counted: int = 0
    as_of: int = 0
    until: str = ""
    note: str = ""
    query: str = ""
    reason: str = ""
    topic: str = ""
    provider: str = ""
    language: str = ""
    word: str = ""
    age: str = ""


def show_inbox(desk: Desk, visit: Visit) -> Answer:
    """What is held and matches, a page at a time."""
    asked = {name: visit.query.get(name, "")[:WORD_MAX] for name in _FILTERS}
    matching = _filter(asked, visit.now)
    order = _order(visit.query.get("sort", ""))
    counts = desk.store.count_held(replace(matching, reasons=()))
    lines = desk.store.list_held(
        matching, order=order, limit=PAGE_LINES + 1, after=_after(visit.query.get("after", ""))
    )
    page, more = lines[:PAGE_LINES], lines[PAGE_LINES:]
    edits = desk.store.load_edits([one.id for one in page])
    query = {name: value for name, value in asked.items() if value}
    query |= {"sort": order.value} if order is not HeldOrder.HEAT else {}
    here = query | ({"after": visit.query["after"]} if visit.query.get("after") else {})
    counted = sum(one.articles for one in counts if one.reason in _reasons(asked["reason"]))
    values = {
        "lines": page,
        "named": names_of(desk.store, _evidence(page)),
        "titles": {one: edit.title for one, edit in edits.items() if edit.title},
        "choices": desk.store.load_choices([one.id for one in page]),
        "counts": counts,
        "waiting": sum(one.articles for one in counts if one.reason in WAITS_FOR_PERSON),
        "held": sum(one.articles for one in counts),
        "counted": counted,
        "asked": asked,
        "order": order.value,
        "orders": [one.value for one in HeldOrder],
        "ages": AGES,
        "topics": desk.publish.topics,
        "query": urlencode(here),
        "filtered": urlencode({name: value for name, value in query.items() if name != "reason"}),
        "next": urlencode(query | {"after": f"{page[-1].key}.{page[-1].id}"}) if more else "",
        "first": urlencode(query) if visit.query.get("after") else "",
        "may": visit.may(Role.EDITOR),
        "as_of": int(visit.now.timestamp()),
    }
    return Shown(template="inbox.html", values=values | _shared(desk, visit, here))


def choose(desk: Desk, visit: Visit) -> Answer:
    """A choice for articles that were named: released, rejected, held, or left to the machine."""
    form = visit.form_as(ChooseForm)
    until = moment_of(form.until, name="until")
    if form.days and until is None:
        until = (visit.now + timedelta(days=min(max(form.days, 1), 365))).replace(
            minute=0, second=0, microsecond=0
        )
    request = ChoiceRequest(
        choice=_choice(form.choice),
        articles=tuple(ArticleId(one) for one in dict.fromkeys(form.article)),
        until=until if form.choice == Choice.HOLD else None,
        by=visit.name,
        at=visit.now,
        note=form.note,
        **seen_of(form.seen),
    )
    back = Back(place=form.back, query=form.query, anchor=form.anchor)
    return done(desk, visit, request, back, action="/desk/choose")


def preview(desk: Desk, visit: Visit) -> Answer:
    """What a choice for many would change; nothing is done yet."""
    form = visit.form_as(BulkForm)
    choice = _choice(form.choice)
    seen_of(form.seen)  # refused here already when the form does not say it
    if form.scope != ALL and not form.article:
        return replace(Back(query=form.query).sent, said="nothing_chosen")
    matching = _bulk_filter(form)
    if matching is not None:
        shares = desk.store.list_held_shares(matching)
        lines = desk.store.list_held(matching, order=HeldOrder.HEAT, limit=EXAMPLES)
    else:
        lines = desk.store.load_held([ArticleId(one) for one in form.article[:SELECTED_MAX]])
        shares = _shares_of(lines)
    stays = [one for one in shares if one.reason in NOT_LIFTED_BY_RELEASE]
    values: dict[str, Any] = {
        "choice": choice.value if choice else "undecide",
        "total": sum(one.articles for one in shares),
        "by_reason": _summed(shares, lambda one: SAID[one.reason]),
        "by_provider": _summed(shares, lambda one: one.provider)[:PROVIDERS_SHOWN],
        "providers": len({one.provider for one in shares}),
        "stays": _summed(stays, lambda one: SAID[one.reason]) if choice is Choice.RELEASE else [],
        "told": tell_filter(matching) if matching else "",
        "lines": lines[:EXAMPLES],
        "named": names_of(desk.store, _evidence(lines[:EXAMPLES])),
        "form": form,
        "selected": [one.id for one in lines] if matching is None else [],
        "as_of": form.as_of,
        "asked_seen": form.seen,
    }
    return Shown(template="preview.html", values=values | _shared(desk, visit, {}))


def apply(desk: Desk, visit: Visit) -> Answer:
    """What the preview showed, done as one act."""
    form = visit.form_as(BulkForm)
    choice = _choice(form.choice)
    matching = _bulk_filter(form)
    request = ChoiceRequest(
        choice=choice,
        articles=() if matching else tuple(ArticleId(one) for one in form.article),
        matching=matching,
        counted=form.counted,
        until=moment_of(form.until, name="until") if choice is Choice.HOLD else None,
        by=visit.name,
        at=visit.now,
        note=form.note,
        **seen_of(form.seen),
    )
    return done(desk, visit, request, Back(query=form.query), action="/desk/inbox/apply")


_FILTERS: Final = ("reason", "topic", "provider", "language", "word", "age")


def _shared(desk: Desk, visit: Visit, here: dict[str, str]) -> dict[str, Any]:
    return {
        "said": SAID,
        "lifted_by": LIFTED_BY,
        "now": visit.now,
        "seen": seen_now(desk, visit),
        **undo_values(visit, "inbox", here),
    }


def _reasons(reason: str) -> tuple[HoldReason, ...]:
    """One reason; all of them; by default those that need a person."""
    if reason == ALL:
        return tuple(HoldReason)
    return (HoldReason(reason),) if reason in set(HoldReason) else WAITS_FOR_PERSON


def _filter(asked: dict[str, str], now: datetime) -> HeldFilter:
    days = int(asked["age"]) if asked["age"] in AGES else 0
    edge = now - timedelta(days=abs(days))
    return HeldFilter(
        reasons=_reasons(asked["reason"]),
        topic=TopicId(asked["topic"]),
        provider=asked["provider"].strip().lower(),
        language=asked["language"].strip().lower(),
        word=asked["word"].strip(),
        received_from=edge if days > 0 else None,
        received_until=edge if days < 0 else None,
    )


def _bulk_filter(form: BulkForm) -> HeldFilter | None:
    """All that match and were there when the list was made; None when only some were chosen."""
    if form.scope != ALL:
        return None
    as_of = moment_of_seconds(form.as_of)
    asked = {name: getattr(form, name)[:WORD_MAX] for name in _FILTERS}
    matching = _filter(asked, as_of)
    return replace(matching, received_until=matching.received_until or as_of)


def moment_of_seconds(seconds: int) -> datetime:
    """The moment that a list was made; UsageError when there is none."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError) as cause:
        raise UsageError("the form is not as this page has it.", code="form") from cause


def _order(sort: str) -> HeldOrder:
    return HeldOrder(sort) if sort in set(HeldOrder) else HeldOrder.HEAT


def _after(text: str) -> tuple[int, ArticleId] | None:
    key, _, one = text.partition(".")
    try:
        return (int(key), ArticleId(one[:60])) if one and abs(int(key)) < 2**60 else None
    except ValueError:
        return None


def _choice(name: str) -> Choice | None:
    if name == "undecide":
        return None
    if name not in set(Choice):
        raise UsageError(
            "is nothing that can be chosen.", subject=name[:40], remedy="Use the page's buttons."
        )
    return Choice(name)


def _shares_of(lines: Sequence[HeldLine]) -> list[HeldShare]:
    counted: dict[tuple[HoldReason, str], int] = {}
    for one in lines:
        if one.holds:
            key = one.holds[0].reason, one.provider
            counted[key] = counted.get(key, 0) + 1
    return [
        HeldShare(reason=reason, provider=provider, articles=count)
        for (reason, provider), count in counted.items()
    ]


def _evidence(lines: Sequence[HeldLine]) -> list[str]:
    return [hold.evidence for line in lines for hold in line.holds]


def _summed(
    shares: Iterable[HeldShare], named: Callable[[HeldShare], str]
) -> list[tuple[str, int]]:
    counted: dict[str, int] = {}
    for one in shares:
        counted[named(one)] = counted.get(named(one), 0) + one.articles
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


PAGES: Final = (
    Page(name="inbox", path="/inbox", method="GET", role=Role.READER, answer=show_inbox),
    Page(name="choose", path="/choose", method="POST", role=Role.EDITOR, answer=choose),
    Page(
        name="inbox-preview",
        path="/inbox/preview",
        method="POST",
        role=Role.EDITOR,
        answer=preview,
    ),
    Page(name="inbox-apply", path="/inbox/apply", method="POST", role=Role.EDITOR, answer=apply),
)
