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
from collections.abc import Iterable, Iterator
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

_OUTLINE = re.compile(r"<(/?)outline\b((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*'|[\"'])*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([A-Za-z_][\w:.-]{0,40})\s{0,9}=\s{0,9}(?:"([^"]{0,8000})"|'([^']{0,8000})'|([^\s"'>]{1,8000}))"""
)
_COMMENT = re.compile(r"<!--")
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
        self._feeds = [at.start() for at in re.finditer("\n", text)]
        self._folders: list[str] = []
        self._sources: dict[str, OpmlSource] = {}
        self._hosts: Counter[str] = Counter()
        self._problems: list[Reason] = []
        self._outlines = 0

    def read(self) -> Opml:
        """All outlines up to the limit."""
        for tag in _OUTLINE.finditer(self._text):
            if tag[1]:
                if self._folders:
                    self._folders.pop()
                continue
            self._outlines += 1
            if self._outlines > OUTLINES_MAX:
                self._tell("outlines_cut", f"Only its first {OUTLINES_MAX} outlines were read.", tag)
                break
            self._open(tag)
        return Opml(
            sources=tuple(self._sources.values()),
            problems=tuple(self._problems),
            outlines=min(self._outlines, OUTLINES_MAX),
        )

    def _open(self, tag: re.Match[str]) -> None:
        attributes = dict(_attributes(tag[2]))
        shown = attributes.get("title") or attributes.get("text") or ""
        title = cut_words(line_of_markup(shown), NAME_CHARACTERS_MAX)
        if len(self._folders) < DEPTH_MAX:
            self._keep(attributes, title, tag)
        elif len(self._folders) == DEPTH_MAX:
            self._tell("too_deep", f"Outlines deeper than {DEPTH_MAX} levels were left out.", tag)
        if not tag[2].rstrip().endswith("/"):
            self._folders.append("" if "xmlurl" in attributes else title)

    def _keep(self, attributes: dict[str, str], title: str, tag: re.Match[str]) -> None:
        stated = attributes.get("xmlurl") or attributes.get("xmlUrl".lower()) or ""
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
        line = bisect_right(self._feeds, tag.start()) + 1
        place = Place(name=self._name, line=line)
        evidence = f"{place} {shown[:200]}".strip()
        self._problems.append(Reason(code=code, text=text, value=line, evidence=evidence))


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        yield name.lower(), html.unescape(double or single or bare)


def _with_scheme(address: str) -> str:
    """Some readers export `feed:` addresses, or leave the scheme out."""
    lowered = address[:12].lower()
    if lowered.startswith("feed://"):
        return "http://" + address[7:]
    if lowered.startswith(("feed:http:", "feed:https:")):
        return address[5:]
    bare = re.match(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?:/|$)", address)
    return "https://" + address if bare else address
