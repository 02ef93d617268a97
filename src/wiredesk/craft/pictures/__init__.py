"""Pictures: a publisher's picture drawn anew, so that nothing of its bytes reaches a reader."""

from wiredesk.craft.pictures.copying import copy_picture

__all__ = ["copy_picture"]
