"""What the sealed half takes, nbgrader's half takes too; who has no grade or no feedback is named."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from autograder.commands.main import main
from autograder.course.chapters import load_chapter
from tests.sample_class import fill_notebook, fill_twin, hand_in, right_answers
from tests.sample_class.gradebooks import open_gradebook, release

ROOT = Path(__file__).parents[2]
CHAPTER = "ch02_perceptron"
NOTEBOOK = f"{CHAPTER}.ipynb"
POINTS = load_chapter(CHAPTER).points
RIGHT = right_answers(CHAPTER)
SCRIPT = "<script>alert('a')</script><img src=x onerror=alert(1)>"

Tree = dict[str, Any]
Make = Callable[[Path, Path], None]


def edited(change: Callable[[Tree], None]) -> Make:
    def make(folder: Path, assignments: Path) -> None:
        path = hand_in(folder, assignments, CHAPTER, RIGHT)
        tree = json.loads(path.read_text(encoding="utf-8"))
        change(tree)
        path.write_text(json.dumps(tree), encoding="utf-8")

    return make


def widgets(tree: Tree) -> None:
    """As Colab saves them: https://github.com/googlecolab/colabtools/issues/4559."""
    tree["metadata"]["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"a1": {"model_name": "HTML"}}
    }


def null_ids(tree: Tree) -> None:
    tree["nbformat"], tree["nbformat_minor"] = 4, 5
    for cell in tree["cells"]:
        cell["id"] = None


def null_source(tree: Tree) -> None:
    tree["cells"].insert(1, {"cell_type": "code", "metadata": {}, "source": None, "outputs": None})


def odd_kernel(tree: Tree) -> None:
    tree["metadata"]["kernelspec"] = {"name": 7}
    tree["metadata"]["language_info"] = None


def surrogates(tree: Tree) -> None:
    tree["cells"].insert(1, {"cell_type": "code", "metadata": {}, "source": "x = '\ud800'", "outputs": []})
    tree["cells"].insert(1, {"cell_type": "markdown", "metadata": {}, "source": "\ud800 \udfff"})


def markup(tree: Tree) -> None:
    for kind in ("markdown", "raw"):
        tree["cells"].insert(1, {"cell_type": kind, "metadata": {}, "source": SCRIPT})
    tree["metadata"]["title"] = SCRIPT


def copies(folder: Path, assignments: Path) -> None:
    hand_in(folder, assignments, CHAPTER, {})
    text = fill_notebook((folder / NOTEBOOK).read_text(encoding="utf-8"), RIGHT)
    (folder / f"{CHAPTER} final (1).ipynb").write_text(text, encoding="utf-8")


def as_text(folder: Path, assignments: Path) -> None:
    copies(folder, assignments)
    (folder / f"{CHAPTER} final (1).ipynb").rename(folder / f"{NOTEBOOK}.txt")


def script_beside_scratch(folder: Path, assignments: Path) -> None:
    hand_in(folder, assignments, CHAPTER, {})
    tree = json.loads((folder / NOTEBOOK).read_text(encoding="utf-8"))
    tree["cells"].append({"cell_type": "code", "metadata": {}, "source": "print(1)", "outputs": []})
    (folder / NOTEBOOK).write_text(json.dumps(tree), encoding="utf-8")
    twin = folder / f"{CHAPTER}.py"
    twin.write_text(fill_twin(twin.read_text(encoding="utf-8"), RIGHT), encoding="utf-8")


def stamped(text: bytes) -> Make:
    def make(folder: Path, assignments: Path) -> None:
        hand_in(folder, assignments, CHAPTER, RIGHT)
        (folder / "timestamp.txt").write_bytes(text)

    return make


def beside(add: Callable[[Path], object]) -> Make:
    def make(folder: Path, assignments: Path) -> None:
        hand_in(folder, assignments, CHAPTER, RIGHT)
        add(folder)

    return make


def folder_for_a_notebook(folder: Path, assignments: Path) -> None:
    (folder / NOTEBOOK / "inside").mkdir(parents=True)


def link_to_the_answers(folder: Path, assignments: Path) -> None:
    folder.mkdir(parents=True)
    (folder / NOTEBOOK).symlink_to(ROOT / "solutions" / f"{CHAPTER}.py")


BOM = "\ufeff2029-12-31 12:00:00.000000 UTC".encode()
CLASS: dict[str, tuple[Make, float]] = {
    "widgets": (edited(widgets), POINTS),
    "null-ids": (edited(null_ids), POINTS),
    "null-source": (edited(null_source), POINTS),
    "odd-kernel": (edited(odd_kernel), POINTS),
    "surrogates": (edited(surrogates), POINTS),
    "markup": (edited(markup), POINTS),
    "two-names": (copies, POINTS),
    "as-text": (as_text, POINTS),
    "py-and-scratch": (script_beside_scratch, POINTS),
    "bom": (stamped(BOM), POINTS),
    "no-time": (stamped(b"tomorrow \xff"), POINTS),
    "pipe": (beside(lambda folder: os.mkfifo(folder / "data.csv")), POINTS),
    "device": (beside(lambda folder: (folder / "data.csv").symlink_to("/dev/zero")), POINTS),
    "folder": (folder_for_a_notebook, 0),
    "link": (link_to_the_answers, 0),
}


