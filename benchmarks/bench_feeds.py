"""Feeds: agreement with feedparser's own stated expectations, then speed beside feedparser.

Run as `python -m benchmarks.bench_feeds` from the checkout's root; needs `../shared/data/feeds`.

The rule of judgement, stated honestly.  Each fixture's header says `Expect:` with Python conditions.
Conditions of the form `entries[i]['title'] == '...'` (also link, id, guid, description, summary,
content value, title_detail and the like, and the parsed dates) are judged; conditions on what a
Feed of ours does not hold (copyright, generator, bozo, and so on) are not, and are counted apart.
feedparser states markup; ours states plain text.  So the stated value counts as reached when our
field equals it as text, or equals what our own cleaning of markup makes of it; addresses inside
texts are not compared.  A date is right when `published` or `updated` is the stated moment.
"""

import ast
import calendar
import gzip
import io
import re
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser

from wiredesk.basics.dates import YEAR_MAX, YEAR_MIN
from wiredesk.basics.errors import InputError
from wiredesk.basics.urls import web_url
from wiredesk.craft.feeds import parse_feed
from wiredesk.craft.feeds.plain import line_of_markup, line_of_text, text_of_markup, text_of_text
from wiredesk.records.entry import Feed, FeedEntry

DATA = Path("../shared/data/feeds")
URL = "http://127.0.0.1:8097/"
GROUPS = {
    "title": "title", "title_detail": "title", "link": "link", "links": "", "id": "id",
    "guid": "id", "description": "content", "summary": "content", "summary_detail": "content",
    "content": "content", "published_parsed": "date", "updated_parsed": "date",
    "created_parsed": "date", "date_parsed": "date", "modified_parsed": "date",
}  # fmt: skip
ROUNDS = 3
Claim = tuple[str, int | None, str, object]


def main() -> None:
    if not DATA.exists():
        print(f"{DATA} is missing: nothing to measure on")
        return
    expectations()
    agreement()
    speed()


def expectations() -> None:
    judged: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    files = crashes = refused = 0
    wrong: list[str] = []
    unjudged = 0
    empty: Counter[bool] = Counter()
    empty_judged: Counter[bool] = Counter()
    for name, body in fixtures():
        files += 1
        folder = name.split("/")[0]
        try:
            feed = parse_feed(body, url=URL, content_type=content_type(body))
        except InputError:
            refused += 1
            feed = None
        except Exception as error:  # noqa: BLE001 - a crash is what is counted here
            crashes += 1
            print(f"CRASH {name}: {error!r}")
            continue
        claims = list(claims_of(body))
        unjudged += not claims
        for group, index, key, value in claims:
            judged[folder, group] += 1
            empty_judged[says_nothing(value)] += folder == "wellformed"
            if feed is not None and holds(feed, index, key, value):
                right[folder, group] += 1
                empty[says_nothing(value)] += folder == "wellformed"
            elif folder == "wellformed":
                wrong.append(f"{name}: {group} {value!r:.80}")
    print(
        f"fixtures {files}  crashes {crashes}  refused with InputError {refused}  without a judged claim {unjudged}"
    )
    for folder in sorted({folder for folder, _ in judged}):
        row = [
            (group, right[folder, group], judged[folder, group])
            for group in ("title", "link", "id", "date", "content")
        ]
        total = sum(count for _, count, _ in row) / max(sum(count for *_, count in row), 1)
        print(
            f"{folder:12} {total:.3f}  "
            + "  ".join(f"{group} {good}/{count}" for group, good, count in row)
        )
    print(
        f"wellformed claims whose text is not empty once markup is gone: {empty[False]}/{empty_judged[False]}"
        f"; empty ones, which test sanitising: {empty[True]}/{empty_judged[True]}"
    )
    for line in wrong[:60]:
        print("  missed", line)


def fixtures() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(DATA / "feedparser-fixtures.tar.xz") as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream:
                yield member.name.removeprefix("./"), stream.read()


def content_type(body: bytes) -> str:
    found = re.search(
        rb"^Header:\s*Content-Type:\s*(.*)$", body[:2_000], re.IGNORECASE | re.MULTILINE
    )
    return found[1].decode("latin-1").strip() if found else ""


def claims_of(body: bytes) -> Iterator[Claim]:
    text = body[:4_000].replace(b"\x00", b"").decode("utf-8", "replace")
    found = re.search(r"Expect:\s*(.*?)\s*\n\s*(?:-->|\w+:)", text, re.DOTALL)
    if not found:
        return
    try:
        tree = ast.parse(found[1].strip(), mode="eval").body
    except SyntaxError:
        return
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    for part in parts:
        if isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Eq) and len(part.ops) == 1:
            claim = claim_of(part.left, part.comparators[0])
            if claim:
                yield claim


