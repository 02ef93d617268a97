"""How an article is taken down, wherever it turns up: by a person, or because it is the same again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId
from wiredesk.records.rights import Takedown
from wiredesk.world.store.codec import from_json, moment, moment_or_none, seconds, to_json
from wiredesk.world.store.connection import Row
from wiredesk.world.store.indexing import IndexingStore

GENERATION: Final = "generation"
PUBLISHED_GENERATION: Final = "published_generation"


class WithdrawingStore(IndexingStore):
    """What several sides of the store need to keep a taken-down article down."""

    def find_takedown(self, marks: Sequence[str]) -> ArticleId | None:
        """The taken-down article that one of these marks belongs to."""
        found = self._marked(marks)
        return next((found[mark] for mark in marks if mark in found), None)

    def _marked(self, marks: Iterable[str]) -> dict[str, ArticleId]:
        """Which of these marks belong to a taken-down article, and to which."""
        if self._database.row("has_takedowns") is None:
            return {}
        rows = self._database.rows("find_takedown", (to_json(list(marks)),))
        return {row[0]: ArticleId(row[1]) for row in rows}

    def _load_takedown(self, article_id: ArticleId) -> Takedown | None:
        row = self._database.row("load_takedown", (article_id,))
        return takedown_of(row) if row else None

    def _withdraw(
        self, takedown: Takedown, marks: Iterable[str], *, action: str, now: datetime
    ) -> None:
        """Within a transaction: the article is out of everything, and is recognised when it comes again."""
        one = takedown.article_id
        kept = {
            "id": one,
            "at": seconds(takedown.at),
            "purge_at": seconds(takedown.purge_at),
            "body": to_json(takedown),
        }
        is_new = self._database.write("save_takedown", kept)
        self._database.write("hasten_purge", {"id": one, "purge_at": seconds(takedown.purge_at)})
        self._database.write_many("save_takedown_mark", ((mark, one) for mark in marks))
        if is_new:
            told = {"id": one, "action": action, "by": takedown.by, "note": takedown.note}
            self._database.write("log_takedown", told | {"at": seconds(now)})
        moved = False
        aliases = self._database.rows("list_aliases", {"id": one})
        self._index_findable({alias: None for alias, _ in aliases})
        for alias, story in aliases:
            values = {"id": alias, "now": seconds(now)}
            if self._database.write("withdraw_article", values):
                moved = True
                self._database.write("leave_story", values)
                # Records that name it as related are made again, whether or not the story moved.
                self._database.write("judge_again", {"story_id": story, "now": seconds(now)})
        if moved:
            self._raise_generation()

    def _withdraw_again(self, article_id: str, of: str, *, now: datetime) -> None:
        """Within a transaction: the same as `of`, which was taken down, goes the same way."""
        first = self._load_takedown(ArticleId(of))
        row = self._database.row("load_address", (article_id,))
        if first is None or row is None or article_id == of:
            return
        again = replace(
            first,
            article_id=ArticleId(article_id),
            url=row[0],
            note=f"The same as {of}. {first.note}".strip(),
            at=now,
            purged_at=None,
            stories=(),
        )
        self._withdraw(again, [f"url:{row[0]}"], action="again", now=now)

    def _raise_generation(self) -> None:
        """The outlets are behind, though no record changed."""
        row = self._database.row("load_setting", (GENERATION,))
        self._database.write("save_setting", (GENERATION, str(int(row[0]) + 1 if row else 1)))


def takedown_of(row: Row) -> Takedown:
    """A take-down from its row."""
    return replace(
        from_json(row[0], Takedown), purge_at=moment(row[1]), purged_at=moment_or_none(row[2])
    )
