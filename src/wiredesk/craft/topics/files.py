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
        raise SettingsError(f"is not TOML: {cause}.", subject=place) from cause
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


def check_topics(topics: Sequence[Topic]) -> None:
    """SettingsError when ids repeat, a parent is unknown, or parents form a circle."""
    if len(topics) > TOPICS_MAX:
        raise SettingsError(f"there are over {TOPICS_MAX:,} topics.", remedy="Make two hubs.")
    known: dict[str, Topic] = {}
    seen: set[str] = set()
    for topic in topics:
        # Ids become paths, and some file systems hold AI and ai for one name.
        folded = topic.id.casefold()
        if folded in seen:
            raise SettingsError(f"two topics have the id “{topic.id}”.", remedy="Rename one.")
        seen.add(folded)
        known[topic.id] = topic
    for topic in topics:
        _check_parents(topic, known)


def _check_parents(topic: Topic, known: dict[str, Topic]) -> None:
    way = [topic.id]
    while (parent := known[way[-1]].parent) is not None:
        if parent not in known:
            near = difflib.get_close_matches(parent, known, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else "Add that topic, or remove the line."
            raise SettingsError(
                f"topic “{way[-1]}” has the parent “{parent}”, which there is not.", remedy=hint
            )
        if parent in way:
            circle = " → ".join([*way[way.index(parent) :], parent])
            raise SettingsError(
                f"topics are each other's parents: {circle}.", remedy="Remove one link."
            )
        way.append(parent)


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
            raise SettingsError(f"`{key}` is not text.", subject=_place(key, text, name))
    for key in _LISTS:
        value = tree.get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise SettingsError(f"`{key}` is not a list of texts.", subject=_place(key, text, name))
    threshold = tree.get("threshold", 0.5)
    if (
        isinstance(threshold, bool)
        or not isinstance(threshold, int | float)
        or not 0 <= threshold <= 1
    ):
        raise SettingsError(
            "`threshold` is not between 0 and 1.", subject=_place("threshold", text, name)
        )
    version = tree.get("version", 1)
    if isinstance(version, bool) or not isinstance(version, int):
        raise SettingsError(
            "`version` is not a whole number.", subject=_place("version", text, name)
        )
    if not _ID.match(tree["id"]):
        raise SettingsError(
            "`id` has other signs than letters a to z, digits, - and _.",
            subject=_place("id", text, name),
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
