"""Every command of the README and of docs/ runs, in the order in which a reader meets it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.course.chapters import load_chapter
from tests.sample_class import hand_in, right_answers

ROOT = Path(__file__).parent.parent
TOPICS = ("student", "instructor", "author", "grading", "house")
PAGES = ("README.md", *(f"docs/{topic}.md" for topic in TOPICS))
NET = "ch03_neural_network"
MOST = load_chapter(NET).points
# What is run by something else, and where; each must still stand in a page.
ELSEWHERE = {
    "make demo": "tests/sample_class/demo.py, by CI's own run of the README",
    "make test": "this is it",
    "make setup && . .venv/bin/activate": "whoever runs this test has done it",
    "make bench": "minutes; its parts are run by tests/benchmarks",
    "pip install .": "test_students_side.py installs the wheel into an environment of its own",
    "dlfs watch": "test_desk.py, in a pseudo-terminal",
    "nbgrader release_assignment": "test_nbgrader.py and the demo, with an exchange",
    "nbgrader collect": "the demo, with an exchange",
    "nbgrader autograde": "test_nbgrader.py",
    "nbgrader generate_feedback": "test_nbgrader.py",
    "nbgrader release_feedback": "test_nbgrader.py",
    "nbgrader export": "test_nbgrader.py",
    "dlfs audit": "test_audit.py, and .ci/run",
    "python -m autograder.release.times": "two minutes; test_new_exercise.py has a new one measured",
    "python -m autograder.audit.curves": "test_cards.py compares what it makes",
    "python -m tests.screenshots": "writes docs/images; test_cards and test_reports open the pages",
    "dlfs release": "test_release.py; it writes into the checkout",
}


def sections(page: str) -> list[list[str]]:
    """The lines of each section's shell blocks, without comments; a section begins in the first folder."""
    found = []
    for text in re.split(r"^## ", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE):
        blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
        lines = [re.sub(r"\s+#.*$", "", line).strip() for block in blocks for line in block.splitlines()]
        found.append([line for line in lines if line])
    return found


def elsewhere(command: str) -> str | None:
    return next((known for known in ELSEWHERE if command.startswith(known)), None)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the pages speak of: submissions, a roster, a download, files of a student's."""
    folder = tmp_path_factory.mktemp("reader")
    for student in ("ada", "bob"):
        answers = right_answers(NET) if student == "ada" else {"softmax": right_answers(NET)["softmax"]}
        hand_in(folder / "submissions" / student / NET, ROOT / "assignments", NET, answers)
    notebook = folder / "submissions/ada" / NET / f"{NET}.ipynb"
    for name in ("another.ipynb", "my.ipynb"):
        shutil.copy(notebook, folder / name)
    shutil.copy(notebook.with_suffix(".py"), folder / "wrong.py")
    with zipfile.ZipFile(folder / "homework.zip", "w") as archive:
        archive.write(notebook, notebook.name)
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        archive.write(notebook, f"ada_101_9001_{notebook.name}")
    (folder / "comments.toml").write_text(
        '[comments]\n"softmax-1a2b3c4d" = "Which axis?"\n', encoding="utf-8"
    )
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "worksheet.csv").write_text(WORKSHEET, encoding="utf-8")
    for name in ("solutions", "autograder"):
        (folder / name).symlink_to(ROOT / name)
    return folder


ROSTER = f"""Student,ID,SIS User ID,SIS Login ID,Section,{NET} (7)
Points Possible,,,,,{MOST}
"Example, Ada",101,ada,ada,One,
"Example, Bob",102,bob,bob,One,
"""
WORKSHEET = f"""Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,\
Last modified (submission),Last modified (grade),Feedback comments
Participant 1,Ada Example,ada@example.org,Submitted,,{MOST},Yes,-,-,
Participant 2,Bob Example,bob@example.org,Submitted,,{MOST},Yes,-,-,
"""


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_runs(page: str, desk: Path) -> None:
    for section in sections(page):
        folder = desk
        for command in section:
            folder = folder if elsewhere(command) else after(command, folder)


def after(command: str, folder: Path) -> Path:
    """Run a command as a reader would; the folder that the reader is in then."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": programs, "COLUMNS": "80"}
    ended = subprocess.run(
        ["sh", "-c", f"{command}; code=$?; pwd; exit $code"],
        cwd=folder, env=environment, text=True, capture_output=True, check=False,
    )  # fmt: skip
    said = f"{command}\n{ended.stdout}{ended.stderr}"
    assert "Traceback" not in said
    assert "Usage:" not in said
    not_all_right = command.startswith(("dlfs check", "dlfs compare"))
    assert ended.returncode in ((0, 1) if not_all_right else (0,)), said
    return Path(ended.stdout.splitlines()[-1])


def test_what_runs_elsewhere_still_stands_in_a_page() -> None:
    met = {elsewhere(command) for page in PAGES for section in sections(page) for command in section}
    assert met - {None} == set(ELSEWHERE)


def test_the_readme_stays_under_two_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 100


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)]+)\)", text) if not t.startswith("http")]
    assert [t for t in targets if not ((ROOT / page).parent / t).exists()] == []
