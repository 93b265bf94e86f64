"""A student's module in this process, behind the same face as the sealed room's stand-in.

For self-check and debugging only: it protects nothing. Calls work on copies of their arguments and a
student's exception arrives as `StudentError`, exactly as through the sealed room, so that a grader cannot
tell the two apart.
"""

from __future__ import annotations

import re
import types
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.submissions.loading import (
    Loading,
    LoadProblem,
    calls_made,
    describe_exception,
    load_cells,
)  # fmt: skip
from autograder.testing.places import places_of

MISSING_NAME = "MissingName"
PLAIN = (type(None), bool, int, float, complex, str, np.ndarray, np.generic)


class StudentError(Exception):
    """An exception that a student's code raised.

    Parameters
    ----------
    type_names : sequence of str
        Names of the exception's class and its bases, nearest first.
    message : str
        Its text, cleaned.
    where : str
        Line of the student's code, or "".
    stub : str
        The unwritten or missing function or class that was reached, where that is known.
    """

    def __init__(self, type_names: tuple[str, ...], message: str, where: str = "", stub: str = "") -> None:
        self.type_names = type_names
        self.message = message
        self.where = where
        self.stub = stub
        text = f"{self.type_name}: {message}" if message else self.type_name
        super().__init__(f"{text}\n  {where}" if where else text)

    @property
    def type_name(self) -> str:
        """Name of the exception's own class."""
        return self.type_names[0] if self.type_names else "Exception"

    @property
    def cell(self) -> int:
        """Number of the cell where it happened, or 0."""
        match = re.match(r"code cell (\d+),", self.where)
        return int(match[1]) if match else 0

    @property
    def is_not_written(self) -> bool:
        """Whether this is what an untouched stub raises."""
        return "NotImplementedError" in self.type_names

    @property
    def is_missing_name(self) -> bool:
        """Whether a function or class is not defined at all."""
        return self.type_name == MISSING_NAME

    @property
    def is_earlier_not_written(self) -> bool:
        """Whether a function of an earlier chapter is needed that the student has not written."""
        return self.type_name == EarlierNotWritten.__name__


class EarlierNotWritten(Exception):
    """A function of an earlier chapter is needed that the student has not written, or not here.

    Parameters
    ----------
    name, chapter : str
        The function or class, and its chapter.
    reason : str
        Why it cannot be had, or "" if it is just not written yet.
    """

    def __init__(self, name: str, chapter: str, reason: str = "") -> None:
        self.stub = f"{name} of {chapter}"
        super().__init__(f"first write {self.stub}" + (f": {reason}" if reason else ""))


class StudentGone(Exception):
    """The student's program no longer answers: it ran out of a budget, or it ended itself.

    Parameters
    ----------
    status : {"timeout", "crashed"}
        What the report says of the exercise.
    message : str
        A sentence for the student.
    """

    def __init__(self, status: str, message: str) -> None:
        self.status = status
        super().__init__(message)


class LocalObject:
    """A student's function, class, method or instance in this process."""

    def __init__(self, target: Any) -> None:
        object.__setattr__(self, "_target", target)

    @property
    def student_type_name(self) -> str:
        """Name of the student's type."""
        return type(self._target).__name__

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _guarded(lambda: getattr(self._target, name))

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._target, name, _inward(value))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.with_arguments_after(*args, **kwargs)[0]

    def with_arguments_after(self, *args: Any, **kwargs: Any) -> tuple[Any, tuple[Any, ...]]:
        """Call, and return the result and the copies of `args` as the call left them."""
        copies = tuple(_inward(value) for value in args)
        keywords = {key: _inward(value) for key, value in kwargs.items()}
        result = _guarded(lambda: self._target(*copies, **keywords))
        return result, tuple(_outward(value) for value in copies)

    def functions_called(self, *args: Any) -> tuple[str, ...]:
        """Names of the student's own functions that a call of this one enters, in order."""
        return tuple(_guarded(lambda: calls_made(self._target, tuple(_inward(a) for a in args))))

    def __bool__(self) -> bool:
        raise TypeError(f"a {self.student_type_name} is neither true nor false")

    __hash__ = object.__hash__
    __eq__ = object.__eq__


