"""Step 10 of 10: what shall be out, and put it out.

In: released articles, and those that are no longer.  Out: records, site, feeds, JSON pages.  A record's
bytes change only when its meaning does; what is withdrawn disappears.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import ClassVar

from wiredesk.craft.render import (
    EDITED,
    build_record,
    convert_record,
    meaning_changed,
    parse_converted,
    plan_site,
    record_path,
    settle_scores,
)
from wiredesk.craft.rights import show
from wiredesk.craft.searching import findable
from wiredesk.ports import Outlet, Pictures, Store
from wiredesk.records.article import Article, Image
from wiredesk.records.envelope import Use
from wiredesk.records.hold import Bucket
from wiredesk.records.hub import HubView
from wiredesk.records.outcome import Stage
from wiredesk.records.picture import Picture
from wiredesk.records.reason import Reason
from wiredesk.records.record import Record
from wiredesk.records.rights import Showable
from wiredesk.records.searching import SavedSearch
from wiredesk.records.topic import Topic
from wiredesk.records.work import PublishDone, PublishWork
from wiredesk.route.hubview import HubFacts, copy_of
from wiredesk.route.lookup import lookup_files
from wiredesk.route.rebuilding import LastBuild
from wiredesk.route.remembering import view_of
from wiredesk.route.sealing import Sealer

BEHIND = None
"""Work without an article: the records are as they shall be, the outlets are not yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPolicy:
    """How the hub presents itself."""

    facts: HubFacts
    quality_min: int = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """Writes the records as they shall be, then brings the outlets up to them.

    The store is saved first: killed between the two, the next run finds the outlets behind.
    """

    stage: ClassVar[Stage] = Stage.PUBLISH
    version: ClassVar[int] = (
        3  # 2: what may be shown is decided by craft.rights; 3: and can be found
    )
    batch: ClassVar[int] = 2_000

    store: Store
    records: Outlet
    site: Outlet
    policy: PublishPolicy
    topics: tuple[Topic, ...]
    searches: tuple[SavedSearch, ...] = ()
    sealer: Sealer | None = None
    """None: the hub has no keyring, and nothing is sealed."""
    pictures: Pictures | None = None
    """None: no copies of pictures are kept."""
    last: LastBuild = field(default_factory=LastBuild, repr=False, compare=False)
    """What was put out last, so that only what changed is made again."""

    def pending(self, *, now: datetime, limit: int) -> Sequence[PublishWork | None]:
        """Articles in order of receipt; or the word that the outlets are behind."""
        work = self.store.list_publish_work(now=now, limit=limit)
        wanted, shown = self.store.load_generation()
        return work or ([BEHIND] if wanted != shown else [])

    async def decide(
        self, batch: Sequence[PublishWork | None], *, now: datetime
    ) -> Sequence[PublishDone]:
        """The record of each as it shall be."""
        taken: set[str] = set()
        done = []
        for work in batch:
            if work is not None:
                one = self._record(work, taken, now=now)
                taken.add(one.path)
                done.append(one)
        return done

    def save(self, done: Sequence[PublishDone], *, now: datetime) -> None:
        """The records in one transaction; then the outlets."""
        if done:
            self.store.save_records(done, version=self.version, now=now)
        wanted, shown = self.store.load_generation()
        if wanted == shown:
            return
        last, store = self.last, self.store
        last.put_records(store, self.records)
        view = last.view(
            store, self.policy.facts, topics=self.topics, searches=self.searches, now=now
        )
        files = last.site_files(plan_site(view), pictures=self.pictures, view=view)
        self.site.replace(chain(files, lookup_files(view)))
        last.keep_site()
        last.put_usage(store, view, generation=wanted, now=now)

    def view(self, *, now: datetime) -> HubView:
        """The hub as its site shows it, with all that is released now; gathered anew, for whoever looks beside."""
        return view_of(
            self.store, self.policy.facts, topics=self.topics, searches=self.searches, now=now
        )

    def _record(self, work: PublishWork, taken: set[str], *, now: datetime) -> PublishDone:
        article = work.article
        if work.bucket is not Bucket.PUBLISHED:
            why = Reason(code="withdrawn", text="Its record is no longer out.", evidence=work.path)
            return _done(work, work.path, b"", why)
        old = self._parsed(work)
        image = None if work.image_is_shared else article.image
        shown = self._show(replace(article, image=image), work, now=now)
        new = _kept_from(old, self._built(work, shown, now=now), shown)
        new = settle_scores(old, new, quality_min=self.policy.quality_min)
        mark = work.mark
        if self.sealer is not None:
            secured, mark = self.sealer.sealed(article, new, old=new.secured, mark=mark)
            new = replace(new, secured=secured)
        wanted = _wanted(new) if self.pictures is not None else ""
        path = work.path or record_path(
            new,
            short_id=article.id[1:7],
            is_taken=lambda p: p in taken or self.store.is_path_taken(p),
        )
        found = findable(
            shown, provider=work.provider, labels=work.labels, quality=new.quality or 0
        )
        if work.previous and not meaning_changed(old, new):
            why = Reason(
                code="unchanged", text="Nothing that a reader sees changed.", evidence=path
            )
            same = _done(work, path, work.previous, why, *shown.reasons)
            return replace(same, picture=wanted, findable=found)
        why = Reason(code="published", text="Its record is out.", evidence=path)
        body = convert_record(new, self.policy.facts.profile)
        done = _done(work, path, body, why, *shown.reasons)
        return replace(done, mark=mark, picture=wanted, findable=found)

    def _show(self, article: Article, work: PublishWork, *, now: datetime) -> Showable:
        """One of the articles of `work`, its picture said to be cached exactly when our copy of it lies there."""
        shown = show(
            article,
            rules=self.policy.facts.rules,
            now=now,
            edit=work.edits.get(article.id),
            lender=work.lenders.get(article.id),
        )
        return replace(shown, image=pictured(shown.image, work.pictures.get(article.id)))

    def _parsed(self, work: PublishWork) -> Record | None:
        if not work.previous:
            return None
        return parse_converted(work.previous, self.policy.facts.profile, name=work.path)

    def _built(self, work: PublishWork, shown: Showable, *, now: datetime) -> Record:
        return build_record(
            shown,
            provider=work.provider,
            topics=[label.name for label in work.labels],
            quality=work.quality,
            heat=work.heat,
            published=True,
            related=[
                (self._show(one, work, now=now), provider, quality)
                for one, provider, quality in work.related
            ],
        )


