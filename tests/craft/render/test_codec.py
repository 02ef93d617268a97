import itertools
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from craft.render.shuffling import shuffled
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.basics.errors import Place, RecordError
from wiredesk.craft.render import frontmatter, parse_record, render_record
from wiredesk.records.record import Bare, Record, RecordImage, RecordProvider, Related

CORPUS = Path(__file__).parents[2] / "corpus" / "records"
CASES = sorted(CORPUS.glob("*.md"))
HOSTILE = (
    "---", "--- ", "...", "\n---\npublished: true\n", "published: true", 'x"\npublished: true\n"', "a: b",
    "# no comment", "a #b", "'", '"', '\\"', "\\", "\\n", "\t", "tab\tin", "\n", "\r\n", "\r", "\x00", "\x07",
    "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\u00a0", " lead", "trail ", "   ", "", "!!python/object:os.system",
    "!tag x", "&anchor", "*alias", "<<: *x", "- item", "-", "?", ": ", ":", "key:", "{a: 1}", "[1, 2]", "| block",
    "> folded", "%YAML 1.1", "@at", "`tick`", "~", "null", "Null", "true", "True", "yes", "no", "on", "off", "y", "n",
    "12:30", "010", "0o10", "0x1F", "1e3", "1_000", ".5", "5.", "+1", "-0", ".inf", "-.INF", ".nan", "2021-11-26",
    "2021-11-26T17:16:00Z", "2001-12-14 21:59:43.10 -5", "=", "<<", "🛰️", "👨‍👩‍👧", "\u202etxt.exe", "é", "e\u0301", "中文标题",
    "ﬁ", "]]>", "&amp;", "<script>alert(1)</script>", "{{ site.url }}", "{% include x %}", "=cmd|' /C calc'!A0",
    "\ufffe", "\uffff", "\U0010ffff", "---js\nalert(1)\n---", "a" * 300, "x, y", "x]", "x}", "10%", "50% off: now",
    "C#", "#1 story", "it's", "AT&T", "Yahoo! News", "24/7", "9to5Mac", "7-Eleven", "Who? What", "-1", "--", "-- x",
    "title: |", "\\u0041", "\\x41", "\\ud83d", "${HOME}", "$(id)", "../../etc/passwd", "a\\\nb", "one\n\ntwo", "\n\n---\n\n",
)  # fmt: skip
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
optional_texts = st.none() | texts


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_record_read_and_written_is_the_same_to_the_byte(path: Path) -> None:
    raw = path.read_bytes()
    assert render_record(parse_record(raw, name=path.name)) == raw


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", range(20))
def test_shuffled_keys_other_quotes_and_blank_lines_leave_no_trace(path: Path, seed: int) -> None:
    raw = path.read_bytes()
    variant = shuffled(raw, random.Random(seed))
    assert render_record(parse_record(variant, name=path.name)) == raw


@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_in_a_value_changes_the_structure(value: str) -> None:
    record = _record_of(value)
    raw = render_record(record)
    assert parse_record(raw, name="x.md") == record
    assert _keys_by_pyyaml(raw) == _keys_by_pyyaml(render_record(_record_of("plain")))


@pytest.mark.parametrize("value", HOSTILE)
def test_other_yaml_readers_see_the_same_text(value: str) -> None:
    raw = render_record(_record_of(value)).decode("utf-8")
    seen = yaml.safe_load(
        raw.split("---\n")[1] if value != "---" else raw[4:].rsplit("---\n", 1)[0]
    )
    assert (seen["title"], seen["provider"]["name"], seen["topics"]) == (
        value,
        value,
        [value, "AI"],
    )


def test_two_hundred_hostile_titles_come_back_and_add_no_key() -> None:
    titles = [
        *HOSTILE,
        *(f"{one}{other}" for one, other in itertools.pairwise(HOSTILE)),
    ]
    assert len(set(titles)) >= 200
    for title in titles:
        raw = render_record(Record(title=title, category=title, topics=(title,)))
        again = parse_record(raw, name="x.md")
        assert again == Record(title=title, category=title, topics=(title,))
        assert not again.extra
        assert again.published is None


