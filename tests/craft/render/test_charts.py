"""Charts: in their frame, true to their numbers, and told in words and in a table too."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from craft.render.hubs import NOW, make_article, make_hub, make_story
from selectolax.lexbor import LexborHTMLParser

from wiredesk.craft.render import render_site
from wiredesk.craft.render.charts import (
    BAR_HEIGHT,
    CURVE_HEIGHT,
    CURVE_WIDTH,
    LANES_MAX,
    TREND_DAYS,
    bars,
    coverage_chart,
    heat_curve,
    trend,
)
from wiredesk.records.family import Relation
from wiredesk.records.hub import HeatPoint, MemberView

HEATS = tuple(
    HeatPoint(at=NOW + timedelta(hours=hour), heat=heat)
    for hour, heat in ((0, 32), (1, 29), (1, 55), (4, 44), (9, 30))
)


def test_bars_are_as_high_as_their_numbers_and_stay_in_the_frame() -> None:
    told = bars([("a", 10), ("b", 5), ("c", 0), ("d", 1)])
    assert [bar.height for bar in told] == [BAR_HEIGHT, BAR_HEIGHT // 2, 0, round(BAR_HEIGHT / 10)]
    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in told)
    assert bars([("a", 0)]) == ()
    assert min(bar.height for bar in bars([("a", 100_000), ("b", 1)])) == 1, "never nothing"


def test_a_trend_has_a_bar_for_each_day_of_its_month_and_names_the_last() -> None:
    told = trend({date(2026, 3, 2): 4, date(2026, 2, 27): 2, date(2025, 1, 1): 9})
    assert len(told) == TREND_DAYS
    assert (told[-1].label, told[-1].value, told[-1].is_marked) == ("2 Mar", 4, True)
    assert sum(bar.value for bar in told) == 6
    assert trend({}) == ()


def test_a_curve_runs_from_edge_to_edge_below_a_hundred() -> None:
    curve = heat_curve(HEATS)
    assert curve is not None
    assert curve.line == "M0 68L111 71L111 45L444 56L1000 70"
    assert curve.area.endswith(f"L{CURVE_WIDTH} {CURVE_HEIGHT}L0 {CURVE_HEIGHT}Z")
    assert (curve.peak.heat, curve.table[0], curve.table[-1]) == (55, HEATS[0], HEATS[-1])
    assert curve.peak in curve.table
    assert heat_curve(HEATS[:1]) is None
    assert heat_curve(()) is None


def test_a_coverage_chart_has_a_lane_for_each_provider_in_the_order_of_their_first_report() -> None:
    chart = coverage_chart(make_hub().stories[0])
    assert chart is not None
    assert [lane.name for lane in chart.lanes][:3] == [
        "Gate & Sensor",
        "Lindhaven Courier",
        "Tagblatt Nordsee",
    ]
    kinds = {lane.name: [dot.kind for dot in lane.dots] for lane in chart.lanes}
    assert kinds["Diario del Istmo"] == ["copy"]
    assert kinds["Gate & Sensor"] == ["own"]
    assert all(0 <= dot.x <= 100 for lane in chart.lanes for dot in lane.dots)


def test_one_report_makes_no_chart_and_hundreds_of_providers_make_a_bounded_one() -> None:
    alone = make_story(make_article("https://a.example/1"))
    assert coverage_chart(alone) is None
    members = [
        MemberView(article=make_article(f"https://p{number}.example/1"), relation=Relation.NEW)
        for number in range(LANES_MAX + 20)
    ]
    chart = coverage_chart(replace(alone, members=tuple(members)))
    assert chart is not None
    assert (len(chart.lanes), chart.left_out) == (LANES_MAX, 20)


@pytest.mark.parametrize(
    ("path", "charts"),
    [
        ("story", 2),
        ("topic/ai.html", 1),
        ("provider/gate-and-sensor.example.html", 2),
        ("about.html", 3),
    ],
)
def test_every_chart_has_a_title_a_description_and_a_table(path: str, charts: int) -> None:
    hub = make_hub()
    story = replace(hub.stories[0], heats=HEATS)
    site = dict(render_site(replace(hub, stories=(story, *hub.stories[1:]))))
    page = LexborHTMLParser(site[f"story/{story.id}.html" if path == "story" else path])
    figures = page.css("figure.chart")
    assert len(figures) == charts
    for figure in figures:
        (drawn,) = figure.css("svg[role=img]")
        title, description = (drawn.attributes["aria-labelledby"] or "").split()
        for one in (title, description):
            (found,) = drawn.css(f"#{one}")
            assert found.text(strip=True)
        assert figure.css("table tbody tr")
        assert figure.css("table caption, table thead th")
        assert figure.css("figcaption")
