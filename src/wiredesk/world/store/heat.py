"""The store's side of heat: the log of coverage, base rates, calibrations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.article import Kind
from wiredesk.records.calibration import Calibration
from wiredesk.records.coverage import Coverage, Shown, Weight
from wiredesk.records.family import Relation
from wiredesk.records.outcome import Stage
from wiredesk.records.ranking import Ranking
from wiredesk.records.story import StoryMember
from wiredesk.records.work import RankDone
from wiredesk.world.store.codec import from_json, moment, moment_or_none, seconds, to_json
from wiredesk.world.store.connection import Row
from wiredesk.world.store.standing import StandingStore


class HeatStore(StandingStore):
    """A log that is only ever added to, and what is read from it."""

    # --- the log ------------------------------------------------------------------------------------

    def _log_rankings(self, done: Sequence[RankDone], *, at: int) -> None:
        """File and move reports, and say what is shown; within the transaction of the rankings."""
        self._database.write_many(
            "log_filed",
            (
                {
                    "id": one,
                    "now": at,
                    "counted_at": seconds(filed.counted_at),
                    "original": filed.weight.original,
                    "source": filed.weight.source,
                    "base_rate": filed.weight.base_rate,
                    "on_probation": int(filed.weight.on_probation),
                }
                for rank in done
                for one, filed in rank.filed.items()
            ),
        )
        rankings = [one.ranking for one in done]
        self._database.write_many(
            "log_moved", ({"story_id": one.story_id, "now": at} for one in rankings)
        )
        self._database.write_many(
            "log_shown",
            (
                {
                    "id": one.story_id,
                    "now": at,
                    "lead": one.lead,
                    "reports": one.reports,
                    "independent": one.independent,
                    "calibration": one.calibration,
                }
                for one in rankings
            ),
        )

    def _members(self, stories: Iterable[str]) -> dict[str, tuple[StoryMember, ...]]:
        """Graded members of stories, in order of receipt."""
        members: dict[str, list[StoryMember]] = {one: [] for one in stories}
        rows = self._of("list_members", members)
        weights = self._weights(row[1] for row in rows)
        for row in rows:
            members[row[0]].append(_member(row, weights.get(row[1])))
        return {one: tuple(listed) for one, listed in members.items()}

    def _rankings(self, stories: Iterable[str]) -> dict[str, Ranking]:
        """How these stories were ranked last."""
        stored = self._verdicts(Stage.RANK, stories)
        return {one: from_json(verdict, Ranking) for one, verdict in stored.items()}

    def _weights(self, ids: Iterable[str]) -> dict[str, Weight]:
        """What these articles were worth when they were filed; those that were not are left out."""
        return {
            row[0]: Weight(
                original=row[1], source=row[2], base_rate=row[3], on_probation=bool(row[4])
            )
            for row in self._of("list_weights", ids)
        }

    def _base_rates(self, owners: Iterable[str]) -> dict[str, float]:
        return {row[0]: row[1] for row in self._of("list_base_rates", owners)}

    # --- as of any moment ---------------------------------------------------------------------------

    def replay_coverage(self, *, since: datetime, until: datetime) -> Iterator[Coverage]:
        """Where each article received since then counted as of `until`, in the order of the log."""
        begin = self._database.row("first_coverage", (seconds(since),))
        if begin is None or begin[0] is None:
            return
        window = {"since": seconds(since), "until": seconds(until)}
        for row in self._parts("replay_coverage", key="seq", begin=begin[0], **window):
            yield coverage_of(row)

    def list_shown(self, story_ids: Sequence[StoryId], *, at: datetime) -> list[Shown]:
        """What was shown of these stories at a moment; those of which nothing was are left out."""
        asked = {"values": to_json(list(story_ids)), "at": seconds(at)}
        return [
            Shown(
                at=moment(row[0]),
                story_id=row[1],
                lead=row[2],
                reports=row[3],
                independent=row[4],
                calibration=row[5],
            )
            for row in self._database.rows("list_shown_of", asked)
        ]

    def list_out(self, article_ids: Sequence[ArticleId], *, at: datetime) -> set[ArticleId]:
        """Which of these articles had a record out at a moment."""
        asked = {"values": to_json(list(article_ids)), "at": seconds(at)}
        return {ArticleId(row[0]) for row in self._database.rows("list_out", asked)}

    def list_newcomers(self, *, within: timedelta, owners: int) -> list[tuple[StoryId, int]]:
        """Stories that so many owners on probation reported within a time before the newest report."""
        asked = {"seconds": int(within.total_seconds()), "owners": owners}
        rows = self._database.rows("list_newcomers", asked)
        return [(StoryId(row[0]), row[1]) for row in rows]

    def list_story_topics(self, story_ids: Sequence[StoryId]) -> Mapping[StoryId, str]:
        """Root topics of stories, as of their first ranking; empty when they had none."""
        return {StoryId(one): ranked.topic for one, ranked in self._rankings(story_ids).items()}

    # --- calibrations -------------------------------------------------------------------------------

    def list_calibrations(self) -> list[Calibration]:
        """All that were ever made, by number; the first is the default."""
        return [
            Calibration(
                number=row[0],
                topic=row[1],
                half_life_hours=row[2],
                mass_50=row[3],
                mass_90=row[4],
                stories=row[5],
                made_at=moment_or_none(row[6]),
            )
            for row in self._database.rows("list_calibrations")
        ]

    def save_calibrations(self, new: Sequence[Calibration], rates: Mapping[str, float]) -> None:
        """Keep new calibrations under their numbers; owners' base rates are replaced by `rates`."""
        with self._database.transaction():
            self._database.write_many(
                "save_calibration",
                (
                    {
                        "number": one.number,
                        "topic": one.topic,
                        "half_life_hours": one.half_life_hours,
                        "mass_50": one.mass_50,
                        "mass_90": one.mass_90,
                        "stories": one.stories,
                        "made_at": None if one.made_at is None else seconds(one.made_at),
                    }
                    for one in new
                ),
            )
            self._database.write("forget_base_rates")
            self._database.write_many("save_base_rate", rates.items())


def coverage_of(row: Row) -> Coverage:
    """A line of the log from its row."""
    return Coverage(
        at=moment(row[1]),
        article_id=row[2],
        story_id=row[3],
        owner=row[4],
        family_id=row[5],
        relation=Relation(row[6]),
        received_at=moment(row[7]),
        counted_at=moment(row[8]),
        weight=row[9],
    )


def _member(row: Row, weight: Weight | None) -> StoryMember:
    return StoryMember(
        article_id=row[1],
        provider=row[2],
        owner=row[3],
        family_id=row[4],
        relation=Relation(row[5]),
        is_origin=bool(row[6]),
        quality=row[7],
        received_at=moment(row[8]),
        effective_at=moment(row[9]),
        weight=weight,
        resurfaced=bool(row[10]),
        title=row[11],
        kind=Kind(row[12]) if row[12] else None,
        is_backfill=bool(row[13]),
    )
