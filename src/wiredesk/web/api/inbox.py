"""For keys with the scope `inbox`: where all articles lie."""

from typing import Final

from wiredesk.newsroom.account import account
from wiredesk.records.apikey import ApiScope
from wiredesk.web.api import shapes
from wiredesk.web.api.visit import Answer, Api, Page, Visit


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


PAGES: Final = (
    Page(
        name="account",
        path="/account",
        scope=ApiScope.INBOX,
        answer=show_account,
        gives=(shapes.Account,),
    ),
)
