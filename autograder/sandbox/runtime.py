"""What a sealed room is furnished with: the interpreter, a few packages, the child's own files."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
ALWAYS = ("numpy", "msgpack", "dataset")
NEEDED_BY = {
    "matplotlib": (
        "matplotlib", "mpl_toolkits", "contourpy", "cycler", "dateutil", "fontTools", "kiwisolver",
        "packaging", "PIL", "pyparsing", "six",
    ),
    "PIL": ("PIL",),
}  # fmt: skip
CHILD_FILES = {
    "autograder/__init__.py": "sandbox/inside.py",
    "autograder/submissions/__init__.py": "submissions/__init__.py",
    "autograder/submissions/interrupting.py": "submissions/interrupting.py",
    "autograder/submissions/kept.py": "submissions/kept.py",
    "autograder/submissions/loading.py": "submissions/loading.py",
    "autograder/submissions/salvage.py": "submissions/salvage.py",
    "autograder/submissions/shell.py": "submissions/shell.py",
    "autograder/sandbox/__init__.py": "sandbox/__init__.py",
    "autograder/sandbox/child.py": "sandbox/child.py",
    "autograder/sandbox/standins.py": "sandbox/standins.py",
    "autograder/sandbox/wire.py": "sandbox/wire.py",
    "autograder/sandbox/landlock.py": "sandbox/landlock.py",
    "autograder/sandbox/zygote.py": "sandbox/zygote.py",
}


@dataclass(frozen=True)
class Runtime:
    """What is to be seen in one room, and where it lies on this side of its wall.

    Attributes
    ----------
    files : dict of str to Path
        The child's own files, by their place under ``app``.
    packages : dict of str to Path
        The allowed packages, by their place under ``packages``.
    """

    files: dict[str, Path]
    packages: dict[str, Path]

    def lay_out(self) -> Path:
        """Copy and link all this into a new temporary folder, for a room without a file system of its own."""
        folder = Path(tempfile.mkdtemp(prefix="dlfs-room-"))
        folder.chmod(0o755)
        for name, source in self.files.items():
            target = folder / "app" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        for name in ("packages", "cache"):
            (folder / name).mkdir()
        for name, path in self.packages.items():
            (folder / "packages" / name).symlink_to(path)
        return folder


def furnish(extra: frozenset[str]) -> Runtime:
    """The files of a room whose students may import `extra` besides NumPy and the digits."""
    return Runtime({name: PACKAGE / source for name, source in CHILD_FILES.items()}, _packages(extra))


def _packages(extra: frozenset[str]) -> dict[str, Path]:
    wanted = dict.fromkeys([*ALWAYS, *(p for e in sorted(extra) for p in NEEDED_BY.get(e, (e,)))])
    found: dict[str, Path] = {}
    for name in wanted:
        spec = importlib.util.find_spec(name)
        if spec is None:
            continue
        places = list(spec.submodule_search_locations or [])
        path = Path(places[0]) if places else Path(str(spec.origin))
        found[path.name] = path
        libraries = path.parent / f"{'pillow' if name == 'PIL' else name}.libs"
        if libraries.is_dir():
            found[libraries.name] = libraries
    return found


def interpreter() -> Path:
    """The real interpreter, outside any virtual environment."""
    return Path(os.path.realpath(getattr(sys, "_base_executable", sys.executable)))


def interpreter_prefix() -> Path:
    """Where the interpreter is installed."""
    return Path(os.path.realpath(sys.base_prefix))


def _libraries() -> list[Path]:
    """The interpreter's and the system's, by whatever name.

    Not the whole prefix: that may be somebody's home folder, or hold every other environment.
    """
    roots = (interpreter_prefix(), Path("/usr"), Path("/"))
    names = ("lib", "lib64", "lib32")
    return [root / name for root in roots for name in names if (root / name).exists()]


def interpreter_places() -> tuple[Path, ...]:
    """What the interpreter needs for reading: itself and the libraries, each by its real name."""
    # Debian's own NumPy finds its BLAS through /etc/alternatives.
    system = [p for p in (Path("/etc/ld.so.cache"), Path("/etc/alternatives")) if p.exists()]
    places = (interpreter(), *_libraries(), *system)
    return tuple(dict.fromkeys(Path(os.path.realpath(p)) for p in places))


def links_to_places() -> dict[Path, str]:
    """Other names of these places (/lib is /usr/lib nearly everywhere), and what they point to."""
    return {path: os.readlink(path) for path in _libraries() if path.is_symlink()}


def hidden_folders() -> tuple[Path, ...]:
    """Folders under these that a room must not show: every site-packages, and this course."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = [
        library / python / name
        for library in _libraries()
        for python in ("python3", version)
        for name in ("site-packages", "dist-packages")
    ]
    candidates = [*packages, Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("platlib"))]
    found = dict.fromkeys(Path(os.path.realpath(p)) for p in (*candidates, PACKAGE.parent) if p.is_dir())
    return tuple(p for p in found if any(p.is_relative_to(place) for place in interpreter_places()))


def readable_places() -> tuple[Path, ...]:
    """The same for Landlock, which cannot hide a folder in one that it shows: as many as are needed."""
    shown: list[Path] = []
    hidden = hidden_folders()
    waiting = list(interpreter_places())
    while waiting:
        place = waiting.pop()
        if place in hidden:
            continue
        if any(folder.is_relative_to(place) for folder in hidden):
            waiting += place.iterdir()
        else:
            shown.append(place)
    return tuple(sorted(shown))
