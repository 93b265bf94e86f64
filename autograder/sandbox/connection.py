"""The grader's side of one submission's process: ask it, serve its callbacks, enforce the budgets."""

from __future__ import annotations

import contextlib
import math
import os
import re
import signal
import socket
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from autograder.cleaning import clean
from autograder.sandbox.clocks import Clock
from autograder.sandbox.handles import RemoteObject
from autograder.sandbox.limits import Limits
from autograder.sandbox.wire import OURS, THEIRS, Decoder, Encoder, WireError, frame_size, split
from autograder.submissions.interrupting import ASLEEP
from autograder.testing.students import StudentError, StudentGone

MAX_NESTING = 8
SHORTEST = 1e-3  # seconds; a socket takes 0 for "do not wait"
MAX_CLASS_NAMES = 8
MAX_NAME = 60
MAX_GIVEN = 1 << 20  # numbers that a grader's function is given
MAX_DIGITS = 3  # as in float64
PLACE = re.compile(r"code cell (\d{1,4}), line (\d{1,6}): (.*)")


class RoomError(Exception):
    """The sealed room itself failed: our side's fault, never the student's."""


class StuckCell(StudentGone):
    """A cell that ran too long while the file was loaded, and could not be interrupted.

    Parameters
    ----------
    cell : int
        Its number, from 1.
    """

    def __init__(self, cell: int) -> None:
        self.cell = cell
        text = f"code cell {cell} ran too long while the file was loaded and could not be interrupted"
        super().__init__("timeout", text)


def _no_reference(_: Any) -> tuple[int, list[Any]]:
    raise WireError("no reference is meant here")


READY = Encoder(_no_reference).frame(("ready",))


class Deadline(NamedTuple):
    """When a request's time is up, by the clock on the wall and by the child's processor time.

    Before `soonest`, on the wall, it cannot be up: until then nobody need ask what the child has worked.
    """

    soonest: float
    wall: float
    worked: float


