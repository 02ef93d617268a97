"""Holds: each reason, its evidence, and what lifts it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.editorial import HoldCase, HoldPolicy, judge_holds, next_judgement
from wiredesk.records.article import HonestTime, Kind
from wiredesk.records.family import Relation
from wiredesk.records.hold import Bucket, HoldReason

NOW = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
ME, OTHER = ArticleId("a1"), ArticleId("a2")
CASE = HoldCase(
    article_id=ME,
    kind=Kind.ARTICLE,
    time=HonestTime(published=NOW, effective=NOW, received=NOW),
    quality=60,
    topics=1,
    relation=Relation.NEW,
    is_origin=True,
    origin=ME,
    origin_published=False,
    lead=ME,
    provider_name="Gazette",
    provider_vouched=True,
    provider_first_seen=NOW,
    provider_articles=1,
)


def reasons(case: HoldCase, policy: HoldPolicy | None = None) -> list[HoldReason]:
    verdict = judge_holds(case, policy=policy or HoldPolicy(), now=NOW)
    return [hold.reason for hold in verdict.holds]


def test_a_good_lead_of_a_known_source_is_released() -> None:
    verdict = judge_holds(CASE, policy=HoldPolicy(), now=NOW)
    assert verdict.holds == ()
    assert verdict.bucket is Bucket.PUBLISHED
    assert verdict.reasons[0].code == "released"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quality": 39}, HoldReason.BELOW_THRESHOLD),
        ({"lead": OTHER}, HoldReason.FOLLOWER),
        ({"relation": Relation.COPY, "is_origin": False, "origin": OTHER}, HoldReason.COPY),
        (
            {
                "relation": Relation.REVISION,
                "is_origin": False,
                "origin": OTHER,
                "origin_published": True,
            },
            HoldReason.NEAR_DUPLICATE,
        ),
        ({"kind": Kind.PAYWALL}, HoldReason.PAYWALL),
        ({"kind": Kind.CONSENT}, HoldReason.PAYWALL),
        ({"rights": "The publisher says noindex."}, HoldReason.RIGHTS),
        ({"provider_vouched": False}, HoldReason.PROBATION),
        ({"correction": "The number changed."}, HoldReason.CORRECTION),
        ({"unsafe": "It carries a script."}, HoldReason.UNSAFE),
        ({"alarm": "It wrote in `en`, now in `de`."}, HoldReason.SOURCE_ALARM),
        ({"decision": "hold", "decision_by": "Ada"}, HoldReason.EDITOR),
        ({"decision": "reject"}, HoldReason.EDITOR),
        ({"topics": 0}, HoldReason.OFF_TOPIC),
    ],
)
def test_each_cause_holds_with_evidence(changes: dict[str, object], reason: HoldReason) -> None:
    case = replace(CASE, **changes)  # type: ignore[arg-type] # - the table names real fields
    verdict = judge_holds(case, policy=HoldPolicy(), now=NOW)
    assert [hold.reason for hold in verdict.holds] == [reason]
    assert verdict.holds[0].evidence
    assert verdict.holds[0].lifted_by in {"editor", "machine", "publisher"}
    assert reason.value in verdict.reasons[0].code


def test_contradicting_dates_hold() -> None:
    time = replace(CASE.time, conflict="The page says 2016, its address 2026.")
    assert reasons(replace(CASE, time=time)) == [HoldReason.DATE_CONFLICT]


def test_probation_takes_a_week_and_twenty_articles() -> None:
    novice = replace(CASE, provider_vouched=False)
    verdict = judge_holds(novice, policy=HoldPolicy(), now=NOW)
    assert next_judgement(verdict) == NOW + timedelta(days=7)
    assert "7 days and 20 articles" in verdict.holds[0].evidence
    week = NOW + timedelta(days=7)
    grown = replace(novice, provider_articles=20)
    assert reasons(grown) == [HoldReason.PROBATION]
    assert judge_holds(grown, policy=HoldPolicy(), now=week).holds == ()


def test_a_source_of_few_articles_is_judged_again_every_day() -> None:
    novice = replace(CASE, provider_vouched=False)
    for hours in (1, 12, 23):
        later = NOW + timedelta(days=30, hours=hours)
        verdict = judge_holds(novice, policy=HoldPolicy(), now=later)
        assert next_judgement(verdict) == NOW + timedelta(days=31)


def test_since_stays_what_it_was() -> None:
    first = judge_holds(replace(CASE, topics=0), policy=HoldPolicy(), now=NOW)
    again = judge_holds(
        replace(CASE, topics=0, previous=first), policy=HoldPolicy(), now=NOW + timedelta(days=1)
    )
    assert again.holds[0].since == NOW


def test_a_release_lifts_what_the_machine_found_but_not_rights_and_safety() -> None:
    held = replace(CASE, quality=1, topics=0, decision="release", decision_by="Ada")
    assert reasons(held) == []
    assert reasons(replace(held, rights="noindex")) == [HoldReason.RIGHTS]
    assert reasons(replace(held, unsafe="script")) == [HoldReason.UNSAFE]


def test_the_owner_may_switch_holds_off() -> None:
    open_hub = HoldPolicy(quality_min=0, followers=True, off_topic=True, probation=True)
    case = replace(CASE, quality=0, topics=0, lead=OTHER, provider_vouched=False)
    assert reasons(case, open_hub) == []


def test_several_holds_stand_together() -> None:
    assert reasons(replace(CASE, quality=1, topics=0, lead=OTHER)) == [
        HoldReason.OFF_TOPIC,
        HoldReason.BELOW_THRESHOLD,
        HoldReason.FOLLOWER,
    ]


def test_a_decision_says_who_when_and_why() -> None:
    held = replace(
        CASE,
        decision="hold",
        decision_by="Ada",
        decision_at=NOW,
        decision_note="Wait for the vote.",
    )
    verdict = judge_holds(held, policy=HoldPolicy(), now=NOW)
    told = "Ada chose to hold it on 2026-03-05 09:00 UTC: Wait for the vote."
    assert verdict.holds[0].evidence == told
    released = judge_holds(
        replace(held, decision="release", quality=0), policy=HoldPolicy(), now=NOW
    )
    assert [reason.code for reason in released.reasons] == ["decision"]
    assert released.bucket is Bucket.PUBLISHED


def test_an_editors_hold_stands_beside_what_the_machine_found() -> None:
    assert reasons(replace(CASE, decision="reject", quality=1)) == [
        HoldReason.EDITOR,
        HoldReason.BELOW_THRESHOLD,
    ]


def test_a_decision_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="publish"):
        reasons(replace(CASE, decision="publish"))


def test_every_reason_of_the_list_can_be_reached() -> None:
    worst = replace(
        CASE,
        kind=Kind.PAYWALL,
        time=replace(CASE.time, conflict="x"),
        quality=0,
        topics=0,
        relation=Relation.COPY,
        is_origin=False,
        origin=OTHER,
        lead=OTHER,
        provider_vouched=False,
        unsafe="x",
        rights="x",
        correction="x",
        alarm="x",
        decision="hold",
    )
    revision = replace(worst, relation=Relation.REVISION, origin_published=True)
    assert set(reasons(worst)) | set(reasons(revision)) == set(HoldReason)


@given(
    quality=st.integers(0, 100),
    topics=st.integers(0, 3),
    relation=st.sampled_from(list(Relation)),
    is_origin=st.booleans(),
    kind=st.sampled_from(list(Kind)),
    decision=st.sampled_from(["", "release", "hold", "reject"]),
    rights=st.sampled_from(["", "noindex"]),
    hours=st.integers(0, 1_000),
)
def test_judging_again_changes_nothing(hours: int, **changes: object) -> None:
    now = NOW + timedelta(hours=hours)
    case = replace(CASE, origin=OTHER, provider_vouched=False, **changes)  # type: ignore[arg-type] # - fields of HoldCase
    first = judge_holds(case, policy=HoldPolicy(), now=now)
    again = judge_holds(replace(case, previous=first), policy=HoldPolicy(), now=now)
    assert again == first
    assert first.reasons
    if changes["rights"]:
        assert first.bucket is Bucket.HELD
    due = next_judgement(first)
    assert due is None or due > now


def test_what_a_source_is_held_for_holds_also_a_source_that_is_vouched_for() -> None:
    held = replace(CASE, alarm="It wrote in `en`, now in `de`.")
    policy = HoldPolicy(quality_min=0, followers=True, off_topic=True, probation=True)
    assert reasons(held, policy) == [HoldReason.SOURCE_ALARM]
    assert reasons(replace(held, decision="release"), policy) == []


def test_a_material_change_leaves_out_what_was_approved() -> None:
    changed = replace(CASE, correction="Only 3% of the text still stands there.", read_at=NOW)
    verdict = judge_holds(changed, policy=HoldPolicy(), now=NOW)
    assert [hold.reason for hold in verdict.holds] == [HoldReason.CORRECTION]
    assert verdict.is_frozen
    assert (verdict.bucket, verdict.cause) == (Bucket.PUBLISHED, "correction_pending")
    assert verdict.reasons[-1].code == "frozen"
    # What else is wrong with the newer version does not take back the older one …
    poor = replace(changed, quality=1, topics=0, kind=Kind.CONSENT)
    assert judge_holds(poor, policy=HoldPolicy(), now=NOW).is_frozen


@pytest.mark.parametrize(
    "changes",
    [{"rights": "noindex"}, {"unsafe": "x"}, {"alarm": "x"}, {"decision": "hold"}, {"decision": "reject"}],
)  # fmt: skip
def test_rights_safety_alarms_and_editors_take_back_also_what_was_approved(
    changes: dict[str, str],
) -> None:
    case = replace(CASE, correction="Other text.", **changes)  # type: ignore[arg-type] # - fields of HoldCase
    verdict = judge_holds(case, policy=HoldPolicy(), now=NOW)
    assert not verdict.is_frozen
    assert verdict.bucket is Bucket.HELD


def test_a_release_is_for_the_version_that_the_person_saw() -> None:
    changed = replace(CASE, correction="Other text.", read_at=NOW, decision="release")
    before = replace(changed, decision_at=NOW - timedelta(minutes=1))
    after = replace(changed, decision_at=NOW + timedelta(minutes=1))
    assert reasons(before) == [HoldReason.CORRECTION]
    assert reasons(after) == []


def test_a_hold_until_a_day_lifts_itself_on_that_day() -> None:
    until = NOW + timedelta(days=2)
    held = replace(CASE, decision="hold", decision_by="Ada", decision_at=NOW, decision_until=until)
    verdict = judge_holds(held, policy=HoldPolicy(), now=NOW)
    assert verdict.holds[0].until == until
    assert "until 2026-03-07 09:00 UTC" in verdict.holds[0].evidence
    assert next_judgement(verdict) == until
    assert judge_holds(held, policy=HoldPolicy(), now=until).holds == ()
