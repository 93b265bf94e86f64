"""A percent script -> its cells: the form of a chapter's source, of the banks, of what students hand in."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field

_PERCENT = re.compile(r"^# ?%%(?P<options>.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """One cell of a chapter: code or prose, its marker with options, and the lines of both in a script."""

    source: str
    is_code: bool = True
    options: dict[str, str] = field(default_factory=dict)
    line: int = 1
    title: str = ""
    marked: int = 1


def percent_cells(text: str) -> list[Cell]:
    """Split a percent script at its ``# %%`` markers; text before the first is a cell of its own."""
    marks = list(_PERCENT.finditer(text))
    head = text[: marks[0].start()] if marks else text
    cells = [Cell(head)] if head.strip() else []
    ends = [*(m.start() for m in marks[1:]), len(text)]
    line = 1 + head.count("\n")
    for mark, end in zip(marks, ends, strict=False):
        below = text[mark.end() : end]
        title = mark["options"].strip()
        is_code = not title.startswith(("[markdown]", "[raw]"))
        first = line + len(below) - len(below.lstrip("\n"))
        cells.append(Cell(below.strip("\n"), is_code, _options(title), first, title, line))
        line += below.count("\n")
    return cells


def _options(title: str) -> dict[str, str]:
    if "=" not in title:  # most titles: shlex takes its time with every one
        return {}
    try:
        words = shlex.split(title)
    except ValueError:
        return {}
    return dict(word.split("=", 1) for word in words if "=" in word)
