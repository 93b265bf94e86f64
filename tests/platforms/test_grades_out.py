"""What other systems are given: held to each format's documented example."""

from __future__ import annotations

import csv
import html
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from autograder.classroom.results import RESULTS, as_line
from autograder.commands.main import main
from autograder.course.chapters import load_chapter
from autograder.course.kit import kit_version
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.verdicts import ExerciseResult, Report, not_judged, ungradable
from autograder.platforms.gradescope_autograder import files_in
from tests.sample_class import fill_notebook, fill_twin, right_answers

CHAPTER = "ch02_perceptron"
TOTAL = load_chapter(CHAPTER).points
ROOT = Path(__file__).parents[2]
KIT_PARTS = ("autograder", "assignments", "dataset", "solutions", "pyproject.toml", "README.md", "LICENSE")
XSS = "<script>alert('a')</script>"


def dlfs(*words: object) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


@pytest.fixture(scope="module")
def half(grader) -> Report:
    """A real report: half of the chapter right, the rest not started or wrong."""
    from autograder.submissions.reading import read_submission

    right = right_answers(CHAPTER)
    first = dict(list(right.items())[: len(right) // 2])
    source = "import numpy as np\n\n" + "\n\n".join(first.values()) + "\n\ndef XOR(x1, x2):\n    return 0\n"
    report = grader.grade(read_submission(source.encode(), f"{CHAPTER}.py"), CHAPTER, "ada", 0)
    assert 0 < report.points < report.max_points
    return report


@pytest.fixture
def results(half: Report, tmp_path: Path) -> Path:
    """A run's folder: ada twice, bob with nothing, s01 without a verdict."""
    folder = tmp_path / "results"
    folder.mkdir()
    worse = replace(half, points=0.0, place="earlier.py")
    bob = ungradable(CHAPTER, f"bob.ipynb could not be read: {XSS}", student="bob")
    none = replace(not_judged(CHAPTER, "the worker ended", code="", seed=0), student="s01")
    lines = [as_line(r) for r in (worse, half, bob, none)]
    (folder / RESULTS).write_text("".join(lines), encoding="utf-8")
    return folder


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def shown(points: float) -> str:
    return f"{points:.2f}".rstrip("0").rstrip(".")


def test_csv_has_a_row_a_student_and_exercise_of_the_best_hand_in(results, half, tmp_path) -> None:
    told = dlfs("export", results, "--to", "csv", "--output", tmp_path / "out.csv")
    assert told.exit_code == 0, told.output
    titles, *rows = rows_of(tmp_path / "out.csv")
    assert titles[:3] == ["student", "chapter", "exercise"]
    ada = [dict(zip(titles, row, strict=True)) for row in rows if row[0] == "ada"]
    assert [r["exercise"] for r in ada] == [e.name for e in load_chapter(CHAPTER).exercises]
    assert sum(float(r["points"]) for r in ada) == pytest.approx(half.points, abs=0.05)
    assert sum(int(r["max_points"]) for r in ada) == TOTAL
    assert {r["status"] for r in ada} >= {"passed", "missing"}
    (none,) = [row for row in rows if row[0] == "s01"]
    assert (none[3], none[5]) == ("", "infrastructure_error"), "our failure is no zero"


def test_csv_names_the_mistake_and_what_was_carried_forward(half, tmp_path) -> None:
    first, *others = half.exercises
    named = replace(first, carried_forward=True, diagnosis=Diagnosis("OR for AND", "You gave OR.", "Look."))
    report = replace(half, student="=HYPERLINK(1)", exercises=(named, *others))
    (tmp_path / RESULTS).write_text(as_line(report), encoding="utf-8")
    assert dlfs("export", tmp_path, "--to", "csv", "--output", tmp_path / "out.csv").exit_code == 0
    row = rows_of(tmp_path / "out.csv")[1]
    assert row[0] == "'=HYPERLINK(1)", "a spreadsheet would run it"
    assert row[-2:] == ["yes", "OR for AND"]


# Canvas: the columns and the row "    Points Possible" are those that its importer looks for.
# https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_importer.rb (header?, process_pp)
ROSTER = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Essay (77),{title},Current Score\n"
    "    Points Possible,,,,,10,{possible},(read only)\n"
    '"Lovelace, Ada",1001,S-1,ada,Monday,8.5,,85\n'
    '"Quote ""Q"", Bob",1002,S-2,bob,Monday,EX,3,-\n'
    '"Other, One",1003,S-3,other,Friday,,7,\n'
    '"Student, Test",1004,,testuser,Friday,,,\n'
)


def canvas(results: Path, folder: Path, title: str, possible: str = "") -> tuple[Result, list[list[str]]]:
    roster = folder / "canvas.csv"
    roster.write_text(ROSTER.format(title=title, possible=possible), encoding="utf-8-sig", newline="")
    words = ["--to", "canvas", "--roster", roster, "--output", folder / "up.csv"]
    told = dlfs("export", results, *words)
    return told, rows_of(folder / "up.csv") if told.exit_code == 0 else []


def test_canvas_gets_its_own_roster_back_with_one_column_filled(results, half, tmp_path) -> None:
    told, rows = canvas(results, tmp_path, f"{CHAPTER} (4711)")
    assert told.exit_code == 0, told.output
    before = rows_of(tmp_path / "canvas.csv")
    column = rows[0].index(f"{CHAPTER} (4711)")
    assert [r[:column] + r[column + 1 :] for r in rows] == [r[:column] + r[column + 1 :] for r in before]
    assert [r[column] for r in rows[1:]] == [shown(TOTAL), shown(half.points), "0", "7", ""]
    assert (tmp_path / "up.csv").read_bytes()[:3] == b"\xef\xbb\xbf", "Excel needs the mark Canvas wrote"
    assert "2 of the roster's 4 students have a grade" in told.output
    assert "not in the roster: 1\n  s01" in told.output


def test_canvas_points_are_on_the_scale_of_the_assignment(results, half, tmp_path) -> None:
    _, rows = canvas(results, tmp_path, CHAPTER.upper(), "100")
    assert rows[1][6] == "100"
    assert float(rows[2][6]) == pytest.approx(100 * half.points / TOTAL, abs=0.006)


def test_canvas_gets_a_new_column_where_no_assignment_is_called_like_the_chapter(
    results, half, tmp_path
) -> None:
    _, rows = canvas(results, tmp_path, "Another (5)", "4")
    assert rows[0][-1] == CHAPTER
    assert [r[-1] for r in rows[1:3]] == [shown(TOTAL), shown(half.points)]
    assert {len(r) for r in rows} == {9}


def test_canvas_knows_students_as_import_calls_them_and_nobody_by_a_number_alone(half, tmp_path) -> None:
    names = ["lovelaceada_1001", "someoneelse_1003"]
    lines = [as_line(replace(half, student=name)) for name in names]
    (tmp_path / RESULTS).write_text("".join(lines), encoding="utf-8")
    told, rows = canvas(tmp_path, tmp_path, CHAPTER)
    assert [row[6] for row in rows[2:]] == [shown(half.points), "3", "7", ""]
    assert "not in the roster: 1\n  someoneelse_1003" in told.output


def test_one_grade_is_not_put_over_another(half, tmp_path) -> None:
    lines = [as_line(replace(half, student=name)) for name in ("ada", "1001")]
    (tmp_path / RESULTS).write_text("".join(lines), encoding="utf-8")
    told, _ = canvas(tmp_path, tmp_path, CHAPTER)
    assert (told.exit_code, "two students of the results are one" in told.output) == (2, True)


def test_canvas_rosters_with_semicolons_stay_so(results, tmp_path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("Student;ID;SIS Login ID;Section\nAda;1;ada;A, b\n", encoding="utf-8")
    out = tmp_path / "up.csv"
    assert dlfs("export", results, "--to", "canvas", "--roster", roster, "--output", out).exit_code == 0
    assert out.read_text(encoding="utf-8").splitlines()[0] == f"Student;ID;SIS Login ID;Section;{CHAPTER}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,grade\nada,1\n", "no column 'Student'"),
        ("", "is empty"),
        ("Student,ID,Section\nAda,1,A\nAda,2,A\n", "ada twice in its column 'Student'"),
    ],
)
def test_a_roster_that_is_none_is_an_error_in_a_line(results, tmp_path, text, says) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(text, encoding="utf-8")
    told = dlfs("export", results, "--to", "canvas", "--roster", roster, "--output", tmp_path / "up.csv")
    assert (told.exit_code, says in told.output) == (2, True), told.output
    assert not (tmp_path / "up.csv").exists()


