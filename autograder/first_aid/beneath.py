"""What an exercise stands on: other exercises of its chapter, and of earlier ones, that its code calls."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from autograder.first_aid.code import Code
from autograder.first_aid.wanted import Wanted

_EARLIER = re.compile(r"(?:\w+\.)*earlier\.(ch\d\d_\w+)")


class Need(NamedTuple):
    """A function or class that is called: its exercise, and its chapter, "" for the one at work."""

    name: str
    chapter: str


Fails = Callable[[Need], bool]


def stands_on(exercise: str, code: Code, wanted: Wanted) -> Iterator[Need]:
    """What the code of an exercise calls, in its order."""
    earlier = {name: Need(of, chapter) for name, of, chapter in _imported(code)}
    for name in wanted.names(exercise):
        found = code.definitions.get(name)
        for node in ast.walk(found.node) if found is not None else ():
            if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
                continue
            home = wanted.home(node.id)
            if home and home != exercise and node.id in code.definitions:
                yield Need(home, "")
            elif node.id in earlier and node.id not in code.definitions:
                yield earlier[node.id]


def _imported(code: Code) -> Iterator[tuple[str, str, str]]:
    for piece in code.pieces:
        for node in piece.tree.body if piece.tree is not None else []:
            match = _EARLIER.fullmatch(node.module or "") if isinstance(node, ast.ImportFrom) else None
            if isinstance(node, ast.ImportFrom) and match is not None:
                yield from ((a.asname or a.name, a.name, match[1]) for a in node.names)


def faulty_beneath(exercise: str, code: Code, wanted: Wanted, fails: Fails) -> str:
    """The exercise to mend first, in a sentence; "" if nothing beneath fails its own checks.

    Parameters
    ----------
    exercise : str
        What does not pass.
    code : Code
        What the learner wrote.
    wanted : Wanted
        What the chapter asks for.
    fails : callable
        Whether what is called does not pass its own checks.
    """
    need = _deepest(exercise, code, wanted, fails, set())
    if need is None:
        return ""
    chapter = f" of chapter {int(need.chapter[2:4])}" if need.chapter else ""
    return f"Your `{need.name}`{chapter}, which this stands on, fails its own check: fix it first."


def _deepest(exercise: str, code: Code, wanted: Wanted, fails: Fails, seen: set[Need]) -> Need | None:
    for need in dict.fromkeys(stands_on(exercise, code, wanted)):
        if need in seen:
            continue
        seen.add(need)
        below = None if need.chapter else _deepest(need.name, code, wanted, fails, seen)
        if below is not None or fails(need):
            return below or need
    return None
