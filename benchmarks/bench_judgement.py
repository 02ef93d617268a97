"""Judgement: smartable scores, false positives of the starter topics, speed of label and grade.

In: `../shared/data`: records with their hub's lists, off-topic headlines, whole articles.  Out: counts,
every false positive, articles/s.  Peers: the origin's own topic rule (keyword entries as plain substrings),
and one regular expression per topic, which most aggregators use.
"""

import gzip
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from wiredesk.basics.ids import ArticleId
from wiredesk.cli.label import load_topics
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
from wiredesk.craft.topics import TopicMatcher, compile_topics, list_terms, parse_query
from wiredesk.records.topic import Topic

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
    topics = load_topics(STARTER)
    matcher = compile_topics(topics)
    _smartable()
    _false_positives(topics, matcher)
    _headlines()
    _speed(topics, matcher)
    _patterns()


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


def _false_positives(topics: Sequence[Topic], matcher: TopicMatcher) -> None:
    lines = list(_json_lines(DATA / "topics" / "huffpost_a.jsonl.gz"))
    peer, found = 0, []
    for line in lines:
        title, text = line["headline"], line["short_description"]
        labels = matcher.label(
            article_id=ArticleId(line["link"]), title=title, text=text, source="huffpost.com"
        )
        if labels.labels:
            found.append((title, ", ".join(label.name for label in labels.labels)))
        lowered = title.lower()
        peer += any(word in lowered for topic in topics for word in topic.keywords)
    rate, peer_rate = 1000 * len(found) / len(lines), 1000 * peer / len(lines)
    print(
        f"labelled per 1,000 general headlines:    {rate:.1f} (at most {FALSE_PER_1000_MAX}; "
        f"keywords as substrings: {peer_rate:.1f})"
    )
    for title, names in found:
        print(f"    {title}  → {names}")


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


def _speed(topics: Sequence[Topic], matcher: TopicMatcher) -> None:
    lines = list(_json_lines(DATA / "stories" / "giveme5w1h_news_cluster.jsonl.gz"))
    characters = sum(len(line["text"]) for line in lines) // len(lines)

    def label(line: dict[str, Any]) -> None:
        matcher.label(article_id=ArticleId("a"), title=line["title"], text=line["text"], source="x")

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

    patterns = [_pattern(topic) for topic in topics]

    def searched(line: dict[str, Any]) -> None:
        for pattern in patterns:
            pattern.findall(line["text"])

    print(f"whole articles of {characters:,} characters, per second on one core:")
    print(
        f"    label {_rate(lines, label):,.0f} (a regular expression per topic, words only: {_rate(lines, searched):,.0f})"
    )
    print(f"    grade {_rate(lines, graded):,.0f}")


def _patterns() -> None:
    lines = list(_json_lines(DATA / "stories" / "giveme5w1h_news_cluster.jsonl.gz"))
    rates = []
    for count in (300, 30_000):
        topics = [
            Topic(
                id=f"t{n}",  # type: ignore[arg-type] # - a NewType of str
                name=f"t{n}",
                query=" OR ".join(f'"madeup{n} word{m}"' for m in range(100)),
            )
            for n in range(count // 100)
        ]
        matcher = compile_topics(topics)

        def label(line: dict[str, Any], matcher: TopicMatcher = matcher) -> None:
            matcher.label(
                article_id=ArticleId("a"), title=line["title"], text=line["text"], source="x"
            )

        rates.append(_rate(lines, label))
    print(f"30,000 patterns cost {rates[0] / rates[1]:.2f} times what 300 cost (at most 1.5)")


def _pattern(topic: Topic) -> re.Pattern[str]:
    words = {term for term in list_terms(parse_query(topic.query)) if term.field == ""}
    spelled = sorted({r"\W+".join(map(re.escape, term.words)) for term in words})
    return re.compile(rf"\b(?:{'|'.join(spelled)})s?\b", re.IGNORECASE)


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
