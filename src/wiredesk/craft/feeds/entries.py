"""One entry of RSS, Atom or CDF, from element to record.

In: an lxml element and its tree.  Out: a FeedEntry, cleaned to plain text, safe addresses and
bounded dates.  Does not decide what an entry's identity is.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from lxml import etree

from wiredesk.basics.dates import parse_moment
from wiredesk.basics.text import cut_words
from wiredesk.craft.feeds.names import key_of
from wiredesk.craft.feeds.plain import MARKUP_CHARACTERS_MAX
from wiredesk.craft.feeds.tree import (
    NOTHING,
    Element,
    Said,
    Tree,
    address,
    keyed,
    language_of,
    said,
)
from wiredesk.records.entry import FeedEntry

GUID_CHARACTERS_MAX: Final = 1_000  # longer ones are kept as their hash (SAFETY.md F047)
TITLE_CHARACTERS_MAX: Final = 500  # records cut at 300, at a word; matching may see more
SUMMARY_CHARACTERS_MAX: Final = 5_000
SUMMARY_CHARACTERS_USUAL: Final = 2_000  # a description longer than that is the article
CONTENT_CHARACTERS_MAX: Final = 200_000
NAME_CHARACTERS_MAX: Final = 150
AUTHORS_MAX: Final = 20
CATEGORIES_MAX: Final = 50
MEDIA_MAX: Final = 20
LICENCE_CHARACTERS_MAX: Final = 4_000  # kept with every entry of the feed
CHILDREN_MAX: Final = 1_000  # of one entry; a usual one has twenty

Fields = dict[str, list[Element]]

_TITLES = ("title", "dc:title", "media:title", "itunes:title")
_SUMMARIES = (
    "description",
    "summary",
    "abstract",
    "dc:description",
    "media:description",
    "itunes:summary",
)
_CONTENTS = ("content:encoded", "content", "xhtml:body", "body", "fullitem", "xhtml:div")
_PUBLISHED = (
    "pubdate",
    "published",
    "issued",
    "dc:date",
    "dcterms:issued",
    "created",
    "dcterms:created",
    "date",
)
_UPDATED = ("updated", "modified", "dcterms:modified", "lastmod", "lastbuilddate")
_LICENCES = ("rsl:content", "rsl:license", "rsl:rsl")
_LINK_KEYS = ("link", "a", "logtarget")
_MAIL_THEN_NAME = re.compile(
    r"(?<![^\s()<>])[^\s()<>]{1,200}@[^\s()<>]{1,200}\s{0,5}\(([^()]{1,200})\)"
)
_MAIL = re.compile(r"[(<\[]?\s?(?:mailto:)?[^\s()<>\[\]]{1,200}@[^\s()<>\[\]]{1,200}\s?[)>\]]?")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", re.IGNORECASE)
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3}$", re.IGNORECASE)


def read_entry(
    element: Element, tree: Tree, *, authors: tuple[str, ...] = (), licence: str = ""
) -> FeedEntry:
    """What `element` says; `authors` and `licence` are the feed's own, for an entry that names none."""
    fields = _fields(element)
    link = _link(element, fields, tree)
    guid, permalink = _guid(element, fields, tree)
    summary, content, markup = _texts(fields)
    return FeedEntry(
        guid=guid,
        url=link or permalink,
        title=cut_words(first_said(fields, _TITLES).line(), TITLE_CHARACTERS_MAX),
        summary=summary,
        content=content,
        content_html=markup,
        authors=find_authors(fields) or authors,
        published=first_date(fields, _PUBLISHED),
        updated=first_date(fields, _UPDATED) or stated_date(element),
        image=_image(fields, tree),
        categories=_categories(fields),
        language=clean_language(_dc_language(fields) or language_of(element, tree)),
        media=tuple(distinct(_enclosures(fields, tree), MEDIA_MAX)),
        licence=find_licence(fields) or licence,
    )


def find_licence(fields: Fields) -> str:
    """The RSL module of an entry or a channel, as XML; one that is too long is cut, and then unreadable."""
    for key in _LICENCES:
        for element in fields.get(key, ()):
            told = etree.tostring(element, encoding="unicode", with_tail=False)
            return str(told)[:LICENCE_CHARACTERS_MAX]
    return ""


