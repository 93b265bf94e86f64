"""Run a student's cells into a module, statement by statement, keeping everything that works.

Used in the sealed room's child and, for self-check, in the student's own process. Standard library only:
the sealed room has nothing else.
"""

from __future__ import annotations

import ast
import codeop
import linecache
import sys
import traceback
import types
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from autograder.submissions.interrupting import NEARLY_USED, USED_UP, CellTimeout, TimeLimit
from autograder.submissions.kept import Answers, Redefined, defined_by, is_definition
from autograder.submissions.salvage import (
    DEFINITIONS,
    UNPARSABLE,
    bound_by,
    first_line,
    holding,
    parsed,
    salvaged,
    stands,
    without_magics,
)  # fmt: skip
from autograder.submissions.shell import furnish

CELL_FILE = "<{} {}>"
RAN_TOO_LONG = "ran too long while the file was loaded and was interrupted"
LATE = "from here on only definitions were run: the cells before took most of the time that loading may take"
TOO_LATE = "from here on nothing was run: the cells before used up the time that loading may take"
MAX_MESSAGE = 500
MAX_NAMES = 1000
MAX_CUT = 4  # statements of one cell
LOOP_NAMES = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")


class LoadProblem(NamedTuple):
    """A statement of a student's file that did not run; the rest of the file still counts."""

    cell: int
    line: int
    message: str


Failure = tuple[int, str]  # of a cell: the line, and what happened


@dataclass
class Loading:
    """How cells are to be loaded.

    Attributes
    ----------
    label : str
        What stands before a cell's number in tracebacks; an earlier chapter's starts with its name.
    time : TimeLimit
        What a cell and all of them may take.
    spared : collection of int
        Cells of which only the definitions are run: the rest is known to take too long, or to end everything.
    begins : callable, optional
        Told the number of each cell before it is run.
    supply : callable, optional
        Asked to bind, in a namespace, what an import statement that failed was to bind; says whether it did.
    redefined : list of Redefined
        Filled with the names that were defined in more than one cell.
    """

    label: str = "cell"
    time: TimeLimit = field(default_factory=TimeLimit)
    spared: Collection[int] = ()
    begins: Callable[[int], object] | None = None
    supply: Callable[[ast.stmt, dict[str, Any]], bool] | None = None
    redefined: list[Redefined] = field(default_factory=list)


def load_cells(
    cells: Sequence[str], module: types.ModuleType, loading: Loading | None = None
) -> Iterator[LoadProblem]:
    """Execute `cells` in `module`, going on after every error.

    Parameters
    ----------
    cells : sequence of str
        Python code, in order; notebook magics are taken out.
    module : module
        Where the definitions go.
    loading : Loading, optional
        How; by default without any limit.

    Yields
    ------
    LoadProblem
        For each statement that failed.
    """
    loading = loading or Loading()
    furnish(module.__dict__)
    loader = _Loader(module.__dict__, loading)
    is_late = False
    with loading.time as time:
        for number, cell in enumerate(cells, start=1):
            if is_for_the_notebook_only(cell):
                continue
            used = time.used
            if used >= USED_UP:
                yield LoadProblem(number, 0, TOO_LATE)
                break
            if not is_late and used >= NEARLY_USED:
                is_late = True
                yield LoadProblem(number, 0, LATE)
            if loading.begins is not None:
                loading.begins(number)
            try:
                for line, message in loader.run(number, cell, is_late or number in loading.spared):
                    yield LoadProblem(number, line, message)
            except Exception as error:  # ours: it costs this cell, and no other
                yield LoadProblem(number, 0, f"could not be loaded ({short(error)})")
    loading.redefined.extend(loader.answers.restore())


def is_for_the_notebook_only(cell: str) -> bool:
    """Whether all of a cell stands under ``if __name__ == "__main__":``; compiling it would be in vain."""
    first, *rest = cell.splitlines() or [""]
    guarded = first.replace("'", '"') == 'if __name__ == "__main__":'
    return guarded and all(line[:1] in ("", " ", "\t", "#") for line in rest)


