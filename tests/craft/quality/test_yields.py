"""What a source yields: counted from what it brought."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from make import NOW

from wiredesk.craft.quality import count_yield
from wiredesk.records.article import Kind
from wiredesk.records.family import Relation
from wiredesk.records.hold import Bucket
from wiredesk.records.work import Brought


def brought(
    *,
    minutes: int = 0,
    owners: int = 2,
    relation: Relation | None = Relation.NEW,
    kind: Kind | None = Kind.ARTICLE,
    bucket: Bucket = Bucket.HELD,
    cause: str = "",
    is_corrected: bool = False,
) -> Brought:
    """An article `minutes` behind the first of its story."""
    return Brought(
        relation=relation,
        kind=kind,
        is_corrected=is_corrected,
        bucket=bucket,
        cause=cause,
        received_at=NOW + timedelta(minutes=minutes),
        story_owners=owners,
        story_began=NOW if owners else None,
    )


def test_first_own_and_late_are_counted() -> None:
    found = count_yield(
        [
            brought(bucket=Bucket.PUBLISHED),
            brought(minutes=10),
            brought(minutes=30, relation=Relation.COPY),
            brought(minutes=50, kind=Kind.PRESS_RELEASE, is_corrected=True),
            brought(owners=1),
            brought(relation=None, kind=None, owners=0, bucket=Bucket.FAILED, cause="gone"),
            brought(relation=None, kind=None, owners=0, bucket=Bucket.PENDING),
            brought(kind=Kind.CONSENT, owners=1),
        ]
    )
    assert (found.articles, found.first, found.shared) == (8, 1, 4)
    assert (found.originals, found.copies, found.press_releases, found.corrections) == (5, 1, 1, 1)
    assert found.delay == timedelta(minutes=30)
    assert (found.read, found.tried, found.published) == (5, 7, 1)
    assert found.failures == (("consent", 1), ("gone", 1))


def test_a_source_that_was_alone_or_first_has_no_delay() -> None:
    assert count_yield([brought(), brought(owners=1, minutes=9)]).delay is None
    assert count_yield([]).tried == 0


@given(
    st.lists(
        st.builds(
            brought,
            minutes=st.integers(0, 99),
            owners=st.integers(0, 3),
            relation=st.sampled_from([None, *Relation]),
            kind=st.sampled_from([None, *Kind]),
            bucket=st.sampled_from(list(Bucket)),
            cause=st.sampled_from(["", "gone"]),
        )
    )
)
def test_order_does_not_matter_and_no_part_exceeds_the_whole(listed: list[Brought]) -> None:
    found = count_yield(listed)
    assert count_yield(listed[::-1]) == found
    assert found.read <= found.tried <= found.articles
    assert found.first <= found.shared <= found.articles
