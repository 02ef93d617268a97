"""For keys with the scopes `inbox` and `decide`: where all articles lie, what is held, and decisions about it."""

import re
from typing import Final

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId
from wiredesk.craft.render.shown import headline, sentence
from wiredesk.newsroom.account import account
from wiredesk.newsroom.inbox import is_seen, list_held
from wiredesk.records.apikey import ApiScope
from wiredesk.records.decision import Choice
from wiredesk.records.held import ANY_TOPIC, HeldFilter
from wiredesk.records.hold import Hold, HoldReason
from wiredesk.records.published import HeldArticle
from wiredesk.records.request import ChoiceRequest
from wiredesk.web.api import questions, shapes
from wiredesk.web.api.articles import ARTICLE_ID, check_topic
from wiredesk.web.api.cursor import next_address, read_word, write_word
from wiredesk.web.api.problems import Refusal
from wiredesk.web.api.visit import Answer, Api, Page, Visit

# What shows these holds are words of the publisher's page: they stay on the desk.
QUOTING: Final = frozenset({HoldReason.CORRECTION, HoldReason.UNSAFE})
PLACE: Final = re.compile(r"(-?[0-9]{1,15}) (a[a-z2-7]{16})")
CONFLICTS: Final = frozenset({"conflict", "already"})


def show_account(api: Api, _visit: Visit) -> Answer:
    """How many articles lie in which bucket for which cause; together they are all that ever came in."""
    taken = account(api.store)
    lines = [
        shapes.AccountLine(
            bucket=line.bucket.value,
            cause=line.cause or None,
            articles=line.articles,
            oldest=line.oldest,
        )
        for line in taken.lines
    ]
    return Answer(value=shapes.Account(lines=lines, total=taken.total, adds_up=taken.adds_up))


def list_holds(api: Api, visit: Visit) -> Answer:
    """Held articles and why they are held, the last received first.

    For a key with topics a part may be shorter than `limit`.
    """
    query = visit.asked(questions.HeldQuery)
    matching = HeldFilter(
        reasons=(query.reason,) if query.reason else (),
        topic=check_topic(api, visit, query.topic) or ANY_TOPIC,
        provider=query.provider or "",
        language=query.language or "",
    )
    held, last = list_held(
        api.published,
        matching,
        sight=visit.sight,
        after=_place(query) if query.cursor else None,
        limit=query.limit,
        now=visit.now,
    )
    following = None
    if last is not None:
        cursor = write_word("holds", query, f"{last.key} {last.id}")
        following = next_address(f"{api.root}/holds", query, cursor)
    return Answer(value=shapes.HeldList(items=list(map(_held, held)), next=following))


def decide(api: Api, visit: Visit) -> Answer:
    """Release, hold or reject an article, or take that back; the audit shows it under the key's name.

    The next run of the route judges and publishes it, within a minute. 202: the hub is busy, and does it when it is not.
    """
    decision = visit.body
    assert isinstance(decision, questions.Decision), "the page takes it"
    assert visit.key is not None, "the page needs a scope"
    one = ArticleId(visit.path["id"])
    if not is_seen(api.published, one, sight=visit.sight):
        raise Refusal("missing", "No article has this id, or your key does not see it.")
    undoing = decision.choice is questions.Deciding.UNDECIDE
    request = ChoiceRequest(
        choice=None if undoing else Choice(decision.choice.value),
        articles=(one,),
        by=f"key {visit.key.name}",
        at=visit.now,
        note=decision.note,
        until=decision.until,
        seen=api.store.last_act() if decision.seen is None else decision.seen,
    )
    try:
        act = api.ask(request)
    except UsageError as error:
        code = "conflict" if error.code in CONFLICTS else "refused"
        raise Refusal(code, error.message, remedy=error.remedy) from error
    if act is None:
        waiting = shapes.Act(kind=decision.choice.value, at=visit.now, by=request.by)
        return Answer(value=waiting, status=202)
    done = shapes.Act(
        number=act.number, kind=act.kind.value, at=act.at, by=act.by, told=act.told or None
    )
    return Answer(value=done)


def _place(query: questions.HeldQuery) -> tuple[int, ArticleId]:
    match = PLACE.fullmatch(read_word("holds", query, query.cursor or ""))
    if match is None:
        raise Refusal("cursor", "It names no place.")
    return int(match[1]), ArticleId(match[2])


def _held(held: HeldArticle) -> shapes.Held:
    line, shown = held.line, held.shown
    return shapes.Held(
        id=line.id,
        title=headline(shown.title),
        excerpt=sentence(shown.excerpt) or None,
        url=shown.url,
        provider=shapes.Provider(name=line.provider_name, domain=line.provider),
        language=line.language or None,
        received_date_time=line.received_at,
        since=line.since,
        quality=line.quality,
        heat=line.heat,
        story_id=line.story_id,
        holds=list(map(_hold, line.holds)),
        is_out=line.is_out,
    )


def _hold(hold: Hold) -> shapes.Hold:
    return shapes.Hold(
        reason=hold.reason.value,
        evidence=None if hold.reason in QUOTING else sentence(hold.evidence),
        since=hold.since,
        until=hold.until,
        lifted_by=hold.lifted_by,
    )


PAGES: Final = (
    Page(
        name="holds",
        path="/holds",
        scope=ApiScope.INBOX,
        answer=list_holds,
        query=questions.HeldQuery,
        gives=(shapes.HeldList,),
        problems=("cursor", "missing"),
    ),
    Page(
        name="account",
        path="/account",
        scope=ApiScope.INBOX,
        answer=show_account,
        gives=(shapes.Account,),
    ),
    Page(
        name="decide",
        path="/articles/{id}/decision",
        method="POST",
        scope=ApiScope.DECIDE,
        answer=decide,
        takes=questions.Decision,
        gives=(shapes.Act,),
        id_pattern=ARTICLE_ID,
        problems=("conflict", "refused"),
        statuses=(200, 202),
    ),
)
