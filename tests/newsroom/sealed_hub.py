"""A hub of a few published articles with a keyring, over real parts, and what can be looked at in it."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from contract.test_store import fetch, group, judge, match, poll, read
from make import NOW, make_article

from wiredesk.craft.render import parse_converted
from wiredesk.craft.seal import parse_payload
from wiredesk.records.article import Article
from wiredesk.records.sealing import Keyring
from wiredesk.route.hubview import HubFacts
from wiredesk.route.publish import Publish, PublishPolicy
from wiredesk.route.sealing import Sealer, opened
from wiredesk.route.step import run_batch
from wiredesk.world.images import PictureFolder
from wiredesk.world.keys import KeyFile
from wiredesk.world.outlets import FolderOutlet
from wiredesk.world.store import SqlStore, open_store

SETTINGS = '[hub]\ntitle = "A hub"\ncontact = "me@example.org"\n\n[seal]\nkeyring = "../keys/hub.keyring"\n'


@dataclass(slots=True, kw_only=True)
class SealedHub:
    """An open hub; `keys` is None when it has no keyring."""

    folder: Path
    store: SqlStore
    keys: KeyFile | None
    profile: str = "smartable"
    pictures: PictureFolder | None = None

    def step(self) -> Publish:
        """Step 10."""
        return Publish(
            store=self.store,
            records=FolderOutlet(self.folder / "records"),
            site=FolderOutlet(self.folder / "public"),
            policy=PublishPolicy(
                facts=HubFacts(
                    title="A hub", url="http://127.0.0.1:8420", language="en", profile=self.profile
                )
            ),
            topics=(),
            sealer=Sealer(keys=self.keys) if self.keys else None,
            pictures=self.pictures,
        )

    def publish(self, *, now: datetime = NOW) -> None:
        """Step 10 until nothing waits for it."""

        async def drain() -> None:
            while await run_batch(self.step(), now=now):
                pass

        asyncio.run(drain())

    def decide(self) -> None:
        """Step 10 as far as the store: the files stay behind."""
        while work := self.store.list_publish_work(now=NOW, limit=100):
            done = asyncio.run(self.step().decide(work, now=NOW))
            self.store.save_records(done, version=1, now=NOW)

    def edit(self, article: Article) -> None:
        """A revision of `article` came, and goes to step 10."""
        read(self.store, article)
        match(self.store, article)
        group(self.store, article)
        judge(self.store, article)

    def keyring(self) -> Keyring:
        assert self.keys is not None
        return self.keys.load()

    def secured(self, article: Article) -> str | None:
        """What stands in the record's file."""
        kept = self.store.load_kept(article.id)
        path = self.store.load_publish_work([article.id])[0].path
        body = (self.folder / "records" / path).read_bytes()
        assert kept is not None
        assert kept.body == body
        return parse_converted(body, self.profile, name=path).secured

    def secured_in_store(self, article: Article) -> str | None:
        """What stands in the record as it shall be."""
        kept = self.store.load_kept(article.id)
        assert kept is not None
        return parse_converted(kept.body, self.profile, name="x").secured

    def text(self, article: Article) -> str:
        """What the article's record holds sealed."""
        kept = self.store.load_kept(article.id)
        assert kept is not None
        token = parse_converted(kept.body, self.profile, name="x").secured
        plain = opened(token, keyring=self.keyring(), article_id=article.id, mark=kept.mark)
        assert plain is not None
        return str(parse_payload(plain)["text"])


def sealed_hub(
    folder: Path, *, articles: int = 3, keyring: bool = True, profile: str = "smartable"
) -> tuple[SealedHub, list[Article]]:
    """A hub in `folder`/hub whose articles wait for step 10, and its keys beside it."""
    place = folder / "hub"
    place.mkdir(parents=True)
    (place / "wiredesk.toml").write_text(
        SETTINGS + f'\n[publish]\nprofile = "{profile}"\n', "utf-8"
    )
    keys = KeyFile(folder / "keys" / "hub.keyring", hub=place)
    if keyring:
        keys.create(kid="2026-03", now=NOW)
    store = open_store(place / "wiredesk.db")
    made = [make_article(number) for number in range(1, articles + 1)]
    poll(store, *range(1, articles + 1))
    fetch(store)
    read(store, *made)
    match(store, *made)
    group(store, *made)
    judge(store, *made)
    hub = SealedHub(folder=place, store=store, keys=keys if keyring else None, profile=profile)
    return hub, made


def reworded(article: Article, text: str) -> Article:
    return replace(article, text=text)
