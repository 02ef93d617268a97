"""What editors write in place of a publisher, and what they pin: shown everywhere, marked as ours, and taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from make import NOW, make_fingerprint, make_verdict
from newsroom.deciding import HOUR, NobodyAsks, decided, decider
from newsroom.desk import Desk

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId, StoryId, article_id
from wiredesk.craft.editorial import count_borrowed
from wiredesk.craft.render import parse_record
from wiredesk.craft.rights import show
from wiredesk.newsroom.editing import list_pictures
from wiredesk.newsroom.front import front_page
from wiredesk.newsroom.requests import take_requests
from wiredesk.records.act import Act, ActKind, Edit
from wiredesk.records.article import Article, Image
from wiredesk.records.correction import CorrectionKind
from wiredesk.records.family import Relation
from wiredesk.records.record import Record
from wiredesk.records.request import EditRequest, PinRequest, UndoRequest
from wiredesk.records.rights import DEFAULT_RULES, RightsRules, Terms
from wiredesk.records.work import MatchDone

OURS = "What the council did not say about its cameras"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.receive("biometric-db-breach", "bodycams")
    made.run()
    yield made
    made.store.close()


def largest(desk: Desk) -> list[StoryId]:
    """Stories, the largest first."""
    found = desk.stories()
    return sorted(found, key=lambda story: (-len(found[story]), story))


def lead(desk: Desk) -> ArticleId:
    """The lead of the largest story."""
    story = desk.store.load_story(largest(desk)[0])
    assert story
    assert story.lead
    return story.lead


def edit(desk: Desk, article: ArticleId, **said: Any) -> Act:
    desk.clock.advance(timedelta(minutes=1))
    at = desk.clock.now()
    return decided(
        desk.store,
        EditRequest(article=article, by="Ada", at=at, seen=desk.store.last_act(), **said),
    )


def record_of(desk: Desk, article: ArticleId) -> Record:
    (work,) = desk.store.load_publish_work([article])
    assert desk.folder
    return parse_record((desk.folder / "records" / work.path).read_bytes(), name=work.path)


def site(desk: Desk) -> str:
    assert desk.folder
    return "".join(path.read_text("utf-8") for path in desk.folder.rglob("public/**/*.html"))


def feeds(desk: Desk) -> str:
    assert desk.folder
    return "".join(path.read_text("utf-8") for path in desk.folder.rglob("public/**/*.xml"))


def test_our_headline_and_excerpt_stand_in_record_site_and_feeds_marked_as_ours(
    desk: Desk,
) -> None:
    article = lead(desk)
    before = record_of(desk, article)
    act = edit(desk, article, title=OURS, excerpt="Our own summary of it.")
    assert OURS in act.told
    assert "the publisher's “" in act.told
    desk.run()
    record = record_of(desk, article)
    assert (record.title, record.excerpt) == (OURS, "Our own summary of it.")
    assert record.extra == {"edited": ("title", "excerpt")}
    assert OURS in site(desk)
    assert "Headline and summary by the editors of this hub" in site(desk)
    assert OURS in feeds(desk)
    # Nobody who groups, grades or compares reads our words.
    kept = desk.store.load_article(article)
    assert kept
    assert kept.title == before.title


def test_undoing_an_edit_gives_every_file_its_bytes_back(desk: Desk) -> None:
    article = lead(desk)
    assert desk.folder
    records = desk.folder / "records"
    before = {path.name: path.read_bytes() for path in records.rglob("*.md")}
    first = edit(desk, article, title=OURS)
    second = edit(desk, article, title="Other words", excerpt="Ours.")
    desk.run()
    for number, title in ((second.number, OURS), (first.number, None)):
        desk.clock.advance(HOUR)
        decided(desk.store, UndoRequest(number=number, by="Ben", at=desk.clock.now()))
        left = desk.store.load_edits([article]).get(article)
        assert (left.title if left else None) == title
    desk.run()
    assert desk.store.load_edits([article]) == {}
    assert {path.name: path.read_bytes() for path in records.rglob("*.md")} == before


def test_an_edit_that_a_later_one_replaced_is_undone_after_it(desk: Desk) -> None:
    article = lead(desk)
    first = edit(desk, article, title=OURS)
    second = edit(desk, article, title="Other words")
    with pytest.raises(UsageError, match=f"act {second.number} .edit by Ada. builds on it"):
        decided(desk.store, UndoRequest(number=first.number, by="Ada", at=desk.clock.now() + HOUR))
    assert desk.store.load_edits([article])[article].title == "Other words"


def test_saying_the_same_again_is_no_act(desk: Desk) -> None:
    article = lead(desk)
    edit(desk, article, title=OURS)
    with pytest.raises(UsageError, match="says so already") as caught:
        edit(desk, article, title=OURS)
    assert caught.value.code == "already"


def test_two_editors_of_one_headline_never_overwrite_each_other(desk: Desk) -> None:
    article = lead(desk)
    edit(desk, article, title=OURS)
    at = desk.clock.now() + HOUR
    asked = EditRequest(article=article, title="Ben's words", by="Ben", at=at)
    with pytest.raises(UsageError, match=f"Ada did this at .*{OURS}") as caught:
        decided(desk.store, asked)
    assert caught.value.code == "conflict"
    decided(desk.store, replace(asked, seen=desk.store.last_act()))
    assert desk.store.load_edits([article])[article].title == "Ben's words"


def test_what_was_read_again_since_it_was_seen_is_a_conflict(desk: Desk) -> None:
    article = lead(desk)
    at = desk.clock.now() + HOUR
    asked = EditRequest(
        article=article, title=OURS, by="Ada", at=at, seen_at=NOW - timedelta(days=9_000)
    )
    with pytest.raises(UsageError, match="was read again since you looked") as caught:
        decided(desk.store, asked)
    assert caught.value.code == "conflict"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"title": ""}, "one line of text, and not empty"),
        ({"title": "Two\nlines"}, "one line of text"),
        ({"title": "x" * 301}, "at most 300"),
        ({"excerpt": "x " * 301}, "one line of text"),
        ({"excerpt": "y" * 601}, "at most 600"),
        ({"title": "Read \u202eolleh"}, "one line of text"),
        ({"title": "Аpple wins"}, "mixes alphabets"),
        ({"picture": "anobody"}, "no picture that may be shown"),
    ],
)
def test_what_may_not_be_written_is_refused_with_why(
    desk: Desk, said: dict[str, str], why: str
) -> None:
    article = lead(desk)
    with pytest.raises(UsageError, match=why):
        edit(desk, article, **said)
    assert desk.store.load_edits([article]) == {}


def test_an_excerpt_that_is_the_publishers_text_is_not_ours(desk: Desk) -> None:
    article = desk.store.load_article(lead(desk))
    assert article
    theirs = " ".join(article.text.split())[:500]
    with pytest.raises(UsageError, match="are the publisher's own words; 160 may be shown"):
        edit(desk, article.id, excerpt=theirs)
    assert count_borrowed(theirs, article.text) > 400
    assert count_borrowed("Nothing of this stands there in so many words.", article.text) == 0


# --- pictures ----------------------------------------------------------------------------------------------


def bring(desk: Desk, provider: str, picture: str, **said: Any) -> Article:
    """The lead's text comes in again at another provider, with a picture."""
    text = desk.store.load_article(lead(desk))
    assert text
    url = f"https://{provider}/again"
    article = replace(
        text,
        id=article_id(url),
        url=url,
        web_url=url,
        provider=provider,
        image=Image(url=f"https://{provider}/{picture}", width=800, height=600),
        **said,
    )
    desk.take_in(article)
    return article


