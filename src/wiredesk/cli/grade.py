"""`wiredesk grade`: what articles and records are worth, part by part.

In: lines `{"id","title","text",…}` as `wiredesk read` prints them, or record files.  Out: lines
`{"id","quality","published","parts":[{"part","points","max","evidence"}]}`.  Needs no hub: what only a
hub's archive knows of a provider counts as unknown.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from wiredesk.basics.errors import InputError, SettingsError, UsageError
from wiredesk.basics.ids import ArticleId
from wiredesk.basics.urls import same_site
from wiredesk.cli.jsonlines import Line, each_line, opened
from wiredesk.cli.label import source_of
from wiredesk.craft.copies import find_credit
from wiredesk.craft.quality import (
    GradeFacts,
    HubLists,
    parse_lists,
    smartable_published,
    smartable_related,
    smartable_score,
)
from wiredesk.craft.quality import grade as grade_article
from wiredesk.craft.render import parse_record
from wiredesk.records.article import Kind
from wiredesk.records.grade import Grade
from wiredesk.records.record import Record, Related

QUALITY_MIN: Final = 40  # what a new hub's wiredesk.toml says
RECORD_BYTES_MAX: Final = (
    10_000_000  # a record is some kB; the reader refuses front matter over 64 kB
)
RECORD_SUFFIXES: Final = frozenset({".md", ".markdown"})
IMAGE_SIDE_MIN: Final = 200  # pixels; smaller ones are logos and buttons


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--profile", type=click.Choice(["wiredesk", "smartable"]), default="wiredesk")
@click.option(
    "--lists",
    "lists_path",
    type=click.Path(path_type=Path),
    help="The hub's topics and trusted providers, for the smartable profile.",
)
@click.option(
    "--quality-min",
    type=click.IntRange(0, 100),
    default=QUALITY_MIN,
    show_default=True,
    help="From which quality on `published` is true (smartable: 70).",
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, which is the only form anyway.")
def grade(
    files: tuple[str, ...],
    *,
    profile: str,
    lists_path: Path | None,
    quality_min: int,
    as_json: bool,
) -> None:
    """Print the quality of articles (DOCS.jsonl, `.gz` too) or of records (*.md); `-` is standard input."""
    del as_json  # accepted, so that every verb takes it
    if lists_path is not None and profile != "smartable":
        raise UsageError("--lists belongs to another profile.", remedy="Add --profile smartable.")
    lists = None
    if profile == "smartable":
        lists = _lists(lists_path) if lists_path else HubLists()
        if lists_path is None:
            click.echo("wiredesk: no --lists: no provider is trusted, no keyword known.", err=True)
    good = True
    for name in files:
        good &= _grade_file(name, lists, quality_min)
    sys.stdout.flush()
    if not good:
        click.get_current_context().exit(1)


def _lists(path: Path) -> HubLists:
    try:
        return parse_lists(path.read_text("utf-8-sig"), name=str(path))
    except OSError as error:
        told = f"cannot be read: {error.strerror}."
        raise SettingsError(told, subject=str(path), remedy="Check its name.") from None
    except UnicodeDecodeError:
        raise SettingsError(
            "is not UTF-8.", subject=str(path), remedy="Save it as UTF-8."
        ) from None


def _grade_file(name: str, lists: HubLists | None, quality_min: int) -> bool:
    if lists is None and Path(name).suffix.lower() not in RECORD_SUFFIXES:
        return each_line(name, lambda line: _grade_line(line, quality_min))
    try:
        with opened(name) as stream:
            raw = stream.read(RECORD_BYTES_MAX)  # more is refused as a record without an end
        record = parse_record(raw, name=name)
    except InputError as error:
        click.echo(f"wiredesk: {error}", err=True)
        return False
    for graded in _record_grades(name, record, lists):
        is_published = graded.quality >= quality_min
        if lists is not None:
            is_published = smartable_published(graded)
        _show(graded.article_id, graded, is_published=is_published)
    return True


def _grade_line(line: Line, quality_min: int) -> None:
    graded = grade_article(line_facts(line))
    _show(line.fields["id"], graded, is_published=graded.quality >= quality_min)


def _show(name: object, graded: Grade, *, is_published: bool) -> None:
    parts = [
        {"part": one.part, "points": one.points, "max": one.max, "evidence": one.evidence}
        for one in graded.parts
    ]
    shown: dict[str, Any] = {
        "id": name,
        "quality": graded.quality,
        "published": is_published,
        "parts": parts,
    }
    if graded.cap:
        shown["cap"] = graded.cap
    if graded.basis != "full":
        shown["qualityBasis"] = graded.basis
    click.echo(msgspec.json.encode(shown).decode())


def _record_grades(name: str, record: Record, lists: HubLists | None) -> Iterator[Grade]:
    """The grade of a record, then those of its related entries."""
    if lists is None:
        yield grade_article(_record_facts(name, record))
    else:
        yield smartable_score(record, lists=lists, subject=name)
    for number, related in enumerate(record.related or ()):
        subject = f"{name}#related/{number}"
        if lists is None:
            yield grade_article(_record_facts(subject, related))
        else:
            yield smartable_related(related, record, lists=lists, subject=subject)


def line_facts(line: Line) -> GradeFacts:
    """What a line says of an article; a byline that it does not state counts as none."""
    text = line.text("text")
    links = line.texts("links") or ()
    url = line.text("url") or line.text("canonicalUrl") or ""
    is_dated = None
    if "publishedDateTime" in line.fields:
        is_dated = bool(line.text("publishedDateTime"))
    return GradeFacts(
        article_id=ArticleId(line.id),
        title=line.text("title") or "",
        text=text,
        authors=line.texts("authors") or (),
        is_dated=is_dated,
        section=line.text("section"),
        links=tuple(link for link in links if not (url and same_site(url, link))),
        has_image=_is_usable(line.fields.get("image")),
        kind=_kind(line.text("kind") or line.text("type")),
        is_updated=bool(line.text("updatedDateTime")),
        credit=find_credit(text) if text else "",
        provider_domain=source_of(line),
    )


def _record_facts(subject: str, record: Record | Related) -> GradeFacts:
    """What a record shows: its text and byline are not in it, so they are unknown."""
    dated = record.published_at if isinstance(record, Record) else record.published
    images = record.images or ()
    return GradeFacts(
        article_id=ArticleId(subject),
        title=record.title or "",
        is_dated=bool(dated) and dated != "null",
        has_image=any(_is_large(image.width, image.height) for image in images),
        kind=_kind(record.type),
        provider_domain=(record.provider.domain if record.provider else None) or "",
    )


def _kind(word: str | None) -> Kind:
    try:
        return Kind(word or Kind.ARTICLE)
    except ValueError:
        return Kind.ARTICLE


def _is_usable(image: object) -> bool | None:
    if isinstance(image, Mapping):
        return bool(image.get("url")) and _is_large(image.get("width"), image.get("height"))
    return bool(image)


def _is_large(width: object, height: object) -> bool:
    return all(not isinstance(side, int) or side >= IMAGE_SIDE_MIN for side in (width, height))
