"""The fields of a record: one table from which they are both read and written.

In: a tree of front matter, or a record.  Out: the values by attribute, or lines.  Since reading and
writing follow the same table, they cannot drift apart.  Does no YAML (`frontmatter`) and knows no
file (`codec`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from wiredesk.basics.errors import Place, RecordError
from wiredesk.craft.render.frontmatter import (
    KEY_CHARACTERS_MAX,
    Block,
    Listing,
    Node,
    Scalar,
)
from wiredesk.craft.render.scalars import date_text, parse_date, quoted, untyped, word
from wiredesk.records.record import Bare, RecordImage, RecordProvider, Related

NUMBER_DIGITS_MAX: Final = 9  # a quality, a heat, a width: none needs more
NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})  # YAML 1.2 section 10.3.2


class Shape(Enum):
    """How a value is written, and what it is."""

    WORD = auto()
    """Text, bare when that is safe."""
    TEXT = auto()
    """Text in double quotes."""
    DATE = auto()
    NUMBER = auto()
    TRUTH = auto()
    WORDS = auto()
    """A list of words."""
    PROVIDER = auto()
    IMAGES = auto()
    RELATED = auto()
    OTHERS = auto()
    """A mapping of keys that nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One key of the format."""

    key: str
    attribute: str
    shape: Shape
    apart: bool = False
    """An empty line stands before it."""
    required: bool = False


def _row(key: str, attribute: str, shape: Shape, **more: bool) -> Field:
    return Field(key=key, attribute=attribute, shape=shape, **more)


# RECORD.md, "Fields, in the order written".
RECORD_FIELDS: Final = (
    _row("category", "category", Shape.WORD),
    _row("title", "title", Shape.TEXT, required=True),
    _row("excerpt", "excerpt", Shape.TEXT),
    _row("publishedDateTime", "published_at", Shape.DATE),
    _row("updatedDateTime", "updated_at", Shape.DATE),
    _row("originalUrl", "original_url", Shape.TEXT),
    _row("webUrl", "web_url", Shape.TEXT),
    _row("ampWebUrl", "amp_web_url", Shape.TEXT),
    _row("cdnAmpWebUrl", "cdn_amp_web_url", Shape.TEXT),
    _row("type", "type", Shape.WORD),
    _row("quality", "quality", Shape.NUMBER),
    _row("heat", "heat", Shape.NUMBER),
    _row("published", "published", Shape.TRUTH),
    _row("featuredContent", "featured_content", Shape.TEXT, apart=True),
    _row("provider", "provider", Shape.PROVIDER, apart=True),
    _row("topics", "topics", Shape.WORDS, apart=True),
    _row("images", "images", Shape.IMAGES, apart=True),
    _row("related", "related", Shape.RELATED, apart=True),
    _row("secured", "secured", Shape.TEXT, apart=True),
)
PROVIDER_FIELDS: Final = (
    _row("name", "name", Shape.WORD),
    _row("domain", "domain", Shape.WORD),
    _row("images", "images", Shape.IMAGES),
)
IMAGE_FIELDS: Final = (
    _row("url", "url", Shape.TEXT, required=True),
    _row("width", "width", Shape.NUMBER),
    _row("height", "height", Shape.NUMBER),
    _row("isCached", "is_cached", Shape.TRUTH),
    _row("title", "title", Shape.TEXT),
    _row("attribution", "attribution", Shape.TEXT),
)
RELATED_FIELDS: Final = (
    _row("title", "title", Shape.TEXT),
    _row("excerpt", "excerpt", Shape.TEXT),
    _row("publishedDateTime", "published", Shape.DATE),
    _row("webUrl", "web_url", Shape.TEXT),
    _row("type", "type", Shape.WORD),
    _row("provider", "provider", Shape.PROVIDER),
    _row("quality", "quality", Shape.NUMBER),
    _row("images", "images", Shape.IMAGES),
)


# --- reading ------------------------------------------------------------------------------------


class FieldReader:
    """Reads values by the table; keeps every complaint with its line instead of stopping at one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.complaints: list[RecordError] = []

    def read(self, block: Block, fields: Iterable[Field]) -> dict[str, Any]:
        """Values by attribute, absent ones as None, unknown keys under `extra`."""
        values: dict[str, Any] = {}
        for field in fields:
            node = block.pairs.get(field.key)
            values[field.attribute] = None if node is None else self._value(node, field)
            if field.required and values[field.attribute] is None:
                self._complain(block.line, f"`{field.key}` is missing.", f"Add `{field.key}`.")
                values[field.attribute] = ""
        known = {field.key for field in fields}
        values["extra"] = {
            key: other_value(node) for key, node in block.pairs.items() if key not in known
        }
        return values

    def _value(self, node: Node, field: Field) -> Any:
        if _is_null(node) and field.shape is not Shape.DATE:
            return None
        match field.shape:
            case Shape.WORDS:
                return self._words(node, field.key)
            case Shape.PROVIDER:
                block = self._block(node, field.key)
                return block and RecordProvider(**self.read(block, PROVIDER_FIELDS))
            case Shape.IMAGES:
                blocks = self._blocks(node, field.key)
                return tuple(RecordImage(**self.read(block, IMAGE_FIELDS)) for block in blocks)
            case Shape.RELATED:
                blocks = self._blocks(node, field.key)
                return tuple(Related(**self.read(block, RELATED_FIELDS)) for block in blocks)
            case Shape.OTHERS:
                return other_value(node)
            case _:
                return self._single(node, field)

    def _single(self, node: Node, field: Field) -> Any:
        if not isinstance(node, Scalar):
            self._complain(node.line, f"`{field.key}` is one value.", "Write it on its line.")
            return None
        text = node.text
        if field.shape is Shape.DATE:
            return parse_date(text)
        if field.shape is Shape.NUMBER:
            digits = text.removeprefix("-")
            if digits.isascii() and digits.isdigit() and len(digits) <= NUMBER_DIGITS_MAX:
                return int(text)
            self._complain(node.line, f"`{field.key}` is a whole number, not “{text[:40]}”.", "")
            return None
        if field.shape is Shape.TRUTH:
            if text.lower() in {"true", "false"}:
                return text.lower() == "true"
            self._complain(node.line, f"`{field.key}` is true or false, not “{text[:40]}”.", "")
            return None
        return text

    def _words(self, node: Node, key: str) -> tuple[str, ...] | None:
        children = node.children if isinstance(node, Listing) else (node,)
        for child in children:
            if not isinstance(child, Scalar) or not isinstance(node, Listing):
                self._complain(child.line, f"`{key}` is a list of words.", "Write `- word` lines.")
                return None
        return tuple(child.text for child in children if isinstance(child, Scalar))

    def _blocks(self, node: Node, key: str) -> list[Block]:
        if not isinstance(node, Listing):
            self._complain(node.line, f"`{key}` is a list.", "Begin each entry with `- `.")
            return []
        found = (self._block(child, key) for child in node.children)
        return [block for block in found if block is not None]

    def _block(self, node: Node, key: str) -> Block | None:
        if isinstance(node, Block):
            return node
        self._complain(node.line, f"`{key}` holds keys of its own.", "Write `key: value` lines.")
        return None

    def _complain(self, line: int, message: str, remedy: str) -> None:
        place = Place(name=self._name, line=line)
        self.complaints.append(RecordError(message, subject=place, remedy=remedy))


