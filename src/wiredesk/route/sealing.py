"""Sealing within step 10: what a record does not show, sealed into it.

In: an article, its record, and what is sealed in the record that is out.  Out: the sealed text and its
mark.  A text that did not change keeps its token, so that its file is not written again.
"""

from dataclasses import dataclass

from wiredesk.basics.errors import SealError
from wiredesk.craft.seal import LEGACY, parse_payload, render_payload, seal, unseal
from wiredesk.ports import Keys
from wiredesk.records.article import Article
from wiredesk.records.record import Record
from wiredesk.records.sealing import Keyring, SealMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealer:
    """Seals with the hub's keys."""

    keys: Keys

    def sealed(
        self, article: Article, shown: Record, *, old: str | None, mark: SealMark | None
    ) -> tuple[str | None, SealMark | None]:
        """What stands in the record's `secured`; `old` as it is when it is another hub's, or unchanged."""
        if old and mark is None:
            return old, None
        keyring = self.keys.load()
        before = opened(old, keyring=keyring, article_id=article.id, mark=mark)
        legacy = parse_payload(before).get(LEGACY) if before is not None else None
        payload = render_payload(article, shown, legacy=legacy)
        if payload == before:
            return old, mark
        key = keyring.active
        new = SealMark(kid=key.kid, rev=(mark.rev if mark else 0) + 1)
        context = keyring.context(article.id, new.rev)
        return seal(payload, key=key, context=context, nonce=self.keys.nonce()), new


def opened(
    token: str | None, *, keyring: Keyring, article_id: str, mark: SealMark | None
) -> bytes | None:
    """What our token of an article holds; None when it has none, or one that no longer opens."""
    if not token or mark is None:
        return None
    try:
        return unseal(token, keyring=keyring, context=keyring.context(article_id, mark.rev))
    except SealError:  # its key was destroyed: the text is sealed anew under the active one
        return None
