"""How the indexes of what can be found are kept in step with what they tell of.

In: articles that changed, within the transaction that changed them.  Out: their words in the index.  What did not
change is not written.
"""

import hashlib
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from wiredesk.craft.searching import name_of, words_of
from wiredesk.records.searching import Field, Findable
from wiredesk.world.store.codec import seconds, to_json
from wiredesk.world.store.outcomes import OutcomeStore

FINDABLE: Final = "findable"
INCOMING: Final = "incoming"
EVERYTHING: Final = "everything"  # the facet that all have, for queries that only leave out
NUMBER_BITS: Final = 20  # of a place; a million articles of one second
ALL_TOPICS: Final = ""  # the list in which all stand
FILLED_TO: Final = "incoming_filled_to"
PART: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """One article as an index takes it."""

    at: int
    """Seconds: hits come by them."""
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> bytes:
        """Of its words."""
        said = to_json(list(self.columns.values())).encode()
        return hashlib.blake2b(said, digest_size=8).digest()


class IndexingStore(OutcomeStore):
    """Writes the indexes."""

    def _index_findable(self, entries: Mapping[str, Findable | None]) -> None:
        """These articles are out with these words; None: no longer."""
        told = {one: _findable(entry) if entry else None for one, entry in entries.items()}
        self._index(FINDABLE, told)
        self._database.write("forget_listing", (to_json(list(entries)),))
        self._database.write_many(
            "save_listing",
            (columns for entry in entries.values() if entry for columns in _listed(entry)),
        )

    def _index_incoming(self, ids: Iterable[str]) -> None:
        """These articles came in, or were read."""
        rows = self._database.rows("list_titles", (to_json(list(ids)),))
        self._index(INCOMING, {row[0]: _incoming(*row[1:]) for row in rows})

    def _purge_words(self) -> None:
        """What was found once leaves the files of the indexes too."""
        self._database.write("purge_findable_words")
        self._database.write("purge_incoming_words")

    def fill_incoming(self) -> None:
        """A hub of an older version gets its index of what came in; killed, it goes on from there."""
        row = self._database.row("load_setting", (FILLED_TO,))
        after = row[0] if row else None
        while after is not None:
            with self._database.transaction():
                values = {"after": after, "limit": PART}
                rows = self._database.rows("list_all_titles", values)
                self._index(INCOMING, {row[0]: _incoming(*row[1:]) for row in rows})
                after = rows[-1][0] if rows else None
                if after is None:
                    self._database.write("forget_setting", (FILLED_TO,))
                else:
                    self._database.write("save_setting", (FILLED_TO, after))

    def _index(self, table: str, entries: Mapping[str, Indexed | None]) -> None:
        rows = self._database.rows(f"list_{table}", (to_json(list(entries)),)) if entries else []
        known = {row[0]: (int(row[1]), bytes(row[2])) for row in rows}
        changed = {
            one: entry for one, entry in entries.items() if not _stays(known.get(one), entry)
        }
        gone = [(known[one][0],) for one in changed if one in known]
        self._database.write_many(f"forget_{table}", gone)
        self._database.write_many(f"forget_{table}_words", gone)
        new: dict[int, tuple[str, Indexed]] = {}
        for article, entry in changed.items():
            if entry is not None:
                new[self._free_place(table, article, entry.at, new)] = (article, entry)
        self._database.write_many(
            f"save_{table}",
            (
                {"place": place, "id": article, "digest": entry.digest}
                for place, (article, entry) in new.items()
            ),
        )
        self._database.write_many(
            f"save_{table}_words",
            ({"place": place, **entry.columns} for place, (_, entry) in new.items()),
        )

    def _free_place(self, table: str, article: str, at: int, new: Collection[int]) -> int:
        """Where an article of that second goes: the same on every machine, but for the rarest of clashes."""
        number = zlib.crc32(article.encode()) & ((1 << NUMBER_BITS) - 1)
        place = place_of(at) + number
        while place in new or self._database.row(f"is_{table}_place", (place,)) is not None:
            place += 1
        return place


def _stays(known: tuple[int, bytes] | None, entry: Indexed | None) -> bool:
    """Whether the index says of an article what it should: nothing, or these words at this moment."""
    if known is None or entry is None:
        return known is None and entry is None
    place, digest = known
    return (place >> NUMBER_BITS, digest) == (entry.at, entry.digest)


def place_of(at: int) -> int:
    """Where articles of that second begin."""
    return max(at, 0) << NUMBER_BITS


def facet(asked: Field, name: str) -> str:
    """A filter as a word that nobody types."""
    told = hashlib.blake2b(name.encode(), digest_size=8).hexdigest()
    return f"{asked.value[0]}{told}"


def _findable(entry: Findable) -> Indexed:
    names = [(Field.PROVIDER, entry.provider), (Field.PROVIDER, entry.provider_name)]
    names += [(Field.TOPIC, one) for topic in entry.topics for one in topic]
    names += [(Field.LANGUAGE, entry.language), (Field.LANGUAGE, entry.language.partition("-")[0])]
    columns = {
        "title": _joined(entry.title),
        "excerpt": _joined(entry.excerpt),
        "provider": _joined(f"{entry.provider_name} {entry.provider}"),
        "topics": _joined(" ".join(name for _, name in entry.topics)),
        "facets": _facets(names),
    }
    return Indexed(at=seconds(entry.at), columns=columns)


def _listed(entry: Findable) -> list[dict[str, object]]:
    """The lists in which an article stands: that of all, and those of its topics."""
    columns: dict[str, object] = {
        "article_id": entry.article_id,
        "effective_at": seconds(entry.at),
        "provider": entry.provider,
        "language": entry.language,
        "quality": entry.quality,
    }
    topics = dict.fromkeys([ALL_TOPICS, *(topic for topic, _ in entry.topics)])
    return [columns | {"topic": topic} for topic in topics]


def _incoming(title: str, provider: str, received: int) -> Indexed:
    columns = {
        "title": _joined(title),
        "provider": _joined(provider),
        "facets": _facets([(Field.PROVIDER, provider)]),
    }
    return Indexed(at=received, columns=columns)


def _joined(text: str) -> str:
    return " ".join(words_of(text))


def _facets(names: Iterable[tuple[Field, str]]) -> str:
    told = {facet(asked, name) for asked, said in names if (name := name_of(said))}
    return " ".join([EVERYTHING, *sorted(told)])
