"""A hub with articles of the sample newsroom and a desk over it; some articles are hostile in every field."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from make import make_source
from newsroom.desk import PIECES, article_of
from newsroom.desk import Desk as Newsroom
from starlette.applications import Starlette
from web.asking import Answered, ask, form
from web.desks import GOOD, Chance, csrf_of, enter, made

from wiredesk.basics.ids import article_id
from wiredesk.newsroom.users import add_user
from wiredesk.records.article import Article
from wiredesk.records.source import Polled
from wiredesk.records.user import Role

VECTORS = (
    "<script>window.__x=1</script>",
    '"><img src=x onerror=window.__x=1>',
    "'><svg/onload=window.__x=1>",
    "<iframe srcdoc='<script>window.__x=1</script>'>",
    "</title><script>window.__x=1</script>",
    "</textarea><script>window.__x=1</script>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:window.__x=1",
    '" autofocus onfocus="window.__x=1',
    "<a href='java\tscript:window.__x=1'>x</a>",
    "<math><mi xlink:href='data:x,<script>window.__x=1</script>'>",
    "\u202eevil\u202c\x00\x1b[31m",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The hub, its desk, and somebody who is logged in there."""

    newsroom: Newsroom
    app: Starlette
    headers: dict[str, str]
    articles: list[Article]

    def look(self, path: str) -> Answered:
        return ask(self.app, path, headers=self.headers)

    def send(self, path: str, **fields: str) -> Answered:
        body = form(csrf=csrf_of(self.app, self.headers), **fields)
        return ask(self.app, path, method="POST", headers=self.headers, body=body)


def fill(folder: Path, *stories: str, hostile: bool = False) -> Filled:
    """The articles of these stories of the sample newsroom, through the route and published."""
    newsroom = Newsroom(folder)
    articles = newsroom.receive(*(stories or dict.fromkeys(piece.story for piece in PIECES[:30])))
    if hostile:
        articles += _hostile(newsroom)
    newsroom.run()
    store = newsroom.store
    for role in Role:
        add_user(store, role.value, GOOD, role=role, chance=Chance(), now=newsroom.clock.now())
    app = made(store, now=newsroom.clock.now())
    return Filled(newsroom=newsroom, app=app, headers=enter(app), articles=articles)


def _hostile(newsroom: Newsroom) -> list[Article]:
    articles = []
    for number, vector in enumerate(VECTORS):
        plain = article_of(PIECES[number])
        url = f"https://hostile{number}.example/{number}"
        article = replace(
            plain,
            id=article_id(url),
            url=url,
            web_url=url,
            provider=f"hostile{number}.example",
            title=f"{vector} {plain.title}",
            excerpt=vector,
            text=f"{vector} face camera {plain.text}",
            authors=(vector,),
        )
        newsroom.take_in(article)
        articles.append(article)
    store, now = newsroom.store, newsroom.clock.now()
    sources = [
        replace(make_source(f"hostile{number}"), title=vector)
        for number, vector in enumerate(VECTORS)
    ]
    known = [
        due.source
        for due in store.list_sources()
        if due.source.id not in {one.id for one in sources}
    ]
    store.save_sources([*known, *sources], now=now)
    for due in store.list_sources():
        if due.source.title in VECTORS:
            wrong = Polled(at=now, error=due.source.title)
            failing = replace(due.polling, last_error=wrong.error, failures=2, last=(wrong,))
            store.save_polling(replace(failing, last_ok_at=now - timedelta(days=1)))
    return articles
