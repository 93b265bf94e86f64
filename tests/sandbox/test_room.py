"""The sealed room: what is in it, what it refuses, what it costs, and how it ends."""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from autograder.commands.main import main
from autograder.course.chapters import load_chapter
from autograder.grading.grader import Grader
from autograder.sandbox import runtime
from autograder.sandbox.connection import RoomError
from autograder.sandbox.handles import RemoteObject
from autograder.sandbox.host import Room
from autograder.sandbox.limits import Limits
from autograder.sandbox.modes import Mode, best_protection
from autograder.sandbox.student import EndedLoading, RemoteStudent
from autograder.submissions.reading import Submission
from autograder.testing import CheckFailure, arguments_after, assert_close, assert_leaves_arguments_alone
from autograder.testing.students import StudentError, StudentGone
from tests.sandbox.conftest import STUBBORN, Enter, limits, require, room_of
from tests.sandbox.escapes import ESCAPES, RAW, REFUSED, attempt, syscall_number

ROOT = Path(__file__).parents[2]
SECRETS = (ROOT / "solutions", ROOT / "autograder" / "graders", ROOT / "autograder" / "grading")


TOLD_TO_THE_ZYGOTE = {"cpu_seconds", "memory_bytes", "printed_characters"}


@pytest.fixture(scope="module")
def rooms() -> Iterator[dict[object, Room]]:
    """Rooms by their mode and by what their zygotes were told: to start one takes half a second."""
    started: dict[object, Room] = {}
    yield started
    for room in started.values():
        room.close()


@pytest.fixture
def furnished(rooms: dict[object, Room]) -> Iterator[Callable[..., RemoteStudent]]:
    """A submission in a room with limits or a mode of its own; it is ended after the test."""
    inside = []

    def let_in(*cells: str, mode: Mode = Mode.SEALED, **changes: object) -> RemoteStudent:
        require(mode)
        kind = (mode, *sorted(item for item in changes.items() if item[0] in TOLD_TO_THE_ZYGOTE))
        room = rooms.setdefault(kind, Room(mode=mode, limits=limits(**changes)))
        room.limits = limits(**changes)
        inside.append(room.admit())
        return RemoteStudent(inside[-1], cells, {})

    yield let_in
    for child in inside:
        child.close()


def children_of(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in text.split()]


def zygote_of(room: Room) -> int:
    """The process id, seen from here, of what is number 1 in there."""
    assert room._process is not None
    (pid,) = children_of(room._process.pid)
    return pid


# ------------------------------------------------------------------------------ what crosses the wall


def test_a_function_is_called_and_its_answer_comes_back(enter: Enter) -> None:
    student = enter("def double(x):\n    return 2 * x\n")
    assert student.double(3) == 6
    assert np.array_equal(student.double(np.arange(3)), [0, 2, 4])
    assert student.double(x=[1]) == [1, 1]


def test_an_object_stays_inside_and_is_used_from_outside(enter: Enter) -> None:
    student = enter(
        "import numpy as np\n"
        "class Affine:\n"
        "    def __init__(self, W): self.W, self.dW = W, None\n"
        "    def forward(self, x): return x @ self.W\n"
        "    def __eq__(self, other): return True\n"
        "    __hash__ = None\n"
    )
    layer = student.Affine(np.eye(2))
    assert isinstance(layer, RemoteObject)
    assert repr(layer) == "<student's Affine>"
    assert np.array_equal(layer.forward(np.ones(2)), [1, 1])
    layer.W = np.zeros((2, 2))
    assert np.array_equal(layer.W, np.zeros((2, 2)))
    assert layer.dW is None
    assert layer != 1
    assert layer == layer


@pytest.mark.parametrize(
    "use", [bool, len, iter, float, int, lambda o: o + 1, lambda o: o > 0, lambda o: o[0], lambda o: 1 in o]
)
def test_a_handle_has_no_truth_no_length_and_no_value(enter: Enter, use: Callable[[Any], Any]) -> None:
    student = enter(
        "class Yes:\n"
        "    __bool__ = __lt__ = __gt__ = lambda *_: True\n"
        "    __len__ = __float__ = __int__ = __getitem__ = __add__ = lambda *_: 1\n"
        "yes = Yes()\n"
    )
    with pytest.raises(TypeError):
        use(student.yes)


def test_a_handle_is_not_an_array(enter: Enter) -> None:
    student = enter(
        "import numpy as np\nclass Yes:\n    def __array__(self): return np.zeros(3)\nyes = Yes()\n"
    )
    assert np.asarray(student.yes).dtype == object
    with pytest.raises(CheckFailure, match="of type Yes"):
        assert_close(student.yes, np.zeros(3))


def test_a_graders_function_can_be_called_from_inside(enter: Enter) -> None:
    student = enter("def twice(f, x):\n    return f(f(x))\n")
    seen = []
    assert student.twice(lambda x: seen.append(x) or x + 1, 5) == 7
    assert seen == [5, 6]