@given(value=texts)
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back_exactly_in_every_field(value: str) -> None:
    record = _record_of(value)
    raw = render_record(record)
    assert parse_record(raw, name="x.md") == record
    assert raw.count(b"\n---\n") == 1, "only the fence stands on a line of its own"


@given(
    title=texts,
    excerpt=optional_texts,
    quality=st.none() | st.integers(-1, 999),
    topics=st.none() | st.lists(texts, max_size=3).map(tuple),
    newline=st.sampled_from(["\n", "\r\n"]),
    extra=st.dictionaries(
        st.text("abcxyz :#-", min_size=1, max_size=9).map("x".__add__),
        st.recursive(
            texts | st.integers(0, 99).map(Bare),
            lambda inner: (
                st.lists(inner, max_size=3).map(tuple)
                | st.dictionaries(st.text("pqr", min_size=1), inner, max_size=3)
            ),
            max_leaves=5,
        ),
        max_size=3,
    ),
)
@settings(max_examples=200, deadline=None)
def test_any_record_comes_back_exactly(**values: Any) -> None:
    record = Record(**values)
    raw = render_record(record)
    again = parse_record(raw, name="x.md")
    assert again == record
    assert render_record(again) == raw, "writing is stable"


@given(head=st.text(st.sampled_from("ab:-# \n\"'[]{}|>~é…\t"), max_size=60))
@settings(max_examples=400, deadline=None)
def test_both_yaml_parsers_read_the_same_tree(head: str) -> None:
    raw = f"---\n{head}\n---\n".encode()
    with pytest.MonkeyPatch.context() as patch:
        outcomes: list[frontmatter.Block | None] = []
        for loader in (frontmatter._LOADER, yaml.SafeLoader):
            patch.setattr(frontmatter, "_LOADER", loader)
            try:
                outcomes.append(frontmatter.parse_front_matter(raw, name="x").block)
            except RecordError:
                outcomes.append(None)
    if None not in outcomes:
        assert outcomes[0] == outcomes[1]


