"""The public site: every page, feed and JSON file of a hub, as paths and bytes.

In: a HubView.  Out: files for any static host, one at a time.  The same hub gives the same bytes.
No JavaScript, nothing from third parties, no address that did not pass `web_url`; writes nothing:
that is an outlet.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from lxml import etree

from wiredesk.basics.dates import rfc3339
from wiredesk.craft.render.coverage import timeline
from wiredesk.craft.render.front import (
    FRONT_BYTES_MAX,
    SECTION_MAX,
    STORIES_SHOWN_MAX,
    lay_out,
)
from wiredesk.craft.render.jsonpages import render_json_pages
from wiredesk.craft.render.notices import render_notices, render_reservations
from wiredesk.craft.render.searching import SEARCH_PATH, render_search
from wiredesk.craft.render.shown import (
    headline,
    provider_path,
    story_path,
    topic_path,
    topic_slug,
)
from wiredesk.craft.render.syndication import (
    Channel,
    render_atom,
    render_json_feed,
    render_rss,
)
from wiredesk.craft.render.templating import load_style, render_template
from wiredesk.records.hub import ArticleView, HubView, ProviderView, StoryView, TopicView

LINES_SHOWN_MAX: Final = 100
SITEMAP_ADDRESSES_MAX: Final = 50_000  # sitemaps.org, "Sitemap file requirements"
_SITEMAP_NAMES: Final[dict[Any, str]] = {None: "http://www.sitemaps.org/schemas/sitemap/0.9"}
QUALITY_STEP: Final = 10
BAR_HEIGHT_MAX: Final = 80  # units of the chart's view box


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """What pages look up more than once."""

    stories: dict[str, list[StoryView]]
    """By topic name."""
    articles: dict[str, list[ArticleView]]
    """By topic name."""
    by_provider: dict[str, list[ArticleView]]


def render_site(hub: HubView) -> Iterator[tuple[str, bytes]]:
    """Every file of the site; paths are relative, with forward slashes, and unique."""
    index = _index_of(hub)
    addresses = ["", "about.html", "providers.html", SEARCH_PATH]
    yield "style.css", load_style()
    yield "index.html", _front(hub)
    yield "about.html", _page("about.html", hub, "about.html", **_about(hub))
    yield SEARCH_PATH, render_search(hub)
    yield "providers.html", _page("providers.html", hub, "providers.html")
    # Servers show it at any depth, so its links begin at the host's root.
    root = urlsplit(hub.url).path.rstrip("/") + "/"
    yield "404.html", render_template("404.html", hub=hub, here="404.html", root=root)
    for path, body in _pages(hub, index):
        addresses.append(path)
        yield path, body
    yield from _moved(hub)
    yield from _feeds(hub, index)
    yield from render_json_pages(hub)
    yield "sitemap.xml", _sitemap(hub, addresses)
    yield from render_notices(hub)
    yield from render_reservations(hub)


def _front(hub: HubView) -> bytes:
    """As many stories as a first page has room for, whatever addresses and headlines weigh."""
    for stories_max in range(STORIES_SHOWN_MAX, 0, -SECTION_MAX):
        front = lay_out(hub, stories_max=stories_max)
        body = _page("front.html", hub, "index.html", front=front)
        if len(body) <= FRONT_BYTES_MAX:
            break
    return body


def _pages(hub: HubView, index: _Index) -> Iterator[tuple[str, bytes]]:
    for story in hub.stories:
        path = story_path(story.id)
        yield path, _page("story.html", hub, path, story=story, rows=timeline(story))
    for topic in hub.topics:
        path = topic_path(topic.id)
        yield path, _page("topic.html", hub, path, **_topic(hub, topic, index))
    for provider in _providers(hub):
        path = provider_path(provider.domain)
        articles = index.by_provider.get(provider.domain, [])
        more = {"provider": provider, "articles": articles, "lines_max": LINES_SHOWN_MAX}
        yield path, _page("provider.html", hub, path, **more)


def _moved(hub: HubView) -> Iterator[tuple[str, bytes]]:
    """Pages that lead on: a link to a story that was merged leads to what it is part of."""
    for story in hub.stories:
        for one in story.absorbed:
            path = story_path(one)
            yield path, _page("moved.html", hub, path, story=story)


def _feeds(hub: HubView, index: _Index) -> Iterator[tuple[str, bytes]]:
    yield from _feed(hub, "feed", page="", title=hub.title, articles=hub.articles)
    for topic in hub.topics:
        title = f"{hub.title}: {topic.name}"
        under = index.articles.get(topic.name, [])
        path = _topic_feed(topic)
        yield from _feed(hub, path, page=topic_path(topic.id), title=title, articles=under)


def _feed(
    hub: HubView, path: str, *, page: str, title: str, articles: Sequence[ArticleView]
) -> Iterator[tuple[str, bytes]]:
    channel = Channel(
        title=title,
        page_url=f"{hub.url}/{page}",
        url=f"{hub.url}/{path}",
        language=hub.language,
        updated=hub.built_at,
    )
    yield f"{path}.rss.xml", render_rss(channel, articles)
    yield f"{path}.atom.xml", render_atom(channel, articles)
    yield f"{path}.json", render_json_feed(channel, articles)


def _page(template: str, hub: HubView, path: str, **values: Any) -> bytes:
    root = "../" * path.count("/")
    return render_template(template, hub=hub, here=path, root=root, **values)


def _topic(hub: HubView, topic: TopicView, index: _Index) -> dict[str, Any]:
    return {
        "topic": topic,
        "parent": next((one for one in hub.topics if one.id == topic.parent), None),
        "children": [one for one in hub.topics if one.parent == topic.id],
        "stories": index.stories.get(topic.name, []),
        "articles": index.articles.get(topic.name, []),
        "feed": _topic_feed(topic),
        "stories_max": STORIES_SHOWN_MAX,
        "lines_max": LINES_SHOWN_MAX,
    }


def _topic_feed(topic: TopicView) -> str:
    return f"topic/{topic_slug(topic.id)}"


def _about(hub: HubView) -> dict[str, Any]:
    total = sum(figure.articles for figure in hub.figures)
    return {
        "figures_total": total,
        "adds_up": total == hub.articles_total,
        "histogram": _histogram(hub.articles),
    }


def _histogram(articles: Sequence[ArticleView]) -> list[dict[str, Any]]:
    """Articles by steps of ten points of quality; nothing when there are none."""
    counts = [0] * (100 // QUALITY_STEP)
    for article in articles:
        counts[min(max(article.quality, 0) // QUALITY_STEP, len(counts) - 1)] += 1
    most = max(counts)
    return [
        {
            "articles": count,
            "height": round(BAR_HEIGHT_MAX * count / most),
            "label": f"{step * QUALITY_STEP}–{min(step * QUALITY_STEP + 9, 100)}"
            if step < len(counts) - 1
            else f"{step * QUALITY_STEP}+",
        }
        for step, count in enumerate(counts)
        if most
    ]


def _providers(hub: HubView) -> list[ProviderView]:
    """Those of the registry, and those that only a report names: no link leads nowhere."""
    known = {provider.domain: provider for provider in hub.providers}
    for article in _all_articles(hub):
        if article.provider not in known:
            known[article.provider] = ProviderView(
                domain=article.provider, name=article.provider_name
            )
    unique = {provider_path(domain): provider for domain, provider in known.items()}
    return list(unique.values())


def _all_articles(hub: HubView) -> Iterator[ArticleView]:
    yield from hub.articles
    for story in hub.stories:
        yield story.lead
        yield from (member.article for member in story.members)


def _index_of(hub: HubView) -> _Index:
    stories, articles, by_provider = defaultdict(list), defaultdict(list), defaultdict(list)
    for story in hub.stories:
        for topic in story.topics:
            stories[topic].append(story)
    for article in hub.articles:
        by_provider[article.provider].append(article)
        for topic in article.topics:
            articles[topic].append(article)
    return _Index(stories=stories, articles=articles, by_provider=by_provider)


def _sitemap(hub: HubView, paths: Sequence[str]) -> bytes:
    root = etree.Element("urlset", nsmap=_SITEMAP_NAMES)
    changed = {story_path(story.id): _changed_at(story) for story in hub.stories}
    for path in paths[:SITEMAP_ADDRESSES_MAX]:
        entry = etree.SubElement(root, "url")
        etree.SubElement(entry, "loc").text = headline(f"{hub.url}/{path}")
        if path in changed:
            etree.SubElement(entry, "lastmod").text = changed[path]
    etree.indent(root, space=" ")
    told: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return told + b"\n"


def _changed_at(story: StoryView) -> str:
    times = [member.article.updated or member.article.published for member in story.members]
    return rfc3339(max(times, default=story.lead.published))
