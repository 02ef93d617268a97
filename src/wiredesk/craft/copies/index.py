"""Families over a window: is this text a revision, a copy, or new? (SCORES.md 2).

In: fingerprints in order.  Out: FamilyVerdict each.  Built again from stored fingerprints and verdicts, it
answers the same.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Final

from wiredesk.basics.ids import ArticleId, FamilyId, family_id
from wiredesk.craft.copies.comparing import NEAR_MIN, Compared, Shares, compare
from wiredesk.craft.copies.families import Family, by_credit, credits_provider, origin_with
from wiredesk.craft.copies.postings import Postings
from wiredesk.craft.copies.shingles import Hashes, packed, sampled, share_of, shared_passage
from wiredesk.records.family import FamilyVerdict, Fingerprint, Relation
from wiredesk.records.reason import Reason

FILED_MAX: Final = (
    128  # shingles by which a text finds others and is found: a sample that is the same in copies
)
TWINS_FILED_MAX: Final = 50  # word for word the same: more of them find nobody new
CANDIDATES_MAX: Final = 8  # compared in full
WINDOW: Final = timedelta(days=14)  # a reprint comes within days

_Words = tuple[bytes, tuple[str, ...]]


@dataclass(slots=True)
class _Text:
    own: Fingerprint
    """Without its shingles, which are packed."""
    hashes: Hashes
    number: int
    family: FamilyId
    relation: Relation


@dataclass(frozen=True, slots=True)
class _Match:
    other: _Text
    shares: Shares
    compared: Compared


class CopyIndex:
    """The texts of a window, found by their shingles."""

    def __init__(self, *, window: timedelta | None = WINDOW) -> None:
        """`window`: how long a text is remembered after the latest came; None for ever."""
        self._window = window
        self._texts: dict[ArticleId, _Text] = {}
        self._families: dict[FamilyId, Family] = {}
        self._postings = Postings()
        self._of_number: dict[int, ArticleId] = {}
        self._next_number = 0
        self._forgotten = 0
        self._same: dict[_Words, dict[str, ArticleId]] = {}
        self._by_age: list[tuple[datetime, ArticleId]] = []

    def judge(self, own: Fingerprint, *, text: str = "") -> FamilyVerdict:
        """What `own` is to the texts that were added before it; changes nothing.

        `text` only serves the reasons, which then show the words in common.
        """
        return self._judged(own, self._matches(own, packed(own.shingles)), text)

    def place(self, own: Fingerprint, *, text: str = "") -> list[tuple[Fingerprint, FamilyVerdict]]:
        """Judge `own` and remember it; then those whose place that changed, with their new verdicts.

        They are reprints that came before the text that they credit: the first of them was held to be the
        origin, and what was cut from other parts of it to be a text of its own.
        """
        hashes = packed(own.shingles)
        matches = self._matches(own, hashes)
        verdict = self._judged(own, matches, text)
        self._remember(own, hashes, verdict)
        moved = [*self._displaced(verdict.family_id), *self._absorbed(verdict, matches)]
        for other, its in moved:
            self.add(other, its)
        return [(own, verdict), *moved]

    def add(self, own: Fingerprint, verdict: FamilyVerdict) -> None:
        """Remember `own` with its verdict; one that was read again is replaced."""
        self._remember(own, packed(own.shingles), verdict)

    def _remember(self, own: Fingerprint, hashes: Hashes, verdict: FamilyVerdict) -> None:
        self._forget(own.article_id)
        origin = verdict.origin or own.article_id
        family = self._families.setdefault(verdict.family_id, Family(origin=origin))
        self._texts[own.article_id] = _Text(
            own=replace(own, shingles=()),
            hashes=hashes,
            number=self._next_number,
            family=verdict.family_id,
            relation=verdict.relation,
        )
        family.add(self._texts[own.article_id].own, origin=origin)
        self._of_number[self._next_number] = own.article_id
        self._file(own, hashes)
        self._next_number += 1
        if self._window is None:
            return
        heappush(self._by_age, (own.received_at, own.article_id))
        while own.received_at - self._by_age[0][0] > self._window:
            self._forget_aged(*heappop(self._by_age))

    def _judged(self, own: Fingerprint, matches: list[_Match], text: str) -> FamilyVerdict:
        known = self._texts.get(own.article_id)
        if known is not None and len(known.hashes):
            return self._again(own, known)
        if not own.shingles:
            return _new(own, Reason(code="no_text", text="There is no text of its own to compare."))
        found = _first(matches, Relation.REVISION) or _first(matches, Relation.COPY)
        if found is not None:
            return self._joined(own, found, _shown(found, text))
        why = Reason(code="new_text", text="No text like it was here before.")
        return _new(own, why, *(_shown(matches[0], text) if matches else ()))

    def _displaced(self, family_id: FamilyId) -> list[tuple[Fingerprint, FamilyVerdict]]:
        """The origin of a family and the one held to be it before, when they are marked otherwise."""
        family = self._families[family_id]
        origin = self._texts.get(family.origin)
        former = self._texts.get(family.former) if family.former else None
        if origin is None or former is None:
            return []
        _, why = origin_with(origin.own, family)
        moved = []
        if former.family == family_id and former.relation is Relation.NEW:
            moved.append(_moved(former, origin, why))
        if origin.relation is not Relation.NEW:
            moved.append(_moved(origin, origin, why))
        return moved

    def _absorbed(
        self, verdict: FamilyVerdict, matches: list[_Match]
    ) -> list[tuple[Fingerprint, FamilyVerdict]]:
        """Members of other families that credit `verdict`'s article, which holds their text."""
        moved: list[tuple[Fingerprint, FamilyVerdict]] = []
        origin = self._texts[verdict.article_id]
        if verdict.origin != verdict.article_id:
            return moved
        families = {verdict.family_id}
        for match in matches:
            other = self._texts.get(match.other.own.article_id)
            is_joined = other is None or other.family in families
            if is_joined or match.compared.relation is Relation.NEW:
                continue
            if credits_provider(match.other.own, origin.own):
                why = (match.compared.reason, by_credit(match.other.own, origin.own))
                families.add(match.other.family)
                members = self._families[match.other.family].members
                moved += [_moved(self._texts[one], origin, *why) for one in members]
        return moved

    def _file(self, own: Fingerprint, hashes: Hashes) -> None:
        same = self._same.setdefault(_words(own, hashes), {})
        if same.setdefault(own.provider, own.article_id) != own.article_id:
            return  # the same text of the same provider finds nothing that its twin does not
        if len(same) <= TWINS_FILED_MAX:
            self._postings.add(self._next_number, sampled(hashes, FILED_MAX))

    def _forget_aged(self, received_at: datetime, article: ArticleId) -> None:
        known = self._texts.get(article)
        if known is not None and known.own.received_at == received_at:
            self._forget(article)

    def _forget(self, article: ArticleId) -> None:
        old = self._texts.pop(article, None)
        if old is None:
            return
        del self._of_number[old.number]
        family = self._families[old.family]
        family.remove(old.own)
        if not family.members:
            del self._families[old.family]
        words = _words(old.own, old.hashes)
        same = self._same[words]
        if same.get(old.own.provider) == article:
            del same[old.own.provider]
        if not same:
            del self._same[words]
        self._forgotten += 1
        if self._forgotten > len(self._texts) + 1_000:
            self._postings.keep(self._of_number.__contains__)
            self._forgotten = 0

    def _again(self, own: Fingerprint, known: _Text) -> FamilyVerdict:
        """An article that is read again stays in its family."""
        origin = self._families[known.family].origin
        is_origin = origin == own.article_id
        why = Reason(code="read_again", text="It was read again; it stays in its family.")
        return FamilyVerdict(
            article_id=own.article_id,
            family_id=known.family,
            relation=Relation.NEW if is_origin else known.relation,
            of=None if is_origin else origin,
            similarity=0.0 if is_origin else 1.0,
            origin=origin,
            reasons=(why,),
        )

    def _matches(self, own: Fingerprint, hashes: Hashes) -> list[_Match]:
        """The texts that share most with `own`, compared, best first."""
        twins = self._same.get(_words(own, hashes), {})
        twin = twins.get(own.provider) or next(iter(twins.values()), None)
        if twin is not None and twin != own.article_id:
            found = _matched(own, hashes, self._texts[twin])
            if found and found[0].compared.relation is not Relation.NEW:
                return found
        found = []
        filed = sampled(hashes, FILED_MAX)
        for number in self._postings.most_shared(filed, limit=CANDIDATES_MAX):
            article = self._of_number.get(number, own.article_id)
            if article != own.article_id:
                found += _matched(own, hashes, self._texts[article])
        found.sort(key=lambda one: (-one.shares.shorter, one.other.number))
        return found

    def _joined(self, own: Fingerprint, found: _Match, why: tuple[Reason, ...]) -> FamilyVerdict:
        family = found.other.family
        origin, why_origin = origin_with(own, self._families[family])
        is_origin = origin == own.article_id
        return FamilyVerdict(
            article_id=own.article_id,
            family_id=family,
            relation=Relation.NEW if is_origin else found.compared.relation,
            of=None if is_origin else found.other.own.article_id,
            similarity=round(found.shares.shorter, 4),
            origin=origin,
            reasons=(*why, why_origin),
        )


