"""Step 3 of 10: what does the page say?

In: a page from the archive, or what the feed says where there is none.  Out: an article with its
honest time.  Next: `match`.  Works without the network: `rerun read` reads the archive again.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.errors import InputError, WiredeskError, WorkerError
from wiredesk.basics.ids import ArticleId
from wiredesk.basics.text import one_line, words
from wiredesk.basics.urls import host_of, registrable_domain
from wiredesk.craft.pages import Address, canonical_for, drop_furniture, honest_time, read_page
from wiredesk.craft.rights import envelope_reasons, takedown_marks
from wiredesk.ports import Archive, Store, Workers
from wiredesk.records.article import Article, Image, Kind, Reading
from wiredesk.records.envelope import Envelope
from wiredesk.records.outcome import Stage
from wiredesk.records.reason import Reason
from wiredesk.records.work import ReadDone, ReadWork
from wiredesk.route.readrights import read_rights

ATTEMPTS_MAX = 2  # a page that kills its worker twice is set aside (SAFETY.md F152)
WALLS = frozenset({Kind.CONSENT, Kind.PAYWALL, Kind.NOT_ARTICLE})
EXPIRED = frozenset({"erased", "withdrawn"})  # pages that may no longer be read
TYPES = frozenset({Kind.VIDEO, Kind.AUDIO, Kind.LIVEBLOG, Kind.PRESS_RELEASE, Kind.DOCUMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Reads pages in limited worker processes, then settles what one page alone cannot know."""

    stage: ClassVar[Stage] = Stage.READ
    version: ClassVar[int] = 2  # 2: reads what the page says about its use
    batch: ClassVar[int] = 200

    store: Store
    archive: Archive
    workers: Workers

    def pending(self, *, now: datetime, limit: int) -> Sequence[ReadWork]:
        """Articles in order of receipt."""
        return self.store.list_read_work(now=now, limit=limit)

    async def decide(self, batch: Sequence[ReadWork], *, now: datetime) -> Sequence[ReadDone]:
        """Read all pages at once, then settle them one by one in order.

        Furniture and addresses are settled in order because each article may decide for the next.
        """
        readings = await asyncio.gather(*(self._reading(work) for work in batch))
        desk = _Desk(store=self.store)
        return [
            read if isinstance(read, ReadDone) else desk.settle(work, *read)
            for work, read in zip(batch, readings, strict=True)
        ]

    def save(self, done: Sequence[ReadDone], *, now: datetime) -> None:
        """Articles and lines of the whole batch."""
        self.store.save_readings(done, version=self.version, now=now)

    async def _reading(self, work: ReadWork) -> tuple[Reading, Envelope] | ReadDone:
        try:
            reading = await self._page(work) or _said(work)
            return reading, await read_rights(work, reading, workers=self.workers)
        except WorkerError as error:
            return _not_read(work, error, again=work.attempts + 1 < ATTEMPTS_MAX)
        except InputError as error:
            if error.code in EXPIRED and work.previous is not None:
                why = Reason(code="expired", text="The page has expired; what was read stands.")
                return ReadDone(article_id=work.article_id, stands=True, reasons=(why,))
            return _not_read(work, error, again=False)

    async def _page(self, work: ReadWork) -> Reading | None:
        if work.page is None or work.page.place is None:
            return None
        kept = self.archive.load(work.page.place)
        reading: Reading = await self.workers.run(
            read_page,
            kept.body,
            url=work.page.final_url,
            content_type=work.page.content_type,
            subject=work.url,
        )
        return reading


class _Desk:
    """Settles the readings of one batch in order, each knowing those before it."""

    def __init__(self, *, store: Store) -> None:
        self._store = store
        self._lines: dict[str, Counter[str]] = {}
        self._addresses: dict[str, ArticleId] = {}

    def settle(self, work: ReadWork, reading: Reading, rights: Envelope) -> ReadDone:
        """The article, or another one that already has its address."""
        final = work.page.final_url if work.page else work.url
        address = canonical_for(claimed=reading.canonical_url, final_url=final)
        urls = (final, address.canonical, address.web_url)
        marks = takedown_marks(None, urls=urls, keys=())
        if (down := self._store.find_takedown(marks)) is not None:
            return _again(work, down)
        other = self._other(work, address.canonical)
        if other is not None:
            why = Reason(
                code="same_address",
                text="Another article has this address.",
                evidence=address.web_url,
            )
            return ReadDone(article_id=work.article_id, same_as=other, reasons=(why,))
        self._addresses[address.canonical] = work.article_id
        host = host_of(final)
        text, dropped = drop_furniture(reading.text, self._counts(host, work, reading.blocks))
        article = _article(work, replace(reading, text=text), address=address, final=final)
        updated, revised = _updated(work, article)
        article = replace(
            article,
            time=replace(article.time, updated=updated or article.time.updated),
            rights=rights,
            reasons=(*reading.reasons, address.why, *dropped, *revised, *envelope_reasons(rights)),
        )
        if (
            down := self._store.find_takedown(takedown_marks(article, urls=(), keys=()))
        ) is not None:
            return _again(work, down)
        return ReadDone(
            article_id=work.article_id,
            article=article,
            host=host,
            lines=reading.blocks,
            reasons=(*article.reasons, _why_time(article)),
        )

    def _other(self, work: ReadWork, address: str) -> ArticleId | None:
        known = self._addresses.get(address) or self._store.find_article_by_url(address)
        return known if known not in (None, work.article_id) else None

    def _counts(self, host: str, work: ReadWork, blocks: Sequence[str]) -> Counter[str]:
        """On how many other pages of the host each line was seen, this batch included."""
        seen = self._lines.setdefault(host, Counter())
        stored = self._store.count_lines(host, blocks, but=work.article_id)
        counts = Counter({block: stored.get(block, 0) + seen[block] for block in blocks})
        seen.update(set(blocks))
        return counts


