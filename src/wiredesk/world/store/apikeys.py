"""The store's side of the API's door: keys."""

from dataclasses import replace
from datetime import datetime

from wiredesk.records.apikey import ApiKey
from wiredesk.world.store.codec import from_json, moment_or_none, seconds, to_json
from wiredesk.world.store.connection import Row
from wiredesk.world.store.outcomes import OutcomeStore


class ApiKeyStore(OutcomeStore):
    """Which programs may ask.  Keys are kept as hashes only."""

    def save_api_key(self, key: ApiKey) -> None:
        """Add a key, or replace the one of that id."""
        values = {
            "id": key.id,
            "used_at": None if key.used_at is None else seconds(key.used_at),
            "body": to_json(replace(key, used_at=None)),
        }
        with self._database.transaction():
            self._database.write("save_api_key", values)

    def load_api_key(self, key_id: str) -> ApiKey | None:
        """The key of that id."""
        row = self._database.row("load_api_key", (key_id,))
        return _key(row) if row else None

    def list_api_keys(self) -> list[ApiKey]:
        """All keys, by name, then id."""
        keys = map(_key, self._database.rows("list_api_keys"))
        return sorted(keys, key=lambda key: (key.name, key.id))

    def remove_api_key(self, key_id: str) -> bool:
        """Revoke a key; False when there is none of that id."""
        with self._database.transaction():
            return self._database.write("remove_api_key", (key_id,)) > 0

    def note_api_key(self, key_id: str, *, now: datetime) -> None:
        """It was used."""
        with self._database.transaction():
            self._database.write("note_api_key", {"id": key_id, "now": seconds(now)})


def _key(row: Row) -> ApiKey:
    return replace(from_json(row[0], ApiKey), used_at=moment_or_none(row[1]))
