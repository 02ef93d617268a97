"""Names out of bylines: labels, roles and houses told from people.

In: a text that credits somebody, and what the publisher calls itself.  Out: names.
"""

import re
from dataclasses import dataclass
from typing import Final

from wiredesk.basics.text import plain_line
from wiredesk.basics.urls import host_of, registrable_domain
from wiredesk.craft.pages.head import Head
from wiredesk.craft.pages.jsonld import text_of

HOUSE_TYPES: Final = frozenset(
    ["Organization", "NewsMediaOrganization", "Corporation", "WebSite", "Brand", "NGO"]
)
CREDIT_CHARACTERS_MAX: Final = 400
NAME_CHARACTERS_MAX: Final = 62
PERSON_WORDS_MAX: Final = 6
AGENCY_CHARACTERS_MAX: Final = 5
HOUSE_LABEL_MIN: Final = 2  # letters of a domain that may stand for its house

_JUNK: Final = re.compile(
    r"(?:admin|administrator|editor|redaktion|staff|newsroom|redacción|redacao|redação|rédaction|la rédaction|"
    r"editorial team|guest|unknown|null|undefined|by|written by|von|web ?desk|news ?desk|nachrichten|agenturen|agencies)$",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(r"(?:unknown|null|none|undefined|guest|admin)$", re.IGNORECASE)
_SPLIT: Final = re.compile(
    r" ?(?:,(?! ?(?:Jr|Sr|PhD|MD|Dr)\b)|;|\||/|\band\b|\bund\b|\bet\b|\by\b|&| [-–—](?= )) ?"
)
_LABEL: Final = re.compile(
    r"(?:written by|by|von|par|por|di|autorin/autor|autor/in|autor(?:in|en|a|es)?|authors?|auteur|texte?|"
    r"de notre correspondante?|reported by|story by)(?:[ |]*:[ |]*|[ |]+)(?=\S)",
    re.IGNORECASE,
)
_AUTHOR_LABEL: Final = re.compile(r"(?:written by|aut[oh]|reported by)", re.IGNORECASE)
_ROLE: Final = re.compile(
    r"\b(?:editor|correspondent|reporter|journalist|columnist|contributor|writer|reviewer|expert|consultant|analyst|specialist|founder|ceo|manager|producer|chief|director|desk|staff|"
    r"redakteur(?:in)?|korrespondent(?:in)?|reporterin|journaliste?|journalistin|autor(?:in)?|redaktion|redactora?|"
    r"corresponsal|periodista|jurnalis|inviato|giornalista|team)\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[^\W\d_][\w.'’\- ]{1,60}$")
_PARTICLES: Final = frozenset(
    "al ap bin bint da de del della den der di do dos du el ibn la le los mac ten ter van von y zu zum zur".split()
)
_DOMAIN: Final = re.compile(r"\.[a-z]{2,10}\b")
_NOT_A_LETTER: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the publisher calls itself: whole names, and the word of its domain."""

    names: frozenset[str]
    label: str

    @classmethod
    def of(cls, head: Head) -> "House":
        """Read from the claims of the page and its address."""
        publisher = head.graph.resolve(head.node.get("publisher"))
        told = [
            *head.metas.get("og:site_name", [])[:2],
            *head.metas.get("application-name", [])[:2],
            text_of(publisher),
        ]
        domain = registrable_domain(host_of(head.url)) if head.url else ""
        told += [domain, domain.partition(".")[0]]
        names = frozenset(plain for one in told if (plain := _plain(one)))
        return cls(names=names, label=_plain(domain.partition(".")[0]))

    def signs(self, name: str) -> bool:
        """Whether a name is the publisher's own."""
        plain = _plain(name)
        return plain in self.names or plain.replace(" ", "") in self.names

    def is_in(self, name: str) -> bool:
        """Whether the word of the domain, or a domain itself, stands in a name."""
        is_told = len(self.label) >= HOUSE_LABEL_MIN and self.label in _plain(name).split()
        return is_told or _DOMAIN.search(name.lower()) is not None or self.signs(name)


def credited(text: str, house: House) -> list[str]:
    """All whom a machine-readable credit names, the house and its roles left out."""
    parts = _parts(text)
    if any(house.signs(part) for part in parts):
        return []
    found = [part for part in parts if _is_name(part)]
    if len(found) > 1:
        return [part for part in found if not _ROLE.search(part)] or found[:1]
    return found


def people_in(text: str, house: House) -> list[str]:
    """The people whom a visible byline names; nothing that might be a place, a date or a house."""
    for readable in (text, text.replace("|", " ")):
        parts = _parts(readable)
        found = [
            part
            for part in parts
            if _is_name(part)
            and is_person(part)
            and not _ROLE.search(part)
            and not house.is_in(part)
        ]
        if found:
            return found
    return []


def people_labelled(text: str, house: House, *, is_far: bool) -> list[str]:
    """The people right behind a `By` or `Autor:`; far from the headline only behind a word for author."""
    line = plain_line(text[:CREDIT_CHARACTERS_MAX])
    found = _LABEL.match(line)
    if found is None or (is_far and not _AUTHOR_LABEL.match(line)):
        return []
    people: list[str] = []
    for part in _parts(line[found.end() :]):
        is_agency = part.isupper() and part.isalpha() and len(part) <= AGENCY_CHARACTERS_MAX
        if not _is_name(part) or not (is_person(part) or is_agency) or _ROLE.search(part):
            break
        people.append(part)
    return [] if any(house.is_in(name) for name in people) else people


def is_person(name: str) -> bool:
    """Whether a name looks like a person's: two to six words that begin as names do."""
    words = name.split()
    if not 2 <= len(words) <= PERSON_WORDS_MAX or any(sign.isdecimal() for sign in name):
        return False
    named = [word for word in words if word.casefold() not in _PARTICLES]
    return len(named) >= 1 and all(not word[0].islower() for word in named)


def unlabelled(text: str) -> str:
    """A credit as one line without its `By` or `Autor:`."""
    if text.startswith(("http:", "https:", "@", "www.")):
        return ""
    line = plain_line(text[:CREDIT_CHARACTERS_MAX])
    found = _LABEL.match(line)
    bare = (line[found.end() :] if found else line).strip(" .,-–|")
    return "" if _NOTHING.match(bare) else bare


def _parts(text: str) -> list[str]:
    parts = (unlabelled(part) for part in _SPLIT.split(unlabelled(text)))
    return [part for part in parts if part]


def _is_name(part: str) -> bool:
    return _NAME.match(part) is not None and _JUNK.match(part) is None


def _plain(text: str) -> str:
    return _NOT_A_LETTER.sub(" ", text.casefold()).strip()