def _article(work: ReadWork, reading: Reading, *, address: Address, final: str) -> Article:
    said = work.said
    is_wall = reading.kind in WALLS
    provider = registrable_domain(final)
    owned = provider if work.source.aggregator or provider != work.source.provider else ""
    return Article(
        id=work.article_id,
        url=address.canonical,
        web_url=address.web_url,
        provider=owned or work.source.provider,
        source=work.source.id,
        # A wall's headline is the wall's; the feed's is the article's.
        title=one_line((said.title or reading.title) if is_wall else (reading.title or said.title)),
        text=reading.text,
        excerpt=said.summary if is_wall or not reading.excerpt else reading.excerpt,
        authors=reading.authors or said.authors,
        time=honest_time(
            dates=reading.dates,
            updated=reading.updated,
            feed_published=said.published,
            feed_updated=said.updated,
            url=address.canonical,
            last_modified=_last_modified(work),
            received_at=work.received_at,
            first_poll=work.first_poll,
        ),
        language=reading.language or said.language,
        site_name=reading.site_name,
        image=reading.image or (Image(url=said.image) if said.image else None),
        kind=reading.kind,
        category=work.source.category,
        type=_type(work, reading),
        section=reading.section,
        links=reading.links,
        video_embed=reading.video_embed,
        truncated_by=reading.truncated_by,
    )


def _type(work: ReadWork, reading: Reading) -> str:
    """The record's `type`: what the source states, unless the page is plainly something else."""
    if work.source.type != "article":
        return work.source.type
    return reading.kind.value if reading.kind in TYPES else "article"


def _said(work: ReadWork) -> Reading:
    """What the feed itself says, as a reading."""
    said = work.said
    why = Reason(code="read_from_feed", text="Read from the feed: there is no page to read.")
    return Reading(
        title=said.title,
        text=said.content or said.summary,
        excerpt=said.summary,
        authors=said.authors,
        language=said.language,
        image=Image(url=said.image) if said.image else None,
        reasons=(why,),
    )


def _again(work: ReadWork, down: ArticleId) -> ReadDone:
    why = Reason(
        code="taken_down", text="It is the same as one that was taken down.", evidence=down
    )
    return ReadDone(article_id=work.article_id, taken_down=down, reasons=(why,))


def _not_read(work: ReadWork, error: WiredeskError, *, again: bool) -> ReadDone:
    why = Reason(code=error.code, text=str(error), evidence=work.url)
    if again:
        return ReadDone(article_id=work.article_id, retry=True, reasons=(why,))
    return ReadDone(article_id=work.article_id, failure=error.code, reasons=(why,))


def _updated(work: ReadWork, article: Article) -> tuple[datetime | None, tuple[Reason, ...]]:
    """When the text changed in meaning, and why we say so; a re-reading alone changes nothing."""
    old = work.previous
    if old is None:
        return None, ()
    if work.page is None or _meaning(old) == _meaning(article):
        return old.time.updated, ()
    why = Reason(
        code="revised", text="The publisher changed title or text.", evidence=old.title[:200]
    )
    return work.page.fetched_at, (why,)


def _meaning(article: Article) -> tuple[str, tuple[str, ...]]:
    return article.title.casefold(), tuple(words(article.text))


def _last_modified(work: ReadWork) -> str:
    headers = dict(work.page.headers) if work.page else {}
    return headers.get("last-modified", "")


def _why_time(article: Article) -> Reason:
    time = article.time
    rivals = ", ".join(f"{rival.source} {rfc3339(rival.at)}" for rival in time.candidates)
    return Reason(
        code=f"time_from_{time.chosen}",
        text=f"Ranked by {rfc3339(time.effective)}, from {time.chosen}."
        + (f" {time.conflict}" if time.conflict else ""),
        evidence=rivals,
    )
