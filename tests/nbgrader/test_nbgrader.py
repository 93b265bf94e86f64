"""Plain nbgrader commands on a class that does everything classes do to notebooks."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from autograder.audit.leaks import find_leaks
from autograder.commands.main import main
from autograder.course.chapters import load_chapter
from tests.sample_class import fill_notebook, fill_twin, hand_in, right_answers
from tests.sample_class.gradebooks import open_gradebook, release

ROOT = Path(__file__).parents[2]
CHAPTER = "ch02_perceptron"
NOTEBOOK = f"{CHAPTER}.ipynb"
POINTS = load_chapter(CHAPTER).points

Tree = dict[str, Any]


def edited(change: Callable[[Tree], None]) -> Callable[[Path, Path], None]:
    """A submission with every answer right and something done to the notebook afterwards."""

    def make(folder: Path, assignments: Path) -> None:
        path = hand_in(folder, assignments, CHAPTER, right_answers(CHAPTER))
        tree = json.loads(path.read_text(encoding="utf-8"))
        change(tree)
        path.write_text(json.dumps(tree), encoding="utf-8")

    return make


def answered(answers: dict[str, str], twin: bool = False) -> Callable[[Path, Path], None]:
    def make(folder: Path, assignments: Path) -> None:
        hand_in(folder, assignments, CHAPTER, answers, twin)

    return make


def position(tree: Tree, grade_id: str) -> int:
    ids = [c["metadata"].get("nbgrader", {}).get("grade_id") for c in tree["cells"]]
    return ids.index(grade_id)


def cell(tree: Tree, grade_id: str) -> Tree:
    return tree["cells"][position(tree, grade_id)]


def duplicate(tree: Tree) -> None:
    for name in ("AND-answer", "AND", "XOR-answer"):
        place = position(tree, name)
        tree["cells"].insert(place + 1, json.loads(json.dumps(tree["cells"][place])))


def delete_checks(tree: Tree) -> None:
    for name in ("AND", "XOR", "train_perceptron"):
        del tree["cells"][position(tree, name)]


def edit_checks(tree: Tree) -> None:
    cell(tree, "AND")["source"] = "print('1.0')\n1.0"
    cell(tree, "XOR")["metadata"]["nbgrader"]["points"] = 1000
    cell(tree, "OR")["metadata"]["nbgrader"]["locked"] = False
    cell(tree, "NOT")["cell_type"] = "raw"
    for key in ("outputs", "execution_count"):
        cell(tree, "NOT").pop(key, None)


def break_metadata(tree: Tree) -> None:
    cell(tree, "AND-answer")["metadata"]["nbgrader"] = {}
    cell(tree, "NAND")["metadata"]["nbgrader"] = {"grade_id": "NAND"}
    cell(tree, "OR")["metadata"]["nbgrader"] = {"grade_id": "somebody-elses", "grade": True, "points": 9}
    cell(tree, "XOR")["metadata"]["nbgrader"]["schema_version"] = 1


def forge_outputs(tree: Tree) -> None:
    for name in right_answers(CHAPTER):
        del cell(tree, f"{name}-answer")["source"]
        cell(tree, f"{name}-answer")["source"] = "get_ipython().displayhook(3.0)"
        cell(tree, name)["outputs"] = [
            {
                "output_type": "execute_result",
                "data": {"text/plain": "9"},
                "metadata": {},
                "execution_count": 1,
            }
        ]


def renamed(folder: Path, assignments: Path) -> None:
    path = hand_in(folder, assignments, CHAPTER, right_answers(CHAPTER))
    path.rename(path.with_name("my copy (2).ipynb"))
    (folder / f"{CHAPTER}.py").unlink()


def twin_alone(folder: Path, assignments: Path) -> None:
    hand_in(folder, assignments, CHAPTER, right_answers(CHAPTER), twin=True)
    (folder / NOTEBOOK).unlink()


def both_changed(folder: Path, assignments: Path) -> None:
    path = hand_in(folder, assignments, CHAPTER, right_answers(CHAPTER))
    twin = path.with_suffix(".py")
    twin.write_text(fill_twin(twin.read_text(encoding="utf-8"), {"AND": "def AND(a, b):\n    return 7"}))


def unreadable(folder: Path, assignments: Path) -> None:
    hand_in(folder, assignments, CHAPTER, {})
    (folder / NOTEBOOK).write_text('{"cells": [', encoding="utf-8")


def empty_folder(folder: Path, assignments: Path) -> None:
    folder.mkdir(parents=True)
    assert (assignments / CHAPTER).is_dir()


RIGHT = right_answers(CHAPTER)
NOISY = {
    n: code.replace("    ### BEGIN", "    np.log(np.zeros(1) - 1)\n    ### BEGIN", 1)
    for n, code in RIGHT.items()
}

CLASS: dict[str, tuple[Callable[[Path, Path], None], float]] = {
    "right": (answered(RIGHT), POINTS),
    "only-the-twin": (answered(RIGHT, twin=True), POINTS),
    "twin-alone": (twin_alone, POINTS),
    "both-changed": (both_changed, POINTS),
    "untouched": (answered({}), 0),
    "half": (answered({"AND": RIGHT["AND"], "NAND": "def NAND(a, b):\n    return int(not a)"}), 1.5),
    "warnings": (answered(NOISY), POINTS),
    "duplicated-cells": (edited(duplicate), POINTS),
    "deleted-checks": (edited(delete_checks), POINTS),
    "edited-checks": (edited(edit_checks), POINTS),
    "broken-metadata": (edited(break_metadata), POINTS),
    "forged-outputs": (edited(forge_outputs), 0),
    "renamed": (renamed, POINTS),
    "unreadable": (unreadable, 0),
    "empty-folder": (empty_folder, 0),
    "hanging": (answered(RIGHT | {"NOT": "while True:\n    pass"}), POINTS - 1),
}


# Whose feedback differs in kind; half a second a page.
WITH_FEEDBACK = (
    "right", "only-the-twin", "both-changed", "half", "duplicated-cells", "renamed", "unreadable", "hanging",
)  # fmt: skip


def nbgrader(folder: Path, *words: str) -> str:
    command = [str(Path(sys.executable).parent / "nbgrader"), *words]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-4000:]
    return ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An nbgrader course with the chapter released into it."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    release([CHAPTER], folder)
    return folder


@pytest.fixture(scope="module")
def class_course(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class handed in by hand-placed folders, autograded, with feedback generated."""
    mine = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(course, mine)
    exchange = mine.parent / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    with (mine / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(f"\nc.Exchange.root = {str(exchange)!r}\n")
    for student, (make, _) in CLASS.items():
        make(mine / "submitted" / student / CHAPTER, mine / "assignments")
    nbgrader(mine, "autograde", CHAPTER)
    others = ",".join(CLASS.keys() - set(WITH_FEEDBACK))
    nbgrader(mine, "generate_feedback", CHAPTER, f"--CourseDirectory.student_id_exclude={others}")
    return mine


@pytest.fixture(scope="module")
def scores(class_course: Path) -> dict[str, dict[str, float]]:
    """What stands in gradebook.db: points of each exercise, by student."""
    found = {}
    with open_gradebook(class_course) as book:
        for submission in book.assignment_submissions(CHAPTER):
            grades = submission.notebooks[0].grades
            assert not any(g.needs_manual_grade for g in grades), submission.student.id
            found[submission.student.id] = {g.name: g.score for g in grades}
    return found


def test_everyone_has_a_grade(scores: dict[str, dict[str, float]]) -> None:
    assert scores.keys() == CLASS.keys()


@pytest.mark.parametrize("student", CLASS)
def test_gradebook_has_the_points_that_the_work_earns(
    student: str, scores: dict[str, dict[str, float]]
) -> None:
    assert sum(scores[student].values()) == CLASS[student][1]


def test_partial_credit_lands_in_the_gradebook(scores: dict[str, dict[str, float]]) -> None:
    assert scores["half"]["NAND"] == 0.5


def test_the_feedback_says_what_was_wrong_and_shows_no_hidden_check(class_course: Path) -> None:
    for student in WITH_FEEDBACK:
        page = class_course / "feedback" / student / CHAPTER / f"{CHAPTER}.html"
        text = page.read_text(encoding="utf-8")
        answers = set(find_leaks(text, CHAPTER))
        own = (class_course / "submitted" / student / CHAPTER).glob("*")
        written = {
            leak for p in own for leak in find_leaks(p.read_text(encoding="utf-8", errors="replace"), CHAPTER)
        }
        assert answers <= written, student
        assert "assert_bit" not in text
    half = (class_course / "feedback/half" / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
    assert "one input alone does not switch it off" in half
    assert "returned 0, expected 1" in half
    assert re.search(r'<span (?=[^>]*aria-label="not passed")[^>]*style="', half), "not shown as HTML"


def test_notes_reach_the_student(class_course: Path) -> None:
    def page(student: str) -> str:
        return (class_course / "feedback" / student / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")

    assert "could not be read" in page("unreadable")
    assert "only the .py twin was changed" in page("only-the-twin")
    assert "both the notebook and the .py twin were changed" in page("both-changed")
    assert "my copy (2).ipynb" in page("renamed")
    assert "ran too long while the file was loaded" in page("hanging")


def test_nothing_that_was_handed_in_is_lost(class_course: Path) -> None:
    kept = class_course / "submitted/unreadable" / CHAPTER / NOTEBOOK
    assert kept.read_text(encoding="utf-8") == '{"cells": ['


def test_the_twins_answers_are_shown_in_the_feedback(class_course: Path) -> None:
    graded = (class_course / "autograded/only-the-twin" / CHAPTER / NOTEBOOK).read_text(encoding="utf-8")
    assert "not written yet" not in graded


def test_feedback_of_hand_placed_folders_can_be_released(class_course: Path) -> None:
    nbgrader(class_course, "release_feedback", CHAPTER)
    assert len(list((class_course.parent / "exchange/dlfs/feedback").glob("*.html"))) == len(WITH_FEEDBACK)


def test_the_export_agrees_with_dlfs_grade(class_course: Path, tmp_path: Path) -> None:
    nbgrader(class_course, "export", "--to", str(tmp_path / "grades.csv"))
    with (tmp_path / "grades.csv").open(encoding="utf-8") as file:
        exported = {
            r["student_id"]: float(r["score"]) for r in csv.DictReader(file) if r["assignment"] == CHAPTER
        }
    shutil.copytree(class_course / "submitted", tmp_path / "mine", ignore=lambda *_: {"hanging"})  # seconds
    del exported["hanging"]
    words = ["grade", str(tmp_path / "mine"), "--output", str(tmp_path / "out"), "--jobs", "1"]
    ended = CliRunner().invoke(main, words)
    assert ended.exit_code == 0, ended.output
    with (tmp_path / "out/grades.csv").open(encoding="utf-8") as file:
        ours = {r["student"]: float(r["total"]) for r in csv.DictReader(file)}
    assert ours == exported == {s: float(points) for s, (_, points) in CLASS.items() if s != "hanging"}


def test_a_failure_on_our_side_is_no_grade_rather_than_a_zero(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "course"
    shutil.copytree(course, mine)
    hand_in(mine / "submitted/x" / CHAPTER, mine / "assignments", CHAPTER, RIGHT)
    with (mine / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\nimport autograder.sandbox.walls as w\nw.interpreter = lambda: '/nowhere/python'\n")
    command = [str(Path(sys.executable).parent / "nbgrader"), "autograde", CHAPTER]
    ended = subprocess.run(command, cwd=mine, capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert "was not graded" in ended.stderr
    with open_gradebook(mine) as book:
        grades = [
            g.auto_score for s in book.assignment_submissions(CHAPTER) for n in s.notebooks for g in n.grades
        ]
    assert set(grades) <= {None}


def test_generating_by_nbgrader_itself_gives_the_same_release(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "course"
    shutil.copytree(course, mine)
    shutil.rmtree(mine / "assignments" / CHAPTER)
    nbgrader(mine, "generate_assignment", CHAPTER, "--force")
    for path in (course / "assignments" / CHAPTER).iterdir():
        assert (mine / "assignments" / CHAPTER / path.name).read_bytes() == path.read_bytes()


def test_filling_helpers_really_fill(assignments: Path) -> None:
    released = (assignments / CHAPTER / NOTEBOOK).read_text(encoding="utf-8")
    assert "not written yet" not in fill_notebook(released, RIGHT)
    twin = (assignments / CHAPTER / f"{CHAPTER}.py").read_text(encoding="utf-8")
    assert "not written yet" not in fill_twin(twin, RIGHT)


# Who shows a difference, if there is one.
SOME = ("right", "only-the-twin", "half", "duplicated-cells", "unreadable")


@pytest.fixture(scope="module")
def by_dlfs(class_course: Path, course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same class autograded by `dlfs autograde`, with two workers."""
    mine = tmp_path_factory.mktemp("by-dlfs") / "course"
    shutil.copytree(course, mine)
    for student in SOME:
        shutil.copytree(class_course / "submitted" / student, mine / "submitted" / student)
    ended = dlfs_autograde(mine, CHAPTER, "--jobs", "2")
    assert ended.exit_code == 0, ended.output
    assert f"{len(SOME)} of {len(SOME)} have a grade" in ended.stdout
    return mine


def dlfs_autograde(folder: Path, *words: str) -> Result:
    """In this process: importing nbgrader takes longer than grading a few."""
    return CliRunner().invoke(main, ["autograde", "--course", str(folder), *words])


def gradebook(course: Path) -> dict[str, dict[str, Any]]:
    with open_gradebook(course) as book:
        return {
            s.student.id: {
                g.name: (g.auto_score, g.manual_score, g.score, g.max_score, g.needs_manual_grade)
                for g in s.notebooks[0].grades
            }
            for s in book.assignment_submissions(CHAPTER)
        }


def without_random_ids(path: Path) -> str:
    """A file but for the ids that nbformat gives to cells that were copied."""
    return re.sub(r'"id": "\w+"|id="?cell-id=\w+"?', "", path.read_text(encoding="utf-8"))


def test_dlfs_autograde_writes_what_nbgrader_autograde_writes(by_dlfs: Path, class_course: Path) -> None:
    plainly = gradebook(class_course)
    assert gradebook(by_dlfs) == {student: plainly[student] for student in SOME}
    for student in SOME:
        for kind, name in (("autograded", NOTEBOOK), ("feedback", f"{CHAPTER}.html")):
            mine, plain = (c / kind / student / CHAPTER / name for c in (by_dlfs, class_course))
            assert without_random_ids(mine) == without_random_ids(plain), mine


def test_dlfs_autograde_again_judges_nothing_and_keeps_manual_marks(by_dlfs: Path) -> None:
    with open_gradebook(by_dlfs) as book:
        notebook = book.find_submission_notebook(CHAPTER, CHAPTER, "half")
        grade = next(g for g in notebook.grades if g.name == "XOR")
        grade.manual_score = 1.5
        book.db.commit()
    ended = dlfs_autograde(by_dlfs, CHAPTER, "--jobs", "1")
    assert f"0 judged, {len(SOME)} had a verdict already" in ended.stdout
    ended = dlfs_autograde(by_dlfs, CHAPTER, "--jobs", "1", "--force")
    assert f"{len(SOME)} judged" in ended.stdout, ended.stderr
    assert gradebook(by_dlfs)["half"]["XOR"][:3] == (0.0, 1.5, 1.5)


def test_dlfs_autograde_says_what_is_missing(tmp_path: Path, course: Path) -> None:
    ended = dlfs_autograde(tmp_path, CHAPTER)
    assert (ended.exit_code, "dlfs release" in ended.stderr) == (2, True)
    ended = dlfs_autograde(course, CHAPTER)
    assert (ended.exit_code, "collect it first" in ended.stderr) == (2, True)
    assert dlfs_autograde(course, "ch99_none").exit_code == 2
