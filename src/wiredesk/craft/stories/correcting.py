"""What a person's word about stories changes, and what speaks against it.

In: a request, and the stories that it touches as they are now.  Out: the correction with its effect, or an error
that names what is wrong.  Touches nothing: the store keeps it.

Four rules.  What a person joins or parts stays so: every article of it is placed.  The last word about an article
counts, so one may be moved out of what was merged.  Two that were said not to be the same, or that a split put
apart, are never brought together again but by undoing that.  What a later word builds on is undone after it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId, StoryId, content_id, split_story_id
from wiredesk.craft.stories.constraints import Constraints
from wiredesk.records.correction import (
    Correction,
    CorrectionKind,
    CorrectionRequest,
    Grouped,
    Placement,
    Redirect,
)

MOVES_TOLD_MAX: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The stories that a request touches, as they are now."""

    members: Mapping[StoryId, tuple[ArticleId, ...]]
    """All articles of each."""
    led_here: Mapping[StoryId, tuple[StoryId, ...]] = field(default_factory=dict)
    """The ids that lead to each."""
    leads_to: Mapping[StoryId, StoryId] = field(default_factory=dict)
    """Where ids lead that stand for no story now but shall again."""


def constraints_of(
    placements: Iterable[Placement], apart: Iterable[tuple[ArticleId, ArticleId]]
) -> Constraints:
    """What holds of all corrections, as grouping heeds it."""
    placed = frozenset((one.article_id, one.story_id) for one in placements)
    return Constraints(placed=placed, cannot=frozenset(apart))


def split_off(articles: Iterable[ArticleId], members: Iterable[ArticleId]) -> frozenset[ArticleId]:
    """Who leaves a story when `articles` are split off: the smaller half, since the larger keeps the id."""
    leaving = frozenset(articles)
    staying = frozenset(members) - leaving
    return leaving if len(leaving) <= len(staying) else staying


def split_names(articles: Iterable[ArticleId]) -> Iterator[StoryId]:
    """Names for a story that is split off, best first; one may be taken, as by the story that they leave."""
    ids = sorted(articles)
    name = split_story_id(ids)
    while True:
        yield name
        name = StoryId(content_id("t", name, *ids))


def plan_correction(
    request: CorrectionRequest,
    scene: Scene,
    goes: Mapping[ArticleId, StoryId],
    *,
    story: StoryId,
    undone: Correction | None = None,
) -> Correction:
    """The correction by which each article in `goes` comes into its story."""
    was = {one: at for at, members in scene.members.items() for one in members}
    after: dict[StoryId, list[ArticleId]] = {at: [] for at in (*scene.members, *goes.values())}
    for one, at in was.items():
        after[goes.get(one, at)].append(one)
    return Correction(
        request=request,
        story=story,
        before=_grouped(scene.members),
        after=_grouped(after),
        redirects=_redirects(scene, goes, after=after, undone=undone),
    )


def restored(undone: Correction, *, gone: Mapping[StoryId, StoryId]) -> dict[ArticleId, StoryId]:
    """Where the articles go back to that a correction moved.

    An id that the correction itself dissolved stands for its story again; one that leads elsewhere since, by
    `gone`, is followed.
    """
    dissolved = {one.story_id for one in undone.redirects if one.after}
    return {
        one: back if (back := undone.was[one]) in dissolved else gone.get(back, back)
        for one in undone.moves
    }


def check_correction(correction: Correction, holding: Sequence[Correction]) -> None:
    """UsageError when it contradicts one of `holding`, all that hold about its articles, in order."""
    request = correction.request
    holding = [said for said in holding if said.number != request.undoes]
    placed_by = {one: said.number for said in holding for one in said.places}
    for said in holding:
        if request.kind is CorrectionKind.APART and (pair := _joined(said, request, placed_by)):
            _refuse(correction, said, f"{pair[0]} and {pair[1]} were put together")
        pair = _brought_together(correction, said, placed_by)
        if pair:
            _refuse(correction, said, f"{pair[0]} and {pair[1]} were said not to be the same")


def check_undo(undone: Correction, holding: Sequence[Correction]) -> None:
    """UsageError when a later one of `holding`, all that hold about its articles, builds on it."""
    moved, placed = undone.moves.keys(), undone.places.keys()
    back = {undone.was[one] for one in moved}
    for later in holding:
        if later.number <= undone.number:
            continue
        touched = set(later.request.articles) & moved or later.places.keys() & (moved | placed)
        dissolved = {one.story_id for one in later.redirects if one.after}
        if touched or dissolved & back:
            raise UsageError(
                f"{told(later)} builds on it.",
                subject=f"correction {undone.number}",
                remedy=f"Undo that one first: wiredesk undo {later.number}",
                code="builds_on",
            )


