"""The stand-ins a grader holds for what lives in the sealed room: they look like a module and its objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.cleaning import clean
from autograder.sandbox.connection import Child, StuckCell
from autograder.sandbox.handles import RemoteObject
from autograder.sandbox.host import Room
from autograder.submissions.kept import Redefined
from autograder.submissions.loading import LoadProblem
from autograder.testing.students import StudentError, StudentGone, missing_name

MAX_REDEFINED = 50


@dataclass(frozen=True)
class Terms:
    """How code is loaded; again, if it has ended a process on the way.

    Attributes
    ----------
    withheld : frozenset of str
        What is asked for: not supplied where the code imports it in vain, whatever earlier chapters have.
    spared : frozenset of int
        Numbers of the cells of which only the definitions are run.
    is_told : bool
        Whether it is to be known in which cell the process ends, if it does.
    seconds : float, optional
        Processor time for all cells, if it is not the usual one.
    """

    withheld: frozenset[str] = frozenset()
    spared: frozenset[int] = frozenset()
    is_told: bool = False
    seconds: float | None = None


class EndedLoading(StudentGone):
    """A program that ended, or did not come back, while it was loaded.

    Parameters
    ----------
    gone : StudentGone
        How.
    cell : int
        Number of the cell that was being run, or 0 if that is not known.
    """

    def __init__(self, gone: StudentGone, cell: int) -> None:
        self.cell = cell
        super().__init__(gone.status, str(gone))


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
    terms : Terms, optional
        How the code is loaded; by default all of it is run, at the usual price.

    Raises
    ------
    EndedLoading
        If the process ended while it was loaded.
    """

    def __init__(
        self,
        child: Child,
        cells: tuple[str, ...],
        earlier: dict[str, bytes],
        terms: Terms | None = None,
    ) -> None:
        self._child = child
        self._room: Room | None = None
        self._helpers: dict[str, RemoteHelper] = {}
        problems, redefined = _load(child, cells, earlier, terms or Terms())
        self.problems = tuple(_problem(p) for p in problems)
        self.redefined = tuple(found for found in map(_redefined, redefined[:MAX_REDEFINED]) if found)
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

    def inject(self, codes: list[bytes], imports: bytes) -> None:
        """Put compiled references under the names they define, beneath the student's code.

        `imports`, compiled too, bring what they need and the student's code has not.
        """
        self._child.request("inject", [_as_array(code) for code in codes], _as_array(imports))
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


def _redefined(raw: Any) -> Redefined | None:
    if not isinstance(raw, list) or [type(part) for part in raw] != [str, int, int]:
        return None
    return Redefined(*raw) if raw[0].isidentifier() else None


def _load(
    child: Child, cells: tuple[str, ...], earlier: Mapping[str, bytes], terms: Terms
) -> tuple[list[Any], list[Any]]:
    """Run a submission's cells in a fresh child; the statements that failed, the names defined twice."""
    limits = child.limits
    child.cells = cells
    codes = {name: _as_array(code) for name, code in earlier.items()}
    whole = limits.load_seconds if terms.seconds is None else terms.seconds
    begun = [0]

    def begins(number: Any) -> None:
        begun[0] = number if type(number) is int and 0 < number <= len(cells) else 0

    try:
        answer = child.request(
            "load", list(cells), limits.cell_seconds, whole, codes,
            sorted(terms.withheld), sorted(terms.spared), begins if terms.is_told else None, seconds=whole,
        )  # fmt: skip
    except StuckCell as stuck:
        raise EndedLoading(stuck, stuck.cell) from None
    except StudentGone as gone:
        raise EndedLoading(gone, begun[0]) from None
    problems, redefined = (part if isinstance(part, list) else [] for part in answer)
    return problems, redefined


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
