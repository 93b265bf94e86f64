"""Single keys from the terminal, which is put back as it was whatever happens."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

TICK = 0.02
QUIT = "q"


class Keyboard(Protocol):
    """Where keys come from."""

    def pressed(self, seconds: float) -> str:
        """The key pressed within so many seconds, or ""."""


class NoKeyboard:
    """Where there is no terminal."""

    def pressed(self, seconds: float) -> str:
        """Wait."""
        time.sleep(seconds)
        return ""


@contextmanager
def keyboard() -> Iterator[Keyboard]:
    """Keys as they are pressed, without Enter and without echo; Ctrl-C stays what it is."""
    if sys.stdin is None or not sys.stdin.isatty() or not sys.stdout.isatty():
        yield NoKeyboard()
        return
    with _ended_by_signals(), _terminal() as keys:
        yield keys


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Have `kill` and a closed window unwind, as everything else does, so that the terminal is put back."""

    def end(number: int, _: FrameType | None) -> None:
        sys.exit(128 + number)

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


if sys.platform == "win32":
    import msvcrt

    class _Keys:
        def pressed(self, seconds: float) -> str:
            until = time.monotonic() + seconds
            while not msvcrt.kbhit():
                if time.monotonic() >= until:
                    return ""
                time.sleep(TICK)
            return msvcrt.getwch()

    @contextmanager
    def _terminal() -> Iterator[Keyboard]:
        yield _Keys()

else:
    import select
    import termios
    import tty

    class _Keys:
        def pressed(self, seconds: float) -> str:
            if not select.select([sys.stdin], [], [], seconds)[0]:
                return ""
            return os.read(sys.stdin.fileno(), 1).decode("ascii", "replace") or QUIT  # the window is gone

    @contextmanager
    def _terminal() -> Iterator[Keyboard]:
        before = termios.tcgetattr(sys.stdin)
        tty.setcbreak(sys.stdin)
        try:
            yield _Keys()
        finally:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
