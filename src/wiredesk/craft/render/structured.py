"""What a page says of itself to machines: schema.org as JSON-LD.

In: a frame and what the page shows.  Out: plain dictionaries.  Truthful: a page of ours is a collection, and the
articles that it lists are their publishers'.
"""

from collections.abc import Sequence
from typing import Any, Final

from wiredesk.basics.dates import rfc3339
from wiredesk.craft.render.shown import address, headline, language_tag, sentence, story_path
from wiredesk.records.hub import ArticleView, Frame, StoryView

LISTED_MAX: Final = 10  # stories in a page's list; the page itself shows them all
ARTICLES_LISTED_MAX: Final = 50

Node = dict[str, Any]


def collection(frame: Frame, path: str, *, name: str, items: Sequence[Node]) -> Node:
    """A page of the hub as a collection of `items`."""
    site = headline(frame.title)
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "url": f"{frame.url}/{path}",
        "name": headline(name),
        "inLanguage": "en",
        "isPartOf": {"@type": "WebSite", "name": site, "url": f"{frame.url}/"},
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(items),
            "itemListElement": [
                {"@type": "ListItem", "position": place, **item}
                for place, item in enumerate(items, 1)
            ],
        },
    }


def story_items(frame: Frame, stories: Sequence[StoryView]) -> list[Node]:
    """The first stories of a page, each by its page here."""
    return [
        {"url": f"{frame.url}/{story_path(story.id)}", "name": headline(story.lead.title)}
        for story in stories[:LISTED_MAX]
    ]


def article_items(articles: Sequence[ArticleView]) -> list[Node]:
    """Articles of others, each with its publisher and its address there."""
    return [
        {"item": _article(article)}
        for article in articles[:ARTICLES_LISTED_MAX]
        if address(article.url)
    ]


def _article(article: ArticleView) -> Node:
    told: Node = {
        "@type": "NewsArticle",
        "url": address(article.url),
        "headline": headline(article.title),
        "datePublished": rfc3339(article.published),
        "publisher": {
            "@type": "Organization",
            "name": sentence(article.provider_name) or article.provider,
        },
    }
    if article.updated:
        told["dateModified"] = rfc3339(article.updated)
    if tag := language_tag(article.language):
        told["inLanguage"] = tag
    return told
