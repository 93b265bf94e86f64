"""One cell must not cost the others: code as people really write it earns what it is worth.

The files in ``cases`` are as they were handed in, cut down to an exercise: AND, right, and something else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.course.chapters import load_chapter
from autograder.grading import attempt
from autograder.grading.grader import Grader
from autograder.grading.verdicts import ExerciseResult, Report
from autograder.sandbox.limits import Limits
from autograder.submissions.reading import read_submission
from autograder.testing.students import StudentError
from tests.sample_class import fill_notebook, fill_twin, right_answers

CASES = Path(__file__).parent / "cases"
GATES, NETWORK, LEARNING = "ch02_perceptron", "ch03_neural_network", "ch04_learning"
QUICK = Limits(cell_seconds=0.4, load_seconds=3.0)
Graded = Callable[..., Report]


@pytest.fixture(scope="module")
def hurried() -> Iterator[Grader]:
    """A grader with little time for loading."""
    with Grader(QUICK) as warm:
        yield warm


@pytest.fixture
def right(assignments: Path) -> Callable[..., str]:
    """A chapter's twin with every answer right, or another one for some exercises; and cells behind it."""

    def twin(chapter: str, *behind: str, **other: str) -> str:
        released = (assignments / chapter / f"{chapter}.py").read_text(encoding="utf-8")
        return fill_twin(released, right_answers(chapter) | other) + "".join(f"\n# %%\n{c}\n" for c in behind)

    return twin


def result_of(report: Report, name: str) -> ExerciseResult:
    assert report.infrastructure_error is None
    return next(r for r in report.exercises if r.name == name)


def assert_full(report: Report) -> None:
    assert report.infrastructure_error is None
    assert [(r.name, r.points) for r in report.exercises if r.points < r.max_points] == [], report.notes


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_a_right_answer_beside_it_counts(case: str, hurried: Grader) -> None:
    report = hurried.grade(read_submission((CASES / case).read_bytes(), "x.py"), GATES)
    assert result_of(report, "AND").status == "passed", report.notes


NO_PYTHON = {
    "automagic": "pip install numpy",
    "automagic behind code": "x = 1\npip install numpy",
    "shell": "cd ..",
    "sentence": "Here I tried to understand what np.dot does, and it did not work.",
    "open bracket": "x = (1,\n",
    "open text": '"""what is this',
    "conflict": "<<<<<<< HEAD\nlr = 0.1\n=======\nlr = 0.2\n>>>>>>> other",
    "only a bracket": ")",
    "null": "x = '\0'",
}


@pytest.mark.parametrize("cell", NO_PYTHON.values(), ids=NO_PYTHON)
def test_a_cell_that_is_no_python_costs_nothing_and_is_noted(cell: str, right, graded: Graded) -> None:
    report = graded(right(GATES, cell), GATES)
    assert_full(report)
    assert "Error" in report.notes[0]


@pytest.mark.parametrize("behind", ["this is no Python", "x = (1,", "    indented = 1", "return 1"])
def test_a_bad_line_takes_no_function_along(behind: str, right, graded: Graded) -> None:
    answer = right_answers(GATES)["half_adder"]
    report = graded(right(GATES, half_adder=f"{behind}\n{answer}\n\n{behind}\n"), GATES)
    assert_full(report)


def test_a_long_loop_before_a_function_does_not_take_it_along(right, hurried: Grader) -> None:
    answer = right_answers(GATES)["half_adder"]
    text = right(
        GATES, half_adder=f"total = 0\nwhile True:\n    total += 1\n\n{answer}\n\nwhile True:\n    pass\n"
    )
    report = hurried.grade(read_submission(text.encode(), "x.py"), GATES)
    assert_full(report)
    assert "ran too long" in report.notes[0]