@pytest.fixture
def family(desk: Desk) -> tuple[Article, Article]:
    """Two articles of one family at two providers, each with its picture."""
    first = bring(desk, "daily.example", "one.jpg")
    second = bring(desk, "evening.example", "two.jpg")
    verdict = make_verdict(
        second,
        relation=Relation.COPY,
        family_id=make_verdict(first).family_id,
        origin=first.id,
    )
    desk.store.save_families(
        [MatchDone(verdict=verdict, fingerprint=make_fingerprint(second))], version=1, now=NOW
    )
    desk.run()
    return first, second


def test_a_picture_of_the_family_may_be_chosen_or_none(
    desk: Desk, family: tuple[Article, Article]
) -> None:
    first, second = family
    found = list_pictures(desk.store, first.id, rules=DEFAULT_RULES, now=NOW)
    assert list(found) == [first.id, second.id]
    act = edit(desk, first.id, picture=second.id)
    assert act.told == f"Picture was its own, is that of {second.id}."
    desk.run()
    record = record_of(desk, first.id)
    assert record.images
    assert record.images[0].url == "https://evening.example/two.jpg"
    edit(desk, first.id, picture="")
    desk.run()
    record = record_of(desk, first.id)
    assert (record.images, record.extra) == (None, {"edited": ("image",)})


