"""A mistake costs once: what is built on it keeps its points, for every dependency within a chapter."""

from __future__ import annotations

import re

import pytest

from autograder.course.chapters import chapter_names, load_chapter
from autograder.grading.grader import Grader
from autograder.grading.verdicts import ExerciseResult
from autograder.mistakes import load_mistakes
from autograder.mistakes.alternatives import load_alternatives
from autograder.submissions.reading import read_submission

BUILT_ON = [
    (name, need, exercise.name)
    for name in chapter_names()
    for exercise in load_chapter(name).exercises
    for need in exercise.needs
]


def ways_to_build(chapter: str, exercise: str, need: str) -> list[str]:
    """Right answers to an exercise that call another one: the reference's, or somebody else's."""
    course = load_chapter(chapter)
    answers = [a.code for a in load_alternatives(chapter) if a.exercise == exercise]
    called = re.compile("|".join(rf"\b{name}\(" for name in course.exercise(need).defines))
    reference = course.exercise(exercise).source
    return [a for a in (reference, *answers) if called.search(a)] or [reference]  # called through an argument


def judged(grader: Grader, chapter: str, answers: dict[str, str]) -> dict[str, ExerciseResult]:
    cells = load_chapter(chapter).cells_with(answers)
    text = "".join(f"# %%\n{cell}\n" for cell in cells)
    report = grader.grade(read_submission(text.encode(), "x.py"), chapter)
    return {e.name: e for e in report.exercises}


@pytest.mark.parametrize(("chapter", "need", "exercise"), BUILT_ON)
def test_what_is_built_on_a_mistake_keeps_its_points(
    chapter: str, need: str, exercise: str, grader: Grader
) -> None:
    ways = ways_to_build(chapter, exercise, need)
    for way in ways:
        for mistake in (m for m in load_mistakes(chapter) if m.exercise == need):
            results = judged(grader, chapter, {need: mistake.code, exercise: way})
            assert results[need].points < results[need].max_points
            built = results[exercise]
            assert built.points == built.max_points
            if built.carried_forward:
                assert not all(check.own for check in built.checks)
                return
    pytest.fail(f"no mistake in {need} reaches {exercise}: it does not need it")
