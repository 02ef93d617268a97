"""What a person may ask of sealed texts: seal all anew, take over another hub's, open one.

In: the store and the keys.  Out: counts, or what was sealed, with a line in the audit first.  All of it
works beside the process that runs the route, in short transactions; killed, it goes on where it was.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from wiredesk.basics.errors import InputError, KeyringError, SealError, WiredeskError
from wiredesk.basics.ids import ArticleId
from wiredesk.craft.render import convert_record, parse_converted
from wiredesk.craft.seal import (
    known_key,
    parse_payload,
    render_legacy,
    seal,
    unseal,
)
from wiredesk.craft.seal.legacy import (
    Manifest,
    check_manifest,
    digest_of,
    is_legacy,
    open_legacy,
    parse_manifest,
)
from wiredesk.ports import Keys, Store
from wiredesk.records.sealing import (
    KeptRecord,
    Keyring,
    Resealed,
    SealMark,
    Unsealing,
)

TOKEN_BEGIN: Final = b"wd1.g."
BATCH: Final = 500  # records a transaction: 5 MB, some 50 ms that the route may have to wait
SITE: Final = "seal_site"
"""Setting: the site of the keyring that this hub was sealed with first."""

Watch = Callable[[int], None]
"""Told how many records are done, batch by batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """What a rotation did."""

    sealed: int
    unopened: int
    """Records whose text does not open, and so stayed as they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """What a migration did with the legacy texts that it met."""

    migrated: int = 0
    undecipherable: int = 0
    not_in_manifest: int = 0


def check_keyring(store: Store, keyring: Keyring) -> None:
    """KeyringError unless the hub's sealed records were sealed with the keys of `keyring`."""
    site = store.load_setting(SITE)
    if site and site != keyring.site:
        raise KeyringError(
            f"the keyring is another hub's (site {keyring.site}, this one is {site}).",
            remedy="Name the keyring of this hub in WIREDESK_KEYRING or seal.keyring.",
        )
    missing = [kid for kid in store.count_sealed() if keyring.find(kid) is None]
    if missing:
        raise KeyringError(
            f"the keyring lacks {', '.join(missing)}, under which records of this hub are sealed.",
            remedy="Restore the newest backup of the keyring.",
        )


def claim(store: Store, keyring: Keyring) -> None:
    """Check the keyring, and remember on first use that it is this hub's."""
    check_keyring(store, keyring)
    if not store.load_setting(SITE):
        store.save_setting(SITE, keyring.site)


def rotate(store: Store, keys: Keys, *, profile: str, watch: Watch, batch: int = BATCH) -> Rotation:
    """Seal every record under the active key that another one sealed.

    A record that the route writes meanwhile is met again in the next pass; every record can be read
    at every moment.  The files follow when the route publishes next.
    """
    keyring = keys.load()
    check_keyring(store, keyring)
    sealed = 0
    while True:
        after, before, unopened = ArticleId(""), sealed, 0
        while kept := store.list_sealed_otherwise(keyring.active.kid, after=after, limit=batch):
            after = kept[-1].article_id
            done = [
                new
                for one in kept
                if (new := _under_active(one, keyring, keys.nonce(), profile)) is not None
            ]
            unopened += len(kept) - len(done)
            sealed += store.save_resealed(done)
            watch(sealed)
        if sealed == before:
            break
    store.raise_generation()
    return Rotation(sealed=sealed, unopened=unopened)


def list_legacy(store: Store, *, profile: str) -> dict[str, str]:
    """The origin's sealed texts in the store, by article id: what a manifest freezes."""
    return {
        kept.article_id: text
        for kept in _not_sealed(store)
        if (text := _secured(kept.body, profile, kept.article_id)) and is_legacy(text)
    }


