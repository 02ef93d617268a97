"""The keys of a hub: a file that only its owner can read, outside the hub's folder."""

from wiredesk.world.keys.file import KeyFile, read_private

__all__ = ["KeyFile", "read_private"]
