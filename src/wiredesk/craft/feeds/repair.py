"""The repair pre-pass: text that calls itself XML, made fit for a strict and safe parser.

In: decoded text.  Out: the root element and what follows, without prolog, DOCTYPE, bare `&`, HTML
entities and forbidden signs, with its depth and size checked *before* any parser sees it.  Every
scan is linear.  Does not build a tree and never reads an external entity.
"""

import html
import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from wiredesk.basics.errors import InputError
from wiredesk.basics.limits import FEED_ENTRIES_MAX, MARKUP_DEPTH_MAX
from wiredesk.records.reason import Reason

MARKUP_TAGS_MAX: Final = 600_000  # a tree of that many elements takes about 100 MB
ENTITY_CHARACTERS_MAX: Final = 1_000  # of one declared entity; honest ones name a sign or a prefix
ENTITIES_MAX: Final = 300  # declared; the HTML set has 253
EXPANDED_CHARACTERS_MAX: Final = 200_000  # that declared entities may add to a feed in all

ROOTS: Final = ("rss", "feed", "rdf", "channel", "urlset", "sitemapindex", "opml")
_ROOT = re.compile(
    r"<(?:[A-Za-z_][\w.-]{0,30}:)?(?:rss|feed|rdf|channel|urlset|sitemapindex|opml)(?=[\s/>])",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[\s\ufeff]*")
_NAME = re.compile(r"<(?:[A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})")
_HTML = re.compile(r"<(?:!doctype\s{1,20}html|html|head|body)(?=[\s/>])", re.IGNORECASE)
_TAG_EDGE = re.compile(r"""<(/?)[A-Za-z_:](?:[^<>"']|"[^"<]*"|'[^'<]*')*>""")
# What one entry is called under each root; `</url>` also ends a part of an RSS image.
_ENTRY_NAMES: Final = {"feed": "entry", "urlset": "url", "sitemapindex": "sitemap"}
# What XML 1.0 section 2.2 forbids, as UTF-8: C0 signs, and the two that are no characters.
_C0: Final = bytes({*range(32)} - {9, 10, 13})
_NO_CHARACTERS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")

# An ampersand that XML itself does not understand: bare, an HTML name, or a reference to one of
# the C1 signs, which writers of windows-1252 mean as that page's signs (HTML section 13.2.5.80).
_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#(?!1[2-5]\d;)\d{1,7}|#[xX](?!0{0,4}[89][0-9a-fA-F];)[0-9a-fA-F]{1,6});)"
    r"(#?\w{1,31};)?"
)
_ENTITY = re.compile(
    r"""<!ENTITY\s{1,50}(%\s{1,50})?([A-Za-z_][\w.-]{0,60})\s{1,50}(?:"([^"]*)"|'([^']*)'|(SYSTEM|PUBLIC)\b)""",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"[&%][A-Za-z_][\w.-]{0,60};")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """Markup that begins with its root element."""

    body: bytes
    """UTF-8, without a declaration."""
    root: str
    """Local name of the root, in lower case."""
    truncated: bool = False
    reasons: tuple[Reason, ...] = ()


def repair_markup(text: str, *, url: str) -> Repaired:
    """The root element of `text`, mended; InputError when it is HTML, a bomb, or no markup."""
    at, doctype = _find_root(text, url=url)
    entities = _declared(doctype, url=url)
    name = _NAME.match(text, at)
    root = name[1].lower() if name else ""
    body, truncated, reasons = _cut_entries(text[at:], root=root)
    body, mended = _mend_pieces(body, entities, url=url)
    if mended:
        reasons.append(
            Reason(
                code="ampersands",
                text="Bare ampersands or HTML entities were mended.",
                value=mended,
            )
        )
    if doctype:
        reasons.append(Reason(code="doctype_dropped", text="A document type was dropped unread."))
    encoded = body.encode("utf-8", "ignore")
    clean = _without_forbidden(encoded)
    if len(clean) < len(encoded):
        reasons.append(Reason(code="control_signs", text="Signs that XML forbids were dropped."))
    return Repaired(body=clean, root=root, truncated=truncated, reasons=tuple(reasons))


def _without_forbidden(body: bytes) -> bytes:
    clean = body.translate(None, _C0)
    for sign in _NO_CHARACTERS:
        clean = clean.replace(sign, b"")
    return clean


def _find_root(text: str, *, url: str) -> tuple[int, str]:
    """Where the root element begins, and the document type in front of it."""
    at, doctype = 0, ""
    while True:
        at = _skip_blanks(text, at)
        if text.startswith("<!--", at):
            end = text.find("-->", at)
            at = end + 3
        elif text.startswith("<?", at):
            end = text.find("?>", at)
            at = end + 2
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end = _end_of_doctype(text, at)
            doctype, at = text[at:end], end + 1
        else:
            break
        if end < 0:
            raise _no_feed(url)
    if _ROOT.match(text, at):
        return at, doctype
    return _root_behind_junk(text, at, doctype, url=url), doctype


def _skip_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _root_behind_junk(text: str, at: int, doctype: str, *, url: str) -> int:
    found = _ROOT.search(text, at)
    page = _HTML.search(text, at, found.start() if found else len(text))
    if page or doctype[9:16].strip().lower().startswith("html"):
        raise InputError(
            "it is an HTML page, not a feed.",
            subject=url,
            remedy="Give the feed's own address; `wiredesk sources add` finds it from the page.",
            code="feed_is_html",
        )
    if not found:
        raise _no_feed(url)
    return found.start()


def _no_feed(url: str) -> InputError:
    return InputError(
        "it holds no RSS, Atom, JSON Feed or sitemap.",
        subject=url,
        remedy="Check the address in a browser; the publisher may have moved the feed.",
        code="feed_not_a_feed",
    )


