"""A linear look at markup before any parser touches it: size, depth, attributes.

Every HTML parser can be hung by one small page (DEPENDENCIES.md, evidence 1); libxml2 drops what lies
below depth 255 without a word (SAFETY.md M8).  In: markup.  Out: markup that is safe to parse, and
which limit it broke.  Reads tags by the grammar of the HTML standard (section 13.2.5), so that quotes,
comments and scripts cannot hide any; each character is looked at once.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from wiredesk.basics.limits import MARKUP_DEPTH_MAX, PAGE_BYTES_MAX

ATTRIBUTES_MAX: Final = 200  # in one tag; a real page has under 60
WIDE_CHARACTERS: Final = 600  # a shorter tag cannot hold more attributes than that
TAGS_MAX: Final = 150_000  # the largest honest page measured has 23,000
TAGS_SEEN_MAX: Final = 400_000  # those that are dropped for their depth included

_TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>]{0,40}+)[^\s/>]*+"
    r"((?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)*+)"
    r"(?:>|\Z)"
)
_TAG_START = re.compile(r"<(?=[a-zA-Z/!])")
_ATTRIBUTE = re.compile(
    r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+"
)
_RAW: Final = frozenset("script style textarea title xmp iframe noembed noframes".split())
"""Their content is text, whatever it looks like."""
_SHALLOW: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option "
    "tbody thead tfoot colgroup".split()
)
"""Closed by themselves, or by the next of their kind: they do not nest without end."""
_PARAGRAPHS: Final = frozenset("p div li tr section article br blockquote td dd dt ul ol".split())


@dataclass(slots=True)
class _Scan:
    """Where the tags are, and what they break."""

    deepest: int = 0
    is_many: bool = False
    wide: list[tuple[int, int, str]] = field(default_factory=list)
    """Start, end and replacement of tags with too many attributes."""
    below: list[tuple[int, int, str]] = field(default_factory=list)
    """The same for tags below the allowed depth."""


def make_safe(markup: str) -> tuple[str, str]:
    """Markup that parses in bounded time, and the limit it broke: `size`, `depth`, `attributes`, or ``."""
    broken = ""
    if len(markup) > PAGE_BYTES_MAX:
        markup, broken = markup[:PAGE_BYTES_MAX], "size"
    scan = _scanned(markup)
    if scan.wide:
        broken = "attributes"
    if scan.deepest > MARKUP_DEPTH_MAX:
        broken = "depth"
    if scan.is_many:
        broken = "size"
    changes = sorted([*scan.wide, *scan.below])
    return (_replaced(markup, changes) if changes else markup), broken


def _scanned(markup: str) -> _Scan:
    scan = _Scan()
    match, find = _TAG.match, markup.find
    at = find("<")
    depth = seen = 0
    while at >= 0:
        tag = match(markup, at)
        if tag is None:
            start = _TAG_START.search(markup, _after_comment(markup, at))
            at = start.start() if start else -1
            continue
        end = tag.end()
        closing, name, inside = tag.group(1, 2, 3)
        name = name.lower()
        if len(inside) > WIDE_CHARACTERS and _is_wide(inside):
            scan.wide.append((at, end, f"<{closing}{name}>"))
        seen += 1
        if seen - len(scan.below) > TAGS_MAX or seen > TAGS_SEEN_MAX:
            scan.is_many = True
            scan.below.append((at, len(markup), ""))
            return scan
        if closing or name in _RAW:
            if closing:
                depth = _closed(scan, depth, (at, end, name))
            else:
                end = _end_of_raw(markup, name, end)
        elif name not in _SHALLOW and not inside.endswith("/"):
            depth += 1
            if depth > MARKUP_DEPTH_MAX:
                scan.deepest = depth
                _flatten(scan, at, end, name)
        at = find("<", end)
    return scan


def _closed(scan: _Scan, depth: int, tag: tuple[int, int, str]) -> int:
    start, end, name = tag
    if name in _SHALLOW:
        return depth
    if depth > MARKUP_DEPTH_MAX:
        _flatten(scan, start, end, name)
    return max(depth - 1, 0)


def _flatten(scan: _Scan, start: int, end: int, name: str) -> None:
    """Flattened, not cut: the text below the depth, and after it, stays readable."""
    if scan.wide and scan.wide[-1][0] == start:
        scan.wide.pop()
    scan.below.append((start, end, "<p>" if name in _PARAGRAPHS else " "))


def _is_wide(inside: str) -> bool:
    return any(place >= ATTRIBUTES_MAX for place, _ in enumerate(_ATTRIBUTE.finditer(inside)))


def _after_comment(markup: str, at: int) -> int:
    """Where the comment or lone `<` at `at` ends."""
    if not markup.startswith("<!--", at):
        return at + 1
    if markup.startswith((">", "->"), at + 4):
        return at + 5
    end = markup.find("-->", at + 4)
    other = markup.find("--!>", at + 4, end if end >= 0 else len(markup))
    ends = [one for one in (end, other) if one >= 0]
    return min(ends) + 3 if ends else len(markup)


def _end_of_raw(markup: str, name: str, start: int) -> int:
    """Where the text of a script ends; a parser takes all of the rest when it is never closed."""
    at = markup.find("</", start)
    while at >= 0:
        if markup[at + 2 : at + 2 + len(name)].lower() == name:
            return at
        at = markup.find("</", at + 2)
    return len(markup)


def _replaced(markup: str, changes: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    before = ""
    for start, end, replacement in changes:
        # A hundred thousand empty paragraphs in a row would only be slow.
        if start > at or replacement != before:
            parts += (markup[at:start], replacement)
        at, before = end, replacement
    parts.append(markup[at:])
    return "".join(parts)
