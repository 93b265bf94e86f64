"""One rule says which of several hand-ins counts, and everything that shows a grade keeps to it."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.classroom.best import best_handins
from autograder.classroom.compare import compare
from autograder.classroom.results import GRADES, RESULTS, ResultsFile, as_line, reports_in_order
from autograder.commands.main import main
from autograder.grading.verdicts import Report, not_judged, ungradable
from autograder.platforms.chosen import best_reports

CHAPTER = "ch02_perceptron"
EMPTY = ungradable(CHAPTER, "a note")


def report(student: str, place: str, points: float) -> Report:
    """A hand-in whose first exercise has all the points that it has."""
    first, *others = EMPTY.exercises
    exercises = (replace(first, points=points), *others)
    return replace(EMPTY, student=student, place=place, file=place, points=points, exercises=exercises)


LOST = replace(not_judged(CHAPTER, "the worker ended", code="", seed=0), student="bob", place="b.py")
# As a run leaves it that was stopped in the middle: in no order, one hand-in twice, the last line torn.
UNFINISHED = [
    report("bob", "a.py", 0.0),
    LOST,
    report("ada", "z.py", 2.0),
    report("ada", "x.py", 3.0),
    report("ada", "x.py", 1.0),  # judged again by other graders: this one counts
    report("ada", "y.py", 2.0),
]
COUNTS = [("ada", "y.py", 2.0), ("bob", "a.py", 0.0)]


@pytest.fixture
def unfinished(tmp_path: Path) -> Path:
    folder = tmp_path / "results"
    folder.mkdir()
    (folder / RESULTS).write_text("".join(map(as_line, UNFINISHED)) + '{"torn', encoding="utf-8")
    return folder


def chosen(reports: list[Report]) -> list[tuple[str, str, float]]:
    return [(r.student, r.place, r.points) for r in reports]


def totals(path: Path) -> dict[str, float]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["student"]: float(row["total"]) for row in csv.DictReader(file)}


def test_the_last_line_of_a_handin_then_the_best_then_the_first_by_place(unfinished: Path) -> None:
    assert chosen(list(best_handins(reports_in_order(unfinished)))) == COUNTS


def test_doubles_that_nobody_took_out_are_no_way_around_the_rule() -> None:
    in_order = sorted(UNFINISHED, key=lambda r: (r.student, r.chapter))
    assert chosen(list(best_handins(in_order))) == COUNTS


def test_reports_in_no_order_are_refused_and_not_counted_twice() -> None:
    with pytest.raises(ValueError, match="by student and chapter"):
        list(best_handins(UNFINISHED))


def test_exports_pages_comparisons_and_grades_agree_on_an_unfinished_file(unfinished: Path) -> None:
    assert chosen(best_reports(unfinished)) == COUNTS
    same = unfinished.parent / "same.jsonl"
    same.write_text("".join(as_line(report(*of)) for of in COUNTS), encoding="utf-8")
    assert compare(unfinished, same).changes == ()
    pages = unfinished.parent / "pages"
    told = CliRunner().invoke(main, ["report", str(unfinished), "--output", str(pages)])
    assert told.exit_code == 0, told.output
    for student, _, points in COUNTS:
        page = (pages / "students" / f"{student}.html").read_text(encoding="utf-8")
        assert f"{points:g} of {EMPTY.max_points} points" in page
    with ResultsFile(unfinished) as results:
        results.finish()
    assert totals(unfinished / GRADES) == {"ada": 2.0, "bob": 0.0}


def test_a_folder_of_results_can_be_applied_to_as_its_file_can(unfinished: Path) -> None:
    better = unfinished.parent / "new.jsonl"
    better.write_text(as_line(report("ada", "x.py", 5.0)), encoding="utf-8")
    told = CliRunner().invoke(main, ["compare", str(unfinished), str(better), "--apply"])
    assert told.exit_code == 0, told.output
    assert totals(unfinished / GRADES) == {"ada": 5.0, "bob": 0.0}
    assert (unfinished / f"{RESULTS}.1").is_file()
