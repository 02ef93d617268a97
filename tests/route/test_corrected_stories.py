"""What a person said holds through every pass: later articles, second looks, revisions, re-runs, restarts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from contract.test_store import match, read
from newsroom.desk import PIECES, Desk, article_of, together

from wiredesk.basics.ids import ArticleId, StoryId, article_id
from wiredesk.records.article import Article
from wiredesk.records.correction import CorrectionKind
from wiredesk.records.outcome import Stage

MOVE, MERGE, SPLIT = CorrectionKind.MOVE, CorrectionKind.MERGE, CorrectionKind.SPLIT
APART, LEAD, UNDO = CorrectionKind.APART, CorrectionKind.LEAD, CorrectionKind.UNDO
# A ban reported by seven; a breach by five; bodycams by four.
BAN, BREACH, BODYCAMS = "coalition-ban", "biometric-db-breach", "bodycams"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A hub in a folder that has published three stories but for their last articles."""
    made = Desk(tmp_path)
    for story in (BAN, BREACH, BODYCAMS):
        made.receive(story, only=slice(3))
    made.run()
    yield made
    made.store.close()


def ids_of(story: str, only: slice = slice(None)) -> list[ArticleId]:
    return [article_of(piece).id for piece in PIECES if piece.story == story][only]


def story_page(desk: Desk, story: StoryId) -> str:
    assert desk.folder
    return next((desk.folder / "public").rglob(f"*{story}*.html")).read_text("utf-8")


def test_the_machine_groups_these_as_the_tests_take_for_granted(desk: Desk) -> None:
    places = desk.places()
    assert together(places, ids_of(BAN, slice(3)))
    assert len(set(places.values())) >= 3


def test_a_running_hub_publishes_a_correction_with_its_next_run(desk: Desk) -> None:
    article = ids_of(BAN)[1]
    into = desk.places()[ids_of(BREACH)[0]]
    title = article_of(next(one for one in PIECES if article_of(one).id == article)).title
    was = desk.places()[article]
    assert title[:20] in story_page(desk, was)
    desk.say(MOVE, article, stories=[into])
    desk.run()
    assert title[:20] in story_page(desk, into)
    assert title[:20] not in story_page(desk, was)
    moved = next(line for line in desk.store.list_lines([article]))
    assert (moved.story_id, moved.stage, moved.bucket) == (into, "done", "published")


def test_later_articles_second_looks_and_restarts_leave_what_was_split(desk: Desk) -> None:
    first, *rest = ids_of(BAN, slice(3))
    story = desk.places()[first]
    apart = desk.say(SPLIT, first, stories=[story]).now[first]
    desk.run()
    assert desk.places()[first] == apart
    for more in (slice(3, 5), slice(5, 7)):
        desk.receive(BAN, only=more)
        desk.run()
        desk.restart()
        places = desk.places()
        assert places[first] == apart
        assert together(places, rest)
        assert places[rest[0]] == story


def test_what_was_merged_stays_one_story_when_more_comes_in(desk: Desk) -> None:
    one, other = (desk.places()[ids_of(name)[0]] for name in (BREACH, BODYCAMS))
    everything = [one for one, story in desk.places().items() if story in {one, other}]
    desk.say(MERGE, stories=[one, other])
    desk.run()
    desk.receive(BREACH, only=slice(3, None))
    desk.receive(BODYCAMS, only=slice(3, None))
    desk.run()
    desk.restart()
    desk.run()
    assert together(desk.places(), everything)
    found = desk.store.load_story(other)
    assert found is not None
    assert found.id == one


def test_a_rerun_of_grouping_flips_nothing_back(desk: Desk) -> None:
    into = desk.places()[ids_of(BREACH)[0]]
    article = ids_of(BAN)[1]
    desk.say(MOVE, article, stories=[into])
    desk.run()
    corrected = desk.places()
    for _ in range(2):
        desk.store.rewind(Stage.GROUP, below_version=None, now=desk.clock.now())
        desk.restart()
        desk.run()
        assert desk.places() == corrected
    grouped = [one for one in desk.store.list_outcomes(article) if one.step is Stage.GROUP]
    assert [reason.code for reason in grouped[0].reasons] == ["placed"]


def test_a_revision_stays_where_a_person_put_the_article(desk: Desk) -> None:
    into = desk.places()[ids_of(BREACH)[0]]
    article = next(article_of(one) for one in PIECES if article_of(one).id == ids_of(BAN)[1])
    desk.say(MOVE, article.id, stories=[into])
    again(desk, replace(article, text=f"{article.text}\n\nCorrected on Friday."))
    desk.run()
    assert desk.places()[article.id] == into


