"""First aid at the desk: what a chapter asks for, and what the learner wrote, wherever it is."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from autograder.desk.book import shipped
from autograder.first_aid.aid import first_aid, is_lost
from autograder.first_aid.code import Code, Piece
from autograder.first_aid.wanted import Wanted
from autograder.percent import percent_cells


@cache
def wanted_of(chapter: str) -> Wanted:
    """What the exercises of a chapter ask for, as they are handed out."""
    try:
        text = (shipped() / chapter / f"{chapter}.py").read_text(encoding="utf-8")
    except OSError:
        return Wanted({})
    return Wanted({c.options["exercise"]: c.source for c in percent_cells(text) if "exercise" in c.options})


def aid(chapter: str, exercise: str, code: Code, errors: Sequence[BaseException | None]) -> str:
    """First aid for an exercise of a chapter; "" where nothing is certain."""
    return first_aid(exercise, code, wanted_of(chapter), errors)


def lost(chapter: str, exercise: str, code: Code) -> str:
    """Why an exercise that is written is not defined; "" where that is not certain."""
    return is_lost(exercise, code, wanted_of(chapter))


def code_around(namespace: dict[str, Any]) -> Code:
    """What stands around a call of `check`: the cells that were run, or the script."""
    history = _history()
    if history:
        pieces = [Piece(f"Cell In[{i}]", str(cell)) for i, cell in enumerate(history)][1:]
        return Code(tuple(p for p in pieces if p.tree is not None))  # Jupyter shows what is no Python
    file = namespace.get("__file__")
    if not isinstance(file, str):
        return Code(())
    return Code((Piece(Path(file).name, "".join(linecache.getlines(file))),))


def _history() -> list[Any]:
    """The cells of the notebook that were run, in their order."""
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module is not None else None
    cells = shell.user_ns.get("In") if shell is not None else None
    return cells if isinstance(cells, list) else []
