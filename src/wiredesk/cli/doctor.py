"""`wiredesk doctor`: is this machine, and this hub, fit to run?

Exit code 1 when something must be mended first (SAFETY.md rule 20).
"""

import importlib.metadata
import pyexpat
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import click

from wiredesk.app import find_encoder, find_keys, has_store, open_store
from wiredesk.basics.errors import WiredeskError
from wiredesk.cli.showing import hub_option
from wiredesk.newsroom.findings import failing_newsletter, failing_webhooks
from wiredesk.newsroom.sealing import check_keyring
from wiredesk.outgoing import SMTP_PASSWORD
from wiredesk.records.mailing import Subscriber
from wiredesk.records.sealing import Keyring
from wiredesk.settings import (
    Settings,
    check_smtp,
    find_store,
    load_providers,
    load_settings,
    load_sources,
    load_subscribers,
    load_topics,
    load_webhooks,
    masthead_of,
    schedule_of,
)
from wiredesk.world.keys import WebhookSecrets, read_secret

EXPAT_MIN = (
    2,
    4,
    1,
)  # billion laughs is stopped from here on; feedparser is fed without DOCTYPE anyway
LIBXML2_MIN = (2, 11, 0)
SQLITE_MIN = (3, 51, 3)  # WAL-reset bug up to 3.51.2 (SAFETY.md T72)
FLOORS = {
    "urllib3": (2, 6, 3),
    "lxml": (6, 1, 0),
    "aiohttp": (3, 12),
    "nh3": (0, 3),
    "cryptography": (44, 0, 1),  # OpenSSL in its wheels before: CVE-2024-12797
    "Pillow": (12, 1, 1),  # CVE-2026-25990
}
FREE_BYTES_MIN = 500_000_000  # one archive segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    fine: bool
    what: str
    remedy: str = ""


@click.command()
@hub_option
@click.pass_context
def doctor(context: click.Context, folder: Path) -> None:
    """Check versions, settings, sources and disk; say what to do about each finding."""
    findings = [*_machine(), *_hub(folder)]
    for finding in findings:
        mark = click.style("ok  ", fg="green") if finding.fine else click.style("FAIL", fg="red")
        click.echo(f"{mark} {finding.what}" + (f"  {finding.remedy}" if not finding.fine else ""))
    if not all(finding.fine for finding in findings):
        context.exit(1)


