"""Rights through the unchanged route: what is shown, what is logged, what is taken down and stays so."""

import asyncio
import csv
import gzip
import io
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser
from stores import copied_hub

from wiredesk.app import Hub, open_hub, open_store
from wiredesk.basics.clock import SetClock
from wiredesk.cli.main import wiredesk
from wiredesk.craft.render import parse_record
from wiredesk.engine.local import run_once
from wiredesk.newsroom.importing import import_records
from wiredesk.newsroom.keeping import keep_rights
from wiredesk.newsroom.takedown import purge_due, take_down, undo_takedown
from wiredesk.ports import Store
from wiredesk.records.hold import Bucket
from wiredesk.records.outcome import Stage
from wiredesk.records.record import Record, Related
from wiredesk.records.rights import Exit, TakedownReason
from wiredesk.sample.newsroom import Newsroom
from wiredesk.sample.press import serve_press

pytestmark = pytest.mark.slow
Seen = dict[tuple[str, Exit], int]
"""Longest extract by address and exit."""


@pytest.fixture
def hub_folder(finished: Path, tmp_path: Path) -> Path:
    """A copy of the finished hub to work on."""
    return copied_hub(finished, tmp_path / "copy")


def seen_by_a_reader(folder: Path) -> Seen:
    """What anybody can read off the finished files, without asking the hub."""
    found: Seen = {}
    for address, exit_, excerpt in (
        *_site(folder / "public"),
        *_feeds(folder / "public"),
        *_json(folder / "public"),
        *_records(folder / "records"),
    ):
        found[address, exit_] = max(found.get((address, exit_), 0), len(excerpt))
    return found


def _site(public: Path) -> Iterator[tuple[str, Exit, str]]:
    for path in public.rglob("*.html"):
        page = LexborHTMLParser(path.read_text("utf-8"))
        for link in page.css('a[href^="http"]'):
            yield link.attributes["href"] or "", Exit.SITE, ""
        for extract in page.css("p.excerpt"):
            around = extract.parent
            assert around is not None
            headline = around.css_first('a[href^="http"]')
            assert headline is not None
            yield headline.attributes["href"] or "", Exit.SITE, extract.text()


def _feeds(public: Path) -> Iterator[tuple[str, Exit, str]]:
    for path in [*public.rglob("*.rss.xml"), *public.rglob("*.atom.xml")]:
        for entry in feedparser.parse(path.read_bytes()).entries:
            yield entry.link, Exit.FEED, entry.get("summary", "")
    for path in [public / "feed.json", *(public / "topic").glob("*.json")]:
        for entry in json.loads(path.read_bytes())["items"]:
            yield entry["url"], Exit.FEED, entry["content_text"]


def _json(public: Path) -> Iterator[tuple[str, Exit, str]]:
    for path in (public / "api").rglob("index.json"):
        for record in json.loads(path.read_bytes())["value"]:
            for one in (record, *record.get("related", ())):
                yield one["webUrl"], Exit.JSON, one.get("excerpt", "")


def _records(folder: Path) -> Iterator[tuple[str, Exit, str]]:
    for path in folder.glob("*.md"):
        record = parse_record(path.read_bytes(), name=path.name)
        shown: list[Record | Related] = [record, *(record.related or ())]
        for one in shown:
            yield one.web_url or "", Exit.RECORD, one.excerpt or ""


def test_the_usage_report_equals_what_the_public_pages_show(finished: Path, store: Store) -> None:
    seen = seen_by_a_reader(finished)
    assert len(seen) > 150
    providers = {line.provider for line in store.list_lines(store.list_published(limit=999))}
    providers |= {due.source.provider for due in store.list_sources()}
    logged: Seen = {}
    for provider in sorted(providers):
        for line in store.list_usage(provider):
            article = store.load_article(line.article_id)
            assert article is not None
            if line.until is None:
                logged[article.web_url, line.exit] = line.characters
            assert line.until is None or line.since <= line.until
    assert logged == seen


