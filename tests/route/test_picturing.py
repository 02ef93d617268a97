"""From a page's picture to our own copy on the site, over real parts (SAFETY.md F002, F050, F053, F054, R03, R10)."""

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from faults.doors import opened
from faults.faultd import Asked, FaultServer
from make import NOW
from newsroom.sealed_hub import SealedHub, sealed_hub
from PIL import Image as Pillow

from wiredesk.craft.render import parse_converted
from wiredesk.engine.workers import WorkerPool
from wiredesk.newsroom.takedown import purge_due, take_down
from wiredesk.records.article import Article, Image
from wiredesk.records.record import RecordImage
from wiredesk.records.rights import TakedownReason
from wiredesk.route.picturing import PER_HOST, Picturing
from wiredesk.world.archive import WarcArchive
from wiredesk.world.images import PictureFolder

PRIVATE = "http://127.0.0.1:9/canary.jpg"


class Everybody:
    """A gatekeeper that lets us ask for all but what is named `forbidden`."""

    async def may_fetch(self, url: str) -> tuple[bool, str]:
        return "forbidden" not in url, "Its robots.txt says so."


def jpeg(size: tuple[int, int] = (2_000, 1_000)) -> bytes:
    exif = Pillow.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    out = io.BytesIO()
    Pillow.linear_gradient("L").resize(size).convert("RGB").save(out, "JPEG", exif=exif.tobytes())
    return out.getvalue()


