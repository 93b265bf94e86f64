"""The card under a check cell: what it says, what it draws, and how it looks in a browser and a kernel."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from playwright.sync_api import Page

from autograder import pictures
from autograder.audit.curves import right_curves
from autograder.course.chapters import PUBLIC_CHECKS, chapter_names, load_chapter
from autograder.desk import notebook
from autograder.desk.bench import judge_here
from autograder.desk.cards import card_of, picture_for
from autograder.desk.cards.choice import CURVES, GRID, PICTURES, Curve, Gate, Sight
from autograder.desk.cards.sampling import OutOfTime, within
from autograder.desk.cards.values import value_html
from autograder.desk.seen import Seen, look_at
from autograder.pictures.colours import STYLE
from autograder.testing.students import LocalObject, LocalStudent
from tests.browser import hard_to_read, shown
from tests.sample_class import fill_notebook

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")  # of wrong answers

GATES, NET, BACKPROP, CONVOLUTION = (
    "ch02_perceptron",
    "ch03_neural_network",
    "ch05_backpropagation",
    "ch07_convolution",
)
LOOSE_AND = "def AND(x1, x2):\n    return 1 if 0.5 * x1 + 0.5 * x2 - 0.3 > 0 else 0\n"
WHOLE_SOFTMAX = "def softmax(a):\n    e = np.exp(a)\n    return e / np.sum(e)\n"
FALLING = "def sigmoid(x):\n    return 1 / (1 + np.exp(x))\n"
HOSTILE = """class Hostile(str):
    def __repr__(self):
        return "</style><img src=x onerror=alert(1)><script>alert(2)</script>"
"""
NO_STRIDE = """def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_data.shape
    image = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    rows, columns = (H + 2 * pad - filter_h) // stride + 1, (W + 2 * pad - filter_w) // stride + 1
    places = [(n, i, j) for n in range(N) for i in range(rows) for j in range(columns)]
    return np.array([image[n, :, i : i + filter_h, j : j + filter_w].ravel() for n, i, j in places])
"""
TURNED = """def conv_naive(x, W, b, stride=1, pad=0):
    return np.array([[[[np.sum(x[0, 0, i:i+3, j:j+3] * W[0, 0, ::-1]) for j in (0, 1)] for i in (0, 1)]]]) + b
"""
NEGATIVE_DW = ("self.x.reshape(len(self.x), -1).T @ dout", "-(self.x.reshape(len(self.x), -1).T @ dout)")

Viewer = Callable[..., tuple[Seen, LocalStudent]]


@pytest.fixture(scope="module")
def in_folder() -> Iterator[Callable[[str], None]]:
    """Work in a released chapter's folder, as a notebook does."""
    before = Path.cwd()
    yield lambda chapter: os.chdir(PUBLIC_CHECKS.parents[2] / "assignments" / chapter)
    os.chdir(before)


@pytest.fixture(scope="module")
def view(in_folder: Callable[[str], None]) -> Viewer:
    """How an exercise stands, whose chapter is right but for what is given."""

    def look(chapter: str, exercise: str, source: str = "") -> tuple[Seen, LocalStudent]:
        in_folder(chapter)
        student = LocalStudent.from_cells(load_chapter(chapter).cells_with({}))
        exec(source, student._namespace)
        outcomes = judge_here(PUBLIC_CHECKS / f"test_{chapter}.py", exercise, student)
        return look_at(exercise, outcomes, student), student

    return look


@pytest.fixture(scope="module")
def draw(view: Viewer) -> Callable[..., str]:
    """An exercise's card."""

    def card(*which: str) -> str:
        seen, student = view(*which)
        return card_of(seen, picture_for(seen, student))

    return card


