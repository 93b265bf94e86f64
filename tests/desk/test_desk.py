"""The student's commands: `dlfs start`, `check`, `watch`, `hint` and `progress`, as a student runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from autograder.course.chapters import chapter_names, load_chapter
from autograder.desk.asked import what_is_asked
from autograder.desk.book import chapters, exercises_of, hints_of
from autograder.desk.checker import Checker, ChecksBroken
from autograder.desk.child import Child
from autograder.desk.course_folder import NotFound, find_course
from autograder.desk.memory import Memory
from autograder.desk.messages import CannotCheck, Checking, Mark, Message, Result, Timed, as_line, from_line
from autograder.desk.screen import Screen
from autograder.desk.speed import RESOLUTION, in_words, reference_times
from tests.sample_class import all_exercises, fill_notebook, fill_twin, right_answers

DLFS = Path(sys.executable).with_name("dlfs")
GATES, NET, BACKPROP = "ch02_perceptron", "ch03_neural_network", "ch05_backpropagation"
LAST = chapters()[-1]
PATIENCE = 60.0
WRONG_SOFTMAX = "def softmax(a):\n    print('looking at', a)\n    return np.exp(a) / np.sum(np.exp(a))\n"
ASLEEP = """def OR(x1, x2):
    import os, time
    with open({marker!r} + ".part", "w") as file:
        file.write(str(os.getpid()))
    os.replace({marker!r} + ".part", {marker!r})
    time.sleep(1000)
"""


def fill(file: Path, **answers: str) -> None:
    """Answer exercises of a released notebook or twin."""
    filler = fill_notebook if file.suffix == ".ipynb" else fill_twin
    file.write_text(filler(file.read_text(encoding="utf-8"), answers), encoding="utf-8")


def environment(**more: str) -> dict[str, str]:
    mine = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "PYTHON", "MPL", "COV"))}
    return mine | {"COLUMNS": "80", "LINES": "40", "DLFS_DATA": "embedded"} | more


def dlfs(*words: object, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [str(DLFS), *map(str, words)],
        cwd=cwd,
        env=environment(**more),
        text=True,
        encoding="utf-8",
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
        check=False,
    )
    assert "Traceback" not in result.stdout + result.stderr
    return result


@pytest.fixture
def course(tmp_path: Path, assignments: Path) -> Callable[..., Path]:
    """A student's course folder with some chapters."""

    def make(*names: str) -> Path:
        for name in names:
            shutil.copytree(assignments / name, tmp_path / "course" / name)
        return tmp_path / "course"

    return make


def script(root: Path, chapter: str) -> Path:
    return root / chapter / f"{chapter}.py"


def notebook(root: Path, chapter: str) -> Path:
    return root / chapter / f"{chapter}.ipynb"


# --- the book, as every install carries it ------------------------------------------------------------------


def test_the_book_has_the_courses_chapters_and_exercises() -> None:
    assert chapters() == chapter_names()
    for chapter in chapters():
        assert exercises_of(chapter) == tuple(e.name for e in load_chapter(chapter).exercises)


def test_every_exercise_has_three_hints_in_plain_text_and_a_time() -> None:
    for chapter in chapters():
        for exercise in exercises_of(chapter):
            hints = hints_of(chapter, exercise)
            assert len(hints) == 3
            assert not re.search(r"</?\w+>|&\w+;|\n|^# ", " ".join(hints))
            assert reference_times()[chapter][exercise] > 0


# --- start --------------------------------------------------------------------------------------------------


