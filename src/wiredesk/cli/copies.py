"""`wiredesk copies`: which articles are the same text.

In: lines `{"id","title","text","publishedDateTime"?,"provider"?,"url"?}`.  Out: lines
`{"id","family","relation"}` in the order of the input.  Needs no hub.
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
from wiredesk.craft.copies import CopyIndex, fingerprint
from wiredesk.records.family import FamilyVerdict, Fingerprint

LINES_MAX: Final = 1_000_000  # all fingerprints are held at once, at about 4 kB each
_UNDATED: Final = datetime.max.replace(tzinfo=UTC)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="DOCS.jsonl...")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, which is the only form anyway.")
def copies(files: tuple[str, ...], *, as_json: bool) -> None:
    """Print family and relation of each article in DOCS.jsonl (`.gz` too, `-` is standard input).

    Articles are taken by their times; those without one in the order of the lines, after the others.
    Lines without provider and url are taken for different providers.
    """
    del as_json  # accepted, so that every verb takes it
    ids: list[str | int] = []
    articles: list[Fingerprint] = []

    def read(line: Line) -> None:
        if len(ids) >= LINES_MAX:
            raise line.error(f"there are over {LINES_MAX:,} lines; the rest is left out.")
        article = _fingerprint(line)
        ids.append(line.fields["id"])
        articles.append(article)

    good = True
    for name in files:
        good &= each_line(name, read)
    out = sys.stdout.buffer
    for own, verdict in zip(ids, _judged(articles), strict=True):
        told = {"id": own, "family": verdict.family_id, "relation": verdict.relation}
        out.write(msgspec.json.encode(told) + b"\n")
    out.flush()
    if not good:
        click.get_current_context().exit(1)


def _judged(articles: list[Fingerprint]) -> list[FamilyVerdict]:
    index = CopyIndex(window=None)  # the set is all there is: what is old in it counts too
    verdicts: dict[ArticleId, FamilyVerdict] = {}
    for article in sorted(articles, key=lambda one: one.received_at):
        verdicts.update({own.article_id: verdict for own, verdict in index.place(article)})
    return [verdicts[article.article_id] for article in articles]


def _fingerprint(line: Line) -> Fingerprint:
    provider = line.text("provider") or registrable_domain(line.text("url") or "") or f"#{line.id}"
    moment = parse_moment(line.text("publishedDateTime") or "")
    return fingerprint(
        article_id=ArticleId(content_id("a", line.id)),
        provider=provider,
        owner=provider,
        title=line.text("title") or "",
        text=line.text("text") or "",
        received_at=moment.at if moment else _UNDATED,
    )
