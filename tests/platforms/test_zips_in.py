"""Platforms' zips: taken in as `dlfs grade` takes them, and never believed."""

from __future__ import annotations

import csv
import io
import os
import warnings
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.commands.main import main
from autograder.platforms import canvas_zip, moodle_zip, taking
from autograder.platforms.names import safe
from autograder.submissions.layout import find_handins

CHAPTER = "ch02_perceptron"
NOTEBOOK = b'{"cells": []}'


def zipped(path: Path, entries: list[tuple[str, bytes]]) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # duplicate names are what some tests are about
        for name, data in entries:
            archive.writestr(name, data)
    return path


def take(system: str, archive: Path, folder: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["import", system, str(archive), str(folder), *map(str, words)])


def manifest(folder: Path) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


# Canvas composes names in add_upload_submission and get_filename of
# https://github.com/instructure/canvas-lms/blob/master/lib/content_zipper.rb
# and puts -1, -2 behind the name of a file that is handed in again.
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("lovelaceada_1001_7001_hw.ipynb", ("lovelaceada", "1001", "hw.ipynb", (0, 7001), False)),
        ("lovelaceada_LATE_1001_7001_hw-2.ipynb", ("lovelaceada", "1001", "hw.ipynb", (2, 7001), True)),
        ("o_brienbob_12_34_my_1_2_file.py", ("o_brienbob", "12", "my_1_2_file.py", (0, 34), False)),
        ("LATE_anon_x1Y2z_7_ch02_perceptron.py", ("", "x1Y2z", "ch02_perceptron.py", (0, 7), True)),
        ("anon_x1Y2z_7_a.py", ("", "x1Y2z", "a.py", (0, 7), False)),
        ("李小龙_5_6_a.py", ("李小龙", "5", "a.py", (0, 6), False)),
    ],
)
def test_canvas_names_are_read(name, told) -> None:
    read = canvas_zip.read_name(name)
    assert read is not None
    assert (read.who, read.number, read.file, read.order, read.late) == told


# Moodle's two ways: "Download submissions in folders" on, and off.
# https://docs.moodle.org/405/en/Assignment_settings and download_submissions in
# https://github.com/moodle/moodle/blob/main/mod/assign/locallib.php
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ada L_1234567_assignsubmission_file_/ch.ipynb", ("Ada L", "1234567", "ch.ipynb")),
        ("Ada L_1234567_assignsubmission_file_ch.ipynb", ("Ada L", "1234567", "ch.ipynb")),
        ("A-Ada_L_1_assignsubmission_file_/sub/ch.ipynb", ("A-Ada_L", "1", "sub/ch.ipynb")),
        ("Ada L_1_assignsubmission_onlinetext_/onlinetext.html", ("Ada L", "1", "onlinetext.html")),
    ],
)
def test_moodle_names_are_read(name, told) -> None:
    read = moodle_zip.read_name(name)
    assert read is not None
    assert (read.who, read.number, read.file) == told


@pytest.mark.parametrize("name", ["README.txt", "lovelaceada.ipynb", "a_b_c_d.ipynb", ""])
def test_other_names_are_none_of_theirs(name) -> None:
    assert (canvas_zip.read_name(name), moodle_zip.read_name(name)) == (None, None)


