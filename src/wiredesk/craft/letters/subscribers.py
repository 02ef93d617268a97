"""Who gets the newsletter: a plain list, a line for each.

In: the text of `subscribers.txt`.  Out: readers in its order, each once, and what is wrong in which line.  One bad
line keeps nobody else from the newsletter.
"""

import re
from dataclasses import dataclass
from typing import Final

from wiredesk.records.mailing import Subscriber

LINE_CHARACTERS_MAX: Final = 500
ADDRESS_CHARACTERS_MAX: Final = 254  # RFC 5321, 4.5.3.1.3
# Dot-atoms of RFC 5322 only: what else it allows is used by no mailbox, and by those who slip in headers.
_ADDRESS: Final = re.compile(
    r"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}\Z"
)
_NAMED: Final = re.compile(r"\A([^<>]*)<([^<>]*)>\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A line that says no reader."""

    line: int
    text: str


def parse_subscribers(text: str) -> tuple[tuple[Subscriber, ...], tuple[Problem, ...]]:
    """`ada@example.org` or `Ada <ada@example.org>` a line; a line that begins with `#` is a comment."""
    readers: dict[str, Subscriber] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        reader = parse_mailbox(said)
        if reader is None:
            problems.append(Problem(line=number, text=_told(said)))
        elif reader.key in readers:
            problems.append(Problem(line=number, text=f"`{reader.address}` stands here twice."))
        else:
            readers[reader.key] = reader
    return tuple(readers.values()), tuple(problems)


def parse_mailbox(text: str) -> Subscriber | None:
    """A mailbox with or without a name; None when it is none."""
    if len(text) > LINE_CHARACTERS_MAX or not text.isprintable():
        return None
    named = _NAMED.match(text)
    name, address = (named[1].strip().strip('"'), named[2].strip()) if named else ("", text)
    return Subscriber(address=address, name=name) if is_plain_address(address) else None


def is_plain_address(address: str) -> bool:
    """Whether mail can be sent there: ASCII, one `@`, a domain with a dot."""
    local = address.partition("@")[0]
    dots = local.startswith(".") or local.endswith(".") or ".." in address
    return len(address) <= ADDRESS_CHARACTERS_MAX and not dots and bool(_ADDRESS.match(address))


def _told(said: str) -> str:
    shown = said[:80].encode("ascii", "backslashreplace").decode()
    if not said.isascii() and "@" in said:
        return f"`{shown}` has letters that mail servers do not take: write its domain as xn--…"
    return f"`{shown}` is no mail address."