def dlfs_autograde(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["autograde", CHAPTER, "--course", str(folder), "--jobs", "1", *words])


@pytest.fixture(scope="module")
def empty_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    release([CHAPTER], folder)
    return folder


@pytest.fixture(scope="module")
def course(empty_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class, autograded by `dlfs autograde`."""
    mine = tmp_path_factory.mktemp("unusual") / "course"
    shutil.copytree(empty_course, mine)
    for student, (make, _) in CLASS.items():
        make(mine / "submitted" / student / CHAPTER, mine / "assignments")
    ended = dlfs_autograde(mine)
    assert ended.exit_code == 0, ended.output
    return mine


def scores(course: Path) -> dict[str, float]:
    with open_gradebook(course) as book:
        return {s.student.id: s.score for s in book.assignment_submissions(CHAPTER)}


def page(course: Path, student: str) -> str:
    return (course / "feedback" / student / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")


def test_everybody_has_the_points_that_the_work_earns_and_feedback(course: Path) -> None:
    assert scores(course) == {student: points for student, (_, points) in CLASS.items()}
    for student in CLASS:
        assert "of 1 points" in page(course, student), student


def test_nothing_of_a_student_is_markup_in_what_nbgrader_shows(course: Path) -> None:
    graded = (course / "autograded/markup" / CHAPTER / NOTEBOOK).read_text(encoding="utf-8")
    assert "alert(" not in page(course, "markup") + graded


def test_the_answers_that_count_are_shown_and_the_others_named(course: Path) -> None:
    for student in ("two-names", "as-text", "py-and-scratch"):
        graded = (course / "autograded" / student / CHAPTER / NOTEBOOK).read_text(encoding="utf-8")
        assert "not written yet" not in graded, student
    assert f"{NOTEBOOK} (as it was handed out)" in page(course, "two-names")


def test_nothing_that_was_handed_in_is_changed_and_no_link_is_followed(course: Path) -> None:
    assert (course / "submitted/link" / CHAPTER / NOTEBOOK).is_symlink()
    assert (course / "submitted/folder" / CHAPTER / NOTEBOOK / "inside").is_dir()
    for student in ("link", "device", "pipe"):
        folder = course / "autograded" / student / CHAPTER
        assert not (folder / "data.csv").exists()
        assert "def half_adder(a, b):\n    return" not in (folder / NOTEBOOK).read_text(encoding="utf-8")
    assert not list((course / "submitted").glob("*/*/*.unreadable"))


def test_who_cannot_have_a_grade_or_was_passed_over_is_named(empty_course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "course"
    shutil.copytree(empty_course, mine)
    for student in ("ada", "bob", "a[b]", "zed"):
        hand_in(mine / "submitted" / student / CHAPTER, mine / "assignments", CHAPTER, RIGHT)
    latin = os.fsencode(mine / "submitted") + b"/caf\xe9"
    os.rename(mine / "submitted/bob", latin)
    (mine / "submitted/cat/Ch02_Perceptron").mkdir(parents=True)
    ended = dlfs_autograde(mine)
    assert ended.exit_code == 3, ended.output
    assert "Traceback" not in ended.output
    assert "caf\\xe9 has no grade: " in ended.stderr
    assert "a[b] has no grade: No notebooks were matched" in ended.stderr
    assert f"cat handed in Ch02_Perceptron; rename it to {CHAPTER}" in ended.stderr
    assert (scores(mine)["ada"], scores(mine)["zed"]) == (POINTS, POINTS)


def test_a_new_verdict_is_written_without_force(empty_course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "course"
    shutil.copytree(empty_course, mine)
    folder = mine / "submitted/ada" / CHAPTER
    hand_in(folder, mine / "assignments", CHAPTER, {"AND": RIGHT["AND"]})
    assert dlfs_autograde(mine).exit_code == 0
    assert scores(mine) == {"ada": 1}
    hand_in(folder, mine / "assignments", CHAPTER, RIGHT)
    assert dlfs_autograde(mine).exit_code == 0
    assert scores(mine) == {"ada": POINTS}
    assert "0 of 1 points" not in page(mine, "ada")


def test_a_student_that_is_a_link_is_named_and_nothing_is_written_where_it_leads(
    empty_course: Path, tmp_path: Path
) -> None:
    mine, elsewhere = tmp_path / "course", tmp_path / "elsewhere"
    shutil.copytree(empty_course, mine)
    hand_in(mine / "submitted/ada" / CHAPTER, mine / "assignments", CHAPTER, RIGHT)
    (elsewhere / CHAPTER).mkdir(parents=True)
    (mine / "submitted/bob").symlink_to(elsewhere)
    ended = dlfs_autograde(mine)
    assert (ended.exit_code, "bob is a link, which is not followed" in ended.stderr) == (3, True), (
        ended.output
    )
    assert list((elsewhere / CHAPTER).iterdir()) == []
