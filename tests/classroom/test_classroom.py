"""Many submissions: the same reports from any executor, whatever is killed on the way, and nothing twice."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom import dask as cluster_module
from autograder.classroom.dask import Cluster, ClusterError
from autograder.classroom.pool import grade_class
from autograder.classroom.results import RESULTS, ResultsFile
from autograder.classroom.workers import ThisProcess, start_pool, workers_for
from autograder.course.chapters import load_chapter
from autograder.submissions.handins import Place
from autograder.submissions.layout import find_handins
from tests.sample_class import fill_notebook, fill_twin, right_answers

CHAPTER = "ch02_perceptron"
WRONG = "def AND(x1, x2):\n    return {number}\n"
CLASS_SIZE = 14


@pytest.fixture(scope="module")
def handed_in(assignments: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class with right and wrong answers, two of them alike, one unreadable."""
    folder = tmp_path_factory.mktemp("handed-in")
    released = (assignments / CHAPTER / f"{CHAPTER}.ipynb").read_text(encoding="utf-8")
    right = right_answers(CHAPTER)
    for number in range(CLASS_SIZE):
        answers = right if number < 3 else right | {"AND": WRONG.format(number=number)}
        path = folder / f"s{number:02}" / CHAPTER / f"{CHAPTER}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(fill_notebook(released, answers), encoding="utf-8")
    path.write_text("no notebook", encoding="utf-8")
    return folder


def lines(folder: Path) -> list[str]:
    """The lines of a run but for their times."""
    text = (folder / RESULTS).read_text(encoding="utf-8")
    return [re.sub(r'"seconds": [\d.]+', "", line) for line in text.splitlines()]


def run(handed_in: Path, folder: Path, open_executor: Callable[[], Executor], workers: int) -> list[str]:
    with ResultsFile(folder) as results:
        reports = grade_class(find_handins([handed_in], None), open_executor, workers, None, results)
        assert len(list(reports)) == CLASS_SIZE
        results.finish()
    return lines(folder)


@pytest.fixture(scope="module")
def undisturbed(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run in this process, start to end."""
    folder = tmp_path_factory.mktemp("undisturbed")
    run(handed_in, folder, ThisProcess, 1)
    return folder


def test_a_few_hand_ins_are_graded_in_this_process_and_many_on_every_core() -> None:
    cores = len(os.sched_getaffinity(0))
    assert [workers_for(handins, None) for handins in (0, 1, 29, 30 * cores)] == [1, 1, 1, cores]
    assert [workers_for(handins, 3) for handins in (0, 2, 30)] == [1, 2, 3]


def test_two_processes_say_what_one_says(handed_in, undisturbed, tmp_path) -> None:
    assert run(handed_in, tmp_path, partial(start_pool, 2), 2) == lines(undisturbed)
    assert (tmp_path / "grades.csv").read_bytes() == (undisturbed / "grades.csv").read_bytes()


@contextmanager
def dask_cluster() -> Iterator[str]:
    """A real scheduler and two worker processes on this machine, with more threads than graders."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=2, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


def test_a_dask_cluster_says_what_one_process_says(handed_in, undisturbed, tmp_path) -> None:
    with dask_cluster() as address, Cluster(address) as cluster:
        assert cluster.workers == 2
        assert run(handed_in, tmp_path, cluster.executor, cluster.workers) == lines(undisturbed)


def test_a_scheduler_that_does_not_answer_is_an_error_in_a_line(monkeypatch) -> None:
    monkeypatch.setattr(cluster_module, "CONNECT_SECONDS", 1)
    with pytest.raises(ClusterError, match="no Dask scheduler answers"):
        Cluster("tcp://127.0.0.1:9")


class Counting(ThisProcess):
    """Counts what it is asked to judge."""

    count = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        Counting.count += 1
        return super().submit(fn, *args, **kwargs)


def test_the_same_code_is_judged_once_and_reported_for_everybody(handed_in, undisturbed, tmp_path) -> None:
    Counting.count = 0
    assert run(handed_in, tmp_path, Counting, 1) == lines(undisturbed)
    assert Counting.count == CLASS_SIZE - 3  # three are alike, one is not a notebook
    rows = [json.loads(line) for line in (tmp_path / RESULTS).read_text(encoding="utf-8").splitlines()]
    assert [row["points"] for row in rows[:3]] == [rows[0]["max_points"]] * 3
    assert [row["student"] for row in rows] == [f"s{n:02}" for n in range(CLASS_SIZE)]


def test_what_has_a_verdict_is_not_judged_again_unless_it_changed(handed_in, tmp_path) -> None:
    places = find_handins([handed_in], None)

    def go(places: list[Place], seed: int | None = None) -> int:
        with ResultsFile(tmp_path) as results:
            return len(list(grade_class(places, ThisProcess, 1, seed, results)))

    assert (go(places[:4]), go(places[:4]), go(places[:6])) == (4, 0, 2)
    path = places[5].path / f"{CHAPTER}.ipynb"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("return 5", "return 55"), encoding="utf-8")
    assert (go(places[:6]), go(places[:6])) == (1, 0)
    path.write_text(before, encoding="utf-8")
    assert go(places[:2], seed=7) == 2


