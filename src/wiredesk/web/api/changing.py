"""What changed since, so that a program can keep a mirror."""

import re
from datetime import datetime
from typing import Final

import msgspec

from wiredesk.newsroom import mirroring
from wiredesk.newsroom.mirroring import CHANGES_KEPT
from wiredesk.records.apikey import ApiScope
from wiredesk.records.event import EventKind
from wiredesk.web.api import questions, shapes
from wiredesk.web.api.articles import check_topic
from wiredesk.web.api.cursor import next_address, read_since, write_since
from wiredesk.web.api.giving import give_article
from wiredesk.web.api.problems import Refusal
from wiredesk.web.api.visit import Answer, Api, Page, Visit

DAY: Final = re.compile(r"\d{4}-")
NAMES: Final = {
    EventKind.PUBLISHED: "published",
    EventKind.UPDATED: "updated",
    EventKind.WITHDRAWN: "withdrawn",
}


def list_changes(api: Api, visit: Visit) -> Answer:
    """What was published, changed or withdrawn since, each article once with what it is now.

    To keep a mirror: ask without `since`, which gives only `next`; read /articles to its end; then ask `next` again and
    again.  Put what comes with an article in the place of what you have, and remove what comes without one.  `next` is good
    for 30 days; after that begin again.
    """
    query = visit.asked(questions.ChangeQuery)
    topic = check_topic(api, visit, query.topic)
    last = api.store.find_event_before(None)
    if query.since is None:
        return _answer(api, query, [], after=last, known=visit.now, more=False)
    after, known = _begin(api, query, visit.now)
    if after > last or visit.now - known >= CHANGES_KEPT:
        raise Refusal("cursor", "It is older than the log of changes.")
    found = mirroring.list_changes(
        api.published, after=after, topic=topic, sight=visit.sight, limit=query.limit, now=visit.now
    )
    given = [
        shapes.Change(
            change=NAMES[one.event.kind] if one.article else "withdrawn",
            id=one.event.article_id,
            at=one.event.at,
            article=give_article(one.article) if one.article else None,
            reason=one.reason or None,
        )
        for one in found.changes
    ]
    at = found.at if found.more and found.at else visit.now
    return _answer(api, query, given, after=found.after, known=at, more=found.more)


def _begin(api: Api, query: questions.ChangeQuery, now: datetime) -> tuple[int, datetime]:
    """Behind which event, and until when nothing was missed."""
    since = query.since or ""
    if not DAY.match(since):
        return read_since("changes", _filters(query), since)
    try:
        at = msgspec.convert(since, questions.Moment)
    except msgspec.ValidationError as cause:
        raise Refusal(
            "parameter", "`since` is neither a time with its zone nor from `next`."
        ) from cause
    return api.store.find_event_before(at), min(at, now)


def _answer(
    api: Api,
    query: questions.ChangeQuery,
    given: list[shapes.Change],
    *,
    after: int,
    known: datetime,
    more: bool,
) -> Answer:
    since = write_since("changes", _filters(query), after, known)
    address = next_address(f"{api.root}/changes", query, since, name="since")
    return Answer(value=shapes.ChangeList(items=given, more=more, next=address))


def _filters(query: questions.ChangeQuery) -> questions.ChangeQuery:
    return msgspec.structs.replace(query, since=None)


PAGES: Final = (
    Page(
        name="changes",
        path="/changes",
        scope=ApiScope.READ,
        answer=list_changes,
        query=questions.ChangeQuery,
        gives=(shapes.ChangeList,),
        problems=("cursor", "missing"),
    ),
)
