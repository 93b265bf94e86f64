"""The one way in for what was handed in: no link is followed, only plain files are opened, none too large."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from autograder.cleaning import clean_name
from autograder.submissions.reading import MAX_NOTEBOOK_BYTES, SubmissionError

MAX_ENTRIES = 200_000  # of one folder
# What systems, editors and tools leave behind; nobody hands it in.
LEFT_BEHIND = frozenset(
    {"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini", "$RECYCLE.BIN", "node_modules", "venv"}
)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_ONLY_LOOK = os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_BY_FOLDER = os.open in os.supports_dir_fd and os.stat in os.supports_dir_fd and _NO_LINK != 0


def is_left_behind(name: str) -> bool:
    """Whether a name is one that systems, editors and tools give to what they leave behind."""
    return name.startswith((".", "~$")) or name in LEFT_BEHIND


def open_file(path: Path, root: Path | None = None, limit: int = MAX_NOTEBOOK_BYTES) -> BinaryIO:
    """Open a plain file for reading.

    Parameters
    ----------
    path : Path
        The file.
    root : Path or None
        The folder that is trusted; no name below it may be a link. By default the file's own folder.
    limit : int
        How many bytes it may have at most.

    Raises
    ------
    SubmissionError
        If it is a link, a pipe, a device or a folder, or is too large.
    OSError
        If the system does not let it be opened.
    """
    root = path.parent if root is None else root
    parts = path.relative_to(root).parts
    with ExitStack() as opened:
        found = _opened(root, parts, opened)
        info = os.fstat(found)
        file = os.fdopen(found, "rb")
        opened.callback(file.close)
        if not stat.S_ISREG(info.st_mode):
            raise SubmissionError(f"{clean_name(path.name)} is {_kind(info.st_mode)}")
        if info.st_size > limit:
            raise SubmissionError(
                f"{clean_name(path.name)} is too large ({info.st_size / 1e6:.0f} MB); "
                "clear its outputs and save it again"
            )
        opened.pop_all()
    return file


def _opened(root: Path, parts: tuple[str, ...], closing: ExitStack) -> int:
    """A descriptor of the file, each name looked at before it is opened."""
    if ".." in parts or not parts:
        raise SubmissionError(f"{clean_name(str(root.joinpath(*parts)))} leads out of its folder")
    if not _BY_FOLDER:
        for end in range(1, len(parts) + 1):
            _refuse_special(root.joinpath(*parts[:end]).lstat().st_mode, parts[end - 1], end == len(parts))
        return os.open(root.joinpath(*parts), _ONLY_LOOK | getattr(os, "O_BINARY", 0))
    with ExitStack() as folders:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        folders.callback(os.close, folder)
        for part in parts[:-1]:
            _refuse_special(os.stat(part, dir_fd=folder, follow_symlinks=False).st_mode, part, False)
            folder = os.open(part, _ONLY_LOOK | os.O_DIRECTORY, dir_fd=folder)
            folders.callback(os.close, folder)
        mode = os.stat(parts[-1], dir_fd=folder, follow_symlinks=False).st_mode
        _refuse_special(mode, parts[-1], True)
        return os.open(parts[-1], _ONLY_LOOK, dir_fd=folder)


def _refuse_special(mode: int, name: str, last: bool) -> None:
    if (last and not stat.S_ISREG(mode)) or (not last and not stat.S_ISDIR(mode)):
        raise SubmissionError(
            f"{clean_name(name)} is {_kind(mode)}{'' if last else ' where a folder should be'}"
        )


def _kind(mode: int) -> str:
    kinds = {
        stat.S_IFLNK: "a link, which is not followed",
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFDIR: "a folder",
        stat.S_IFREG: "a file",
    }
    return kinds.get(stat.S_IFMT(mode), "a device")


def read_file(path: Path, root: Path | None = None, limit: int = MAX_NOTEBOOK_BYTES) -> bytes:
    """A plain file's bytes, never more than `limit`; see `open_file`."""
    with open_file(path, root, limit) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise SubmissionError(f"{clean_name(path.name)} grew while it was read; hand it in again")
    return data


def ends_of(path: Path, root: Path | None = None, size: int = 4096) -> tuple[bytes, bytes]:
    """A plain file's first and last bytes, whatever its size."""
    with open_file(path, root, limit=1 << 62) as file:
        head = file.read(size)
        file.seek(max(0, os.fstat(file.fileno()).st_size - size))
        return head, file.read(size)


def why_special(path: Path) -> str:
    """What a path is that is neither a plain file nor a folder; "" if it is one of them."""
    mode = path.lstat().st_mode
    return "" if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else f"is {_kind(mode)}"


def is_folder(path: Path) -> bool:
    """Whether a path is a folder itself, and no link to one."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether a path is a plain file itself, and no link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def entries_of(folder: Path) -> list[Path]:
    """What lies in a folder, by name.

    Raises
    ------
    SubmissionError
        If there is too much in it.
    OSError
        If it cannot be read.
    """
    found: list[Path] = []
    for entry in folder.iterdir():
        if len(found) == MAX_ENTRIES:
            raise SubmissionError(f"{clean_name(folder.name)} holds over {MAX_ENTRIES} entries")
        found.append(entry)
    return sorted(found, key=lambda path: os.fsencode(path.name))


def files_below(folder: Path, depth: int) -> Iterator[Path]:
    """The plain files of a folder and its subfolders, the nearest to the top first, nothing left behind."""
    waiting = [(folder, depth)]
    for place, left in waiting:
        for entry in entries_of(place):
            if is_left_behind(entry.name) and entry != folder:
                continue
            if is_file(entry):
                yield entry
            elif left and is_folder(entry) and not (entry / "pyvenv.cfg").exists():
                waiting.append((entry, left - 1))
