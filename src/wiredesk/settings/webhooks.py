"""Who is told of changes: `webhooks.toml`.

In: a file that a person keeps, or the command line writes.  Out: webhooks; the file with one more, or one less.
A webhook's secret lies in a file of its own, or in the environment.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final, TypeVar

import msgspec

from wiredesk.basics.errors import Place, SettingsError
from wiredesk.basics.urls import web_url
from wiredesk.records.event import EventKind, Webhook
from wiredesk.records.topic import Topic
from wiredesk.settings.lists import quoted
from wiredesk.settings.toml import parse_toml, read_file

T = TypeVar("T")
WEBHOOKS_FILE: Final = "webhooks.toml"
HEAD: Final = (
    "# Who is told when a record is published, updated or withdrawn.  `wiredesk webhooks add`."
)
_KINDS: Final = {kind.value.removeprefix("record."): kind for kind in EventKind}


class _WebhookLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Annotated[str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9-]{0,39}$")]
    url: str
    events: list[str] = msgspec.field(default_factory=lambda: list(_KINDS))
    topics: list[str] = []
    secret: str = ""


class _WebhookFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    webhook: list[_WebhookLine] = []


def load_webhooks(folder: Path, *, topics: Sequence[Topic]) -> tuple[Webhook, ...]:
    """The webhooks of the hub in `folder`; none when it keeps no such file."""
    path = folder / WEBHOOKS_FILE
    text = read_file(path, remedy="") if path.exists() else ""
    return parse_webhooks(text, name=str(path), topics=topics)


def parse_webhooks(text: str, *, name: str, topics: Sequence[Topic]) -> tuple[Webhook, ...]:
    """`webhooks.toml` from its text; SettingsError names the line of a wrong one."""
    names = {str(topic.id): topic.name for topic in topics}
    webhooks: dict[str, Webhook] = {}
    for line in parse_toml(text, name=name, shape=_WebhookFile).webhook:
        place = _place(line.name, text, name)
        if line.name in webhooks:
            raise SettingsError(
                f"`{line.name}` stands here twice.", subject=place, remedy="Rename one."
            )
        url = web_url(line.url)
        if url is None:
            raise SettingsError(
                f"the address of `{line.name}` is no http or https address.",
                subject=place,
                remedy="Write the full address; user names and passwords do not belong into it.",
            )
        webhooks[line.name] = Webhook(
            name=line.name,
            url=url,
            events=tuple(_known(one, _KINDS, "event", place) for one in line.events),
            topics=tuple(_known(one, names, "topic", place) for one in line.topics),
            secret=line.secret,
        )
    return tuple(webhooks.values())


def append_webhook(
    text: str, *, name: str, url: str, events: Sequence[str], topics: Sequence[str], secret: str
) -> str:
    """`webhooks.toml` with one more at its end; what a person wrote stays as it is."""
    lines = ["[[webhook]]", f"name = {quoted(name)}", f"url = {quoted(url)}"]
    for key, values in (("events", events), ("topics", topics)):
        if values:
            lines.append(f"{key} = [{', '.join(map(quoted, values))}]")
    lines.append(f"secret = {quoted(secret)}")
    return "\n\n".join([text.rstrip() or HEAD, "\n".join(lines)]) + "\n"


def without_webhook(text: str, name: str) -> str:
    """`webhooks.toml` without the table of that name; the rest stays as it is."""
    parts: list[list[str]] = [[]]
    for line in text.splitlines(keepends=True):
        if line.lstrip().startswith("[["):
            parts.append([])
        parts[-1].append(line)
    kept = [_below(part) if _is_of(part, name) else part for part in parts]
    return "".join(line for part in kept for line in part).rstrip() + "\n"


def _is_of(table: Sequence[str], name: str) -> bool:
    keys = (line.partition("=") for line in table)
    return any(key.strip() == "name" and f'"{name}"' in value for key, _, value in keys)


def _below(table: Sequence[str]) -> Sequence[str]:
    """What stands below the table's last key: it is about the next one."""
    said = (
        n for n, line in enumerate(table, 1) if line.strip() and not line.lstrip().startswith("#")
    )
    return table[max(said, default=0) :]


def _known(word: str, known: Mapping[str, T], what: str, place: Place) -> T:
    if word not in known:
        raise SettingsError(
            f"`{word[:80]}` is no {what}.",
            subject=place,
            remedy=f"Choose among {', '.join(known) or 'none: the hub has none'}.",
        )
    return known[word]


def _place(needle: str, text: str, name: str) -> Place:
    lines = (n for n, line in enumerate(text.splitlines(), 1) if f'"{needle}"' in line)
    return Place(name=name, line=next(lines, None))
