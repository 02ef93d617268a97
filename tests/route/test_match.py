"""Step 4 over a real store: what a late origin changes is saved, shown and found again after a restart."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from copytexts import BORDER
from make import NOW, make_article, make_entry, make_page, make_polling, make_source
from stores import new_place

from wiredesk.basics.ids import ArticleId
from wiredesk.records.article import Article
from wiredesk.records.family import Relation
from wiredesk.records.outcome import Stage
from wiredesk.records.reason import Reason
from wiredesk.records.work import FetchDone, MatchDone, PollDone, ReadDone
from wiredesk.route.match import Match
from wiredesk.world.store import SqlStore, open_store

WHY = (Reason(code="test", text="Because the test says so."),)
PARAGRAPHS = BORDER.split("\n\n")
WIRED = "OSLUND (Meridian Wire) — "
ABOVE, BELOW = "\n\n".join(PARAGRAPHS[:2]), "\n\n".join(PARAGRAPHS[2:])


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(new_place())
    yield opened
    opened.close()


def came_in(store: SqlStore, paper: str, text: str) -> Article:
    """`paper` published `text`, and it was read."""
    source = make_source(paper)
    store.save_sources([*(due.source for due in store.list_sources()), source], now=NOW)
    entry = make_entry(1, source=source)
    done = PollDone(source_id=source.id, polling=make_polling(source), new=(entry,), reasons=WHY)
    store.save_polls([done], version=1, now=NOW)
    page = make_page(entry.article_id, entry.url)
    store.save_fetches(
        [FetchDone(article_id=entry.article_id, page=page, reasons=WHY)], version=1, now=NOW
    )
    article = make_article(1, provider=source.provider, text=text)
    read = ReadDone(article_id=article.id, article=article, host=source.provider, reasons=WHY)
    store.save_readings([read], version=1, now=NOW)
    return article


def matched(store: SqlStore, step: Match) -> Sequence[MatchDone]:
    """The step dealt with what waited."""
    done = asyncio.run(step.decide(step.pending(now=NOW, limit=100), now=NOW))
    step.save(done, now=NOW)
    return done


def places(store: SqlStore) -> dict[ArticleId, tuple[str, Relation]]:
    """Family and relation of each remembered article."""
    since = NOW - timedelta(days=1)
    return {
        verdict.article_id: (verdict.family_id, verdict.relation)
        for _, verdict in store.replay_families(since=since)
    }


def test_reprints_that_came_first_move_under_their_origin_and_none_is_lost(
    store: SqlStore,
) -> None:
    step = Match(store=store)
    reprints = [came_in(store, "echo", WIRED + ABOVE), came_in(store, "herald", WIRED + BELOW)]
    matched(store, step)
    assert {relation for _, relation in places(store).values()} == {Relation.NEW}
    wire = came_in(store, "meridianwire", WIRED + BORDER)
    assert len(matched(store, step)) == 3
    found = places(store)
    assert len({family for family, _ in found.values()}) == 1
    assert found[wire.id][1] is Relation.NEW
    assert {found[one.id][1] for one in reprints} == {Relation.COPY}
    waiting = store.list_group_work(now=NOW, limit=9)
    assert {work.article.id for work in waiting} == {wire.id, *(one.id for one in reprints)}
    for article in (wire, *reprints):
        (outcome,) = [one for one in store.list_outcomes(article.id) if one.step is Stage.MATCH]
        assert outcome.reasons


def test_after_a_restart_a_new_step_answers_as_the_old_one_would_have(store: SqlStore) -> None:
    step = Match(store=store)
    came_in(store, "echo", WIRED + ABOVE)
    matched(store, step)
    came_in(store, "meridianwire", WIRED + BORDER)
    matched(store, step)
    came_in(store, "herald", BELOW)
    (work,) = step.pending(now=NOW, limit=9)
    old = asyncio.run(step.decide([work], now=NOW))
    assert asyncio.run(Match(store=store).decide([work], now=NOW)) == old


def test_the_reasons_of_a_copy_show_words_in_common(store: SqlStore) -> None:
    step = Match(store=store)
    came_in(store, "echo", BORDER)
    came_in(store, "herald", ABOVE)
    codes = [[reason.code for reason in done.verdict.reasons] for done in matched(store, step)]
    assert ["copy", "shared_words", "origin_first_seen"] in codes
