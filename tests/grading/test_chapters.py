"""References earn everything, stubs earn nothing: as notebook and as twin, in the sealed room."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.chapters import HIDDEN_GRADERS, PUBLIC_CHECKS, chapter_names, load_chapter
from autograder.grading.judge import Judge
from tests.sample_class import fill_notebook, fill_twin, right_answers

CHAPTERS = chapter_names()
FILLERS = {".ipynb": fill_notebook, ".py": fill_twin}


@pytest.mark.parametrize("suffix", FILLERS)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_reference_answers_get_full_marks(chapter: str, suffix: str, assignments: Path, graded) -> None:
    released = (assignments / chapter / f"{chapter}{suffix}").read_text(encoding="utf-8")
    report = graded(FILLERS[suffix](released, right_answers(chapter)), chapter, f"x{suffix}")
    assert report.infrastructure_error is None
    assert [(e.name, e.status) for e in report.exercises if e.status != "passed"] == []
    assert report.points == report.max_points == load_chapter(chapter).points
    assert not any(e.carried_forward for e in report.exercises)
    assert report.notes == ()


@pytest.mark.parametrize("suffix", FILLERS)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_untouched_release_is_not_started(chapter: str, suffix: str, assignments: Path, graded) -> None:
    released = (assignments / chapter / f"{chapter}{suffix}").read_bytes()
    report = graded(released, chapter, f"x{suffix}")
    assert report.infrastructure_error is None
    assert report.points == 0
    assert {e.status for e in report.exercises} == {"not_started"}
    assert not any(c.passed for e in report.exercises for c in e.checks)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_source_itself_gets_full_marks(chapter: str, graded) -> None:
    report = graded(load_chapter(chapter).path.read_bytes(), chapter)
    assert report.points == report.max_points


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize("folder", [HIDDEN_GRADERS, PUBLIC_CHECKS], ids=["hidden", "public"])
def test_every_exercise_has_checks_and_every_check_an_exercise(chapter: str, folder: Path) -> None:
    judge = Judge(folder / f"test_{chapter}.py")
    checks = judge.checks
    judge.close()
    assert {c.exercise for c in checks} == {e.name for e in load_chapter(chapter).exercises}