def test_a_twin_filled_in_later_takes_the_place_of_the_notebook(assignments, tmp_path) -> None:
    released = assignments / CHAPTER
    folder = tmp_path / "class" / "ada" / CHAPTER
    folder.mkdir(parents=True)
    for name in (f"{CHAPTER}.ipynb", f"{CHAPTER}.py"):
        (folder / name).write_bytes((released / name).read_bytes())

    def graded() -> list[tuple[str, float]]:
        with ResultsFile(tmp_path / "results") as results:
            list(grade_class(find_handins([tmp_path / "class"], None), ThisProcess, 1, 0, results))
            results.finish()
            assert results.report_of("ada") == next(results.reports())
            return [(r.file, r.points) for r in results.reports()]

    assert graded() == [(f"{CHAPTER}.ipynb", 0.0)]
    twin = folder / f"{CHAPTER}.py"
    twin.write_text(fill_twin(twin.read_text(encoding="utf-8"), {"AND": right_answers(CHAPTER)["AND"]}))
    assert graded() == [(f"{CHAPTER}.py", 1.0)]


def test_two_places_of_one_name_are_both_kept(assignments, tmp_path) -> None:
    for section in ("monday", "friday"):
        (tmp_path / section).mkdir()
        released = (assignments / CHAPTER / f"{CHAPTER}.py").read_text(encoding="utf-8")
        (tmp_path / section / "ada.py").write_text(released + f"\n# {section}\n", encoding="utf-8")
    places = find_handins([tmp_path / "monday", tmp_path / "friday"], CHAPTER)
    assert [place.name for place in places] == ["ada.py", "ada.py (2)"]
    with ResultsFile(tmp_path / "results") as results:
        assert len(list(grade_class(places, ThisProcess, 1, 0, results))) == 2
        assert len(list(results.reports())) == 2


