"""How good a grouping is: B³, and what a hub's own corrections say of the machine.

In: the stories that articles belong to, and those that they were put into.  Out: precision, recall, F1.
B³ (Bagga and Baldwin, 1998) asks of each article: how many of those that stand beside it belong there, and how
many of those that belong there stand beside it, itself included; the figures are the means over all articles.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.correction import Correction, CorrectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BCubed:
    """Of one grouping, each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekScore:
    """What people corrected in one week, as articles that were not corrected before."""

    week: str
    """As in `2026-W48` (ISO 8601); empty: all weeks together."""
    corrections: int
    articles: int
    """In the stories that were corrected."""
    changed: int
    """Of them, those that came into another story."""
    machine: BCubed
    """Of the machine's own grouping, as it was before."""
    again: BCubed | None = None
    """Of the grouping that this version makes without knowing of the corrections, when it was asked for."""


def b_cubed(truth: Sequence[Hashable], stories: Sequence[Hashable]) -> BCubed:
    """B³ of `stories`, article by article, against `truth`; neither is empty."""
    both = Counter(zip(truth, stories, strict=True))
    true, ours = Counter(truth), Counter(stories)
    precision = sum(n * n / ours[story] for (_, story), n in both.items()) / len(truth)
    recall = sum(n * n / true[label] for (label, _), n in both.items()) / len(truth)
    return BCubed(precision=precision, recall=recall)


def score_corrections(
    corrections: Iterable[Correction], *, again: Mapping[ArticleId, StoryId] | None = None
) -> list[WeekScore]:
    """A score for each week in which somebody corrected stories, oldest first, and one for all of them.

    The truth is what holds today.  Each article counts once, in the week in which its story was first corrected,
    with the story that it was in then.  Undone corrections and chosen leads say nothing of grouping.
    """
    said = [one for one in corrections if _says_something(one)]
    weeks: dict[str, list[Correction]] = {}
    first: dict[ArticleId, StoryId] = {}
    truth: dict[ArticleId, StoryId] = {}
    week_of: dict[ArticleId, str] = {}
    for one in said:
        week = one.request.at.strftime("%G-W%V")
        weeks.setdefault(week, []).append(one)
        truth |= one.now
        for article, story in one.was.items():
            first.setdefault(article, story)
            week_of.setdefault(article, week)
    scores = []
    for week, made in [*sorted(weeks.items()), ("", said)]:
        articles = sorted(one for one in first if week in {"", week_of[one]})
        if articles:
            scores.append(_score(week, made, articles, [truth, first, again]))
    return scores


def _score(
    week: str,
    made: Collection[Correction],
    articles: Sequence[ArticleId],
    groupings: Sequence[Mapping[ArticleId, StoryId] | None],
) -> WeekScore:
    truth, first, again = groupings
    assert truth is not None and first is not None, "only the third may be missing"  # noqa: PT018 - one fact
    labels = [truth[one] for one in articles]
    known = [one for one in articles if again is not None and one in again]
    return WeekScore(
        week=week,
        corrections=len(made),
        articles=len(articles),
        changed=len({article for one in made for article in one.moves} & set(articles)),
        machine=b_cubed(labels, [first[one] for one in articles]),
        again=b_cubed([truth[one] for one in known], [again[one] for one in known])
        if again is not None and known
        else None,
    )


def _says_something(correction: Correction) -> bool:
    kinds = {CorrectionKind.UNDO, CorrectionKind.LEAD}
    return not correction.undone_by and correction.request.kind not in kinds
