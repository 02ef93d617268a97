"""Whom a text credits: an agency, or who published it first; and whether a credit means a provider.

In: the head and the tail of a text, its authors.  Out: the name credited, or nothing.
"""

import re
from collections.abc import Sequence
from typing import Final

from wiredesk.basics.text import words

HEAD_CHARACTERS: Final = 500
TAIL_CHARACTERS: Final = 400
PREFIX_CHARACTERS_MIN: Final = (
    6  # `Reuters` means reutersagency.com; `AP` does not mean apex.example
)
_AGENCY = (
    r"AP|AFP|dpa|DPA|EFE|ANSA|PA|UPI|TASS|Xinhua|Reuters|Bloomberg|Associated Press|Agence France-Presse|"
    r"Deutsche Presse-Agentur|United Press International|PA Media|Press Association|"
    r"Europa Press|epd|KNA|APA|Keystone-SDA|"
    r"PRNewswire|PR Newswire|Business Wire|BUSINESS WIRE|GlobeNewswire|GLOBE NEWSWIRE|ACCESSWIRE|EIN Presswire|"
    r"ots|news aktuell|"
    r"(?:[A-Z][\w-]+ ){1,2}(?:Wire|Newswire|News Agency|Press Agency|Presse-Agentur|Agentur)"
)
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\((?P<who>{_AGENCY})\)\s*(?:[—–:-]|$|\n|\.|[A-Z])",  # BERLIN (AP) — , … text (Meridian Wire)
        rf"(?:^|\n)[^\S\n]{{0,20}}(?:[A-ZÄÖÜ][\w .,/-]{{1,40}},? )?(?P<who>{_AGENCY})\s?[—–-]\s",  # Reuters —
        rf"/(?P<who>{_AGENCY})/",  # /PRNewswire/
        rf"(?:^|\n)[^\S\n]{{0,20}}(?:Source|Quelle|Fuente|Sources?) ?: ?(?P<who>{_AGENCY})",
        # By The Associated Press.  Von dpa.  Por la agencia EFE.  “Mit Material von dpa” is not the agency's text.
        rf"(?:^|\n)[^\S\n]{{0,20}}(?:By|Von|Par|Por) (?:la agencia |l[’']agence |der )?(?:the |The )?(?P<who>{_AGENCY})\s*(?:\.|\n|$)",
    )
)
_AUTHOR: Final = re.compile(rf"(?:The |the )?(?P<who>{_AGENCY})(?: Staff| staff)?")
_FIRST = re.compile(
    r"(?:first (?:published|appeared) (?:by|in|on|at)|originally (?:published|appeared) (?:by|in|on|at)|"
    r"republished (?:from|with permission (?:from|of))|zuerst erschienen (?:bei|in|auf)|"
    r"publié (?:d'abord |initialement )?(?:par|dans|sur)|publicado (?:originalmente |primero )?(?:por|en))\s+"
    r"(?:the |The |der |die |le |la |el )?(?P<who>[A-ZÄÖÜÉ][\w’&'-]*(?: [A-ZÄÖÜÉ][\w’&'-]*){0,4})"
)
# One agency under several names: a reprint abroad translates the byline, and often the name with it.
_SHORT: Final = {
    "associatedpress": "ap",
    "agencefrancepresse": "afp",
    "deutschepresseagentur": "dpa",
    "unitedpressinternational": "upi",
    "pamedia": "pa",
    "pressassociation": "pa",
}
# They carry any company's releases: having one in common says nothing about the text.
_RELEASE_WIRES: Final = frozenset(
    "prnewswire businesswire globenewswire accesswire einpresswire ots newsaktuell".split()
)
_AFFIXES: Final = ("news", "online", "media", "agency", "group")


def find_credit(text: str, *, authors: Sequence[str] = ()) -> str:
    """The agency or first publisher that `text` credits, or that is its author; empty when none."""
    head, tail = text[:HEAD_CHARACTERS], text[-TAIL_CHARACTERS:]
    for part in (head, tail):
        for pattern in _PATTERNS:
            if found := pattern.search(part):
                return found["who"].strip()
    for part in (tail, head):
        if found := _FIRST.search(part):
            return found["who"].strip()
    for author in authors:
        if found := _AUTHOR.fullmatch(author.strip()):
            return found["who"]
    return ""


def credit_key(credit: str) -> str:
    """One spelling for all names of an agency: `The Associated Press` is `ap`."""
    joined = "".join(word for word in words(credit) if word != "the")
    return _SHORT.get(joined, joined)


def is_release_wire(credit: str) -> bool:
    """Whether a credit names a distributor of press releases, as `/PRNewswire/`."""
    return credit_key(credit) in _RELEASE_WIRES


def means(credit: str, *, provider: str, name: str) -> bool:
    """Whether a credit line means a provider: `Meridian Wire` and meridianwire.example."""
    said = credit_key(credit)
    site = "".join(words(provider.partition(".")[0]))
    if not said:
        return False
    if said == credit_key(name) or site in {said, *(said + affix for affix in _AFFIXES)}:
        return True
    shorter, longer = sorted((said, site), key=len)
    return len(shorter) >= PREFIX_CHARACTERS_MIN and longer.startswith(shorter)
