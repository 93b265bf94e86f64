"""Run a student's cells into a module, statement by statement, keeping everything that works.

Used in the sealed room's child and, for self-check, in the student's own process. Standard library only:
the sealed room has nothing else.
"""

from __future__ import annotations

import ast
import codeop
import linecache
import re
import signal
import sys
import traceback
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

CELL_FILE = "<{} {}>"
_LINE_MAGIC = re.compile(r"^\s*(%|!|\?|\w+\?)")
_HARMLESS_CELL_MAGIC = re.compile(r"^\s*%%(time|timeit|capture|prun)\b")
_ANY_CELL_MAGIC = re.compile(r"^\s*%%\w+")
RAN_TOO_LONG = "ran too long while the file was loaded and was interrupted"
MAX_MESSAGE = 500
UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
MAX_NAMES = 1000
MAX_INTERRUPTIONS = 4
ASLEEP = 5
LOOP_NAMES = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")


class LoadProblem(NamedTuple):
    """A statement of a student's file that did not run; the rest of the file still counts."""

    cell: int
    line: int
    message: str


class CellTimeout(BaseException):
    """Raised inside a statement that runs longer than loading may take."""


def load_cells(
    cells: Sequence[str],
    module: types.ModuleType,
    seconds_per_cell: float | None = None,
    label: str = "cell",
    on_stuck: Callable[[int], None] | None = None,
) -> Iterator[LoadProblem]:
    """Execute `cells` in `module`, going on after every error.

    Parameters
    ----------
    cells : sequence of str
        Python code, in order; notebook magics are taken out.
    module : module
        Where the definitions go.
    seconds_per_cell : float, optional
        Processor time after which a cell's current statement is interrupted (`ASLEEP` times that, by the
        clock on the wall).
    label : str
        What stands before a cell's number in tracebacks; an earlier chapter's starts with its name.
    on_stuck : callable, optional
        Called with the number of a cell that goes on in spite of several interruptions.

    Yields
    ------
    LoadProblem
        For each statement that failed.
    """
    namespace = module.__dict__
    namespace.setdefault("input", _no_input)
    compiler = codeop.Compile()
    compiler.flags = 0  # an unclosed bracket is no "incomplete input" here, where nobody types on
    with _TimeLimit(seconds_per_cell, on_stuck) as time_limit:
        for number, cell in enumerate(cells, start=1):
            if is_for_the_notebook_only(cell):
                continue
            filename = CELL_FILE.format(label, number)
            time_limit.begin(number, filename)
            for line, message in _run_cell(cell, namespace, compiler, filename):
                yield LoadProblem(number, line, message)


def is_for_the_notebook_only(cell: str) -> bool:
    """Whether all of a cell stands under ``if __name__ == "__main__":``; compiling it would be in vain."""
    first, *rest = cell.splitlines() or [""]
    guarded = first.replace("'", '"') == 'if __name__ == "__main__":'
    return guarded and all(line[:1] in ("", " ", "\t", "#") for line in rest)


def _run_cell(
    cell: str, namespace: dict[str, Any], compiler: codeop.Compile, filename: str
) -> Iterator[tuple[int, str]]:
    """Run a cell whole and, where that fails, what comes after; lines and messages of the failures."""
    source = cell
    try:
        code = compiler(source, filename, "exec")
    except UNPARSABLE:
        source = without_magics(cell)
        try:
            code = compiler(source, filename, "exec")
        except UNPARSABLE as error:
            yield getattr(error, "lineno", 0) or 0, short(error)
            _remember(filename, source)
            yield from _run(salvaged(source, filename), namespace, compiler, filename)
            return
    _remember(filename, source)
    try:
        exec(code, namespace)
    except CellTimeout as error:
        yield _line_in(filename, error.__traceback__), RAN_TOO_LONG
    except BaseException as error:
        line = _line_in(filename, error.__traceback__)
        yield line, short(error)
        rest = [s for s in parsed(source, filename) if _first_line(s) > line]
        yield from _run(rest if line else [], namespace, compiler, filename)