def test_start_copies_every_chapter_and_says_what_comes_next(tmp_path: Path, assignments: Path) -> None:
    result = dlfs("start", cwd=tmp_path)
    root = tmp_path / "deep-learning-from-scratch"
    assert result.returncode == 0
    for path in assignments.rglob("*.*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert (root / path.relative_to(assignments)).read_bytes() == path.read_bytes()
    assert [line.split()[0:2] for line in result.stdout.splitlines()[-3:]] == [
        ["cd", "deep-learning-from-scratch"],
        ["dlfs", "watch"],
        ["dlfs", "check"],
    ]
    assert not list(root.rglob("*.part"))


def test_start_never_touches_what_is_there(tmp_path: Path) -> None:
    root = tmp_path / "mine"
    dlfs("start", root, cwd=tmp_path)
    files = [p for p in root.rglob("*") if p.is_file()]
    script(root, NET).write_text("mine\n", encoding="utf-8")
    notebook(root, GATES).unlink()
    again = dlfs("start", ".", cwd=root)
    assert f"copied 1 files, kept {len(files) - 1} that were there" in again.stdout
    assert script(root, NET).read_text(encoding="utf-8") == "mine\n"
    assert notebook(root, GATES).is_file()
    assert "  cd " not in again.stdout


def test_start_refuses_what_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = dlfs("start", "file", cwd=tmp_path)
    assert result.returncode == 2
    assert re.fullmatch(r"Error: .*file.* cannot be written: .+\n", result.stderr)


# --- check --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Chapter 2 whole in a notebook; chapter 3 with a bit of everything in a script; chapter 5 untouched."""
    root = tmp_path_factory.mktemp("mixed")
    for name in (GATES, NET, BACKPROP):
        shutil.copytree(Path(__file__).parents[2] / "assignments" / name, root / name)
    fill(notebook(root, GATES), **right_answers(GATES))
    fill(
        script(root, NET),
        step_function=right_answers(NET)["step_function"],
        softmax=WRONG_SOFTMAX,
        relu="def relu(x):\n    import os\n    os._exit(3)\n",
        sigmoid="def sigmoid(x):\n    exit()\n",
        accuracy="def accuracy(network, x, t)\n    return 1\n",
    )
    return root


@pytest.fixture(scope="module")
def checked(mixed: Path) -> subprocess.CompletedProcess[str]:
    """What `dlfs check` says of all of it."""
    return dlfs("check", cwd=mixed)


def line_of(output: str, exercise: str) -> str:
    return " ".join(re.findall(rf"^  ([✓✗·] {exercise}\b.*)$", output, re.M)[0].split())


def test_check_has_a_line_an_exercise_with_tick_cross_or_dot(checked) -> None:
    assert checked.returncode == 1
    assert line_of(checked.stdout, "AND") == "✓ AND"
    assert line_of(checked.stdout, "step_function") == "✓ step_function"
    assert line_of(checked.stdout, "softmax") == "✗ softmax 2 of 5 checks pass"
    assert line_of(checked.stdout, "relu") == "✗ relu ended the program (exit code 3)"
    assert line_of(checked.stdout, "sigmoid") == "✗ sigmoid 0 of 5 checks pass"
    assert line_of(checked.stdout, "accuracy") == "✗ accuracy did not run"
    assert line_of(checked.stdout, "forward") == "· forward not started yet"
    passing = len(re.findall(r"^  ✓ ", checked.stdout, re.M))
    exercises = sum(len(exercises_of(chapter)) for chapter in (GATES, NET))
    assert 2 <= passing < exercises
    assert f"{passing} of {exercises} exercises pass." in checked.stdout
    assert "only the .py twin was changed; it counts" in checked.stdout


def test_check_without_arguments_leaves_out_what_is_not_started(checked) -> None:
    assert GATES in checked.stdout
    assert BACKPROP not in checked.stdout


def test_check_explains_the_first_exercise_that_fails_and_no_other(checked) -> None:
    explained = checked.stdout.partition("exercises pass.")[2]
    assert explained.startswith("\n\nsigmoid: 0 of 5 checks pass\n")
    assert "SystemExit" in explained
    assert "softmax" not in explained
    assert explained.rstrip().endswith("Next: sigmoid. A hint: dlfs hint sigmoid")


def test_piped_output_fits_and_has_no_escape_codes(checked) -> None:
    assert "\x1b" not in checked.stdout
    assert max(map(len, checked.stdout.splitlines())) <= 80


def test_one_exercise_is_shown_in_full_with_the_named_mistake(mixed: Path) -> None:
    result = dlfs("check", "softmax", cwd=mixed)
    assert result.returncode == 1
    for words in ("✓ the three scores of the book", "  given    a = ", "  expected ", "  got  ", "  hint  "):
        assert words in result.stdout
    assert "This looks like: neither shift nor rows." in result.stdout
    assert "It printed:\n  looking at [0.3 2.9 4. ]\n" in result.stdout


def test_exit_code_is_zero_where_all_that_was_asked_passes(mixed: Path) -> None:
    in_folder = dlfs("check", "XOR", cwd=mixed / GATES)
    assert in_folder.returncode == 0
    assert in_folder.stdout.startswith("XOR: ")


def test_from_the_folder_above_a_course_its_chapters_are_checked(course) -> None:
    root = course(GATES)
    fill(script(root, GATES), AND=right_answers(GATES)["AND"])
    assert dlfs("check", "AND", cwd=root.parent).returncode == 0
    shutil.copytree(root, root.parent / "another")
    several = dlfs("check", "AND", cwd=root.parent)
    assert several.returncode == 2
    assert f"cd into one of another, {root.name}: each holds chapters" in " ".join(several.stderr.split())


def test_a_course_is_not_started_within_a_course(course) -> None:
    root = course(GATES)
    for folder in (root, root / GATES):
        refused = dlfs("start", cwd=folder)
        assert refused.returncode == 2
        assert "is a course folder already" in refused.stderr
        assert not (folder / "deep-learning-from-scratch").exists()
    assert dlfs("start", ".", cwd=root).returncode == 0, "what is missing may be added"


def test_the_command_that_is_named_next_runs_as_it_is_printed(course) -> None:
    root = course(NET, "ch04_learning", BACKPROP)
    fill(script(root, "ch04_learning"), TwoLayerNet="class TwoLayerNet:\n    pass\n")
    said = dlfs("check", "4", "TwoLayerNet", cwd=root).stdout
    (command,) = re.findall(r"Next: dlfs (hint .+)", said)
    assert command == "hint 4 TwoLayerNet", "chapter 5 has one as well"
    assert dlfs(*command.split(), cwd=root).returncode == 0


@pytest.mark.parametrize("columns", [60, 80])
def test_bars_fit_and_are_on_one_line(course, columns: int) -> None:
    root = course(GATES, NET)
    lines = dlfs("progress", cwd=root, COLUMNS=str(columns)).stdout.splitlines()
    assert max(map(len, lines)) <= columns
    assert len([line for line in lines if line.startswith("ch")]) == len(chapters())
    assert all("of" in line for line in lines if line.startswith("ch"))


def test_columns_are_kept_to_where_they_are_few(mixed: Path) -> None:
    narrow = dlfs("check", "3", "softmax", cwd=mixed, COLUMNS="40").stdout
    assert max(map(len, narrow.splitlines())) <= 40
    assert "           got" not in narrow


def test_where_columns_are_few_a_sentence_is_wrapped_once(course) -> None:
    root = course(NET)
    fill(script(root, NET), softmax=WRONG_SOFTMAX)
    for words in (("check", "3", "softmax"), ("check", "3")):
        lines = dlfs(*words, cwd=root, COLUMNS="60").stdout.splitlines()
        assert max(map(len, lines)) <= 60
        start = next(n for n, line in enumerate(lines) if line.startswith("This looks like: "))
        told = lines[start : lines.index("", start)]
        assert len(told) > 1
        assert not [f"{a} | {b}" for a, b in pairwise(told) if len(f"{a} {b.split()[0]}") <= 60]


def test_what_goes_on_stands_beneath_its_beginning(capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    for line in ("  ✗ the first batch is forgotten then", "  hint     Which comes first of the two?"):
        Screen().say(line)
    Screen().say("           [1.0 2.0 3.0 4.0 5.0]\nand a sentence that has no label")
    assert capsys.readouterr().out.splitlines() == [
        "  ✗ the first batch is",
        "    forgotten then",
        "  hint     Which comes first",
        "           of the two?",
        "           [1.0 2.0 3.0 4.0",
        "             5.0]",
        "and a sentence that has no",
        "label",
    ]


def test_an_encoding_without_ticks_is_no_reason_to_fail(mixed: Path) -> None:
    result = dlfs("check", "3", "step_function", cwd=mixed, PYTHONIOENCODING="ascii")
    assert result.returncode == 0, result.stderr
    assert "  + " in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("77",), "there is no chapter '77'; the chapters are ch01_python, ch02_perceptron"),
        (("ch0",), "'ch0' may be ch01_python or ch02_perceptron"),
        (("8",), "ch08_deep_learning is not in "),
        (("sofmax",), "there is no exercise 'sofmax'; did you mean softmax?"),
        (("3", "XOR"), "there is no exercise 'XOR'; "),
    ],
)
def test_what_is_not_there_is_said_with_what_is(mixed: Path, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(NotFound) as refused:
        what_is_asked(find_course(mixed), *(*words, None)[:2])
    assert said in str(refused.value)


def test_what_is_not_there_is_one_line_and_exit_code_2(mixed: Path) -> None:
    result = dlfs("check", "sofmax", cwd=mixed)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "Error: there is no exercise 'sofmax'; did you mean softmax?\n"


def test_where_no_chapter_is_the_way_to_one_is_said(tmp_path: Path) -> None:
    for words in (("check",), ("hint", "AND"), ("progress",), ("watch",)):
        result = dlfs(*words, cwd=tmp_path)
        assert (result.returncode, result.stdout) == (2, "")
        assert "dlfs start" in result.stderr


def test_an_exercise_of_two_chapters_must_be_told_apart(course) -> None:
    root = course("ch04_learning", BACKPROP)
    assert find_course(root / BACKPROP).here == BACKPROP
    assert "say which: ch04 TwoLayerNet" in dlfs("hint", "TwoLayerNet", cwd=root).stderr
    assert "hint 1 of 3" in dlfs("hint", "5", "TwoLayerNet", cwd=root).stdout
    assert "hint 2 of 3" in dlfs("hint", "TwoLayerNet", cwd=root / BACKPROP).stdout


def test_a_notebook_that_cannot_be_read_is_a_sentence(course) -> None:
    root = course(GATES)
    script(root, GATES).unlink()
    notebook(root, GATES).write_text("{", encoding="utf-8")
    result = dlfs("check", cwd=root)
    assert result.returncode == 1
    said = " ".join(result.stdout.split())
    assert f"cannot be checked: {GATES}.ipynb could not be read: not a notebook: the file is not JSON" in said


def test_an_interrupt_that_the_code_itself_raises_costs_its_own_checks_only(course) -> None:
    root = course(GATES)
    fill(
        script(root, GATES),
        OR="def OR(x1, x2):\n    raise KeyboardInterrupt\n",
        AND=right_answers(GATES)["AND"],
    )
    result = dlfs("check", cwd=root)
    assert (result.returncode, result.stderr) == (1, "")
    assert line_of(result.stdout, "AND") == "✓ AND"
    assert line_of(result.stdout, "OR").startswith("✗ OR")


def test_what_hangs_is_stopped_with_its_line_and_the_rest_is_checked(course) -> None:
    root = course(GATES)
    answers = {
        "OR": ASLEEP.format(marker=str(root / "running")),
        "perceptron": right_answers(GATES)["perceptron"],
    }
    fill(script(root, GATES), **answers)
    result = dlfs("check", "2", cwd=root)
    lines = script(root, GATES).read_text(encoding="utf-8").splitlines()
    number = lines.index("    time.sleep(1000)") + 1
    assert line_of(result.stdout, "perceptron") == "✓ perceptron"
    assert "OR: did not come back in 5 seconds and was stopped" in result.stdout
    assert f"follows its truth table:\n  line {number}: time.sleep(1000)\n" in result.stdout


def test_ctrl_c_says_the_line_and_leaves_no_process(course, tmp_path: Path) -> None:
    root, marker = course(GATES), tmp_path / "running"
    fill(script(root, GATES), OR=ASLEEP.format(marker=str(marker)))
    process = subprocess.Popen(
        [DLFS, "check", "OR"], cwd=root, env=environment(), text=True, stderr=subprocess.PIPE
    )
    wait_for(marker.exists)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert re.fullmatch(
        r"stopped by you while checking OR: follows its truth table\n  line \d+: time\.sleep\(1000\)\n", said
    )
    with pytest.raises(ProcessLookupError):
        os.kill(int(marker.read_text(encoding="utf-8")), 0)


def test_ctrl_c_just_after_a_message_does_not_lose_it(course, tmp_path: Path) -> None:
    root, marker = course(GATES), tmp_path / "running"
    fill(script(root, GATES), OR=ASLEEP.format(marker=str(marker)))
    told: list[Message] = []
    with Child(GATES) as child:
        child.ask(script(root, GATES).parent, ["OR"])
        while not isinstance(heard := child.hear(PATIENCE, lambda: None), Checking):
            pass
        wait_for(marker.exists)
        place = child.where(told.append)
    assert told == [heard]
    assert place.endswith("time.sleep(1000)")


def test_a_students_file_called_random_is_in_nobodys_way(course) -> None:
    root = course(GATES)
    (root / GATES / "random.py").write_text("raise SystemExit\n", encoding="utf-8")
    fill(script(root, GATES), AND=right_answers(GATES)["AND"])
    assert dlfs("check", "AND", cwd=root / GATES).returncode == 0


def wait_for(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


# --- check --time -------------------------------------------------------------------------------------------


LATER = """
import sys
from contextlib import contextmanager
from autograder.desk.later import import_matplotlib_later

@contextmanager
def around():
    print("importing")
    yield
    print("imported")

import_matplotlib_later(around)
import matplotlib
import matplotlib.pyplot as plt
from matplotlib import pyplot as again
from matplotlib.image import imread

assert again is plt and "matplotlib.rcsetup" not in sys.modules
print("nothing yet")
{use}
import matplotlib.pyplot as now
assert now.gca is plt.gca and not hasattr(sys.meta_path[0], "finish")
plt.kept = 1
assert now.kept == 1
"""


@pytest.mark.parametrize(
    "use",
    [
        "plt.gca()",
        "imread(matplotlib.get_data_path() + '/images/matplotlib.png')",
        "from matplotlib.patches import Circle; Circle((0, 0))",
        "assert matplotlib.__version__",
        "plt.rcParams = plt.rcParams",
    ],
)
def test_matplotlib_is_imported_when_something_of_it_is_used(use: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LATER.format(use=use)], capture_output=True, text=True, check=False
    )
    assert ended.stdout.split("\n") == ["nothing yet", "importing", "imported", ""], ended.stderr


def test_a_chapter_that_draws_is_checked_like_any_other(course) -> None:
    root = course("ch01_python")
    fill(notebook(root, "ch01_python"), **right_answers("ch01_python"))
    result = dlfs("check", "1", cwd=root)
    assert (result.returncode, result.stdout.count("✓")) == (0, len(exercises_of("ch01_python")))


def test_time_is_told_beside_the_references_with_a_word_on_vectorising(course) -> None:
    root = course("ch07_convolution")
    slow = "    for _ in range(20000):\n        pass\n"
    answer = right_answers("ch07_convolution")["im2col"]
    head, _, rest = answer.rpartition("\n    return")
    fill(
        script(root, "ch07_convolution"),
        **right_answers("ch07_convolution") | {"im2col": f"{head}\n{slow}    return{rest}"},
    )
    result = dlfs("check", "im2col", "--time", cwd=root)
    assert result.returncode == 0, result.stdout
    told = " ".join(result.stdout.partition("(no points):")[2].split())
    assert re.fullmatch(
        r"im2col about [\d,.]+ times as long; can NumPy do the loop in line \d+ .*vectorise it\)\?", told
    )


def test_what_is_too_quick_to_measure_is_not_compared() -> None:
    assert in_words(GATES, Timed("AND", RESOLUTION / 2, 1e-3), True) == "too quick to tell"
    reference = reference_times()["ch07_convolution"]["im2col"]
    assert in_words("ch07_convolution", Timed("im2col", reference, 1.0), True) == "about as long"
    assert in_words("ch07_convolution", Timed("im2col", 2 * reference, 1.0), True) == "about 2 times as long"
    again = in_words("ch07_convolution", Timed("im2col", 20 * reference, 1.0), True)
    assert again == "about 20 times as long; is something computed again that could be kept?"


# --- hint ---------------------------------------------------------------------------------------------------


def test_each_call_shows_one_hint_more_and_the_end_is_said(course) -> None:
    root = course(NET)
    said = [dlfs("hint", "softmax", cwd=root).stdout for _ in range(4)]
    flat = [" ".join(text.split()) for text in said]
    for number, hint in enumerate(hints_of(NET, "softmax")):
        assert flat[number].startswith(f"softmax, hint {number + 1} of 3 {hint}")
        assert hint in flat[3]
    assert "That was the last one." in said[2]
    assert said[3].startswith("softmax: that was all")


def test_a_damaged_state_file_is_begun_anew_and_one_that_cannot_be_written_is_said(course) -> None:
    root = course(NET)
    (root / ".dlfs").mkdir()
    memory = Memory(root)
    for damaged in ("{", "[]", '{"hints": 3}', '{"hints": {"ch03_neural_network/softmax": "x"}}'):
        (root / ".dlfs/state.json").write_text(damaged, encoding="utf-8")
        assert memory.hints_shown(NET, "softmax") == 0
        memory.show_hints(NET, "softmax", 2)
        assert memory.hints_shown(NET, "softmax") == 2
    assert not list((root / ".dlfs").glob("*.part"))
    shutil.rmtree(root / ".dlfs")
    (root / ".dlfs").write_text("", encoding="utf-8")
    result = dlfs("hint", "softmax", cwd=root)
    assert "hint 1 of 3" in result.stdout
    assert "will not be remembered" in result.stderr


# --- progress -----------------------------------------------------------------------------------------------


def test_progress_shows_every_chapter_and_checks_again_only_what_changed(course) -> None:
    root = course(GATES, NET)
    fill(script(root, GATES), AND=right_answers(GATES)["AND"])
    first = dlfs("progress", cwd=root)
    assert first.returncode == 0
    assert re.search(rf"^{GATES} +█░+ +1 of {len(exercises_of(GATES))} +next: NAND$", first.stdout, re.M)
    assert re.search(
        rf"^{LAST} +░+ +0 of {len(exercises_of(LAST))} +not in this folder$",
        first.stdout,
        re.M,
    )
    assert f"1 of {all_exercises()} exercises pass." in first.stdout
    state = root / ".dlfs/state.json"
    record = json.loads(state.read_text(encoding="utf-8"))
    assert record["results"][GATES]["passed"] == ["AND"]
    record["results"][GATES]["passed"] = ["AND", "OR"]  # what is remembered is not checked again
    state.write_text(json.dumps(record), encoding="utf-8")
    assert f"2 of {all_exercises()} exercises pass." in dlfs("progress", cwd=root).stdout
    fill(script(root, GATES), NAND=right_answers(GATES)["NAND"])
    assert re.search(
        rf"^{GATES} .* 2 of {len(exercises_of(GATES))} +next: OR$", dlfs("progress", cwd=root).stdout, re.M
    )


def test_what_an_earlier_chapter_changes_is_checked_again(course) -> None:
    root = course(NET, "ch04_learning", BACKPROP)
    fill(script(root, BACKPROP), AddLayer=right_answers(BACKPROP)["AddLayer"])
    before = find_course(root).digest(BACKPROP)
    notebook(root, NET).write_text(
        notebook(root, NET).read_text(encoding="utf-8").replace("Neural networks", "Networks"),
        encoding="utf-8",
    )
    assert find_course(root).digest(BACKPROP) == before
    fill(script(root, NET), softmax=right_answers(NET)["softmax"])
    assert find_course(root).digest(BACKPROP) != before


# --- watch --------------------------------------------------------------------------------------------------


class Terminal:
    """A pseudo-terminal with a command in it."""

    def __init__(self, *words: str, cwd: Path) -> None:
        import pty
        import termios

        self.master, slave = pty.openpty()
        self._slave = slave
        self.before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            [DLFS, *words], cwd=cwd, stdin=slave, stdout=slave, stderr=slave,
            env=environment(TERM="xterm-256color"), start_new_session=True,
        )  # fmt: skip
        self.screen = ""

    def shows(self, words: str, seconds: float = 20.0) -> str:
        """Wait until words appear, and return what was shown up to then."""
        import select

        until = time.monotonic() + seconds
        while words not in plain(self.screen):
            assert time.monotonic() < until, plain(self.screen)
            if select.select([self.master], [], [], 0.1)[0]:
                self.screen += os.read(self.master, 65536).decode("utf-8", "replace")
        shown, self.screen = plain(self.screen), ""
        return shown

    def press(self, key: str) -> None:
        os.write(self.master, key.encode())

    def is_as_it_was(self) -> bool:
        import termios

        return termios.tcgetattr(self._slave) == self.before

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self._slave)


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).replace("\r\n", "\n")


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    pytest.importorskip("pty", reason="pseudo-terminals are POSIX's")
    opened: list[Terminal] = []

    def run(*words: str, cwd: Path) -> Terminal:
        opened.append(Terminal(*words, cwd=cwd))
        return opened[-1]

    yield run
    for each in opened:
        each.close()


