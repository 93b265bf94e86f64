"""Whether an exercise is all there: checks, banks, hints. What is missing is said with the lines to add."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.byhand.search import load_by_hand, not_asked
from autograder.course.chapters import (
    HIDDEN_GRADERS,
    PACKAGE,
    PUBLIC_CHECKS,
    SOLUTIONS,
    Chapter,
    Exercise,
    chapter_names,
    load_chapter,
)
from autograder.mistakes import FOLDER, load_mistakes
from autograder.mistakes.alternatives import ALTERNATIVES, load_alternatives
from autograder.percent import percent_cells
from autograder.release.grader_files import classes_of_checks

MISTAKES = 4
HINTS = 3
HINT = "<details><summary>Hint"


@dataclass(frozen=True)
class Gap:
    """Something that an exercise lacks.

    Attributes
    ----------
    file : str
        Where it belongs, from the checkout's folder.
    exercise : str
        Whose it is.
    lacks : str
        What is missing.
    lines : str
        What to add there.
    """

    file: str
    exercise: str
    lacks: str
    lines: str

    def __str__(self) -> str:
        return f"{self.file}: {self.exercise} has {self.lacks}; add:\n{textwrap.indent(self.lines, '    ')}"


def gaps(chapter: Chapter) -> Iterator[Gap]:
    """Everything that a chapter and its exercises lack."""
    if f'chapter_check("{chapter.name}")' not in chapter.path.read_text(encoding="utf-8"):
        yield _gap(chapter.path, chapter.name, "no `check` for its check cells", CHECK.format(chapter.name))
    for exercise in chapter.exercises:
        yield from _of_exercise(chapter, exercise)


def misnamed_chapters() -> list[str]:
    """Files in ``solutions/`` that are no chapter by their name."""
    return sorted(p.stem for p in SOLUTIONS.glob("[!_]*.py") if p.stem not in chapter_names())


def see_that_all_is_well_named() -> None:
    """Refuse a file that would be passed over.

    Raises
    ------
    CourseError
        If there is one.
    """
    for name in misnamed_chapters():
        load_chapter(name)


def _of_exercise(chapter: Chapter, exercise: Exercise) -> Iterator[Gap]:
    name = exercise.name
    for folder, kind, lines in ((PUBLIC_CHECKS, "public", PUBLIC), (HIDDEN_GRADERS, "hidden", HIDDEN)):
        path = folder / f"test_{chapter.name}.py"
        if not any(checks.names for checks in classes_of_checks(path) if checks.exercise == name):
            yield _gap(path, name, f"no {kind} checks", lines)
    if (count := _hints(chapter, name)) < HINTS:
        lines = "\n".join(f"# {HINT} {n}</summary>...</details>" for n in range(count + 1, HINTS + 1))
        yield _gap(chapter.path, name, f"{count} of {HINTS} hints in the prose before it", lines)
    if (count := sum(m.exercise == name for m in load_mistakes(chapter.name))) < MISTAKES:
        yield _gap(
            FOLDER / f"{chapter.name}.py", name, f"{count} named mistakes of at least {MISTAKES}", MISTAKE
        )
    if not any(a.exercise == name for a in load_alternatives(chapter.name)):
        yield _gap(ALTERNATIVES / f"{chapter.name}.py", name, "no right answer written in another way", OTHER)
    if name not in load_by_hand(chapter.name) and name not in not_asked(chapter.name):
        path = PACKAGE / "graders" / "byhand" / f"{chapter.name}.py"
        yield _gap(path, name, "no way to be asked by hand, and no reason for that", BY_HAND)


def _gap(path: Path, exercise: str, lacks: str, lines: str) -> Gap:
    file = path.relative_to(PACKAGE.parent).as_posix()
    return Gap(file, exercise, lacks, lines.replace("EXERCISE", exercise))


def _hints(chapter: Chapter, exercise: str) -> int:
    prose = ""
    for cell in percent_cells(chapter.path.read_text(encoding="utf-8")):
        if not cell.is_code:
            prose = cell.source
        elif cell.options.get("exercise") == exercise:
            return prose.count(HINT)
    return 0


CHECK = """\
from autograder import chapter_check

check = chapter_check("{}")"""
PUBLIC = """\
@exercise("EXERCISE")
class TestExercise:
    def test_a_sentence_that_a_student_reads(self, student):
        assert_close(student.EXERCISE(...), ..., given={...})"""
HIDDEN = PUBLIC.replace("student)", "student, reference, rng)")
MISTAKE = """\
# %% exercise="EXERCISE" mistake="what a teacher would call it" fails="test_that_it_must_fail"
# You did this.
# Hint: What would help?
# - a line of the reference answer
# + what learners write in its place"""
OTHER = """\
# %% exercise="EXERCISE" way="with a loop"
def EXERCISE(...):
    ..."""
BY_HAND = """\
BY_HAND["EXERCISE"] = by_hand("EXERCISE(x)", x=sampled_from((-1.0, 0.0, 2.0)))
# or, where no small inputs can be asked:
NOT_ASKED = {"EXERCISE": "the reason"}"""