def test_the_latest_canvas_attempt_wins_and_all_are_listed(tmp_path) -> None:
    first, second, third = b"first = 1\n", b"second = 2\n", b"third = 3\n"
    archive = zipped(
        tmp_path / "submissions.zip",
        [
            (f"lovelaceada_LATE_1001_7030_{CHAPTER}-2.py", third),
            (f"lovelaceada_1001_7010_{CHAPTER}.py", first),
            (f"lovelaceada_1001_7020_{CHAPTER}-1.py", second),
            (f"lovelaceada_1001_7011_{CHAPTER}.ipynb", NOTEBOOK),
            (f"bob_1002_7001_{CHAPTER}.ipynb", NOTEBOOK),
            ("bob_1002_7002_photo.jpg", b"x"),
        ],
    )
    told = take("canvas", archive, tmp_path / "class")
    assert told.exit_code == 0, told.output
    assert "3 files of 2 students; 1 late" in told.output
    folder = tmp_path / "class"
    assert files(folder / "lovelaceada_1001") == {
        f"{CHAPTER}/{CHAPTER}.py": third,
        f"{CHAPTER}/{CHAPTER}.ipynb": NOTEBOOK,
    }
    rows = {row["original"].split("_", 1)[1]: row for row in manifest(folder)}
    assert len(rows) == 6
    of = [rows[key] for key in (f"1001_7010_{CHAPTER}.py", f"1001_7020_{CHAPTER}-1.py")]
    assert [(row["attempt"], row["outcome"]) for row in of] == [
        ("1", "older attempt"),
        ("2", "older attempt"),
    ]
    last = rows[f"LATE_1001_7030_{CHAPTER}-2.py"]
    assert (last["attempt"], last["late"], last["outcome"]) == ("3", "yes", "imported")
    assert rows["1002_7002_photo.jpg"]["outcome"].startswith("left out: neither a notebook")


def test_what_is_taken_in_is_what_grading_finds(tmp_path) -> None:
    archive = zipped(tmp_path / "s.zip", [(f"ada_1_2_{CHAPTER}.py", b"x = 1\n"), ("bob_2_3_mine.py", b"y\n")])
    assert take("canvas", archive, tmp_path / "class", "--chapter", CHAPTER).exit_code == 0
    places = find_handins([tmp_path / "class"], None)
    opened = [(p.student, p.chapter, h.file, h.data) for p in places for h in [p.open()]]
    assert opened == [
        ("ada_1", CHAPTER, f"{CHAPTER}.py", b"x = 1\n"),
        ("bob_2", CHAPTER, "mine.py", b"y\n"),
    ]


