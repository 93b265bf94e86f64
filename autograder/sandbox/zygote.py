"""The sealed room's first process: warm, and forked once a submission.

Started as ``python -P -s -S zygote.py FD`` with nothing importable but the standard library, the packages
a student may import, and the files the child is made of. It never sees a solution or a grader. In a room of
its own it is PID 1: no signal of its children reaches it, and killing everybody else is one call.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import gc
import importlib
import json
import os
import random
import resource
import signal
import socket
import sys
import traceback
from typing import Any

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
SECCOMP_MODE_FILTER = 2
CHANNEL_FD = 3
ADDR_NO_RANDOMIZE = 0x0040000
SETUP_FAILED = 99
NOBODY = 65534
WARM = ("numpy.random", "numpy.linalg", "numpy.fft", "collections", "random", "copy", "typing", "time")


class FilterProgram(ctypes.Structure):
    """The kernel's struct sock_fprog."""

    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


class Zygote:
    """Forks a child on request and clears the room after it."""

    def __init__(self, control: socket.socket, config: dict[str, Any]) -> None:
        self.control = control
        self.config = config
        self.program = base64.b64decode(config["seccomp"]) if config["seccomp"] else None
        self.libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
        self.child = 0

    def prepare(self) -> None:
        """Load what every child needs, then give up what no child may have."""
        for name in (*WARM, *self.config["warm"]):
            importlib.import_module(name)
        importlib.import_module("autograder.sandbox.child").missing_packages()
        seed_everything()  # here: a child inherits it
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        if self.libc is not None:
            self.libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        if self.config["drop_uid"]:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        if self.config["landlock"]:
            from autograder.sandbox.landlock import allow_reading_only

            allow_reading_only(self.config["landlock"])
        gc.collect()
        gc.freeze()

    def serve(self) -> None:
        """``S`` and a socket: a new child. ``K``: end it and everything it started."""
        self.control.sendall(b"ready\n")
        while True:
            message, fds, _, _ = socket.recv_fds(self.control, 1, 1)
            if message == b"S":
                self.spawn(fds[0])
            elif message == b"K":
                self.control.sendall(json.dumps(self.clear()).encode() + b"\n")
            else:
                os._exit(0)

    def spawn(self, channel: int) -> None:
        """Fork a child that serves on `channel`."""
        self.child = os.fork()
        if self.child == 0:
            try:
                self.become_child(channel)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(SETUP_FAILED)
        os.close(channel)

    def become_child(self, channel: int) -> None:
        """Give up every right that loading a student's code does not need, then load it."""
        os.close(self.control.detach())
        os.dup2(channel, CHANNEL_FD)
        os.closerange(CHANNEL_FD + 1, 1 << 12)
        os.setpgid(0, 0)
        if self.libc is not None:
            self.libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        for name, value in self.config["rlimits"].items():
            if hasattr(resource, name):
                limit_to(getattr(resource, name), value)
        random.seed(0)  # which seeds itself anew after a fork
        if self.program is not None:
            self.install_filter(self.program)
        from autograder.sandbox.child import main

        os.dup2(1, 2)  # nowhere: what the zygote says on stderr is read by the grader
        main(CHANNEL_FD, self.config["printed_characters"])

    def install_filter(self, program: bytes) -> None:
        """Let the kernel refuse every system call that is not on the list, for good."""
        assert self.libc is not None
        buffer = ctypes.create_string_buffer(program, len(program))
        filter_ = FilterProgram(len(program) // 8, ctypes.addressof(buffer))
        if self.libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or self.libc.prctl(
            PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filter_), 0, 0
        ):
            raise OSError(ctypes.get_errno(), "the system-call filter was refused")

    def clear(self) -> dict[str, Any]:
        """Kill the child (in a room of its own: everybody), wait for all, say how the child ended."""
        targets = (-1,) if os.getpid() == 1 else (-self.child, self.child) if self.child else ()
        for target in targets:
            with contextlib.suppress(ProcessLookupError):
                os.kill(target, signal.SIGKILL)
        status, seconds = None, 0.0
        while True:
            try:
                pid, ended, usage = os.wait4(-1, 0)
            except ChildProcessError:
                break
            if pid == self.child:
                status, seconds = ended, usage.ru_utime + usage.ru_stime
        self.child = 0
        return {"status": status, "cpu_seconds": seconds}


def limit_to(kind: int, value: int) -> None:
    """Set soft and hard limit, where the system knows this limit and it is below the present one."""
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):
        return


def seed_everything() -> None:
    """Every submission meets the same random numbers, also where it does not ask for a seed."""
    import numpy as np
    from numpy.random import bit_generator

    random.seed(0)
    np.random.seed(0)
    bit_generator.randbits = random.Random(0).getrandbits  # type: ignore[attr-defined]


def without_random_addresses() -> None:
    """Start this program anew with the same addresses every time: they order sets of functions or of None.

    Where that is not allowed (some containers), nothing happens.
    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    now = libc.personality(0xFFFFFFFF)
    if now == -1 or now & ADDR_NO_RANDOMIZE or libc.personality(now | ADDR_NO_RANDOMIZE) == -1:
        return
    if libc.personality(0xFFFFFFFF) & ADDR_NO_RANDOMIZE:
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def main() -> None:
    """Read the configuration, warm up, serve."""
    without_random_addresses()
    control = socket.socket(fileno=int(sys.argv[1]))
    with control.makefile("rb") as lines:
        config = json.loads(lines.readline())
    # -S leaves only the standard library; these folders hold the few packages a student may import.
    sys.path += config["path"]
    zygote = Zygote(control, config)
    zygote.prepare()
    zygote.serve()


if __name__ == "__main__":
    main()
