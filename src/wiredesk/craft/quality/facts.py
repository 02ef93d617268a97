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
    """None: nobody could know; empty: there is no byline."""
    is_dated: bool | None = None
    section: str | None = None
    links: tuple[str, ...] | None = None
    """Addresses on other sites that the text links to."""
    has_image: bool | None = None
    """A usable lead image: no logo, large enough."""
    kind: Kind = Kind.ARTICLE
    is_updated: bool = False
    """The publisher says when it was updated."""
    relation: Relation = Relation.NEW
    is_origin: bool = True
    """Its family comes from it, as far as is known."""
    credit: str = ""
    """Agency or first publisher that it credits."""
    provider_domain: str = ""
    provider_rating: float | None = None
    """Expert rating 0 to 1 of the operator."""
    provider_vouched: bool = False
    transparency: int | None = None
    """How many of eight signals its site shows: about, masthead, corrections, ownership, ethics, author
    pages, trust.txt, NewsMediaOrganization."""
    articles_seen: int = 0
    """Of this provider, in our own archive; the shares below are of these."""
    share_original: float | None = None
    share_with_author: float | None = None
    share_press_release: float | None = None
    share_corrected: float | None = None
    share_clickbait: float | None = None
