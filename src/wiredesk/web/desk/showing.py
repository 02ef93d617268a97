"""The desk's templates.

In: a template's name and what it shows.  Out: HTML.  Autoescape is always on, an undefined name is an error.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined

from wiredesk.craft.render import shown

TEMPLATES: Final = files("wiredesk.web.desk") / "templates"


def render_page(name: str, **values: Any) -> str:
    """The page that template `name` makes of `values`."""
    return _environment().get_template(name).render(**values)


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
    environment.filters |= {"headline": shown.headline, "sentence": shown.sentence}
    return environment
