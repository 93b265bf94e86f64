"""Files that course authors write, read so that whatever is wrong is one sentence with file and line."""

from __future__ import annotations

import ast
import re
import shlex
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.percent import Cell, percent_cells

CHECKOUT = Path(__file__).parents[2]
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_ALMOST_A_MARKER = re.compile(r"#[\s%]*%[\s%]*(?=exercise\b)")


class CourseError(Exception):
    """A chapter that does not exist, or something of an author's that is not well-formed."""


def place(path: Path, line: int) -> str:
    """Where something stands, as messages say it."""
    file = path.relative_to(CHECKOUT) if path.is_relative_to(CHECKOUT) else Path(path.parent.name, path.name)
    return f"{file.as_posix()}, line {line}"


def read(path: Path) -> str:
    """The text of a file.

    Raises
    ------
    CourseError
        If it is not UTF-8.
    """
    data = path.read_bytes()
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CourseError(f"{place(path, line)}: this is not UTF-8: save the file as UTF-8") from None


def parsed(path: Path, text: str, first: int = 1) -> ast.Module:
    """What stands in a file from its line `first` on, as Python.

    Raises
    ------
    CourseError
        If it is none.
    """
    try:
        return ast.parse(text)
    except SyntaxError as error:
        said = f": {error.text.strip()}" if error.text else ""
        line = first - 1 + (error.lineno or 1)
        raise CourseError(f"{place(path, line)}: {error.msg}{said}") from None
    except ValueError as error:  # a NUL, on older Pythons
        raise CourseError(f"{place(path, first)}: {error}") from None


@contextmanager
def importing(path: Path) -> Iterator[None]:
    """Around running a file's own lines.

    Raises
    ------
    CourseError
        If they raise, with the line that did.
    """
    try:
        yield
    except SyntaxError as error:
        at = Path(error.filename or path)
        raise CourseError(f"{place(at, error.lineno or 1)}: {error.msg}") from None
    except CourseError:
        raise
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        line = next((f.lineno for f in reversed(frames) if f.filename == str(path)), None) or 1
        raise CourseError(f"{place(path, line)}: {type(error).__name__}: {error}") from None


def exercise_cells(path: Path, text: str, options: tuple[str, ...]) -> list[Cell]:
    """The cells of a percent script whose markers may have these options, ``exercise`` first.

    Raises
    ------
    CourseError
        If a marker is misspelt: its cell would be passed over.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if _ALMOST_A_MARKER.match(line) and not re.match(r"# ?%%\s", line):
            raise CourseError(f"{place(path, number)}: a marker begins with `# %%`, not with {line[:12]!r}")
    cells = percent_cells(text)
    for cell in cells:
        if cell.is_code and ("=" in cell.title or "exercise" in cell.title):
            _see_that_it_can_be_read(place(path, cell.marked), cell.title, options)
    return cells


def _see_that_it_can_be_read(where: str, title: str, options: tuple[str, ...]) -> None:
    written = " ".join(f'{option}="..."' for option in options)
    try:
        words = [word.partition("=") for word in shlex.split(title)]
    except ValueError as error:
        raise CourseError(f"{where}: {str(error).lower()} in this marker: {title}") from None
    bare = re.search(r"""(?:^|\s)(\w+)=(?!["'\d])(\S*)""", title)
    if bare is not None:
        raise CourseError(f'{where}: quotes are missing in this marker: write {bare[1]}="{bare[2]}"')
    given = [name for name, _, _ in words]
    unknown = next((name for name, equals, _ in words if not equals or name not in options), None)
    if unknown is not None:
        raise CourseError(f"{where}: {unknown!r} in a marker is not understood; write # %% {written}")
    twice = next((name for name in given if given.count(name) > 1), None)
    if twice is not None:
        raise CourseError(f"{where}: this marker gives {twice}= twice")
    if "exercise" not in given:
        raise CourseError(f"{where}: this marker names no exercise; write # %% {written}")


def see_that_regions_close(path: Path, text: str) -> None:
    """See that a file is Python, and that its solution regions open and close within functions.

    Raises
    ------
    CourseError
        With the file and the line.
    """
    functions = [node for node in ast.walk(parsed(path, text)) if isinstance(node, ast.FunctionDef)]
    opened = 0
    for number, line in enumerate(text.splitlines(), start=1):
        marker = line.strip()
        if opened and (marker == BEGIN or line.startswith("# %%")):
            raise CourseError(f"{place(path, opened)}: {BEGIN} is never closed: write {END} below the answer")
        if marker == END and not opened:
            raise CourseError(f"{place(path, number)}: {END} without {BEGIN} above it")
        if marker == BEGIN and not any(_is_within(f, number, line) for f in functions):
            raise CourseError(
                f"{place(path, number)}: {BEGIN} is outside a function; put it inside each method"
            )
        if marker in (BEGIN, END):
            opened = number if marker == BEGIN else 0
    if opened:
        raise CourseError(f"{place(path, opened)}: {BEGIN} is never closed: write {END} below the answer")


def _is_within(function: ast.FunctionDef, number: int, line: str) -> bool:
    """Whether a comment line belongs to a function: also where its docstring is all that stands above."""
    indent = len(line) - len(line.lstrip())
    last = function.end_lineno or function.lineno
    return function.lineno < number <= last + 1 and indent > function.col_offset
