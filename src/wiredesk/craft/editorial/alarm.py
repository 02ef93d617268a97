"""A source that changes all at once: its domain was sold, its feed was taken over, or it was hacked.

In: the last articles of a source, and those before them.  Out: reasons for an alarm, or none.  One change alone
is ordinary (a new design, an English edition, an election); two of four at once are not.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from wiredesk.basics.text import words
from wiredesk.basics.urls import host_of, registrable_domain
from wiredesk.records.article import Article
from wiredesk.records.reason import Reason

AFTER: Final = 10  # articles that are compared …
BEFORE_MIN: Final = 20  # … with at least so many before them
BEFORE_MAX: Final = 60
SIGNS_MIN: Final = 2
DOMINANT: Final = 0.7  # a language in which a source writes
GONE: Final = 0.2  # share below which what was usual is gone
LABELLED_MIN: Final = 0.3  # share of articles under the hub's topics that is worth missing
KNOWN_WORDS_MIN: Final = (
    0.25  # a week of one paper knows over half of the next day's headline words
)
WORD_CHARACTERS_MIN: Final = 4
LEAD_CHARACTERS: Final = 700
LINKS_MIN: Final = 5
NEW_LINKS: Final = 0.9
PUSHED: Final = 0.5  # share of articles that link to one domain nobody linked to before


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """What one article tells of the source that brought it."""

    language: str
    labelled: bool
    """A topic of the hub applies."""
    heading: frozenset[str]
    """Words of its headline."""
    vocabulary: frozenset[str]
    """Words of headline and lead."""
    shape: str
    """Host, pattern of the address, and the name that the page gives its site."""
    outbound: frozenset[str]
    """Domains of others that it links to."""


def trait_of(article: Article, *, labelled: bool) -> Trait:
    """The trait of one article."""
    home = registrable_domain(article.web_url)
    linked = {registrable_domain(link) for link in article.links}
    heading = frozenset(_long_words(article.title))
    return Trait(
        language=article.language,
        labelled=labelled,
        heading=heading,
        vocabulary=heading | frozenset(_long_words(article.text[:LEAD_CHARACTERS])),
        shape=_shape(article.web_url, article.site_name),
        outbound=frozenset(linked - {home, ""}),
    )


def judge_change(before: Sequence[Trait], after: Sequence[Trait]) -> tuple[Reason, ...]:
    """Why the source is not what it was; empty when it is, or when too little is known."""
    if len(before) < BEFORE_MIN or len(after) < AFTER:
        return ()
    language = _language(before, after)
    # Another language has other words: then only the hub's topics can tell.
    subject = _topics(before, after) or (None if language else _words(before, after))
    found = (language, subject, _template(before, after), _outbound(before, after))
    signs = tuple(reason for reason in found if reason)
    return signs if len(signs) >= SIGNS_MIN else ()


def _language(before: Sequence[Trait], after: Sequence[Trait]) -> Reason | None:
    usual, share = _most([one.language for one in before if one.language])
    new = [one.language for one in after if one.language]
    left = new.count(usual) / len(new) if new else 1.0
    if share < DOMINANT or left > GONE:
        return None
    now, _ = _most(new)
    return Reason(
        code="source_language", text=f"It wrote in `{usual}`, now in `{now}`.", value=left
    )


def _topics(before: Sequence[Trait], after: Sequence[Trait]) -> Reason | None:
    usual = sum(one.labelled for one in before) / len(before)
    if usual < LABELLED_MIN or any(one.labelled for one in after):
        return None
    told = (
        f"{usual:.0%} of its articles were on the hub's topics, none of the last {len(after)} is."
    )
    return Reason(code="source_topics", text=told, value=usual)


def _words(before: Sequence[Trait], after: Sequence[Trait]) -> Reason | None:
    known = frozenset[str]().union(*(one.vocabulary for one in before))
    heading = [word for one in after for word in one.heading]
    share = sum(word in known for word in heading) / len(heading) if heading else 1.0
    if share >= KNOWN_WORDS_MIN:
        return None
    told = f"Only {share:.0%} of the words in its headlines stood in earlier articles."
    return Reason(code="source_topics", text=told, value=share)


def _template(before: Sequence[Trait], after: Sequence[Trait]) -> Reason | None:
    known = {one.shape for one in before}
    share = sum(one.shape in known for one in after) / len(after)
    if share > GONE:
        return None
    shape, _ = _most([one.shape for one in after])
    told = f"Its pages have other addresses or another site name: {shape}."
    return Reason(code="source_template", text=told, value=share, evidence=shape)


def _outbound(before: Sequence[Trait], after: Sequence[Trait]) -> Reason | None:
    known = frozenset[str]().union(*(one.outbound for one in before))
    linked = Counter(domain for one in after for domain in one.outbound)
    new = Counter({domain: count for domain, count in linked.items() if domain not in known})
    if not new or linked.total() < LINKS_MIN:
        return None
    share = new.total() / linked.total()
    domain, count = min(new.items(), key=lambda one: (-one[1], one[0]))
    if share < NEW_LINKS and count < PUSHED * len(after):
        return None
    told = f"{share:.0%} of its links lead to domains that it never linked to, most to {domain}."
    return Reason(code="source_outbound", text=told, value=share, evidence=domain)


def _most(values: Iterable[str]) -> tuple[str, float]:
    """The most frequent value and its share; the first in order among equals."""
    counts = Counter(values)
    if not counts:
        return "", 0.0
    value = min(counts, key=lambda one: (-counts[one], one))
    return value, counts[value] / counts.total()


def _long_words(text: str) -> Iterator[str]:
    return (word for word in words(text) if len(word) >= WORD_CHARACTERS_MIN)


def _shape(url: str, site_name: str) -> str:
    """`gazette.example/politics/a-0 (The Gazette)`: figures and slugs are left out."""
    path = url.partition("://")[2].partition("/")[2].partition("?")[0].strip("/")
    parts = [_part(part) for part in path.split("/")[:6]]
    return f"{host_of(url)}/{'/'.join(parts)}" + (f" ({site_name[:60]})" if site_name else "")


def _part(part: str) -> str:
    if part.isdigit():
        return "0"
    # A slug, whatever it says; its figures tell that an id belongs to it.
    if "-" in part or "_" in part or any(sign.isdigit() for sign in part) or len(part) > 20:
        return "a-0" if any(sign.isdigit() for sign in part) else "a-a"
    return part
