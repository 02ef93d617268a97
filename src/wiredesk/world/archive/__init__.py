"""The archive: raw responses in rotating WARC files."""

from wiredesk.world.archive.warc import WarcArchive

__all__ = ["WarcArchive"]
