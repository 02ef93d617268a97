"""Two people at one article, in any order: no edit is lost, and the audit tells how it came to be (SAFETY.md F097, F098)."""

import random
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from heldpile import pile
from make import NOW, make_article
from newsroom.deciding import decider

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId
from wiredesk.newsroom.deciding import can_be_undone
from wiredesk.newsroom.requests import ask, take_requests
from wiredesk.records.act import CHOICES, Act, ActKind
from wiredesk.records.decision import Choice
from wiredesk.records.request import ChoiceRequest, EditRequest, Request, UndoRequest
from wiredesk.world.inbox import FolderBox
from wiredesk.world.store import SqlStore, open_store

STEPS = 1_000
PEOPLE = ("ada", "ben")
ONE = make_article(1, provider="courier.example").id


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(tmp_path / "hub.db")
    pile(opened, 4)
    yield opened
    opened.close()


class Interleaved:
    """Two sessions with one article; each looks now and then, and acts on what it saw last."""

    def __init__(self, store: SqlStore, article: ArticleId, chance: random.Random) -> None:
        self.store = store
        self.article = article
        self.chance = chance
        self.seen = dict.fromkeys(PEOPLE, 0)
        self.now = NOW
        self.conflicts = 0

    def step(self) -> None:
        who = self.chance.choice(PEOPLE)
        self.now += timedelta(seconds=self.chance.choice((1, 60, 3_600)))
        if self.chance.random() < 0.4:
            self.seen[who] = self.store.last_act()
            return
        before, last = self.store.dump(), self.store.last_act()
        try:
            act = decider(self.store).decide(self.asked(who), now=self.now)
        except UsageError as error:
            assert self.store.dump() == before, "what is refused changes nothing"
            self.conflicts += error.code == "conflict"
            return
        assert act.number == last + 1
        if act.kind is not ActKind.UNDO:
            unseen = self.others(who, after=self.seen[who], before=act.number)
            assert not unseen, f"{act} overwrote {unseen}"

    def asked(self, who: str) -> Request:
        said: Any = {"by": who, "at": self.now, "seen": self.seen[who]}
        kind, last = self.chance.randrange(4), self.store.last_act()
        if kind == 0:
            number = self.chance.randint(max(1, last - 5), last + 1)
            return UndoRequest(number=number, by=who, at=self.now)
        if kind == 1:
            title = self.chance.choice((None, "One headline", "Another headline", "A third"))
            return EditRequest(article=self.article, title=title, **said)
        choice = self.chance.choice((None, *Choice))
        return ChoiceRequest(choice=choice, articles=(self.article,), **said)

    def others(self, who: str, *, after: int, before: int) -> list[Act]:
        """What another person did that `who` had not seen, and that held when `who` acted."""
        return [
            one
            for one in self.store.list_acts_since([self.article], after=after)
            if one.number < before
            and one.by != who
            and one.kind is not ActKind.UNDO
            and not 0 < one.undone_by < before
        ]


def test_no_edit_is_lost_in_a_thousand_interleaved_steps_and_the_audit_tells_the_state(
    store: SqlStore,
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    both = Interleaved(store, ONE, random.Random(seed))
    for _ in range(STEPS):
        both.step()
    acts = store.list_acts(about=ONE, limit=STEPS)
    assert len(acts) > STEPS // 10, f"seed {seed}"
    assert both.conflicts > STEPS // 50, f"seed {seed}"
    holding = [one for one in acts if can_be_undone(one)]
    chosen = next((one for one in holding if one.kind in CHOICES), None)
    wanted = chosen if chosen and chosen.kind is not ActKind.UNDECIDE else None
    kept = store.load_choices([ONE]).get(ONE)
    said = (kept.choice.value, kept.by) if kept else None
    assert said == ((wanted.kind.value, wanted.by) if wanted else None), f"seed {seed}"
    edited = next((one for one in holding if one.kind is ActKind.EDIT), None)
    words = store.load_edits([ONE]).get(ONE)
    assert words is None or (edited and words.act == edited.number), f"seed {seed}"


def test_fifty_approvals_of_one_article_at_once_are_one_act(
    store: SqlStore, tmp_path: Path
) -> None:
    box, stop = FolderBox(tmp_path / "requests"), threading.Event()
    told: list[str] = []

    def approve(number: int) -> None:
        by = f"editor-{number}"
        request = ChoiceRequest(choice=Choice.RELEASE, articles=(ONE,), by=by, at=NOW)
        try:
            act = ask(store, box, request, wait_seconds=60)
            told.append(f"act {act.number}" if act else "later")
        except UsageError as error:
            told.append(error.code)

    def attend() -> None:
        while not stop.wait(0.01):
            take_requests(decider(store), box, now=NOW)

    attending = threading.Thread(target=attend)
    attending.start()
    storm = [threading.Thread(target=approve, args=(number,)) for number in range(50)]
    for one in storm:
        one.start()
    for one in storm:
        one.join()
    stop.set()
    attending.join()
    assert sorted(told) == ["act 1", *["already"] * 49]
    assert len(store.list_decisions(ONE)) == 1
    assert not list((tmp_path / "requests").iterdir())
