"""What a person may ask of sealed texts: seal all anew, open one; `migrating` takes over another hub's.

In: the store and the keys.  Out: counts, or what was sealed, with a line in the audit first.  All of it
works beside the process that runs the route, in short transactions; killed, it goes on where it was.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from wiredesk.basics.errors import InputError, KeyringError, SealError, WiredeskError
from wiredesk.basics.ids import ArticleId
from wiredesk.craft.render import convert_record, parse_converted
from wiredesk.craft.seal import parse_payload, seal, unseal
from wiredesk.ports import Keys, Store
from wiredesk.records.sealing import KeptRecord, Keyring, Resealed, Unsealing

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
        body = with_secured(one.body, new, profile, one.article_id)
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


def with_secured(body: bytes, token: str, profile: str, name: str) -> bytes:
    """A record's bytes with `token` as its sealed text."""
    record = parse_converted(body, profile, name=name)
    return convert_record(replace(record, secured=token), profile)
