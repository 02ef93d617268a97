"""Holds: typed reasons why an article is not published (SCORES.md 7).

In: what is known of an article, the hub's policy, now.  Out: HoldVerdict; released when it has no hold.
A person's decision lifts what the machine found but what the law or safety asks for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.ids import ArticleId
from wiredesk.records.article import HonestTime, Kind
from wiredesk.records.decision import Choice, Decision
from wiredesk.records.family import Relation
from wiredesk.records.hold import Hold, HoldReason, HoldVerdict
from wiredesk.records.reason import Reason

PROBATION: Final = timedelta(days=7)  # as for heat (SCORES.md 4)
PROBATION_ARTICLES: Final = 20
# What a person may not lift by a plain release: they would have to change its cause.
NOT_LIFTED_BY_RELEASE: Final = frozenset({HoldReason.RIGHTS, HoldReason.UNSAFE})
# What takes a record back although only its newer version is in doubt.
WITHDRAWS: Final = frozenset(
    {HoldReason.RIGHTS, HoldReason.UNSAFE, HoldReason.EDITOR, HoldReason.SOURCE_ALARM}
)
# Held for these, an article is where it belongs: nobody needs to look before something else changes.
SETTLED: Final = frozenset(
    {
        HoldReason.FOLLOWER,
        HoldReason.COPY,
        HoldReason.NEAR_DUPLICATE,
        HoldReason.BELOW_THRESHOLD,
        HoldReason.OFF_TOPIC,
        HoldReason.EDITOR,  # a person has looked, and said so
    }
)
WAITS_FOR_PERSON: Final = tuple(reason for reason in HoldReason if reason not in SETTLED)
WALLS: Final = {
    Kind.PAYWALL: "The page ends at a payment hint.",
    Kind.CONSENT: "The page is a consent wall.",
    Kind.NOT_ARTICLE: "The page is no article.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPolicy:
    """What the hub's owner chose."""

    quality_min: int = 40
    followers: bool = False
    """Publish every own report of a story, not only its lead."""
    off_topic: bool = False
    """Publish articles under no topic."""
    probation: bool = False
    """Publish articles of sources that are new to the hub."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldCase:
    """What is known of an article when it is judged."""

    article_id: ArticleId
    kind: Kind
    time: HonestTime
    quality: int
    topics: int
    """How many topics apply."""
    relation: Relation
    is_origin: bool
    origin: ArticleId | None
    origin_published: bool
    lead: ArticleId | None
    """Who stands for its story."""
    provider_name: str
    provider_vouched: bool
    """Listed or official: never on probation."""
    provider_first_seen: datetime | None
    provider_articles: int
    unsafe: str = ""
    """Why it must not be shown; empty when it may."""
    rights: str = ""
    """Which right forbids showing it; empty when none does."""
    rights_until: datetime | None = None
    """When that ends; None when it does not by itself."""
    correction: str = ""
    """How the publisher changed what is out; empty when nothing material changed."""
    read_at: datetime | None = None
    """When this version was read: an older release was not meant for it."""
    alarm: str = ""
    """What its source is held for; empty when nothing."""
    decision: str = ""
    """`release`, `reject`, `hold`, or empty: what a person chose last."""
    decision_by: str = ""
    decision_at: datetime | None = None
    decision_note: str = ""
    decision_until: datetime | None = None
    """When a person's hold lifts itself."""
    previous: HoldVerdict | None = None

    @property
    def decided(self) -> Decision | None:
        """What a person chose last; None when nobody did."""
        if not self.decision:
            return None
        return Decision(
            article_id=self.article_id,
            choice=Choice(self.decision),
            by=self.decision_by,
            at=self.decision_at,
            note=self.decision_note,
            until=self.decision_until,
        )


def judge_holds(case: HoldCase, *, policy: HoldPolicy, now: datetime) -> HoldVerdict:
    """All holds of one article, gravest first; since when stays what it was."""
    known = {hold.reason: hold.since for hold in case.previous.holds} if case.previous else {}
    found = list(_holds(case, policy, now))
    decided = case.decided
    if decided and decided.choice is Choice.RELEASE:
        found = [hold for hold in found if hold.reason in _kept_holds(case)]
    holds = tuple(
        Hold(
            reason=hold.reason,
            evidence=hold.evidence,
            since=known.get(hold.reason, now),
            lifted_by=hold.lifted_by,
            until=hold.until,
        )
        for hold in found
    )
    reasons = {hold.reason for hold in holds}
    is_frozen = HoldReason.CORRECTION in reasons and not reasons & WITHDRAWS
    return HoldVerdict(
        article_id=case.article_id,
        holds=holds,
        is_frozen=is_frozen,
        reasons=_reasons(case, holds, is_frozen=is_frozen),
    )


