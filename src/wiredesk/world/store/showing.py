"""The store's side of what pages are made of, and of what changed since."""

from collections.abc import Mapping, Sequence

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.coverage import Coverage
from wiredesk.records.outcome import Stage
from wiredesk.records.reason import Reason
from wiredesk.world.store.codec import from_json, to_json
from wiredesk.world.store.heat import HeatStore, coverage_of


class ShowingStore(HeatStore):
    """Reads; the log itself is kept by triggers."""

    def list_changed(self, *, since: int | None) -> tuple[int, frozenset[str]]:
        """The newest mark of the log, and the articles and stories of which something changed after `since`."""
        if since is None:
            row = self._database.row("newest_change")
            return int(row[0]) if row else 0, frozenset()
        rows = self._database.rows("list_changed", (since,))
        return max((row[1] for row in rows), default=since), frozenset(row[0] for row in rows)

    def list_coverage(self, article_ids: Sequence[ArticleId]) -> list[Coverage]:
        """Where these articles count now, in the order of the log; those never filed are left out."""
        return [coverage_of(row) for row in self._of("list_coverage_of", article_ids)]

    def list_rank_reasons(
        self, story_ids: Sequence[StoryId]
    ) -> Mapping[StoryId, tuple[Reason, ...]]:
        """Why these stories were ranked as they are; those that never were are left out."""
        asked = {"step": Stage.RANK.value, "values": to_json(list(story_ids))}
        rows = self._database.rows("list_reasons_of", asked)
        return {StoryId(row[0]): from_json(row[1], tuple[Reason, ...]) for row in rows}

    def list_record_paths(self) -> list[tuple[str, ArticleId]]:
        """Path and article of every record that shall be out, by path."""
        return [(row[0], ArticleId(row[1])) for row in self._database.rows("list_record_paths")]

    def load_records(self, article_ids: Sequence[ArticleId]) -> Mapping[ArticleId, bytes]:
        """Bytes of the records of these articles that shall be out."""
        rows = self._of("list_records_of", article_ids)
        return {ArticleId(row[0]): bytes(row[2]) for row in rows if row[3]}