def test_the_report_says_it_in_json_csv_and_text(finished: Path, store: Store) -> None:
    run = CliRunner()
    domain = store.list_lines(store.list_published(limit=1))[0].provider
    told = run.invoke(wiredesk, ["rights", "report", domain, "--hub", str(finished)])
    assert told.exit_code == 0
    assert "to now" in told.output
    lines = run.invoke(
        wiredesk, ["rights", "report", domain, "--json", "--hub", str(finished)]
    ).output.splitlines()
    rows = list(
        csv.DictReader(
            io.StringIO(
                run.invoke(
                    wiredesk,
                    [
                        "rights",
                        "report",
                        domain,
                        "--csv",
                        "--hub",
                        str(finished),
                    ],
                ).output
            )
        )
    )
    assert len(rows) == len(lines) == len(told.output.splitlines()) > 0
    assert json.loads(lines[0])["article_id"] == rows[0]["article"]


def test_no_exit_shows_more_than_160_characters(finished: Path) -> None:
    assert max(seen_by_a_reader(finished).values()) <= 160


def test_json_pages_say_what_may_be_shown(finished: Path) -> None:
    page = json.loads((finished / "public/api/news/page/1/index.json").read_bytes())
    for record in page["value"]:
        assert record["rights"]["excerptCharactersMax"] == 160
        assert "excerpt" in record["rights"]["uses"]
        assert not {"summarise", "train", "full_text"} & set(record["rights"]["uses"])
    for path in (finished / "records").glob("*.md"):
        assert "\nrights" not in path.read_text("utf-8"), "the record format has no such field"


def test_our_own_site_reserves_mining(finished: Path) -> None:
    public = finished / "public"
    (rule,) = json.loads((public / ".well-known/tdmrep.json").read_bytes())
    assert rule == {"location": "/*", "tdm-reservation": 1}
    assert "Content-Usage: train-ai=n" in (public / "robots.txt").read_text("ascii")
    assert 'name="tdm-reservation" content="1"' in (public / "index.html").read_text("utf-8")


def test_a_page_of_the_site_asks_nobody_else_for_anything(finished: Path) -> None:
    asking = "img, script, iframe, object, embed, source, video, audio, link:not([rel=canonical])"
    pages = list((finished / "public").rglob("*.html"))
    assert len(pages) > 50
    for path in pages:
        body = path.read_text("utf-8")
        for node in LexborHTMLParser(body).css(asking):
            for name in ("src", "srcset", "href", "data", "poster"):
                asked = node.attributes.get(name) or ""
                ours = asked.startswith("http://127.0.0.1:8420/")
                assert ours or "//" not in asked, f"{path}: {asked}"
        assert not re.search(r"url\(|@import|http-equiv=.?refresh.?[^>]+//", body), path
    for path in (finished / "public").rglob("*.css"):
        assert not re.search(r"url\(|@import", path.read_text("utf-8")), path


def test_every_read_article_carries_its_evidence(store: Store) -> None:
    for one in store.list_published(limit=999):
        article = store.load_article(one)
        assert article is not None
        assert article.source


async def taken_down(folder: Path, newsroom: Newsroom, *, purge: bool) -> tuple[str, str, str]:
    """Take the lead of the hottest story down; its address, title and text."""
    clock = SetClock(newsroom.ends_at + timedelta(hours=1))
    async with open_hub(folder, clock=clock) as hub:
        story = hub.store.list_stories(since=newsroom.begins_at, limit=1)[0]
        assert story.lead is not None
        article = hub.store.load_article(story.lead)
        assert article is not None
        take_down(
            hub.store,
            hub.archive,
            article.url,
            reason=TakedownReason.COURT,
            note="file 12",
            by="Ada",
            purge_after=timedelta(days=0 if purge else 7),
            now=clock.now(),
        )
        later = [step for step in hub.steps if step.stage not in (Stage.POLL, Stage.FETCH)]
        await run_once(later, clock=clock)
        if purge:
            assert purge_due(hub.store, hub.archive, now=clock.now()) == 1
        return article.web_url, article.title, article.text


def public_bytes(folder: Path) -> bytes:
    files = [*(folder / "public").rglob("*"), *(folder / "records").rglob("*.md")]
    return b"\n".join(path.read_bytes() for path in sorted(files) if path.is_file())


