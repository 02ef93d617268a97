"""IPTC Media Topics: the official file into concepts, and concepts into the file that a hub keeps.

In: the JSON of cv.iptc.org (`?format=json`: a `conceptSet`), the spreadsheet of mappings as JSON (a line
per `medtop:` code), or what a hub keeps.  Out: Concepts by id; InputError with what is wrong.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from wiredesk.basics.errors import InputError
from wiredesk.records.topic import MEDIA_TOPICS_URI, Concept, Topic

CONCEPTS_MAX: Final = 100_000  # there are 1,372
NAME_CHARACTERS_MAX: Final = 300
CODE: Final = "medtop:"
_LANGUAGES: Final = ("en-GB", "en-US", "en")
_REMEDY: Final = f"Get it from {MEDIA_TOPICS_URI}?format=json, or give the mapping file as JSON."


def parse_concepts(raw: bytes, *, name: str) -> tuple[Concept, ...]:
    """The concepts in `raw`, by id."""
    try:
        tree = json.loads(raw, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as cause:
        raise InputError(f"is not JSON: {cause}.", subject=name, remedy=_REMEDY) from cause
    lines = tree.get("conceptSet", tree) if isinstance(tree, Mapping) else tree
    listed = lines.values() if isinstance(lines, Mapping) else lines
    if not isinstance(listed, Iterable) or isinstance(listed, str):
        raise InputError("is no list of concepts.", subject=name, remedy=_REMEDY)
    found = {concept.id: concept for concept in map(_concept, listed) if concept is not None}
    if not found:
        raise InputError("names no Media Topic.", subject=name, remedy=_REMEDY)
    if len(found) > CONCEPTS_MAX:
        raise InputError(f"names over {CONCEPTS_MAX:,} concepts.", subject=name, remedy=_REMEDY)
    return tuple(found[one] for one in sorted(found))


def concepts_of(topic: Topic, known: Mapping[str, Concept]) -> tuple[Concept, ...]:
    """The Media Topics of `topic`; one that is not known bears the topic's own name."""
    return tuple(known.get(code) or Concept(id=code, name=topic.name) for code in topic.iptc)


def render_concepts(concepts: Iterable[Concept]) -> bytes:
    """What a hub keeps of them: `parse_concepts` reads it again."""
    kept = [
        {"qcode": concept.id, "prefLabel": {"en-GB": concept.name}}
        | ({"broader": [concept.parent]} if concept.parent else {})
        | ({"retired": True} if concept.retired else {})
        for concept in concepts
    ]
    lines = ",\n".join(json.dumps(line, ensure_ascii=False) for line in kept)
    return f'{{"conceptSet": [\n{lines}\n]}}\n'.encode()


def _concept(line: Any) -> Concept | None:
    if not isinstance(line, Mapping):
        return None
    if "NewsCode-QCode (flat)" in line:
        return _of_mapping(line)
    code = _code(line.get("qcode") or line.get("uri"))
    name = _name(line.get("prefLabel"))
    if not code or not name:
        return None
    broader = line.get("broader")
    parents = [broader] if isinstance(broader, str) else broader or ()
    parent = next((_code(one) for one in parents if _code(one)), "")
    return Concept(id=code, name=name, parent=parent, retired=bool(line.get("retired")))


def _of_mapping(line: Mapping[str, Any]) -> Concept | None:
    code = _code(line["NewsCode-QCode (flat)"])
    names = {key[6:-1]: value for key, value in line.items() if key.startswith("Name (")}
    name = _name(names)
    if not code or not name:
        return None
    above = [one for one in _levels(line) if one != code]
    retired = bool(line.get("RetiredDate"))
    return Concept(id=code, name=name, parent=above[-1] if above else "", retired=retired)


def _levels(line: Mapping[str, Any]) -> Iterator[str]:
    for level in range(1, 7):
        code = _code(line.get(f"Level{level}/NewsCode"))
        if code:
            yield code


def _code(value: Any) -> str:
    """`medtop:20000002` from itself or from its address; empty when it is neither."""
    if not isinstance(value, str):
        return ""
    code = value.replace("https://", "http://").removeprefix(MEDIA_TOPICS_URI).removeprefix(CODE)
    return f"{CODE}{code}" if code.isascii() and code.isdecimal() and len(code) == 8 else ""


def _name(labels: Any) -> str:
    if isinstance(labels, str):
        labels = {"": labels}
    if not isinstance(labels, Mapping):
        return ""
    told = [labels[key] for key in _LANGUAGES if key in labels] or list(labels.values())
    first = told[0] if told and isinstance(told[0], str) else ""
    return " ".join(first.split())[:NAME_CHARACTERS_MAX]
