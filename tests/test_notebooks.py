"""Every chapter's notebook, run from top to bottom by a real kernel."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from autograder.course import chapter_names
from tests.classroom import hand_in, right_answers

CHAPTERS = chapter_names()
SECONDS = 240


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kernels side by side, each with NumPy's threads on both cores, take four times as long."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    assert "DLFS_DATA" in os.environ


def run(path: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    return notebook


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_solved_notebook_runs_without_an_error_or_a_warning(
    chapter: str, assignments: Path, tmp_path: Path
) -> None:
    for name in CHAPTERS:
        hand_in(tmp_path / name, assignments, name, right_answers(name))
    notebook = run(tmp_path / chapter / f"{chapter}.ipynb")
    outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    assert [o.text for o in outputs if o.output_type == "stream" and o.name == "stderr"] == []
    checks = [c for c in notebook.cells if c.source.startswith("check(")]
    assert checks
    for cell in checks:
        (card,) = (o.data for o in cell.outputs if o.output_type == "display_data")
        assert "✗" not in card["text/plain"] + card["text/html"]
        assert "checks pass" in card["text/plain"]
        assert "checks pass" in card["text/html"]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_stub_notebook_stops_at_a_clear_not_started(
    chapter: str, assignments: Path, tmp_path: Path
) -> None:
    for name in CHAPTERS:
        hand_in(tmp_path / name, assignments, name, {})
    with pytest.raises(CellExecutionError) as stopped:
        run(tmp_path / chapter / f"{chapter}.ipynb")
    assert "not started yet" in str(stopped.value)
