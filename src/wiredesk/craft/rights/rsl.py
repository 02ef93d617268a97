"""RSL, Really Simple Licensing: what a licence file permits and prohibits.

In: XML, from a file that robots.txt names, from a page or a feed.  Out: rules and statements.  Runs on
foreign bytes in a worker process.  Vocabulary: https://rslstandard.org/rsl (RSL 1.0).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree

from wiredesk.basics.errors import InputError
from wiredesk.craft.rights.places import means
from wiredesk.craft.rights.words import AI_USES, EVIDENCE_CHARACTERS_MAX
from wiredesk.records.envelope import Statement, Use

RSL_BYTES_MAX: Final = 500_000
RULES_MAX: Final = 500
TOKENS_MAX: Final = 50
FREE: Final = frozenset({"free", "attribution", ""})
ALL: Final = frozenset({"all"})
SHOWING: Final = (Use.EXCERPT, Use.IMAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RslRule:
    """One `<content>` with its licences."""

    location: str
    prohibited: tuple[str, ...] = ()
    permitted: tuple[str, ...] | None = None
    """None: no list of what is permitted."""
    costs: bool = False


def parse_rsl(body: bytes, *, name: str) -> tuple[RslRule, ...]:
    """The rules of a licence file; InputError says what is wrong with it."""
    if len(body) > RSL_BYTES_MAX:
        raise _broken(f"has over {RSL_BYTES_MAX:,} bytes", name)
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise _broken("declares entities", name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as cause:
        raise _broken("is no XML", name) from cause
    contents = [one for one in root.iter("{*}content") if _name(one) == "content"]
    if not contents:
        # A feed's or a page's own licence stands for what carries it.
        contents = [root] if _name(root) in {"license", "rsl"} else []
    if not contents:
        raise _broken("licenses nothing", name)
    return tuple(_rule(one) for one in contents[:RULES_MAX])


def licence_statements(
    rules: Iterable[RslRule], url: str, *, seen_at: datetime, origin: str
) -> tuple[Statement, ...]:
    """What the rules that mean `url` forbid.

    Uses by models must be permitted wherever a list of permissions stands, and cost nothing.  An excerpt is
    forbidden only by name (`search`, `all`): a list that permits training says nothing on linking.
    """
    found = []
    for rule in rules:
        if means(rule.location, url) and (forbidden := _forbidden(rule)):
            said = _told(rule)[:EVIDENCE_CHARACTERS_MAX]
            found.append(
                Statement(
                    code="rsl_prohibits",
                    origin=origin,
                    evidence=said,
                    seen_at=seen_at,
                    forbids=forbidden,
                )
            )
    return tuple(found[:5])


def _forbidden(rule: RslRule) -> tuple[Use, ...]:
    shows = not {"search", "all"} & set(rule.prohibited)
    granted = rule.permitted is None or any(_is_ai(token) for token in rule.permitted)
    reads = granted and not rule.costs and not any(_is_ai(token) for token in rule.prohibited)
    return (*(() if shows else SHOWING), *(() if reads else AI_USES))


def _is_ai(token: str) -> bool:
    return token in ALL or token.startswith(("ai-", "train-")) or token.endswith("-ai")


def _rule(content: etree._Element) -> RslRule:
    permits = [one for one in content.iter("{*}permits") if _is_usage(one)]
    prohibits = [one for one in content.iter("{*}prohibits") if _is_usage(one)]
    payments = {(one.get("type") or "").strip().lower() for one in content.iter("{*}payment")}
    location = content.get("url") if _name(content) == "content" else None
    return RslRule(
        location=location[:1_001] if location else "/",
        prohibited=_tokens(prohibits),
        permitted=_tokens(permits) if permits else None,
        costs=bool(payments - FREE),
    )


def _is_usage(element: etree._Element) -> bool:
    return (element.get("type") or "usage").strip().lower() == "usage"


def _tokens(elements: Iterable[etree._Element]) -> tuple[str, ...]:
    words = (word for one in elements for word in (one.text or "").replace(",", " ").split())
    return tuple(dict.fromkeys(word.lower()[:40] for word in words))[:TOKENS_MAX]


def _told(rule: RslRule) -> str:
    told = [f"prohibits {' '.join(rule.prohibited)}"] if rule.prohibited else []
    told += [f"permits {' '.join(rule.permitted)}"] if rule.permitted is not None else []
    told += ["for a payment"] if rule.costs else []
    return "; ".join(told)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _broken(what: str, name: str) -> InputError:
    return InputError(
        f"{what}, so use by models counts as prohibited.",
        subject=name,
        remedy="Its publisher would have to repair it; headlines and excerpts are not affected.",
        code="rsl",
    )
