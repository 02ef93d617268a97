"""Outlets: places where finished files go."""

from wiredesk.world.outlets.folder import FolderOutlet, Published

__all__ = ["FolderOutlet", "Published"]
