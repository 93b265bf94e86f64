"""The stand-ins a grader holds for what lives in the sealed room: they look like a module and its objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.sandbox.connection import Child
from autograder.sandbox.host import Room
from autograder.submissions.loading import LoadProblem
from autograder.testing.failures import clean
from autograder.testing.students import StudentError, StudentGone, missing_name


class RemoteObject:
    """A student's function, class, method or instance; only its number is known here.

    It has no ``==``, no conversion to an array, no length, no truth: nothing a grader does with it by
    accident can run code or be made to say yes.
    """

    def __init__(self, child: Child, number: int, type_name: str) -> None:
        object.__setattr__(self, "_dlfs_child", child)
        object.__setattr__(self, "_dlfs_number", number)
        object.__setattr__(self, "student_type_name", type_name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._dlfs_child.request("get", self, name)[0]

    def __setattr__(self, name: str, value: Any) -> None:
        self._dlfs_child.request("set", self, name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._dlfs_child.request("call", self, list(args), kwargs, False)[0]

    def with_arguments_after(self, *args: Any, **kwargs: Any) -> tuple[Any, tuple[Any, ...]]:
        """Call, and return the result and the arguments as the call left them."""
        result, after = self._dlfs_child.request("call", self, list(args), kwargs, True)
        return result, tuple(after) if type(after) is list and len(after) == len(args) else args

    def functions_called(self, *args: Any) -> tuple[str, ...]:
        """Names of the student's own functions that a call of this one enters, in order."""
        names = self._dlfs_child.request("trace", self, list(args))[0]
        return tuple(clean(n, 80) for n in names if isinstance(n, str)) if isinstance(names, list) else ()

    def __bool__(self) -> bool:
        raise TypeError(f"a {self.student_type_name} is neither true nor false")

    def __repr__(self) -> str:
        return f"<student's {self.student_type_name}>"


class RemoteHelper:
    """A grader's helper module in the room; what it defines has come with it."""

    def __init__(self, module: Any, defined: dict[Any, Any]) -> None:
        self._module = module
        self._defined = {name: value for name, value in defined.items() if type(value) is RemoteObject}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._defined[name] if name in self._defined else getattr(self._module, name)


class RemoteStudent:
    """A submission in the sealed room, behind the face of a module.

    Parameters
    ----------
    child : Child
        The process that runs it.
    cells : tuple of str
        Its code.
    earlier : dict of str to bytes
        Compiled references of earlier chapters, by chapter name.
    """

    def __init__(self, child: Child, cells: tuple[str, ...], earlier: dict[str, bytes]) -> None:
        self._child = child
        self._room: Room | None = None
        self._helpers: dict[str, RemoteHelper] = {}
        self.problems = tuple(_problem(p) for p in _load(child, cells, earlier))
        self._names = {n: v for n, v in _defined(child).items() if type(v) is RemoteObject}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._names:
            return self._names[name]
        try:
            value = self._child.request("get", None, name)[0]
        except StudentError as error:
            if error.type_name == "AttributeError":
                raise missing_name(name) from None
            raise
        if isinstance(value, RemoteObject):
            self._names[name] = value
        return value

    def inject(self, codes: list[bytes]) -> None:
        """Put compiled references under the names they define, beneath the student's code."""
        self._child.request("inject", [_as_array(code) for code in codes])
        self._names.clear()

    def beside(self, source: str) -> Any:
        """Run a grader's helper code in the room, in a module of its own; once, as helpers keep nothing."""
        if source not in self._helpers:
            module, defined = self._child.request("beside", source)
            self._helpers[source] = RemoteHelper(module, defined if isinstance(defined, dict) else {})
        return self._helpers[source]

    @contextmanager
    def replaced(self, name: str, function: Callable[..., Any]) -> Iterator[None]:
        """Put a grader's function under a name of the student's module for a while."""
        before = getattr(self, name)
        self._child.request("set", None, name, function)
        self._names.pop(name, None)
        try:
            yield
        finally:
            self._child.request("set", None, name, before)
            if isinstance(before, RemoteObject):
                self._names[name] = before

    @property
    def ended(self) -> StudentGone | None:
        """Why the submission's process no longer answers, if it does not."""
        return self._child.end

    def closes(self, room: Room) -> None:
        """Let this submission take its room with it when it is closed."""
        self._room = room

    def close(self) -> None:
        """End the submission's process."""
        self._child.close()
        if self._room is not None:
            self._room.close()


def _problem(raw: Any) -> LoadProblem:
    if isinstance(raw, list) and len(raw) == 3 and all(type(n) is int and 0 <= n < 10**6 for n in raw[:2]):
        return LoadProblem(raw[0], raw[1], clean(str(raw[2]), 300))
    return LoadProblem(0, 0, "")


def _load(child: Child, cells: tuple[str, ...], earlier: Mapping[str, bytes]) -> list[Any]:
    """Run a submission's cells in a fresh child; the statements that failed."""
    limits = child.limits
    child.cells = cells
    codes = {name: _as_array(code) for name, code in earlier.items()}
    answer = child.request("load", list(cells), limits.cell_seconds, codes, seconds=limits.load_seconds)
    return answer[0] if isinstance(answer[0], list) else []


def _defined(child: Child) -> dict[Any, Any]:
    """What the cells defined, by name. Where that cannot be told, names are asked for one by one."""
    try:
        found = child.request("defined")[0]
    except StudentError:
        return {}
    return found if isinstance(found, dict) else {}


def _as_array(code: bytes) -> np.ndarray[Any, Any]:
    """Compiled code as it can be sent."""
    return np.frombuffer(code, np.uint8)
