"""What platforms really give: held to their own sources, so that nobody gets another's grade or none."""

from __future__ import annotations

import csv
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.classroom.results import RESULTS, as_line
from autograder.commands.main import main
from autograder.course.chapters import load_chapter
from autograder.grading.verdicts import ExerciseResult, Report, not_judged
from autograder.platforms import moodle_zip
from tests.sample_class import fill_notebook, right_answers

CHAPTER = "ch02_perceptron"
NOTEBOOK = f"{CHAPTER}.ipynb"
TOTAL = load_chapter(CHAPTER).points


def dlfs(*words: object) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


def zipped(path: Path, **entries: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def full(student: str) -> Report:
    """A report with all of the points."""
    exercises = load_chapter(CHAPTER).exercises
    results = tuple(ExerciseResult(e.name, float(e.points), e.points, "passed", False, ()) for e in exercises)
    none = not_judged(CHAPTER, "", code="", seed=0)
    points = {"points": float(TOTAL), "max_points": TOTAL, "infrastructure_error": None}
    return replace(none, student=student, place=student, exercises=results, **points)


def exported(
    system: str, roster: str, students: list[str], folder: Path, *words: object
) -> tuple[Result, list]:
    (folder / RESULTS).write_text("".join(as_line(full(name)) for name in students), encoding="utf-8")
    (folder / "roster.csv").write_text(roster, encoding="utf-8")
    out = folder / "up.csv"
    told = dlfs("export", folder, "--to", system, "--roster", folder / "roster.csv", "--output", out, *words)
    if told.exit_code:
        return told, []
    with out.open(encoding="utf-8", newline="") as file:
        return told, list(csv.DictReader(file))


def manifest(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return {row["original"]: row for row in csv.DictReader(file)}


# Moodle joins prefix, "_assignsubmission_file" and the file's own path ("/", "/week 2/"), no underscore
# behind it (load_submissionplugin_filelist); the prefix is a name without underscores, "_" and a number:
# with blind marking the word for a participant; of a team its group's name and the group's id; of the
# default group the name only (get_student_prefix).
# https://github.com/moodle/moodle/blob/main/mod/assign/classes/downloader.php
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ada L_1234567_assignsubmission_file/ch.ipynb", ("Ada L", "1234567", "ch.ipynb")),
        ("José P_12_assignsubmission_file/week 2/ch.ipynb", ("José P", "12", "week 2/ch.ipynb")),
        ("Participant_101_assignsubmission_file/a_b.py", ("Participant", "101", "a_b.py")),
        ("Default group_assignsubmission_file_/ch.ipynb", ("Default group", "", "ch.ipynb")),
        ("downloaded/Ada L_1_assignsubmission_file_ch.py", ("Ada L", "1", "ch.py")),
    ],
)
def test_folders_of_every_moodle_are_read(name, told) -> None:
    read = moodle_zip.read_name(name)
    assert read is not None
    assert (read.who, read.number, read.file) == told


def test_moodles_newer_folders_are_a_student_each_and_grading_finds_them(tmp_path, assignments) -> None:
    released = (assignments / CHAPTER / NOTEBOOK).read_text(encoding="utf-8")
    right = fill_notebook(released, right_answers(CHAPTER))
    names = (
        f"Ada L_1234567_assignsubmission_file/{NOTEBOOK}",
        f"Jos\u00e9 P_12_assignsubmission_file/w 2/{NOTEBOOK}",
    )
    archive = zipped(tmp_path / "m4.zip", **dict.fromkeys(names, right))
    assert dlfs("import", "moodle", archive, tmp_path / "class").exit_code == 0
    graded = dlfs("grade", tmp_path / "class", "--output", tmp_path / "out", "--jobs", "1")
    assert graded.exit_code == 0, graded.output
    with (tmp_path / "out/grades.csv").open(encoding="utf-8", newline="") as file:
        found = {row["student"]: float(row["total"]) for row in csv.DictReader(file)}
    assert found == {"adal_1234567": TOTAL, "jos\u00e9p_12": TOTAL}


TEAMS = (
    "Identifier,Full name,Email address,Status,Group,Grade,Maximum Grade,Last modified (grade)\n"
    "Participant 101,Ada L,ada@example.org,S,Team B,,18.00,-\n"
    "Participant 102,Bob K,bob@example.org,S,Team A,,18.00,-\n"
    "Participant 103,Cat M,cat@example.org,S,Team A,,18.00,-\n"
)


