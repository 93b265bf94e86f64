"""The student's side: pytest in a chapter's folder, `check` in a notebook, the student's install."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import venv
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.parser import Parser
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

from autograder import mistakes
from autograder.audit.leaks import find_leaks
from autograder.course.chapters import HIDDEN_GRADERS, chapter_names, load_chapter
from autograder.release.bundle import make_bundle
from autograder.submissions.choosing import choose_twin
from tests.kernels import emptied
from tests.sample_class import all_exercises, all_pass, fill_notebook, fill_twin, right_answers

ROOT = Path(__file__).parents[2]
GATES, NET, BACKPROP = "ch02_perceptron", "ch03_neural_network", "ch05_backpropagation"
LEARNING = "ch04_learning"
PYTEST = Path(sys.executable).with_name("pytest")
NOT_STARTED = "not started yet"
PATIENCE = 60.0
# Of the plugins in the developer's environment a student has ours only.
OURS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": "autograder.desk.pytest_plugin"}

MIXED = {
    "sigmoid": right_answers(NET)["sigmoid"],
    "softmax": "def softmax(a):\n    return np.exp(a) / np.sum(np.exp(a))\n",
    "relu": "def relu(x):\n    y = x + 1\n    return np.dot(y, np.ones((2, 3)))\n",
    "step_function": "# thrown away\n",
    "identity_function": "def identity_function(x):\n    return (x\n",
    "predict": "def predict(network, x):\n    return softmax(forward(network, x))\n",
    "accuracy": "def accuracy(network, x, t, batch_size=100):\n    raise SystemExit\n",
}


UNTURNED_MUL = """class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        return dout * self.x, dout * self.y
"""


def fill(file: Path, **answers: str) -> None:
    """Answer exercises of a released notebook or twin."""
    filler = fill_notebook if file.suffix == ".ipynb" else fill_twin
    file.write_text(filler(file.read_text(encoding="utf-8"), answers), encoding="utf-8")


def append_cell(notebook: Path, source: str) -> None:
    """Add a code cell at a notebook's end."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"].append({"cell_type": "code", "metadata": {}, "source": source, "outputs": []})
    notebook.write_text(json.dumps(content), encoding="utf-8")


def clean_environment() -> dict[str, str]:
    """A student's environment: nothing of the pytest that runs this, and a narrow terminal."""
    mine = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "PYTHON", "MPL", "COV"))}
    return mine | {"COLUMNS": "80", "DLFS_DATA": "embedded"}


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=clean_environment() | (OURS if command[0] == PYTEST else {}),
        text=True,
        encoding="utf-8",
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
        check=False,
    )


def summary(output: str) -> str:
    """What stands under pytest's heading `exercises`."""
    return output.partition(" exercises ===")[2].partition("\n")[2]


def standings(output: str) -> dict[str, str]:
    """The lines of the summary that tell how an exercise stands."""
    return dict(
        re.findall(r"^  (\w+) +(\d+ of \d+ .*|not started yet|first write .*)$", summary(output), re.M)
    )


def started(output: str) -> dict[str, str]:
    return {name: words for name, words in standings(output).items() if words != NOT_STARTED}


@pytest.fixture(scope="module")
def assignments() -> Path:
    """What students get, as it is committed; tests/release/test_release.py holds it to the sources."""
    return ROOT / "assignments"


@pytest.fixture
def handed_out(assignments: Path, tmp_path: Path) -> Callable[..., Path]:
    """Copies of released chapters, side by side in a student's folder."""

    def copy(*chapters: str, of: str = "mine") -> Path:
        for chapter in chapters:
            shutil.copytree(assignments / chapter, tmp_path / of / chapter)
        return tmp_path / of / chapters[-1]

    return copy


# --- pytest in a chapter's folder ---------------------------------------------------------------------------


def test_untouched_stubs_give_not_started_lines_and_nothing_else(handed_out) -> None:
    folder = handed_out(GATES)
    result = run(PYTEST, cwd=folder)
    assert result.returncode == 0
    assert set(standings(result.stdout)) == {e.name for e in load_chapter(GATES).exercises}
    assert started(result.stdout) == {}
    for word in ("FAILED", "Traceback", "Error", "passed", "did not run", "twin"):
        assert word not in result.stdout
    assert re.search(r"=+ \d+ skipped in ", result.stdout)
    assert result.stderr == ""


@pytest.mark.parametrize("suffix", [".ipynb", ".py"])
def test_one_function_filled_in_is_one_exercise_that_passes(handed_out, suffix: str) -> None:
    folder = handed_out(GATES)
    fill(folder / f"{GATES}{suffix}", AND=right_answers(GATES)["AND"])
    result = run(PYTEST, cwd=folder)
    assert result.returncode == 0
    assert started(result.stdout) == {"AND": all_pass(GATES, "AND")}
    assert summary(result.stdout).startswith(f"{GATES}{suffix}\n")


def test_where_both_twins_are_changed_the_notebook_counts_and_the_summary_says_so(handed_out) -> None:
    folder = handed_out(GATES)
    fill(folder / f"{GATES}.ipynb", AND=right_answers(GATES)["AND"])
    fill(folder / f"{GATES}.py", OR=right_answers(GATES)["OR"])
    result = run(PYTEST, "-q", cwd=folder)
    assert list(started(result.stdout)) == ["AND"]
    assert "both the notebook and the .py twin were changed; the notebook counts" in summary(result.stdout)


