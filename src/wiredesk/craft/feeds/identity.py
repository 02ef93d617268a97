"""Which entries of a feed are new, revised, or known already?

In: the entries as a feed states them, and what is known of the source's earlier ones.  Out: new and
revised entries with their ids, and the reasons.  Does not compare texts of different sources (that
is `copies`), and never reaches across sources: a guid is its source's own (SAFETY.md T62).

The ladder (T30): guid, then canonical address, then the hash of title and text.  An entry is known
when *any* rung finds it, so that a feed that changes one of them overnight brings nothing twice.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import SourceId, article_id, entry_id
from wiredesk.basics.text import words
from wiredesk.basics.urls import canonical_url, web_url
from wiredesk.records.entry import Entry, FeedEntry, KnownEntry
from wiredesk.records.reason import Reason

CHURN_NEW_SHARE: Final = 0.8  # SAFETY.md T30: above it, a feed is new all over
CHURN_TITLE_SHARE: Final = 0.8  # and with that many known titles it is the old one renamed
CHURN_ENTRIES_MIN: Final = 5  # fewer say nothing
DIGEST_CHARACTERS_MAX: Final = (
    2_000  # of the text; longer texts differ before that or hardly at all
)
DIGEST_WORDS_MIN: Final = 8  # "Live blog" or "Update" with no text is no evidence of sameness


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What of a feed is to be worked on."""

    new: tuple[Entry, ...] = ()
    revised: tuple[Entry, ...] = ()
    quarantined: bool = False
    """The feed seems to have renamed what we have: no entry with a title that we know was taken."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rungs:
    """By what an entry may be found; costs more than finding it, so it is made where feeds are parsed."""

    key: str
    """The first rung of the ladder that it offers: `guid:…`, `url:…` or `text:…`."""
    url: str
    """Canonical address; empty when it states none."""
    digest: str
    """Hash over the words of title and text; case, blanks and punctuation do not count."""
    text_counts: bool
    """Whether its text is long enough to be evidence of sameness."""


def rungs_of(entry: FeedEntry) -> Rungs:
    """All rungs that `entry` offers."""
    digest = hashlib.blake2b(digest_size=16)
    count = 0
    for part in (entry.title, (entry.summary or entry.content)[:DIGEST_CHARACTERS_MAX]):
        found = words(part)
        count += len(found)
        digest.update(" ".join(found).encode("utf-8", "surrogatepass"))
        digest.update(b"\x00")
    stamp = digest.hexdigest()
    url = (canonical_url(entry.url) if entry.url else None) or ""
    guid = entry.guid.strip()
    return Rungs(
        key=f"guid:{guid}" if guid else f"url:{url}" if url else f"text:{stamp}",
        url=url,
        digest=stamp,
        text_counts=count >= DIGEST_WORDS_MIN,
    )


def address_of(rungs: Rungs, *, feed_url: str) -> str:
    """The canonical address of the entry's article; without any, one inside the feed's own."""
    if rungs.url:
        return rungs.url
    # A fragment names a part of a document (RFC 3986 section 3.5): this entry, in this feed.
    feed = (web_url(feed_url) or feed_url).partition("#")[0]
    stamp = hashlib.blake2b(rungs.key.encode("utf-8", "surrogatepass"), digest_size=10)
    return f"{feed}#entry-{stamp.hexdigest()}"


def identify(
    entries: Sequence[FeedEntry],
    *,
    rungs: Sequence[Rungs] = (),
    source_id: SourceId,
    known: Sequence[KnownEntry],
    received_at: datetime,
    feed_url: str,
) -> Identified:
    """Sort `entries` into new, revised and known; the first of duplicates wins.

    `rungs` are those of `entries`, when they were made before.
    """
    ladder, batch = _Ladder(known), _Ladder(())
    new: list[Entry] = []
    revised: list[Entry] = []
    duplicates = 0
    for said, own in zip(entries, rungs or map(rungs_of, entries), strict=True):
        candidate = _Candidate.of(said, own, feed_url=feed_url)
        if batch.find(candidate):
            duplicates += 1
            continue
        match = ladder.find(candidate)
        taken_keys = batch if candidate.key in batch.by_key else ladder
        entry = _entry(candidate, match or taken_keys, source_id=source_id, received_at=received_at)
        batch.add(_as_known(entry, candidate))
        if match is None:
            new.append(entry)
        elif match.digest != candidate.digest:
            revised.append(entry)
    strange = _without_known_titles(new, known)
    quarantined = _is_churn(new, strange, count=len(entries) - duplicates)
    taken = strange if quarantined else new
    return Identified(
        new=tuple(taken),
        revised=tuple(revised),
        quarantined=quarantined,
        reasons=_reasons(
            ("entries_new", len(taken)),
            ("entries_revised", len(revised)),
            ("entries_duplicate", duplicates),
            ("churn", len(new) - len(taken)),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """An entry with all rungs that may find it."""

    said: FeedEntry
    key: str
    url: str
    digest: str
    text_counts: bool
    """Whether its text is long enough to be evidence of sameness."""

    @classmethod
    def of(cls, said: FeedEntry, rungs: Rungs, *, feed_url: str) -> "_Candidate":
        return cls(
            said=said,
            key=rungs.key,
            url=address_of(rungs, feed_url=feed_url),
            digest=rungs.digest,
            text_counts=rungs.text_counts,
        )


class _Ladder:
    """Known entries by each rung; the first known wins."""

    def __init__(self, known: Iterable[KnownEntry]) -> None:
        self.by_key: dict[str, KnownEntry] = {}
        self._by_url: dict[str, KnownEntry] = {}
        self._by_digest: dict[str, KnownEntry] = {}
        for entry in known:
            self.add(entry)

    def add(self, entry: KnownEntry) -> None:
        """Know this entry too."""
        self.by_key.setdefault(entry.key, entry)
        self._by_url.setdefault(entry.url, entry)
        self._by_digest.setdefault(entry.digest, entry)

    def find(self, candidate: _Candidate) -> KnownEntry | None:
        """The known entry that `candidate` is, if any."""
        same_key = self.by_key.get(candidate.key)
        if same_key and (same_key.url == candidate.url or same_key.digest == candidate.digest):
            return same_key
        same_url = self._by_url.get(candidate.url)
        if same_url:
            return same_url
        if candidate.text_counts and candidate.digest in self._by_digest:
            return self._by_digest[candidate.digest]
        # The guid alone: a moved article has kept its title; else the guid was used again for
        # another article, which is new.
        if same_key and _same_title(same_key.title, candidate.said.title):
            return same_key
        return None


def _same_title(title: str, other: str) -> bool:
    mine, theirs = set(words(title)), set(words(other))
    if not mine or not theirs:
        return mine == theirs
    return len(mine & theirs) / len(mine | theirs) >= CHURN_TITLE_SHARE


def _entry(
    candidate: _Candidate,
    match: "KnownEntry | _Ladder",
    *,
    source_id: SourceId,
    received_at: datetime,
) -> Entry:
    """An entry under its known id; `match` is the whole ladder when no rung found it."""
    if isinstance(match, KnownEntry):
        return Entry(
            id=match.id,
            source_id=source_id,
            key=match.key,
            article_id=match.article_id,
            url=match.url,
            said=candidate.said,
            received_at=received_at,
            digest=candidate.digest,
            revised=True,
        )
    # A guid that stands for another article already cannot be this one's key too.
    key = f"url:{candidate.url}" if candidate.key in match.by_key else candidate.key
    return Entry(
        id=entry_id(source_id, key),
        source_id=source_id,
        key=key,
        article_id=article_id(candidate.url),
        url=candidate.url,
        said=candidate.said,
        received_at=received_at,
        digest=candidate.digest,
    )


def _as_known(entry: Entry, candidate: _Candidate) -> KnownEntry:
    return KnownEntry(
        id=entry.id,
        key=candidate.key,
        article_id=entry.article_id,
        url=entry.url,
        title=candidate.said.title,
        digest=candidate.digest,
    )


def _without_known_titles(new: Sequence[Entry], known: Sequence[KnownEntry]) -> list[Entry]:
    if not known:
        return list(new)
    titles = {_title_key(entry.title) for entry in known} - {""}
    return [entry for entry in new if _title_key(entry.said.title) not in titles]


def _is_churn(new: Sequence[Entry], strange: Sequence[Entry], *, count: int) -> bool:
    if len(new) < CHURN_ENTRIES_MIN or len(new) <= CHURN_NEW_SHARE * count:
        return False
    return len(new) - len(strange) > CHURN_TITLE_SHARE * len(new)


def _title_key(title: str) -> str:
    return " ".join(words(title))


_TEXTS: Final = {
    "entries_new": "Entries that were not here before.",
    "entries_revised": "Known entries whose title or text changed.",
    "entries_duplicate": "Entries that stand twice in the feed; the first counts.",
    "churn": "Nearly all entries came under new ids and addresses with titles that we know: they"
    " were not taken a second time.",
}


def _reasons(*counted: tuple[str, int]) -> tuple[Reason, ...]:
    return tuple(
        Reason(code=code, text=_TEXTS[code], value=count) for code, count in counted if count
    )
