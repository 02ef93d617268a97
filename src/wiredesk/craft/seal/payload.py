"""What is sealed of an article: its full text, and whatever else its record does not show.

In: an article and its record.  Out: JSON as bytes, the same for the same article; and back.
"""

import json
from typing import Any, Final

from wiredesk.basics.errors import SealError
from wiredesk.basics.text import one_line
from wiredesk.records.article import Article
from wiredesk.records.record import Record

# A record's front matter has at most 64 kB (RECORD.md rule 2), of which the token takes four thirds of
# this; 36 kB are some 6,000 words.
PAYLOAD_BYTES_MAX: Final = 36_864
LEGACY: Final = "legacy"
"""Key of what another hub had sealed, and `wiredesk seal migrate` took over."""


def render_payload(article: Article, shown: Record, *, legacy: Any = None) -> bytes:
    """What is sealed beside `shown`: canonical JSON of at most 36 kB; a longer text is cut and says so."""
    told: dict[str, Any] = {"text": article.text}
    if one_line(article.title) != shown.title:
        told["title"] = article.title
    if article.excerpt and one_line(article.excerpt) != shown.excerpt:
        told["excerpt"] = article.excerpt
    if article.image is not None and not shown.images:
        told["image"] = article.image.url
    if legacy is not None:
        told[LEGACY] = legacy
    whole = _json(told)
    over = len(whole) - PAYLOAD_BYTES_MAX
    if over <= 0:
        return whole
    for key in (
        "excerpt",
        "title",
        "image",
    ):  # without bounds of their own; the text is what counts
        told.pop(key, None)
    raw = article.text.encode("utf-8", "replace")
    room = PAYLOAD_BYTES_MAX - len(_json(told | {"cut": len(raw), "text": ""}))
    told["cut"] = len(raw)
    told["text"] = _fitting(raw, room)
    return _json(told)


def render_legacy(legacy: Any) -> bytes:
    """The payload of a record whose article says nothing yet but what another hub had sealed."""
    return _json({"text": "", LEGACY: legacy})


def parse_payload(plain: bytes) -> dict[str, Any]:
    """What was sealed; SealError when it is no payload."""
    try:
        told = json.loads(plain)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise SealError("was opened, but holds no text of an article.")
    return told


def _fitting(raw: bytes, room: int) -> str:
    """As much of a text from its start as has at most `room` bytes when it is written as JSON."""
    low, high = 0, min(len(raw), max(room, 0))
    while low < high:
        middle = (low + high + 1) // 2
        spelled = len(_json(raw[:middle].decode("utf-8", "ignore"))) - 2
        low, high = (middle, high) if spelled <= room else (low, middle - 1)
    return raw[:low].decode("utf-8", "ignore")


def _json(told: Any) -> bytes:
    # A lone surrogate has no UTF-8: it becomes a question mark, as in the record itself.
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "replace")