# Moodle: the columns are those of Download grading worksheet; the importer needs three of them.
# https://docs.moodle.org/405/en/Offline_grading_worksheet and
# https://github.com/moodle/moodle/blob/main/mod/assign/feedback/offline/importgradeslib.php (init, next)
WORKSHEET = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\n'
    'Participant 1234567,"Ada L",ada@example.org,"Submitted for grading - 2 days late",,100.00,Yes,'
    '"Sunday, 1 March 2026, 5:00 PM",-,\n'
    'Participant 1234568,"Bob B",bob@example.org,"Submitted for grading",-,100.00,Yes,-,-,"seen"\n'
    'Participant 1234569,"Cy C",cy@example.org,"No submission",50,100.00,Yes,-,-,"mine"\n'
)


def moodle(half: Report, names: list[str], folder: Path) -> tuple[Result, list[list[str]]]:
    failed = ExerciseResult("XOR", 0.0, 1, "failed", False, (), smallest=XSS)
    reports = [replace(half, student=name, exercises=(failed, *half.exercises[1:])) for name in names]
    (folder / RESULTS).write_text("".join(map(as_line, reports)), encoding="utf-8")
    (folder / "sheet.csv").write_text(WORKSHEET, encoding="utf-8")
    words = ["--to", "moodle", "--roster", folder / "sheet.csv", "--output", folder / "up.csv"]
    told = dlfs("export", folder, *words)
    return told, rows_of(folder / "up.csv") if told.exit_code == 0 else []


