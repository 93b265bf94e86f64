"""Whether what a course author wrote about a chapter can be run, and speaks of its exercises.

pytest passes over what it does not understand, and grading over what it was not told: a class of another
exercise's name, a second class of the same name, a check that asks for what there is not.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from autograder.byhand import ByHand
from autograder.byhand.search import load_by_hand, never_answered, not_asked
from autograder.course.chapters import BY_HAND_FOLDER, HIDDEN_GRADERS, PUBLIC_CHECKS, Chapter
from autograder.course.sources import CourseError, importing, parsed, place, read
from autograder.grading.judge import Judge
from autograder.grading.verdicts import DEFAULT_SEED
from autograder.mistakes import FOLDER, load_mistakes
from autograder.testing.direct import OWN_FIXTURES
from autograder.testing.students import LocalStudent


@dataclass(frozen=True)
class Checks:
    """A class of checks: whose they are, their names, where it stands."""

    exercise: str
    names: tuple[str, ...]
    line: int


def see_that_it_can_be_run(chapter: Chapter) -> None:
    """Refuse a chapter whose source, checks or banks cannot be run, or speak of what there is not.

    Raises
    ------
    CourseError
        With the file and, where there is one, the line.
    """
    with importing(chapter.path):
        importlib.import_module(f"solutions.{chapter.name}")
    _see_to_checks(PUBLIC_CHECKS / f"test_{chapter.name}.py", chapter, OWN_FIXTURES - {"reference"})
    hidden = _see_to_checks(HIDDEN_GRADERS / f"test_{chapter.name}.py", chapter, OWN_FIXTURES)
    _see_that_mistakes_fail_hidden_checks(chapter, hidden)
    _see_to_by_hand(chapter)


def see_that_references_pass(chapter: Chapter) -> None:
    """Refuse checks that the reference answers do not pass.

    Raises
    ------
    CourseError
        With the first of them.
    """
    for folder in (PUBLIC_CHECKS, HIDDEN_GRADERS):
        path = folder / f"test_{chapter.name}.py"
        judge = Judge(path)
        quiet = redirect_stdout(io.StringIO())  # nobody reads it
        with warnings.catch_warnings(action="ignore"), quiet:
            student = LocalStudent.from_cells(chapter.cells_with({}))
            outcomes = judge.run(judge.checks, lambda s=student: s, DEFAULT_SEED)  # type: ignore[misc]
        judge.close()
        for check, error in ((o.check, o.error) for o in outcomes if o.error is not None):
            said = f"{type(error).__name__}: {error}".partition("\n")[0]
            raise CourseError(
                f"{place(path, _line_of(path, check.name))}: the reference of {check.exercise} does not pass"
                f" {check.name}: {said}"
            )


def classes_of_checks(path: Path) -> Iterator[Checks]:
    """The marked classes of a grader file; none if there is no such file.

    Raises
    ------
    CourseError
        If it is not Python, or a class of tests has no mark.
    """
    for node in parsed(path, read(path)).body if path.is_file() else []:
        if not isinstance(node, ast.ClassDef) or not node.name.startswith("Test"):
            continue
        marks = [d.args[0] for d in node.decorator_list if isinstance(d, ast.Call) and _is_mark(d)]
        if len(marks) != 1 or not isinstance(marks[0], ast.Constant):
            where = place(path, node.lineno)
            raise CourseError(f'{where}: write @exercise("...") above {node.name}: whose checks are these?')
        yield Checks(str(marks[0].value), tuple(test.name for test in _tests(node)), node.lineno)


def _is_mark(call: ast.Call) -> bool:
    return ast.unparse(call.func) == "exercise" and len(call.args) == 1


def _tests(node: ast.ClassDef) -> list[ast.FunctionDef]:
    return [n for n in node.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]


def _line_of(path: Path, test: str) -> int:
    nodes = ast.walk(parsed(path, read(path)))
    return next((n.lineno for n in nodes if isinstance(n, ast.FunctionDef) and n.name == test), 1)


def _see_to_checks(path: Path, chapter: Chapter, fixtures: frozenset[str]) -> list[Checks]:
    found = list(classes_of_checks(path))
    if not found:
        return []
    for checks in found:
        chapter.exercise(checks.exercise, asked_in=place(path, checks.line))
    body = parsed(path, read(path)).body
    _see_that_none_hides_another(path, [n for n in body if isinstance(n, ast.ClassDef | ast.FunctionDef)])
    for node in (n for n in body if isinstance(n, ast.ClassDef)):
        _see_that_none_hides_another(path, [n for n in node.body if isinstance(n, ast.FunctionDef)])
        for test in _tests(node):
            asked = {argument.arg for argument in test.args.args[1:]}
            if not test.decorator_list and (unknown := sorted(asked - fixtures)):
                raise CourseError(
                    f"{place(path, test.lineno)}: {test.name} asks for {', '.join(unknown)};"
                    f" checks here get {', '.join(sorted(fixtures))}"
                )
    _import(path)
    return found


def _see_that_none_hides_another(path: Path, nodes: Sequence[ast.ClassDef | ast.FunctionDef]) -> None:
    lines: dict[str, int] = {}
    for node in nodes:
        if node.name in lines and node.name.startswith(("Test", "test_")):
            raise CourseError(
                f"{place(path, node.lineno)}: {node.name} hides the one of the same name in line"
                f" {lines[node.name]}; rename it"
            )
        lines[node.name] = node.lineno


def _import(path: Path) -> None:
    """Run a grader file's own lines; nothing of it is kept."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    with importing(path):
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


def _see_that_mistakes_fail_hidden_checks(chapter: Chapter, hidden: Sequence[Checks]) -> None:
    path = FOLDER / f"{chapter.name}.py"
    for mistake in load_mistakes(chapter.name):
        known = [name for checks in hidden if checks.exercise == mistake.exercise for name in checks.names]
        unknown = [name for name in mistake.fails if name.partition("[")[0] not in known]
        if known and unknown:
            text = read(path)
            line = text.count("\n", 0, max(text.find(f'mistake="{mistake.name}" fails="'), 0)) + 1
            raise CourseError(
                f"{place(path, line)}: {mistake.exercise}, mistake {mistake.name!r} must fail {unknown[0]}:"
                f" no such hidden check; there are {', '.join(known)}"
            )


def _see_to_by_hand(chapter: Chapter) -> None:
    path = BY_HAND_FOLDER / f"{chapter.name}.py"
    asked, left_out = load_by_hand(chapter.name), not_asked(chapter.name)
    for name in (*asked, *left_out):
        where = place(path, _line_saying(path, name))
        chapter.exercise(name, asked_in=where)
        if name in left_out:
            continue
        if not isinstance(asked[name], ByHand):
            raise CourseError(f"{where}: {name} is not asked by by_hand(...) but by {asked[name]!r}")
        try:
            said = never_answered(chapter.name, name)
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
        if said:
            raise CourseError(f"{where}: asked by hand, the reference of {name} never answers: {said}")


def _line_saying(path: Path, name: str) -> int:
    text = read(path)
    return text.count("\n", 0, max(text.find(f'"{name}"'), 0)) + 1
