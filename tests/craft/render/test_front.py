"""The front page: what stands where, what it weighs, and that no script or direction breaks it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from craft.render.hubs import NOW, TOPICS, make_article, make_hub, make_story
from selectolax.lexbor import LexborHTMLParser

from wiredesk.craft.render import render_site
from wiredesk.craft.render.front import SECTION_MIN, STORIES_SHOWN_MAX, lay_out
from wiredesk.craft.render.templating import load_style
from wiredesk.records.family import Relation
from wiredesk.records.hub import HubView, MemberView, StoryView

FIRST_PAGE_BYTES_MAX = 100_000
LONG = (
    "A headline as long as headlines get when every desk in the building adds its word, number {}"
)
PICTURE = "images/61/60791f03c26d13d875d75c19300b93.webp"


def full_story(
    number: int, *, title: str = LONG, path: str = "a-path-of-usual-length"
) -> StoryView:
    """A heavy story: picture, excerpt, long headlines, four other reports, every third with a copy."""
    members = [
        make_article(
            f"https://paper-{place}.example/2026/03/02/{path}-{number}-{place}",
            title=title.format(number),
            excerpt="Words of an extract, cut at the limit that the law sets. " * 2,
            topics=(TOPICS[number % len(TOPICS)], "AI"),
            language="en",
            published=NOW - timedelta(hours=number, minutes=place),
        )
        for place in range(6)
    ]
    lead = replace(members[0], image=PICTURE, image_credit="Picture: somebody")
    copy = MemberView(article=members[5], relation=Relation.COPY, origin=lead.id)
    others = [MemberView(article=one) for one in members[1:5]]
    folded = [copy] if number % 3 == 0 else []
    reports = 5 + len(folded)
    return make_story(lead, *others, *folded, reports=reports, independent=5, heat=90 - number)


def front_of(**changes: object) -> LexborHTMLParser:
    return LexborHTMLParser(dict(render_site(make_hub(**changes)))["index.html"])


FULL = make_hub(stories=tuple(full_story(number) for number in range(100)))
FULL_PAGE = dict(render_site(FULL))["index.html"]


def test_at_most_so_many_stories_stand_on_the_front_page() -> None:
    stories = tuple(
        make_story(make_article(f"https://a.example/{number}")) for number in range(100)
    )
    assert len(front_of(stories=stories).css(".coverage")) == STORIES_SHOWN_MAX


def test_every_story_stands_once_and_the_hottest_on_top() -> None:
    front = lay_out(FULL.stories[:STORIES_SHOWN_MAX], topics=FULL.topics)
    assert front.lead is FULL.stories[0]
    placed = [front.lead, *front.rail, *front.row, *front.rest]
    placed += [story for section in front.sections for story in section.stories]
    assert sorted(story.id for story in placed) == sorted(
        story.id for story in FULL.stories[:STORIES_SHOWN_MAX]
    )


def test_a_topic_with_several_stories_has_a_section_under_its_own_name() -> None:
    front = lay_out(FULL.stories[:STORIES_SHOWN_MAX], topics=FULL.topics)
    assert {section.topic.name for section in front.sections} == set(TOPICS)
    assert all(len(section.stories) >= SECTION_MIN for section in front.sections)
    headings = [node.text().strip() for node in LexborHTMLParser(FULL_PAGE).css("h2.rule")]
    assert headings[:-1] == [section.topic.name for section in front.sections]
    few = lay_out(FULL.stories[:11], topics=FULL.topics)
    assert (few.sections, len(few.rest)) == ((), 2)


@pytest.mark.parametrize("title", [LONG, "قصيرة " * 12 + "{}", "人" * 90 + "{}"])
@pytest.mark.parametrize("path", ["a-path", "a-long-path-" * 20])
def test_a_full_first_page_weighs_less_than_100_kilobytes(title: str, path: str) -> None:
    stories = tuple(full_story(number, title=title, path=path) for number in range(90))
    page = dict(render_site(make_hub(stories=stories)))["index.html"]
    assert len(page) + len(load_style("style.css")) <= FIRST_PAGE_BYTES_MAX
    assert len(LexborHTMLParser(page).css(".coverage")) >= STORIES_SHOWN_MAX // 4


def test_a_usual_full_first_page_has_room_for_all_its_stories() -> None:
    page = FULL_PAGE
    assert len(LexborHTMLParser(page).css(".coverage")) == STORIES_SHOWN_MAX
    assert len(page) + len(load_style("style.css")) <= FIRST_PAGE_BYTES_MAX


def test_copies_are_folded_and_other_reports_named() -> None:
    front = LexborHTMLParser(dict(render_site(make_hub()))["index.html"])
    lead = front.css_first("article.lead")
    assert lead is not None
    assert [node.text() for node in lead.css("details.copies summary")] == ["2 copies"]
    assert [node.text(strip=True) for node in lead.css("details.copies li a")] == [
        "Baltic Rail & Sea",
        "Diario del Istmo",
    ]
    assert len(lead.css(".also li")) == 4
    assert "More: Lindhaven Courier" in front.css(".rail .more")[0].text()


def test_a_headline_from_right_to_left_stands_right_and_turns_nothing_else() -> None:
    article = make_article(
        "https://arab.example/1",
        title="الحكومة تحظر التعرف على الوجوه in 12 Städten",
        language="ar",
        provider_name="صحيفة الميناء",
    )
    front = front_of(stories=(make_story(article),), articles=(article,))
    title = front.css_first("article.lead h2")
    assert title is not None
    assert (title.attributes["dir"], title.attributes["lang"]) == ("auto", "ar")
    assert [node.text() for node in front.css("article.lead .source bdi")] == ["صحيفة الميناء"]


def test_only_the_front_page_says_today() -> None:
    site = dict(render_site(make_hub()))
    assert b"Monday, 2 March 2026" in site["index.html"]
    others = [path for path, body in site.items() if b"Monday, 2 March" in body]
    assert {path.partition("/")[0] for path in others} == {"index.html", "archive"}


def test_a_hub_without_pictures_or_topics_has_a_front_page_too() -> None:
    hub: HubView = make_hub(topics=())
    page = LexborHTMLParser(dict(render_site(hub))["index.html"])
    assert len(page.css(".coverage")) == len(hub.stories)
    assert not page.css("img")
    assert page.css(".top.plain")
