"""Every chapter's notebook, run from top to bottom by a real kernel.

Training is cut short here and figures are made but not drawn; with DLFS_WHOLE_NOTEBOOKS=1, as CI runs it as
well, nothing is left out.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from autograder.course.chapters import chapter_names
from tests.kernels import emptied
from tests.sample_class import hand_in, right_answers

CHAPTERS = chapter_names()
SHORTER = {
    "ch04_learning": (("range(120)", "range(20)"), ("range(1, 121)", "range(1, 21)")),
    "ch05_backpropagation": (("0.3, 20", "0.3, 2"),),
    "ch06_training_techniques": (
        ("t_few, 201,", "t_few, 21,"), ("t_train, 150,", "t_train, 12,"), ("t_fit, 40)", "t_fit, 4)"),
    ),
    "ch07_convolution": (("steps, losses = 300,", "steps, losses = 10,"),),
    "ch08_deep_learning": (
        ("steps, losses, accuracies = 120,", "steps, losses, accuracies = 12,"),
        ("x_test[:400], t_test[:400]", "x_test[:50], t_test[:50]"),
        ("misclassified(net, x_test, t_test)", "misclassified(net, x_test[:100], t_test[:100])"),
        ("nets, steps = [], 80", "nets, steps = [], 5"),
        ("x_test[:500]), t_test[:500]", "x_test[:50]), t_test[:50]"),
        ("accuracy(net, x_test, t_test):10.3f", "accuracy(net, x_test[:100], t_test[:100]):10.3f"),
    ),
}  # fmt: skip
NOT_DRAWN = """import matplotlib.pyplot as plt
plt.switch_backend("agg")
plt.show = lambda: plt.close("all")
plt.tight_layout = lambda: None
"""
SECONDS = 90  # a cell; the longest takes ten


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kernels side by side, each with NumPy's threads on both cores, take four times as long."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    assert "DLFS_DATA" in os.environ


def cut_short(notebook: nbformat.NotebookNode, chapter: str) -> None:
    """Fewer steps of training; each change must still find its place."""
    for long, short in SHORTER.get(chapter, ()):
        (cell,) = (c for c in notebook.cells if c.cell_type == "code" and long in c.source)
        cell.source = cell.source.replace(long, short)


def run_whole(path: Path) -> nbformat.NotebookNode:
    """A notebook after "run all", in a kernel of its own."""
    where = {"metadata": {"path": str(path.parent)}}
    notebook = nbformat.read(path, as_version=4)
    return NotebookClient(notebook, timeout=SECONDS, resources=where).execute()


def run_short(path: Path, kernel: KernelManager) -> nbformat.NotebookNode:
    """A notebook after "run all", cut short, in a kernel that was used before."""
    notebook = nbformat.read(path, as_version=4)
    cut_short(notebook, path.stem)
    notebook.cells[:0] = [emptied(path.parent), nbformat.v4.new_code_cell(NOT_DRAWN)]
    return NotebookClient(notebook, km=kernel, timeout=SECONDS).execute()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_solved_notebook_runs_without_an_error_or_a_warning(
    chapter: str, assignments: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    for name in CHAPTERS:
        hand_in(tmp_path / name, assignments, name, right_answers(name))
    path = tmp_path / chapter / f"{chapter}.ipynb"
    is_whole = os.environ.get("DLFS_WHOLE_NOTEBOOKS")
    notebook = run_whole(path) if is_whole else run_short(path, request.getfixturevalue("kernel"))
    outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    assert [o.text for o in outputs if o.output_type == "stream" and o.name == "stderr"] == []
    checks = [c for c in notebook.cells if c.source.startswith("check(")]
    assert checks
    for cell in checks:
        (card,) = (o.data for o in cell.outputs if o.output_type == "display_data")
        assert "✗" not in card["text/plain"] + card["text/html"]
        assert "checks pass" in card["text/plain"]
        assert "checks pass" in card["text/html"]


@pytest.fixture(scope="module")
def stubs(assignments: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole course as it is handed out."""
    return Path(shutil.copytree(assignments, tmp_path_factory.mktemp("stubs") / "course"))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_stub_notebook_stops_at_a_clear_not_started(
    chapter: str, stubs: Path, kernel: KernelManager
) -> None:
    notebook = nbformat.read(stubs / chapter / f"{chapter}.ipynb", as_version=4)
    first = next(n for n, c in enumerate(notebook.cells) if c.source.startswith("check("))
    notebook.cells.insert(0, emptied(stubs / chapter))
    with pytest.raises(CellExecutionError) as stopped:
        NotebookClient(notebook, km=kernel, timeout=SECONDS).execute()
    assert "not started yet" in str(stopped.value)
    assert [c for c in notebook.cells[first + 2 :] if c.get("outputs")] == []
