"""Topics: how well each works, and a place to try a query before it is saved in its file."""

import time
from dataclasses import replace
from typing import Final

import msgspec

from wiredesk.basics.errors import SettingsError
from wiredesk.craft.topics import compile_topics
from wiredesk.newsroom.topics import judge_seeds
from wiredesk.newsroom.trying import DAYS, Trial, find_topic, list_topics, render_query, try_query
from wiredesk.records.topic import Topic
from wiredesk.records.user import Role
from wiredesk.web.desk.visit import Answer, Desk, Page, Shown, Visit

TRIAL_SECONDS_MAX: Final = 6.0  # then a trial stops, and says of how many articles it speaks


class TrialForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A query to be tried."""

    query: str


def show_topics(desk: Desk, _visit: Visit) -> Answer:
    """All topics as a tree."""
    lines = list_topics(desk.store, desk.load_topics())
    return Shown(template="topics.html", values={"lines": lines, "days": DAYS})


def show_topic(desk: Desk, visit: Visit) -> Answer:
    """One topic, its query ready to be changed."""
    topics = desk.load_topics()
    topic = find_topic(topics, visit.path["topic"])
    return _shown(desk, topic, query=topic.query.strip())


def try_topic(desk: Desk, visit: Visit) -> Answer:
    """What another query would label, gain and lose; nothing is kept."""
    form = visit.form_as(TrialForm)
    topics = desk.load_topics()
    topic = find_topic(topics, visit.path["topic"])
    query = form.query.replace("\r\n", "\n")
    ends = time.monotonic() + TRIAL_SECONDS_MAX
    try:
        trial = try_query(desk.store, topics, topic, query, is_over=lambda: time.monotonic() > ends)
    except SettingsError as error:
        return _shown(desk, topic, query=query, error=error)
    return _shown(desk, topic, query=query, trial=trial)


def _shown(
    desk: Desk,
    topic: Topic,
    *,
    query: str,
    error: SettingsError | None = None,
    trial: Trial | None = None,
) -> Shown:
    alone = [replace(trial.topic, parent=None)] if trial else []
    seeds = judge_seeds(compile_topics(alone), alone)
    values = {
        "topic": topic,
        "line": list_topics(desk.store, [replace(topic, parent=None)])[0],
        "query": query,
        "error": error,
        "trial": trial,
        "toml": render_query(trial.topic) if trial else "",
        "seeds": [told for _, told in seeds],
        "days": DAYS,
    }
    return Shown(template="topic.html", values=values, status=400 if error else 200)


PAGES: Final = (
    Page(name="topics", path="/topics", method="GET", role=Role.READER, answer=show_topics),
    Page(name="topic", path="/topics/{topic}", method="GET", role=Role.READER, answer=show_topic),
    Page(name="topic", path="/topics/{topic}", method="POST", role=Role.EDITOR, answer=try_topic),
)
