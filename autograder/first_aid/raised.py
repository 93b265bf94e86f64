"""An exception of the learner's code, and where it came from."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.first_aid.code import Code, Definition, Function, Piece, inside, is_set, parts_on
from autograder.first_aid.wanted import parameters_of
from autograder.testing.students import StudentError


@dataclass(frozen=True)
class Raised:
    """An exception of the learner's code.

    Attributes
    ----------
    kind, message : str
        Its class and text.
    piece, line : Piece, int
        Where it came from.
    function : Function or None
        The function or method around that line.
    owner : Definition or None
        What that is, or belongs to.
    """

    kind: str
    message: str
    piece: Piece
    line: int
    function: Function | None
    owner: Definition | None

    @property
    def where(self) -> str:
        """Its place."""
        return self.piece.place(self.line)

    def calls(self) -> Iterator[ast.Call]:
        """The calls on its line."""
        return (n for n in parts_on(self.piece, self.line) if isinstance(n, ast.Call))

    def names_around(self) -> set[str]:
        """Parameters of the function around, and what is set in it."""
        if self.function is None:
            return set()
        stored = {n.id for n in inside(self.function) if isinstance(n, ast.Name) and is_set(n)}
        return stored | set(parameters_of(self.function))


def raised_of(error: BaseException | None, code: Code) -> Raised | None:
    """What an exception says, if it came from a line of this code."""
    if not isinstance(error, StudentError) or "\n" in error.where:
        return None
    found = code.at(error.where)
    if found is None:
        return None
    piece, line = found
    owner = next((d for d in code.definitions.values() if d.piece is piece and _holds(d.node, line)), None)
    function = next((f for f in owner.functions if _holds(f, line)), None) if owner is not None else None
    return Raised(error.type_name, error.message, piece, line, function, owner)


def _holds(node: ast.AST, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or 0)  # type: ignore[attr-defined,no-any-return]
