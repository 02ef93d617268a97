"""A new calibration from the hub's own last 28 days, and the base rates of its owners.

In: the log of coverage.  Out: numbered calibrations, each kept for ever; a story keeps the one that it was
ranked with first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.ids import StoryId
from wiredesk.craft.heat import base_rates, calibrate, has_moved, peak_masses
from wiredesk.ports import Store
from wiredesk.records.calibration import DEFAULT_CALIBRATION, Calibration
from wiredesk.records.coverage import Coverage

WINDOW: Final = timedelta(days=28)


def recalibrate(store: Store, *, now: datetime) -> list[Calibration]:
    """Write down what has moved: masses overall and per root topic; base rates of owners.

    Overall the default is the prior, for a topic what holds overall.  Out: the new calibrations.
    """
    covered: dict[str, set[StoryId]] = {}
    lines = store.replay_coverage(since=now - WINDOW, until=now)
    peaks = peak_masses(_noted(lines, covered), half_life_hours=DEFAULT_CALIBRATION.half_life_hours)
    known = store.list_calibrations()
    latest = {one.topic: one for one in known}
    by_topic: dict[str, list[float]] = {"": list(peaks.values())}
    for story, topic in store.list_story_topics(list(peaks)).items():
        if topic:
            by_topic.setdefault(topic, []).append(peaks[story])
    new: list[Calibration] = []
    for topic, own in by_topic.items():
        masses = calibrate(own, prior=latest[""] if topic else DEFAULT_CALIBRATION)
        if has_moved(masses, latest.get(topic, latest[""])):
            made = replace(
                DEFAULT_CALIBRATION,
                number=len(known) + len(new) + 1,
                topic=topic,
                mass_50=masses[0],
                mass_90=masses[1],
                stories=len(own),
                made_at=now,
            )
            latest[topic] = made
            new.append(made)
    rates = base_rates(
        {owner: len(stories) for owner, stories in covered.items()}, stories=len(peaks)
    )
    store.save_calibrations(new, rates)
    return new


def _noted(lines: Iterable[Coverage], covered: dict[str, set[StoryId]]) -> Iterator[Coverage]:
    """The same lines; who reported which stories is noted on the way."""
    for line in lines:
        if line.story_id is not None:
            covered.setdefault(line.owner, set()).add(line.story_id)
        yield line
