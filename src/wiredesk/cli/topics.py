"""`topics list`, `check`, `test`, `teach` and `import-iptc`: what the hub's articles are put under.

In: topic files, articles of the hub, what an editor says.  Out: tables, findings, what would change.
"""

import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec

from wiredesk.app import open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.basics.errors import StoreError, UsageError
from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.cli.showing import hub_option
from wiredesk.craft.topics import EXAMPLES_MIN, OF_EACH_MIN, compile_topics
from wiredesk.newsroom.topics import Change, Taught, find_changes, judge_seeds, teach
from wiredesk.newsroom.trying import topic_tree
from wiredesk.ports import Store
from wiredesk.records.topic import Concept, Edition, Lesson, Topic, TopicLesson
from wiredesk.settings import load_settings
from wiredesk.settings.topics import import_concepts, load_concepts, load_topic_file, load_topics

json_option = click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")


@click.group()
def topics() -> None:
    """What articles are put under: topics/*.toml, and what editors teach."""


@topics.command("list")
@hub_option
@json_option
def list_all(folder: Path, *, as_json: bool) -> None:
    """The topics as a tree, with their versions and what their models learned from."""
    load_settings(folder)
    all_topics, concepts = load_topics(folder), load_concepts(folder)
    edition, behind = _standing(folder)
    models = {model.topic: model for model in edition.models} if edition else {}
    for topic, depth in topic_tree(all_topics):
        model = models.get(topic.id)
        if as_json:
            learned = {"yes": model.yes, "no": model.no, "right": model.right} if model else None
            shown = {"version": topic.version, "iptc": topic.iptc, "model": learned}
            _print({"id": topic.id, "name": topic.name, "parent": topic.parent, **shown})
            continue
        told = f"learned from {model.yes} + {model.no}, {_rate(model)}" if model else "words only"
        codes = ", ".join(f"{code} {_name(code, concepts)}".rstrip() for code in topic.iptc)
        head = f"{'  ' * depth}{topic.name} ({topic.id}, version {topic.version})"
        click.echo(f"{head:52} {told}{'; ' + codes if codes else ''}")
    if not as_json and edition:
        click.echo(f"Edition {edition.number}, of {edition.at:%Y-%m-%d %H:%M} UTC.", nl=not behind)
        if behind:
            click.echo(f"  {behind} articles were labelled before it: `wiredesk rerun label`.")


@topics.command("check")
@hub_option
@click.pass_context
def check(context: click.Context, folder: Path) -> None:
    """Read all topic files and judge their seeds by their queries; exit code 1 when one does not hold."""
    load_settings(folder)
    all_topics, concepts = load_topics(folder), load_concepts(folder)
    findings = [
        f"{topic.id}: {told}" for topic, told in judge_seeds(compile_topics(all_topics), all_topics)
    ]
    findings += [
        f"{topic.id}: {told}"
        for topic in all_topics
        for code in topic.iptc
        if (told := _doubt(code, concepts))
    ]
    for finding in findings:
        click.echo(finding)
    seeds = sum(len(topic.seeds) + len(topic.not_seeds) for topic in all_topics)
    click.echo(f"{len(all_topics)} topics, {seeds} seeds, {len(findings)} findings.")
    if findings:
        context.exit(1)


@topics.command("test")
@hub_option
@json_option
@click.argument("subject", metavar="FILE-OR-TOPIC")
@click.option("--days", default=30, show_default=True, help="Days of the archive, from its newest.")
def test(folder: Path, subject: str, *, days: int, as_json: bool) -> None:
    """Which articles a topic would gain and lose, with evidence, before its file is saved."""
    load_settings(folder)
    all_topics = load_topics(folder)
    topic = _topic(subject, all_topics)
    gains = losses = 0
    with _store(folder, read_only=True) as store:
        for change in find_changes(store, all_topics, topic, days=days):
            gains, losses = gains + change.gains, losses + (not change.gains)
            _show(change, as_json=as_json)
    if not as_json:
        click.echo(
            f"{topic.name} would gain {gains} and lose {losses} of the last {days} days' articles."
        )


