"""Which feeds a hub has, and their files: of everything, of each topic, story and saved search.

In: a hub.  Out: its feeds with their articles, drafts of the files, and one list of all of them (OPML 2.0).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree

from wiredesk.craft.render.draft import Draft
from wiredesk.craft.render.shown import (
    headline,
    search_path,
    sentence,
    story_path,
    topic_path,
    without_ending,
)
from wiredesk.craft.render.syndication import (
    FEED_ENTRIES_MAX,
    Channel,
    render_atom,
    render_json_feed,
    render_rss,
)
from wiredesk.records.hub import ArticleView, Frame, HubView, StoryView

OPML: Final = "feeds.opml"
EVERYTHING: Final = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed, in three formats."""

    path: str
    """Without its ending."""
    page: str
    """The page that shows the same."""
    title: str
    articles: tuple[ArticleView, ...]
    """Newest first."""
    group: str = ""
    """Under which heading the list of feeds has it; empty: not at all."""
    before: tuple[str, ...] = ()
    """Paths that it had: who follows a story that was merged goes on with what it is part of."""


def feeds_of(hub: HubView) -> Iterator[Feed]:
    """Every feed of the hub."""
    everything = hub.articles[:FEED_ENTRIES_MAX]
    yield Feed(path=EVERYTHING, page="", title=hub.title, articles=everything, group="Everything")
    by_topic: dict[str, list[ArticleView]] = defaultdict(list)
    for article in hub.articles:
        for name in article.topics:
            if len(by_topic[name]) < FEED_ENTRIES_MAX:
                by_topic[name].append(article)
    for topic in hub.topics:
        page = topic_path(topic.id)
        yield _feed(hub, page, topic.name, by_topic[topic.name], group="Topics")
    for search in hub.searches:
        yield _feed(hub, search_path(search.slug), search.name, search.articles, group="Searches")
    for story in hub.stories:
        page, name = story_path(story.id), headline(story.lead.title)
        before = tuple(without_ending(story_path(one)) for one in story.absorbed)
        yield _feed(hub, page, name, _out(story), before=before)


def plan_feeds(hub: HubView, frame: Frame) -> Iterator[Draft]:
    """All files of all feeds, and the list of them."""
    listed = []
    for feed in feeds_of(hub):
        yield from _files(feed, frame, built=hub.built_at)
        if feed.group:
            listed.append((feed.group, feed.title, feed.path, feed.page))
    yield Draft(path=OPML, make=_opml, inputs=(frame, tuple(listed)))


def _feed(
    hub: HubView,
    page: str,
    name: str,
    articles: Sequence[ArticleView],
    *,
    group: str = "",
    before: tuple[str, ...] = (),
) -> Feed:
    return Feed(
        path=without_ending(page),
        page=page,
        title=f"{hub.title}: {name}",
        articles=tuple(articles[:FEED_ENTRIES_MAX]),
        group=group,
        before=before,
    )


def _out(story: StoryView) -> list[ArticleView]:
    """The reports of a story that are out by themselves, newest first."""
    reports = {one.article.id: one.article for one in story.members if one.article.record}
    return sorted(reports.values(), key=lambda one: (one.published, one.id), reverse=True)


def _files(feed: Feed, frame: Frame, *, built: datetime) -> Iterator[Draft]:
    channel = Channel(
        title=feed.title,
        page_url=f"{frame.url}/{feed.page}",
        url=f"{frame.url}/{feed.path}",
        language=frame.language,
        # A feed with entries takes it from them, and stays the same while they do.
        updated=feed.articles[0].published if feed.articles else built,
    )
    inputs = (channel, feed.articles)
    for path in (feed.path, *feed.before):
        yield Draft(path=f"{path}.rss.xml", make=render_rss, inputs=inputs)
        yield Draft(path=f"{path}.atom.xml", make=render_atom, inputs=inputs)
        yield Draft(path=f"{path}.json", make=render_json_feed, inputs=inputs)


def _opml(frame: Frame, listed: Sequence[tuple[str, str, str, str]]) -> bytes:
    """All feeds but those of stories, which come and go, to be subscribed to at once."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = headline(frame.title)
    body = etree.SubElement(root, "body")
    groups: dict[str, etree._Element] = {}
    for group, title, path, page in listed:
        if group not in groups:
            groups[group] = etree.SubElement(body, "outline", text=group)
        etree.SubElement(
            groups[group],
            "outline",
            type="rss",
            text=sentence(title) or path,
            xmlUrl=f"{frame.url}/{path}.rss.xml",
            htmlUrl=f"{frame.url}/{page}",
        )
    etree.indent(root, space=" ")
    told: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return told + b"\n"
