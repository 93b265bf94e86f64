"""First aid at the desk: what a chapter asks for, and what the learner wrote, wherever it is."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from autograder.course.chapters import PUBLIC_CHECKS
from autograder.desk.bench import judge_here
from autograder.desk.book import shipped
from autograder.first_aid.aid import first_aid
from autograder.first_aid.beneath import Need, faulty_beneath
from autograder.first_aid.code import Code, Piece
from autograder.first_aid.wanted import Wanted
from autograder.grading.judge import GraderError
from autograder.percent import percent_cells
from autograder.testing.standing import State, state_of
from autograder.testing.students import LocalStudent, StudentError


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


def first_of_all(
    chapter: str, exercise: str, code: Code, errors: Sequence[BaseException | None], student: LocalStudent
) -> str:
    """First aid; else what to mend first beneath an exercise that fails. "" where neither is certain."""
    words = aid(chapter, exercise, code, errors)
    if words or not _is_judged(exercise, errors, student):
        return words
    return faulty_beneath(exercise, code, wanted_of(chapter), partial(_fails, chapter, student))


def _is_judged(exercise: str, errors: Sequence[BaseException | None], student: LocalStudent) -> bool:
    failed = [e for e in errors if state_of(e, exercise, student) is State.FAILED]
    return any(not isinstance(e, StudentError) or not e.is_missing_name for e in failed)


def _fails(chapter: str, student: LocalStudent, need: Need) -> bool:
    """Whether something that is written does not pass its own public checks."""
    if need.chapter:
        module = sys.modules.get(f"autograder.earlier.{need.chapter}")
        if module is None or need.name not in vars(module):
            return False
        chapter, student = need.chapter, LocalStudent(vars(module))
    exercise = wanted_of(chapter).home(need.name) if need.chapter else need.name
    try:
        outcomes = judge_here(PUBLIC_CHECKS / f"test_{chapter}.py", exercise, student)
    except (LookupError, GraderError):
        return False
    return _is_judged(exercise, [outcome.error for outcome in outcomes], student)


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
