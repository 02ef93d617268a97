"""The folder in which requests wait for the process that writes."""

from wiredesk.world.inbox.folder import FolderBox

__all__ = ["FolderBox"]