def _machine() -> Iterator[Finding]:
    import apsw  # noqa: PLC0415 - only doctor and the store load it
    from lxml import etree  # noqa: PLC0415 - as above

    told = ".".join(map(str, sys.version_info[:3]))
    yield Finding(
        fine=sys.version_info >= (3, 11), what=f"Python {told}", remedy="Use 3.11 or newer."
    )
    yield _at_least(
        "SQLite", _version(apsw.sqlite_lib_version()), SQLITE_MIN, "pip install -U apsw"
    )
    yield _at_least("libxml2", etree.LIBXML_VERSION, LIBXML2_MIN, "pip install -U lxml")
    yield _at_least("expat", pyexpat.version_info, EXPAT_MIN, "Update Python.")
    for name, floor in FLOORS.items():
        try:
            found = _version(importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            continue
        yield _at_least(name, found, floor, f"pip install -U {name}")


def _hub(folder: Path) -> Iterator[Finding]:
    try:
        settings = load_settings(folder)
        load_providers(folder)
        topics, sources = load_topics(folder), load_sources(folder)
    except WiredeskError as error:
        yield Finding(fine=False, what=str(error))
        return
    yield Finding(fine=True, what=f"{folder}: {len(sources)} sources, {len(topics)} topics")
    yield Finding(
        fine=bool(settings.hub.contact),
        what=f"contact: {settings.hub.contact or 'none'}",
        remedy="Set hub.contact, so that publishers can write to you.",
    )
    yield _allowance(settings)
    free = shutil.disk_usage(folder).free
    yield Finding(
        fine=free >= FREE_BYTES_MIN,
        what=f"disk: {free / 1e9:.1f} GB free",
        remedy="The archive needs room; free some, or move the hub.",
    )
    yield _database(folder, settings)
    yield _keyring(folder, settings)
    yield from _webhooks(folder)
    yield from _newsletter(folder, settings)
    yield _sentence_model(folder, settings)


def _allowance(settings: Settings) -> Finding:
    """A private-network allowance together with a public bind is a way in (SAFETY.md rule 20)."""
    hosts = settings.network.hosts
    is_open = settings.serve.host != "localhost" and not _is_loopback(settings.serve.host)
    told = ", ".join(f"{name} → {address}" for name, address in hosts.items()) or "none"
    return Finding(
        fine=not (hosts and is_open),
        what=f"private addresses that may be dialled: {told}",
        remedy="Empty network.hosts, or set serve.host to 127.0.0.1.",
    )


def _database(folder: Path, settings: Settings) -> Finding:
    from wiredesk.world.store import check_database  # noqa: PLC0415 - as above

    try:
        place = find_store(folder, settings)
        if not has_store(folder):
            return Finding(fine=True, what="no database yet; the first run makes it")
        problem = check_database(place)
    except WiredeskError as error:  # a server that does not answer, an address that is none
        return Finding(fine=False, what=str(error))
    told = "database: whole" if isinstance(place, Path) else "database: PostgreSQL, whole"
    return Finding(fine=not problem, what=problem or told, remedy="Restore it from a backup.")


def _keyring(folder: Path, settings: Settings) -> Finding:
    """Keys that others can read, that lie in the hub, that everybody knows, or that are another hub's."""
    keys = find_keys(folder, settings)
    try:
        sealed = _count_sealed(folder, keys.load() if keys is not None else None)
    except WiredeskError as error:
        return Finding(fine=False, what=str(error))
    told = "none; nothing is sealed" if keys is None else f"{keys.path}"
    return Finding(
        fine=keys is not None or not sealed,
        what=f"keyring: {told}; {sealed} records sealed" if sealed else f"keyring: {told}",
        remedy="Name it in WIREDESK_KEYRING or seal.keyring, or what is sealed stays as it is.",
    )


def _webhooks(folder: Path) -> Iterator[Finding]:
    """Secrets that are missing or open to others, and webhooks that do not take what they are told."""
    try:
        webhooks = load_webhooks(folder, topics=load_topics(folder))
    except WiredeskError as error:
        yield Finding(fine=False, what=str(error))
        return
    for webhook in webhooks:
        try:
            WebhookSecrets(hub=folder).load(webhook)
        except WiredeskError as error:
            yield Finding(fine=False, what=f"webhook {webhook.name}: {error}")
    found = []
    if webhooks and has_store(folder):
        with closing(open_store(folder, read_only=True)) as store:
            found = failing_webhooks(store)
    yield from (Finding(fine=False, what=one.text) for one in found)
    if webhooks and not found:
        yield Finding(fine=True, what=f"webhooks: {len(webhooks)}")


def _newsletter(folder: Path, settings: Settings) -> Iterator[Finding]:
    """Whether an issue could be sent, to whom, and what stands in its way."""
    own, smtp = settings.newsletter, settings.smtp
    if not (own.sender or own.every):
        return
    problems: list[str] = []
    readers: tuple[Subscriber, ...] = ()
    try:
        check_smtp(settings)
        masthead_of(own, topics=load_topics(folder))
        schedule_of(own)
        readers, bad = load_subscribers(folder, own)
        problems += [f"{own.subscribers}:{one.line}: {one.text}" for one in bad]
        if smtp.user:
            read_secret(smtp.password, variable=SMTP_PASSWORD, hub=folder)
    except WiredeskError as error:
        problems.append(str(error))
    if has_store(folder):
        with closing(open_store(folder, read_only=True)) as store:
            problems += [one.text for one in failing_newsletter(store)]
    yield from (Finding(fine=False, what=f"newsletter: {one}") for one in problems)
    if not problems:
        place = f"through {smtp.host}" if smtp.host else f"as files in {own.folder}"
        yield Finding(fine=True, what=f"newsletter: {len(readers)} readers, {place}")


def _sentence_model(folder: Path, settings: Settings) -> Finding:
    """Whether what semantic.model names can be loaded, and with what."""
    try:
        encoder = find_encoder(folder, settings)
    except WiredeskError as error:
        return Finding(fine=False, what=str(error))
    told = "none; stories are told apart by words" if encoder is None else settings.semantic.model
    return Finding(fine=True, what=f"sentence model: {told}")


def _count_sealed(folder: Path, keyring: Keyring | None) -> int:
    """How many records are sealed; KeyringError unless it was with these keys."""
    if not has_store(folder):
        return 0
    with closing(open_store(folder, read_only=True)) as store:
        if keyring is not None:
            check_keyring(store, keyring)
        return sum(store.count_sealed().values())


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _at_least(name: str, found: tuple[int, ...], floor: tuple[int, ...], remedy: str) -> Finding:
    told, wanted = ".".join(map(str, found)), ".".join(map(str, floor))
    return Finding(fine=found >= floor, what=f"{name} {told} (at least {wanted})", remedy=remedy)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())
