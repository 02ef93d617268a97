"""A picture: our own checked copy of an article's lead picture, or why there is none."""

from dataclasses import dataclass
from datetime import datetime

from wiredesk.basics.ids import ArticleId
from wiredesk.records.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureCopy:
    """A picture decoded and drawn anew: nothing of the original's bytes is in it."""

    body: bytes
    """WebP."""
    width: int
    height: int
    original_width: int
    original_height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Where the copy of a picture lies."""

    url: str
    """Of the original."""
    path: str
    """Below the hub's folder, and below the site's root."""
    width: int
    """Of the original, as decoded."""
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureWork:
    """An article that is out, whose picture we have no copy of."""

    article_id: ArticleId
    url: str
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureDone:
    """One picture was looked at: either `picture` is set, or `retry_at`, or it is left for good."""

    article_id: ArticleId
    url: str
    picture: Picture | None = None
    retry_at: datetime | None = None
    reasons: tuple[Reason, ...] = ()
