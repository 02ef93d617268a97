"""What characters do these bytes mean?

In: the bytes of a feed, page or OPML file, and the Content-Type that came with them.  Out: text,
the name of the encoding, and how many bytes meant nothing.  Does not read markup beyond the
encoding that an XML declaration states.

Order (SAFETY.md T28): byte order mark, HTTP, declaration, UTF-8, windows-1252.  One exception: a
single-byte Latin label on bytes that are valid UTF-8 is a wrong label, since no writer of Latin
text produces UTF-8 sequences by chance.
"""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from wiredesk.basics.errors import InputError

DECLARATION_BYTES_MAX: Final = 400  # a declaration stands first and is short
_DECLARED = re.compile(
    rb"""^\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']\s{0,5}([\w.:-]{1,40})""", re.ASCII
)
_CHARSET = re.compile(r"""charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{1,40})""", re.IGNORECASE)
MENDED_BYTES_MAX: Final = 100_000  # mending costs 0.5 µs a byte; more than that is not text
SAMPLE_BYTES: Final = 1_000_000
_UNDEFINED: Final = bytes.maketrans(b"\x81\x8d\x8f\x90\x9d", b"?????")
_REPLACED = "\ufffd"

_LATIN: Final = frozenset({"cp1252", "ascii"})
_REFUSED: Final = frozenset({"utf7", "unicode11utf7", "utf32", "utf32be", "utf32le", "ucs4"})
# The WHATWG Encoding Standard's labels that feeds use, to Python's codec for the superset that
# browsers read them as (section 4.2).  A closed table: Python also knows `rot13` and `idna`.
_CODECS: Final = {
    "utf8": "utf-8", "unicode11utf8": "utf-8", "utf8mb4": "utf-8",
    "utf16": "utf-16", "utf16le": "utf-16-le", "utf16be": "utf-16-be", "u16": "utf-16",
    "ascii": "ascii", "usascii": "ascii", "iso88591": "cp1252", "latin1": "cp1252",
    "windows1252": "cp1252", "cp1252": "cp1252", "iso885915": "iso8859-15", "latin9": "iso8859-15",
    "iso88592": "iso8859-2", "latin2": "iso8859-2", "windows1250": "cp1250", "cp1250": "cp1250",
    "iso88593": "iso8859-3", "iso88594": "iso8859-4", "iso88595": "iso8859-5",
    "iso88596": "iso8859-6", "iso88597": "iso8859-7", "windows1253": "cp1253",
    "iso88598": "iso8859-8", "windows1255": "cp1255", "iso88599": "cp1254", "latin5": "cp1254",
    "windows1254": "cp1254", "iso885910": "iso8859-10", "iso885911": "cp874", "tis620": "cp874",
    "windows874": "cp874", "iso885913": "iso8859-13", "windows1257": "cp1257",
    "iso885914": "iso8859-14", "iso885916": "iso8859-16", "windows1256": "cp1256",
    "windows1258": "cp1258", "windows1251": "cp1251", "cp1251": "cp1251", "koi8r": "koi8-r",
    "koi8u": "koi8-u", "cp866": "cp866", "macintosh": "mac-roman", "macroman": "mac-roman",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "big5hkscs": "big5hkscs", "shiftjis": "cp932", "sjis": "cp932", "xsjis": "cp932",
    "windows31j": "cp932", "cp932": "cp932", "mskanji": "cp932", "eucjp": "euc-jp",
    "iso2022jp": "iso2022-jp", "euckr": "cp949", "ksc56011987": "cp949", "cp949": "cp949",
    "windows949": "cp949",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text with what it was read from."""

    text: str
    encoding: str
    replaced: int = 0
    """How many characters stand for bytes that meant nothing."""
    guessed: bool = False
    """True when what was declared did not fit the bytes."""


def decode(body: bytes, *, url: str, content_type: str = "") -> Decoded:
    """The text of `body`; InputError when it is written in UTF-7 or UTF-32."""
    marked = _by_mark(body, url=url)
    if marked is not None:
        return marked
    stated = [_codec(label, url=url) for label in _labels(body, content_type)]
    known = [codec for codec in stated if codec]
    shape = _wide_shape(body)
    if shape:
        return _best(body, [shape])
    # UTF-16 would show its zero bytes: a label that says so on other bytes is wrong.
    narrow = [codec for codec in known if not codec.startswith("utf-16")]
    if not narrow or narrow[0] in _LATIN or narrow[0] == "utf-8":
        narrow = ["utf-8", *narrow]
    found = _best(body, [*narrow, "utf-8"])
    return found if stated == known[:1] or not stated else _told(found, stated[0])


def _told(found: Decoded, first: str | None) -> Decoded:
    fits = first == found.encoding and not found.guessed
    return Decoded(
        text=found.text, encoding=found.encoding, replaced=found.replaced, guessed=not fits
    )


def _by_mark(body: bytes, *, url: str) -> Decoded | None:
    if body.startswith((codecs.BOM_UTF32_BE, b"\x00\x00\x00<", b"<\x00\x00\x00")):
        raise _refusal("UTF-32", url)
    # A little-endian UTF-32 mark begins as a UTF-16 one does; two zero bytes tell them apart.
    if body.startswith(codecs.BOM_UTF32_LE):
        raise _refusal("UTF-32", url)
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return _best(body[len(mark) :], [codec])
    return None


def _wide_shape(body: bytes) -> str | None:
    head = body[:4].lstrip(b"\n\r\t ")
    if head.startswith(b"<\x00"):
        return "utf-16-le"
    return "utf-16-be" if body.startswith(b"\x00<") else None


def _labels(body: bytes, content_type: str) -> list[str]:
    http = _CHARSET.search(content_type[:DECLARATION_BYTES_MAX])
    declared = _DECLARED.match(body[:DECLARATION_BYTES_MAX])
    labels = [http[1]] if http else []
    return [*labels, declared[1].decode("ascii")] if declared else labels


def _codec(label: str, *, url: str) -> str | None:
    bare = re.sub(r"[^a-z0-9]", "", label.lower())
    if bare in _REFUSED:
        raise _refusal(label, url)
    return _CODECS.get(bare)


def _refusal(label: str, url: str) -> InputError:
    return InputError(
        f"it is written in {label}, an encoding that hides markup from checks.",
        subject=url,
        remedy="Ask the publisher for UTF-8, as the web standards require.",
        code="feed_encoding",
    )


def _best(body: bytes, candidates: list[str]) -> Decoded:
    """The first candidate that fits; when none does, the first one mended."""
    for codec in dict.fromkeys(candidates):
        try:
            text = body.decode(codec)
        except UnicodeError:
            continue
        return Decoded(text=text, encoding=codec, guessed=codec != candidates[0])
    return _with_losses(body, candidates[0])


def _with_losses(body: bytes, first: str) -> Decoded:
    """Bytes that fit no candidate: each bad byte of UTF-8 is read as windows-1252.

    That is right for windows-1252 with a wrong label and for texts that mix both, as feeds do that
    paste old articles into new templates.
    """
    lost = body[:SAMPLE_BYTES].decode(first, "replace").count(_REPLACED)
    if lost <= MENDED_BYTES_MAX:
        lost = body.decode(first, "replace").count(_REPLACED)
    if first != "utf-8":
        text = body.decode(first, "replace")
        return Decoded(text=text, encoding=first, replaced=lost, guessed=True)
    if lost > MENDED_BYTES_MAX:
        # Replaced beforehand: Python's own handler takes 0.3 µs for each byte that means nothing.
        text = body.translate(_UNDEFINED).decode("cp1252")
        return Decoded(text=text, encoding="cp1252", replaced=lost, guessed=True)
    return Decoded(text=body.decode("utf-8", _MEND), encoding="utf-8", replaced=lost, guessed=True)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError), "only decoding is mended"
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_MEND: Final = "wiredesk-cp1252"
codecs.register_error(_MEND, _as_cp1252)
