"""The rights envelope: all statements about one article as one sum, the strictest word winning.

In: statements of the site, of the response, of the page and of the feed.  Out: Envelope.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from wiredesk.basics.urls import web_url
from wiredesk.craft.rights.robots import RobotsFile, judge_robots
from wiredesk.craft.rights.tdm import page_reservations
from wiredesk.craft.rights.usage import header_usage, robots_usage
from wiredesk.craft.rights.words import AI_USES, EVIDENCE_CHARACTERS_MAX, page_words
from wiredesk.records.envelope import Envelope, Statement, Use
from wiredesk.records.reason import Reason

STATEMENTS_KEPT_MAX: Final = 40  # as evidence; all of them count
RSL_TYPE: Final = "application/rsl+xml"
EVERY_USE: Final = tuple(Use)
MEANINGS: Final = {
    "robots_disallows": "robots.txt disallows the page.",
    "robots_unknown": "robots.txt could not be had, so everything counts as disallowed.",
    "page_unseen": "The page was not seen, so what it says is not known: no model reads it.",
    "says_nosnippet": "No excerpt is shown.",
    "says_max-snippet": "It bounds the excerpt.",
    "says_max-image-preview": "It bounds what is shown of its images.",
    "says_max-video-preview": "It bounds what is shown of its videos.",
    "says_noimageai": "No image of it is kept.",
    "says_noimageindex": "No image of it is kept.",
    "says_noarchive": "No copy of the page is to be shown; none is.",
    "says_noai": "It is not to be read by models; none reads it.",
    "says_noindex": "Search engines are not to list it.",
    "tdm_reserved": "Text and data mining is reserved.",
    "tdmrep_unknown": "Its tdmrep.json could not be had or read, so mining counts as reserved.",
    "rsl_prohibits": "Its licence prohibits some uses.",
    "rsl_unknown": "It names a licence that was not read, so use by models counts as prohibited.",
    "licence": "It names a licence; that permits nothing by itself.",
}


def combine(statements: Iterable[Statement]) -> Envelope:
    """The sum of all statements: what one of them forbids is forbidden, the lowest bound counts."""
    every = list(dict.fromkeys(statements))
    bounds = [one.excerpt_characters_max for one in every if one.excerpt_characters_max is not None]
    forbidden = {use for one in every for use in one.forbids}
    # What forbids something comes first, so that no flood of idle words pushes it out of the evidence.
    told = sorted(every, key=lambda one: not one.forbids and one.excerpt_characters_max is None)
    licence = next((one.evidence for one in every if one.code == "licence"), "")
    return Envelope(
        forbidden=tuple(use for use in EVERY_USE if use in forbidden),
        excerpt_characters_max=min(bounds, default=None),
        licence=licence,
        statements=tuple(told[:STATEMENTS_KEPT_MAX]),
    )


def envelope_reasons(envelope: Envelope) -> tuple[Reason, ...]:
    """Every statement as a reason, with its own words."""
    return tuple(
        Reason(
            code=one.code,
            text=MEANINGS.get(one.code, "It states how it may be used."),
            evidence=f"{one.origin}: {one.evidence}",
        )
        for one in envelope.statements
    )


def robots_statements(robots: RobotsFile, url: str) -> tuple[Statement, ...]:
    """What a host's robots.txt says about the use of `url`: its verdict, and its usage rules."""
    allowed, why = judge_robots(robots, url)
    usage = robots_usage(robots.text, url, seen_at=robots.fetched_at)
    if allowed:
        return usage
    refused = Statement(
        code=why.code,
        origin="robots.txt",
        evidence=why.text[:EVIDENCE_CHARACTERS_MAX],
        seen_at=robots.fetched_at,
        forbids=(Use.FULL_TEXT, *AI_USES),
    )
    return (refused, *usage)


def page_statements(
    headers: Sequence[tuple[str, str]],
    claims: Sequence[tuple[str, str]],
    *,
    seen_at: datetime,
) -> tuple[Statement, ...]:
    """What a response's headers and its page say.

    `headers` have lower-case names; `claims` are as in `Reading.claims`.
    """
    metas = [(name[5:], value) for name, value in claims if name.startswith("meta:")]
    return (
        *page_words(headers, metas, seen_at=seen_at),
        *page_reservations(headers, metas, seen_at=seen_at),
        *header_usage(headers, seen_at=seen_at),
        *_licences(headers, claims, seen_at=seen_at),
    )


def unknown(code: str, why: str, *, origin: str, seen_at: datetime) -> Statement:
    """A check that could not be made: models may not read it, and what is shown is not affected."""
    return Statement(
        code=code,
        origin=origin,
        evidence=why[:EVIDENCE_CHARACTERS_MAX],
        seen_at=seen_at,
        forbids=AI_USES,
    )


def _licences(
    headers: Sequence[tuple[str, str]], claims: Sequence[tuple[str, str]], *, seen_at: datetime
) -> tuple[Statement, ...]:
    """Licences that are named: one in RSL that nobody read counts as a prohibition for models."""
    named = [value for name, value in claims if name in {"link:license", "jsonld:license"}]
    linked = [(value, value) for value in named if web_url(value)]
    linked += [
        (link.partition(">")[0].partition("<")[2], link)
        for name, value in headers
        if name == "link"
        for link in value[:4_000].split(",")[:20]
        if "license" in link.partition(">")[2]
    ]
    rsl = [value for name, value in claims if name == "link:rsl"]
    rsl += [url for url, link in linked if RSL_TYPE in link]
    found = [unknown("rsl_unknown", url, origin="licence link", seen_at=seen_at) for url in rsl[:2]]
    found += [
        Statement(code="licence", origin="licence link", evidence=url[:200], seen_at=seen_at)
        for url, link in linked[:2]
        if RSL_TYPE not in link
    ]
    return tuple(found)
