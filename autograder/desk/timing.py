"""How long an exercise's public checks spend in the code that they check."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from autograder.desk.bench import Run
from autograder.desk.calibration import calibrate
from autograder.desk.messages import Timed
from autograder.desk.telling import Opened
from autograder.grading.judge import Check
from autograder.testing.students import LocalObject, LocalStudent

SECONDS = 0.3
MIN_ROUNDS = 3
LOOPS = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)


class Clock:
    """Adds up the time between entering the student's code and coming back."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._depth = 0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count this, unless it is inside of something that counts."""
        self._depth += 1
        started = time.perf_counter()
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self.seconds += time.perf_counter() - started


class TimedObject(LocalObject):
    """A student's object whose calls are timed, and those of what it gives."""

    def __init__(self, target: Any, clock: Clock) -> None:
        super().__init__(target)
        object.__setattr__(self, "_clock", clock)

    def __getattr__(self, name: str) -> Any:
        return _timed(super().__getattr__(name), self._clock)

    def with_arguments_after(self, *args: Any, **kwargs: Any) -> tuple[Any, tuple[Any, ...]]:
        """Call, timed, without the copies that are made of arguments and results."""
        clock, target = self._clock, self._target

        def call(*copies: Any, **keywords: Any) -> Any:
            with clock.running():
                return target(*copies, **keywords)

        result, after = LocalObject(call).with_arguments_after(*args, **kwargs)
        return _timed(result, clock), _timed(after, clock)


class TimedStudent(LocalStudent):
    """A student's module whose calls are timed."""

    def __init__(self, student: LocalStudent, clock: Clock) -> None:
        super().__init__(student._namespace)
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        return _timed(super().__getattr__(name), self._clock)

    def beside(self, source: str) -> LocalStudent:
        """The grader's helper beside it, timed as well: what it calls is the student's."""
        return TimedStudent(super().beside(source), self._clock)


def _timed(value: Any, clock: Clock) -> Any:
    if isinstance(value, LocalObject):
        return TimedObject(value._target, clock)
    if isinstance(value, list | tuple):
        return type(value)(_timed(part, clock) for part in value)
    if isinstance(value, dict):
        return {key: _timed(part, clock) for key, part in value.items()}
    return value


def seconds_inside(student: LocalStudent, checks: Sequence[Check], run: Run) -> tuple[float, float]:
    """Seconds in the student's code, all checks once, and those of the calibration at the same time.

    Each is the least of several rounds.
    """
    until = time.perf_counter() + SECONDS
    inside: list[float] = []
    calibration = calibrate()
    while len(inside) < MIN_ROUNDS or time.perf_counter() < until:
        clock = Clock()
        timed = TimedStudent(student, clock)
        for check in checks:
            run(check, timed)
        inside.append(clock.seconds)
        if len(inside) % 4 == 0:
            calibration = min(calibration, calibrate(1))
    return min(inside), min(calibration, calibrate())


def time_exercise(opened: Opened, exercise: str, checks: Sequence[Check], run: Run) -> Timed:
    """Time a passing exercise; remember where a loop stands in it."""
    seconds, calibration = seconds_inside(opened.student, checks, run)
    return Timed(exercise, seconds, calibration, _first(opened.submission.on_their_lines, _loop_in(exercise)))


def _first(cells: Sequence[str], line_in: Callable[[str], int]) -> int:
    return next(filter(None, map(line_in, cells)), 0)


def _loop_in(exercise: str) -> Callable[[str], int]:
    """Finds the line of a cell on which the first loop of a function or class stands, or 0."""

    def line_in(cell: str) -> int:
        if exercise not in cell:
            return 0
        try:
            statements = ast.parse(cell).body
        except (SyntaxError, ValueError, RecursionError):
            return 0
        for statement in statements:
            if isinstance(statement, ast.FunctionDef | ast.ClassDef) and statement.name == exercise:
                return min((n.lineno for n in ast.walk(statement) if isinstance(n, LOOPS)), default=0)
        return 0

    return line_in
