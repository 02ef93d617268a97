"""Quality: the six parts, their caps, and what must hold whatever the article."""

import time
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.quality import WEIGHTS_VERSION, GradeFacts, grade, source_share
from wiredesk.craft.quality.weights import CAPS, CLICKBAIT, MAXIMA
from wiredesk.records.article import Kind
from wiredesk.records.family import Relation
from wiredesk.records.grade import Grade

LEAD = "HALDEN — Parliament in Halden voted on Monday for a ban on face scans, 312 to 280. "
BODY = (
    "“We cannot wait,” said Lena Brandt, the minister for transport. The law covers every station. "
    "Karl Sand, who leads the opposition, said that the ban came too late. "
    + "It names no fine. "
    * 200
)
FULL = GradeFacts(
    article_id=ArticleId("a1"),
    title="Parliament in Halden votes for ban on face scans",
    text=LEAD + BODY,
    authors=("Mira Okoye",),
    is_dated=True,
    section="Politics",
    links=("https://www.bundestag.de/vote/1", "https://doi.org/10.1000/182"),
    has_image=True,
    provider_domain="gazette.example",
    provider_rating=0.8,
)

facts = st.builds(
    GradeFacts,
    article_id=st.just(ArticleId("a1")),
    title=st.sampled_from([FULL.title, "You won't believe this", "", "10 things you never knew"]),
    text=st.sampled_from(
        [None, "", "Short.", FULL.text, f"As reported by the Halden Gazette, {BODY}", LEAD]
    ),
    authors=st.sampled_from([None, (), ("Mira Okoye",), ("Reuters",), ("Staff", "Ada Byron")]),
    is_dated=st.sampled_from([None, True, False]),
    section=st.sampled_from([None, "", "Opinion"]),
    links=st.sampled_from([None, (), FULL.links]),
    has_image=st.sampled_from([None, True, False]),
    kind=st.sampled_from(list(Kind)),
    is_updated=st.booleans(),
    relation=st.sampled_from(list(Relation)),
    is_origin=st.booleans(),
    credit=st.sampled_from(["", "Reuters"]),
    provider_domain=st.sampled_from(["", "gazette.example"]),
    provider_rating=st.sampled_from([None, 0.0, 0.37, 1.0]),
    provider_vouched=st.booleans(),
    transparency=st.sampled_from([None, 0, 3, 8]),
    articles_seen=st.sampled_from([0, 1, 50, 10_000]),
    share_original=st.sampled_from([None, 0.0, 0.31, 1.0]),
    share_with_author=st.sampled_from([None, 0.5]),
    share_press_release=st.sampled_from([None, 0.2]),
    share_corrected=st.sampled_from([None, 0.01]),
    share_clickbait=st.sampled_from([None, 0.1]),
)


def points(graded: Grade) -> dict[str, int | None]:
    return {part.part: part.points for part in graded.parts}


def test_a_whole_article_earns_in_all_six_parts() -> None:
    graded = grade(FULL)
    got = points(graded)
    assert list(got) == list(MAXIMA)
    assert got["originality"] == 20
    assert got["sourcing"] == 2 * 3 + 2 * 2
    assert got["accountability"] == 10
    assert got["substance"] == 10
    assert got["headline"] in {7, 8}  # the rest of the rounding may be anywhere
    assert graded.quality == sum(one or 0 for one in got.values())
    assert graded.basis == "full"
    assert all(part.evidence.endswith(".") for part in graded.parts)


def test_the_weights_are_one_table_of_a_hundred_points() -> None:
    assert sum(MAXIMA.values()) == 100
    assert CAPS == {"market_report": 20, "sponsored": 35, "press_release": 45, "undated": 55}
    assert len(CLICKBAIT) == 12
    assert [reason.value for reason in grade(FULL).reasons if reason.code == "weights"] == [
        WEIGHTS_VERSION
    ]


@given(facts)
@settings(max_examples=300, deadline=None)
def test_points_add_up_and_stay_in_bounds(one: GradeFacts) -> None:
    graded = grade(one)
    total = sum(part.points or 0 for part in graded.parts)
    assert 0 <= graded.quality <= 100
    assert graded.quality == (min(total, CAPS[graded.cap]) if graded.cap else total)
    assert all(part.points is None or 0 <= part.points <= part.max for part in graded.parts)
    assert (graded.basis == "metadata") == any(part.points is None for part in graded.parts)
    assert grade(one) == graded


