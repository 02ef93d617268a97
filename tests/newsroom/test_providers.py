"""Asking providers' sites: politely, once a month, with evidence for every sign."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from make import NOW, make_source

from wiredesk.basics.errors import FetchError, UsageError
from wiredesk.basics.ids import source_id
from wiredesk.newsroom.providers import AGAIN, REQUESTS_MAX, Surveyor, survey_lines
from wiredesk.records.fetching import Answer, Request
from wiredesk.records.provider import Sign
from wiredesk.world.store import SqlStore, open_store

HOME = "https://gazette.example/"
TEXT = "<p>" + "The Gazette has reported from Halden since 1911. " * 10 + "</p>"
LINKS = {
    "about": "About us",
    "masthead": "Masthead",
    "corrections": "Corrections",
    "owners": "Ownership",
    "ethics": "Editorial standards",
    "authors/mira-okoye": "Mira Okoye",
}


def links(*names: str) -> str:
    return "".join(f'<a href="/{name}">{LINKS[name]}</a>' for name in names)


class Site:
    """A site in memory: a door, a gatekeeper, and workers in this process."""

    def __init__(
        self, pages: dict[str, str], *, forbidden: str = "", at: str = HOME, to: str = ""
    ) -> None:
        self.pages = pages
        self.forbidden = forbidden
        self.at, self.to = at, to or at
        self.asked: list[str] = []

    async def get(self, request: Request) -> Answer:
        self.asked.append(request.url)
        if not request.url.startswith(self.at):
            raise FetchError("took too long.", subject=request.url, code="timeout")
        path = request.url.removeprefix(self.at)
        status, body = (200, self.pages[path]) if path in self.pages else (404, "no such page")
        return Answer(url=request.url, final_url=self.to + path, status=status, body=body.encode())

    async def may_fetch(self, url: str) -> tuple[bool, str]:
        return self.forbidden not in url or not self.forbidden, "robots.txt says so"

    async def run(
        self, function: Callable[..., Any], *args: Any, subject: str, **kwargs: Any
    ) -> Any:
        return function(*args, **kwargs)


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(None)
    opened.save_sources([make_source()], now=NOW)
    yield opened
    opened.close()


def surveyor(store: SqlStore, site: Site) -> Surveyor:
    return Surveyor(store=store, door=site, gatekeeper=site, workers=site)


OPEN = dict.fromkeys(LINKS, TEXT) | {
    "": TEXT + links("about", "masthead", "authors/mira-okoye"),
    "about": TEXT + links("corrections", "owners", "ethics"),
    "trust.txt": "member=https://press.example/\n",
}


async def test_an_open_site_shows_its_signs_with_evidence_in_seven_requests(
    store: SqlStore,
) -> None:
    site = Site(OPEN)
    found = await surveyor(store, site).survey("www.gazette.example", now=NOW)
    assert {one.sign for one in found.found} == set(Sign) - {Sign.MARKUP}
    assert all(one.evidence and one.url.startswith(HOME) for one in found.found)
    assert found.requests == len(site.asked) == REQUESTS_MAX
    assert store.load_surveys(["gazette.example"])["gazette.example"] == found
    assert "7 of 8 signs" in survey_lines(found)[0]


async def test_a_site_is_asked_again_only_after_a_month(store: SqlStore) -> None:
    site = Site(OPEN)
    asks = surveyor(store, site)
    first = await asks.survey_next(now=NOW)
    assert first is not None
    assert await asks.survey("gazette.example", now=NOW + timedelta(days=29)) == first
    assert await asks.survey_next(now=NOW + timedelta(days=29)) is None
    assert len(site.asked) == REQUESTS_MAX
    again = await asks.survey_next(now=NOW + AGAIN)
    assert again is not None
    assert again.at == NOW + AGAIN


async def test_a_link_to_a_page_that_is_not_there_or_empty_is_no_sign(store: SqlStore) -> None:
    site = Site({"": TEXT + links("about", "masthead"), "about": "<p>Soon.</p>"})
    found = await surveyor(store, site).survey("gazette.example", now=NOW)
    assert (found.signs, found.failure) == (0, "")


async def test_robots_txt_is_obeyed(store: SqlStore) -> None:
    site = Site(OPEN, forbidden="/masthead")
    found = await surveyor(store, site).survey("gazette.example", now=NOW)
    assert Sign.MASTHEAD not in {one.sign for one in found.found}
    assert HOME + "masthead" not in site.asked
    closed = Site(OPEN, forbidden="gazette.example/")
    later = NOW + AGAIN
    found = await surveyor(store, closed).survey("gazette.example", now=later)
    assert (found.failure, found.signs) == ("robots.txt says so", None)
    assert closed.asked == []


@pytest.mark.parametrize(
    "site", [Site({}), Site({"": TEXT}, to="https://parked.example/")], ids=["gone", "moved"]
)
async def test_a_site_that_cannot_be_looked_at_is_unknown_and_asked_again_in_a_week(
    store: SqlStore, site: Site
) -> None:
    found = await surveyor(store, site).survey("gazette.example", now=NOW)
    assert found.failure
    assert found.signs is None
    assert found.due_at == NOW + timedelta(days=7)
    assert store.list_provider_records(["gazette.example"])[0][1].signs is None
    assert "nobody could look" in survey_lines(found)[0]


@pytest.mark.parametrize("at", ["https://www.gazette.example/", "http://gazette.example/"])
async def test_a_site_is_found_where_its_feed_says_or_behind_www(store: SqlStore, at: str) -> None:
    url = at.replace("www.", "") + "feed"
    store.save_sources([make_source(url=url, id=source_id(url))], now=NOW)
    found = await surveyor(store, Site(OPEN, at=at)).survey("gazette.example", now=NOW)
    assert found.failure == ""
    assert found.found[0].url == f"{at}about"
    assert found.requests <= REQUESTS_MAX


async def test_what_is_no_domain_is_refused(store: SqlStore) -> None:
    for domain in ("", "nowhere", "a b.example"):
        with pytest.raises(UsageError, match="is no domain"):
            await surveyor(store, Site(OPEN)).survey(domain, now=NOW)
