"""Charts as shapes: where a bar stands, how a curve runs.  Templates draw them as SVG, with a table behind each.

In: labels, numbers, moments.  Out: places in percent of the width and pixels of the height, so that a chart fits
any width while its words keep their size.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from wiredesk.craft.render.coverage import timeline
from wiredesk.craft.render.shown import MONTHS
from wiredesk.records.family import Relation
from wiredesk.records.hub import ArticleView, HeatPoint, StoryView

BAR_HEIGHT: Final = 96  # pixels of the tallest bar
BAR_SHARE: Final = 0.78  # of its place; the rest is air
CURVE_WIDTH, CURVE_HEIGHT = (
    1_000,
    100,
)  # units of a curve's view box, which is stretched to its place
TREND_DAYS: Final = 30
TABLE_ROWS_MAX: Final = 16  # of a curve: more numbers say no more
LANES_MAX: Final = 30  # providers in a coverage chart; the timeline below names them all
LANE_HEIGHT: Final = 38
EDGE_PERCENT: Final = 1.2  # so that a dot at the edge is drawn whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar."""

    label: str
    value: int
    x: float
    """Left edge, percent."""
    middle: float
    width: float
    height: int
    """Pixels."""
    is_marked: bool
    """Its label is written under it."""


def bars(values: Sequence[tuple[str, int]], *, labels_max: int = 12) -> tuple[Bar, ...]:
    """Bars side by side; nothing when there is nothing to show."""
    most = max((value for _, value in values), default=0)
    if not most:
        return ()
    step = 100 / len(values)
    every = -(-len(values) // labels_max)
    return tuple(
        Bar(
            label=label,
            value=value,
            x=round(place * step + step * (1 - BAR_SHARE) / 2, 2),
            middle=round(place * step + step / 2, 2),
            width=round(step * BAR_SHARE, 2),
            height=round(BAR_HEIGHT * value / most) or (1 if value else 0),
            is_marked=(len(values) - 1 - place) % every == 0,
        )
        for place, (label, value) in enumerate(values)
    )


def days_of(articles: Iterable[ArticleView]) -> Mapping[date, int]:
    """Articles by the day of their publication, in UTC."""
    return Counter(article.published.astimezone(UTC).date() for article in articles)


def trend(days: Mapping[date, int]) -> tuple[Bar, ...]:
    """Articles a day over the month that ends with the newest one."""
    if not days:
        return ()
    end = max(days)
    each = [end - timedelta(days=ago) for ago in reversed(range(TREND_DAYS))]
    return bars(
        [(f"{one.day} {MONTHS[one.month - 1]}", days.get(one, 0)) for one in each], labels_max=6
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """How hot a story was."""

    line: str
    """SVG path data."""
    area: str
    begin: datetime
    end: datetime
    peak: HeatPoint
    table: tuple[HeatPoint, ...]
    """Some of its points, first, peak and last among them."""


def heat_curve(points: Sequence[HeatPoint]) -> Curve | None:
    """The curve through the points; None for fewer than two moments."""
    if not points or points[0].at == points[-1].at:
        return None
    begin, end = points[0].at, points[-1].at
    whole = (end - begin).total_seconds()
    places = [
        (
            round(CURVE_WIDTH * (one.at - begin).total_seconds() / whole),
            CURVE_HEIGHT - min(max(one.heat, 0), 100),
        )
        for one in points
    ]
    line = "M" + "L".join(f"{x} {y}" for x, y in dict.fromkeys(places))
    peak = max(points, key=lambda one: one.heat)
    step = -(-len(points) // (TABLE_ROWS_MAX - 3))
    table = {one.at: one for one in [*points[::step], peak, points[-1]]}
    return Curve(
        line=line,
        area=f"{line}L{CURVE_WIDTH} {CURVE_HEIGHT}L0 {CURVE_HEIGHT}Z",
        begin=begin,
        end=end,
        peak=peak,
        table=tuple(table[at] for at in sorted(table)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One article in a coverage chart."""

    x: float
    """Percent."""
    kind: str
    """`own`, `copy` or `revision`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One provider in a coverage chart."""

    name: str
    y: int
    """Of its line, pixels."""
    dots: tuple[Dot, ...]
    first: datetime
    own: int
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageChart:
    """Who reported when, in reports of their own or with copies."""

    lanes: tuple[Lane, ...]
    left_out: int
    """Providers that came later than those shown."""
    height: int
    begin: datetime
    end: datetime


KINDS: Final = {Relation.NEW: "own", Relation.COPY: "copy", Relation.REVISION: "revision"}


def coverage_chart(story: StoryView) -> CoverageChart | None:
    """Providers in the order of their first report; None when only one thing is to be seen."""
    own = [(row.article, row.relation) for row in timeline(story)]
    folded = [(one.article, one.relation) for row in timeline(story) for one in row.folded]
    members = sorted([*own, *folded], key=lambda pair: (pair[0].published, pair[0].id))
    if len(members) < 2:
        return None
    begin, end = members[0][0].published, members[-1][0].published
    lanes: dict[str, list[tuple[ArticleView, Relation]]] = {}
    for article, relation in members:
        lanes.setdefault(article.provider, []).append((article, relation))
    shown = list(lanes.values())[:LANES_MAX]
    return CoverageChart(
        lanes=tuple(
            Lane(
                name=lane[0][0].provider_name,
                y=LANE_HEIGHT * place + 28,
                dots=tuple(
                    Dot(x=_place(article.published, begin, end), kind=KINDS[relation])
                    for article, relation in lane
                ),
                first=lane[0][0].published,
                own=sum(relation is not Relation.COPY for _, relation in lane),
                copies=sum(relation is Relation.COPY for _, relation in lane),
            )
            for place, lane in enumerate(shown)
        ),
        left_out=len(lanes) - len(shown),
        height=LANE_HEIGHT * len(shown),
        begin=begin,
        end=end,
    )


def _place(at: datetime, begin: datetime, end: datetime) -> float:
    whole = (end - begin).total_seconds()
    share = (at - begin).total_seconds() / whole if whole else 0.0
    return round(EDGE_PERCENT + (100 - 2 * EDGE_PERCENT) * share, 2)
