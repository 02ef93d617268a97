"""The JSON pages of a hub with many articles: all of them by following, and few that change."""

import json
from datetime import timedelta

from craft.render.hubs import NOW, make_article, make_hub

from wiredesk.craft.render.draft import Draft
from wiredesk.craft.render.jsonpages import PAGE_LENGTH, RECENT_PAGES, plan_json_pages
from wiredesk.records.hub import ArticleView

FIRST = "api/news/page/1/index.json"


def made(count: int) -> list[ArticleView]:
    """Newest first, one every half hour."""
    return [
        make_article(f"https://a.example/{number}", published=NOW - timedelta(minutes=30 * number))
        for number in range(count)
    ]


def planned(articles: list[ArticleView]) -> dict[str, Draft]:
    hub = make_hub(articles=tuple(articles), topics=(), stories=())
    return {draft.path: draft for draft in plan_json_pages(hub)}


def followed(pages: dict[str, Draft]) -> list[list[str]]:
    """Addresses on each page, from the first to the last."""
    told, path = [], FIRST
    while path:
        page = json.loads(pages[path].body())
        assert path == f"api/news/page/{page['page']}/index.json"
        told.append([record["webUrl"] for record in page["value"]])
        path = (page["nextPage"] or "").removeprefix("/")
    return told


def test_who_follows_the_pages_sees_every_article_once_newest_first() -> None:
    articles = made(437)
    pages = planned(articles)
    told = followed(pages)
    assert [url for page in told for url in page] == [one.url for one in articles]
    assert len(told) == len(pages), "no page lies beside the way"
    assert all(len(page) == PAGE_LENGTH for page in told[:RECENT_PAGES])
    assert all(1 <= len(page) <= PAGE_LENGTH for page in told)


def test_a_new_article_changes_the_newest_pages_and_two_more_at_most() -> None:
    articles = made(437)
    newest = make_article("https://a.example/new", published=NOW + timedelta(minutes=1))
    before, after = planned(articles), planned([newest, *articles])
    changed = [path for path, draft in after.items() if before.get(path) != draft]
    assert RECENT_PAGES <= len(changed) <= RECENT_PAGES + 2
    assert before.keys() <= after.keys()


def test_an_old_article_that_goes_changes_the_pages_of_its_day_alone() -> None:
    articles = made(437)
    gone = articles[300]
    before, after = planned(articles), planned([one for one in articles if one is not gone])
    changed = [path for path, draft in after.items() if before.get(path) != draft]
    day = f"{gone.published:%Y%m%d}"
    assert all(f"/page/{day}" in path for path in changed)
    assert 1 <= len(changed) <= 3
