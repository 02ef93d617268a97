"""The public site of a large hub: how long all of it takes, and one change.

In: nothing; a hub of made records in a folder that is thrown away.  Out: seconds and files of the whole site, after one
article came in, and after one was held; records and loading from the store included.

    python -m benchmarks.bench_site [RECORDS]        default: 20000
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.made_hub import SPREAD, T0, WHY, Made, make_articles, publish_into, topics_of_hub
from wiredesk.ports.outside import Body
from wiredesk.records.hold import Bucket, Hold, HoldReason, HoldVerdict
from wiredesk.records.work import HoldDone
from wiredesk.route.hubview import HubFacts
from wiredesk.route.publish import Publish, PublishPolicy
from wiredesk.world.outlets import FolderOutlet
from wiredesk.world.outlets.folder import Published
from wiredesk.world.store import SqlStore, open_store

RECORDS = 20_000
NOW = T0 + SPREAD + timedelta(days=1)
TURNS = 5  # of each change; the middle one counts
WHOLE_SECONDS_MAX, CHANGE_SECONDS_MAX = 60.0, 1.0


@dataclass(slots=True)
class Told:
    """An outlet that says what it did."""

    outlet: FolderOutlet
    said: Published = field(default_factory=lambda: Published(0, 0, 0))

    def replace(self, files: Iterable[tuple[str, Body]]) -> None:
        """As the outlet does."""
        self.said = self.outlet.replace(files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """How long it took, and what was written."""

    seconds: float
    cpu: float
    records: Published
    site: Published


class BigHub:
    """A hub of made records, and its outlets."""

    def __init__(self, folder: Path, records: int) -> None:
        self.store: SqlStore = open_store(folder / "wiredesk.db")
        self.made = list(make_articles(records))
        publish_into(self.store, self.made, now=NOW)
        self.records = Told(FolderOutlet(folder / "records"))
        self.site = Told(FolderOutlet(folder / "public"))
        self.step = Publish(
            store=self.store,
            records=self.records,
            site=self.site,
            policy=PublishPolicy(
                facts=HubFacts(title="A large hub", url="https://large.example", language="en")
            ),
            topics=topics_of_hub(),
        )
        self.settle(NOW)

    def settle(self, now: datetime) -> None:
        """Decide what the records say, without putting them out."""
        while work := [one for one in self.step.pending(now=now, limit=2_000) if one is not None]:
            done = asyncio.run(self.step.decide(work, now=now))
            self.store.save_records(done, version=self.step.version, now=now)

    def put_out(self) -> Took:
        """Bring the outlets up to the records."""
        begun, cpu = time.perf_counter(), time.process_time()
        self.step.save([], now=NOW)
        return Took(
            seconds=time.perf_counter() - begun,
            cpu=time.process_time() - cpu,
            records=self.records.said,
            site=self.site.said,
        )

    def bring(self, turn: int) -> None:
        """One article of a story of its own comes in."""
        publish_into(self.store, list(make_articles(1, first=10**6 + turn, at=NOW)), now=NOW)

    def hold(self, turn: int) -> None:
        """One article is held."""
        article = self._newest(turn).article
        hold = Hold(
            reason=HoldReason.BELOW_THRESHOLD, evidence="Made.", since=NOW, lifted_by="editor"
        )
        verdict = HoldVerdict(article_id=article.id, holds=(hold,), reasons=WHY)
        self.store.save_holds([HoldDone(verdict=verdict, bucket=Bucket.HELD)], version=1, now=NOW)

    def _newest(self, turn: int) -> Made:
        return sorted(self.made, key=lambda one: one.article.time.effective)[-1 - turn]


def measure(records: int) -> bool:
    """Print all figures; whether they are within what was asked for."""
    with tempfile.TemporaryDirectory() as folder:
        hub = BigHub(Path(folder), records)
        first = hub.put_out()
        _print(f"the whole site of {records:,} records", first)
        fine = first.seconds <= WHOLE_SECONDS_MAX
        for name, change in (("one article came in", hub.bring), ("one is held", hub.hold)):
            took = []
            for turn in range(TURNS):
                change(turn)
                hub.settle(NOW)
                took.append(hub.put_out())
            middle = sorted(took, key=lambda one: one.seconds)[TURNS // 2]
            _print(name, middle)
            fine &= middle.seconds <= CHANGE_SECONDS_MAX
        hub.store.close()
    return fine


def _print(name: str, took: Took) -> None:
    written = took.site.written + took.records.written
    files = sum(took.site) + sum(took.records)
    print(
        f"{name:44} {took.seconds:6.2f} s ({took.cpu:.2f} s of CPU)"
        f"  {written:,} of {files:,} files written, {took.site.removed} removed",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(not measure(int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS))
