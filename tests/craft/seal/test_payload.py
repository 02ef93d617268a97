"""What is sealed of an article: its text and what its record does not show, the same for the same article."""

import json
from dataclasses import replace
from typing import Any

import pytest
from craft.seal.keys import CONTEXT, make_key
from make import make_article

from wiredesk.basics.errors import SealError
from wiredesk.craft.render import (
    build_record,
    convert_record,
    parse_converted,
)
from wiredesk.craft.rights import show
from wiredesk.craft.seal import parse_payload, render_legacy, render_payload, seal
from wiredesk.craft.seal.payload import PAYLOAD_BYTES_MAX
from wiredesk.records.article import Article, Image
from wiredesk.records.provider import Provider
from wiredesk.records.record import Record
from wiredesk.records.rights import RightsPolicy, RightsRules


def record_of(article: Article, *, excerpt_characters_max: int = 160) -> Record:
    rules = RightsRules(own=RightsPolicy(excerpt_characters_max=excerpt_characters_max))
    return build_record(
        show(article, rules=rules, now=article.time.received),
        provider=Provider(domain=article.provider, name="The Gazette"),
        topics=["AI"],
        quality=60,
        heat=10,
        published=True,
    )


def payload(article: Article, **changes: Any) -> dict[str, Any]:
    return parse_payload(render_payload(article, record_of(article, **changes)))


def test_the_text_is_always_sealed_also_when_there_is_none() -> None:
    article = make_article()
    assert payload(article) == {"text": article.text}
    assert payload(make_article(text="")) == {"text": ""}


def test_what_the_record_cuts_or_leaves_out_is_sealed() -> None:
    article = make_article(
        title="T" * 400,
        excerpt="A long summary. " * 40,
        image=Image(url="https://gazette.example/a.jpg"),
    )
    record = record_of(article)
    told = parse_payload(render_payload(article, record))
    assert told["title"] == article.title
    assert told["excerpt"] == article.excerpt
    assert "image" not in told
    hidden = record_of(make_article(title=article.title, excerpt=article.excerpt))
    assert (
        parse_payload(render_payload(article, hidden))["image"] == "https://gazette.example/a.jpg"
    )


def test_a_source_that_allows_no_excerpt_has_all_of_it_sealed() -> None:
    assert payload(make_article(), excerpt_characters_max=0)["excerpt"] == "Summary 1."


def test_the_same_article_gives_the_same_bytes() -> None:
    article, record = make_article(), record_of(make_article())
    legacy = {"b": 1, "a": [2, "ü"]}
    once = render_payload(article, record, legacy=legacy)
    assert once == render_payload(article, record, legacy={"a": [2, "ü"], "b": 1})
    assert parse_payload(once)["legacy"] == legacy
    assert parse_payload(render_legacy(legacy)) == {"text": "", "legacy": legacy}


@pytest.mark.parametrize("sign", ["x", "ü", "監", '"', "\n", "\x01", "\ud800", "👁"])
@pytest.mark.parametrize("profile", ["smartable", "hugo", "astro"])
def test_a_text_without_end_is_cut_so_that_its_record_can_be_read(sign: str, profile: str) -> None:
    article = make_article(text=sign * 100_000, title="T" * 400, excerpt="x " * 50_000)
    record = record_of(article, excerpt_characters_max=1_000)
    plain = render_payload(article, record)
    assert PAYLOAD_BYTES_MAX * 0.95 < len(plain) <= PAYLOAD_BYTES_MAX
    told = parse_payload(plain)
    assert told["cut"] == len(article.text.encode("utf-8", "replace"))
    assert article.text.encode("utf-8", "replace").decode().startswith(told["text"])
    token = seal(plain, key=make_key(), context=CONTEXT, nonce=bytes(12))
    whole = convert_record(replace(record, secured=token), profile)
    assert parse_converted(whole, profile, name="x").secured == token


@pytest.mark.parametrize("plain", [b"", b"text", b"[]", b"17", b"\xff", b"[" * 100_000, b"{"])
def test_what_opens_but_is_no_payload_is_said_to_be_none(plain: bytes) -> None:
    with pytest.raises(SealError, match="holds no text of an article"):
        parse_payload(plain)


def test_a_payload_is_plain_json() -> None:
    article = make_article(text="Ü")
    assert json.loads(render_payload(article, record_of(article))) == {"text": "Ü"}
