"""The same record in the forms of five site generators, and back.

In: a Record and a profile's name; or a converted file.  Out: the file; or the Record, whole.  What a
generator has a key for goes under that key; what it would misread goes where it does not look.
Does not lay out a generator's folders or themes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from wiredesk.basics.errors import UsageError
from wiredesk.craft.render.codec import parse_record, render_front_matter, render_record
from wiredesk.craft.render.fields import (
    RECORD_FIELDS,
    Field,
    FieldReader,
    Shape,
    field_lines,
    nested,
    value_lines,
)
from wiredesk.craft.render.frontmatter import Block, parse_front_matter
from wiredesk.records.record import Record

SMARTABLE: Final = "smartable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How one generator wants it."""

    keys: tuple[tuple[str, str], ...]
    """Its own keys with the record's attribute that each one says; `draft` says not published."""
    below: str
    """The key under which it leaves everything alone."""
    flat: bool = False
    """The record's other fields stand beside its own keys, not below."""
    always_described: bool = False
    """Its schema asks for a description even where there is none."""
    when_draft: tuple[tuple[str, str], ...] = ()
    """What else keeps an unpublished page from being shown."""


PROFILES: Final = {
    # https://jekyllrb.com/docs/front-matter/: `published: false` hides, as it should; `category`
    # would add an address segment and `excerpt` replace Jekyll's own, so both get other names.
    "jekyll": Profile(
        keys=(
            ("title", "title"),
            ("description", "excerpt"),
            ("date", "published_at"),
            ("last_modified_at", "updated_at"),
            ("section", "category"),
            ("published", "published"),
        ),
        below="record",
        flat=True,
    ),
    # https://gohugo.io/content-management/front-matter/: `published` is an alias of a date, `type`
    # chooses a layout; everything that is not Hugo's belongs under `params`.
    "hugo": Profile(
        keys=(
            ("title", "title"),
            ("description", "excerpt"),
            ("date", "published_at"),
            ("lastmod", "updated_at"),
            ("draft", "published"),
            ("tags", "topics"),
        ),
        below="params",
    ),
    # https://docs.astro.build/en/guides/content-collections/: the starter's schema names `pubDate`,
    # asks for a description, and drops what it does not name; themes read `published` as a date.
    "astro": Profile(
        keys=(
            ("title", "title"),
            ("description", "excerpt"),
            ("pubDate", "published_at"),
            ("updatedDate", "updated_at"),
            ("draft", "published"),
            ("tags", "topics"),
        ),
        below="record",
        always_described=True,
    ),
    # https://www.11ty.dev/docs/data-configuration/: `tags` would make every topic a collection; a
    # page is kept out by `permalink: false`.
    "eleventy": Profile(
        keys=(
            ("title", "title"),
            ("description", "excerpt"),
            ("date", "published_at"),
            ("draft", "published"),
        ),
        below="record",
        when_draft=(("permalink", "false"), ("eleventyExcludeFromCollections", "true")),
    ),
    # https://content.nuxt.com/docs/collections/types: `id path stem extension body meta seo
    # navigation` are its own.
    "nuxt": Profile(
        keys=(
            ("title", "title"),
            ("description", "excerpt"),
            ("date", "published_at"),
            ("updated", "updated_at"),
            ("draft", "published"),
            ("tags", "topics"),
        ),
        below="record",
        when_draft=(("navigation", "false"),),
    ),
}
PROFILE_NAMES: Final = (SMARTABLE, *PROFILES)
_BY_ATTRIBUTE: Final = {field.attribute: field for field in RECORD_FIELDS}


def convert_record(record: Record, profile: str) -> bytes:
    """The file that says `record` in the form of `profile`."""
    if profile == SMARTABLE:
        return render_record(record)
    lines = _lines(record, _profile(profile))
    return render_front_matter(lines, body=record.body, newline=record.newline)