def test_a_graders_function_may_itself_ask_the_students_code(enter: Enter) -> None:
    student = enter("def square(x):\n    return x * x\ndef apply(f, x):\n    return f(x) + 1\n")
    assert student.apply(lambda x: student.square(x), 3) == 10
    assert student.apply(lambda x: student.apply(lambda y: student.square(y), x), 3) == 11


def test_calling_each_other_without_end_is_ended(enter: Enter) -> None:
    student = enter("def call(f, x):\n    return f(x)\n")

    def again(x: int) -> int:
        return student.call(again, x)

    with pytest.raises(StudentGone, match="called each other without end"):
        again(1)
    assert enter("x = 1\n").x == 1


def test_an_error_of_a_graders_function_reaches_the_students_code_as_an_error(enter: Enter) -> None:
    student = enter(
        "def careful(f):\n"
        "    try:\n"
        "        return f(1)\n"
        "    except RuntimeError as error:\n"
        "        return str(error)\n"
    )

    def fails(_: object) -> None:
        raise ValueError("shapes (3,) and (4,) differ")

    assert student.careful(fails) == "ValueError: shapes (3,) and (4,) differ"


def test_a_check_inside_a_graders_function_counts_and_tells_the_student_nothing(enter: Enter) -> None:
    student = enter(
        "heard = []\n"
        "def nosy(f):\n"
        "    try:\n"
        "        f(1)\n"
        "    except Exception as error:\n"
        "        heard.append(str(error))\n"
    )

    def check(x: object) -> None:
        assert_close(x, 41.99)

    with pytest.raises(CheckFailure):
        student.nosy(check)
    assert student.heard == ["the given function failed"]


def test_a_function_that_was_lent_for_a_call_is_of_no_use_afterwards(enter: Enter) -> None:
    student = enter("kept = []\ndef keep(f):\n    kept.append(f)\ndef use():\n    return kept[0](1)\n")
    student.keep(lambda x: x)
    with pytest.raises(StudentError, match="lent for one call"):
        student.use()
    assert student.keep(lambda x: x) is None


def test_arguments_are_copies_and_come_back_as_the_call_left_them(enter: Enter) -> None:
    student = enter("def spoil(x, y):\n    x *= 0\n    return x.sum()\n")
    x, y = np.ones(3), np.ones(2)
    result, (after, untouched) = arguments_after(student.spoil, x, y)
    assert result == 0
    assert np.array_equal(x, np.ones(3))
    assert np.array_equal(after, np.zeros(3))
    assert np.array_equal(untouched, y)
    with pytest.raises(CheckFailure, match="argument 1 was changed"):
        assert_leaves_arguments_alone(student.spoil, x, y)


def test_a_helper_runs_beside_the_students_code(enter: Enter) -> None:
    student = enter("def fill(x):\n    x[...] = 7\n")
    helper = student.beside(
        "import numpy as np\ndef shared(fill):\n    x = np.zeros(2)\n    fill(x)\n    return x\n"
    )
    assert np.array_equal(helper.shared(student.fill), [7, 7])
    with pytest.raises(StudentError, match="shared is not defined"):
        student.shared  # noqa: B018


def test_a_name_is_replaced_for_a_while(enter: Enter) -> None:
    student = enter("def predict(x):\n    return x\ndef accuracy(x):\n    return predict(x)\n")
    with student.replaced("predict", lambda x: 10 * x):
        assert student.accuracy(1) == 10
    assert student.accuracy(1) == 1
    with pytest.raises(StudentError, match="forward is not defined"), student.replaced("forward", abs):
        pass


def test_the_functions_that_a_call_enters_are_told(enter: Enter) -> None:
    student = enter(
        "def AND(a, b):\n    return a and b\n"
        "def OR(a, b):\n    return a or b\n"
        "def XOR(a, b):\n    return AND(OR(a, b), not AND(a, b))\n"
    )
    assert student.XOR.functions_called(1, 0) == ("OR", "AND", "AND")


def test_a_name_that_is_missing_is_told_by_name(enter: Enter) -> None:
    with pytest.raises(StudentError, match="softmax is not defined in this file"):
        enter("x = 1\n").softmax  # noqa: B018


def test_an_exception_arrives_with_its_class_its_text_and_its_line(enter: Enter) -> None:
    student = enter("x = 1\n", "def f(x):\n    return [1, 2, 3][x]\n")
    with pytest.raises(StudentError) as caught:
        student.f(9)
    assert caught.value.type_names[:2] == ("IndexError", "LookupError")
    assert caught.value.message == "list index out of range"
    assert caught.value.where == "code cell 2, line 2: return [1, 2, 3][x]"


def test_a_statement_that_fails_leaves_the_rest_of_the_file_standing(enter: Enter) -> None:
    student = enter("x = 1\ny = 1 / 0\nz = 3\n", "def broken(:\n    pass\n\ndef fine():\n    return 4\n")
    assert (student.x, student.z, student.fine()) == (1, 3, 4)
    assert [(p.cell, p.line) for p in student.problems] == [(1, 2), (2, 1)]


