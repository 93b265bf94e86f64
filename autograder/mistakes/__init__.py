"""Named wrong answers: what learners really write, with a teacher's name, an explanation and a hint.

A chapter's mistakes are cells of ``chNN_name.py`` beside this file::

    # %% exercise="softmax" mistake="softmax over the whole batch" fails="test_each_row_sums_to_one"
    # You divided by the sum of all rows together, not by each row's own.
    # Hint: Along which axis of a batch do the classes lie?
    # -     exp_a = np.exp(a - np.max(a, axis=-1, keepdims=True))
    # +     exp_a = np.exp(a - np.max(a))

A cell holds either a whole answer or, as here, a change of the reference answer: lines to take out (``-``)
and to put in their place (``+``), as many times as needed; ``# @ def backward`` looks only below that line.
Where the mistake is a syntax error, its explanation says that "Python cannot read" it.
None of it ever leaves the repository: a student's folder carries fingerprints.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.course.chapters import Chapter, Exercise, load_chapter
from autograder.course.sources import CourseError, exercise_cells, parsed, place, read
from autograder.percent import Cell

FOLDER = Path(__file__).parent
OPTIONS = ("exercise", "mistake", "fails")
UNREADABLE = "Python cannot read"  # what the explanation of a mistake says that is a syntax error


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that has a name.

    Attributes
    ----------
    chapter, exercise : str
        What it answers wrongly.
    name : str
        As a teacher would call it.
    explanation : str
        One sentence that says what was done.
    hint : str
        Where to look, without giving the line away.
    fails : tuple of str
        Hidden checks that it must fail, at least.
    code : str
        The whole answer.
    """

    chapter: str
    exercise: str
    name: str
    explanation: str
    hint: str
    fails: tuple[str, ...]
    code: str

    def __str__(self) -> str:
        return f"{self.exercise}: {self.name}"


@cache
def load_mistakes(chapter: str) -> tuple[Mistake, ...]:
    """The named mistakes of a chapter; none if it has no bank.

    Raises
    ------
    CourseError
        If a cell is not well-formed.
    """
    path = FOLDER / f"{chapter}.py"
    cells = exercise_cells(path, read(path), OPTIONS) if path.is_file() else []
    course = load_chapter(chapter)
    found: dict[tuple[str, str], Mistake] = {}
    for cell in (c for c in cells if "exercise" in c.options):
        if UNREADABLE not in cell.source:
            parsed(path, cell.source, cell.line)
        mistake = mistake_in(cell, course, place(path, cell.marked))
        if (mistake.exercise, mistake.name) in found:
            raise CourseError(
                f"{place(path, cell.marked)}: {mistake.exercise} has two mistakes called {mistake.name!r}"
            )
        found[mistake.exercise, mistake.name] = mistake
    return tuple(found.values())


def mistake_in(cell: Cell, chapter: Chapter, place: str = "") -> Mistake:
    """The mistake that a cell of a bank holds; if it holds none, it is said at which `place`.

    Raises
    ------
    CourseError
        If it is not well-formed.
    """
    exercise = chapter.exercise(cell.options["exercise"], asked_in=place)
    name = cell.options.get("mistake", "")
    where = f"{place or chapter.name}: {exercise.name}, mistake {name!r}"
    lines = cell.source.splitlines()
    prose = [line[2:].strip() for line in lines if line.startswith("# ") and line[2:3] not in "-+@"]
    explanation, found, hint = " ".join(prose).partition("Hint:")
    fails = tuple(cell.options.get("fails", "").split())
    if not (name and explanation and found and fails):
        raise CourseError(f"{where}: needs a name, an explanation, a `Hint:`, and the checks that it fails")
    edits = [line[2:] for line in lines if line.startswith(("# -", "# +", "# @"))]
    code = "\n".join(line for line in lines if not line.startswith("# ")).strip("\n")
    if bool(edits) == bool(code.strip()):
        raise CourseError(f"{where}: give either a whole answer or `# -` and `# +` lines")
    code = code + "\n" if code else edited(exercise, edits, where)
    if UNREADABLE not in explanation:
        _see_that_it_is_python(code, where)
    return Mistake(chapter.name, exercise.name, name, explanation.strip(), hint.strip(), fails, code)


def _see_that_it_is_python(code: str, where: str) -> None:
    try:
        ast.parse(code)
    except SyntaxError as error:
        said = (error.text or "").strip()
        raise CourseError(f"{where}: the answer is no Python: {error.msg}: {said}") from None


def edited(exercise: Exercise, edits: list[str], where: str) -> str:
    """The reference answer with some of its lines replaced.

    Raises
    ------
    CourseError
        If the lines to take out do not stand in it exactly once.
    """
    lines, after = exercise.source.splitlines(), 0
    waiting = list(edits)
    while waiting:
        if waiting[0].startswith("@"):
            text = waiting.pop(0)[1:].strip()
            after = next((i for i, line in enumerate(lines) if text in line), len(lines))
            continue
        old, new = _taken(waiting, "-"), _taken(waiting, "+")
        places = [i for i in range(after, len(lines)) if _same(lines[i : i + len(old)], old)]
        if len(places) != 1:
            said = old[0].strip() if old else "nothing to take out"
            raise CourseError(f"{where}: {said!r} stands {len(places)} times in the reference answer")
        lines[places[0] : places[0] + len(old)] = new
    return "\n".join(lines) + "\n"


def _taken(waiting: list[str], sign: str) -> list[str]:
    """The lines with this sign that come next, without it."""
    taken = []
    while waiting and waiting[0].startswith(sign):
        taken.append(waiting.pop(0)[1:].removeprefix(" "))
    return taken


def _same(lines: list[str], wanted: list[str]) -> bool:
    return bool(wanted) and [x.rstrip() for x in lines] == [x.rstrip() for x in wanted]
