"""The keys of a hub, and its other secrets: files that only their owner can read, outside the hub's folder."""

from wiredesk.world.keys.file import KeyFile, read_private
from wiredesk.world.keys.secret import WebhookSecrets, read_secret, usual_place

__all__ = ["KeyFile", "WebhookSecrets", "read_private", "read_secret", "usual_place"]
