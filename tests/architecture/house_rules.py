"""House rules that a formatter cannot see.  Every finding says path, line and what to do instead."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60
POSITIONAL_MAX = 4
NESTING_MAX = 3
VAGUE_NAMES = {"utils", "util", "helpers", "common", "misc", "base", "manager", "core", "stuff"}
CRAFT_BANS = {"open", "print", "input", "now", "utcnow", "today", "sleep", "uuid4", "urandom"}
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.AsyncFor, ast.AsyncWith, ast.Match)

Finding = tuple[Path, int, str]


def check_file(path: Path) -> Iterator[Finding]:
    """All findings of one file."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    if (lines := text.count("\n")) > FILE_LINES_MAX:
        yield path, 1, f"{lines} lines: split it by subject (at most {FILE_LINES_MAX})"
    if path.stem.strip("_") in VAGUE_NAMES:
        yield path, 1, f"'{path.stem}' says nothing: name what lives here"
    if tree.body and ast.get_docstring(tree) is None:
        yield path, 1, "no module docstring: say what goes in, what comes out, what it does not do"
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"#.*\b(TODO|FIXME|XXX)\b(?!.*#\d+)", line):
            yield path, number, "a TODO names its issue, as in TODO(#123)"
        if re.search(r"#\s*(noqa|type: ignore)", line) and not re.search(
            r"(noqa|ignore).* - \S", line
        ):
            yield path, number, "an exemption states its reason: `# noqa: RULE - why`"
    if path.name == "__init__.py":
        yield from _check_door(path, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _check_function(path, node)
        if "craft" in path.parts and isinstance(node, ast.Call) and _called(node) in CRAFT_BANS:
            yield (
                path,
                node.lineno,
                f"{_called(node)}() is not craft: take the value as an argument",
            )


def _check_door(path: Path, tree: ast.Module) -> Iterator[Finding]:
    allowed = (ast.Expr, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    for node in tree.body:
        if not isinstance(node, allowed):
            yield path, node.lineno, "code in an __init__.py: a door only re-exports"


def _check_function(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Finding]:
    docstring = ast.get_docstring(node, clean=False) or ""
    length = (node.end_lineno or 0) - node.lineno + 1 - len(docstring.splitlines())
    if length > FUNCTION_LINES_MAX:
        yield path, node.lineno, f"{node.name}: {length} lines (at most {FUNCTION_LINES_MAX})"
    given = (*node.args.posonlyargs, *node.args.args)
    names = [argument.arg for argument in given if argument.arg not in ("self", "cls")]
    if len(names) > POSITIONAL_MAX:
        yield path, node.lineno, f"{node.name}: {len(names)} positional arguments; put `*` first"
    if (deep := _depth(node)) > NESTING_MAX:
        yield path, node.lineno, f"{node.name}: nested {deep} deep; return early or extract"


def _depth(node: ast.AST) -> int:
    inner = [_depth(child) - _is_elif(node, child) for child in ast.iter_child_nodes(node)]
    return max(inner, default=0) + isinstance(node, BLOCKS)


def _is_elif(parent: ast.AST, child: ast.AST) -> bool:
    return isinstance(parent, ast.If) and isinstance(child, ast.If) and parent.orelse == [child]


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return getattr(node.func, "id", "")
