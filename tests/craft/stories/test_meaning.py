"""What a sentence model says lifts or lowers what words say, and does nothing without them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import msgspec
from encoders import SmallEncoder

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.stories import StoryFeatures, StoryIndex, brief_of, features_of, group_all
from wiredesk.craft.stories.bundle import Bundle, likeness
from wiredesk.craft.stories.meaning import FACTOR_MAX, FACTOR_MIN, Meaning, factor
from wiredesk.craft.stories.vectors import UNIT_SQUARED

T0 = datetime(2026, 3, 2, 8, tzinfo=UTC)
SMALL = SmallEncoder()
FERRY, BOAT, COURT = SMALL.encode(["ferry", "boat", "court"])


def article(number: int, title: str, text: str = "", *, meaning: bytes = b"") -> StoryFeatures:
    return features_of(
        article_id=ArticleId(f"a{number}"),
        title=title,
        text=text,
        language="en",
        effective_at=T0 + timedelta(minutes=number),
        provider=f"p{number}.example",
        meaning=meaning,
    )


def bundle(*meanings: bytes) -> Bundle:
    made = Bundle(size=len(meanings), languages={"en": len(meanings)})
    for meaning in meanings:
        made.meaning.add(meaning)
    return made


def test_it_lifts_what_means_the_same_and_lowers_what_does_not() -> None:
    between = UNIT_SQUARED // 2
    plain = likeness(bundle(b""), bundle(b""), between)
    assert likeness(bundle(FERRY), bundle(BOAT), between) > plain
    assert likeness(bundle(FERRY), bundle(COURT), between) < plain


def test_texts_that_share_no_words_are_never_joined_by_it() -> None:
    assert likeness(bundle(FERRY), bundle(FERRY), 0) == 0
    one = article(1, "Night ferry counts passengers", meaning=FERRY)
    other = article(2, "Late boat tallies travellers", meaning=FERRY)
    index = StoryIndex()
    assert index.assign(one).story_id != index.assign(other).story_id
    assert len(set(group_all([one, other]))) == 2


def test_it_moves_a_likeness_within_bounds() -> None:
    for one in (FERRY, BOAT, COURT):
        for other in (FERRY, BOAT, COURT):
            mine, theirs = Meaning(), Meaning()
            mine.add(one)
            theirs.add(other)
            assert FACTOR_MIN <= factor(mine, theirs) <= FACTOR_MAX


def test_without_a_vector_or_with_one_of_another_model_it_says_nothing() -> None:
    (foreign,) = SmallEncoder("other").encode(["ferry"])
    mine = Meaning()
    mine.add(FERRY)
    for meaning in (b"", b"short", foreign, FERRY[:8] + b"\x01"):
        theirs = Meaning()
        theirs.add(meaning)
        assert factor(mine, theirs) == factor(theirs, mine) == 1


def test_a_sum_does_not_depend_on_the_order_and_gives_back_what_it_took() -> None:
    def summed(*meanings: bytes) -> tuple[bytes, int, list[int]]:
        made = Meaning()
        for meaning in meanings:
            made.add(meaning)
        return made.model, made.count, made.total.tolist()

    assert len({str(summed(*order)) for order in permutations((FERRY, BOAT, COURT))}) == 1
    whole = Meaning()
    for meaning in (FERRY, COURT):
        whole.add(meaning)
    gone = Meaning()
    gone.add(COURT)
    whole.release(gone)
    assert (whole.model, whole.count, whole.total.tolist()) == summed(FERRY)


def test_features_with_a_meaning_come_back_whole_from_json() -> None:
    own = article(1, "Night ferry counts passengers", meaning=FERRY)
    assert msgspec.json.decode(msgspec.json.encode(own), type=StoryFeatures) == own
    older = msgspec.json.encode(replace(own, meaning=b"")).replace(b',"meaning":""', b"")
    assert msgspec.json.decode(older, type=StoryFeatures).meaning == b""


def test_a_model_is_given_headline_and_lead() -> None:
    assert brief_of("Night ferry", "Night ferry sails. " + "word " * 400).startswith(
        "Night ferry. "
    )
    assert len(brief_of("Night ferry", "word " * 400)) <= 720
