"""Records: do the real files come back to the byte, also from other spellings, and how fast.

In: `../shared/data/records` and the seed record.  Out: counts and rates, with PyYAML's own reading
beside ours.  Peer: PyYAML (safe_load of the front matter, and dumping it again), which most tools use.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from wiredesk.craft.render import check_record, parse_record, render_record

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
VARIANTS = 5  # spellings per file
REPEATS = 20

sys.path.insert(0, str(ROOT / "tests"))
from craft.render.shuffling import shuffled  # noqa: E402 - lives with the tests that use it too


def main() -> None:
    files = [*sorted((DATA / "records").glob("*.md")), DATA / "seed-record.md"]
    if not files[0].exists() or len(files) == 1:
        print(f"{DATA} is not there: nothing to measure.")
        return
    bodies = {path.name: path.read_bytes() for path in files}
    same = sum(render_record(parse_record(raw, name=n)) == raw for n, raw in bodies.items())
    print(f"byte round trip, as they are:      {same} of {len(bodies)}")
    back = sum(_comes_back(raw, seed) for raw in bodies.values() for seed in range(VARIANTS))
    print(f"byte round trip, other spellings:  {back} of {len(bodies) * VARIANTS}")
    peer = sum(_by_pyyaml(raw) == raw for raw in bodies.values())
    print(f"byte round trip, PyYAML safe_dump: {peer} of {len(bodies)}")
    clean = sum(not check_record(raw, name=name) for name, raw in bodies.items())
    print(f"without problems by `check`:       {clean} of {len(bodies)}")
    ours = _rate(bodies, lambda raw: render_record(parse_record(raw, name="x")))
    print(
        f"read and written, records/s:       {ours:,.0f} (PyYAML {_rate(bodies, _by_pyyaml):,.0f})"
    )


def _comes_back(raw: bytes, seed: int) -> bool:
    variant = shuffled(raw, random.Random(seed))
    return render_record(parse_record(variant, name="variant")) == raw


def _by_pyyaml(raw: bytes) -> bytes:
    head = raw.decode("utf-8").split("---")[1]
    told = yaml.safe_dump(yaml.safe_load(head), sort_keys=False, allow_unicode=True, width=10**6)
    return f"---\n{told}---\n\n".encode()


def _rate(bodies: dict[str, bytes], work: Callable[[bytes], bytes]) -> float:
    begun = time.perf_counter()
    rounds = REPEATS if work is not _by_pyyaml else 1
    for _ in range(rounds):
        for raw in bodies.values():
            work(raw)
    return rounds * len(bodies) / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
