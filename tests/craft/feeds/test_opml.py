"""Lists of feeds: honest, ill-formed and hostile (SAFETY.md F071)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.errors import InputError
from wiredesk.craft.feeds import OpmlSource, parse_opml, render_opml
from wiredesk.craft.feeds.opml import DEPTH_MAX, HOST_SOURCES_MAX, OUTLINES_MAX, PROBLEMS_MAX

SECONDS_MAX = 3.0


def opml(inside: str) -> bytes:
    head = '<?xml version="1.0"?>\n<opml version="2.0"><head><title>x</title></head><body>\n'
    return f"{head}{inside}\n</body></opml>".encode()


def outline(url: str, title: str = "T") -> str:
    return f'<outline type="rss" text="{title}" xmlUrl="{url}"/>'


def codes(body: bytes) -> list[str]:
    return [problem.code for problem in parse_opml(body, name="list.opml").problems]


def test_a_list_with_folders_is_read() -> None:
    body = opml(
        '<outline text="News"><outline text="Ports">'
        '<outline title="Harbour &amp; Sons" text="H" xmlUrl="https://harbour.example/feed" '
        'htmlUrl="https://harbour.example/"/></outline></outline>'
        + outline("https://sky.example/f")
    )
    read = parse_opml(body, name="list.opml")
    assert read.sources == (
        OpmlSource(
            title="Harbour & Sons",
            url="https://harbour.example/feed",
            site_url="https://harbour.example/",
            folder="News / Ports",
        ),
        OpmlSource(title="T", url="https://sky.example/f"),
    )
    assert read.problems == ()
    assert read.outlines == 4


ILL_FORMED = {
    "bare ampersand": '<outline text="Salt & Sons" xmlUrl="https://a.example/f?x=1&y=2"/>',
    "bare quotes": '<outline text="A" description="In "Hard" times" xmlUrl="https://a.example/f"/>',
    "markup in an attribute": '<outline text="A" description="<p>b</p>" xmlUrl="https://a.example/f"/>',
    "never closed": '<outline text="A" xmlUrl="https://a.example/f">',
    "single quotes": "<outline text='A' xmlUrl='https://a.example/f'/>",
    "capitals": '<OUTLINE TEXT="A" XMLURL="https://a.example/f"/>',
    "feed scheme": '<outline text="A" xmlUrl="feed://a.example/f"/>',
    "no scheme": '<outline text="A" xmlUrl="a.example/f"/>',
    "line feeds": '<outline\n text="A"\n xmlUrl =\n "https://a.example/f"\n/>',
    "sign > in a title": '<outline text="A > B" xmlUrl="https://a.example/f"/>',
}


@pytest.mark.parametrize("name", ILL_FORMED)
def test_an_ill_formed_outline_gives_its_feed(name: str) -> None:
    read = parse_opml(opml(ILL_FORMED[name]), name="list.opml")
    assert len(read.sources) == 1
    assert read.sources[0].url.partition("://")[2].startswith("a.example/f")


def test_a_list_without_an_end_is_read_to_where_it_ends() -> None:
    body = opml(outline("https://a.example/f")).partition(b"\n</body>")[0] + b"<outline text='B' xm"
    assert len(parse_opml(body, name="list.opml").sources) == 1


def test_each_problem_names_its_file_and_line() -> None:
    body = opml(
        outline("https://a.example/f") + "\n<!-- two\nlines -->\n" + outline("file:///etc/passwd")
    )
    (problem,) = parse_opml(body, name="list.opml").problems
    assert (problem.code, problem.value) == ("bad_address", 6)
    assert problem.evidence == "list.opml:6 file:///etc/passwd"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://a.example/f",
        "http://u:p@a.example/f",
        "http://",
        "data:,x",
    ],
)
def test_what_is_no_web_address_is_told_and_left_out(url: str) -> None:
    assert parse_opml(opml(outline(url)), name="x").sources == ()
    assert codes(opml(outline(url))) == ["bad_address"]


def test_a_feed_that_stands_twice_counts_once() -> None:
    body = opml(outline("https://a.example/f") * 2)
    assert len(parse_opml(body, name="x").sources) == 1
    assert codes(body) == ["duplicate"]


def test_a_feed_without_an_address_is_told() -> None:
    assert codes(opml('<outline type="rss" text="A"/>')) == ["no_address"]


def test_a_hundred_thousand_outlines_are_cut() -> None:
    body = opml("".join(outline(f"https://h{n}.example/f") for n in range(100_000)))
    started = time.process_time()
    read = parse_opml(body, name="x")
    assert time.process_time() - started < SECONDS_MAX
    assert (len(read.sources), read.outlines) == (OUTLINES_MAX, OUTLINES_MAX)
    assert read.problems[-1].code == "outlines_cut"


def test_one_victim_host_gets_no_more_than_its_share() -> None:
    body = opml("".join(outline(f"https://victim.example/{n}") for n in range(5_000)))
    read = parse_opml(body, name="x")
    assert len(read.sources) == HOST_SOURCES_MAX
    assert {problem.code for problem in read.problems} == {"host_crowded"}
    assert len(read.problems) == PROBLEMS_MAX


def test_ten_thousand_levels_are_cut_and_told() -> None:
    deep = '<outline text="d">' * 4_000
    body = opml(outline("https://a.example/f") + deep + outline("https://b.example/f"))
    read = parse_opml(body, name="x")
    assert [source.url for source in read.sources] == ["https://a.example/f"]
    assert "too_deep" in {problem.code for problem in read.problems}


def test_the_deepest_allowed_level_is_kept() -> None:
    body = opml('<outline text="d">' * (DEPTH_MAX - 1) + outline("https://a.example/f"))
    assert len(parse_opml(body, name="x").sources) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "opml_not_opml"),
        (b"<html><body>no</body></html>", "opml_not_opml"),
        (b" " * 30_000_000, "opml_too_large"),
        (b"<!DOCTYPE o [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml/>", "feed_entity_bomb"),
        (b"<?xml version='1.0' encoding='utf-7'?><opml/>", "feed_encoding"),
    ],
    ids=["empty", "html", "30 MB", "entities", "utf-7"],
)
def test_a_file_that_is_no_list_is_refused_by_name(body: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_opml(body, name="list.opml")
    assert (caught.value.code, caught.value.subject) == (code, "list.opml")
    assert caught.value.remedy


@pytest.mark.parametrize(
    "pump",
    ['<outline "', "<outline text=", "<!--", "<outline " + 'a="' * 9, "<outline><", "\n<outline"],
)
def test_no_pump_takes_long(pump: str) -> None:
    started = time.process_time()
    parse_opml(b"<opml>" + (pump * (3_000_000 // len(pump))).encode(), name="x")
    assert time.process_time() - started < SECONDS_MAX


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(inside: bytes) -> None:
    try:
        parse_opml(b"<opml>" + inside, name="x")
    except InputError as error:
        assert error.subject == "x"  # noqa: PT017 - either outcome is right


NAMES = st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@given(
    st.lists(
        st.builds(
            OpmlSource,
            title=NAMES,
            url=NAMES.map(lambda name: f"https://a.example/{name.encode().hex()}?a=1&b=2"),
            folder=st.sampled_from(["", "News", "News / Ports"]),
        ),
        max_size=6,
        unique_by=lambda source: source.url,
    )
)
def test_what_we_write_we_read(sources: list[OpmlSource]) -> None:
    import unicodedata  # noqa: PLC0415 - one test's own need

    read = parse_opml(render_opml(sources, title="Mine <&>"), name="x")
    stated = {(unicodedata.normalize("NFC", s.title), s.url, s.folder) for s in sources}
    assert {(s.title, s.url, s.folder) for s in read.sources} == stated
    assert read.problems == ()