def test_a_picture_is_not_offered_where_its_own_publisher_forbids_it(
    desk: Desk, family: tuple[Article, Article]
) -> None:
    first, second = family
    closed = RightsRules(providers={second.provider: Terms(images=False)})
    assert list(list_pictures(desk.store, first.id, rules=closed, now=NOW)) == [first.id]
    shown = show(
        first,
        rules=closed,
        now=NOW,
        edit=Edit(article_id=first.id, picture=second.id),
        lender=second,
    )
    assert shown.image is None, "nor is it shown when it was chosen before that"


# --- pins --------------------------------------------------------------------------------------------------


def pin(desk: Desk, story: StoryId, *, hours: int = 2, by: str = "Ada") -> Act:
    at = desk.clock.now()
    until = at + timedelta(hours=hours) if hours else None
    seen = desk.store.last_act()
    return decided(desk.store, PinRequest(story=story, until=until, by=by, at=at, seen=seen))


def order(desk: Desk) -> list[StoryId]:
    return [one.id for one in front_page(desk.store, since_days=9, limit=9)]


def test_a_pinned_story_stands_on_top_until_its_time_and_says_so(desk: Desk) -> None:
    before = order(desk)
    act = pin(desk, before[-1])
    assert (act.kind, act.until) == (ActKind.PIN, desk.clock.now() + 2 * HOUR)
    top, *rest = front_page(desk.store, since_days=9, limit=9)
    assert top.id == before[-1]
    assert "the editors pinned it until" in top.place_why[0].text
    assert [one.id for one in rest] == before[:-1]
    # When its time has come it goes by itself, and what is out follows.
    desk.run()
    desk.clock.advance(2 * HOUR)
    wanted, shown = desk.store.load_generation()
    assert wanted == shown
    take_requests(decider(desk.store), NobodyAsks(), now=desk.clock.now())
    assert desk.store.load_generation()[0] == wanted + 1
    assert order(desk) == before


def test_of_two_pinned_stories_the_later_stands_higher_and_undoing_gives_the_place_back(
    desk: Desk,
) -> None:
    before = order(desk)
    one, other = before[-1], before[0]
    pin(desk, one)
    act = pin(desk, other)
    assert order(desk)[:2] == [other, one]
    decided(desk.store, UndoRequest(number=act.number, by="Ada", at=desk.clock.now() + HOUR))
    assert order(desk)[0] == one
    pin(desk, one, hours=0)
    assert order(desk) == before
    with pytest.raises(UsageError, match="is not pinned"):
        pin(desk, one, hours=0, by="Ben")


def test_a_pin_follows_its_story_into_another(desk: Desk) -> None:
    stays, gone = largest(desk)[:2]
    pin(desk, gone)
    desk.say(CorrectionKind.MERGE, stories=[stays, gone])
    desk.run()
    assert [one.story_id for one in desk.store.list_pins()] == [stays]


@pytest.mark.parametrize("hours", [-1, 24 * 31])
def test_a_pin_ends_in_the_future_and_not_too_far(desk: Desk, hours: int) -> None:
    with pytest.raises(UsageError, match="within 30 days"):
        pin(desk, largest(desk)[0], hours=hours)
