"""Our copies of pictures, in the hub's folder."""

from wiredesk.world.images.folder import PictureFolder

__all__ = ["PictureFolder"]