def test_what_pytest_leaves_behind_does_not_change_which_twin_counts(handed_out) -> None:
    folder = handed_out(GATES)
    fill(folder / f"{GATES}.py", AND=right_answers(GATES)["AND"])
    before = run(PYTEST, cwd=folder)
    assert (folder / ".pytest_cache").is_dir()
    assert choose_twin(folder, GATES)[0].suffix == ".py"
    again = run(PYTEST, "-p", "no:randomly", cwd=folder)
    assert standings(before.stdout) == standings(again.stdout)


def test_a_notebook_under_another_name_is_found_and_a_scratch_file_is_not(handed_out) -> None:
    folder = handed_out(GATES)
    (folder / "scratch.py").write_text("print(1)\n", encoding="utf-8")
    (folder / "conftest.py").write_text("", encoding="utf-8")
    assert choose_twin(folder, GATES)[0].stem == GATES
    notebook = (folder / f"{GATES}.ipynb").rename(folder / f"{GATES} (1).ipynb")
    fill(notebook, AND=right_answers(GATES)["AND"])
    output = run(PYTEST, cwd=folder).stdout
    assert started(output) == {"AND": all_pass(GATES, "AND")}
    assert f"the file is called {notebook.name}, not {GATES}.ipynb; it counts" in summary(output)
    fill(folder / f"{GATES}.py", OR=right_answers(GATES)["OR"])
    output = run(PYTEST, cwd=folder).stdout
    assert started(output) == {"OR": all_pass(GATES, "OR")}
    assert f"there is no {GATES}.ipynb, the .py twin counts; found {notebook.name}" in summary(output)


def test_what_cannot_be_read_is_said_in_a_sentence_and_the_other_chapters_are_checked(handed_out) -> None:
    folder = handed_out(NET, GATES)
    for file in (folder.parent / NET).glob(f"{NET}.*"):
        file.unlink()
    (folder / f"{GATES}.ipynb").write_text("{", encoding="utf-8")
    (folder / f"{GATES}.py").unlink()
    nothing = run(PYTEST, cwd=folder.parent)
    assert nothing.returncode == 1
    unreadable = f"{GATES}.ipynb could not be read: not a notebook: the file is not JSON"
    assert f"cannot be checked: {unreadable}" in nothing.stdout
    assert f"cannot be checked: no {NET}.ipynb or {NET}.py was handed in" in nothing.stdout
    assert "Traceback" not in nothing.stdout
    assert standings(nothing.stdout) == {}


