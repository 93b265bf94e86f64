"""What students get: made by this code, up to date, and with nothing in it that is not theirs."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest

from autograder.audit.leaks import find_leaks, secret_lines
from autograder.course.chapters import HIDDEN_GRADERS, chapter_names, load_chapter
from autograder.grading.diagnosis import FINGERPRINTS
from autograder.submissions.reading import is_changed
from tests.sample_class import fill_notebook, fill_twin, right_answers
from tests.sample_class.gradebooks import release

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "assignments"
CHAPTERS = chapter_names()


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every chapter, released by this run's code."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text(encoding="utf-8"))
    release(CHAPTERS, folder)
    return folder / "assignments"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def stale(made: dict[str, bytes], committed: dict[str, bytes]) -> list[str]:
    """Files that differ; of fingerprints, more than the last digit."""
    return sorted(k for k in made.keys() | committed.keys() if not same(k, made.get(k), committed.get(k)))


def same(name: str, made: bytes | None, committed: bytes | None) -> bool:
    if made == committed or made is None or committed is None or not name.endswith(FINGERPRINTS):
        return made == committed
    pattern = re.compile(rb"-?\d+\.\d+(e[+-]?\d+)?")
    numbers = [[float(m.group()) for m in pattern.finditer(text)] for text in (made, committed)]
    return pattern.sub(b"", made) == pattern.sub(b"", committed) and numbers[0] == pytest.approx(
        numbers[1], rel=2e-3
    )


def test_the_committed_assignments_are_what_release_makes(released: Path) -> None:
    assert stale(contents(released), contents(COMMITTED)) == [], "run `dlfs release`; commit assignments/"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_release_holds_what_students_need_only(chapter: str, assignments: Path) -> None:
    names = {p.name for p in (assignments / chapter).iterdir()}
    assert names == {f"{chapter}.ipynb", f"{chapter}.py", f"test_{chapter}.py", FINGERPRINTS}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_line_of_an_answer_or_hidden_check_is_in_a_release(chapter: str, assignments: Path) -> None:
    for path in (assignments / chapter).iterdir():
        assert find_leaks(path.read_text(encoding="utf-8"), chapter) == [], path.name


def test_the_leak_test_sees_a_leaked_answer_and_a_leaked_grader(assignments: Path) -> None:
    released = (assignments / "ch03_neural_network/ch03_neural_network.py").read_text(encoding="utf-8")
    for secret in sorted(secret_lines("ch03_neural_network"))[::7]:
        assert secret in find_leaks(f"{released}\n    {secret}\n", "ch03_neural_network")
    for path in HIDDEN_GRADERS.glob("test_ch03*.py"):
        assert len(find_leaks(released + path.read_text(encoding="utf-8"), "ch03_neural_network")) > 20


def test_the_staleness_test_sees_a_changed_file(assignments: Path) -> None:
    made = contents(assignments)
    for name in made:
        assert stale(made, made | {name: made[name] + b" "}) == [name]
    name = f"ch03_neural_network/{FINGERPRINTS}"
    assert stale(made, made | {name: made[name].replace(b"0.5", b"0.6")}) == [name]
    assert stale(made, made | {name: re.sub(rb"(0\.\d{3})4\b", rb"\g<1>5", made[name])}) == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_check_cells_are_locked_and_worth_the_exercises_points(chapter: str, assignments: Path) -> None:
    notebook = nbformat.read(assignments / chapter / f"{chapter}.ipynb", as_version=4)
    nbformat.validate(notebook)
    graded = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
    points = {c.metadata.nbgrader.grade_id: c.metadata.nbgrader.points for c in graded}
    assert points == {e.name: e.points for e in load_chapter(chapter).exercises}
    assert all(c.metadata.nbgrader.locked and c.metadata.nbgrader.checksum for c in graded)
    assert [c.source for c in graded] == [f'check("{name}")' for name in points]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_stub_is_a_function_or_class_that_says_it_is_not_written(
    chapter: str, assignments: Path
) -> None:
    text = (assignments / chapter / f"{chapter}.py").read_text(encoding="utf-8")
    stubs = {n.name: n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    for exercise in load_chapter(chapter).exercises:
        for name in exercise.defines:
            assert "not written yet" in ast.unparse(stubs[name])
            assert ast.get_docstring(stubs[name])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_twins_are_unchanged_until_a_student_changes_them(
    chapter: str, assignments: Path, tmp_path: Path
) -> None:
    for suffix, fill in ((".ipynb", fill_notebook), (".py", fill_twin)):
        released = assignments / chapter / f"{chapter}{suffix}"
        assert not is_changed(released)
        filled = tmp_path / released.name
        filled.write_text(
            fill(released.read_text(encoding="utf-8"), right_answers(chapter)), encoding="utf-8"
        )
        assert is_changed(filled)


def test_running_a_notebook_without_changing_code_does_not_count_as_a_change(
    assignments: Path, tmp_path: Path
) -> None:
    name = "ch02_perceptron.ipynb"
    notebook = json.loads((assignments / "ch02_perceptron" / name).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["hello\n"]}]
    (tmp_path / name).write_text(json.dumps(notebook), encoding="utf-8")
    assert not is_changed(tmp_path / name)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_earlier_chapters_are_the_students_own(chapter: str, assignments: Path) -> None:
    for path in (assignments / chapter).iterdir():
        text = path.read_text(encoding="utf-8")
        assert "from solutions" not in text
        assert not re.search(r"\bimport solutions\b", text)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_exercise_has_three_hints(chapter: str) -> None:
    text = load_chapter(chapter).path.read_text(encoding="utf-8")
    for exercise in load_chapter(chapter).exercises:
        before, _, _ = text.partition(f'exercise="{exercise.name}"')
        prose = before.rpartition("# %% [markdown]")[2]
        hints = re.findall(r"<details><summary>Hint (\d)</summary>(.+?)</details>", prose, re.DOTALL)
        assert [number for number, _ in hints] == ["1", "2", "3"], exercise.name
