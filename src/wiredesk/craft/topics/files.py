"""Topics from their TOML files, and what must hold among them.

In: the text of one file; or all topics.  Out: Topic; SettingsError names file, line and remedy.
"""

import difflib
import re
import tomllib
from collections.abc import Sequence
from typing import Any, Final

from wiredesk.basics.errors import Place, SettingsError
from wiredesk.basics.ids import TopicId
from wiredesk.craft.topics.query import parse_query
from wiredesk.records.topic import Topic

TOPICS_MAX: Final = 10_000
DEPTH_MAX: Final = 50  # topics above one another
CIRCLE_SHOWN_MAX: Final = 10
_LISTS: Final = ("iptc", "wikidata", "seeds", "not_seeds", "keywords")
_TEXTS: Final = ("id", "name", "query", "shortname", "parent")
_KNOWN: Final = (*_TEXTS, *_LISTS, "threshold", "version")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\Z")


def load_topic(text: str, *, name: str) -> Topic:
    """The topic in `text`, its query checked."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        line = re.search(r"at line (\d+)", str(cause))
        place = Place(name=name, line=int(line[1]) if line else None)
        raise SettingsError(
            f"is not TOML: {cause}.", subject=place, remedy="Strings need quotes."
        ) from cause
    _check_keys(tree, text, name)
    parse_query(tree["query"], name=name, first_line=_first_line(text))
    return Topic(
        id=TopicId(tree["id"]),
        name=tree["name"],
        query=tree["query"],
        shortname=tree.get("shortname", ""),
        parent=TopicId(tree["parent"]) if tree.get("parent") else None,
        threshold=float(tree.get("threshold", 0.5)),
        version=int(tree.get("version", 1)),
        **{key: tuple(tree.get(key, ())) for key in _LISTS},
    )


def read_topics(files: Sequence[tuple[str, str]]) -> tuple[Topic, ...]:
    """The topics of a hub from the names and texts of their files, checked one by one and together."""
    topics = tuple(load_topic(text, name=name) for name, text in files)
    check_topics(topics, files)
    return topics


def check_topics(topics: Sequence[Topic], files: Sequence[tuple[str, str]] = ()) -> None:
    """SettingsError when ids repeat, a parent is unknown, or parents form a circle.

    `files` are names and texts of the topics' files in the same order, so that errors name the line.
    """
    if len(topics) > TOPICS_MAX:
        raise SettingsError(f"there are over {TOPICS_MAX:,} topics.", remedy="Make two hubs.")
    at = dict(zip((topic.id for topic in topics), files, strict=False))
    known: dict[str, Topic] = {}
    seen: dict[str, int] = {}
    for number, topic in enumerate(topics):
        # Ids become paths, and some file systems hold AI and ai for one name.
        first = seen.setdefault(topic.id.casefold(), number)
        if first != number:
            here, there = files[number : number + 1], files[first : first + 1]
            other = f", also in {_line_of('id', *there)}" if there else ""
            raise SettingsError(
                f"two topics have the id “{topic.id}”{other}.",
                subject=_line_of("id", *here),
                remedy="Rename one.",
            )
        known[topic.id] = topic
    fine: set[str] = set()  # what leads up to a root: nothing is walked twice
    for topic in topics:
        _check_parents(topic, known, fine, at)


def _check_parents(
    topic: Topic, known: dict[str, Topic], fine: set[str], at: dict[TopicId, tuple[str, str]]
) -> None:
    way = [topic.id]
    on_way = {topic.id}
    while (parent := known[way[-1]].parent) is not None and parent not in fine:
        subject = _line_of("parent", at.get(way[-1], ("", "")))
        if parent not in known:
            near = difflib.get_close_matches(parent, known, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else "Add that topic, or remove the line."
            raise SettingsError(
                f"topic “{way[-1]}” has the parent “{parent}”, which there is not.",
                subject=subject,
                remedy=hint,
            )
        if parent in on_way:
            circle = " → ".join([*way[way.index(parent) :][:CIRCLE_SHOWN_MAX], parent])
            raise SettingsError(
                f"topics are each other's parents: {circle}.",
                subject=subject,
                remedy="Remove one link.",
            )
        way.append(parent)
        on_way.add(parent)
        if len(way) > DEPTH_MAX:
            raise SettingsError(
                f"topic “{topic.id}” has over {DEPTH_MAX} topics above it.",
                subject=subject,
                remedy="Flatten them: a label is read by people.",
            )
    fine.update(way)


def _line_of(key: str, file: tuple[str, str] = ("", "")) -> Place | str:
    name, text = file
    return _place(key, text, name) if name else ""


def _check_keys(tree: dict[str, Any], text: str, name: str) -> None:
    for key in tree:
        if key not in _KNOWN:
            near = difflib.get_close_matches(key, _KNOWN, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(_KNOWN)}."
            raise SettingsError(
                f"unknown key `{key}`.", subject=_place(key, text, name), remedy=hint
            )
    for key in ("id", "name", "query"):
        if key not in tree:
            raise SettingsError(f"`{key}` is missing.", subject=name, remedy="Add it.")
    for key in _TEXTS:
        if key in tree and not isinstance(tree[key], str):
            raise SettingsError(
                f"`{key}` is not text.", subject=_place(key, text, name), remedy="Put it in quotes."
            )
    for key in _LISTS:
        value = tree.get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise SettingsError(
                f"`{key}` is not a list of texts.",
                subject=_place(key, text, name),
                remedy='Write ["one", "two"].',
            )
    threshold = tree.get("threshold", 0.5)
    if (
        isinstance(threshold, bool)
        or not isinstance(threshold, int | float)
        or not 0 <= threshold <= 1
    ):
        raise SettingsError(
            "`threshold` is not between 0 and 1.",
            subject=_place("threshold", text, name),
            remedy="Write 0.5, or leave it out.",
        )
    version = tree.get("version", 1)
    if isinstance(version, bool) or not isinstance(version, int) or not 1 <= version < 2**31:
        raise SettingsError(
            "`version` is not a whole number from 1 on.",
            subject=_place("version", text, name),
            remedy="Begin with 1 and add 1 with each change.",
        )
    if not _ID.match(tree["id"]):
        raise SettingsError(
            "`id` has other signs than letters a to z, digits, - and _.",
            subject=_place("id", text, name),
            remedy="Write it like `computer-vision`, at most 64 letters.",
        )


def _first_line(text: str) -> int | None:
    """The line on which the query's text begins: TOML drops a line's end right after `'''`."""
    found = re.search(r"^[ \t]*query[ \t]*=[ \t]*('''|\"\"\")?(\r?\n)?", text, re.MULTILINE)
    return None if found is None else text.count("\n", 0, found.end()) + 1


def _place(key: str, text: str, name: str) -> Place:
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line):
            return Place(name=name, line=number)
    return Place(name=name)
