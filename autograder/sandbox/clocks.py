"""How long a submission's process has worked, read from outside of it.

A budget by the clock on the wall alone fails the honest on a busy machine: a call that waits for a processor
looks like an endless loop. The kernel says who is at the other end of a socket, by its number out here, and
how much processor time that process has had.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from collections.abc import Callable

Clock = Callable[[], float]
SO_PASSCRED = getattr(socket, "SO_PASSCRED", None)  # Linux
CREDENTIALS = struct.Struct("3i")  # the kernel's struct ucred: process, user, group
CPUCLOCK_SCHED = 2


def ask_who_speaks(channel: socket.socket) -> None:
    """Have the kernel tell, with what comes next, which process sent it."""
    if SO_PASSCRED is not None:
        channel.setsockopt(socket.SOL_SOCKET, SO_PASSCRED, 1)


def greeting(channel: socket.socket, length: int) -> tuple[bytes, Clock]:
    """The first bytes that come, and the processor time of the process that sent them, in seconds.

    Where the kernel does not tell, the clock is the one on the wall.
    """
    if SO_PASSCRED is None:
        return channel.recv(length, socket.MSG_WAITALL), time.monotonic
    data, ancillary, _, _ = channel.recvmsg(length, socket.CMSG_SPACE(CREDENTIALS.size), socket.MSG_WAITALL)
    channel.setsockopt(socket.SOL_SOCKET, SO_PASSCRED, 0)
    for level, kind, value in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS):
            return data, _processor_clock(CREDENTIALS.unpack(value)[0])
    return data, time.monotonic


def _processor_clock(process: int) -> Clock:
    """The clock that clock_getcpuclockid(3) gives; Python has it for threads only."""
    number = (~process << 3) | CPUCLOCK_SCHED

    def worked() -> float:
        with contextlib.suppress(OSError):  # it has ended, and its end is about to be read
            return time.clock_gettime(number)
        return 0.0

    return worked