def migrate(
    store: Store, keys: Keys, *, manifest: Manifest, legacy_key: bytes, profile: str, watch: Watch
) -> Migration:
    """Open the legacy texts that `manifest` names with their owner's key, and seal them as ours.

    Nothing else is opened, nothing is tried twice, and no plaintext touches the disk.
    """
    keyring = keys.load()
    claim(store, keyring)
    counts = dict.fromkeys(("migrated", "undecipherable", "not_in_manifest"), 0)
    for kept in _not_sealed(store):
        text = _secured(kept.body, profile, kept.article_id)
        if not text or not is_legacy(text):
            continue
        if manifest.texts.get(kept.article_id) != digest_of(text):
            counts["not_in_manifest"] += 1
            continue
        told = open_legacy(text, key=legacy_key)
        if told is None:
            counts["undecipherable"] += 1
            continue
        mark = SealMark(kid=keyring.active.kid, rev=1)
        token = seal(
            render_legacy(told),
            key=keyring.active,
            context=keyring.context(kept.article_id, mark.rev),
            nonce=keys.nonce(),
        )
        body = _with_secured(kept.body, token, profile, kept.article_id)
        new = Resealed(article_id=kept.article_id, before=kept.body, body=body, mark=mark)
        counts["migrated"] += store.save_resealed([new])
        watch(sum(counts.values()))
    if counts["migrated"]:
        store.raise_generation()
    return Migration(**counts)


def read_manifest(text: str, keyring: Keyring, *, name: str) -> Manifest:
    """A manifest that a key of this hub signed; InputError when it was changed since."""
    manifest, mac = parse_manifest(text, name=name)
    key = known_key(keyring, manifest.kid)
    check_manifest(manifest, mac, key=key, name=name)
    return manifest


def open_sealed(
    store: Store, keyring: Keyring, *, token: str, line: Unsealing
) -> Mapping[str, Any]:
    """What `token` holds, for `line.article_id` in `line.mark.rev`; the audit has `line` before it is said."""
    context = keyring.context(line.article_id, line.mark.rev)
    try:
        told = parse_payload(unseal(token, keyring=keyring, context=context))
    except SealError as error:
        raise SealError(error.message, subject=line.article_id, remedy=error.remedy) from None
    store.save_unsealing(line)
    return told


def secured_of(body: bytes, *, profile: str, name: str) -> str:
    """The sealed text of a record file; InputError when it has none."""
    secured = parse_converted(body, profile, name=name).secured
    if not secured:
        raise InputError(
            "holds no sealed text.", subject=name, remedy="Records of a hub with a keyring do."
        )
    return secured


def _under_active(one: KeptRecord, keyring: Keyring, nonce: bytes, profile: str) -> Resealed | None:
    """A record sealed under the active key; None when its text does not open."""
    assert one.mark is not None
    context = keyring.context(one.article_id, one.mark.rev)
    head, old, tail = _around_token(one.body)
    try:
        token = old or secured_of(one.body, profile=profile, name=one.article_id)
        plain = unseal(token, keyring=keyring, context=context)
    except WiredeskError:
        return None
    # The revision stays: it is the same text, and files that are not yet written still open.
    mark = replace(one.mark, kid=keyring.active.kid)
    new = seal(plain, key=keyring.active, context=context, nonce=nonce)
    if old:
        body = head + new.encode() + tail
    else:
        body = _with_secured(one.body, new, profile, one.article_id)
    return Resealed(article_id=one.article_id, before=one.body, body=body, mark=mark)


def _around_token(body: bytes) -> tuple[bytes, str, bytes]:
    """A record's bytes before its token, the token, and behind it; no token unless there is just one.

    Whether it is one shows when it opens.  Parsing the record takes ten times as long as sealing it.
    """
    head, mark, rest = body.partition(TOKEN_BEGIN)
    token, quote, tail = rest.partition(b'"')
    if not mark or TOKEN_BEGIN in rest or not token.isascii():
        return body, "", b""
    return head, (mark + token).decode("ascii"), quote + tail


def _secured(body: bytes, profile: str, name: str) -> str | None:
    if b"secured" not in body:
        return None
    return parse_converted(body, profile, name=name).secured


def _with_secured(body: bytes, token: str, profile: str, name: str) -> bytes:
    record = parse_converted(body, profile, name=name)
    return convert_record(replace(record, secured=token), profile)


def _not_sealed(store: Store) -> Iterator[KeptRecord]:
    """Records without a seal of ours, a batch at a time."""
    after = ArticleId("")
    while kept := store.list_not_sealed(after=after, limit=BATCH):
        yield from kept
        after = kept[-1].article_id
