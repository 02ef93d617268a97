"""What the script of the search page looks things up in: all that is published, as the pages of the site show it.

In: the hub as its site shows it.  Out: files of the index, paths and bytes.
"""

from collections.abc import Iterator, Mapping

from wiredesk.basics.ids import TopicId
from wiredesk.craft.render import headline, provider_path, sentence
from wiredesk.craft.searching import IndexedArticle, index_files
from wiredesk.records.hub import ArticleView, HubView
from wiredesk.records.searching import Findable


def lookup_files(hub: HubView) -> Iterator[tuple[str, bytes]]:
    """The index of `hub`."""
    topics = {topic.name: topic.id for topic in hub.topics}
    return index_files([_indexed(one, topics) for one in hub.articles])


def _indexed(article: ArticleView, topics: Mapping[str, TopicId]) -> IndexedArticle:
    found = Findable(
        article_id=article.id,
        at=article.published,
        title=headline(article.title),
        excerpt=sentence(article.excerpt),
        provider=article.provider,
        provider_name=sentence(article.provider_name) or article.provider,
        topics=tuple((topics.get(name, ""), sentence(name)) for name in article.topics),
        language=article.language,
    )
    return IndexedArticle(findable=found, url=article.url, page=provider_path(article.provider))
