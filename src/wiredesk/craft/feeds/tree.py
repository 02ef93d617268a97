"""Repaired markup to a tree, and what one element says.

In: bytes from `repair`.  Out: lxml elements, their text, whether it is markup, their base address and
language.  The parser loads nothing: no document type, no entity, no network (SAFETY.md T22).
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from wiredesk.basics.errors import InputError
from wiredesk.basics.urls import web_url
from wiredesk.craft.feeds.names import key_of
from wiredesk.craft.feeds.plain import (
    MARKUP_CHARACTERS_MAX,
    line_of_markup,
    line_of_text,
    text_of_markup,
    text_of_text,
)
from wiredesk.craft.feeds.repair import too_deep

Element = Any  # lxml ships no types; what is read from an element is typed here

XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_PREFIX = re.compile(r"(</?)[A-Za-z_][\w.-]{0,60}:(?=[A-Za-z])")
_ANY_MARKUP = re.compile(r"</[A-Za-z]|<(?:br|p|img|hr)\b|&(?:#\d|#x|[A-Za-z]{2,8};)", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:amp|#0{0,3}38|#[xX]26);")
_HTML_TYPES = frozenset({"html", "text/html", "xhtml", "application/xhtml+xml", "escaped"})
_TEXT_TYPES = frozenset({"text", "text/plain"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A parsed feed."""

    root: Element
    url: str
    """Where the feed lies: the base of relative addresses."""
    broken: bool
    """Tags do not match, so that parts may hang where they do not belong."""
    has_base: bool
    has_language: bool


def parse_tree(body: bytes, *, url: str) -> Tree | None:
    """The tree of `body`; None when no element survives; InputError when it is too deep."""
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    kinds = {error.type_name for error in parser.error_log}
    if any("depth" in error.message for error in parser.error_log):
        raise too_deep(url)
    return (
        None
        if root is None
        else Tree(
            root=root,
            url=url,
            broken="ERR_TAG_NAME_MISMATCH" in kinds,
            has_base=b"xml:base" in body,
            has_language=b"xml:lang" in body,
        )
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What a text element says."""

    value: str
    is_markup: bool

    def head(self, characters_max: int) -> "Said":
        """Its first characters, where only so much of its text is kept."""
        if len(self.value) <= characters_max:
            return self
        return Said(self.value[:characters_max], is_markup=self.is_markup)

    def line(self) -> str:
        """As one line of plain text."""
        return line_of_markup(self.value) if self.is_markup else line_of_text(self.value)

    def text(self) -> str:
        """As plain text with paragraphs as lines."""
        return text_of_markup(self.value) if self.is_markup else text_of_text(self.value)


NOTHING: Final = Said("", is_markup=False)


def said(element: Element) -> Said:
    """The content of a text element, by its `type` and `mode` (RFC 4287 section 3.1)."""
    kind = (element.get("type") or "").strip().lower()
    mode = (element.get("mode") or "").strip().lower()
    if len(element):
        return Said(_inner_markup(element), is_markup=True)
    value = (element.text or "")[: MARKUP_CHARACTERS_MAX * 2]
    if mode == "base64" or (kind and _is_binary(kind, value)):
        value = _from_base64(value)
        return Said(value, is_markup=kind not in _TEXT_TYPES and bool(_ANY_MARKUP.search(value)))
    if kind in _TEXT_TYPES and mode != "escaped":
        return Said(value, is_markup=False)
    if kind in _HTML_TYPES or mode == "escaped":
        return Said(value, is_markup=True)
    # Nothing stated: RSS means HTML, Atom means text and its writers mean HTML all the same.
    return Said(value, is_markup="<" in value or "&" in value)


def _is_binary(kind: str, value: str) -> bool:
    if kind in _HTML_TYPES or kind in _TEXT_TYPES or "/" not in kind:
        return False
    return not kind.startswith("text/") and not kind.endswith(("xml", "html")) and "<" not in value


def _from_base64(value: str) -> str:
    try:
        return base64.b64decode("".join(value.split()), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return value


def _inner_markup(element: Element) -> str:
    parts = [(element.text or "").replace("&", "&amp;").replace("<", "&lt;")]
    length = 0
    for child in element:
        part = etree.tostring(child, encoding="unicode", with_tail=True)
        parts.append(part)
        length += len(part)
        if length > MARKUP_CHARACTERS_MAX:
            break
    return _PREFIX.sub(r"\1", "".join(parts))


def keyed(element: Element) -> Iterator[tuple[str, Element]]:
    """The children of `element` with their keys."""
    for child in element:
        key = key_of(child)
        if key:
            yield key, child


def address(text: str | None, element: Element, tree: Tree) -> str | None:
    """`text` as a web address, resolved by `xml:base`, else by the feed's own address."""
    if not text or not text.strip():
        return None
    if "&" in text:
        # Escaped twice, as old WordPress does; `&#038;` would begin a fragment.
        text = _AMPERSAND.sub("&", text)
    base = "" if text.startswith(("https://", "http://")) else tree.url
    if base and tree.has_base:
        base = _base_of(element, tree.url)
    found = web_url(text, base) if base else web_url(text)
    return found or (web_url(text) if base else None)


def _base_of(element: Element, url: str) -> str:
    bases = [node.get(XML + "base") for node in (element, *element.iterancestors())]
    base = url
    for step in reversed([step for step in bases if step]):
        base = web_url(step, base or None) or base
    return base


def language_of(element: Element, tree: Tree) -> str:
    """The nearest `xml:lang`."""
    if not tree.has_language:
        return ""
    for node in (element, *element.iterancestors()):
        stated = node.get(XML + "lang")
        if stated is not None:
            return str(stated)
    return ""


def nothing_in(url: str) -> InputError:
    """The refusal of markup of which no element survives."""
    return InputError(
        "its markup cannot be read at all.",
        subject=url,
        remedy="Check the address in a browser; the publisher may have moved the feed.",
        code="feed_not_a_feed",
    )
