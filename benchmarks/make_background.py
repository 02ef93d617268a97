"""Make `craft/stories/background.py`: how many of some thousand feed entries hold each common stem.

Only counts leave the texts.  Run on any folder of feeds: `python -m benchmarks.make_background FOLDER`.
"""

import gzip
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from wiredesk.basics.errors import WiredeskError
from wiredesk.basics.ids import ArticleId
from wiredesk.craft.feeds import parse_feed
from wiredesk.craft.stories.features import features_of

STEMS_KEPT = 4_000
LINE_CHARACTERS = 96
TARGET = Path("src/wiredesk/craft/stories/background.py")


def main(folder: Path) -> None:
    """Count, and write the table."""
    counts: Counter[str] = Counter()
    texts = 0
    for path in sorted(folder.glob("*.gz")):
        try:
            feed = parse_feed(
                gzip.decompress(path.read_bytes()), url=f"https://{path.stem}.example/"
            )
        except WiredeskError as error:
            print(error, file=sys.stderr)
            continue
        for entry in feed.entries:
            language = (entry.language or feed.language or "en")[:2].lower()
            features = features_of(
                article_id=ArticleId("a"),
                title=entry.title,
                text=entry.summary or entry.content,
                language=language,
                effective_at=datetime(2026, 1, 1, tzinfo=UTC),
                provider="",
            )
            texts += 1
            counts.update({word for word, _ in features.words})
    kept = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:STEMS_KEPT]
    TARGET.write_text(_module(texts, sorted(kept)), "utf-8")
    print(f"{texts} texts, {len(kept)} stems, {TARGET}")


def _module(texts: int, kept: list[tuple[str, int]]) -> str:
    by_count: dict[int, list[str]] = {}
    for word, count in kept:
        by_count.setdefault(count, []).append(word)
    lines = [
        f"{count} {' '.join(words)}" for count, words in sorted(by_count.items(), reverse=True)
    ]
    wrapped: list[str] = []
    for line in lines:
        count, *words = line.split(" ")
        row = count
        for word in words:
            if len(row) + len(word) + 1 > LINE_CHARACTERS:
                wrapped.append(row)
                row = count
            row += f" {word}"
        wrapped.append(row)
    table = "\n".join(wrapped)
    return f'''"""How common words are in news, for a hub that has not learned it yet.

Counts of stems over {texts} entries of public feeds; made by `benchmarks/make_background.py`, which keeps
counts only.  Each line: a count, then the stems that were seen so often.
"""

from functools import lru_cache
from typing import Final

BACKGROUND_TEXTS: Final = {texts}


@lru_cache(maxsize=1)
def background_counts() -> dict[str, int]:
    """Texts that hold each stem."""
    counts = {{}}
    for line in _TABLE.splitlines():
        count, *words = line.split()
        counts.update(dict.fromkeys(words, int(count)))
    return counts


_TABLE: Final = """\\
{table}
"""
'''


if __name__ == "__main__":
    main(Path(sys.argv[1]))
