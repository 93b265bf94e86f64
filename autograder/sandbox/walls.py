"""How a room's zygote is started: what it sees of this machine, and what it is told to shut."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.sandbox.limits import Limits
from autograder.sandbox.modes import Mode, bubblewrap
from autograder.sandbox.runtime import (
    Runtime,
    hidden_folders,
    interpreter,
    interpreter_places,
    interpreter_prefix,
    links_to_places,
    readable_places,
)
from autograder.sandbox.seccomp import filter_program

ROOM_FOLDER = Path("/dlfs")
CACHE = "cache"
# What the chapters' own answers import when they first need it (measured: 12 ms a submission in chapter 3).
_WARM = {
    "PIL": ("PIL.Image", "PIL.ImageFile"),
    "matplotlib": ("matplotlib.pyplot", "matplotlib.backends.backend_agg", "PIL.features"),
}


def walls(mode: Mode, runtime: Runtime) -> list[str]:
    """bubblewrap's arguments: an empty file system with the runtime bound into it, read-only."""
    if mode is not Mode.SEALED:
        return []
    options = list(bubblewrap())
    for place in interpreter_places():
        options += ["--ro-bind", str(place), str(place)]
    for link, target in links_to_places().items():
        options += ["--symlink", target, str(link)]
    for hidden in hidden_folders():
        options += ["--tmpfs", str(hidden), "--remount-ro", str(hidden)]
    for name, path in runtime.files.items():
        options += ["--ro-bind", str(path), f"{ROOM_FOLDER}/app/{name}"]
    for name, path in runtime.packages.items():
        options += ["--ro-bind", str(path), f"{ROOM_FOLDER}/packages/{name}"]
    # The zygote's matplotlib keeps its list of fonts here; no child may write.
    options += ["--tmpfs", f"{ROOM_FOLDER}/{CACHE}"]
    return [*options, "--remount-ro", "/", "--chdir", "/", "--"]


def config(
    mode: Mode, limits: Limits, packages: frozenset[str], runtime: Runtime, folder: Path
) -> dict[str, Any]:
    """What the zygote is told when it starts: where things lie, what to import, what to shut."""
    shut = mode is not Mode.PLAIN
    places = [*readable_places(), *runtime.packages.values(), folder]
    return {
        "path": [f"{folder}/app", f"{folder}/packages"],
        "warm": ["numpy", *(name for p in sorted(packages) for name in _WARM.get(p, ()))],
        "seccomp": base64.b64encode(filter_program()).decode() if shut else "",
        "landlock": list(map(str, places)) if mode is Mode.LANDLOCK else [],
        "drop_uid": mode is not Mode.SEALED and _is_root() and _reachable_by_anyone(places),
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


def environment(folder: Path) -> dict[str, str]:
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
        # As glibc itself does once an array of this size has been freed (mallopt): memory is kept for the
        # next, and a wrong chapter-3 submission has 1,786 page faults instead of 2,479.
        "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
        "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
    }


def command(folder: Path, control: int) -> list[str]:
    """The zygote's command line."""
    # Not -I: it ignores PYTHONHASHSEED, and sets of strings would be ordered anew in every room. The other
    # PYTHON... variables do not reach it.
    options = ["-P", "-s", "-S", "-B", "-X", "utf8"]
    return [str(interpreter()), *options, f"{folder}/app/autograder/sandbox/zygote.py", str(control)]


def _is_root() -> bool:
    return hasattr(os, "setresuid") and os.geteuid() == 0


def _reachable_by_anyone(places: Iterable[Path]) -> bool:
    folders = {folder for place in places for folder in (place, *place.resolve().parents) if folder.exists()}
    return all(os.stat(f).st_mode & 0o005 == 0o005 for f in folders if f.is_dir())
