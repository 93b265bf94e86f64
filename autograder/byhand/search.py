"""Looks for the smallest input on which a student's answer differs from the reference."""

from __future__ import annotations

import copy
import importlib
import importlib.util
import math
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import CodeType, ModuleType
from typing import Any

import numpy as np

from autograder.byhand.asking import ByHand, Inputs
from autograder.byhand.showing import as_typed, given_back
from autograder.course.chapters import BY_HAND_FOLDER, load_chapter
from autograder.course.sources import importing
from autograder.testing.checks import assert_close
from autograder.testing.evidence import BY_HAND, Evidence, evidence_of, evidence_of_value
from autograder.testing.failures import CheckFailure
from autograder.testing.students import StudentError, StudentGone

# 2 to 4 ms pass for half of the named mistakes, 19 ms at most (chapters 3 to 7, in process). A slow answer
# gets no explanation: half of one would depend on the machine.
SECONDS = 0.8
POOL = 32
COMPARED = 12
MOST_INPUTS = 2  # what can be drawn
MOST = 1e15


@dataclass(frozen=True)
class AskedByHand:
    """What came of asking an exercise small inputs.

    Attributes
    ----------
    smallest : str
        The smallest input on which the answer is wrong and what came back, without the right answer; or "".
    findings : mapping of str to Evidence
        What came back for each of the first `COMPARED` inputs, where it is wrong.
    answers : tuple of tuple of float
        What came back, right or wrong, for those of them that are one or two numbers and give one: the
        inputs, then the answer.
    """

    smallest: str = ""
    findings: Mapping[str, Evidence] = field(default_factory=dict)
    answers: tuple[tuple[float, ...], ...] = ()

    def not_shown(self) -> AskedByHand:
        """Only what it is compared by: the process held references, and could give them back."""
        return AskedByHand(findings=self.findings)


def ask_by_hand(chapter: str, exercise: str, student: Any) -> AskedByHand:
    """Ask inputs from small to large: the first few for comparison, the rest until an answer is wrong.

    Parameters
    ----------
    chapter, exercise : str
        What is asked.
    student : Any
        The student's module, or its stand-in.

    Raises
    ------
    StudentGone
        If the student's program ended meanwhile.
    """
    asked = load_by_hand(chapter).get(exercise)
    if asked is None:
        return AskedByHand()
    names = _names_of(chapter)
    inputs_and_results = pool(chapter, exercise)
    until = time.monotonic() + SECONDS
    smallest, findings, answers = "", {}, []
    with warnings.catch_warnings(action="ignore"):
        for number, (inputs, expected) in enumerate(inputs_and_results):
            if number >= COMPARED and smallest:
                break
            if time.monotonic() > until:
                return AskedByHand()
            answer = _answer(asked, student, names, inputs)
            place = answer.wrong(asked, expected)
            if place is not None:
                smallest = smallest or as_typed(
                    asked, inputs, asked.results[place], answer.told(place, expected)
                )
                if number < COMPARED:
                    findings[f"{BY_HAND} {number}"] = answer.evidence()
            answers += answer.point(inputs) if number < COMPARED else []
    return AskedByHand(smallest, findings, tuple(answers) if smallest else ())


@cache
def load_by_hand(chapter: str) -> Mapping[str, ByHand]:
    """How the exercises of a chapter are asked."""
    found: Mapping[str, ByHand] = getattr(_module_of(chapter), "BY_HAND", {})
    return found


def not_asked(chapter: str) -> Mapping[str, str]:
    """Exercises that no small input can be asked of, with the reason."""
    found: Mapping[str, str] = getattr(_module_of(chapter), "NOT_ASKED", {})
    return found


def never_answered(chapter: str, exercise: str) -> str:
    """What the reference raises whatever small input it is asked, in place of a first answer; or ""."""
    ends = [answer.error for _, answer in pool(chapter, exercise) if not answer.results]
    return f"{type(ends[0]).__name__}: {ends[0]}" if len(ends) == len(pool(chapter, exercise)) else ""