@pytest.mark.parametrize("ada", ["ada@example.org", "adal_1234567"])
def test_moodle_gets_its_worksheet_back_with_grades_and_feedback(half, ada, tmp_path) -> None:
    told, rows = moodle(half, [ada, "nobody_1"], tmp_path)
    assert told.exit_code == 0, told.output
    before = rows_of(tmp_path / "sheet.csv")
    assert rows[2:] == before[2:]
    assert rows[1][:4] == before[1][:4]
    assert float(rows[1][4]) == pytest.approx(100 * half.points / TOTAL, abs=0.006)
    assert "not in the roster: 1\n  nobody_1" in told.output


def test_moodle_shows_feedback_as_html_in_which_nothing_of_a_student_is_markup(half, tmp_path) -> None:
    _, rows = moodle(half, ["ada@example.org"], tmp_path)
    feedback = rows[1][-1]
    assert feedback.startswith("<pre>")
    assert "<script" not in feedback
    assert html.escape(XSS) in feedback


def test_moodle_without_a_worksheet_gets_a_table_for_the_gradebook(results, half, tmp_path) -> None:
    out = tmp_path / "up.csv"
    assert dlfs("export", results, "--to", "moodle", "--output", out).exit_code == 0
    rows = rows_of(out)
    assert rows[0] == ["Username", CHAPTER, f"{CHAPTER} feedback"]
    assert [r[:2] for r in rows[1:]] == [["ada", shown(half.points)], ["bob", "0"], ["s01", ""]]


# Gradescope: the fields and their values.
# https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format
DOCUMENTED = {
    "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format",
    "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard",
}  # fmt: skip
DOCUMENTED_TEST = {
    "score", "max_score", "status", "name", "name_format", "number", "output", "output_format",
    "tags", "visibility", "extra_data",
}  # fmt: skip
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}


