"""What a teacher should know of a file besides its verdicts: why an exercise is not found in it."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from autograder.course.chapters import Chapter, chapter_names, load_chapter
from autograder.grading.verdicts import ExerciseResult
from autograder.submissions.kept import Redefined
from autograder.submissions.salvage import UNPARSABLE

_DEFINED = re.compile(r"^(?:(?:async +)?def|class) +(\w{1,60})\b", re.MULTILINE | re.ASCII)
_NESTED = re.compile(r"^[ \t]+(?:(?:async +)?def|class) +(\w{1,60})\b", re.MULTILINE | re.ASCII)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
MAX_SHOWN = 8
SHORTEST_ALIKE = 5  # letters: AND and NAND are more alike than most names that mean the same
ALIKE = 0.75


def notes_on(
    chapter: Chapter,
    cells: Sequence[str],
    results: Iterable[ExerciseResult],
    redefined: Iterable[Redefined],
) -> tuple[str, ...]:
    """Sentences on names that were defined twice, and on exercises that are not where they should be."""
    asked = {name: e.name for e in chapter.exercises for name in e.defines}
    twice = [_twice(r) for r in redefined if r.name in asked]
    results = tuple(results)
    missing = {r.name for r in results if r.status == "missing"}
    if not missing:
        return tuple(twice)
    names = [name for name, exercise in asked.items() if exercise in missing]
    hidden = [*_hidden(names, cells)]
    return (
        *twice,
        *hidden,
        *_other_names(chapter, names, cells, len(missing) == len(results) and not hidden),
    )


def _twice(found: Redefined) -> str:
    return f"{found.name} is defined in code cells {found.first} and {found.last}; the last definition counts"


def _hidden(names: Iterable[str], cells: Iterable[str]) -> Iterator[str]:
    """On missing names that are defined, but in a block of their own."""
    wanted = set(names)
    for cell in cells:
        if not wanted.intersection(_NESTED.findall(cell)):
            continue
        for name, place in _nested(cell):
            if name in wanted:
                wanted.remove(name)
                yield f"{name} is defined {place}, where it is not found when the file is graded"


def _nested(cell: str) -> Iterator[tuple[str, str]]:
    """Functions and classes that a cell does not define at its top level, and where they are."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(cell)
    except UNPARSABLE:
        return
    for outer in tree.body:
        if isinstance(outer, ast.If) and _asks_for_main(outer.test):
            place = 'under `if __name__ == "__main__":`'
        elif isinstance(outer, ast.ClassDef | ast.FunctionDef):
            place = f"inside {outer.name}"
        else:
            continue
        for inner in ast.iter_child_nodes(outer):
            if isinstance(inner, ast.ClassDef | ast.FunctionDef):
                yield inner.name, place


def _asks_for_main(test: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(test))


def _other_names(
    chapter: Chapter, missing: Sequence[str], cells: Iterable[str], is_all_missing: bool
) -> Iterator[str]:
    """On what is defined in place of what is asked for."""
    defined = dict.fromkeys(name for cell in cells for name in _DEFINED.findall(cell))
    others = [name for name in defined if name not in _names_of_the_course()]
    meant = {name: found for name in others if (found := _meant_by(name, missing))}
    if meant:
        shown = list(meant.items())[:MAX_SHOWN]
        known, asked = (", ".join(part) for part in zip(*shown, strict=True))
        yield f"this file defines {known}: did you mean {asked}?"
    elif is_all_missing:
        found = ", ".join(list(defined)[:MAX_SHOWN]) or "no function and no class"
        yield f"this file defines {found}; {chapter.name} asks for {', '.join(missing[:MAX_SHOWN])}"


def _names_of_the_course() -> set[str]:
    return {name for c in chapter_names() for e in load_chapter(c).exercises for name in e.defines}


def _meant_by(name: str, missing: Iterable[str]) -> str:
    """The missing name that another one looks most like, or ""."""
    likeness = {wanted: _likeness(_words(name), _words(wanted)) for wanted in missing}
    best = max(likeness, key=lambda wanted: likeness[wanted], default="")
    return best if likeness.get(best, 0) >= ALIKE else ""


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(name)]


def _likeness(words: list[str], wanted: list[str]) -> float:
    """1 for the same letters, nearly that for the same words and more, else how many letters agree."""
    said, asked = "".join(words), "".join(wanted)
    if said == asked:
        return 1.0
    longer = len(words) - len(wanted)
    if any(words[i : i + len(wanted)] == wanted for i in range(longer + 1)):
        return 1.0 - 0.01 * longer
    if min(len(said), len(asked)) < SHORTEST_ALIKE:
        return 0.0
    return SequenceMatcher(None, said, asked).ratio()
