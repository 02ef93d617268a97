"""The reference page of the API, made from its route table.

In: the OpenAPI document, as a hub gives it.  Out: Markdown.
"""

from collections.abc import Iterator
from typing import Any

from wiredesk.web.api import PAGES
from wiredesk.web.api.openapi import openapi, problems_of
from wiredesk.web.api.problems import KINDS


def api_page() -> Iterator[str]:
    """All of it, a line at a time."""
    told = openapi(PAGES, title="Hub", url="", is_public=True)
    yield "# The API\n"
    yield "Made from the code by `make docs`. A hub's own `/api/v1/openapi.json` says the same to machines; [how to use it](../how-to/use-the-api.md).\n"
    yield "## Addresses\n"
    for page in PAGES:
        operation = told["paths"][page.path][page.method.lower()]
        yield f"### `{page.method} {page.path}`\n"
        yield f"{operation['summary']} {operation.get('description', '')}".strip() + "\n"
        scope = f"Scope `{page.scope.value}`. " if page.scope else ""
        gives = " or ".join(f"`{one.__name__}`" for one in page.gives if one not in {bytes, dict})
        refuses = ", ".join(f"`{code}`" for code in problems_of(page))
        yield f"{scope}{f'Gives {gives}. ' if gives else ''}Problems: {refuses}.\n"
        if operation["parameters"]:
            yield "| parameter | value | meaning |"
            yield "|---|---|---|"
            for one in operation["parameters"]:
                yield f"| `{one['name']}` | {_value(one['schema'])} | {one.get('description', '')} |"
            yield ""
    yield "## Shapes\n"
    for name, schema in sorted(told["components"]["schemas"].items()):
        yield f"### `{name}`\n"
        yield f"{schema.get('description', '')}\n"
        if "properties" in schema:
            yield "| field | value | meaning |"
            yield "|---|---|---|"
            for key, value in schema["properties"].items():
                always = "" if key in schema.get("required", ()) else ", or absent"
                yield f"| `{key}` | {_value(value)}{always} | {value.get('description', '')} |"
            yield ""
        elif "enum" in schema:
            yield f"One of {', '.join(f'`{one}`' for one in schema['enum'])}.\n"
    yield "## Problems\n"
    yield "| kind | status | what happened | what to do |"
    yield "|---|---|---|---|"
    for code, kind in KINDS.items():
        yield f"| `{code}` | {kind.status} | {kind.title} | {kind.remedy} |"


def _value(schema: dict[str, Any]) -> str:
    """What may stand there, in a few words."""
    if "$ref" in schema:
        return f"`{schema['$ref'].rpartition('/')[2]}`"
    if "anyOf" in schema:
        kinds = [one for one in schema["anyOf"] if one.get("type") != "null"]
        return " or ".join(_value(one) for one in kinds)
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_value(schema['items'])}"
    told = str(schema.get("format") or schema.get("type") or "anything")
    low, high = schema.get("minimum"), schema.get("maximum")
    told += f" {low} to {high}" if low is not None and high is not None else ""
    return told + (f", else `{schema['default']}`" if schema.get("default") is not None else "")
