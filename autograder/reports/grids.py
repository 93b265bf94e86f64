"""Arrays in the text of an input or answer, as rows of numbers that a page can lay out."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LARGEST = 64  # numbers; `byhand.showing` writes out no more than 24 of one array
LONGEST_NAME = 40
FEWEST_IN_MAP = 4
_NUMBER = re.compile(r"-?(?:\d+\.?\d*(?:e[+-]?\d+)?|inf|nan)\b\.?")
_NAME_BEFORE = re.compile(r"(?:'(\w+)': |\b(\w+) = (?:np\.array\()?)$")
_NOT_AN_ARRAY = re.compile(r"(?:[\w\])]|beginning )$")  # an index, or the beginning of a longer array


@dataclass(frozen=True)
class Grid:
    """A matrix, or a row of numbers.

    Attributes
    ----------
    label : str
        The name that it has in the text, with its place in a larger array; or "".
    rows : tuple of tuple of str
        The numbers, as they stand there.
    """

    label: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> int:
        """How many numbers each row has."""
        return len(self.rows[0])

    @property
    def is_named(self) -> bool:
        """Whether its label begins with a name, not with a place in an array without one."""
        return self.label[:1].isidentifier()

    @property
    def is_heat_map(self) -> bool:
        """Whether there are enough numbers for a pattern, and any that is not 0."""
        return len(self.rows) * self.columns >= FEWEST_IN_MAP and bool(self._largest)

    @property
    def parts(self) -> tuple[tuple[float, ...], ...]:
        """How large each number is beside the largest, with its sign: from -1 to 1; 0 for inf and nan."""
        largest = self._largest or 1.0
        return tuple(tuple(_finite(v) / largest for v in row) for row in self.rows)

    @property
    def _largest(self) -> float:
        return max(abs(_finite(v)) for row in self.rows for v in row)

    def __str__(self) -> str:
        rows = "; ".join(" ".join(row) for row in self.rows)
        return f"{self.label}: {rows}" if self.label else rows


def _finite(number: str) -> float:
    value = float(number)
    return value if math.isfinite(value) else 0.0


def grids_in(text: str) -> tuple[Grid, ...]:
    """Every array of numbers that is written out in a text; those of many axes as matrices."""
    return tuple(grid for line in text.splitlines() for grid in _in_line(line))


def _in_line(line: str) -> Iterator[Grid]:
    end = 0
    for start in (match.start() for match in re.finditer(r"\[", line)):
        before = line[max(start - LONGEST_NAME, 0) : start]
        if start < end or _NOT_AN_ARRAY.search(before):
            continue
        literal = _bracketed(line[start:])
        if not literal:
            return
        end = start + len(literal)
        name = _NAME_BEFORE.search(before)
        yield from _matrices(_parsed(literal), (name[1] or name[2]) if name else "")


def _bracketed(text: str) -> str:
    """From the first bracket to the one that closes it; "" if none does."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "[") - (sign == "]")
        if depth == 0:
            return text[: place + 1]
    return ""


def _parsed(literal: str) -> Any:
    """Nested lists of the numbers' own texts; None if there is anything else in it."""
    rest = _NUMBER.sub("", literal)
    if re.search(r"[^\[\], ]", rest) or len(_NUMBER.findall(literal)) > LARGEST:
        return None
    try:
        return json.loads(_NUMBER.sub(lambda match: f'"{match[0].rstrip(".")}"', literal))
    except (ValueError, RecursionError):
        return None


def _matrices(value: Any, label: str) -> Iterator[Grid]:
    if not isinstance(value, list) or not value:
        return
    if all(isinstance(v, str) for v in value):
        yield Grid(label, (tuple(value),))
    elif _is_matrix(value):
        yield Grid(label, tuple(map(tuple, value)))
    elif all(isinstance(v, list) for v in value):
        for number, part in enumerate(value):
            yield from _matrices(part, f"{label}[{number}]")


def _is_matrix(value: list[Any]) -> bool:
    rows = [v for v in value if isinstance(v, list) and v and all(isinstance(x, str) for x in v)]
    return len(rows) == len(value) and len({len(row) for row in rows}) == 1
