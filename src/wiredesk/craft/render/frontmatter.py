"""Front matter: the block between two lines of `---`, read into a tree in which all is text.

In: the bytes of a file.  Out: its tree with line numbers, its body, its line ending; or a RecordError
that names the line.  Types nothing: that is `fields`.  Knows no tags, anchors, aliases, merge keys or
implicit types, so nothing in a file can name code or grow when read (SAFETY.md T58).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import yaml

from wiredesk.basics.errors import Place, RecordError

FRONT_MATTER_BYTES_MAX: Final = 65_536  # RECORD.md, rule 2: 64 kB
DEPTH_MAX: Final = 12  # levels; a record needs 4, and every reader of trees recurses
KEY_CHARACTERS_MAX: Final = (
    128  # YAML 1.2 section 8.2.2 stops at 1,024; no key of anyone needs that
)

FENCE: Final = "---"
# What YAML 1.1 section 4.1.1 lets stand in a file; libyaml and PyYAML differ in how they say so.
_UNREADABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
# libyaml is 10 times as fast; tests hold that both give the same tree.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One value as text."""

    text: str
    quoted: bool
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of nodes."""

    children: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Keys with their nodes, in the order written; no key twice."""

    pairs: dict[str, "Node"]
    key_lines: dict[str, int]
    line: int


Node: TypeAlias = Scalar | Listing | Block


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """A file taken apart."""

    block: Block
    body: str
    """What follows, with `\\n` as line ending and without empty lines around it."""
    newline: str


def parse_front_matter(
    raw: bytes, *, name: str, bytes_max: int = FRONT_MATTER_BYTES_MAX
) -> FrontMatter:
    """The front matter and body of a file.

    `bytes_max` bounds the front matter alone; a test of long values raises it.
    """
    text, newline = _text_of(raw, name)
    head, body = _parted(text, name, bytes_max)
    return FrontMatter(block=_tree(head, name), body=body, newline=newline)


def _text_of(raw: bytes, name: str) -> tuple[str, str]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise RecordError(
            "is not UTF-8.", subject=Place(name=name, line=line), remedy="Save the file as UTF-8."
        ) from None
    first = text.partition("\n")[0]
    return text.replace("\r\n", "\n"), "\r\n" if first.endswith("\r") else "\n"


def _parted(text: str, name: str, bytes_max: int) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    if first != FENCE:
        raise RecordError(
            "does not begin with a line of `---`.",
            subject=Place(name=name, line=1),
            remedy="A record begins with its front matter.",
        )
    # The leading break makes the fence findable when the front matter is empty.
    head, fence, tail = ("\n" + rest).partition(f"\n{FENCE}\n")
    if not fence and head.endswith(f"\n{FENCE}"):
        head, fence, tail = head[: -len(FENCE) - 1], FENCE, ""
    if len(head.encode("utf-8")) > bytes_max:
        raise RecordError(
            f"holds more than {bytes_max:,} bytes of front matter.",
            subject=Place(name=name, line=1),
            remedy="Cut it, or end it with a line of `---`.",
        )
    if not fence:
        raise RecordError(
            "has no second line of `---`.",
            subject=Place(name=name, line=text.count("\n") + 1),
            remedy="End the front matter with one.",
        )
    return head[1:] + "\n", tail.strip("\n") if tail.strip() else ""


def _tree(head: str, name: str) -> Block:
    events = _events(head, name)
    found: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and found is not None:
            raise _refusal("a second document begins inside the front matter.", event, name)
        if isinstance(event, yaml.NodeEvent):
            found = _node(event, events, name=name, depth=0)
    if found is None:
        return Block(pairs={}, key_lines={}, line=2)
    if not isinstance(found, Block):
        raise RecordError(
            "the front matter holds no keys.",
            subject=Place(name=name, line=found.line),
            remedy="Write it as `key: value` lines.",
        )
    return found


def _events(head: str, name: str) -> Iterator[yaml.Event]:
    if sign := _UNREADABLE.search(head):
        line = head.count("\n", 0, sign.start()) + 2
        raise _wrong(f"the sign U+{ord(sign[0]):04X} must stand as an escape", line, name)
    try:
        yield from yaml.parse(head, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        # A quote that nobody closed is found at the end, and wrong where it was opened.
        opened = "scalar" in (error.context or "")
        mark = error.context_mark if opened else error.problem_mark
        told = error.problem or error.context or "cannot be read"
        raise _wrong(told, _line_of(mark), name) from None


def _node(event: yaml.Event, events: Iterator[yaml.Event], *, name: str, depth: int) -> Node:
    if isinstance(event, yaml.AliasEvent):
        raise _refusal("aliases (`*name`) are not read.", event, name)
    assert isinstance(event, yaml.NodeEvent), event
    if event.anchor is not None:
        raise _refusal("anchors (`&name`) are not read.", event, name)
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise _refusal(f"tags (`{tag}`) are not read.", event, name)
    if depth > DEPTH_MAX:
        raise _refusal(f"is nested more than {DEPTH_MAX} deep.", event, name)
    line = _line_of(event.start_mark)
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(text=event.value, quoted=event.style not in {None, ""}, line=line)
    if isinstance(event, yaml.SequenceStartEvent):
        children = []
        while not isinstance(child := next(events), yaml.SequenceEndEvent):
            children.append(_node(child, events, name=name, depth=depth + 1))
        return Listing(children=tuple(children), line=line)
    return _block(events, name=name, depth=depth, line=line)


def _block(events: Iterator[yaml.Event], *, name: str, depth: int, line: int) -> Block:
    pairs: dict[str, Node] = {}
    key_lines: dict[str, int] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, name=name, depth=depth + 1)
        if not isinstance(key, Scalar) or not 0 < len(key.text) <= KEY_CHARACTERS_MAX:
            raise _refusal(f"a key is one word of 1 to {KEY_CHARACTERS_MAX} signs.", event, name)
        if key.text in pairs:
            raise _refusal(
                f"`{key.text}` stands here again, first in line {key_lines[key.text]}.", event, name
            )
        key_lines[key.text] = key.line
        pairs[key.text] = _node(next(events), events, name=name, depth=depth + 1)
    return Block(pairs=pairs, key_lines=key_lines, line=line)


def _refusal(message: str, event: yaml.Event, name: str) -> RecordError:
    return RecordError(
        message,
        subject=Place(name=name, line=_line_of(event.start_mark)),
        remedy="Write plain keys and values.",
    )


def _wrong(told: str, line: int | None, name: str) -> RecordError:
    return RecordError(
        f"is not YAML: {told}.",
        subject=Place(name=name, line=line),
        remedy="Put the value into double quotes.",
    )


def _line_of(mark: Any) -> int:
    # Marks count from 0, and the front matter begins in the file's second line.
    return 2 if mark is None else int(mark.line) + 2
