"""Who wrote a page: people first; an agency or the house itself only when it names nobody else.

In: the head and the markup.  Out: names, each once, in order.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from selectolax.lexbor import LexborNode

from wiredesk.craft.pages.head import Head, attribute, class_and_id
from wiredesk.craft.pages.jsonld import text_of, types_of
from wiredesk.craft.pages.names import (
    HOUSE_TYPES,
    House,
    credited,
    is_person,
    people_in,
    people_labelled,
    unlabelled,
)

AUTHORS_MAX: Final = 12
NODES_MAX: Final = 1_500  # looked at for a byline in the markup
BYLINE_CHARACTERS_MAX: Final = 200
READ_CHARACTERS_MAX: Final = 500_000
PARAGRAPH_CHARACTERS_MIN: Final = 120
PARAGRAPHS_MAX: Final = 3  # long ones between the headline and a byline above the text
ANCESTORS_MAX: Final = 6
MEDIA_DEPTH: Final = 3

_METAS: Final = (
    "author", "article:author", "article:author:name", "articleauthor", "parsely-author", "dc.creator",
    "dcterms.creator", "sailthru.author", "byl", "cxenseparse:author", "citation_author", "authors",
)  # fmt: skip
_MARKED: Final = (
    '[itemprop="author"] [itemprop="name"]', 'a[rel~="author"]', '[itemprop="author"]',
    '[class*="byline" i]', '[class*="author" i]', '[id*="author" i]', '[class*="autor" i]', '[class*="auteur" i]',
    'a[href*="/author" i]', 'a[href*="/autor" i]', 'a[href*="/auteur" i]', 'a[href*="/people/"]',
    'a[href*="/profile/"]', 'a[href*="/journalist" i]', 'a[href*="/contributor" i]',
)  # fmt: skip
_LABELLED: Final = "p, li, span, address, h4, h5, h6, small, em, cite"
_BESIDE: Final = (
    "related", "teaser", "comment", "sidebar", "promo", "recommend", "footer", "newsletter", "social", "share",
)  # fmt: skip
_MEDIA: Final = (
    "media",
    "image",
    "caption",
    "photo",
    "foto",
    "bild",
    "picture",
    "video",
    "audio",
    "gallery",
    "player",
)
_BESIDE_TAGS: Final = frozenset(["aside", "nav", "footer", "figure", "figcaption"])


def find_authors(head: Head) -> tuple[str, ...]:
    """The people named as authors; else the house that signs the article."""
    house = House.of(head)
    people, signed = _from_node(head, house)
    found = people or _from_metas(head, house) or _from_page(head, house) or signed
    return _each_once(found)


def _from_node(head: Head, house: House) -> tuple[list[str], list[str]]:
    """The people, and the houses, that JSON-LD names."""
    authors = head.node.get("author") or head.node.get("creator") or ()
    people: list[str] = []
    signed: list[str] = []
    for author in authors[:AUTHORS_MAX] if isinstance(authors, list) else [authors]:
        resolved = head.graph.resolve(author)
        is_house = isinstance(resolved, dict) and bool(HOUSE_TYPES & set(types_of(resolved)))
        for name in _names_of(resolved):
            found = [] if is_house else credited(name, house)
            if found:
                people += found
            elif whole := unlabelled(name):
                signed.append(whole)
    return people, signed


def _names_of(author: Any) -> Iterator[str]:
    if not isinstance(author, dict):
        yield text_of(author)
        return
    names = author.get("name")
    if names:
        yield from map(text_of, names[:AUTHORS_MAX] if isinstance(names, list) else [names])
    else:
        yield f"{text_of(author.get('givenName'))} {text_of(author.get('familyName'))}".strip()


def _from_metas(head: Head, house: House) -> list[str]:
    """What the first meta tag that names anybody says; people before agencies."""
    others: list[str] = []
    for name in _METAS:
        contents = head.metas.get(name, [])[:AUTHORS_MAX]
        if name == "citation_author":
            contents = [_turned(content) for content in contents]
        found = [one for content in contents for one in credited(content, house)]
        people = [one for one in found if is_person(one)]
        if people:
            return people
        others = others or found
    return others


def _turned(name: str) -> str:
    """`Doe, Jane` as libraries write it, in the order of speech."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else name


def _from_page(head: Head, house: House) -> list[str]:
    """The people of the byline that readers see: marked or labelled near the headline, or told apart anywhere."""
    for selector in (", ".join(_MARKED[:3]), ", ".join(_MARKED[3:])):
        if people := _marked(_near_headline(head, selector), house):
            return people
    anywhere = head.page.css(_LABELLED)[:NODES_MAX]
    for nodes, is_far in ((_near_headline(head, _LABELLED), False), (anywhere, True)):
        for node, text in _texts(nodes):
            people = people_labelled(text, house, is_far=is_far)
            if people and not _is_beside(node):
                return people
    return []


def _marked(nodes: Iterable[LexborNode], house: House) -> list[str]:
    """The people of the first marked element that names any, and of its like beside it."""
    found: list[str] = []
    likeness: tuple[object, ...] = ()
    for node, text in _texts(nodes):
        mine = (node.tag, attribute(node, "class"), _above(node))
        if found and mine != likeness:
            continue
        people = people_in(text, house)
        if people and not _is_beside(node):
            found, likeness = [*found, *people], mine
    return found


def _texts(nodes: Iterable[LexborNode]) -> Iterator[tuple[LexborNode, str]]:
    """Elements whose text is short enough for a byline, `|` between its parts."""
    characters = 0
    for node in nodes:
        text = node.text(separator="|", strip=True).strip("| ")
        characters += len(text)
        if characters > READ_CHARACTERS_MAX:
            return  # elements inside each other, each with all the text of the page
        if text and len(text) <= BYLINE_CHARACTERS_MAX:
            yield node, text


def _above(node: LexborNode) -> int:
    above = node.parent.parent if node.parent is not None else None
    return above.mem_id if above is not None else 0


def _near_headline(head: Head, selector: str) -> Iterator[LexborNode]:
    """Elements between the headline and the third long paragraph; all of them when there is no h1."""
    has_headline = head.page.css_first("h1") is not None
    wanted = {node.mem_id for node in head.page.css(selector)[:NODES_MAX]}
    after, paragraphs = not has_headline, 0
    for node in head.page.css(f"h1, p, {selector}")[:NODES_MAX]:
        after = after or node.tag == "h1"
        if after and node.mem_id in wanted:
            wanted.discard(node.mem_id)  # an element that two selectors match comes twice
            yield node
        if after and has_headline and node.tag == "p":
            paragraphs += len(node.text()) >= PARAGRAPH_CHARACTERS_MIN
            if paragraphs >= PARAGRAPHS_MAX:
                return


def _is_beside(node: LexborNode) -> bool:
    """Whether it stands in a teaser, a sidebar or a comment, or credits a picture."""
    one: LexborNode | None = node
    for height in range(ANCESTORS_MAX):
        if one is None or one.tag in {"body", "main", "article"}:
            return False
        told = class_and_id(one).lower()
        if one.tag in _BESIDE_TAGS or any(word in told for word in _BESIDE):
            return True
        if height < MEDIA_DEPTH and any(word in told for word in _MEDIA):
            return True
        one = one.parent
    return False


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
    return tuple(found.values())[:AUTHORS_MAX]
