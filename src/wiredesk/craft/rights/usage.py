"""Content-Usage: the IETF's preferences for AI, as a header and as a rule of robots.txt.

In: the header's values, or the lines of a robots.txt.  Out: statements.
Format: draft-ietf-aipref-attach and -vocab (AIPREF), a dictionary as in RFC 9651: `train-ai=n, search=y`.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from wiredesk.craft.rights.places import means
from wiredesk.craft.rights.robots import AGENT
from wiredesk.craft.rights.words import AI_USES, EVIDENCE_CHARACTERS_MAX
from wiredesk.records.envelope import Statement, Use

VALUE_CHARACTERS_MAX: Final = 2_000
PREFERENCES_MAX: Final = 50
RULES_MAX: Final = 200  # of one robots.txt
SHOWING: Final = (Use.EXCERPT, Use.IMAGE)
# `search` is to list with an extract, which is what a hub does; `bots` is all processing by machines.
FORBIDS: Final[dict[str, tuple[Use, ...]]] = {
    "train-ai": AI_USES,
    "train-genai": AI_USES,
    "ai-train": AI_USES,
    "ai-input": AI_USES,
    "ai-output": AI_USES,
    "ai-use": AI_USES,
    "genai": AI_USES,
    "tdm": AI_USES,
    "search": SHOWING,
    "bots": (*SHOWING, *AI_USES),
    "all": (*SHOWING, *AI_USES),
}


def header_usage(headers: Iterable[tuple[str, str]], *, seen_at: datetime) -> tuple[Statement, ...]:
    """What the Content-Usage headers forbid."""
    found: list[Statement] = []
    for name, value in headers:
        if name == "content-usage":
            found += _statements(value, origin="Content-Usage", seen_at=seen_at)
    return tuple(found[:PREFERENCES_MAX])


def robots_usage(text: str, url: str, *, seen_at: datetime) -> tuple[Statement, ...]:
    """What the Content-Usage rules of a robots.txt forbid for `url`, of the groups for us and for all."""
    found: list[Statement] = []
    for path, preferences in _rules(text):
        if not path or means(path, url):
            found += _statements(preferences, origin="robots.txt", seen_at=seen_at)
    return tuple(found[:PREFERENCES_MAX])


def robots_licences(text: str) -> tuple[str, ...]:
    """The addresses of `License:` lines, which belong to no group (RSL 1.0), as written."""
    said = (value.strip() for field, value in _lines(text) if field == "license")
    return tuple(dict.fromkeys(one for one in said if one))


def _statements(value: str, *, origin: str, seen_at: datetime) -> Iterator[Statement]:
    for preference in value[:VALUE_CHARACTERS_MAX].split(",")[:PREFERENCES_MAX]:
        key, _, token = preference.partition(";")[0].partition("=")
        name, said = key.strip().lower(), token.strip().strip('"').lower()
        if name in FORBIDS and said.startswith(("n", "?0", "0")):
            yield Statement(
                code=f"usage_{name}",
                origin=origin,
                evidence=value.strip()[:EVIDENCE_CHARACTERS_MAX],
                seen_at=seen_at,
                forbids=FORBIDS[name],
            )


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Path (empty: all) and preferences of each rule that is for us or for everybody."""
    agents: list[str] = []
    in_rules, left = False, RULES_MAX
    for field, value in _lines(text):
        if field == "user-agent":
            agents = [] if in_rules else agents
            in_rules = False
            agents.append(value.strip().lower())
            continue
        in_rules = in_rules or field in {"allow", "disallow", "content-usage"}
        if field == "content-usage" and left and {"*", AGENT} & set(agents):
            left -= 1
            path, space, preferences = value.strip().partition(" ")
            is_path = bool(space) and path.startswith(("/", "*"))
            yield (path, preferences) if is_path else ("", value)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().lower(), value