def test_what_is_defined_behind_a_long_loop_is_there_when_the_file_is_loaded_again(hurried: Grader) -> None:
    cells = ["while True:\n    pass\ndef OR(a, b):\n    return int(a + b > 0)\n"]
    cells += ["import os\ndef AND(a, b):\n    os._exit(1)\n"]
    report = hurried.grade(read_submission("\n# %%\n".join(cells).encode(), "x.py"), GATES)
    assert result_of(report, "AND").status == "crashed"
    assert result_of(report, "OR").status == "passed"


def test_long_cells_do_not_add_up_to_the_loss_of_everything(right, hurried: Grader) -> None:
    loops = ["total = 0\nfor step in range(10**9):\n    total += step % 7\nprint(total)"] * 11
    text = "\n# %%\n".join([*loops, right(GATES, *loops)])
    report = hurried.grade(read_submission(text.encode(), "x.py"), GATES)
    assert_full(report)
    assert any("from here on only definitions were run" in note for note in report.notes)


ENDINGS = {
    "exit": "import os\nos._exit(3)",
    "abort": "import os\nos.abort()",
    "segfault": "import ctypes\nctypes.string_at(0)",
    "a loop in C": "total = sum(range(10**12))",
}


@pytest.mark.parametrize("cell", ENDINGS.values(), ids=ENDINGS)
def test_a_cell_that_ends_the_process_costs_only_itself(cell: str, right, hurried: Grader) -> None:
    text = f"{cell}\n\ndef of_no_use():\n    return 1\n" + right(GATES, cell)
    report = hurried.grade(read_submission(text.encode(), "x.py"), GATES)
    assert_full(report)
    assert report.notes[0].startswith("code cell 1")
    assert "left out but for its definitions" in report.notes[0]


