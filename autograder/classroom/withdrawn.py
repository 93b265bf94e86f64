"""Results whose hand-in is no longer there: taken out of what is shown, and kept apart."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from autograder.classroom.results import ResultsFile
from autograder.submissions.handins import Place
from autograder.writing import write_json

WHERE = "where.json"  # beside the results: where each hand-in was found
Of = tuple[str, str, str]  # student, chapter, place


def take_out_withdrawn(results: ResultsFile, places: Sequence[Place]) -> list[str]:
    """Take out the results of what was withdrawn or replaced by a file of another name; whose they are.

    A result is taken out only if the folder that its hand-in was found in is still there and the hand-in is
    not: a class that was moved, or is graded from another folder, keeps its results.
    """
    path = results.path.with_name(WHERE)
    before = _read(path)
    now = {(p.student, p.chapter, p.name): (str(p.path.absolute()), str(_root(p).absolute())) for p in places}
    gone = [of for of, (file, root) in before.items() if of not in now and _is_gone(file, root)]
    results.take_out(gone)
    there = {of: where for of, where in (before | now).items() if of not in gone}
    write_json(path, [[*of, *where] for of, where in sorted(there.items())])
    return [f"{student} ({place})" for student, _, place in sorted(gone)]


def _root(place: Place) -> Path:
    return place.root or place.path.parent


def _is_gone(file: str, root: str) -> bool:
    return os.path.isdir(root) and not os.path.lexists(file)


def _read(path: Path) -> dict[Of, tuple[str, str]]:
    """What an earlier run noted; nothing, if it cannot be read."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {(row[0], row[1], row[2]): (str(row[3]), str(row[4])) for row in rows}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
