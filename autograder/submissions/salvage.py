"""What can be had of a cell that is no Python, or that cannot be run to its end.

Standard library only, as all that goes into the sealed room.
"""

from __future__ import annotations

import ast
import re
import warnings

UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
MAX_EXTENT = 8  # blocks that are tried as one: a text or a bracket may go on at the left margin
MAX_TRIES = 1000
_LINE_MAGIC = re.compile(r"^\s*(%|!|\?|\w+\?)")
_HARMLESS_CELL_MAGIC = re.compile(r"^\s*%%(time|timeit|capture|prun)\b")
_ANY_CELL_MAGIC = re.compile(r"^\s*%%\w+")
_GOES_ON = re.compile(r"[\s)\]}#]|$|(else|elif|except|finally)\b")
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
_STAND = DEFINITIONS | ast.Assign | ast.AnnAssign


def parsed(source: str, filename: str) -> list[ast.stmt]:
    """The statements of a cell."""
    return compile(source, filename, "exec", ast.PyCF_ONLY_AST, dont_inherit=True).body  # type: ignore[attr-defined,no-any-return]


def parses(source: str) -> bool:
    """Whether it is Python; nothing is said of what Python would warn of."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except UNPARSABLE:
        return False
    return True


def salvaged(source: str, filename: str) -> list[ast.stmt]:
    """What still parses of a cell with a syntax error: its blocks at the left margin, one by one."""
    lines = untabbed(source).split("\n")
    starts = [i for i, line in enumerate(lines) if not _GOES_ON.match(line)]
    ends = [*starts[1:], len(lines)]
    statements: list[ast.stmt] = []
    at = tries = 0
    while at < len(starts) and tries < MAX_TRIES:
        for end in range(at, min(at + MAX_EXTENT, len(starts))):
            tries += 1
            block = "\n" * starts[at] + "\n".join(lines[starts[at] : ends[end]])
            try:
                statements += parsed(block, filename)
            except UNPARSABLE:
                continue
            at = end
            break
        at += 1
    return statements


def stands(statement: ast.stmt) -> bool:
    """Whether a statement defines something, and can stand without what was to run before it."""
    if isinstance(statement, ast.If | ast.Try):
        handled = [
            s for h in getattr(statement, "handlers", []) for s in h.body if not isinstance(s, ast.Pass)
        ]
        return all(map(stands, [*statement.body, *statement.orelse, *handled]))
    return isinstance(statement, _STAND)


def bound_by(statement: ast.stmt) -> set[str]:
    """The names that a definition or assignment binds."""
    if isinstance(statement, ast.Assign):
        return {target.id for target in statement.targets if isinstance(target, ast.Name)}
    name = getattr(statement, "name", None)
    return {name} if isinstance(name, str) else set()


def holding(statements: list[ast.stmt], line: int) -> ast.stmt | None:
    """The statement that a line belongs to."""
    return next((s for s in statements if s.lineno <= line <= (s.end_lineno or s.lineno)), None)


def first_line(statement: ast.stmt) -> int:
    """Where a statement begins, its decorators included."""
    lines: list[int] = [d.lineno for d in getattr(statement, "decorator_list", [])]
    return min([statement.lineno, *lines])


def without_magics(source: str) -> str:
    """Take notebook magics and shell escapes out of a cell that is no Python, keeping its line numbers.

    For where IPython is not installed; where it is, cells come without them (see `ipython`).
    """
    lines = untabbed(source).splitlines()
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is not None and _ANY_CELL_MAGIC.match(lines[first]):
        if not _HARMLESS_CELL_MAGIC.match(lines[first]):
            return ""
        lines[first] = ""
    lines = [_LINE_MAGIC.sub(_passing, line, count=1) for line in lines]
    return "\n".join(lines) + "\n"


def _passing(match: re.Match[str]) -> str:
    text = match.group()
    indent = text[: len(text) - len(text.lstrip())]
    return f"{indent}pass  # "


def untabbed(source: str) -> str:
    """A cell that indents by tabs here and by spaces there, with spaces only."""
    indents = {line[: len(line) - len(line.lstrip())] for line in source.splitlines()}
    mixed = any("\t" in i for i in indents) and any(" " in i for i in indents)
    return source.expandtabs(8) if mixed else source