@given(facts)
@settings(max_examples=200, deadline=None)
def test_removing_the_byline_never_raises_quality(one: GradeFacts) -> None:
    signed = replace(one, authors=one.authors or ("Ada Byron",))
    assert grade(replace(signed, authors=())).quality <= grade(signed).quality


@given(facts)
@settings(max_examples=200, deadline=None)
def test_a_copy_elsewhere_never_raises_the_copy(one: GradeFacts) -> None:
    alone = replace(one, relation=Relation.NEW, is_origin=True)
    copied = replace(one, relation=Relation.COPY, is_origin=False)
    assert grade(copied).quality <= grade(alone).quality


@given(facts)
@settings(max_examples=200, deadline=None)
def test_an_image_moves_quality_by_at_most_one(one: GradeFacts) -> None:
    seen, unseen = grade(replace(one, has_image=True)), grade(replace(one, has_image=False))
    assert 0 <= seen.quality - unseen.quality <= 1


@given(facts)
@settings(max_examples=200, deadline=None)
def test_changing_the_provider_moves_only_the_source(one: GradeFacts) -> None:
    other = replace(
        one,
        provider_domain="other.example",
        provider_rating=0.91,
        provider_vouched=True,
        transparency=5,
        articles_seen=33,
        share_original=0.77,
    )
    before, after = points(grade(one)), points(grade(other))
    before.pop("source")
    after.pop("source")
    assert before == after


def test_tracking_and_the_length_of_a_title_move_nothing() -> None:
    links = FULL.links or ()
    tracked = replace(FULL, links=(*links, *(f"{link}?utm_source=x" for link in links)))
    assert grade(tracked) == grade(FULL)
    longer = replace(FULL, title=FULL.title + " in the stations and squares of the land")
    assert grade(longer).quality == grade(FULL).quality


@given(
    facts,
    st.lists(st.sampled_from(["utm_source=x", "utm_campaign=y&fbclid=z", "gclid=1"]), max_size=3),
)
@settings(max_examples=200, deadline=None)
def test_tracking_parameters_move_nothing(one: GradeFacts, tracking: list[str]) -> None:
    links = FULL.links or ()
    tracked = (*links, *(f"{link}?{more}" for link in links for more in tracking))
    assert grade(replace(one, links=tracked)).quality == grade(replace(one, links=links)).quality


@given(facts, st.integers(0, 30))
@settings(max_examples=200, deadline=None)
def test_the_length_of_a_title_moves_nothing(one: GradeFacts, more: int) -> None:
    plain = replace(one, title="Parliament votes for a ban on face scans")
    longer = replace(plain, title=plain.title + " in the stations of the land" * more)
    assert grade(longer).quality == grade(plain).quality


def test_neither_topic_nor_story_is_known_to_grading() -> None:
    names = " ".join(field.name for field in fields(GradeFacts))
    assert "topic" not in names
    assert "story" not in names
    assert "heat" not in names


@given(facts)
@settings(max_examples=200, deadline=None)
def test_more_sources_quoted_and_a_better_provider_never_lower_quality(one: GradeFacts) -> None:
    known = replace(one, provider_rating=0.2)
    assert grade(replace(known, provider_rating=0.9)).quality >= grade(known).quality
    assert grade(replace(one, links=FULL.links)).quality >= grade(replace(one, links=())).quality


def test_what_is_clickbait_or_corrected_is_said_for_the_provider_s_record() -> None:
    assert not grade(FULL).is_clickbait
    assert grade(replace(FULL, title="You won't believe what happened next")).is_clickbait
    assert not grade(replace(FULL, title="")).is_clickbait
    assert not grade(replace(FULL, is_updated=True)).is_corrected
    assert grade(replace(FULL, text=f"Correction: it was 313. {FULL.text}")).is_corrected


def test_what_is_unknown_is_left_out_and_the_rest_rescaled() -> None:
    graded = grade(GradeFacts(article_id=ArticleId("a"), title=FULL.title, provider_rating=1.0))
    got = points(graded)
    assert [name for name, one in got.items() if one is None] == [
        "originality",
        "sourcing",
        "accountability",
        "substance",
    ]
    assert graded.basis == "metadata"
    assert graded.quality > 90
    assert any(reason.code == "unknown" for reason in graded.reasons)


