"""The grader's side of the sealed room: start a zygote, let submissions in, talk to them, clear up."""

from __future__ import annotations

import array
import base64
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from autograder.sandbox.limits import Limits
from autograder.sandbox.modes import NAMESPACES, Mode, best_protection
from autograder.sandbox.runtime import Runtime, furnish, hidden_folders, interpreter, interpreter_folders
from autograder.sandbox.seccomp import filter_program
from autograder.sandbox.wire import OURS, THEIRS, Decoder, Encoder, WireError, frame_size, split
from autograder.testing.failures import clean
from autograder.testing.students import StudentError, StudentGone

TIMEVAL = struct.Struct("qq")
START_SECONDS = 60.0
CLEAR_SECONDS = 20.0
ROOM_FOLDER = "/dlfs"


class RoomError(Exception):
    """The sealed room itself failed: our side's fault, never the student's."""


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
        self._runtime: Runtime | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Room:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the zygote, if it does not run yet."""
        if self._process is not None:
            return
        self._runtime = furnish(self.packages)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(START_SECONDS)
        command = self._command(theirs.fileno())
        with theirs:
            self._process = subprocess.Popen(
                command,
                env=self._environment(),
                cwd="/",
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        self._control = ours
        try:
            ready = ours.recv(64)
        except OSError:
            ready = b""
        if ready != b"ready":
            raise RoomError(f"the sealed room did not start: {self._last_words()}")

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "LD_LIBRARY_PATH": f"{sys.base_prefix}/lib",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "MPLBACKEND": "Agg",
            "DLFS_DATA": "embedded",  # a teacher's own copy of MNIST must not change a verdict
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
        }

    def _command(self, control: int) -> list[str]:
        assert self._runtime is not None
        folder = ROOM_FOLDER if self.mode is Mode.SEALED else str(self._runtime.folder)
        zygote = f"{folder}/app/autograder/sandbox/zygote.py"
        # -E and no PYTHONPATH by -I; hash seed and encoding are given as options because -I ignores the rest.
        python = [str(interpreter()), "-I", "-S", "-B", "-X", "utf8", zygote, self._config(control, folder)]
        return [*self._walls(), *python] if self.mode is Mode.SEALED else python

    def _walls(self) -> list[str]:
        """bubblewrap's arguments: an empty file system with the runtime bound into it, read-only."""
        assert self._runtime is not None
        walls = ["bwrap", *NAMESPACES, "--clearenv"]
        for name, value in self._environment().items():
            walls += ["--setenv", name, value]
        for folder in interpreter_folders():
            walls += ["--ro-bind", str(folder), str(folder)]
        for link in ("lib", "lib64", "lib32"):
            if os.path.islink(f"/{link}"):
                walls += ["--symlink", f"usr/{link}", f"/{link}"]
            elif os.path.isdir(f"/{link}"):
                walls += ["--ro-bind", f"/{link}", f"/{link}"]
        for folder in hidden_folders():
            walls += ["--tmpfs", str(folder), "--remount-ro", str(folder)]
        walls += ["--ro-bind", str(self._runtime.app), f"{ROOM_FOLDER}/app"]
        for name, path in self._runtime.packages.items():
            walls += ["--ro-bind", str(path), f"{ROOM_FOLDER}/packages/{name}"]
        return [*walls, "--remount-ro", "/", "--chdir", "/", "--"]

    def _config(self, control: int, folder: str) -> str:
        limits = self.limits
        shut = self.mode is not Mode.PLAIN
        return json.dumps(
            {
                "control": control,
                "path": [f"{folder}/app", f"{folder}/packages"],
                "warm": ["numpy", *(_WARM[p] for p in sorted(self.packages) if p in _WARM)],
                "seccomp": base64.b64encode(filter_program()).decode() if shut else "",
                "landlock": self._readable() if self.mode is Mode.LANDLOCK else [],
                "drop_uid": self.mode is Mode.LANDLOCK and os.geteuid() == 0 and _reachable_by_anyone(),
                "printed_characters": limits.printed_characters,
                "rlimits": {
                    "RLIMIT_AS": limits.memory_bytes,
                    "RLIMIT_CPU": limits.cpu_seconds,
                    "RLIMIT_FSIZE": 0,
                    "RLIMIT_NPROC": 0,
                    "RLIMIT_CORE": 0,
                    "RLIMIT_NOFILE": 32,
                    "RLIMIT_MEMLOCK": 0,
                    "RLIMIT_MSGQUEUE": 0,
                },
            }
        )

    def _readable(self) -> list[str]:
        assert self._runtime is not None
        stdlib = os.path.dirname(os.__file__)
        folders = [stdlib, f"{sys.base_prefix}/lib", "/usr/lib", "/usr/lib64", "/lib", "/lib64"]
        own = [str(self._runtime.folder), *map(str, self._runtime.packages.values())]
        return [f for f in folders if not _holds_the_course(f)] + own

    def admit(self) -> Child:
        """Fork a child for one submission; the one before must have been ended."""
        self.start()
        assert self._control is not None
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                fds = array.array("i", [theirs.fileno()])
                self._control.sendmsg([b"S"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
                answer = self._control.recv(64)
            except OSError as error:
                answer = str(error).encode()
        if answer != b"spawned":
            words = self._last_words()
            self.close()
            raise RoomError(f"the sealed room ended: {words}")
        return Child(self, ours)

    def clear(self) -> dict[str, Any]:
        """End the submission in the room, and everything it left; say how it had ended."""
        if self._control is None:
            return {"status": None, "cpu_seconds": 0.0}
        try:
            self._control.settimeout(CLEAR_SECONDS)
            self._control.send(b"K")
            said: dict[str, Any] = json.loads(self._control.recv(4096))
        except (OSError, ValueError):
            self.close()
            return {"status": None, "cpu_seconds": 0.0}
        return said

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
        if self._runtime is not None:
            self._runtime.remove()
        self._control = self._process = self._runtime = None


_WARM = {"PIL": "PIL.Image", "matplotlib": "matplotlib.pyplot"}


def _reachable_by_anyone() -> bool:
    folders = [interpreter(), *interpreter().parents]
    return all(os.stat(f).st_mode & 0o005 == 0o005 for f in folders if f.exists())


def _holds_the_course(folder: str) -> bool:
    return os.path.realpath(__file__).startswith(os.path.realpath(folder) + os.sep)


class Child:
    """The connection to one submission's process; enforces the budgets.

    Parameters
    ----------
    room : Room
        Whose child it is.
    channel : socket
        Connected to it.
    """

    def __init__(self, room: Room, channel: socket.socket) -> None:
        self.room = room
        self.limits = room.limits
        self.end: StudentGone | None = None
        self.callbacks: dict[int, Callable[..., Any]] = {}
        self._channel = channel
        self._deadline = time.monotonic() + self.limits.submission_seconds
        self._received = self._numbers = 0
        self._encoder = Encoder(self._reference)
        self._decoder = Decoder(self._resolve)
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
        from autograder.sandbox.student import RemoteObject

        return RemoteObject(self, number, clean(name, 80))

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
        """
        if self.end is not None:
            raise self.end
        allowed = self.limits.call_seconds if seconds is None else seconds
        deadline = min(self._deadline, time.monotonic() + allowed)
        before = set(self.callbacks)
        frame = self._encoder.frame(message)
        try:
            self._send(frame, deadline)
            return self._answer(deadline, allowed)
        except StudentGone as gone:
            raise self._ended(gone) from None
        except WireError as error:
            text = f"what the program sent back was not understood ({error})"
            raise self._ended(StudentGone("crashed", text)) from None
        finally:
            if message[0] != "set":  # a function that was set stays; one that was an argument is forgotten
                for number in self.callbacks.keys() - before:
                    del self.callbacks[number]

    def _answer(self, deadline: float, allowed: float) -> list[Any]:
        callbacks = 0
        while True:
            kind, *fields = self._receive(deadline, allowed)
            if kind == "ok" and len(fields) == 2:
                return fields
            if kind == "error" and len(fields) == 3:
                raise _student_error(*fields)
            if kind != "callback" or len(fields) != 3:
                raise WireError("a message of no known kind")
            callbacks += 1
            if callbacks > self.limits.callbacks:
                text = f"it called the given function more than {self.limits.callbacks:,} times"
                raise StudentGone("timeout", text)
            self._send(self._called_back(*fields), deadline)

    def _called_back(self, number: Any, args: Any, kwargs: Any) -> bytes:
        function = self.callbacks.get(number) if type(number) is int else None
        if function is None or type(args) is not tuple or type(kwargs) is not dict:
            raise WireError("a callback that does not exist")
        try:
            return self._encoder.frame(("returned", function(*args, **kwargs)))
        except (StudentGone, WireError):
            raise
        except Exception as error:
            return self._encoder.frame(("failed", f"{type(error).__name__}: {error}"[:500]))

    def _send(self, frame: bytes, deadline: float) -> None:
        view = memoryview(frame)
        while view:
            self._channel.settimeout(self._left(deadline))
            try:
                view = view[self._channel.send(view) :]
            except TimeoutError:
                raise StudentGone("timeout", "it did not take its arguments in time") from None
            except OSError:
                raise StudentGone("crashed", "") from None

    def _receive(self, deadline: float, allowed: float) -> list[Any]:
        data = bytearray()
        while len(data) < 8 or len(data) < frame_size(data):
            data += self._some(deadline, allowed)
            if self._received > self.limits.received_bytes:
                raise StudentGone("crashed", "it sent back too much data")
        return self._decoder.message(*split(data))

    def _some(self, deadline: float, allowed: float) -> bytes:
        self._channel.settimeout(self._left(deadline))
        try:
            data = self._channel.recv(1 << 20)
        except TimeoutError:
            text = f"it did not come back within {allowed:g} seconds (an endless loop?)"
            if time.monotonic() >= self._deadline:
                text = f"the whole file used up its {self.limits.submission_seconds:g} seconds"
            raise StudentGone("timeout", text) from None
        except OSError:
            data = b""
        if not data:
            raise StudentGone("crashed", "")
        self._received += len(data)
        return data

    @staticmethod
    def _left(deadline: float) -> float:
        return max(deadline - time.monotonic(), 1e-3)

    def _ended(self, gone: StudentGone) -> StudentGone:
        status = self.kill()
        self.end = gone if str(gone) else StudentGone(*_verdict_on(status))
        return self.end

    def kill(self) -> int | None:
        """End the process; its wait status, if it had ended by itself or by a limit."""
        if self.end is None:
            self.end = StudentGone("crashed", "it had been ended")
        self._channel.close()
        status = self.room.clear()["status"]
        return status if isinstance(status, int) else None


def _student_error(names: Any, message: Any, where: Any) -> StudentError:
    if type(names) not in (list, tuple) or not all(type(n) is str for n in [*names, message, where]):
        raise WireError("a malformed error")
    return StudentError(tuple(clean(n, 80) for n in names), clean(message, 500), clean(where, 200))


def _verdict_on(status: int | None) -> tuple[str, str]:
    if status is not None and os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number in (signal.SIGXCPU, signal.SIGKILL):
            return "timeout", "it was ended: its processor time or memory was used up"
        return "crashed", f"Python itself crashed ({signal.Signals(number).name})"
    if status is not None and os.WIFEXITED(status):
        return "crashed", f"it ended the whole program (exit code {os.WEXITSTATUS(status)})"
    return "crashed", "the program ended"


def load(child: Child, cells: tuple[str, ...], earlier: Mapping[str, bytes]) -> list[Any]:
    """Run a submission's cells in a fresh child; the statements that failed."""
    limits = child.limits
    answer = child.request(
        "load", list(cells), limits.cell_seconds, dict(earlier), seconds=limits.load_seconds
    )
    return answer[0] if isinstance(answer[0], list) else []
