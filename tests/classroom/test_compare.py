"""A regrade is looked at before it counts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.classroom import compare as comparing
from autograder.classroom.compare import compare
from autograder.classroom.results import ResultsError, as_line, from_line, reports_in_order
from autograder.commands.main import main
from autograder.course.chapters import load_chapter
from tests.sample_class import WRONG_SOFTMAX, fill_twin, right_answers

CHAPTER = "ch03_neural_network"
MOST = load_chapter(CHAPTER).points


@pytest.fixture(scope="module")
def lines(assignments, grader) -> dict[str, str]:
    """Result lines of a right and a wrong file, of one student."""
    from autograder.submissions.reading import read_submission

    released = (assignments / CHAPTER / f"{CHAPTER}.py").read_text(encoding="utf-8")
    right = right_answers(CHAPTER)
    made = {}
    for name, answers in (("right", right), ("wrong", right | {"softmax": WRONG_SOFTMAX})):
        submission = read_submission(fill_twin(released, answers).encode(), "x.py")
        made[name] = as_line(grader.grade(submission, CHAPTER, "ada"))
    return made


def points_of(line: str, exercise: str) -> float:
    return next(e.points for e in from_line(line).exercises if e.name == exercise)


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_a_line_of_results_reads_back_as_it_was(lines) -> None:
    for line in lines.values():
        assert as_line(from_line(line)) == line
        assert json.dumps(from_line(line).as_dict(), ensure_ascii=False) + "\n" == line
    assert from_line(lines["wrong"]).exercises != from_line(lines["right"]).exercises


def test_what_would_change_is_told_by_exercise_with_the_checks(tmp_path, lines, monkeypatch) -> None:
    strict = json.loads(lines["wrong"])
    same_file = lines["right"].replace(json.loads(lines["right"])["sha256"], strict["sha256"])
    old, new = write(tmp_path / "old.jsonl", same_file), write(tmp_path / "new.jsonl", lines["wrong"])
    changelog = write(
        tmp_path / "CHANGELOG.md",
        "## 0.2.0 (soon)\n\n- ch03_neural_network/softmax: rows are checked\n- ch03_neural_network/relu: x\n",
    )
    monkeypatch.setattr(comparing, "CHANGELOG", changelog)
    found = compare(old, new)
    (change,) = found.changes
    most, earned = (points_of(line, "softmax") for line in (same_file, lines["wrong"]))
    assert (change.student, change.exercise, change.old, change.new) == ("ada", "softmax", most, earned)
    assert 0 < earned < most == load_chapter(CHAPTER).exercise("softmax").points
    assert "- a batch gives what its rows give one by one" in change.why
    assert found.entries == ("0.2.0: ch03_neural_network/softmax: rows are checked",)
    result = CliRunner().invoke(main, ["compare", str(old), str(new)])
    assert result.exit_code == 1
    assert f"{most:g} > {earned:g}" in result.output
    assert f"1 of 1 students change: +0 and -{most - earned:g} points" in result.output
    assert max(map(len, result.output.splitlines())) <= 80
    assert old.read_text(encoding="utf-8") == same_file


def test_another_file_is_said_to_be_one(tmp_path, lines) -> None:
    old, new = write(tmp_path / "a", lines["right"]), write(tmp_path / "b", lines["wrong"])
    assert compare(old, new).changes[0].why == ("another file was handed in",)


def test_nothing_is_written_until_it_is_applied(tmp_path, lines) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    bob = lines["right"].replace('"student": "ada"', '"student": "bob"')
    old = write(folder / "results.jsonl", lines["wrong"], bob)
    new = write(tmp_path / "new.jsonl", lines["right"])
    assert CliRunner().invoke(main, ["compare", str(old), str(new)]).exit_code == 1
    assert not (folder / "grades.csv").exists()
    applied = CliRunner().invoke(main, ["compare", str(old), str(new), "--apply"])
    assert applied.exit_code == 0, applied.output
    assert [(r.student, r.points) for r in reports_in_order(old)] == [("ada", MOST), ("bob", MOST)]
    assert [r.student for r in reports_in_order(folder / "results.jsonl.1")] == ["ada", "bob"]
    assert (
        (folder / "grades.csv")
        .read_text(encoding="utf-8")
        .splitlines()[1]
        .startswith(f"ada,{MOST:.1f},{MOST}")
    )
    again = CliRunner().invoke(main, ["compare", str(old), str(new)])
    assert again.exit_code == 0
    assert "only in the old run: bob" in again.output


def test_the_better_of_two_handins_counts_and_both_are_kept(tmp_path, lines) -> None:
    second = lines["wrong"].replace('"place": "x.py"', '"place": "y.py"')
    old = write(tmp_path / "results.jsonl", lines["right"], second)
    new = write(tmp_path / "new.jsonl", lines["right"], second)
    assert compare(old, new).changes == ()
    comparing.apply(old, new)
    less = from_line(second).points
    assert [(r.place, r.points) for r in reports_in_order(old)] == [("x.py", MOST), ("y.py", less)]
    assert less < MOST


def test_a_verdict_is_not_given_up_for_none(tmp_path, lines) -> None:
    none = as_line(
        replace(from_line(lines["right"]), infrastructure_error="no room", points=0.0, exercises=())
    )
    old, new = write(tmp_path / "results.jsonl", lines["right"]), write(tmp_path / "new.jsonl", none)
    assert compare(old, new).changes[0].why == ("no verdict: no room",)
    comparing.apply(old, new)
    assert [r.points for r in reports_in_order(old)] == [MOST]


def test_a_torn_last_line_is_passed_over_and_any_other_is_told(tmp_path, lines) -> None:
    torn = write(tmp_path / "torn.jsonl", lines["right"], lines["wrong"][:200])
    assert len(list(reports_in_order(torn))) == 1
    broken = write(tmp_path / "broken.jsonl", lines["wrong"][:200] + "\n", lines["right"])
    with pytest.raises(ResultsError, match="line 1"):
        list(reports_in_order(broken))
    assert CliRunner().invoke(main, ["compare", str(tmp_path / "none"), str(torn)]).exit_code == 2
