"""How hot a story was at any time: the same sum as the ranking, drawn."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from make import NOW, make_member

from wiredesk.basics.ids import ArticleId, FamilyId, StoryId
from wiredesk.craft.heat import heat_of, heat_over_time, mass_of
from wiredesk.craft.heat.overtime import JUMPS_MAX, SAMPLES
from wiredesk.records.calibration import DEFAULT_CALIBRATION
from wiredesk.records.coverage import Coverage, Weight
from wiredesk.records.family import Relation


def line(number: int, at: datetime, *, owner: str = "", weight: float = 1.0) -> Coverage:
    return Coverage(
        at=at,
        article_id=ArticleId(f"a{number:05}"),
        story_id=StoryId("t1"),
        owner=owner or f"owner{number}.example",
        family_id=FamilyId(f"f{number}"),
        relation=Relation.NEW,
        weight=weight,
        received_at=at,
        counted_at=at,
    )


def test_a_report_is_a_step_and_heat_fades_after_it() -> None:
    second = NOW + timedelta(hours=4)
    end = NOW + timedelta(hours=12)
    told = heat_over_time([line(1, NOW), line(2, second)], DEFAULT_CALIBRATION, until=end)
    assert told[0] == (NOW, 32)
    before, after = (heat for at, heat in told if at == second)
    assert before < 32 < after
    later = [heat for at, heat in told if at >= second][1:]
    assert later == sorted(later, reverse=True)
    assert told[-1][0] == end


def test_what_was_not_received_by_then_does_not_count() -> None:
    lines = [line(1, NOW), line(2, NOW + timedelta(hours=9))]
    told = heat_over_time(lines, DEFAULT_CALIBRATION, until=NOW + timedelta(hours=8))
    assert max(heat for _, heat in told) == 32
    assert heat_over_time(lines, DEFAULT_CALIBRATION, until=NOW - timedelta(hours=1)) == ()
    assert heat_over_time([], DEFAULT_CALIBRATION, until=NOW) == ()


@given(
    st.lists(
        st.tuples(st.integers(0, 200_000), st.integers(0, 3), st.sampled_from([0.1, 0.5, 1.0])),
        min_size=1,
        max_size=80,
    )
)
def test_the_curve_ends_with_the_heat_of_the_ranking(
    reports: list[tuple[int, int, float]],
) -> None:
    end = NOW + timedelta(seconds=250_000)
    lines, members = [], []
    for number, (seconds, owner, weight) in enumerate(reports):
        at = NOW + timedelta(seconds=seconds)
        lines.append(line(number, at, owner=f"o{owner}.example", weight=weight))
        members.append(
            make_member(number, owner=f"o{owner}.example", at=at, weight=Weight(source=weight))
        )
    told = heat_over_time(lines, DEFAULT_CALIBRATION, until=end)
    mass = mass_of(members, now=end, calibration=DEFAULT_CALIBRATION)
    assert abs(told[-1][1] - heat_of(mass, DEFAULT_CALIBRATION)) <= 0.5 + 1e-6
    assert [at for at, _ in told] == sorted(at for at, _ in told)
    assert len(told) <= 2 * JUMPS_MAX + SAMPLES + 2