def check_gradescope(record: dict, report_points: float) -> None:
    assert set(record) <= DOCUMENTED
    assert record["score"] == pytest.approx(report_points, abs=0.01)
    assert {record["visibility"], record["stdout_visibility"]} <= VISIBILITIES
    assert record["stdout_visibility"] == "hidden"
    assert sum(test["score"] for test in record["tests"]) == pytest.approx(report_points, abs=0.05)
    assert sum(test["max_score"] for test in record["tests"]) == TOTAL
    for test in record["tests"]:
        assert set(test) <= DOCUMENTED_TEST
        assert (test["output_format"] in FORMATS, test["visibility"] in VISIBILITIES) == (True, True)
        assert test["status"] == ("passed" if test["score"] == test["max_score"] else "failed")


def test_gradescope_gets_results_json_in_its_documented_form(half, tmp_path) -> None:
    (tmp_path / RESULTS).write_text(as_line(half), encoding="utf-8")
    out = tmp_path / "results.json"
    assert dlfs("export", tmp_path, "--to", "gradescope", "--output", out).exit_code == 0
    check_gradescope(json.loads(out.read_text(encoding="utf-8")), half.points)


def test_gradescope_gets_no_file_where_there_is_no_verdict(tmp_path, results) -> None:
    out = tmp_path / "results.json"
    several = dlfs("export", results, "--to", "gradescope", "--output", out)
    assert (several.exit_code, "of one submission" in several.output) == (2, True)
    none = not_judged(CHAPTER, "the worker ended", code="", seed=0)
    (results / RESULTS).write_text(as_line(none), encoding="utf-8")
    told = dlfs("export", results, "--to", "gradescope", "--output", out)
    assert (told.exit_code, "the worker ended" in told.output, out.exists()) == (2, True, False)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--to", "canvas"], "needs --roster"),
        (["--to", "csv", "--chapter", "ch09_none"], "no result on ch09_none"),
    ],
)
def test_arguments_that_do_not_fit_are_an_error_in_a_line(results, tmp_path, words, says) -> None:
    told = dlfs("export", results, *words, "--output", tmp_path / "out.csv")
    assert (told.exit_code, says in told.output) == (2, True), told.output


def test_results_that_are_none_are_an_error_in_a_line(tmp_path) -> None:
    (tmp_path / RESULTS).write_text("no json\n", encoding="utf-8")
    told = dlfs("export", tmp_path, "--to", "csv", "--output", tmp_path / "out.csv")
    assert (told.exit_code, "not a line of results" in told.output) == (2, True)


# Gradescope's machine is played by these: the packages are there, and an environment is made out of this one,
# so that nothing is downloaded. `pip install` of the kit is pip's own.
APT_GET = "#!/bin/sh\n"
PYTHON3 = f"""#!/bin/sh
[ "$1 $2" = "-m venv" ] || exec {sys.executable} "$@"
{sys.executable} -m venv --without-pip "$3"
cd "$3"/lib/python*/site-packages && echo {sysconfig.get_path("purelib")} > dev.pth
printf '#!/bin/sh\\nexec %s/python -m pip "$@" --no-build-isolation\\n' "$3/bin" > "$3/bin/pip"
chmod +x "$3/bin/pip"
"""


@pytest.fixture(scope="module")
def autograder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gradescope's tree: the zip unpacked as its harness does, and ``setup.sh`` run."""
    base = tmp_path_factory.mktemp("autograder")
    told = dlfs("gradescope", "--chapter", CHAPTER, "--output", base / "autograder.zip")
    assert told.exit_code == 0, told.output
    with zipfile.ZipFile(base / "autograder.zip") as archive:
        assert {"setup.sh", "run_autograder"} <= set(archive.namelist()), "at the root of the zip"
        archive.extractall(base / "source")
    shutil.copy(base / "source" / "run_autograder", base / "run_autograder")
    tools = base / "tools"
    tools.mkdir()
    for name, script in (("apt-get", APT_GET), ("python3", PYTHON3)):
        (tools / name).write_text(script)
        (tools / name).chmod(0o755)
    environment = os.environ | {"DLFS_BASE": str(base), "PATH": f"{tools}:{os.environ['PATH']}"}
    command = ["bash", str(base / "source" / "setup.sh")]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return base


