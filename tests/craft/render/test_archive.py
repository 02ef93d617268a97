"""The archive: every published article on its day, every day in the calendar."""

from datetime import date, timedelta

from craft.render.hubs import NOW, make_article, make_hub, make_story
from selectolax.lexbor import LexborHTMLParser

from wiredesk.craft.render import render_site
from wiredesk.craft.render.shown import day_path

HUB = make_hub()
SITE = dict(render_site(HUB))
INDEX = LexborHTMLParser(SITE["archive/index.html"])


def lines_of(path: str) -> list[str]:
    return [node.text(strip=True) for node in LexborHTMLParser(SITE[path]).css("ol.day .line")]


def test_every_article_stands_on_the_page_of_its_day_and_on_no_other() -> None:
    days = sorted({article.published.date() for article in HUB.articles})
    found = {day: lines_of(day_path(day)) for day in days}
    for day, titles in found.items():
        own = [one.title for one in HUB.articles if one.published.date() == day]
        assert titles == own
    pages = {path for path in SITE if path.startswith("archive/")}
    assert pages == {"archive/index.html", *(day_path(day) for day in days)}


def test_a_day_leads_to_its_neighbours_and_to_all_days() -> None:
    days = sorted({article.published.date() for article in HUB.articles})
    for place, day in enumerate(days):
        steps = LexborHTMLParser(SITE[day_path(day)]).css_first("ul.steps")
        assert steps is not None
        found = [node.attributes["href"] or "" for node in steps.css("a")]
        wanted = [f"../{day_path(one)}" for one in (days[:place][-1:] + days[place + 1 :][:1])]
        assert sorted(found) == sorted([*wanted, "../archive/index.html"]), day


def test_the_calendar_links_each_day_that_has_articles_and_says_how_many() -> None:
    links = INDEX.css("table.calendar a")
    days = {article.published.date() for article in HUB.articles}
    assert {f"../{day_path(day)}" for day in days} == {one.attributes["href"] for one in links}
    assert "1 March: 6 articles" in [" ".join(one.text().split()) for one in links]
    assert [node.text(strip=True)[:10] for node in INDEX.css("h2")] == ["March 2026", "February 2"]


def test_a_line_leads_to_its_story_with_its_coverage_in_words() -> None:
    story = HUB.stories[0]
    page = LexborHTMLParser(SITE[day_path(story.lead.published.date())])
    (link,) = page.css(f"a[href='../story/{story.id}.html']")
    assert link.text() == "7 reports, 5 independent; first: Gate & Sensor"


def test_an_article_just_before_midnight_belongs_to_the_day_in_utc() -> None:
    late = make_article("https://a.example/1", published=NOW.replace(hour=23, minute=59))
    early = make_article("https://a.example/2", published=late.published + timedelta(minutes=1))
    site = dict(render_site(make_hub(stories=(make_story(late),), articles=(early, late))))
    assert day_path(date(2026, 3, 2)) in site
    assert day_path(date(2026, 3, 3)) in site
