"""What caps a score: market-report spam, sponsored text, press releases.

In: title, text, kind.  Out: the cap's name with the words that show it, or nothing.
"""

import re
from typing import Final

from wiredesk.records.article import Kind

HEAD_CHARACTERS: Final = 4_000
SPONSORED_CHARACTERS: Final = 300  # the label stands at the top; further down it is a subject
MARKET_WORDS_MIN: Final = 3  # different ones; news of one market names one or two
RELEASE_WORDS_MIN: Final = 2

# Lower case, found as they stand: they are long enough to be nothing else.
MARKET_WORDS: Final = (
    "cagr", "compound annual growth rate", "market size", "market share", "market report", "market research report", "market analysis",
    "market insights", "market is expected to reach", "market is projected", "global market", "forecast period", "forecast to 20",
    "key players", "key market players", "request a sample", "request sample", "request free sample", "sample copy", "sample pdf",
    "buy now", "inquire before buying", "table of contents", "segmentation", "competitive landscape", "marktbericht", "marktvolumen",
    "informe de mercado", "tamaño del mercado", "étude de marché", "taux de croissance annuel",
)  # fmt: skip
RELEASE_WORDS: Final = (
    "prnewswire", "pr newswire", "business wire", "businesswire", "globenewswire", "ein presswire", "accesswire", "press release",
    "for immediate release", "forward-looking statements", "media contact", "press contact", "for more information, visit",
    "pressemitteilung", "pressekontakt", "original-content von", "communiqué de presse", "contact presse", "nota de prensa",
    "contacto de prensa",
)  # fmt: skip
_SPONSORED: Final = re.compile(
    r"\b(?:sponsored (?:content|post|article|by)|paid (?:content|post|partnership)|advertorial|in partnership with|"
    r"brand(?:ed)? content|promoted by|presented by our sponsor|publirreportaje|publireportage|contenido patrocinado|contenu sponsorisé)\b|"
    r"^[ \t]{0,4}(?:sponsored|advertisement|anzeige|werbung|publicidad|publicité)\b[ \t]{0,4}[:|\n-]",
    re.IGNORECASE | re.MULTILINE,
)
_ABOUT: Final = re.compile(
    r"^[ \t]{0,8}(?:About|ABOUT|Über|À propos de|Acerca de) [A-ZÄÖÜ]", re.MULTILINE
)


def cap_of(title: str, text: str, kind: Kind) -> tuple[str, str]:
    """Name of the cap and what shows it; empty when none applies."""
    head = f"{title}\n{text[:HEAD_CHARACTERS]}"
    lowered = head.lower()
    market = [word for word in MARKET_WORDS if word in lowered]
    if len(market) >= MARKET_WORDS_MIN:
        return "market_report", ", ".join(market[:4])
    if found := _SPONSORED.search(f"{title}\n{text[:SPONSORED_CHARACTERS]}"):
        return "sponsored", f"“{found.group().strip(' :|-' + chr(10))}”"
    if kind is Kind.PRESS_RELEASE:
        return "press_release", "the page says so"
    tail = text[HEAD_CHARACTERS:][-HEAD_CHARACTERS:]
    lowered += tail.lower()
    signs = [word for word in RELEASE_WORDS if word in lowered]
    if len(signs) >= RELEASE_WORDS_MIN or (signs and _ABOUT.search(f"{head}\n{tail}")):
        return "press_release", ", ".join(signs[:3])
    return "", ""
