"""The `smartable` profile: the origin's numbers, term by term (RECORD.md)."""

import pytest

from wiredesk.basics.errors import SettingsError
from wiredesk.craft.quality import (
    HubLists,
    parse_lists,
    smartable_published,
    smartable_related,
    smartable_score,
)
from wiredesk.records.record import Record, RecordImage, RecordProvider, Related

LISTS = HubLists(
    keywords={
        "AI": ("artificial intelligence", "ai"),
        "Computer Vision": ("computer vision", "face recognition", "facial recognition"),
        "Teams": ("microsoft teams", "teams"),
    },
    official_hosts=frozenset({"maker.example"}),
    official_types=frozenset({"video"}),
    listed=frozenset({"gazette.example"}),
    unlisted_hosts=frozenset({"blog.gazette.example"}),
)
IMAGE = (RecordImage(url="https://x.example/1.jpg"),)
# The record and related entry that RECORD.md works out: 49 and 39.
SEED = Record(
    title="Incoming German gov backs EU ban on AI public facial recognition, social scoring",
    original_url="https://trade.example/1",
    provider=RecordProvider(name="Trade", domain="trade.example"),
    topics=("Computer Vision", "AI"),
    images=IMAGE,
)
RELATED = Related(
    title="New German government to ban facial recognition and mass surveillance",
    web_url="https://other.example/1",
    provider=RecordProvider(domain="other.example"),
    images=IMAGE,
)


def score(**changes: object) -> int:
    record = Record(title="x", **changes)  # type: ignore[arg-type] # - fields of Record
    return smartable_score(record, lists=LISTS, subject="a").quality


def test_the_specifying_record_and_its_related_entry() -> None:
    graded = smartable_score(SEED, lists=LISTS, subject="seed")
    assert graded.quality == 49
    assert not smartable_published(graded)
    related = smartable_related(RELATED, SEED, lists=LISTS, subject="seed#related/0")
    assert related.quality == 39
    assert related.article_id == "seed#related/0"


def test_each_term_by_itself() -> None:
    assert score() == 0
    assert score(images=IMAGE) == 20
    assert score(images=()) == 0
    assert score(amp_web_url="https://x.example/amp") == 20
    assert score(featured_content="<iframe>") == 50
    assert score(topics=("A", "B")) == 4
    assert score(type="video") == 50


@pytest.mark.parametrize(
    ("domain", "url", "points"),
    [
        ("gazette.example", "https://www.gazette.example/1", 40),
        ("gazette.example", "https://blog.gazette.example/1", 0),
        ("maker.example", "https://maker.example/1", 50),
        ("other.example", "https://other.example/1", 0),
        (None, None, 0),
    ],
)
def test_the_provider_is_official_listed_or_neither(
    domain: str | None, url: str | None, points: int
) -> None:
    assert score(provider=RecordProvider(domain=domain), original_url=url) == points


def test_keyword_entries_count_one_by_one_as_substrings() -> None:
    graded = smartable_score(
        Record(title="Microsoft Teams said", topics=("Teams", "AI")), lists=LISTS, subject="a"
    )
    assert graded.quality == 2 * 2 + 15 * 3  # microsoft teams, teams, and “ai” within “said”
    hyphen = Record(title="Facial-recognition", topics=("Computer Vision",))
    assert smartable_score(hyphen, lists=LISTS, subject="a").quality == 2


def test_a_long_title_costs_half_a_point_a_sign_and_never_goes_below_zero() -> None:
    def of(length: int) -> int:
        record = Record(title="x" * length, images=IMAGE)
        return smartable_score(record, lists=LISTS, subject="a").quality

    assert [of(length) for length in (70, 71, 72, 75, 110, 300)] == [20, 20, 19, 18, 0, 0]


def test_the_points_shown_add_up() -> None:
    for record in (SEED, Record(title="x" * 300), Record(title="x")):
        graded = smartable_score(record, lists=LISTS, subject="a")
        assert sum(part.points or 0 for part in graded.parts) == graded.quality


def test_seventy_is_published() -> None:
    at = {
        quality: smartable_published(
            smartable_score(
                Record(
                    title="x" * (70 + 2 * (90 - quality)),
                    images=IMAGE,
                    amp_web_url="a",
                    featured_content="b",
                ),
                lists=LISTS,
                subject="a",
            )
        )
        for quality in (69, 70)
    }
    assert at == {69: False, 70: True}


def test_lists_are_read_from_their_json_form() -> None:
    text = '{"topics": {"AI": {"parent": null, "keywords": ["ai"]}}, "listed": ["a.example"], "note": "x"}'
    lists = parse_lists(text, name="lists.json")
    assert lists.keywords == {"AI": ("ai",)}
    assert lists.listed == {"a.example"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"topics": []}', '{"topics": {"AI": {}}}', '{"topics": {"AI": {"keywords": "ai"}}}',
     '{"topics": {}, "listed": "a.example"}', '{"topics": {"AI": {"keywords": [1]}}}'],
)  # fmt: skip
def test_lists_of_another_shape_are_refused(text: str) -> None:
    with pytest.raises(SettingsError, match=r"lists\.json"):
        parse_lists(text, name="lists.json")