def _run(
    statements: Iterable[ast.stmt], namespace: dict[str, Any], compiler: codeop.Compile, filename: str
) -> Iterator[tuple[int, str]]:
    for statement in statements:
        try:
            code = compiler(ast.Module([statement], []), filename, "exec")  # type: ignore[arg-type]
            exec(code, namespace)
        except CellTimeout:
            yield statement.lineno, RAN_TOO_LONG
            return
        except BaseException as error:
            yield statement.lineno, short(error)


def _remember(filename: str, source: str) -> None:
    """Let tracebacks show the student's lines."""
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)


def _line_in(filename: str, tb: types.TracebackType | None) -> int:
    """Line of a cell's own statement that an exception came through."""
    while tb is not None and tb.tb_frame.f_code.co_filename != filename:
        tb = tb.tb_next
    return tb.tb_lineno if tb is not None else 0


def _first_line(statement: ast.stmt) -> int:
    lines: list[int] = [d.lineno for d in getattr(statement, "decorator_list", [])]
    return min([statement.lineno, *lines])


def parsed(source: str, filename: str) -> list[ast.stmt]:
    """The statements of a cell."""
    return compile(source, filename, "exec", ast.PyCF_ONLY_AST, dont_inherit=True).body  # type: ignore[attr-defined,no-any-return]


def salvaged(source: str, filename: str) -> list[ast.stmt]:
    """What still parses of a cell with a syntax error: its top-level blocks, one by one."""
    lines = source.splitlines()
    starts = [i for i, line in enumerate(lines) if re.match(r"(def|class|@|import|from)\b|@|\w+\s*=", line)]
    statements: list[ast.stmt] = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        block = "\n" * start + "\n".join(lines[start:stop])
        try:
            statements += parsed(block, filename)
        except UNPARSABLE:
            continue
    return statements


def without_magics(source: str) -> str:
    """Take notebook magics and shell escapes out of a cell that is no Python, keeping its line numbers."""
    lines = source.expandtabs(8).splitlines() if _mixes_tabs(source) else source.splitlines()
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


def _mixes_tabs(source: str) -> bool:
    indents = {line[: len(line) - len(line.lstrip())] for line in source.splitlines()}
    return any("\t" in i for i in indents) and any(" " in i for i in indents)


def _no_input(*_: object) -> str:
    raise EOFError("input() has nobody to answer it here; give the value in the code")


class _TimeLimit:
    """Interrupts a cell that runs too long; while loading only, and in the main thread.

    Parameters
    ----------
    seconds : float, optional
        As of `load_cells`; None for no limit.
    on_stuck : callable, optional
        Called with the number of a cell that swallows its interruptions.
    """

    def __init__(self, seconds: float | None, on_stuck: Callable[[int], None] | None) -> None:
        self._seconds = seconds
        self._on_stuck = on_stuck
        self._before: dict[int, Any] = {}
        self._number = self._interruptions = 0
        self._filename = ""

    def __enter__(self) -> _TimeLimit:
        if self._seconds is not None:
            self._before = {n: signal.getsignal(n) for n in (signal.SIGVTALRM, signal.SIGALRM)}
        return self

    def __exit__(self, *_: object) -> None:
        if self._seconds is not None:
            for timer in (signal.ITIMER_VIRTUAL, signal.ITIMER_REAL):
                signal.setitimer(timer, 0)
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def begin(self, number: int, filename: str) -> None:
        """The next cell's time begins."""
        self._number, self._filename, self._interruptions = number, filename, 0
        for signal_ in self._before:  # the cell before may have taken them away
            signal.signal(signal_, self._interrupt)
        if self._seconds is not None:
            # `except: continue` in an endless loop swallows an interruption: the timers go on.
            signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds, self._seconds / 4)
            signal.setitimer(signal.ITIMER_REAL, ASLEEP * self._seconds, self._seconds / 4)

    def _interrupt(self, _: int, frame: types.FrameType | None) -> None:
        if not _runs_code_of(self._filename, frame):
            return
        self._interruptions += 1
        if self._interruptions > MAX_INTERRUPTIONS and self._on_stuck is not None:
            self._on_stuck(self._number)
        raise CellTimeout


def _runs_code_of(filename: str, frame: types.FrameType | None) -> bool:
    while frame is not None and frame.f_code.co_filename != filename:
        frame = frame.f_back
    return frame is not None


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
