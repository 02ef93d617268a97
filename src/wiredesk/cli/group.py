"""`wiredesk group`: which articles are about one happening.

In: lines `{"id","title","text","publishedDateTime"?,"provider"?,"url"?,"language"?}`.  Out: lines
`{"id","story"}` in the order of the input.  Needs no hub.
"""

import sys
from datetime import UTC, datetime
from typing import Final

import click
import msgspec

from wiredesk.basics.dates import parse_moment
from wiredesk.basics.ids import ArticleId, content_id
from wiredesk.basics.urls import registrable_domain
from wiredesk.cli.jsonlines import Line, each_line
from wiredesk.craft.stories import StoryFeatures, features_of, group_all, group_in_order

LINES_MAX: Final = 1_000_000  # all are held at once, at about 6 kB each


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="DOCS.jsonl...")
@click.option(
    "--in-order",
    is_flag=True,
    help="Place one after another, as a hub does, instead of looking at the whole set.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, which is the only form anyway.")
def group(files: tuple[str, ...], *, in_order: bool, as_json: bool) -> None:
    """Print the story of each article in DOCS.jsonl (`.gz` too, `-` is standard input).

    Without --in-order the order of the lines plays no part.
    """
    del as_json  # accepted, so that every verb takes it
    ids: list[str | int] = []
    articles: list[StoryFeatures] = []

    def read(line: Line) -> None:
        if len(ids) >= LINES_MAX:
            raise line.error(f"there are over {LINES_MAX:,} lines; the rest is left out.")
        article = _features(line)
        ids.append(line.fields["id"])
        articles.append(article)

    good = True
    for name in files:
        good &= each_line(name, read)
    stories = group_in_order(articles) if in_order else group_all(articles)
    out = sys.stdout.buffer
    for own, story in zip(ids, stories, strict=True):
        out.write(msgspec.json.encode({"id": own, "story": story}) + b"\n")
    out.flush()
    if not good:
        click.get_current_context().exit(1)


def _features(line: Line) -> StoryFeatures:
    provider = line.text("provider") or registrable_domain(line.text("url") or "")
    return features_of(
        article_id=ArticleId(content_id("a", line.id)),
        title=line.text("title") or "",
        text=line.text("text") or "",
        language=line.text("language") or "",
        effective_at=stated_time(line),
        provider=provider,
    )


def stated_time(line: Line) -> datetime | None:
    """The line's publication time; None when it states none that can be read."""
    moment = parse_moment(line.text("publishedDateTime") or "")
    return moment.at.astimezone(UTC) if moment else None
