"""robots.txt by RFC 9309: may we ask for this address?

In: the file as it was answered.  Out: a verdict with its reason.  Does not fetch.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from protego import Protego

from wiredesk.records.reason import Reason

AGENT: Final = "wiredesk"
ROBOTS_BYTES_MAX: Final = 512_000  # RFC 9309, 2.5: at least 500 KiB are parsed
OUTAGE_MAX: Final = timedelta(
    days=30
)  # RFC 9309, 2.3.1.4: then an old copy, or none, may be assumed
CRAWL_DELAY_MAX: Final = 30.0  # seconds; more would be a disallow by another name
OTHER: Final = "-"  # stands for everybody else; part of no name
_AGENT_LINE = re.compile(
    r"^(?P<field>[ \t]{0,20}user-agent[ \t]{0,20}:)(?P<name>[^#\r\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_TOKEN = re.compile(r"[a-z_-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsFile:
    """What a host's robots.txt said when it was asked."""

    fetched_at: datetime
    text: str = ""
    status: int | None = None
    """None: no answer at all."""
    disallow_all: bool = False
    """The host could not say (5xx, 429, no answer): assume complete disallow."""
    unreachable_since: datetime | None = None


def robots_file(
    status: int | None, body: bytes, *, fetched_at: datetime, previous: RobotsFile | None = None
) -> RobotsFile:
    """The file that an answer stands for: 2xx its rules, 4xx no rules, else disallow for now.

    After 30 days without an answer the host is taken to have no rules (RFC 9309, 2.3.1.4).
    """
    if status is not None and 200 <= status < 300:
        text = body[:ROBOTS_BYTES_MAX].decode("utf-8-sig", "replace")
        return RobotsFile(fetched_at=fetched_at, text=text, status=status)
    if status is not None and 400 <= status < 500 and status != 429:
        return RobotsFile(fetched_at=fetched_at, status=status)
    since = (previous.unreachable_since if previous else None) or fetched_at
    gone = RobotsFile(fetched_at=fetched_at, status=status, unreachable_since=since)
    return gone if fetched_at - since > OUTAGE_MAX else replace(gone, disallow_all=True)


def judge_robots(robots: RobotsFile, url: str) -> tuple[bool, Reason]:
    """Whether `url` may be fetched by us, and why."""
    age = f"as of {robots.fetched_at:%Y-%m-%d %H:%M} UTC"
    if robots.disallow_all:
        told = "gave no answer" if robots.status is None else f"answered {robots.status}"
        return False, Reason(
            code="robots_unknown",
            text=f"robots.txt {told}, so everything counts as disallowed for now ({age}).",
        )
    if not robots.text.strip():
        return True, Reason(code="robots_none", text=f"The host has no robots.txt ({age}).")
    allowed = bool(_rules(robots.text).can_fetch(url, AGENT))
    told = "allows" if allowed else "disallows"
    return allowed, Reason(
        code=f"robots_{told}", text=f"robots.txt {told} this address ({age}).", evidence=url
    )


def crawl_delay(robots: RobotsFile) -> float:
    """The pause in seconds that the file asks for, bounded; 0 when it asks for none."""
    if not robots.text:
        return 0.0
    asked = _rules(robots.text).crawl_delay(AGENT)
    return min(float(asked or 0.0), CRAWL_DELAY_MAX)


@lru_cache(maxsize=64)  # many pages of one host are judged in a row
def _rules(text: str) -> Protego:
    """The rules, with each group's name made exact.

    Protego takes a group for `wire` as ours; RFC 9309, 2.2.1, wants the whole product token, of
    letters, `_` and `-`, in either case, whatever follows it.
    """
    return Protego.parse(_AGENT_LINE.sub(_exact, text))


def _exact(line: re.Match[str]) -> str:
    name = line["name"].strip()
    found = _TOKEN.match(name)
    token = name if name == "*" or not found else found.group().lower()
    return f"{line['field']}{token if token in {'*', AGENT} else OTHER}"
