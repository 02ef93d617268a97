"""The store: articles through all saves and lists of the route, and searches, on SQLite and on PostgreSQL.

In: nothing.  Out: rates of both, taken in turns.  No peer: what is compared is one store with the other.
PostgreSQL is that of `WIREDESK_TEST_POSTGRES`, or what listens on loopback.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

ROUNDS = 3
BATCHES, BATCH = 10, 100
SEARCHES = 300
WORDS = ("harbour", "minister", "city", '"heat pumps"', "harb*", "provider:gazette.example")

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from contract.test_searching import out  # noqa: E402 - lives with the tests that use it too
from contract.test_store import fetch, group, judge, match, poll, read  # noqa: E402 - as above
from make import NOW, make_article  # noqa: E402 - as above
from pgserver import own_database  # noqa: E402 - as above

from wiredesk.craft.searching import parse_query  # noqa: E402 - as above
from wiredesk.records.searching import Order  # noqa: E402 - as above
from wiredesk.world.store import Place, SqlStore, open_store  # noqa: E402 - as above


def main() -> None:
    taken: dict[str, list[tuple[float, float]]] = {"SQLite": [], "PostgreSQL": []}
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder, own_database("bench") as url:
            taken["SQLite"].append(_measured(Path(folder) / "hub.db"))
            taken["PostgreSQL"].append(_measured(url))
    for name, rounds in taken.items():
        saved, searched = (statistics.median(one) for one in zip(*rounds, strict=True))
        print(
            f"{name:11} {saved:7.0f} articles/s through the route's saves, {searched:7.0f} searches/s"
        )


def _measured(place: Place) -> tuple[float, float]:
    with closing(open_store(place)) as store:
        saved = BATCHES * BATCH / _seconds(lambda: _fill(store))
        return saved, SEARCHES / _seconds(lambda: _search(store))


def _fill(store: SqlStore) -> None:
    for begin in range(0, BATCHES * BATCH, BATCH):
        numbers = range(begin, begin + BATCH)
        articles = [
            make_article(
                number,
                title=f"Harbour report {number}",
                excerpt="The minister of the city spoke of heat pumps.",
            )
            for number in numbers
        ]
        poll(store, *numbers)
        fetch(store)
        for step in (read, match, group, judge):
            step(store, *articles)
        store.save_records([out(article) for article in articles], version=1, now=NOW)


def _search(store: SqlStore) -> None:
    for number in range(SEARCHES):
        asked = parse_query(WORDS[number % len(WORDS)])
        store.search(asked, order=Order.BEST, limit=20)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