KEYS = "h next hint   r run again   q quit"


def test_watch_moves_on_when_a_right_answer_is_saved_shows_hints_and_leaves_the_terminal_as_it_was(
    course, terminal
) -> None:
    root = course(GATES, NET)
    window = terminal("watch", cwd=root / GATES)
    begin = window.shows(KEYS)
    assert "The book " in begin
    assert f"0 of {all_exercises()} exercises pass" in begin
    assert f"Next: AND, in {GATES}.ipynb" in begin
    assert "Hint" not in begin, "nobody asked"
    assert not window.is_as_it_was()
    window.press("h")
    assert "Hint 1 of 3: " in window.shows(KEYS)
    window.press("h")
    assert "Hint 2 of 3: " in window.shows(KEYS)
    fill(notebook(root, GATES), AND="def AND(x1, x2):\n    return 1\n")
    failing = window.shows(KEYS)
    assert "AND: 0 of 1 checks pass" in failing
    assert "  got " in failing
    assert "Hint 2 of 3: " in failing
    fill(notebook(root, GATES), AND=right_answers(GATES)["AND"])
    moved = window.shows(KEYS)
    assert "✓ AND passes." in moved
    assert f"1 of {all_exercises()} exercises pass" in moved
    assert "Next: NAND" in moved
    window.press("q")
    assert window.process.wait(timeout=PATIENCE) == 0
    assert window.is_as_it_was()
    assert "hint 3 of 3" in dlfs("hint", "AND", cwd=root).stdout