@pytest.mark.parametrize(
    ("changes", "cap"),
    [
        ({"is_dated": False}, "undated"),
        ({"kind": Kind.PRESS_RELEASE}, "press_release"),
        ({"text": "Sponsored: " + (FULL.text or "")}, "sponsored"),
        ({"text": "In partnership with Vexa. " + (FULL.text or "")}, "sponsored"),
        (
            {"text": (FULL.text or "") + "\n\nAbout Vexa\nVexa makes doors.\n\nMedia contact: x"},
            "press_release",
        ),
        (
            {"text": "HALDEN, March 5 /PRNewswire/ -- For immediate release. " + BODY},
            "press_release",
        ),
        (
            {
                "title": "Face Scan Market Size to Hit 9 Billion at a CAGR of 17%",
                "text": "The global market is projected to grow in the forecast period. Key players: Vexa. "
                + (FULL.text or ""),
            },
            "market_report",
        ),
    ],
)
def test_caps_hold_with_their_reason(changes: dict[str, object], cap: str) -> None:
    graded = grade(replace(FULL, provider_rating=1.0, **changes))  # type: ignore[arg-type] # - fields of GradeFacts
    assert graded.cap == cap
    assert graded.quality == CAPS[cap]
    assert any(reason.code == f"cap_{cap}" for reason in graded.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "The regulator fined Vexa for paid content without a label, a court heard. " + BODY,
        "Sponsored bills rarely pass, said Lena Brandt. “It is so.” " + BODY,
        "The market share of electric cars rose to 20 percent. " + BODY,
        "The ministry said in a press release that the ban would stay. " + BODY,
    ],
)
def test_news_about_such_things_is_not_capped(text: str) -> None:
    assert grade(replace(FULL, text=LEAD + "x " * 150 + text)).cap == ""


def test_originality_knows_who_was_first() -> None:
    def originality(**changes: object) -> int | None:
        return points(grade(replace(FULL, **changes)))["originality"]  # type: ignore[arg-type] # - fields of GradeFacts

    credited = "As first reported by the Halden Gazette, the vote was close. "
    assert originality() == 20
    assert originality(text=credited + BODY) == 14
    assert originality(text=credited + "It names no fine. " * 50) == 8
    assert originality(credit="Reuters") == 8
    assert originality(relation=Relation.COPY, is_origin=False) == 8
    assert originality(relation=Relation.COPY, is_origin=True) == 20
    assert originality(kind=Kind.PRESS_RELEASE) == 2
    assert originality(relation=Relation.REVISION, is_origin=False) == 0
    assert originality(text="According to the European Commission, no. " + BODY) == 20


def test_an_unknown_source_is_the_middle_with_a_wide_band() -> None:
    unknown = GradeFacts(article_id=ArticleId("a"), title="x")
    share, band, _ = source_share(unknown)
    assert (share, band) == (0.5, 0.3)
    rated, narrow, told = source_share(replace(unknown, provider_rating=0.9))
    assert rated > 0.8
    assert narrow < 0.1
    assert "rated 0.90" in told


def test_a_good_record_lifts_a_source_slowly() -> None:
    shares = {"share_original": 1.0, "share_with_author": 1.0, "share_press_release": 0.0}
    young = replace(FULL, provider_rating=None, articles_seen=3, **shares)  # type: ignore[arg-type] # - fields of GradeFacts
    old = replace(young, articles_seen=300)
    assert 0.5 < source_share(young)[0] < 0.6
    assert source_share(old)[0] > 0.9
    bad = replace(old, share_original=0.0, share_clickbait=1.0, share_press_release=1.0)
    assert source_share(bad)[0] < 0.4


@pytest.mark.parametrize("name", ["Staff", "Redaktion", "Reuters", "news@gazette.example", "AP"])
def test_a_desk_is_no_named_author(name: str) -> None:
    assert points(grade(replace(FULL, authors=(name,))))["accountability"] == 5
    assert points(grade(replace(FULL, authors=(name, "Ada Byron"))))["accountability"] == 10


PUMPS = [
    "a", "A", "Aa ", "A. ", " ", "\n", "\t\n", ",", '"', "“", "”", "said ", "said A", "Ada Byron, ", "https://a.b/", "://", "/act", "10.1",
    "!", "…", "?", "you ", "7 ", "things ", "in A", "– ", "About ", "About A\n", "as reported by ", "according to the A ", "reported by A A ",
    "de la A", "A de ", "word ", "((", "ß", "İ", "\u200b",
]  # fmt: skip


@pytest.mark.parametrize("pump", PUMPS)
def test_no_text_makes_grading_slow(pump: str) -> None:
    text = pump * (100_000 // len(pump))
    begun = time.process_time()
    grade(replace(FULL, title=text, text=text, authors=(text[:1_000],), links=(text[:2_000],)))
    assert time.process_time() - begun < 0.5