def answer(
    body: bytes, kind: str = "image/jpeg", status: str = "200 OK"
) -> Callable[..., Awaitable[None]]:
    async def serve(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n".encode() + body)
        await writer.drain()

    return serve


BODIES = {
    "good": answer(jpeg()),
    "forbidden": answer(jpeg()),
    "html": answer(b"<html><script>alert(1)</script></html>", "image/png"),
    "svg": answer(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "gone": answer(b"", status="404 Not Found"),
    "busy": answer(b"", status="503 Service Unavailable"),
    "away": answer(b"", status=f"302 Found\r\nLocation: {PRIVATE}"),
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class PicturedHub:
    hub: SealedHub
    articles: list[Article]
    picturing: Picturing
    server: FaultServer

    def publish(self) -> None:
        self.hub.publish()

    def record_image(self, article: Article) -> RecordImage:
        work = self.hub.store.load_publish_work([article.id])[0]
        images = parse_converted(work.previous, "smartable", name="x").images
        assert images
        return images[0]

    def shown(self) -> list[Path]:
        """Pictures in the site's folder."""
        return sorted((self.hub.folder / "public" / "images").rglob("*.webp"))


@asynccontextmanager
async def pictured(
    folder: Path, server: FaultServer, names: list[str], *, bytes_max: int = 10_000_000
) -> AsyncIterator[PicturedHub]:
    hub, articles = sealed_hub(folder, articles=len(names), keyring=False)
    changed = [
        replace(article, image=Image(url=name if "://" in name else f"http://a.example/{name}/{n}"))
        for n, (article, name) in enumerate(zip(articles, names, strict=True))
    ]
    for article in changed:
        hub.edit(article)
    pictures = PictureFolder(hub.folder, bytes_max=bytes_max)
    hub.pictures = pictures
    async with opened(server) as door, WorkerPool(jobs=1) as workers:
        picturing = Picturing(
            store=hub.store, door=door, gatekeeper=Everybody(), workers=workers, pictures=pictures
        )
        yield PicturedHub(hub=hub, articles=changed, picturing=picturing, server=server)
    hub.store.close()


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    async with FaultServer(faults=dict(BODIES)) as listening:
        yield listening


async def test_a_picture_becomes_our_own_copy_on_the_site(
    tmp_path: Path, server: FaultServer
) -> None:
    async with pictured(tmp_path, server, ["good", "good"]) as one:
        await asyncio.to_thread(one.publish)
        assert one.record_image(one.articles[0]).is_cached is False
        assert await one.picturing.run(now=NOW) == 2
        await asyncio.to_thread(one.publish)
        image = one.record_image(one.articles[0])
        assert (image.is_cached, image.width, image.height) == (True, 2_000, 1_000)
        assert image.url == one.articles[0].image.url if one.articles[0].image else False
        (shown,) = one.shown()
        with Pillow.open(shown) as copy:
            assert (copy.format, copy.size, dict(copy.getexif())) == ("WEBP", (1_200, 600), {})
        page = next((one.hub.folder / "public").rglob("index.html")).read_text("utf-8")
        assert f"images/{shown.parent.name}/{shown.name}" in page
        assert "a.example" not in page.partition("<img")[2].partition(">")[0]
        assert await one.picturing.run(now=NOW + timedelta(days=9)) == 0
        assert len(server.log) == 2


@pytest.mark.parametrize("name", ["html", "svg", "gone", "away", "forbidden", PRIVATE])
async def test_what_cannot_be_copied_is_left_for_good_and_not_said_to_be_cached(
    name: str, tmp_path: Path, server: FaultServer
) -> None:
    async with pictured(tmp_path, server, [name]) as one:
        await asyncio.to_thread(one.publish)
        assert await one.picturing.run(now=NOW) == 1
        await asyncio.to_thread(one.publish)
        assert one.record_image(one.articles[0]).is_cached is False
        assert await one.picturing.run(now=NOW + timedelta(days=9)) == 0
        assert one.shown() == []
        assert len(server.log) == (0 if name in {"forbidden", PRIVATE} else 1)


async def test_a_server_that_is_busy_is_asked_again_and_then_left(
    tmp_path: Path, server: FaultServer
) -> None:
    async with pictured(tmp_path, server, ["busy"]) as one:
        await asyncio.to_thread(one.publish)
        looked = [
            await one.picturing.run(now=NOW + timedelta(hours=at)) for at in (0, 0.5, 1, 2, 3, 99)
        ]
        assert looked == [1, 0, 1, 0, 1, 0]


async def test_a_host_gets_a_few_requests_at_a_time(tmp_path: Path, server: FaultServer) -> None:
    async with pictured(tmp_path, server, ["gone"] * 10) as one:
        await asyncio.to_thread(one.publish)
        assert [await one.picturing.run(now=NOW) for _ in range(4)] == [PER_HOST, PER_HOST, 2, 0]


async def test_over_the_quota_the_page_is_shown_without_it(
    tmp_path: Path, server: FaultServer
) -> None:
    async with pictured(tmp_path, server, ["good"], bytes_max=10) as one:
        await asyncio.to_thread(one.publish)
        assert await one.picturing.run(now=NOW) == 1
        await asyncio.to_thread(one.publish)
        assert one.record_image(one.articles[0]).is_cached is False
        assert one.shown() == []


async def test_a_picture_that_may_not_be_shown_any_more_is_removed_everywhere(
    tmp_path: Path, server: FaultServer
) -> None:
    async with pictured(tmp_path, server, ["good"]) as one:
        await asyncio.to_thread(one.publish)
        await one.picturing.run(now=NOW)
        await asyncio.to_thread(one.publish)
        assert len(one.shown()) == 1
        one.hub.edit(replace(one.articles[0], image=None))
        await asyncio.to_thread(one.publish)
        await one.picturing.run(now=NOW)
        assert one.shown() == []
        assert list((one.hub.folder / "images").rglob("*.webp")) == []


async def test_the_purge_of_an_article_takes_our_copy_of_its_picture_but_not_another_s(
    tmp_path: Path, server: FaultServer
) -> None:
    server.faults["other"] = answer(jpeg((900, 700)))
    async with pictured(tmp_path, server, ["good", "good", "other"]) as one:
        store, archive = one.hub.store, WarcArchive(one.hub.folder / "archive")
        await asyncio.to_thread(one.publish)
        await one.picturing.run(now=NOW)
        await asyncio.to_thread(one.publish)
        assert len(one.shown()) == 2, "two articles have the same picture"
        for article, left in ((one.articles[0], 2), (one.articles[2], 1), (one.articles[1], 0)):
            take_down(
                store,
                archive,
                article.id,
                reason=TakedownReason.COPYRIGHT,
                note="",
                by="Ada",
                purge_after=timedelta(0),
                now=NOW,
            )
            await asyncio.to_thread(one.publish)
            assert purge_due(store, archive, now=NOW) == 1
            one.picturing.sweep()
            assert len(one.shown()) == left
            assert len(list((one.hub.folder / "images").rglob("*.webp"))) == left


@pytest.mark.parametrize("then", ["html", "gone", "busy"])
async def test_what_comes_later_under_the_same_address_spoils_no_good_copy(
    then: str, tmp_path: Path, server: FaultServer
) -> None:
    same = "http://a.example/good"
    async with pictured(tmp_path, server, [same, same]) as one:
        await asyncio.to_thread(one.publish)
        first, second = one.hub.store.list_picture_work(now=NOW, limit=9)
        one.hub.store.save_pictures([await one.picturing._look(first, now=NOW)], now=NOW)
        await asyncio.to_thread(one.publish)
        (good,) = one.shown()
        body = good.read_bytes()
        server.faults["good"] = BODIES[then]
        for day in range(9):
            await one.picturing.run(now=NOW + timedelta(days=day))
        await asyncio.to_thread(one.publish)
        assert {path: path.read_bytes() for path in one.shown()} == {good: body}
        by_id = {article.id: article for article in one.articles}
        assert one.record_image(by_id[first.article_id]).is_cached is True
        assert one.record_image(by_id[second.article_id]).is_cached is False
