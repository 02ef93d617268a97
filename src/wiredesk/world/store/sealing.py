"""The store's side of sealing: marks beside the records, swaps of sealed texts, the audit."""

from collections.abc import Mapping, Sequence

from wiredesk.basics.ids import ArticleId
from wiredesk.records.sealing import KeptRecord, Resealed, SealMark, Unsealing
from wiredesk.world.store.connection import Row
from wiredesk.world.store.standing import StandingStore


class SealingStore(StandingStore):
    """What we sealed, and who opened it."""

    def count_sealed(self) -> Mapping[str, int]:
        """How many records are sealed under each key, withdrawn ones included."""
        return {str(kid): int(count) for kid, count in self._database.rows("count_sealed")}

    def list_sealed_otherwise(self, kid: str, *, after: ArticleId, limit: int) -> list[KeptRecord]:
        """Records that we sealed under another key than `kid`, by id, from behind `after`."""
        values = {"kid": kid, "after": after, "limit": limit}
        return [_kept(row) for row in self._database.rows("list_sealed_otherwise", values)]

    def list_not_sealed(self, *, after: ArticleId, limit: int) -> list[KeptRecord]:
        """Records that we did not seal, by id, from behind `after`."""
        rows = self._database.rows("list_not_sealed", {"after": after, "limit": limit})
        return [_kept(row) for row in rows]

    def load_kept(self, article_id: ArticleId) -> KeptRecord | None:
        """The record of an article, also a withdrawn one; None when it never had one."""
        row = self._database.row("load_kept", (article_id,))
        return _kept(row) if row else None

    def save_resealed(self, done: Sequence[Resealed]) -> int:
        """Replace each record that is still as it was `before`; how many were."""
        saved = 0
        with self._database.transaction():
            for one in done:
                swap = {"id": one.article_id, "before": one.before, "body": one.body}
                if self._database.write("swap_record", swap):
                    self._database.write("save_mark", mark_columns(one.article_id, one.mark))
                    saved += 1
        return saved

    def save_unsealing(self, one: Unsealing) -> None:
        """Keep a line of the audit."""
        line = mark_columns(one.article_id, one.mark) | {"by": one.by, "why": one.why, "at": one.at}
        with self._database.transaction():
            self._database.write("save_unsealing", line)

    def list_unsealings(self, *, limit: int) -> list[Unsealing]:
        """The last lines of the audit, newest first."""
        return [
            Unsealing(
                article_id=ArticleId(row[0]),
                mark=SealMark(kid=row[1], rev=row[2]),
                by=row[3],
                why=row[4],
                at=row[5],
            )
            for row in self._database.rows("list_unsealings", (limit,))
        ]


def mark_columns(article_id: ArticleId, mark: SealMark) -> dict[str, object]:
    """A mark as columns."""
    return {"id": article_id, "kid": mark.kid, "rev": mark.rev}


def _kept(row: Row) -> KeptRecord:
    mark = SealMark(kid=row[2], rev=row[3]) if row[2] else None
    return KeptRecord(article_id=ArticleId(row[0]), body=bytes(row[1]), mark=mark)
