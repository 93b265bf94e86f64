"""nbgrader's own reading of ``submitted/``, held to what a student may put there.

nbgrader copies whatever lies beside a notebook, through links and from devices, and ends a class over a time
that it cannot read. These two functions of its are replaced for the process that loads a course's config.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.converters import base
from nbgrader.coursedir import CourseDirectory

from autograder.submissions.files import is_file, read_file
from autograder.submissions.reading import MAX_FILE_BYTES, SubmissionError

TIMESTAMP = "timestamp.txt"
MAX_STAMP = 1000


def harden() -> None:
    """Replace both."""
    base.find_all_files = plain_files
    CourseDirectory.get_existing_timestamp = time_of


def plain_files(path: str, exclude: list[str] | None = None) -> list[str]:
    """A folder's files, without links, pipes, devices and what is too large to be copied."""
    found: list[str] = utils.find_all_files(path, exclude)
    return [name for name in found if is_file(Path(name)) and os.lstat(name).st_size <= MAX_FILE_BYTES]


def time_of(self: Any, dest_path: str) -> datetime | None:
    """When a submission was handed in; None, with a warning, if its file does not say it readably."""
    path = Path(dest_path) / TIMESTAMP
    if not os.path.lexists(path):
        return None
    try:
        text = read_file(path, limit=MAX_STAMP).decode("utf-8-sig").replace("\0", "").strip()
        return utils.parse_utc(text) if text else None
    except (SubmissionError, OSError, ValueError, OverflowError) as error:
        self.log.warning("%s is not a time, the submission counts without one: %s", path, error)
        return None
