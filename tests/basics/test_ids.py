"""Ids come from content."""

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.ids import content_id, source_id


def test_the_same_content_has_the_same_id() -> None:
    assert source_id("https://a.example/feed") == source_id("https://a.example/feed")


def test_an_id_is_short_and_safe_in_addresses() -> None:
    assert len(source_id("https://a.example/feed")) == 17
    assert source_id("https://a.example/feed").isalnum()


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_parts_are_kept_apart(left: list[str], right: list[str]) -> None:
    assert (content_id("x", *left) == content_id("x", *right)) == (left == right)
