"""TDMRep: the reservation of text and data mining, in a file of the site, in headers, in the page.

In: the bytes of `/.well-known/tdmrep.json`, headers, metas.  Out: rules and statements.  Runs on the
file in a worker process.  Format: https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wiredesk.basics.errors import InputError
from wiredesk.craft.rights.places import means
from wiredesk.craft.rights.words import AI_USES, EVIDENCE_CHARACTERS_MAX
from wiredesk.records.envelope import Statement

TDMREP_PATH: Final = "/.well-known/tdmrep.json"
TDMREP_BYTES_MAX: Final = 200_000  # 1,000 rules; honest files have under ten
RULES_MAX: Final = 1_000
RESERVATION: Final = "tdm-reservation"
POLICY: Final = "tdm-policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class TdmRule:
    """One line of the file."""

    location: str
    reserved: bool
    policy: str = ""


def parse_tdmrep(body: bytes, *, name: str) -> tuple[TdmRule, ...]:
    """The rules of a tdmrep.json; InputError says what is wrong with it.

    Any value but 0 reserves: who writes `"1"` or `true` means it.
    """
    if len(body) > TDMREP_BYTES_MAX:
        raise _broken(f"has over {TDMREP_BYTES_MAX:,} bytes", name)
    try:
        lines = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as cause:
        raise _broken("is not JSON", name) from cause
    if not isinstance(lines, list):
        raise _broken("is no list of rules", name)
    if len(lines) > RULES_MAX:
        raise _broken(f"has over {RULES_MAX:,} rules", name)
    return tuple(_rule(line, number, name) for number, line in enumerate(lines, 1))


def file_reservations(
    rules: Iterable[TdmRule], url: str, *, seen_at: datetime
) -> tuple[Statement, ...]:
    """The reservations that mean `url`: the first of the file is kept, since they all say the same."""
    for rule in rules:
        if rule.reserved and means(rule.location, url):
            said = f"{rule.location} {rule.policy}".strip()
            return (_reserved("tdmrep.json", said, seen_at),)
    return ()


def page_reservations(
    headers: Iterable[tuple[str, str]],
    metas: Iterable[tuple[str, str]],
    *,
    seen_at: datetime,
) -> tuple[Statement, ...]:
    """The reservations in a response's headers and in its page."""
    found = [
        _reserved(origin, f"{name}: {value}", seen_at)
        for origin, lines in (("header", headers), ("meta", metas))
        for name, value in lines
        if name.strip().lower() == RESERVATION and value.strip() not in {"0", ""}
    ]
    return tuple(found[:2])


def _reserved(origin: str, said: str, seen_at: datetime) -> Statement:
    return Statement(
        code="tdm_reserved",
        origin=origin,
        evidence=said[:EVIDENCE_CHARACTERS_MAX],
        seen_at=seen_at,
        forbids=AI_USES,
    )


def _rule(line: object, number: int, name: str) -> TdmRule:
    if not isinstance(line, dict):
        raise _broken(f"rule {number} is no object", name)
    location, policy = line.get("location"), line.get(POLICY)
    if not isinstance(location, str):
        raise _broken(f"rule {number} has no location", name)
    return TdmRule(
        location=location[:1_001],
        reserved=line.get(RESERVATION, 0) not in (0, "0", False),
        policy=policy[:EVIDENCE_CHARACTERS_MAX] if isinstance(policy, str) else "",
    )


def _broken(what: str, name: str) -> InputError:
    return InputError(
        f"{what}, so mining counts as reserved.",
        subject=name,
        remedy="Its publisher would have to repair it; headlines and excerpts are not affected.",
        code="tdmrep",
    )
