"""Nobody vanishes: every path that is given ends in a row, or in a sentence that names it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.commands.main import main
from autograder.course.sources import CourseError
from autograder.submissions.layout import layout_of
from tests.sample_class import fill_notebook, fill_twin, right_answers

CHAPTER = "ch02_perceptron"
NOTEBOOK = f"{CHAPTER}.ipynb"
TEXT = '{"cells": [{"cell_type": "code", "source": "from x import AND\\nprint(\'%s\')"}], "nbformat": 4}'


def put(root: Path, *files: str) -> Path:
    """Files with the content of a small notebook, each another."""
    for file in files:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT % file, encoding="utf-8")
    return root


def rows(paths: list[Path], chapter: str | None = CHAPTER) -> list[tuple[str, str]]:
    return [(place.student, place.chapter) for place in layout_of(paths, chapter).places]


def students(*paths: Path, chapter: str | None = CHAPTER) -> list[str]:
    return [student for student, _ in rows(list(paths), chapter)]


def left_out(*paths: Path, chapter: str | None = CHAPTER) -> list[str]:
    return [left.path.name for left in layout_of(list(paths), chapter).left_out]


def dlfs_grade(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["grade", *map(str, arguments), "--jobs", "1"])


@pytest.fixture(scope="module")
def right(assignments: Path) -> str:
    released = (assignments / CHAPTER / NOTEBOOK).read_text(encoding="utf-8")
    return fill_notebook(released, right_answers(CHAPTER))


@pytest.fixture(scope="module")
def right_twin(assignments: Path) -> str:
    released = (assignments / CHAPTER / f"{CHAPTER}.py").read_text(encoding="utf-8")
    return fill_twin(released, right_answers(CHAPTER))


@pytest.mark.parametrize(
    "name",
    [CHAPTER, "Ch02_Perceptron", "ch02", "Chapter 2", "chapter-02", f"{CHAPTER} (1)", f"{CHAPTER}-Copy1"],
)
@pytest.mark.parametrize("chapter", [CHAPTER, None])
def test_a_chapters_folder_may_be_called_as_people_call_it(tmp_path, name, chapter) -> None:
    put(tmp_path, f"ada/{name}/{NOTEBOOK}", f"bob/{CHAPTER}/{NOTEBOOK}")
    assert rows([tmp_path], chapter) == [("ada", CHAPTER), ("bob", CHAPTER)]


@pytest.mark.parametrize(
    "files",
    [
        (f"ada/{CHAPTER}/{CHAPTER}/{NOTEBOOK}", f"bob/{CHAPTER}/{NOTEBOOK}"),
        (f"ada/{NOTEBOOK}", f"bob/{CHAPTER}/{NOTEBOOK}"),
        (f"ada/week 2/{NOTEBOOK}", f"bob/{NOTEBOOK}"),
        (f"monday/ada/{CHAPTER}/{NOTEBOOK}", f"friday/bob/{CHAPTER}/{NOTEBOOK}"),
        (f"{CHAPTER}/ada/{NOTEBOOK}", f"{CHAPTER}/bob/{NOTEBOOK}"),
        (f"{CHAPTER}/ada.ipynb", f"{CHAPTER}/bob.ipynb"),
        ("ada.ipynb", "bob.ipynb"),
        ("ada.IPYNB", "bob.ipynb.txt"),
        ("ada/homework.ipynb", "bob/homework.ipynb"),
    ],
)
def test_whatever_the_layout_each_student_is_a_row(tmp_path, files) -> None:
    assert sorted(students(put(tmp_path / "class", *files))) == ["ada", "bob"]


def test_folders_given_one_by_one_are_the_students_they_are_called_after(tmp_path) -> None:
    put(tmp_path, *(f"{name}/{CHAPTER}/{NOTEBOOK}" for name in ("ada", "bob")))
    put(tmp_path / "deep", *(f"{name}/{NOTEBOOK}" for name in ("ada", "bob")))
    put(tmp_path / "own", *(f"{name}/homework.ipynb" for name in ("ada", "bob", "cat")))
    names = [tmp_path / name for name in ("ada", "bob")]
    assert students(*names) == ["ada", "bob"]
    assert students(*(name / CHAPTER for name in names)) == ["ada", "bob"]
    assert students(*(name / CHAPTER / NOTEBOOK for name in names)) == ["ada", "bob"]
    assert students(names[0] / CHAPTER) == ["ada"]
    assert students(names[0]) == ["ada"]
    assert students(*sorted((tmp_path / "deep").iterdir())) == ["ada", "bob"]
    assert students(*sorted((tmp_path / "own").iterdir())) == ["ada", "bob", "cat"]


def test_two_readings_are_refused_in_a_sentence(tmp_path) -> None:
    put(tmp_path / "class", "ada.ipynb", "bob.ipynb", NOTEBOOK)
    with pytest.raises(CourseError, match=r"class can be read as one student's or as 3 students'"):
        layout_of([tmp_path / "class"], CHAPTER)
    assert students(*sorted((tmp_path / "class").iterdir())) == ["ada", "bob", "class"]
    put(tmp_path / "own", "a/1.ipynb", "a/2.ipynb", "a/3.ipynb", "a/4.ipynb", "b/x.ipynb")
    assert (students(tmp_path / "own"), left_out(tmp_path / "own")) == (["b"], ["a"])


def test_a_students_folder_with_copies_and_helpers_is_one_row(tmp_path) -> None:
    put(tmp_path / "ada", NOTEBOOK, f"{CHAPTER}-Copy1.ipynb", f"{CHAPTER} (1).ipynb")
    (tmp_path / "ada/utils.py").write_text("def helper():\n    return 1\n")
    assert students(tmp_path / "ada") == ["ada"]


def test_a_file_is_what_its_content_says_whatever_its_name(tmp_path, right, right_twin) -> None:
    folder = tmp_path / "flat"
    folder.mkdir()
    for name in ("a.ipynb.txt", "b.ipynb.json", "c.IPYNB", "d.ZIP", "e.7z", "f.pdf", "g.html", "h.txt", "_x"):
        (folder / name).write_text(right, encoding="utf-8")
    (folder / "i.py.txt").write_text(right_twin, encoding="utf-8")
    (folder / "j.ipynb").write_text(right_twin, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr(f"homework/{NOTEBOOK}", right)
    with zipfile.ZipFile(folder / "k.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "in a zip.zip")
    graded = dlfs_grade(folder, "--json", "--chapter", CHAPTER)
    assert graded.exit_code == 0, graded.output
    found = [json.loads(line) for line in graded.stdout.splitlines()]
    assert sorted(row["student"] for row in found) == ["_x", *"abcdefghijk"]
    assert {row["student"]: row["points"] for row in found if row["points"] != row["max_points"]} == {}


def test_what_cannot_be_read_is_named_and_the_exit_code_says_that_somebody_has_no_verdict(tmp_path) -> None:
    put(tmp_path, "ada.ipynb")
    (tmp_path / "hal.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
    (tmp_path / "gus.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(range(256)))
    (tmp_path / "ivy.html").write_text("<html>a page</html>")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    os.symlink("/etc/passwd", tmp_path / "lee.ipynb")
    graded = dlfs_grade(tmp_path, "--chapter", CHAPTER)
    assert graded.exit_code == 3
    for name in ("hal.pdf", "gus.7z", "ivy.html"):
        assert f"{name} is neither a notebook nor Python" in graded.stderr
    assert "lee.ipynb is a link, which is not followed" in graded.stderr
    assert "passed over, nobody's work: .DS_Store" in graded.stderr


def test_a_students_own_course_folder_has_a_row_a_chapter(tmp_path) -> None:
    put(tmp_path / "ada", f"{CHAPTER}/{NOTEBOOK}", "ch03_neural_network/ch03_neural_network.ipynb")
    (tmp_path / "ada/conftest.py").write_text("# pytest\n")
    assert rows([tmp_path / "ada"], None) == [("ada", CHAPTER), ("ada", "ch03_neural_network")]
    assert rows([tmp_path / "ada"]) == [("ada", CHAPTER)]


def test_a_folder_that_holds_nothing_is_a_row_where_the_chapter_is_told_and_else_a_sentence(tmp_path) -> None:
    put(tmp_path, f"ada/{CHAPTER}/{NOTEBOOK}")
    (tmp_path / "bob" / CHAPTER).mkdir(parents=True)
    (tmp_path / "cat").mkdir()
    assert students(tmp_path) == ["ada", "bob", "cat"]
    assert (students(tmp_path, chapter=None), left_out(tmp_path, chapter=None)) == (["ada", "bob"], ["cat"])


def test_any_name_that_a_file_system_allows_is_a_row(tmp_path, right) -> None:
    folder = os.fsencode(tmp_path) + b"/class"
    os.mkdir(folder)
    names = [
        b"caf\xe9",
        b"esc\x1b[31m",
        b"new\nline",
        "\u540d\u524d".encode(),
        "Jose\u0301".encode(),
        b"a[b]*?",
    ]
    for name in names:
        with open(folder + b"/" + name + b".ipynb", "wb") as file:
            file.write(right.encode())
    command = [str(Path(sys.executable).parent / "dlfs"), "grade", os.fsdecode(folder), "--chapter", CHAPTER]
    for setting in ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "cp1252"}, {"PYTHONUTF8": "0", "LC_ALL": "C"}):
        out = tmp_path / "-".join(setting)
        ended = subprocess.run(
            [*command, "--output", str(out), "--jobs", "1"],
            env=os.environ | setting,
            capture_output=True,
            check=False,
        )
        assert (ended.returncode, b"Traceback" in ended.stderr) == (0, False), ended.stderr[-2000:]
        assert b"\x1b[31m" not in ended.stdout + ended.stderr
        lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
        found = {json.loads(line)["student"] for line in lines}
        assert found == {"caf\\xe9", "esc\\x1b[31m", "new\\nline", "\u540d\u524d", "Jose\u0301", "a[b]*?"}


def test_pipes_devices_and_links_are_sentences_and_nothing_waits_for_them(tmp_path, right) -> None:
    secret = tmp_path / "answers.ipynb"
    secret.write_text(right, encoding="utf-8")
    base = tmp_path / "class"
    put(base, f"ada/{CHAPTER}/{NOTEBOOK}")
    for name in ("pipe", "link", "sparse", "folder", "linked"):
        (base / name / CHAPTER).mkdir(parents=True)
    os.mkfifo(base / "pipe" / CHAPTER / NOTEBOOK)
    os.symlink(secret, base / "link" / CHAPTER / NOTEBOOK)
    with (base / "sparse" / CHAPTER / NOTEBOOK).open("wb") as file:
        file.truncate(1 << 40)
    (base / "folder" / CHAPTER / NOTEBOOK).mkdir()
    os.rmdir(base / "linked" / CHAPTER)
    os.symlink(base / "ada" / CHAPTER, base / "linked" / CHAPTER)
    os.symlink(base / "ada", base / "whole")
    os.mkfifo(base / "fifo.ipynb")
    with socket.socket(socket.AF_UNIX) as some:
        some.bind(str(base / "socket"))
    found = layout_of([base], CHAPTER)
    opened = {place.student: place.open() for place in found.places}
    assert opened.pop("ada").data
    assert {name: handin.data for name, handin in opened.items()} == dict.fromkeys(opened, b"")
    assert sorted(opened) == ["folder", "link", "linked", "pipe", "sparse"]
    words = {
        "link": "a link",
        "sparse": "too large",
        "pipe": "a named pipe",
        "folder": "a folder",
        "linked": "a link",
    }
    for name, said in words.items():
        assert said in opened[name].problem
    told = {left.path.name: left.reason for left in found.left_out}
    assert told["whole"] == "is a link, which is not followed"
    assert (told["fifo.ipynb"], told["socket"]) == ("is a named pipe", "is a socket")


def test_a_link_that_takes_a_folders_place_after_the_layout_was_read_is_not_followed(tmp_path, right) -> None:
    (tmp_path / "elsewhere" / CHAPTER).mkdir(parents=True)
    (tmp_path / "elsewhere" / CHAPTER / NOTEBOOK).write_text(right, encoding="utf-8")
    base = put(tmp_path / "class", f"ada/{CHAPTER}/{NOTEBOOK}", f"bob/{CHAPTER}/{NOTEBOOK}")
    (ada, _) = layout_of([base], CHAPTER).places
    (base / "ada").rename(tmp_path / "away")
    os.symlink(tmp_path / "elsewhere", base / "ada")
    assert (ada.open().data, "link" in ada.open().problem) == (b"", True)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_cannot_be_unpacked_in_bounded_steps_is_a_sentence(tmp_path, method) -> None:
    with zipfile.ZipFile(tmp_path / "ada.zip", "w", method) as archive:
        archive.writestr(NOTEBOOK, b"0" * (64 << 20))
    (place,) = layout_of([tmp_path / "ada.zip"], CHAPTER).places
    assert "packed in a way that is not taken" in place.open().problem


def test_a_script_of_cell_markers_only_is_a_sentence(tmp_path) -> None:
    (tmp_path / "ada.py").write_text("# %%\nx = 1\n" * 6000, encoding="utf-8")
    (tmp_path / "bob.py").write_text("def AND(x1, x2):\n    return int(x1 and x2)\n", encoding="utf-8")
    graded = dlfs_grade(tmp_path, "--json", "--chapter", CHAPTER)
    rows_ = {row["student"]: row for row in map(json.loads, graded.stdout.splitlines())}
    assert "over 5000 cells" in rows_["ada"]["notes"][0]
    assert rows_["bob"]["points"] > 0


def test_a_class_beside_a_copy_of_the_chapter_is_not_one_student(tmp_path) -> None:
    put(tmp_path / "class", f"ada/{NOTEBOOK}", f"bob/{NOTEBOOK}", NOTEBOOK)
    with pytest.raises(CourseError, match="can be read as one student's or as 3 students'"):
        layout_of([tmp_path / "class"], CHAPTER)


def test_folders_given_two_at_a_time_are_students_where_their_files_have_titles(tmp_path) -> None:
    put(tmp_path, "ada/homework.ipynb", "bob/homework.ipynb")
    assert students(tmp_path / "ada", tmp_path / "bob") == ["ada", "bob"]


def test_a_file_beside_a_students_chapter_folder_counts_if_it_is_the_answered_one(
    tmp_path, right, assignments
) -> None:
    released = (assignments / CHAPTER / NOTEBOOK).read_text(encoding="utf-8")
    for name, text in ((f"ada/{CHAPTER}/{NOTEBOOK}", released), (f"ada/{NOTEBOOK}", right)):
        (tmp_path / "class" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "class" / name).write_text(text, encoding="utf-8")
    (place,) = layout_of([tmp_path / "class"], None).places
    assert place.open().data == right.encode()


def test_a_hidden_notebook_and_one_called_like_a_check_are_hand_ins(tmp_path) -> None:
    put(tmp_path, ".ada.ipynb", "test_chen.ipynb", "._bob.ipynb")
    (tmp_path / "._bob.ipynb").write_bytes(b"\x00\x05\x16\x07\x00\x02")
    (tmp_path / f"test_{CHAPTER}.py").write_text("def test_it(): ...\n")
    found = layout_of([tmp_path], CHAPTER)
    assert [place.student for place in found.places] == [".ada", "test_chen"]
    assert (found.left_out, found.passed_over) == ([], {"._bob.ipynb", f"test_{CHAPTER}.py"})


def test_what_cannot_be_looked_into_costs_nobody_else(tmp_path, monkeypatch) -> None:
    from autograder.submissions import whose

    put(tmp_path, f"ada/{CHAPTER}/{NOTEBOOK}", f"bob/{CHAPTER}/{NOTEBOOK}")
    entries_of = whose.entries_of

    def refused(folder: Path) -> list[Path]:
        if folder.name == "bob":
            raise PermissionError(13, "Permission denied")
        return entries_of(folder)

    monkeypatch.setattr(whose, "entries_of", refused)
    assert (students(tmp_path), left_out(tmp_path)) == (["ada"], ["bob"])


def test_a_zip_of_a_class_is_named_with_the_students_in_it(tmp_path) -> None:
    put(tmp_path, "cat.ipynb")
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for name in ("ada", "bob"):
            archive.writestr(f"class/{name}/{CHAPTER}/{NOTEBOOK}", TEXT)
    (left,) = layout_of([tmp_path], CHAPTER).left_out
    assert str(left).endswith("class.zip holds the folders of ada, bob; unpack it and give its folder")


def test_the_results_of_an_earlier_run_are_nobodys_work(tmp_path) -> None:
    put(tmp_path, f"ada/{CHAPTER}/{NOTEBOOK}")
    for _ in range(2):
        assert dlfs_grade(tmp_path, "--chapter", CHAPTER, "--output", tmp_path / "results").exit_code == 0
    assert students(tmp_path) == ["ada"]


def test_lines_of_json_stay_json_on_any_terminal(tmp_path, right) -> None:
    (tmp_path / "\u540d\u524d \U0001f600.ipynb").write_text(right, encoding="utf-8")
    command = [
        str(Path(sys.executable).parent / "dlfs"),
        "grade",
        str(tmp_path),
        "--chapter",
        CHAPTER,
        "--json",
    ]
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    ended = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["student"] == "\u540d\u524d \U0001f600"
