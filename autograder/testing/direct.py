"""A plain check, run by calling its function: what pytest's protocol around it costs is most of a check.

A check is plain if all it asks for are the course's own fixtures and the values of its `parametrize` mark.
Anything else - another fixture, a ``setup_method`` - goes through pytest's own protocol. Measured in process
on the reference of chapter 3, 57 checks with what they check: 0.86 ms each through pytest, 0.15 ms this way.
`tests/grading/test_judging.py` holds the two ways to the same verdicts.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.testing.plugin import beside_of, reference_of, rng_of

OWN_FIXTURES = frozenset({"student", "reference", "rng", "beside"})


class DirectCall:
    """A plain check's function and what it asks for.

    Parameters
    ----------
    item : pytest.Function
        The collected check.
    asked_for : tuple of str
        Names of its parameters.
    chosen : dict of str to Any
        Values of those that its `parametrize` mark gives.
    """

    def __init__(self, item: pytest.Function, asked_for: tuple[str, ...], chosen: dict[str, Any]) -> None:
        self._function: Callable[..., Any] = item.function
        self._home: type | None = item.cls
        self._asked_for = asked_for
        self._chosen = chosen
        self._item = item
        self._random: tuple[int, np.random.Generator, Any] | None = None

    @classmethod
    def of(cls, item: pytest.Item) -> DirectCall | None:
        """How to call this check, if it is plain."""
        if not isinstance(item, pytest.Function):
            return None
        chosen = dict(item.callspec.params) if hasattr(item, "callspec") else {}
        if not OWN_FIXTURES.issuperset(set(item.fixturenames) - set(chosen) - {"request"}):
            return None
        parameters = tuple(inspect.signature(item.function).parameters)
        asked_for = parameters[1:] if item.cls is not None else parameters
        return cls(item, asked_for, chosen) if OWN_FIXTURES.issuperset(set(asked_for) - set(chosen)) else None

    def __call__(self, open_student: Callable[[], Any], seed: int) -> None:
        """Run it; raises what the check raises."""
        student = open_student()
        values = {name: self._value(name, student, seed) for name in self._asked_for}
        if self._home is None:
            self._function(**values)
        else:
            self._function(self._home(), **values)

    def _value(self, name: str, student: Any, seed: int) -> Any:
        if name in self._chosen:
            return self._chosen[name]
        match name:
            case "student":
                return student
            case "reference":
                return reference_of(self._item.path)
            case "beside":
                return beside_of(student)
            case _:
                return self._rng(seed)

    def _rng(self, seed: int) -> np.random.Generator:
        """The check's random numbers from their beginning: to set them back takes a tenth of making them.

        What `Generator.spawn` counts is not set back; `tests/test_rules.py` keeps it out of the graders.
        """
        if self._random is None or self._random[0] != seed:
            rng = rng_of(self._item.nodeid, seed)
            self._random = seed, rng, rng.bit_generator.state
        _, rng, beginning = self._random
        rng.bit_generator.state = beginning
        return rng