# ------------------------------------------------------------------------------ budgets


def test_a_call_that_takes_too_long_is_ended_and_says_so(furnished: Callable[..., RemoteStudent]) -> None:
    student = furnished("def f():\n    while True:\n        pass\n", call_seconds=0.3)
    started = time.monotonic()
    with pytest.raises(StudentGone, match=r"within 0\.3 seconds \(an endless loop") as caught:
        student.f()
    assert time.monotonic() - started < 2
    assert caught.value.status == "timeout"
    with pytest.raises(StudentGone, match="endless loop"):
        student.f()
    assert student.ended is not None


def test_a_call_that_gets_no_processor_is_waited_for(furnished: Callable[..., RemoteStudent]) -> None:
    student = furnished("def f(g):\n    g()\n    return 499\n", call_seconds=0.3)
    (child,) = children_of(zygote_of(room_of(student)))

    def stand_still() -> None:
        os.kill(child, signal.SIGSTOP)
        threading.Timer(0.8, os.kill, [child, signal.SIGCONT]).start()

    assert student.f(stand_still) == 499


def test_a_call_that_only_sleeps_is_ended_in_the_end(furnished: Callable[..., RemoteStudent]) -> None:
    student = furnished("import time\ndef f():\n    time.sleep(1000)\n", call_seconds=0.2)
    started = time.monotonic()
    with pytest.raises(StudentGone, match=r"within 0\.2 seconds"):
        student.f()
    assert 1 <= time.monotonic() - started < 3


def test_calling_back_all_the_time_does_not_make_a_call_last_longer(
    furnished: Callable[..., RemoteStudent],
) -> None:
    student = furnished("def f(g):\n    while True:\n        g(1)\n", call_seconds=0.3)
    started = time.monotonic()
    with pytest.raises(StudentGone, match="endless loop"):
        student.f(lambda x: time.sleep(0.001))
    assert time.monotonic() - started < 2


def test_a_cell_that_takes_too_long_is_interrupted_and_the_rest_is_loaded(
    furnished: Callable[..., RemoteStudent],
) -> None:
    student = furnished("a = 1\nwhile True:\n    pass\n", "b = 2\n", cell_seconds=0.2)
    assert (student.a, student.b) == (1, 2)
    (problem,) = student.problems
    assert (problem.cell, problem.line) == (1, 2)
    assert "too long" in problem.message


def test_a_cell_that_only_sleeps_is_interrupted_as_well(furnished: Callable[..., RemoteStudent]) -> None:
    student = furnished("import time\ntime.sleep(1000)\n", "b = 2\n", cell_seconds=0.1)
    assert student.b == 2
    assert [p.cell for p in student.problems] == [1]


def test_a_cell_that_takes_the_alarms_away_does_so_for_itself_only(
    furnished: Callable[..., RemoteStudent],
) -> None:
    ignoring = "import signal\nfor n in (14, 26):\n    signal.signal(n, signal.SIG_IGN)\n"
    student = furnished(ignoring, "while True:\n    pass\n", "b = 2\n", cell_seconds=0.2)
    assert student.b == 2
    assert [problem.cell for problem in student.problems] == [2]


def test_a_cell_that_swallows_every_interruption_is_named(furnished: Callable[..., RemoteStudent]) -> None:
    with pytest.raises(EndedLoading, match="code cell 2 ran too long") as caught:
        furnished("a = 1\n", STUBBORN, cell_seconds=0.1)
    assert caught.value.cell == 2


def test_a_file_has_a_budget_for_loading(furnished: Callable[..., RemoteStudent]) -> None:
    cell = "import signal\nfor n in (14, 26):\n    signal.signal(n, signal.SIG_IGN)\nwhile True:\n    pass\n"
    with pytest.raises(StudentGone, match=r"within 0\.5 seconds"):
        furnished(cell, load_seconds=0.5)


def test_a_file_has_a_budget_for_everything(furnished: Callable[..., RemoteStudent]) -> None:
    student = furnished("import time\ndef f(n):\n    time.sleep(n)\n", submission_seconds=0.5)
    student.f(0.1)
    with pytest.raises(StudentGone, match=r"the whole file used up its 0\.5 seconds"):
        student.f(0.5)


def test_a_file_has_one_budget_for_all_its_processes() -> None:
    require(Mode.SEALED)
    cells = ["import time\nimport numpy as np\n"]
    cells += [
        f"def {e.name}(*args):\n    time.sleep(1000)\n" for e in load_chapter("ch02_perceptron").exercises
    ]
    with Grader(limits=limits(submission_seconds=1.5)) as grader:
        report = grader.grade(Submission("slow.py", tuple(cells), ""), "ch02_perceptron")
    assert {e.status for e in report.exercises} == {"timeout"}
    assert report.seconds < 6
    assert "used up its 1.5 seconds" in report.exercises[-1].checks[-1].message


