"""Whatever a class hands in is a row with a sentence; everybody else is graded as if it were not there."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.commands.main import main
from autograder.course.chapters import load_chapter
from tests.sample_class import fill_notebook, fill_twin, right_answers

CHAPTER = "ch02_perceptron"
NOTEBOOK = f"{CHAPTER}.ipynb"


@pytest.fixture
def right(assignments: Path) -> str:
    return fill_notebook(
        (assignments / CHAPTER / NOTEBOOK).read_text(encoding="utf-8"), right_answers(CHAPTER)
    )


@pytest.fixture
def right_twin(assignments: Path) -> str:
    released = (assignments / CHAPTER / f"{CHAPTER}.py").read_text(encoding="utf-8")
    return fill_twin(released, right_answers(CHAPTER))


def dlfs_grade(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["grade", *map(str, arguments), "--jobs", "1"])


def rows_of(folder: Path, *extra: object) -> dict[str, dict]:
    """Grade a flat folder; a row a file's student, checked to be complete."""
    result = dlfs_grade(folder, "--chapter", CHAPTER, "--json", *extra)
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(row["infrastructure_error"] is None for row in rows)
    return {row["student"]: row for row in rows}


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty"),
    "blank": (b"  \n\n", "the file is empty"),
    "not-json": (b"this is no notebook", "not JSON"),
    "cut-off": (b'{"cells": [{"cell_type": "code", "sour', "not JSON"),
    "a-list": (b"[1, 2, 3]", "has no cells"),
    "no-cells": (b'{"nbformat": 4}', "has no cells"),
    "latin-1": ('{"cells": [], "a": "caf\xe9"}'.encode("latin-1"), "not UTF-8"),
    "binary": (bytes(range(256)) * 20, "not UTF-8"),
    "deep": (b"[" * 100_000, "not JSON"),
    "too-large": (b" " * (50 << 20) + b"{}", "too large"),
}


def test_unreadable_notebooks_are_rows_and_the_batch_goes_on(tmp_path: Path, right: str) -> None:
    for name, (data, _) in UNREADABLE.items():
        (tmp_path / f"{name}.ipynb").write_bytes(data)
    (tmp_path / "honest.ipynb").write_text(right, encoding="utf-8")
    rows = rows_of(tmp_path)
    for name, (_, words) in UNREADABLE.items():
        assert rows[name]["points"] == 0
        assert words in rows[name]["notes"][0], rows[name]["notes"]
        assert {e["status"] for e in rows[name]["exercises"]} == {"missing"}
    assert rows["honest"]["points"] == rows["honest"]["max_points"]


def with_cell(notebook: str, source: str, at: int = 0) -> str:
    tree = json.loads(notebook)
    tree["cells"].insert(at, {"cell_type": "code", "metadata": {}, "source": source, "outputs": []})
    return json.dumps(tree)


HARMLESS = {
    "syntax-error": "def broken(:\n    pass",
    "input": "name = input('who are you? ')",
    "magics": "%matplotlib inline\n%load_ext autoreload\nx = 1\n!pip install numpy\nx?",
    "cell-magic": "%%timeit\nsum(range(3))",
    "bash": "%%bash\nrm -rf *",
    "training-loop": "total = 0\nwhile True:\n    total += 1",
    "plot": "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2])\nplt.show()",
    "exit": "import sys\nsys.exit()",
    "missing-package": "import tensorflow as tf",
    "raises": "1 / 0",
    "prints-much": "for i in range(10**7):\n    print('x' * 1000)",
    "foreign-format": "nbformat",
}