class Child:
    """The connection to one submission's process; enforces the budgets.

    Parameters
    ----------
    limits : Limits
        Its budgets.
    channel : socket
        Connected to it.
    worked : callable
        How much processor time it has had.
    clear : callable
        Ends the process and all that it left; gives the wait status that it ended with.
    until : float, optional
        When its time is up.
    """

    def __init__(
        self,
        limits: Limits,
        channel: socket.socket,
        worked: Clock,
        clear: Callable[[], int | None],
        until: float | None = None,
    ) -> None:
        self.limits = limits
        self.end: StudentGone | None = None
        self.callbacks: dict[int, Callable[..., Any]] = {}
        self.cells: tuple[str, ...] = ()
        self._channel = channel
        self._until = time.monotonic() + self.limits.submission_seconds if until is None else until
        self._worked = worked
        self._clear = clear
        self._deadlines = [Deadline(self._until, self._until, math.inf)]
        self._received = self._numbers = 0
        self._encoder = Encoder(self._reference)
        self._decoder = Decoder(self._resolve)
        with contextlib.suppress(OSError):  # as large as this system allows
            channel.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)

    def _reference(self, value: Any) -> tuple[int, list[Any]]:
        number = getattr(value, "_dlfs_number", None)
        if type(number) is int and getattr(value, "_dlfs_child", None) is self:
            return THEIRS, [number]
        if callable(value):
            self._numbers += 1
            self.callbacks[self._numbers] = value
            return OURS, [self._numbers]
        raise WireError(f"a {type(value).__name__} cannot be sent to a student's code")

    def _resolve(self, code: int, fields: list[Any]) -> Any:
        if code != OURS or len(fields) != 3:
            raise WireError("a handle of a kind that does not exist")
        number, name, is_callable = fields
        if type(number) is not int or type(name) is not str or type(is_callable) is not bool:
            raise WireError("a malformed handle")
        return RemoteObject(self, number, class_name(name))

    def request(self, *message: Any, seconds: float | None = None) -> list[Any]:
        """Ask the child something and serve its callbacks until it answers.

        Returns
        -------
        list
            The answer's fields.

        Raises
        ------
        StudentError
            If the student's code raised.
        StudentGone
            If a budget ran out or the process ended; every later request says so too.
        RoomError
            If the room itself ended.
        """
        if self.end is not None:
            raise self.end.with_traceback(None)
        if len(self._deadlines) > MAX_NESTING:
            text = "it and the function that it was given called each other without end"
            raise self._ended(StudentGone("crashed", text))
        allowed = self.limits.call_seconds if seconds is None else seconds
        before = set(self.callbacks)
        frame = self._encoder.frame(message)
        self._deadlines.append(self._deadline(allowed))
        try:
            self._send(frame)
            return self._answer(allowed)
        except (StudentError, AssertionError):
            raise
        except StudentGone as gone:
            raise self._ended(gone) from None
        except WireError as error:
            text = f"what the program sent back was not understood ({error})"
            raise self._ended(StudentGone("crashed", text)) from None
        except BaseException:  # the child still waits in the middle of this
            self.close()
            raise
        finally:
            self._deadlines.pop()
            if message[0] != "set":  # a function that was set stays; one that was an argument is forgotten
                for number in self.callbacks.keys() - before:
                    del self.callbacks[number]

    def _deadline(self, allowed: float) -> Deadline:
        """Of a request that may work so long; none outlasts the one that it is part of."""
        now, whole = time.monotonic(), self._deadlines[-1]
        return Deadline(
            min(whole.soonest, now + allowed),
            min(whole.wall, now + ASLEEP * allowed),
            min(whole.worked, self._worked() + allowed),
        )

    def _time_left(self) -> float:
        """Seconds that the child may go on at least: it may not have had a processor all the time."""
        now, deadline = time.monotonic(), self._deadlines[-1]
        if now < deadline.soonest:
            return deadline.soonest - now
        return min(deadline.wall - now, deadline.worked - self._worked())

    def _answer(self, allowed: float) -> list[Any]:
        callbacks = 0
        verdict: Exception | None = None
        while True:
            kind, *fields = self._receive(allowed)
            if kind == "callback" and len(fields) == 3:
                callbacks += 1
                if callbacks > self.limits.callbacks:
                    text = f"it called the given function more than {self.limits.callbacks:,} times"
                    raise StudentGone("timeout", text)
                answer, error = self._called_back(*fields)
                verdict = verdict or error
                self._send(answer)
            elif kind == "stuck" and len(fields) == 1 and type(fields[0]) is int:
                raise StuckCell(fields[0])
            elif verdict is not None:
                raise verdict
            elif kind == "ok" and len(fields) == 2:
                return fields
            elif kind == "error" and len(fields) == 3:
                raise self._error(*fields)
            else:
                raise WireError("a message of no known kind")

    def _called_back(self, number: Any, args: Any, kwargs: Any) -> tuple[bytes, Exception | None]:
        """What to answer a callback; and the verdict, if the grader's function came to one."""
        if type(number) is not int or type(args) is not list or type(kwargs) is not dict:
            raise WireError("a callback that does not exist")
        function = self.callbacks.get(number)
        if function is None:
            return self._failure("the given function was lent for one call, and that call is over"), None
        if not all(_is_harmless(value) for value in (*args, *kwargs.values())):
            return self._failure("TypeError: the given function takes numbers and arrays"), None
        try:
            return self._encoder.frame(("returned", function(*args, **kwargs))), None
        except (StudentGone, WireError):
            raise
        except (AssertionError, StudentError) as error:  # its text may hold the expected answer
            return self._failure("the given function failed"), error
        except Exception as error:
            return self._failure(f"{type(error).__name__}: {error}"), None

    def _failure(self, text: str) -> bytes:
        return self._encoder.frame(("failed", text[:500]))

    def _error(self, names: Any, message: Any, where: Any) -> StudentError:
        if type(names) not in (list, tuple) or not all(type(n) is str for n in [*names, message, where]):
            raise WireError("a malformed error")
        classes = tuple(class_name(name) for name in names[:MAX_CLASS_NAMES])
        return StudentError(classes, clean(message, 500), self._place(where))

    def _place(self, where: str) -> str:
        """A line of the student's file, if it is one: a program could write a hidden input there."""
        match = PLACE.fullmatch(where)
        if match is None:
            return ""
        cell, number, said = int(match[1]), int(match[2]), " ".join(match[3].split())
        lines = self.cells[cell - 1].splitlines() if 0 < cell <= len(self.cells) else []
        is_there = 0 < number <= len(lines) and " ".join(lines[number - 1].split()).startswith(said)
        return clean(where, 200) if is_there else ""

    def _send(self, frame: bytes) -> None:
        view = memoryview(frame)
        while view:
            self._channel.settimeout(max(self._time_left(), SHORTEST))
            try:
                view = view[self._channel.send(view) :]
            except TimeoutError:
                if self._time_left() > 0:
                    continue
                raise StudentGone("timeout", "it did not take its arguments in time") from None
            except OSError:
                raise StudentGone("crashed", "") from None

    def _receive(self, allowed: float) -> list[Any]:
        data = bytearray()
        while len(data) < 8 or len(data) < frame_size(data):
            data += self._some(allowed)
            if self._received > self.limits.received_bytes:
                raise StudentGone("crashed", "it sent back too much data")
        return self._decoder.message(*split(data))

    def _some(self, allowed: float) -> bytes:
        data = None
        try:
            while data is None and (left := self._time_left()) > 0:
                self._channel.settimeout(max(left, SHORTEST))
                with contextlib.suppress(TimeoutError):
                    data = self._channel.recv(1 << 17)
        except OSError:
            data = b""
        if data is None:  # out of time: also a child that always has something to say
            text = f"it did not come back within {allowed:g} seconds (an endless loop?)"
            if time.monotonic() >= self._until:
                text = f"the whole file used up its {self.limits.submission_seconds:g} seconds"
            raise StudentGone("timeout", text)
        if not data:
            raise StudentGone("crashed", "")
        self._received += len(data)
        return data

    def _ended(self, gone: StudentGone) -> StudentGone:
        if self.end is None:
            self.cut_off(gone)
            status = self._clear()
            if not str(gone):
                self.end = gone = StudentGone(*_verdict_on(status))
        return self.end or gone

    def cut_off(self, why: StudentGone | None = None) -> None:
        """Hear nothing more of the process."""
        if self.end is None:
            self.end = why or StudentGone("crashed", "it had been ended")
            self._channel.close()

    def close(self) -> None:
        """End the process, if it still runs."""
        if self.end is None:
            self.cut_off()
            with contextlib.suppress(RoomError):  # whoever comes next gets a new room
                self._clear()


