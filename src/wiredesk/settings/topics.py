"""The topics of a hub: `topics/*.toml`, and the IPTC Media Topics that its operator imported.

In: files that a person keeps.  Out: records; SettingsError names file, line and remedy.
"""

from pathlib import Path
from typing import Final

from wiredesk.basics.errors import Place, SettingsError
from wiredesk.craft.topics import load_topic, parse_concepts, read_topics, render_concepts
from wiredesk.records.topic import Concept, Topic
from wiredesk.settings.files import write_whole

TOPICS_FOLDER: Final = "topics"
CONCEPTS_FILE: Final = "iptc.json"
TOPIC_BYTES_MAX: Final = 1_000_000  # a query of 20,000 terms is below half of it
CONCEPTS_BYTES_MAX: Final = 50_000_000  # the official file in 13 languages has 10 MB


def load_topics(folder: Path) -> tuple[Topic, ...]:
    """The topics of the hub in `folder`, by file; SettingsError when one is wrong."""
    paths = sorted((folder / TOPICS_FOLDER).glob("*.toml"))
    return read_topics([(str(path), _read(path)) for path in paths])


def load_topic_files(path: Path) -> tuple[Topic, ...]:
    """The topics of a folder of topic files, or the one of a file."""
    paths = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not paths:
        raise SettingsError(
            "holds no topic file.", subject=str(path), remedy="Name a folder with *.toml files."
        )
    return read_topics([(str(one), _read(one)) for one in paths])


def load_topic_file(path: Path) -> Topic:
    """The topic of one file, whose parent may stand elsewhere."""
    return load_topic(_read(path), name=str(path))


def load_concepts(folder: Path) -> dict[str, Concept]:
    """The Media Topics of the hub in `folder`, by code; empty when none were imported."""
    path = folder / CONCEPTS_FILE
    if not path.exists():
        return {}
    return {one.id: one for one in parse_concepts(_raw(path, CONCEPTS_BYTES_MAX), name=str(path))}


def import_concepts(folder: Path, source: Path) -> tuple[Concept, ...]:
    """Keep the Media Topics of the official file at `source` with the hub; InputError when it is none."""
    concepts = parse_concepts(_raw(source, CONCEPTS_BYTES_MAX), name=str(source))
    write_whole(folder / CONCEPTS_FILE, render_concepts(concepts))
    return concepts


def _read(path: Path) -> str:
    raw = _raw(path, TOPIC_BYTES_MAX)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SettingsError(
            "is not UTF-8 in this line.",
            subject=Place(name=str(path), line=line),
            remedy="Save it as UTF-8.",
        ) from None


def _raw(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        raise SettingsError(
            f"cannot be read: {error.strerror}.", subject=str(path), remedy="Check its name."
        ) from None
    if len(raw) > limit:
        raise SettingsError(
            f"is over {limit:,} bytes.", subject=str(path), remedy="Make several, or shorten it."
        )
    return raw
