"""The sample newsroom through the unchanged route: each trap comes to what its manifest expects."""

from pathlib import Path
from typing import Any

import pytest

from wiredesk.basics.ids import article_id
from wiredesk.basics.urls import canonical_url
from wiredesk.newsroom.account import account
from wiredesk.ports import Store
from wiredesk.records.article import Article
from wiredesk.records.hold import Bucket
from wiredesk.records.work import ArticleLine
from wiredesk.sample.newsroom import Newsroom, Trap, load_newsroom

TRAPS = {trap.id: trap for trap in load_newsroom().traps}
pytestmark = pytest.mark.slow


def test_it_is_as_large_as_promised(newsroom: Newsroom) -> None:
    written = {
        (piece.paper, piece.slug): piece for piece in newsroom.pieces if piece.story != "flood"
    }
    assert len({piece.paper for piece in written.values()}) >= 24
    assert len(written) >= 114
    assert 44 <= len({piece.story for piece in written.values()}) <= 50
    for piece in written.values():
        assert 120 <= len(piece.text.split()) <= 500, piece.slug


def test_no_two_stories_share_their_words(newsroom: Newsroom) -> None:
    grams: dict[str, set[tuple[str, ...]]] = {}
    for piece in newsroom.pieces:
        words = piece.text.split()
        grams.setdefault(piece.story, set()).update(
            tuple(words[at : at + 6]) for at in range(len(words) - 5)
        )
    stories = sorted(grams)
    for place, one in enumerate(stories):
        for other in stories[place + 1 :]:
            shared = len(grams[one] & grams[other]) / min(len(grams[one]), len(grams[other]))
            assert shared < 0.1, (one, other)


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_a_trap_comes_to_what_is_expected(trap: Trap, store: Store, newsroom: Newsroom) -> None:
    lines = [found_by_slug(store, newsroom, name) for name in trap.pieces]
    for paper in trap.papers:
        urls = {piece.url for piece in newsroom.shown(paper, now=newsroom.ends_at)}
        lines += [line for url in sorted(urls) if (line := store.find_article(url)) is not None]
    for key, wanted in trap.expect.items():
        CHECKS[key](wanted, lines, store, newsroom, trap)


def test_the_account_adds_up(store: Store) -> None:
    taken = account(store)
    assert taken.adds_up
    assert not any(line.bucket in {Bucket.PENDING, Bucket.FAILED} for line in taken.lines)


def test_every_published_article_has_its_record(store: Store, finished: Path) -> None:
    published = store.list_published(limit=10_000)
    records = sorted((finished / "records").glob("*.md"))
    assert len(records) == len(published) >= 20


def found_by_slug(store: Store, newsroom: Newsroom, name: str) -> ArticleLine:
    paper, _, slug = name.partition("/")
    piece = next(one for one in newsroom.pieces if (one.paper, one.slug) == (paper, slug))
    line = store.find_article(piece.url)
    assert line is not None, f"{name} never came in"
    return line


def article(store: Store, line: ArticleLine) -> Article:
    found = store.load_article(line.id)
    assert found is not None, line.url
    return found


def check_relation(wanted: str, lines: list[ArticleLine], *_: Any) -> None:
    assert [line.relation and line.relation.value for line in lines] == [wanted] * len(lines)


def check_origin(
    wanted: str, lines: list[ArticleLine], store: Store, newsroom: Newsroom, _: Trap
) -> None:
    origin = found_by_slug(store, newsroom, wanted)
    assert {line.origin for line in lines} == {origin.id}


def check_published(wanted: bool, lines: list[ArticleLine], *_: Any) -> None:  # noqa: FBT001 - from the manifest
    assert {line.bucket is Bucket.PUBLISHED for line in lines} == {wanted}


def check_quality_max(wanted: int, lines: list[ArticleLine], *_: Any) -> None:
    assert all(line.quality is not None and line.quality <= wanted for line in lines)


def check_title(wanted: str, lines: list[ArticleLine], *_: Any) -> None:
    assert [line.title for line in lines] == [wanted]


def check_updated(wanted: bool, lines: list[ArticleLine], store: Store, *_: Any) -> None:  # noqa: FBT001 - as above
    assert all((article(store, line).time.updated is not None) == wanted for line in lines)