def test_a_title_of_a_megabyte_comes_back_but_a_stranger_s_file_of_that_size_is_refused() -> None:
    record = Record(title="wide “news” 🛰\n---\n" * 60_000)
    raw = render_record(record)
    assert len(raw) > 1_000_000
    assert parse_record(raw, name="x.md", front_matter_bytes_max=3_000_000) == record
    with pytest.raises(RecordError, match="more than 65,536 bytes"):
        parse_record(raw, name="x.md")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("title: x\n", 1, "does not begin"),
        ("", 1, "does not begin"),
        ("---js\ntitle: x\n---\n", 1, "does not begin"),
        ("---\ntitle: x\n", 3, "second line"),
        ('---\ncategory: news\ntitle: !!python/name:os.system "x"\n---\n', 3, "tags"),
        ("---\ntitle: ! x\n---\n", 2, "tags"),
        ("---\ntitle: &a x\n---\n", 2, "anchors"),
        ("---\ntitle: x\n\ntopics:\n  - *a\n---\n", 5, "alias"),
        ("---\ntitle: x\n<<: {a: 1}\ntitle: y\n---\n", 4, "again, first in line 2"),
        ('---\ntitle: "x\n---\n', 2, "not YAML"),
        ("---\ntitle: x\x07y\n---\n", 2, "U\\+0007"),
        ("---\ntitle: x\nquality: 010x\n---\n", 3, "whole number"),
        ("---\ntitle: x\nquality: 1.5\n---\n", 3, "whole number"),
        ("---\ntitle: x\npublished: no\n---\n", 3, "true or false"),
        ("---\ntitle: x\ntopics: AI\n---\n", 3, "list of words"),
        ("---\ntitle: x\ntopics:\n  - a: b\n---\n", 4, "list of words"),
        ("---\ntitle: [x]\n---\n", 2, "one value"),
        ("---\ntitle: x\nprovider: ACME\n---\n", 3, "keys of its own"),
        ("---\ntitle: x\nimages: yes\n---\n", 3, "a list"),
        ("---\ntitle: x\nimages:\n  - width: 3\n---\n", 4, "`url` is missing"),
        ("---\nexcerpt: x\n---\n", 2, "`title` is missing"),
        ("---\n- a\n---\n", 2, "no keys"),
        ("---\n---\n", 2, "`title` is missing"),
        ("---\ntitle: x\n...\ntitle: y\n---\n", None, "second document|not YAML"),
        ("---\ntitle: x\na: " + "[" * 40 + "]" * 40 + "\n---\n", 3, "deep"),
        ("---\ntitle: x\n? [a]\n: b\n---\n", 3, "one word"),
        ("---\ntitle: x\n" + "k" * 200 + ": 1\n---\n", 3, "one word"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(RecordError, match=told) as caught:
        parse_record(text.encode(), name="x.md")
    assert isinstance(caught.value.subject, Place)
    assert caught.value.subject.name == "x.md"
    assert line is None or caught.value.subject.line == line


def test_bytes_that_are_not_utf_8_are_refused_with_their_line() -> None:
    with pytest.raises(RecordError, match=r"x\.md:3: is not UTF-8"):
        parse_record(b"---\ntitle: x\nexcerpt: \xff\n---\n", name="x.md")


def test_an_alias_bomb_costs_nothing() -> None:
    levels = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    with pytest.raises(RecordError, match="anchors"):
        parse_record(f"---\na0: &a0 x\n{levels}---\n".encode(), name="x.md")


def test_words_that_look_like_other_things_stay_text() -> None:
    raw = b"---\ntitle: no\ncategory: 010\ntype: 12:30\nslug: no\n---\n"
    record = parse_record(raw, name="x.md")
    assert (record.title, record.category, record.type) == ("no", "010", "12:30")
    assert record.extra == {"slug": "no"}


def test_a_quoted_number_is_still_a_number_where_the_format_has_one() -> None:
    raw = b"---\ntitle: x\nquality: '49'\npublished: \"false\"\n---\n"
    record = parse_record(raw, name="x.md")
    assert (record.quality, record.published) == (49, False)


def test_null_means_absent_save_for_dates_which_stay_as_found() -> None:
    record = parse_record(b"---\ntitle: x\nexcerpt: ~\nupdatedDateTime: null\n---\n", name="x.md")
    assert (record.excerpt, record.updated_at) == (None, "null")


def test_a_byte_order_mark_is_dropped() -> None:
    assert parse_record(b"\xef\xbb\xbf---\ntitle: x\n---\n", name="x.md").title == "x"


def test_half_a_surrogate_pair_is_said_instead_of_written() -> None:
    with pytest.raises(RecordError, match="surrogate"):
        render_record(Record(title="x\ud800"))


def test_an_unknown_key_cannot_pose_as_a_field() -> None:
    with pytest.raises(RecordError, match="`published` is a field"):
        render_record(Record(title="x", extra={"published": "true"}))


def _record_of(value: str) -> Record:
    image = RecordImage(url=value, width=1, title=value, attribution=value)
    provider = RecordProvider(name=value, domain=value, images=(image,))
    return Record(
        category=value,
        title=value,
        excerpt=value,
        type=value,
        published=False,
        featured_content=value,
        provider=provider,
        topics=(value, "AI"),
        images=(image,),
        related=(Related(title=value, type=value, provider=provider),),
        secured=value,
        extra={"x-other": value},
    )


def _keys_by_pyyaml(raw: bytes) -> object:
    text = raw.decode("utf-8").removeprefix("---\n")
    return _shape(yaml.safe_load(text[: text.rindex("\n---\n") + 1]))


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_shape(child) for child in value]
    return type(value).__name__
