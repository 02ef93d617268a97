"""The record file of the `smartable` profile: bytes to Record and back, inverse to the byte.

In: the bytes of a Markdown record, or a Record.  Out: the other.  What is written follows from the
meaning alone: order of keys, quoting and empty lines of what was read leave no trace.
"""

from collections.abc import Iterable

from wiredesk.basics.errors import RecordError
from wiredesk.craft.render.fields import RECORD_FIELDS, FieldReader, field_lines
from wiredesk.craft.render.frontmatter import (
    FENCE,
    FRONT_MATTER_BYTES_MAX,
    parse_front_matter,
)
from wiredesk.records.record import Record


def parse_record(
    body: bytes, *, name: str, front_matter_bytes_max: int = FRONT_MATTER_BYTES_MAX
) -> Record:
    """The record that `body` holds; RecordError with file and line when it holds none.

    Files with more than 64 kB of front matter are refused; only who wrote the file himself may
    raise `front_matter_bytes_max`.
    """
    record, complaints = read_record(body, name=name, front_matter_bytes_max=front_matter_bytes_max)
    if complaints:
        raise complaints[0]
    return record


def read_record(
    body: bytes, *, name: str, front_matter_bytes_max: int = FRONT_MATTER_BYTES_MAX
) -> tuple[Record, list[RecordError]]:
    """The record with all complaints about its values; RecordError when it cannot be taken apart."""
    front = parse_front_matter(body, name=name, bytes_max=front_matter_bytes_max)
    reader = FieldReader(name)
    values = reader.read(front.block, RECORD_FIELDS)
    return Record(**values, body=front.body, newline=front.newline), reader.complaints


def render_record(record: Record) -> bytes:
    """The file that says `record`."""
    return render_front_matter(
        field_lines(record, RECORD_FIELDS), body=record.body, newline=record.newline
    )


def render_front_matter(lines: Iterable[str], *, body: str, newline: str) -> bytes:
    """A file of front matter and body; an empty line ends it, as the origin's files do."""
    text = body.replace("\r\n", "\n").strip("\n")
    below = ["", text, ""] if text.strip() else ["", ""]
    whole = "\n".join([FENCE, *lines, FENCE, *below])
    return whole.replace("\n", newline).encode("utf-8")
