"""First aid names a beginner's slip on the learner's own line, and says nothing where nothing is certain."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from contextlib import redirect_stdout
from functools import cache

import numpy as np
import pytest

from autograder.course.chapters import PUBLIC_CHECKS, chapter_names, load_chapter
from autograder.desk.aiding import aid, wanted_of
from autograder.desk.bench import Bench
from autograder.desk.telling import Opened
from autograder.first_aid.code import Code
from autograder.grading.judge import Outcome
from autograder.mistakes.alternatives import load_alternatives
from autograder.submissions.reading import Submission
from autograder.testing.failures import CheckFailure
from autograder.testing.students import LocalStudent
from tests.slips import Slip, load_slips

FILE = "answers.py"


@cache
def bench_of(chapter: str) -> Bench:
    return Bench(PUBLIC_CHECKS / f"test_{chapter}.py")


def opened_with(chapter: str, exercise: str, code: str) -> tuple[Opened, Sequence[Outcome]]:
    """A file with one answer that is not the reference's, and what becomes of its public checks."""
    cells = load_chapter(chapter).cells_with({exercise: code})
    bench = bench_of(chapter)
    with redirect_stdout(io.StringIO()), warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):
        student = LocalStudent.from_cells(cells)
        outcomes = [bench.run(check, student) for check in bench.checks if check.exercise == exercise]
    return Opened(Submission(FILE, cells, "", lines=(1,) * len(cells)), student, chapter), outcomes


def what_is_missed(slip: Slip) -> str:
    """What is wrong with what is said of a slip, or ""."""
    opened, outcomes = opened_with(slip.chapter, slip.exercise, slip.code)
    code = Code.of_cells(opened.submission.cells)
    words = aid(slip.chapter, slip.exercise, code, [outcome.error for outcome in outcomes])
    said = " ".join((*opened.notes, opened.told(slip.exercise, outcomes, "").text))
    if not slip.says:
        return f"{slip.exercise} is told {words!r}\n{slip.code}" if words else ""
    is_said = slip.says in " ".join(said.split())
    return "" if is_said else f"{slip.exercise} is not told {slip.says!r} but {said!r}\n{slip.code}"


@pytest.mark.parametrize("chapter", chapter_names())
def test_each_slip_gets_its_words_and_no_other_mistake_gets_any(chapter: str) -> None:
    missed = [words for slip in load_slips(chapter) if (words := what_is_missed(slip))]
    assert not missed, "\n".join(missed)


def test_there_are_at_least_150_slips_and_some_of_every_chapter() -> None:
    counts = [len(list(load_slips(chapter))) for chapter in chapter_names()]
    assert sum(counts) >= 150
    assert min(counts) > 0


@pytest.mark.parametrize("chapter", chapter_names())
def test_nothing_in_a_right_answer_looks_like_a_slip(chapter: str) -> None:
    course = load_chapter(chapter)
    answers = [(a.exercise, a.code) for a in load_alternatives(chapter)]
    answers += [(e.name, e.source) for e in course.exercises]
    for exercise, code in answers:
        cells = Code.of_cells(course.cells_with({exercise: code}))
        words = aid(chapter, exercise, cells, [CheckFailure("as if it were wrong")])
        assert words == "", f"{exercise} is told {words!r}\n{code}"


def test_what_is_asked_for_is_known_from_what_is_handed_out() -> None:
    for chapter in chapter_names():
        wanted = wanted_of(chapter)
        for exercise in load_chapter(chapter).exercises:
            assert wanted.names(exercise.name) == exercise.defines
