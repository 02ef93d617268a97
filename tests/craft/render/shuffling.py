"""Other spellings of the same record: keys shuffled, other quotes, other empty lines."""

import random
from typing import Any

import yaml


class AsText(yaml.SafeLoader):
    """Reads every bare value as what it looks like in the file."""


AsText.yaml_implicit_resolvers = {}


class Quoted(str):
    """A value that stood in quotes."""

    __slots__ = ()


def _scalar(loader: Any, node: yaml.ScalarNode) -> str:
    return Quoted(node.value) if node.style else str(node.value)


AsText.add_constructor("tag:yaml.org,2002:str", _scalar)


def shuffled(raw: bytes, chance: random.Random) -> bytes:
    """The same record in another spelling; keys that nobody knows keep their place among themselves."""
    newline = "\r\n" if b"\r\n" in raw else "\n"
    text = raw.decode("utf-8").replace("\r\n", "\n").removeprefix("---\n")
    head, _, body = text.partition("\n---\n")
    lines: list[str] = []
    mapping = yaml.load(head, Loader=AsText)  # noqa: S506 - a SafeLoader, without implicit types
    for key, value in _pairs(mapping, chance):
        lines += [""] * chance.randrange(3)
        lines += _lines(key, value, chance)
    lines += [""] * chance.randrange(3)
    blanks = "\n" * chance.randrange(3)
    return f"---\n{chr(10).join(lines)}\n---\n{blanks}{body}".replace("\n", newline).encode()


UNKNOWN = {"since", "mood", "views", "note", "nest"}


def _pairs(mapping: dict[str, Any], chance: random.Random) -> list[tuple[str, Any]]:
    known = [pair for pair in mapping.items() if pair[0] not in UNKNOWN]
    chance.shuffle(known)
    return known + [pair for pair in mapping.items() if pair[0] in UNKNOWN]


def _lines(key: str, value: Any, chance: random.Random) -> list[str]:
    if key in UNKNOWN:  # their quoting is their type, so it is kept
        style = yaml.dump({key: _kept(value)}, Dumper=Kept, allow_unicode=True, width=10**6)
        return style.rstrip("\n").split("\n")
    if isinstance(value, dict):
        inner = [line for pair in _pairs(value, chance) for line in _lines(*pair, chance)]
        return [f"{key}:", *(f"    {line}" for line in inner)]
    if isinstance(value, list) and value:
        return [f"{key}:", *(line for child in value for line in _entry(child, chance))]
    if value == []:
        return [f"{key}: []"]
    return [f"{key}: {_spelled(value, chance)}"]


def _entry(child: Any, chance: random.Random) -> list[str]:
    if not isinstance(child, dict):
        return [f"- {_spelled(child, chance)}"]
    first, *rest = [line for pair in _pairs(child, chance) for line in _lines(*pair, chance)]
    return [f"-   {first}", *(f"    {line}" for line in rest)]


def _spelled(text: str, chance: random.Random) -> str:
    styles = ['"', "'"]
    plain = yaml.dump(str(text), default_style="", width=10**6, allow_unicode=True).split("\n")[0]
    if (plain[0] not in "'\"|>" and len(plain) == len(text)) or text == "null":
        styles.append("")
    style = chance.choice(styles)
    if style == "":
        return text
    return yaml.dump(str(text), default_style=style, width=10**6, allow_unicode=True).rstrip("\n")


class Kept(yaml.SafeDumper):
    """Writes a value in quotes exactly when it stood so."""


class Plain(str):
    """A value that stood bare."""

    __slots__ = ()


def _kept(value: Any) -> Any:
    if isinstance(value, dict):
        return {Plain(key): _kept(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_kept(child) for child in value]
    return value if isinstance(value, Quoted) else Plain(value)


Kept.yaml_implicit_resolvers = {}
Kept.add_representer(
    Plain, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", str(value))
)
Kept.add_representer(
    Quoted,
    lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style='"'),
)
