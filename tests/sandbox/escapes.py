"""Ways out of the sealed room, each as a student would write it."""

from __future__ import annotations

import textwrap

ESCAPES = {
    "a process": "import os\nos.fork()",
    "a program": "import os\nos.execv('/usr/bin/true', ['true'])",
    "a subprocess": "import subprocess\nsubprocess.run(['true'])",
    "a shell": "import os\nassert os.system('true') == 0",
    "a thread": "import threading\nthreading.Thread(target=print).start()",
    "a pool": "import multiprocessing\nmultiprocessing.get_context('fork').Pool(1)",
    "a socket": "import socket\nsocket.socket()",
    "a page of the web": "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:1/')",
    "a written file": "open('dlfs-was-here', 'w')",
    "a written file in the room": "open('/dlfs/app/autograder/submissions/loading.py', 'a')",
    "a written file among the fonts": "open('/dlfs/cache/new', 'w')",
    "a folder among the fonts": "import os\nos.mkdir('/dlfs/cache/new')",
    "a temporary file": "import tempfile\ntempfile.TemporaryFile()",
    "a folder": "import os\nos.mkdir('/dlfs/new')",
    "a removed file": "import os\nos.remove('/dlfs/app/autograder/submissions/loading.py')",
    "shared memory": "from multiprocessing import shared_memory as m\nm.SharedMemory(create=True, size=10)",
    "a signal to the zygote": "import os\nos.kill(1, 9)",
    "a signal to everybody": "import os\nos.kill(-1, 9)",
    "a signal to itself": "import os\nos.kill(os.getpid(), 19)",
    "a raised signal": "import signal\nsignal.raise_signal(19)",
    "a higher limit": "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (10**6, 10**6))",
    "a lower niceness": "import os\nos.nice(-5)",
    "another user": "import os\nos.setuid(0)",
    "another root": "import os\nos.chroot('/dlfs')",
}

# System calls that no exercise needs.
REFUSED = """
ptrace process_vm_readv process_vm_writev kill tgkill tkill rt_sigqueueinfo pidfd_open pidfd_send_signal
fork vfork clone execve execveat unshare setns mount umount2 pivot_root chroot move_mount open_tree fsopen
bpf perf_event_open userfaultfd io_uring_setup memfd_create keyctl add_key seccomp prctl arch_prctl socket
socketpair connect bind sendto sendmsg recvmsg shutdown setsockopt creat mkdir mkdirat rmdir unlink
unlinkat rename renameat2 link symlink chmod fchmod chown truncate ftruncate mknod utimensat setxattr
fallocate name_to_handle_at open_by_handle_at openat2 setuid setgid setresuid setgroups capset personality
setpriority sched_setaffinity setrlimit shmget msgget semget mq_open inotify_init1 fanotify_init
epoll_create1 eventfd2 timerfd_create signalfd4 timer_create swapon reboot kexec_load init_module
settimeofday sethostname syslog acct quotactl sendfile splice tee vmsplice copy_file_range process_madvise
landlock_create_ruleset setsid setpgid
"""

RAW = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)

def call(number, *args):
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(a) for a in args))
    return result, ctypes.get_errno()
"""


def syscall_number(name: str) -> int:
    import pyseccomp

    return int(pyseccomp.resolve_syscall(pyseccomp.system_arch(), name))


def attempt(code: str) -> str:
    """A function that does all this, or raises."""
    return "def attempt():\n" + textwrap.indent(code, "    ") + "\n"


def everything() -> str:
    """A function that tries all of it, and says nothing."""
    numbers = [n for n in map(syscall_number, REFUSED.split()) if n >= 0]
    tried = [
        f"{RAW}\ndef attempt_all():\n    for number in {numbers}:\n        call(number, 0, 0, 0, 0, 0, 0)\n"
    ]
    for code in ESCAPES.values():
        body = textwrap.indent(code, " " * 8)
        tried.append(f"    try:\n{body}\n    except BaseException:\n        pass\n")
    return "".join(tried)
