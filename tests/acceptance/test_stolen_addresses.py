"""Nobody speaks for another: canonical spoofs, another feed's guids, bad answers after good ones.

Through the unchanged route (SAFETY.md F100, F101, F102): an honest article is read first, then others try to
move it, to reword it or to take its name.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from acceptance.test_bad_sources import NOW, STORY, load, write_hub
from faults.faultd import FaultServer, answer

from wiredesk.app import Hub, open_hub
from wiredesk.basics.clock import SetClock
from wiredesk.basics.urls import registrable_domain
from wiredesk.craft.render import parse_record
from wiredesk.engine.local import run_once
from wiredesk.records.article import Article
from wiredesk.records.record import Record

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
TARGET = "http://honest.example/story"
HTML = (("Content-Type", "text/html"),)
EVERYTHING_OUT = (
    "[publish]\nprobation = true\noff_topic = true\nfollowers = true\nquality_min = 0\n"
)


def entry(link: str, guid: str, title: str, more: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{guid}</guid>{more}"
        "<pubDate>Thu, 05 Mar 2026 08:00:00 GMT</pubDate></item>"
    )


def feed(*entries: str) -> bytes:
    return (
        "<rss version='2.0'><channel><title>Gazette</title>" + "".join(entries) + "</channel></rss>"
    ).encode()


def page(title: str, head: str = "", body: str = STORY, html: str = "") -> bytes:
    return (
        f"<!doctype html><html lang='en' {html}><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


SPELLINGS = [
    TARGET, "https://honest.example/story", "HTTP://HONEST.EXAMPLE/story", "http://www.honest.example/story",
    "//honest.example/story", "http://honest.example:80/story", "http://honest.example/story/", "http://honest.example/story#top",
    "http://honest.example/story?utm_source=x", "http://honest.example/./story", "http://honest.example./story",
    "http:\\\\honest.example\\story", "ht\ttp://honest.example/story", " http://honest.example/story ", "http://evil.example@honest.example/story",
]  # fmt: skip
JSON_LD = '<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",{}}}</script>'
CLAIMS = [
    *(f"<link rel='canonical' href='{url}'>" for url in SPELLINGS),
    *(f"<meta property='og:url' content='{url}'>" for url in SPELLINGS[:5]),
    *(JSON_LD.format(f'"url":"{url}"') for url in SPELLINGS[:3]),
    JSON_LD.format(f'"mainEntityOfPage":{{"@id":"{TARGET}"}}'),
    JSON_LD.format(f'"@id":"{TARGET}"'),
    JSON_LD.format(f'"publisher":{{"@type":"Organization","name":"The Honest Gazette","url":"{TARGET}"}}'),
    "<meta property='og:site_name' content='The Honest Gazette'><meta name='application-name' content='honest.example'>",
    f"<link rel='amphtml' href='{TARGET}'>",
    f"<meta http-equiv='refresh' content='0; url={TARGET}'>",
    f"<base href='{TARGET}'><link rel='canonical' href='story'>",
]  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Desk:
    """A hub that has read the honest article, and the server that everybody's pages come from."""

    hub: Hub
    clock: SetClock
    server: FaultServer
    before: Article
    folder: Path

    async def later(self, hours: int = 24) -> None:
        self.clock.advance(timedelta(hours=hours))
        await run_once(self.hub.steps, clock=self.clock)

    def assert_untouched(self) -> None:
        line = self.hub.store.find_article(TARGET)
        assert line is not None
        assert line.id == self.before.id
        assert line.provider == "honest.example"
        assert load(self.hub.store, TARGET) == self.before
        (record,) = [one for one in self.records() if one.web_url == TARGET]
        assert record.provider is not None
        assert (record.title, record.provider.domain) == (
            "The bridge is repaired",
            "honest.example",
        )

    def records(self) -> list[Record]:
        return [
            parse_record(path.read_bytes(), name=path.name)
            for path in sorted((self.folder / "records").glob("*.md"))
        ]


@asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[Desk]:
    faults = {
        "honest": answer(body=feed(entry(TARGET, "guid-1", "The bridge is repaired"))),
        "story": answer(body=page("The bridge is repaired"), headers=HTML),
    }
    feeds = ["http://honest.example/honest", "http://evil.example/evil"]
    async with FaultServer(faults) as server:
        write_hub(folder, feeds, place=server.place)
        toml = folder / "sources.toml"
        named = toml.read_text("utf-8").replace("p0.example", "honest.example")
        toml.write_text(named.replace("p1.example", "evil.example"), "utf-8")
        with (folder / "wiredesk.toml").open("a", encoding="utf-8") as settings:
            settings.write(EVERYTHING_OUT)
        clock = SetClock(NOW)
        async with open_hub(folder, clock=clock) as hub:
            await run_once(hub.steps, clock=clock)
            before = load(hub.store, TARGET)
            yield Desk(hub=hub, clock=clock, server=server, before=before, folder=folder)


async def test_thirty_claims_to_be_another_s_article_change_nothing_of_it(tmp_path: Path) -> None:
    assert len(CLAIMS) >= 30
    async with desk(tmp_path) as one:
        entries = [entry("http://evil.example/hop", "hop", "Hop")]
        one.server.faults["hop"] = answer(302, headers=(("Location", TARGET),))
        for number, claim in enumerate(CLAIMS):
            name, title = f"p{number}", f"Lie number {number} of the tower"
            html = "amp" if number % 3 == 0 else ""
            body = "".join(f"<p>Tower {number} fell, says line {n} of it.</p>" for n in range(30))
            one.server.faults[name] = answer(
                body=page(title, claim, body, html),
                headers=(*HTML, ("Link", f'<{TARGET}>; rel="canonical"')),
            )
            entries.append(entry(f"http://evil.example/{name}", name, title))
        one.server.faults["evil"] = answer(body=feed(*entries))
        await one.later()
        one.assert_untouched()
        for number in range(len(CLAIMS)):
            line = one.hub.store.find_article(f"http://evil.example/p{number}")
            assert line is not None, CLAIMS[number]
            assert line.provider == "evil.example", CLAIMS[number]
            assert registrable_domain(line.url) == "evil.example", CLAIMS[number]
        # A redirect ends at the host that owns the article: it is only another door to it.
        hop = one.hub.store.find_article("http://evil.example/hop")
        assert hop is not None
        assert hop.id == one.before.id
        assert_everybody_has_his_own_name(one.records())


def assert_everybody_has_his_own_name(records: Iterable[Record]) -> None:
    seen = set()
    for record in records:
        domain = registrable_domain(record.web_url or "")
        assert record.provider is not None
        assert record.provider.domain == domain
        assert record.provider.name != "The Honest Gazette"
        seen.add(domain)
    assert seen == {"honest.example", "evil.example"}


@pytest.mark.parametrize("link", ["http://evil.example/own", TARGET])
async def test_another_feed_s_guids_change_nothing(link: str, tmp_path: Path) -> None:
    async with desk(tmp_path) as one:
        lie = "<description>The bridge fell down and the mayor fled.</description>"
        one.server.faults["own"] = answer(
            body=page("The bridge fell", body=STORY.replace("repair", "burn")), headers=HTML
        )
        one.server.faults["evil"] = answer(
            body=feed(
                entry(link, "guid-1", "The bridge fell", lie),
                entry(link, TARGET, "The mayor fled", lie),
                entry(f"{link}?b=1", one.before.id, "All is lost", lie),
            )
        )
        await one.later()
        await one.later()
        one.assert_untouched()
        if link != TARGET:
            own = one.hub.store.find_article(link)
            assert own is not None
            assert (own.id != one.before.id, own.provider) == (True, "evil.example")


@pytest.mark.parametrize("status", [200, 404, 500, 503])
async def test_a_bad_answer_after_a_good_one_replaces_nothing(status: int, tmp_path: Path) -> None:
    async with desk(tmp_path) as one:
        broken = answer(
            status, body=b"\x89PNG\r\n\x1a\n" * 50, headers=(("Content-Type", "image/png"),)
        )
        one.server.faults["story"] = one.server.faults["honest"] = broken
        for _ in range(3):
            await one.later()
        one.assert_untouched()
        told = one.hub.store.list_sources()
        assert any(line.polling.last_error for line in told if "honest" in line.source.url)
