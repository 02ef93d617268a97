"""The list of readers: a bad line is named and keeps nobody else from the newsletter."""

import pytest

from wiredesk.craft.letters import is_plain_address, parse_mailbox, parse_subscribers
from wiredesk.records.mailing import Subscriber

LIST = """\
# Our readers
ada@example.org
Ben Okri <ben.okri@news.example.org>

  "Chloé, Ü." <c@xn--bcher-kva.example>
not an address
ADA@example.org
dora@exämple.org
"""


def test_readers_come_in_their_order_each_once_with_or_without_a_name() -> None:
    readers, _ = parse_subscribers(LIST)
    assert readers == (
        Subscriber(address="ada@example.org"),
        Subscriber(address="ben.okri@news.example.org", name="Ben Okri"),
        Subscriber(address="c@xn--bcher-kva.example", name="Chloé, Ü."),
    )


def test_what_is_wrong_is_named_with_its_line() -> None:
    _, problems = parse_subscribers(LIST)
    assert [(one.line, one.text.partition("`")[2]) for one in problems] == [
        (6, "not an address` is no mail address."),
        (7, "ADA@example.org` stands here twice."),
        (
            8,
            "dora@ex\\xe4mple.org` has letters that mail servers do not take: write its domain as xn--…",
        ),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "@",
        "a@b",
        "a@@example.org",
        ".a@example.org",
        "a.@example.org",
        "a..b@example.org",
        "a@example..org",
        "a b@example.org",
        "a@example.org\nBcc: x@example.org",
        "a@example.org\r\n.\r\n",
        'a"b"@example.org',
        "a,b@example.org",
        "a;b@example.org",
        "<a@example.org>",
        "a@[127.0.0.1]",
        "a@example.org>",
        "a\u202e@example.org",
        "x" * 65 + "@example.org",
        "a@" + "x." * 130 + "org",
        "ä@example.org",
    ],
)
def test_what_mail_servers_do_not_take_or_would_read_as_more_than_one_is_no_address(
    address: str,
) -> None:
    assert not is_plain_address(address)
    assert parse_mailbox(f"Name <{address}>") is None


@pytest.mark.parametrize(
    "text", ["A\r\nBcc: b@example.org <a@example.org>", "A\x00 <a@example.org>", "x" * 600]
)
def test_a_name_cannot_carry_a_header(text: str) -> None:
    assert parse_mailbox(text) is None


def test_a_huge_list_of_nonsense_is_read_in_passing() -> None:
    readers, problems = parse_subscribers("<" * 100_000 + "\n" + "a" * 100_000 + "\n" + "@\n" * 999)
    assert (readers, len(problems)) == ((), 1_001)