def test_a_roster_names_students_by_login(tmp_path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text('Student,ID,SIS Login ID,Section\n"Lovelace, Ada",1001,Ada.L,A\n"B, Bob",1002,,A\n')
    archive = zipped(
        tmp_path / "s.zip",
        [(f"lovelaceada_1001_5_{CHAPTER}.py", b"x\n"), (f"bbob_1002_6_{CHAPTER}.py", b"y\n")],
    )
    assert take("canvas", archive, tmp_path / "class", "--roster", roster).exit_code == 0
    assert sorted(row["student"] for row in manifest(tmp_path / "class")) == ["Ada.L", "bbob_1002"]


def test_a_moodle_worksheet_tells_names_and_who_was_late(tmp_path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        'Identifier,"Full name","Email address",Status,Grade,"Last modified (grade)"\n'
        'Participant 11,"Ada L",ada@example.org,"Submitted for grading - 2 hours late",,\n'
        'Participant 12,"Bob B",bob@example.org,"Submitted for grading",,\n'
    )
    archive = zipped(
        tmp_path / "m.zip",
        [
            (f"Ada L_11_assignsubmission_file_/{CHAPTER}.ipynb", NOTEBOOK),
            (f"Bob B_12_assignsubmission_file_/deep/er/{CHAPTER}.py", b"x\n"),
            ("Bob B_12_assignsubmission_onlinetext_/onlinetext.html", b"hello"),
        ],
    )
    assert take("moodle", archive, tmp_path / "class", "--roster", sheet).exit_code == 0
    rows = manifest(tmp_path / "class")
    assert [(r["student"], r["late"]) for r in rows if r["outcome"] == "imported"] == [
        ("ada@example.org", "yes"),
        ("bob@example.org", "no"),
    ]
    assert sum(r["outcome"].startswith("left out") for r in rows) == 1


def test_a_zip_in_the_zip_is_read_as_grading_reads_it(tmp_path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(f"{CHAPTER}/{CHAPTER}.py", b"x = 1\n")
        archive.writestr(f"../../{CHAPTER}.py", b"evil = 1\n")
    outer = zipped(
        tmp_path / "s.zip", [("ada_1_2_work.zip", inner.getvalue()), ("bob_2_3_work.zip", b"no zip")]
    )
    assert take("canvas", outer, tmp_path / "class").exit_code == 0
    assert files(tmp_path / "class" / "ada_1") == {f"{CHAPTER}/{CHAPTER}.py": b"x = 1\n"}
    assert [r["student"] for r in manifest(tmp_path / "class") if r["outcome"] == "imported"] == ["ada_1"]


HOSTILE = [
    f"../ada_1_2_{CHAPTER}.py",
    f"/ada_1_2_{CHAPTER}.py",
    f"..\\ada_1_2_{CHAPTER}.py",
    f"C:\\ada_1_2_{CHAPTER}.py",
    "ada_1_2_../../../evil.py",
    "ada_1_2_..\\..\\evil.py",
    "ada_1_2_con.py",
    "ada_1_2_.hidden.py",
    "..ada_1_2_x.py",
    f"Ada_1_assignsubmission_file_/../../../{CHAPTER}.py",
    f"../Ada_1_assignsubmission_file_/{CHAPTER}.py",
    f"_assignsubmission_file_/{CHAPTER}.py",
    f"CON_1_assignsubmission_file_/{CHAPTER}.py",
    f"..._7_assignsubmission_file_/{CHAPTER}.py",
]


@pytest.mark.parametrize("system", ["canvas", "moodle"])
def test_no_name_in_a_zip_is_a_path_here(system, tmp_path) -> None:
    good = {"canvas": f"bob_5_6_{CHAPTER}.py", "moodle": f"Bob_5_assignsubmission_file_/{CHAPTER}.py"}
    archive = zipped(tmp_path / "s.zip", [(name, b"x = 1\n") for name in [*HOSTILE, good[system]]])
    before = files(tmp_path)
    told = take(system, archive, tmp_path / "in" / "class", "--chapter", CHAPTER)
    assert told.exit_code == 0, told.output
    assert {k: v for k, v in files(tmp_path).items() if not k.startswith("in/class/")} == before
    for name in files(tmp_path / "in" / "class"):
        assert all(safe(part) == part for part in name.split("/")), name
    assert len(manifest(tmp_path / "in" / "class")) == len(HOSTILE) + 1, "all are listed"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("con", "x-con"),
        ("NUL.txt", "x-NUL.txt"),
        ("..", "unnamed"),
        ("a/b\\c:d", "a-b-c-d"),
        (".git", "git"),
        ("_x. ", "x"),
        ("ada@example.org", "ada@example.org"),
        ("x" * 300, "x" * 80),
    ],
)
def test_names_are_safe_on_every_system(name, kept) -> None:
    assert safe(name) == kept


