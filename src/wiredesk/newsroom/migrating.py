"""Taking over what another hub had sealed in the origin's form; asked for by hand alone.

In: the store, the frozen list, the owner's key.  Out: records sealed as ours, and counts.  The process
that runs the route never imports this, so nothing of its can open the origin's form (SAFETY.md F124).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.render import parse_converted
from wiredesk.craft.seal import known_key, render_legacy, seal
from wiredesk.craft.seal.legacy import (
    Manifest,
    check_manifest,
    digest_of,
    is_legacy,
    open_legacy,
    parse_manifest,
)
from wiredesk.newsroom.sealing import BATCH, Watch, claim, with_secured
from wiredesk.ports import Keys, Store
from wiredesk.records.sealing import KeptRecord, Keyring, Resealed, SealMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """What a migration did with the legacy texts that it met."""

    migrated: int = 0
    undecipherable: int = 0
    not_in_manifest: int = 0


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
        body = with_secured(kept.body, token, profile, kept.article_id)
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


def _secured(body: bytes, profile: str, name: str) -> str | None:
    if b"secured" not in body:
        return None
    return parse_converted(body, profile, name=name).secured


def _not_sealed(store: Store) -> Iterator[KeptRecord]:
    """Records without a seal of ours, a batch at a time."""
    after = ArticleId("")
    while kept := store.list_not_sealed(after=after, limit=BATCH):
        yield from kept
        after = kept[-1].article_id
