"""What is new in a feed (SAFETY.md F047, T62)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.ids import article_id, source_id
from wiredesk.craft.feeds import Identified, identify, rungs_of
from wiredesk.records.entry import Entry, FeedEntry, KnownEntry

FEED = "https://harbour.example/feed"
SOURCE = source_id(FEED)
NOW = datetime(2026, 3, 14, 15, 0, tzinfo=UTC)
LONG = "The ferry crews of Brack went back to work on Friday after eleven days ashore."


def said(number: int = 1, **changes: object) -> FeedEntry:
    entry = FeedEntry(
        guid=f"g{number}",
        url=f"https://harbour.example/{number}",
        title=f"Story number {number} of the harbour",
        summary=f"{LONG} Part {number}.",
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def known(entries: Sequence[Entry]) -> list[KnownEntry]:
    return [
        KnownEntry(
            id=entry.id,
            key=entry.key,
            article_id=entry.article_id,
            url=entry.url,
            title=entry.said.title,
            digest=rungs_of(entry.said).digest,
        )
        for entry in entries
    ]


def found(entries: Sequence[FeedEntry], before: Sequence[KnownEntry] = ()) -> Identified:
    return identify(entries, source_id=SOURCE, known=before, received_at=NOW, feed_url=FEED)


def after(*entries: FeedEntry) -> list[KnownEntry]:
    return known(found(entries).new)


def test_a_first_poll_takes_everything() -> None:
    result = found([said(1), said(2)])
    assert [entry.key for entry in result.new] == ["guid:g1", "guid:g2"]
    assert result.new[0].article_id == article_id("https://harbour.example/1")


def test_a_second_poll_of_the_same_takes_nothing() -> None:
    result = found([said(1), said(2)], after(said(1), said(2)))
    assert (result.new, result.revised) == ((), ())


def test_duplicates_in_one_feed_count_once() -> None:
    result = found(
        [
            said(1),
            said(1),
            said(1, guid="other"),
            said(9, guid="g1", url="https://harbour.example/1"),
        ]
    )
    assert len(result.new) == 1
    assert "entries_duplicate" in {reason.code for reason in result.reasons}


def test_a_changed_text_is_a_revision_under_the_same_id() -> None:
    before = after(said(1))
    result = found([said(1, title="Corrected: story of the harbour")], before)
    assert result.new == ()
    assert [(entry.id, entry.article_id) for entry in result.revised] == [
        (before[0].id, before[0].article_id)
    ]
    assert result.revised[0].revised


def test_a_guid_used_again_at_the_same_address_is_a_revision() -> None:
    other = said(1, title="Something else entirely happened", summary="Quite another text " * 5)
    result = found([other], after(said(1)))
    assert (len(result.new), len(result.revised)) == (0, 1)


def test_a_guid_used_again_for_another_article_is_new() -> None:
    before = after(said(1))
    result = found([said(2, guid="g1")], before)
    assert len(result.new) == 1
    assert result.new[0].id != before[0].id
    assert found([said(2, guid="g1"), said(1)], known(result.new) + before).new == ()


def test_one_guid_for_all_entries_loses_none() -> None:
    entries = [said(n, guid="feed") for n in range(5)]
    first = found(entries)
    assert len({entry.id for entry in first.new}) == 5
    again = found(entries, known(first.new))
    assert (again.new, again.revised) == ((), ())


def test_new_guids_at_known_addresses_bring_nothing_seven_nights_long() -> None:
    before = after(*(said(n) for n in range(20)))
    for night in range(7):
        result = found([said(n, guid=f"night{night}-{n}") for n in range(20)], before)
        assert (result.new, result.revised) == ((), ())


def test_new_guids_and_addresses_with_known_texts_bring_nothing() -> None:
    before = after(*(said(n) for n in range(20)))
    moved = [said(n, guid=f"x{n}", url=f"https://new.harbour.example/{n}") for n in range(20)]
    assert found(moved, before).new == ()


def test_new_everything_under_known_titles_is_quarantined_but_true_news_is_not_lost() -> None:
    before = after(*(said(n) for n in range(20)))
    renamed = [
        said(n, guid=f"x{n}", url=f"https://new.harbour.example/{n}", summary=f"Other {n}")
        for n in range(20)
    ]
    result = found([*renamed, said(77)], before)
    assert result.quarantined
    assert [entry.said.guid for entry in result.new] == ["g77"]
    assert "churn" in {reason.code for reason in result.reasons}


def test_a_feed_that_is_really_new_all_over_is_taken() -> None:
    before = after(*(said(n) for n in range(20)))
    result = found([said(n) for n in range(100, 120)], before)
    assert (len(result.new), result.quarantined) == (20, False)


def test_case_changes_in_guids_bring_nothing() -> None:
    assert found([said(1, guid="G1")], after(said(1))).new == ()


def test_empty_guids_fall_back_to_the_address_and_then_the_text() -> None:
    assert rungs_of(said(1, guid=" ")).key == "url:https://harbour.example/1"
    assert rungs_of(said(1, guid="", url=None)).key.startswith("text:")
    before = after(said(1, guid="", url=None))
    assert found([said(1, guid="", url=None)], before).new == ()


def test_tracking_in_an_address_is_no_difference() -> None:
    before = after(said(1, guid=""))
    result = found(
        [said(1, guid="", url="http://www.harbour.example/1?utm_source=rss#top")], before
    )
    assert (result.new, result.revised) == ((), ())


def test_an_entry_without_any_address_gets_one_inside_the_feed() -> None:
    result = found([said(1, url=None), said(2, url=None)])
    urls = [entry.url for entry in result.new]
    assert all(url.startswith(FEED + "#entry-") for url in urls)
    assert len(set(urls)) == 2
    assert found([said(1, url=None)], known(result.new)).new == ()


def test_short_texts_are_no_evidence_of_sameness() -> None:
    entries = [said(n, title="Live", summary="") for n in range(3)]
    assert len(found(entries).new) == 3


def test_another_source_with_the_same_guid_has_another_entry() -> None:
    mine = found([said(1)]).new[0]
    theirs = identify(
        [said(1)],
        source_id=source_id("https://b.example/"),
        known=(),
        received_at=NOW,
        feed_url=FEED,
    ).new[0]
    assert mine.id != theirs.id


def test_a_sitemap_that_says_nothing_but_addresses_gives_one_entry_each() -> None:
    entries = [
        FeedEntry(guid=f"https://m.example/{n}", url=f"https://m.example/{n}") for n in range(9)
    ]
    first = found(entries)
    assert len(first.new) == 9
    assert found(entries, known(first.new)).new == ()


ENTRIES = st.lists(
    st.builds(
        FeedEntry,
        guid=st.sampled_from(["", "a", "b", "A"]),
        url=st.sampled_from([None, "https://a.example/1", "https://a.example/2"]),
        title=st.sampled_from(["", "One", "Two"]),
        summary=st.sampled_from(["", LONG, LONG + " More."]),
    ),
    max_size=8,
)


@given(ENTRIES)
def test_asking_again_never_brings_anything_twice(entries: list[FeedEntry]) -> None:
    first = found(entries)
    ids = [entry.id for entry in first.new]
    assert len(ids) == len(set(ids))
    again = found(entries, known(first.new))
    assert again.new == ()


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_digest_ignores_case_and_blanks(title: str, text: str) -> None:
    one = rungs_of(FeedEntry(title=title, summary=text)).digest
    assert one == rungs_of(FeedEntry(title=f" {title} ", summary=f"{text}\n")).digest
