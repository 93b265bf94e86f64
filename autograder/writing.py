"""Files that are there whole or not at all: written under another name, then renamed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write what becomes `path` once it is whole; after an error nothing of it is left.

    Raises
    ------
    OSError
        If it cannot be put in its place.
    """
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def write_json(path: Path, record: Any) -> None:
    """Write plain values as JSON, a field a line."""
    with whole_file(path) as unfinished:
        unfinished.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; never into or through what is.

    Raises
    ------
    FileExistsError
        If there is anything of this name, be it a link that leads nowhere.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o644), "wb") as file:
        file.write(data)
