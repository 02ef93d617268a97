"""Addresses: as browsers read them, and their canonical form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.urls import (
    URL_CHARACTERS_MAX,
    canonical_url,
    host_of,
    port_of,
    registrable_domain,
    same_site,
    web_url,
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("http://a.example", "http://a.example/"),
        ("HTTPS://A.Example/B", "https://a.example/B"),
        (" http://a.example/ ", "http://a.example/"),
        ("http://a.example:80/", "http://a.example/"),
        ("https://a.example:443/", "https://a.example/"),
        ("https://a.example/a/../b", "https://a.example/b"),
        ("https://a.example/é", "https://a.example/%C3%A9"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("java\tscript:alert(1)", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("ftp://a.example/", None),
        ("mailto:a@a.example", None),
        ("tag:a.example,2026:1", None),
        ("urn:uuid:1", None),
        ("https://user@a.example/", None),
        ("https://user:word@a.example/", None),
        ("https://a.example@b.example/", None),
        ("a.example/b", None),
        ("/b", None),
        ("//a.example/", None),
        ("", None),
        ("https://", None),
        ("https://a.example:99999/", None),
        ("https://a.example/" + "a" * URL_CHARACTERS_MAX, None),
    ],
)
def test_an_address_is_read_as_browsers_read_it(text: str, read: str | None) -> None:
    assert web_url(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("b", "https://a.example/x/b"),
        ("/b", "https://a.example/b"),
        ("//b.example/c", "https://b.example/c"),
        ("?q=1", "https://a.example/x/y?q=1"),
        ("../b", "https://a.example/b"),
        ("http://b.example/", "http://b.example/"),
        ("javascript:alert(1)", None),
        (" java\nscript:alert(1)", None),
        ("//user@b.example/", None),
        ("\\\\b.example\\c", "https://b.example/c"),
    ],
)
def test_a_relative_address_is_read_against_its_page(text: str, read: str | None) -> None:
    assert web_url(text, "https://a.example/x/y") == read


def test_a_base_that_is_no_address_gives_none() -> None:
    assert web_url("/b", "not an address") is None
    assert web_url("/b", "data:text/html,x") is None


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://a.example/b", "https://a.example/b"),
        ("https://www.a.example/b", "https://a.example/b"),
        ("https://www.example/b", "https://www.example/b"),
        ("https://a.example/b#part", "https://a.example/b"),
        ("https://a.example/b?", "https://a.example/b"),
        ("https://a.example/b?utm_source=x", "https://a.example/b"),
        ("https://a.example/b?UTM_Source=x&id=1", "https://a.example/b?id=1"),
        ("https://a.example/b?id=1&fbclid=2&z=3&a=4", "https://a.example/b?id=1&z=3&a=4"),
        ("https://a.example/b?id=", "https://a.example/b?id="),
        ("https://a.example/b?utm", "https://a.example/b?utm"),
        ("http://a.example:80/b", "https://a.example/b"),
        ("http://a.example:443/b", "https://a.example/b"),
        ("https://a.example:8443/b", "https://a.example:8443/b"),
        ("https://a.example/B", "https://a.example/B"),
        ("https://a.example/b/", "https://a.example/b/"),
        ("mailto:a@a.example", None),
    ],
)
def test_the_canonical_form_says_what_is_shown_and_not_whence(
    url: str, canonical: str | None
) -> None:
    assert canonical_url(url) == canonical


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(
        ["a.example", "www.a.example", "www.www.a.example", "a.example:80", "b.a.example:8080"]
    ),
    st.text(max_size=30),
)
def test_the_canonical_form_of_a_canonical_form_is_itself(
    scheme: str, host: str, rest: str
) -> None:
    canonical = canonical_url(f"{scheme}://{host}/{rest}")
    if canonical is not None:
        assert canonical_url(canonical) == canonical
        assert web_url(canonical) == canonical


@given(st.text(max_size=80), st.none() | st.text(max_size=40))
def test_no_text_is_an_error_and_only_web_addresses_come_back(text: str, base: str | None) -> None:
    read = web_url(text, base)
    assert read is None or read.startswith(("http://", "https://"))
    host_of(text)
    port_of(text)
    registrable_domain(text)
    canonical_url(text)


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://A.example/", "a.example", 80),
        ("https://a.example/", "a.example", 443),
        ("https://a.example:8443/", "a.example", 8443),
        ("http://[::1]:8080/", "[::1]", 8080),
        ("http://127.1/", "127.0.0.1", 80),
        ("not an address", "", 0),
    ],
)
def test_host_and_port_are_those_that_would_be_dialled(url: str, host: str, port: int) -> None:
    assert (host_of(url), port_of(url)) == (host, port)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("https://news.example.co.uk/a", "example.co.uk"),
        ("news.example.com", "example.com"),
        ("NEWS.Example.COM.", "example.com"),
        ("https://example.com", "example.com"),
        ("https://a.github.io/", "a.github.io"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://[::1]/", "[::1]"),
        ("co.uk", "co.uk"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_the_registrable_domain_is_what_somebody_registered(text: str, domain: str) -> None:
    assert registrable_domain(text) == domain


def test_a_site_is_all_that_lies_under_one_registrable_domain() -> None:
    assert same_site("https://www.example.com/a", "http://news.example.com/b")
    assert not same_site("https://a.github.io/", "https://b.github.io/")
    assert not same_site("https://example.com.evil.example/", "https://example.com/")
    assert not same_site("https://notexample.com/", "https://example.com/")
    assert not same_site("not an address", "not an address either")


def test_an_empty_address_is_none_and_does_not_become_its_base() -> None:
    assert web_url("", "https://a.example/page") is None
    assert web_url("  ", "https://a.example/page") is None
