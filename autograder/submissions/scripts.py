"""A student's percent script -> its cells, also where an editor or a hand has moved the markers."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from autograder.percent import Cell, percent_cells
from autograder.submissions.salvage import parses

_DECLARED = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
# Not what an editor writes; or what Python does not take in a script.
NO_SCRIPTS = ("idna", "punycode", "unicode_", "raw_unicode_", "undefined", "utf_7", "utf_16", "utf_32")
_PROSE = re.compile(r"[ \t]*(#|$)")
_DEFINITION = re.compile(r"^(def +\w+ *\(|class +\w+ *[(:])", re.MULTILINE)
_STATEMENT = re.compile(r"^((import|from|if|for|while|with|try)\b|@|\w+ *=(?!=)|\w+\()", re.MULTILINE)
MAX_JOINED = 4  # cells that a text in quotes with markers in it may have been cut into


def script_cells(text: str) -> list[Cell]:
    """The cells of a script.

    A marker inside a text in quotes is none; code under a marker of prose has lost its own marker.
    """
    return [_code_under_prose(cell) for cell in _whole_texts(percent_cells(text), text.split("\n"))]


def _whole_texts(cells: list[Cell], lines: list[str]) -> list[Cell]:
    whole: list[Cell] = []
    at = 0
    while at < len(cells):
        cell, used = _joined(cells[at : at + MAX_JOINED], lines)
        whole.append(cell)
        at += used
    return whole


def _joined(cells: list[Cell], lines: list[str]) -> tuple[Cell, int]:
    """The first cell, with as many of those behind it as it takes to close its quotes."""
    first = cells[0]
    if not first.is_code or not _is_open(first.source):
        return first, 1
    for used in range(2, len(cells) + 1):
        last = cells[used - 1]
        end = last.line - 1 + last.source.count("\n") + 1
        source = "\n".join(lines[first.line - 1 : end])
        if parses(source):
            return replace(first, source=source), used
    return first, 1


def _is_open(source: str) -> bool:
    return any(source.count(quotes) % 2 for quotes in ('"""', "'''")) and not parses(source)


def _code_under_prose(cell: Cell) -> Cell:
    if cell.is_code:
        return cell
    lines = cell.source.split("\n")
    prose = next((i for i, line in enumerate(lines) if not _PROSE.match(line)), len(lines))
    code = "\n".join(lines[prose:])
    if not (_DEFINITION.search(code) or (_STATEMENT.search(code) and parses(code))):
        return cell
    return Cell(code, True, cell.options, cell.line + prose)


def declared_encoding(data: bytes) -> str | None:
    """What a script's first two lines declare it is encoded in (PEP 263), if Python knows it as a text's."""
    for line in data.split(b"\n", 2)[:2]:
        declared = _DECLARED.match(line[:200])
        if declared is None:
            continue
        try:
            found = codecs.lookup(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError, ValueError):
            return None
        is_text = getattr(found, "_is_text_encoding", True)
        name = found.name.replace("-", "_")
        return name if is_text and not name.startswith(NO_SCRIPTS) else None
    return None