@pytest.fixture(scope="module")
def mixed_folder(assignments: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook with a bit of everything: right, wrong, raising, missing, broken, waiting."""
    folder = tmp_path_factory.mktemp("mixed") / NET
    shutil.copytree(assignments / NET, folder)
    fill(folder / f"{NET}.ipynb", **MIXED)
    return folder


@pytest.fixture(scope="module")
def mixed_output(mixed_folder: Path) -> str:
    """What pytest says of it."""
    return run(PYTEST, cwd=mixed_folder).stdout


def section(output: str, title: str) -> str:
    """What pytest prints of one failure."""
    return re.split(
        r"^_{3,} .* _{3,}$|^=+ .* =+$", output.partition(f" {title} _")[2].partition("\n")[2], flags=re.M
    )[0]


def test_a_wrong_answer_is_shown_what_was_given_expected_and_got_shapes_first(mixed_output: str) -> None:
    failure = section(mixed_output, "softmax: the rows of a batch each add up to one")
    found = [
        failure.find(word)
        for word in (
            "  given    a = array of shape (2, 3)",
            "  expected array of shape",
            "  got      array of shape (2, 3)",
            "[0.038462",
            "  hint  ",
        )
    ]
    assert -1 not in found
    assert found == sorted(found)
    assert "File " not in mixed_output
    assert "autograder/" not in mixed_output


def test_a_known_mistake_is_called_by_name_in_the_summary(mixed_output: str) -> None:
    said = " ".join(summary(mixed_output).split())
    assert "softmax 2 of 5 checks pass This looks like: neither shift nor rows." in said
    assert said.count("This looks like") == 1


def test_where_numpy_raises_the_students_own_line_is_shown(mixed_output: str) -> None:
    failure = section(mixed_output, "relu: a matrix stays a matrix")
    assert re.fullmatch(
        r"ValueError: shapes \(2,3\) and \(2,3\) not aligned.*\n"
        r"  code cell \d+, line 3: return np\.dot\(y, np\.ones\(\(2, 3\)\)\)\n",
        failure,
    )


def test_in_a_script_lines_are_numbered_as_in_the_editor(handed_out) -> None:
    folder = handed_out(NET)
    script = folder / f"{NET}.py"
    fill(script, relu=MIXED["relu"], identity_function=MIXED["identity_function"])
    lines = script.read_text(encoding="utf-8").splitlines()
    raising = lines.index("    return np.dot(y, np.ones((2, 3)))") + 1
    broken = lines.index("    return (x") + 1
    output = run(PYTEST, cwd=folder).stdout
    assert f"  line {raising}: return np.dot(y, np.ones((2, 3)))\n" in output
    assert f"  did not run: line {broken}: SyntaxError: '(' was never closed\n" in summary(output)


def test_a_missing_function_is_named(mixed_output: str) -> None:
    failure = section(mixed_output, "step_function: minus one one and two give zero one one")
    assert failure == "step_function is not defined in this file.\n"


def test_a_syntax_error_is_shown_with_its_cell_and_the_other_cells_are_checked(mixed_output: str) -> None:
    error = r"code cell \d+, line 2: SyntaxError: '\(' was never closed\n"
    assert re.search(f"did not run: {error}", summary(mixed_output))
    failure = section(mixed_output, "identity_function: it gives back what came in")
    assert re.fullmatch(f"identity_function is not defined in this file\\.\n  {error}", failure)
    assert standings(mixed_output)["sigmoid"] == "5 of 5 checks pass"


def test_calling_exit_fails_a_check_and_stops_nothing(mixed_output: str) -> None:
    assert "SystemExit\n  code cell" in section(
        mixed_output, "accuracy: the batch may be larger than the data"
    )
    assert standings(mixed_output)["accuracy"] == "0 of 4 checks pass"


def test_an_exercise_over_an_unwritten_one_says_which_to_write_first(mixed_output: str) -> None:
    assert standings(mixed_output)["predict"] == "first write forward"
    assert standings(mixed_output)["forward"] == NOT_STARTED


def test_the_summary_follows_the_chapter_and_fits_the_terminal(mixed_output: str) -> None:
    assert list(standings(mixed_output)) == [e.name for e in load_chapter(NET).exercises]
    assert max(map(len, summary(mixed_output).splitlines())) <= 80
    assert "FAILED" not in mixed_output


def interrupted(folder: Path, marker: Path) -> str:
    """What pytest says when Ctrl-C is pressed after `marker` has appeared."""
    process = subprocess.Popen(
        [PYTEST], cwd=folder, env=clean_environment() | OURS, text=True, stdout=subprocess.PIPE
    )
    until = time.monotonic() + PATIENCE
    while not marker.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == pytest.ExitCode.INTERRUPTED
    return output


ENDLESS = """def OR(x1, x2):
    open({marker!r}, "w").close()
    while True:
        x1 = x1 + 0
"""


def test_ctrl_c_ends_an_endless_loop_and_says_where_it_was(handed_out, tmp_path: Path) -> None:
    folder, marker = handed_out(GATES), tmp_path / "running"
    answers = {"AND": right_answers(GATES)["AND"], "OR": ENDLESS.format(marker=str(marker))}
    fill(folder / f"{GATES}.ipynb", **answers)
    output = interrupted(folder, marker)
    assert re.search(
        r"stopped by you while checking =+\nOR: follows its truth table\n  code cell \d+, line [234]: ",
        output,
    )
    assert started(output) == {"AND": all_pass(GATES, "AND")}


def test_ctrl_c_ends_an_endless_loop_outside_of_functions_too(handed_out, tmp_path: Path) -> None:
    folder, marker = handed_out(GATES), tmp_path / "running"
    append_cell(folder / f"{GATES}.ipynb", f"open({str(marker)!r}, 'w').close()\nwhile True:\n    pass")
    assert re.search(r"  code cell \d+, line [123]", interrupted(folder, marker))


def test_from_the_parent_folder_every_chapter_is_checked_under_its_own_name(handed_out) -> None:
    folder = handed_out(NET, GATES)
    fill(folder / f"{GATES}.py", AND=right_answers(GATES)["AND"])
    output = run(PYTEST, cwd=folder.parent).stdout
    assert (
        f"\n{Path(GATES, GATES)}.py\n  only the .py twin was changed; it counts\n  AND "
        in f"\n{summary(output)}"
    )
    assert f"\n{Path(NET, NET)}.ipynb\n  step_function " in summary(output)
    assert list(started(output)) == ["AND"]


def test_the_whole_course_is_not_started_at_first_and_passes_when_it_is_written(handed_out) -> None:
    everything = handed_out(*chapter_names()).parent
    untouched = run(PYTEST, cwd=everything)
    assert untouched.returncode == 0
    assert set(standings(untouched.stdout).values()) == {NOT_STARTED}
    for chapter in chapter_names():
        fill(everything / chapter / f"{chapter}.ipynb", **right_answers(chapter))
    written = run(PYTEST, cwd=everything)
    assert written.returncode == 0
    assert re.search(r"=+ \d+ passed in ", written.stdout)
    assert "did not run" not in written.stdout
    assert written.stdout.count(" checks pass") == sum(
        len(load_chapter(c).exercises) for c in chapter_names()
    )


def test_the_same_chapter_in_two_folders_is_checked_twice(handed_out) -> None:
    mine, theirs = handed_out(GATES), handed_out(GATES, of="theirs")
    fill(mine / f"{GATES}.ipynb", AND=right_answers(GATES)["AND"])
    fill(theirs / f"{GATES}.ipynb", OR=right_answers(GATES)["OR"])
    result = run(PYTEST, cwd=mine.parent.parent)
    assert result.returncode == 0
    first, second = summary(result.stdout).split(f"{Path('theirs', GATES, GATES)}.ipynb")
    assert re.findall(r"(\w+) +1 of 1 checks", first) == ["AND"]
    assert re.findall(r"(\w+) +1 of 1 checks", second) == ["OR"]


# --- check("...") in a notebook -----------------------------------------------------------------------------


class Session:
    """A notebook open in a real kernel: its own, or one that was used before."""

    def __init__(self, file: Path, kernel: KernelManager | None) -> None:
        self.notebook = nbformat.read(file, as_version=4)
        self.client = NotebookClient(
            self.notebook,
            km=kernel,
            timeout=PATIENCE,
            allow_errors=True,
            resources={"metadata": {"path": str(file.parent)}},
        )

    def run(self, cell: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
        """Run a cell of the notebook, and return what stands under it."""
        outputs: list[nbformat.NotebookNode] = self.client.execute_cell(
            cell, self.notebook.cells.index(cell)
        ).outputs
        return outputs

    def run_code(self, source: str) -> list[nbformat.NotebookNode]:
        """Run a new cell."""
        self.notebook.cells.append(nbformat.v4.new_code_cell(source))
        return self.run(self.notebook.cells[-1])

    def check(self, exercise: str) -> str:
        """The text of a check cell: of its card, of what is printed, and of an error."""
        return text_of(self.run_code(f'check("{exercise}")'))


def text_of(outputs: list[nbformat.NotebookNode]) -> str:
    return "".join(_text_of_one(o) for o in outputs)


def _text_of_one(output: nbformat.NotebookNode) -> str:
    if output.output_type == "error":
        return "\n".join(output.traceback) + "\n"
    return (
        output.data["text/plain"] + "\n" if output.output_type == "display_data" else output.get("text", "")
    )


@pytest.fixture
def opened(kernel: KernelManager) -> Iterator[Callable[..., Session]]:
    """Notebooks opened in kernels."""
    with ExitStack() as kernels:

        def open_notebook(folder: Path, fresh: bool = False) -> Session:
            session = Session(folder / f"{folder.name}.ipynb", None if fresh else kernel)
            kernels.enter_context(session.client.setup_kernel())
            if not fresh:
                session.run_code(emptied(folder).source)
            return session

        yield open_notebook


def first_code(session: Session) -> nbformat.NotebookNode:
    return next(cell for cell in session.notebook.cells if cell.cell_type == "code")


@pytest.fixture(scope="module")
def mixed_notebook(mixed_folder: Path) -> nbformat.NotebookNode:
    """The mixed notebook after "run all", errors and all."""
    notebook = nbformat.read(mixed_folder / f"{NET}.ipynb", as_version=4)
    where = {"metadata": {"path": str(mixed_folder)}}
    NotebookClient(notebook, timeout=PATIENCE, allow_errors=True, resources=where).execute()
    return notebook


def checks_in(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """What stands under each check cell: the text of its card, or the line that stands in its place."""
    return {name: text_of(outputs[:1]) for name, outputs in outputs_of_checks(notebook).items()}


def outputs_of_checks(notebook: nbformat.NotebookNode) -> dict[str, list[nbformat.NotebookNode]]:
    """The card, where there is one, and then the error, if there is one."""
    cells = [c for c in notebook.cells if c.cell_type == "code" and c.source.startswith('check("')]
    kinds = ("display_data", "error")
    kept = {c.source[7:-2]: [o for o in c.outputs if o.output_type in kinds] for c in cells}
    return {name: sorted(outputs, key=lambda o: kinds.index(o.output_type)) for name, outputs in kept.items()}


def test_in_an_untouched_notebook_run_all_stops_at_the_first_check_with_one_plain_line(handed_out) -> None:
    folder = handed_out(GATES)
    notebook = nbformat.read(folder / f"{GATES}.ipynb", as_version=4)
    client = NotebookClient(notebook, timeout=PATIENCE, resources={"metadata": {"path": str(folder)}})
    with pytest.raises(Exception, match="not started yet"):
        client.execute()
    errors = [o for c in notebook.cells for o in c.get("outputs", ()) if o.output_type == "error"]
    line = "AND: not started yet. Replace the line that raises NotImplementedError."
    assert [(e.ename, e.evalue, e.traceback) for e in errors] == [("CheckNotPassed", line, [line])]


def test_a_right_answer_is_ticked_off(mixed_notebook) -> None:
    text = checks_in(mixed_notebook)["sigmoid"]
    assert text.splitlines()[0] == "sigmoid: 5 of 5 checks pass"
    assert [line[:4] for line in text.splitlines()[1:]] == ["  ✓ "] * 5


def test_a_wrong_answer_is_told_its_first_failure_in_full(mixed_notebook) -> None:
    text = checks_in(mixed_notebook)["softmax"]
    assert re.fullmatch(
        r"softmax: 2 of 5 checks pass\n  ✓ .*\n(  ✗ .*\n){3}  ✓ .*\n\nscores of a thousand:\n"
        r"the result has NaN .*\n  given    a = array of shape \(3,\), int64\n.*\n"
        r"  expected array of shape \(3,\).*\n.*\n  got      array of shape \(3,\).*\n.*\n  hint     .*\n\n"
        r"This looks like: neither shift nor rows\. (.|\n)* Hint: (.|\n)*\n",
        text,
    )


def test_in_a_notebook_the_text_is_that_of_a_card_and_an_error_of_one_line_stands_beneath(
    mixed_notebook,
) -> None:
    found = outputs_of_checks(mixed_notebook)
    assert [o.output_type for o in found["sigmoid"]] == ["display_data"]
    card, error = found["softmax"]
    assert set(card.data) == {"text/html", "text/plain"}
    assert card.data["text/html"].startswith('<div class="dlfs dlfs-card failed"')
    line = "softmax: 2 of 5 checks pass"
    assert (error.ename, error.evalue, error.traceback) == ("CheckNotPassed", line, [line])
    (waiting,) = found["predict"]
    assert waiting.output_type == "error"


def test_in_a_notebook_the_students_line_has_jupyters_name_for_its_cell(mixed_notebook) -> None:
    text = checks_in(mixed_notebook)["relu"]
    number = next(c.execution_count for c in mixed_notebook.cells if c.source == MIXED["relu"])
    assert text.endswith(f"\n  Cell In[{number}], line 3: return np.dot(y, np.ones((2, 3)))\n")
    assert "Traceback" not in text


def test_a_function_whose_cell_did_not_run_is_not_called_wrong(mixed_notebook) -> None:
    wanted = "{} is not defined yet: run the cell it is written in, then this one again.\n"
    for name in ("step_function", "identity_function"):
        assert checks_in(mixed_notebook)[name] == wanted.format(name)


def test_in_a_notebook_an_exercise_over_an_unwritten_one_says_which_to_write_first(mixed_notebook) -> None:
    assert checks_in(mixed_notebook)["predict"].startswith("predict: first write forward")


def test_notebook_and_pytest_agree_on_every_exercise(mixed_notebook, mixed_output: str) -> None:
    in_notebook = {name: text.splitlines()[0] for name, text in checks_in(mixed_notebook).items()}
    under_pytest = standings(mixed_output)
    assert in_notebook.keys() == under_pytest.keys()
    for name, words in under_pytest.items():
        if name in ("step_function", "identity_function"):
            assert words.startswith("0 of ")
        else:
            assert in_notebook[name].startswith(f"{name}: {words}")


def test_a_check_sees_a_function_as_it_is_now(handed_out, opened) -> None:
    session = opened(handed_out(GATES))
    session.run(first_code(session))
    session.run_code("def AND(x1, x2):\n    return 1")
    first = session.check("AND")
    assert first.startswith("AND: 0 of 1 checks pass\n  ✗ follows its truth table\n")
    assert first.endswith("\nAND: 0 of 1 checks pass\n")
    session.run_code(right_answers(GATES)["AND"])
    assert session.check("AND").startswith(f"AND: {all_pass(GATES, 'AND')}\n  ✓ ")
    assert "there are no checks for 'ADN'; the exercises are AND, NAND" in session.check("ADN")


def test_prints_of_the_student_stand_under_the_check_that_caused_them(handed_out, opened) -> None:
    session = opened(handed_out(GATES))
    session.run(first_code(session))
    session.run_code("def AND(x1, x2):\n    print('looking at', x1)\n    return int(x1 + x2 > 1)")
    session.run_code(right_answers(GATES)["OR"])
    assert "looking at 0\n" in session.check("AND")
    assert "looking at" not in session.check("OR")


def test_plots_are_drawn_after_a_check(handed_out, opened) -> None:
    session = opened(handed_out(GATES), fresh=True)
    session.run(first_code(session))
    session.check("AND")
    outputs = session.run_code("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()")
    assert [list(o.data) for o in outputs if o.output_type == "display_data"] == [["text/plain", "image/png"]]


def test_an_interrupted_check_says_where_and_leaves_the_next_one_working(
    handed_out, opened, tmp_path
) -> None:
    session, marker = opened(handed_out(GATES), fresh=True), tmp_path / "running"
    session.run(first_code(session))
    session.run_code(right_answers(GATES)["AND"])
    session.run_code(ENDLESS.format(marker=str(marker)))
    process = int(text_of(session.run_code("import os; print(os.getpid())")))

    def press_stop() -> None:
        until = time.monotonic() + PATIENCE
        while not marker.exists() and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(process, signal.SIGINT)

    stopper = threading.Thread(target=press_stop)
    stopper.start()
    text = session.check("OR")
    stopper.join()
    assert re.fullmatch(r"OR: stopped by you while checking: [\w ]+\n  Cell In\[\d+\], line [34]: .*\n", text)
    assert session.check("AND").startswith(f"AND: {all_pass(GATES, 'AND')}")
    assert text_of(session.run_code("import threading; print(threading.active_count())")) == text_of(
        opened(tmp_path / "mine" / GATES, fresh=True).run_code(
            "import threading; print(threading.active_count())"
        )
    )


# --- earlier chapters ---------------------------------------------------------------------------------------


def over_earlier(folder: Path) -> None:
    """Write the exercise of chapter 5 that calls softmax of chapter 3 and the loss of chapter 4."""
    fill(folder / f"{BACKPROP}.ipynb", SoftmaxWithLoss=right_answers(BACKPROP)["SoftmaxWithLoss"])


def solve(folder: Path, chapter: str, *names: str) -> None:
    fill(
        folder.parent / chapter / f"{chapter}.ipynb", **{name: right_answers(chapter)[name] for name in names}
    )


def test_a_chapter_uses_the_students_own_earlier_chapters(handed_out, opened) -> None:
    folder = handed_out(NET, LEARNING, BACKPROP)
    over_earlier(folder)
    solve(folder, NET, "softmax")
    solve(folder, LEARNING, "cross_entropy_error")
    for cwd in (folder, folder.parent):
        under_pytest = standings(run(PYTEST, cwd=cwd).stdout)["SoftmaxWithLoss"]
        assert re.fullmatch(r"(\d) of \1 checks pass", under_pytest), cwd
    session = opened(folder)
    assert text_of(session.run(first_code(session))) == ""
    session.run_code(right_answers(BACKPROP)["SoftmaxWithLoss"])
    assert session.check("SoftmaxWithLoss").startswith(f"SoftmaxWithLoss: {under_pytest}\n")


def test_each_students_folder_brings_its_own_earlier_chapters(handed_out) -> None:
    for student in ("alice", "bob"):
        folder = handed_out(NET, LEARNING, BACKPROP, of=student)
        over_earlier(folder)
        solve(folder, LEARNING, "cross_entropy_error")
    solve(folder, NET, "softmax")
    output = run(PYTEST, "-k", "SoftmaxWithLoss", cwd=folder.parent.parent).stdout
    alice, bob = re.findall(r"  SoftmaxWithLoss  (.*)\n", summary(output))
    assert alice == "first write softmax of ch03_neural_network"
    assert re.fullmatch(r"(\d) of \1 checks pass", bob)


def test_an_earlier_function_that_is_not_written_is_named_and_nothing_else_waits(handed_out, opened) -> None:
    folder = handed_out(NET, LEARNING, BACKPROP)
    over_earlier(folder)
    fill(folder / f"{BACKPROP}.ipynb", AddLayer=right_answers(BACKPROP)["AddLayer"])
    result = run(PYTEST, cwd=folder)
    sentence = "first write softmax of ch03_neural_network"
    assert started(result.stdout) == {"AddLayer": all_pass(BACKPROP, "AddLayer"), "SoftmaxWithLoss": sentence}
    assert result.stdout.count("softmax") == 1
    session = opened(folder)
    session.run(first_code(session))
    session.run_code(right_answers(BACKPROP)["SoftmaxWithLoss"])
    assert session.check("SoftmaxWithLoss") == (
        f"SoftmaxWithLoss: {sentence}\nThen restart this notebook's kernel: it reads earlier chapters once.\n"
    )


def test_an_earlier_chapter_that_is_not_there_is_missed_only_where_it_is_used(handed_out, opened) -> None:
    folder = handed_out(BACKPROP)
    over_earlier(folder)
    fill(folder / f"{BACKPROP}.ipynb", AddLayer=right_answers(BACKPROP)["AddLayer"])
    output = run(PYTEST, cwd=folder).stdout
    advice = f"put its folder beside {folder}"
    assert f"  this chapter builds on your ch03_neural_network: {advice}\n" in summary(output)
    sentence = "first write softmax of ch03_neural_network"
    assert started(output) == {"AddLayer": all_pass(BACKPROP, "AddLayer"), "SoftmaxWithLoss": sentence}
    session = opened(folder)
    noticed = session.run(first_code(session))
    assert [o.output_type for o in noticed] == ["stream"]
    assert text_of(noticed).count("\n") == 2
    session.run_code(right_answers(BACKPROP)["SoftmaxWithLoss"])
    assert session.check("SoftmaxWithLoss").startswith(f"SoftmaxWithLoss: {sentence}: {advice}\n")


def test_a_notebook_opened_alone_gives_the_same_names_and_says_what_to_put_beside_it(
    handed_out, opened, tmp_path: Path
) -> None:
    """As on Colab, where files are uploaded but no folders, or in an editor that works elsewhere."""
    folder = handed_out(NET, LEARNING, BACKPROP)
    alone = tmp_path / "content"
    alone.mkdir()
    shutil.copy(folder / f"{BACKPROP}.ipynb", alone)
    (alone / "fingerprints.json").write_text('{"MulLayer": []}', encoding="utf-8")
    session = opened(folder)
    session.run_code(f"import os; os.chdir({str(alone)!r})")
    noticed = text_of(session.run(first_code(session)))
    assert f"builds on your {NET}: put its folder, or {NET}.ipynb, into {alone}\n" in noticed
    session.run_code(UNTURNED_MUL)
    alone_said = session.check("MulLayer")
    assert "This looks like: " in alone_said
    solve(folder, NET, "softmax")
    solve(folder, LEARNING, "cross_entropy_error")
    for chapter in (NET, LEARNING):
        shutil.copy(folder.parent / chapter / f"{chapter}.ipynb", alone)
    session.run_code(emptied(alone).source)
    assert text_of(session.run(first_code(session))) == ""
    session.run_code(right_answers(BACKPROP)["SoftmaxWithLoss"])
    assert re.match(r"SoftmaxWithLoss: (\d) of \1 checks pass\n", session.check("SoftmaxWithLoss"))
    session.run_code(emptied(folder).source)
    session.run(first_code(session))
    session.run_code(UNTURNED_MUL)
    assert session.check("MulLayer") == alone_said


def test_plain_pytest_without_fingerprints_beside_it_gives_the_same_names(handed_out) -> None:
    folder = handed_out(NET)
    fill(folder / f"{NET}.ipynb", softmax=MIXED["softmax"])
    with_them = run(PYTEST, cwd=folder).stdout
    (folder / "fingerprints.json").unlink()
    assert "This looks like: " in with_them
    assert (
        summary(run(PYTEST, cwd=folder).stdout).partition("\n===")[0]
        == summary(with_them).partition("\n===")[0]
    )


def test_a_broken_earlier_notebook_is_told_with_its_cell(handed_out) -> None:
    folder = handed_out(NET, LEARNING, BACKPROP)
    over_earlier(folder)
    solve(folder, LEARNING, "cross_entropy_error")
    fill(folder.parent / NET / f"{NET}.ipynb", softmax="def softmax(a)\n    return a\n")
    output = run(PYTEST, cwd=folder).stdout
    assert re.search(rf"  {NET}\.ipynb, code cell \d+, line 1: SyntaxError: expected ':'\n", summary(output))
    assert started(output) == {"SoftmaxWithLoss": "first write softmax of ch03_neural_network"}
    (folder.parent / NET / f"{NET}.ipynb").write_text("gone", encoding="utf-8")
    output = run(PYTEST, cwd=folder).stdout
    unreadable = f"{NET}.ipynb could not be read: not a notebook: the file is not JSON"
    assert f"this chapter builds on your {NET}: {unreadable}" in output


def test_demos_of_earlier_chapters_do_not_run_and_their_prints_are_not_heard(handed_out, opened) -> None:
    folder = handed_out(NET, LEARNING, BACKPROP)
    solve(folder, NET, "softmax")
    ran = folder / "ran"
    append_cell(folder.parent / NET / f"{NET}.ipynb", "for i in range(1000):\n    print('flood', i)")
    append_cell(
        folder.parent / NET / f"{NET}.ipynb", f'if __name__ == "__main__":\n    open({str(ran)!r}, "w")'
    )
    session = opened(folder)
    assert text_of(session.run(first_code(session))) == ""
    assert text_of(session.run_code("print(softmax(np.zeros(2)))")) == "[0.5 0.5]\n"
    output = run(PYTEST, cwd=folder).stdout
    assert "flood" not in output
    assert not ran.exists()


def test_an_error_inside_an_earlier_function_names_both_lines(handed_out) -> None:
    folder = handed_out(NET, LEARNING, BACKPROP)
    over_earlier(folder)
    fill(folder.parent / NET / f"{NET}.ipynb", softmax="def softmax(a):\n    return a.no_such_thing\n")
    output = run(PYTEST, cwd=folder).stdout
    assert re.search(
        r"AttributeError: .*\n  code cell \d+, line \d+: .*softmax\(.*\n"
        rf"  {NET}\.ipynb, code cell \d+, line 2: return a\.no_such_thing\n",
        output,
    )


# --- other systems, and the student's install ---------------------------------------------------------------

ELSEWHERE = """
import signal, sys
for name in ("resource", "fcntl", "termios", "pwd", "grp", "msgpack", "nbgrader", "jupytext", "pyseccomp"):
    sys.modules[name] = None
for name in ("setitimer", "getitimer", "SIGALRM", "SIGVTALRM", "SIGKILL", "ITIMER_REAL", "ITIMER_VIRTUAL"):
    if hasattr(signal, name):
        delattr(signal, name)
import autograder.commands.main, autograder.commands.doctor, autograder.earlier, autograder.desk.notebook
import autograder.desk.pytest_plugin
import dataset.mnist
"""


def test_nothing_on_the_students_way_needs_linux_or_the_instructors_packages(handed_out) -> None:
    folder = handed_out(GATES)
    fill(folder / f"{GATES}.ipynb", AND=right_answers(GATES)["AND"])
    code = ELSEWHERE + "import pytest\nsys.exit(pytest.main(['-q']))\n"
    result = run(sys.executable, "-c", code, cwd=folder)
    assert result.returncode == 0, result.stderr
    assert started(result.stdout) == {"AND": all_pass(GATES, "AND")}
    code = ELSEWHERE + "sys.argv = ['dlfs', 'doctor']\nautograder.commands.main.main()\n"
    result = run(sys.executable, "-c", code, cwd=folder)
    assert result.returncode == 0, result.stderr
    assert "student (self-check only)" in result.stdout


@pytest.fixture(scope="module")
def bundle(assignments: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an instructor hands out, unzipped."""
    folder = tmp_path_factory.mktemp("bundle")
    archive = make_bundle(folder, assignments.iterdir())
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(folder / "unzipped")
    return folder / "unzipped"


@pytest.fixture(scope="module")
def wheel(bundle: Path) -> Path:
    """What a student installs, built from this checkout."""
    (made,) = bundle.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def install(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment with nothing in it but the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("student") / "venv"
    venv.create(folder, with_pip=False)  # pip of this environment installs into it: half the time
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        programs / "python",
        "install",
        "-q",
        "--no-compile",
        wheel,
    ]
    installed = subprocess.run(pip, text=True, capture_output=True, check=False, env=clean_environment())
    assert installed.returncode == 0, installed.stderr
    return programs


TELLING = 5_000  # characters; a shorter file has too few long lines


def leaked_chapters(text: str) -> list[str]:
    """Chapters whose answers or hidden graders stand in a text; a line or two may be alike by chance."""
    return [c for c in chapter_names() if sum(len(line) >= 40 for line in find_leaks(text, c)) >= 3]


@pytest.mark.student_install
def test_the_wheel_holds_no_answer_hidden_grader_mistake_or_test(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        contents = {name: archive.read(name) for name in names}
    texts = {name: data.decode() for name, data in contents.items() if b"\0" not in data}
    assert {Path(name).suffix for name in contents.keys() - texts.keys()} <= {".gz", ".npz"}
    assert not [n for n in names if re.search(r"hidden|mistakes|solutions|seeds|tests|conftest", n)]
    assert {n.split("/")[0] for n in names if ".dist-info" not in n} == {"autograder", "dataset"}
    for chapter in chapter_names():
        assert f"autograder/graders/public/test_{chapter}.py" in names
        assert find_leaks(texts[f"autograder/graders/public/test_{chapter}.py"], chapter) == []
    assert {name: leaks for name, text in texts.items() if (leaks := leaked_chapters(text))} == {}


def test_the_wheels_leak_test_sees_a_chapters_answers_graders_and_mistakes() -> None:
    for chapter in chapter_names():
        banks = [f for folder in (HIDDEN_GRADERS, mistakes.FOLDER) for f in folder.glob(f"*{chapter}.py")]
        for file in (*banks, load_chapter(chapter).path):
            text = file.read_text(encoding="utf-8")
            assert len(text) < TELLING or chapter in leaked_chapters(text), file


@pytest.mark.student_install
def test_the_wheel_asks_for_nothing_that_only_instructors_need(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
    required = {
        re.split(r"[^\w-]", r)[0] for r in metadata.get_all("Requires-Dist", ()) if "extra ==" not in r
    }
    assert {"numpy", "pytest"} <= required
    assert not required & {
        "nbgrader",
        "jupyter",
        "jupyterlab",
        "notebook",
        "ipykernel",
        "jupytext",
        "msgpack",
    }


@pytest.mark.student_install
def test_in_the_students_install_a_filled_function_is_one_more_pass(install: Path, bundle: Path) -> None:
    folder = bundle / GATES
    assert "pip install dlfs-" in (bundle / "START.md").read_text(encoding="utf-8")
    untouched = run(install / "pytest", cwd=folder)
    assert untouched.returncode == 0, untouched.stdout + untouched.stderr
    assert started(untouched.stdout) == {}
    fill(folder / f"{GATES}.ipynb", AND=right_answers(GATES)["AND"])
    filled = run(install / "pytest", cwd=folder)
    assert started(filled.stdout) == {"AND": all_pass(GATES, "AND")}


@pytest.mark.student_install
def test_in_the_students_install_the_chapters_are_started_checked_and_hinted_at(
    install: Path, tmp_path
) -> None:
    assert run(install / "dlfs", "start", "mine", cwd=tmp_path).returncode == 0
    mine = tmp_path / "mine"
    assert sorted(p.name for p in mine.iterdir()) == list(chapter_names())
    fill(mine / GATES / f"{GATES}.py", AND=right_answers(GATES)["AND"])
    assert run(install / "dlfs", "check", "AND", cwd=mine).returncode == 0
    assert "hint 1 of 3" in run(install / "dlfs", "hint", "OR", cwd=mine).stdout
    assert f"1 of {all_exercises()} exercises pass" in run(install / "dlfs", "progress", cwd=mine).stdout


@pytest.mark.student_install
def test_in_the_students_install_dlfs_says_what_is_missing(install: Path, handed_out) -> None:
    folder = handed_out(GATES)
    for words in (("--help",), ("doctor",), ("data", "download", "--help")):
        assert run(install / "dlfs", *words, cwd=folder).returncode == 0
    assert "student (self-check only)" in run(install / "dlfs", "doctor", cwd=folder).stdout
    for words in (("grade", f"{GATES}.ipynb"), ("release",)):
        refused = run(install / "dlfs", *words, cwd=folder)
        assert refused.returncode == 2
        assert re.fullmatch(r"Error: \w+ needs the instructor's install: pip install .*\n", refused.stderr)
    sealed = run(install / "pytest", "--submission", f"{GATES}.ipynb", cwd=folder)
    assert "there is no sealed room in this install" in sealed.stdout + sealed.stderr
    assert "Traceback" not in sealed.stdout + sealed.stderr
