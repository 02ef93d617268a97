"""A linear look at markup before any parser touches it: depth, attributes, huge numbers.

Every HTML parser can be hung by one small page (DEPENDENCIES.md, evidence 1); libxml2 drops what lies
below depth 255 without a word (SAFETY.md M8).  In: markup.  Out: markup that is safe to parse, and
which limit it broke.
"""

import re
from typing import Final

from wiredesk.basics.limits import MARKUP_DEPTH_MAX, PAGE_BYTES_MAX

ATTRIBUTES_MAX: Final = 200  # in one tag; a real page has under 60
TAG_CHARACTERS_MAX: Final = 60_000  # a data: image in an attribute has less
TAGS_MAX: Final = 400_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})([^<>]*)>")
_ENDLESS = re.compile(rf"<[a-zA-Z][^<>]{{{TAG_CHARACTERS_MAX},}}(?=>|<|$)")
_VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
    ]
)
"""Closed by themselves, or by the next of their kind: they do not nest without end."""
_NUMBER = re.compile(
    r"\b((?:col|row)span|start|width|height|span)\s*=\s*([\"']?)\d{5,}", re.IGNORECASE
)


def make_safe(markup: str) -> tuple[str, str]:
    """Markup that parses in bounded time, and the limit that was broken: `size`, `depth`, `attributes`."""
    broken = ""
    if len(markup) > PAGE_BYTES_MAX:
        markup, broken = markup[:PAGE_BYTES_MAX], "size"
    markup = _NUMBER.sub(r"\1=\g<2>1", markup)
    deepest, widest = _measured(markup)
    if widest:
        markup, broken = _TAG.sub(_without_attributes, markup), "attributes"
        markup = _ENDLESS.sub("<span", markup)
    if deepest > MARKUP_DEPTH_MAX:
        # Flattened, not cut: the text below the depth, and after it, stays readable.
        markup, broken = _flattened(markup), "depth"
    return markup, broken


def _measured(markup: str) -> tuple[int, bool]:
    """The deepest nesting, and whether a tag is larger than any honest one."""
    depth = deepest = count = 0
    wide = False
    for tag in _TAG.finditer(markup):
        count += 1
        name = tag[2].lower()
        inside = tag[3]
        wide = wide or len(inside) > TAG_CHARACTERS_MAX or inside.count("=") > ATTRIBUTES_MAX
        wide = wide or (len(inside) > 10_000 and inside.count(" ") > 5 * ATTRIBUTES_MAX)
        if name in _VOID or inside.endswith("/"):
            continue
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        deepest = max(deepest, depth)
        if count > TAGS_MAX:
            return MARKUP_DEPTH_MAX + 1, wide
    return deepest, wide


def _without_attributes(tag: re.Match[str]) -> str:
    if (
        len(tag[3]) > TAG_CHARACTERS_MAX
        or tag[3].count("=") > ATTRIBUTES_MAX
        or (len(tag[3]) > 10_000 and tag[3].count(" ") > 5 * ATTRIBUTES_MAX)
    ):
        return f"<{tag[1]}{tag[2]}>"
    return tag[0]


def _flattened(markup: str) -> str:
    """Tags below the limit become paragraph ends; everything else stays."""
    depth = 0
    parts, end = [], 0
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        parts.append(markup[end : tag.start()])
        end = tag.end()
        keeps = name in _VOID or tag[3].endswith("/")
        if not keeps:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth + (1 if tag[1] else 0) <= MARKUP_DEPTH_MAX:
            parts.append(tag[0])
        elif name in {"p", "div", "li", "tr", "section", "article", "br"}:
            parts.append("<p>")
        else:
            parts.append(" ")
    parts.append(markup[end:])
    return "".join(parts)
