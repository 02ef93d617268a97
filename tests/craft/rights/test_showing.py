"""May we, and what goes out: policy and envelope together, the stricter word (SAFETY.md R02 to R07)."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import make_article

from wiredesk.basics.ids import SourceId
from wiredesk.craft.rights import (
    expiry_of,
    find_rights_hold,
    may,
    policy_of,
    press_right_ends,
    show,
)
from wiredesk.records.article import Article, HonestTime, Image
from wiredesk.records.envelope import Envelope, Use
from wiredesk.records.rights import RightsPolicy, RightsRules, Terms

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SOURCE = SourceId("s1")
TEXT = (
    "The council voted on Tuesday to switch off the cameras at the ferry gates before the spring. "
    * 5
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def article(published: datetime = NOW, **changes: object) -> Article:
    made = make_article(
        excerpt=TEXT,
        source=SOURCE,
        image=Image(url="https://gazette.example/a.jpg"),
        video_embed="https://gazette.example/v",
        time=HonestTime(published=published, effective=published, received=published),
    )
    return replace(made, **changes)  # type: ignore[arg-type] # - any field of an article


def rules(**own: object) -> RightsRules:
    return RightsRules(own=RightsPolicy(**own))  # type: ignore[arg-type] # - any field of a policy


def test_the_default_is_headline_link_and_at_most_160_characters_in_whole_words() -> None:
    shown = show(article(), rules=RightsRules(), now=NOW)
    assert shown.title == "Title 1"
    assert 140 < len(shown.excerpt) <= 160
    assert shown.excerpt.endswith("…")
    assert TEXT.startswith(shown.excerpt[:-1])
    assert TEXT[len(shown.excerpt) - 1] in " ,.", "cut at a whole word"
    assert set(shown.uses) == {Use.INDEX, Use.EXCERPT, Use.IMAGE, Use.EMBED}


@given(st.integers(0, 1_000), st.text(max_size=400))
def test_no_excerpt_is_longer_than_its_limit(limit: int, text: str) -> None:
    shown = show(article(excerpt=text), rules=rules(excerpt_characters_max=limit), now=NOW)
    assert len(shown.excerpt) <= limit


@pytest.mark.parametrize("use", list(Use))
@pytest.mark.parametrize("forbidden", [False, True])
def test_what_the_publisher_forbids_is_forbidden_whatever_the_owner_chose(
    use: Use, *, forbidden: bool
) -> None:
    policy = RightsPolicy(full_text=True, ai=True)
    envelope = Envelope(forbidden=(use,) if forbidden else ())
    verdict = may(use, policy=policy, envelope=envelope, published=NOW, now=NOW)
    assert verdict.allowed is (not forbidden and use is not Use.TRAIN)
    assert verdict.allowed or verdict.reasons


def test_nobody_can_allow_training() -> None:
    policy = RightsPolicy(full_text=True, ai=True, images=True)
    verdict = may(Use.TRAIN, policy=policy, envelope=Envelope(), published=NOW, now=NOW)
    assert not verdict.allowed


@pytest.mark.parametrize("own", [0, 50, 160, 400])
@pytest.mark.parametrize("said", [None, 0, 50, 160, 400])
def test_the_shorter_of_policy_and_publisher_is_the_limit(own: int, said: int | None) -> None:
    given_ = article(rights=Envelope(excerpt_characters_max=said))
    shown = show(given_, rules=rules(excerpt_characters_max=own), now=NOW)
    limit = own if said is None else min(own, said)
    assert shown.excerpt_characters_max == limit
    assert len(shown.excerpt) <= limit
    assert (Use.EXCERPT in shown.uses) is (limit > 0)


def test_max_snippet_0_leaves_headline_and_link() -> None:
    shown = show(
        article(rights=Envelope(excerpt_characters_max=0, forbidden=(Use.EXCERPT,))),
        rules=RightsRules(),
        now=NOW,
    )
    assert (shown.title, shown.excerpt, shown.url) == (
        "Title 1",
        "",
        "https://gazette.example/story-1",
    )


def test_a_forbidden_picture_or_embed_does_not_go_out() -> None:
    forbidden = Envelope(forbidden=(Use.IMAGE, Use.EMBED))
    shown = show(article(rights=forbidden), rules=RightsRules(), now=NOW)
    assert (shown.image, shown.video_embed) == (None, None)
    assert show(article(), rules=rules(images=False), now=NOW).image is None


def test_the_most_specific_terms_count() -> None:
    every = RightsRules(
        own=RightsPolicy(excerpt_characters_max=160),
        providers={"gazette.example": Terms(excerpt_characters_max=300, images=False)},
        sources={SOURCE: Terms(excerpt_characters_max=80)},
    )
    policy = policy_of(every, provider="gazette.example", source=SOURCE)
    assert (policy.excerpt_characters_max, policy.images) == (80, False)
    other = policy_of(every, provider="gazette.example", source=SourceId("s2"))
    assert other.excerpt_characters_max == 300
    assert policy_of(every, provider="b.example", source=SourceId("s2")) == every.own


@pytest.mark.parametrize(
    ("published", "ends"),
    [
        ("2024-01-01T00:00:00", "2027-01-01T00:00:00"),
        ("2024-12-31T23:59:59", "2027-01-01T00:00:00"),
        ("2025-01-01T00:00:00", "2028-01-01T00:00:00"),
        ("2019-06-06T00:00:00", "2022-01-01T00:00:00"),
        ("2019-06-05T23:59:59", None),
    ],
)
def test_the_press_right_ends_two_years_after_the_year_of_publication(
    published: str, ends: str | None
) -> None:
    assert press_right_ends(at(published)) == (at(ends) if ends else None)


def test_the_clock_flips_exactly_on_1_january() -> None:
    german = RightsRules(
        own=RightsPolicy(excerpt_characters_max=400), countries={"gazette.example": "DE"}
    )
    old = article(at("2024-05-10T08:00:00"))
    before = show(old, rules=german, now=at("2026-12-31T23:59:59"))
    after = show(old, rules=german, now=at("2027-01-01T00:00:00"))
    assert (before.excerpt_characters_max, after.excerpt_characters_max) == (160, 400)


@pytest.mark.parametrize(
    ("country", "limit"), [("de", 160), ("es", 80), ("ES", 80), ("us", 400), ("", 400), ("no", 160)]
)
def test_each_country_has_its_own_bound(country: str, limit: int) -> None:
    given_ = RightsRules(
        own=RightsPolicy(excerpt_characters_max=400),
        jurisdictions={"es": 80},
        countries={"gazette.example": country},
    )
    assert show(article(), rules=given_, now=NOW).excerpt_characters_max == limit
    over = RightsRules(
        own=given_.own,
        countries=given_.countries,
        providers={"gazette.example": Terms(jurisdiction="us")},
    )
    assert show(article(), rules=over, now=NOW).excerpt_characters_max == 400


def test_an_embargo_holds_until_it_ends() -> None:
    policy = RightsPolicy(embargo_hours=6)
    why, until = find_rights_hold(policy=policy, published=NOW, now=NOW + timedelta(hours=5))
    assert until == NOW + timedelta(hours=6)
    assert "embargo of 6 hours" in why
    ended = find_rights_hold(policy=policy, published=NOW, now=NOW + timedelta(hours=6))
    assert ended == ("", None)


def test_a_source_that_is_not_to_be_shown_shows_nothing() -> None:
    policy = RightsPolicy(show=False)
    assert find_rights_hold(policy=policy, published=NOW, now=NOW)[0]
    shown = show(article(), rules=rules(show=False), now=NOW)
    assert (shown.title, shown.excerpt, shown.image, shown.uses) == ("", "", None, ())


def test_what_goes_out_has_no_field_for_a_full_text_or_for_what_a_model_wrote() -> None:
    fields = set(show(article(), rules=RightsRules(), now=NOW).__dataclass_fields__)
    assert "text" not in fields
    assert not {
        name for name in fields if "summary" in name or "model" in name or "generated" in name
    }


@pytest.mark.parametrize(
    ("raw", "text", "excerpt"), list(itertools.product([0, 10, 30], [0, 20], [0, 15]))
)
def test_nothing_is_kept_longer_than_what_it_could_be_made_from(
    raw: int, text: int, excerpt: int
) -> None:
    expiry = expiry_of(RightsPolicy(raw_days=raw, text_days=text, excerpt_days=excerpt), NOW)
    order = [expiry.raw, expiry.text, expiry.excerpt]
    never = datetime.max.replace(tzinfo=UTC)
    times = [one or never for one in order]
    assert times == sorted(times)
    if excerpt:
        assert expiry.excerpt == NOW + timedelta(days=excerpt)