def test_watch_gives_up_what_hangs_as_soon_as_it_is_saved_again(course, terminal, tmp_path: Path) -> None:
    root, marker = course(GATES), tmp_path / "running"
    window = terminal("watch", "2", cwd=root)
    window.shows(KEYS)
    fill(script(root, GATES), OR=ASLEEP.format(marker=str(marker)))
    wait_for(marker.exists)
    saved = time.monotonic()
    text = script(root, GATES).read_text(encoding="utf-8").replace("time.sleep(1000)", "return 7")
    script(root, GATES).write_text(text, encoding="utf-8")
    assert "OR: 0 of 1 checks pass" in window.shows(KEYS)
    assert time.monotonic() - saved < 5.0  # it would be stopped then anyhow
    window.process.terminate()
    assert window.process.wait(timeout=PATIENCE) == 128 + signal.SIGTERM
    assert window.is_as_it_was()


def test_watch_ends_by_ctrl_c_with_the_terminal_as_it_was(course, terminal) -> None:
    window = terminal("watch", cwd=course(GATES))
    window.shows(KEYS)
    window.process.send_signal(signal.SIGINT)
    assert window.process.wait(timeout=PATIENCE) == 130
    assert window.is_as_it_was()
    assert "Traceback" not in window.screen


def test_watch_without_a_terminal_prints_once_per_change(course, tmp_path: Path) -> None:
    root, output = course(GATES), tmp_path / "output"
    with output.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [DLFS, "watch"], cwd=root, env=environment(), stdin=subprocess.DEVNULL, stdout=file
        )
    wait_for(lambda: "Next: AND" in output.read_text(encoding="utf-8"))
    fill(script(root, GATES), AND=right_answers(GATES)["AND"])
    wait_for(lambda: "Next: NAND" in output.read_text(encoding="utf-8"))
    process.terminate()
    process.wait(timeout=PATIENCE)
    text = output.read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert text.count("The book ") == 2
    assert KEYS not in text


