"""One value as it is written: bare when that is safe, else in double quotes.

In: text, numbers, times.  Out: what stands after `key: `.  No value can end its line, and a bare
one is never mistaken for a number, a date or a boolean by any YAML reader (SAFETY.md T58).
"""

import re
from datetime import UTC, datetime
from typing import Final

import yaml

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.errors import RecordError

# What must not stand raw between double quotes: quote and backslash, control signs, and what YAML
# 1.1 calls a line break or unprintable (sections 4.1.1 and 5.4).  The rest stands as it is.
_ESCAPED: Final = re.compile('["\\\\\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]')
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

# What a plain scalar must not be (YAML 1.2 section 7.3.3), in block context.
_UNSAFE: Final = re.compile(
    r"[-?:](?:\s|$)|[,\[\]{}#&*!|>'\"%@`]|---|\.\.\.|\s"  # at its start
    r"|.*(?::(?:\s|$)|\s#|\s$|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff])",
    re.DOTALL,
)
# Words and numbers that YAML 1.2's core schema, or a generator's own reader, takes for something
# else than text; YAML 1.1's come from PyYAML's own table.
_CORE_SCHEMA: Final = re.compile(
    r"\A(?:[-+]?[0-9][0-9_]*|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|null|true|false|yes|no|on|off|y|n|[-+]?\.inf|\.nan|~|=|<<)$",
    re.IGNORECASE,
)
_RESOLVERS: Final = yaml.SafeLoader.yaml_implicit_resolvers
_CANONICAL_DATE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")


def quoted(text: str) -> str:
    """`text` in double quotes; reading it gives exactly `text`."""
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise RecordError(
            "holds half of a surrogate pair, which no file can say.",
            subject=text[:40].encode("ascii", "backslashreplace").decode("ascii"),
            remedy="Drop that sign.",
        )
    return f'"{_ESCAPED.sub(_escape, text)}"'


def word(text: str) -> str:
    """`text` bare when every reader takes it for exactly this text, else in double quotes."""
    return text if is_bare_safe(text) and not _is_typed(text) else quoted(text)


def untyped(text: str) -> str:
    """`text` bare when that keeps it whole, whatever type a reader may see in it."""
    return text if not text or is_bare_safe(text) else quoted(text)


def is_bare_safe(text: str) -> bool:
    """Whether `text` without quotes stays one value on one line."""
    return bool(text) and not _UNSAFE.match(text) and not _has_surrogate(text)


def date_text(moment: datetime | str) -> str:
    """A time in the canonical form; text that is none as it was found."""
    return rfc3339(moment) if isinstance(moment, datetime) else untyped(moment)


def parse_date(text: str) -> datetime | str:
    """A time when `text` is in the canonical form, else `text`."""
    if not _CANONICAL_DATE.match(text):
        return text
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return text


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    number = ord(sign)
    return _SHORT.get(sign) or (f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}")


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text)


def _is_typed(text: str) -> bool:
    if _CORE_SCHEMA.match(text):
        return True
    patterns = [*_RESOLVERS.get(text[0], ()), *_RESOLVERS.get(None, ())]
    return any(pattern.match(text) for _, pattern in patterns)
