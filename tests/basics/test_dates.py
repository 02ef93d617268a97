"""Eighty date strings (SAFETY.md F046), and what no string may do."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.dates import YEAR_MAX, YEAR_MIN, parse_moment, rfc3339

STATED = {
    "Sat, 14 Mar 2026 15:09:26 GMT": "2026-03-14T15:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 +0100": "2026-03-14T14:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 -0530": "2026-03-14T20:39:26Z",
    "Sat, 14 Mar 2026 15:09:26 +01:00": "2026-03-14T14:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 Z": "2026-03-14T15:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 UT": "2026-03-14T15:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 EST": "2026-03-14T20:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 EDT": "2026-03-14T19:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 CST": "2026-03-14T21:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 MDT": "2026-03-14T21:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 PST": "2026-03-14T23:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 PDT": "2026-03-14T22:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 CET": "2026-03-14T14:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 CEST": "2026-03-14T13:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 MSK": "2026-03-14T12:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 JST": "2026-03-14T06:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 AEDT": "2026-03-14T04:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 XYZ": "2026-03-14T15:09:26Z",
    "Sat, 14 Mar 2026 15:09:26": "2026-03-14T15:09:26Z",
    "Sat, 14 Mar 2026 15:09:26 GMT+0100": "2026-03-14T14:09:26Z",
    "Sat, 14 Mar 2026 15:09 GMT": "2026-03-14T15:09:00Z",
    "Sat, 14 Mar 26 15:09:26 GMT": "2026-03-14T15:09:26Z",
    "Thu, 1 Jan 98 19:48:21 GMT": "1998-01-01T19:48:21Z",
    "Saturday, 14-Mar-26 15:09:26 GMT": "2026-03-14T15:09:26Z",
    "14 Mar 2026 15:09:26 +0000": "2026-03-14T15:09:26Z",
    "14 March 2026 15:09:26 +0000": "2026-03-14T15:09:26Z",
    "Sat,  14  Mar 2026\n15:09:26 +0000": "2026-03-14T15:09:26Z",
    "Mon, 14 Mar 2026 15:09:26 GMT": "2026-03-14T15:09:26Z",
    "Sat, 14 Mar 2026 3:09:26 PM EST": "2026-03-14T20:09:26Z",
    "Sat, 14 Mar 2026 15:09:60 GMT": "2026-03-14T15:09:59Z",
    "Sat, 14 Mar 2026 15:09:26 +0000 (GMT)": "2026-03-14T15:09:26Z",
    "Sat Mar 14 15:09:26 2026": "2026-03-14T15:09:26Z",
    "Sat Mar 14 15:09:26 CET 2026": "2026-03-14T14:09:26Z",
    "Sat Mar  7 15:09:26 2026": "2026-03-07T15:09:26Z",
    "2026-03-14T15:09:26Z": "2026-03-14T15:09:26Z",
    "2026-03-14t15:09:26z": "2026-03-14T15:09:26Z",
    "2026-03-14T15:09:26+01:00": "2026-03-14T14:09:26Z",
    "2026-03-14T15:09:26+0100": "2026-03-14T14:09:26Z",
    "2026-03-14T15:09:26+01": "2026-03-14T14:09:26Z",
    "2026-03-14T15:09:26.123456-08:00": "2026-03-14T23:09:26Z",
    "2026-03-14T15:09:26.123456789Z": "2026-03-14T15:09:26Z",
    "2026-03-14T15:09:26,5Z": "2026-03-14T15:09:26Z",
    "2026-03-14T15:09Z": "2026-03-14T15:09:00Z",
    "2026-03-14T15:09:26": "2026-03-14T15:09:26Z",
    "2026-03-14 15:09:26": "2026-03-14T15:09:26Z",
    "2026-03-14 15:09:26 UTC": "2026-03-14T15:09:26Z",
    "2026-03-14 15:09:26 -0800": "2026-03-14T23:09:26Z",
    "2026-03-14T23:30:00-14:00": "2026-03-15T13:30:00Z",
    "20260314T150926Z": "2026-03-14T15:09:26Z",
    "20260314150926": "2026-03-14T15:09:26Z",
    "1773500966": "2026-03-14T15:09:26Z",
    "1773500966000": "2026-03-14T15:09:26Z",
    "March 14, 2026 3:09 PM EST": "2026-03-14T20:09:00Z",
    "Mar 14, 2026, 12:09 AM": "2026-03-14T00:09:00Z",
    "2026/03/14 15:09": "2026-03-14T15:09:00Z",
    "14.03.2026 15:09": "2026-03-14T15:09:00Z",
    "Sa, 14 Mär 2026 15:09:26 +0100": "2026-03-14T14:09:26Z",
    "sam., 14 mars 2026 15:09:26 +0100": "2026-03-14T14:09:26Z",
    "sáb, 14 mar 2026 15:09:26 +0100": "2026-03-14T14:09:26Z",
    "lun, 07 dic 2026 15:09:26 +0100": "2026-12-07T14:09:26Z",
    "сб, 14 мар 2026 15:09:26 +0300": "2026-03-14T12:09:26Z",
    "2026年3月14日 15:09": "2026-03-14T15:09:00Z",
}
DAYS = {
    "2026-03-14": "2026-03-14T00:00:00Z",
    "20260314": "2026-03-14T00:00:00Z",
    "14 Mar 2026": "2026-03-14T00:00:00Z",
    "14. März 2026": "2026-03-14T00:00:00Z",
    "14 de marzo de 2026": "2026-03-14T00:00:00Z",
    "March 14th, 2026": "2026-03-14T00:00:00Z",
    "2026-03": "2026-03-01T00:00:00Z",
    "1990-01-01": "1990-01-01T00:00:00Z",
    "2028-02-29": "2028-02-29T00:00:00Z",
}
NOTHING = [
    "", " ", "yesterday", "0000-00-00", "0000-00-00T00:00:00Z", "-0001-01-01", "9999-12-31",
    "9999-12-31T23:59:59Z", "2026-02-30", "2026-02-29", "2026-13-01", "2026-00-10",
    "Sat, 30 Feb 2026 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "1969-12-31", "0",
    "2101-01-01", "Mon, 31 Dec 2025 10:14:55 +9999", "2026-03-14T15:09:26+25:00",
    "2026-03-14T25:09:26Z", "2026-03-14T15:61:00Z", "99999999999999999999", "14/03/2026 noon",
    "Sat, 14 Foo 2026 15:09:26 GMT", "1" * 10_000, "Mar 14, 2026 15:09 PM",
]  # fmt: skip


def test_there_are_eighty_strings() -> None:
    assert len(STATED) + len(DAYS) + len(NOTHING) >= 80


@pytest.mark.parametrize("text", STATED)
def test_a_moment_is_read(text: str) -> None:
    moment = parse_moment(text)
    assert moment is not None
    assert (rfc3339(moment.at), moment.has_time) == (STATED[text], True)


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_and_says_that_it_has_no_time(text: str) -> None:
    moment = parse_moment(text)
    assert moment is not None
    assert (rfc3339(moment.at), moment.has_time) == (DAYS[text], False)


@pytest.mark.parametrize("text", NOTHING, ids=lambda text: text[:30] or "empty")
def test_what_states_no_possible_date_is_no_date(text: str) -> None:
    assert parse_moment(text) is None


@given(st.text(max_size=120))
def test_no_text_raises_or_leaves_the_bounds(text: str) -> None:
    moment = parse_moment(text)
    if moment is not None:
        assert YEAR_MIN <= moment.at.year <= YEAR_MAX
        assert moment.at.tzinfo is UTC


@given(st.text(alphabet="0123456789-:T+Z., aprMarGMT/", max_size=60))
def test_no_string_of_date_signs_raises(text: str) -> None:
    parse_moment(text)


@given(
    st.datetimes(
        min_value=datetime(1990, 1, 1),
        max_value=datetime(2100, 12, 31),
    )
)
def test_what_we_write_is_read_back(at: datetime) -> None:
    whole = at.replace(microsecond=0, tzinfo=UTC)
    moment = parse_moment(rfc3339(whole))
    assert moment is not None
    assert moment.at == whole


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 12, 31)))
def test_what_mail_writes_is_read_back(at: datetime) -> None:
    whole = at.replace(microsecond=0, tzinfo=UTC)
    moment = parse_moment(whole.strftime("%a, %d %b %Y %H:%M:%S +0000"))
    assert moment is not None
    assert moment.at == whole