def test_what_fails_in_our_own_loading_is_no_failure_of_the_student(
    right, graded: Graded, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StudentError(("ValueError",), "zip() argument 2 is longer than argument 1")

    monkeypatch.setattr(attempt, "RemoteStudent", fails)
    report = graded(right(GATES), GATES)
    assert "could not be loaded" in str(report.infrastructure_error)
    assert report.exercises == ()


STUB = """def softmax(a):
    # YOUR CODE HERE
    raise NotImplementedError("not written yet")
"""
NEVER_REPLACES = {
    "an array": "x = np.array([1.0, 2.0])\nsoftmax = softmax(x)\nprint(softmax)",
    "the stub": STUB,
    "the stub, then an array": f"{STUB}\n\n# %%\nsoftmax = 3",
    "nothing": "del softmax",
    "what it uses, a builtin": "float = 1.0\nlen = bool = range = 0",
    "what it uses, a module": "np = 3",
    "what it uses, a function of its own": "predict = predict\nsigmoid = 3\nidentity_function = None",
}


@pytest.mark.parametrize("cell", NEVER_REPLACES.values(), ids=NEVER_REPLACES)
def test_an_answer_is_what_its_check_cell_saw(cell: str, right, graded: Graded) -> None:
    assert_full(graded(right(NETWORK, cell), NETWORK))


def test_an_answer_gives_way_to_no_stub_in_a_script_without_cells(right, graded: Graded) -> None:
    lines = [line for line in right(NETWORK, STUB).splitlines() if not line.startswith("# %%")]
    assert_full(graded("\n".join(lines), NETWORK))


@pytest.mark.parametrize("again", ["softmax = softmax(np.array([1.0, 2.0]))", "del softmax"])
def test_an_answer_stays_that_is_bound_again_in_its_own_cell(again: str, right, graded: Graded) -> None:
    answer = f"{right_answers(NETWORK)['softmax']}\n\n{again}\n"
    assert_full(graded(right(NETWORK, softmax=answer), NETWORK))


def test_a_number_that_an_answer_means_stays(right, graded: Graded) -> None:
    answer = "def softmax(a):\n    e = np.exp(a - np.max(a, axis=max, keepdims=True))\n"
    answer += "    return e / np.sum(e, axis=max, keepdims=True)\n"
    assert_full(graded(right(NETWORK, softmax=f"max = -1\n{answer}"), NETWORK))


def test_of_two_real_answers_the_last_counts_and_both_are_named(right, graded: Graded) -> None:
    old = "def softmax(a):\n    return np.exp(a) / np.sum(np.exp(a))"
    report = graded(right(NETWORK, old), NETWORK)
    assert result_of(report, "softmax").status == "partial"
    (note,) = report.notes
    assert note.startswith("softmax is defined in code cells ")
    assert note.endswith("; the last definition counts")


def test_a_helper_that_is_defined_twice_is_not_worth_a_note(right, graded: Graded) -> None:
    report = graded(right(NETWORK, "def show():\n    pass", "def show():\n    return 1"), NETWORK)
    assert report.notes == ()


BARS = {
    "trange": "from tqdm import trange\n{}    for _ in trange(step_num):\n",
    "notebook": "from tqdm.notebook import tqdm\n{}    for _ in tqdm(range(step_num)):\n",
    "tqdm_notebook": "from tqdm import tqdm_notebook\n{}    for _ in tqdm_notebook(range(step_num)):\n",
    "by keyword": "import tqdm\n{}    for _ in tqdm.tqdm(iterable=range(step_num)):\n",
    "tqdm.trange": "import tqdm\n{}    for _ in tqdm.trange(step_num, desc='steps'):\n",
    "counted by hand": (
        "from tqdm.auto import tqdm\n{}    bar = tqdm(total=step_num)\n    while bar.n < bar.total:\n"
        "        bar.n += 1\n        bar.set_postfix(n=bar.n)\n"
    ),
    "rich": "from rich.progress import track\n{}    for _ in track(range(step_num), 'steps'):\n",
}


@pytest.mark.parametrize("loop", BARS.values(), ids=BARS)
def test_a_progress_bar_counts_as_the_real_one(loop: str, right, graded: Graded) -> None:
    head = "def gradient_descent(f, init_x, lr=0.01, step_num=100):\n    x = np.array(init_x, dtype=float)\n"
    body = "        x -= lr * numerical_gradient(f, x)\n    return x\n"
    report = graded(right(LEARNING, gradient_descent=loop.format(head) + body), LEARNING)
    assert_full(report)
    assert report.notes == ()


def test_what_only_draws_takes_what_matplotlib_takes(right, graded: Graded) -> None:
    cell = (
        "import matplotlib.pyplot as plt\nplt.rcParams['font.size'] = 12\n"
        "n, bins, patches = plt.hist([1, 2])\n"
        "fig, ax = plt.subplots()\nax.set_ylim(0, ax.get_ylim()[1] * 1.1)\ndisplay(fig)"
    )
    report = graded(right(GATES, cell), GATES)
    assert_full(report)
    assert report.notes == ()


def test_what_a_student_turns_on_for_everything_ends_with_loading(right, graded: Graded) -> None:
    cell = "import warnings\nnp.seterr(all='raise')\nwarnings.simplefilter('error')"
    answer = right_answers(NETWORK)["sigmoid"]
    report = graded(right(NETWORK, sigmoid=f"{cell}\n{answer}\nwarnings.warn('later')\n"), NETWORK)
    assert_full(report)
    assert any("UserWarning" in note for note in report.notes)


# ------------------------------------------------------------------------------ as in Jupyter


def notebook_of(assignments: Path, chapter: str, **other: str) -> bytes:
    released = (assignments / chapter / f"{chapter}.ipynb").read_text(encoding="utf-8")
    return fill_notebook(released, right_answers(chapter) | other).encode()


RELU = "def relu(x):\n    n = (7\n         % 4)\n    return np.maximum(0, x)\n"
IN_A_NOTEBOOK = {
    "help": f"{RELU}np.exp?\n",
    "help before": f"?np.exp\nnp.dot??\n{RELU}",
    "a remainder": f"%matplotlib inline\n{RELU}",
    "shell": f"files = !ls\n!pip install numpy\n{RELU}",
    "timed": f"%%time\n{RELU}",
    "timed statement": f"{RELU}%time ones = np.ones(3)\ny = %time relu(ones)\nassert len(y) == ones.sum()\n",
    "magic in a block": f"for _ in range(2):\n    %time np.ones(3)\n{RELU}",
    "prompts": "".join(f"{'... ' if line[:1] == ' ' else '>>> '}{line}\n" for line in RELU.splitlines()),
    "indented": "".join(f"    {line}\n" for line in RELU.splitlines()),
    "as nbconvert writes it": f"get_ipython().run_line_magic('matplotlib', 'inline')\n{RELU}",
}


@pytest.mark.parametrize("cell", IN_A_NOTEBOOK.values(), ids=IN_A_NOTEBOOK)
def test_ipythons_own_syntax_works_as_in_jupyter(cell: str, assignments: Path, graded: Graded) -> None:
    report = graded(notebook_of(assignments, NETWORK, relu=cell), NETWORK, "x.ipynb")
    assert_full(report)
    assert report.notes == ()


def test_a_cell_of_another_language_is_not_run(assignments: Path, graded: Graded) -> None:
    cell = "%%bash\ndef relu(x):\n    return x\n"
    report = graded(notebook_of(assignments, NETWORK, relu=cell), NETWORK, "x.ipynb")
    assert result_of(report, "relu").status == "missing"


def test_a_notebook_full_of_pictures_is_read_all_the_same(assignments: Path, graded: Graded) -> None:
    notebook = json.loads(
        notebook_of(assignments, GATES, AND=right_answers(GATES)["AND"] + '\nx = "\\"text\\": []"\n')
    )
    picture = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "A" * (5 << 20)}}
    lines = {"output_type": "stream", "name": "stdout", "text": ['a "quoted" line\n'] * 100_000}
    for cell in notebook["cells"][1:12:2]:
        cell["outputs"] = [picture, lines]
    data = json.dumps(notebook, indent=1).encode()
    assert len(data) > 25 << 20
    assert_full(graded(data, GATES, "x.ipynb"))


