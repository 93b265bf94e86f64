"""What a file is, read from its content, and what its name tells: a chapter, a copy, a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Literal

from autograder.course.chapters import CHAPTER_NAME

Kind = Literal["notebook", "script", "zip", ""]
HEAD = 4096
SUFFIXES = (".ipynb", ".py")
_NOTEBOOK = re.compile(r'"(cells|worksheets|nbformat)"')
_CODE = re.compile(r"^(?:def |class |from [\w.]+ import |import |# ?%%)", re.MULTILINE)
# What browsers, editors and people put behind the name of a copy, and suffixes that hide the real one.
_COPIED = re.compile(r"(?:\s*\(\d+\)|[-_ ]+copy[-_ ]?\d*|[-_ ]+kopie|\s+\d)+$", re.IGNORECASE)
_CHAPTER = re.compile(r"(?:ch|chap|chapter)[\s._-]*0*(?P<number>\d{1,2})(?![0-9a-z])", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:my[\s._-]*)?(?:homework|hw|submission|assignment|solutions?|notebook|untitled|main|final|answers?|work)"
    r"[\s._-]*\d*",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\.(?:ipynb|py|txt|json|zip|html?|pdf|7z|rar|docx?)$", re.IGNORECASE)


def kind_of(name: str, head: bytes, tail: bytes = b"") -> Kind:
    """What a file is: by its first and last bytes, and by its name where they leave it open."""
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return "zip"
    endings = {ending.lower() for ending in PurePosixPath(name).suffixes}
    text = head.replace(b"\0", b"").decode("utf-8", "replace").lstrip("\ufeff\ufffd \t\r\n")
    if text.startswith("{") and _NOTEBOOK.search(text + tail.replace(b"\0", b"").decode("utf-8", "replace")):
        return "notebook"
    if ".ipynb" in endings:
        return "script" if is_code(text) else "notebook"
    if ".py" in endings:
        return "script"
    if endings & {".zip"}:
        return "zip"
    return "script" if endings <= {".txt"} and b"\0" not in head and is_code(text) else ""


def is_code(text: str) -> bool:
    """Whether a text has lines that begin a definition, an import or a cell of Python."""
    return _CODE.search(text) is not None


def bare(name: str) -> str:
    """A file's name without its suffixes: ``bob`` for ``bob.ipynb.txt``."""
    while (match := _ENDING.search(name)) is not None and match.start():
        name = name[: match.start()]
    return name


def original(name: str) -> str:
    """What a copy is a copy of: ``ch02`` for ``ch02 (1)`` and ``ch02-Copy1``."""
    return _COPIED.sub("", name.strip()) or name


def chapter_meant(name: str, known: tuple[str, ...]) -> str | None:
    """The chapter that a name means: in full anywhere in it, or by number at its beginning."""
    flat = re.sub(r"[\s.-]+", "_", name).casefold()
    for match in CHAPTER_NAME.finditer(flat):
        found = [chapter for chapter in known if match[0].startswith(chapter)]
        if found:
            return max(found, key=len)
    numbered = _CHAPTER.match(name.strip())
    number = int(numbered["number"]) if numbered else -1
    return next((chapter for chapter in known if chapter.startswith(f"ch{number:02d}_")), None)


def is_public_check(name: str) -> bool:
    """Whether a file is the tests that a chapter is handed out with."""
    return re.fullmatch(r"test_ch\d\d_[a-z_]+\.py", name) is not None


def is_title(name: str) -> bool:
    """Whether a file's name says what it is, and so not whose."""
    return _TITLE.fullmatch(original(bare(name))) is not None


def told_by_names(names: Iterable[str], known: tuple[str, ...]) -> list[str]:
    """The chapters that the names of files, or of the folders on the way to them, mean."""
    parts = {bare(part) for name in names for part in PurePosixPath(name).parts}
    return sorted({meant for part in parts if (meant := chapter_meant(part, known))})


def is_only_a_chapter(name: str, known: tuple[str, ...]) -> bool:
    """Whether a name says a chapter and nothing else: no person's name is in it."""
    meant = chapter_meant(name, known)
    if meant is None:
        return False
    flat = re.sub(r"[\s._-]+", "_", original(bare(name))).casefold().strip("_")
    number = int(meant[2:4])
    title = meant[5:]
    starts = re.compile(rf"(?:ch|chap|chapter)_?0*{number}")
    rest = starts.sub("", flat, count=1).strip("_")
    return rest in ("", title) or set(rest.split("_")) <= set(title.split("_"))