def test_setup_installs_the_zip_s_own_kit(autograder) -> None:
    code = "import autograder, autograder.course.kit as kit; print(autograder.__file__, kit.kit_version())"
    python = autograder / "venv" / "bin" / "python"
    printed = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    file, version = printed.stdout.split()
    assert Path(file) == autograder / "source" / "kit" / "autograder" / "__init__.py"
    assert version == kit_version(), "what can change a verdict is the same there"


def run_autograder(base: Path, submission: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    (base / "submission").unlink(missing_ok=True)
    (base / "submission").symlink_to(submission)
    command = ["bash", str(base / "run_autograder")]
    environment = os.environ | {"DLFS_BASE": str(base)} | environment
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, cwd=base)


def test_the_autograder_grades_what_a_student_uploaded(autograder, assignments, tmp_path) -> None:
    """A zip's folders, as Gradescope unpacks it: the notebook, the checks, and rubbish."""
    released = (assignments / CHAPTER / f"{CHAPTER}.ipynb").read_text(encoding="utf-8")
    folder = tmp_path / "my work" / CHAPTER
    shutil.copytree(assignments / CHAPTER, folder)
    (folder / f"{CHAPTER}.ipynb").write_text(
        fill_notebook(released, right_answers(CHAPTER)), encoding="utf-8"
    )
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / f"{CHAPTER}.ipynb").write_text("no notebook")
    ran = run_autograder(autograder, tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    record = json.loads((autograder / "results" / "results.json").read_text(encoding="utf-8"))
    check_gradescope(record, TOTAL)


def test_a_link_to_the_answers_is_not_followed(autograder, tmp_path) -> None:
    (tmp_path / f"{CHAPTER}.py").symlink_to(autograder / "source" / "kit" / "solutions" / f"{CHAPTER}.py")
    ran = run_autograder(autograder, tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    record = json.loads((autograder / "results" / "results.json").read_text(encoding="utf-8"))
    check_gradescope(record, 0)
    assert "was handed in" in record["output"]


def test_without_a_verdict_gradescope_gets_no_results(autograder, tmp_path) -> None:
    (autograder / "results").mkdir(exist_ok=True)
    (autograder / "results" / "results.json").write_text("{}")
    broken = tmp_path / "base"
    shutil.copytree(autograder, broken, symlinks=True, ignore=shutil.ignore_patterns("source", "submission"))
    (broken / "venv" / "bin" / "dlfs").write_text("#!/bin/sh\nexit 3\n")
    ran = run_autograder(broken, tmp_path)
    assert (ran.returncode, (broken / "results" / "results.json").exists()) == (3, False)


def test_the_autograder_s_scripts_are_executable_and_well_formed(autograder) -> None:
    with zipfile.ZipFile(autograder / "autograder.zip") as archive:
        for name in ("setup.sh", "run_autograder"):
            assert archive.getinfo(name).external_attr >> 16 == 0o755
            assert archive.read(name).startswith(b"#!/usr/bin/env bash\n")
            checked = subprocess.run(
                ["bash", "-n"], input=archive.read(name), capture_output=True, check=False
            )
            assert (checked.returncode, checked.stderr) == (0, b"")
        assert "kit/autograder/graders/hidden/test_ch02_perceptron.py" in archive.namelist()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no git checkout")
def test_the_kit_is_everything_that_git_keeps_of_its_parts_and_nothing_else(autograder) -> None:
    with zipfile.ZipFile(autograder / "autograder.zip") as archive:
        names = {n.removeprefix("kit/") for n in archive.namelist() if n.startswith("kit/")}
    assert {n.split("/")[0] for n in names} == set(KIT_PARTS)
    command = ["git", "ls-files", "-coz", "--exclude-standard", *KIT_PARTS]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    kept = listed.stdout.split("\0")
    assert names == {name for name in kept if name and not Path(name).name.startswith(".")}


def test_caches_and_hidden_files_are_no_part_of_the_kit(tmp_path) -> None:
    for name in ("a.css", "b/c.anything", "b/__pycache__/d.pyc", ".cache/e", "b/.f"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert {p.relative_to(tmp_path).as_posix() for p in files_in(tmp_path)} == {"a.css", "b/c.anything"}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template repository for GitHub Classroom."""
    folder = tmp_path_factory.mktemp("classroom")
    told = dlfs("github-classroom", CHAPTER, "--output", folder)
    assert told.exit_code == 0, told.output
    return folder


# The form, and the three rules that handwritten workflows must keep:
# https://github.com/classroom-resources/autograding-grading-reporter (README, Usage)
def test_the_workflow_has_the_form_that_github_classroom_asks_for(template) -> None:
    text = (template / ".github" / "workflows" / "classroom.yml").read_text(encoding="utf-8")
    workflow = yaml.load(text, yaml.BaseLoader)
    assert workflow["name"] == "Autograding Tests"
    assert list(workflow["jobs"]) == ["run-autograding-tests"]
    steps = workflow["jobs"]["run-autograding-tests"]["steps"]
    graders = [s for s in steps if "autograding-command-grader@" in s.get("uses", "")]
    assert [s["name"] for s in graders] == [e.name for e in load_chapter(CHAPTER).exercises]
    assert sum(int(s["with"]["max-score"]) for s in graders) == TOTAL
    reporter = steps[-1]
    assert reporter["with"]["runners"].split(",") == [s["id"] for s in graders]
    assert reporter["env"] == {
        f"{s['id'].upper()}_RESULTS": f"${{{{steps.{s['id']}.outputs.result}}}}" for s in graders
    }
    (wheel,) = template.glob("*.whl")
    assert f"pip install ./{wheel.name}" in [s.get("run") for s in steps]


# https://github.com/education/autograding (.github/classroom/autograding.json)
def test_autograding_json_lists_the_same_tests(template) -> None:
    path = template / ".github" / "classroom" / "autograding.json"
    tests = json.loads(path.read_text(encoding="utf-8"))["tests"]
    keys = ["name", "setup", "run", "input", "output", "comparison", "timeout", "points"]
    assert [list(test) for test in tests] == [keys] * len(tests)
    assert {test["comparison"] for test in tests} <= {"included", "exact", "regex"}
    assert sum(test["points"] for test in tests) == TOTAL


def test_the_workflow_s_commands_pass_for_right_answers_only(template) -> None:
    """Every command is run as it stands, in a repository where one exercise is answered."""
    twin = template / CHAPTER / f"{CHAPTER}.py"
    answers = {"AND": right_answers(CHAPTER)["AND"]}
    twin.write_text(fill_twin(twin.read_text(encoding="utf-8"), answers), encoding="utf-8")
    path = template / ".github" / "classroom" / "autograding.json"
    tests = json.loads(path.read_text(encoding="utf-8"))["tests"]
    codes = {}
    for test in tests[:2]:
        command = test["run"].replace("python", sys.executable, 1)
        codes[test["name"]] = subprocess.run(command.split(), cwd=template, capture_output=True).returncode
    assert codes == {"AND": 0, tests[1]["name"]: 1}, "what is not written yet is not right"


def test_what_goes_to_students_holds_no_answer_and_nothing_is_overwritten(template) -> None:
    (wheel,) = template.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert not [n for n in archive.namelist() if "hidden" in n or "mistakes/" in n or "solutions" in n]
    assert not list(template.rglob("*hidden*"))
    told = dlfs("github-classroom", CHAPTER, "--output", template)
    assert (told.exit_code, "is there already" in told.output) == (2, True)


def test_a_chapter_brings_those_that_it_builds_on() -> None:
    from autograder.platforms.github_classroom import with_earlier

    names = with_earlier("ch05_backpropagation")
    assert names[-1] == "ch05_backpropagation"
    assert set(load_chapter("ch05_backpropagation").earlier) <= set(names)


@pytest.mark.parametrize("command", [["gradescope", "--chapter"], ["github-classroom"]])
def test_an_unknown_chapter_is_an_error_in_a_line(command, tmp_path) -> None:
    told = dlfs(*command, "ch99_x", "--output", tmp_path / "out")
    assert (told.exit_code, "there is no chapter ch99_x" in told.output) == (2, True)
