"""The book as every install carries it: its chapters, their exercises and hints."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

from autograder.course.chapters import PACKAGE, PUBLIC_CHECKS
from autograder.percent import percent_cells

_EXERCISE = re.compile(r'^@exercise\("(\w+)"\)', re.MULTILINE)
_HINT = re.compile(r"<details><summary>Hint \d</summary>(.*?)</details>", re.DOTALL)


def shipped() -> Path:
    """The folder of the released chapters: in a checkout its own, else the copy that the wheel carries."""
    inside = PACKAGE / "assignments"
    return inside if inside.is_dir() else PACKAGE.parent / "assignments"


@cache
def chapters() -> tuple[str, ...]:
    """Names of all chapters, in the book's order."""
    return tuple(sorted(path.stem.removeprefix("test_") for path in PUBLIC_CHECKS.glob("test_ch*.py")))


@cache
def exercises_of(chapter: str) -> tuple[str, ...]:
    """Names of a chapter's exercises, in its order."""
    return tuple(_EXERCISE.findall((PUBLIC_CHECKS / f"test_{chapter}.py").read_text(encoding="utf-8")))


def asked_as(chapter: str, exercise: str) -> str:
    """An exercise in the words that a command takes: with its chapter's number where two chapters have it."""
    several = sum(exercise in exercises_of(name) for name in chapters()) > 1
    return f"{int(chapter[2:4])} {exercise}" if several else exercise


def hints_of(chapter: str, exercise: str) -> tuple[str, ...]:
    """An exercise's hints in plain text, from the prose before it."""
    prose = ""
    for cell in percent_cells((shipped() / chapter / f"{chapter}.py").read_text(encoding="utf-8")):
        if not cell.is_code:
            prose = cell.source
        elif cell.options.get("exercise") == exercise:
            return tuple(map(_plain, _HINT.findall(prose)))
    return ()


def _plain(text: str) -> str:
    text = re.sub(r"^# ?", "", text, flags=re.MULTILINE)
    text = re.sub(r"</?code>", "`", text)
    text = html.unescape(re.sub(r"</?\w+>", "", text))
    return " ".join(text.split())
