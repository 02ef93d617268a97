"""The reference pages, made from the code: commands, settings, errors.

In: the click commands, the settings' fields with their docstrings, the tree of errors.  Out: Markdown by file name.
"""

import ast
import inspect
from collections.abc import Iterator

import click
import msgspec
from docs.api_page import api_page

from wiredesk.basics import errors
from wiredesk.cli.main import VERBS, wiredesk
from wiredesk.settings import Settings, hub


def pages() -> dict[str, str]:
    """All reference pages."""
    return {
        "commands.md": "\n".join(_commands()) + "\n",
        "settings.md": "\n".join(_settings()) + "\n",
        "errors.md": "\n".join(_errors()) + "\n",
        "api.md": "\n".join(api_page()) + "\n",
    }


def _commands() -> Iterator[str]:
    yield "# Commands\n"
    yield "Made from the code by `make docs`. Exit code 0: done. 1: findings or partial failure. 2: wrong use.\n"
    context = click.Context(wiredesk, info_name="wiredesk")
    for verb in VERBS:
        command = wiredesk.get_command(context, verb)
        assert command is not None, verb
        yield from _command(command, f"wiredesk {verb}")


def _command(command: click.Command, name: str) -> Iterator[str]:
    yield f"## `{name}`\n"
    yield f"{inspect.cleandoc(command.help or '')}\n"
    if isinstance(command, click.Group):
        for part in command.commands.values():
            yield from _command(part, f"{name} {part.name}")
        return
    arguments = [
        one.make_metavar(click.Context(command))
        for one in command.params
        if isinstance(one, click.Argument)
    ]
    if arguments:
        yield f"Takes: `{' '.join(arguments)}`\n"
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    if options:
        yield "| option | meaning | default |"
        yield "|---|---|---|"
        for option in options:
            shown = option.default if isinstance(option.default, str | int | float) else ""
            default = "" if isinstance(shown, bool) or shown == "" else f"`{shown}`"
            yield f"| `{', '.join(option.opts)}` | {option.help or ''} | {default} |"
        yield ""


def _settings() -> Iterator[str]:
    yield "# Settings\n"
    yield "Made from the code by `make docs`. All of `wiredesk.toml` is optional; an unknown key is an error.\n"
    told = _field_docs()
    for table in msgspec.structs.fields(Settings):
        shape = table.type
        yield f"## `[{table.name}]`\n"
        yield f"{inspect.getdoc(shape)}\n"
        yield "| key | default | meaning |"
        yield "|---|---|---|"
        for one in msgspec.structs.fields(shape):
            default = one.default if one.default is not msgspec.NODEFAULT else {}
            shown = msgspec.json.encode(default).decode()
            yield f"| `{one.name}` | `{shown}` | {told.get((shape.__name__, one.name), '')} |"
        yield ""


def _field_docs() -> dict[tuple[str, str], str]:
    """The string below each field of a settings class."""
    docs = {}
    for node in ast.parse(inspect.getsource(hub)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for one, after in zip(node.body, node.body[1:], strict=False):
            if not isinstance(one, ast.AnnAssign) or not isinstance(one.target, ast.Name):
                continue
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                docs[node.name, one.target.id] = " ".join(str(after.value.value).split())
    return docs


def _errors() -> Iterator[str]:
    yield "# Errors\n"
    yield "Made from the code by `make docs`. Each error names its subject (file and line, address, id), its cause, and what to do.\n"
    yield "| error | means | exit code |"
    yield "|---|---|---|"
    kinds = [
        one
        for one in vars(errors).values()
        if inspect.isclass(one) and issubclass(one, errors.WiredeskError)
    ]
    for kind in kinds:
        code = 2 if issubclass(kind, errors.UsageError) else 1
        first = (inspect.getdoc(kind) or "").split("\n\n")[0].replace("\n", " ")
        yield f"| `{kind.__name__}` | {first} | {code} |"