# ------------------------------------------------------------------------------ scripts


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("shift_jis", "重みとバイアス"),
        ("euc_kr", "가중치"),
        ("gbk", "权重"),
        ("cp1252", "Über Gewichte"),
        ("iso2022_jp", "重み"),
    ],
)
def test_a_declared_encoding_is_honoured(encoding: str, said: str, right, graded: Graded) -> None:
    text = f"# -*- coding: {encoding} -*-\n# {said}\nnote = '{said}'\nassert len(note) == {len(said)}\n"
    twin = right(GATES).encode("ascii", "replace").decode()
    report = graded((text + twin).encode(encoding), GATES)
    assert_full(report)
    assert report.notes == ()


@pytest.mark.parametrize("encoding", ["unicode_escape", "rot13", "utf-16", "no-such", "idna"])
def test_an_encoding_that_no_script_has_is_passed_over(encoding: str, right, graded: Graded) -> None:
    assert_full(graded(f"# coding: {encoding}\n{right(GATES)}", GATES))


def test_code_whose_marker_was_deleted_under_prose_counts(right, graded: Graded) -> None:
    lines = right(GATES).splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("# %%") or "[markdown]" in line]
    assert len(kept) < len(lines)
    assert_full(graded("".join(kept), GATES))


def test_prose_that_is_not_commented_out_is_no_code(right, graded: Graded) -> None:
    prose = "# %% [markdown]\n# My answer\nif the sum is large, it fires\nfor example with AND\n\n"
    report = graded(prose + right(GATES), GATES)
    assert_full(report)
    assert report.notes == ()


def test_a_marker_in_a_docstring_is_none(right, graded: Graded) -> None:
    answer = (
        'def half_adder(a, b):\n    """Adds.\n\n# %% not a cell\n    """\n    return XOR(a, b), AND(a, b)'
    )
    report = graded(right(GATES, half_adder=answer), GATES)
    assert_full(report)
    assert report.notes == ()


