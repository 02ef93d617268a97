"""The public site: every page, feed and JSON file of a hub, as paths and bytes.

In: a HubView.  Out: files for any static host, one at a time.  The same hub gives the same bytes.
No JavaScript, nothing from third parties, no address that did not pass `web_url`; writes nothing:
that is an outlet.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from wiredesk.basics.ids import StoryId
from wiredesk.craft.render.archive import plan_archive
from wiredesk.craft.render.charts import coverage_chart, days_of, heat_curve, trend
from wiredesk.craft.render.coverage import timeline
from wiredesk.craft.render.draft import Draft, frame_of
from wiredesk.craft.render.feeds import plan_feeds
from wiredesk.craft.render.front import plan_front
from wiredesk.craft.render.jsonpages import plan_json_pages
from wiredesk.craft.render.ninjsfiles import plan_ninjs
from wiredesk.craft.render.notices import plan_notices, plan_reservations
from wiredesk.craft.render.numbers import plan_about
from wiredesk.craft.render.searching import SEARCH_PATH, render_search
from wiredesk.craft.render.shown import (
    provider_path,
    search_path,
    story_path,
    topic_path,
    without_ending,
)
from wiredesk.craft.render.sitemaps import changed_at, plan_sitemaps
from wiredesk.craft.render.structured import article_items, collection, story_items
from wiredesk.craft.render.templating import load_style, render_page, render_template
from wiredesk.records.hub import (
    ArticleView,
    Frame,
    HubView,
    ProviderView,
    SavedSearchView,
    StoryView,
    TopicView,
)

STYLES: Final = ("style.css", "pages.css")
SCRIPT: Final = "search.js"
PROVIDERS: Final = "providers.html"
STORIES_LISTED_MAX: Final = 40  # on a topic's page; the latest articles follow
LINES_SHOWN_MAX: Final = 100
SIGNS: Final[Mapping[str, str]] = {
    "about": "says who it is",
    "masthead": "names its editors",
    "corrections": "says how it corrects",
    "ownership": "says who owns it",
    "ethics": "states its rules",
    "authors": "has pages for its authors",
    "trust.txt": "keeps a trust.txt",
    "NewsMediaOrganization": "describes itself to machines as a news publisher",
}


def render_site(hub: HubView) -> Iterator[tuple[str, bytes]]:
    """Every file of the site; paths are relative, with forward slashes, and unique."""
    return ((draft.path, draft.body()) for draft in plan_site(hub))


def plan_site(hub: HubView) -> Iterator[Draft]:
    """Every file of the site before it is made."""
    frame, index = frame_of(hub), _index_of(hub)
    pages = [*_pages(hub, frame, index), *plan_archive(hub, frame)]
    yield from (Draft(path=one, make=load_style, inputs=(one,)) for one in (*STYLES, SCRIPT))
    yield plan_front(hub, frame)
    # Servers show it at any depth, so its links begin at the host's root.
    yield Draft(path="404.html", make=_missing_page, inputs=(frame,))
    yield from pages
    yield from _moved(hub, frame)
    yield from plan_feeds(hub, frame)
    yield from plan_json_pages(hub)
    if hub.ninjs:
        yield from plan_ninjs(hub)
    changed = {story_path(story.id): changed_at(story) for story in hub.stories}
    paths = ["", *(page.path for page in pages)]
    addresses = [(path, changed.get(path)) for path in paths]
    yield from plan_sitemaps(frame, addresses, hub.stories, now=hub.built_at)
    yield from plan_notices(hub, frame)
    yield from plan_reservations(hub)


# --- pages --------------------------------------------------------------------------------------------


def _pages(hub: HubView, frame: Frame, index: "_Index") -> Iterator[Draft]:
    """Every page that a reader may look for, but the front page and the archive."""
    yield plan_about(hub, frame)
    yield Draft(path=SEARCH_PATH, make=render_search, inputs=(frame,))
    yield Draft(path=PROVIDERS, make=_providers_page, inputs=(frame, hub.providers))
    for story in hub.stories:
        yield Draft(path=story_path(story.id), make=_story_page, inputs=(frame, story))
    for topic in hub.topics:
        yield Draft(path=topic_path(topic.id), make=_topic_page, inputs=_topic(frame, topic, index))
    for search in hub.searches:
        yield Draft(path=search_path(search.slug), make=_saved_page, inputs=(frame, search))
    for provider in _providers(hub):
        own = index.by_provider.get(provider.domain, [])
        yield Draft(
            path=provider_path(provider.domain),
            make=_provider_page,
            inputs=(frame, provider, tuple(own[:LINES_SHOWN_MAX]), _counts(own)),
        )


def _missing_page(frame: Frame) -> bytes:
    root = urlsplit(frame.url).path.rstrip("/") + "/"
    return render_template("404.html", hub=frame, here="404.html", root=root)


def _providers_page(frame: Frame, providers: Sequence[ProviderView]) -> bytes:
    return render_page("providers.html", frame, PROVIDERS, providers=providers)


def _story_page(frame: Frame, story: StoryView) -> bytes:
    path, rows = story_path(story.id), timeline(story)
    items = article_items([row.article for row in rows])
    return render_page(
        "story.html",
        frame,
        path,
        story=story,
        rows=rows,
        chart=coverage_chart(story),
        curve=heat_curve(story.heats),
        feed=without_ending(path),
        node=collection(frame, path, name=story.lead.title, items=items),
    )


def _topic(frame: Frame, topic: TopicView, index: "_Index") -> tuple[Any, ...]:
    stories, articles = index.stories.get(topic.name, []), index.articles.get(topic.name, [])
    return (
        frame,
        topic,
        (tuple(stories[:STORIES_LISTED_MAX]), len(stories)),
        (tuple(articles[:LINES_SHOWN_MAX]), _counts(articles)),
    )


def _topic_page(
    frame: Frame,
    topic: TopicView,
    stories: tuple[Sequence[StoryView], int],
    articles: tuple[Sequence[ArticleView], Sequence[tuple[date, int]]],
) -> bytes:
    path, counts = topic_path(topic.id), dict(articles[1])
    return render_page(
        "topic.html",
        frame,
        path,
        topic=topic,
        parent=next((one for one in frame.topics if one.id == topic.parent), None),
        children=[one for one in frame.topics if one.parent == topic.id],
        stories=stories[0],
        stories_total=stories[1],
        articles=articles[0],
        articles_total=sum(counts.values()),
        trend=trend(counts),
        feed=without_ending(path),
        node=collection(frame, path, name=topic.name, items=story_items(frame, stories[0])),
    )


def _saved_page(frame: Frame, search: SavedSearchView) -> bytes:
    path = search_path(search.slug)
    return render_page("saved.html", frame, path, search=search, feed=without_ending(path))


def _provider_page(
    frame: Frame,
    provider: ProviderView,
    articles: Sequence[ArticleView],
    counts: Sequence[tuple[date, int]],
) -> bytes:
    path = provider_path(provider.domain)
    return render_page(
        "provider.html",
        frame,
        path,
        provider=provider,
        articles=articles,
        articles_total=sum(number for _, number in counts),
        trend=trend(dict(counts)),
        signs=SIGNS.items(),
        node=collection(frame, path, name=provider.name, items=article_items(articles)),
    )


def _moved(hub: HubView, frame: Frame) -> Iterator[Draft]:
    """Pages that lead on: a link to a story that was merged leads to what it is part of."""
    for story in hub.stories:
        for one in story.absorbed:
            inputs = (frame, one, story.id, story.lead.title)
            yield Draft(path=story_path(one), make=_moved_page, inputs=inputs)


def _moved_page(frame: Frame, absorbed: StoryId, into: StoryId, title: str) -> bytes:
    return render_page("moved.html", frame, story_path(absorbed), into=into, headline=title)


# --- what pages look up -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """What pages look up more than once."""

    stories: Mapping[str, list[StoryView]]
    """By topic name."""
    articles: Mapping[str, list[ArticleView]]
    """By topic name."""
    by_provider: Mapping[str, list[ArticleView]]


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


def _counts(articles: Sequence[ArticleView]) -> tuple[tuple[date, int], ...]:
    return tuple(sorted(days_of(articles).items()))


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
