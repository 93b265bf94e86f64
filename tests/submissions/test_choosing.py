"""Of several files of one student the answered one counts, and the others are named: in folders and zips."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from autograder.submissions.choosing import choose_from, choose_in, files_in_zip, open_submission
from autograder.submissions.reading import SubmissionError
from tests.sample_class import fill_notebook, fill_twin, right_answers

CHAPTER = "ch02_perceptron"
NOTEBOOK, TWIN = f"{CHAPTER}.ipynb", f"{CHAPTER}.py"
RIGHT = right_answers(CHAPTER)
HALF = dict(list(RIGHT.items())[: len(RIGHT) // 2])
HELPER = "def helper(x):\n    return x\n\n\ndef other(x):\n    return x\n"


@pytest.fixture(scope="module")
def texts(assignments: Path) -> dict[str, str]:
    """What may lie in a student's folder."""
    released = (assignments / CHAPTER / NOTEBOOK).read_text(encoding="utf-8")
    twin = (assignments / CHAPTER / TWIN).read_text(encoding="utf-8")
    scratch = json.loads(released)
    scratch["cells"].append({"cell_type": "code", "metadata": {}, "source": "print(1)", "outputs": []})
    bare = fill_notebook(released, RIGHT).replace("dlfs_released", "x")
    return {
        "stub": released,
        "full": fill_notebook(released, RIGHT),
        "half": fill_notebook(released, HALF),
        "scratch": json.dumps(scratch),
        "bare": bare.replace(CHAPTER, "x"),
        "full.py": fill_twin(twin, RIGHT),
        "half.py": fill_twin(twin, HALF),
        "stub.py": twin,
        "helper": HELPER,
        "broken": '{"cells": [',
    }


# What lies there, which of it counts, and what is said. The first rows are hand-ins that were really made.
CASES: dict[str, tuple[dict[str, str], str, str]] = {
    "an untouched original beside two copies": (
        {NOTEBOOK: "stub", f"{CHAPTER}-Copy1.ipynb": "stub", f"{CHAPTER}-Copy2.ipynb": "full"},
        f"{CHAPTER}-Copy2.ipynb",
        f"also there and not graded: {CHAPTER}-Copy1.ipynb (as it was handed out), {NOTEBOOK} (as it was",
    ),
    "half beside complete": (
        {NOTEBOOK: "half", f"{CHAPTER}-Copy1.ipynb": "full"},
        f"{CHAPTER}-Copy1.ipynb",
        f"also there and not graded: {NOTEBOOK}",
    ),
    "an own name beside a helper": (
        {"homework.ipynb": "bare", "utils.py": "helper"},
        "homework.ipynb",
        "also there and not graded: utils.py",
    ),
    "everything in the twin, a scratch cell in the notebook": (
        {NOTEBOOK: "scratch", TWIN: "full.py"},
        TWIN,
        "the .py twin counts, it answers more",
    ),
    "two own names beside the stub": (
        {"Perceptron final (1).ipynb": "full", "Perceptron final.ipynb": "half", NOTEBOOK: "stub"},
        "Perceptron final (1).ipynb",
        "also there and not graded: Perceptron final.ipynb",
    ),
    "a notebook saved as text": (
        {NOTEBOOK: "stub", f"{NOTEBOOK}.txt": "full"},
        f"{NOTEBOOK}.txt",
        f"{NOTEBOOK} (as it was handed out)",
    ),
    "the notebook of two equal ones": ({NOTEBOOK: "half", TWIN: "half.py"}, NOTEBOOK, "the notebook counts"),
    "the handed-out pair": ({NOTEBOOK: "stub", TWIN: "stub.py"}, NOTEBOOK, ""),
    "the notebook of a pair": ({NOTEBOOK: "full", TWIN: "stub.py"}, NOTEBOOK, ""),
    "a script that answers beside a notebook that is broken": (
        {NOTEBOOK: "broken", TWIN: "half.py"},
        TWIN,
        f"{NOTEBOOK} could not be read",
    ),
    "one folder too deep": (
        {NOTEBOOK: "stub", f"week 2/{NOTEBOOK}": "full"},
        f"week 2/{NOTEBOOK}",
        f"found as week 2/{NOTEBOOK}; it counts",
    ),
    "not another chapter's": ({NOTEBOOK: "stub", "ch03_neural_network/a.ipynb": "full"}, NOTEBOOK, ""),
}


def write(folder: Path, files: dict[str, str], texts: dict[str, str]) -> None:
    for name, kind in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[kind], encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_the_answered_file_of_a_folder_counts(case, texts, tmp_path) -> None:
    files, counts, said = CASES[case]
    write(tmp_path, files, texts)
    chosen = choose_in([tmp_path], CHAPTER)
    notes = "; ".join(chosen.notes)
    assert (chosen.file.name, said in notes) == (counts, True), notes
    assert bool(notes) == bool(said), notes
    assert open_submission(tmp_path, CHAPTER).file == counts


@pytest.mark.parametrize("case", [name for name in CASES if name != "not another chapter's"])
def test_the_same_file_of_a_zip_counts(case, texts) -> None:
    files, counts, said = CASES[case]
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, kind in files.items():
            archive.writestr(name, texts[kind])
    chosen = choose_from(files_in_zip(data.getvalue(), "ada.zip"), CHAPTER, "ada.zip")
    assert (chosen.file.name, said in "; ".join(chosen.notes)) == (counts, True), chosen.notes


def test_a_zip_in_a_students_folder_is_looked_into_where_nothing_else_is_answered(texts, tmp_path) -> None:
    write(tmp_path, {NOTEBOOK: "stub"}, texts)
    with zipfile.ZipFile(tmp_path / "hw.zip", "w") as archive:
        archive.writestr(f"hw/{NOTEBOOK}", texts["full"])
    chosen = choose_in([tmp_path], CHAPTER)
    assert chosen.data == texts["full"].encode()


def test_one_that_cannot_be_read_is_said_and_what_is_there_in_its_place(texts, tmp_path) -> None:
    write(tmp_path, {NOTEBOOK: "broken"}, texts)
    with pytest.raises(SubmissionError, match=f"{NOTEBOOK} could not be read: not a notebook"):
        choose_in([tmp_path], CHAPTER)
    (tmp_path / NOTEBOOK).rename(tmp_path / "answers.pdf")
    (tmp_path / "answers.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(SubmissionError, match=rf"no {NOTEBOOK} or {TWIN} was handed in; found answers.pdf"):
        choose_in([tmp_path], CHAPTER)
