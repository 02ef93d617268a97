"""Bytes of a page into text: BOM, then valid UTF-8, then HTTP, then the page's own word, then a guess.

In: bytes and the Content-Type.  Out: text; what could not be read is replaced, never a crash.
"""

import codecs
import re
from typing import Final

from resiliparse.parse.encoding import detect_encoding

META_BYTES: Final = 4_096  # the standard says 1,024; some pages name it later (SAFETY.md T28)
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# https://encoding.spec.whatwg.org/#names-and-labels: what these labels mean on the web.
_WEB: Final = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
               "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "x-sjis": "cp932",
               "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "tis-620": "cp874", "iso-8859-9": "cp1254"}  # fmt: skip
_REFUSED: Final = ("utf-7", "utf-32", "utf7", "utf_7", "unicode-1-1-utf-7")


def decode_page(body: bytes, content_type: str = "") -> str:
    """The text of a page."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    if not body.isascii() and (text := _as_utf8(body)) is not None:
        return text
    for stated in (_named(content_type.encode("latin-1", "replace")), _named(body[:META_BYTES])):
        if stated is not None:
            text = body.decode(stated, "replace")
            if stated == "utf-8" and text.count("\ufffd") > 20 + len(text) // 200:
                continue  # the page says UTF-8 and is not
            return text
    guessed = _known(str(detect_encoding(body[:65_536]) or "cp1252"))
    return body.decode(guessed or "cp1252", "replace")


def _as_utf8(body: bytes) -> str | None:
    """Bytes beyond ASCII that are valid UTF-8 are UTF-8, whatever an old template states of them."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _named(text: bytes) -> str | None:
    found = _CHARSET.search(text)
    return _known(found[1].decode("ascii", "ignore")) if found else None


def _known(label: str) -> str | None:
    label = label.strip().lower()
    if label.startswith(_REFUSED):
        return None
    label = _WEB.get(label, label)
    try:
        return codecs.lookup(label).name if codecs.lookup(label)._is_text_encoding else None  # noqa: SLF001 - the only word Python has for it
    except LookupError:
        return None
