"""Fetch the full MNIST: what ``dlfs data download`` does."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from dataset.mnist import EMBEDDED, PARTS, DatasetError, named_folder, original_name, user_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rich.progress import TaskID

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
SHA256 = {
    "train-images-idx3-ubyte.gz": "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    "train-labels-idx1-ubyte.gz": "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    "t10k-images-idx3-ubyte.gz": "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    "t10k-labels-idx1-ubyte.gz": "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
}
TIMEOUT = 30  # seconds without a byte
TRIES = 5  # of one mirror, while each of them gets a little further
CHUNK = 1 << 16


class _MirrorError(Exception):
    """What a mirror did wrong; the next one may do better."""


def download(
    folder: Path | None = None, *, mirrors: Sequence[str] = MIRRORS, files: Mapping[str, str] = SHA256
) -> Path:
    """Fetch the four files of the full MNIST, 11.6 MB, unless they are there already.

    A file is written beside its place, as ``.part``, and renamed once its sha256 is right: a broken download
    is never read, and the next one goes on where it stopped.

    Parameters
    ----------
    folder : Path, optional
        Where to put them. By default where `load_mnist` looks: the folder that ``DLFS_DATA`` names, else the
        user's data folder. `load_mnist` finds them in another folder only if ``DLFS_DATA`` names that one.
    mirrors : sequence of str
        Addresses to which a file's name is appended, tried in order.
    files : mapping of str to str
        Names of the files and their sha256.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    DatasetError
        No mirror had a file (which were tried, what each did, what to do), or the folder cannot be written.
    """
    folder = folder or default_folder()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with Progress(*columns, console=Console(stderr=True)) as progress:
            for name, sha256 in files.items():
                _obtain(folder / name, sha256, mirrors, progress)
    except OSError as error:
        raise DatasetError(
            f"{folder} cannot be written: {error}. Make room there or give another folder."
        ) from error
    return folder


def default_folder() -> Path:
    """Where `load_mnist` finds a download; `DatasetError` where there is no such place."""
    named = named_folder()
    folder = user_folder() if named in (None, EMBEDDED) else named
    if folder is None:
        raise DatasetError("There is no home directory to keep MNIST in. Set DLFS_DATA to a folder for it.")
    return folder


def _obtain(target: Path, sha256: str, mirrors: Sequence[str], progress: Progress) -> None:
    task = progress.add_task(target.name, total=None)
    partial = target.with_name(target.name + ".part")
    for there in (target, partial):
        if _size(there) and _sha256(there) == sha256:
            there.replace(target)
            progress.update(task, total=_size(target), completed=_size(target))
            return
    failures = []
    for url in (mirror + target.name for mirror in mirrors):
        try:
            _fetch(url, partial, sha256, progress, task)
        except _MirrorError as failure:
            failures.append(f"  {url}: {failure}")
        else:
            partial.replace(target)
            return
    raise DatasetError(
        "\n".join([f"{target.name} could not be downloaded. Tried:", *failures])
        + "\nCheck the connection and try again; what has arrived is kept. Or get MNIST's four files "
        f"({', '.join(map(original_name, PARTS))}) from elsewhere, put them into one folder "
        "and set DLFS_DATA to it. Without them the embedded digits are used."
    )


def _fetch(url: str, partial: Path, sha256: str, progress: Progress, task: TaskID) -> None:
    """Get a file from one mirror; ask again while that helps: for the rest, or afresh after a wrong start."""
    for tries_left in reversed(range(TRIES)):
        before = _size(partial)
        try:
            _append(url, partial, progress, task)
            _verify(partial, sha256)
            return
        except _MirrorError:
            if _size(partial) == before or not tries_left:
                raise


def _append(url: str, partial: Path, progress: Progress, task: TaskID) -> None:
    start = _size(partial)
    headers = {"User-Agent": "dlfs"} | ({"Range": f"bytes={start}-"} if start else {})
    with _blamed_on_the_mirror(partial):
        response = urlopen(Request(url, headers=headers), timeout=TIMEOUT)
    with response:
        if response.status != 206:  # the whole file and not the rest of it
            start = 0
        total = start + int(response.headers.get("Content-Length") or 0)
        progress.update(task, total=total, completed=start)
        with partial.open("ab" if start else "wb") as file:
            while chunk := _next_chunk(response, partial):
                file.write(chunk)
                progress.advance(task, len(chunk))
    if _size(partial) < total:
        raise _MirrorError(f"the connection broke after {_size(partial):,} of {total:,} bytes")


def _next_chunk(response: HTTPResponse, partial: Path) -> bytes:
    with _blamed_on_the_mirror(partial):
        return response.read1(CHUNK)


@contextmanager
def _blamed_on_the_mirror(partial: Path) -> Iterator[None]:
    try:
        yield
    except HTTPError as error:
        error.close()
        if error.code == 416:  # there is no rest: what we have is too long to be right
            partial.unlink(missing_ok=True)
        raise _MirrorError(f"HTTP {error.code} {error.reason}") from error
    except URLError as error:
        raise _MirrorError(str(error.reason)) from error
    except (OSError, HTTPException) as error:
        raise _MirrorError(str(error) or type(error).__name__) from error


def _verify(partial: Path, sha256: str) -> None:
    found = _sha256(partial)
    if found != sha256:
        partial.unlink()
        raise _MirrorError(f"sent something else: its sha256 is {found}, expected {sha256}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
