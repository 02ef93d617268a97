"""All that a publisher says, as one sum: the strictest word wins (SAFETY.md F033, R02 to R05)."""

import contextlib
import itertools
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.errors import InputError
from wiredesk.craft.rights import (
    RobotsFile,
    SiteFile,
    combine,
    keep_file,
    licence_statements,
    page_statements,
    parse_rsl,
    parse_tdmrep,
    problem_of,
    robots_licences,
    robots_statements,
    rsl_statements,
    tdmrep_statements,
)
from wiredesk.records.envelope import Envelope, Statement, Use

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LATER = datetime(2026, 11, 25, tzinfo=UTC)
URL = "https://news.example/world/story?id=1"
AI = {Use.SUMMARISE, Use.TRAIN}
SHOWING = {Use.EXCERPT, Use.IMAGE}


def page(headers: list[tuple[str, str]], **metas: str) -> tuple[Statement, ...]:
    claims = [(f"meta:{name.replace('_', '-')}", value) for name, value in metas.items()]
    return page_statements(headers, claims, seen_at=NOW)


def tdm(body: object) -> SiteFile:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return SiteFile(fetched_at=NOW, tdm=parse_tdmrep(raw, name="tdmrep.json"))


def forbidden(*statements: Statement) -> set[Use]:
    return set(combine(statements).forbidden)


@pytest.mark.parametrize(
    ("in_file", "in_header", "in_meta"), list(itertools.product([False, True], repeat=3))
)
def test_a_reservation_in_file_header_or_meta_forbids_models(
    *, in_file: bool, in_header: bool, in_meta: bool
) -> None:
    file = tdm([{"location": "/", "tdm-reservation": int(in_file)}])
    headers = [("tdm-reservation", "1" if in_header else "0")]
    said = page(headers, tdm_reservation="1" if in_meta else "0")
    found = forbidden(*tdmrep_statements(file, URL), *said)
    assert found == (AI if in_file or in_header or in_meta else set())


