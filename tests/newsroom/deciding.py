"""Deciding in tests: the real decider over a store, and what a person asks of it."""

import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from make import NOW

from wiredesk.basics.ids import ArticleId, RequestId
from wiredesk.newsroom.deciding import Decider
from wiredesk.ports import Store
from wiredesk.records.act import Act
from wiredesk.records.decision import Choice
from wiredesk.records.request import ChoiceRequest, Refusal, Request
from wiredesk.world.archive import WarcArchive

NO_ARCHIVE = Path(tempfile.gettempdir(), f"wiredesk-no-archive-{os.getpid()}")
"""Nothing lies there; take-downs alone look."""


def decider(store: Store, *, archive: Path = NO_ARCHIVE, **said: Any) -> Decider:
    """Does what people ask; the archive is touched by take-downs alone."""
    return Decider(store=store, archive=WarcArchive(archive), **said)


def chosen(
    *articles: ArticleId, choice: Choice | None = Choice.RELEASE, **said: Any
) -> ChoiceRequest:
    """Ada chooses."""
    return ChoiceRequest(choice=choice, articles=articles, **{"by": "Ada", "at": NOW, **said})


def decided(store: Store, request: Request) -> Act:
    """The act that answers a request, done when it was asked."""
    return decider(store).decide(request, now=request.at)


HOUR = timedelta(hours=1)


class NobodyAsks:
    """A box that is always empty."""

    def put(self, request: Request) -> None:
        raise AssertionError(request)

    def list_waiting(self) -> list[Request]:
        return []

    def settle(self, request: RequestId) -> None:
        raise AssertionError(request)

    def refuse(self, request: RequestId, why: Refusal) -> None:
        raise AssertionError(request, why)

    def find_refusal(self, request: RequestId) -> Refusal | None:
        raise AssertionError(request)

    def list_refusals(self) -> dict[RequestId, Refusal]:
        return {}
