"""The feeds of a hub against the schemas of their formats, and read back."""

import json
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import feedparser
import pytest
from craft.render.hubs import make_hub
from craft.render.test_syndication import HOSTILE
from jsonschema import Draft202012Validator
from lxml import etree

from wiredesk.basics.ids import StoryId
from wiredesk.craft.render import find_usage, render_site
from wiredesk.craft.render.feeds import feeds_of
from wiredesk.records.hub import HubView, SavedSearchView
from wiredesk.records.rights import Exit

SCHEMAS = Path(__file__).parents[2] / "corpus" / "schemas"
GATES = SavedSearchView(
    name="Gates & “faces”", slug="gates-faces", query='gates "face recognition"'
)


def hub(**changes: Any) -> HubView:
    made = make_hub()
    return replace(made, searches=(replace(GATES, articles=made.articles[:3]),), **changes)


@lru_cache(maxsize=1)
def site() -> dict[str, bytes]:
    return dict(render_site(hub()))


def ending(end: str) -> dict[str, bytes]:
    return {path: body for path, body in site().items() if path.endswith(end)}


def feeds_in_json() -> dict[str, bytes]:
    paths = [f"{feed.path}.json" for feed in feeds_of(hub())]
    return {path: site()[path] for path in paths}


@lru_cache(maxsize=3)
def schema(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / name))


def check_xml(name: str, body: bytes, path: str) -> None:
    own = schema(name)
    assert own.validate(etree.fromstring(body)), f"{path}: {own.error_log}"


def check_json(body: bytes, path: str) -> None:
    wanted = json.loads((SCHEMAS / "jsonfeed.schema.json").read_bytes())
    found = list(Draft202012Validator(wanted).iter_errors(json.loads(body)))
    assert not found, f"{path}: {found[0].message}"


def test_every_feed_is_valid() -> None:
    for end, name in ((".rss.xml", "rss.rng"), (".atom.xml", "atom.rng"), (".opml", "opml.rng")):
        files = ending(end)
        assert len(files) > 10 or end == ".opml"
        for path, body in files.items():
            check_xml(name, body, path)
    for path, body in feeds_in_json().items():
        check_json(body, path)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_from_outside_makes_a_feed_invalid(text: str) -> None:
    made = hub()
    articles = tuple(
        replace(
            one,
            shown=replace_shown(one.shown, title=text, excerpt=text),
            provider_name=text,
            topics=(text, "AI"),
        )
        for one in made.articles[:3]
    )
    nasty = replace(
        made,
        title=text,
        articles=articles,
        stories=(),
        searches=(SavedSearchView(name=text, slug="x", query=text, articles=articles),),
        topics=tuple(replace(topic, name=text) for topic in made.topics),
    )
    for path, body in render_site(nasty):
        if path.endswith(".rss.xml"):
            check_xml("rss.rng", body, path)
        if path.endswith(".atom.xml"):
            check_xml("atom.rng", body, path)
        if path.endswith(".opml"):
            check_xml("opml.rng", body, path)
        if path in {"feed.json", "search/x.json"}:
            check_json(body, path)


def replace_shown(shown: Any, **changes: str) -> Any:
    return replace(shown, **changes)


def test_every_feed_is_read_back_whole_by_a_feed_reader() -> None:
    for feed in feeds_of(hub()):
        for end in (".rss.xml", ".atom.xml"):
            read = feedparser.parse(site()[feed.path + end])
            assert not read.bozo, (feed.path, read.get("bozo_exception"))
            assert [entry.link for entry in read.entries] == [one.url for one in feed.articles]
        told = json.loads(site()[f"{feed.path}.json"])
        assert [entry["url"] for entry in told["items"]] == [one.url for one in feed.articles]


def test_an_article_has_the_same_id_in_every_feed() -> None:
    ids: dict[str, set[str]] = {}
    for feed in feeds_of(hub()):
        for end in (".rss.xml", ".atom.xml"):
            for entry in feedparser.parse(site()[feed.path + end]).entries:
                ids.setdefault(entry.link, set()).add(entry.id)
        for item in json.loads(site()[f"{feed.path}.json"])["items"]:
            ids.setdefault(item["url"], set()).add(item["id"])
    assert ids
    assert all(len(one) == 1 for one in ids.values())


def test_topics_stories_and_saved_searches_have_feeds_that_their_pages_name() -> None:
    made = hub()
    pages = [f"topic/{one.id}.html" for one in made.topics]
    pages += [f"story/{one.id}.html" for one in made.stories] + ["search/gates-faces.html"]
    for page in pages:
        name = Path(page).name.removesuffix(".html")
        text = site()[page].decode()
        for end in (".rss.xml", ".atom.xml", ".json"):
            assert 'rel="alternate"' in text
            assert f'href="../{Path(page).parent}/{name}{end}"' in text
            assert page.removesuffix(".html") + end in site()


def test_a_story_has_in_its_feed_what_is_out_by_itself() -> None:
    story = max(make_hub().stories, key=lambda one: len(one.members))
    (feed,) = (one for one in feeds_of(hub()) if one.path == f"story/{story.id}")
    wanted = {one.article.id for one in story.members if one.article.record}
    assert {one.id for one in feed.articles} == wanted != set()
    times = [one.published for one in feed.articles]
    assert times == sorted(times, reverse=True)


def test_who_follows_a_story_that_was_merged_goes_on_with_what_it_is_part_of() -> None:
    made = hub()
    story = replace(made.stories[0], absorbed=(StoryId("tgone"),))
    files = dict(render_site(replace(made, stories=(story, *made.stories[1:]))))
    for end in (".rss.xml", ".atom.xml", ".json"):
        assert files[f"story/tgone{end}"] == files[f"story/{story.id}{end}"]


def test_the_list_of_feeds_names_each_but_those_of_stories_once() -> None:
    root = etree.fromstring(site()["feeds.opml"])
    listed = Counter(node.get("xmlUrl") for node in root.iter("outline") if node.get("xmlUrl"))
    wanted = [feed.path for feed in feeds_of(hub()) if not feed.path.startswith("story/")]
    assert listed == Counter(f"https://lens.example/{path}.rss.xml" for path in wanted)
    assert [node.get("text") for node in root.findall("body/outline")] == [
        "Everything",
        "Topics",
        "Searches",
    ]
    assert b'href="feeds.opml"' in site()["index.html"]


def test_what_feeds_show_is_noted() -> None:
    noted = {(one, characters) for one, (characters, _) in find_usage(hub())[Exit.FEED].items()}
    shown = {one.id: len(one.excerpt) for feed in feeds_of(hub()) for one in feed.articles}
    assert noted == set(shown.items())


def test_a_saved_search_has_a_page() -> None:
    page = site()["search/gates-faces.html"].decode()
    assert "Gates &amp; “faces”" in page
    assert 'href="../search.html?q=gates+%22face+recognition%22"' in page
    assert 'href="search/gates-faces.html"' in site()["search.html"].decode()
    empty = dict(render_site(replace(hub(), searches=(GATES,))))["search/gates-faces.html"]
    assert b"Nothing is found by it at present." in empty
