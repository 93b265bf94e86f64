"""`dlfs answer`: a model answer, after a tick, where the instructor handed them out."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.audit.leaks import find_leaks
from autograder.commands.main import main
from autograder.course.chapters import PACKAGE, chapter_names, load_chapter
from autograder.desk.model_answers import MODEL_ANSWERS
from autograder.release.bundle import ARCHIVE, make_bundle
from tests.desk.test_desk import dlfs, fill, script

GATES = "ch02_perceptron"
MINE = "def AND(x1, x2):\n    return 1 if x1 == 1 and x2 == 1 else 0\n"
OURS = "def AND(x1, x2):\n    return int(x1 + x2 > 1.5)  # größer als 1½"


@pytest.fixture
def course(tmp_path: Path, assignments: Path) -> Path:
    """Chapter 2 with one exercise solved, handed out with model answers."""
    shutil.copytree(assignments / GATES, tmp_path / "course" / GATES)
    fill(script(tmp_path / "course", GATES), AND=MINE)
    text = json.dumps({GATES: {"AND": OURS, "OR": "def OR"}}, ensure_ascii=False)
    (tmp_path / "course" / MODEL_ANSWERS).write_text(text, encoding="utf-8")
    return tmp_path / "course"


def test_after_a_tick_the_model_answer_is_shown_as_it_is_written(course: Path) -> None:
    for words, cwd in ((("AND",), course / GATES), (("2", "AND"), course)):
        shown = dlfs("answer", *words, cwd=cwd)
        assert shown.returncode == 0, shown.stderr
        assert shown.stdout.startswith("AND: yours passes. ")
        assert shown.stdout.endswith(f"\n{OURS}\n")


def test_before_a_tick_it_is_refused_with_how_the_exercise_stands_and_a_hint(course: Path) -> None:
    fill(script(course, GATES), OR="def OR(x1, x2):\n    return 1\n")
    refused = dlfs("answer", "OR", cwd=course)
    assert refused.returncode == 1
    assert "OR: 0 of 1 checks pass. The model answer is shown once yours passes." in refused.stdout
    assert "dlfs hint OR" in refused.stdout
    assert "def OR" not in refused.stdout
    none = dlfs("answer", "NAND", cwd=course)
    assert (none.returncode, none.stdout) == (2, "")
    assert f"{MODEL_ANSWERS} has no answer to NAND of {GATES}" in none.stderr


def test_what_passed_before_the_file_was_changed_does_not_count(course: Path) -> None:
    dlfs("progress", cwd=course)
    text = script(course, GATES).read_text(encoding="utf-8").replace(MINE, "def AND(x1, x2):\n    return 2\n")
    script(course, GATES).write_text(text, encoding="utf-8")
    assert dlfs("answer", "AND", cwd=course).returncode == 1


@pytest.mark.parametrize("damage", [None, b"", b"[]", b'{"ch02_perceptron": 3}', b"[" * 100_000, b"\xff"])
def test_without_answers_it_is_a_sentence(course: Path, damage: bytes | None) -> None:
    file = course / MODEL_ANSWERS
    file.unlink() if damage is None else file.write_bytes(damage)
    result = dlfs("answer", "AND", cwd=course)
    assert (result.returncode, result.stdout) == (2, "")
    said = " ".join(result.stderr.split())
    assert ("was handed out without model answers" if damage is None else "is damaged; take it") in said


def test_a_model_answer_passes_and_says_nothing_of_how_it_was_marked(
    assignments: Path, tmp_path: Path
) -> None:
    archive = make_bundle(tmp_path, sorted(assignments.iterdir()), answers=True)
    with zipfile.ZipFile(archive) as zipped:
        answers = json.loads(zipped.read(MODEL_ANSWERS))
        contents = {name: zipped.read(name) for name in zipped.namelist()}
    assert answers.keys() == set(chapter_names())
    for chapter, ours in answers.items():
        assert list(ours) == [e.name for e in load_chapter(chapter).exercises]
    assert not [a for ours in answers.values() for a in ours.values() if "###" in a or "from solutions" in a]
    shutil.copytree(assignments / GATES, tmp_path / GATES)
    fill(script(tmp_path, GATES), **answers[GATES])
    assert dlfs("check", "2", cwd=tmp_path).returncode == 0
    for chapter in chapter_names():
        assert find_leaks(contents[MODEL_ANSWERS].decode(), chapter)
        text = "".join(data.decode() for name, data in contents.items() if name.startswith(f"{chapter}/"))
        assert find_leaks(text, chapter) == []
    (wheel,) = (data for name, data in contents.items() if name.endswith(".whl"))
    (tmp_path / "dlfs.whl").write_bytes(wheel)
    with zipfile.ZipFile(tmp_path / "dlfs.whl") as zipped:
        assert [name for name in zipped.namelist() if name.endswith(".dlfs")] == []


def test_answers_are_handed_out_only_where_that_is_asked_for(assignments: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(make_bundle(tmp_path, [assignments / GATES])) as zipped:
        assert MODEL_ANSWERS not in zipped.namelist()
        assert "dlfs answer" not in zipped.read("START.md").decode()
    assert not [*PACKAGE.rglob("*.dlfs"), *assignments.rglob("*.dlfs")]


def test_release_is_told_what_goes_into_the_zip(
    assignments: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.release.assignments.release", lambda *_: [assignments / GATES])
    words = ["release", GATES, "--course", str(tmp_path)]
    refused = CliRunner().invoke(main, [*words, "--answers"])
    assert refused.exit_code == 2
    assert "give --bundle DIR as well" in refused.output
    assert list(tmp_path.iterdir()) == []
    told = CliRunner().invoke(main, [*words, "--bundle", str(tmp_path / "dist"), "--answers", "--no-borrow"])
    assert told.exit_code == 0, told.output
    with zipfile.ZipFile(tmp_path / "dist" / ARCHIVE) as zipped:
        assert [name for name in zipped.namelist() if name.endswith(".dlfs")] == [MODEL_ANSWERS]
