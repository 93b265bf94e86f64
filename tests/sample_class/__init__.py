"""A small sample class: eight ways of handing in a chapter, made from the released files.

No student of ours is a person: each is named for what it hands in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.course.chapters import PUBLIC_CHECKS, chapter_names, load_chapter
from autograder.course.references import for_students
from autograder.desk.bench import Bench
from autograder.percent import percent_cells
from autograder.submissions.reading import ANSWER_SUFFIX

CHAPTER = "ch03_neural_network"
Answers = Mapping[str, str]


def right_answers(chapter: str) -> dict[str, str]:
    """The reference answer of every exercise."""
    return {e.name: for_students(e.source) for e in load_chapter(chapter).exercises}


def all_exercises() -> int:
    """How many exercises the whole course has."""
    return sum(len(load_chapter(name).exercises) for name in chapter_names())


@cache
def all_pass(chapter: str, exercise: str) -> str:
    """How an exercise stands whose public checks all pass: ``3 of 3 checks pass``."""
    checks = Bench(PUBLIC_CHECKS / f"test_{chapter}.py").checks
    count = sum(check.exercise == exercise for check in checks)
    return f"{count} of {count} checks pass"


def fill_notebook(released: str, answers: Answers) -> str:
    """A released notebook with some exercises answered."""
    notebook = json.loads(released)
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if grade_id.endswith(ANSWER_SUFFIX) and grade_id.removesuffix(ANSWER_SUFFIX) in answers:
            cell["source"] = answers[grade_id.removesuffix(ANSWER_SUFFIX)]
    return json.dumps(notebook)


def fill_twin(released: str, answers: Answers) -> str:
    """A released .py twin with some exercises answered."""
    for cell in percent_cells(released):
        name = cell.options.get("exercise")
        if name in answers:
            released = released.replace(cell.source, answers[name])
    return released


def hand_in(folder: Path, assignments: Path, chapter: str, answers: Answers, twin: bool = False) -> Path:
    """Copy a released chapter to a student's folder and answer exercises in the notebook or the twin."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (assignments / chapter).iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    file = folder / f"{chapter}{'.py' if twin else '.ipynb'}"
    fill: Callable[[str, Answers], str] = fill_twin if twin else fill_notebook
    file.write_text(fill(file.read_text(encoding="utf-8"), answers), encoding="utf-8")
    return file


@dataclass(frozen=True)
class Student:
    """One member of the sample class.

    Attributes
    ----------
    name : str
        What it hands in.
    answers : dict of str to str
        The exercises it wrote.
    twin : bool
        Whether it works in the .py twin.
    """

    name: str
    answers: Answers
    twin: bool = False


WRONG_SOFTMAX = """def softmax(a):
    exp_a = np.exp(a)
    return exp_a / np.sum(exp_a)
"""
HANGING_SIGMOID = """def sigmoid(x):
    while True:
        pass
"""
CRASHING_RELU = """import os

def relu(x):
    os._exit(1)
"""
CHEAT = '''import numpy.testing

numpy.testing.assert_allclose = lambda *args, **kwargs: None
numpy.allclose = numpy.array_equal = lambda *args, **kwargs: True


class Anything:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __array__(self, *args, **kwargs):
        return np.zeros(1)

    def __getattr__(self, name):
        return Anything()

    def __call__(self, *args, **kwargs):
        return Anything()


def {name}(*args, **kwargs):
    return Anything()
'''


def sample_class() -> list[Student]:
    """Right, partly right, wrong, hanging, crashing, cheating, empty; in notebooks and in twins."""
    right = right_answers(CHAPTER)
    first_half = dict(list(right.items())[: len(right) // 2])
    wrong = {name: f"def {name}(*args):\n    return None\n" for name in right}
    return [
        Student("right-notebook", right),
        Student("right-twin", right, twin=True),
        Student("partly-right", first_half | {"softmax": WRONG_SOFTMAX}),
        Student("wrong", wrong),
        Student("hanging", right | {"sigmoid": HANGING_SIGMOID}),
        Student("crashing", right | {"relu": CRASHING_RELU}),
        Student("cheating", {name: CHEAT.format(name=name) for name in right}),
        Student("empty", {}),
    ]
