"""`wiredesk topics`: teach, try, list and check the topics of a hub, through the command line."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from contract.test_store import fetch, group, match, poll, read
from make import NOW, make_article

from wiredesk.basics.clock import SystemClock
from wiredesk.basics.errors import SettingsError, UsageError
from wiredesk.cli.topics import topics
from wiredesk.newsroom.topics import settle_edition
from wiredesk.records.article import Article
from wiredesk.records.outcome import Stage
from wiredesk.records.topic import Labels
from wiredesk.route.label import LabelStep
from wiredesk.settings.topics import load_topics
from wiredesk.world.store import SqlStore, open_store

AI = """id = "ai"
name = "AI"
iptc = ["medtop:20001298"]
query = '"artificial intelligence"'
seeds = ["Artificial intelligence writes the weather report"]
not_seeds = ["An artificial lake for the village"]
"""
CV = """id = "cv"
name = "Computer Vision"
parent = "ai"
query = "'computer vision'"
"""
EVER = datetime(1971, 1, 1, tzinfo=UTC)
TITLES = ("A shepherd counts sheep with artificial intelligence", "Fog on the moor again")


def titled(number: int) -> Article:
    return make_article(number, title=TITLES[number % 2], text="", excerpt=f"Number {number}.")


def open_hub_store(hub: Path) -> SqlStore:
    return open_store(hub / "wiredesk.db")


async def label_all(hub: Path) -> int:
    """Label what waits; the edition's number."""
    store = open_hub_store(hub)
    all_topics = load_topics(hub)
    now = SystemClock().now()  # as the commands have it
    edition = settle_edition(store, all_topics, now=now)
    step = LabelStep(store=store, topics=all_topics, edition=edition)
    work = step.pending(now=now, limit=500)
    step.save(await step.decide(work, now=now), now=now)
    store.close()
    return edition.number


@pytest.fixture
async def hub(tmp_path: Path) -> Path:
    """A hub with forty labelled articles, every second one on artificial intelligence."""
    (tmp_path / "topics").mkdir()
    (tmp_path / "wiredesk.toml").write_text('[hub]\ntitle = "Test"\n')
    (tmp_path / "topics" / "ai.toml").write_text(AI)
    (tmp_path / "topics" / "cv.toml").write_text(CV)
    articles = [titled(number) for number in range(40)]
    store = open_hub_store(tmp_path)
    poll(store, *range(40))
    fetch(store)
    read(store, *articles)
    match(store, *articles)
    group(store, *articles)
    store.close()
    await label_all(tmp_path)
    return tmp_path


def run(hub: Path, *words: str) -> Result:
    command, *rest = words
    return CliRunner().invoke(topics, [command, "--hub", str(hub), *rest])


def labels_of(hub: Path, number: int) -> Labels:
    store = open_hub_store(hub)
    found = {one.id: labels for one, labels in store.list_labelled(since=EVER)}
    store.close()
    return found[titled(number).id]


async def test_a_lesson_counts_for_its_article_and_can_be_taken_back(hub: Path) -> None:
    fog = titled(1)
    told = run(hub, "teach", "cv", fog.url, "--by", "Ada")
    assert told.exit_code == 0, told.output
    assert (
        "Computer Vision has 1 examples and 0 of what it is not; it learns from 20 on"
        in told.output
    )
    await label_all(hub)
    labels = labels_of(hub, 1)
    assert [one.topic for one in labels.labels] == ["cv", "ai"], "parents follow"
    assert labels.labels[0].why[0].text.startswith("Ada said on ")
    run(hub, "teach", "cv", fog.id, "--undo")
    await label_all(hub)
    assert labels_of(hub, 1).labels == ()


async def test_what_an_editor_refuses_is_refused_with_all_below_it(hub: Path) -> None:
    run(hub, "teach", "cv", titled(0).id)
    run(hub, "teach", "ai", titled(0).id, "--not", "--by", "Ada")
    await label_all(hub)
    labels = labels_of(hub, 0)
    assert labels.labels == ()
    assert any(reason.text.startswith("Ada said on ") for reason in labels.reasons)