# --- what a worker tells ------------------------------------------------------------------------------------


def test_messages_come_back_as_they_were_sent_and_nonsense_is_none() -> None:
    for message in (Checking("a", "b"), Result("a", Mark.FAILED, "b", "\ud800", "p"), CannotCheck("x", True)):
        assert from_line(as_line(message)) == message
    for line in (b"", b"{", b"[]", b"3", b'{"kind": "Unknown"}', b'{"kind": "Where"}', b'{"kind": []}'):
        assert from_line(line) is None


def test_a_file_that_ends_the_program_while_it_loads_is_told_as_such(course) -> None:
    root = course(GATES)
    text = script(root, GATES).read_text(encoding="utf-8")
    script(root, GATES).write_text(f"{text}\n# %%\nimport os\nos._exit(7)\n", encoding="utf-8")
    report = Checker().check(GATES, root / GATES, exercises_of(GATES), lambda _: None)
    assert (report.problem, report.results) == ("the file ended the program (exit code 7)", [])


def test_a_worker_that_cannot_start_is_our_fault_and_not_the_students(course, monkeypatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false") or "false")
    with pytest.raises(ChecksBroken, match="the process that checks ended"):
        Checker().check(GATES, course(GATES) / GATES, exercises_of(GATES), lambda _: None)


def test_a_folder_under_another_name_is_known_by_its_files(course) -> None:
    root = course(GATES)
    (root / GATES).rename(root / "homework 2")
    assert find_course(root / "homework 2").here == GATES
    with pytest.raises(NotFound, match="dlfs start"):
        find_course(root)
