"""Make the table of common words that grouping starts with: craft/stories/background.py.

In: `../shared/data/feeds/real` (194 feeds as their publishers sent them) and the headlines in
`../shared/data/topics`.  Out: the commonest stems of each language that has enough texts, and in how many
of 10,000 each stands: counts only, no text.  The story sets are left out on purpose: they measure it.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from wiredesk.craft.feeds import parse_feed
from wiredesk.craft.stories.features import LEAD_CHARACTERS
from wiredesk.craft.stories.words import LANGUAGES, find_stems, known_language

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
TARGET = ROOT / "src" / "wiredesk" / "craft" / "stories" / "background.py"
STEMS_MAX = 4_000
TEXTS_PER_LANGUAGE_MIN = (
    1_000  # counts from fewer texts would be noise; the feeds hold few that are not English
)
TEXTS_MIN = 3
PER_FEED_MAX = 50  # so that no single feed makes its subject look common
LINE_CHARACTERS = 160
HEAD = '''"""How common words are in the news: the background that idf starts from on a hub's first day.

In: nothing.  Out: a stem and in how many of {per:,} texts it stands.  Made by
benchmarks/make_background.py from {texts:,} entries of 194 public feeds and headlines; counts only.
"""

from typing import Final

TEXTS: Final = {per:_}
'''
PER = 10_000


def main() -> None:
    if not DATA.is_dir():
        print(f"{DATA} is not there: the table stays as it is.")
        return
    counts: dict[str, Counter[str]] = {code: Counter() for code in LANGUAGES}
    texts: Counter[str] = Counter()
    for text in _texts():
        code = known_language("", text)
        texts[code] += 1
        counts[code].update(set(find_stems(text, code)))
    told = [code for code in LANGUAGES if texts[code] >= TEXTS_PER_LANGUAGE_MIN]
    body = HEAD.format(per=PER, texts=sum(texts[code] for code in told))
    for code in told:
        body += f'\n_{code.upper()}: Final = """\n' + _lines(counts[code], texts[code]) + '"""\n'
    body += (
        "\nCOUNTS: Final = {\n"
        "    stem: int(count)\n"
        f"    for table in ({', '.join('_' + code.upper() for code in told)},)\n"
        '    for stem, _, count in (word.rpartition("=") for word in table.split())\n}\n'
    )
    TARGET.write_text(body, encoding="utf-8")
    print(f"{TARGET}: {dict(texts)} texts, {len(body):,} characters")


def _texts() -> Iterator[str]:
    for path in sorted((DATA / "feeds" / "real").iterdir()):
        raw = path.read_bytes()
        raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        feed = parse_feed(raw, url="https://feed.example/")
        for entry in feed.entries[:PER_FEED_MAX]:
            yield f"{entry.title}. {entry.summary or entry.content}"[:LEAD_CHARACTERS]
    for path in sorted((DATA / "topics").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield f"{row.get('headline') or row.get('title') or ''}. {row.get('short_description') or row.get('text') or ''}"


def _lines(counter: Counter[str], texts: int) -> str:
    common = sorted(counter, key=lambda stem: (-counter[stem], stem))[:STEMS_MAX]
    kept = [stem for stem in common if counter[stem] >= TEXTS_MIN]
    body, line = "", ""
    for stem in kept:
        word = f"{stem}={max(round(counter[stem] * PER / texts), 1)}"
        if len(line) + len(word) >= LINE_CHARACTERS:
            body, line = f"{body}{line}\n", ""
        line = f"{line} {word}".strip()
    return f"{body}{line}\n"


if __name__ == "__main__":
    main()
