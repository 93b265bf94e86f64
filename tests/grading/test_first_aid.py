"""Graded feedback speaks of slips first, names nothing that is not there, and blames the right place."""

from __future__ import annotations

import pytest

from autograder.course.chapters import chapter_names, load_chapter
from autograder.desk import aiding
from autograder.grading.carrying import wanted_of
from autograder.grading.diagnosis import Diagnosis, KnownMistake, diagnose
from autograder.grading.grader import Grader
from autograder.grading.verdicts import ExerciseResult
from autograder.reports.text import exercise_feedback
from autograder.submissions.reading import read_submission
from autograder.testing.evidence import Evidence, evidence_of
from autograder.testing.students import StudentError, missing_name

CHAPTER = "ch02_perceptron"


def judged(grader: Grader, answers: dict[str, str], chapter: str = CHAPTER) -> dict[str, ExerciseResult]:
    cells = load_chapter(chapter).cells_with(answers)
    text = "".join(f"# %%\n{cell}\n" for cell in cells)
    report = grader.grade(read_submission(text.encode(), "x.py"), chapter)
    return {e.name: e for e in report.exercises}


def test_feedback_gives_first_aid_in_place_of_a_name(grader: Grader) -> None:
    result = judged(grader, {"AND": "def AND(x1, x2):\n    print(x1 * x2)\n"})["AND"]
    words = "`AND` prints (code cell 4, line 2) and returns nothing"
    assert result.first_aid.startswith(words)
    text = " ".join(exercise_feedback(result).split())
    assert words in text
    assert "This looks like" not in text


def test_a_leftover_stub_and_a_misspelt_name_are_told_although_nothing_is_judged(grader: Grader) -> None:
    left = "def AND(x1, x2):\n    raise NotImplementedError\n    return x1 * x2\n"
    results = judged(grader, {"AND": left, "OR": "def Or(x1, x2):\n    return max(x1, x2)\n"})
    assert "`raise NotImplementedError` still stands in `AND`" in exercise_feedback(results["AND"])
    assert "There is no `OR`, but `Or`" in " ".join(exercise_feedback(results["OR"]).split())


def test_an_absent_exercise_is_never_named_and_its_syntax_error_is_shown(grader: Grader) -> None:
    results = judged(grader, {"AND": "def AND(x1, x2)\n    return x1 * x2\n", "OR": "\n"})
    assert results["AND"].diagnosis is results["OR"].diagnosis is None
    assert "          def AND(x1, x2)\n                         ^\n" in exercise_feedback(results["AND"])
    assert results["OR"].first_aid == ""


def test_what_fails_over_references_too_is_explained_by_the_second_run(grader: Grader) -> None:
    swapped = "def half_adder(a, b):\n    return AND(a, b), XOR(a, b)\n"
    result = judged(grader, {"XOR": "\n", "half_adder": swapped})["half_adder"]
    own = [check.message for check in result.checks if not check.passed]
    assert own
    assert not any("NameError" in message for message in own)
    assert any("NameError" in check.message for check in result.checks if check.passed)


@pytest.mark.parametrize("chapter", chapter_names())
def test_the_grader_asks_for_what_is_handed_out(chapter: str) -> None:
    ours, theirs = wanted_of(chapter), aiding.wanted_of(chapter)
    for exercise in load_chapter(chapter).exercises:
        for name in exercise.defines:
            assert ours.signatures(exercise.name, name) == theirs.signatures(exercise.name, name)


def known(name: str, **findings: Evidence) -> KnownMistake:
    return KnownMistake(Diagnosis(name, "You did it.", "Where?"), findings)


def values(*numbers: float) -> Evidence:
    return Evidence("values", "", (len(numbers),), numbers)


def test_two_mistakes_at_once_are_named_only_if_together_they_give_exactly_what_was_seen() -> None:
    wrong = values(0.3, 0.7)
    one, other = known("one", a=wrong, a2=wrong), known("other", b=values(0.2, 0.9))
    both = {"a": wrong, "a2": wrong, "b": values(0.2, 0.9)}
    named = diagnose(both, [one, other, known("a third", c=values(0.1, 0.4))])
    assert named is not None
    assert named.name == "one; and other"
    assert diagnose({**both, "c": values(0.5, 0.6)}, [one, other]) is None
    assert diagnose({**both, "b": values(0.2, 0.8)}, [one, other]) is None
    assert diagnose(both, [one, other, known("the same", b=values(0.2, 0.9))]) is None
    assert diagnose(both, [one, known("too vague", b=values(1.0, 0.0))]) is None
    assert diagnose({"a": wrong, "b": wrong}, [known("one", a=wrong), known("other", b=wrong)]) is None


def test_an_infinite_number_is_as_telling_as_another() -> None:
    infinite = {"a": values(float("inf"))}
    assert diagnose(infinite, [known("log of zero", a=values(float("inf")))]) is not None


def test_what_is_not_there_has_no_name() -> None:
    absent = evidence_of(missing_name("AND"))
    assert absent is not None
    findings = {"a": absent, "b": absent}
    assert diagnose(findings, [known("pasted", **findings)]) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
            "(n?,k),(k,m?)->(n?,m?) (size 3 is different from 2)",
            "shapes (5,2) and (3,4) not aligned: 2 (dim 1) != 3 (dim 0)",
        ),
        ("only length-1 arrays can be converted to Python scalars", "only size-1 arrays can be converted to"),
        (
            "unsupported operand type(s) for *: 'float' and 'NoneType'",
            "unsupported operand type(s) for -: 'NoneType' and 'float'",
        ),
        ("'numpy.float64' object is not callable", "'float' object is not callable"),
    ],
)
def test_an_exception_is_the_same_however_the_code_is_written(one: str, other: str) -> None:
    seen = {evidence_of(StudentError(("ValueError",), text)) for text in (one, other)}
    assert len(seen) == 1


def test_a_product_of_other_sizes_is_another() -> None:
    texts = [f"shapes (5,2) and ({n},4) not aligned: 2 (dim 1) != {n} (dim 0)" for n in (3, 4)]
    assert len({evidence_of(StudentError(("ValueError",), text)) for text in texts}) == 2
