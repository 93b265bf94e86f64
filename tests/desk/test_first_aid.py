"""First aid on a screen: one thing is said, in lines that fit; a syntax error once, with a caret."""

from __future__ import annotations

from autograder.course.chapters import PUBLIC_CHECKS, load_chapter
from autograder.desk.aiding import code_around
from autograder.desk.bench import bench_of
from autograder.desk.cards import card_of
from autograder.desk.messages import Mark
from autograder.desk.notebook import as_text
from autograder.desk.seen import look_at
from autograder.desk.telling import Opened
from autograder.submissions.reading import Submission
from autograder.testing.students import LocalStudent
from tests.first_aid.test_slips import opened_with

CHAPTER = "ch02_perceptron"
PRINTS = "def AND(x1, x2):\n    print(x1 * x2)\n"
NO_PYTHON = "def OR(x1, x2)\n    return 1\n"


def test_first_aid_stands_in_the_place_of_numbers_and_names() -> None:
    opened, outcomes = opened_with(CHAPTER, "AND", PRINTS)
    text = opened.told("AND", outcomes, "0").text
    assert "`AND` prints (line 2) and returns nothing" in text
    assert not any(word in text for word in ("expected", "got ", "given", "This looks like"))


def test_a_leftover_stub_is_a_cross_with_its_line() -> None:
    left = "def AND(x1, x2):\n    raise NotImplementedError\n    return x1 * x2\n"
    result = opened_with(CHAPTER, "AND", left)
    told = result[0].told("AND", result[1], "")
    assert told.mark is Mark.FAILED
    assert told.standing == "not right yet"
    assert "(line 2): Python stops there." in told.text


def test_a_syntax_error_is_shown_once_with_its_line_and_a_caret() -> None:
    opened, outcomes = opened_with(CHAPTER, "OR", NO_PYTHON)
    caret = "line 1: SyntaxError: expected ':'\n    def OR(x1, x2)\n                  ^"
    assert opened.notes == (f"did not run: {caret}",)
    told = opened.told("OR", outcomes, "").text
    assert told == f"OR is not defined in {opened.file}.\n  Its code did not run: line 1, shown above."


def test_an_exercise_that_is_nowhere_in_the_file_is_only_said_to_be_missing() -> None:
    opened, outcomes = opened_with(CHAPTER, "OR", "\n")
    assert opened.told("OR", outcomes, "").text == f"OR is not defined in {opened.file}."


def test_a_card_shows_first_aid_escaped_and_no_numbers() -> None:
    opened, outcomes = opened_with(CHAPTER, "AND", PRINTS)
    seen = look_at("AND", outcomes, opened.student, first_aid="`a<b>` is no function.")
    page = card_of(seen)
    assert "`a&lt;b&gt;` is no function." in page
    assert "expected" not in page.partition("</style>")[2]
    assert as_text(seen).endswith("\n\n`a<b>` is no function.")


def test_code_that_cannot_be_written_out_gets_no_first_aid() -> None:
    deep = "def AND(x1, x2):\n    return " + "-" * 3000 + "x1\n"
    cells = load_chapter(CHAPTER).cells_with({"AND": deep})
    bench = bench_of(PUBLIC_CHECKS / f"test_{CHAPTER}.py")
    student = LocalStudent.from_cells(cells)
    outcomes = [bench.run(check, student) for check in bench.checks if check.exercise == "AND"]
    opened = Opened(Submission("x.py", cells, "", lines=(1,) * len(cells)), student, CHAPTER)
    assert opened.told("AND", outcomes, "").mark is Mark.FAILED


def test_outside_of_a_notebook_and_of_a_file_there_is_no_code_to_read() -> None:
    assert code_around({}).pieces == ()
    assert opened_with.__name__ not in code_around({"__file__": __file__}).definitions
    assert "test_a_leftover_stub_is_a_cross_with_its_line" in code_around({"__file__": __file__}).definitions
