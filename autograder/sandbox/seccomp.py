"""The system calls a student's code may make, compiled once by libseccomp."""

from __future__ import annotations

import errno
import sys
import tempfile
from functools import cache

ALLOWED = [
    "read",
    "readv",
    "pread64",
    "write",
    "writev",
    "close",
    "lseek",
    "dup",
    "dup2",
    "dup3",
    "poll",
    "ppoll",
    "select",
    "pselect6",
    "fstat",
    "stat",
    "lstat",
    "newfstatat",
    "fstatat64",
    "statx",
    "access",
    "faccessat",
    "faccessat2",
    "readlink",
    "readlinkat",
    "getcwd",
    "getdents",
    "getdents64",
    "mmap",
    "mprotect",
    "munmap",
    "mremap",
    "brk",
    "madvise",
    "mincore",
    "membarrier",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sigaltstack",
    "restart_syscall",
    "getitimer",
    "setitimer",
    "alarm",
    "nanosleep",
    "clock_nanosleep",
    "clock_gettime",
    "clock_getres",
    "gettimeofday",
    "time",
    "times",
    "getpid",
    "getppid",
    "gettid",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getrlimit",
    "getrusage",
    "sysinfo",
    "uname",
    "futex",
    "set_robust_list",
    "rseq",
    "sched_yield",
    "sched_getaffinity",
    "getrandom",
    "exit",
    "exit_group",
]
WRITING_OPEN_FLAGS = 0o3 | 0o100 | 0o1000 | 0o2000 | 0o20000000  # ACCMODE CREAT TRUNC APPEND TMPFILE
DUPFD_CLOEXEC = 1030


class SeccompUnavailable(Exception):
    """There is no libseccomp (or no seccomp) here; the text says what to install."""


@cache
def filter_program() -> bytes:
    """The filter as the kernel wants it: everything that is not listed here fails with EPERM.

    No new processes or threads, no sockets, no signals to others, files only for reading, limits only for
    looking. Another architecture's calls end the process.

    Raises
    ------
    SeccompUnavailable
        If it cannot be built here.
    """
    if sys.platform != "linux":
        raise SeccompUnavailable("system-call filters exist on Linux only")
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError) as error:
        raise SeccompUnavailable(
            f"libseccomp is not usable ({error}); install libseccomp2 and pyseccomp"
        ) from None
    import fcntl
    import termios

    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    allow, arg = pyseccomp.ALLOW, pyseccomp.Arg

    def add(name: str, *conditions: object, action: int = allow) -> None:
        try:
            rules.add_rule(action, name, *conditions)
        except (OSError, ValueError):
            return  # this architecture has no such call

    for name in ALLOWED:
        add(name)
    add("openat", arg(2, pyseccomp.MASKED_EQ, WRITING_OPEN_FLAGS, 0))
    add("open", arg(1, pyseccomp.MASKED_EQ, WRITING_OPEN_FLAGS, 0))
    for request in (termios.TCGETS, termios.FIOCLEX, termios.FIONREAD):
        add("ioctl", arg(1, pyseccomp.EQ, request))
    for command in (fcntl.F_DUPFD, fcntl.F_GETFD, fcntl.F_SETFD, fcntl.F_GETFL, DUPFD_CLOEXEC):
        add("fcntl", arg(1, pyseccomp.EQ, command))
    add("prlimit64", arg(0, pyseccomp.EQ, 0), arg(2, pyseccomp.EQ, 0))
    add("clone3", action=pyseccomp.ERRNO(errno.ENOSYS))  # glibc then tries clone, which is refused
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
