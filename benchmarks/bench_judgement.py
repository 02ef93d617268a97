"""Judgement: smartable scores, headlines told apart, speed of grading.

In: `../shared/data`: records with their hub's lists, whole articles.  Out: counts, articles/s.
"""

import gzip
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.quality import (
    GradeFacts,
    HubLists,
    clickbait,
    grade,
    parse_lists,
    smartable_published,
    smartable_related,
    smartable_score,
)
from wiredesk.craft.render import parse_record

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
STARTER = ROOT / "src" / "wiredesk" / "cli" / "starter" / "topics"
HEADLINES = ROOT / "tests" / "corpus" / "headlines"
FALSE_PER_1000_MAX = 3
AI_HUB = HubLists(
    keywords={
        "AI": ("artificial intelligence", "ai"),
        "Computer Vision": ("computer vision", "face recognition", "facial recognition", "object recognition", "deeplens", "rekognition"),
        "AI Ethics": ("ethical", "ethics"),
    }
)  # fmt: skip


def main() -> None:
    if not (DATA / "records").is_dir():
        print(f"{DATA} is not there: nothing to measure.")
        return
    _smartable()
    _headlines()
    _speed()


def _smartable() -> None:
    lists = parse_lists((DATA / "records-hub.json").read_text("utf-8"), name="records-hub.json")
    paths = sorted((DATA / "records").glob("a-*.md"))
    wrong = []
    for path in paths:
        record = parse_record(path.read_bytes(), name=path.name)
        graded = smartable_score(record, lists=lists, subject=path.name)
        ours = (graded.quality, smartable_published(graded))
        if ours != (record.quality, record.published):
            wrong.append((path.name, ours, (record.quality, record.published)))
    print(f"smartable quality and published, exact:  {len(paths) - len(wrong)} of {len(paths)}")
    for one in wrong:
        print("   ", *one)
    seed = parse_record((DATA / "seed-record.md").read_bytes(), name="seed-record.md")
    own = smartable_score(seed, lists=AI_HUB, subject="seed").quality
    related = smartable_related((seed.related or ())[0], seed, lists=AI_HUB, subject="seed").quality
    print(f"seed record and its related entry:       {own} and {related} (to be 49 and 39)")


def _headlines() -> None:
    """Right and wrong on the written headlines, each wrong one with what it showed."""
    every = 0
    for name, told in (("written", "the weights were set on"), ("held_out", "kept aside")):
        lines = (HEADLINES / f"{name}.txt").read_text("utf-8").splitlines()
        cut = [line.partition(" ") for line in lines if line[:1] in {"!", "."}]
        wrong = [
            (mark, title) for mark, _, title in cut if (clickbait(title)[0] >= 0.5) != ("!" in mark)
        ]
        hard = sum("*" in mark for mark, _, _ in cut)
        every += len(cut) - len(wrong)
        print(
            f"headlines told apart, {told + ':':27} {len(cut) - len(wrong)} of {len(cut)} ({hard} hard)"
        )
        for mark, title in wrong:
            chance, shown = clickbait(title)
            print(f"    {mark:2} {chance:.2f} {title}  {', '.join(shown)}")
    print(f"headlines told apart, all 400:                {every / 400:.3f} (at least .95)")


def _speed() -> None:
    lines = list(_json_lines(DATA / "stories" / "giveme5w1h_news_cluster.jsonl.gz"))
    characters = sum(len(line["text"]) for line in lines) // len(lines)

    def graded(line: dict[str, Any]) -> None:
        grade(
            GradeFacts(
                article_id=ArticleId("a"),
                title=line["title"],
                text=line["text"],
                authors=("Ada Byron",),
                is_dated=True,
            )
        )

    print(
        f"graded per second on one core, {characters:,} characters each: {_rate(lines, graded):,.0f}"
    )


def _rate(lines: list[dict[str, Any]], work: Callable[[dict[str, Any]], None]) -> float:
    begun = time.process_time()  # the machine is shared; our own time is what we measure
    for line in lines:
        work(line)
    return len(lines) / (time.process_time() - begun)


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


if __name__ == "__main__":
    main()
