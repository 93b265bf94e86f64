"""Numerical gradients: many evaluations in one message, and the same verdict as one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from autograder.sandbox.connection import Child
from autograder.sandbox.host import Room
from autograder.sandbox.student import RemoteStudent
from autograder.testing import Batched, CheckFailure, assert_gradients
from autograder.testing.students import LocalStudent

LAYER = """
import numpy as np

class Double:
    def __init__(self, W):
        self.W = W

    def forward(self, x):
        return 2 * x * self.W
"""
X, W = np.array([1.0, -2.0, 3.0]), np.array([0.5, 1.5, -1.0])


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    with Room() as room:
        yield room


@pytest.fixture(params=["sealed", "in process"])
def student(request: pytest.FixtureRequest, room: Room) -> Iterator[Any]:
    """The layer where students' code runs."""
    if request.param == "in process":
        yield LocalStudent.from_cells((LAYER,))
        return
    remote = RemoteStudent(room.admit(), (LAYER,), {})
    yield remote
    remote.close()


def losses(student: Any) -> list[Any]:
    """The same loss, one value a message and several."""
    return [
        lambda v: np.sum(student.Double(v["W"]).forward(v["x"])),
        Batched.forward(student.beside, student.Double, lambda v: [v["W"]], np.sum),
    ]


def told(loss: Any, gradients: dict[str, Any]) -> str:
    try:
        assert_gradients(loss, {"x": X, "W": W}, gradients, rng=np.random.default_rng(1))
    except CheckFailure as failure:
        return repr((failure.summary, failure.expected, failure.got))
    return "right"


@pytest.mark.parametrize(
    ("dx", "dW", "right"),
    [(2 * W, 2 * X, True), (2 * W, X, False), (np.array([1.0, 3.0, 2.0]), 2 * X, False)],
)
def test_together_says_what_one_by_one_says(student: Any, dx: Any, dW: Any, right: bool) -> None:
    one_by_one, together = (told(loss, {"x": dx, "W": dW}) for loss in losses(student))
    assert one_by_one == together
    assert (together == "right") is right


def test_a_variable_costs_one_message(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    student = RemoteStudent(room.admit(), (LAYER,), {})
    loss = losses(student)[1]
    told(loss, {"x": 2 * W})  # the helper has arrived
    asked = []
    plain = Child.request
    monkeypatch.setattr(Child, "request", lambda self, *m, **k: asked.append(m[0]) or plain(self, *m, **k))
    assert told(loss, {"x": 2 * W, "W": 2 * X}) == "right"
    assert asked == ["call", "call"]
    student.close()


@pytest.mark.parametrize("answer", [None, [], [1.0], 7.0, {"a": 1}])
def test_a_process_that_answers_anything_fails_the_check_and_nothing_else(answer: Any) -> None:
    class Hostile:
        def __getattr__(self, name: str) -> Any:
            return lambda *_: answer

    loss = Batched(lambda _: Hostile(), len, lambda v: [v["x"]])
    with pytest.raises(CheckFailure, match="did not come back from every point"):
        assert_gradients(loss, {"x": X}, {"x": W}, rng=np.random.default_rng(1))