def dlfs(*words: object, cwd: Path | None = None, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(Path(sys.executable).parent / "dlfs"), "grade", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=cwd,
        env=os.environ | environment,
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_hand_ins_named_like_modules_are_graded_and_never_imported(jobs, assignments, tmp_path) -> None:
    folder, trace = tmp_path / "downloads", tmp_path / "imported"
    folder.mkdir()
    released = (assignments / CHAPTER / f"{CHAPTER}.py").read_text(encoding="utf-8")
    names = ("conftest", "multiprocessing", "numpy", "pickle", "sitecustomize", "socket")
    for name in names:
        source = f"open({str(trace)!r}, 'a').write(__name__)\n{fill_twin(released, right_answers(CHAPTER))}"
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    process = dlfs(".", "--chapter", CHAPTER, "--output", tmp_path / "out", "--jobs", jobs, cwd=folder)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    with ResultsFile(tmp_path / "out") as results:
        assert {r.student: r.points for r in results.reports()} == dict.fromkeys(
            names, load_chapter(CHAPTER).points
        )
    assert not trace.exists()


def test_a_temporary_folder_with_a_long_name_is_no_hindrance(handed_in, undisturbed, tmp_path) -> None:
    temporary = tmp_path / ("t" * 90)
    temporary.mkdir()
    process = dlfs(handed_in, "--output", tmp_path, "--jobs", "2", TMPDIR=str(temporary))
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert lines(tmp_path) == lines(undisturbed)


def wait_for_lines(folder: Path, count: int, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        path = folder / RESULTS
        if path.is_file() and path.read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.005)


def test_a_killed_grader_goes_on_where_it_was_and_ends_as_if_nothing_had_been(
    handed_in, undisturbed, tmp_path
) -> None:
    for seen in (1, 6):
        process = dlfs(handed_in, "--output", tmp_path, "--jobs", "2")
        wait_for_lines(tmp_path, seen, process)
        started = descendants_of(process.pid)
        process.kill()
        process.communicate(timeout=60)
        assert gone(started)
    with (tmp_path / RESULTS).open("a", encoding="utf-8") as file:
        file.write('{"student": "torn off by a power c')
    process = dlfs(handed_in, "--output", tmp_path, "--jobs", "1")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert "had a verdict already" in out
    assert lines(tmp_path) == lines(undisturbed)
    assert (tmp_path / "grades.csv").read_bytes() == (undisturbed / "grades.csv").read_bytes()


def test_ctrl_c_stops_cleanly_and_says_how_to_go_on(handed_in, undisturbed, tmp_path) -> None:
    process = dlfs(handed_in, "--output", tmp_path, "--jobs", "2")
    wait_for_lines(tmp_path, 2, process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "The same command goes on from there" in err
    assert "Traceback" not in err
    process = dlfs(handed_in, "--output", tmp_path, "--jobs", "1")
    process.communicate(timeout=120)
    assert lines(tmp_path) == lines(undisturbed)


def test_ctrl_c_while_the_workers_start_is_no_traceback_either(handed_in, tmp_path) -> None:
    process = dlfs(handed_in, "--output", tmp_path, "--jobs", "2")
    until = time.monotonic() + 60
    while time.monotonic() < until and not children_of(process.pid):
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err


def children_of(pid: int) -> list[int]:
    said = "".join(path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    return [int(word) for word in said.split()]


def descendants_of(pid: int) -> list[int]:
    children = children_of(pid)
    return children + [each for child in children for each in descendants_of(child)]


def gone(pids: list[int]) -> bool:
    """Whether these processes end by themselves, soon."""
    until = time.monotonic() + 20
    while (alive := [pid for pid in pids if is_running(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive


def is_running(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def workers_of(executor: Executor) -> list[int]:
    return list(getattr(executor, "_processes", None) or {})


class Killed:
    """Opens pools and kills the workers of the first `times` of them, once so many lines are written."""

    def __init__(self, times: int, folder: Path, after_lines: int) -> None:
        self.times = times
        self.results = folder / RESULTS
        self.after_lines = after_lines
        self.opened = 0

    def __call__(self) -> Executor:
        self.opened += 1
        pool = start_pool(2)
        if self.opened <= self.times:
            threading.Thread(target=self._kill, args=(pool,), daemon=True).start()
        return pool

    def _kill(self, pool: Executor) -> None:
        while not workers_of(pool) or self.results.read_bytes().count(b"\n") < self.after_lines:
            time.sleep(0.002)
        for worker in workers_of(pool):
            os.kill(worker, signal.SIGKILL)


def test_workers_that_die_are_replaced_and_cost_nobody_anything(handed_in, undisturbed, tmp_path) -> None:
    executors = Killed(1, tmp_path, after_lines=3)
    assert run(handed_in, tmp_path, executors, 2) == lines(undisturbed)
    assert executors.opened >= 2


def test_what_ends_its_worker_twice_has_no_verdict_rather_than_a_zero(handed_in, tmp_path) -> None:
    place = find_handins([handed_in], None)[4:5]
    with ResultsFile(tmp_path) as results:
        (report,) = grade_class(place, Killed(99, tmp_path, after_lines=0), 2, 0, results)
    assert report.infrastructure_error == "the worker that judged it ended, twice"
    assert report.exercises == ()
    with ResultsFile(tmp_path) as results:  # the same command tries again
        (report,) = grade_class(place, ThisProcess, 1, 0, results)
    assert report.infrastructure_error is None
