"""The graders' inputs are drawn from the code that is judged: what is said of one answer helps no other."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from autograder.course.chapters import load_chapter
from autograder.grading.grader import Grader
from autograder.grading.verdicts import DEFAULT_SEED, Report, seed_for
from autograder.mistakes import load_mistakes
from autograder.submissions.reading import Submission, read_submission
from autograder.testing.checks import assert_close
from autograder.testing.failures import CheckFailure

CHAPTER = "ch03_neural_network"
SPYING = """
def {name}(*args):
    raise ValueError(repr([float(a) for a in np.ravel(args[0])[:3]]).translate(
        str.maketrans("0123456789.-", "abcdefghijkl")))
"""


def with_answers(answers: dict[str, str], more: str = "") -> Submission:
    cells = load_chapter(CHAPTER).cells_with(answers)
    text = "".join(f"# %%\n{cell}\n" for cell in cells) + more
    return read_submission(text.encode(), "x.py")


def submission(*cells: str) -> Submission:
    return Submission("x.py", cells, "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("x = 1 \\\n",), ("x = 1 \\",)),
        (("text = '''a\n '''",), ("text = '''a\n'''",)),
        (("a\0b",), ("a", "b")),
        (("'\ud83d\ude00'",), ("'\U0001f600'",)),
        (("'\ud800'",), ("'\ud801'",)),
        (("'\ud800'",), ("'?'",)),
    ],
)
def test_codes_that_differ_in_anything_are_judged_each_for_itself(one, other) -> None:
    assert submission(*one).code != submission(*other).code


def test_the_same_code_meets_the_same_inputs_and_other_code_others(grader: Grader) -> None:
    name = "softmax"
    spy = {name: SPYING.format(name=name)}
    first, again = (grader.grade(with_answers(spy), CHAPTER) for _ in range(2))
    changed = grader.grade(with_answers(spy, "# %%\nunused = 1\n"), CHAPTER)
    chosen = [grader.grade(with_answers(spy, more), CHAPTER, seed=3) for more in ("", "# %%\nunused = 1\n")]
    assert replace(first, seconds=0) == replace(again, seconds=0)
    assert first.seed == seed_for(first.code) != changed.seed
    assert said_of(first, name) != said_of(changed, name)
    assert [report.seed for report in chosen] == [3, 3]
    assert said_of(chosen[0], name) == said_of(chosen[1], name)


def said_of(report: Report, exercise: str) -> list[str]:
    (result,) = (e for e in report.exercises if e.name == exercise)
    return [check.message for check in result.checks]


def test_a_mistake_keeps_its_name_and_its_cluster_whatever_its_inputs_are(grader: Grader) -> None:
    mistakes = [m for m in load_mistakes(CHAPTER) if m.exercise == "softmax"][:4]
    for mistake in mistakes:
        report = grader.grade(with_answers({"softmax": mistake.code}), CHAPTER)
        kept = grader.grade(with_answers({"softmax": mistake.code}), CHAPTER, seed=DEFAULT_SEED)
        (result,), (other,) = ([e for e in r.exercises if e.name == "softmax"] for r in (report, kept))
        assert result.diagnosis == other.diagnosis
        assert result.signature == other.signature


def test_a_distance_from_a_hidden_answer_has_one_digit() -> None:
    for want in (1.2345678, 12.345678, np.array([123.45678, 7.0])):
        with pytest.raises(CheckFailure) as failure:
            assert_close(np.zeros_like(want), want)
        (distance,) = re.findall(r"by ([\d.e+-]*\d)", failure.value.safe_text())
        assert len(distance.strip("0.")) == 1
