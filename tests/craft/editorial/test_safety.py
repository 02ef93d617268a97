"""What must not be shown: hostile addresses, hidden signs, words that deceive (F062, T43)."""

from dataclasses import replace

import pytest
from make import make_article

from wiredesk.craft.editorial import find_unsafe
from wiredesk.records.article import Image

FINE = make_article(1, title="Parliament votes", image=Image(url="https://img.example/1.jpg"))
SCHEMES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "ftp://a.example/", "blob:https://a.example/x",
    "//", "https://", "https://user:pass@a.example/", "view-source:https://a.example/", "about:blank", "",
]  # fmt: skip


# Fifteen ways to write each of eleven schemes so that a filter for its plain form misses it.
TRICKS = [
    trick
    for scheme in ("javascript", "data", "vbscript", "file", "ftp", "blob", "view-source", "about", "livescript", "mocha", "jar")
    for trick in (
        f"{scheme}:x", f"{scheme.upper()}:x", f"{scheme[:2]}\t{scheme[2:]}:x", f"{scheme[:2]}\n{scheme[2:]}:x", f"{scheme[:3]}\r{scheme[3:]}:x",
        f"\x00{scheme}:x", f"\x1f {scheme}:x", f" {scheme} :x", f"{scheme}\t:x", f"{scheme}://a.example/%0ax", f"feed:{scheme}:x",
        f"{scheme.title()}:https://a.example/", f"\u200b{scheme}:x", f"&#106;{scheme}:x", f"{scheme}&colon;x",
    )
]  # fmt: skip


@pytest.mark.parametrize("url", [*SCHEMES, *TRICKS])
def test_an_address_that_is_no_plain_web_address_is_unsafe(url: str) -> None:
    for article in (
        replace(FINE, url=url),
        replace(FINE, web_url=url),
        replace(FINE, image=Image(url=url)),
    ):
        assert "no plain web address" in find_unsafe(article)


def test_there_are_enough_tricks() -> None:
    assert len({*SCHEMES, *TRICKS}) >= 150


@pytest.mark.parametrize("field", ["title", "excerpt", "site_name"])
@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u2069", "\u061c", "\u2062", "\U000e0041"])
def test_a_sign_that_hides_or_reorders_is_unsafe(field: str, sign: str) -> None:
    told = find_unsafe(replace(FINE, **{field: f"Parlia{sign}ment"}))  # type: ignore[arg-type] # - fields of Article
    assert f"U+{ord(sign):04X}" in told


@pytest.mark.parametrize("title", ["Pаrliament votes", "Аpple wins", "Reuterѕ reports", "Gοοgle"])
def test_a_word_of_two_alphabets_that_look_alike_is_unsafe(title: str) -> None:
    assert "alphabets" in find_unsafe(replace(FINE, title=title))


def test_a_host_that_looks_like_another_is_unsafe() -> None:
    told = find_unsafe(replace(FINE, web_url="https://xn--pple-43d.com/story"))
    assert "аpple.com" in told


@pytest.mark.parametrize(
    "title",
    [
        "Parliament votes", "Εκλογές στην Ελλάδα", "Выборы в Москве", "Яндекс and Google", "β-carotene and μ-opioids",
        "Σ-algebra, 5 µm", "日本の選挙 2026", "انتخابات في لبنان", "می‌خواهم", "👩‍🔬 wins", "Straße, naïve, Łódź", "Müller’s",
    ],
)  # fmt: skip
def test_other_alphabets_are_fine(title: str) -> None:
    assert find_unsafe(replace(FINE, title=title, authors=(title,))) == ""


def test_a_host_in_its_own_alphabet_is_fine() -> None:
    assert find_unsafe(replace(FINE, web_url="https://xn--e1afmkfd.xn--p1ai/a")) == ""
    assert find_unsafe(replace(FINE, web_url="https://xn--mller-kva.example/a")) == ""


@pytest.mark.parametrize("pump", ["а", "a", "aа ", "\u202e", "x" * 59 + "а "])
def test_a_long_title_is_looked_at_in_bounded_work(pump: str) -> None:
    find_unsafe(replace(FINE, title=pump * 200_000))