def test_a_bomb_is_left_out_and_the_rest_taken_in(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(taking, "MAX_NOTEBOOK_BYTES", 1000)
    archive = zipped(
        tmp_path / "s.zip", [(f"ada_1_2_{CHAPTER}.py", b"0" * 5000), (f"bob_2_3_{CHAPTER}.py", b"x\n")]
    )
    assert take("canvas", archive, tmp_path / "class").exit_code == 0
    outcomes = {row["student"]: row["outcome"] for row in manifest(tmp_path / "class")}
    assert outcomes["bob_2"] == "imported"
    assert outcomes["ada_1"].startswith("left out: unpacks to over")
    assert not (tmp_path / "class" / "ada_1").exists()


def test_many_files_together_are_no_bomb_either(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(taking, "MAX_TOTAL_BYTES", 1000)
    entries = [(f"s{n:02}_{n}_{n}_{CHAPTER}.py", b"0" * 300) for n in range(1, 8)]
    assert take("canvas", zipped(tmp_path / "s.zip", entries), tmp_path / "class").exit_code == 0
    assert sum(len(data) for name, data in files(tmp_path / "class").items() if name.endswith(".py")) <= 1000


def test_nothing_is_overwritten_and_then_nothing_is_written(tmp_path) -> None:
    folder = tmp_path / "class"
    entries = [(f"ada_1_2_{CHAPTER}.py", b"x = 1\n"), (f"bob_2_3_{CHAPTER}.py", b"y = 1\n")]
    assert take("canvas", zipped(tmp_path / "one.zip", entries[:1]), folder).exit_code == 0
    again = take("canvas", zipped(tmp_path / "one.zip", entries[:1]), folder)
    assert (again.exit_code, len(manifest(folder))) == (0, 1), "the same again changes nothing"
    before = files(folder)
    changed = [(entries[0][0], b"x = 2\n"), entries[1]]
    told = take("canvas", zipped(tmp_path / "two.zip", changed), folder)
    assert (told.exit_code, "already and differ" in told.output) == (2, True), told.output
    assert files(folder) == before
    assert sorted(os.listdir(folder)) == ["ada_1", "manifest.csv"]


def test_a_link_in_the_folder_is_not_followed(tmp_path) -> None:
    folder, elsewhere = tmp_path / "class", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "ada_1").symlink_to(elsewhere)
    told = take("canvas", zipped(tmp_path / "s.zip", [(f"ada_1_2_{CHAPTER}.py", b"x\n")]), folder)
    assert (told.exit_code, "leads elsewhere" in told.output, files(elsewhere)) == (2, True, {})


def test_two_people_never_share_a_folder(tmp_path) -> None:
    entries = [(f"Ada_{n}_assignsubmission_file_/{CHAPTER}.py", f"x = {n}\n".encode()) for n in ("1", "2")]
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        'Identifier,"ID number",Grade,"Last modified (grade)"\nParticipant 1,A/1,,\nParticipant 2,a:1,,\n'
    )
    told = take("moodle", zipped(tmp_path / "s.zip", entries), tmp_path / "class", "--roster", sheet)
    assert told.exit_code == 0, told.output
    assert sorted({row["student"] for row in manifest(tmp_path / "class")}) == ["A-1", "a-1_2"]


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([("notes.txt", b"x")], "named as this platform names"),
        (None, "is not a zip file"),
    ],
)
def test_a_zip_that_is_none_of_theirs_is_an_error_in_a_line(tmp_path, entries, says) -> None:
    archive = tmp_path / "s.zip"
    if entries is None:
        archive.write_bytes(b"PK\x03\x04 torn")
    else:
        zipped(archive, entries)
    told = take("canvas", archive, tmp_path / "class")
    assert (told.exit_code, says in told.output) == (2, True), told.output
    assert not (tmp_path / "class").exists()


def test_a_damaged_entry_costs_only_itself(tmp_path) -> None:
    archive = zipped(
        tmp_path / "s.zip", [(f"ada_1_2_{CHAPTER}.py", b"x = 1\n" * 50), (f"bob_2_3_{CHAPTER}.py", b"y\n")]
    )
    data = bytearray(archive.read_bytes())
    at = data.index(f"ada_1_2_{CHAPTER}.py".encode()) + len(f"ada_1_2_{CHAPTER}.py")
    data[at : at + 4] = b"\xff\xff\xff\xff"
    archive.write_bytes(bytes(data))
    assert take("canvas", archive, tmp_path / "class").exit_code == 0
    outcomes = {row["student"]: row["outcome"] for row in manifest(tmp_path / "class")}
    assert outcomes["bob_2"] == "imported"
    assert outcomes["ada_1"].startswith("left out: cannot be read")


def test_a_damaged_zip_of_a_student_is_a_sentence_to_grading_too(tmp_path) -> None:
    path = zipped(tmp_path / "ada.zip", [(f"{CHAPTER}.py", b"x = 1\n" * 50)])
    data = bytearray(path.read_bytes())
    at = data.index(f"{CHAPTER}.py".encode()) + len(f"{CHAPTER}.py")
    data[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(data))
    (place,) = find_handins([path], CHAPTER)
    assert "cannot be read" in place.open().problem