def _is_harmless(value: Any, within: bool = False) -> bool:
    """Whether a grader's function may compute with a value that a student's code gave it.

    Text and nested lists can be repeated by a number, and large numbers raised, until memory ends.
    """
    if isinstance(value, np.ndarray):
        return value.size <= MAX_GIVEN
    if isinstance(value, dict):
        return len(value) <= MAX_NESTING and all(map(_is_harmless, value.values()))
    if isinstance(value, list | tuple):
        return not within and len(value) <= MAX_GIVEN and all(_is_harmless(v, within=True) for v in value)
    if isinstance(value, int):
        return abs(value) < 1 << 63
    return value is None or isinstance(value, float | complex | np.generic | RemoteObject)


def class_name(text: str) -> str:
    """A class's name as a student's program tells it: a name, and no numbers that it might smuggle out."""
    plain = text.isidentifier() and text.isascii() and len(re.findall(r"\d", text)) <= MAX_DIGITS
    return text[:MAX_NAME] if plain else "object"


def _verdict_on(status: int | None) -> tuple[str, str]:
    if status is not None and os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number in (signal.SIGXCPU, signal.SIGKILL):
            return "timeout", "it was ended: its processor time or memory was used up"
        return "crashed", f"Python itself crashed ({signal.Signals(number).name})"
    if status is not None and os.WIFEXITED(status):
        return "crashed", f"it ended the whole program (exit code {os.WEXITSTATUS(status)})"
    return "crashed", "the program ended"
