"""Hands feeds to the workers, small ones several at a time.

In: answers, one by one as they come.  Out: the read feed of each, or its error.  Most feeds are small, and
an exchange with a worker process costs as much as parsing one.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from wiredesk.basics.errors import WiredeskError, WorkerError
from wiredesk.craft.feeds import FeedBody, ReadFeed, pack_bodies, read_packed, unpack_feed
from wiredesk.ports import Workers
from wiredesk.records.fetching import Answer

TOGETHER_MAX: Final = 16  # feeds in one exchange
SMALL_BYTES_MAX: Final = 65_536  # a larger feed goes alone
WAIT_SECONDS: Final = 0.01  # for others to come, so that the last of a batch are not kept


@dataclass(slots=True)
class FeedReader:
    """Parses in worker processes; a feed that ends its worker is found and blamed alone."""

    workers: Workers
    _waiting: "list[tuple[FeedBody, asyncio.Future[ReadFeed]]]" = field(default_factory=list)
    _running: "set[asyncio.Task[None]]" = field(default_factory=set)
    _timer: asyncio.TimerHandle | None = None

    async def read(self, answer: Answer) -> ReadFeed:
        """The feed in an answer; its error as raised, WorkerError when it ended the worker."""
        body = FeedBody(
            body=answer.body, url=answer.final_url, content_type=answer.header("content-type")
        )
        if len(body.body) > SMALL_BYTES_MAX:
            return await self._alone(body)
        loop = asyncio.get_running_loop()
        future: asyncio.Future[ReadFeed] = loop.create_future()
        self._waiting.append((body, future))
        if len(self._waiting) >= TOGETHER_MAX:
            self._send()
        elif self._timer is None:
            self._timer = loop.call_later(WAIT_SECONDS, self._send)
        return await future

    def _send(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waiting, self._waiting = self._waiting, []
        if waiting:
            task = asyncio.create_task(self._together(waiting))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _together(self, waiting: "list[tuple[FeedBody, asyncio.Future[ReadFeed]]]") -> None:
        bodies = [body for body, _ in waiting]
        try:
            found = await self._found(bodies, subject=f"{len(bodies)} feeds")
        except (
            WorkerError
        ):  # one of them did it: each again by itself, so that only that one is lost
            found = [await self._safely_alone(body) for body in bodies]
        for (_, future), one in zip(waiting, found, strict=True):
            if future.done():
                continue
            if isinstance(one, WiredeskError):
                future.set_exception(one)
            else:
                future.set_result(one)

    async def _safely_alone(self, body: FeedBody) -> ReadFeed | WiredeskError:
        try:
            return await self._alone(body)
        except WiredeskError as error:
            return error

    async def _alone(self, body: FeedBody) -> ReadFeed:
        [one] = await self._found([body], subject=body.url)
        if isinstance(one, WiredeskError):
            raise one
        return one

    async def _found(
        self, bodies: list[FeedBody], *, subject: str
    ) -> list[ReadFeed | WiredeskError]:
        found = await self.workers.run(read_packed, pack_bodies(bodies), subject=subject)
        return [unpack_feed(one) if isinstance(one, bytes) else one for one in found]
