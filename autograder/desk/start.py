"""The released chapters, copied into a student's folder; nothing that is there is touched."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from autograder.desk.book import chapters, shipped
from autograder.desk.course_folder import holds_chapters
from autograder.writing import whole_file


class StartError(Exception):
    """The chapters cannot be copied; the text says why."""


@dataclass
class Started:
    """What was copied and what was there already, as paths below the course folder."""

    copied: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)


def start(root: Path) -> Started:
    """Copy every chapter below `root`, but no file that exists.

    Raises
    ------
    StartError
        If this install carries no chapters, `root` is in a course folder, or a folder cannot be written.
    """
    if not shipped().is_dir():
        raise StartError(
            "this install carries no chapters; install dlfs again: pip install --force-reinstall"
        )
    for above in root.resolve().parents:
        if holds_chapters(above):
            raise StartError(
                f"{above} is a course folder already; what is missing in it comes with: dlfs start {above}"
            )
    started = Started()
    for chapter in chapters():
        for source in sorted(p for p in (shipped() / chapter).iterdir() if p.is_file()):
            path = Path(chapter) / source.name
            try:
                copied = _copy_new(source, root / path)
            except OSError as error:
                raise StartError(f"{root / path} cannot be written: {error.strerror}") from None
            (started.copied if copied else started.kept).append(path)
    return started


def _copy_new(source: Path, target: Path) -> bool:
    if os.path.lexists(target):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(target) as unfinished:
        unfinished.write_bytes(source.read_bytes())
    return True