class _Loader:
    """Runs cells in one namespace, in turn."""

    def __init__(self, namespace: dict[str, Any], loading: Loading) -> None:
        self.answers = Answers(namespace)
        self._namespace = namespace
        self._loading = loading
        self._compile = codeop.Compile()
        self._compile.flags = 0  # an unclosed bracket is no "incomplete input" here, where nobody types on
        self._number = 0
        self._filename = ""

    def run(self, number: int, cell: str, only_definitions: bool) -> Iterator[Failure]:
        """Run a cell whole and, where that fails, what comes after; lines and messages of the failures."""
        self._number, self._filename = number, CELL_FILE.format(self._loading.label, number)
        self._loading.time.begin(number, self._filename)
        source, code = cell, self._compiled(cell)
        if isinstance(code, BaseException):
            source = without_magics(cell)
            code = self._compiled(source)
        if isinstance(code, BaseException):
            yield getattr(code, "lineno", 0) or 0, short(code)
            self._remember(cell)
            yield from self._one_by_one(salvaged(cell, self._filename), only_definitions)
            return
        self._remember(source)
        names = defined_by(code)
        if only_definitions or len(names) > len(set(names)):
            yield from self._one_by_one(parsed(source, self._filename), only_definitions)
            return
        yield from self._whole(source, code)
        if not all(is_definition(self._namespace.get(name)) for name in names):
            self._define_again(source, names)
        self.answers.note(names, number)

    def _define_again(self, source: str, names: list[str]) -> None:
        """Have what a cell defined, and then bound to something else, as its definition left it."""
        for statement in parsed(source, self._filename):
            for name in bound_by(statement) if isinstance(statement, DEFINITIONS) else ():
                if name in names and not is_definition(now := self._namespace.get(name)):
                    for _ in self._one_by_one([statement], only_definitions=True):
                        pass
                    self._namespace[name] = now

    def _compiled(self, source: str) -> types.CodeType | BaseException:
        try:
            return self._compile(source, self._filename, "exec")
        except UNPARSABLE as error:
            return error

    def _remember(self, source: str) -> None:
        """Let tracebacks show the student's lines."""
        linecache.cache[self._filename] = (
            len(source), None, source.splitlines(keepends=True), self._filename,
        )  # fmt: skip

    def _whole(self, source: str, code: types.CodeType) -> Iterator[Failure]:
        try:
            exec(code, self._namespace)
        except BaseException as error:
            line = _line_in(self._filename, error.__traceback__)
            statements = parsed(source, self._filename)
            yield line, self._told(error, holding(statements, line))
            rest = [s for s in statements if line and first_line(s) > line]
            yield from self._one_by_one(rest, only_definitions=isinstance(error, CellTimeout))

    def _one_by_one(self, statements: Iterable[ast.stmt], only_definitions: bool) -> Iterator[Failure]:
        """Run statements; after one that took too long, no more than what can stand without it."""
        cut = 0
        if only_definitions:
            self._loading.time.begin_again()
        for statement in statements:
            if cut == MAX_CUT or self._loading.time.used >= USED_UP:
                return
            if only_definitions and not stands(statement):
                continue
            try:
                module = ast.Module([statement], [])
                exec(self._compile(module, self._filename, "exec"), self._namespace)  # type: ignore[arg-type]
            except CellTimeout:
                yield statement.lineno, RAN_TOO_LONG
                cut, only_definitions = cut + 1, True
                self._loading.time.begin_again()
            except BaseException as error:
                told = self._told(error, statement)
                if not only_definitions or isinstance(statement, DEFINITIONS):  # else it may be for our skips
                    yield statement.lineno, told
            self.answers.note(bound_by(statement), self._number)

    def _told(self, error: BaseException, statement: ast.stmt | None) -> str:
        """What happened, in a line; a failed import's names are supplied where that can be done."""
        if isinstance(error, CellTimeout):
            return RAN_TOO_LONG
        supply = self._loading.supply
        supplied = isinstance(error, ImportError) and statement is not None and supply is not None
        if supplied and supply(statement, self._namespace):  # type: ignore[misc,arg-type]
            return f"{short(error)}; names of earlier chapters stand in its place"
        return short(error)


def _line_in(filename: str, tb: types.TracebackType | None) -> int:
    """Line of a cell's own statement that an exception came through."""
    while tb is not None and tb.tb_frame.f_code.co_filename != filename:
        tb = tb.tb_next
    return tb.tb_lineno if tb is not None else 0


def short(error: BaseException) -> str:
    """An exception in a line."""
    try:
        said = error.msg if isinstance(error, SyntaxError) else str(error)
        text = f"{type(error).__name__}: {said}" if said else type(error).__name__
    except BaseException:
        text = type(error).__name__
    return text[:MAX_MESSAGE]


def describe_exception(
    error: BaseException, tb: types.TracebackType | None
) -> tuple[tuple[str, ...], str, str]:
    """Class names (nearest first), message, and the student's own line where it happened."""
    names = tuple(c.__name__[:80] for c in type(error).__mro__[:6])
    try:
        message = str(error)[:MAX_MESSAGE]
    except BaseException:
        message = ""
    where = ""
    for frame in traceback.extract_tb(tb):
        if frame.filename.startswith("<cell "):
            where = f"code {frame.filename[1:-1]}, line {frame.lineno}: {frame.line or ''}"[:200]
    return names, message, where


def calls_made(function: Callable[..., Any], args: tuple[Any, ...]) -> list[str]:
    """Names of the functions of the same module (or notebook) that one call enters, without its own.

    A reference beneath the student's code counts as well; the loop inside a comprehension does not.
    """
    names: list[str] = []
    home = getattr(getattr(function, "__func__", function), "__globals__", None)

    def watch(frame: types.FrameType, event: str, _: object) -> None:
        name = frame.f_code.co_name
        counts = frame.f_globals is home and name not in LOOP_NAMES and len(names) < MAX_NAMES
        if event == "call" and counts:
            names.append(name)

    sys.setprofile(watch)
    try:
        function(*args)
    finally:
        sys.setprofile(None)
    return names[1:]
