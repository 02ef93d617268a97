"""The day that readers see: a date in the markup, near the headline or behind a word for publishing.

In: the head and the markup.  Out: a moment, and whether `<time>` elements beside it may be trusted.  Needed
only for pages that state no date for machines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from selectolax.lexbor import LexborNode

from wiredesk.basics.dates import Moment, parse_moment
from wiredesk.basics.text import one_line
from wiredesk.craft.pages.head import Head, attribute, class_and_id
from wiredesk.craft.pages.headline import find_title

NODES_MAX: Final = 3_000
DATED_MAX: Final = 60  # elements that hold a date
OWN_CHARACTERS_MAX: Final = 90  # a longer text is prose, and its date part of the story
BESIDE_CHARACTERS_MAX: Final = 45  # a clock, a label, a name; more is a sentence
ALONE_CHARACTERS_MAX: Final = 16  # room for a clock
LISTED_MAX: Final = 6  # unlabelled dates near the headline
TOLD_CHARACTERS_MAX: Final = 160
PARAGRAPH_CHARACTERS_MIN: Final = 120
PARAGRAPHS_MAX: Final = 3
ANCESTORS_MAX: Final = 5

_TAGS: Final = "h1, h2, h3, h4, h5, h6, p, li, span, div, em, small, td, time, strong, b, i, font, nobr, address, dd"
_MONTH: Final = r"[^\W\d_]{3,12}\.?"
_YEAR: Final = r"(?:19|20)[0-9]{2}(?![0-9])"
_DIGITS: Final = re.compile(r"[0-9]{2}")  # the cheap look before the dear one
_DATE: Final = re.compile(
    rf"(?<![0-9])(?:[0-9]{{1,2}}(?:st|nd|rd|th|er|º)?\.?,? (?:de )?{_MONTH},? (?:de )?{_YEAR}|"
    rf"{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}|"
    rf"[0-9]{{1,2}}\. ?[0-9]{{1,2}}\. ?(?:{_YEAR}|[0-9]{{2}}(?![0-9]))|"
    r"(?:19|20)[0-9]{2}(?:-[0-9]{1,2}-|/[0-9]{1,2}/|\.[0-9]{1,2}\.)[0-9]{1,2}(?![0-9])|"
    rf"(?:19|20)[0-9]{{2}}[年년] ?[0-9]{{1,2}}[月월] ?[0-9]{{1,2}}[日일])"
)
_CLOCK: Final = re.compile(
    r"[ ,|•·–(-]{0,4}(?:um |at |à |às |a las |kl\.? )?([0-9]{1,2}[:.h][0-9]{2})(?![0-9])( ?[ap]\.?m\b\.?)?"
    r"(?: ?(UTC|GMT|CEST|CET|MESZ|MEZ|EST|EDT|ET|PST|PDT|IST)\b)?",
    re.IGNORECASE,
)
_SHORT_YEAR: Final = re.compile(r"([0-9]{1,2}\. ?[0-9]{1,2}\. ?)([0-9]{2})$")
_PUBLISHED: Final = re.compile(
    r"\b(?:publi|veröffentlicht|erschienen|erstellt|datum|date|posted|gepostet|fecha|pubbl|opublik|publiceret)",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(
    r"updat|modif|aktualis|actuali|änder|aggiorn|oppdater|uppdater|opdater|bijgewerkt|revis|copyright|©",
    re.IGNORECASE,
)
_OTHERS: Final = frozenset(["aside", "nav", "footer", "a"])
_BESIDE: Final = re.compile(
    r"related|teaser|comment|sidebar|promo|recommend|footer|event", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What readers see of a date: the best text, and times that stand near the headline."""

    moment: Moment | None
    times: tuple[str, ...]


def date_in(text: str) -> Moment | None:
    """The first date of a short text, with the time of day right behind it."""
    line = one_line(text[:TOLD_CHARACTERS_MAX])
    found = _DATE.search(line)
    if found is None:
        return None
    day = _SHORT_YEAR.sub(r"\g<1>20\2", found[0])
    clock = _CLOCK.match(line, found.end())
    if clock is not None:
        told = f"{day} {clock[1].replace('h', ':')}{clock[2] or ''} {clock[3] or ''}".strip()
        if (moment := parse_moment(told)) is not None:
            return moment
    return parse_moment(day)


def seen_dates(head: Head) -> Seen:
    """The date that most speaks for being the article's; the only one of a page will do."""
    best: tuple[int, Moment | None] = (0, None)
    times: list[str] = []
    alone: dict[datetime, Moment] = {}  # every date that is no part of a sentence
    listed = dated = 0
    for node, is_near in _in_order(head):
        if node.tag == "time":
            if is_near and not _is_beside(node, _OTHERS - {"a"}):
                times.append(attribute(node, "datetime") or node.text(strip=True))
            continue
        own = node.text(deep=False)
        if _DIGITS.search(own) is None:
            continue
        line = one_line(own[:TOLD_CHARACTERS_MAX])
        if len(line) > OWN_CHARACTERS_MAX or (found := _DATE.search(line)) is None:
            continue
        dated += 1
        moment = date_in(line)
        if dated > DATED_MAX:
            break
        if moment is None or len(line) - len(found[0]) > BESIDE_CHARACTERS_MAX or _is_beside(node):
            continue
        weight = _weight(node, is_near=is_near)
        if weight > best[0]:
            best = weight, moment
        listed += weight == 1
        if weight >= 0 and len(line) - len(found[0]) <= ALONE_CHARACTERS_MAX:
            alone[moment.at] = moment
    if best[0] == 1 and listed > LISTED_MAX:
        best = 0, None  # a list of dates, none of them the page's own
    if best[1] is None and len(alone) == 1:
        best = 1, next(iter(alone.values()))
    return Seen(moment=best[1], times=tuple(times))


def _weight(node: LexborNode, *, is_near: bool) -> int:
    """2 behind a word for publishing, and 1 near the headline; below 0 for changes."""
    told = one_line(node.text(separator=" ")[: 2 * TOLD_CHARACTERS_MAX])
    told = f"{attribute(node, 'class')} {attribute(node, 'itemprop')} {told}"
    if _CHANGED.search(told):
        return -1
    is_labelled = len(told) <= TOLD_CHARACTERS_MAX and _PUBLISHED.search(told) is not None
    return 2 * is_labelled + is_near


def _in_order(head: Head) -> Iterator[tuple[LexborNode, bool]]:
    """Elements in the order of the page, and whether each stands near the headline."""
    has_h1 = head.page.css_first("h1") is not None
    title = "" if has_h1 else find_title(head).casefold()
    after, paragraphs = False, 0
    for node in head.page.css(_TAGS)[:NODES_MAX]:
        tag = node.tag
        if tag == "h1" or (not has_h1 and tag in {"h2", "h3"} and title):
            text = "" if has_h1 else one_line(node.text(separator=" ")).casefold()
            after = after or has_h1 or title in text
        elif tag == "p" and after and paragraphs < PARAGRAPHS_MAX:
            paragraphs += len(node.text()) >= PARAGRAPH_CHARACTERS_MIN
        yield node, after and paragraphs < PARAGRAPHS_MAX


def _is_beside(node: LexborNode, tags: frozenset[str] = _OTHERS) -> bool:
    """Whether it stands in a teaser, a sidebar or one of these elements."""
    one: LexborNode | None = node
    for _ in range(ANCESTORS_MAX):
        if one is None or one.tag in {"body", "main", "article"}:
            return False
        if one.tag in tags or _BESIDE.search(class_and_id(one)):
            return True
        one = one.parent
    return False
