"""The judge: pytest's own verdicts, at a fraction of pytest's price."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.course.chapters import HIDDEN_GRADERS, chapter_names, load_chapter
from autograder.grading.grader import Grader
from autograder.grading.judge import Judge
from autograder.submissions.reading import Submission, read_submission
from autograder.testing.direct import DirectCall
from autograder.testing.students import LocalStudent
from tests.sample_class import fill_notebook, right_answers

UNUSUAL = """
import pytest
from autograder.testing import exercise

BUILT = []

@pytest.fixture
def built():
    BUILT.append(1)
    yield len(BUILT)
    BUILT.append(-1)

@exercise("AND")
class TestAND:
    def setup_method(self):
        self.ready = True

    def test_after_a_setup(self, student):
        assert self.ready and student.AND(1, 1) == 1

@exercise("AND")
def test_with_a_fixture_of_its_own(student, built):
    assert built % 2 == 1, BUILT

@exercise("AND")
@pytest.mark.parametrize("x", [0, 1])
def test_with_parameters(student, rng, x):
    assert student.AND(x, 1) == x and rng.random() < 1

@exercise("AND")
class TestKeepsNothing:
    def test_once(self, student):
        assert not hasattr(self, "seen")
        self.seen = True
"""


def some_right(chapter: str, assignments: Path) -> Submission:
    """Every second exercise answered: some checks pass, some fail, some stand on what is missing."""
    released = (assignments / chapter / f"{chapter}.ipynb").read_text(encoding="utf-8")
    answers = dict(list(right_answers(chapter).items())[::2])
    return read_submission(fill_notebook(released, answers).encode(), "x.ipynb")


def verdicts(submission: Submission, chapter: str) -> dict[str, object]:
    with Grader() as grader:
        report = grader.grade(submission, chapter).as_dict()
    assert report["infrastructure_error"] is None
    return report | {"seconds": None}


# Pictures, callbacks and budgets; layers and gradients; the rest is called alike.
@pytest.mark.parametrize("chapter", ["ch01_python", "ch04_learning", "ch07_convolution"])
def test_a_direct_call_says_what_pytests_own_protocol_says(chapter, assignments, monkeypatch) -> None:
    submission = some_right(chapter, assignments)
    direct = verdicts(submission, chapter)
    monkeypatch.setattr(DirectCall, "of", lambda item: None)
    assert verdicts(submission, chapter) == direct
    assert 0 < direct["points"] < load_chapter(chapter).points


@pytest.mark.parametrize("chapter", chapter_names())
def test_every_hidden_check_is_plain_enough_to_be_called_directly(chapter, monkeypatch) -> None:
    """A fixture more would cost every submission of every class."""
    asked, of = [], DirectCall.of

    def note(item: pytest.Item) -> None:
        asked.append((item.name, of(item)))

    monkeypatch.setattr(DirectCall, "of", note)
    judge = Judge(HIDDEN_GRADERS / f"test_{chapter}.py")
    judge.run(judge.checks, lambda: LocalStudent({}), 0)
    judge.close()
    assert len(asked) == len(judge.checks)
    assert [name for name, call in asked if call is None] == []


def test_checks_with_fixtures_and_setups_go_through_pytest(tmp_path) -> None:
    path = tmp_path / "test_ch02_perceptron.py"
    path.write_text(UNUSUAL, encoding="utf-8")
    judge = Judge(path)
    for _ in range(2):  # a second submission meets no trace of the first
        outcomes = judge.run(judge.checks, lambda: LocalStudent({"AND": lambda a, b: a * b}), 0)
        assert [(o.check.name, o.error) for o in outcomes if not o.passed] == []
        assert len(outcomes) == 5
    judge.close()


def test_a_judge_ends_where_the_folder_it_began_in_is_gone(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    monkeypatch.chdir(folder)
    judge = Judge(HIDDEN_GRADERS / "test_ch02_perceptron.py")
    monkeypatch.chdir(tmp_path)
    folder.rmdir()
    judge.close()
    assert os.getcwd() == str(tmp_path)
