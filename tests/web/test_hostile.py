"""Texts of others on the desk stay text, whatever field they stand in (SAFETY.md F060 to F062, F064, F066)."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from lxml import html
from web.asking import Answered
from web.desks import path_of
from web.filled import VECTORS, Filled, fill

from wiredesk.web.desk.app import PAGES


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    filled = fill(tmp_path_factory.mktemp("hub"), hostile=True)
    yield filled
    filled.newsroom.store.close()


def addresses(hub: Filled) -> list[str]:
    """Every page to look at, with things that are there."""
    store = hub.newsroom.store
    sources = [due.source.id for due in store.list_sources() if "hostile" in due.source.url]
    articles = [one.id for one in hub.articles if "hostile" in one.url]
    stories = [line.story_id for line in store.list_lines(articles) if line.story_id]
    plain = [
        path_of(page)
        for page in PAGES
        if page.method == "GET" and page.role and "{" not in page.path
    ]
    return [
        *plain,
        *(f"/desk/sources/{one}" for one in sources),
        *(f"/desk/why?of={one}&all=1" for one in [*articles, *stories]),
        *(f"/desk/why?of={quote(one)}" for one in VECTORS),
        *(f"/desk/search?q={quote(one)}" for one in VECTORS),
        *(f"/desk/sources?q={quote(one)}&sort={quote(one)}&does={quote(one)}" for one in VECTORS),
        *(f"/desk/{quote(one, safe='')}" for one in VECTORS),
        "/desk/search?q=face",
        "/desk/topics/faces",
        "/desk/front/site/index.html",
    ]


def without_own_words(page: str) -> str:
    """What is typed into a field stands there again as it was typed, whatever it is."""
    return re.sub(r"<(textarea|pre).*?</\1>|<input[^>]*>", "", page, flags=re.DOTALL)


def is_harmless(answer: Answered) -> bool:
    """Nothing runs, nothing is loaded from elsewhere, no link leads to a script."""
    page = html.fromstring(answer.text)
    scripts = [
        one.get("src") for one in page.iter("script") if one.get("type") != "application/ld+json"
    ]
    handlers = page.xpath("//@*[starts-with(name(), 'on')] | //@style | //@srcdoc")
    links = [str(one).strip().lower() for one in page.xpath("//@href | //@src | //@action")]
    return (
        set(scripts) <= {"/desk/desk.js"}
        and not handlers
        and not list(page.iter("iframe", "object", "embed", "math"))
        and not [
            one
            for one in links
            if re.match(r"[a-z][a-z0-9+.-]*:", one) and not re.match(r"https?://", one)
        ]
        and not re.search("[\u202e\x00\x1b]", without_own_words(answer.text))
        and "49" not in "".join(page.xpath("//title/text()"))
    )


def test_no_text_of_others_becomes_markup_on_any_page(hub: Filled) -> None:
    asked = addresses(hub)
    assert len(asked) > 60
    for address in asked:
        answer = hub.look(address)
        assert answer.status in {200, 404}, address
        assert is_harmless(answer), address


def test_what_is_typed_into_a_form_stays_text(hub: Filled) -> None:
    for vector in VECTORS:
        for path, field in (("/desk/topics/faces", "query"), ("/desk/users", "name")):
            answer = hub.send(path, **{field: vector})
            assert answer.status in {200, 400}, vector
            assert is_harmless(answer), vector


def test_looking_at_every_page_twice_changes_nothing(hub: Filled) -> None:
    before = hub.newsroom.store.dump()
    for address in addresses(hub) * 2:
        hub.look(address)
    assert hub.newsroom.store.dump() == before


def test_every_link_of_the_desk_leads_to_a_page(hub: Filled) -> None:
    """Crawled as an owner: no link of a page is broken, and none of them does something."""
    seen: set[str] = set()
    waiting = ["/desk/"]
    while waiting and len(seen) < 400:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = hub.look(address)
        assert answer.status == 200, address
        if "/front/site/" in address:
            continue
        found = html.fromstring(answer.text).xpath("//a/@href")
        waiting += [one.partition("#")[0] for one in map(str, found) if one.startswith("/desk/")]
    assert len(seen) > 40
