"""Beside the route: copies of the pictures that records show.

In: pictures that are due.  Out: our own copies in the hub's folder, or why there is none; an article with a
new one is published again.  Decides nothing about rights: only what a record shows is ever wanted.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.errors import FetchError, InputError, WorkerError
from wiredesk.basics.limits import IMAGE_BYTES_MAX
from wiredesk.basics.urls import host_of
from wiredesk.craft.pictures import copy_picture
from wiredesk.ports import Door, Gatekeeper, Pictures, Store, Workers
from wiredesk.records.fetching import Purpose, Request
from wiredesk.records.picture import Picture, PictureCopy, PictureDone, PictureWork
from wiredesk.records.reason import Reason

BATCH: Final = 60
PER_HOST: Final = 4  # of one batch: the door leaves a pause between two requests to a host
LOOKED_AT: Final = 1_000  # due pictures that a batch is chosen from
DEADLINE_SECONDS: Final = 15.0  # a page is shown without its picture meanwhile
PAUSE: Final = timedelta(seconds=10)  # between two batches of a running hub
ATTEMPTS_MAX: Final = 3
RETRY_FIRST: Final = timedelta(hours=1)  # then doubled
PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
LASTING: Final = frozenset({"refused", "too_large", "bomb", "redirects", "protocol"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Picturing:
    """Asks for pictures through the one door and has them drawn anew in worker processes."""

    store: Store
    door: Door
    gatekeeper: Gatekeeper
    workers: Workers
    pictures: Pictures

    async def run(self, *, now: datetime) -> int:
        """Look at a batch of what is due; when nothing is, forget what no record shows.  How many."""
        work = _few_of_each_host(self.store.list_picture_work(now=now, limit=LOOKED_AT))
        if not work:
            self.sweep()
            return 0
        done = await asyncio.gather(*(self._look(one, now=now) for one in work))
        self.store.save_pictures(done, now=now)
        return len(done)

    def sweep(self) -> None:
        """Remove copies that no record shows; only while no batch is under way, whose copies are not stored yet."""
        self.pictures.keep_only(self.store.list_picture_paths())

    async def _look(self, work: PictureWork, *, now: datetime) -> PictureDone:
        allowed, why = await self.gatekeeper.may_fetch(work.url)
        if not allowed:
            return _left(work, Reason(code="robots", text=why))
        request = Request(
            url=work.url,
            purpose=Purpose.IMAGE,
            bytes_max=IMAGE_BYTES_MAX,
            deadline_seconds=DEADLINE_SECONDS,
        )
        try:
            answer = await self.door.get(request)
        except FetchError as error:
            told = Reason(code=f"fetch_{error.code}", text=str(error), evidence=work.url)
            return _left(work, told) if error.code in LASTING else _later(work, told, now=now)
        if answer.status != 200:
            told = Reason(
                code="status", text=f"The server answered {answer.status}.", value=answer.status
            )
            return _later(work, told, now=now) if answer.status in PASSING else _left(work, told)
        return await self._copied(work, answer.body)

    async def _copied(self, work: PictureWork, body: bytes) -> PictureDone:
        try:
            copy: PictureCopy = await self.workers.run(copy_picture, body, subject=work.url)
            path = self.pictures.save(copy.body)
        except (InputError, WorkerError) as error:
            return _left(work, Reason(code=error.code, text=str(error), evidence=work.url))
        why = Reason(
            code="copied", text="Our own copy of it is shown.", value=len(copy.body), evidence=path
        )
        picture = Picture(
            url=work.url, path=path, width=copy.original_width, height=copy.original_height
        )
        return PictureDone(
            article_id=work.article_id, url=work.url, picture=picture, reasons=(why,)
        )


def _few_of_each_host(due: Sequence[PictureWork]) -> list[PictureWork]:
    hosts: Counter[str] = Counter()
    chosen: list[PictureWork] = []
    for work in due:
        host = host_of(work.url)
        if hosts[host] < PER_HOST and len(chosen) < BATCH:
            hosts[host] += 1
            chosen.append(work)
    return chosen


def _left(work: PictureWork, *reasons: Reason) -> PictureDone:
    return PictureDone(article_id=work.article_id, url=work.url, reasons=reasons)


def _later(work: PictureWork, why: Reason, *, now: datetime) -> PictureDone:
    if work.attempts + 1 >= ATTEMPTS_MAX:
        return _left(work, why)
    wait = RETRY_FIRST * 2**work.attempts
    return PictureDone(
        article_id=work.article_id, url=work.url, retry_at=now + wait, reasons=(why,)
    )
