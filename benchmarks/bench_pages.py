"""Pages: text, title, authors, day, minute and lead picture, beside trafilatura in one run.

Text: mean precision and recall of 4-word shingles over pages, and the F1 of the two means, as the public
article-extraction benchmark counts.  Both run on one core, in this process; CPU time.
"""

import gzip
import json
import re
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import trafilatura

from wiredesk.basics.dates import rfc3339
from wiredesk.craft.pages import read_page
from wiredesk.records.article import Reading

DATA = Path(__file__).parents[2] / "shared" / "data"
SETS = ("pages", "publishers", "dates")
_WORD = re.compile(r"\w+")


def main() -> None:
    """Print ours and the peer's figures for each set that is there."""
    for name in SETS:
        folder = DATA / name
        if not folder.is_dir():
            print(f"{folder} is not there: left out.")
            continue
        truth = [json.loads(line) for line in (folder / "truth.jsonl").open(encoding="utf-8")]
        bodies = [gzip.decompress((folder / line["path"]).read_bytes()) for line in truth]
        print(f"{name}: {len(truth)} pages")
        for label, reader in (("ours", _ours), ("trafilatura", _theirs)):
            began = time.process_time()
            found = [reader(body, line["url"]) for body, line in zip(bodies, truth, strict=True)]
            seconds = time.process_time() - began
            print(f"  {label:12} {len(truth) / seconds:6.1f} pages/s  {_scores(truth, found)}")


def _ours(body: bytes, url: str) -> dict[str, Any]:
    reading: Reading = read_page(body, url=url)
    best = reading.dates[0] if reading.dates else None
    return {
        "text": reading.text,
        "title": reading.title,
        "authors": reading.authors,
        "date": best and (rfc3339(best.at) if best.has_time else f"{best.at:%Y-%m-%d}"),
        "image": reading.image.url if reading.image else "",
    }


def _theirs(body: bytes, url: str) -> dict[str, Any]:
    found: Any = trafilatura.bare_extraction(
        body, url=url, include_comments=False, with_metadata=True
    )
    told = found.as_dict() if found else {}
    return {
        "text": told.get("text") or "",
        "title": told.get("title") or "",
        "authors": [name.strip() for name in (told.get("author") or "").split(";") if name],
        "date": told.get("date"),
        "image": told.get("image") or "",
    }


def _scores(truth: list[dict[str, Any]], found: list[dict[str, Any]]) -> str:
    tally: Counter[tuple[str, int]] = Counter()
    texts = []
    for line, got in zip(truth, found, strict=True):
        if line.get("text"):
            texts.append(_overlap(line["text"], got["text"]))
        for name, right in _facts(line, got):
            tally[name, 1] += 1
            tally[name, 0] += right
    told = [f"text F1 {_f1(texts):.4f}"] if texts else []
    names = ("title", "authors", "day", "minute", "image")
    told += [f"{name} {tally[name, 0] / tally[name, 1]:.3f}" for name in names if tally[name, 1]]
    return "  ".join(told)


def _facts(line: dict[str, Any], got: dict[str, Any]) -> list[tuple[str, bool]]:
    facts = []
    if line.get("title"):
        facts.append(("title", _plain(line["title"]) == _plain(got["title"])))
    if line.get("authors"):
        mine = {_plain(name) for name in got["authors"]}
        facts.append(("authors", {_plain(name) for name in line["authors"]} == mine))
    stated = str(line.get("date") or "")
    if day := line.get("day") or stated[:10]:
        mine_at, true_at = _moment(got["date"]), _moment(stated)
        same = bool(mine_at and true_at and abs((mine_at - true_at).total_seconds()) < 60)
        facts.append(("day", (got["date"] or "")[:10] == day or same))
        if len(stated) > 12:
            facts.append(("minute", same))
    if line.get("cover"):
        covers = line["cover"] if isinstance(line["cover"], list) else [line["cover"]]
        facts.append(
            ("image", bool(got["image"]) and _last(got["image"]) in set(map(_last, covers)))
        )
    return facts


def _overlap(true: str, mine: str) -> tuple[int, int, int]:
    a, b = _shingles(true), _shingles(mine)
    hit = sum((a & b).values())
    return hit, sum(b.values()) - hit, sum(a.values()) - hit


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return (
        Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))
        if words
        else Counter()
    )


def _f1(pairs: list[tuple[int, int, int]]) -> float:
    precision = [hit / (hit + false) for hit, false, _ in pairs if hit + false]
    recall = [hit / (hit + missed) for hit, _, missed in pairs if hit + missed]
    p, r = sum(precision) / max(1, len(precision)), sum(recall) / max(1, len(recall))
    return 2 * p * r / (p + r) if p + r else 0.0


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _last(url: str) -> str:
    return urlsplit(url).path.rsplit("/", 1)[-1]


def _moment(text: str | None) -> datetime | None:
    try:
        when = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


if __name__ == "__main__":
    main()
