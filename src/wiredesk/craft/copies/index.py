"""Families over a window: is this text a revision, a copy, or new? (SCORES.md 2).

In: fingerprints in order.  Out: FamilyVerdict each.  Built again from stored fingerprints and verdicts, it
answers the same.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Final

from wiredesk.basics.ids import ArticleId, FamilyId, family_id
from wiredesk.basics.text import words
from wiredesk.craft.copies.shingles import containment_of
from wiredesk.records.family import FamilyVerdict, Fingerprint, Relation
from wiredesk.records.reason import Reason

CONTAINMENT_MIN: Final = 0.5  # of the shorter text's 5-grams: each paper cuts and retitles
# With the same title or the same credit less will do: Jaccard .3 on 3-grams is about .2 on 5-grams.
CONTAINMENT_MIN_WITH_SIGN: Final = 0.25
REVISION_MIN: Final = 0.7  # within one provider: a series on one subject shares whole paragraphs
WORDS_MIN: Final = 40  # shorter texts share formulas, not origins, unless they are the same
SHARED_MIN: Final = 6  # shingles in common before a pair is looked at
LOOKED_UP_MAX: Final = (
    160  # shingles of a text, the lowest hashes: a sample that is the same in copies
)
POSTINGS_MAX: Final = 50  # a shingle in more texts than that is a formula, and finds nobody new
CANDIDATES_MAX: Final = 20  # compared in full
WINDOW: Final = timedelta(days=14)  # a reprint comes within days
AGENCY_CHARACTERS_MIN: Final = 4
TEMPLATE_NUMBERS_MAX: Final = 0.5  # shared numbers: pages of one template differ in theirs
TEMPLATE_NUMBERS_MIN: Final = 3
_DIGITS: Final = re.compile(r"\d+")


@dataclass(slots=True)
class _Family:
    origin: Fingerprint
    members: dict[ArticleId, Fingerprint] = field(default_factory=dict)


class CopyIndex:
    """An inverted index from shingles to the texts of the window."""

    def __init__(self, *, window: timedelta | None = WINDOW) -> None:
        """`window`: how long a text is remembered after the latest came; None for ever."""
        self._window = window
        self._texts: dict[ArticleId, Fingerprint] = {}
        self._families: dict[FamilyId, _Family] = {}
        self._family_of: dict[ArticleId, FamilyId] = {}
        self._postings: dict[int, list[ArticleId]] = {}
        self._same: dict[tuple[int, ...], dict[str, ArticleId]] = {}
        self._by_age: list[tuple[datetime, ArticleId]] = []

    def judge(self, own: Fingerprint) -> FamilyVerdict:
        """What `own` is to the texts that were added before it; changes nothing."""
        if own.article_id in self._family_of:
            return self._again(own)
        if not own.shingles:
            why = Reason(code="no_text", text="There is no text of its own to compare.")
            return _new(own, why)
        for other, containment in self._candidates(own):
            verdict = self._verdict(own, other, containment)
            if verdict is not None:
                return verdict
        return _new(own, Reason(code="new_text", text="No text like it was here before."))

    def add(self, own: Fingerprint, verdict: FamilyVerdict) -> None:
        """Remember `own` with its verdict; one that was read again is replaced."""
        self._forget(own.article_id)
        family = self._families.get(verdict.family_id)
        if family is None:
            family = self._families[verdict.family_id] = _Family(origin=own)
        family.members[own.article_id] = own
        if verdict.origin == own.article_id:
            family.origin = own
        self._texts[own.article_id] = own
        self._family_of[own.article_id] = verdict.family_id
        self._file(own)
        if self._window is None:
            return
        heappush(self._by_age, (own.received_at, own.article_id))
        while own.received_at - self._by_age[0][0] > self._window:
            self._forget_aged(*heappop(self._by_age))

    def _file(self, own: Fingerprint) -> None:
        same = self._same.setdefault(own.shingles, {})
        if same.setdefault(own.provider, own.article_id) != own.article_id:
            return  # the same text of the same provider finds nothing that its twin does not
        if len(same) > POSTINGS_MAX:
            return
        for shingle in own.shingles:
            postings = self._postings.setdefault(shingle, [])
            if len(postings) < POSTINGS_MAX:
                postings.append(own.article_id)

    def _forget_aged(self, received_at: datetime, article: ArticleId) -> None:
        known = self._texts.get(article)
        if known is not None and known.received_at == received_at:
            self._forget(article)

    def _forget(self, article: ArticleId) -> None:
        old = self._texts.pop(article, None)
        if old is None:
            return
        family_of = self._family_of.pop(article)
        family = self._families[family_of]
        del family.members[article]
        if not family.members:
            del self._families[family_of]
        same = self._same[old.shingles]
        if same.get(old.provider) == article:
            del same[old.provider]
        if not same:
            del self._same[old.shingles]
        for shingle in old.shingles:
            postings = self._postings.get(shingle, [])
            if article in postings:
                postings.remove(article)
            if not postings:
                self._postings.pop(shingle, None)

    def _again(self, own: Fingerprint) -> FamilyVerdict:
        """An article that is read again stays in its family."""
        family_of = self._family_of[own.article_id]
        family = self._families[family_of]
        is_origin = family.origin.article_id == own.article_id
        why = Reason(code="read_again", text="It was read again; it stays in its family.")
        return FamilyVerdict(
            article_id=own.article_id,
            family_id=family_of,
            relation=Relation.NEW if is_origin else _relation(own, family.origin),
            of=None if is_origin else family.origin.article_id,
            similarity=0.0 if is_origin else 1.0,
            origin=family.origin.article_id,
            reasons=(why,),
        )

    def _candidates(self, own: Fingerprint) -> list[tuple[Fingerprint, float]]:
        """Texts that share enough, with the containment of the shorter in the longer, best first."""
        twins = self._same.get(own.shingles)
        if twins:
            twin = twins.get(own.provider) or next(iter(twins.values()))
            return [(self._texts[twin], 1.0)]
        likely: Counter[ArticleId] = Counter()
        for shingle in own.shingles[:LOOKED_UP_MAX]:
            if postings := self._postings.get(shingle):
                likely.update(postings)
        # Equal counts in the order in which the texts came: `most_common` keeps it.
        ranked = [article for article, _ in likely.most_common(CANDIDATES_MAX)]
        found = []
        for article in ranked:
            other = self._texts[article]
            shared, containment = containment_of(own.shingles, other.shingles)
            if shared >= SHARED_MIN or containment >= 1.0:
                found.append((other, containment))
        found.sort(key=lambda pair: (-pair[1], pair[0].received_at, pair[0].article_id))
        return found

    def _verdict(
        self, own: Fingerprint, other: Fingerprint, containment: float
    ) -> FamilyVerdict | None:
        short = min(own.words, other.words) < WORDS_MIN
        if short and containment < 1.0:
            return None
        if own.provider == other.provider:
            return self._revision(own, other, containment)
        sign = _sign(own, other)
        if containment < (CONTAINMENT_MIN_WITH_SIGN if sign else CONTAINMENT_MIN):
            return None
        family_of = self._family_of[other.article_id]
        origin, why_origin = _origin(own, self._families[family_of].origin)
        told = f"{100 * containment:.0f} % of the shorter text stands in {other.provider}'s"
        why = Reason(
            code="copy",
            text=f"{told}; {sign}." if sign else f"{told}.",
            value=round(containment, 3),
            evidence=other.title,
        )
        return FamilyVerdict(
            article_id=own.article_id,
            family_id=family_of,
            relation=Relation.COPY,
            of=other.article_id,
            similarity=round(containment, 4),
            origin=origin.article_id,
            reasons=(why, why_origin),
        )

    def _revision(
        self, own: Fingerprint, other: Fingerprint, containment: float
    ) -> FamilyVerdict | None:
        if containment < REVISION_MIN or _is_template(own, other):
            return None
        family_of = self._family_of[other.article_id]
        why = Reason(
            code="revision",
            text=f"{100 * containment:.0f} % of it stood in an earlier text of the same provider.",
            value=round(containment, 3),
            evidence=other.title,
        )
        return FamilyVerdict(
            article_id=own.article_id,
            family_id=family_of,
            relation=Relation.REVISION,
            of=other.article_id,
            similarity=round(containment, 4),
            origin=self._families[family_of].origin.article_id,
            reasons=(why,),
        )


def _new(own: Fingerprint, why: Reason) -> FamilyVerdict:
    return FamilyVerdict(
        article_id=own.article_id,
        family_id=family_id(own.article_id),
        relation=Relation.NEW,
        origin=own.article_id,
        reasons=(why,),
    )


def _relation(own: Fingerprint, origin: Fingerprint) -> Relation:
    return Relation.REVISION if own.provider == origin.provider else Relation.COPY


def _sign(own: Fingerprint, other: Fingerprint) -> str:
    """What besides the text says that they are one: the same credit, or the same title."""
    if own.credit and own.credit.casefold() == other.credit.casefold():
        return f"both credit {own.credit}"
    if (mine := tuple(words(own.title))) and mine == tuple(words(other.title)):
        return "both have the same title"
    return ""


def _origin(own: Fingerprint, origin: Fingerprint) -> tuple[Fingerprint, Reason]:
    """First seen, corrected by credit: who credits somebody else is not the origin of the text."""
    if origin.credit and not own.credit and _names(origin.credit, own):
        told = f"{origin.provider} credits {origin.credit}, which is this provider."
        return own, Reason(code="origin_by_credit", text=told, evidence=origin.credit)
    told = f"{origin.provider} had it first."
    return origin, Reason(code="origin_first_seen", text=told, evidence=origin.title)


def _names(credit: str, own: Fingerprint) -> bool:
    """Whether a credit line means the provider of `own`: `Meridian Wire` and meridianwire.example."""
    said = "".join(words(credit))
    site = "".join(words(own.provider.rpartition(".")[0]))
    if len(said) < AGENCY_CHARACTERS_MIN:
        return site in {said, f"{said}news"}  # “AP” is not The Capital Post
    return bool(site) and (said in site or site in said)


def _is_template(own: Fingerprint, other: Fingerprint) -> bool:
    """Pages of one template: the words are the same, the numbers are not."""
    if own.title != other.title and _DIGITS.sub("#", own.title) == _DIGITS.sub("#", other.title):
        return True
    mine, theirs = set(own.numbers), set(other.numbers)
    if min(len(mine), len(theirs)) < TEMPLATE_NUMBERS_MIN:
        return False
    return len(mine & theirs) / len(mine | theirs) < TEMPLATE_NUMBERS_MAX
