"""Who is quoted by name, and which primary documents are linked.

In: text and links.  Out: names and addresses.  English, German, French and Spanish; linear patterns only.
"""

import re
from collections.abc import Sequence
from typing import Final

TEXT_CHARACTERS_MAX: Final = 60_000
NAMES_MAX: Final = 12
_NAME = r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau|Sir|M|Mme)\.?\s)?[A-ZÄÖÜÁÉÍÓÚÑÇ][\w'’-]{1,20}(?:\s(?:de|von|van|der|la|di|al)){0,2}(?:\s[A-ZÄÖÜÁÉÍÓÚÑÇ][\w'’-]{1,20}){1,2}"  # fmt: skip
_SAID = (
    r"(?:said|says|told|added|argued|warned|wrote|explained|noted|stated|sagte|sagt|erklärte|betonte|warnte|"
    r"kritisierte|a déclaré|a dit|explique|affirme|estime|souligne|dijo|afirmó|explicó|señaló|advirtió|declaró)"
)
# A closing quotation mark, then “said Ada Byron” or “Ada Byron said” within a few words.
_AFTER = re.compile(
    rf"[”\"“»]\s?,?\s?(?:{_SAID}\s(?P<a>{_NAME})|(?P<b>{_NAME})(?:,[^,.”\"]{{1,80}},)?\s{_SAID})"
)
_BEFORE = re.compile(rf"(?P<a>{_NAME})(?:,[^,.”\"]{{1,80}},)?\s{_SAID}[^.”\"“„«]{{0,60}}[“\"„«]")
_REPORTED = re.compile(
    rf"(?P<a>{_NAME})(?:,[^,.”\"]{{1,80}},)?\s{_SAID}\s(?:that|dass|que|the|it|he|she)\b"
)

PRIMARY_DOMAINS: Final = (
    ".gov", ".gov.uk", ".gouv.fr", ".gob.es", ".mil", "europa.eu", "bundestag.de", "bund.de", "legifrance.gouv.fr",
    "boe.es", "parliament.uk", "legislation.gov.uk", "congress.gov", "sec.gov", "curia.europa.eu", "echr.coe.int",
    "un.org", "oecd.org", "nist.gov", "doi.org", "arxiv.org", "ssrn.com", "courtlistener.com", "admin.ch",
    "bundesverfassungsgericht.de", "gesetze-im-internet.de", "cnil.fr", "ico.org.uk", "edpb.europa.eu",
)  # fmt: skip
_PRIMARY_PATH = re.compile(
    r"/(?:doi|eli|legislation|ruling|judgment|urteil|filing|docket|statute|act)s?/|\.pdf$",
    re.IGNORECASE,
)
_HOST = re.compile(r"https?://([^/:?#]+)([^?#]*)", re.IGNORECASE)


def quoted_people(text: str) -> list[str]:
    """Names of those whom the text quotes or reports, each once, in order."""
    found: dict[str, None] = {}
    text = text[:TEXT_CHARACTERS_MAX]
    for pattern in (_AFTER, _BEFORE, _REPORTED):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            name = (groups.get("a") or groups.get("b") or "").strip()
            surname = name.rsplit(" ", 1)[-1]
            if not any(known.endswith(surname) for known in found):
                found[name] = None
            if len(found) >= NAMES_MAX:
                return list(found)
    return list(found)


def primary_links(links: Sequence[str], *, provider_domain: str) -> list[str]:
    """Links to laws, courts, parliaments, papers and filings of others, each once."""
    found: dict[str, None] = {}
    for link in links:
        match = _HOST.match(link)
        if match is None:
            continue
        host, path = match[1].lower(), match[2]
        if provider_domain and (host == provider_domain or host.endswith(f".{provider_domain}")):
            continue
        if _is_primary(host) or _PRIMARY_PATH.search(path):
            found[link] = None
    return list(found)


def _is_primary(host: str) -> bool:
    return any(
        host == domain.lstrip(".") or host.endswith("." + domain.lstrip("."))
        for domain in PRIMARY_DOMAINS
    )
