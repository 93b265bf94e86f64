"""Which protection this machine can give, why, and what to install for more."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from autograder.sandbox import landlock
from autograder.sandbox.seccomp import SeccompUnavailable, filter_program


class Mode(StrEnum):
    """How well a student's code is shut in."""

    SEALED = "bubblewrap + seccomp + rlimits"
    LANDLOCK = "Landlock + seccomp + rlimits"
    PLAIN = "plain process + rlimits"


UNPROTECTED = {
    Mode.SEALED: (),
    Mode.LANDLOCK: (
        "student code can tell which files and processes exist, though it can open none of them",
    ),
    Mode.PLAIN: (
        "student code can read every file you can read, solutions and graders included",
        "student code can write files and open network connections",
        "student code can signal and disturb other processes of yours, the grader included",
    ),
}


@dataclass(frozen=True)
class Protection:
    """The mode this machine gets.

    Attributes
    ----------
    mode : Mode
        The strongest that works.
    reasons : tuple of str
        Why no stronger one does, and what to install.
    """

    mode: Mode
    reasons: tuple[str, ...]

    @property
    def unprotected(self) -> tuple[str, ...]:
        """What this mode does not protect."""
        return UNPROTECTED[self.mode]


@cache
def best_protection() -> Protection:
    """Try the modes, strongest first."""
    reasons = []
    seccomp = _seccomp_problem()
    if seccomp:
        reasons.append(seccomp)
    room = _bubblewrap_problem()
    if room:
        reasons.append(room)
    if not seccomp and not room:
        return Protection(Mode.SEALED, ())
    if not seccomp and landlock.is_available():
        return Protection(Mode.LANDLOCK, tuple(reasons))
    if not seccomp:
        reasons.append("Landlock: this kernel does not have it switched on")
    return Protection(Mode.PLAIN, tuple(reasons))


def _seccomp_problem() -> str | None:
    try:
        filter_program()
    except SeccompUnavailable as error:
        return f"seccomp: {error}"
    return None


def _bubblewrap_problem() -> str | None:
    if sys.platform != "linux":
        return "bubblewrap: exists on Linux only"
    if shutil.which("bwrap") is None:
        return "bubblewrap: not installed; apt-get install bubblewrap"
    command = [*bubblewrap(), "--ro-bind", "/", "/", "true"]
    probe = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if probe.returncode == 0:
        return None
    words = (probe.stderr.strip().splitlines() or ["no reason given"])[-1]
    return (
        f"bubblewrap: cannot make namespaces here ({words}); "
        "allow unprivileged user namespaces (sysctl user.max_user_namespaces, kernel.apparmor_restrict_"
        "unprivileged_userns=0), or run outside the container"
    )


def bubblewrap() -> tuple[str, ...]:
    """The command that puts another one into namespaces of its own, before any file is bound."""
    return (shutil.which("bwrap") or "bwrap", *NAMESPACES)


NAMESPACES = (
    "--unshare-all",
    "--unshare-user",
    "--uid",
    "65534",
    "--gid",
    "65534",
    "--hostname",
    "dlfs",
    "--disable-userns",
    "--die-with-parent",
    "--new-session",
    "--as-pid-1",
    "--cap-drop",
    "ALL",
)
