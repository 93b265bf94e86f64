"""A zip that was handed in: nothing is unpacked to disk, and nothing that it says of itself is believed."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import BinaryIO

from autograder.cleaning import clean_name
from autograder.submissions.files import is_left_behind
from autograder.submissions.reading import MAX_NOTEBOOK_BYTES, SubmissionError

MAX_ZIP_BYTES = 200 << 20
MAX_ZIP_ENTRIES = 2000
# What zipfile unpacks in bounded steps. It unpacks a whole block of the others at once, whatever its size.
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# What reading a damaged, encrypted or made-up entry of a zip raises.
BROKEN_ENTRY = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    ValueError,
    LookupError,
    ArithmeticError,
    struct.error,
)


def open_zip(file: BinaryIO, name: str) -> zipfile.ZipFile:
    """Open a zip from its bytes.

    Raises
    ------
    SubmissionError
        If it is none, or holds too much.
    """
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN_ENTRY:
        raise SubmissionError(f"{clean_name(name)} is not a zip file that can be read") from None
    count = len(archive.infolist())
    if count > MAX_ZIP_ENTRIES:
        raise SubmissionError(f"{clean_name(name)} holds {count} files; hand in the chapter's folder only")
    return archive


def work_in(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Its files, but for what systems and editors leave behind."""
    return [
        info
        for info in archive.infolist()
        if not info.is_dir() and not any(map(is_left_behind, PurePosixPath(info.filename).parts))
    ]


def leads_outside(name: str) -> bool:
    """Whether an entry of a zip says that it belongs somewhere else than beneath the zip's own folder."""
    return name.startswith(("/", "\\")) or ":" in name or ".." in PurePosixPath(name.replace("\\", "/")).parts


def read_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int = MAX_NOTEBOOK_BYTES) -> bytes:
    """An entry's bytes, never more than a submission may have, whatever the zip says of its size.

    Raises
    ------
    SubmissionError
        If it cannot be read, is packed in a way that cannot be bounded, or unpacks to more.
    """
    name = clean_name(info.filename)
    if info.compress_type not in METHODS:
        raise SubmissionError(f"{name} is packed in a way that is not taken; make an ordinary zip")
    try:
        with archive.open(info) as file:
            data = file.read(limit + 1)
    except BROKEN_ENTRY as error:
        raise SubmissionError(f"{name} cannot be read ({clean_name(str(error), 200)})") from None
    if len(data) > limit:
        raise SubmissionError(f"{name} unpacks to over {limit / (1 << 20):.0f} MB")
    return data