def first_said(fields: Fields, keys: Iterable[str]) -> Said:
    """The first of these elements that says anything."""
    for key in keys:
        for element in fields.get(key, ()):
            content = said(element)
            if content.value.strip():
                return content
    return NOTHING


def first_date(fields: Fields, keys: Iterable[str]) -> datetime | None:
    """The first of these elements that states a date; RDF writers state some as attributes."""
    for key in keys:
        for element in fields.get(key, ()):
            moment = parse_moment(
                element.text or element.get("value") or element.get("VALUE") or ""
            )
            if moment:
                return moment.at
    return None


def stated_date(element: Element) -> datetime | None:
    """The date that CDF states on the element itself."""
    stated = element.get("LASTMOD") or element.get("lastmod")
    moment = parse_moment(stated) if stated else None
    return moment.at if moment else None


def group_fields(element: Element) -> Fields:
    """The children of `element` by key, in document order."""
    fields: Fields = {}
    for count, (key, child) in enumerate(keyed(element)):
        if count >= CHILDREN_MAX:
            break
        fields.setdefault(key.removeprefix("atom:"), []).append(child)
    return fields


def find_authors(fields: Fields) -> tuple[str, ...]:
    """Names of people; mail addresses are left out, since records show names only."""
    spoken = [
        *fields.get("author", ()),
        *fields.get("dc:creator", ()),
        *fields.get("dc:author", ()),
    ]
    if not spoken:
        spoken = fields.get("itunes:author", []) or fields.get("media:credit", [])[:1]
    return tuple(distinct((_person(element) for element in spoken), AUTHORS_MAX))


def distinct(values: Iterable[str | None], count_max: int) -> list[str]:
    """The values that say something, each once, in order."""
    found = list(dict.fromkeys(value for value in values if value))
    return found[:count_max]


def clean_language(stated: str) -> str:
    """A language tag as written, when it can be one."""
    tag = stated.strip()[:35]
    return tag.replace("_", "-") if LANGUAGE.match(tag) else ""


def own_link(elements: Iterable[Element], tree: Tree) -> str | None:
    """The address that link elements give: an alternate one, of HTML if several."""
    best: tuple[int, str] | None = None
    for element in elements:
        rel = (element.get("rel") or "alternate").strip().lower().rpartition("/")[2]
        if rel != "alternate":
            continue
        written = element.get("href") or element.text or _case_blind(element, "href")
        found = address(written, element, tree)
        rank = 0 if (element.get("type") or "text/html").lower() in _PAGE_TYPES else 1
        if found and (best is None or rank < best[0]):
            best = (rank, found)
    return best[1] if best else None


_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "html"})


def _fields(element: Element) -> Fields:
    fields = group_fields(element)
    # Media RSS puts what it says of one picture or film into a group, and inside the content.
    for group in (*fields.get("media:group", ()), *fields.get("media:content", ())[:MEDIA_MAX]):
        for key, inner in group_fields(group).items():
            if key.startswith("media:"):
                fields[key] = [*fields.get(key, ()), *inner][:CHILDREN_MAX]
    return fields


def _link(element: Element, fields: Fields, tree: Tree) -> str | None:
    for original in fields.get("feedburner:origlink", ()):
        found = address(original.text, original, tree)
        if found:
            return found
    for key in _LINK_KEYS:
        found = own_link(fields.get(key, ()), tree)
        if found:
            return found
    stated = _case_blind(element, "href") if key_of(element) == "item" else None
    return address(stated, element, tree) if stated else _content_source(fields, tree)


def _content_source(fields: Fields, tree: Tree) -> str | None:
    """Atom's content may lie elsewhere (RFC 4287 section 4.1.3.2)."""
    for content in fields.get("content", ()):
        if content.get("src") and (content.get("type") or "text/html").lower() in _PAGE_TYPES:
            return address(content.get("src"), content, tree)
    return None


def _case_blind(element: Element, name: str) -> str | None:
    for key, value in element.attrib.items():
        if key.lower() == name:
            return str(value)
    return None