class LocalStudent:
    """A student's names in this process, behind the face of a module.

    Parameters
    ----------
    namespace : dict
        Where the student's functions live and look each other up.
    problems : tuple of LoadProblem
        Statements that did not run.
    """

    def __init__(self, namespace: dict[str, Any], problems: tuple[LoadProblem, ...] = ()) -> None:
        self._namespace = namespace
        self.problems = problems

    @classmethod
    def from_cells(cls, cells: tuple[str, ...]) -> LocalStudent:
        """Run cells one by one into a fresh module, keeping what works."""
        module = types.ModuleType("submission")
        return cls(module.__dict__, run_cells(cells, module))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._namespace:
            raise missing_name(name)
        return _outward(self._namespace[name])

    def close(self) -> None:
        """Nothing to end: the code ran in this process."""

    def beside(self, source: str) -> LocalStudent:
        """Run a grader's helper code beside the student's, in a module of its own."""
        namespace: dict[str, Any] = {"__name__": "beside"}
        exec(compile(source, "(grader's helper)", "exec"), namespace)
        return LocalStudent(namespace)

    @contextmanager
    def replaced(self, name: str, function: Callable[..., Any]) -> Iterator[None]:
        """Put a grader's function under a name of the student's module for a while."""
        if name not in self._namespace:
            raise missing_name(name)
        before = self._namespace[name]
        self._namespace[name] = function
        try:
            yield
        finally:
            self._namespace[name] = before


def missing_name(name: str) -> StudentError:
    """The error for a function or class that a submission does not define."""
    return StudentError((MISSING_NAME, "AttributeError"), f"{name} is not defined in this file", stub=name)


def run_cells(
    cells: tuple[str, ...], module: types.ModuleType, label: str = "cell"
) -> tuple[LoadProblem, ...]:
    """Run cells into a module, keeping what works; unlike in the sealed room, Ctrl-C ends it."""
    problems = []
    # What a student turns on for all of NumPy or Python ends with loading, as in the sealed room.
    with warnings.catch_warnings(), np.errstate():
        for problem in load_cells(cells, module, Loading(label)):
            if problem.message.startswith("KeyboardInterrupt"):
                raise KeyboardInterrupt(f"code cell {problem.cell}, line {problem.line}")
            problems.append(problem)
    return tuple(problems)


def is_unwritten(student: LocalStudent, name: str) -> bool:
    """Whether a function, or some method of a class, still raises NotImplementedError itself."""
    found = student._namespace.get(name)
    parts = vars(found).values() if isinstance(found, type) else [found]
    functions = [part for part in parts if isinstance(part, types.FunctionType)]
    return any("NotImplementedError" in f.__code__.co_names for f in functions)


def _guarded(action: Callable[[], Any]) -> Any:
    try:
        return _outward(action())
    except StudentError:
        raise
    except (Exception, SystemExit) as error:
        raise _as_student_error(error) from error


def _as_student_error(error: BaseException) -> StudentError:
    places = places_of(error)
    shown = [place for place in places if not place.chapter][-1:]
    stub = ""
    if isinstance(error, NotImplementedError) and places:
        stub, chapter, _ = places[-1]
        error = EarlierNotWritten(stub, chapter) if chapter else error
    if isinstance(error, EarlierNotWritten):
        stub = error.stub
    elif not stub:
        shown += [place for place in places[-1:] if place.chapter]
    names, message, _ = describe_exception(error, None)
    return StudentError(names, message, "\n  ".join(place.text for place in shown), stub)


def _inward(value: Any) -> Any:
    """A copy of a grader's value, with the student's own objects in place of their stand-ins."""
    if isinstance(value, LocalObject):
        return value._target
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, list | tuple):
        return type(value)(_inward(v) for v in value)
    if isinstance(value, dict):
        return {key: _inward(v) for key, v in value.items()}
    return value


def _outward(value: Any) -> Any:
    if isinstance(value, PLAIN):
        return value.copy() if isinstance(value, np.ndarray) else value
    if type(value) is list:
        return [_outward(v) for v in value]
    if isinstance(value, tuple):
        return tuple(_outward(v) for v in value)
    if isinstance(value, dict):
        return {k: _outward(v) for k, v in value.items()}
    return LocalObject(value)
