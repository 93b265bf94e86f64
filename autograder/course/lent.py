"""References that a learner may borrow to go on alone: compiled code, a chapter each.

They come in a file beside the chapters of what an instructor hands out, unless it is left out; never in the
wheel. Where that file is not there, a checkout's own solutions take its place.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from autograder.course.chapters import SOLUTIONS, load_chapter
from autograder.course.references import compiled

LENT = "borrow.dlfs"
MAX_BYTES = 20 << 20
_PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"


class NothingLent(Exception):
    """References that cannot be borrowed; the text says why, and what to do."""


def to_lend(chapters: Iterable[str]) -> bytes:
    """The file with the references of some chapters: a line that says what is in it, then the codes."""
    codes = {name: compiled(load_chapter(name).path.read_text(encoding="utf-8")) for name in chapters}
    head = {
        "what": "references to borrow, for practice: dlfs borrow",
        "python": _PYTHON,
        "tag": sys.implementation.cache_tag,
        "bytes": {name: len(code) for name, code in codes.items()},
    }
    return b"\n".join([json.dumps(head).encode(), b"".join(codes.values())])


def lent_code(root: Path, chapter: str) -> bytes:
    """The compiled reference of a chapter, for what is in the course folder `root`.

    Raises
    ------
    NothingLent
        If there is none, or it is another Python's.
    """
    file = root / LENT
    if file.is_file():
        return _read(file, chapter)
    if not SOLUTIONS.is_dir():
        raise NothingLent(f"your course was handed out without {LENT}; if you have one, put it into {root}")
    return compiled(load_chapter(chapter).path.read_text(encoding="utf-8"))


def _read(file: Path, chapter: str) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise ValueError
        first, _, rest = file.read_bytes().partition(b"\n")
        head = json.loads(first)
        python, tag = str(head["python"]), str(head["tag"])
        sizes = {str(name): int(size) for name, size in head["bytes"].items()}
        if sum(sizes.values()) != len(rest) or min(sizes.values()) < 0:
            raise ValueError
    except OSError as error:
        raise NothingLent(f"{file} cannot be read: {error.strerror}") from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NothingLent(f"{file} is damaged; take it out of your course's zip again") from None
    if tag != sys.implementation.cache_tag:
        needed = "make your environment with that one"
        raise NothingLent(f"{file.name} is for Python {python[:20]}, and this is {_PYTHON}: {needed}")
    if chapter not in sizes:
        raise NothingLent(f"{file.name} does not hold {chapter}; it has {', '.join(sizes)[:200]}")
    names = list(sizes)
    start = sum(sizes[name] for name in names[: names.index(chapter)])
    return rest[start : start + sizes[chapter]]
