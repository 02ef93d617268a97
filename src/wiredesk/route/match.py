"""Step 4 of 10: is this text already here?

In: an article.  Out: its family, and whether it is new, a revision or a copy.  Next: `group`.
Does not put articles into stories (step 5) and never hides or deletes anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from wiredesk.craft.copies import CopyIndex, fingerprint
from wiredesk.ports import Store
from wiredesk.records.article import Article, Kind
from wiredesk.records.outcome import Stage
from wiredesk.records.work import MatchDone, MatchWork

WINDOW = timedelta(days=14)  # a reprint comes within days; older texts are found by their address
WITHOUT_OWN_TEXT = frozenset({Kind.CONSENT, Kind.NOT_ARTICLE})


@dataclass(slots=True, kw_only=True)
class Match:
    """Compares each article with all of the last two weeks.

    The index in memory is derived: after a restart it is built again from the fingerprints that
    the store keeps, in the order in which they were saved.
    """

    stage: ClassVar[Stage] = Stage.MATCH
    version: ClassVar[int] = 2
    batch: ClassVar[int] = 500

    store: Store
    index: CopyIndex | None = field(default=None, init=False)

    def pending(self, *, now: datetime, limit: int) -> Sequence[MatchWork]:
        """Articles by effective time: what came first is held to be the origin."""
        return self.store.list_match_work(now=now, limit=limit)

    async def decide(self, batch: Sequence[MatchWork], *, now: datetime) -> Sequence[MatchDone]:
        """One after another, so that copies within the batch find each other.

        A text whose reprints came before it changes their places too: those are saved with it.
        """
        index = self._filled_index(now)
        done: list[MatchDone] = []
        for work in batch:
            text = _own_text(work.article)
            own = fingerprint(
                article_id=work.article.id,
                provider=work.provider.domain,
                owner=work.provider.owner_key,
                name=work.provider.name,
                title=work.article.title,
                text=text,
                authors=work.article.authors,
                received_at=work.received_at,
            )
            done += [
                MatchDone(verdict=verdict, fingerprint=placed)
                for placed, verdict in index.place(own, text=text)
            ]
        return done

    def save(self, done: Sequence[MatchDone], *, now: datetime) -> None:
        """Families of the whole batch; a failed save makes the index be built anew."""
        try:
            self.store.save_families(done, version=self.version, now=now)
        except BaseException:
            self.index = None
            raise

    def _filled_index(self, now: datetime) -> CopyIndex:
        if self.index is None:
            self.index = CopyIndex()
            for own, verdict in self.store.replay_families(since=now - WINDOW):
                self.index.add(own, verdict)
        return self.index


def _own_text(article: Article) -> str:
    """The text to compare; a wall or an index page has none of its own."""
    return "" if article.kind in WITHOUT_OWN_TEXT else article.text