@topics.command("teach")
@hub_option
@click.argument("topic")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--not", "is_not", is_flag=True, help="They are not on the topic.")
@click.option("--undo", is_flag=True, help="Take back what was said of them.")
@click.option("--by", default="", help="Who says so; your login name unless given.")
def teach_topic(
    folder: Path, topic: str, articles: tuple[str, ...], *, is_not: bool, undo: bool, by: str
) -> None:
    """Say that each ARTICLE (id, address or record) is on TOPIC, or --not; the topic learns from it."""
    if is_not and undo:
        raise UsageError("--not and --undo exclude each other.", remedy="Leave one out.")
    load_settings(folder)
    all_topics, now = load_topics(folder), SystemClock().now()
    lesson = Lesson.OPEN if undo else Lesson.NO if is_not else Lesson.YES
    lessons = [
        TopicLesson(
            article_id=ArticleId(article),
            topic=TopicId(topic),
            lesson=lesson,
            by=by or getpass.getuser(),
            at=now,
        )
        for article in articles
    ]
    with _store(folder, read_only=False) as store:
        taught = teach(store, all_topics, lessons, now=now)
    for line in taught.articles:
        click.echo(f"{lesson.value:4}  {line.title or line.url}")
    click.echo(_learned(taught))


@topics.command("import-iptc")
@hub_option
@click.argument("file", type=click.Path(path_type=Path))
def import_iptc(folder: Path, file: Path) -> None:
    """Keep the IPTC Media Topics of the official FILE: names for the codes in topic files."""
    load_settings(folder)
    concepts = import_concepts(folder, file)
    active = sum(not concept.retired for concept in concepts)
    click.echo(f"{active} active Media Topics and {len(concepts) - active} retired ones are known.")


def _topic(subject: str, all_topics: Sequence[Topic]) -> Topic:
    if known := next((topic for topic in all_topics if topic.id == subject), None):
        return known
    if not Path(subject).is_file():
        known_ids = ", ".join(topic.id for topic in all_topics) or "none"
        raise UsageError(
            "is no topic of the hub and no file.", subject=subject, remedy=f"Topics: {known_ids}."
        )
    return load_topic_file(Path(subject))


def _show(change: Change, *, as_json: bool) -> None:
    article, label = change.article, change.label
    if as_json:
        why = [{"text": reason.text, "evidence": reason.evidence} for reason in label.why]
        shown = {"id": article.id, "title": article.title, "url": article.url}
        _print(
            shown | {"gains": change.gains, "weight": label.weight, "why": why, "lost": change.why}
        )
        return
    click.echo(f"{'+' if change.gains else '-'} {article.title}  [{label.weight:g}]  {article.id}")
    for reason in label.why:
        click.echo(f"    {reason.text}  {reason.evidence}".rstrip())
    if change.why:
        click.echo(f"    {change.why}")


def _learned(taught: Taught) -> str:
    head = f"{taught.topic.name} has {taught.yes} examples and {taught.no} of what it is not"
    if taught.model is None:
        return f"{head}; it learns from {EXAMPLES_MIN} on, {OF_EACH_MIN} of each."
    return f"{head}; its model is {_rate(taught.model)}.  `wiredesk rerun label` applies it to the past."


def _rate(model: Any) -> str:
    return f"right on {model.right} of {model.yes + model.no} that it had not seen"


def _doubt(code: str, concepts: dict[str, Concept]) -> str:
    if not concepts:
        return ""
    if code not in concepts:
        return f"`{code}` is no Media Topic that was imported."
    return f"`{code}` ({concepts[code].name}) is retired." if concepts[code].retired else ""


def _name(code: str, concepts: dict[str, Concept]) -> str:
    return concepts[code].name if code in concepts else ""


def _standing(folder: Path) -> tuple[Edition | None, int]:
    """The last edition, and how many articles were labelled before it; nothing before the first run."""
    try:
        with _store(folder, read_only=True) as store:
            edition = store.load_edition()
            return edition, store.count_labelled_before(edition.number) if edition else 0
    except StoreError as error:
        if error.code != "older":
            raise
        return None, 0


@contextmanager
def _store(folder: Path, *, read_only: bool) -> Iterator[Store]:
    store = open_store(folder, read_only=read_only)
    try:
        yield store
    finally:
        store.close()


def _print(shown: Any) -> None:
    click.echo(msgspec.json.encode(shown).decode())
