"""Patterns of addresses as robots.txt, tdmrep.json and RSL write them: `*` is anything, `$` the end.

In: a pattern and an address.  Out: whether it is meant.  Work is bounded by their lengths.
"""

from typing import Final
from urllib.parse import urlsplit

PATTERN_CHARACTERS_MAX: Final = 1_000
STARS_MAX: Final = 20  # each is one search; more is an attack


def means(pattern: str, url: str) -> bool:
    """Whether `pattern` (a path, or a whole address) means `url`; one that cannot be judged does.

    A pattern without wildcards means every address that begins with it (RFC 9309, 2.2.2).
    """
    if len(pattern) > PATTERN_CHARACTERS_MAX or pattern.count("*") > STARS_MAX:
        return True
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if "://" in pattern:
        asked = urlsplit(pattern)
        if asked.netloc not in {"", "*", parts.netloc}:
            return False
        pattern = asked.path + (f"?{asked.query}" if asked.query else "")
    return _matches(pattern or "/", path)


def _matches(pattern: str, path: str) -> bool:
    to_the_end = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for part in rest:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if not to_the_end:
        return True
    return at == len(path) or (bool(rest) and path.endswith(rest[-1]))
