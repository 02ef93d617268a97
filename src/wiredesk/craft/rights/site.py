"""What is kept of a site's tdmrep.json or licence file, and what it says about one address.

In: an answer's status, or its parsed rules, or what went wrong.  Out: a SiteFile, and statements.
A file that is not there says nothing; one that cannot be had or read reserves mining, and whatever it
said when it was last read still holds.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wiredesk.craft.rights.envelope import unknown
from wiredesk.craft.rights.rsl import RslRule, licence_statements
from wiredesk.craft.rights.tdm import TdmRule, file_reservations
from wiredesk.records.envelope import Statement

ABSENT: Final = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """One file of a host as it was last asked for."""

    fetched_at: datetime
    tdm: tuple[TdmRule, ...] = ()
    rsl: tuple[RslRule, ...] = ()
    problem: str = ""
    """Why it could not be had or read; empty when it was, or is not there."""


def problem_of(status: int) -> str:
    """What is wrong with an answer of this status; `absent` when the file is plainly not there."""
    if 200 <= status < 300:
        return ""
    if 400 <= status < 500 and status != 429:
        return ABSENT
    return f"The server answered {status}."


def keep_file(
    problem: str,
    *,
    fetched_at: datetime,
    tdm: tuple[TdmRule, ...] = (),
    rsl: tuple[RslRule, ...] = (),
    previous: SiteFile | None = None,
) -> SiteFile:
    """What to keep of an answer; rules that were read before outlive a failure."""
    if problem in {"", ABSENT}:
        return SiteFile(fetched_at=fetched_at, tdm=tdm, rsl=rsl)
    before = previous or SiteFile(fetched_at=fetched_at)
    return SiteFile(fetched_at=fetched_at, tdm=before.tdm, rsl=before.rsl, problem=problem)


def tdmrep_statements(file: SiteFile, url: str) -> tuple[Statement, ...]:
    """What a host's tdmrep.json says about `url`."""
    said = file_reservations(file.tdm, url, seen_at=file.fetched_at)
    return (*said, *_unread(file, "tdmrep_unknown", "tdmrep.json"))


def rsl_statements(file: SiteFile, url: str, *, origin: str) -> tuple[Statement, ...]:
    """What a licence file says about `url`."""
    said = licence_statements(file.rsl, url, seen_at=file.fetched_at, origin=origin)
    return (*said, *_unread(file, "rsl_unknown", origin))


def _unread(file: SiteFile, code: str, origin: str) -> tuple[Statement, ...]:
    if not file.problem:
        return ()
    return (unknown(code, file.problem, origin=origin, seen_at=file.fetched_at),)
