"""A chapter's ready Gradescope autograder: ``setup.sh``, ``run_autograder`` and the kit they need.

The zip holds hidden graders, answers and named mistakes: it is for Gradescope, never for students.
"""

from __future__ import annotations

import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from autograder.course.chapters import PACKAGE, SOLUTIONS
from autograder.platforms.chosen import ExportError
from autograder.release.bundle import EARLIEST, add_file
from autograder.writing import whole_file

CHECKOUT = PACKAGE.parent
PROJECT = "pyproject.toml"

SETUP = """#!/usr/bin/env bash
# Runs once, when Gradescope builds the image: Python 3.11 or newer, bubblewrap, and the course's kit.
set -euo pipefail
base="${DLFS_BASE:-/autograder}"
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends bubblewrap python3 python3-venv
python=python3
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  apt-get install -y --no-install-recommends python3.11 python3.11-venv
  python=python3.11
fi
"$python" -m venv "$base/venv"
"$base/venv/bin/pip" install --quiet -e "$base/source/kit[instructor]"
"$base/venv/bin/dlfs" doctor
"""

RUN = """#!/usr/bin/env bash
# Grades what one student handed in on CHAPTER. To try it elsewhere than in /autograder, set DLFS_BASE.
# Where there is no verdict, for a reason on our side, no results.json is written: Gradescope says that the
# autograder failed, and it can be run again. It is never a zero.
set -euo pipefail
base="${DLFS_BASE:-/autograder}"
dlfs="$base/venv/bin/dlfs"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
folder="$work/class/submission/CHAPTER"
mkdir -p "$folder" "$base/results"
rm -f "$base/results/results.json"
# As it is, links as links: grading follows none, and looks into subfolders and zips itself.
cp -RP -- "$base/submission/." "$folder/"
"$dlfs" grade "$work/class" --jobs 1 --output "$work/results"
"$dlfs" export "$work/results" --to gradescope --output "$base/results/results.json"
"""


def write_autograder(chapter: str, output: Path) -> None:
    """Write ``autograder.zip`` for one chapter.

    Raises
    ------
    ExportError
        If it cannot be written.
    """
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with (
            whole_file(output) as unfinished,
            zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            _add_script(archive, "setup.sh", SETUP)
            _add_script(archive, "run_autograder", RUN.replace("CHAPTER", chapter))
            for path in kit_files():
                add_file(archive, f"kit/{path.relative_to(CHECKOUT).as_posix()}", path.read_bytes())
    except OSError as error:
        raise ExportError(f"{output} cannot be written: {error.strerror}") from None


def kit_files() -> list[Path]:
    """What installing the kit and grading with it needs of this checkout.

    That is what `pyproject.toml` names for the wheel, in full, and the answers; hidden graders and mistakes
    stand in the package, and are left out of the wheel only. Caches and hidden files are not taken.
    """
    project = tomllib.loads((CHECKOUT / PROJECT).read_text(encoding="utf-8"))
    about, wheel = project["project"], project["tool"]["hatch"]["build"]["targets"]["wheel"]
    named = (PROJECT, about["readme"], *about["license-files"], *wheel["packages"], *wheel["force-include"])
    return sorted({path for part in (*map(CHECKOUT.joinpath, named), SOLUTIONS) for path in files_in(part)})


def files_in(part: Path) -> Iterator[Path]:
    """A file, or all in a folder; no caches, nothing hidden."""
    if part.name == "__pycache__" or part.name.startswith("."):
        return
    if part.is_file():
        yield part
    elif part.is_dir():
        for inside in part.iterdir():
            yield from files_in(inside)


def _add_script(archive: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, EARLIEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o755 << 16
    archive.writestr(info, text.encode())
