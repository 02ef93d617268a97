"""NEAR over sorted places finds what comparing every pair finds, in bounded time."""

import time
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.craft.topics import compile_topics
from wiredesk.records.topic import Topic


def holds(query: str, text: str) -> bool:
    matcher = compile_topics([Topic(id=TopicId("t"), name="T", query=query, threshold=0.0)])
    labels = matcher.label(article_id=ArticleId("a"), title="", text=text, source="s")
    return bool(labels.labels)


@given(
    words=st.lists(st.sampled_from(["one", "two", "other"]), max_size=12),
    reach=st.integers(min_value=1, max_value=6),
)
def test_near_is_what_comparing_every_pair_says(words: list[str], reach: int) -> None:
    ones = [at for at, word in enumerate(words) if word == "one"]
    twos = [at for at, word in enumerate(words) if word == "two"]
    expected = any(abs(one - two) <= reach for one, two in product(ones, twos))
    assert holds(f"one NEAR/{reach} two", " ".join(words)) == expected


def test_neighbours_are_one_word_apart_whatever_their_length() -> None:
    assert holds('"one other" NEAR/1 two', "one other two")
    assert not holds('"one other" NEAR/1 two', "one other one two")
    assert holds('two NEAR/2 "one other"', "one other one two")


def test_nests_of_near_over_a_text_made_for_them_end() -> None:
    word = "abcdefghij" * 95
    prefixes = " OR ".join(f"{word[:length]}*" for length in range(3, 900, 3))
    phrases = " OR ".join('"' + " ".join(["a1"] * count) + '"' for count in range(1, 21))
    chain = " NEAR/100 ".join(["(face OR ban)"] * 50)
    begun = time.process_time()
    assert holds(f"(({prefixes}) NEAR/100 ({prefixes})) NEAR/100 ({prefixes})", f"{word} " * 105)
    assert holds(f"({phrases}) NEAR/50 ({phrases})", "a1 " * 33_000)
    assert holds(chain, "face ban " * 10_000)
    assert time.process_time() - begun < 30  # hanging, not slowness: measured 1.5
