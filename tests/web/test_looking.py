"""What one looks at on the desk: home, front page, plan, topics, search, why."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import html
from make import choose
from web.desks import enter, made
from web.filled import Filled, fill

from wiredesk.newsroom.front import front_page
from wiredesk.route.publish import Publish


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Filled]:
    filled = fill(tmp_path)
    yield filled
    filled.newsroom.store.close()


def text_of(page: str) -> str:
    return " ".join(" ".join(html.fromstring(page).itertext()).split())


def test_home_counts_what_is_held_and_names_what_is_hot(hub: Filled) -> None:
    store = hub.newsroom.store
    choose(store, hub.articles[0].id, "hold", now=hub.newsroom.clock.now())
    hub.newsroom.run()
    told = text_of(hub.look("/desk/").text)
    assert re.search(r"\b1 editor\b", told), "one is held by an editor"
    top = front_page(store, since_days=1, limit=1)[0]
    assert top.title in told
    assert f"published {len(hub.articles) - 1}" in told


def test_the_front_page_stands_as_the_command_line_tells_it(hub: Filled) -> None:
    page = html.fromstring(hub.look("/desk/front").text)
    stories = front_page(hub.newsroom.store, since_days=30, limit=30)
    assert [one.get("data-row") for one in page.xpath("//li[@data-row]")] == [
        one.id for one in stories
    ]


def test_every_number_of_the_front_page_opens_its_why(hub: Filled) -> None:
    page = html.fromstring(hub.look("/desk/front").text)
    links = page.xpath("//a[@class='why']/@href")
    assert len(links) >= 3
    for link in links[:6]:
        address, _, part = str(link).partition("#")
        found = html.fromstring(hub.look(address).text)
        assert found.xpath(f"//section[@id='{part}']"), link


def test_why_tells_the_terms_of_the_numbers_as_the_command_line_does(hub: Filled) -> None:
    story = front_page(hub.newsroom.store, since_days=30, limit=1)[0]
    told = text_of(hub.look(f"/desk/why?of={story.id}").text)
    for reason in story.why:
        assert re.sub(r"`", "", reason).split(":")[0] in told
    assert "Points" in told
    assert "The whole route" in told
    whole = text_of(hub.look(f"/desk/why?of={hub.articles[0].id}&all=1").text)
    assert "Fetched" in whole
    assert "Step match" in whole


@pytest.mark.parametrize("of", ["nothing", "front:999", "front:x", "a0000000000000000", "../../x"])
def test_why_of_nothing_is_told_so(hub: Filled, of: str) -> None:
    assert hub.look(f"/desk/why?of={of}").status == 404


def test_a_query_is_tried_on_what_is_there_and_nothing_is_kept(hub: Filled) -> None:
    before = hub.newsroom.store.dump()
    answer = hub.send("/desk/topics/faces", query="face* OR camera*")
    told = text_of(answer.text)
    gained = re.search(r"\+(\d+) gained", told)
    assert gained
    assert int(gained[1]) > 0, "no article was labelled before"
    assert f"Of {len(hub.articles)} articles, all of the last 30 days" in told
    assert "in the title" in told
    assert "query = '''" in told
    assert "version = 2" in told
    assert hub.newsroom.store.dump() == before


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("face OR (camera", "the query:1"),
        ("face\nAND\nNEAR/500 x", "the query:3"),
        ("a*", "the query:1"),
        ("", "the query"),
    ],
)
def test_a_query_that_is_wrong_says_where_and_what_to_do(
    hub: Filled, query: str, words: str
) -> None:
    answer = hub.send("/desk/topics/faces", query=query)
    assert answer.status == 400
    (told,) = html.fromstring(answer.text).find_class("error")
    assert words in text_of(html.tostring(told, encoding="unicode"))
    assert len(told) == 2, "the mistake and the remedy"


def test_the_plan_says_what_the_next_publish_does_before_it_does_it(hub: Filled) -> None:
    newsroom = hub.newsroom
    publish = newsroom.steps[-1]
    assert isinstance(publish, Publish)
    route = newsroom.steps
    assert "Nothing waits" in hub.look("/desk/plan").text
    gone = hub.articles[0]
    choose(newsroom.store, gone.id, "reject", now=newsroom.clock.now())
    newsroom.steps = route[:-1]
    newsroom.run()
    before = newsroom.store.dump()
    told = text_of(hub.look("/desk/plan").text)
    assert "1 record to remove" in told
    assert gone.title in told
    assert newsroom.store.dump() == before
    path = next(path for path, body in newsroom.store.list_records() if gone.title.encode() in body)
    assert path in told
    newsroom.steps = route
    newsroom.run()
    assert path not in dict(newsroom.store.list_records())
    assert "Nothing waits" in hub.look("/desk/plan").text


def test_a_record_that_changes_is_planned_with_what_was_and_what_will_be(hub: Filled) -> None:
    newsroom = hub.newsroom
    article = replace(hub.articles[0], title="Another headline altogether")
    newsroom.take_in(article)
    route = newsroom.steps
    newsroom.steps = route[:-1]
    newsroom.run()
    choose(newsroom.store, article.id, "release", now=newsroom.clock.now() + timedelta(minutes=1))
    newsroom.clock.advance(timedelta(minutes=2))
    newsroom.run()
    app = made(newsroom.store, now=newsroom.clock.now())
    page = html.fromstring(
        Filled(newsroom=newsroom, app=app, headers=enter(app), articles=[]).look("/desk/plan").text
    )
    row = page.xpath(f"//li[@data-row='{article.id}']//tr[th='title']")
    assert row
    assert row[0].xpath(".//del/text()") == [hub.articles[0].title]
    assert row[0].xpath(".//ins/text()") == [article.title]


def test_the_preview_is_the_site_as_publish_will_write_it(hub: Filled) -> None:
    public = Path(str(hub.newsroom.folder)) / "public"
    for path in ("style.css", "about.html"):
        answer = hub.look(f"/desk/front/site/{path}")
        assert answer.status == 200
    front = hub.look("/desk/front/site/").text
    assert (
        hub.articles[-1].title in front
        or front_page(hub.newsroom.store, since_days=30, limit=1)[0].title in front
    )
    assert (public / "index.html").exists()
    for path in ("nothing.html", "../wiredesk.toml", "records/x.md", ".wiredesk-manifest.json"):
        assert hub.look(f"/desk/front/site/{path}").status == 404


def test_search_finds_what_came_in_and_marks_the_words(hub: Filled) -> None:
    word = max(re.findall(r"[a-z]{5,}", hub.articles[0].title.lower()), key=len)
    page = html.fromstring(hub.look(f"/desk/search?q={word}").text)
    assert word in {one.text.lower() for one in page.iter("mark")}
    assert hub.articles[0].id in [one.get("data-row") for one in page.xpath("//li[@data-row]")]
    told = text_of(hub.look(f"/desk/search?q={hub.articles[0].id}").text)
    assert hub.articles[0].title in told
    assert "Nothing that came in" in hub.look("/desk/search?q=zzzzzz").text
    assert hub.look("/desk/search?q=face&after=nonsense").status == 400
