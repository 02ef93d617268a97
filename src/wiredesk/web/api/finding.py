"""Search: published articles by what may be shown of them."""

from typing import Final

from wiredesk.basics.errors import InputError
from wiredesk.records.apikey import ApiScope
from wiredesk.web.api import questions, shapes
from wiredesk.web.api.cursor import next_address, read_word, write_word
from wiredesk.web.api.giving import give_article
from wiredesk.web.api.problems import Refusal
from wiredesk.web.api.visit import Answer, Api, Page, Visit


def search(api: Api, visit: Visit) -> Answer:
    """Published articles that a query finds, as the search page does.

    `"heat pumps"`, `minist*`, `-opinion`, `topic:ai`, `provider:gazette.example`, `language:de`, `since:2026-03` and
    `until:2026-03-07` may stand in the query.  No query is wrong: what cannot be used is named in `ignored`.  For a key with
    topics a part may be shorter than `limit`.
    """
    query = visit.asked(questions.SearchQuery)
    at = read_word("search", query, query.cursor) if query.cursor else ""
    try:
        found = api.published.search(
            query.q,
            order=query.order,
            sight=visit.sight,
            cursor=at,
            limit=query.limit,
            now=visit.now,
        )
    except InputError as cause:
        raise Refusal("cursor", "It names no place.") from cause
    following = None
    if found.cursor:
        cursor = write_word("search", query, found.cursor)
        following = next_address(f"{api.root}/search", query, cursor)
    return Answer(
        value=shapes.SearchList(
            items=[give_article(one) for one in found.articles],
            count=found.count if visit.sight is None else None,
            ignored=list(found.ignored) or None,
            next=following,
        )
    )


PAGES: Final = (
    Page(
        name="search",
        path="/search",
        scope=ApiScope.READ,
        answer=search,
        query=questions.SearchQuery,
        gives=(shapes.SearchList,),
        problems=("cursor",),
    ),
)
