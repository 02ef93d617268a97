"""Words by which pages name what is not the article, in the languages of the press we read.

In: the first words of a block.  Out: which kinds of words it has.  How much each counts is learned.
Works by looking words up: a search by patterns took a third of the whole reading time.
"""

import re
from typing import Final

LOOK_CHARACTERS: Final = 200
LONG_WORDS: Final = 40.0  # a longer block is prose, whatever it mentions
TOKEN: Final = re.compile(r"\w+|[©$€£?]")

# Kind → words that count as the first of a block, words that count anywhere, pairs that count anywhere.
_KINDS: Final = (
    (
        ("share tweet follow print email subscribe comment reply like facebook twitter linkedin whatsapp teilen partager "
        "compartir condividi delen udostępnij copy save listen merken drucken"),
        "",
        "",
    ),
    (
        ("related also recommended next previous latest trending popular siehe categories category tags filed topics contents "
        "themen schlagworte lire lesen lea lee leggi lees czytaj zobacz leia läs les mehr"),
        "",
        ("read more,more from,see also,also read,read also,you may,you might,les også,lire aussi,à lire,mehr zum,lea también,"
        "lee también,leggi anche,lees ook,czytaj też,zobacz też,leia também,läs också,up next,keep reading,don t,"
        "table of,in this,jump to,on this"),
    ),
    (
        "",
        "© copyright cookie cookies datenschutz impressum",
        "rights reserved,privacy policy,terms of,alle rechte,tous droits,todos los,riproduzione riservata",
    ),
    (
        "subscribe download register",
        "newsletter subscribe inbox abonnieren abonnez abo suscríbete iscriviti",
        ("sign up,free trial,get started,book a,contact us,learn more,download the,download our,download now,schedule a,"
        "request a,try free,try it,join us,join now,join our"),
    ),
    (
        ("by von par por written author autor posted published updated last reviewed photo image foto bild credit source "
        "quelle getty medically"),
        "getty reuters dpa afp",
        "minute read,min read,read time,fact checked,getty images",
    ),
    (
        "",
        ("january february march april june july august september october november december januar februar märz juni juli "
        "oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero "
        "marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre jan feb mar apr jun jul aug sep sept oct "
        "nov dec"),
        "",
    ),
    ("", "$ € £ price", "add to,buy now"),
    (
        "about",
        "correspondent freelance contributor",
        ("about the,the author,is a,years of,follow him,follow her,follow us,follow them,writes about,he is,she is,they are,"
        "he has,she has,lives in"),
    ),
    (
        "disclosure disclaimer advertisement anzeige advertising publicité publicidad pubblicità werbung",
        "affiliate affiliates commission commissions disclosure disclaimer sponsored advertiser advertisers",
        "editorial team,editorial standards,editorial policy,editorial guidelines,earn a",
    ),
    (
        "references sources citations bibliography notes footnotes quellen",
        "doi",
        "further reading,et al",
    ),
    ("faq faqs frequently conclusion summary introduction overview", "", "final thoughts,key takeaways,bottom line"),
    ("", "?", ""),
    (
        "comments kommentare commentaires comentarios",
        "login logged comment comments kommentar kommentare commentaire commentaires comentario",
        "leave a,your email,required fields,log in,posted by",
    ),
)  # fmt: skip
KINDS: Final = len(_KINDS) + 3  # and years, clock times, a question at the end


def _table(column: int) -> dict[str, int]:
    table: dict[str, int] = {}
    for kind, row in enumerate(_KINDS):
        for entry in row[column].split("," if column == 2 else None):
            table[entry] = table.get(entry, 0) | 1 << kind
    return table


_FIRST: Final = _table(0)
_ANYWHERE: Final = _table(1)
_PAIRS: Final = _table(2)
_PAIR_BEGINNINGS: Final = frozenset(pair.partition(" ")[0] for pair in _PAIRS)
_YEAR: Final = 1 << len(_KINDS)
_SMALL_NUMBER: Final = 2 << len(_KINDS)
_QUESTION: Final = 4 << len(_KINDS)


def phrases_in(tokens: list[str]) -> list[int]:
    """The numbers of the kinds of phrases among the first lower-case `tokens` of a block."""
    if not tokens:
        return []
    bits = _FIRST.get(tokens[0], 0)
    if tokens[-1] == "?":
        bits |= _QUESTION
    before = ""
    for token in tokens:
        bits |= _ANYWHERE.get(token, 0)
        if before:
            bits |= _PAIRS.get(f"{before} {token}", 0)
        if token[0] in "0123456789":
            is_year = len(token) == 4 and token[:2] in {"19", "20"}
            bits |= _YEAR if is_year else _SMALL_NUMBER
        before = token if token in _PAIR_BEGINNINGS else ""
    return [kind for kind in range(KINDS) if bits >> kind & 1]
