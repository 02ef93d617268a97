"""The eight signs of openness on a page, and no page that makes looking slow."""

import time

import pytest

from wiredesk.craft.quality import find_signs, read_trust_txt
from wiredesk.records.provider import Sign

URL = "https://gazette.example/"


def page(*links: tuple[str, str], more: str = "") -> bytes:
    anchors = "".join(f'<a href="{href}">{words}</a>' for href, words in links)
    return f"<html><body><p>The Gazette.</p>{anchors}{more}</body></html>".encode()


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        (Sign.ABOUT, "About us"), (Sign.ABOUT, "About"), (Sign.ABOUT, "Über uns"), (Sign.ABOUT, "À propos"), (Sign.ABOUT, "Quiénes somos"),
        (Sign.MASTHEAD, "Masthead"), (Sign.MASTHEAD, "Impressum"), (Sign.MASTHEAD, "Mentions légales"), (Sign.MASTHEAD, "La redacción"),
        (Sign.CORRECTIONS, "Corrections"), (Sign.CORRECTIONS, "Corrections and clarifications"), (Sign.CORRECTIONS, "Fe de errores"),
        (Sign.OWNERSHIP, "Ownership &amp; Funding"), (Sign.OWNERSHIP, "Eigentümer"), (Sign.OWNERSHIP, "Actionnaires"),
        (Sign.ETHICS, "Editorial standards"), (Sign.ETHICS, "Code of ethics"), (Sign.ETHICS, "Redaktionsstatut"), (Sign.ETHICS, "Código ético"),
        (Sign.AUTHORS, "Our journalists"), (Sign.AUTHORS, "Autoren"),
    ],
)  # fmt: skip
def test_a_link_says_by_its_words_where_a_sign_may_be(sign: Sign, words: str) -> None:
    found = find_signs(page(("/x", words)), url=URL)
    assert [one[:2] for one in found.links] == [(sign, "https://gazette.example/x")]
    assert found.found == ()


@pytest.mark.parametrize(
    ("href", "words"),
    [
        ("/x", "About 40 people were hurt in a fire at the old harbour on Monday night, police say"),
        ("/x", "Minister corrects himself"),
        ("/x", "The ethics of face scans: what the council of Halden decided, and what comes next"),
        ("https://other.example/about", "About us"),
        ("javascript:alert(1)", "About us"),
        ("/x", ""),
    ],
)  # fmt: skip
def test_other_links_say_nothing(href: str, words: str) -> None:
    assert find_signs(page((href, words)), url=URL).links == ()


def test_a_page_of_an_author_is_a_sign_by_itself() -> None:
    (found,) = find_signs(page(("/author/mira-okoye", "Mira Okoye")), url=URL).found
    assert (found.sign, found.evidence) == (Sign.AUTHORS, "Mira Okoye")


def test_markup_is_a_sign_and_names_pages() -> None:
    markup = """<script type="application/ld+json">{"@graph": [{"@type": ["Organization", "NewsMediaOrganization"],
      "correctionsPolicy": "/corrections", "ethicsPolicy": {"url": "https://gazette.example/ethics"},
      "ownershipFundingInfo": "https://elsewhere.example/owners", "masthead": 7}]}</script>"""
    found = find_signs(page(more=markup), url=URL)
    assert [one.sign for one in found.found] == [Sign.MARKUP]
    assert [(sign, url) for sign, url, _ in found.links] == [
        (Sign.CORRECTIONS, "https://gazette.example/corrections"),
        (Sign.ETHICS, "https://gazette.example/ethics"),
    ]


@pytest.mark.parametrize("script", ["", "{", "[]", "[[[" * 2_000, '{"@type": "NewsArticle"}', '{"@type": null}', "\x00"])  # fmt: skip
def test_other_markup_is_none(script: str) -> None:
    more = f'<script type="application/ld+json">{script}</script>'
    assert find_signs(page(more=more), url=URL).found == ()


def test_trust_txt_is_one_when_it_states_something() -> None:
    body = b"# Our trust.txt\nmember=https://journalists.example/\ncontrolledby=https://group.example/\n"
    found = read_trust_txt(body, url=URL + "trust.txt")
    assert found is not None
    assert found.evidence == "member=https://journalists.example/"


@pytest.mark.parametrize("body", [b"", b"<html>Not found</html>", b"# nothing yet", b"member=", b"a=b", b"\xff\xfe"])  # fmt: skip
def test_other_text_is_no_trust_txt(body: bytes) -> None:
    assert read_trust_txt(body, url=URL) is None


@pytest.mark.parametrize(
    "pump", [b"<a href='/about'>About us</a>", b"<a href=/x>", b"<div>", b"about ", b"[", b'<script type="application/ld+json">{"a":', b"a=\n"],
)  # fmt: skip
def test_no_page_makes_looking_slow(pump: bytes) -> None:
    body = pump * (1_000_000 // len(pump))
    begun = time.process_time()
    find_signs(body, url=URL)
    read_trust_txt(body, url=URL)
    assert time.process_time() - begun < 5
