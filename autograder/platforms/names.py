"""What a learning platform's file name tells, and names that are safe for folders on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

MAX_NAME = 80
_UNSAFE = re.compile(r"[^\w.@+-]+")
_NOT_WORD = re.compile(r"\W+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # devices on Windows


@dataclass(frozen=True)
class Told:
    """What the name of an entry tells.

    Attributes
    ----------
    who : str
        The student's name as the platform writes it; "" if it hides names.
    number : str
        The platform's own number of the student.
    file : str
        What the student called the file, without what the platform added.
    order : tuple of int
        A later attempt's is greater.
    late : bool or None
        Whether it was late; None if the name does not tell.
    """

    who: str
    number: str
    file: str
    order: tuple[int, ...]
    late: bool | None


@dataclass(frozen=True)
class Platform:
    """How a learning platform names things.

    Attributes
    ----------
    read_name : callable
        What an entry's name tells; None if it is not one of the platform's.
    name_students : callable
        What the students are to be called whose entry it is: one, or each member of a team.
    """

    read_name: Callable[[str], Told | None]
    name_students: Callable[[Told], tuple[str, ...]]


def word(name: str) -> str:
    """A person's name as one lower-case word, as Canvas writes it in file names."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFC", name)).lower()


def alike(name: str) -> str:
    """A name in the form in which two of them are compared: accents composed, no case, no space around."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def numbered(who: str, number: str) -> str:
    """What a student is called where no roster tells: ``lovelaceada_1001``."""
    return f"{word(who) or 'student'}_{number}" if number else word(who) or "student"


def safe(name: str) -> str:
    """A name for a file or folder on any system; never one that leads elsewhere or is hidden."""
    kept = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).lstrip("._-@+").rstrip(".-")[-MAX_NAME:]
    kept = kept.lstrip("._-@+") or "unnamed"
    return f"x-{kept}" if _RESERVED.fullmatch(kept) else kept


def safe_ending(ending: str) -> str:
    """A file's suffixes, safe as `safe` makes names: ``.ipynb.txt``."""
    return "".join(f".{safe(part)}" for part in ending.split(".") if part)
