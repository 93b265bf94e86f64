"""What an instructor hands out: chapters, the student's wheel, and one page to start with."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from autograder.course.chapters import PACKAGE, load_chapter
from autograder.course.lent import LENT, to_lend
from autograder.course.references import for_students
from autograder.course.sources import BEGIN, END
from autograder.desk.model_answers import MODEL_ANSWERS
from autograder.writing import whole_file

CHECKOUT = PACKAGE.parent
ARCHIVE = "dlfs-students.zip"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # zip's own; so that the same course gives the same bytes

START = """# Start here

You need Python 3.11 or newer. In this folder:

    python -m venv .venv
    .venv/bin/pip install {wheel}        (Windows: .venv\\Scripts\\pip install {wheel})

Then open a chapter, in the order of their numbers. Each is there twice: as a notebook (`.ipynb`) and as a
script (`.py`). Fill in ONE of the two. Replace the lines that say `raise NotImplementedError`.

Check yourself as often as you like; it works offline:

    cd {chapter}
    ../.venv/bin/pytest                 (Windows: ..\\.venv\\Scripts\\pytest)

It says "not started yet" at first. In a notebook, the cell `check("...")` under each exercise says the same.
In the folder above, `.venv/bin/dlfs watch` checks whatever you save, and shows what comes next.
For notebooks, add Jupyter once: `.venv/bin/pip install jupyterlab`, then `.venv/bin/jupyter lab`.

Keep the chapters' folders side by side: later chapters use what you wrote in earlier ones.
Hand in the chapter's folder, or the one file that you filled in.
"""
TO_BORROW = """
You learn alone, and want to try a later chapter before the earlier ones are written? In this folder:
`.venv/bin/dlfs borrow 3` lets chapter 3, and later ones that you have not all written, come from `{lent}`.
"""
TO_COMPARE = """
Once an exercise passes, `.venv/bin/dlfs answer` and its name show a model answer to compare yours with.
"""


class BundleError(Exception):
    """The bundle cannot be made; the text says why."""


def make_bundle(folder: Path, released: Iterable[Path], lend: bool = True, answers: bool = False) -> Path:
    """Write ``dlfs-students.zip``: chapters, wheel, START.md, and the references to borrow.

    Parameters
    ----------
    folder : Path
        Where the archive goes; made if it is not there.
    released : iterable of Path
        The chapters' released folders.
    lend : bool
        Whether learners may borrow the references of these chapters, as compiled code.
    answers : bool
        Whether the model answers of these chapters go with them.

    Returns
    -------
    Path
        The archive.

    Raises
    ------
    BundleError
        If the wheel cannot be built.
    """
    chapters = sorted(released)
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / ARCHIVE
    with (
        whole_file(archive) as unfinished,
        tempfile.TemporaryDirectory() as name,
        zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as zipped,
    ):
        wheel = build_wheel(Path(name))
        start = START.format(wheel=wheel.name, chapter=chapters[0].name)
        start += TO_BORROW.format(lent=LENT) if lend else ""
        start += TO_COMPARE if answers else ""
        add_file(zipped, "START.md", start.encode())
        add_file(zipped, wheel.name, wheel.read_bytes())
        if lend:
            add_file(zipped, LENT, to_lend(path.name for path in chapters))
        if answers:
            add_file(zipped, MODEL_ANSWERS, _model_answers(path.name for path in chapters))
        for chapter in chapters:
            for path in sorted(chapter.iterdir()):
                if path.is_file():
                    add_file(zipped, f"{chapter.name}/{path.name}", path.read_bytes())
    return archive


def _model_answers(chapters: Iterable[str]) -> bytes:
    """Every exercise's reference, as a student would write it."""
    found = {
        name: {exercise.name: _as_written(exercise.source) for exercise in load_chapter(name).exercises}
        for name in chapters
    }
    return (json.dumps(found, indent=1, ensure_ascii=False) + "\n").encode()


def _as_written(source: str) -> str:
    lines = for_students(source).splitlines()
    return "\n".join(line for line in lines if line.strip() not in (BEGIN, END)).strip()


def add_file(zipped: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a file that has the same bytes whenever it is added."""
    info = zipfile.ZipInfo(name, EARLIEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    zipped.writestr(info, data)


def build_wheel(folder: Path) -> Path:
    """Build the student's wheel: no hidden grader, no answer, no mistake (see pyproject.toml)."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder.resolve())]
    built = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if built.returncode != 0 or len(wheels) != 1:
        words = (built.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BundleError(f"the wheel could not be built: {words}")
    return wheels[0]
