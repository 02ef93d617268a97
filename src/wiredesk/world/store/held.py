"""The store's side of the inbox: what is held, counted, listed and cut into pages."""

from collections.abc import Sequence
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.held import HeldCount, HeldFilter, HeldLine, HeldOrder, HeldShare
from wiredesk.records.hold import HoldReason, HoldVerdict
from wiredesk.records.outcome import Stage
from wiredesk.world.store.codec import from_json, moment, seconds, to_json
from wiredesk.world.store.connection import Row
from wiredesk.world.store.standing import Known, StandingStore

BEGIN: Final = -(2**62)  # below every key and every time


class HeldStore(StandingStore):
    """What waits for a person; changes nothing."""

    def count_held(self, matching: HeldFilter) -> list[HeldCount]:
        """How many match for each reason, in the order of `HoldReason`."""
        rows = {row[0]: row for row in self._database.rows("count_held", filter_columns(matching))}
        return [
            HeldCount(
                reason=reason,
                articles=rows[reason.value][1],
                oldest=moment(rows[reason.value][2]),
            )
            for reason in HoldReason
            if reason.value in rows
        ]

    def list_held_shares(self, matching: HeldFilter) -> list[HeldShare]:
        """How many match for each reason and provider, most first."""
        rows = self._database.rows("list_held_shares", filter_columns(matching))
        return [
            HeldShare(reason=HoldReason(row[0]), provider=row[1], articles=row[2]) for row in rows
        ]

    def list_held(
        self,
        matching: HeldFilter,
        *,
        order: HeldOrder,
        limit: int,
        after: tuple[int, ArticleId] | None = None,
    ) -> list[HeldLine]:
        """Those that match in order, a page at a time: `after` is the key and the id of the line before."""
        key, one = after or (BEGIN, ArticleId(""))
        page = {"order": order.value, "key": key, "after": one, "limit": limit}
        return self._held_lines(self._database.rows("list_held", filter_columns(matching) | page))

    def load_held(self, articles: Sequence[ArticleId]) -> list[HeldLine]:
        """Those of these articles that are held, in the order asked for."""
        lines = {one.id: one for one in self._held_lines(self._of("load_held", articles))}
        return [lines[one] for one in articles if one in lines]

    def _held_lines(self, rows: Sequence[Row]) -> list[HeldLine]:
        ids = [row[0] for row in rows]
        verdicts, known = self._verdicts(Stage.HOLD, ids), self._known(row[3] for row in rows)
        return [_line(row, verdicts.get(row[0]), known[row[3]]) for row in rows]


def filter_columns(matching: HeldFilter) -> dict[str, object]:
    """A filter as the parameters of its queries."""
    return {
        "reasons": to_json([one.value for one in matching.reasons or HoldReason]),
        "topic": matching.topic,
        "provider": matching.provider,
        "language": matching.language,
        "word": f"%{_plain(matching.word)}%" if matching.word else "",
        "received_from": seconds(matching.received_from) if matching.received_from else BEGIN,
        "received_until": seconds(matching.received_until) if matching.received_until else -BEGIN,
    }


def _plain(word: str) -> str:
    r"""`word` for a LIKE with `\` as its escape: no sign of it stands for others."""
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _line(row: Row, verdict: str | None, known: Known) -> HeldLine:
    return HeldLine(
        id=ArticleId(row[0]),
        title=row[1],
        url=row[2],
        provider=row[3],
        provider_name=known.provider.name,
        language=row[4],
        received_at=moment(row[5]),
        since=moment(row[6]),
        quality=row[7] or 0,
        heat=row[8] or 0,
        story_id=StoryId(row[9]) if row[9] else None,
        is_out=row[10] == "published",
        holds=from_json(verdict, HoldVerdict).holds if verdict else (),
        key=row[11],
    )
