"""Writes ``graders/public/curves.json``: the right values of the curves that a student's are drawn against.

Run ``python -m autograder.audit.curves`` when a function in the table of pictures is new.
"""

from __future__ import annotations

import json

import numpy as np

from autograder.course.chapters import chapter_names, load_chapter
from autograder.desk.cards.choice import CURVES, PICTURES, Curve
from autograder.testing.students import LocalStudent
from autograder.writing import whole_file

DIGITS = 6


def right_curves() -> dict[str, dict[str, list[float]]]:
    """Each curve's values by the reference answer, by exercise and by way (forward, backward)."""
    curves = {}
    for chapter in chapter_names():
        names = [e.name for e in load_chapter(chapter).exercises if isinstance(PICTURES.get(e.name), Curve)]
        student = LocalStudent.from_cells(load_chapter(chapter).cells_with({})) if names else None
        for name in names:
            curve = PICTURES[name]
            assert isinstance(curve, Curve)
            asked = curve.asked(getattr(student, name), curve.x)
            curves[name] = {way: _rounded(values) for way, values in asked.items()}
    return curves


def _rounded(values: object) -> list[float]:
    return [float(f"{float(v):.{DIGITS}g}") for v in np.asarray(values).tolist()]


def main() -> None:
    """Write the file."""
    lines = [f"{json.dumps(name)}: {json.dumps(ways)}" for name, ways in right_curves().items()]
    with whole_file(CURVES) as unfinished:
        unfinished.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
