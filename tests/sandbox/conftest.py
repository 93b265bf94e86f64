"""The sealed room, kept warm for its own tests, and the one reason for which they may be skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from autograder.sandbox import landlock
from autograder.sandbox.host import Room
from autograder.sandbox.limits import Limits
from autograder.sandbox.modes import Mode, best_protection
from autograder.sandbox.student import RemoteStudent

# Of processor time, but for the whole: what only waits has five times as long.
QUICK = Limits(
    cell_seconds=0.4, load_seconds=6.0, call_seconds=0.5, submission_seconds=8.0, memory_bytes=512 << 20
)

# Two loops: an interruption between two rounds (as when both timers run out at once) is outside the `try`.
STUBBORN = """
while True:
    try:
        while True:
            try:
                total = sum(range(100_000))
            except:
                pass
    except:
        pass
"""

Enter = Callable[..., RemoteStudent]


def require(mode: Mode) -> None:
    """Skip a test for which this machine lacks a protection, and say why: CI fails on such a skip."""
    protection = best_protection()
    if mode is Mode.SEALED and protection.mode is not Mode.SEALED:
        pytest.skip(f"no sealed room on this machine: {'; '.join(protection.reasons)}")
    if mode is Mode.LANDLOCK and (protection.mode is Mode.PLAIN or not landlock.is_available()):
        pytest.skip(f"no Landlock on this machine: {'; '.join(protection.reasons) or 'not in this kernel'}")


def limits(**changes: object) -> Limits:
    """The usual limits of these tests, with some changed."""
    return replace(QUICK, **changes)


@pytest.fixture(scope="session")
def room() -> Iterator[Room]:
    """A sealed room that every test may leave in any state."""
    require(Mode.SEALED)
    with Room(limits=QUICK) as warm:
        yield warm


@pytest.fixture
def enter(room: Room) -> Iterator[Enter]:
    """Let a submission of some cells into the room; it is ended after the test."""
    inside: list[RemoteStudent] = []

    def let_in(*cells: str, earlier: dict[str, bytes] | None = None) -> RemoteStudent:
        inside.append(RemoteStudent(room.admit(), cells, earlier or {}))
        return inside[-1]

    yield let_in
    for student in inside:
        student.close()


def room_of(student: RemoteStudent) -> Room:
    """The room that a submission is in."""
    room = student._child._clear.__self__  # type: ignore[attr-defined]
    assert isinstance(room, Room)
    return room
