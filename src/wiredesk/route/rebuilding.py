"""What this process put out last: from it, the next time, only what changed is made again.

In: drafts, records, extracts as they shall be.  Out: files for an outlet, bodies only of those that may be others.
Nothing here is needed to be right: without it everything is made, and the same comes out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.render import NOTHING, Draft, Usage, compare_usage, find_usage
from wiredesk.ports import Outlet, Pictures, Store
from wiredesk.ports.outside import Body
from wiredesk.records.hub import HubView
from wiredesk.records.searching import SavedSearch
from wiredesk.records.topic import Topic
from wiredesk.route.hubview import HubFacts
from wiredesk.route.remembering import HubMemory

PART: Final = 500  # records that are in memory at once


class LastBuild:
    """Remembers; what failed is not remembered."""

    def __init__(self) -> None:
        self._memory: HubMemory | None = None
        self._inputs: dict[str, tuple[Any, ...]] = {}
        self._pictures: frozenset[str] = frozenset()
        self._begun = self._inputs, self._pictures
        self._mark: int | None = None
        self._paths: frozenset[str] = frozenset()
        self._usage: Usage | None = None

    def view(
        self,
        store: Store,
        facts: HubFacts,
        *,
        topics: Sequence[Topic],
        searches: Sequence[SavedSearch] = (),
        now: datetime,
    ) -> HubView:
        """Everything published together, as of now."""
        self._memory = self._memory or HubMemory(store, facts, topics=topics, searches=searches)
        return self._memory.view(now=now)

    def put_records(self, store: Store, outlet: Outlet) -> None:
        """Bring an outlet up to the records."""
        mark, changed = store.list_changed(since=self._mark)
        told = store.list_record_paths()
        if self._mark is None:
            outlet.replace(store.list_records())
        else:
            outlet.replace(self._record_files(store, told, changed))
        self._mark, self._paths = mark, frozenset(path for path, _ in told)

    def _record_files(
        self, store: Store, told: Sequence[tuple[str, ArticleId]], changed: frozenset[str]
    ) -> Iterator[tuple[str, Body]]:
        stale = [(path, one) for path, one in told if path not in self._paths or one in changed]
        for start in range(0, len(stale), PART):
            part = stale[start : start + PART]
            bodies = store.load_records([one for _, one in part])
            yield from ((path, bodies[one]) for path, one in part)
        again = {path for path, _ in stale}
        for path, one in told:
            if path not in again:
                yield path, _record_later(store, one)

    def site_files(
        self, drafts: Iterable[Draft], *, pictures: Pictures | None, view: HubView
    ) -> Iterator[tuple[str, Body]]:
        """The site and the pictures that it shows, for an outlet; `keep_site` when it has them."""
        inputs: dict[str, tuple[Any, ...]] = {}
        wanted = _pictures_of(view) if pictures is not None else frozenset()
        yield from self._pages(drafts, inputs)
        yield from self._picture_files(pictures, wanted)
        self._begun = inputs, wanted

    def keep_site(self) -> None:
        """The outlet holds what `site_files` gave last."""
        self._inputs, self._pictures = self._begun

    def _pages(
        self, drafts: Iterable[Draft], inputs: dict[str, tuple[Any, ...]]
    ) -> Iterator[tuple[str, Body]]:
        for draft in drafts:
            inputs[draft.path] = (draft.make, *draft.inputs)
            is_same = self._inputs.get(draft.path) == inputs[draft.path]
            yield draft.path, draft.body if is_same else draft.body()

    def _picture_files(
        self, pictures: Pictures | None, wanted: frozenset[str]
    ) -> Iterator[tuple[str, Body]]:
        if pictures is None:
            return
        yield from pictures.read(sorted(wanted - self._pictures))
        # A picture lies under the hash of its bytes, so the same path is the same picture.
        for path in sorted(wanted & self._pictures):
            yield path, _picture_later(pictures, path)

    def put_usage(self, store: Store, view: HubView, *, generation: int, now: datetime) -> None:
        """Note what is shown of whom."""
        usage = find_usage(view)
        ended, begun = compare_usage(NOTHING if self._usage is None else self._usage, usage)
        # The first time the store knows what was shown; later what did not change needs no word.
        before = None if self._usage is None else ended
        store.save_usage(begun, before=before, generation=generation, now=now)
        self._usage = usage


def _pictures_of(view: HubView) -> frozenset[str]:
    """Copies that pages of the site show."""
    members = (member.article for story in view.stories for member in story.members)
    return frozenset(one.image for one in (*view.articles, *members) if one.image)


def _record_later(store: Store, article: ArticleId) -> Callable[[], bytes | None]:
    return lambda: store.load_records([article]).get(article)


def _picture_later(pictures: Pictures, path: str) -> Callable[[], bytes | None]:
    return lambda: next((body for _, body in pictures.read([path])), None)
