"""The templates that ship with the package, with the filters that make their values safe.

In: a template's name and what it shows.  Out: bytes.  Autoescape is always on, an undefined name is
an error, and no template calls anything but the filters here.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.text import one_line
from wiredesk.craft.render import shown
from wiredesk.craft.render.charts import Bar, Lane
from wiredesk.craft.render.coverage import coverage_sentence, first_report, timeline
from wiredesk.records.family import Relation
from wiredesk.records.hub import ArticleView, Frame, MemberView, ProviderView, StoryView, TopicView
from wiredesk.records.letter import LetterStory

OTHERS_SHOWN: Final = 4  # further independent reports beside a lead
DOTS_MAX: Final = 12  # a longer row says no more
TEMPLATES: Final = files("wiredesk.craft.render") / "templates"


def render_template(name: str, **values: Any) -> bytes:
    """The page that template `name` makes of `values`."""
    text: str = _environment().get_template(name).render(**values)
    return text.encode("utf-8", "replace")


def render_page(name: str, frame: Frame, path: str, **values: Any) -> bytes:
    """The page at `path` that template `name` makes: its links lead through the site's root."""
    return render_template(name, hub=frame, here=path, root="../" * path.count("/"), **values)


def load_style(name: str) -> bytes:
    """A style sheet, `style.css` for every page and `pages.css` for all but the front page; or the script of search."""
    return (TEMPLATES / name).read_bytes()


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
    environment.filters |= page_filters()
    return environment


def page_filters() -> dict[str, Callable[..., Any]]:
    """What templates may call, by name; the desk's templates call them too."""
    return {
        "address": shown.address,
        "all_folded": _all_folded,
        "clock": lambda moment: shown.day_and_time(moment).rpartition(" ")[2],
        "counted": _counted,
        "clipped": lambda text, most: text if len(text) <= most else f"{text[: most - 1]}…",
        "coverage": lambda story: shown.sentence(coverage_sentence(story)),
        "date": lambda moment: f"{moment.astimezone(UTC):%Y-%m-%d}",
        "day": shown.day,
        "day_and_time": shown.day_and_time,
        "day_name": shown.day_name,
        "day_path": shown.day_path,
        "domain": shown.shown_domain,
        "dots": _dots,
        "elsewhere": _elsewhere,
        "folded": _folded,
        "headline": shown.headline,
        "json_ld": _json_ld,
        "lanes": _lanes,
        "line": one_line,
        "local_image": shown.local_image,
        "moment": _moment,
        "month_name": lambda number: shown.MONTHS_IN_FULL[number - 1],
        "named": _named,
        "near": shown.near,
        "new_mark": new_mark,
        "others": _others,
        "percent": _percent,
        "points": lambda points: [(shown.day_and_time(one.at), one.heat) for one in points],
        "provider_path": shown.provider_path,
        "rows": lambda bars: [(bar.label, f"{bar.value:,}") for bar in bars],
        "search_path": shown.search_path,
        "sentence": shown.sentence,
        "share": lambda part, whole: f"{_percent(part, whole):.0f} %",
        "story_path": shown.story_path,
        "tag": shown.language_tag,
        "told": _told,
        "topic_path": shown.topic_path,
        "weekday": shown.weekday,
        "yielded": _yielded,
    }


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


def _all_folded(story: StoryView) -> tuple[MemberView, ...]:
    """Every copy and newer version in the story, as they stand under their origins."""
    return tuple(member for row in timeline(story) for member in row.folded)


def _dots(story: StoryView) -> str:
    """`●●●○`: a full dot for each independent report, a hollow one for each other."""
    full = min(story.independent, DOTS_MAX)
    return "●" * full + "○" * min(max(story.reports - story.independent, 0), DOTS_MAX - full)


def _named(topics: Sequence[TopicView], names: Sequence[str]) -> list[TopicView]:
    """Those of `topics` that have these names, in the order of the names."""
    by_name = {topic.name: topic for topic in topics}
    return [by_name[name] for name in names if name in by_name]


def _elsewhere(story: StoryView) -> list[ArticleView]:
    """The best report of each other provider."""
    best: dict[str, ArticleView] = {}
    for article in _all_others(story):
        if article.provider != story.lead.provider:
            best.setdefault(article.provider, article)
    return list(best.values())


def _others(story: StoryView) -> list[ArticleView]:
    """Other independent reports, the first one first."""
    return _all_others(story)[:OTHERS_SHOWN]


def _all_others(story: StoryView) -> list[ArticleView]:
    rows = [row.article for row in timeline(story) if row.relation is Relation.NEW]
    others = [article for article in rows if article.id != story.lead.id]
    first = first_report(story)
    others.sort(key=lambda article: (article.id != first.id, -article.quality, article.id))
    return others


def new_mark(one: LetterStory) -> str:
    """What is new about a story that readers may know; nothing of one that is new itself."""
    return "" if one.is_new else _counted(one.new, "new report", "new reports")


def _told(bars: Sequence[Bar]) -> str:
    """`3 from 40–49, 12 from 50–59`."""
    return ", ".join(f"{bar.value:,} for {bar.label}" for bar in bars if bar.value)


def _lanes(lanes: Sequence[Lane]) -> list[tuple[str, str, int, int]]:
    return [
        (shown.sentence(one.name), shown.day_and_time(one.first), one.own, one.copies)
        for one in lanes
    ]


def _percent(part: int, whole: int) -> float:
    return round(100 * min(part, whole) / whole, 1) if whole else 0.0


def _yielded(provider: ProviderView) -> list[tuple[str, str, str]]:
    """What a provider brings, in lines of a table."""
    lines = (
        ("Reports of its own", provider.originals),
        ("Copies of others", provider.copies),
        ("With a named author", provider.with_author),
        ("Press releases", provider.press_releases),
        ("Corrected openly", provider.corrected),
    )
    whole = provider.articles
    return [(told, f"{part:,}", f"{_percent(part, whole):.0f} %") for told, part in lines]


def _json_ld(node: dict[str, Any]) -> Markup:
    """JSON within a page: no sign of it can end the element that it stands in, nor begin another."""
    told = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        told = told.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(told)  # noqa: S704 - every sign that HTML reads is escaped above