# ------------------------------------------------------------------------ what is not there is explained


def test_a_function_under_main_is_named(right, graded: Graded) -> None:
    answer = "\n".join(f"    {line}" for line in right_answers(GATES)["NOT"].splitlines())
    report = graded(right(GATES, NOT=f'if __name__ == "__main__":\n{answer}'), GATES)
    assert result_of(report, "NOT").status == "missing"
    assert any(note.startswith('NOT is defined under `if __name__ == "__main__":`') for note in report.notes)


def test_a_text_that_is_hard_to_read_stops_nobody(right, graded: Graded) -> None:
    nested = f"if {'-' * 3000}__name__:\n    def NOT(x):\n        pass\n"
    report = graded(right(GATES, nested, "%s" % ("?" * 5000), "(" * 5000, "= " * 50_000, NOT="x = 1"), GATES)
    assert result_of(report, "NOT").status == "missing"
    assert result_of(report, "AND").status == "passed"


@pytest.mark.parametrize(
    ("code", "note"),
    [
        (
            "def AND_GATE(a, b):\n    return 1\ndef or_gate(a, b):\n    return 1\n",
            "this file defines AND_GATE, or_gate: did you mean AND, OR?",
        ),
        ("def halfAdder(a, b):\n    return 1\n", "this file defines halfAdder: did you mean half_adder?"),
        ("def spam():\n    return 1\n", "this file defines spam; ch02_perceptron asks for AND, NAND, OR"),
        ("x = 1\n", "this file defines no function and no class; ch02_perceptron asks for AND, NAND"),
    ],
)
def test_other_names_are_said_and_not_guessed(code: str, note: str, graded: Graded) -> None:
    report = graded(code, GATES)
    assert report.points == 0
    assert report.notes[0].startswith(note)


def test_a_class_by_another_name_is_said(graded: Graded) -> None:
    report = graded("def affine_forward(x):\n    return x\nclass ReLU:\n    pass\n", "ch05_backpropagation")
    assert report.notes == ("this file defines affine_forward, ReLU: did you mean Affine, Relu?",)


def test_names_that_resemble_nothing_missing_are_not_mentioned(right, graded: Graded) -> None:
    report = graded(right(GATES, "def and_gate_table():\n    pass", NOT="def spam():\n    pass"), GATES)
    assert report.notes == ()


# ------------------------------------------------------------------------ references bring what they need

BOOKS_IMPORTS = (
    "import numpy as np\nfrom collections import OrderedDict\nfrom common.functions import *\n"
    "from common.gradient import numerical_gradient\nfrom common.layers import *\n"
)


@pytest.mark.parametrize(
    ("chapter", "exercise"),
    [(LEARNING, "SimpleNet"), (LEARNING, "TwoLayerNet"), ("ch05_backpropagation", "TwoLayerNet")],
)
@pytest.mark.parametrize("imports", [BOOKS_IMPORTS, "import numpy as np\n"], ids=["the book's", "hardly any"])
def test_references_beneath_bring_what_they_need(
    chapter: str, exercise: str, imports: str, graded: Graded
) -> None:
    answer = right_answers(chapter)[exercise]
    report = graded(f"{imports}\n\n{answer}", chapter)
    result = result_of(report, exercise)
    if imports is BOOKS_IMPORTS or chapter == "ch05_backpropagation":
        assert result.status == "passed", result


def test_what_is_asked_for_is_never_supplied(graded: Graded) -> None:
    chapter = "ch05_backpropagation"
    report = graded(f"{BOOKS_IMPORTS}\nfrom common.two_layer_net import TwoLayerNet\n", chapter)
    assert load_chapter(LEARNING).exercise("TwoLayerNet")
    assert report.points == 0
    assert {r.status for r in report.exercises} == {"missing"}