def test_a_take_down_clears_every_exit_and_survives_everything(
    hub_folder: Path, newsroom: Newsroom
) -> None:
    before = {
        path.name: path.read_bytes() for path in sorted((hub_folder / "records").glob("*.md"))
    }
    url, title, text = asyncio.run(taken_down(hub_folder, newsroom, purge=False))
    assert_gone(hub_folder, url, title)
    asyncio.run(everything_again(hub_folder, newsroom, before))
    assert_gone(hub_folder, url, title)
    store = open_store(hub_folder, read_only=True)
    line = store.find_article(url)
    assert line is not None
    assert (line.bucket, line.failure) == (Bucket.RETIRED, "takedown")
    store.close()
    assert_no_word(hub_folder, title, text)


@asynccontextmanager
async def moved(folder: Path, port: int, clock: SetClock) -> AsyncIterator[Hub]:
    """The hub, told where the press is served now."""
    toml = folder / "wiredesk.toml"
    body = toml.read_text("utf-8")
    toml.write_text(re.sub(r'("\*\.example" = "127\.0\.0\.1):\d+"', rf'\1:{port}"', body))
    async with open_hub(folder, clock=clock) as hub:
        yield hub


async def everything_again(folder: Path, newsroom: Newsroom, records: dict[str, bytes]) -> None:
    """A day of polls, all of the route again, the old records imported, and the purge's day."""
    clock = SetClock(newsroom.ends_at + timedelta(hours=6))
    async with (
        serve_press(newsroom, now=clock.now) as press,
        moved(folder, press.port, clock) as hub,
    ):
        parsed = [(parse_record(body, name=name), name, body) for name, body in records.items()]
        _, left_out = import_records(hub.store, parsed, now=clock.now())
        assert [one for one in left_out if "was taken down" in one]
        for source in hub.store.list_sources():
            polling = source.polling
            hub.store.save_polling(
                type(polling)(source_id=polling.source_id, due_at=clock.now(), url=polling.url)
            )
        await run_once(hub.steps, clock=clock)
        for stage in (Stage.FETCH, Stage.READ, Stage.HOLD):
            hub.store.rewind(stage, below_version=None, now=clock.now())
            await run_once(hub.steps, clock=clock)
        clock.advance(timedelta(days=8))
        keep_rights(hub.store, hub.archive, rules=hub.rules, now=clock.now())
        await run_once(hub.steps, clock=clock)


def assert_gone(folder: Path, url: str, title: str) -> None:
    told = public_bytes(folder)
    assert url.encode() not in told
    assert title.encode() not in told
    gone = json.loads((folder / "public/gone.json").read_bytes())["gone"]
    assert any(path.startswith("gone/a") for path in gone)
    for path in gone:
        page = (folder / "public" / path).read_text("utf-8")
        assert "This was taken down" in page
        assert "a court or an authority ordered it" in page
        assert "file 12" not in page


def assert_no_word(folder: Path, title: str, text: str) -> None:
    sentence = max(re.split(r"[.\n]", text), key=len).strip()
    assert len(sentence) > 40
    for path in folder.rglob("*"):
        if path.is_file():
            body = path.read_bytes()
            body = gzip.decompress(body) if path.name.endswith(".warc.gz") else body
            assert sentence.encode() not in body, path
            # Other pages of its publisher, kept as they came, may name its headline.
            assert ".warc" in path.name or title.encode() not in body, path


def test_a_purge_at_once_leaves_no_word_and_cannot_be_undone(
    hub_folder: Path, newsroom: Newsroom
) -> None:
    url, title, text = asyncio.run(taken_down(hub_folder, newsroom, purge=True))
    assert_no_word(hub_folder, title, text)
    told = CliRunner().invoke(wiredesk, ["takedown", url, "--undo", "--hub", str(hub_folder)])
    assert told.exception is not None
    assert "was purged" in str(told.exception)


