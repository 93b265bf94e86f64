"""The part of a student's file that answers one exercise: as text, never run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from autograder.course.chapters import Chapter, Exercise

IMPORTS = frozenset({"numpy", "math", "itertools", "functools", "collections"})
# What an answer to an exercise does not need, and what could reach out of it.
BUILTINS = frozenset(
    {"__import__", "breakpoint", "compile", "delattr", "eval", "exec", "exit", "getattr", "globals", "input"}
    | {"locals", "memoryview", "open", "quit", "setattr", "vars"}
)
Definition = ast.FunctionDef | ast.ClassDef | ast.Assign | ast.Import | ast.ImportFrom


class AnswerError(Exception):
    """An answer that cannot be taken out of its file; the text says why."""


def answer_in(cells: Iterable[str], chapter: Chapter, exercise: Exercise) -> str:
    """The definitions of an exercise and the student's own helpers beneath them, in the file's order.

    Comments and docstrings are left out: they may say who wrote it.

    Raises
    ------
    AnswerError
        If the file does not define the exercise, or the answer does what no exercise needs.
    """
    defined = {name: node for node in _statements(cells) for name in _names(node)}
    missing = [name for name in exercise.defines if name not in defined]
    if missing:
        raise AnswerError(f"the file does not define {', '.join(missing)}")
    others = {name for e in chapter.exercises for name in e.defines if e.name != exercise.name}
    given = {name for answered, code in chapter.code if not answered for name in _bound(code)}
    needed = _reachable(exercise.defines, defined, others | given)
    for node in needed:
        _refuse_reaching_out(node)
    return "\n\n".join(ast.unparse(_without_docstrings(node)) for node in needed) + "\n"


def _statements(cells: Iterable[str]) -> Iterator[Definition]:
    for cell in cells:
        try:
            body = ast.parse(cell).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue  # this cell defined nothing when it was graded, either
        yield from (node for node in body if isinstance(node, Definition))


def _names(node: Definition) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)]
    return [alias.asname or alias.name.partition(".")[0] for alias in node.names]


def _bound(code: str) -> set[str]:
    return {name for node in _statements([code]) for name in _names(node)}


def _reachable(wanted: Iterable[str], defined: dict[str, Definition], given: set[str]) -> list[Definition]:
    """What the wanted names stand for, and all that is read in it, but for what the chapter has itself."""
    found: list[Definition] = []
    waiting = list(wanted)
    while waiting:
        node = defined.get(waiting.pop())
        if node is not None and node not in found:
            found.append(node)
            read = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            waiting += sorted(read - given)
    order = list(defined.values())
    return sorted(found, key=order.index)


def _refuse_reaching_out(node: Definition) -> None:
    for part in ast.walk(node):
        if isinstance(part, ast.Import):
            modules = {alias.name.partition(".")[0] for alias in part.names}
        elif isinstance(part, ast.ImportFrom):
            modules = {(part.module or "").partition(".")[0]}
        else:
            modules = set()
        if modules - IMPORTS:
            raise AnswerError(
                f"the answer imports {', '.join(sorted(modules - IMPORTS)) or 'a sibling file'}"
            )
        if isinstance(part, ast.Name) and part.id in BUILTINS:
            raise AnswerError(f"the answer uses {part.id}")
        if isinstance(part, ast.Attribute) and part.attr.startswith("__") and part.attr != "__init__":
            raise AnswerError(f"the answer uses {part.attr}")


def _without_docstrings(node: Definition) -> Definition:
    for part in ast.walk(node):
        if (
            isinstance(part, ast.FunctionDef | ast.ClassDef)
            and ast.get_docstring(part, clean=False) is not None
        ):
            part.body = part.body[1:] or [ast.Pass()]
    return node
