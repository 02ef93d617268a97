"""Two texts side by side: is the one a revision or a copy of the other, and if not, why not?

In: two fingerprints, what share of the shorter stands in the longer.  Out: a relation or none, with the reason.
"""

import re
from dataclasses import dataclass
from typing import Final

from wiredesk.basics.text import words
from wiredesk.craft.copies.credit import credit_key, is_release_wire
from wiredesk.records.family import Fingerprint, Relation
from wiredesk.records.reason import Reason

CONTAINMENT_MIN: Final = 0.5  # of the shorter text's 3-grams: each paper cuts and retitles
# With the same title or agency less will do.  Jaccard .3 of two equally long texts is a containment of .46;
# one that is cut as well reaches less.
CONTAINMENT_MIN_WITH_SIGN: Final = 0.4
REVISION_MIN: Final = 0.7  # within one provider: a series on one subject shares whole paragraphs
REVISION_MIN_WITH_TITLE: Final = 0.5
WORDS_MIN: Final = 40  # shorter texts share formulas, not origins, unless they are the same
SHORT_WORDS_MIN: Final = 20  # “This article is for subscribers.” is the same everywhere
SHORT_MIN_WITH_SIGN: Final = 0.6
ROUNDUP_SHARE_MIN: Final = (
    0.2  # of the longer text: a report that carries a whole statement is its own
)
NEAR_MIN: Final = 0.15  # what is worth telling a person: twice what unrelated reports share
TEMPLATE_NUMBERS_MIN: Final = 3  # that differ; two change in a revision too
TEMPLATE_SHARED_MAX: Final = 0.5  # of the share of words: what is cut from a text loses both alike
TEMPLATE_SHARED_MAX_WITH_TITLE: Final = (
    0.5  # “Prices, 3 March” and “Prices, 4 March”; “12 dead” and “15 dead” share more
)
NUMBERS_MAX: Final = 200  # kept of a text, the first in order; a table of prices has some fifty
_DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What two texts have in common."""

    shorter: float
    """The share of the shorter text that stands in the longer, 0 to 1."""
    longer: float
    """The share of the longer text that stands in the shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What `own` is to `other`."""

    relation: Relation
    """NEW when it is neither a revision nor a copy of it."""
    reason: Reason


def compare(own: Fingerprint, other: Fingerprint, shares: Shares) -> Compared:
    """What `own`, which came later, is to `other`."""
    sign = _sign(own, other)
    is_same_provider = own.provider == other.provider
    refused = _refused(own, other, shares, sign=sign)
    if refused:
        code, told = refused
        return Compared(relation=Relation.NEW, reason=_reason(code, told, other, shares))
    percent = f"{100 * shares.shorter:.0f} %"
    if is_same_provider:
        told = f"{percent} of the shorter text stood in an earlier one of the same provider"
        return Compared(
            relation=Relation.REVISION, reason=_reason("revision", _with(told, sign), other, shares)
        )
    told = f"{percent} of the shorter text stands in {other.provider}'s"
    return Compared(
        relation=Relation.COPY, reason=_reason("copy", _with(told, sign), other, shares)
    )


def _refused(
    own: Fingerprint, other: Fingerprint, shares: Shares, *, sign: str
) -> tuple[str, str] | None:
    """Why the two are not one text: a code and a sentence; None when they are."""
    is_same_provider = own.provider == other.provider
    needed = _needed(own, other, sign=sign)
    near = f"{100 * shares.shorter:.0f} % of the shorter text is the same as {other.provider}'s"
    if min(own.words, other.words) < SHORT_WORDS_MIN and not (sign and shares.shorter >= 1.0):
        return "too_short", f"{near}, but it has only {min(own.words, other.words)} words."
    if shares.shorter < needed:
        kind = "a revision" if is_same_provider else "a copy"
        return "near_text", f"{near}; {100 * needed:.0f} % would make it {kind}."
    if is_same_provider and min(own.words, other.words) < WORDS_MIN and not sign:
        return "too_short", f"{near}, but so short a text under another title is a formula."
    if shares.longer < ROUNDUP_SHARE_MIN and own.words > other.words and not sign:
        return "roundup", f"It carries {other.provider}'s text, but four fifths of it are its own."
    if told := _template(own, other, shares):
        return "template", told
    return None


def _needed(own: Fingerprint, other: Fingerprint, *, sign: str) -> float:
    if min(own.words, other.words) < WORDS_MIN:
        return SHORT_MIN_WITH_SIGN if sign else 1.0
    if own.provider == other.provider:
        return REVISION_MIN_WITH_TITLE if _is_same_title(own, other) else REVISION_MIN
    return CONTAINMENT_MIN_WITH_SIGN if sign else CONTAINMENT_MIN


def _sign(own: Fingerprint, other: Fingerprint) -> str:
    """What besides the text says that they are one: the same credit, or the same title."""
    if _is_same_title(own, other):
        return "both have the same title"
    key = credit_key(own.credit)
    if key and key == credit_key(other.credit) and not is_release_wire(own.credit):
        return f"both credit {own.credit}"
    return ""


def _is_same_title(own: Fingerprint, other: Fingerprint) -> bool:
    mine = words(own.title)
    return bool(mine) and mine == words(other.title)


def _template(own: Fingerprint, other: Fingerprint, shares: Shares) -> str:
    """Pages of one template: the words are the same, the numbers are not."""
    fewer, more = sorted((_up_to_both(own, other), _up_to_both(other, own)), key=len)
    differing = len(fewer - more)
    shared = 1 - differing / len(fewer) if fewer else 1.0
    told = f"The same words as {other.provider}'s, but {differing} of {len(fewer)} numbers differ: a template."
    if differing >= TEMPLATE_NUMBERS_MIN and shared < TEMPLATE_SHARED_MAX * shares.shorter:
        return told
    is_dated = own.title != other.title and _masked(own.title) == _masked(other.title)
    return told if is_dated and shared < TEMPLATE_SHARED_MAX_WITH_TITLE else ""


def _up_to_both(own: Fingerprint, other: Fingerprint) -> set[str]:
    """The numbers of `own` up to where the list of either was cut."""
    cut = [one.numbers[-1] for one in (own, other) if len(one.numbers) >= NUMBERS_MAX]
    return {number for number in own.numbers if not cut or number <= min(cut)}


def _masked(title: str) -> str:
    return _DIGITS.sub("#", title)


def _with(told: str, sign: str) -> str:
    return f"{told}; {sign}." if sign else f"{told}."


def _reason(code: str, text: str, other: Fingerprint, shares: Shares) -> Reason:
    return Reason(code=code, text=text, value=round(shares.shorter, 3), evidence=other.title)
