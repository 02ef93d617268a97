"""Each profile against what its generator's documentation says of front matter, and back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.basics.errors import RecordError, UsageError
from wiredesk.craft.render import PROFILE_NAMES, convert_record, parse_converted, parse_record
from wiredesk.records.record import Bare, Record, RecordImage, RecordProvider, Related

CORPUS = Path(__file__).parents[2] / "corpus" / "records"
PLAIN = parse_record((CORPUS / "plain.md").read_bytes(), name="plain.md")
ODD = parse_record((CORPUS / "odd.md").read_bytes(), name="odd.md")
OTHERS = [name for name in PROFILE_NAMES if name != "smartable"]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
dates = st.datetimes(datetime(1995, 1, 1), datetime(2090, 1, 1)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
providers = st.builds(RecordProvider, name=st.none() | texts, domain=st.none() | texts)
images = st.builds(RecordImage, url=texts, width=st.none() | st.integers(0, 9_999))
records = st.builds(
    Record,
    category=st.none() | texts,
    title=texts,
    excerpt=st.none() | texts,
    published_at=st.none() | dates | st.sampled_from(["null", "2026-03-02", "soon"]),
    updated_at=st.none() | dates,
    original_url=st.none() | texts,
    web_url=st.none() | texts,
    type=st.none() | texts,
    quality=st.none() | st.integers(-1, 200),
    heat=st.none() | st.integers(-1, 200),
    published=st.none() | st.booleans(),
    featured_content=st.none() | texts,
    provider=st.none() | providers,
    topics=st.none() | st.lists(texts, max_size=2).map(tuple),
    images=st.none() | st.lists(images, max_size=2).map(tuple),
    related=st.none() | st.lists(st.builds(Related, title=texts), max_size=1).map(tuple),
    secured=st.none() | texts,
    extra=st.dictionaries(
        st.sampled_from(["layout", "date", "draft", "params", "record", "tags", "permalink"]),
        texts | st.just(Bare("post")) | st.just({"k": Bare("1")}),
        max_size=3,
    ),
    newline=st.sampled_from(["\n", "\r\n"]),
)


@pytest.mark.parametrize("profile", PROFILE_NAMES)
@given(record=records)
@settings(max_examples=150, deadline=None)
def test_every_record_comes_back_whole(profile: str, record: Record) -> None:
    assert parse_converted(convert_record(record, profile), profile, name="x.md") == record


@pytest.mark.parametrize("profile", PROFILE_NAMES)
@pytest.mark.parametrize("record", [PLAIN, ODD], ids=["plain", "odd"])
def test_the_corpus_comes_back_whole(profile: str, record: Record) -> None:
    assert parse_converted(convert_record(record, profile), profile, name="x.md") == record


def test_an_unknown_profile_is_said_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"gatsby: is no profile.*jekyll"):
        convert_record(PLAIN, "gatsby")


@pytest.mark.parametrize("profile", OTHERS)
def test_a_wrong_value_is_said_with_its_line(profile: str) -> None:
    raw = convert_record(PLAIN, profile).replace(b"quality: 71", b"quality: high")
    line = raw.decode().split("\n").index(next(x for x in raw.decode().split("\n") if "high" in x))
    with pytest.raises(RecordError, match=f"x.md:{line + 1}: `quality` is a whole number"):
        parse_converted(raw, profile, name="x.md")


@pytest.mark.parametrize("profile", OTHERS)
def test_a_key_that_the_owner_added_is_kept(profile: str) -> None:
    raw = convert_record(PLAIN, profile).replace(b"---\n", b"---\nlayout: wide\n", 1)
    assert parse_converted(raw, profile, name="x.md").extra == {"layout": "wide"}


# --- what each generator makes of it ----------------------------------------------------------------


def test_jekyll_gets_no_category_in_its_addresses_and_no_foreign_excerpt() -> None:
    seen = _seen(PLAIN, "jekyll")
    assert not {"category", "categories", "excerpt", "tags", "permalink", "type_"} & seen.keys()
    assert isinstance(seen["date"], datetime)
    assert seen["published"] is True
    assert (seen["webUrl"], seen["topics"]) == (PLAIN.web_url, list(PLAIN.topics or ()))


# https://gohugo.io/content-management/front-matter/#fields, and the aliases of `publishDate`.
HUGO_KEYS = {"title", "description", "date", "lastmod", "draft", "tags", "params"}


def test_hugo_sees_only_its_own_keys_and_params() -> None:
    for record in (PLAIN, ODD):
        seen = _seen(record, "hugo")
        assert seen.keys() <= HUGO_KEYS
        assert isinstance(seen.get("date", datetime.now(UTC)), datetime)
        assert "published" not in seen["params"]
    assert _seen(PLAIN, "hugo")["draft"] is False
    assert _seen(PLAIN, "hugo")["params"]["quality"] == 71


def test_astro_s_starter_schema_accepts_it() -> None:
    """`z.object({title: string, description: string, pubDate: date, updatedDate: date?})`."""
    for excerpt in ("told", "", None):
        record = Record(title="x", excerpt=excerpt, published_at=PLAIN.published_at)
        seen = _seen(record, "astro")
        assert isinstance(seen["title"], str)
        assert isinstance(seen["description"], str)
        assert isinstance(seen["pubDate"], datetime)
    assert "published" not in _seen(PLAIN, "astro")


def test_eleventy_makes_no_collections_and_hides_what_is_held() -> None:
    seen = _seen(PLAIN, "eleventy")
    assert (
        not {"tags", "pkg", "eleventy", "page", "content", "collections", "permalink"} & seen.keys()
    )
    held = _seen(Record(title="x", published=False), "eleventy")
    assert (held["permalink"], held["eleventyExcludeFromCollections"]) == (False, True)


def test_nuxt_keeps_its_own_keys() -> None:
    seen = _seen(PLAIN, "nuxt")
    assert not {"id", "path", "stem", "extension", "body", "meta", "seo"} & seen.keys()
    assert "navigation" not in seen
    assert _seen(Record(title="x", published=False), "nuxt")["navigation"] is False


def _seen(record: Record, profile: str) -> dict[str, Any]:
    text = convert_record(record, profile).decode("utf-8").replace("\r\n", "\n")
    seen: dict[str, Any] = yaml.safe_load(text.removeprefix("---\n").partition("\n---\n")[0])
    return seen
