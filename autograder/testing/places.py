"""Where in a student's code an exception was raised, in this process: in a script, a notebook, a chapter."""

from __future__ import annotations

import linecache
import re
import sys
import traceback
from collections.abc import Iterable
from types import FrameType
from typing import NamedTuple

from autograder.cleaning import clean
from autograder.submissions.loading import LoadProblem
from autograder.submissions.reading import Submission

MAX_PLACE = 200


class Place(NamedTuple):
    """A line of a student's code that was running.

    Attributes
    ----------
    function : str
        The function or class it belongs to, at the top level of its file.
    chapter : str
        The earlier chapter it belongs to, or "" for the one at work.
    text : str
        Cell, line and the line itself.
    """

    function: str
    chapter: str
    text: str


def places_of(error: BaseException) -> list[Place]:
    """The lines of a student's code on the way to where `error` was raised."""
    found = (_place(frame, line) for frame, line in traceback.walk_tb(error.__traceback__))
    return [place for place in found if place is not None]


def place_now(frame: FrameType | None) -> Place | None:
    """The line of a student's code that a running thread is at, given its innermost frame."""
    while frame is not None:
        place = _place(frame, frame.f_lineno)
        if place is not None:
            return place
        frame = frame.f_back
    return None


def _place(frame: FrameType, line: int) -> Place | None:
    code = frame.f_code
    name, chapter = "", ""
    if _is_of_notebook(frame):
        cell = _cell_name(code.co_filename)
    elif code.co_filename.startswith("<cell "):
        cell = f"code {code.co_filename[1:-1]}"
    elif code.co_filename.startswith("<ch"):  # an earlier chapter's, e.g. <ch03_neural_network.py, cell 5>
        name, _, cell = code.co_filename[1:-1].partition(", ")
        chapter, cell = name.partition(".")[0], f"{name}, code {cell}"
    else:
        return None
    text = f"{cell}, line {line}: {linecache.getline(code.co_filename, line).strip()}"
    return Place(code.co_qualname.partition(".")[0], chapter, in_words_of(name, text)[:MAX_PLACE])


def told(problem: LoadProblem, file: str) -> str:
    """A statement that did not run, in a line."""
    return clean(in_words_of(file, f"code cell {problem.cell}, line {problem.line}: {problem.message}"))


def cause_of_missing(name: str, submission: Submission, problems: Iterable[LoadProblem]) -> str:
    """Why a submission does not define a function or class that is written in it; or ""."""
    defines = re.compile(rf"\b(def|class)\s+{re.escape(name)}\b")
    broken = (p for p in problems if defines.search("".join(submission.cells[p.cell - 1 : p.cell])))
    return next((told(problem, submission.file) for problem in broken), "")


def in_words_of(file: str, text: str) -> str:
    """Places in a script without the number of a cell, which no editor shows."""
    return re.sub(r"(?<!ipynb, )code cell \d+, line", "line", text) if file.endswith(".py") else text


def _is_of_notebook(frame: FrameType) -> bool:
    if "IPython" not in sys.modules or frame.f_globals is not vars(sys.modules["__main__"]):
        return False
    from IPython.core.getipython import get_ipython

    return get_ipython() is not None  # the module alone is there wherever a cell's text was transformed


def _cell_name(file: str) -> str:
    """A notebook cell's name as Jupyter's own tracebacks say it: ``Cell In[7]``."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    name = shell.compile.format_code_name(file) if shell is not None else None
    return " ".join(name) if name else "this notebook"
