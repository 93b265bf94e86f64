"""A learner's code as it is read: pieces, what they define, and where."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.cleaning import clean
from autograder.submissions.loading import is_for_the_notebook_only
from autograder.submissions.salvage import UNPARSABLE, without_magics

MAX_PIECE = 100_000
MAX_LINE = 100
Function = ast.FunctionDef | ast.AsyncFunctionDef
_PLACE = re.compile(r"(.*), line (\d+)(?::|$)")


@dataclass(frozen=True)
class Piece:
    """A cell of the learner's, as it is written.

    Attributes
    ----------
    label : str
        What places in it begin with: ``code cell 3``.
    source : str
        Its text; an empty line for each line of the file above it, where lines are a file's.
    """

    label: str
    source: str

    @cached_property
    def text(self) -> str:
        """The source without what only a notebook understands."""
        return without_magics(self.source) if self._parsed(self.source) is None else self.source

    @cached_property
    def tree(self) -> ast.Module | None:
        """What it says; None if it is no Python."""
        return self._parsed(self.text)

    @property
    def syntax_error(self) -> SyntaxError | None:
        """What keeps it from being Python."""
        try:
            ast.parse(self.text[:MAX_PIECE])
        except SyntaxError as error:
            return error
        except UNPARSABLE:
            return None
        return None

    def place(self, line: int) -> str:
        """A line of it, as tracebacks say it."""
        return f"{self.label}, line {line}"

    def _parsed(self, source: str) -> ast.Module | None:
        if len(source) > MAX_PIECE:
            return None
        try:
            return ast.parse(source)
        except UNPARSABLE:
            return None


@dataclass(frozen=True)
class Definition:
    """A function or class of the learner's, at the top of a piece."""

    piece: Piece
    node: Function | ast.ClassDef

    @property
    def name(self) -> str:
        """Its name."""
        return self.node.name

    def at(self, node: ast.AST) -> str:
        """The place of a part of it."""
        return self.piece.place(getattr(node, "lineno", self.node.lineno))

    @property
    def is_class(self) -> bool:
        """Whether it is a class."""
        return isinstance(self.node, ast.ClassDef)

    @property
    def methods(self) -> dict[str, Function]:
        """The methods of a class; the last one of a name counts."""
        return {n.name: n for n in self.node.body if isinstance(n, Function)}

    @property
    def functions(self) -> list[Function]:
        """Itself, or the methods of a class."""
        return list(self.methods.values()) if isinstance(self.node, ast.ClassDef) else [self.node]


@dataclass(frozen=True)
class Code:
    """All that a learner has written, in the order in which it runs."""

    pieces: tuple[Piece, ...]

    @classmethod
    def of_cells(cls, cells: Sequence[str]) -> Code:
        """The cells of a file, numbered as they are where it is run."""
        return cls(tuple(Piece(f"code cell {i}", cell) for i, cell in enumerate(cells, start=1)))

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """What is defined at the top; the last one of a name counts."""
        return {d.name: d for d in self._definitions()}

    def _definitions(self) -> Iterator[Definition]:
        for piece in self.pieces:
            if is_for_the_notebook_only(piece.source):
                continue
            for node in piece.tree.body if piece.tree is not None else []:
                if isinstance(node, Function | ast.ClassDef):
                    yield Definition(piece, node)

    def names(self) -> set[str]:
        """Every name that something is put into at the top, or that is imported."""
        found = set(self.definitions)
        for piece in self.pieces:
            for node in piece.tree.body if piece.tree is not None else []:
                if isinstance(node, ast.Import | ast.ImportFrom):
                    found |= {(a.asname or a.name).partition(".")[0] for a in node.names}
                elif isinstance(node, ast.Assign | ast.AnnAssign):
                    found |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and is_set(n)}
        return found

    def at(self, where: str) -> tuple[Piece, int] | None:
        """The piece and the line that an exception's place names; None if it is not of this code."""
        match = _PLACE.match(where.split("\n")[0])
        if match is None:
            return None
        piece = next((p for p in self.pieces if p.label == match[1]), None)
        return (piece, int(match[2])) if piece is not None else None


def is_set(node: ast.AST) -> bool:
    """Whether something is put into a name, an attribute or an entry."""
    return isinstance(getattr(node, "ctx", None), ast.Store)


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """All parts of a function but those of functions and classes in it."""
    waiting = list(ast.iter_child_nodes(node))
    while waiting:
        part = waiting.pop(0)
        yield part
        if not isinstance(part, Function | ast.ClassDef | ast.Lambda):
            waiting += ast.iter_child_nodes(part)


def parts_on(piece: Piece, line: int) -> Iterator[ast.AST]:
    """The parts of a piece that stand on a line."""
    for node in ast.walk(piece.tree) if piece.tree is not None else []:
        if getattr(node, "lineno", 0) <= line <= (getattr(node, "end_lineno", 0) or 0):
            yield node


def short(node: ast.AST) -> str:
    """A part of the code as one would type it."""
    return clean(ast.unparse(node), MAX_LINE)


def with_caret(piece: Piece, error: SyntaxError) -> str:
    """A syntax error: its place and words, the line, and a caret beneath."""
    line = error.lineno or 1
    said = f"{piece.place(line)}: {type(error).__name__}: {clean(error.msg, 200)}"
    lines = piece.text.splitlines()
    if not 1 <= line <= len(lines):
        return said
    written = clean(lines[line - 1].expandtabs(4).rstrip(), MAX_LINE)
    before = lines[line - 1][: max((error.offset or 1) - 1, 0)].expandtabs(4)
    indent = len(written) - len(written.lstrip())
    caret = max(len(before) - indent, 0)
    shown = f"{said}\n    {written.lstrip()}"
    return f"{shown}\n    {' ' * caret}^" if caret <= len(written.lstrip()) else shown
