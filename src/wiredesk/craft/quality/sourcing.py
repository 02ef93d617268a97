"""Who is quoted by name, and which primary documents are linked.

In: text and links.  Out: names and addresses.  English, German, French and Spanish.  Looks at a few
words around each verb of saying, so its time grows with the text's length and no faster.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wiredesk.basics.urls import canonical_url, host_of

TEXT_CHARACTERS_MAX: Final = 60_000
VERBS_MAX: Final = 300  # verbs of saying looked at in one text
NAMES_MAX: Final = 12
LINKS_MAX: Final = 500
AROUND_CHARACTERS: Final = 140  # the longest apposition between a name and its verb

_SAID_TEXT: Final = """
    said says told added adds argued argues warned warns wrote writes explained explains noted notes stated
    sagte sagt erklärte erklärt betonte betont warnte warnt kritisierte meint meinte fügte
    déclaré déclare dit expliqué explique affirmé affirme estime estimé souligne souligné ajoute ajouté
    dijo dice afirmó afirma explicó explica señaló señala advirtió declaró añadió
"""
_SAID: Final = tuple(f" {verb}" for verb in _SAID_TEXT.split())
_CAPITAL: Final = r"[A-ZÄÖÜÁÉÍÓÚÑÇ]"
_PART: Final = rf"(?:{_CAPITAL}\.|{_CAPITAL}[\w'’-]{{1,24}})"
_NAME: Final = rf"{_PART}(?: (?:(?:de|del|von|van|der|la|di|al|bin|el) ){{0,2}}{_PART}){{1,3}}"
# Between the verb and the name: a title (“minister”), “a”, commas.
_NAME_AFTER: Final = re.compile(
    rf"^[ ,]{{1,2}}(?:[a-zäöüáéíóúñ-]{{1,24}},? ){{0,3}}(?P<name>{_NAME})"
)
_NAME_BEFORE: Final = re.compile(
    rf"(?P<name>{_NAME})(?:,[^“”„«»\".!?]{{1,110}},)? (?:a |has |hat )?$"
)
_REPORTS: Final = re.compile(
    r"^(?: [\w’']{1,20}){0,4}[,:]? ?(?:[“\"„«‘]|that\b|dass\b|que\b|the\b|it\b|he\b|she\b|they\b|there\b|die\b|der\b|das\b|es\b)"
)
_QUOTE: Final = re.compile(r"[”“\"„«»]")
_NOT_A_PERSON_TEXT: Final = """
    agency ag agentur association authority bank board bundestag bureau cabinet centre center co coalition college
    commission committee company comité comisión commissioner's conference congress consejo corp corporation
    council court department deutschland foundation gericht gmbh government group herald house inc institute
    institut instituto journal kommission labs league limited llc ltd minister ministerium ministerio ministry
    ministère nations office organisation organization parliament parlament party police polizei post press report
    research school senate society staates states stiftung street team times tribunal union universität université
    universidad university verband zeitung
"""
_NOT_A_PERSON: Final = frozenset(_NOT_A_PERSON_TEXT.split())
_NOT_FIRST_TEXT: Final = """
    a after and as at but by das der die el en er es he however if im in it la le les los on sie she so that the
    they this we when while yesterday monday tuesday wednesday thursday friday saturday sunday january february
    march april june july august september october november december
"""
_NOT_FIRST: Final = frozenset(_NOT_FIRST_TEXT.split())

_PRIMARY_DOMAINS_TEXT: Final = """
    gov mil gov.uk gouv.fr gob.es gov.au gc.ca govt.nz gob.mx europa.eu bund.de bundestag.de bundesrat.de
    bundesverfassungsgericht.de bundesgerichtshof.de gesetze-im-internet.de legifrance.gouv.fr
    assemblee-nationale.fr senat.fr conseil-constitutionnel.fr conseil-etat.fr cnil.fr boe.es congreso.es senado.es
    poderjudicial.es aepd.es parliament.uk legislation.gov.uk judiciary.uk bailii.org ico.org.uk congress.gov
    govinfo.gov federalregister.gov supremecourt.gov uscourts.gov courtlistener.com sec.gov admin.ch ris.bka.gv.at
    parlament.gv.at echr.coe.int coe.int un.org oecd.org wto.org who.int icj-cij.org nist.gov doi.org arxiv.org
    ssrn.com ncbi.nlm.nih.gov
"""
# A host counts when it is one of these or lies below one.
PRIMARY_DOMAINS: Final = frozenset(_PRIMARY_DOMAINS_TEXT.split())
_PRIMARY_PATH: Final = re.compile(
    r"/(?:doi|eli|legislation|rulings?|judge?ments?|opinions?/\d|urteile?|arrêts?|sentencias?|filings?|dockets?|statutes?|acts?)/|/10\.\d{4,9}/",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'“”)\]]{4,2000}")


def quoted_people(text: str) -> list[str]:
    """Names of those whom the text quotes or reports, each once, in order."""
    found: dict[str, str] = {}
    text = " ".join(text[:TEXT_CHARACTERS_MAX].split())
    for begin, end in sorted(_verbs(text))[:VERBS_MAX]:
        name = _speaker(text, begin, end)
        if name:
            found.setdefault(name.rsplit(" ", 1)[-1], name)
        if len(found) >= NAMES_MAX:
            break
    return list(found.values())


def primary_links(links: Sequence[str], text: str = "") -> list[str]:
    """Links to laws, courts, parliaments, papers and filings, each once whatever it is tracked by."""
    found: dict[str, str] = {}
    for link in (*links[:LINKS_MAX], *_addresses_in(text)):
        host = host_of(link)
        path = link.partition("://")[2].partition("/")[2]
        if host and (_is_primary(host) or _PRIMARY_PATH.search(f"/{path.partition('?')[0]}")):
            found.setdefault(canonical_url(link) or link, link)
    return list(found.values())


def _verbs(text: str) -> Iterator[tuple[int, int]]:
    """Where a verb of saying begins and ends; fifty plain searches are faster than one pattern."""
    for verb in _SAID:
        at = text.find(verb)
        while at != -1:
            end = at + len(verb)
            if not text[end : end + 1].isalnum():
                yield at + 1, end
            at = text.find(verb, end)


def _speaker(text: str, begin: int, end: int) -> str:
    """Who speaks by the verb at `begin`: a full name beside it, and a quotation or report with it."""
    before = text[max(begin - AROUND_CHARACTERS, 0) : begin]
    after = text[end : end + AROUND_CHARACTERS]
    if (found := _NAME_AFTER.match(after)) and _QUOTE.search(before[-AROUND_CHARACTERS:]):
        return _person(found["name"])
    found = _NAME_BEFORE.search(before)
    if found is None:
        return ""
    told = _QUOTE.search(before[: found.start()][-6:]) or _REPORTS.match(after)
    return _person(found["name"]) if told else ""


def _person(name: str) -> str:
    """The name without words that only begin a sentence; empty when it names no person."""
    words = name.split()
    while words and words[0].lower() in _NOT_FIRST:
        words = words[1:]
    if len(words) < 2 or any(word.lower().strip("'’.") in _NOT_A_PERSON for word in words):
        return ""
    return " ".join(words)


def _addresses_in(text: str) -> Iterator[str]:
    if "://" in text:
        for number, found in enumerate(_ADDRESS.finditer(text[:TEXT_CHARACTERS_MAX])):
            if number >= LINKS_MAX:
                return
            yield found.group().rstrip(".,;:")


def _is_primary(host: str) -> bool:
    labels = host.split(".")
    return any(".".join(labels[at:]) in PRIMARY_DOMAINS for at in range(len(labels)))