def parse_converted(body: bytes, profile: str, *, name: str) -> Record:
    """The record that a file in the form of `profile` says; RecordError with its line when none."""
    if profile == SMARTABLE:
        return parse_record(body, name=name)
    form = _profile(profile)
    front = parse_front_matter(body, name=name)
    reader = FieldReader(name)
    values = _values(reader, front.block, form)
    if reader.complaints:
        raise reader.complaints[0]
    return Record(**values, body=front.body, newline=front.newline)


def _profile(name: str) -> Profile:
    if name in PROFILES:
        return PROFILES[name]
    raise UsageError(
        "is no profile.", subject=name, remedy=f"Choose one of {', '.join(PROFILE_NAMES)}."
    )


# --- writing ------------------------------------------------------------------------------------


def _lines(record: Record, form: Profile) -> Iterator[str]:
    rest = record
    for key, attribute in form.keys:
        value = getattr(record, attribute)
        if attribute == "excerpt" and form.always_described and not value:
            yield f'{key}: ""'
            continue  # whether it was empty or missing is said below
        # A date that is no date would stop the generator: it stays among the rest, as it was found.
        if value is None or (_is_date(attribute) and isinstance(value, str)):
            continue
        told = not value if key == "draft" else value
        yield from value_lines(key, told, _BY_ATTRIBUTE[attribute].shape)
        rest = _without(rest, attribute)
    if record.published is False:
        yield from (f"{key}: {value}" for key, value in form.when_draft)
    yield from _rest_lines(rest, form)


def _rest_lines(rest: Record, form: Profile) -> Iterator[str]:
    # The title is every profile's own, so `rest` never says it.
    fields = tuple(field for field in RECORD_FIELDS if field.attribute != "title")
    if form.flat:
        yield from field_lines(replace(rest, extra={}), fields)
        rest = _without(Record(title="", extra=rest.extra), *_BY_ATTRIBUTE)
    below = list(field_lines(rest, fields))
    if below:
        yield ""
        yield from nested(form.below, below)


def _without(record: Record, *attributes: str) -> Record:
    nothing: dict[str, Any] = {name: None for name in attributes if name != "title"}
    return replace(record, **nothing)


def _is_date(attribute: str) -> bool:
    return _BY_ATTRIBUTE[attribute].shape is Shape.DATE


# --- reading ------------------------------------------------------------------------------------


def _values(reader: FieldReader, block: Block, form: Profile) -> dict[str, Any]:
    own = [_own_field(key, attribute) for key, attribute in form.keys]
    taken = {key for key, _ in form.keys}
    if form.flat:
        own += [field for field in RECORD_FIELDS if field.key not in taken]
    below = block.pairs.get(form.below)
    ours = {form.below, *(key for key, _ in form.when_draft)}
    pairs = {key: node for key, node in block.pairs.items() if key not in ours}
    values = _read_merged(reader, replace(block, pairs=pairs), own)
    if values["published"] is not None and "draft" in taken:
        values["published"] = not values["published"]
    if form.always_described and not values["excerpt"]:
        values["excerpt"] = None
    if not isinstance(below, Block):
        return values
    rest = reader.read(below, [field for field in RECORD_FIELDS if not field.required])
    extra = {**rest.pop("extra"), **values.pop("extra")}
    said = {attribute: value for attribute, value in rest.items() if value is not None}
    return {**values, **said, "extra": extra}


def _own_field(key: str, attribute: str) -> Field:
    return replace(_BY_ATTRIBUTE[attribute], key=key)


def _read_merged(reader: FieldReader, block: Block, fields: list[Field]) -> dict[str, Any]:
    """As `read`, where two keys may say one attribute: the one that is there counts."""
    present = {field.attribute for field in fields if field.key in block.pairs}
    chosen = [f for f in fields if f.key in block.pairs or f.attribute not in present]
    values = dict.fromkeys(_BY_ATTRIBUTE)
    return {**values, **reader.read(block, chosen)}
