"""Outlets: places where finished files go."""

from wiredesk.world.outlets.folder import FolderOutlet, Published
from wiredesk.world.outlets.mail import MailFolder

__all__ = ["FolderOutlet", "MailFolder", "Published"]