@pytest.mark.parametrize(
    ("rules", "reserved"),
    [
        ([{"location": "/world/*", "tdm-reservation": 1}], True),
        ([{"location": "/world", "tdm-reservation": 1}], True),
        ([{"location": "/sport/*", "tdm-reservation": 1}], False),
        (
            [{"location": "/*", "tdm-reservation": 0}, {"location": "/w*", "tdm-reservation": 1}],
            True,
        ),
        (
            [{"location": "/*", "tdm-reservation": 1}, {"location": "/*", "tdm-reservation": 0}],
            True,
        ),
        ([{"location": "/*story$", "tdm-reservation": 1}], False),
        ([{"location": "/*id=1$", "tdm-reservation": 1}], True),
        ([{"location": "/*", "tdm-reservation": "1"}], True),
        ([{"location": "/*", "tdm-reservation": True}], True),
        ([{"location": "/*", "tdm-reservation": "yes"}], True),
        ([{"location": "/*", "tdm-reservation": [1]}], True),
        ([{"location": "/*", "tdm-reservation": "0"}], False),
        ([{"location": "/*"}], False),
        ([{"location": "*" * 500, "tdm-reservation": 1}], True),
        ([{"location": "/" * 5_000, "tdm-reservation": 1}], True),
        ([], False),
    ],
)
def test_the_rules_of_tdmrep_mean_what_they_match(rules: object, *, reserved: bool) -> None:
    assert bool(tdmrep_statements(tdm(rules), URL)) is reserved


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "is not JSON"),
        (b"<!doctype html><title>Not found</title>", "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"{}", "is no list"),
        (b"null", "is no list"),
        (b'"1"', "is no list"),
        (b"[1]", "rule 1 is no object"),
        (b'[{"location": "/"}, {"location": 7}]', "rule 2 has no location"),
        (b'[{"tdm-reservation": 1}]', "rule 1 has no location"),
        (b"[" + b"{}," * 1_000 + b"{}]", "over 1,000 rules"),
        (b" " * 10_000_000, "over 200,000 bytes"),
    ],
)
def test_a_broken_tdmrep_says_why_and_reserves(body: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        parse_tdmrep(body, name="https://news.example/.well-known/tdmrep.json")
    assert "mining counts as reserved" in str(caught.value)
    file = keep_file(str(caught.value), fetched_at=NOW)
    assert forbidden(*tdmrep_statements(file, URL)) == AI, "what is shown is not affected"


@pytest.mark.parametrize(
    ("status", "uses"),
    [(200, set()), (204, set()), (404, set()), (403, set()), (410, set()),
     (429, AI), (500, AI), (503, AI), (302, AI)],
)  # fmt: skip
def test_a_file_that_is_not_there_says_nothing_and_one_that_cannot_be_had_reserves(
    status: int, uses: set[Use]
) -> None:
    file = keep_file(problem_of(status), fetched_at=NOW)
    assert forbidden(*tdmrep_statements(file, URL)) == uses


def test_rules_that_were_read_outlive_a_failure() -> None:
    good = tdm([{"location": "/sport", "tdm-reservation": 1}])
    failed = keep_file("The server answered 500.", fetched_at=LATER, previous=good)
    assert failed.tdm == good.tdm
    codes = {one.code for one in tdmrep_statements(failed, "https://news.example/sport/1")}
    assert codes == {"tdm_reserved", "tdmrep_unknown"}
    assert keep_file("absent", fetched_at=LATER, previous=good).tdm == ()


RSL = '<rsl xmlns="https://rslstandard.org/rsl"><content url="{url}">{licences}</content></rsl>'


def rsl(licences: str, url: str = "/") -> set[Use]:
    rules = parse_rsl(RSL.format(url=url, licences=licences).encode(), name="license.xml")
    return forbidden(*licence_statements(rules, URL, seen_at=NOW, origin="license.xml"))


@pytest.mark.parametrize(
    ("licence", "uses"),
    [
        ("<license><prohibits type='usage'>all</prohibits></license>", AI | SHOWING),
        ("<license><prohibits type='usage'>ai-train</prohibits></license>", AI),
        ("<license><prohibits type='usage'>train-ai</prohibits></license>", AI),
        ("<license><prohibits type='usage'>ai-all</prohibits></license>", AI),
        ("<license><prohibits>ai-input, ai-train</prohibits></license>", AI),
        ("<license><prohibits type='usage'>search</prohibits></license>", SHOWING),
        ("<license><prohibits type='geo'>US</prohibits></license>", set()),
        ("<license><permits type='usage'>search</permits></license>", AI),
        ("<license><permits type='usage'>all</permits></license>", set()),
        ("<license><permits type='usage'>ai-train</permits></license>", set()),
        ("<license><permits>ai-all</permits><payment type='purchase'/></license>", AI),
        ("<license><permits>ai-all</permits><payment type='free'/></license>", set()),
        (
            "<license><permits>all</permits></license><license><prohibits>ai-train</prohibits></license>",
            AI,
        ),
        ("", set()),
    ],
)
def test_a_licence_forbids_what_it_prohibits(licence: str, uses: set[Use]) -> None:
    assert rsl(licence) == uses


def test_a_licence_means_the_addresses_that_it_names() -> None:
    prohibited = "<license><prohibits>all</prohibits></license>"
    assert rsl(prohibited, "/world/*") == AI | SHOWING
    assert rsl(prohibited, "https://news.example/world/*") == AI | SHOWING
    assert rsl(prohibited, "https://other.example/world/*") == set()
    assert rsl(prohibited, "/sport/*") == set()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "is no XML"),
        (b"{}", "is no XML"),
        (b"<rsl>", "is no XML"),
        (b"<html/>", "licenses nothing"),
        (b"<!DOCTYPE rsl [<!ENTITY a 'b'>]><rsl/>", "declares entities"),
        (b"<rsl>" + b" " * 600_000 + b"</rsl>", "over 500,000 bytes"),
        (b"<a>" * 100_000, "is no XML"),
    ],
)
def test_a_licence_that_cannot_be_read_forbids_models(body: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        parse_rsl(body, name="https://news.example/license.xml")
    file = keep_file(str(caught.value), fetched_at=NOW)
    assert forbidden(*rsl_statements(file, URL, origin="license.xml")) == AI


@pytest.mark.parametrize(
    ("value", "uses"),
    [
        ("train-ai=n", AI),
        ("train-ai=n, search=y", AI),
        ("Train-AI=N", AI),
        ("train-genai=n;q=1", AI),
        ("search=n", SHOWING),
        ("bots=n", AI | SHOWING),
        ("bots=n, search=y", AI | SHOWING),
        ("train-ai=?0", AI),
        ('train-ai="no"', AI),
        ("train-ai=y", set()),
        ("train-ai", set()),
        ("something=n", set()),
        ("", set()),
        (",,=n,;", set()),
    ],
)
def test_content_usage_forbids_what_it_denies(value: str, uses: set[Use]) -> None:
    assert forbidden(*page([("content-usage", value)])) == uses
    robots = RobotsFile(fetched_at=NOW, status=200, text=f"User-agent: *\nContent-Usage: {value}\n")
    assert forbidden(*robots_statements(robots, URL)) == uses


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("User-agent: *\nContent-Usage: /world/ train-ai=n", AI),
        ("User-agent: *\nContent-Usage: /sport/ train-ai=n", set()),
        ("User-agent: wiredesk\nContent-Usage: train-ai=n", AI),
        ("User-agent: other\nContent-Usage: train-ai=n", set()),
        ("User-agent: other\nUser-agent: *\nContent-Usage: train-ai=n", AI),
        ("User-agent: other\nDisallow: /x\nUser-agent: *\nContent-Usage: search=n", SHOWING),
        ("Content-Usage: train-ai=n", set()),
        ("User-agent: *\nDisallow: /world/", AI | {Use.FULL_TEXT}),
    ],
)
def test_robots_says_it_for_groups_and_paths(text: str, uses: set[Use]) -> None:
    robots = RobotsFile(fetched_at=NOW, status=200, text=text)
    assert forbidden(*robots_statements(robots, URL)) == uses


