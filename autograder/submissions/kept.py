"""An answer is what the check cell behind it would see, whatever becomes of its name further down.

Standard library only, as all that goes into the sealed room.
"""

from __future__ import annotations

import builtins
import types
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

NOT_WRITTEN = "not written yet"  # what a released stub says


class Redefined(NamedTuple):
    """A name that has two real definitions; the later one counts."""

    name: str
    first: int
    last: int


class Answer(NamedTuple):
    """A function or class as a cell left it, and what the names that it uses meant there (None: nothing)."""

    value: Any
    cell: int
    meant: dict[str, Any]


class Answers:
    """Functions and classes of a student's module, as the cells that define them left them.

    Parameters
    ----------
    namespace : dict
        The module's.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._answers: dict[str, Answer] = {}
        self._stubs: dict[str, Any] = {}
        self._redefined: dict[str, Redefined] = {}

    def note(self, names: Iterable[str], cell: int) -> None:
        """Remember what has become of `names` in a cell."""
        for name in names:
            value, before = self._namespace.get(name), self._answers.get(name)
            if not is_definition(value):
                continue
            if before is None or is_stub(before.value):
                self._answers[name] = self._as_it_is(value, cell)
            elif is_stub(value):
                self._stubs[name] = value
            elif value is not before.value:
                first = self._redefined[name].first if name in self._redefined else before.cell
                self._redefined[name] = Redefined(name, first, cell)
                self._answers[name] = self._as_it_is(value, cell)

    def _as_it_is(self, value: Any, cell: int) -> Answer:
        get = self._namespace.get
        return Answer(value, cell, {n: get(n) for f in _functions_of(value) for n in _names_in(f.__code__)})

    def restore(self) -> list[Redefined]:
        """Put answers back that gave way to no function, or to a stub; the names that were defined twice."""
        for name, answer in self._answers.items():
            now = self._namespace.get(name)
            if not callable(now) or now is self._stubs.get(name):
                self._namespace[name] = answer.value
        for answer in self._answers.values():
            for name, meant in answer.meant.items():
                if name in self._namespace and not _can_be_used(now := self._namespace[name]):
                    self._give_back(name, meant, now)
        return [r for r in self._redefined.values() if r.first != r.last]

    def _give_back(self, name: str, meant: Any, now: Any) -> None:
        """What an answer uses, and is neither function nor module any more: `sum = 0`, `np = 3`."""
        if any(other.meant.get(name) is now for other in self._answers.values()):
            return  # one that was written later means just this
        if meant is None and callable(getattr(builtins, name, None)):
            del self._namespace[name]
        elif _can_be_used(meant):
            self._namespace[name] = meant


def is_definition(value: Any) -> bool:
    """Whether it is a function or a class."""
    return isinstance(value, (types.FunctionType, type))


def defined_by(code: types.CodeType) -> list[str]:
    """Names of the functions and classes that a compiled cell defines, as often as it does."""
    parts = (part.co_name for part in code.co_consts if isinstance(part, types.CodeType))
    return [name for name in parts if name.isidentifier()]  # no lambda, no comprehension


def is_stub(value: Any) -> bool:
    """Whether a function, or some method of a class, only says that it is not written, as when released."""
    return any(map(_is_unwritten, _functions_of(value)))


def _functions_of(value: Any) -> Iterator[types.FunctionType]:
    for part in list(vars(value).values()) if isinstance(value, type) else [value]:
        if isinstance(part, types.FunctionType):
            yield part


def _names_in(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from _names_in(part)


def _can_be_used(value: Any) -> bool:
    return callable(value) or isinstance(value, types.ModuleType)


def _is_unwritten(function: Any) -> bool:
    code = function.__code__
    if "NotImplementedError" not in code.co_names:
        return False
    return NOT_WRITTEN in code.co_consts or code.co_names == ("NotImplementedError",)
