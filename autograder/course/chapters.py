"""The course as its sources tell it: chapters, exercises, points, and what depends on what."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.percent import Cell, percent_cells

PACKAGE = Path(__file__).parent.parent
SOLUTIONS = PACKAGE.parent / "solutions"
HIDDEN_GRADERS = PACKAGE / "graders" / "hidden"
PUBLIC_CHECKS = PACKAGE / "graders" / "public"
CHAPTER_NAME = re.compile(r"ch\d\d_[a-z_]+")
_EARLIER = re.compile(r"^from solutions\.(ch\d\d_\w+) import", re.MULTILINE)


NAMES_OF_CHAPTERS = "a chapter is called ch, two digits, _ and small letters, such as ch09_recurrent_networks"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


class CourseError(Exception):
    """A chapter that does not exist, or whose source is not well-formed."""


@dataclass(frozen=True)
class Exercise:
    """One exercise of a chapter.

    Attributes
    ----------
    name : str
        Unique within its chapter; nbgrader's grade_id.
    points : int
        What it is worth.
    needs : tuple of str
        Other exercises of the chapter that a right answer calls.
    defines : tuple of str
        Functions and classes in its cell.
    source : str
        The cell, reference answer included. Never leaves the grader but as compiled code beneath
        *another* exercise.
    """

    name: str
    points: int
    needs: tuple[str, ...]
    defines: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Chapter:
    """A chapter: its exercises in order, and the earlier chapters it builds on."""

    name: str
    exercises: tuple[Exercise, ...]
    earlier: tuple[str, ...]
    path: Path
    code: tuple[tuple[str, str], ...]  # every code cell: the exercise it answers, or "", and its source

    def exercise(self, name: str) -> Exercise:
        """The exercise called `name`."""
        for candidate in self.exercises:
            if candidate.name == name:
                return candidate
        raise CourseError(f"{self.name} has no exercise {name}; it has {self._names()}")

    def beneath(self, name: str) -> tuple[Exercise, ...]:
        """Every exercise that `name` needs, directly or through others, in the chapter's order."""
        wanted: set[str] = set()
        waiting = list(self.exercise(name).needs)
        while waiting:
            need = waiting.pop()
            if need not in wanted:
                wanted.add(need)
                waiting += self.exercise(need).needs
        return tuple(e for e in self.exercises if e.name in wanted and e.name != name)

    def cells_with(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """The chapter's code with some reference answers replaced, by exercise."""
        return tuple(answers.get(name, source) for name, source in self.code)

    @property
    def asked(self) -> frozenset[str]:
        """The functions and classes that its exercises ask for."""
        return frozenset(name for exercise in self.exercises for name in exercise.defines)

    @property
    def points(self) -> int:
        """What the whole chapter is worth."""
        return sum(e.points for e in self.exercises)

    def _names(self) -> str:
        return ", ".join(e.name for e in self.exercises)


def chapter_names() -> tuple[str, ...]:
    """Names of all chapters, in the book's order."""
    return tuple(sorted(p.stem for p in SOLUTIONS.glob("ch*.py") if CHAPTER_NAME.fullmatch(p.stem)))


def chapter_told_by(path: Path) -> str:
    """The chapter that a path's own name, or else its folder's, says.

    Raises
    ------
    CourseError
        If neither does.
    """
    known = chapter_names()
    for name in (path.stem, path.resolve().parent.name):
        if name in known:
            return name
        match = CHAPTER_NAME.search(name)
        if match and match[0] in known:
            return match[0]
    raise CourseError(f"{path.name} does not tell its chapter; give --chapter with one of {', '.join(known)}")


@cache
def load_chapter(name: str) -> Chapter:
    """Read a chapter's source.

    Raises
    ------
    CourseError
        If there is no such chapter, or an exercise's marker is wrong.
    """
    path = SOLUTIONS / f"{name}.py"
    if name not in chapter_names():
        if not SOLUTIONS.is_dir():
            raise CourseError(
                "this install has no solutions to grade with; run from a checkout of the course"
            )
        if path.is_file():
            raise CourseError(f"solutions/{path.name}: {NAMES_OF_CHAPTERS}")
        raise CourseError(f"there is no chapter {name}; the chapters are {', '.join(chapter_names())}")
    text = path.read_text(encoding="utf-8")
    check_source(path, text)
    cells = percent_cells(text)
    exercises = tuple(_exercise(c, name) for c in cells if c.is_code and "exercise" in c.options)
    code = tuple((c.options.get("exercise", ""), c.source) for c in cells if c.is_code)
    chapter = Chapter(name, exercises, tuple(sorted(set(_EARLIER.findall(text)))), path, code)
    _check_names(chapter)
    return chapter


def check_source(path: Path, text: str) -> None:
    """See that an author's file is Python, and that its solution regions open and close within functions.

    Raises
    ------
    CourseError
        With the file and the line.
    """
    where = f"{path.parent.name}/{path.name}, line"
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        said = (error.text or "").strip()
        raise CourseError(f"{where} {error.lineno}: {error.msg}: {said}") from None
    inside = {
        number
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 2)  # an END may stand behind it
    }
    opened = 0
    for number, line in enumerate(text.splitlines(), start=1):
        marker = line.strip()
        if opened and (marker == BEGIN or line.startswith("# %%")):
            raise CourseError(f"{where} {opened}: {BEGIN} is never closed: write {END} below the answer")
        if marker == END and not opened:
            raise CourseError(f"{where} {number}: {END} without {BEGIN} above it")
        if marker == BEGIN and number not in inside:
            raise CourseError(f"{where} {number}: {BEGIN} is outside a function; put it inside each method")
        if marker in (BEGIN, END):
            opened = number if marker == BEGIN else 0
    if opened:
        raise CourseError(f"{where} {opened}: {BEGIN} is never closed: write {END} below the answer")


def _exercise(cell: Cell, chapter: str) -> Exercise:
    name, points = cell.options["exercise"], cell.options.get("points", "")
    if not points.isdigit() or int(points) < 1:
        raise CourseError(f"{chapter}: exercise {name} needs whole points, e.g. points=2")
    needs = tuple(cell.options.get("needs", "").split())
    defined = ast.parse(cell.source).body
    names = tuple(n.name for n in defined if isinstance(n, ast.FunctionDef | ast.ClassDef))
    return Exercise(name, int(points), needs, names, cell.source)


def _check_names(chapter: Chapter) -> None:
    names = [e.name for e in chapter.exercises]
    for exercise in chapter.exercises:
        if names.count(exercise.name) > 1:
            raise CourseError(f"{chapter.name}: two exercises are called {exercise.name}")
        unknown = set(exercise.needs) - set(names)
        if unknown:
            raise CourseError(f"{chapter.name}: {exercise.name} needs {', '.join(unknown)}: no such exercise")