def _module_of(chapter: str) -> ModuleType | None:
    name = f"autograder.graders.byhand.{chapter}"
    if importlib.util.find_spec(name) is None:
        return None
    with importing(BY_HAND_FOLDER / f"{chapter}.py"):
        return importlib.import_module(name)


def _names_of(chapter: str) -> frozenset[str]:
    return frozenset(n for e in load_chapter(chapter).exercises for n in e.defines)


def worth_asking(errors: Iterable[BaseException | None]) -> bool:
    """Whether what failed in these ways is written, and answers."""
    failures = [e for e in errors if e is not None]
    written = [
        e for e in failures if not (isinstance(e, StudentError) and (e.is_not_written or e.is_missing_name))
    ]
    return bool(written) and not any(isinstance(e, StudentGone) for e in failures)


@cache
def pool(chapter: str, exercise: str) -> tuple[tuple[Inputs, _Answer], ...]:
    """Inputs of an exercise from small to large, each with what the reference makes of it."""
    asked = load_by_hand(chapter)[exercise]
    reference = importlib.import_module(f"solutions.{chapter}")
    names = _names_of(chapter)
    ordered = _from_small_to_large(asked.drawn())
    with warnings.catch_warnings(action="ignore"):
        return tuple((inputs, _answer(asked, reference, names, inputs)) for inputs in ordered)


def _from_small_to_large(drawn: Iterable[Inputs]) -> list[Inputs]:
    """The first `POOL` that differ."""
    found: dict[tuple[float, float, str], Inputs] = {}
    for inputs in drawn:
        found.setdefault(_sizes(inputs), inputs)
        if len(found) == POOL:
            break
    return [found[sizes] for sizes in sorted(found)]


def _sizes(value: Any) -> tuple[float, float, str]:
    """How large an input is: how many numbers, how far from zero, and its text to settle the rest."""
    numbers = list(_numbers(value))
    return len(numbers), sum(abs(n) + (n != round(n)) for n in numbers), repr(value)


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, np.ndarray):
        value = value.reshape(-1)
    if isinstance(value, list | tuple | np.ndarray):
        for part in value:
            yield from _numbers(part)
    elif isinstance(value, bool | int | float | np.generic):
        yield float(value)


class _Names(dict[str, Any]):
    """Names of a piece of code: inputs and results first, then the chapter's functions and classes."""

    def __init__(self, module: Any, names: frozenset[str], inputs: Inputs) -> None:
        super().__init__(copy.deepcopy(inputs))
        self.module = module
        self.names = names
        self["np"] = np

    def __missing__(self, name: str) -> Any:
        if name not in self.names:
            raise KeyError(name)
        found = getattr(self.module, name)
        return found if isinstance(self.module, ModuleType) else _Live(found)


class _Live:
    """A student's object whose calls change the arrays they are given, as they would in one program."""

    def __init__(self, target: Any) -> None:
        object.__setattr__(self, "_target", target)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._target, name, value._target if isinstance(value, _Live) else value)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        return _Live(found) if _is_stand_in(found) else found

    def __call__(self, *args: Any) -> Any:
        plain = [a._target if isinstance(a, _Live) else a for a in args]
        result, after = self._target.with_arguments_after(*plain)
        for before, now in zip(args, after, strict=True):
            _write_back(before, now)
        return _Live(result) if _is_stand_in(result) else result


def _is_stand_in(value: Any) -> bool:
    return hasattr(type(value), "with_arguments_after")


def _write_back(before: Any, now: Any) -> None:
    if isinstance(before, np.ndarray) and isinstance(now, np.ndarray) and before.shape == now.shape:
        before[...] = now
    elif isinstance(before, list) and isinstance(now, list):
        before[:] = now
    elif isinstance(before, dict) and isinstance(now, dict):
        for key in before.keys() & now.keys():
            _write_back(before[key], now[key])


