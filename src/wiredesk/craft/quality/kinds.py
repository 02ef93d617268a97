"""What caps a score: market-report spam, sponsored text, press releases.

In: title, text, kind.  Out: the cap's name with the words that show it, or nothing.
"""

import re
from typing import Final

from wiredesk.records.article import Kind

HEAD_CHARACTERS: Final = 4_000
_MARKET = re.compile(
    r"\b(CAGR|compound annual growth rate|market size|market share|market report|market research report|"
    r"market analysis|forecast (?:period|to 20\d\d)|key players|request (?:a )?(?:free )?sample|"
    r"sample (?:copy|pdf)|buy now|marktbericht|informe de mercado|étude de marché)\b",
    re.IGNORECASE,
)
MARKET_WORDS_MIN: Final = 3  # different ones; news of one market names one or two
_SPONSORED = re.compile(
    r"\b(sponsored(?: content| post)?|paid (?:content|post|partnership)|advertorial|in partnership with|"
    r"brand(?:ed)? content|promoted by|anzeige|publirreportaje|contenido patrocinado|contenu sponsorisé)\b",
    re.IGNORECASE,
)
SPONSORED_CHARACTERS: Final = 300  # the label stands at the top; further down it is a subject
_RELEASE = re.compile(
    r"(\bPRNewswire\b|\bBusiness ?Wire\b|\bGlobeNewswire\b|\bEIN Presswire\b|\bACCESSWIRE\b|\bpress release\b|"
    r"\bfor immediate release\b|\bpressemitteilung\b|\bcommuniqué de presse\b|\bnota de prensa\b|"
    r"\bforward-looking statements\b|\bmedia contact\b|\bpress contact\b|\bpressekontakt\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^\s*(about|über|à propos de|acerca de) [A-ZÄÖÜ]", re.IGNORECASE | re.MULTILINE
)


def cap_of(title: str, text: str, kind: Kind) -> tuple[str, str]:
    """Name of the cap and what shows it; empty when none applies."""
    head = f"{title}\n{text[:HEAD_CHARACTERS]}"
    market = {found.group().lower() for found in _MARKET.finditer(head)}
    if len(market) >= MARKET_WORDS_MIN:
        return "market_report", ", ".join(sorted(market)[:4])
    if found := _SPONSORED.search(f"{title}\n{text[:SPONSORED_CHARACTERS]}"):
        return "sponsored", found.group()
    if kind is Kind.PRESS_RELEASE:
        return "press_release", "the page says so"
    whole = f"{head}\n{text[-HEAD_CHARACTERS:]}"
    signs = [found.group() for found in _RELEASE.finditer(whole)]
    if len(signs) >= 2 or (signs and _ABOUT.search(whole)):
        return "press_release", ", ".join(dict.fromkeys(signs[:3]))
    return "", ""
