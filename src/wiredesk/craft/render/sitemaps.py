"""Sitemaps: an index, its parts of at most 50,000 addresses, and the news of the last two days.

In: paths with when they changed, stories.  Out: drafts of XML files (sitemaps.org; Google's news sitemap).
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from lxml import etree

from wiredesk.basics.dates import rfc3339
from wiredesk.craft.render.coverage import first_report
from wiredesk.craft.render.draft import Draft
from wiredesk.craft.render.shown import headline, language_tag, story_path
from wiredesk.records.hub import Frame, StoryView

ADDRESSES_MAX: Final = 50_000  # sitemaps.org, "Using Sitemap index files"
NEWS_MAX: Final = 1_000  # Google, "Create a news sitemap", as is the age
NEWS_AGE: Final = timedelta(hours=48)
INDEX, NEWS_PATH = "sitemap.xml", "sitemap-news.xml"
SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
_NAMES: Final[dict[Any, str]] = {None: SITEMAP}
_NEWS_NAMES: Final[dict[Any, str]] = {None: SITEMAP, "news": NEWS}

Address = tuple[str, datetime | None]


def plan_sitemaps(
    frame: Frame,
    addresses: Sequence[Address],
    stories: Sequence[StoryView],
    *,
    now: datetime,
) -> Iterator[Draft]:
    """The index, its parts, and the news; `addresses` are paths, each with when it changed if that is known."""
    starts = range(0, max(len(addresses), 1), ADDRESSES_MAX)
    parts = [(f"sitemap-{number}.xml", start) for number, start in enumerate(starts, 1)]
    newest = []
    for path, start in parts:
        own = tuple(addresses[start : start + ADDRESSES_MAX])
        newest.append((path, max((at for _, at in own if at), default=None)))
        yield Draft(path=path, make=_part, inputs=(frame.url, own))
    news = tuple(_news_of(stories, now=now))
    newest.append((NEWS_PATH, max((at for _, at, _ in news), default=None)))
    inputs = (frame.url, headline(frame.title), frame.language, news)
    yield Draft(path=NEWS_PATH, make=_news, inputs=inputs)
    yield Draft(path=INDEX, make=_index, inputs=(frame.url, tuple(newest)))


def changed_at(story: StoryView) -> datetime:
    """When the newest report of a story came out, or was updated."""
    times = [member.article.updated or member.article.published for member in story.members]
    return max(times, default=story.lead.published)


def _news_of(stories: Sequence[StoryView], *, now: datetime) -> Iterator[tuple[str, datetime, str]]:
    """Path, time and title of stories that began within the last two days, hottest first."""
    found = ((story, first_report(story).published) for story in stories)
    fresh = [(story, at) for story, at in found if timedelta() <= now - at <= NEWS_AGE]
    for story, at in fresh[:NEWS_MAX]:
        yield story_path(story.id), at, headline(story.lead.title)


def _part(url: str, addresses: Sequence[Address]) -> bytes:
    root = etree.Element("urlset", nsmap=_NAMES)
    for path, at in addresses:
        _entry(root, "url", f"{url}/{path}", at)
    return _document(root)


def _index(url: str, parts: Sequence[Address]) -> bytes:
    root = etree.Element("sitemapindex", nsmap=_NAMES)
    for path, at in parts:
        _entry(root, "sitemap", f"{url}/{path}", at)
    return _document(root)


def _news(url: str, name: str, language: str, news: Sequence[tuple[str, datetime, str]]) -> bytes:
    root = etree.Element("urlset", nsmap=_NEWS_NAMES)
    for path, at, title in news:
        entry = _entry(root, "url", f"{url}/{path}", None)
        told = etree.SubElement(entry, f"{{{NEWS}}}news")
        publication = etree.SubElement(told, f"{{{NEWS}}}publication")
        etree.SubElement(publication, f"{{{NEWS}}}name").text = name
        tag = (language_tag(language) or "en").partition("-")[0].lower()
        etree.SubElement(publication, f"{{{NEWS}}}language").text = tag
        etree.SubElement(told, f"{{{NEWS}}}publication_date").text = rfc3339(at.astimezone(UTC))
        etree.SubElement(told, f"{{{NEWS}}}title").text = title
    return _document(root)


def _entry(root: etree._Element, tag: str, url: str, at: datetime | None) -> etree._Element:
    entry = etree.SubElement(root, tag)
    etree.SubElement(entry, "loc").text = url
    if at is not None:
        etree.SubElement(entry, "lastmod").text = rfc3339(at.astimezone(UTC))
    return entry


def _document(root: etree._Element) -> bytes:
    etree.indent(root, space=" ")
    told: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return told + b"\n"
