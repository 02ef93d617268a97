"""Worker processes for hostile bytes: limited in memory, processor and wall time, and replaceable.

In: a function of a module, and its arguments.  Out: its result, its WiredeskError as it raised it, or
WorkerError when the process died or was killed.  A bare process pool dies with its first worker
(DEPENDENCIES.md 11); here a dead one costs one task and is replaced.
"""

import asyncio
import contextlib
import logging
import multiprocessing
import os
import resource
import signal
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Final, Self

from wiredesk.basics.errors import WiredeskError, WorkerError

TASKS_MAX: Final = 2_000  # then a worker is replaced, so that no leak of a parser lasts
CPU_SECONDS_MAX: Final = 3_600  # of one worker's life; one task is bounded by wall time
GRACE_SECONDS: Final = 2.0  # a worker that was told to end
# What workers need is imported once, in the process that they are forked from.
PRELOADED: Final = [
    "wiredesk.craft.feeds",
    "wiredesk.craft.pages",
    "wiredesk.craft.pictures",
    "wiredesk.engine.workers",
]

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Worker:
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    tasks: int = 0

    def end(self, *, kindly: bool) -> None:
        """Let it go: by closing its pipe, or at once."""
        with contextlib.suppress(OSError):
            self.pipe.close()
        if not kindly:
            self.process.kill()
        self.process.join(GRACE_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()


class WorkerPool:
    """A few workers; each task goes to one that is free."""

    def __init__(
        self,
        *,
        jobs: int = 2,
        memory_bytes: int = 1_536 * 1024 * 1024,
        wall_seconds: float = 20.0,
    ) -> None:
        self._jobs = jobs
        self._memory_bytes = memory_bytes
        self._wall_seconds = wall_seconds
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(PRELOADED)
        self._threads = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="worker")
        self._idle: list[_Worker] = []
        self._free = asyncio.Semaphore(jobs)
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed = True
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._idle:
            worker.end(kindly=True)
        self._idle.clear()

    async def run(
        self, function: Callable[..., Any], *args: Any, subject: str, **kwargs: Any
    ) -> Any:
        """The function's result; its WiredeskError as raised; WorkerError naming `subject`."""
        async with self._free:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(
                self._threads, self._call, (function, args, kwargs), subject
            )

    async def stream(
        self, tasks: Iterable[tuple[str, Callable[..., Any], tuple[Any, ...], dict[str, Any]]]
    ) -> AsyncIterator[Any]:
        """Results in the order of `tasks` (subject, function, args, kwargs), errors as values.

        Only a few tasks ahead are taken from the iterable, so a list of any length fits.
        """
        waiting: list[asyncio.Task[Any]] = []
        for subject, function, args, kwargs in tasks:
            waiting.append(asyncio.create_task(self._safely(subject, function, args, kwargs)))
            if len(waiting) > 2 * self._jobs:
                yield await waiting.pop(0)
        for task in waiting:
            yield await task

    async def _safely(
        self, subject: str, function: Callable[..., Any], args: Any, kwargs: Any
    ) -> Any:
        try:
            return await self.run(function, *args, subject=subject, **kwargs)
        except WiredeskError as error:
            return error

    def _call(self, task: tuple[Any, ...], subject: str) -> Any:
        worker = self._idle.pop() if self._idle else self._started()
        try:
            done, result = self._asked(worker, task, subject)
        except BaseException:
            worker.end(kindly=False)
            raise
        worker.tasks += 1
        if worker.tasks >= TASKS_MAX or self._closed:
            worker.end(kindly=True)
        else:
            self._idle.append(worker)
        if done:
            return result
        raise result

    def _asked(self, worker: _Worker, task: tuple[Any, ...], subject: str) -> tuple[bool, Any]:
        try:
            worker.pipe.send(task)
            if not worker.pipe.poll(self._wall_seconds):
                raise WorkerError(
                    f"took over {self._wall_seconds:g} seconds to parse and was stopped.",
                    subject=subject,
                    remedy="It is set aside; nothing else is held up.",
                    code="worker_time",
                )
            done, result = worker.pipe.recv()
        except (EOFError, OSError) as cause:
            worker.process.join(GRACE_SECONDS)
            raise WorkerError(
                f"ended the worker process that parsed it ({_exit(worker.process.exitcode)}).",
                subject=subject,
                remedy="It is set aside; nothing else is held up.",
                code="worker_died",
            ) from cause
        if not done and isinstance(result, str):
            result = WorkerError(
                f"could not be parsed: {result}.",
                subject=subject,
                remedy="It is set aside; please report it with its address.",
                code="worker_failed",
            )
        return done, result

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._memory_bytes), daemon=True, name="wiredesk-worker"
        )
        process.start()
        theirs.close()
        return _Worker(process=process, pipe=ours)


def _serve(pipe: Connection, memory_bytes: int) -> None:
    """A worker's life: task after task until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS_MAX, CPU_SECONDS_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            function, args, kwargs = pipe.recv()
        except (EOFError, OSError):
            os._exit(0)
        try:
            answer: tuple[bool, Any] = (True, function(*args, **kwargs))
        except WiredeskError as error:
            answer = (False, error)
        except MemoryError:
            os._exit(77)  # the heap is in no state to go on
        except Exception as error:  # noqa: BLE001 - a parser's own failure is the task's, not the worker's
            answer = (False, _told(error))
        try:
            pipe.send(answer)
        except OSError:
            os._exit(0)
        except Exception as error:  # noqa: BLE001 - a result that cannot be pickled; nothing was written yet
            pipe.send((False, _told(error)))


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:200]}"


def _exit(code: int | None) -> str:
    if code == 77:
        return "out of its memory limit"
    if code is not None and code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"
