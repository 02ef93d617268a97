"""The desk's templates.

In: a template's name and what it shows.  Out: HTML.  Autoescape is always on, an undefined name is an error.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from wiredesk.craft.render import headline, sentence
from wiredesk.craft.render.templating import TEMPLATES as SITE_TEMPLATES
from wiredesk.craft.render.templating import page_filters
from wiredesk.web.desk.naming import ID

MINUTES_TOLD_MAX: Final = 90
HOURS_TOLD_MAX: Final = 48
TEMPLATES: Final = files("wiredesk.web.desk") / "templates"


def render_page(name: str, **values: Any) -> str:
    """The page that template `name` makes of `values`."""
    return _environment().get_template(name).render(**values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= page_filters() | {
        "age": tell_age,
        "as_percent": lambda share: "–" if share is None else f"{100 * share:.0f} %",
        "led": led,
        "linked": _linked,
        "number": lambda number: f"{number:,}",
    }
    return environment


def _load(name: str) -> str:
    """A template of the desk; charts are drawn as the site draws them."""
    folder = SITE_TEMPLATES if name == "charts.html" else TEMPLATES
    return (folder / name).read_text("utf-8")


def tell_age(age: timedelta) -> str:
    """`now`, `45 min`, `7 h`, `3 days`: whole, and rounded down."""
    minutes = int(abs(age).total_seconds()) // 60
    if minutes < 1:
        return "now"
    if minutes < MINUTES_TOLD_MAX:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < HOURS_TOLD_MAX else f"{hours // 24} days"


def led(text: str, names: Mapping[str, str]) -> Markup:
    """A sentence in which headlines that lead to their pages stand for the ids that `names` knows."""

    def link(found: re.Match[str]) -> str:
        one = found[0]
        if one not in names:
            return one
        where = "articles" if one.startswith("a") else "stories"
        return f'<a href="/desk/{where}/{one}">“{escape(headline(names[one]))}”</a>'

    return Markup(ID.sub(link, str(escape(sentence(text)))))  # noqa: S704 - escaped, and ids have no signs of markup


def _linked(text: str, names: Mapping[str, str]) -> Markup:
    """A sentence in which the ids that `names` knows lead to their why; each is named once."""
    told: set[str] = set()

    def link(found: re.Match[str]) -> str:
        one = found[0]
        if one not in names:
            return one
        name = "" if one in told else f" “{escape(headline(names[one]))}”"
        told.add(one)
        return f'<a href="/desk/why?of={one}">{one}</a>{name}'

    return Markup(ID.sub(link, str(escape(sentence(text)))))  # noqa: S704 - escaped, and ids have no signs of markup
