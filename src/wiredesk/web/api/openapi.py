"""The OpenAPI 3.1 document, made from the route table.

In: pages.  Out: the document as a tree.  What stands in it is what the table says: every parameter, every shape, every status
that can come.
"""

import inspect
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from wiredesk import VERSION
from wiredesk.records.apikey import ApiScope
from wiredesk.web.api.problems import KINDS, MEDIA_TYPE
from wiredesk.web.api.shapes import Problem
from wiredesk.web.api.visit import PATH, Page

REF: Final = "#/components/schemas/{name}"
RATE_HEADERS: Final = {
    "RateLimit-Policy": "How many requests a minute are allowed: `q`, within `w` seconds.",
    "RateLimit": "How many are left, `r`, until the count begins anew in `t` seconds.",
}
RETRIED: Final = frozenset({"rate", "store"})


def problems_of(page: Page) -> list[str]:
    """Codes of all problems that a page may answer with, by status."""
    codes = {
        "parameter",
        "key",
        "rate",
        "store",
        *page.problems,
    }  # a wrong key is refused everywhere
    if page.scope is not None:
        codes.add("scope")
    if page.id_pattern:
        codes.add("missing")
    if page.takes is not None:
        codes |= {"body", "large", "media_type"}
    return sorted(codes, key=lambda code: (KINDS[code].status, code))


def openapi(pages: Sequence[Page], *, title: str, url: str, is_public: bool) -> dict[str, Any]:
    """The document of a hub's API."""
    shapes = [Problem, *(shape for page in pages for shape in page.gives if shape is not bytes)]
    shapes += [page.takes for page in pages if page.takes is not None]
    (_, schemas) = msgspec.json.schema_components(list(dict.fromkeys(shapes)), ref_template=REF)
    paths: dict[str, Any] = {}
    for page in pages:
        paths.setdefault(page.path, {})[page.method.lower()] = _operation(page, is_public=is_public)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{title}: API",
            "version": VERSION,
            "description": "What this hub publishes, for programs. Extracts only, as far as rights allow.",
        },
        "servers": [{"url": f"{url}{PATH}"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An API key, made with `wiredesk apikeys add`.",
                }
            },
        },
    }


def _operation(page: Page, *, is_public: bool) -> dict[str, Any]:
    told = inspect.getdoc(page.answer) or ""
    summary, _, rest = told.partition("\n\n")
    operation: dict[str, Any] = {
        "operationId": page.name,
        "summary": " ".join(summary.split()),
        "parameters": list(_parameters(page)),
        "responses": {str(one): _success(page) for one in page.statuses} | _failures(page),
        "security": _security(page, is_public=is_public),
    }
    if rest:
        operation["description"] = " ".join(rest.split())
    if page.takes is not None:
        content = {"application/json": {"schema": _ref(page.takes)}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _security(page: Page, *, is_public: bool) -> list[dict[str, list[str]]]:
    if page.scope is None:
        return []
    needed = {"key": [page.scope.value]}
    return [{}, needed] if page.scope is ApiScope.READ and is_public else [needed]


def _parameters(page: Page) -> Iterator[dict[str, Any]]:
    if page.id_pattern:
        schema = {"type": "string", "pattern": page.id_pattern}
        yield {"name": "id", "in": "path", "required": True, "schema": schema}
    for name, schema in _properties(page).items():
        yield {
            "name": name,
            "in": "query",
            "required": name in _required(page),
            "description": schema.pop("description", ""),
            "schema": schema,
        }


def _required(page: Page) -> frozenset[str]:
    (_, found) = msgspec.json.schema_components([page.query], ref_template=REF)
    return frozenset(found[page.query.__name__].get("required", ()))


def _properties(page: Page) -> dict[str, Any]:
    """Schemas of the query's fields, each whole in itself; a parameter is left out rather than null."""
    (_, found) = msgspec.json.schema_components([page.query], ref_template=REF)
    own = found[page.query.__name__]["properties"]
    return {name: _whole(schema, found) for name, schema in own.items()}


def _whole(said: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    schema = dict(said)
    if "anyOf" in schema:
        (kind,) = (one for one in schema.pop("anyOf") if one != {"type": "null"})
        schema |= kind
    if "$ref" in schema:
        schema |= found[schema.pop("$ref").rpartition("/")[2]]
        schema.pop("title", None)
    if schema.get("default", 0) is None:
        del schema["default"]
    return schema


def _success(page: Page) -> dict[str, Any]:
    headers = RATE_HEADERS | ({"ETag": "Of this answer."} if page.method == "GET" else {})
    if page.name == "article":
        headers |= {"Last-Modified": "When its record was made last; only the ETag decides."}
    shapes = [shape for shape in page.gives if shape is not bytes]
    schema: dict[str, Any] = {"type": "string"}
    if len(shapes) == 1:
        schema = _ref(shapes[0])
    elif shapes:
        schema = {"anyOf": [_ref(shape) for shape in shapes]}
    return {
        "description": "As asked.",
        "headers": _headers(headers),
        "content": {page.media_type: {"schema": schema}},
    }


def _failures(page: Page) -> dict[str, Any]:
    by_status: dict[str, list[str]] = {}
    for code in problems_of(page):
        by_status.setdefault(str(KINDS[code].status), []).append(code)
    told: dict[str, Any] = {
        "304": {"description": "Still what If-None-Match names.", "headers": _headers(RATE_HEADERS)}
    }
    if page.method != "GET":
        told = {}
    for status, codes in by_status.items():
        headers = {"Retry-After": "Seconds."} if RETRIED & set(codes) else {}
        told[status] = {
            "description": " ".join(KINDS[code].title for code in codes),
            "headers": _headers(headers),
            "content": {MEDIA_TYPE: {"schema": _ref(Problem)}},
        }
    return told


def _headers(told: dict[str, str]) -> dict[str, Any]:
    return {
        name: {"description": description, "schema": {"type": "string"}}
        for name, description in told.items()
    }


def _ref(shape: type) -> dict[str, str]:
    return {"$ref": REF.format(name=shape.__name__)}
