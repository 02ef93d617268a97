"""Sitemaps: every page once, parts within the limits, news no older than two days."""

from dataclasses import replace
from datetime import datetime, timedelta

from craft.render.hubs import NOW, make_article, make_hub, make_story
from lxml import etree

from wiredesk.craft.render import render_site
from wiredesk.craft.render.draft import frame_of
from wiredesk.craft.render.sitemaps import ADDRESSES_MAX, NEWS, NEWS_MAX, plan_sitemaps
from wiredesk.records.hub import StoryView

HUB = make_hub()
SITE = dict(render_site(HUB))


def told(site: dict[str, bytes], path: str, tag: str) -> list[str]:
    return [node.text or "" for node in etree.fromstring(site[path]).iter(f"{{*}}{tag}")]


def planned(stories: tuple[StoryView, ...], pages: int = 1) -> dict[str, bytes]:
    addresses = [(f"story/{number}.html", NOW) for number in range(pages)]
    drafts = plan_sitemaps(frame_of(HUB), addresses, stories, now=NOW)
    return {draft.path: draft.body() for draft in drafts}


def began(number: int, at: datetime) -> StoryView:
    article = make_article(f"https://a.example/{number}", title=f"Piece {number}", published=at)
    return make_story(article)


def test_the_sitemap_lists_every_page_that_is_not_an_error() -> None:
    pages = {f"https://lens.example/{path}" for path in SITE if path.endswith(".html")}
    wanted = pages - {"https://lens.example/index.html", "https://lens.example/404.html"}
    assert sorted(told(SITE, "sitemap-1.xml", "loc")) == sorted(wanted | {"https://lens.example/"})
    assert told(SITE, "sitemap.xml", "loc") == [
        "https://lens.example/sitemap-1.xml",
        "https://lens.example/sitemap-news.xml",
    ]
    assert SITE["robots.txt"].endswith(b"Sitemap: https://lens.example/sitemap.xml\n")


def test_a_story_s_page_says_when_its_newest_report_came_out() -> None:
    root = etree.fromstring(SITE["sitemap-1.xml"])
    story = HUB.stories[0]
    (entry,) = (one for one in root if (one[0].text or "").endswith(f"/story/{story.id}.html"))
    newest = max(member.article.published for member in story.members)
    assert entry[1].text == newest.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_more_addresses_than_one_part_may_hold_are_split() -> None:
    site = planned((), pages=ADDRESSES_MAX + 7)
    assert len(told(site, "sitemap-1.xml", "loc")) == ADDRESSES_MAX
    assert len(told(site, "sitemap-2.xml", "loc")) == 7
    assert told(site, "sitemap.xml", "loc")[:2] == [
        "https://lens.example/sitemap-1.xml",
        "https://lens.example/sitemap-2.xml",
    ]
    assert told(site, "sitemap.xml", "lastmod") == ["2026-03-02T10:00:00Z"] * 2


def test_news_are_the_stories_that_began_within_two_days() -> None:
    fresh, old = began(1, NOW - timedelta(hours=47)), began(2, NOW - timedelta(hours=49))
    to_come = began(3, NOW + timedelta(minutes=1))
    again = replace(old, members=(*old.members, *began(4, NOW).members))
    site = planned((fresh, old, to_come, again))
    assert told(site, "sitemap-news.xml", "title") == ["Piece 1"]
    assert told(site, "sitemap-news.xml", "publication_date") == ["2026-02-28T11:00:00Z"]
    assert told(site, "sitemap-news.xml", "name") == ["The Watchful Lens"]
    assert told(site, "sitemap-news.xml", "language") == ["en"]
    loc = etree.fromstring(site["sitemap-news.xml"])[0][0].text
    assert loc == f"https://lens.example/story/{fresh.id}.html"


def test_at_most_a_thousand_news_are_told() -> None:
    stories = tuple(began(number, NOW - timedelta(minutes=number)) for number in range(1_200))
    site = planned(stories)
    assert len(told(site, "sitemap-news.xml", "loc")) == NEWS_MAX
    assert f"{{{NEWS}}}news" in {
        node.tag for node in etree.fromstring(site["sitemap-news.xml"]).iter()
    }


def test_no_headline_breaks_a_sitemap() -> None:
    nasty = began(1, NOW)
    nasty = replace(
        nasty, lead=make_article("https://a.example/1", title="]]></title>&<x> \u202e\x0b")
    )
    assert told(planned((nasty,)), "sitemap-news.xml", "title") == ["]]></title>&<x>"]
