"""The store's side of the API's door: keys."""

from datetime import datetime
from typing import Protocol

from wiredesk.records.apikey import ApiKey


class ApiKeyStore(Protocol):
    """Which programs may ask.  Keys are kept as hashes only."""

    def save_api_key(self, key: ApiKey) -> None:
        """Add a key, or replace the one of that id."""
        ...

    def load_api_key(self, key_id: str) -> ApiKey | None:
        """The key of that id."""
        ...

    def list_api_keys(self) -> list[ApiKey]:
        """All keys, by name, then id."""
        ...

    def remove_api_key(self, key_id: str) -> bool:
        """Revoke a key; False when there is none of that id."""
        ...

    def note_api_key(self, key_id: str, *, now: datetime) -> None:
        """It was used."""
        ...
