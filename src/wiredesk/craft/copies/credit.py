"""Whom a text credits: an agency, or who published it first.

In: the head and the tail of a text.  Out: the name credited, or nothing.
"""

import re
from typing import Final

HEAD_CHARACTERS: Final = 500
TAIL_CHARACTERS: Final = 400
_AGENCY = (
    r"AP|AFP|dpa|DPA|EFE|ANSA|PA|UPI|TASS|Xinhua|Reuters|Bloomberg|Associated Press|Agence France-Presse|"
    r"Deutsche Presse-Agentur|Europa Press|epd|KNA|APA|Keystone-SDA|"
    r"PRNewswire|PR Newswire|Business Wire|BUSINESS WIRE|GlobeNewswire|ACCESSWIRE|EIN Presswire|ots|news aktuell|"
    r"(?:[A-Z][\w-]+ ){1,2}(?:Wire|Newswire|News Agency|Press Agency|Presse-Agentur|Agentur)"
)
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\((?P<who>{_AGENCY})\)\s*(?:[—–:-]|$|\n|\.|[A-Z])",  # BERLIN (AP) — , … text (Meridian Wire)
        rf"(?:^|\n)[^\S\n]{{0,20}}(?:[A-ZÄÖÜ][\w .,/-]{{1,40}},? )?(?P<who>{_AGENCY})\s?[—–-]\s",  # Reuters —
        rf"/(?P<who>{_AGENCY})/",  # /PRNewswire/
        rf"(?:^|\n)[^\S\n]{{0,20}}(?:Source|Quelle|Fuente|Sources?) ?: ?(?P<who>{_AGENCY})",
        rf"(?:^|\n)[^\S\n]{{0,20}}(?:By|Von|Par|Por) (?:the )?(?P<who>{_AGENCY})\s*(?:\n|$)",
    )
)
_FIRST = re.compile(
    r"(?:first (?:published|appeared) (?:by|in|on|at)|originally (?:published|appeared) (?:by|in|on|at)|"
    r"republished (?:from|with permission (?:from|of))|zuerst erschienen (?:bei|in|auf)|"
    r"publié (?:d'abord |initialement )?(?:par|dans|sur)|publicado (?:originalmente |primero )?(?:por|en))\s+"
    r"(?:the |The |der |die |le |la |el )?(?P<who>[A-ZÄÖÜÉ][\w’&'-]*(?: [A-ZÄÖÜÉ][\w’&'-]*){0,4})"
)


def find_credit(text: str) -> str:
    """The agency or first publisher that `text` credits, empty when it credits none."""
    head, tail = text[:HEAD_CHARACTERS], text[-TAIL_CHARACTERS:]
    for part in (head, tail):
        for pattern in _PATTERNS:
            if found := pattern.search(part):
                return found["who"].strip()
    for part in (tail, head):
        if found := _FIRST.search(part):
            return found["who"].strip()
    return ""
