"""The account: every article in exactly one bucket, and the sum says so."""

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.craft.editorial import account
from wiredesk.records.hold import Bucket

COUNTS = {
    (Bucket.HELD, "follower"): 4,
    (Bucket.PUBLISHED, ""): 10,
    (Bucket.HELD, "copy"): 9,
    (Bucket.FAILED, "gone"): 1,
    (Bucket.RETIRED, ""): 0,
}


def test_the_lines_stand_in_the_order_of_buckets_largest_first() -> None:
    told = [(line.bucket, line.cause) for line in account(COUNTS, total=24).lines]
    assert told == [
        (Bucket.PUBLISHED, ""),
        (Bucket.HELD, "copy"),
        (Bucket.HELD, "follower"),
        (Bucket.FAILED, "gone"),
    ]


def test_it_adds_up_or_says_by_how_much_it_does_not() -> None:
    assert account(COUNTS, total=24).adds_up
    lost = account(COUNTS, total=26)
    assert (lost.adds_up, lost.difference) == (False, 2)
    assert account(COUNTS, total=23).difference == -1
    assert account({}, total=0).adds_up


def test_a_bucket_is_the_sum_of_its_causes() -> None:
    assert account(COUNTS, total=24).of(Bucket.HELD) == 13
    assert account(COUNTS, total=24).of(Bucket.REJECTED) == 0


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(list(Bucket)), st.text(max_size=3)), st.integers(0, 50)
    )
)
def test_nothing_is_lost_between_counts_and_lines(counts: dict[tuple[Bucket, str], int]) -> None:
    made = account(counts, total=sum(counts.values()))
    assert made.adds_up
    assert sum(made.of(bucket) for bucket in Bucket) == made.total
