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

ATTRIBUTES_MAX: Final = 100  # of one tag; the richest element of HTML has about thirty
MARKUP_TAGS_MAX: Final = (
    600_000  # `<` and `=` outside CDATA; a tree of that many elements takes about 100 MB
)
ENTITY_CHARACTERS_MAX: Final = 1_000  # of one declared entity; honest ones name a sign or a prefix
ENTITIES_MAX: Final = 300  # declared; the HTML set has 253
EXPANDED_CHARACTERS_MAX: Final = 200_000  # that declared entities may add to a feed in all
MENDED_MAX: Final = 500_000  # references; 0.2 s, and one for every 20 signs of the largest feed
JUNK_CHARACTERS_MAX: Final = (
    200_000  # in front of a feed: warnings, blank lines, a whole error page
)

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

# An ampersand that is not surely right: bare, an HTML name, or a number that may be no character.
# The numbers let through are those of XML 1.0 section 2.2 without C1, by their digits.
_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|"
    r"#(?:9|10|13|3[2-9]|[4-9]\d|1[01]\d|12[0-6]|1[6-9]\d|[2-9]\d\d|[1-9]\d{3})|"
    r"#[xX](?:[aAdD9]|[2-6][0-9a-fA-F]|7[0-9a-eA-E]|[a-fA-F][0-9a-fA-F]|[1-9a-fA-F][0-9a-fA-F]{2}|"
    r"[1-9a-cA-C][0-9a-fA-F]{3}));)"
    r"(#?\w{1,31};)?"
)
# libxml2 takes a time that grows with the square of a tag's attributes: 300,000 took nine minutes.
_CROWDED_TAG = re.compile(
    r"""<[A-Za-z_:][^<>"'\s=]*(?:\s+[^<>"'\s=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))"""
    f"{{{ATTRIBUTES_MAX}}}"
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
    if _NO_CHARACTERS[0][:2] in clean:
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
    end = at + JUNK_CHARACTERS_MAX
    found = _ROOT.search(text, at, end)
    page = _HTML.search(text, at, found.start() if found else end)
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
            raise _bomb(name, url)
        if not parameter and not external:
            entities.setdefault(name, html.unescape(value))
    return entities


def _bomb(name: str, url: str) -> InputError:
    return InputError(
        f"its document type declares the entity `{name}` to blow it up.",
        subject=url,
        remedy="No honest feed needs this; do not follow it.",
        code="feed_entity_bomb",
    )


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
    mender = _Mender(entities, url)
    # A small feed has not enough tags to be deep: counting them takes a tenth of reading their depth.
    gauge = _Gauge(url, may_be_deep=body.count("<") > MARKUP_DEPTH_MAX)
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
    """Replaces one reference that XML would not understand, and counts."""

    def __init__(self, entities: dict[str, str], url: str) -> None:
        self._own = {f"{name};": html.escape(value) for name, value in entities.items()}
        self._seen: dict[str | None, str] = {None: "&amp;"}
        self._url = url
        self._added = 0
        self._calls = 0
        self.mended = 0

    def __call__(self, found: re.Match[str]) -> str:
        self._calls += 1
        if self._calls > MENDED_MAX:
            raise too_much(self._url, "references")
        name = found[1]
        # A number is right where the writer means it: most are emoji.
        self.mended += name is None or name[0] != "#"
        known = self._seen.get(name)
        return self._sign(name) if known is None else known

    def _sign(self, name: str) -> str:
        own = self._own.get(name)
        if own is not None:
            self._added += len(own)
            if self._added > EXPANDED_CHARACTERS_MAX:
                raise _bomb(name, self._url)
            return own
        sign = html.unescape(f"&{name}")
        said = f"&amp;{name}" if sign.startswith("&") else html.escape(sign)
        if len(self._seen) < ENTITIES_MAX:
            self._seen[name] = said
        return said


class _Gauge:
    """Counts tags, attributes and depth outside CDATA; InputError at the limit."""

    def __init__(self, url: str, *, may_be_deep: bool) -> None:
        self._url = url
        self._depth = 0
        self._tags = 0
        self._may_be_deep = may_be_deep

    def read(self, outside: str) -> None:
        equals = outside.count("=")
        self._tags += outside.count("<") + equals
        if self._tags > MARKUP_TAGS_MAX:
            raise too_much(self._url, "tags")
        if equals >= ATTRIBUTES_MAX and _CROWDED_TAG.search(outside):
            raise too_much(self._url, "attributes")
        if not self._may_be_deep:
            return
        depth = self._depth
        for tag in _TAG_EDGE.finditer(outside):
            if tag[1]:
                depth = depth - 1 if depth else 0
            elif outside[tag.end() - 2] != "/":
                depth += 1
                if depth > MARKUP_DEPTH_MAX:
                    raise too_deep(self._url)
        self._depth = depth


def too_much(url: str, what: str) -> InputError:
    """The refusal of markup that would take too much memory or time."""
    return InputError(
        f"it holds more {what} than any honest feed.",
        subject=url,
        remedy="Do not follow it, or ask the publisher for a shorter feed.",
        code="feed_too_much_markup",
    )


def too_deep(url: str) -> InputError:
    """The refusal of markup that is nested too deep, wherever that is found."""
    return InputError(
        "it is nested deeper than any honest feed.",
        subject=url,
        remedy="Do not follow it, or ask the publisher to look at it.",
        code="feed_too_deep",
    )
