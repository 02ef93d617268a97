"""What pages say of themselves to machines: true, well-formed, and never a way out of its element."""

import json
from typing import Any

from craft.render.hubs import NOW, make_article, make_hub, make_story
from selectolax.lexbor import LexborHTMLParser

from wiredesk.craft.render import render_site

HUB = make_hub()
SITE = dict(render_site(HUB))


def node_of(body: bytes) -> dict[str, Any]:
    (script,) = LexborHTMLParser(body).css("script")
    assert script.attributes["type"] == "application/ld+json"
    told: dict[str, Any] = json.loads(script.text())
    return told


def test_the_front_page_lists_its_stories_by_their_pages_here() -> None:
    node = node_of(SITE["index.html"])
    assert (node["@type"], node["url"]) == ("CollectionPage", "https://lens.example/")
    assert node["dateModified"] == "2026-03-02T10:00:00Z"
    items = node["mainEntity"]["itemListElement"]
    assert [one["position"] for one in items] == list(range(1, 11))
    assert items[0]["url"] == f"https://lens.example/story/{HUB.stories[0].id}.html"


def test_a_story_page_says_whose_each_report_is_and_claims_none_for_itself() -> None:
    story = HUB.stories[0]
    node = node_of(SITE[f"story/{story.id}.html"])
    assert node["@type"] == "CollectionPage"
    assert "publisher" not in node
    articles = [one["item"] for one in node["mainEntity"]["itemListElement"]]
    own = [one.article for one in story.members if one.origin is None]
    assert {one["url"] for one in articles} == {one.url for one in own}
    assert {one["publisher"]["name"] for one in articles} == {one.provider_name for one in own}
    assert all(one["@type"] == "NewsArticle" and one["datePublished"] for one in articles)
    assert all(not one["url"].startswith("https://lens.example") for one in articles)


def test_topics_and_providers_are_collections_too() -> None:
    assert node_of(SITE["topic/ai.html"])["name"] == "AI"
    node = node_of(SITE["provider/gate-and-sensor.example.html"])
    assert node["name"] == "Gate & Sensor"
    assert node["mainEntity"]["numberOfItems"] >= 1


def test_no_headline_gets_out_of_the_data() -> None:
    title = "</script><script>alert(1)</script><!-- \u2028 &amp; \\u003c ]]>"
    article = make_article("https://a.example/1", title=title, published=NOW)
    story = make_story(article)
    site = dict(render_site(make_hub(stories=(story,), articles=(article,))))
    body = site[f"story/{story.id}.html"]
    assert body.count(b"<script") == 1
    (item,) = node_of(body)["mainEntity"]["itemListElement"]
    assert item["item"]["headline"] == title.replace("\u2028", "").replace("  ", " ")
