"""The grader's side of the sealed room: start a zygote, let submissions in, clear up."""

from __future__ import annotations

import array
import contextlib
import json
import shutil
import socket
import subprocess
import weakref
from collections.abc import Callable
from pathlib import Path

from autograder.cleaning import clean
from autograder.sandbox.clocks import Clock, ask_who_speaks, greeting
from autograder.sandbox.connection import READY, Child, RoomError
from autograder.sandbox.limits import Limits
from autograder.sandbox.modes import Mode, best_protection
from autograder.sandbox.runtime import Runtime, furnish
from autograder.sandbox.walls import ROOM_FOLDER, command, config, environment, walls

START_SECONDS = 60.0
CLEAR_SECONDS = 20.0


class Room:
    """One zygote, warm, and at most one submission at a time in it.

    Parameters
    ----------
    packages : iterable of str
        What students may import besides NumPy and the digits: "PIL", "matplotlib".
    limits : Limits
        Budgets of each submission.
    mode : Mode, optional
        How it is shut in; by default the strongest this machine can do.
    """

    def __init__(
        self, packages: frozenset[str] = frozenset(), limits: Limits | None = None, mode: Mode | None = None
    ) -> None:
        self.packages = packages
        self.limits = limits or Limits()
        self.mode = mode or best_protection().mode
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._child: Child | None = None
        self._remove_folder: Callable[[], object] = lambda: None

    def __enter__(self) -> Room:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the zygote, if it does not run yet.

        Raises
        ------
        RoomError
            If it cannot be started; the message says why.
        """
        if self._process is not None:
            return
        runtime = furnish(self.packages)
        folder = ROOM_FOLDER if self.mode is Mode.SEALED else self._lay_out(runtime)
        self._control, theirs = socket.socketpair()
        self._control.settimeout(START_SECONDS)
        ready = b""
        with contextlib.suppress(OSError):
            with theirs:
                self._process = subprocess.Popen(
                    [*walls(self.mode, runtime), *command(folder, theirs.fileno())],
                    env=environment(folder),
                    cwd="/",
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    start_new_session=True,
                )
            told = config(self.mode, self.limits, self.packages, runtime, folder)
            self._control.sendall(json.dumps(told).encode() + b"\n")
            ready = self._line()
        # The first fork leaves its marks in the zygote's memory; every submission after it finds the same.
        rehearsal = self._forked() if ready == b"ready\n" else None
        if rehearsal is None:
            raise self._failed("did not start")
        channel, _ = rehearsal
        channel.close()
        self.clear()

    def _lay_out(self, runtime: Runtime) -> Path:
        folder = runtime.lay_out()
        self._remove_folder = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder

    def admit(self, until: float | None = None) -> Child:
        """Fork a child for one submission; the one before it is ended.

        Parameters
        ----------
        until : float, optional
            When its time is up (`time.monotonic`), if other children have used some of it already.

        Raises
        ------
        RoomError
            If there is no room to be had.
        """
        if self._child is not None:
            self._child.close()
        self.start()
        forked = self._forked()
        if forked is None:  # the zygote has died since the last one: begin anew, once
            self.close()
            self.start()
            forked = self._forked()
        if forked is None:
            raise self._failed("ended")
        channel, worked = forked
        self._child = Child(self.limits, channel, worked, self.clear, until)
        return self._child

    def _forked(self) -> tuple[socket.socket, Clock] | None:
        """A connection to a new child that is ready, and the time that it works."""
        assert self._control is not None
        ours, theirs = socket.socketpair()
        ours.settimeout(START_SECONDS)
        ask_who_speaks(ours)
        with theirs, contextlib.suppress(OSError):
            fds = array.array("i", [theirs.fileno()])
            self._control.sendmsg([b"S"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
        with contextlib.suppress(OSError):
            said, worked = greeting(ours, len(READY))
            if said == READY:
                return ours, worked
        ours.close()
        return None

    def clear(self) -> int | None:
        """End the submission in the room, and everything it left; the wait status that it ended with.

        Raises
        ------
        RoomError
            If the zygote has ended. The room is started anew by the next submission.
        """
        if self._control is None:
            raise RoomError("the sealed room had ended")
        try:
            self._control.settimeout(CLEAR_SECONDS)
            self._control.sendall(b"K")
            status = json.loads(self._line())["status"]
        except (OSError, ValueError):
            raise self._failed("ended") from None
        return status if isinstance(status, int) else None

    def _line(self) -> bytes:
        """What the zygote says next."""
        assert self._control is not None
        line = bytearray()
        while not line.endswith(b"\n"):
            more = self._control.recv(4096)
            if not more:
                break
            line += more
        return bytes(line)

    def _failed(self, how: str) -> RoomError:
        words = self._last_words()
        self.close()
        return RoomError(f"the sealed room {how}: {words}")

    def _last_words(self) -> str:
        if self._process is None or self._process.stderr is None:
            return "it did not run"
        if self._process.poll() is None:
            self._process.kill()
        _, words = self._process.communicate()
        lines = clean(words.decode("utf-8", "replace")).strip().splitlines()
        return lines[-1] if lines else f"exit code {self._process.returncode}"

    def close(self) -> None:
        """End the zygote, and with it everything in the room."""
        if self._child is not None:
            self._child.cut_off()
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            try:
                self._process.wait(1)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            if self._process.stderr is not None:
                self._process.stderr.close()
        self._remove_folder()
        self._child = self._control = self._process = None
