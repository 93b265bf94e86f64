"""What is remembered in a student's course folder: hints shown, and which exercises passed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.submissions.borrowed import KEY, PART, STATE
from autograder.writing import write_json


class Memory:
    """The file ``.dlfs/state.json`` of a course folder; a missing or damaged one remembers nothing.

    Parameters
    ----------
    root : Path
        The course folder.

    Attributes
    ----------
    problem : str
        Why something could not be written, or "".
    """

    def __init__(self, root: Path) -> None:
        self.path = root / STATE
        self.problem = ""

    def hints_shown(self, chapter: str, exercise: str) -> int:
        """How many hints of an exercise were shown."""
        shown = self._read("hints").get(f"{chapter}/{exercise}")
        return shown if isinstance(shown, int) else 0

    def show_hints(self, chapter: str, exercise: str, count: int) -> None:
        """Remember that so many hints of an exercise were shown."""
        self._write("hints", f"{chapter}/{exercise}", count)

    def passed(self, chapter: str, digest: str) -> tuple[str, ...] | None:
        """The exercises that passed when the chapter's code was this; None if that is not known."""
        known = self._read("results").get(chapter)
        if not isinstance(known, dict) or known.get("digest") != digest:
            return None
        names = known.get("passed")
        return tuple(map(str, names)) if isinstance(names, list) else None

    def remember(self, chapter: str, digest: str, passed: tuple[str, ...]) -> None:
        """Remember which exercises passed with this code."""
        self._write("results", chapter, {"digest": digest, "passed": list(passed)})

    def borrow(self, first: str) -> None:
        """Remember that this chapter, and later ones not all written, are borrowed; "" ends it."""
        self._write(PART, KEY, first)

    def _read(self, part: str) -> dict[str, Any]:
        found = self._all().get(part)
        return found if isinstance(found, dict) else {}

    def _all(self) -> dict[str, Any]:
        try:
            record = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return record if isinstance(record, dict) else {}

    def _write(self, part: str, key: str, value: Any) -> None:
        record = self._all()
        record[part] = self._read(part) | {key: value}
        try:
            self.path.parent.mkdir(exist_ok=True)
            write_json(self.path, record)
        except OSError as error:
            self.problem = f"{self.path} cannot be written ({error.strerror}): this will not be remembered"
