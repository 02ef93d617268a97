"""The page about the numbers: what each score means, with this hub's own figures.

In: a hub.  Out: one draft.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from wiredesk.craft.render.charts import bars
from wiredesk.craft.render.coverage import coverage_sentence
from wiredesk.craft.render.draft import Draft
from wiredesk.craft.render.templating import render_page
from wiredesk.records.calibration import Calibration
from wiredesk.records.hold import Bucket
from wiredesk.records.hub import BucketFigure, Frame, HubView, StoryView

ABOUT: Final = "about.html"
QUALITY_STEP: Final = 10
HEAT_STEP: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """This hub in numbers."""

    articles_total: int
    """That ever came in."""
    articles: int
    """Published."""
    stories: int
    hottest: str
    """Heat of the hottest story, in words; empty when there is none."""
    reports: int
    """In the stories shown."""
    copies: int
    """Of them."""
    several: int
    """Stories with more than one independent report."""
    sources: int
    providers: int
    buckets: tuple[BucketFigure, ...]
    calibrations: tuple[Calibration, ...]
    qualities: tuple[tuple[str, int], ...]
    heats: tuple[tuple[str, int], ...]

    @property
    def adds_up(self) -> bool:
        """Whether the account holds every article."""
        return sum(one.articles for one in self.buckets) == self.articles_total

    @property
    def held(self) -> tuple[BucketFigure, ...]:
        """What is held, most first."""
        held = [one for one in self.buckets if one.bucket is Bucket.HELD]
        return tuple(sorted(held, key=lambda one: (-one.articles, one.cause)))


def plan_about(hub: HubView, frame: Frame) -> Draft:
    """The page."""
    return Draft(path=ABOUT, make=_page, inputs=(frame, _figures(hub)))


def _page(frame: Frame, figures: Figures) -> bytes:
    charts = {
        "qualities": bars(figures.qualities, labels_max=5),
        "heats": bars(figures.heats),
        "holds": bars([(one.cause.replace("_", " "), one.articles) for one in figures.held]),
    }
    return render_page("about.html", frame, ABOUT, figures=figures, **charts)


def _figures(hub: HubView) -> Figures:
    copies = sum(story.reports - story.independent for story in hub.stories)
    return Figures(
        articles_total=hub.articles_total,
        articles=len(hub.articles),
        stories=len(hub.stories),
        hottest=_hottest(hub.stories),
        reports=sum(story.reports for story in hub.stories),
        copies=copies,
        several=sum(story.independent > 1 for story in hub.stories),
        sources=hub.sources,
        providers=len(hub.providers),
        buckets=hub.figures,
        calibrations=hub.calibrations,
        qualities=_steps((one.quality for one in hub.articles), step=QUALITY_STEP),
        heats=_steps((one.heat for one in hub.stories), step=HEAT_STEP),
    )


def _hottest(stories: Sequence[StoryView]) -> str:
    if not stories:
        return ""
    return f"heat {stories[0].heat}, with {coverage_sentence(stories[0])}"


def _steps(values: Iterable[int], *, step: int) -> tuple[tuple[str, int], ...]:
    """How many values lie in each step from 0 to 100."""
    counts = [0] * (100 // step)
    for value in values:
        counts[min(max(value, 0) // step, len(counts) - 1)] += 1
    return tuple(
        (f"{place * step}–{place * step + step - 1 + (place == len(counts) - 1)}", count)
        for place, count in enumerate(counts)
    )
