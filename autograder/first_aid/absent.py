"""A function, class or method that is asked for and not there: misspelt, or lost at the wrong depth."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.first_aid.code import Code, Definition, Function, with_caret
from autograder.first_aid.spelling import is_name_of, meant
from autograder.first_aid.wanted import Wanted, parameters_of

_INIT = re.compile(r"_*(?:init|int|inti|intit)_*", re.IGNORECASE)


def lost_to_a_syntax_error(name: str, code: Code) -> str:
    """A definition that is written in a cell that is no Python."""
    defines = re.compile(rf"^\s*(?:def|class)\s+{re.escape(name)}\b", re.MULTILINE)
    for piece in reversed(code.pieces):
        if piece.tree is None and defines.search(piece.text) and piece.syntax_error is not None:
            return with_caret(piece, piece.syntax_error)
    return ""


def misnamed(name: str, code: Code, wanted: Wanted) -> str:
    """A definition under another name, or inside of another one."""
    for found in _others(code, wanted):
        if is_name_of(found.name, name):
            return (
                f"There is no `{name}`, but `{found.name}` ({found.at(found.node)}): did you mean `{name}`?"
            )
    for outer, node in _within(code):
        if node.name == name:
            return f"`{name}` ({outer.at(node)}) stands inside of `{outer.name}`: move it to the left."
    return ""


def _others(code: Code, wanted: Wanted) -> Iterator[Definition]:
    return (d for d in code.definitions.values() if not wanted.home(d.name))


def _within(code: Code) -> Iterator[tuple[Definition, Function | ast.ClassDef]]:
    for outer in code.definitions.values():
        for node in ast.walk(outer.node):
            if node is not outer.node and isinstance(node, Function | ast.ClassDef):
                yield outer, node


def missing_method(found: Definition, methods: tuple[str, ...], code: Code) -> str:
    """A method that a class does not have, where it stands under another name, or elsewhere."""
    assert isinstance(found.node, ast.ClassDef)
    own = found.methods
    if found.node.bases:
        return ""
    if "__init__" not in own:
        for name, node in own.items():
            if _INIT.fullmatch(name):
                return (
                    f"`{name}` ({found.at(node)}) is never called: what Python calls is `__init__`, with two "
                    "underscores on each side."
                )
    for method in (m for m in methods if m not in own and not _is_given(found, m)):
        said = _misspelt(found, method, methods) or _misplaced(found, method, code)
        if said:
            return said
    return ""


def _is_given(found: Definition, method: str) -> bool:
    """Whether something else gives it: ``forward = __call__``."""
    return any(isinstance(n, ast.Name) and n.id == method for s in found.node.body for n in ast.walk(s))


def _misspelt(found: Definition, method: str, methods: tuple[str, ...]) -> str:
    for name, node in found.methods.items():
        if name not in methods and meant(name, [method]):
            return (
                f"`{found.name}` has no `{method}`, but `{name}` ({found.at(node)}): did you mean `{method}`?"
            )
    return ""


def _misplaced(found: Definition, method: str, code: Code) -> str:
    for outer in found.functions:
        for node in ast.walk(outer):
            if node is not outer and isinstance(node, Function) and node.name == method:
                return (
                    f"`{method}` ({found.at(node)}) stands inside of `{outer.name}`: move it to the left, to "
                    f"where `{outer.name}` begins."
                )
    alone = code.definitions.get(method)
    if alone is not None and isinstance(alone.node, Function) and "self" in parameters_of(alone.node)[:1]:
        where = alone.at(alone.node)
        return f"`{method}` ({where}) stands outside of `{found.name}`: move it to the right, into the class."
    return ""


def syntax_error_at(cell: int, line: int, code: Code) -> str:
    """The syntax error that kept a cell from running, with its line and a caret; "" if it was none."""
    piece = code.pieces[cell - 1] if 0 < cell <= len(code.pieces) else None
    error = piece.syntax_error if piece is not None and piece.tree is None else None
    return with_caret(piece, error) if piece and error is not None and (error.lineno or 0) == line else ""
