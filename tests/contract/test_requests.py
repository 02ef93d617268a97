"""What every box of requests promises (`wiredesk.ports.requests`)."""

import os
import random
import signal
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from make import NOW

from wiredesk.basics.errors import StoreError
from wiredesk.basics.ids import ArticleId, RequestId, StoryId, TopicId
from wiredesk.ports import RequestBox
from wiredesk.records.correction import CorrectionKind, CorrectionRequest
from wiredesk.records.decision import Choice
from wiredesk.records.held import HeldFilter
from wiredesk.records.hold import HoldReason
from wiredesk.records.request import (
    KINDS,
    ChoiceRequest,
    EditRequest,
    PinRequest,
    PutBackRequest,
    Refusal,
    Request,
    TakedownRequest,
    UndoRequest,
)
from wiredesk.records.rights import TakedownReason
from wiredesk.world.inbox import FolderBox

WHY_NOT = Refusal(code="conflict", told="tone: cannot be.", remedy="Ask for something else.")
SAID: dict[str, Any] = {
    "by": "Ada",
    "at": NOW + timedelta(microseconds=5),
    "note": "Größe & “quotes”",
    "seen": 7,
    "seen_at": NOW,
}
FILTER = HeldFilter(
    reasons=(HoldReason.OFF_TOPIC, HoldReason.COPY), topic=TopicId("ai"), received_until=NOW
)
EVERY: list[Request] = [
    CorrectionRequest(kind=CorrectionKind.LEAD, articles=(ArticleId("a1"),), by="Ada", at=NOW),
    ChoiceRequest(choice=Choice.HOLD, matching=FILTER, counted=9, until=NOW, **SAID),
    EditRequest(article=ArticleId("a1"), title="Ours", picture="", **SAID),
    PinRequest(story=StoryId("t1"), until=NOW, **SAID),
    TakedownRequest(article=ArticleId("a1"), reason=TakedownReason.COURT, **SAID),
    PutBackRequest(article=ArticleId("a1"), **SAID),
    UndoRequest(number=3, **SAID),
]


@pytest.fixture
def box(tmp_path: Path) -> FolderBox:
    return FolderBox(tmp_path / "requests")


def asked(number: int, *, by: str = "Ada") -> CorrectionRequest:
    return CorrectionRequest(
        kind=CorrectionKind.MERGE,
        stories=(StoryId("tone"), StoryId(f"t{number}")),
        by=by,
        at=NOW + timedelta(seconds=number),
        note="Größe & “quotes”",
    )


def test_what_was_put_waits_in_the_order_in_which_it_was_put(box: RequestBox) -> None:
    assert list(box.list_waiting()) == []
    put = [asked(number) for number in (5, 1, 4)]
    for one in put:
        box.put(one)
        time.sleep(0.002)  # the clock of a file system may stand still for a millisecond
    assert list(box.list_waiting()) == put


def test_the_same_request_put_twice_waits_once(box: RequestBox) -> None:
    box.put(asked(1))
    box.put(asked(1))
    assert list(box.list_waiting()) == [asked(1)]


def test_what_is_settled_waits_no_more(box: RequestBox) -> None:
    box.put(asked(1))
    box.put(asked(2))
    for _ in range(2):
        box.settle(asked(1).id)
    assert list(box.list_waiting()) == [asked(2)]


def test_a_refusal_is_told_until_it_is_settled(box: RequestBox) -> None:
    box.put(asked(1))
    box.refuse(asked(1).id, WHY_NOT)
    assert list(box.list_waiting()) == []
    assert box.list_refusals() == {asked(1).id: WHY_NOT}
    assert box.find_refusal(asked(1).id) == WHY_NOT
    box.settle(asked(1).id)
    assert box.list_refusals() == {}
    assert box.find_refusal(asked(1).id) is None


@pytest.mark.parametrize("request_", EVERY, ids=lambda one: type(one).__name__)
def test_every_kind_of_request_waits_as_it_was_put(box: RequestBox, request_: Request) -> None:
    box.put(request_)
    (waiting,) = box.list_waiting()
    assert (waiting, waiting.id) == (request_, request_.id)


def test_there_is_a_test_request_of_every_kind() -> None:
    assert {type(one) for one in EVERY} == set(KINDS.values())


def test_a_refusal_that_cannot_be_read_is_still_one(tmp_path: Path) -> None:
    (tmp_path / f"{asked(1).id}.refused").write_bytes(b"{")
    refusal = FolderBox(tmp_path).find_refusal(asked(1).id)
    assert refusal is not None
    assert refusal.code == "broken"


def test_settling_what_was_never_put_is_harmless(box: RequestBox) -> None:
    box.settle(RequestId("cnone"))
    assert box.list_refusals() == {}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"kind":"delete","request":{}}',
        b'{"kind":"undo","request":{}}',
        b"\xff\xfe",
        b" " * 2_000_000,
    ],
    ids=["empty", "cut", "list", "kind", "fields", "bytes", "huge"],
)
def test_what_is_no_request_is_set_aside_and_the_others_go_on(tmp_path: Path, body: bytes) -> None:
    box = FolderBox(tmp_path)
    (tmp_path / "cbad.json").write_bytes(body)
    box.put(asked(1))
    assert list(box.list_waiting()) == [asked(1)]
    assert (tmp_path / "cbad.broken").exists()


def test_a_request_under_another_name_is_set_aside(tmp_path: Path) -> None:
    box = FolderBox(tmp_path)
    box.put(asked(1))
    (tmp_path / f"{asked(1).id}.json").rename(tmp_path / "canother.json")
    assert list(box.list_waiting()) == []


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="writable") as caught:
        FolderBox(tmp_path / "file" / "requests").put(asked(1))
    assert caught.value.code == "requests"


def test_nothing_that_was_acknowledged_is_lost_or_torn_by_kill_9(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)
    box = FolderBox(tmp_path)
    acknowledged = 0
    for round_ in range(8):
        acknowledged += killed_while_putting(
            box, first=round_ * 10_000, seconds=chance.uniform(0.001, 0.03)
        )
    waiting = box.list_waiting()
    assert len(waiting) >= min(acknowledged, 1_000), f"seed {seed}"
    assert not list(tmp_path.glob("*.broken")), f"seed {seed}"


def killed_while_putting(box: RequestBox, *, first: int, seconds: float) -> int:
    """How many requests a child had put when it was killed."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            for number in range(first, first + 10_000):
                box.put(asked(number))
                os.write(theirs, b".")
        finally:
            os._exit(0)
    os.close(theirs)
    os.read(ours, 1)  # it has begun
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    count = 1
    while got := os.read(ours, 65_536):
        count += len(got)
    os.close(ours)
    return count