def test_a_cell_that_fails_costs_only_itself(tmp_path: Path, right: str) -> None:
    for name, source in HARMLESS.items():
        (tmp_path / f"{name}.ipynb").write_text(with_cell(right, source), encoding="utf-8")
    rows = rows_of(tmp_path)
    for name in HARMLESS:
        assert rows[name]["points"] == rows[name]["max_points"], (name, rows[name]["notes"])
    assert "SyntaxError" in rows["syntax-error"]["notes"][0]
    assert "input()" in rows["input"]["notes"][0]
    assert "too long" in rows["training-loop"]["notes"][0]
    assert rows["magics"]["notes"] == []
    assert rows["plot"]["notes"] == []


def test_a_syntax_error_in_one_exercise_costs_that_exercise(tmp_path: Path, right_twin: str) -> None:
    broken = right_twin.replace("def half_adder(a, b):", "def half_adder(a, b:")
    assert broken != right_twin
    (tmp_path / "broken.py").write_text(broken, encoding="utf-8")
    row = rows_of(tmp_path)["broken"]
    statuses = {e["name"]: e["status"] for e in row["exercises"]}
    assert statuses.pop("half_adder") == "missing"
    assert set(statuses.values()) == {"passed"}  # full_adder's mistake is half_adder's: carried forward
    assert [e["name"] for e in row["exercises"] if e["carried_forward"]] == ["full_adder"]


def test_a_script_without_markers_is_one_cell_whose_good_functions_count(
    tmp_path: Path, right_twin: str
) -> None:
    lines = [line for line in right_twin.splitlines() if not line.startswith("# %%")]
    text = "\n".join(lines).replace("def half_adder(a, b):", "def half_adder(a, b:")
    (tmp_path / "unmarked.py").write_text(text, encoding="utf-8")
    row = rows_of(tmp_path)["unmarked"]
    assert row["points"] == row["max_points"] - 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_editors_that_write_a_byte_order_mark_are_fine(
    tmp_path: Path, right_twin: str, encoding: str
) -> None:
    (tmp_path / "windows.py").write_bytes(right_twin.replace("\n", "\r\n").encode(encoding))
    row = rows_of(tmp_path)["windows"]
    assert row["points"] == row["max_points"]


def test_a_notebook_of_format_3_is_read(tmp_path: Path, right: str) -> None:
    cells = [
        {"cell_type": "code", "input": c["source"], "outputs": [], "language": "python"}
        for c in json.loads(right)["cells"]
        if c["cell_type"] == "code"
    ]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    (tmp_path / "old.ipynb").write_text(json.dumps(old), encoding="utf-8")
    row = rows_of(tmp_path)["old"]
    assert row["points"] == row["max_points"]


def zip_of(path: Path, **entries: str | bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)


def test_zips_are_read_in_memory_and_never_believed(tmp_path: Path, right: str, right_twin: str) -> None:
    zip_of(tmp_path / "good.zip", **{f"homework/{NOTEBOOK}": right, "homework/notes.txt": "hi"})
    zip_of(tmp_path / "twin.zip", **{f"{CHAPTER}.py": right_twin})
    zip_of(tmp_path / "bomb.zip", **{NOTEBOOK: b"0" * (300 << 20)})
    zip_of(tmp_path / "traversal.zip", **{"../../outside.py": right_twin, f"ok/{NOTEBOOK}": right})
    zip_of(tmp_path / "only-traversal.zip", **{f"../{NOTEBOOK}": right})
    zip_of(tmp_path / "nothing.zip", **{"readme.txt": "sorry"})
    zip_of(tmp_path / "many.zip", **{f"{i}/{NOTEBOOK}": right for i in range(3)})
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "cut.zip").write_bytes((tmp_path / "good.zip").read_bytes()[:-40])
    before = set(tmp_path.parent.rglob("*"))
    rows = rows_of(tmp_path)
    assert set(tmp_path.parent.rglob("*")) == before
    for name in ("good", "twin", "traversal", "many"):
        assert rows[name]["points"] == rows[name]["max_points"], name
    words = {
        "bomb": "unpacks to over",
        "traversal": "leads outside",
        "only-traversal": f"holds no {NOTEBOOK}",
        "nothing": f"holds no {NOTEBOOK}",
        "many": "several versions",
        "no": "not a zip file",
        "cut": "not a zip file",
    }
    for name, expected in words.items():
        notes = [*rows[name]["file_notes"], *rows[name]["notes"]]
        assert expected in " ".join(notes), (name, notes)


