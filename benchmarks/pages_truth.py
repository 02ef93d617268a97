"""The pages to measure on, with their truth, and the shared scorer's metric.

In: `../shared/data/<collection>`.  Out: cases; the text metric of `../shared/bench/score_pages.py`, loaded from there.
"""

import functools
import gzip
import importlib.util
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page and what is true of it."""

    collection: str
    id: str
    url: str
    body: bytes
    text: str
    truth: dict[str, Any]


def load_cases(collection: str) -> list[Case]:
    """All pages of a collection; ends the program with a sentence when they are not there."""
    folder = SHARED / "data" / collection
    if not (folder / "truth.jsonl").exists():
        sys.exit(f"{folder} is missing: the pages to measure on are no part of this project.")
    # Not splitlines(): the truth holds U+2028 inside its strings, which that would break at.
    lines = (folder / "truth.jsonl").read_text("utf-8").split("\n")
    return [_case(collection, folder, json.loads(line)) for line in lines if line]


def _case(collection: str, folder: Path, truth: dict[str, Any]) -> Case:
    return Case(
        collection=collection,
        id=str(truth["id"]),
        url=truth["url"],
        body=gzip.decompress((folder / truth["path"]).read_bytes()),
        text=truth.get("text") or "",
        truth=truth,
    )


@functools.cache
def scorer() -> Any:
    """The module `score_pages.py`."""
    path = SHARED / "bench" / "score_pages.py"
    spec = importlib.util.spec_from_file_location("score_pages", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def overlap(true: str, mine: str) -> tuple[int, int, int]:
    """Shingles hit, wrongly added and missed."""
    found: tuple[int, int, int] = scorer().overlap(true, mine)
    return found


def f1_of(pairs: list[tuple[int, int, int]]) -> tuple[float, float, float]:
    """F1, precision, recall."""
    found: tuple[float, float, float] = scorer().f1_of(pairs)
    return found