def next_judgement(verdict: HoldVerdict) -> datetime | None:
    """When the first hold may lift itself; None when none does."""
    return min((hold.until for hold in verdict.holds if hold.until), default=None)


def _kept_holds(case: HoldCase) -> frozenset[HoldReason]:
    """What a release leaves open: the law, safety, and a change that came after it."""
    if case.read_at and case.decision_at and case.decision_at < case.read_at:
        return NOT_LIFTED_BY_RELEASE | {HoldReason.CORRECTION}
    return NOT_LIFTED_BY_RELEASE


def _holds(case: HoldCase, policy: HoldPolicy, now: datetime) -> Iterator[Hold]:
    if case.unsafe:
        yield _hold(HoldReason.UNSAFE, case.unsafe, now)
    if case.rights:
        until = case.rights_until
        yield _hold(HoldReason.RIGHTS, case.rights, now, lifted_by="publisher", until=until)
    if case.alarm:
        yield _hold(HoldReason.SOURCE_ALARM, f"Its source changed all at once. {case.alarm}", now)
    if (decided := case.decided) and decided.choice is not Choice.RELEASE:
        yield from _editor(decided, now)
    if case.kind in WALLS:
        yield _hold(HoldReason.PAYWALL, WALLS[case.kind], now, lifted_by="publisher")
    if case.time.conflict:
        yield _hold(HoldReason.DATE_CONFLICT, case.time.conflict, now)
    if case.correction:
        yield _hold(HoldReason.CORRECTION, case.correction, now)
    yield from _copies(case, now)
    if not policy.probation:
        yield from _probation(case, now)
    if not policy.off_topic and not case.topics:
        yield _hold(HoldReason.OFF_TOPIC, "No topic of the hub applies.", now, lifted_by="machine")
    if case.quality < policy.quality_min:
        told = f"Quality {case.quality} is below {policy.quality_min}."
        yield _hold(HoldReason.BELOW_THRESHOLD, told, now, lifted_by="machine")
    if not policy.followers and case.lead not in {None, case.article_id}:
        told = f"Its story is led by {case.lead}."
        yield _hold(HoldReason.FOLLOWER, told, now, lifted_by="machine")


def _editor(decided: Decision, now: datetime) -> Iterator[Hold]:
    if decided.until is None:
        yield _hold(HoldReason.EDITOR, str(decided), now)
    elif now < decided.until:
        yield _hold(HoldReason.EDITOR, str(decided), now, until=decided.until)


def _copies(case: HoldCase, now: datetime) -> Iterator[Hold]:
    if case.is_origin or case.origin in {None, case.article_id}:
        return
    told = f"It is the same text as {case.origin}."
    if case.relation is Relation.REVISION and case.origin_published:
        yield _hold(HoldReason.NEAR_DUPLICATE, told, now, lifted_by="machine")
    elif case.relation is not Relation.REVISION:
        yield _hold(HoldReason.COPY, told, now, lifted_by="machine")


def _probation(case: HoldCase, now: datetime) -> Iterator[Hold]:
    if case.provider_vouched or case.provider_first_seen is None:
        return
    known = now - case.provider_first_seen
    if known >= PROBATION and case.provider_articles >= PROBATION_ARTICLES:
        return
    # Afterwards only its next articles lift it: it is judged again every day, at the same hour.
    until = case.provider_first_seen + max(PROBATION, timedelta(days=known.days + 1))
    told = (
        f"{case.provider_name} is known since {case.provider_first_seen:%Y-%m-%d} with "
        f"{case.provider_articles} articles here; it takes {PROBATION.days} days and "
        f"{PROBATION_ARTICLES} articles."
    )
    yield _hold(HoldReason.PROBATION, told, now, lifted_by="machine", until=until)


def _hold(
    reason: HoldReason,
    evidence: str,
    since: datetime,
    *,
    lifted_by: str = "editor",
    until: datetime | None = None,
) -> Hold:
    return Hold(reason=reason, evidence=evidence, since=since, lifted_by=lifted_by, until=until)


def _reasons(case: HoldCase, holds: tuple[Hold, ...], *, is_frozen: bool) -> tuple[Reason, ...]:
    told = [
        Reason(
            code=f"hold_{hold.reason.value}",
            text=f"Held, {hold.reason.value.replace('_', ' ')}: {hold.evidence}"
            + (f" Judged again on {hold.until:%Y-%m-%d %H:%M} UTC." if hold.until else ""),
            evidence=f"may be lifted by: {hold.lifted_by}",
        )
        for hold in holds
    ]
    if is_frozen:
        told.append(Reason(code="frozen", text="What was published stays out as it was."))
    if (decided := case.decided) and decided.choice is Choice.RELEASE:
        told.append(Reason(code="decision", text=str(decided)))
    return tuple(told) or (Reason(code="released", text="Released: no hold is open."),)