def test_a_teams_number_is_never_a_participants_and_each_member_gets_the_row(tmp_path) -> None:
    (tmp_path / "w.csv").write_text(TEAMS, encoding="utf-8")
    team, none = (
        f"Team A_101_assignsubmission_file/{NOTEBOOK}",
        f"Default group_assignsubmission_file/{NOTEBOOK}",
    )
    archive = zipped(tmp_path / "t.zip", **{team: '{"cells": []}', none: '{"cells": [ ]}'})
    told = dlfs("import", "moodle", archive, tmp_path / "class", "--roster", tmp_path / "w.csv")
    assert told.exit_code == 0, told.output
    folders = {path.name for path in (tmp_path / "class").iterdir() if path.is_dir()}
    assert folders == {"bob@example.org", "cat@example.org", "defaultgroup"}


def test_a_team_that_was_imported_without_a_worksheet_is_exported_to_its_members(tmp_path) -> None:
    told, rows = exported("moodle", TEAMS, ["teama_101"], tmp_path)
    assert told.exit_code == 0, told.output
    assert [row["Grade"] for row in rows] == ["", "18", "18"]


NAMED = TEAMS.replace(",Group,", ",").replace(",Team B,", ",").replace(",Team A,", ",")


def test_a_name_must_agree_where_there_is_one(tmp_path) -> None:
    (tmp_path / "w.csv").write_text(NAMED, encoding="utf-8")
    entries = [f"{who}_101_assignsubmission_file/{NOTEBOOK}" for who in ("Somebody E", "L Ada")]
    archive = zipped(tmp_path / "t.zip", **dict.fromkeys(entries, '{"cells": []}'))
    assert (
        dlfs("import", "moodle", archive, tmp_path / "class", "--roster", tmp_path / "w.csv").exit_code == 0
    )
    folders = {path.name for path in (tmp_path / "class").iterdir() if path.is_dir()}
    assert folders == {"ada@example.org", "somebodye_101"}
    told, rows = exported("moodle", NAMED, ["somebodye_101"], tmp_path)
    assert [row["Grade"] for row in rows] == ["", "", ""]
    assert "somebodye_101" in told.stderr


# A worksheet of blind marking has no names (mod/assign/gradingtable.php: the column is left out), and its
# identifiers are the same numbers as the folders'.
@pytest.mark.parametrize("word", ["Participant", "Teilnehmer"])
def test_blind_marking_is_matched_by_number_there_and_back(tmp_path, word) -> None:
    blind = "\n".join(
        ["Identifier,Status,Grade,Maximum Grade,Last modified (grade)"]
        + [f"{word} {number},S,,36.00,-" for number in (101, 102)]
    )
    (tmp_path / "w.csv").write_text(blind, encoding="utf-8")
    archive = zipped(tmp_path / "b.zip", **{f"{word}_102_assignsubmission_file/{NOTEBOOK}": '{"cells": []}'})
    assert (
        dlfs("import", "moodle", archive, tmp_path / "class", "--roster", tmp_path / "w.csv").exit_code == 0
    )
    (student,) = [path.name for path in (tmp_path / "class").iterdir() if path.is_dir()]
    _, rows = exported("moodle", blind, [student], tmp_path)
    assert [row["Grade"] for row in rows] == ["", "36"]


def test_a_roster_in_other_accents_is_the_same_people(tmp_path) -> None:
    decomposed = unicodedata.normalize("NFD", "Jos\u00e9 P")
    roster = f"Student,ID,Section,{CHAPTER} (1)\n    Points Possible,,,18\n{decomposed},12,A,\n"
    for student in ("Jos\u00e9 P", "jos\u00e9p_12"):
        _, rows = exported("canvas", roster, [student], tmp_path)
        assert rows[1][f"{CHAPTER} (1)"] == "18"
    sheet = f"Identifier,Full name,Grade,Last modified (grade)\nParticipant 12,{decomposed},,-\n"
    _, rows = exported("moodle", sheet, ["jos\u00e9p_12"], tmp_path)
    assert rows[0]["Grade"] == "18"


def test_one_students_number_that_is_anothers_login_is_refused(tmp_path) -> None:
    roster = f"Student,ID,SIS Login ID,Section,{CHAPTER} (1)\nAda,7,9,A,\nBob,9,b,A,\n"
    told, _ = exported("canvas", roster, ["9"], tmp_path)
    assert (told.exit_code, "one student's SIS Login ID and another's ID" in told.output) == (2, True), (
        told.output
    )
    sheet = (
        "Identifier,Full name,Username,ID number,Grade,Last modified (grade)\n"
        "Participant 1,A,x,y,,-\nParticipant 2,B,y,z,,-\n"
    )
    told, _ = exported("moodle", sheet, ["y"], tmp_path)
    assert (told.exit_code, "and another's" in told.output) == (2, True), told.output