def test_licence_lines_of_robots_belong_to_no_group() -> None:
    text = "License: https://a.example/rsl.xml\nUser-agent: other\nLicense: /own.xml\nlicense:\n"
    assert robots_licences(text) == ("https://a.example/rsl.xml", "/own.xml")


@pytest.mark.parametrize(
    ("claims", "uses", "licence"),
    [
        ([("link:rsl", "https://a.example/l.xml")], AI, ""),
        ([("link:license", "https://a.example/terms")], set(), "https://a.example/terms"),
        ([("jsonld:license", "https://a.example/by")], set(), "https://a.example/by"),
        ([("jsonld:license", "all rights reserved")], set(), ""),
    ],
)
def test_a_licence_that_is_only_named_permits_nothing(
    claims: list[tuple[str, str]], uses: set[Use], licence: str
) -> None:
    found = combine(page_statements([], claims, seen_at=NOW))
    assert (set(found.forbidden), found.licence) == (uses, licence)


def test_a_link_header_to_a_licence_that_nobody_read_forbids_models() -> None:
    link = '<https://a.example/rsl.xml>; rel="license"; type="application/rsl+xml"'
    assert forbidden(*page([("link", link)])) == AI
    assert forbidden(*page([("link", '<https://a.example/x>; rel="next"')])) == set()


def test_of_contradicting_words_the_strictest_wins_in_every_order() -> None:
    said = [
        *page([("x-robots-tag", "max-snippet:200, max-image-preview:large")]),
        *page([("x-robots-tag", "max-snippet:50")], robots="max-image-preview:none"),
        *page([("tdm-reservation", "0"), ("content-usage", "train-ai=y")]),
        *page([], tdm_reservation="1"),
    ]
    for order in itertools.permutations(said):
        found = combine(order)
        assert found.excerpt_characters_max == 50
        assert set(found.forbidden) == {Use.IMAGE, *AI}


def test_evidence_is_kept_as_written_with_its_date() -> None:
    found = combine(page([("x-robots-tag", "NoImageAI")]))
    (statement,) = found.statements
    assert (statement.origin, statement.evidence, statement.seen_at) == (
        "X-Robots-Tag",
        "NoImageAI",
        NOW,
    )


def test_no_flood_of_idle_words_pushes_a_prohibition_out_of_the_evidence() -> None:
    idle = [page([("x-robots-tag", f"noindex, a{number}")])[0] for number in range(200)]
    found = combine([*idle, *page([("x-robots-tag", "noimageai")])])
    assert found.forbidden == (Use.IMAGE,)
    assert found.statements[0].code == "says_noimageai"
    assert len(found.statements) == 40


@given(
    st.lists(st.tuples(st.sampled_from(["x-robots-tag", "content-usage", "link", "tdm-reservation"]), st.text(max_size=80))),
    st.lists(st.tuples(st.sampled_from(["meta:robots", "link:rsl", "jsonld:license"]), st.text(max_size=80))),
)  # fmt: skip
def test_more_words_never_allow_more(
    headers: list[tuple[str, str]], claims: list[tuple[str, str]]
) -> None:
    statements = page_statements(headers, claims, seen_at=NOW)
    less = combine(statements[: len(statements) // 2])
    more = combine(statements)
    assert set(less.forbidden) <= set(more.forbidden)
    if less.excerpt_characters_max is not None:
        assert more.excerpt_characters_max is not None
        assert more.excerpt_characters_max <= less.excerpt_characters_max
    assert combine([]) == Envelope()


@given(st.binary(max_size=300))
def test_no_bytes_are_too_odd(body: bytes) -> None:
    for parse in (parse_tdmrep, parse_rsl):
        with contextlib.suppress(InputError):
            parse(body, name="x")
