"""OPML: lists of feeds that readers exchange.

In: the bytes of a file.  Out: its sources, and every problem with its line, so that an import can be
shown before it is done.  Ill-formed files are read as far as they mean something; addresses that are
no web addresses are told and left out.  Also writes OPML.  Follows no `include`, loads nothing.

Tags are read one by one with linear patterns and not through a tree: most files in circulation are
not well-formed, and a line number is owed for each problem.
"""

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from wiredesk.basics.errors import InputError, Place
from wiredesk.basics.limits import FEED_BYTES_MAX
from wiredesk.basics.text import cut_words
from wiredesk.basics.urls import host_of, web_url
from wiredesk.craft.feeds.decoding import decode
from wiredesk.craft.feeds.plain import line_of_markup
from wiredesk.records.reason import Reason

OUTLINES_MAX: Final = 5_000  # SAFETY.md T59; the largest list that a person keeps has hundreds
DEPTH_MAX: Final = 16  # SAFETY.md T59
HOST_SOURCES_MAX: Final = 500  # of one host: more is an attack on it (SAFETY.md T17)
PROBLEMS_MAX: Final = 200
NAME_CHARACTERS_MAX: Final = 200

# Where an outline begins or a part ends.  What lies between two of these is one tag: descriptions
# with bare quotes or markup in them are usual, so that neither `>` nor `"` tells where it ends.
_EDGE = re.compile(r"<(/?)(outline|body|opml|head)\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\b(text|title|xmlUrl|htmlUrl|type)\s{0,9}=\s{0,9}(?:"([^"]{0,8000})"|'([^']{0,8000})')""",
    re.IGNORECASE,
)
OUTLINE_CHARACTERS_MAX: Final = 20_000  # of one tag; a description runs to a few thousand
_OPML = re.compile(r"<(?:opml|outline)\b", re.IGNORECASE)
_INTERNAL = re.compile(r"<!ENTITY\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlSource:
    """A feed in a list."""

    title: str = ""
    url: str
    site_url: str | None = None
    folder: str = ""
    """Titles of the outlines around it, joined by ` / `."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opml:
    """A list as it was read."""

    sources: tuple[OpmlSource, ...] = ()
    problems: tuple[Reason, ...] = ()
    """`evidence` begins with the place, as `file:12`; `value` is the line."""
    outlines: int = 0
    """Outlines that stand in the file, with and without a feed."""


def parse_opml(body: bytes, *, name: str) -> Opml:
    """The feeds that `body` lists; InputError when it is no OPML or declares entities."""
    if len(body) > FEED_BYTES_MAX:
        raise _refusal(name, f"it is larger than {FEED_BYTES_MAX:,} bytes.", "opml_too_large")
    text = decode(body, url=name).text
    first = _OPML.search(text)
    if first is None:
        raise _refusal(name, "it holds no OPML outline.", "opml_not_opml")
    entity = _INTERNAL.search(text, 0, first.start())
    if entity:
        raise _refusal(name, "it declares entities of its own.", "feed_entity_bomb")
    return _Reading(_blanked_comments(text), name).read()


def render_opml(sources: Iterable[OpmlSource], *, title: str) -> bytes:
    """An OPML 2.0 file of `sources`, grouped by folder in the order of first appearance."""
    folders: dict[str, list[OpmlSource]] = {}
    for source in sources:
        folders.setdefault(source.folder, []).append(source)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "  <head>"]
    lines += [f"    <title>{html.escape(title)}</title>", "  </head>", "  <body>"]
    for folder, members in folders.items():
        names = [part for part in folder.split(" / ") if part]
        for depth, part in enumerate(names):
            lines.append(f"{_indent(depth)}<outline text={_quoted(part)} title={_quoted(part)}>")
        lines += [_indent(len(names)) + _rendered(source) for source in members]
        lines += [f"{_indent(depth)}</outline>" for depth in reversed(range(len(names)))]
    return "\n".join([*lines, "  </body>", "</opml>", ""]).encode()


def _rendered(source: OpmlSource) -> str:
    shown = _quoted(source.title or source.url)
    site = f" htmlUrl={_quoted(source.site_url)}" if source.site_url else ""
    return f'<outline type="rss" text={shown} title={shown} xmlUrl={_quoted(source.url)}{site}/>'


def _quoted(text: str) -> str:
    return f'"{html.escape(text)}"'


def _indent(depth: int) -> str:
    return "    " + "  " * depth


def _refusal(name: str, message: str, code: str) -> InputError:
    return InputError(
        message,
        subject=name,
        remedy="Export the list again as OPML from your feed reader.",
        code=code,
    )


def _blanked_comments(text: str) -> str:
    """`text` with comments gone but their line feeds kept, so that lines count as in the file."""
    if "<!--" not in text:
        return text
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        end = end + 3 if end >= 0 else len(text)
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end
    return "".join((*kept, text[at:]))


class _Reading:
    """Reads one file, outline by outline."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._line_ends = [at.start() for at in re.finditer("\n", text)]
        self._folders: list[str] = []
        self._sources: dict[str, OpmlSource] = {}
        self._hosts: Counter[str] = Counter()
        self._problems: list[Reason] = []
        self._outlines = 0

    def read(self) -> Opml:
        """All outlines up to the limit."""
        edges = _EDGE.finditer(self._text)
        edge = next(edges, None)
        while edge is not None:
            following = next(edges, None)
            if edge[2].lower() == "outline" and not self._outline(edge, following):
                break
            edge = following
        return Opml(
            sources=tuple(self._sources.values()),
            problems=tuple(self._problems),
            outlines=min(self._outlines, OUTLINES_MAX),
        )

    def _outline(self, edge: re.Match[str], following: re.Match[str] | None) -> bool:
        """Read one opening or closing tag; False when no more may be read."""
        if edge[1]:
            if self._folders:
                self._folders.pop()
            return True
        self._outlines += 1
        if self._outlines > OUTLINES_MAX:
            self._tell("outlines_cut", f"Only its first {OUTLINES_MAX} outlines were read.", edge)
            return False
        end = following.start() if following else len(self._text)
        self._open(self._text[edge.end() : min(end, edge.end() + OUTLINE_CHARACTERS_MAX)], edge)
        return True

    def _open(self, tag: str, edge: re.Match[str]) -> None:
        attributes: dict[str, str] = {}
        for name, double, single in _ATTRIBUTE.findall(tag):
            attributes.setdefault(name.lower(), html.unescape(double or single))
        shown = attributes.get("title") or attributes.get("text") or ""
        title = cut_words(line_of_markup(shown), NAME_CHARACTERS_MAX)
        if len(self._folders) < DEPTH_MAX:
            self._keep(attributes, title, edge)
        elif len(self._folders) == DEPTH_MAX:
            self._tell("too_deep", f"Outlines deeper than {DEPTH_MAX} levels were left out.", edge)
        if not tag.rpartition(">")[0].rstrip().endswith("/"):
            self._folders.append("" if "xmlurl" in attributes else title)

    def _keep(self, attributes: dict[str, str], title: str, tag: re.Match[str]) -> None:
        stated = attributes.get("xmlurl") or ""
        if not stated.strip():
            if (attributes.get("type") or "").lower() in {"rss", "atom"}:
                self._tell("no_address", "A feed without an address was left out.", tag)
            return
        url = web_url(_with_scheme(stated.strip()))
        if url is None:
            self._tell("bad_address", "This is no web address and was left out.", tag, stated)
        elif url in self._sources:
            self._tell("duplicate", "This feed stands twice; the first counts.", tag, url)
        elif self._hosts[host_of(url)] >= HOST_SOURCES_MAX:
            self._tell("host_crowded", f"More than {HOST_SOURCES_MAX} feeds of one host.", tag, url)
        else:
            self._hosts[host_of(url)] += 1
            site = attributes.get("htmlurl") or ""
            self._sources[url] = OpmlSource(
                title=title,
                url=url,
                site_url=web_url(site) if site else None,
                folder=" / ".join(part for part in self._folders if part),
            )

    def _tell(self, code: str, text: str, tag: re.Match[str], shown: str = "") -> None:
        if len(self._problems) >= PROBLEMS_MAX:
            return
        line = bisect_right(self._line_ends, tag.start()) + 1
        place = Place(name=self._name, line=line)
        evidence = f"{place} {shown[:200]}".strip()
        self._problems.append(Reason(code=code, text=text, value=line, evidence=evidence))


def _with_scheme(address: str) -> str:
    """Some readers export `feed:` addresses, or leave the scheme out."""
    lowered = address[:12].lower()
    if lowered.startswith("feed://"):
        return "http://" + address[7:]
    if lowered.startswith(("feed:http:", "feed:https:")):
        return address[5:]
    bare = re.match(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?:/|$)", address)
    return "https://" + address if bare else address