def _guid(element: Element, fields: Fields, tree: Tree) -> tuple[str, str | None]:
    """The guid, and the address that it is, if it is one."""
    for key in ("guid", "id", "dc:identifier"):
        for stated in fields.get(key, ()):
            text = (stated.text or "").strip()
            if text:
                lasting = (stated.get("isPermaLink") or stated.get("ispermalink") or "true").lower()
                is_address = lasting != "false" and text[:4].lower() == "http"
                return bounded_guid(text), address(text, stated, tree) if is_address else None
    about = element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or element.get(
        "about"
    )
    text = (about or "").strip()
    return bounded_guid(text), address(text, element, tree) if text[:4].lower() == "http" else None


def bounded_guid(text: str) -> str:
    """A guid as it came, or the hash of one that is longer than any honest one, or that no store can keep."""
    if len(text) <= GUID_CHARACTERS_MAX and "\x00" not in text:
        return text
    return "sha256-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _texts(fields: Fields) -> tuple[str, str, str]:
    """Summary, content, and the markup that the content was made from.

    A long description without a content is the content: most RSS writers do it so.
    """
    content, summary = first_said(fields, _CONTENTS), first_said(fields, _SUMMARIES)
    if content is NOTHING and len(summary.value) > SUMMARY_CHARACTERS_USUAL:
        content = summary
    full = content.text()
    short = full if content is summary else summary.head(SUMMARY_CHARACTERS_MAX * 8).text()
    return (
        cut_words(short, SUMMARY_CHARACTERS_MAX),
        cut_words(full, CONTENT_CHARACTERS_MAX),
        content.value[:MARKUP_CHARACTERS_MAX] if content.is_markup else "",
    )


def _person(element: Element) -> str:
    if len(element):
        names = (child for key, child in keyed(element) if key.rpartition(":")[2] == "name")
        name = next(names, None)
        return _name(said(name).line()) if name is not None else ""
    return _name(said(element).line())


def _name(text: str) -> str:
    named = _MAIL_THEN_NAME.fullmatch(text)
    name = named[1] if named else _MAIL.sub("", text) if "@" in text else text
    return cut_words(name.strip(" ,;()"), NAME_CHARACTERS_MAX)


def _categories(fields: Fields) -> tuple[str, ...]:
    return tuple(distinct(_spoken_categories(fields), CATEGORIES_MAX))


def _spoken_categories(fields: Fields) -> Iterator[str]:
    for element in fields.get("category", ()):
        label = element.get("label") or element.get("term")
        spoken = Said(label, is_markup=False) if label else said(element)
        yield cut_words(spoken.line(), NAME_CHARACTERS_MAX)
    for element in fields.get("dc:subject", ()):
        yield cut_words(said(element).line(), NAME_CHARACTERS_MAX)


def _dc_language(fields: Fields) -> str:
    return next((element.text or "" for element in fields.get("dc:language", ())), "")


def _image(fields: Fields, tree: Tree) -> str | None:
    """The picture that the entry names: the widest of its media contents, else a thumbnail."""
    pictures = [e for e in fields.get("media:content", ()) if _is_picture(e)]
    pictures.sort(key=_width, reverse=True)
    enclosed = [e for e in fields.get("enclosure", ()) if _is_picture(e)]
    linked = [e for e in fields.get("link", ()) if e.get("rel") == "enclosure" and _is_picture(e)]
    named = [*fields.get("itunes:image", ()), *fields.get("image", ())]
    for element in (*pictures, *enclosed, *linked, *fields.get("media:thumbnail", ()), *named):
        inner = next((child.text for key, child in keyed(element) if key == "url"), None)
        written = element.get("url") or element.get("href") or inner or element.text
        found = address(written, element, tree)
        if found:
            return found
    return None


def _is_picture(element: Element) -> bool:
    kind = (element.get("type") or "").lower()
    if kind:
        return kind.startswith("image/") and "svg" not in kind
    if element.get("medium"):
        return bool(element.get("medium") == "image")
    return bool(_PICTURE.search((element.get("url") or element.get("href") or "")[-200:]))


def _width(element: Element) -> int:
    stated = element.get("width") or ""
    return int(stated) if stated.isdecimal() and len(stated) <= 5 else 0


def _enclosures(fields: Fields, tree: Tree) -> Iterator[str | None]:
    for element in fields.get("enclosure", ()):
        yield address(element.get("url"), element, tree)
    for element in fields.get("link", ()):
        if element.get("rel") == "enclosure":
            yield address(element.get("href"), element, tree)
    for element in fields.get("media:content", ()):
        yield address(element.get("url"), element, tree)