async def test_twenty_lessons_make_a_model_and_a_new_edition(hub: Path) -> None:
    ids = [titled(number).id for number in range(24)]
    assert run(hub, "teach", "ai", *ids[0:24:2]).exit_code == 0
    told = run(hub, "teach", "ai", *ids[1:24:2], "--not")
    assert "AI has 13 examples and 13 of what it is not; its model is right on" in told.output
    assert await label_all(hub) == 3
    listed = run(hub, "list").output
    assert "learned from 13 + 13, right on" in listed
    assert "Edition 3" in listed
    assert "16 articles were labelled before it: `wiredesk rerun label`" in listed
    store = open_hub_store(hub)
    assert store.rewind(Stage.LABEL, below_version=3, now=NOW) == 16
    store.close()


async def test_settling_twice_makes_one_edition(hub: Path) -> None:
    assert await label_all(hub) == await label_all(hub) == 2


async def test_a_changed_topic_file_makes_a_new_edition(hub: Path) -> None:
    (hub / "topics" / "ai.toml").write_text(AI + "version = 2\n")
    assert await label_all(hub) == 3


def test_a_changed_topic_is_tried_on_the_archive_before_it_is_saved(
    hub: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "new.toml"
    changed.write_text(AI.replace('"artificial intelligence"', "fog"))
    told = run(hub, "test", str(changed)).output
    assert "+ Fog on the moor again" in told
    assert "“Fog” in the title.  Fog on the moor again" in told
    assert "- A shepherd counts sheep" in told
    assert "Its query does not hold any more." in told
    assert "AI would gain 20 and lose 20 of the last 30 days' articles." in told
    assert "gain 0 and lose 0" in run(hub, "test", "ai").output
    lines = [
        json.loads(line) for line in run(hub, "test", str(changed), "--json").output.splitlines()
    ]
    assert {line["gains"] for line in lines} == {True, False}
    assert all(line["why"] for line in lines)


def test_a_changed_topic_that_cannot_be_is_refused(hub: Path, tmp_path: Path) -> None:
    changed = tmp_path / "new.toml"
    changed.write_text(AI.replace("query =", 'parent = "cv"\nquery ='))
    assert isinstance(run(hub, "test", str(changed)).exception, SettingsError)
    assert isinstance(run(hub, "test", "nothing").exception, UsageError)


def test_a_lesson_on_nothing_is_refused_and_keeps_nothing(hub: Path) -> None:
    for words in (("nope", titled(0).id), ("ai", titled(0).id, "https://unknown.example/")):
        assert isinstance(run(hub, "teach", *words).exception, UsageError)
    assert isinstance(run(hub, "teach", "ai", "a", "--not", "--undo").exception, UsageError)
    store = open_hub_store(hub)
    assert store.list_lessons() == []
    store.close()


def test_seeds_are_judged_by_their_query(hub: Path) -> None:
    assert run(hub, "check").output == "2 topics, 2 seeds, 0 findings.\n"
    (hub / "topics" / "ai.toml").write_text(AI.replace('"artificial intelligence"', "lake"))
    told = run(hub, "check")
    assert told.exit_code == 1
    assert (
        "ai: the seed “Artificial intelligence writes the weather report” is not found"
        in told.output
    )
    assert "ai: the not_seed “An artificial lake for the village” is found: “lake”" in told.output


def test_media_topics_are_imported_and_codes_are_checked(hub: Path, tmp_path: Path) -> None:
    official = tmp_path / "official.json"
    concept = {"qcode": "medtop:20001298", "prefLabel": {"en-GB": "artificial intelligence"}}
    official.write_text(json.dumps({"conceptSet": [concept]}))
    assert "1 active Media Topics" in run(hub, "import-iptc", str(official)).output
    assert "medtop:20001298 artificial intelligence" in run(hub, "list").output
    (hub / "topics" / "cv.toml").write_text(CV + 'iptc = ["medtop:99999999"]\n')
    told = run(hub, "check")
    assert "cv: `medtop:99999999` is no Media Topic that was imported." in told.output
    assert told.exit_code == 1


def test_topics_are_listed_as_a_tree(hub: Path) -> None:
    lines = run(hub, "list").output.splitlines()
    assert lines[0].startswith("AI (ai, version 1)")
    assert lines[1].startswith("  Computer Vision (cv, version 1)")
    first = json.loads(run(hub, "list", "--json").output.splitlines()[0])
    assert first == {
        "id": "ai",
        "name": "AI",
        "parent": None,
        "version": 1,
        "iptc": ["medtop:20001298"],
        "model": None,
    }
