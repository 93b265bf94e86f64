"""What one submission may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Budgets of one child of the sealed room.

    Attributes
    ----------
    cell_seconds : float
        Processor time of one cell while loading; then its statement is interrupted and the rest goes on.
    load_seconds, call_seconds : float
        Processor time for loading all cells and for one call; five times that by the clock on the wall, for
        what only waits. Where the system does not tell processor times (not Linux), the wall's alone.
    submission_seconds : float
        Wall-clock time for everything.
    cpu_seconds : int
        Processor time of the child, after which the kernel ends it.
    memory_bytes : int
        Address space. Under 192 MB NumPy fails in obscure ways (measured).
    printed_characters : int
        Output of one call.
    callbacks : int
        Calls of the grader's functions during one call.
    received_bytes : int
        Everything that comes out.
    """

    cell_seconds: float = 2.0
    load_seconds: float = 20.0
    call_seconds: float = 5.0
    submission_seconds: float = 120.0
    cpu_seconds: int = 90
    memory_bytes: int = 2 << 30
    printed_characters: int = 1_000_000
    callbacks: int = 100_000
    received_bytes: int = 512 << 20