def _results(asked: ByHand, module: Any, names: frozenset[str], inputs: Inputs) -> Iterator[Any]:
    scope = _Names(module, names, inputs)
    exec(_compiled(asked.steps, "exec"), {}, scope)
    for expression in asked.results:
        result = eval(_compiled(expression, "eval"), {}, scope)
        yield copy.deepcopy(result) if isinstance(result, np.ndarray | dict | list) else result


@cache
def _compiled(text: str, mode: str) -> CodeType:
    return compile(text, "(asked by hand)", mode)


@dataclass(frozen=True)
class _Answer:
    """The results of one asking, as far as it got, and the exception that ended it."""

    results: tuple[Any, ...]
    error: Exception | None

    def wrong(self, asked: ByHand, right: _Answer) -> int | None:
        """The place of the first wrong result, or exception, if there is one."""
        for place, (got, want) in enumerate(zip(self.results, right.results, strict=False)):
            if not _agree(got, want, asked.rtol):
                return place
        same_end = self.raised.issuperset({type(right.error).__name__} if right.error else set())
        if len(self.results) == len(right.results) and bool(self.error) == bool(right.error) and same_end:
            return None
        return min(len(self.results), len(asked.results) - 1)

    @property
    def raised(self) -> frozenset[str]:
        """Names of the exception's classes."""
        if isinstance(self.error, StudentError):
            return frozenset(self.error.type_names)
        return frozenset({type(self.error).__name__} if self.error else ())

    def point(self, inputs: Inputs) -> list[tuple[float, ...]]:
        """The inputs and the answer, if each is a number and there are at most two inputs."""
        numbers = [_number(value) for value in (*inputs.values(), *self.results[:1])]
        is_point = len(numbers) == len(inputs) + 1 <= MOST_INPUTS + 1
        return [tuple(n for n in numbers if n is not None)] if is_point and None not in numbers else []

    def told(self, place: int, right: _Answer) -> str:
        """What came back at a place, and nothing that the program made up itself: no text, no exception's."""
        if place < len(self.results):
            return f"gives {given_back(self.results[place], right.result(place))}"
        if isinstance(self.error, StudentError) and self.error.type_name == "UnplainValue":
            return "gives something other than numbers, text and arrays"
        if isinstance(self.error, StudentError):
            return f"raises {self.error.type_name}"
        return "gives something that cannot be used here"

    def result(self, place: int) -> Any:
        """The result at a place; None if there is none."""
        return self.results[place] if place < len(self.results) else None

    def evidence(self) -> Evidence:
        """In a few numbers."""
        found = evidence_of(self.error)
        return found if found is not None else evidence_of_value(list(self.results))


def _number(value: Any) -> float | None:
    """A finite number in a few digits, also from an array without axes; else None."""
    if isinstance(value, np.ndarray | np.generic) and value.ndim == 0 and value.dtype.kind in "biuf":
        value = value.item()
    is_number = isinstance(value, bool | int | float) and abs(value) <= MOST and math.isfinite(value)
    return float(f"{value:.4g}") if is_number else None


def _answer(asked: ByHand, student: Any, names: frozenset[str], inputs: Inputs) -> _Answer:
    results: list[Any] = []
    try:
        for result in _results(asked, student, names, inputs):
            results.append(result)
    except StudentGone:
        raise
    except Exception as error:
        return _Answer(tuple(results), error)
    return _Answer(tuple(results), None)


def _agree(got: Any, want: Any, rtol: float) -> bool:
    if isinstance(want, str):
        return isinstance(got, str) and got == want
    if isinstance(want, dict):
        return (
            isinstance(got, dict)
            and got.keys() == want.keys()
            and all(_agree(got[k], want[k], rtol) for k in want)
        )
    if isinstance(want, tuple):
        same = isinstance(got, tuple | list) and len(got) == len(want)
        return same and all(_agree(g, w, rtol) for g, w in zip(got, want, strict=True))
    if type(got) is type(want) is int:
        return got == want
    try:
        assert_close(got, want, rtol=rtol)
    except CheckFailure:
        return False
    return True
