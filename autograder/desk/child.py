"""A worker, seen from the command that started it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from autograder.desk.messages import Message, Where, from_line

TICK = 0.05
ANSWER_SECONDS = 1.0


class Gone(Exception):
    """The worker ended by itself; the text says how."""


class Overdue(Exception):
    """The worker said nothing for too long."""


class Child:
    """A worker for one chapter; it collects the checks and waits to be asked.

    Parameters
    ----------
    chapter : str
        Name of the chapter.
    """

    def __init__(self, chapter: str) -> None:
        self.chapter = chapter
        # One BLAS thread: the arrays are small, and the times steady. -P: a student's random.py is no module.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "autograder.desk.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "Agg"},
            **_apart(),
        )
        self._heard: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        assert self._process.stdout is not None
        threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()
        self._tell(chapter=chapter)

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, folder: Path, exercises: Sequence[str], timed: bool = False) -> None:
        """Have a folder's exercises checked."""
        self._tell(folder=str(folder.absolute()), exercises=list(exercises), timed=timed)

    def hear(self, seconds: float, idle: Callable[[], None]) -> Message:
        """The next message; `idle` is called again and again meanwhile, and may raise.

        Raises
        ------
        Overdue
            If none comes in so many seconds.
        Gone
            If none will come.
        """
        until = time.monotonic() + seconds
        while True:
            with contextlib.suppress(queue.Empty):
                message = self._heard.get(timeout=TICK)
                if message is None:
                    raise Gone(f"ended the program (exit code {self._process.wait()})")
                return message
            if time.monotonic() > until:
                raise Overdue
            idle()

    def where(self, meanwhile: Callable[[Message], object] = lambda _: None) -> str:
        """The student's line that is running, or "" where the worker does not even say that.

        `meanwhile` is called with what was told before the answer.
        """
        self._tell(where=True)
        until = time.monotonic() + ANSWER_SECONDS
        with contextlib.suppress(Overdue, Gone):
            while time.monotonic() < until:
                message = self.hear(until - time.monotonic(), lambda: None)
                if isinstance(message, Where):
                    return message.text
                meanwhile(message)
        return ""

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def _tell(self, **order: Any) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # a worker that is gone is noticed by who listens
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()

    def _listen(self, pipe: IO[bytes]) -> None:
        with pipe, contextlib.suppress(OSError):
            for line in pipe:
                message = from_line(line)
                if message is not None:
                    self._heard.put(message)
        self._heard.put(None)


def _apart() -> dict[str, Any]:
    """Ctrl-C is for the command alone, which asks for the line first."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
