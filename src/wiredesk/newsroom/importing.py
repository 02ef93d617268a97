"""Another hub's records into this one.

In: parsed records with their paths.  Out: articles that begin at step 4 (match); paths and bytes are kept,
so that nothing moves and nothing that we cannot make is lost.
"""

from collections.abc import Iterable
from datetime import datetime

from wiredesk.basics.ids import article_id
from wiredesk.basics.text import one_line
from wiredesk.basics.urls import canonical_url, plain_url, registrable_domain
from wiredesk.ports import Store
from wiredesk.records.article import Article, HonestTime, Image
from wiredesk.records.reason import Reason
from wiredesk.records.record import Record


def import_records(
    store: Store, records: Iterable[tuple[Record, str, bytes]], *, now: datetime
) -> tuple[int, list[str]]:
    """Take records with path and bytes in; how many were new, and what was left out and why."""
    articles, left_out = [], []
    for record, path, body in records:
        article = _article(record, now=now)
        if article is None:
            left_out.append(f"{path}: has no web address, so it cannot be told from others.")
        elif store.find_takedown([f"url:{article.url}"]):
            left_out.append(f"{path}: was taken down here and stays so.")
        else:
            articles.append((article, path, body))
    return store.save_imported(articles, now=now), left_out


def _article(record: Record, *, now: datetime) -> Article | None:
    address = record.original_url or record.web_url
    canonical = canonical_url(address) if address else None
    if address is None or canonical is None:
        return None
    provider = record.provider
    domain = (provider.domain if provider else None) or registrable_domain(canonical)
    published = record.published_at if isinstance(record.published_at, datetime) else None
    received = min(published or now, now)
    image = record.images[0] if record.images else None
    return Article(
        id=article_id(canonical),
        url=canonical,
        web_url=plain_url(record.web_url or address) or canonical,
        provider=domain,
        title=one_line(record.title),
        text=record.excerpt or "",
        excerpt=record.excerpt or "",
        time=HonestTime(
            published=published,
            effective=received,
            received=received,
            chosen="record" if published else "received",
            updated=record.updated_at if isinstance(record.updated_at, datetime) else None,
        ),
        site_name=(provider.name if provider else None) or "",
        image=Image(
            url=image.url,
            width=image.width,
            height=image.height,
            title=image.title or "",
            attribution=image.attribution or "",
        )
        if image
        else None,
        category=record.category or "news",
        type=record.type or "article",
        video_embed=record.featured_content,
        reasons=(Reason(code="imported", text="Came from another hub's record."),),
    )