def test_the_same_student_twice_keeps_both_rows_and_counts_the_better(tmp_path: Path, right: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "twice.ipynb").write_text(right, encoding="utf-8")
    (folder / "twice.py").write_text("def AND(a, b):\n    return 0\n", encoding="utf-8")
    result = dlfs_grade(folder, "--chapter", CHAPTER, "--output", tmp_path / "out")
    assert result.exit_code == 0
    lines = (tmp_path / "out/results.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert all("handed in 2 times" in json.loads(line)["file_notes"][0] for line in lines)
    table = (tmp_path / "out/grades.csv").read_text(encoding="utf-8").splitlines()
    assert len(table) == 2
    most = load_chapter(CHAPTER).points
    assert table[1].startswith(f"twice,{most:.1f},{most},")


def test_nbgraders_layout_finds_every_student_even_without_a_file(tmp_path: Path, right: str) -> None:
    for student in ("a", "b", "c"):
        (tmp_path / student / CHAPTER).mkdir(parents=True)
    (tmp_path / "a" / CHAPTER / NOTEBOOK).write_text(right, encoding="utf-8")
    (tmp_path / "b" / CHAPTER / "my homework.ipynb").write_text(right, encoding="utf-8")
    rows = rows_of(tmp_path)
    assert rows["a"]["points"] == rows["a"]["max_points"]
    assert rows["b"]["points"] == rows["b"]["max_points"]
    assert "it counts" in rows["b"]["file_notes"][0]
    assert rows["c"]["points"] == 0
    assert "was handed in" in rows["c"]["notes"][0]


def test_strange_names_survive_the_table_and_the_spreadsheet(tmp_path: Path, right: str) -> None:
    names = ["=cmd()", "名前 ünï", "[bold]x", "with, comma", "quote'\"s"]
    folder = tmp_path / "in"
    folder.mkdir()
    for name in names:
        (folder / f"{name}.ipynb").write_text(right, encoding="utf-8")
    result = dlfs_grade(folder, "--chapter", CHAPTER, "--output", tmp_path / "out")
    assert result.exit_code == 0
    table = (tmp_path / "out/grades.csv").read_text(encoding="utf-8")
    assert "'=cmd()" in table
    assert "名前 ünï" in table


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "there is no nowhere"),
        ([".", "--chapter", "ch99_magic"], "there is no chapter ch99_magic; the chapters are ch0"),
        (["--jobs", "0", "."], "--jobs"),
        ([], "PATHS"),
    ],
)
def test_wrong_arguments_are_one_line_and_exit_code_2(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["grade", *arguments])
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_a_folder_with_nothing_to_grade_says_what_was_expected(tmp_path: Path) -> None:
    result = dlfs_grade(tmp_path)
    assert result.exit_code == 2
    assert "<student>/<chapter>/<file>" in result.output


def test_a_file_that_does_not_tell_its_chapter_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "homework.py").write_text("x = 1")
    result = dlfs_grade(tmp_path / "homework.py")
    assert result.exit_code == 2
    assert "--chapter" in result.output


def test_earlier_results_are_kept_when_a_class_is_graded_again(tmp_path: Path, right: str) -> None:
    (tmp_path / "x.ipynb").write_text(right, encoding="utf-8")
    out = tmp_path / "out"
    for again in ((), ("--regrade",)):
        assert dlfs_grade(tmp_path / "x.ipynb", "--chapter", CHAPTER, "--output", out, *again).exit_code == 0
    assert (out / "results.jsonl.1").is_file()
    assert len((out / "results.jsonl").read_text().splitlines()) == 1
