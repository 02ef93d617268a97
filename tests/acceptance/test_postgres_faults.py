"""PostgreSQL ends sessions, crashes, and its clients are killed, under load: nothing acknowledged is lost, nothing twice.

Each round kills 20 clients, 5 backends and the whole server twice; `WIREDESK_KILL_ROUNDS=10` gives 200, 50 and 20.
"""

import os
import random
import select
import signal
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from acceptance.pgcluster import Cluster, own_cluster
from contract.test_store import fetch, group, judge, match, poll, publish, read
from make import make_article
from store.test_in_doubt import held

from wiredesk.basics.errors import StoreError
from wiredesk.world.store import SqlStore, check_database, open_store

ROUNDS = int(os.environ.get("WIREDESK_KILL_ROUNDS", "1"))
PATIENCE_SECONDS = 60.0
AGAIN = {"lost", "in_doubt", "second_writer"}
"""What a program that was told so does again."""
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with own_cluster() as made:
        yield made


def take_through(store: SqlStore, number: int) -> None:
    """One article through the whole route."""
    article = make_article(number)
    poll(store, number)
    fetch(store)
    for step in (read, match, group, judge, publish):
        step(store, article)


class Load:
    """A process that takes one article after another through the store, and says so when one is through."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.acknowledged = 0
        self.again: dict[str, int] = {}
        self._child = 0

    def begin(self) -> None:
        """Go on behind what was acknowledged."""
        self._ours, theirs = os.pipe()
        os.set_blocking(self._ours, False)
        self._child = os.fork()
        if self._child == 0:
            code = 1
            try:
                _work(self._url, self.acknowledged, theirs)
                code = 0
            finally:
                os._exit(code)
        os.close(theirs)

    def listen(self, *, until: Callable[[], bool]) -> None:
        """Take acknowledgements until then."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not until():
            assert time.monotonic() < end, f"stuck after {self.acknowledged}"
            select.select([self._ours], [], [], 0.01)
            self._take()

    def listen_for(self, seconds: float) -> None:
        """Take acknowledgements for a while."""
        end = time.monotonic() + seconds
        self.listen(until=lambda: time.monotonic() >= end)

    def seconds_to_next(self) -> float:
        """How long the next acknowledgement takes, counted from now."""
        began, before = time.monotonic(), self.acknowledged
        self.listen(until=lambda: self.acknowledged > before)
        return time.monotonic() - began

    def end(self, number: signal.Signals) -> int:
        """Ask it to end, or kill it; its exit status."""
        os.kill(self._child, number)
        status = os.waitpid(self._child, 0)[1]
        self._take()
        os.close(self._ours)
        return status

    def _take(self) -> None:
        try:
            while got := os.read(self._ours, 65_536):
                self.acknowledged += got.count(b".")
                for line in got.replace(b".", b"").decode().split():
                    self.again[line] = self.again.get(line, 0) + 1
        except BlockingIOError:
            pass


def _work(url: str, begin: int, pipe: int) -> None:
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    store: SqlStore | None = None
    for number in count(begin):
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                store = store or open_store(url)
                take_through(store, number)
                break
            except StoreError as error:
                if error.code not in AGAIN or time.monotonic() > end:
                    print(repr(error), flush=True)
                    raise
                os.write(pipe, f" {error.code} ".encode())
                time.sleep(0.01)
        os.write(pipe, b".")
        if asked:
            break
    assert store is not None
    store.close()


def compare(cluster: Cluster, url: str, load: Load, name: str) -> None:
    """What the load left is what it would have left undisturbed: nothing lost, nothing twice."""
    calm = open_store(cluster.make_database(f"{name}_calm"))
    for number in range(load.acknowledged):
        take_through(calm, number)
    left = open_store(url)
    assert left.count_articles() == load.acknowledged
    ours, theirs = held(left), held(calm)
    lost = sum(len(set(theirs[one]) - set(ours[one])) for one in ours)
    twice = sum(max(len(ours[one]) - len(theirs[one]), 0) for one in ours)
    told = ", ".join(f"{times} × {code}" for code, times in sorted(load.again.items())) or "none"
    print(
        f"{name}: {load.acknowledged} acknowledged, lost {lost}, twice {twice}; done again: {told}"
    )
    assert (lost, twice) == (0, 0)
    assert ours == theirs
    left.close()
    calm.close()
    assert check_database(url) == ""


def seconds(taken: list[float]) -> str:
    return (
        f"next acknowledgement after {statistics.median(taken):.2f} s, at most {max(taken):.2f} s"
    )


def test_clients_that_are_killed_lose_nothing(cluster: Cluster) -> None:
    chance = random.Random(seed := random.SystemRandom().randrange(2**32))
    load = Load(url := cluster.make_database("clients"))
    for _ in range(20 * ROUNDS):
        load.begin()
        load.seconds_to_next()
        load.listen_for(chance.uniform(0.0, 0.2))
        load.end(signal.SIGKILL)
    load.begin()
    load.seconds_to_next()
    assert load.end(signal.SIGTERM) == 0
    print(f"seed {seed}: {20 * ROUNDS} clients killed")
    compare(cluster, url, load, "clients")


def test_sessions_that_are_ended_and_backends_that_are_killed_lose_nothing(
    cluster: Cluster,
) -> None:
    chance = random.Random(seed := random.SystemRandom().randrange(2**32))
    load = Load(url := cluster.make_database("backends"))
    load.begin()
    taken = []
    for number in range(5 * ROUNDS):
        load.seconds_to_next()
        load.listen_for(chance.uniform(0.0, 0.2))
        assert cluster.end_backends("backends", hard=number % 2 == 1) > 0
        taken.append(load.seconds_to_next())
        cluster.wait()
    assert load.end(signal.SIGTERM) == 0
    print(f"seed {seed}: {5 * ROUNDS} backend kills, half by SIGKILL; {seconds(taken)}")
    compare(cluster, url, load, "backends")


def test_a_server_that_crashes_loses_nothing(cluster: Cluster) -> None:
    chance = random.Random(seed := random.SystemRandom().randrange(2**32))
    load = Load(url := cluster.make_database("crashes"))
    load.begin()
    taken = []
    for _ in range(2 * ROUNDS):
        load.seconds_to_next()
        load.listen_for(chance.uniform(0.0, 0.2))
        cluster.stop("immediate")
        cluster.start()
        taken.append(load.seconds_to_next())
    assert load.end(signal.SIGTERM) == 0
    print(f"seed {seed}: {2 * ROUNDS} immediate stops; {seconds(taken)}")
    compare(cluster, url, load, "crashes")