def _end_of_doctype(text: str, at: int) -> int:
    bracket, closing = text.find("[", at), text.find(">", at)
    if bracket < 0 or closing < bracket:
        return closing
    end = text.find("]", bracket)
    # A `]` inside an entity's value ends the search early; the next `]` with a `>` behind it wins.
    while end >= 0:
        after = _skip_blanks(text, end + 1)
        if text[after : after + 1] == ">":
            return after
        end = text.find("]", end + 1)
    return -1


def _declared(doctype: str, *, url: str) -> dict[str, str]:
    """Entities that the internal subset declares as plain short text; InputError for a bomb."""
    entities: dict[str, str] = {}
    for count, found in enumerate(_ENTITY.finditer(doctype)):
        parameter, name, double, single, external = found.groups()
        value = double if double is not None else single or ""
        if len(value) > ENTITY_CHARACTERS_MAX or count >= ENTITIES_MAX or _REFERENCE.search(value):
            raise InputError(
                f"its document type declares the entity `{name}` out of others or at great length.",
                subject=url,
                remedy="No honest feed needs this; do not follow it.",
                code="feed_entity_bomb",
            )
        if not parameter and not external:
            entities.setdefault(name, html.unescape(value))
    return entities


def _cut_entries(body: str, *, root: str) -> tuple[str, bool, list[Reason]]:
    """`body` with at most FEED_ENTRIES_MAX entries, and without one that ends in its middle."""
    if root == "opml":
        return body, False, []
    closing = _closing(_ENTRY_NAMES.get(root, "item"))
    if body.count("</") > FEED_ENTRIES_MAX:
        ends = islice(closing.finditer(body), FEED_ENTRIES_MAX, None)
        surplus = next(ends, None)
        if surplus:
            told = Reason(
                code="entries_cut",
                text=f"Only its first {FEED_ENTRIES_MAX} entries were read.",
                value=FEED_ENTRIES_MAX,
            )
            return body[: surplus.start()], True, [told]
    end_of_root = _closing(root)
    if end_of_root.search(body, max(len(body) - 2_000, 0)) or end_of_root.search(body):
        return body, False, []
    return _without_half_entry(body, closing)


def _closing(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"</(?:[A-Za-z_][\w.-]{{0,30}}:)?{re.escape(name)}\s{{0,20}}>", re.IGNORECASE
    )


def _without_half_entry(body: str, closing: re.Pattern[str]) -> tuple[str, bool, list[Reason]]:
    ends = [found.end() for found in closing.finditer(body)]
    if not ends:
        return body, False, []
    told = Reason(code="ended_early", text="The feed ends in its middle; whole entries were kept.")
    return body[: ends[-1]], True, [told]


def _mend_pieces(body: str, entities: dict[str, str], *, url: str) -> tuple[str, int]:
    """Mend ampersands outside CDATA and comments, and check depth and number of tags there."""
    pieces: list[str] = []
    mender = _Mender(entities)
    gauge = _Gauge(url)
    at = 0
    while at < len(body):
        start, opening, closing = _next_section(body, at)
        outside = body[at:start]
        gauge.read(outside)
        pieces.append(_AMPERSAND.sub(mender, outside) if "&" in outside else outside)
        if start == len(body):
            break
        end = body.find(closing, start + len(opening))
        if end < 0:
            # Unclosed: its text counts up to the end; libxml2 would drop all of it.
            rest = body[start + len(opening) :]
            pieces.append(html.escape(rest, quote=False) if opening == _CDATA else "")
            break
        at = end + len(closing)
        if opening == _CDATA:
            pieces.append(body[start:at])
    return "".join(pieces), mender.mended


_CDATA: Final = "<![CDATA["


def _next_section(body: str, at: int) -> tuple[int, str, str]:
    found = _SECTION.search(body, at)
    if not found:
        return len(body), "", ""
    return found.start(), found[0], "]]>" if found[0] == _CDATA else "-->"


_SECTION = re.compile(r"<!\[CDATA\[|<!--")


class _Mender:
    """Replaces one ampersand that XML would not understand, and counts."""

    def __init__(self, entities: dict[str, str]) -> None:
        self._entities = entities
        self._added = 0
        self.mended = 0

    def __call__(self, found: re.Match[str]) -> str:
        self.mended += 1
        name = found[1]
        if not name:
            return "&amp;"
        own = self._entities.get(name[:-1])
        if own is not None and self._added < EXPANDED_CHARACTERS_MAX:
            self._added += len(own)
            return html.escape(own)
        sign = html.unescape(f"&{name}")
        return html.escape(sign) if not sign.startswith("&") else f"&amp;{name}"


class _Gauge:
    """Counts tags and depth outside CDATA; InputError at the limit."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._depth = 0
        self._tags = 0

    def read(self, outside: str) -> None:
        self._tags += outside.count("<")
        if self._tags > MARKUP_TAGS_MAX:
            raise InputError(
                f"it holds more than {MARKUP_TAGS_MAX} tags.",
                subject=self._url,
                remedy="Ask the publisher for a shorter feed.",
                code="feed_too_many_tags",
            )
        depth = self._depth
        for tag in _TAG_EDGE.finditer(outside):
            if tag[1]:
                depth = depth - 1 if depth else 0
            elif outside[tag.end() - 2] != "/":
                depth += 1
                if depth > MARKUP_DEPTH_MAX:
                    raise too_deep(self._url)
        self._depth = depth


def too_deep(url: str) -> InputError:
    """The refusal of markup that is nested too deep, wherever that is found."""
    return InputError(
        f"it is nested deeper than {MARKUP_DEPTH_MAX} levels.",
        subject=url,
        remedy="No honest feed is; do not follow it.",
        code="feed_too_deep",
    )
