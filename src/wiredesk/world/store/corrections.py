"""The store's side of what people say about stories: its effect, and what of it holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import NO_REQUEST, ArticleId, RequestId, StoryId
from wiredesk.records.act import Act, ActKind
from wiredesk.records.correction import (
    ChosenLead,
    Correction,
    CorrectionKind,
    Placement,
)
from wiredesk.world.store.acts import ActStore
from wiredesk.world.store.codec import from_json, seconds, to_json
from wiredesk.world.store.connection import Row

PLACED: Final = "placed"
APART: Final = "apart"
LEAD: Final = "lead"


class CorrectionStore(ActStore):
    """Corrections, each with its effect in one transaction."""

    def save_correction(
        self,
        correction: Correction,
        *,
        now: datetime,
        told: str = "",
        asked: RequestId = NO_REQUEST,
    ) -> int:
        """Keep it with its effect; its number.  One whose request is kept already changes nothing."""
        with self._database.transaction():
            number, is_new = self._begin_act(_act_of(correction, told, asked))
            if is_new:
                kept = {"seq": number, "id": correction.request.id, "body": to_json(correction)}
                self._database.write("save_correction", kept)
                stories = [one.story_id for one in (*correction.before, *correction.after)]
                self._say_about(number, [*correction.request.articles, *stories])
                self._apply(replace(correction, number=number), now=now)
            return number

    def find_correction(self, correction: RequestId | int) -> Correction | None:
        """One correction, by the id of its request or by its number."""
        if isinstance(correction, str):
            row = self._database.row("number_of_correction", (correction,))
            if row is None:
                return None
            correction = int(row[0])
        found = self._database.row("find_correction", (correction,))
        return _correction(found) if found else None

    def list_corrections(self, *, after: int = 0) -> list[Correction]:
        """All corrections whose number is above `after`, in order."""
        return [
            _correction(row) for row in self._parts("list_corrections", key="seq", begin=after + 1)
        ]

    def list_corrections_about(self, articles: Sequence[ArticleId]) -> list[Correction]:
        """Those that hold and place, keep apart or let lead one of these articles, in order."""
        return [_correction(row) for row in self._of("list_corrections_about", articles)]

    def last_correction(self) -> int:
        """Number of the last correction; 0 when there is none."""
        row = self._database.row("last_correction")
        return int(row[0]) if row else 0

    def list_placements(self) -> list[Placement]:
        """Where each article that a person placed stays, the last word counting; by article."""
        return [
            Placement(article_id=row[0], story_id=row[1], correction=row[2])
            for row in self._database.rows("list_placements")
        ]

    def list_apart(self) -> list[tuple[ArticleId, ArticleId]]:
        """Pairs that a person said are not the same, each once, sorted."""
        return [(row[0], row[1]) for row in self._database.rows("list_apart")]

    def load_places(self, articles: Sequence[ArticleId]) -> Mapping[ArticleId, StoryId]:
        """The story of each of these articles; those that are in none are left out."""
        return {row[0]: row[1] for row in self._of("load_places", articles)}

    def load_memberships(
        self, stories: Sequence[StoryId]
    ) -> Mapping[StoryId, tuple[ArticleId, ...]]:
        """All articles of each of these stories, sorted; no redirect followed."""
        members: dict[StoryId, list[ArticleId]] = {story: [] for story in stories}
        for story, article in self._of("load_memberships", stories):
            members[story].append(article)
        return {story: tuple(articles) for story, articles in members.items()}

    def load_redirects(self, stories: Sequence[StoryId]) -> Mapping[StoryId, StoryId]:
        """Where each of these ids leads that do not stand for a story themselves."""
        return {row[0]: row[1] for row in self._of("load_redirects", stories)}

    def list_redirects(self, stories: Sequence[StoryId]) -> Mapping[StoryId, tuple[StoryId, ...]]:
        """The ids that lead to each of these stories, sorted."""
        leading: dict[StoryId, list[StoryId]] = {story: [] for story in stories}
        for story, one in self._of("list_redirects", stories):
            leading[story].append(one)
        return {story: tuple(ids) for story, ids in leading.items()}

    def _apply(self, correction: Correction, *, now: datetime) -> None:
        at = seconds(now)
        for one in correction.redirects:
            if one.after:
                led = {"absorbed": one.story_id, "into": one.after}
                self._database.write("redirect_story", led)
            else:
                self._database.write("revive_story", (one.story_id,))
        self._database.write_many(
            "begin_story", ({"id": story.story_id, "now": at} for story in correction.after)
        )
        self._database.write_many(
            "move_article",
            ({"id": one, "story_id": story} for one, story in correction.moves.items()),
        )
        stories = to_json([story.story_id for story in correction.after])
        self._database.write("judge_stories_again", {"values": stories, "now": at})
        if undoes := correction.request.undoes:
            self._database.write("drop_rulings", (undoes,))
            self._database.write("undo_correction", {"seq": undoes, "by": correction.number})
        self._database.write_many("save_ruling", _rulings(correction))
        self._database.write("fall_behind")


def chosen_leads(rows: Sequence[Row]) -> dict[StoryId, ChosenLead]:
    """By story, from rows of `list_chosen_leads`; the last choice counts."""
    chosen = {}
    for story, article, body in rows:
        request = from_json(body, Correction).request
        chosen[StoryId(story)] = ChosenLead(article_id=article, by=request.by, at=request.at)
    return chosen


def _act_of(correction: Correction, told: str, asked: RequestId) -> Act:
    request = correction.request
    return Act(
        id=asked or request.id,
        kind=ActKind(request.kind.value),
        at=request.at,
        by=request.by,
        note=request.note,
        subject=correction.story,
        count=max(1, len(correction.moves)),
        told=told,
        undoes=request.undoes,
    )


def _correction(row: Row) -> Correction:
    return replace(from_json(row[2], Correction), number=row[0], undone_by=row[1])


def _rulings(correction: Correction) -> Iterator[dict[str, object]]:
    """What holds of a correction, as rows."""
    request, number = correction.request, correction.number
    said = [(PLACED, one, str(story)) for one, story in correction.places.items()]
    if request.kind is CorrectionKind.APART:
        one, other = request.articles
        said += [(APART, one, str(other)), (APART, other, str(one))]
    if request.kind is CorrectionKind.LEAD:
        said.append((LEAD, request.articles[0], str(correction.story)))
    for kind, article, target in said:
        yield {"correction": number, "kind": kind, "article_id": article, "target": target}
