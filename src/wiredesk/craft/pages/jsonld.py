"""schema.org JSON-LD of a page: the article's node, and how to read its values.

In: script texts.  Out: the node that describes the article, its graph resolved.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

SCRIPT_CHARACTERS_MAX: Final = 500_000
NODES_MAX: Final = 400
DEPTH_MAX: Final = 12
ARTICLE_TYPES: Final = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "ScholarlyArticle",
        "TechArticle",
        "SocialMediaPosting",
        "AskPublicNewsArticle",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "Recipe",
        "Review",
        "HowTo",
    ]
)
SECOND_TYPES: Final = frozenset(
    {"VideoObject", "PodcastEpisode", "WebPage", "ItemPage", "Product", "Event"}
)
_STATEMENT: Final = re.compile(
    r'"(@type|headline|datePublished|dateModified)"[ \t\r\n]{0,4}:[ \t\r\n]{0,4}"([^"\\\r\n]{1,300})"[ \t]{0,4}[,}\r\n]'
)
_CONTROL = re.compile(r"[\x00-\x1f]")


class Graph:
    """All nodes of a page's JSON-LD."""

    def __init__(self, scripts: Iterable[str]) -> None:
        self.nodes: list[dict[str, Any]] = []
        for script in scripts:
            tree = _parsed(script)
            self.nodes.extend(_nodes(_salvaged(script) if tree is None else tree, 0))
            if len(self.nodes) >= NODES_MAX:
                break
        self._by_id = {node["@id"]: node for node in reversed(self.nodes) if _has_id(node)}

    def article(self) -> dict[str, Any]:
        """The node that describes the article; an empty one when there is none."""
        for types in (ARTICLE_TYPES, SECOND_TYPES):
            found = [node for node in self.nodes if types & set(types_of(node))]
            if found:
                return max(found, key=_richness)
        return {}

    def resolve(self, value: Any) -> Any:
        """A reference replaced by the node that it names."""
        if isinstance(value, dict) and set(value) == {"@id"} and _has_id(value):
            return self._by_id.get(value["@id"], value)
        return value


def types_of(node: dict[str, Any]) -> list[str]:
    """The node's types."""
    kind = node.get("@type", ())
    kinds = [kind] if isinstance(kind, str) else kind if isinstance(kind, list) else []
    return [str(one).rpartition("/")[2] for one in kinds]


def text_of(value: Any) -> str:
    """A value as one text: the first of a list, the name or value of an object."""
    if isinstance(value, list):
        return text_of(value[0]) if value else ""
    if isinstance(value, dict):
        return text_of(value.get("@value") or value.get("name") or "")
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _richness(node: dict[str, Any]) -> int:
    wanted = ("headline", "datePublished", "author", "image", "articleBody", "description")
    return sum(bool(node.get(key)) for key in wanted)


def _has_id(node: dict[str, Any]) -> bool:
    return isinstance(node.get("@id"), str)


def _parsed(script: str) -> Any:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = (
        text.replace("//<![CDATA[", "")
        .replace("//]]>", "")
        .replace("<![CDATA[", "")
        .replace("]]>", "")
    )
    if len(text) > SCRIPT_CHARACTERS_MAX:
        return None
    for candidate in (text, _CONTROL.sub(" ", text)):
        try:
            return json.loads(candidate)
        except (ValueError, RecursionError):
            continue
    return None


def _salvaged(script: str) -> dict[str, str]:
    """The plain statements of a script that is not quite JSON: a comma too many, a bare quote in a text."""
    found: dict[str, str] = {}
    for statement in _STATEMENT.finditer(script[:SCRIPT_CHARACTERS_MAX]):
        found.setdefault(statement[1], statement[2])
    return found if found.get("@type") in ARTICLE_TYPES else {}


def _nodes(tree: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEPTH_MAX:
        return
    if isinstance(tree, list):
        for one in tree[:NODES_MAX]:
            yield from _nodes(one, depth + 1)
    elif isinstance(tree, dict):
        if "@type" in tree or "@id" in tree:
            yield tree
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement"):
            yield from _nodes(tree.get(key), depth + 1)