# Canvas writes points possible into the second row, "EX" for who is excused and "N/A" for whom it is not
# assigned to, and finds a column by the number in its title: csv_data and title_with_id in
# https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_exporter.rb. A title that it does not
# know becomes a new assignment: parse_assignments in lib/gradebook_importer.rb.
CANVAS = (
    "Student,ID,SIS Login ID,Section,Homework two (42),Essay (7),Final Score\n"
    "    Points Possible,,,,{possible},10,(read only)\n"
    '"L, Ada",12,ada,A,,,\n'
    '"K, Bob",13,bob,A,EX,,\n'
    '"M, Cat",14,cat,A,N/A,,\n'
)


@pytest.mark.parametrize("column", ["42", "Homework two", "homework two (42)"])
def test_a_column_may_have_any_title_and_who_is_excused_stays_so(tmp_path, column) -> None:
    people = ["ada", "bob", "cat"]
    told, rows = exported("canvas", CANVAS.format(possible=100), people, tmp_path, "--column", column)
    assert told.exit_code == 0, told.output
    assert [row["Homework two (42)"] for row in rows] == ["100", "100", "EX", "N/A"]
    assert "2 excused or not assigned" in told.stderr
    assert list(rows[0]) == CANVAS.split("\n", 1)[0].split(",")


def test_an_assignment_that_is_worth_nothing_gets_our_points_and_that_is_said(tmp_path) -> None:
    told, rows = exported("canvas", CANVAS.format(possible=0), ["ada"], tmp_path, "--column", "42")
    assert rows[1]["Homework two (42)"] == str(TOTAL)
    assert "worth 0 points" in told.stderr


def test_a_new_column_is_never_made_silently(tmp_path) -> None:
    told, rows = exported("canvas", CANVAS.format(possible=5), ["ada"], tmp_path)
    assert rows[1][CHAPTER] == str(TOTAL)
    assert "a new one was made" in told.stderr
    for column in ("Homework three", "Final Score"):
        told, _ = exported("canvas", CANVAS.format(possible=5), ["ada"], tmp_path, "--column", column)
        assert (told.exit_code, "Homework two (42), Essay (7)" in told.output) == (2, True)


# Moodle passes over a grade that is above the assignment's: process_import_grades ("Out of range") in
# https://github.com/moodle/moodle/blob/main/mod/assign/feedback/offline/locallib.php
def test_a_worksheet_whose_maximum_is_nothing_is_refused_rather_than_filled_with_zeros(tmp_path) -> None:
    told, _ = exported("moodle", NAMED.replace("18.00", "0.00"), ["ada@example.org"], tmp_path)
    assert (told.exit_code, "the maximum grade is 0.00" in told.output) == (2, True)


def test_the_manifest_has_no_stray_quotes_and_nothing_that_a_spreadsheet_runs(tmp_path) -> None:
    names = ["=cmd_1_2_a.py", "-x_1003_4_b.py", "\u5c0f\u9f99_5_6_'c'.py"]
    archive = zipped(tmp_path / "s.zip", **dict.fromkeys(names, "x = 1\n"))
    assert dlfs("import", "canvas", archive, tmp_path / "class", "--chapter", CHAPTER).exit_code == 0
    cells = [cell for row in manifest(tmp_path / "class").values() for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in ("'", "=", "+", "-", "@")]


def test_copies_of_a_moodle_hand_in_stay_beside_each_other_for_the_answered_one_to_count(
    tmp_path, assignments
) -> None:
    released = (assignments / CHAPTER / NOTEBOOK).read_text(encoding="utf-8")
    right = fill_notebook(released, right_answers(CHAPTER))
    base = "Ada L_1_assignsubmission_file"
    entries = {
        f"{base}/{CHAPTER} (1).ipynb": right,
        f"{base}/{NOTEBOOK}": released,
        f"{base}/b/{NOTEBOOK}": released,
    }
    assert dlfs("import", "moodle", zipped(tmp_path / "m.zip", **entries), tmp_path / "class").exit_code == 0
    assert len(list((tmp_path / "class/adal_1" / CHAPTER).iterdir())) == 3
    graded = dlfs("grade", tmp_path / "class", "--output", tmp_path / "out", "--jobs", "1")
    assert graded.exit_code == 0, graded.output
    with (tmp_path / "out/grades.csv").open(encoding="utf-8", newline="") as file:
        assert [float(row["total"]) for row in csv.DictReader(file)] == [TOTAL]


def test_whom_nothing_could_be_taken_of_is_named_by_the_import_and_by_grading(tmp_path) -> None:
    entries = {f"ada_1_2_{NOTEBOOK}": '{"cells": []}', "bob_3_4_photo.jpg": "x"}
    told = dlfs("import", "canvas", zipped(tmp_path / "s.zip", **entries), tmp_path / "class")
    assert "nothing could be taken of 1: bob_3" in told.stderr
    graded = dlfs("grade", tmp_path / "class", "--jobs", "1")
    assert (graded.exit_code, "lists bob_3, of whom nothing is here" in graded.stderr) == (3, True), (
        graded.stderr
    )
