"""The lists of a hub: `sources.toml` and `providers.toml`.

In: files that a person keeps.  Out: records.  `render_sources` writes the list back.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated

import msgspec

from wiredesk.basics.errors import SettingsError
from wiredesk.basics.ids import source_id
from wiredesk.basics.urls import registrable_domain, web_url
from wiredesk.records.provider import Provider
from wiredesk.records.rights import Terms
from wiredesk.records.source import Source
from wiredesk.settings.ratings import load_ratings, with_ratings
from wiredesk.settings.toml import parse_toml, place_of, read_file

SOURCES_FILE = "sources.toml"
PROVIDERS_FILE = "providers.toml"

_Days = Annotated[int, msgspec.Meta(ge=0, le=36_500)]
_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class _TermsLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    show: bool | None = None
    excerpt_characters_max: Annotated[int, msgspec.Meta(ge=0, le=1_000)] | None = None
    images: bool | None = None
    full_text: bool | None = None
    ai: bool | None = None
    embargo_hours: Annotated[int, msgspec.Meta(ge=0, le=8_760)] | None = None
    jurisdiction: Annotated[str, msgspec.Meta(pattern="^[a-zA-Z]{2}$")] | None = None
    raw_days: _Days | None = None
    text_days: _Days | None = None
    excerpt_days: _Days | None = None
    licence: str | None = None
    licence_read: date | None = None


class _SourceLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    url: str
    provider: str = ""
    title: str = ""
    category: str = "news"
    type: str = "article"
    aggregator: bool = False
    rights: _TermsLine = _TermsLine()


class _SourceFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    source: list[_SourceLine] = []


class _ProviderLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    domain: str
    name: str
    owner: str = ""
    official: bool = False
    listed: bool = False
    language: str = ""
    country: str = ""
    rating: _Share | None = None
    known_since: date | None = None
    rights: _TermsLine = _TermsLine()


class _ProviderFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    provider: list[_ProviderLine] = []


def load_sources(folder: Path) -> tuple[Source, ...]:
    """The sources of the hub in `folder`; SettingsError names the line of a wrong one."""
    path = folder / SOURCES_FILE
    return parse_sources(read_file(path, remedy=_MISSING), name=str(path))


def parse_sources(text: str, *, name: str) -> tuple[Source, ...]:
    """`sources.toml` from its text; each address once."""
    sources: dict[str, Source] = {}
    for line in parse_toml(text, name=name, shape=_SourceFile).source:
        url = web_url(line.url)
        if url is None:
            raise SettingsError(
                f"`{line.url[:200]}` is no http or https address.",
                subject=place_of(line.url, text, name),
                remedy="Write the feed's full address.",
            )
        if url in sources:
            raise SettingsError(
                f"`{url}` stands here twice.",
                subject=place_of(line.url, text, name, nth=2),
                remedy="Remove one.",
            )
        sources[url] = Source(
            id=source_id(url),
            url=url,
            provider=registrable_domain(line.provider or url),
            title=line.title,
            category=line.category,
            type=line.type,
            aggregator=line.aggregator,
            terms=_terms(line.rights),
        )
    return tuple(sources.values())


def append_sources(text: str, sources: Iterable[Source]) -> str:
    """`sources.toml` with `sources` added at its end; what a person wrote stays as it is."""
    blocks = [text.rstrip() or "# What this hub follows.  `wiredesk sources add URL` adds to it."]
    blocks += [_block(source) for source in sources]
    return "\n\n".join(blocks) + "\n"


def _block(source: Source) -> str:
    lines = ["[[source]]", f"url = {quoted(source.url)}"]
    if source.provider != registrable_domain(source.url):
        lines.append(f"provider = {quoted(source.provider)}")
    if source.title:
        lines.append(f"title = {quoted(source.title)}")
    if source.category != "news":
        lines.append(f"category = {quoted(source.category)}")
    if source.type != "article":
        lines.append(f"type = {quoted(source.type)}")
    if source.aggregator:
        lines.append("aggregator = true")
    return "\n".join(lines)


def load_providers(folder: Path) -> tuple[Provider, ...]:
    """The provider registry of the hub in `folder`; empty when it keeps none."""
    path = folder / PROVIDERS_FILE
    text = read_file(path, remedy="") if path.exists() else ""
    return with_ratings(parse_providers(text, name=str(path)), load_ratings(folder))


def parse_providers(text: str, *, name: str) -> tuple[Provider, ...]:
    """`providers.toml` from its text; each domain once, and no circle of owners."""
    lines: dict[str, _ProviderLine] = {}
    for line in parse_toml(text, name=name, shape=_ProviderFile).provider:
        domain = registrable_domain(line.domain.strip().lower())
        if "." not in domain:
            raise SettingsError(
                f"`{line.domain[:200]}` is no domain.",
                subject=place_of(line.domain, text, name),
                remedy="Write it as example.org.",
            )
        if domain in lines:
            raise SettingsError(
                f"{domain} stands here twice.",
                subject=place_of(f'"{line.domain}"', text, name, nth=2),
                remedy="Remove one of the two tables.",
            )
        lines[domain] = line
    owners = {domain: line.owner.strip() for domain, line in lines.items()}
    return tuple(
        Provider(
            domain=domain,
            name=line.name,
            owner=_group_of(domain, owners, text=text, name=name),
            official=line.official,
            listed=line.listed,
            language=line.language,
            country=line.country,
            rating=line.rating,
            known_since=_midnight(line.known_since),
            terms=_terms(line.rights),
        )
        for domain, line in lines.items()
    )


def _group_of(domain: str, owners: Mapping[str, str], *, text: str, name: str) -> str:
    """The group that owns `domain` in the end: an owner that is itself a provider here belongs to its own."""
    passed = [domain]
    owner = owners[domain]
    while owner in owners and owner != passed[-1]:
        if owner in passed:
            chain = " → ".join([*passed[passed.index(owner) :], owner])
            raise SettingsError(
                f"owners go round in a circle: {chain}.",
                subject=place_of(f'"{owner}"', text, name),
                remedy="Give one of them the group's name as `owner`, or none.",
            )
        passed.append(owner)
        owner = owners[owner]
    return owner or (passed[-1] if len(passed) > 1 else "")


_MISSING = "Make it with `wiredesk sources add URL`, or `wiredesk sources import FILE.opml`."


def _terms(line: _TermsLine) -> Terms:
    return Terms(**msgspec.structs.asdict(line))


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), tzinfo=UTC) if day else None


def quoted(text: str) -> str:
    """`text` as TOML writes it."""
    # JSON's escapes are a subset of TOML's basic strings, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
