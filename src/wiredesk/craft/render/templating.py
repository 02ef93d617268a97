"""The templates that ship with the package, with the filters that make their values safe.

In: a template's name and what it shows.  Out: bytes.  Autoescape is always on, an undefined name is
an error, and no template calls anything but the filters here.
"""

from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.text import one_line
from wiredesk.craft.render import shown
from wiredesk.craft.render.coverage import coverage_sentence, first_report, timeline
from wiredesk.records.family import Relation
from wiredesk.records.hub import ArticleView, MemberView, StoryView

OTHERS_SHOWN: Final = 4  # further independent reports under the first story
TEMPLATES: Final = files("wiredesk.craft.render") / "templates"


def render_template(name: str, **values: Any) -> bytes:
    """The page that template `name` makes of `values`."""
    text: str = _environment().get_template(name).render(**values)
    return text.encode("utf-8", "replace")


@lru_cache(maxsize=1)
def load_style() -> bytes:
    """The site's one style sheet."""
    return (TEMPLATES / "style.css").read_bytes()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: (TEMPLATES / name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "address": shown.address,
        "clock": lambda moment: shown.day_and_time(moment).rpartition(" ")[2],
        "counted": _counted,
        "coverage": lambda story: shown.sentence(coverage_sentence(story)),
        "day": shown.day,
        "day_and_time": shown.day_and_time,
        "domain": shown.shown_domain,
        "folded": _folded,
        "headline": shown.headline,
        "line": one_line,
        "local_image": shown.local_image,
        "moment": _moment,
        "others": _others,
        "provider_path": shown.provider_path,
        "sentence": shown.sentence,
        "story_path": shown.story_path,
        "tag": shown.language_tag,
        "told": _told,
        "topic_path": shown.topic_path,
    }
    return environment


def _moment(moment: datetime) -> str:
    return rfc3339(moment)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _folded(members: tuple[MemberView, ...]) -> str:
    """`3 copies, 1 newer version`."""
    copies = sum(member.relation is Relation.COPY for member in members)
    newer = len(members) - copies
    told = [_counted(copies, "copy", "copies")] if copies else []
    told += [_counted(newer, "newer version", "newer versions")] if newer else []
    return ", ".join(told)


def _others(story: StoryView) -> list[ArticleView]:
    """Other independent reports, the first one first."""
    rows = [row.article for row in timeline(story) if row.relation is Relation.NEW]
    others = [article for article in rows if article.id != story.lead.id]
    first = first_report(story)
    others.sort(key=lambda article: (article.id != first.id, -article.quality, article.id))
    return others[:OTHERS_SHOWN]


def _told(bars: list[dict[str, Any]]) -> str:
    return ", ".join(f"{bar['articles']} from {bar['label']}" for bar in bars if bar["articles"])
