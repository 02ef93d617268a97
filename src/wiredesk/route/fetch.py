"""Step 2 of 10: get the page.

In: an entry's address.  Out: the raw response, kept in the archive; or a later time; or the word to read
what the feed itself says; or a failure with its cause.  Next: `read`.  Does not look into the page.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final

from wiredesk.basics.errors import FetchError
from wiredesk.ports import Archive, Door, Gatekeeper, RightsKeeper, Store
from wiredesk.records.fetching import Answer, Purpose, Request
from wiredesk.records.outcome import Stage
from wiredesk.records.page import Page
from wiredesk.records.reason import Reason
from wiredesk.records.work import FetchDone, FetchWork

ATTEMPTS_MAX: Final = 4
RETRY_FIRST: Final = timedelta(minutes=10)  # then doubled: 10, 20, 40 minutes
PER_HOST: Final = (
    8  # pages of one host in one batch, so that one slow host does not hold up the rest
)
GONE: Final = frozenset({404, 410})
CLOSED: Final = frozenset({401, 402, 403, 451})
KEPT_HEADERS: Final = frozenset(
    # Those that `read` needs: its dates, and what they say about its use (`craft.rights`).
    {"last-modified", "link", "x-robots-tag", "tdm-reservation", "tdm-policy", "content-usage"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """Asks for pages where robots.txt lets us, and archives what came with what the site says of its use."""

    stage: ClassVar[Stage] = Stage.FETCH
    version: ClassVar[int] = 2  # 2: keeps what the site says about its use
    batch: ClassVar[int] = 400

    store: Store
    door: Door
    archive: Archive
    gatekeeper: Gatekeeper
    rights: RightsKeeper

    def pending(self, *, now: datetime, limit: int) -> Sequence[FetchWork]:
        """Articles that are due, a few of each host."""
        return self.store.list_fetch_work(now=now, limit=limit, per_host=PER_HOST)

    async def decide(self, batch: Sequence[FetchWork], *, now: datetime) -> Sequence[FetchDone]:
        """Ask for all of them at once; the door keeps each host's pace."""
        done = await asyncio.gather(*(self._fetch(work, now=now) for work in batch))
        self.archive.flush()
        return done

    def save(self, done: Sequence[FetchDone], *, now: datetime) -> None:
        """Pages of the whole batch; their bytes are on disk by now."""
        self.store.save_fetches(done, version=self.version, now=now)

    async def _fetch(self, work: FetchWork, *, now: datetime) -> FetchDone:
        allowed, why = await self.gatekeeper.may_fetch(work.url)
        robots = Reason(code="robots", text=why)
        if not allowed:
            return FetchDone(article_id=work.article_id, from_feed=True, reasons=(robots,))
        try:
            answer = await self.door.get(Request(url=work.url, purpose=Purpose.PAGE))
        except FetchError as error:
            return _after_error(work, error, now=now)
        if answer.status != 200:
            return _after_status(work, answer, now=now)
        site_says = await self.rights.said_of(answer.final_url)
        place = self.archive.save(answer, subject=work.article_id, at=now)
        page = Page(
            article_id=work.article_id,
            url=work.url,
            final_url=answer.final_url,
            status=answer.status,
            fetched_at=now,
            content_type=answer.header("content-type"),
            headers=tuple(line for line in answer.headers if line[0] in KEPT_HEADERS),
            place=place,
            site_says=site_says,
        )
        came = Reason(
            code="fetched", text="The page came.", value=len(answer.body), evidence=answer.final_url
        )
        return FetchDone(article_id=work.article_id, page=page, reasons=(robots, came))


def _after_status(work: FetchWork, answer: Answer, *, now: datetime) -> FetchDone:
    why = Reason(
        code="status",
        text=f"The server answered {answer.status}.",
        value=answer.status,
        evidence=answer.final_url,
    )
    if answer.status in GONE:
        return FetchDone(article_id=work.article_id, failure="gone", reasons=(why,))
    if answer.status in CLOSED:
        return FetchDone(article_id=work.article_id, from_feed=True, reasons=(why,))
    return _again_or_feed(work, why, now=now)


def _after_error(work: FetchWork, error: FetchError, *, now: datetime) -> FetchDone:
    why = Reason(code=f"fetch_{error.code}", text=str(error), evidence=work.url)
    if error.code == "refused":
        return FetchDone(article_id=work.article_id, failure="refused", reasons=(why,))
    if error.code in {"too_large", "bomb"}:
        return FetchDone(article_id=work.article_id, from_feed=True, reasons=(why,))
    return _again_or_feed(work, why, now=now)


def _again_or_feed(work: FetchWork, why: Reason, *, now: datetime) -> FetchDone:
    if work.attempts + 1 >= ATTEMPTS_MAX:
        gave_up = Reason(
            code="gave_up",
            text="The page never came; the feed's own words stand.",
            value=work.attempts + 1,
        )
        return FetchDone(article_id=work.article_id, from_feed=True, reasons=(why, gave_up))
    wait = RETRY_FIRST * 2**work.attempts
    return FetchDone(article_id=work.article_id, retry_at=now + wait, reasons=(why,))
