"""A gradebook on a PostgreSQL server: `dlfs release` and `dlfs autograde` with nbgrader's ``db_url``."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.commands.main import main
from autograder.course.chapters import load_chapter
from tests.sample_class import hand_in, right_answers
from tests.sample_class.gradebooks import open_gradebook_at

ROOT = Path(__file__).parents[2]
CHAPTER = "ch02_perceptron"
POINTS = load_chapter(CHAPTER).points


def program(name: str) -> str | None:
    """Debian keeps most of them in a folder that is on nobody's path."""
    versions = map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))
    return shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *versions]))


def run(*words: object) -> None:
    """Run a program of PostgreSQL's, which refuses to be root."""
    user = "postgres" if os.getuid() == 0 else None
    command = [str(word) for word in words]
    subprocess.run(command, user=user, cwd="/", check=True, stdout=subprocess.DEVNULL, timeout=60)


def free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])


@pytest.fixture(scope="module")
def db_url() -> Iterator[str]:
    """A server of its own on this machine, for as long as the tests take."""
    if program("initdb") is None:
        pytest.skip("PostgreSQL is not installed here (apt-get install postgresql)")
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to other users
        folder, port = Path(name), free_port()
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        data = folder / "data"
        run(program("initdb"), "--pgdata", data, "--username", "grader", "--auth", "trust", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        log = folder / "log"
        run(program("pg_ctl"), "--pgdata", data, "--wait", "--log", log, "--options", options, "start")
        yield f"postgresql://grader@127.0.0.1:{port}/postgres"
        run(program("pg_ctl"), "--pgdata", data, "--mode", "fast", "stop")


def test_a_class_is_autograded_into_it(db_url: str, tmp_path: Path) -> None:
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (tmp_path / "nbgrader_config.py").write_text(f"{config}\nc.CourseDirectory.db_url = {db_url!r}\n")
    right = right_answers(CHAPTER)
    released = CliRunner().invoke(main, ["release", CHAPTER, "--course", str(tmp_path)])
    assert released.exit_code == 0, released.output
    for student, answers in (("ada", right), ("bob", right | {"AND": "def AND(x1, x2):\n    return 0"})):
        hand_in(tmp_path / "submitted" / student / CHAPTER, tmp_path / "assignments", CHAPTER, answers)
    ended = CliRunner().invoke(main, ["autograde", CHAPTER, "--course", str(tmp_path), "--jobs", "1"])
    assert ended.exit_code == 0, ended.output
    with open_gradebook_at(db_url) as book:
        scores = {s.student.id: s.score for s in book.assignment_submissions(CHAPTER)}
    assert scores["ada"] == POINTS
    assert 0 < scores["bob"] < POINTS
    assert not (tmp_path / "gradebook.db").exists()
    assert (tmp_path / "feedback/bob" / CHAPTER / f"{CHAPTER}.html").is_file()