def check_articles(wanted: int, lines: list[ArticleLine], *_: Any) -> None:
    assert len({line.id for line in lines}) == wanted


def check_text_has(wanted: str, lines: list[ArticleLine], store: Store, *_: Any) -> None:
    assert all(wanted in article(store, line).text for line in lines)


def check_kind(wanted: str, lines: list[ArticleLine], *_: Any) -> None:
    assert [line.kind and line.kind.value for line in lines] == [wanted] * len(lines)


def check_hold(wanted: str, lines: list[ArticleLine], *_: Any) -> None:
    assert [line.failure for line in lines] == [wanted] * len(lines)


def check_effective(_wanted: bool, lines: list[ArticleLine], store: Store, *_: Any) -> None:  # noqa: FBT001 - as above
    for line in lines:
        time = article(store, line).time
        assert time.effective <= time.received


def check_story_heat_max(wanted: int, lines: list[ArticleLine], store: Store, *_: Any) -> None:
    assert len(lines) == 17
    for story in {line.story_id for line in lines}:
        assert story is not None
        found = store.load_story(story)
        assert found is not None
        assert found.heat <= wanted


def check_image(wanted: bool, lines: list[ArticleLine], store: Store, *_: Any) -> None:  # noqa: FBT001 - as above
    works = store.load_publish_work([line.id for line in lines])
    assert works
    assert {not work.image_is_shared for work in works} == {wanted}


def check_state(
    wanted: str, _lines: list[ArticleLine], store: Store, _newsroom: Newsroom, trap: Trap
) -> None:
    domains = {f"{paper}.example" for paper in trap.papers}
    states = {
        due.polling.state.value for due in store.list_sources() if due.source.provider in domains
    }
    assert states == {wanted}


def check_read(wanted: bool, lines: list[ArticleLine], store: Store, *_: Any) -> None:  # noqa: FBT001 - as above
    assert all(bool(article(store, line).text) == wanted for line in lines)


def check_from_feed(_wanted: bool, lines: list[ArticleLine], store: Store, *_: Any) -> None:  # noqa: FBT001 - as above
    for line in lines:
        assert "read_from_feed" in {reason.code for reason in article(store, line).reasons}


def check_type(wanted: str, lines: list[ArticleLine], store: Store, *_: Any) -> None:
    assert {article(store, line).type for line in lines} == {wanted}


def check_provider(wanted: str, lines: list[ArticleLine], *_: Any) -> None:
    assert {line.provider for line in lines} == {wanted}


def check_url_on(wanted: str, lines: list[ArticleLine], *_: Any) -> None:
    assert all(f"//{wanted}/" in line.url for line in lines)
    assert all(line.id == article_id(canonical_url(line.url) or "") for line in lines)


def check_topics(wanted: list[str], lines: list[ArticleLine], store: Store, *_: Any) -> None:
    for work in store.load_publish_work([line.id for line in lines]):
        assert [label.name for label in work.labels] == wanted, work.article.title


def check_topic(wanted: str, lines: list[ArticleLine], store: Store, *_: Any) -> None:
    for work in store.load_publish_work([line.id for line in lines]):
        assert wanted in [label.name for label in work.labels], work.article.title


def check_one_story(_wanted: bool, lines: list[ArticleLine], *_: Any) -> None:  # noqa: FBT001 - as above
    assert len({line.story_id for line in lines}) == 1


CHECKS: dict[str, Any] = {
    "relation": check_relation,
    "origin": check_origin,
    "published": check_published,
    "quality_max": check_quality_max,
    "title": check_title,
    "updated": check_updated,
    "articles": check_articles,
    "text_has": check_text_has,
    "kind": check_kind,
    "hold": check_hold,
    "effective_not_after_received": check_effective,
    "story_heat_max": check_story_heat_max,
    "image": check_image,
    "state": check_state,
    "read": check_read,
    "from_feed": check_from_feed,
    "type": check_type,
    "provider": check_provider,
    "url_on": check_url_on,
    "topics": check_topics,
    "topic": check_topic,
    "one_story": check_one_story,
}
