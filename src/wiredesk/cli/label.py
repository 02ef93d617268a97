"""`wiredesk label`: which topics are these articles about, and by which words.

In: lines `{"id","title","text"}` and a folder of topic files.  Out: lines
`{"id","topics":[{"id","weight","why"}]}`, the most specific topic first.  Needs no hub.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import msgspec

from wiredesk.basics.ids import ArticleId
from wiredesk.basics.urls import host_of, registrable_domain
from wiredesk.cli.jsonlines import Line, each_line
from wiredesk.craft.topics import TopicMatcher, compile_topics
from wiredesk.records.topic import Label
from wiredesk.settings.topics import load_topic_files


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="DOCS.jsonl...")
@click.option(
    "--topics",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder of topic files (*.toml), or one file.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, which is the only form anyway.")
def label(files: tuple[str, ...], *, folder: Path, as_json: bool) -> None:
    """Print the topics of the articles in DOCS.jsonl (`.gz` too, `-` is standard input)."""
    del as_json  # accepted, so that every verb takes it
    matcher = compile_topics(load_topic_files(folder))
    good = True
    for name in files:
        good &= each_line(name, lambda line: _label_line(line, matcher))
    sys.stdout.flush()
    if not good:
        click.get_current_context().exit(1)


def _label_line(line: Line, matcher: TopicMatcher) -> None:
    labels = matcher.label(
        article_id=ArticleId(line.id),
        title=line.text("title") or "",
        text="\n\n".join(filter(None, (line.text("excerpt"), line.text("text")))),
        source=source_of(line),
        language=line.text("language") or "",
    )
    shown = [_shown(one) for one in labels.labels]
    click.echo(msgspec.json.encode({"id": line.fields["id"], "topics": shown}).decode())


def source_of(line: Line) -> str:
    """The domain of who published it: the provider's when that is a domain, else its address's."""
    provider = line.fields.get("provider")
    if isinstance(provider, Mapping):
        provider = provider.get("domain")
    if isinstance(provider, str) and "." in provider and " " not in provider:
        return registrable_domain(provider)
    for key in ("url", "canonicalUrl", "webUrl"):
        if address := line.text(key):
            return registrable_domain(host_of(address))
    return ""


def _shown(one: Label) -> dict[str, Any]:
    why = [{"text": reason.text, "evidence": reason.evidence} for reason in one.why]
    return {"id": one.topic, "weight": one.weight, "why": why}