def test_processor_time_has_a_budget(furnished: Callable[..., RemoteStudent]) -> None:
    student = furnished("def f():\n    while True:\n        pass\n", cpu_seconds=1, call_seconds=30.0)
    with pytest.raises(StudentGone, match="processor time or memory was used up") as caught:
        student.f()
    assert caught.value.status == "timeout"


def test_memory_has_a_budget(furnished: Callable[..., RemoteStudent]) -> None:
    student = furnished(
        "import numpy as np\ndef f(n):\n    return np.ones(n).sum()\n", memory_bytes=400 << 20
    )
    with pytest.raises(StudentError, match="MemoryError"):
        student.f(100 << 20)
    assert student.f(10) == 10


def test_output_has_a_budget_a_call(furnished: Callable[..., RemoteStudent]) -> None:
    student = furnished("def f(n):\n    print('x' * n)\n    return n\n", printed_characters=1000)
    with pytest.raises(StudentError, match="printed more than 1,000 characters in one call"):
        student.f(2000)
    assert [student.f(900), student.f(900)] == [900, 900]


def test_callbacks_have_a_budget(furnished: Callable[..., RemoteStudent]) -> None:
    student = furnished("def f(g):\n    while True:\n        g(1)\n", callbacks=100)
    with pytest.raises(StudentGone, match="called the given function more than 100 times"):
        student.f(lambda x: x)


def test_received_data_has_a_budget(furnished: Callable[..., RemoteStudent]) -> None:
    student = furnished(
        "import numpy as np\ndef f(n):\n    return np.zeros(n)\n", received_bytes=2 << 20, call_seconds=5.0
    )
    assert len(student.f(1 << 17)) == 1 << 17
    with pytest.raises(StudentGone, match="sent back too much data"):
        student.f(1 << 17)


def test_arguments_that_nobody_reads_are_not_waited_for(furnished: Callable[..., RemoteStudent]) -> None:
    student = furnished(
        "import os, time\ndef f(g):\n    os.write(3, b'x')\n    time.sleep(1000)\n", call_seconds=0.3
    )
    with pytest.raises(StudentGone):
        student.f(np.zeros(4 << 20))


# ------------------------------------------------------------------------------ what is in the room

LOOK = """
import os, sys

def listed(path):
    try:
        return sorted(os.listdir(path))
    except OSError as error:
        return error.errno

def read(path):
    try:
        with open(path, "rb") as file:
            return len(file.read(100))
    except OSError as error:
        return error.errno

def importable(name):
    try:
        __import__(name)
    except ImportError:
        return False
    return True

def environment():
    return dict(os.environ)

def process():
    return os.getpid(), os.getppid()

def arguments():
    return sys.orig_argv
"""


def test_the_room_shows_the_interpreter_and_nothing_of_the_house(enter: Enter) -> None:
    student = enter(LOOK)
    allowed = {"dlfs", "etc", "lib", "lib64", "lib32", "usr", Path(sys.base_prefix).parts[1]}
    allowed |= {part.parts[1] for part in runtime.interpreter_places()}
    assert set(student.listed("/")) <= allowed
    assert student.listed("/dlfs") == ["app", "cache", "packages"]
    for place in (
        "/proc",
        "/dev",
        "/tmp",
        "/home/user",
        "/etc/passwd",
        "/etc/shadow",
        "/sys",
        "/run",
        "/var",
    ):
        assert student.listed(place) == errno.ENOENT, place
        assert student.read(place) == errno.ENOENT, place


def test_the_room_shows_no_solution_and_no_grader(enter: Enter) -> None:
    student = enter(LOOK)
    for place in (*SECRETS, ROOT / ".git", ROOT / "gradebook.db"):
        assert student.read(str(place)) == errno.ENOENT, place
        assert student.listed(str(place)) == errno.ENOENT, place
    assert student.listed("/dlfs/app/autograder") == ["__init__.py", "sandbox", "submissions"]


def test_the_room_shows_no_installed_packages_but_the_allowed_ones(enter: Enter) -> None:
    student = enter(LOOK)
    for folder in runtime.hidden_folders():
        assert student.listed(str(folder)) == [], folder
    assert set(student.listed("/dlfs/packages")) <= {"numpy", "numpy.libs", "msgpack", "dataset"}
    for name in ("numpy", "dataset", "math", "dataclasses"):
        assert student.importable(name), name
    for name in ("pytest", "autograder.grading.grader", "autograder.graders", "nbgrader", "pip", "PIL"):
        assert not student.importable(name), name
    assert not student.importable("solutions.ch02_perceptron")


def test_packages_of_a_chapter_are_there_and_what_only_draws_is_inert() -> None:
    require(Mode.SEALED)
    with Room(frozenset({"PIL"}), limits()) as room:
        student = RemoteStudent(
            room.admit(), ("import PIL.Image\nimport matplotlib.pyplot as plt\nplt.show()\n",), {}
        )
        assert student.problems == ()
        assert student.PIL.Image.new("L", (2, 3)).size == (2, 3)