def _done(work: PublishWork, path: str, body: bytes, *why: Reason) -> PublishDone:
    """What becomes of it, its seal as it was."""
    return PublishDone(
        article_id=work.article.id,
        path=path,
        body=body,
        mark=work.mark,
        based_on=work.mark,
        topics=tuple(label.name for label in work.labels),
        reasons=why,
    )


def pictured(image: Image | None, copy: Picture | None) -> Image | None:
    """A picture, said to be cached exactly when our copy of it lies there."""
    copied = copy_of(image, copy)
    if image is None or copied is None:
        return image and replace(image, is_cached=False)
    return replace(image, is_cached=True, width=copied.width, height=copied.height)


def _wanted(record: Record) -> str:
    """Address of the picture that a record shows."""
    return record.images[0].url if record.images else ""


def _kept_from(old: Record | None, new: Record, shown: Showable) -> Record:
    """What another hub's record carried and we cannot make stays as it was, an embed where it may be shown."""
    if old is None:
        return new
    embeds = Use.EMBED in shown.uses
    return replace(
        new,
        amp_web_url=old.amp_web_url,
        cdn_amp_web_url=old.cdn_amp_web_url,
        featured_content=new.featured_content or (old.featured_content if embeds else None),
        secured=old.secured,
        extra={**{name: old.extra[name] for name in old.extra if name != EDITED}, **new.extra},
        newline=old.newline,
        body=old.body,
    )
