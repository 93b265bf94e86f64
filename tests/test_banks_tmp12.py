"""The two banks: every named mistake fails the checks it must fail, every alternative earns full marks."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from autograder.course import CourseError, chapter_names, load_chapter
from autograder.mistakes import Mistake, edited, load_mistakes
from autograder.audit.banks import Alternative, load_alternatives

CHAPTERS = chapter_names()
MISTAKES = [m for c in CHAPTERS for m in load_mistakes(c)]
ALTERNATIVES = [a for c in CHAPTERS for a in load_alternatives(c)]


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_named_mistake_fails_the_checks_it_must_fail(mistake: Mistake, grader) -> None:
    cells = load_chapter(mistake.chapter).cells_with({mistake.exercise: mistake.code})
    result, _ = grader.judge(cells, mistake.chapter, mistake.exercise)
    failed = {c.name for c in result.checks if not c.passed}
    assert set(mistake.fails) <= failed, f"it fails only {sorted(failed)}"


@pytest.mark.parametrize("alternative", ALTERNATIVES, ids=str)
def test_a_right_answer_earns_full_marks_however_it_is_written(alternative: Alternative, grader) -> None:
    cells = load_chapter(alternative.chapter).cells_with({alternative.exercise: alternative.code})
    result, _ = grader.judge(cells, alternative.chapter, alternative.exercise)
    assert [(c.name, c.message) for c in result.checks if not c.passed] == []


def test_no_name_is_taken_twice_and_no_code_given_twice() -> None:
    for bank in (MISTAKES, ALTERNATIVES):
        assert [name for name, count in Counter((x.chapter, str(x)) for x in bank).items() if count > 1] == []
        codes = Counter((x.chapter, x.exercise, x.code) for x in bank)
        assert [where[:2] for where, count in codes.items() if count > 1] == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_explained_without_giving_the_line_away(mistake: Mistake) -> None:
    assert mistake.explanation.endswith(".")
    assert len(mistake.explanation) <= 200
    assert mistake.hint[-1] in ".?"
    source = load_chapter(mistake.chapter).exercise(mistake.exercise).source
    answer = {ast.unparse(n) for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Assign | ast.Return)}
    said = f"{mistake.name} {mistake.explanation} {mistake.hint}"
    assert not [line for line in answer if len(line) > 20 and line in said]


def test_an_edit_that_does_not_fit_the_reference_is_refused() -> None:
    exercise = load_chapter("ch03_neural_network").exercise("softmax")
    for edits in (["- no such line"], ["- ", "+ x"]):
        with pytest.raises(CourseError, match="times in the reference"):
            edited(exercise, edits, "here")