def claim_of(left: ast.expr, right: ast.expr) -> Claim | None:
    path: list[object] = []
    node = left
    while isinstance(node, ast.Subscript):
        if not isinstance(node.slice, ast.Constant):
            return None
        path.insert(0, node.slice.value)
        node = node.value
    try:
        value = ast.literal_eval(right)
    except ValueError:
        return None
    if not isinstance(node, ast.Name) or not path:
        return None
    if node.id == "entries" and len(path) >= 2 and isinstance(path[0], int):
        index, keys = path[0], path[1:]
    elif node.id == "feed":
        index, keys = None, path
    else:
        return None
    return plain_claim(index, keys, value)


def plain_claim(index: int | None, keys: list[object], value: object) -> Claim | None:
    key = str(keys[0])
    group = GROUPS.get(key, "")
    detailed = key.endswith("_detail") or key == "content"
    if not group or (detailed and keys[-1] != "value") or (not detailed and len(keys) > 1):
        return None
    if index is None and group in {"id", "content"}:
        return None  # a Feed of ours has no id and no description
    return group, index, key, value


def says_nothing(value: object) -> bool:
    return isinstance(value, str) and not text_of_markup(value)


def holds(feed: Feed, index: int | None, key: str, value: object) -> bool:
    group = GROUPS[key]
    if index is not None and index >= len(feed.entries):
        return False
    subject: Feed | FeedEntry = feed if index is None else feed.entries[index]
    if group == "date":
        return value in dates_of(subject)
    if not isinstance(value, str):
        return False
    if group == "title":
        return subject.title in {line_of_text(value), line_of_markup(value)}
    if group == "link":
        link = subject.site_url if isinstance(subject, Feed) else subject.url
        return (link or "") in {value, web_url(value, URL) if value else ""}
    assert isinstance(subject, FeedEntry)
    if group == "id":
        return subject.guid == value.strip() or web_url(subject.guid, URL) == value
    wanted = {text_of_text(value), text_of_markup(value)}
    fields = (subject.content,) if key == "content" else (subject.summary, subject.content)
    return not wanted.isdisjoint(fields)


def dates_of(subject: Feed | FeedEntry) -> list[object]:
    moments = (
        [subject.updated] if isinstance(subject, Feed) else [subject.published, subject.updated]
    )
    return [tuple(moment.utctimetuple()) for moment in moments if moment]


def agreement() -> None:
    counts: Counter[str] = Counter()
    for _, body in real():
        theirs = feedparser.parse(io.BytesIO(body))
        try:
            ours = parse_feed(body, url=URL)
        except InputError as error:
            print("refused", error)
            continue
        counts["feeds"] += 1
        counts["feeds where we give fewer entries"] += len(ours.entries) < len(theirs.entries)
        for mine, other in zip(ours.entries, theirs.entries, strict=False):
            counts["entries"] += 1
            counts["title"] += mine.title[:80] == line_of_markup(other.get("title", ""))[:80]
            counts["link"] += (mine.url or "") == absolute(other.get("link", ""))
            counts["date"] += same_date(mine, other)
            counts["text"] += has_text(other) <= bool(mine.summary or mine.content)
    entries = max(counts["entries"], 1)
    print(
        f"real feeds {counts['feeds']}, entries {counts['entries']}, beside feedparser: "
        + ", ".join(
            f"{key} {counts[key] / entries:.4f}" for key in ("title", "link", "date", "text")
        )
        + f"; feeds where we give fewer entries: {counts['feeds where we give fewer entries']}"
    )


def absolute(link: str) -> str:
    return (web_url(link, URL) or "") if link else ""


def same_date(mine: FeedEntry, other: Any) -> bool:
    stated = other.get("published_parsed") or other.get("updated_parsed")
    if not stated:
        return True
    if not YEAR_MIN <= stated[0] <= YEAR_MAX:
        return mine.published is None  # a placeholder such as year 1, which we read as no date
    moment = datetime.fromtimestamp(calendar.timegm(stated), tz=UTC)
    return moment in {mine.published, mine.updated}


def has_text(other: Any) -> bool:
    value = other.get("summary", "") or "".join(part.value for part in other.get("content", ()))
    return bool(text_of_markup(value))


def real() -> list[tuple[str, bytes]]:
    paths = sorted((DATA / "real").glob("*.gz"))
    return [(path.name, gzip.decompress(path.read_bytes())) for path in paths]


def speed() -> None:
    feeds = real()
    size = sum(len(body) for _, body in feeds) / 1e6
    ours, theirs = [], 0.0
    for turn in range(ROUNDS):
        ours.append(cpu_seconds(lambda body: parse_feed(body, url=URL), feeds))
        if turn == 0:
            theirs = cpu_seconds(lambda body: feedparser.parse(io.BytesIO(body)), feeds)
    best = min(ours)
    print(f"ours       {len(feeds) / best:7.1f} feeds/s  {size / best:6.1f} MB/s")
    print(
        f"feedparser {len(feeds) / theirs:7.1f} feeds/s  {size / theirs:6.1f} MB/s   ours is {theirs / best:.1f} times as fast"
    )


def cpu_seconds(parse: Any, feeds: list[tuple[str, bytes]]) -> float:
    started = time.process_time()
    for _, body in feeds:
        parse(body)
    return time.process_time() - started


if __name__ == "__main__":
    main()