class Reader(HTMLParser):
    """Tags, attributes and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.open += [] if tag in ("rect", "circle", "path") else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert tag in ("rect", "circle", "path") or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data if self.open[-1:] != ["style"] else ""


# --- what it says -------------------------------------------------------------------------------------------


def test_a_right_answer_has_a_tick_for_each_check_and_nothing_more(draw) -> None:
    page = Reader(draw(NET, "softmax"))
    assert page.words.startswith("✓ softmax4 of 4 checks pass✓the three scores of the book✓")
    assert "✗" not in page.words
    assert page.attributes.count(("aria-label", "passed")) == 4
    assert not {"svg", "table", "pre"} & set(page.tags)
    assert page.open == []


def test_named_mistakes_are_read_where_a_check_fails_and_only_there(view, monkeypatch) -> None:
    read: list[Path] = []
    monkeypatch.setattr("autograder.desk.seen.read_fingerprints", lambda path: read.append(path) or {})
    view(NET, "softmax")
    assert read == []
    view(NET, "softmax", WHOLE_SOFTMAX)
    assert len(read) == 1


def test_a_wrong_answer_is_shown_side_by_side_with_the_named_mistake(draw) -> None:
    page = Reader(draw(NET, "softmax", WHOLE_SOFTMAX))
    found = [
        page.words.find(words)
        for words in (
            "✗ softmax1 of 4 checks pass",
            "✗scores of a thousand",
            "the result has NaN in 3 of 3 values",
            "given ashape (3,), int6410101000990",
            "expectedshape (3,), float64",
            "gotshape (3,), float64nannannan",
            "Hint Bring the largest score down to 0 first.",
            "This looks like: neither shift nor rows. ",
        )
    ]
    assert -1 not in found
    assert found == sorted(found)
    assert page.attributes.count(("class", "wrong")) == 3
    assert page.open == []


def test_an_error_of_the_students_is_shown_with_its_line(draw) -> None:
    page = Reader(draw(NET, "relu", "def relu(x):\n    return x.no_such\n"))
    assert "AttributeError: 'numpy.ndarray' object has no attribute 'no_such'" in page.words


def test_card_and_text_say_the_same(view) -> None:
    seen, student = view(NET, "sigmoid", FALLING)
    page, text = Reader(card_of(seen)), notebook.as_text(seen)
    for said in (str(seen.standing), *(title for _, title in seen.checks), seen.diagnosis.name):
        assert said in page.words
        assert said in " ".join(text.split())
    assert notebook.as_text(look_at("sigmoid", [], student)) == "sigmoid: not started yet. " + (
        "Replace the line that raises NotImplementedError."
    )


def test_nothing_a_student_writes_becomes_a_tag(draw) -> None:
    for chapter, name in ((NET, "sigmoid"), (GATES, "AND"), ("ch01_python", "count_words")):
        body = f"def {name}(*args):\n    return Hostile('<b onclick=alert(3)>')\n"
        page = draw(chapter, name, HOSTILE + body)
        read = Reader(page)
        assert not {"script", "img", "b"} & set(read.tags)
        assert not [key for key, _ in read.attributes if key.startswith("on")]
        assert page.count("<style") == page.count("</style") == 1
        raising = f"def {name}(*args):\n    raise ValueError('<img src=x>\\x1b[31m')\n"
        assert "<img" not in draw(chapter, name, raising)


# --- values -------------------------------------------------------------------------------------------------


def test_an_array_is_shown_shape_first_and_wrong_cells_are_marked() -> None:
    shown = value_html(np.array([[1.0, 2.5], [3.0, np.inf]]), np.array([[1, 2], [3, 4]]))
    assert Reader(shown).words == "shape (2, 2), float6412.53inf"
    assert 'aria-label="2 of 4 values differ"' in shown
    assert re.findall(r'<td class="wrong">([^<]*)<', shown) == ["2.5", "inf"]


def test_of_a_long_array_the_ends_are_shown_and_of_many_matrices_the_first() -> None:
    long = Reader(value_html(np.arange(5000.0)))
    assert re.fullmatch(r"shape \(5000,\), float64012.*…4997?.*4999", long.words)
    assert len(long.words) < 100
    tall = Reader(value_html(np.zeros((50, 2))))
    assert tall.tags.count("tr") == 7
    many = Reader(value_html(np.zeros((4, 3, 2, 2))))
    assert many.tags.count("table") == 3
    assert "[0, 2]" in many.words
    assert "… and 9 more of these" in many.words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ((0, 1), "(0, 1)"),
        (None, "None"),
        ([[1], [2, 3]], "[[1], [2, 3]]"),
        (np.float32(0.5), "0.5"),
        (np.array(3), "3"),
        (np.zeros((0, 3)), "shape (0, 3), float64"),
        (np.array([1 + 2j]), "shape (1,), complex1281+2j"),
        (np.array(["<b>"]), "array of shape (1,), <U3\n['<b>']"),
        ({"W1": [1.0]}, "{'W1': [1.0]}"),
    ],
)
def test_anything_else_is_shown_as_one_would_type_it(value: object, shown: str) -> None:
    assert Reader(value_html(value)).words == shown


def test_a_list_counts_as_an_array_where_it_is_compared_with_one() -> None:
    assert 'class="wrong">3<' in value_html([1, 3], np.array([1, 2]))
    assert "wrong" not in value_html([[1], [2, 3]], np.array([1, 2]))
    assert Reader(value_html(LocalObject(object()), np.zeros(2))).words.startswith("<autograder")


# --- which picture ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chapter", "exercise", "source", "said"),
    [
        (GATES, "AND", LOOSE_AND, "What AND decides on the square: it gives 1 on "),
        (NET, "sigmoid", FALLING, "Two lines of sigmoid over x from -5 to 5"),
        (NET, "predict", "def predict(n, x):\n    return np.arange(10) / 45\n", "Two lines of the result"),
        (CONVOLUTION, "im2col", NO_STRIDE, "Which pixels row 1 of im2col takes"),
        (CONVOLUTION, "conv_naive", TURNED, "The window behind output [0, "),
    ],
)
def test_a_picture_belongs_to_the_exercise(draw, chapter: str, exercise: str, source: str, said: str) -> None:
    labels = [
        value for key, value in Reader(draw(chapter, exercise, source)).attributes if key == "aria-label"
    ]
    assert labels[-1].startswith(said)


def wrong_affine() -> str:
    source = load_chapter(BACKPROP).exercise("Affine").source
    assert NEGATIVE_DW[0] in source
    return source.replace(*NEGATIVE_DW)


def test_a_gradient_that_differs_is_a_heat_map_with_the_parameters_name(draw) -> None:
    labels = [v for k, v in Reader(draw(BACKPROP, "Affine", wrong_affine())).attributes if k == "aria-label"]
    assert labels[-1] == (
        "Heat map of dW, shape (2, 3): 6 of 6 values differ, most at [0, 2]: expected 5, got -5."
    )


def test_every_exercise_with_a_picture_of_its_own_exists() -> None:
    names = [e.name for chapter in chapter_names() for e in load_chapter(chapter).exercises]
    assert [name for name in PICTURES if names.count(name) != 1] == []


def test_the_committed_curves_are_those_of_the_reference_answers() -> None:
    committed = json.loads(CURVES.read_text(encoding="utf-8"))
    assert committed == right_curves(), "run `python -m autograder.audit.curves`"
    assert committed.keys() == {name for name, picture in PICTURES.items() if isinstance(picture, Curve)}


def test_a_right_function_has_no_picture_and_a_gate_is_right_in_the_corners() -> None:
    for chapter in chapter_names():
        names = [e.name for e in load_chapter(chapter).exercises if e.name in PICTURES]
        student = LocalStudent.from_cells(load_chapter(chapter).cells_with({})) if names else None
        for name in names:
            assert PICTURES[name](Sight(name, student, None)) == "", name
    assert {0.0, 1.0} <= set(GRID)


# --- asking the student's function --------------------------------------------------------------------------

ENDLESS = "    while True:\n        try:\n            x = 1\n        except Exception:\n            pass\n"


@pytest.mark.parametrize(
    "trouble",
    [
        "    raise SystemExit\n",
        "    return x.no_such\n",
        "    return 'abc'\n",
        "    return [[1], [2, 3]]\n",
        ENDLESS,
    ],
)
def test_a_picture_is_never_an_error(trouble: str, view) -> None:
    seen, student = view(NET, "sigmoid", FALLING)
    exec(f"def sigmoid(x):\n{trouble}", student._namespace)
    tracer = sys.gettrace()
    assert picture_for(seen, student) == ""
    assert sys.gettrace() is tracer


def test_a_gate_that_is_only_slow_between_the_corners_gets_no_picture(view) -> None:
    seen, student = view(GATES, "AND", LOOSE_AND)
    slow = f"def AND(x1, x2):\n    if x1 in (0, 1) and x2 in (0, 1):\n        return 1\n    x = 0\n{ENDLESS}"
    exec(slow, student._namespace)
    start = time.monotonic()
    assert picture_for(seen, student) == ""
    assert time.monotonic() - start < 30


def test_sampling_is_quiet_and_ends_in_time(capsys) -> None:
    def loud() -> float:
        print("heard")
        print("heard", file=sys.stderr)
        return float(np.log(np.zeros(1))[0])

    assert within(1.0, loud) == -np.inf
    assert capsys.readouterr() == ("", "")
    with pytest.raises(OutOfTime):
        within(0.01, lambda: [x for x in iter(int, 1)])


def test_waiting_for_a_busy_machine_is_not_working() -> None:
    def waits(times: int) -> str:
        for _ in range(times):
            time.sleep(0.02)
        return "drawn"

    assert within(0.2, lambda: waits(15)) == "drawn"
    started = time.monotonic()
    with pytest.raises(OutOfTime):
        within(0.2, lambda: waits(1000))
    assert time.monotonic() - started < 10


def test_every_gate_asked_for_its_own_table_is_a_picture_only_when_wrong() -> None:
    student = LocalStudent({"AND": lambda x1, x2: np.array([x1 * x2])})
    assert Gate(0, 0, 0, 1)(Sight("AND", student, None)) == ""
    assert "(1, 1) should give 0 and gives 1" in Gate(0, 0, 0, 0)(Sight("AND", student, None))


# --- with and without IPython -------------------------------------------------------------------------------


def test_outside_ipython_it_is_text_and_an_error_with_all_of_it(in_folder, capsys) -> None:
    in_folder(GATES)
    namespace = {"__name__": "__main__", "check": notebook.notebook_check(GATES)}
    exec("def AND(x1, x2):\n    return x1 * x2\n", namespace)
    exec("check('AND')", namespace)
    assert capsys.readouterr().out == "AND: 1 of 1 checks pass\n  ✓ follows its truth table\n"
    exec(LOOSE_AND, namespace)
    with pytest.raises(notebook.CheckNotPassed) as failed:
        exec("check('AND')", namespace)
    assert str(failed.value).startswith("AND: 0 of 1 checks pass\n  ✗ follows its truth table\n\n")
    assert capsys.readouterr().out == ""


@pytest.fixture(scope="module")
def gate_outputs(tmp_path_factory: pytest.TempPathFactory) -> list[nbformat.NotebookNode]:
    """What stands under check("AND") in a notebook whose AND is wrong, run by a real kernel."""
    folder = tmp_path_factory.mktemp("cards") / GATES
    shutil.copytree(PUBLIC_CHECKS.parents[2] / "assignments" / GATES, folder)
    file = folder / f"{GATES}.ipynb"
    text = fill_notebook(file.read_text(encoding="utf-8"), {"AND": LOOSE_AND})
    notebook = nbformat.reads(text, as_version=4)
    wanted = ('check = chapter_check("ch02_perceptron")', "def AND(", 'check("AND")')
    notebook.cells = [
        c for c in notebook.cells if c.cell_type == "code" and any(w in c.source for w in wanted)
    ]
    where = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=60, allow_errors=True, resources=where).execute()
    outputs: list[nbformat.NotebookNode] = notebook.cells[-1].outputs
    return outputs


def test_in_a_kernel_a_card_with_a_picture_stands_above_one_line(gate_outputs) -> None:
    card, error = gate_outputs
    assert (card.output_type, set(card.data)) == ("display_data", {"text/html", "text/plain"})
    assert "<svg" in card.data["text/html"]
    assert "  given    inputs = (0, 1)\n  expected 0\n  got      1" in card.data["text/plain"]
    assert (error.output_type, error.evalue) == ("error", "AND: 0 of 1 checks pass")
    assert len(card.data["text/html"]) < 30_000


# --- in a browser -------------------------------------------------------------------------------------------

JUPYTER_DARK = '<body data-jp-theme-light="false" style="background:#111;--jp-layout-color0:#111;'
JUPYTER_DARK += '--jp-content-font-color1:rgba(255,255,255,1)">'


@pytest.fixture(scope="module")
def gallery(draw) -> str:
    """A card of every kind, and every kind of picture."""
    rng = np.random.default_rng(0)
    filters, image = rng.normal(size=(5, 3, 4, 4)), rng.normal(size=(40, 30))
    cards = [
        draw(GATES, "AND", LOOSE_AND),
        draw(NET, "sigmoid", FALLING),
        draw(NET, "softmax", WHOLE_SOFTMAX),
        draw(NET, "softmax"),
        draw(NET, "predict", "def predict(n, x):\n    return np.arange(10) / 45\n"),
        draw(NET, "relu", "def relu(x):\n    return x.no_such\n"),
        draw(BACKPROP, "Affine", wrong_affine()),
        draw(CONVOLUTION, "im2col", NO_STRIDE),
        draw(CONVOLUTION, "conv_naive", TURNED),
        f'<div class="dlfs">{pictures.heat_map(filters, filters * rng.random(filters.shape), "dW1")}</div>',
        f'<div class="dlfs">{pictures.heat_map(image, -image, "dx")}</div>',
    ]
    return f'<style>{STYLE}</style><main><h1 class="dlfs">Cards</h1>{"".join(cards)}</main>'


PAGES = {
    "light": ("light", "<body>", 400),
    "dark": ("dark", '<body style="background:#14181d">', 820),
    "JupyterLab's dark theme on a light system": ("light", JUPYTER_DARK, 400),
}


@pytest.mark.parametrize("name", PAGES)
def test_in_a_browser_every_card_can_be_read(gallery: str, name: str, tab: Page, tmp_path: Path) -> None:
    scheme, body, width = PAGES[name]
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Cards</title>'
    file = tmp_path / "cards.html"
    file.write_text(head + body + gallery, encoding="utf-8")
    with shown(tab, file, scheme, width) as page:
        assert hard_to_read(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        ground = page.evaluate("getComputedStyle(document.querySelector('.dlfs-card')).backgroundColor")
        assert (min(map(int, re.findall(r"\d+", ground))) > 200) == (name == "light")
