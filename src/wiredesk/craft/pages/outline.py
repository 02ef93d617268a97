"""A page as a list of text blocks and the elements that they stand in.

In: the body of a parsed page, after `prescan` bounded its depth.  Out: Outline.  Walks with a stack of
its own, so no depth of markup can exhaust Python's.  Judges nothing.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from wiredesk.craft.pages.naming import GROUPS, groups_of

BLOCKS_MAX: Final = 6_000  # a book has fewer; what follows is said to be cut
UNREAD: Final = frozenset(
    "script style noscript template svg iframe select textarea input canvas object embed video audio map "
    "option math dialog head link meta title -comment _comment !doctype".split()
)
PARTS: Final = frozenset(
    "p div section article li ul ol h1 h2 h3 h4 h5 h6 table tr td th tbody thead tfoot caption blockquote "
    "pre figure figcaption main header footer aside nav dl dt dd form fieldset address body hr details "
    "summary center button label hgroup menu legend picture".split()
)
"""Elements that part one block from the next."""
_TAG_SIGNS: Final = (
    "article", "main", "ul", "table", "header", "footer", "nav", "aside", "form", "figure", "blockquote",
    "section", "button", "a", "label", "address", "hidden", "aria-hidden", "articlebody", "role",
)  # fmt: skip
SIGN_NAMES: Final = tuple(f"g{place}" for place in range(len(GROUPS))) + tuple(
    f"s{place}" for place in range(len(_TAG_SIGNS))
)
SIGN: Final = {name: 1 << (len(GROUPS) + place) for place, name in enumerate(_TAG_SIGNS)}
GROUP_SIGN: Final = {name: 1 << place for place, (name, _) in enumerate(GROUPS)}
_SIGN_OF_TAG: Final = {
    **{tag: SIGN[tag] for tag in _TAG_SIGNS[:16]},
    "ol": SIGN["ul"],
    "figcaption": SIGN["figure"],
    "picture": SIGN["figure"],
}
_AWAY_ROLES: Final = frozenset(
    ["navigation", "banner", "contentinfo", "complementary", "search", "dialog"]
)
_SPACE = re.compile(r"\s+")
_BREAK: Final = "\n\n"
_ENTER, _LEAVE_PART, _LEAVE_LINK = range(3)


@dataclass(slots=True)
class Outline:
    """Blocks in reading order, and the tree of elements above them; element 0 is the body."""

    parents: list[int] = field(default_factory=lambda: [0])
    tags: list[str] = field(default_factory=lambda: ["body"])
    signs: list[int] = field(default_factory=lambda: [0])
    shapes: list[int] = field(default_factory=lambda: [0])
    """Equal for elements of the same tag and class along the same path."""
    texts: list[str] = field(default_factory=list)
    link_characters: list[int] = field(default_factory=list)
    elements: list[int] = field(default_factory=list)
    """The element that each block stands in."""
    is_cut: bool = False


def outline_of(body: LexborNode) -> Outline:
    """The blocks of a page in reading order."""
    walk = _Walk()
    walk.push_children(body, 0)
    walk.run()
    return walk.outline


class _Walk:
    def __init__(self) -> None:
        self.outline = Outline()
        self._stack: list[tuple[LexborNode | None, int, int]] = []
        self._pieces: list[str] = []
        self._link_characters = 0
        self._links = 0
        self._element = 0
        self._after_break = False
        self._shape_numbers: dict[tuple[int, str, str], int] = {}

    def push_children(self, node: LexborNode, element: int) -> None:
        child = node.child
        children: list[tuple[LexborNode | None, int, int]] = []
        while child is not None:
            children.append((child, element, _ENTER))
            child = child.next
        children.reverse()
        self._stack += children

    def run(self) -> None:
        stack = self._stack
        while stack:
            node, element, kind = stack.pop()
            if node is None:
                if kind == _LEAVE_LINK:
                    self._links -= 1
                else:
                    self._flush()
                    self._element = element
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._add(node.text_content or "")
            elif tag == "br":
                self._pieces.append(_BREAK if self._after_break else "\n")
                self._after_break = True
            elif tag in PARTS:
                self._enter(node, tag, element)
            elif tag not in UNREAD:
                if tag == "a":
                    self._links += 1
                    stack.append((None, 0, _LEAVE_LINK))
                self.push_children(node, element)
            if len(self.outline.texts) > BLOCKS_MAX:
                self.outline.is_cut = True
                return
        self._flush()

    def _add(self, text: str) -> None:
        is_blank = not text or text.isspace()
        if is_blank and not self._pieces:
            return
        self._pieces.append(text)
        if is_blank:
            return
        self._after_break = False
        if self._links:
            self._link_characters += len(text.strip())

    def _enter(self, node: LexborNode, tag: str, above: int) -> None:
        self._flush()
        outline = self.outline
        attributes = node.attributes
        classes = attributes.get("class") or ""
        names = f"{classes} {attributes.get('id') or ''}"
        signs = _SIGN_OF_TAG.get(tag, 0)
        if len(names) > 1:
            signs |= groups_of(names)
        if len(attributes) > ("class" in attributes):
            signs |= _stated(attributes)
        first = classes.split(" ", 1)[0][:12] if tag in {"div", "section"} else ""
        shape = (outline.shapes[above], tag, first)
        number = len(outline.parents)
        outline.parents.append(above)
        outline.tags.append(tag)
        outline.signs.append(signs)
        outline.shapes.append(self._shape_numbers.setdefault(shape, len(self._shape_numbers) + 1))
        self._stack.append((None, self._element, _LEAVE_PART))
        self._element = number
        self.push_children(node, number)

    def _flush(self) -> None:
        pieces, self._pieces = self._pieces, []
        links, self._link_characters = self._link_characters, 0
        if not pieces:
            return
        parts = [pieces]
        if _BREAK in pieces:  # two line breaks are what a paragraph was before there was CSS
            joined = "".join("\0" if one is _BREAK else one.replace("\0", " ") for one in pieces)
            parts = [[part] for part in joined.split("\0")]
        for part in parts:
            text = _SPACE.sub(" ", "".join(part)).strip()
            if text:
                self.outline.texts.append(text)
                self.outline.link_characters.append(min(links, len(text)))
                self.outline.elements.append(self._element)


def _stated(attributes: dict[str, str | None]) -> int:
    signs = 0
    style = attributes.get("style")
    if "hidden" in attributes or (style and "display:none" in style.replace(" ", "")):
        signs |= SIGN["hidden"]
    if attributes.get("aria-hidden") == "true":
        signs |= SIGN["aria-hidden"]
    if "articlebody" in (attributes.get("itemprop") or "").lower():
        signs |= SIGN["articlebody"]
    if attributes.get("role") in _AWAY_ROLES:
        signs |= SIGN["role"]
    return signs
