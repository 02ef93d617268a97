"""Ports to everything but the store: the one door out, its gatekeeper, the archive, workers, outlets."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol

from wiredesk.records.envelope import Statement
from wiredesk.records.fetching import Answer, Request
from wiredesk.records.page import ArchivePlace


class Door(Protocol):
    """The one way out (SAFETY.md rule 1)."""

    async def get(self, request: Request) -> Answer:
        """The answer to one request, redirects followed; FetchError when there is none."""
        ...


class Messenger(Protocol):
    """The same door, for what is sent out."""

    async def post(self, request: Request, body: bytes) -> Answer:
        """The answer to `body`, sent once; a redirect is an answer and is not followed.  FetchError when none."""
        ...


class Gatekeeper(Protocol):
    """Knows each host's robots.txt."""

    async def may_fetch(self, url: str) -> tuple[bool, str]:
        """Whether robots.txt lets us fetch `url`, with the sentence why."""
        ...


class RightsKeeper(Protocol):
    """Knows what each site says about the use of its pages."""

    async def said_of(self, url: str) -> tuple[Statement, ...]:
        """What robots.txt, tdmrep.json and licence files say about `url`; never raises for a site's fault."""
        ...


class Archive(Protocol):
    """Where raw responses are kept; written by one process."""

    def save(self, answer: Answer, *, subject: str, at: datetime) -> ArchivePlace:
        """Append one response; on disk for certain only after `flush`."""
        ...

    def flush(self) -> None:
        """Make all that was saved survive a crash."""
        ...

    def load(self, place: ArchivePlace) -> Answer:
        """The response that lies there, body decoded; InputError when it is damaged.

        Its code is `withdrawn` when nobody may read it, `erased` when it is no longer there.
        """
        ...

    def withdraw(self, places: Iterable[ArchivePlace]) -> None:
        """Let nobody read what lies there."""
        ...

    def restore(self, places: Iterable[ArchivePlace]) -> None:
        """Let what was withdrawn, and not yet erased, be read again."""
        ...

    def erase(self, places: Iterable[ArchivePlace]) -> None:
        """Overwrite what lies there, for good; everything else stays where it is."""
        ...

    def prune(self, files: Iterable[str]) -> None:
        """Delete files that hold nothing that is kept; the one being written stays."""
        ...


class Workers(Protocol):
    """Runs functions on hostile bytes in processes that can be killed."""

    async def run(
        self, function: Callable[..., Any], *args: Any, subject: str, **kwargs: Any
    ) -> Any:
        """The function's result; its WiredeskError as raised; WorkerError when the process died."""
        ...


Body = bytes | Callable[[], bytes | None]
"""A file's bytes; or how they are made, for a file that is as it was the last time: None when they no longer can."""


class Outlet(Protocol):
    """A place where finished files go."""

    def replace(self, files: Iterable[tuple[str, Body]]) -> object:
        """Make the outlet hold exactly `files` of ours; what was done, for who wants to tell.

        A body that is a function is called only when the file is not there as it was left.
        Files that are not ours stay.  May be killed at any moment; calling it again completes it.
        """
        ...