def test_a_correction_between_a_revision_and_its_grouping_counts(desk: Desk) -> None:
    into = desk.places()[ids_of(BREACH)[0]]
    article = next(article_of(one) for one in PIECES if article_of(one).id == ids_of(BAN)[1])
    again(desk, replace(article, text=f"{article.text}\n\nCorrected on Friday."))
    desk.say(MOVE, article.id, stories=[into])
    desk.run()
    assert desk.places()[article.id] == into


def test_a_story_that_is_no_longer_open_is_corrected_like_any_other(desk: Desk) -> None:
    old = ids_of(BAN, slice(3))
    into = desk.places()[ids_of(BREACH)[0]]
    first, last = PIECES[0], PIECES[-1]
    assert (last.published - first.published).days > 7
    desk.take_in(article_of(last))
    desk.run()
    desk.restart()
    was = desk.places()[old[1]]
    desk.say(MOVE, old[1], stories=[into])
    desk.run()
    assert desk.places()[old[1]] == into
    desk.say(UNDO, undoes=1)
    desk.run()
    assert desk.places()[old[1]] == was


def test_the_same_text_goes_elsewhere_when_a_person_says_so(desk: Desk) -> None:
    original = next(article_of(one) for one in PIECES if one.story == BREACH)
    copy = make_copy(original, "mirror.example")
    desk.take_in(copy)
    desk.run()
    story = desk.places()[original.id]
    assert desk.store.load_places([copy.id])[copy.id] == story
    desk.say(APART, original.id, copy.id)
    desk.run()
    desk.restart()
    desk.receive(BREACH, only=slice(3, None))
    desk.run()
    assert desk.store.load_places([copy.id])[copy.id] != desk.places()[original.id]


def test_an_index_that_heard_of_corrections_decides_as_one_that_was_built_anew(
    tmp_path: Path,
) -> None:
    decided = []
    for restarts in (False, True):
        desk = Desk()
        for story in (BAN, BREACH, BODYCAMS):
            desk.receive(story, only=slice(3))
        desk.run()
        one, other, third = (desk.places()[ids_of(name)[0]] for name in (BAN, BREACH, BODYCAMS))
        desk.say(MOVE, ids_of(BAN)[1], stories=[other])
        desk.say(MERGE, stories=[other, third])
        desk.say(SPLIT, ids_of(BAN)[0], stories=[one])
        desk.say(UNDO, undoes=2)
        if restarts:
            desk.restart()
        for story in (BAN, BREACH, BODYCAMS):
            desk.receive(story, only=slice(3, None))
        desk.run()
        decided.append(desk.places())
        desk.store.close()
    assert decided[0] == decided[1]


def test_corrections_carried_to_an_empty_hub_hold_when_its_articles_come_in(desk: Desk) -> None:
    one, other, third = (desk.places()[ids_of(name)[0]] for name in (BAN, BREACH, BODYCAMS))
    desk.say(MERGE, stories=[one, third])
    desk.say(UNDO, undoes=1)
    desk.say(MOVE, ids_of(BAN)[1], stories=[other])
    desk.say(SPLIT, ids_of(BODYCAMS)[0], stories=[third])
    desk.say(LEAD, ids_of(BREACH)[1], stories=[other])
    empty = Desk()
    for correction in desk.store.list_corrections():
        empty.store.save_correction(correction, now=correction.request.at)
    for name in (BAN, BREACH, BODYCAMS):
        empty.receive(name, only=slice(3))
    empty.run()
    assert empty.places() == desk.places()
    found = empty.store.load_story(other)
    assert found is not None
    assert found.lead == ids_of(BREACH)[1]
    assert empty.store.list_corrections() == desk.store.list_corrections()
    empty.store.close()


def test_the_page_of_an_absorbed_story_leads_on(desk: Desk) -> None:
    one, other = (desk.places()[ids_of(name)[0]] for name in (BREACH, BODYCAMS))
    desk.say(MERGE, stories=[one, other])
    desk.run()
    page = story_page(desk, other)
    assert re.search(rf'http-equiv="refresh" content="0; url=[^"]*{one}', page)
    assert "noindex" in page


def again(desk: Desk, article: Article) -> None:
    """The page was read again, with another text."""
    desk.store.rewind(Stage.READ, below_version=None, now=desk.clock.now())
    work = desk.store.list_read_work(now=desk.clock.now(), limit=99)
    known = [desk.store.load_article(one.article_id) for one in work]
    articles = [article if one and one.id == article.id else one for one in known]
    read(desk.store, *(one for one in articles if one))
    match(desk.store, *(one for one in articles if one))


def make_copy(original: Article, provider: str) -> Article:
    url = f"https://{provider}/copy"
    return replace(original, id=article_id(url), url=url, web_url=url, provider=provider)