def told(correction: Correction) -> str:
    """`correction 3 (merge by Ada, 2026-03-05)`."""
    request = correction.request
    by = f"{request.kind.value} by {request.by}, {request.at:%Y-%m-%d}"
    return f"correction {correction.number} ({by})"


def describe(correction: Correction) -> str:
    """What a correction changed, in one sentence."""
    kind, request = correction.request.kind, correction.request
    moves = correction.moves
    if kind is CorrectionKind.MERGE:
        gone = ", ".join(sorted({correction.was[one] for one in moves}))
        return f"{gone} is part of {correction.story} now, with {_articles(moves)}."
    if kind is CorrectionKind.LEAD:
        return f"{request.articles[0]} leads {correction.story}."
    if kind is CorrectionKind.APART and not moves:
        return f"{' and '.join(request.articles)} are not the same; they were in different stories."
    told = [
        f"{article} went from {correction.was[article]} to {story}"
        for article, story in sorted(moves.items())[:MOVES_TOLD_MAX]
    ]
    if len(moves) > MOVES_TOLD_MAX:
        told.append(f"{_articles(list(moves)[MOVES_TOLD_MAX:])} more went likewise")
    if kind is CorrectionKind.UNDO:
        told.insert(0, f"Correction {request.undoes} is undone")
    return f"{'; '.join(told)}."


def _articles(articles: Collection[ArticleId]) -> str:
    return "1 article" if len(articles) == 1 else f"{len(articles)} articles"


def _grouped(stories: Mapping[StoryId, Iterable[ArticleId]]) -> tuple[Grouped, ...]:
    return tuple(
        Grouped(story_id=story, articles=articles)
        for story, members in sorted(stories.items())
        if (articles := tuple(sorted(members)))
    )


def _redirects(
    scene: Scene,
    goes: Mapping[ArticleId, StoryId],
    *,
    after: Mapping[StoryId, Sequence[ArticleId]],
    undone: Correction | None,
) -> tuple[Redirect, ...]:
    """Ids that nothing is left of lead to where most of it went; ids with articles stand for themselves."""
    revived = sorted(story for story in scene.leads_to if after.get(story))
    found = [
        Redirect(story_id=story, before=scene.leads_to[story], after=StoryId(""))
        for story in revived
    ]
    for one in undone.redirects if undone else ():
        leads_still = one.story_id in scene.led_here.get(one.after, ())
        if one.before in revived and one.story_id not in revived and leads_still:
            found.append(Redirect(story_id=one.story_id, before=one.after, after=one.before))
    for story, members in sorted(scene.members.items()):
        if after[story] or not members:
            continue
        went = Counter(goes[one] for one in members)
        into = min(went, key=lambda at: (-went[at], at))
        found.append(Redirect(story_id=story, before=StoryId(""), after=into))
        found += [
            Redirect(story_id=one, before=story, after=into)
            for one in scene.led_here.get(story, ())
            if one not in revived
        ]
    return tuple(found)


def _joined(
    said: Correction, request: CorrectionRequest, placed_by: Mapping[ArticleId, int]
) -> tuple[ArticleId, ArticleId] | None:
    """The two that are to be kept apart, when `said` put them together and still places one of them."""
    one, other = request.articles
    was, now = said.was, said.now
    together = one in now and now[one] == now.get(other) and was.get(one) != was.get(other)
    holds = said.number in {placed_by.get(one), placed_by.get(other)}
    return (one, other) if together and holds else None


def _brought_together(
    correction: Correction, said: Correction, placed_by: Mapping[ArticleId, int]
) -> tuple[ArticleId, ArticleId] | None:
    """Two that `said` parted and that would share a story."""
    now = correction.now
    if said.request.kind is CorrectionKind.APART:
        one, other = said.request.articles
        return (one, other) if one in now and now[one] == now.get(other) else None
    if said.request.kind is not CorrectionKind.SPLIT:
        return None
    met: dict[StoryId, tuple[ArticleId, StoryId]] = {}
    for one, half in said.places.items():
        if one in now and placed_by.get(one) == said.number:
            first, its_half = met.setdefault(now[one], (one, half))
            if its_half != half:
                return first, one
    return None


def _refuse(correction: Correction, said: Correction, why: str) -> None:
    raise UsageError(
        f"{why} by {told(said)}.",
        subject=f"{correction.request.kind.value} {correction.story}",
        remedy=f"If that was wrong, undo it first: wiredesk undo {said.number}",
        code="contradicts",
    )
