"""The release gate sees what is wrong: false passes, false fails, survivors, and stale lists."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from autograder.audit import run
from autograder.audit.mutants import load_equivalent, mutants_of
from autograder.audit.report import write_figures
from autograder.audit.run import Audit, ChapterAudit, audit
from autograder.commands.main import main
from autograder.course.chapters import load_chapter
from autograder.mistakes import Mistake, load_mistakes
from autograder.mistakes.alternatives import Alternative

CHAPTER = "ch02_perceptron"
RIGHT = load_chapter(CHAPTER).exercise("AND").source


def quiet(*_: object) -> None:
    return None


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One seed and two mistakes, so that an audit takes seconds."""
    monkeypatch.setattr(run, "SEEDS", range(1))
    monkeypatch.setattr(run, "load_mistakes", lambda name: load_mistakes(name)[:2])
    monkeypatch.setattr(run, "load_alternatives", lambda name: ())
    monkeypatch.setattr(run, "_same_every_time", lambda found, jobs: None)  # test_classroom.py compares runs


def test_a_false_pass_a_false_fail_and_a_survivor_are_problems(few, monkeypatch) -> None:
    monkeypatch.setattr(run, "_leaks", quiet)
    passing = Mistake(CHAPTER, "AND", "none at all", "You are right.", "What?", ("test_it",), RIGHT)
    failing = Alternative(CHAPTER, "AND", "wrong", "def AND(x1, x2):\n    return 1\n")
    monkeypatch.setattr(run, "load_mistakes", lambda name: (passing,))
    monkeypatch.setattr(run, "load_alternatives", lambda name: (failing,))
    of_and = [m for m in mutants_of(load_chapter(CHAPTER)) if m.exercise == "AND"]
    monkeypatch.setattr(run, "mutants_of", lambda chapter: of_and)
    monkeypatch.setattr(run, "load_equivalent", lambda: {(CHAPTER, "AND", "- no\n+ such"): "because"})
    found = audit([CHAPTER], 1, None, quiet)
    problems = "\n".join(found.problems())
    assert "false pass: AND: none at all: test_it" in problems
    assert "false fail: AND: wrong:" in problems
    assert "listed as equivalent but no mutant: AND" in problems
    assert "of the mistakes are called by their name" in problems
    assert any(">= 0" in survivor for survivor in found.chapters[0].survivors)
    assert 0.5 < found.mutation_score < 0.97


def test_the_command_writes_figures_and_fails_on_a_problem(few, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(run, "_leaks", quiet)  # test_release and test_students_side look at them
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- audit -->old<!-- /audit -->\nafter\n", encoding="utf-8")
    words = ["audit", CHAPTER, "--sample", "4", "--jobs", "1", "--output", str(tmp_path / "audit.json")]
    good = CliRunner().invoke(main, [*words, "--figures", str(readme)])
    assert good.exit_code == 0, good.output
    assert json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))["problems"] == []
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- audit -->\n")
    assert "2 named mistakes, 0 passed hidden graders, 0 got every tick" in text
    assert "old" not in text
    monkeypatch.setattr(run, "load_alternatives", lambda name: (Alternative(name, "AND", "w", "AND = 3\n"),))
    bad = CliRunner().invoke(main, words)
    assert bad.exit_code == 1
    assert "wrong: ch02_perceptron: false fail: AND: w" in bad.output


def test_mutants_are_python_and_each_is_another() -> None:
    made = mutants_of(load_chapter("ch03_neural_network"))
    assert len({(m.exercise, m.code) for m in made}) == len(made) > 100
    diffs = "\n".join(m.diff for m in made)
    for change in ("axis=0", "keepdims=False", "np.min", "network['W1'] @ x", "batch_size=101"):
        assert change in diffs, change


def test_every_equivalent_mutant_is_argued() -> None:
    for (chapter, exercise, diff), reason in load_equivalent().items():
        load_chapter(chapter).exercise(exercise)
        assert len(reason) > 10, diff
        assert "\n" not in reason


def test_shares_of_nothing_are_whole() -> None:
    nothing = Audit([ChapterAudit("x", 0)])
    assert nothing.mutation_score == 1.0
    assert list(nothing.problems()) == []


def test_figures_go_between_the_marks_only(tmp_path) -> None:
    path = tmp_path / "x.md"
    path.write_text("no marks\n", encoding="utf-8")
    write_figures(Audit([]), path)
    assert path.read_text(encoding="utf-8") == "no marks\n"
