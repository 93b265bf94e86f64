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
CHILD_FILES = (
    "loading.py",
    "sandbox/__init__.py",
    "sandbox/child.py",
    "sandbox/wire.py",
    "sandbox/landlock.py",
    "sandbox/zygote.py",
)


@dataclass(frozen=True)
class Runtime:
    """Folders of one room, on this side of its wall.

    Attributes
    ----------
    folder : Path
        Temporary; holds ``app`` (the child's files) and ``packages`` (links to the allowed packages).
    packages : dict of str to Path
        Where each allowed package really lies.
    """

    folder: Path
    packages: dict[str, Path]

    @property
    def app(self) -> Path:
        """The child's own files."""
        return self.folder / "app"

    @property
    def links(self) -> Path:
        """Links to the packages, for rooms without a file system of their own."""
        return self.folder / "packages"

    def remove(self) -> None:
        """Delete the temporary folder."""
        shutil.rmtree(self.folder, ignore_errors=True)


def furnish(extra: frozenset[str]) -> Runtime:
    """Lay out the files of a room whose students may import `extra` besides NumPy and the digits."""
    folder = Path(tempfile.mkdtemp(prefix="dlfs-room-"))
    folder.chmod(0o755)
    app = folder / "app" / "autograder"
    (app / "sandbox").mkdir(parents=True)
    for name in CHILD_FILES:
        source = PACKAGE / name
        target = app / name
        if name.endswith("__init__.py"):
            target.touch()
        else:
            shutil.copyfile(source, target)
    shutil.copyfile(PACKAGE / "sandbox" / "inside.py", app / "__init__.py")
    packages = _packages(extra)
    (folder / "packages").mkdir()
    for name, path in packages.items():
        (folder / "packages" / name).symlink_to(path)
    return Runtime(folder, packages)


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


def interpreter_folders() -> tuple[Path, ...]:
    """What the interpreter needs for reading: its prefix and the system's libraries."""
    system = [Path("/usr/lib"), Path("/usr/lib64"), Path("/usr/lib32"), Path("/etc/ld.so.cache")]
    return (Path(sys.base_prefix), *(p for p in system if p.exists()))


def hidden_folders() -> tuple[Path, ...]:
    """Folders under the interpreter's that a room must not show: every site-packages, and this course."""
    base = Path(sys.base_prefix)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    candidates = [
        base / "lib" / version / "site-packages",
        base / "lib" / version / "dist-packages",
        base / "lib" / "python3" / "dist-packages",
        base / "local",
        Path(sysconfig.get_path("purelib")),
        PACKAGE.parent,
    ]
    roots = interpreter_folders()
    shown = [p for p in candidates if p.is_dir() and any(p.is_relative_to(r) for r in roots)]
    return tuple(dict.fromkeys(shown))
