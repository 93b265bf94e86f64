"""`dlfs borrow`: a later chapter over compiled references of earlier ones, and where they never are."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import CodeType

import pytest

from autograder import earlier
from autograder.course import lent
from autograder.course.chapters import PACKAGE, PUBLIC_CHECKS, chapter_names, load_chapter
from autograder.course.lent import LENT, NothingLent, lent_code, to_lend
from autograder.course.references import for_students
from autograder.desk import notebook
from autograder.desk.bench import judge_here
from autograder.desk.cards import card_of
from autograder.desk.course_folder import find_course
from autograder.desk.memory import Memory
from autograder.desk.seen import look_at
from autograder.grading.grader import Grader
from autograder.release.bundle import CHECKOUT, make_bundle
from autograder.submissions.borrowed import borrowing_in, in_words
from autograder.submissions.choosing import open_submission
from autograder.testing.students import LocalStudent
from tests.desk.test_desk import DLFS, dlfs, environment, fill, script, wait_for
from tests.desk.test_students_side import PYTEST, run, summary
from tests.sample_class import right_answers

NET, LEARNING, BACKPROP = "ch03_neural_network", "ch04_learning", "ch05_backpropagation"
BOTH = "chapters 3 and 4 are borrowed: they earn no points anywhere"


@pytest.fixture
def course(tmp_path: Path, assignments: Path) -> Path:
    """Chapters 3 to 6 as handed out, with the layer of chapter 5 that calls both earlier chapters."""
    root = tmp_path / "course"
    for name in (NET, LEARNING, BACKPROP, "ch06_training_techniques"):
        shutil.copytree(assignments / name, root / name)
    fill(script(root, BACKPROP), SoftmaxWithLoss=right_answers(BACKPROP)["SoftmaxWithLoss"])
    return root


def test_a_later_chapter_can_be_tried_over_what_is_borrowed_and_every_screen_says_so(course: Path) -> None:
    assert "first write softmax of" in dlfs("check", "5", cwd=course).stdout
    said = " ".join(dlfs("borrow", "3", cwd=course).stdout.split())
    assert "Chapter 3, and later ones that you have not all written, are borrowed" in said
    for words in (("check", "5"), ("check", "5", "SoftmaxWithLoss")):
        assert BOTH in dlfs(*words, cwd=course).stdout, words
    assert dlfs("check", "5", "SoftmaxWithLoss", cwd=course).returncode == 0
    progress = " ".join(dlfs("progress", cwd=course).stdout.split())
    assert "1 of 10 next: AddLayer" in progress
    assert "they earn no points anywhere. It ends with: dlfs borrow --back" in progress
    under_pytest = summary(run(PYTEST, "-k", "SoftmaxWithLoss", cwd=course / BACKPROP).stdout)
    assert BOTH in under_pytest
    assert "SoftmaxWithLoss  7 of 7 checks pass" in under_pytest
    dlfs("borrow", "--back", cwd=course / BACKPROP)
    assert "0 of 10" in dlfs("progress", cwd=course).stdout.split("ch05_backpropagation")[1]
    back = dlfs("check", "5", cwd=course).stdout
    assert "borrowed" not in back
    assert "first write softmax of" in back


def test_watch_says_so_too(course: Path, tmp_path: Path) -> None:
    Memory(course).borrow(NET)
    said = tmp_path / "said"
    with said.open("wb") as file:
        watching = subprocess.Popen(
            [DLFS, "watch", "5"], cwd=course, env=environment(), stdout=file, stdin=subprocess.DEVNULL
        )
    try:
        wait_for(lambda: BOTH in said.read_text(encoding="utf-8"))
    finally:
        watching.kill()
        watching.wait()


def test_nothing_is_solved_by_it_and_files_stay_as_they_are(course: Path) -> None:
    before = {path: path.read_bytes() for path in course.rglob("ch*.*")}
    dlfs("borrow", "3", cwd=course)
    assert "0 of 12 exercises pass" in dlfs("check", "3", cwd=course).stdout
    assert {path: path.read_bytes() for path in before} == before


def test_a_later_chapter_that_is_all_written_is_the_learners_own_right_or_wrong(course: Path) -> None:
    fill(script(course, LEARNING), **right_answers(LEARNING))
    Memory(course).borrow(NET)
    borrowing = borrowing_in(course)
    assert borrowing is not None
    assert [name for name in chapter_names() if borrowing.takes(name)] == [NET, *chapter_names()[4:]]
    assert "chapter 3 is borrowed: it earns no points anywhere" in dlfs("check", "5", cwd=course).stdout
    right = right_answers(LEARNING)["cross_entropy_error"]
    file = script(course, LEARNING)
    wrong = file.read_text(encoding="utf-8").replace(right, "def cross_entropy_error(y, t):\n    return 0\n")
    file.write_text(wrong, encoding="utf-8")
    assert dlfs("check", "5", "SoftmaxWithLoss", cwd=course).returncode == 1


def test_what_is_remembered_of_a_chapter_does_not_outlive_what_it_stood_on(course: Path) -> None:
    alone = find_course(course).digest(BACKPROP)
    Memory(course).borrow(NET)
    over_borrowed = find_course(course).digest(BACKPROP)
    assert over_borrowed != alone
    Memory(course).borrow("")
    assert find_course(course).digest(BACKPROP) == alone


@pytest.fixture
def in_notebook(course: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, object]]:
    """A namespace as a notebook of chapter 5 has it, in its folder, where chapter 3 is borrowed."""

    def open_it() -> dict[str, object]:
        Memory(course).borrow(NET)
        monkeypatch.chdir(course / BACKPROP)
        earlier.forget()
        namespace: dict[str, object] = {"__name__": "__main__"}
        cells = open_submission(Path(), BACKPROP).cells
        exec(next(cell for cell in cells if "chapter_check(" in cell), namespace)
        exec(right_answers(BACKPROP)["SoftmaxWithLoss"], namespace)
        return namespace

    return open_it


def test_in_a_notebook_text_and_card_say_what_is_borrowed(in_notebook, capsys) -> None:
    namespace = in_notebook()
    assert capsys.readouterr().err.count("is borrowed") == 2
    exec("check('SoftmaxWithLoss')", namespace)
    assert capsys.readouterr().out.endswith(f"\n\n{BOTH}\n")
    exec("class SoftmaxWithLoss:\n    def forward(self, x, t):\n        return softmax(x)\n", namespace)
    with pytest.raises(notebook.CheckNotPassed, match=BOTH):
        exec("check('SoftmaxWithLoss')", namespace)
    student = LocalStudent(namespace)
    outcomes = judge_here(PUBLIC_CHECKS / f"test_{BACKPROP}.py", "SoftmaxWithLoss", student)
    assert BOTH in card_of(look_at("SoftmaxWithLoss", outcomes, student), lent=BOTH)
    earlier.forget()


def test_how_many_are_borrowed_is_said_in_words() -> None:
    assert in_words([]) == ""
    assert in_words([NET]) == "chapter 3 is borrowed: it earns no points anywhere"
    assert in_words([BACKPROP, NET, LEARNING]).startswith("chapters 3, 4 and 5 are borrowed: they earn")


# --- where references come from -----------------------------------------------------------------------------


def test_a_students_install_borrows_from_the_file_beside_the_chapters_only(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lent, "SOLUTIONS", course / "no solutions in a wheel")
    with pytest.raises(NothingLent, match=r"handed out without borrow\.dlfs"):
        lent_code(course, NET)
    (course / LENT).write_bytes(to_lend([NET, LEARNING]))
    assert lent_code(course, NET) != lent_code(course, LEARNING)
    with pytest.raises(NothingLent, match=r"does not hold ch05_backpropagation; it has ch03"):
        lent_code(course, BACKPROP)


@pytest.mark.parametrize("damage", [b"", b"\xff\n", b"[]\n", b'{"bytes": {"ch03": -5}}\n', b"[" * 100_000])
def test_a_damaged_file_is_a_sentence(course: Path, damage: bytes) -> None:
    (course / LENT).write_bytes(damage)
    result = dlfs("borrow", "3", cwd=course)
    assert (result.returncode, result.stdout) == (2, "")
    assert "is damaged; take it out of your course's zip again" in result.stderr


def test_code_that_does_not_run_leaves_the_students_own(course: Path) -> None:
    head, _, codes = to_lend([NET, LEARNING]).partition(b"\n")
    (course / LENT).write_bytes(head + b"\n" + bytes(len(codes)))
    dlfs("borrow", "3", cwd=course)
    said = " ".join(dlfs("check", "5", cwd=course).stdout.split())
    assert f"not borrowed: the reference of {NET} did not run" in said
    assert "first write softmax of" in said


def test_code_of_another_python_is_refused_with_the_one_that_is_needed(course: Path) -> None:
    head, _, codes = to_lend([NET]).partition(b"\n")
    record = json.loads(head) | {"python": "3.99", "tag": "cpython-399"}
    (course / LENT).write_bytes(json.dumps(record).encode() + b"\n" + codes)
    result = dlfs("borrow", "3", cwd=course)
    this = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert result.returncode == 2
    sentence = f"borrow.dlfs is for Python 3.99, and this is {this}"
    assert sentence in " ".join(result.stderr.split())
    Memory(course).borrow(NET)
    said = " ".join(dlfs("check", "5", cwd=course).stdout.split())
    assert said.count(f"not borrowed: {sentence}") == 1, "once, for two chapters"


@pytest.mark.parametrize("words", [(), ("3", "--back"), ("77",)])
def test_what_cannot_be_meant_is_a_line_and_exit_code_2(course: Path, words: tuple[str, ...]) -> None:
    result = dlfs("borrow", *words, cwd=course)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")


# --- and where they are not ---------------------------------------------------------------------------------


def test_grading_never_looks_at_what_is_borrowed(course: Path, grader: Grader, monkeypatch) -> None:
    file = script(course, BACKPROP)
    before = grader.grade(open_submission(file.parent, BACKPROP), BACKPROP)
    Memory(course).borrow(NET)
    (course / LENT).write_bytes(b"not even a file of ours")
    monkeypatch.chdir(course / BACKPROP)
    for name in ("borrowing_around", "lent_code"):
        monkeypatch.setattr(earlier, name, lambda *_: pytest.fail("grading borrowed"))
    after = grader.grade(open_submission(file.parent, BACKPROP), BACKPROP)
    assert [e.points for e in after.exercises] == [e.points for e in before.exercises]
    own = grader.grade(open_submission(course / NET, NET), NET)
    assert sum(e.points for e in own.exercises) == 0


def telling_codes(chapter: str) -> list[bytes]:
    """The longest pieces of bytecode of a chapter's reference: what no other file holds by chance."""
    source = for_students(load_chapter(chapter).path.read_text(encoding="utf-8"))
    waiting, found = [compile(source, "(reference)", "exec", optimize=2)], []
    while waiting:
        code = waiting.pop()
        found.append(code.co_code)
        waiting += [c for c in code.co_consts if isinstance(c, CodeType)]
    return sorted(found[1:], key=len)[-5:]


