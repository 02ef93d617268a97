"""Published articles: lists, one of them, and why it stands where it stands."""

from collections.abc import Iterable
from typing import Final

import msgspec

from wiredesk.basics.errors import InputError
from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.craft.render import render_ninjs
from wiredesk.newsroom.published import Published
from wiredesk.records.apikey import ApiScope
from wiredesk.records.listing import Wanted
from wiredesk.records.published import OutArticle
from wiredesk.records.topic import Concept
from wiredesk.web.api import questions, shapes
from wiredesk.web.api.cursor import next_address, read_cursor, write_cursor
from wiredesk.web.api.giving import give_article, give_why, is_tighter_now
from wiredesk.web.api.problems import Refusal
from wiredesk.web.api.visit import Answer, Api, Page, Visit

ARTICLE_ID: Final = r"^a[a-z2-7]{16}$"


class _RawList(msgspec.Struct, frozen=True, omit_defaults=True):
    """Rendered articles in a list."""

    items: list[msgspec.Raw]
    next: str | None = None


def list_articles(api: Api, visit: Visit) -> Answer:
    """Published articles, newest first: the fields of their records, or ninjs.

    Each part names the next one; inserts do not disturb the order.
    """
    query = visit.asked(questions.ArticleQuery)
    part = api.published.list_articles(
        wanted_of(api, visit, query, quality_min=query.quality_min),
        sight=visit.sight,
        after=read_cursor("articles", query, query.cursor) if query.cursor else None,
        limit=query.limit,
        now=visit.now,
    )
    following = None
    if part.last is not None:
        cursor = write_cursor("articles", query, part.last)
        following = next_address(f"{api.root}/articles", query, cursor)
    if query.format is questions.Form.NINJS:
        items = [msgspec.Raw(one) for one in _ninjs(part.articles, api.published)]
        return Answer(value=_RawList(items=items, next=following))
    given = [give_article(one) for one in part.articles]
    return Answer(value=shapes.ArticleList(items=given, next=following))


def show_article(api: Api, visit: Visit) -> Answer:
    """One published article."""
    article = api.published.find_article(
        ArticleId(visit.path["id"]), sight=visit.sight, now=visit.now
    )
    if article is None:
        raise _no_article()
    if visit.asked(questions.FormQuery).format is questions.Form.NINJS:
        found = list(_ninjs([article], api.published))
        if not found:
            raise Refusal("missing", "This article has no form in ninjs now.")
        return Answer(value=found[0])
    return Answer(
        value=give_article(article), changed_at=api.published.changed_at(article.shown.id)
    )


def show_why(api: Api, visit: Visit) -> Answer:
    """Why an article stands where it stands: the parts of its quality, its topics, its story and the story's heat.

    Sentences are ours; passages of publishers' texts that show a verdict stay on the desk.
    """
    grounds = api.published.find_grounds(
        ArticleId(visit.path["id"]), sight=visit.sight, now=visit.now
    )
    if grounds is None:
        raise _no_article()
    return Answer(value=give_why(grounds))


def wanted_of(
    api: Api, visit: Visit, query: questions.ListQuery, *, quality_min: int = 0, heat_min: int = 0
) -> Wanted:
    """The wish behind a question; Refusal when it names a topic that the hub does not have."""
    topic = check_topic(api, visit, query.topic)
    return Wanted(
        topics=() if topic is None else (topic,),
        provider=query.provider or "",
        language=query.language or "",
        quality_min=quality_min,
        heat_min=heat_min,
        since=query.since,
        until=query.until,
    )


def check_topic(api: Api, visit: Visit, topic: str | None) -> TopicId | None:
    """The topic of that id; Refusal when the hub does not have it, or the key does not see it."""
    if topic is None:
        return None
    if topic not in {one.id for one in api.published.list_topics(sight=visit.sight)}:
        raise Refusal(
            "missing",
            "The hub has no such topic, or the key does not see it.",
            remedy=f"{api.root}/topics lists them.",
        )
    return TopicId(topic)


def _ninjs(articles: Iterable[OutArticle], published: Published) -> Iterable[bytes]:
    concepts = concepts_by_name(published)
    for article in articles:
        if is_tighter_now(article):
            continue  # until its record is made again, within a day: ninjs is made of the record alone
        try:
            yield render_ninjs(article.record, concepts)
        except InputError:
            continue  # an imported record without an address: ninjs takes that for its identity


def concepts_by_name(published: Published) -> dict[str, tuple[Concept, ...]]:
    """IPTC Media Topics by the names of the hub's topics."""
    return {topic.name: published.concepts_of(topic) for topic in published.topics}


def _no_article() -> Refusal:
    return Refusal("missing", "No published article has this id, or your key does not see it.")


PAGES: Final = (
    Page(
        name="articles",
        path="/articles",
        scope=ApiScope.READ,
        answer=list_articles,
        query=questions.ArticleQuery,
        gives=(shapes.ArticleList, shapes.NinjsList),
        problems=("cursor", "missing"),
    ),
    Page(
        name="article",
        path="/articles/{id}",
        scope=ApiScope.READ,
        answer=show_article,
        query=questions.FormQuery,
        gives=(shapes.Article, shapes.Ninjs),
        id_pattern=ARTICLE_ID,
    ),
    Page(
        name="why",
        path="/articles/{id}/why",
        scope=ApiScope.READ,
        answer=show_why,
        gives=(shapes.Why,),
        id_pattern=ARTICLE_ID,
    ),
)
