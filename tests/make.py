"""Valid records with one thing changed: what a test does not care about stands here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from wiredesk.basics.ids import (
    ArticleId,
    FamilyId,
    RequestId,
    article_id,
    content_id,
    entry_id,
    family_id,
    source_id,
    story_id,
)
from wiredesk.ports.acts import ActStore
from wiredesk.records.act import Act, ActKind
from wiredesk.records.article import Article, HonestTime
from wiredesk.records.coverage import Weight
from wiredesk.records.decision import Choice
from wiredesk.records.entry import Entry, FeedEntry
from wiredesk.records.family import FamilyVerdict, Fingerprint, Relation
from wiredesk.records.page import ArchivePlace, Page
from wiredesk.records.reason import Reason
from wiredesk.records.source import Polling, Source
from wiredesk.records.story import StoryMember

NOW = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
WHY = (Reason(code="test", text="Because the test says so."),)


def choose(
    store: ActStore,
    article: ArticleId,
    choice: str,
    *,
    now: datetime = NOW,
    note: str = "",
    until: datetime | None = None,
) -> int:
    """Ada chooses `release`, `reject` or `hold` for an article, or takes back what was chosen when it is empty."""
    act = Act(
        id=RequestId(content_id("q", article, choice, now.isoformat(), note)),
        kind=ActKind(choice or "undecide"),
        at=now,
        by="Ada",
        note=note,
        subject=article,
        until=until,
    )
    return store.save_choice(act, Choice(choice) if choice else None, articles=[article])


def make_source(name: str = "gazette", **changes: Any) -> Source:
    """A source at `https://NAME.example/feed`."""
    url = f"https://{name}.example/feed"
    source = Source(id=source_id(url), url=url, provider=f"{name}.example", title=name.title())
    return replace(source, **changes)


def make_polling(source: Source, **changes: Any) -> Polling:
    """Polling of `source`, due again in an hour."""
    polling = Polling(source_id=source.id, due_at=NOW + timedelta(hours=1), url=source.url)
    return replace(polling, **changes)


def make_entry(number: int = 1, *, source: Source | None = None, **changes: Any) -> Entry:
    """The entry number `number` of `source`."""
    source = source or make_source()
    url = f"https://{source.provider}/story-{number}"
    said = FeedEntry(
        guid=f"guid-{number}", url=url, title=f"Title {number}", summary=f"Summary {number}."
    )
    entry = Entry(
        id=entry_id(source.id, f"guid:guid-{number}"),
        source_id=source.id,
        key=f"guid:guid-{number}",
        article_id=article_id(url),
        url=url,
        said=said,
        received_at=NOW,
        digest=f"digest-{number}",
    )
    return replace(entry, **changes)


def make_page(article: ArticleId, url: str, **changes: Any) -> Page:
    """A page that came at NOW."""
    page = Page(
        article_id=article,
        url=url,
        final_url=url,
        status=200,
        fetched_at=NOW,
        content_type="text/html",
        place=ArchivePlace(file="wiredesk-00001.warc.gz", offset=0, length=10),
        reasons=WHY,
    )
    return replace(page, **changes)


def make_article(number: int = 1, *, provider: str = "gazette.example", **changes: Any) -> Article:
    """The article number `number` of `provider`."""
    url = f"https://{provider}/story-{number}"
    article = Article(
        id=article_id(url),
        url=url,
        web_url=url,
        provider=provider,
        title=f"Title {number}",
        text=f"The text of story {number} says what happened, where and to whom.",
        excerpt=f"Summary {number}.",
        authors=("Ada Byron",),
        time=HonestTime(published=NOW, effective=NOW, received=NOW, chosen="feed"),
        language="en",
        reasons=WHY,
    )
    return replace(article, **changes)


def make_verdict(article: Article, **changes: Any) -> FamilyVerdict:
    """A text that was not here before."""
    verdict = FamilyVerdict(
        article_id=article.id,
        family_id=family_id(article.id),
        relation=Relation.NEW,
        reasons=WHY,
    )
    return replace(verdict, **changes)


def make_fingerprint(article: Article, **changes: Any) -> Fingerprint:
    """A small fingerprint of `article`."""
    own = Fingerprint(
        article_id=article.id,
        provider=article.provider,
        owner=article.provider,
        title=article.title,
        received_at=article.time.received,
        shingles=(1, 2, 3),
        words=12,
    )
    return replace(own, **changes)


def story_of(article: Article) -> str:
    """The id of the story that `article` began."""
    return story_id(article.id)


def make_member(number: int, *, owner: str = "", at: datetime = NOW, **changes: Any) -> StoryMember:
    """An own report of weight 1, of owner `ownerN.example` unless said otherwise."""
    owner = owner or f"owner{number}.example"
    member = StoryMember(
        article_id=ArticleId(f"a{number:05}"),
        provider=owner,
        owner=owner,
        family_id=FamilyId(f"f{number}"),
        relation=Relation.NEW,
        is_origin=True,
        quality=50,
        received_at=at,
        effective_at=at,
        weight=Weight(),
    )
    return replace(member, **changes)
