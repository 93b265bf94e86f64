"""What can be drawn of a wrong answer out of what its student may see: the answers themselves."""

from __future__ import annotations

import re

from autograder import pictures
from autograder.grading.verdicts import ExerciseResult

_NUMBER = re.compile(r"(?<![\w.])-?\d+\.?\d*(?:e[+-]?\d+)?(?![\w.])")
CORNERS: dict[tuple[float, ...], tuple[int, int]] = {
    (x1, x2): (int(x1), int(x2)) for x1 in (0.0, 1.0) for x2 in (0.0, 1.0)
}


def picture_of(exercise: ExerciseResult, asked: str) -> str:
    """What the student's code gives for small inputs, as SVG; "" where that is no picture.

    Nothing in it says what is right, but that one input is framed: the one `asked`, on which it is not.
    """
    given = {answer[:-1]: answer[-1] for answer in exercise.answers}
    marked = tuple(map(float, _NUMBER.findall(asked)))
    if given and given.keys() <= CORNERS.keys():
        corners = {CORNERS[inputs]: answer for inputs, answer in given.items()}
        return pictures.corners(exercise.name, corners, CORNERS.get(marked))
    if given and all(len(inputs) == 1 for inputs in given):
        ringed = marked[0] if len(marked) == 1 else None
        return pictures.dots([(x, y) for (x,), y in given.items()], exercise.name, ringed)
    return ""
