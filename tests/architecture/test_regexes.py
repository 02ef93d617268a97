"""No pattern of ours can be hung by the text it is meant for (SAFETY.md T25, F044).

Every compiled pattern of the program is run over strings made from its own letters and classes, far longer than
any line of news.  The limit only tells a pattern that hangs from one that works.
"""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

import wiredesk

PUMP_CHARACTERS = 20_000
SECONDS_MAX = 10  # per pattern, for all its pumps; the slowest takes under one
GENERIC = (
    "a",
    " ",
    "a ",
    "A. ",
    "1",
    "<",
    "<a ",
    "&",
    "a.",
    "a-",
    "\n",
    "“",
    "http://a.",
    "a@",
    "{",
    "(",
    "é",
    "/",
)


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every compiled pattern that a module of ours holds, by the name it has there."""
    found: dict[str, re.Pattern[Any]] = {}
    seen: set[int] = set()
    for module in pkgutil.walk_packages(wiredesk.__path__, "wiredesk."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                for place, one in compiled(value):
                    if id(one) not in seen:
                        seen.add(id(one))
                        found[f"{module.name}.{name}{place}"] = one
    return found


def compiled(value: Any, depth: int = 0) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Patterns in a value, and in what it holds three levels down."""
    if isinstance(value, re.Pattern):
        yield "", value
    elif depth < 3 and isinstance(value, (tuple, list, frozenset, set)):
        for place, one in enumerate(value):
            yield from ((f"[{place}]{rest}", found) for rest, found in compiled(one, depth + 1))
    elif depth < 3 and isinstance(value, dict):
        yield from compiled(tuple(value.values()), depth + 1)


def pumps(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Repetitions of single letters and short runs of what the pattern itself speaks of."""
    source = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    letters = dict.fromkeys(re.findall(r"[^\W_]|[^\w\s\\()\[\]|?*+^$]", source))
    words = dict.fromkeys(re.findall(r"[^\W\d_]{2,}", source))
    for piece in [*GENERIC, *list(letters)[:30], *[f"{word} " for word in words][:30]]:
        yield (piece * (PUMP_CHARACTERS // len(piece))) + "\x00"


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise TimeoutError when the block takes longer; `re` looks for signals while it searches."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


PATTERNS = patterns()


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 80


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_pattern_can_be_hung(name: str) -> None:
    pattern = PATTERNS[name]
    for pump in pumps(pattern):
        text: Any = pump if isinstance(pattern.pattern, str) else pump.encode("utf-8", "replace")
        try:
            with at_most(SECONDS_MAX):
                for _ in pattern.finditer(text):
                    pass
        except TimeoutError:
            pytest.fail(
                f"{name} takes over {SECONDS_MAX} s on {pump[:20]!r} repeated: {pattern.pattern}"
            )
