"""What readers look for: the hits of a query, as the search page shows them.

In: what somebody typed.  Out: a SearchPage.  What is shown of a hit passes `craft.rights.show` at this moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wiredesk.craft.render import headline, sentence
from wiredesk.craft.searching import mark, parse_query
from wiredesk.ports import Store
from wiredesk.ports.searching import COUNTED_MAX
from wiredesk.records.hub import ArticleView, Frame, TopicView
from wiredesk.records.searching import Hit, SavedSearch, SearchForm, SearchPage, SearchQuery
from wiredesk.records.topic import Topic
from wiredesk.route.hubview import HubFacts, article_views

HITS_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Searcher:
    """Looks things up for readers."""

    store: Store
    facts: HubFacts
    topics: Sequence[Topic]
    searches: Sequence[SavedSearch] = ()

    @property
    def frame(self) -> Frame:
        """What the page around the hits says of the hub."""
        return Frame(
            title=self.facts.title,
            url=self.facts.url,
            language=self.facts.language,
            topics=tuple(
                TopicView(id=one.id, name=one.name, parent=one.parent) for one in self.topics
            ),
            searches=tuple((one.slug, one.name) for one in self.searches),
        )

    def find(self, form: SearchForm, *, cursor: str, now: datetime) -> SearchPage:
        """One page of hits; InputError when `cursor` is none of ours."""
        query = parse_query(form.text)
        if query.is_empty:
            return SearchPage(form=form, query=query)
        found = self.store.search(query, order=form.order, limit=HITS_SHOWN, cursor=cursor)
        views = article_views(self.store, found.articles, self.facts, now=now)
        return SearchPage(
            form=form,
            query=query,
            hits=tuple(_hit(one, query) for one in views),
            count=counted(found.count),
            is_first=not cursor,
            cursor=found.cursor,
        )


def counted(hits: int) -> str:
    """How many hits there are, in words."""
    if hits >= COUNTED_MAX:
        return f"{COUNTED_MAX:,} results or more."
    if not hits:
        return "Nothing found."
    return "1 result." if hits == 1 else f"{hits:,} results."


def _hit(article: ArticleView, query: SearchQuery) -> Hit:
    return Hit(
        article=article,
        title=mark(headline(article.title), query),
        excerpt=mark(sentence(article.excerpt), query),
    )