def test_the_environment_and_the_command_line_tell_nothing(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DLFS_SECRET", "geheim")
    student = enter(LOOK)
    environment = student.environment()
    assert "geheim" not in str(environment)
    assert str(ROOT) not in str(environment)
    assert environment["DLFS_DATA"] == "embedded"
    assert not any(str(ROOT) in word for word in student.arguments())


def test_the_submission_is_a_child_of_process_number_one(enter: Enter) -> None:
    pid, parent = enter(LOOK).process()
    assert parent == 1
    assert pid > 1


def test_the_zygote_has_no_rights_and_cannot_be_looked_into(room: Room, enter: Enter) -> None:
    enter("x = 1\n")
    zygote = Path(f"/proc/{zygote_of(room)}")
    assert "CapEff:\t0000000000000000" in (zygote / "status").read_text()
    if os.geteuid() != 0:  # root may look into everything
        with pytest.raises(PermissionError):
            os.listdir(zygote / "fd")


def test_the_limits_of_the_kernel_are_in_force(room: Room, enter: Enter) -> None:
    enter("x = 1\n")
    (child,) = children_of(zygote_of(room))
    text = Path(f"/proc/{child}/limits").read_text()
    values = {line[:26].strip(): line[26:].split()[:2] for line in text.splitlines()[1:]}
    for name, value in {
        "Max file size": 0,
        "Max core file size": 0,
        "Max processes": 0,
        "Max open files": 32,
        "Max locked memory": 0,
        "Max msgqueue size": 0,
        "Max address space": room.limits.memory_bytes,
        "Max cpu time": room.limits.cpu_seconds,
    }.items():
        assert values[name] == [str(value)] * 2, name
    status = Path(f"/proc/{child}/status").read_text()
    assert "Seccomp:\t2" in status
    assert "NoNewPrivs:\t1" in status


FILES = """
import os, stat

def files():
    found = {}
    for number in range(100):
        try:
            status = os.fstat(number)
        except OSError:
            continue
        is_null = stat.S_ISCHR(status.st_mode) and status.st_rdev == os.makedev(1, 3)
        found[number] = "null" if is_null else "socket" if stat.S_ISSOCK(status.st_mode) else "other"
    return found
"""


def test_the_submission_holds_no_file_but_its_connection(enter: Enter) -> None:
    assert enter(FILES).files() == {0: "null", 1: "null", 2: "null", 3: "socket"}


# ------------------------------------------------------------------------------ what is refused


def test_system_calls_that_no_exercise_needs_are_refused(enter: Enter) -> None:
    student = enter(RAW)
    for name in REFUSED.split():
        number = syscall_number(name)
        if number >= 0:  # not every architecture has every call
            assert student.call(number, 0, 0, 0, 0, 0, 0) == (-1, errno.EPERM), name


def test_clone3_does_not_exist_so_that_the_library_tries_what_is_refused(enter: Enter) -> None:
    assert enter(RAW).call(syscall_number("clone3"), 0, 0) == (-1, errno.ENOSYS)


def test_limits_may_be_looked_at_but_not_set_and_not_of_others(enter: Enter) -> None:
    student = enter(RAW)
    prlimit = syscall_number("prlimit64")
    assert student.call(prlimit, 0, 0, 0, 0) == (0, 0)
    assert student.call(prlimit, 1, 0, 0, 0) == (-1, errno.EPERM)
    assert student.call(prlimit, 0, 0, 1, 0) == (-1, errno.EPERM)


def test_files_are_opened_for_reading_only(enter: Enter) -> None:
    student = enter(
        "import os\n"
        "def opened(path, flags):\n"
        "    try:\n"
        "        os.close(os.open(path, flags))\n"
        "    except OSError as error:\n"
        "        return error.errno\n"
        "    return 0\n"
    )
    here = "/dlfs/app/autograder/submissions/loading.py"
    assert student.opened(here, os.O_RDONLY) == 0
    assert student.opened("/dlfs", os.O_RDONLY | os.O_DIRECTORY) == 0
    for flags in (
        os.O_WRONLY,
        os.O_RDWR,
        os.O_RDONLY | os.O_CREAT,
        os.O_RDONLY | os.O_TRUNC,
        os.O_APPEND,
        os.O_TMPFILE | os.O_RDWR,
        0o3,
    ):
        assert student.opened(here, flags) == errno.EPERM, oct(flags)
        assert student.opened("/new", flags) == errno.EPERM, oct(flags)


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the x32 calls exist on x86-64 only")
def test_another_architectures_calls_end_the_process(enter: Enter) -> None:
    student = enter(RAW)
    with pytest.raises(StudentGone, match=r"crashed \(SIGSYS\)"):
        student.call(0x40000000 | 39)


@pytest.mark.parametrize("code", ESCAPES.values(), ids=ESCAPES)
def test_there_is_no_way_to(code: str, enter: Enter) -> None:
    with pytest.raises(StudentError):
        enter(attempt(code)).attempt()


# ------------------------------------------------------------------------------ the same for everybody


def test_every_submission_meets_the_same_random_numbers_addresses_and_hashes() -> None:
    require(Mode.SEALED)
    cells = (
        "import random\nimport numpy as np\n"
        "class Node: pass\n"
        "nodes = [Node() for _ in range(40)]\n"
        "drawn = [float(np.random.default_rng().normal()), np.random.normal(), random.random()]\n"
        "words = list({'apple', 'fig', 'pear', 'nut', 'kiwi', 'plum'})\n"
        "order = [nodes.index(node) for node in set(nodes)]\n"
        "others = [hash(None), hash(len), hash('a')]\n",
    )

    def seen(room: Room) -> list[Any]:
        student = RemoteStudent(room.admit(), cells, {})
        assert student.problems == ()
        return [student.drawn, student.words, student.order, student.others]

    with Room(limits=limits()) as one, Room(limits=limits()) as other:
        first = seen(one)
        RemoteStudent(one.admit(), ("def f(): pass\n" * 50,), {})
        assert seen(one) == first
        assert seen(other) == first


SPOIL = """
import builtins, os, sys, warnings
import numpy as np

def spoil():
    np.left = builtins.left = sys.left = 1
    np.seterr(all="raise")
    np.random.seed(5)
    warnings.simplefilter("error")
    os.environ["LEFT"] = "1"
    sys.path.append("/left")
    sys.modules["left"] = np
    np.add = np.zeros = None
"""

LOOK_AGAIN = """
import builtins, os, sys
import numpy as np

left = [hasattr(m, "left") for m in (np, builtins, sys)]
left += ["left" in sys.modules, "LEFT" in os.environ, "/left" in sys.path]
state = [np.geterr()["over"], int(np.add(1, 1))]
drawn = np.random.normal()
"""


def test_a_submission_finds_nothing_that_another_one_left(enter: Enter) -> None:
    before = enter(LOOK_AGAIN)
    drawn = before.drawn
    assert before.left == [False] * 6
    assert before.state == ["warn", 2]
    enter(SPOIL).spoil()
    after = enter(LOOK_AGAIN)
    assert (after.left, after.state, after.drawn) == ([False] * 6, ["warn", 2], drawn)


# ------------------------------------------------------------------------------ beginning and ending


def test_a_room_starts_again_after_its_zygote_was_killed(furnished: Callable[..., RemoteStudent]) -> None:
    student = furnished("x = 1\n")
    room = room_of(student)
    assert student.x == 1
    student.close()
    for _ in range(2):
        os.kill(zygote_of(room), signal.SIGKILL)
        again = RemoteStudent(room.admit(), ("x = 2\n",), {})
        assert again.x == 2
        again.close()


def test_a_zygote_killed_under_a_submission_is_our_fault_and_not_the_students(
    furnished: Callable[..., RemoteStudent],
) -> None:
    student = furnished("import time\ndef f():\n    time.sleep(0.5)\n")
    room = room_of(student)
    os.kill(zygote_of(room), signal.SIGKILL)
    with pytest.raises(RoomError, match="the sealed room ended"):
        student.f()
    assert RemoteStudent(room.admit(), ("x = 2\n",), {}).x == 2


def test_a_submission_is_graded_although_its_zygote_was_killed_on_the_way() -> None:
    require(Mode.SEALED)
    exercises = load_chapter("ch02_perceptron").exercises
    slow = "import time\nfrom_here = AND\ndef AND(*x):\n    time.sleep(0.01)\n    return from_here(*x)\n"
    cells = ("import numpy as np\n", *(e.source for e in exercises), slow)
    with Grader(limits=limits(call_seconds=5.0)) as grader:
        room = grader.room_for("ch02_perceptron")
        room.start()
        before = zygote_of(room)
        killer = threading.Timer(0.3, os.kill, [before, signal.SIGKILL])
        killer.start()
        report = grader.grade(Submission("slow.py", cells, ""), "ch02_perceptron")
        killer.join()
        assert zygote_of(room) != before
    assert report.infrastructure_error is None
    assert report.points == report.max_points


def test_a_room_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    require(Mode.SEALED)
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho no namespaces today >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    room = Room(mode=Mode.SEALED)
    with pytest.raises(RoomError, match="did not start: no namespaces today"):
        room.start()
    with Grader(mode=Mode.SEALED) as grader:
        report = grader.grade(Submission("any.py", ("x = 1\n",), ""), "ch02_perceptron")
    assert report.infrastructure_error == "RoomError: the sealed room did not start: no namespaces today"
    assert report.exercises == ()
    monkeypatch.undo()
    with room:
        assert RemoteStudent(room.admit(), ("x = 2\n",), {}).x == 2


def test_a_thread_that_started_a_room_may_end() -> None:
    """The kernel ends a sealed room together with the thread that started it."""
    require(Mode.SEALED)
    reports = []
    with Grader(limits=limits()) as grader:
        room = grader.room_for("ch02_perceptron")
        cells = ("import numpy as np\n", *(e.source for e in load_chapter("ch02_perceptron").exercises))
        starter = threading.Thread(target=room.start)
        starter.start()
        starter.join()
        reports = [grader.grade(Submission("a.py", cells, ""), "ch02_perceptron") for _ in range(2)]
    for report in reports:
        assert report.infrastructure_error is None
        assert report.points == report.max_points


def test_letting_the_next_one_in_ends_the_one_before(enter: Enter) -> None:
    first = enter("x = 1\n")
    second = enter("x = 2\n")
    assert second.x == 2
    with pytest.raises(StudentGone, match="it had been ended"):
        first.x  # noqa: B018
    first.close()
    assert second.x == 2


def open_files() -> dict[str, str]:
    """The numbers of this process's open files, and what each leads to."""
    gc.collect()
    found = {}
    for link in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the folder itself
            found[link.name] = str(link.readlink())
    return found


def opened_since(before: dict[str, str]) -> list[str]:
    """What is open and was not, but for the event loops of kernels that earlier tests have talked to."""
    now = open_files().items()
    return [at for number, at in now if before.get(number) != at and not at.startswith("anon_inode:")]


@pytest.mark.parametrize("mode", Mode)
def test_a_closed_room_leaves_no_process_no_file_and_no_folder(
    mode: Mode, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    require(mode)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    files = open_files()
    room = Room(limits=limits(), mode=mode)
    student = RemoteStudent(room.admit(), ("def f():\n    while True: pass\n", "import os\n"), {})
    with pytest.raises(StudentGone):
        student.f()
    RemoteStudent(room.admit(), ("x = 1\n",), {})
    assert room._process is not None
    pid = room._process.pid
    room.close()
    assert not Path(f"/proc/{pid}").exists()
    assert list(tmp_path.iterdir()) == []
    room.close()
    assert opened_since(files) == []


def test_submissions_by_the_dozen_leak_nothing(room: Room, enter: Enter) -> None:
    enter("x = 1\n").close()
    files = open_files()
    for number in range(30):
        student = RemoteStudent(room.admit(), (f"x = {number}\ndef f():\n    import os; os._exit(1)\n",), {})
        with pytest.raises(StudentGone, match="exit code 1"):
            student.f()
        student.close()
    assert opened_since(files) == []
    assert children_of(zygote_of(room)) == []


@pytest.mark.parametrize("mode", Mode)
def test_a_room_dies_with_the_grader(mode: Mode, tmp_path: Path) -> None:
    require(mode)
    code = (
        "import os, sys\n"
        "from autograder.sandbox.host import Room\n"
        "from autograder.sandbox.modes import Mode\n"
        "from autograder.sandbox.student import EndedLoading, RemoteStudent\n"
        f"room = Room(mode=Mode({mode.value!r}))\n"
        "student = RemoteStudent(room.admit(), ('x = 1\\n',), {})\n"
        "print(room._process.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    pid = int(ended.stdout)
    until = time.monotonic() + 5
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_running(pid)


def is_running(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


FLOOD = """
import os, time

def flood():
    for _ in range(100):
        os.write(2, b"forged" * 10_000)

def wait():
    time.sleep(0.5)
"""


def test_a_flood_on_stderr_cannot_be_taken_for_the_rooms_last_words(
    furnished: Callable[..., RemoteStudent],
) -> None:
    student = furnished(FLOOD)
    student.flood()
    os.kill(zygote_of(room_of(student)), signal.SIGKILL)
    with pytest.raises(RoomError) as caught:
        student.wait()
    assert "forged" not in str(caught.value)


# ------------------------------------------------------------------------------ with less protection


@pytest.mark.parametrize("mode", Mode)
def test_every_mode_grades_the_same_submission_alike(mode: Mode) -> None:
    require(mode)
    cells = ("import numpy as np\n", *(e.source for e in load_chapter("ch02_perceptron").exercises))
    with Grader(limits=limits(), mode=mode) as grader:
        reports = [grader.grade(Submission("a.py", cells, ""), "ch02_perceptron") for _ in range(2)]
    for report in reports:
        assert report.infrastructure_error is None
        assert report.points == report.max_points


@pytest.mark.parametrize("mode", Mode)
def test_every_mode_ends_what_takes_too_long_and_goes_on(
    mode: Mode, furnished: Callable[..., RemoteStudent]
) -> None:
    student = furnished("def f():\n    while True: pass\n", mode=mode, call_seconds=0.3)
    with pytest.raises(StudentGone, match="endless loop"):
        student.f()
    assert RemoteStudent(room_of(student).admit(), ("x = 3\n",), {}).x == 3


def test_landlock_denies_reading_anything_but_the_interpreter(
    furnished: Callable[..., RemoteStudent], tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("geheim")
    student = furnished(LOOK, mode=Mode.LANDLOCK)
    for place in (*SECRETS, ROOT, tmp_path, tmp_path / "secret", *runtime.hidden_folders()):
        assert student.listed(str(place)) in (errno.EACCES, errno.ENOTDIR), place
        assert student.read(str(place)) in (errno.EACCES, errno.EISDIR), place
    for place in ("/", "/proc", "/proc/self/environ", "/etc/passwd", "/tmp", os.path.expanduser("~")):
        assert student.read(place) in (errno.EACCES, errno.EISDIR), place
        assert student.listed(place) in (errno.EACCES, errno.ENOTDIR), place
    assert student.importable("numpy.polynomial")
    assert not student.importable("pytest")


def test_landlock_denies_writing_anywhere(furnished: Callable[..., RemoteStudent], tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    student = furnished(
        "def write(path):\n"
        "    try:\n"
        "        open(path, 'w').close()\n"
        "    except OSError as error:\n"
        "        return error.errno\n"
        "    return 0\n",
        mode=Mode.LANDLOCK,
    )
    assert student.write(str(tmp_path / "new")) in (errno.EACCES, errno.EPERM)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("code", ESCAPES.values(), ids=ESCAPES)
def test_with_landlock_there_is_no_way_to(code: str, furnished: Callable[..., RemoteStudent]) -> None:
    with pytest.raises(StudentError):
        furnished(attempt(code), mode=Mode.LANDLOCK, call_seconds=5.0).attempt()  # it imports first


@pytest.fixture
def no_tools(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A machine on which nothing is installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    best_protection.cache_clear()
    yield
    best_protection.cache_clear()


@pytest.mark.usefixtures("no_tools")
def test_without_bubblewrap_the_reason_and_the_remedy_are_told() -> None:
    protection = best_protection()
    assert protection.mode is not Mode.SEALED
    assert "bubblewrap: not installed; apt-get install bubblewrap" in protection.reasons
    assert protection.unprotected != ()


@pytest.mark.usefixtures("no_tools")
def test_without_bubblewrap_the_doctor_says_so_and_a_room_still_works() -> None:
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0
    assert "note sealed room" in result.output
    assert "apt-get install bubblewrap" in result.output
    assert "not protected" in result.output
    assert "ok   room test: a submission was started, asked and ended" in result.output


def test_the_doctor_finds_the_sealed_room_in_order() -> None:
    require(Mode.SEALED)
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0
    assert f"ok   sealed room: {Mode.SEALED}" in result.output
    assert "ok   room test" in result.output
    assert "not protected" not in result.output


def test_what_is_hidden_lies_in_what_is_shown_and_the_course_is_never_shown() -> None:
    shown = runtime.interpreter_places()
    for folder in runtime.hidden_folders():
        assert any(folder.is_relative_to(place) for place in shown)
    for secret in SECRETS:
        assert not any(secret.is_relative_to(place) for place in runtime.readable_places())
        visible = any(secret.is_relative_to(place) for place in shown)
        assert not visible or any(secret.is_relative_to(folder) for folder in runtime.hidden_folders())


@pytest.mark.parametrize("where", ["lib/course", "course", "lib/python3.0/site-packages"])
def test_a_course_under_the_interpreters_own_folder_is_hidden(
    where: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    course = tmp_path / where
    (course / "autograder").mkdir(parents=True)
    (tmp_path / "lib" / "python3.0").mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    monkeypatch.setattr(runtime, "PACKAGE", course / "autograder")
    shown = any(course.is_relative_to(place) for place in runtime.interpreter_places())
    assert not shown or course in runtime.hidden_folders()
    assert not any(course.is_relative_to(place) for place in runtime.readable_places())


def test_default_limits_are_those_that_the_documentation_names() -> None:
    assert Limits().call_seconds == 5
    assert Limits().submission_seconds == 120
    assert Limits().memory_bytes == 2 << 30


def test_nobody_outside_can_speak_to_a_submission(room: Room, enter: Enter) -> None:
    """The connection is a pair of sockets without a name: there is nothing to connect to."""
    student = enter("x = 1\n")
    assert student._child._channel.family == socket.AF_UNIX
    assert student._child._channel.getsockname() == ""
    assert student._child._channel.getpeername() == ""
    assert room_of(student) is room


@pytest.mark.parametrize(
    "given",
    [
        "[5_000_000_000, 'aaaa']",
        "'aaaa', 5_000_000_000",
        "[5_000_000_000, [1, 2]]",
        "10 ** 400",
        "np.zeros(2 ** 21)",
        "{'x': ['a']}",
    ],
)
def test_a_graders_function_is_given_numbers_and_arrays_only(enter: Enter, given: str) -> None:
    student = enter(
        "import numpy as np\n"
        f"def call(function):\n    try:\n        return function({given})\n"
        "    except Exception as error:\n        return str(error)\n"
    )
    given_to_ours: list[object] = []
    assert "takes numbers and arrays" in student.call(lambda *values: given_to_ours.append(values))
    assert given_to_ours == []


def test_what_a_graders_function_is_meant_for_reaches_it(enter: Enter) -> None:
    student = enter(
        "import numpy as np\ndef call(f):\n    return f(1, 2.5, [1.0, 2], np.ones((2, 3)), x=(1, 2))\n"
    )
    assert student.call(lambda a, b, c, d, x: a + b + sum(c) + d.sum() + sum(x)) == 15.5
