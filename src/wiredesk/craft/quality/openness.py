"""What a provider's site shows of itself: eight signs of openness (SCORES.md 5, part source).

In: one page of the site, or its trust.txt.  Out: signs with their evidence, and links to pages that may show more.
Looks at links, their words, and JSON-LD; does not judge what such a page says.  English, German, French, Spanish.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from wiredesk.basics.text import one_line, plain_line
from wiredesk.basics.urls import same_site, web_url
from wiredesk.records.provider import Sign, SignFound

PAGE_BYTES_READ: Final = 2_000_000
LINKS_READ_MAX: Final = 5_000
WORDS_CHARACTERS_MAX: Final = 60  # “About us” is short; a headline about ownership is not
SCRIPTS_MAX: Final = 40
SCRIPT_CHARACTERS_MAX: Final = 200_000
NODES_MAX: Final = 400
DEPTH_MAX: Final = 12
TRUST_LINES_MAX: Final = 500

# What the words of a link to such a page are, whole.
_LINK_WORDS: Final[Mapping[Sign, re.Pattern[str]]] = MappingProxyType(
    {
        sign: re.compile(rf"^(?:{words})$", re.IGNORECASE)
        for sign, words in {
            Sign.CORRECTIONS: r"corrections?(?: (?:and|&) clarifications?)?(?: policy)?|report an error|our corrections|korrekturen|"
            r"berichtigungen|fehler melden|rectificatifs?|correcciones|fe de errores",
            Sign.ETHICS: r"(?:our )?(?:editorial )?(?:ethics|standards|guidelines|principles|values)(?: (?:and|&) (?:ethics|standards|practices))?(?: policy)?|"
            r"code of (?:ethics|conduct)|editorial (?:policy|policies|code|independence)|redaktionsstatut|redaktionelle (?:grundsätze|leitlinien)|pressekodex|"
            r"(?:notre )?charte(?: (?:éditoriale|éthique|déontologique))?|déontologie|código (?:ético|deontológico)|libro de estilo",
            Sign.OWNERSHIP: r"(?:our )?owner(?:s|ship)?(?: (?:and|&) funding)?|who owns us|funding|how we are funded|our funding|eigentümer|inhaber|finanzierung|"
            r"wem gehören wir|actionnaires|actionnariat|propiedad|accionistas|quién nos financia|qui nous finance",
            Sign.MASTHEAD: r"masthead|imprint|impressum|(?:our |the )?(?:team|staff|newsroom|editors|people)|editorial (?:team|staff|board)|(?:die |unsere )?redaktion|"
            r"mentions légales|(?:la |notre )?rédaction|(?:notre )?équipe|(?:la )?redacción|(?:nuestro )?equipo|aviso legal|staff directory",
            Sign.ABOUT: r"about(?: us| the \w{1,20}| [\w’' ]{1,30})?|who we are|our (?:story|mission|history)|über uns|wir über uns|wer wir sind|"
            r"(?:à|a) propos(?: de nous)?|qui sommes[- ]nous ?\??|quiénes somos|acerca de(?: nosotros)?|sobre nosotros|chi siamo",
            Sign.AUTHORS: r"(?:our |all )?(?:authors|journalists|writers|contributors|reporters|columnists)|(?:unsere )?(?:autoren|autorinnen(?: und autoren)?)|"
            r"(?:nos |les )?(?:auteurs|journalistes)|(?:nuestros )?(?:autores|periodistas)",
        }.items()
    }
)
# Read without a tree: a page nested a million deep costs no more than another.
_ANCHOR: Final = re.compile(r"<a\s([^<>]{0,4000})>((?:[^<]|<(?!/?a[\s>])){0,400})", re.IGNORECASE)
_HREF: Final = re.compile(r"""\bhref\s{0,9}=\s{0,9}(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'>]{1,4000}))""", re.IGNORECASE)  # fmt: skip
_JSON_LD: Final = re.compile(
    r"<script\b[^<>]{0,500}application/ld\+json[^<>]{0,500}>", re.IGNORECASE
)
_UNSEEN: Final = re.compile(r"<(script|style|noscript)\b[^<]{0,100000}(?:</\1|$)", re.IGNORECASE)
_AUTHOR_PATH: Final = re.compile(r"/(?:authors?|autor(?:en|es)?|auteurs?|journalists?|profile|people)/[\w%.-]{3,80}/?$", re.IGNORECASE)  # fmt: skip
# What a NewsMediaOrganization may state, as https://schema.org/NewsMediaOrganization lists it.
_STATED: Final[Mapping[str, Sign]] = MappingProxyType(
    {
        "masthead": Sign.MASTHEAD,
        "correctionsPolicy": Sign.CORRECTIONS,
        "ownershipFundingInfo": Sign.OWNERSHIP,
        "ethicsPolicy": Sign.ETHICS,
        "publishingPrinciples": Sign.ETHICS,
    }
)
_TRUST_KEYS: Final = frozenset(
    {
        "member",
        "belongto",
        "control",
        "controlledby",
        "social",
        "vendor",
        "customer",
        "disclosure",
        "contact",
        "datatrainingallowed",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSigns:
    """What one page shows."""

    found: tuple[SignFound, ...]
    """Signs that need no other page."""
    links: tuple[tuple[Sign, str, str], ...]
    """Pages of the same site that may show a sign: sign, address, the words that say so; each sign once."""
    characters: int
    """Of visible text: an empty page shows nothing."""


def find_signs(body: bytes, *, url: str) -> PageSigns:
    """The signs on the page `body` at `url`, in time that grows with its length and no faster."""
    page = body[:PAGE_BYTES_READ].decode("utf-8", "replace")
    found: dict[Sign, SignFound] = {}
    links: dict[Sign, tuple[str, str]] = {}
    for node in _organizations(page):
        named = f"JSON-LD {Sign.MARKUP}"
        found.setdefault(Sign.MARKUP, SignFound(sign=Sign.MARKUP, url=url, evidence=named))
        for key, sign in _STATED.items():
            if target := _target(node.get(key), url):
                links.setdefault(sign, (target, f"JSON-LD {key}"))
    for target, words in _links(page, url):
        if _AUTHOR_PATH.search(target.partition("?")[0]):
            author = SignFound(sign=Sign.AUTHORS, url=target, evidence=words or target)
            found.setdefault(Sign.AUTHORS, author)
            continue
        named_by = next((one for one, told in _LINK_WORDS.items() if told.match(words)), None)
        if named_by is not None:
            links.setdefault(named_by, (target, words))
    return PageSigns(
        found=tuple(found.values()),
        links=tuple((sign, *links[sign]) for sign in Sign if sign in links),
        characters=len(plain_line(_UNSEEN.sub(" ", page))),
    )


def read_trust_txt(body: bytes, *, url: str) -> SignFound | None:
    """The sign that a trust.txt is (https://journallist.net/reference-document-for-trust-txt-specifications)."""
    for line in body[:PAGE_BYTES_READ].decode("utf-8", "replace").splitlines()[:TRUST_LINES_MAX]:
        key, mark, value = line.partition("=")
        if mark and key.strip().lower() in _TRUST_KEYS and value.strip():
            return SignFound(sign=Sign.TRUST_TXT, url=url, evidence=one_line(line)[:200])
    return None


def _links(page: str, url: str) -> Iterator[tuple[str, str]]:
    """Links to the same site with their words."""
    for count, anchor in enumerate(_ANCHOR.finditer(page)):
        if count >= LINKS_READ_MAX:
            return
        href = _HREF.search(anchor[1])
        target = (
            web_url(html.unescape(next(filter(None, href.groups()), "")), url) if href else None
        )
        if target and same_site(target, url):
            words = plain_line(anchor[2])
            yield target, words if len(words) <= WORDS_CHARACTERS_MAX else ""


def _target(value: Any, url: str) -> str | None:
    """The page that a property names, when it lies on the same site."""
    named = value[0] if isinstance(value, list) and value else value
    if isinstance(named, dict):
        named = named.get("url") or named.get("@id")
    target = web_url(named, url) if isinstance(named, str) and named.strip() else None
    return target if target and same_site(target, url) else None


def _organizations(page: str) -> Iterator[dict[str, Any]]:
    """The nodes of JSON-LD that say that this is a news organization."""
    for script in list(_scripts(page))[:SCRIPTS_MAX]:
        try:
            graph = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for count, node in enumerate(_nodes(graph, 0)):
            if count >= NODES_MAX:
                return
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(str(kind).rpartition("/")[2] == Sign.MARKUP for kind in kinds):
                yield node


def _scripts(page: str) -> Iterator[str]:
    """Texts of JSON-LD scripts that are not too long."""
    for opened in _JSON_LD.finditer(page):
        end = page.find("</script", opened.end(), opened.end() + SCRIPT_CHARACTERS_MAX)
        if end >= 0:
            yield page[opened.end() : end]


def _nodes(tree: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEPTH_MAX:
        return
    if isinstance(tree, list):
        for one in tree:
            yield from _nodes(one, depth + 1)
    elif isinstance(tree, dict):
        yield tree
        for value in tree.values():
            if isinstance(value, (dict, list)):
                yield from _nodes(value, depth + 1)
