"""The grader's side of the sealed room: start a zygote, let submissions in, talk to them, clear up."""

from __future__ import annotations

import array
import base64
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import weakref
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from autograder.sandbox.limits import Limits
from autograder.sandbox.modes import Mode, best_protection, bubblewrap
from autograder.sandbox.runtime import (
    Runtime,
    furnish,
    hidden_folders,
    interpreter,
    interpreter_places,
    interpreter_prefix,
    links_to_places,
    readable_places,
)
from autograder.sandbox.seccomp import filter_program
from autograder.sandbox.wire import OURS, THEIRS, Decoder, Encoder, WireError, frame_size, split
from autograder.testing.failures import clean
from autograder.testing.students import StudentError, StudentGone

START_SECONDS = 60.0
CLEAR_SECONDS = 20.0
ROOM_FOLDER = Path("/dlfs")
CACHE = "cache"
MAX_NESTING = 8
MAX_CLASS_NAMES = 8
MAX_NAME = 60
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
                    [*self._walls(runtime), *_python(folder, theirs.fileno())],
                    env=_environment(folder),
                    cwd="/",
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    start_new_session=True,
                )
            self._control.sendall(json.dumps(self._config(runtime, folder)).encode() + b"\n")
            ready = self._line()
        # The first fork leaves its marks in the zygote's memory; every submission after it finds the same.
        rehearsal = self._forked() if ready == b"ready\n" else None
        if rehearsal is None:
            raise self._failed("did not start")
        rehearsal.close()
        self.clear()

    def _lay_out(self, runtime: Runtime) -> Path:
        folder = runtime.lay_out()
        self._remove_folder = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder

    def _walls(self, runtime: Runtime) -> list[str]:
        """bubblewrap's arguments: an empty file system with the runtime bound into it, read-only."""
        if self.mode is not Mode.SEALED:
            return []
        walls = list(bubblewrap())
        for place in interpreter_places():
            walls += ["--ro-bind", str(place), str(place)]
        for link, target in links_to_places().items():
            walls += ["--symlink", target, str(link)]
        for hidden in hidden_folders():
            walls += ["--tmpfs", str(hidden), "--remount-ro", str(hidden)]
        for name, path in runtime.files.items():
            walls += ["--ro-bind", str(path), f"{ROOM_FOLDER}/app/{name}"]
        for name, path in runtime.packages.items():
            walls += ["--ro-bind", str(path), f"{ROOM_FOLDER}/packages/{name}"]
        # The zygote's matplotlib keeps its list of fonts here; no child may write.
        walls += ["--tmpfs", f"{ROOM_FOLDER}/{CACHE}"]
        return [*walls, "--remount-ro", "/", "--chdir", "/", "--"]

    def _config(self, runtime: Runtime, folder: Path) -> dict[str, Any]:
        limits = self.limits
        shut = self.mode is not Mode.PLAIN
        places = [*readable_places(), *runtime.packages.values(), folder]
        return {
            "path": [f"{folder}/app", f"{folder}/packages"],
            "warm": ["numpy", *(name for p in sorted(self.packages) for name in _WARM.get(p, ()))],
            "seccomp": base64.b64encode(filter_program()).decode() if shut else "",
            "landlock": list(map(str, places)) if self.mode is Mode.LANDLOCK else [],
            "drop_uid": self.mode is not Mode.SEALED and _is_root() and _reachable_by_anyone(places),
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
        channel = self._forked()
        if channel is None:  # the zygote has died since the last one: begin anew, once
            self.close()
            self.start()
            channel = self._forked()
        if channel is None:
            raise self._failed("ended")
        self._child = Child(self, channel, until)
        return self._child

    def _forked(self) -> socket.socket | None:
        """A connection to a new child that is ready."""
        assert self._control is not None
        ours, theirs = socket.socketpair()
        ours.settimeout(START_SECONDS)
        with theirs, contextlib.suppress(OSError):
            fds = array.array("i", [theirs.fileno()])
            self._control.sendmsg([b"S"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
        with contextlib.suppress(OSError):
            if ours.recv(len(READY), socket.MSG_WAITALL) == READY:
                return ours
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


# What the chapters' own answers import when they first need it (measured: 12 ms a submission in chapter 3).
_WARM = {
    "PIL": ("PIL.Image", "PIL.ImageFile"),
    "matplotlib": ("matplotlib.pyplot", "matplotlib.backends.backend_agg", "PIL.features"),
}


def _environment(folder: Path) -> dict[str, str]:
    """All that a submission sees of the environment."""
    return {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "LD_LIBRARY_PATH": f"{interpreter_prefix()}/lib",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": f"{folder}/{CACHE}",
        "DLFS_DATA": "embedded",  # a teacher's own copy of MNIST must not change a verdict
        "PYTHONHASHSEED": "0",
    }


def _python(folder: Path, control: int) -> list[str]:
    # Not -I: it ignores PYTHONHASHSEED, and sets of strings would be ordered anew in every room. The other
    # PYTHON... variables do not reach it.
    options = ["-P", "-s", "-S", "-B", "-X", "utf8"]
    return [str(interpreter()), *options, f"{folder}/app/autograder/sandbox/zygote.py", str(control)]


def _is_root() -> bool:
    return hasattr(os, "setresuid") and os.geteuid() == 0


def _reachable_by_anyone(places: Iterable[Path]) -> bool:
    folders = {folder for place in places for folder in (place, *place.resolve().parents) if folder.exists()}
    return all(os.stat(f).st_mode & 0o005 == 0o005 for f in folders if f.is_dir())


def _no_reference(_: Any) -> tuple[int, list[Any]]:
    raise WireError("no reference is meant here")


READY = Encoder(_no_reference).frame(("ready",))


class Child:
    """The connection to one submission's process; enforces the budgets.

    Parameters
    ----------
    room : Room
        Whose child it is.
    channel : socket
        Connected to it.
    until : float, optional
        When its time is up.
    """

    def __init__(self, room: Room, channel: socket.socket, until: float | None = None) -> None:
        self.room = room
        self.limits = room.limits
        self.end: StudentGone | None = None
        self.callbacks: dict[int, Callable[..., Any]] = {}
        self.cells: tuple[str, ...] = ()
        self._channel = channel
        self._until = time.monotonic() + self.limits.submission_seconds if until is None else until
        self._deadlines = [self._until]
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
        from autograder.sandbox.student import RemoteObject

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
        self._deadlines.append(min(self._deadlines[-1], time.monotonic() + allowed))
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
            self._channel.settimeout(max(self._deadlines[-1] - time.monotonic(), 1e-3))
            try:
                view = view[self._channel.send(view) :]
            except TimeoutError:
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
        left = self._deadlines[-1] - time.monotonic()
        try:
            if left <= 0:  # also for a child that always has something to say
                raise TimeoutError
            self._channel.settimeout(left)
            data = self._channel.recv(1 << 17)
        except TimeoutError:
            text = f"it did not come back within {allowed:g} seconds (an endless loop?)"
            if time.monotonic() >= self._until:
                text = f"the whole file used up its {self.limits.submission_seconds:g} seconds"
            raise StudentGone("timeout", text) from None
        except OSError:
            data = b""
        if not data:
            raise StudentGone("crashed", "")
        self._received += len(data)
        return data

    def _ended(self, gone: StudentGone) -> StudentGone:
        if self.end is None:
            self.cut_off(gone)
            status = self.room.clear()
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
                self.room.clear()


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


def load(child: Child, cells: tuple[str, ...], earlier: Mapping[str, bytes]) -> list[Any]:
    """Run a submission's cells in a fresh child; the statements that failed."""
    limits = child.limits
    child.cells = cells
    codes = {name: as_array(code) for name, code in earlier.items()}
    answer = child.request("load", list(cells), limits.cell_seconds, codes, seconds=limits.load_seconds)
    return answer[0] if isinstance(answer[0], list) else []


def defined(child: Child) -> dict[Any, Any]:
    """What the cells defined, by name. Where that cannot be told, names are asked for one by one."""
    try:
        found = child.request("defined")[0]
    except StudentError:
        return {}
    return found if isinstance(found, dict) else {}


def as_array(code: bytes) -> np.ndarray[Any, Any]:
    """Compiled code as it can be sent."""
    return np.frombuffer(code, np.uint8)