def other_value(node: Node) -> object:
    """What stands under a key that nobody knows: text, a tuple or a dict."""
    if isinstance(node, Scalar):
        return node.text if node.quoted else Bare(node.text)
    if isinstance(node, Listing):
        return tuple(other_value(child) for child in node.children)
    return {key: other_value(child) for key, child in node.pairs.items()}


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.quoted and node.text in NULLS


# --- writing ------------------------------------------------------------------------------------


def field_lines(record: object, fields: Iterable[Field]) -> Iterator[str]:
    """The lines of a record's present fields, in the table's order, unknown keys last."""
    known, last = set(), ""
    for field in fields:
        known.add(field.key)
        value = getattr(record, field.attribute)
        if value is None:
            continue
        if field.apart:
            yield ""
        for last in value_lines(field.key, value, field.shape):
            yield last
    extra: Mapping[str, object] = getattr(record, "extra", {})
    for key, value in extra.items():
        if key in known:
            raise RecordError(f"`{key}` is a field of the format, so it cannot be an unknown key.")
        if last.startswith(" "):
            yield ""
        for last in value_lines(key, value, Shape.OTHERS):
            yield last


def value_lines(key: str, value: Any, shape: Shape) -> Iterator[str]:
    """The lines of one key."""
    name = _key(key)
    match shape:
        case Shape.WORDS if value:
            yield from nested(name, [f"- {word(one)}" for one in value])
        case Shape.PROVIDER:
            yield from nested(name, _within(value, PROVIDER_FIELDS))
        case Shape.IMAGES if value:
            yield from nested(name, _dashed(_within(image, IMAGE_FIELDS) for image in value))
        case Shape.RELATED if value:
            yield from nested(name, _dashed(_within(one, RELATED_FIELDS) for one in value))
        case Shape.OTHERS if _is_tree(value):
            yield from nested(name, _tree_lines(value))
        case _:
            yield f"{name}: {_scalar(value, shape)}".rstrip(" ")


def nested(name: str, lines: Iterable[str]) -> Iterator[str]:
    """`name:` with `lines` below it."""
    below = [f"  {line}" for line in lines if line]
    yield f"{name}:" if below else f"{name}: {{}}"
    yield from below


def _scalar(value: Any, shape: Shape) -> str:
    match shape:
        case Shape.WORD:
            return word(value)
        case Shape.TEXT:
            return quoted(value)
        case Shape.DATE:
            return date_text(value)
        case Shape.NUMBER:
            return str(value)
        case Shape.TRUTH:
            return "true" if value else "false"
        case Shape.OTHERS:
            return _leaf(value)
        case _:
            return "[]"  # every other list is empty here


def _within(record: object, fields: Iterable[Field]) -> list[str]:
    # Inside a block no empty lines stand, not even before unknown keys.
    return [line for line in field_lines(record, fields) if line]


def _dashed(entries: Iterable[list[str]]) -> Iterator[str]:
    for lines in entries:
        first, *rest = lines or ["{}"]
        yield f"- {first}".rstrip(" ")
        yield from (f"  {line}" for line in rest)


def _is_tree(value: object) -> bool:
    return isinstance(value, Mapping | tuple | list) and bool(value)


def _tree_lines(value: Any) -> list[str]:
    if not _is_tree(value):
        return [_leaf(value)]
    if isinstance(value, Mapping):
        pairs = (value_lines(str(key), child, Shape.OTHERS) for key, child in value.items())
        return [line for lines in pairs for line in lines]
    return list(_dashed(_tree_lines(child) for child in value))


def _leaf(value: object) -> str:
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, tuple | list):
        return "[]"
    return untyped(value) if isinstance(value, Bare) else quoted(str(value))


def _key(key: str) -> str:
    if not 0 < len(key) <= KEY_CHARACTERS_MAX:
        raise RecordError(f"a key has 1 to {KEY_CHARACTERS_MAX} signs, not {len(key)}.")
    return untyped(key)