def test_a_take_down_can_be_undone_before_the_purge(hub_folder: Path, newsroom: Newsroom) -> None:
    before = seen_by_a_reader(hub_folder)
    url, _, _ = asyncio.run(taken_down(hub_folder, newsroom, purge=False))

    async def undo() -> None:
        clock = SetClock(newsroom.ends_at + timedelta(hours=2))
        async with open_hub(hub_folder, clock=clock) as hub:
            undo_takedown(hub.store, hub.archive, url, by="Ada", note="a mistake", now=clock.now())
            later = [step for step in hub.steps if step.stage not in (Stage.POLL, Stage.FETCH)]
            await run_once(later, clock=clock)

    assert not [one for one in seen_by_a_reader(hub_folder) if one[0] == url]
    asyncio.run(undo())
    after = seen_by_a_reader(hub_folder)
    assert (url, Exit.SITE) in before
    assert (url, Exit.SITE) in after, "it stands in its story again, be it as its lead or not"


def test_the_commands_take_down_and_list(hub_folder: Path, store: Store) -> None:
    one = store.list_published(limit=1)[0]
    run, at = CliRunner(), ["--hub", str(hub_folder)]
    missing = run.invoke(wiredesk, ["takedown", one, *at])
    assert "Choose one of: copyright" in str(missing.exception)
    done = run.invoke(wiredesk, ["takedown", one, "--reason", "copyright", "--by", "Ada", *at])
    assert done.exit_code == 0, done.exception
    assert f"{one} is taken down" in done.output
    listed = run.invoke(wiredesk, ["rights", "takedowns", *at]).output
    assert one in listed
    assert "taken_down  Ada" in listed
    shown = run.invoke(wiredesk, ["rights", "show", store.list_published(limit=2)[1], *at]).output
    assert re.search(r"train +no", shown)
    assert "At most 160 characters" in shown


def test_texts_expire_by_the_clock(hub_folder: Path, newsroom: Newsroom) -> None:
    toml = hub_folder / "wiredesk.toml"
    toml.write_text(toml.read_text("utf-8") + "\n[rights]\nraw_days = 30\nexcerpt_days = 60\n")
    clock = SetClock(newsroom.ends_at + timedelta(days=25))

    async def kept() -> tuple[int, int, int]:
        async with open_hub(hub_folder, clock=clock) as hub:
            keep_rights(hub.store, hub.archive, rules=hub.rules, now=clock.now())
            later = [step for step in hub.steps if step.stage not in (Stage.POLL, Stage.FETCH)]
            await run_once(later, clock=clock)
            ids = hub.store.list_published(limit=999)
            raw = len(hub.store.list_archived(ids))
            texts = sum(
                bool(article.text) for one in ids if (article := hub.store.load_article(one))
            )
            extracts = sum(map(bool, seen_by_a_reader(hub_folder).values()))
            return raw, texts, extracts

    first = asyncio.run(kept())
    assert min(first) > 0
    clock.advance(timedelta(days=15))
    raw, texts, extracts = asyncio.run(kept())
    assert (raw, texts > 0, extracts > 0) == (0, True, True)
    clock.advance(timedelta(days=30))
    assert asyncio.run(kept()) == (0, 0, 0)
    assert seen_by_a_reader(hub_folder), "headlines with links stay"


def test_changed_rules_are_obeyed_by_what_is_out_already(
    hub_folder: Path, newsroom: Newsroom
) -> None:
    clock = SetClock(newsroom.ends_at + timedelta(hours=1))

    async def again() -> int:
        async with open_hub(hub_folder, clock=clock) as hub:
            keep_rights(hub.store, hub.archive, rules=hub.rules, now=clock.now())
            later = [step for step in hub.steps if step.stage not in (Stage.POLL, Stage.FETCH)]
            await run_once(later, clock=clock)
        return max(seen_by_a_reader(hub_folder).values())

    assert 100 < asyncio.run(again()) <= 160
    toml = hub_folder / "providers.toml"
    body = toml.read_text("utf-8")
    toml.write_text(
        re.sub(
            r"(?m)^\[\[provider\]\]", "[[provider]]\nrights = { excerpt_characters_max = 40 }", body
        )
    )
    assert asyncio.run(again()) <= 160
    opened = open_store(hub_folder, read_only=True)
    domain = opened.list_lines(opened.list_published(limit=1))[0].provider
    now = [one for one in opened.list_usage(domain) if one.until is None]
    assert max(one.characters for one in now) <= 40
    opened.close()
