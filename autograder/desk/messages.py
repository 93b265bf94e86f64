"""What a worker tells the command that started it: JSON, a message a line, whatever the student prints."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Mark(StrEnum):
    """How an exercise stands."""

    PASSED = "passed"
    FAILED = "failed"
    OPEN = "open"  # not written yet, not whole yet, or waiting for another exercise


@dataclass(frozen=True)
class Ready:
    """The worker has collected the checks and waits for a student's folder."""


@dataclass(frozen=True)
class Loaded:
    """The student's file ran: its name, and what should be known of it."""

    file: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Checking:
    """A check begins."""

    exercise: str
    title: str


@dataclass(frozen=True)
class Result:
    """What became of an exercise.

    Attributes
    ----------
    exercise : str
        Its name.
    mark : Mark
        Tick, cross or dot.
    standing : str
        In a few words.
    text : str
        In full, as `check` says it.
    printed : str
        What the student's code printed meanwhile.
    """

    exercise: str
    mark: Mark
    standing: str
    text: str
    printed: str = ""


@dataclass(frozen=True)
class Timed:
    """The seconds an exercise's public checks spend in the student's code, and those of the calibration."""

    exercise: str
    seconds: float
    calibration: float
    loop_line: int = 0


@dataclass(frozen=True)
class Where:
    """The student's line that is running, or ""."""

    text: str


@dataclass(frozen=True)
class CannotCheck:
    """The student's file cannot be checked at all; or, `ours`, the checks cannot."""

    reason: str
    ours: bool = False


@dataclass(frozen=True)
class Done:
    """Everything asked for was told."""


Message = Ready | Loaded | Checking | Result | Timed | Where | CannotCheck | Done
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Ready, Loaded, Checking, Result, Timed, Where, CannotCheck, Done)
}


def as_line(message: Message) -> bytes:
    """A message as it is sent."""
    return json.dumps({"kind": type(message).__name__, **asdict(message)}).encode() + b"\n"


def from_line(line: bytes) -> Message | None:
    """The message that was sent; None if it is none."""
    try:
        raw = json.loads(line)
        kind = _KINDS[raw.pop("kind")]
        if kind is Result:
            raw["mark"] = Mark(raw["mark"])
        if kind is Loaded:
            raw["notes"] = tuple(map(str, raw["notes"]))
        message: Message = kind(**raw)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return message