def _matched(own: Fingerprint, hashes: Hashes, other: _Text) -> list[_Match]:
    """The comparison of two texts, when they have enough in common to be worth one."""
    shorter, longer = share_of(hashes, other.hashes)
    if shorter < NEAR_MIN:
        return []
    shares = Shares(shorter=shorter, longer=longer)
    return [_Match(other, shares, compare(own, other.own, shares))]


def _shown(match: _Match, text: str) -> tuple[Reason, ...]:
    """The reason of a comparison, and the words in common."""
    if not text or not (passage := shared_passage(text, match.other.hashes)):
        return (match.compared.reason,)
    told = f"Both say: “{passage}”."
    return match.compared.reason, Reason(code="shared_words", text=told, evidence=passage)


def _words(own: Fingerprint, hashes: Hashes) -> _Words:
    """What two texts have in common that are word for word the same."""
    return hashes.tobytes(), own.numbers


def _first(matches: list[_Match], relation: Relation) -> _Match | None:
    return next((one for one in matches if one.compared.relation is relation), None)


def _moved(text: _Text, origin: _Text, *why: Reason) -> tuple[Fingerprint, FamilyVerdict]:
    """A text that has another place in `origin`'s family than it had."""
    is_origin = text is origin
    verdict = FamilyVerdict(
        article_id=text.own.article_id,
        family_id=origin.family,
        relation=Relation.NEW if is_origin else _relation(text.own, origin.own),
        of=None if is_origin else origin.own.article_id,
        similarity=0.0 if is_origin else round(share_of(text.hashes, origin.hashes)[0], 4),
        origin=origin.own.article_id,
        reasons=why,
    )
    return replace(text.own, shingles=tuple(text.hashes.tolist())), verdict


def _new(own: Fingerprint, *why: Reason) -> FamilyVerdict:
    return FamilyVerdict(
        article_id=own.article_id,
        family_id=family_id(own.article_id),
        relation=Relation.NEW,
        origin=own.article_id,
        reasons=why,
    )


def _relation(own: Fingerprint, origin: Fingerprint) -> Relation:
    return Relation.REVISION if own.provider == origin.provider else Relation.COPY