def holding_references(contents: dict[str, bytes]) -> set[str]:
    codes = [code for chapter in chapter_names() for code in telling_codes(chapter)]
    return {name for name, data in contents.items() if any(code in data for code in codes)}


def unzipped(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


@pytest.mark.student_install
def test_compiled_references_are_in_the_one_file_that_can_be_left_out(
    assignments: Path, tmp_path: Path
) -> None:
    released = sorted(assignments.iterdir())
    with_it = unzipped(make_bundle(tmp_path / "with", released))
    without = unzipped(make_bundle(tmp_path / "without", released, lend=False))
    assert holding_references(with_it) == {LENT}
    assert with_it.keys() - without.keys() == {LENT}
    assert holding_references(without) == set()
    (wheel,) = (name for name in without if name.endswith(".whl"))
    (tmp_path / wheel).write_bytes(without[wheel])
    assert holding_references(unzipped(tmp_path / wheel)) == set()
    committed = {str(p): p.read_bytes() for p in assignments.rglob("*") if p.is_file()}
    assert holding_references(committed) == set()
    assert not [p for p in (*PACKAGE.rglob("*.dlfs"), *(CHECKOUT / "assignments").rglob("*.dlfs"))]


def test_every_chapter_has_code_to_look_for() -> None:
    for chapter in chapter_names():
        assert min(map(len, telling_codes(chapter))) > 100, chapter
        assert holding_references({"lent": to_lend([chapter])}) == {"lent"}
