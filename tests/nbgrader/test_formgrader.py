"""nbgrader's formgrader, opened in a browser, shows our points, partial credit and feedback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from autograder.commands.main import main
from autograder.course.chapters import load_chapter
from tests.sample_class import hand_in, right_answers
from tests.sample_class.gradebooks import open_gradebook

ROOT = Path(__file__).parents[2]
CHAPTER = "ch02_perceptron"
POINTS = load_chapter(CHAPTER).points
WRONG_AND = "def AND(x1, x2):\n    return 1 if 0.5 * x1 + 0.5 * x2 - 0.3 > 0 else 0\n"
PATIENCE = 60


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two students, autograded; what came too late costs everything."""
    folder = tmp_path_factory.mktemp("formgrader")
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    late = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
    (folder / "nbgrader_config.py").write_text(f"{config}\n{late}", encoding="utf-8")
    dlfs("release", CHAPTER, "--course", str(folder))
    right = right_answers(CHAPTER)
    for student, answers in (("ada", right | {"AND": WRONG_AND}), ("late", right)):
        hand_in(folder / "submitted" / student / CHAPTER, folder / "assignments", CHAPTER, answers)
        day = "2030-01-02" if student == "late" else "2029-12-31"
        stamp = folder / "submitted" / student / CHAPTER / "timestamp.txt"
        stamp.write_text(f"{day} 12:00:00.000000 UTC", encoding="utf-8")
    with open_gradebook(folder) as book:
        book.update_or_create_assignment(CHAPTER, duedate="2030-01-01 00:00:00.000000 UTC")
    dlfs("autograde", CHAPTER, "--course", str(folder), "--jobs", "1")
    return folder


def dlfs(*words: str) -> None:
    ended = CliRunner().invoke(main, words)
    assert ended.exit_code == 0, ended.output


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[str]:
    """Jupyter's server in the course's folder, with nbgrader's extensions."""
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        port = some.getsockname()[1]
    options = [
        f"--port={port}",
        "--no-browser",
        "--allow-root",
        "--IdentityProvider.token=",
        "--ip=127.0.0.1",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "server", *options],
        cwd=course,
        env=os.environ | {"JUPYTER_CONFIG_DIR": str(course)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not answers(address):
        time.sleep(0.2)
    yield address
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=PATIENCE)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/api", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="module")
def page(tab: Page) -> Page:
    tab.set_default_timeout(PATIENCE * 1000)
    return tab


def seen(page: Page, address: str) -> str:
    """The words on a page, once it has loaded its numbers."""
    page.goto(address)
    page.wait_for_function("!document.body.innerText.includes('Loading, please wait')")
    return page.inner_text("body")


def test_the_lists_show_points(server: str, page: Page) -> None:
    assert f"{CHAPTER}\t{POINTS - 0.5} / {POINTS}" in seen(page, f"{server}/formgrader/manage_students/ada")
    said = seen(page, f"{server}/formgrader/gradebook/{CHAPTER}/{CHAPTER}")
    assert (
        said.count(f"{POINTS} / {POINTS}") == said.count(f"{POINTS - 0.5} / {POINTS}") == 2
    )  # overall, code


def test_a_submission_shows_partial_credit_and_our_feedback(server: str, page: Page, course: Path) -> None:
    with open_gradebook(course) as book:
        notebook = book.find_submission_notebook(CHAPTER, CHAPTER, "ada").id
    said = seen(page, f"{server}/formgrader/submissions/{notebook}")
    for words in (
        "0.5 of 1 points",
        "some checks passed",
        "AND(0, 1)",
        "returned 1, expected 0",
    ):
        assert words in said


def scores(course: Path) -> dict[str, tuple[float, float]]:
    """Each student's points and what is taken off for being late."""
    with open_gradebook(course) as book:
        found = book.assignment_submissions(CHAPTER)
        return {s.student.id: (s.score, s.late_submission_penalty or 0.0) for s in found}


def test_late_penalties_and_manual_marks_survive_a_regrade(course: Path) -> None:
    with open_gradebook(course) as book:
        grades = book.find_submission_notebook(CHAPTER, CHAPTER, "ada").grades
        grade = next(grade for grade in grades if grade.name == "AND")
        assert grade.auto_score == 0.5
        grade.manual_score, grade.extra_credit = 0.75, 0.25
        book.db.commit()
    before = scores(course)
    assert before == {"ada": (POINTS, 0.0), "late": (POINTS, POINTS)}
    dlfs("autograde", CHAPTER, "--course", str(course), "--jobs", "1", "--force")
    assert scores(course) == before
