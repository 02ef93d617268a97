"""What grading needs to know of an article; None wherever it is not known."""

from dataclasses import dataclass

from wiredesk.basics.ids import ArticleId
from wiredesk.records.article import Kind
from wiredesk.records.family import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeFacts:
    """One article and what surrounds it; nothing here depends on topics or story."""

    article_id: ArticleId
    title: str
    text: str | None = None
    """None: only metadata is known."""
    authors: tuple[str, ...] | None = None
    is_dated: bool | None = None
    section: str | None = None
    links: tuple[str, ...] | None = None
    """Addresses that the text links to."""
    has_image: bool | None = None
    """A usable lead image: no logo, large enough."""
    kind: Kind = Kind.ARTICLE
    is_updated: bool = False
    """The publisher says when it was updated."""
    relation: Relation = Relation.NEW
    is_origin: bool = True
    credit: str = ""
    """Agency or first publisher that it credits."""
    provider_domain: str = ""
    provider_rating: float | None = None
    """Expert rating 0 to 1 of the operator."""
    provider_vouched: bool = False
    articles_seen: int = 0
    """Of this provider, in our own archive."""
    share_original: float | None = None
    share_with_author: float | None = None
    share_press_release: float | None = None
