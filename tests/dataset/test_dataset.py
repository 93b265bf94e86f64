"""The digits, where they come from, and the sample weights."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

import dataset.download
from dataset import train_sample_weight
from dataset.download import SHA256, default_folder, download
from dataset.make_digits import chosen_for_test, make_digits, shuffled
from dataset.mnist import (
    EMBEDDED,
    HERE,
    PARTS,
    DatasetError,
    load_mnist,
    load_sample_weight,
    original_name,
    read_digits,
    read_idx,
    user_folder,
)


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch, tmp_path):
    """No DLFS_DATA, no download of the developer's own, no proxy between the tests and this machine."""
    monkeypatch.delenv("DLFS_DATA", raising=False)
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("no_proxy", "*")


def idx(array: np.ndarray) -> bytes:
    """An idx file's bytes, written here independently of the package."""
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


def small_mnist(train=20, test=10) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    return {
        "train-images": rng.integers(0, 256, (train, 28, 28), np.uint8),
        "train-labels": np.arange(train, dtype=np.uint8) % 10,
        "t10k-images": rng.integers(0, 256, (test, 28, 28), np.uint8),
        "t10k-labels": np.arange(test, dtype=np.uint8) % 10,
    }


def write_folder(folder: Path, arrays: dict[str, np.ndarray]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for part, array in arrays.items():
        (folder / original_name(part)).write_bytes(gzip.compress(idx(array), mtime=0))
    return folder


FIRST_OF_MNIST = "23ceaef5eb61f0e70d64ac18fdf0f60df3d5971cf30bbadac7b6ebf07f782d2c"  # sha256 of its pixels
SHAPES = {"W1": (784, 50), "b1": (50,), "W2": (50, 100), "b2": (100,), "W3": (100, 10), "b3": (10,)}
BODIES = {original_name(part): gzip.compress(idx(array), mtime=0) for part, array in small_mnist().items()}
NAMES = tuple(BODIES)
FILES = {name: hashlib.sha256(body).hexdigest() for name, body in BODIES.items()}


class TestEmbeddedDigits:
    def test_are_4000_for_training_and_1000_for_testing_ready_for_a_network(self):
        (x_train, t_train), (x_test, t_test) = load_mnist()
        assert (x_train.shape, x_test.shape) == ((4000, 784), (1000, 784))
        assert (t_train.shape, t_test.shape) == ((4000,), (1000,))
        assert x_train.dtype == x_test.dtype == np.float32
        assert t_train.dtype == t_test.dtype == np.uint8
        assert x_train.min() == 0
        assert x_train.max() == 1

    def test_keep_their_bytes_and_their_two_dimensions_when_asked(self):
        (x_train, _), (x_test, _) = load_mnist(normalize=False, flatten=False)
        assert (x_train.shape, x_test.shape) == ((4000, 1, 28, 28), (1000, 1, 28, 28))
        assert x_train.dtype == x_test.dtype == np.uint8
        assert x_train.max() == 255

    def test_are_the_same_digits_in_every_form(self):
        (flat, labels), _ = load_mnist()
        (square, one_hot), _ = load_mnist(normalize=False, flatten=False, one_hot_label=True)
        np.testing.assert_allclose(flat.reshape(-1, 1, 28, 28), square / 255, rtol=1e-6)
        np.testing.assert_array_equal(one_hot.argmax(axis=1), labels)

    def test_have_one_hot_labels_of_zeros_and_a_single_one(self):
        (_, t_train), (_, t_test) = load_mnist(one_hot_label=True)
        assert (t_train.shape, t_test.shape) == ((4000, 10), (1000, 10))
        assert set(np.unique(t_train)) == {0, 1}
        np.testing.assert_array_equal(t_train.sum(axis=1), 1)
        assert (-t_train).min() == -1  # an unsigned type would wrap around in -t * log(y)

    def test_may_be_changed_without_harm_to_the_next_call(self):
        for options in ({}, {"normalize": False, "flatten": False, "one_hot_label": True}):
            for array in (array for pair in load_mnist(**options) for array in pair):
                array[:] = 1
        (x_train, t_train), (x_test, t_test) = load_mnist(normalize=False)
        assert x_train.max() == x_test.max() == 255
        assert len(set(t_train)) == len(set(t_test)) == 10

    def test_are_as_many_of_each_class(self):
        (_, t_train), (_, t_test) = load_mnist()
        np.testing.assert_array_equal(np.bincount(t_train), [400] * 10)
        np.testing.assert_array_equal(np.bincount(t_test), [100] * 10)

    def test_are_well_mixed_from_the_start(self):
        for _, t in load_mnist():
            assert np.bincount(t[:300], minlength=10).min() >= 20

    def test_start_with_the_five_the_book_shows(self):
        (x_train, t_train), _ = load_mnist(normalize=False)
        assert t_train[0] == 5
        assert hashlib.sha256(x_train[0].tobytes()).hexdigest() == FIRST_OF_MNIST

    def test_for_testing_are_none_of_those_for_training(self):
        (x_train, _), (x_test, _) = load_mnist(normalize=False)
        seen = {row.tobytes() for row in x_train}
        assert len(seen) == 4000
        assert not seen & {row.tobytes() for row in x_test}

    def test_look_like_digits_of_their_class(self):
        (x_train, t_train), (x_test, t_test) = load_mnist()
        means = np.stack([x_train[t_train == digit].mean(axis=0) for digit in range(10)])
        nearest = ((x_test[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
        assert (nearest == t_test).mean() > 0.75

    def test_take_less_than_a_megabyte(self):
        assert sum(path.stat().st_size for path in EMBEDDED.iterdir()) < 1_000_000


class TestMakeDigits:
    @pytest.fixture
    def csv(self, tmp_path):
        rng = np.random.default_rng(1)
        table = np.column_stack([rng.integers(0, 256, (100, 784)), np.repeat(np.arange(10), 10)])
        np.savetxt(tmp_path / "digits.csv.gz", table, "%d", delimiter=",")
        return tmp_path / "digits.csv.gz"

    def test_splits_each_class_four_to_one_and_loses_nothing(self, csv, tmp_path):
        make_digits(csv, tmp_path / "out")
        (images, labels), (test_images, test_labels) = read_digits(tmp_path / "out")
        np.testing.assert_array_equal(np.bincount(labels), [8] * 10)
        np.testing.assert_array_equal(np.bincount(test_labels), [2] * 10)
        pixels = np.concatenate([images, test_images]).reshape(100, 784)
        rows = np.column_stack([pixels, np.concatenate([labels, test_labels])])
        expected = np.loadtxt(csv, np.uint8, delimiter=",")
        assert sorted(map(bytes, rows)) == sorted(map(bytes, expected))

    def test_writes_the_same_bytes_whatever_the_order_and_the_hour(self, csv, tmp_path):
        reordered = np.random.default_rng(2).permutation(np.loadtxt(csv, np.uint8, delimiter=","))
        np.savetxt(tmp_path / "other.csv", reordered, "%d", delimiter=",")
        first = make_digits(csv, tmp_path / "first")
        second = make_digits(tmp_path / "other.csv", tmp_path / "second")
        for one, other in zip(first, second, strict=True):
            assert one.name == other.name
            assert one.read_bytes() == other.read_bytes()
            assert one.read_bytes()[4:8] == bytes(4)  # gzip's time stamp

    def test_made_the_embedded_files(self):
        # The csv is not here, but as its order does not matter the embedded digits themselves can stand in.
        embedded = [array for pair in read_digits(EMBEDDED) for array in pair]
        images, labels = shuffled(np.concatenate(embedded[2::-2]), np.concatenate(embedded[3::-2]))
        testing = chosen_for_test(labels)
        made = [images[~testing], labels[~testing], images[testing], labels[testing]]
        for array, expected in zip(made, embedded, strict=True):
            np.testing.assert_array_equal(array, expected)

    def test_left_no_name_and_no_time_in_the_embedded_files(self):
        for path in EMBEDDED.iterdir():
            assert path.read_bytes()[:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff", path.name

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("1,2,3\n", "3 columns; expected 785"),
            ("a,b\n", "not a table of numbers"),
            (",".join(["0"] * 785), "expected ten classes of equal size"),
        ],
    )
    def test_says_what_is_wrong_with_a_table(self, tmp_path, content, message):
        (tmp_path / "bad.csv").write_text(content)
        with pytest.raises(DatasetError, match=message):
            make_digits(tmp_path / "bad.csv", tmp_path / "out")


class TestFullSet:
    @pytest.mark.parametrize("packed", [True, False])
    @pytest.mark.parametrize("separator", ["-idx", ".idx"])
    def test_is_read_from_the_folder_that_dlfs_data_names(self, tmp_path, monkeypatch, packed, separator):
        arrays = small_mnist()
        for part, array in arrays.items():
            name = original_name(part) if packed else original_name(part)[:-3].replace("-idx", separator)
            (tmp_path / name).write_bytes(gzip.compress(idx(array), mtime=0) if packed else idx(array))
        monkeypatch.setenv("DLFS_DATA", str(tmp_path))
        (x_train, t_train), (x_test, t_test) = load_mnist(normalize=False, flatten=False)
        np.testing.assert_array_equal(x_train[:, 0], arrays["train-images"])
        np.testing.assert_array_equal(t_train, arrays["train-labels"])
        np.testing.assert_array_equal(x_test[:, 0], arrays["t10k-images"])
        np.testing.assert_array_equal(t_test, arrays["t10k-labels"])

    def test_is_read_after_a_download_once_all_four_files_are_there(self):
        folder = write_folder(user_folder(), small_mnist())
        assert len(load_mnist()[0][0]) == 20
        (folder / original_name("t10k-labels")).unlink()
        assert len(load_mnist()[0][0]) == 4000

    def test_is_left_alone_when_dlfs_data_says_embedded(self, monkeypatch):
        write_folder(user_folder(), small_mnist())
        monkeypatch.setenv("DLFS_DATA", "embedded")
        assert len(load_mnist()[0][0]) == 4000

    def test_is_not_looked_for_when_dlfs_data_is_empty(self, monkeypatch):
        monkeypatch.setenv("DLFS_DATA", "")
        assert len(load_mnist()[0][0]) == 4000

    def test_of_a_folder_that_does_not_exist_says_what_was_given_and_what_to_do(self, monkeypatch):
        monkeypatch.setenv("DLFS_DATA", "/no/such/folder")
        with pytest.raises(DatasetError) as caught:
            load_mnist()
        for words in (
            "'/no/such/folder'",
            "not a folder",
            *map(original_name, PARTS),
            "dlfs data download",
            "unset",
        ):
            assert words in str(caught.value)

    def test_of_a_folder_with_three_files_names_the_fourth(self, tmp_path, monkeypatch):
        write_folder(tmp_path, small_mnist())
        (tmp_path / original_name("t10k-labels")).unlink()
        monkeypatch.setenv("DLFS_DATA", str(tmp_path))
        with pytest.raises(DatasetError, match=r"has no t10k-labels-idx1-ubyte\.gz\."):
            load_mnist()

    def test_of_an_empty_folder_says_so(self, tmp_path, monkeypatch):
        monkeypatch.setenv("DLFS_DATA", str(tmp_path))
        with pytest.raises(DatasetError, match="has none of MNIST's files"):
            load_mnist()


class TestDamagedFiles:
    GOOD = idx(np.arange(24, dtype=np.uint8).reshape(2, 3, 4))

    def read(self, tmp_path, data, ndim=3):
        (tmp_path / "file").write_bytes(data)
        return read_idx(tmp_path / "file", ndim)

    def test_and_a_whole_one(self, tmp_path):
        for data in (self.GOOD, gzip.compress(self.GOOD, mtime=0)):
            np.testing.assert_array_equal(self.read(tmp_path, data), np.arange(24).reshape(2, 3, 4))

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"", r"starts with the bytes \(none\), expected 00 00 08 03"),
            (b"<!DOCTYPE html>", "starts with the bytes 3c 21 44 4f, expected 00 00 08 03"),
            (GOOD[:2] + b"\x0d" + GOOD[3:], "starts with the bytes 00 00 0d 03"),
            (idx(np.zeros(5, np.uint8)), "starts with the bytes 00 00 08 01, expected 00 00 08 03"),
            (GOOD[:9], "ends after 9 bytes, expected a header of 16 bytes"),
            (GOOD[:-1], r"23 bytes follow its header, expected 24 for an array of shape \(2, 3, 4\)"),
            (GOOD + b"\0", "25 bytes follow its header, expected 24"),
            (b"\0\0\x08\x03" + b"\xff" * 12, "0 bytes follow its header, expected 79,228"),
            (gzip.compress(GOOD, mtime=0)[:-12], "reading it ends in"),
            (gzip.compress(GOOD, mtime=0)[:12] + b"\xff" * 30, "reading it ends in"),
        ],
    )
    def test_say_what_is_there_what_was_expected_and_what_to_do(self, tmp_path, data, message):
        with pytest.raises(DatasetError, match=message) as caught:
            self.read(tmp_path, data)
        assert str(tmp_path / "file") in str(caught.value)
        assert "Delete the file and run `dlfs data download`" in str(caught.value)

    def test_that_are_folders_are_errors_too(self, tmp_path):
        with pytest.raises(DatasetError, match="reading it ends in"):
            read_idx(tmp_path, 3)

    @pytest.mark.parametrize(
        ("part", "array", "message"),
        [
            (
                "train-images",
                np.zeros((20, 27, 28), np.uint8),
                r"shape \(20, 27, 28\), expected \(N, 28, 28\)",
            ),
            ("train-images", np.zeros((0, 28, 28), np.uint8), r"shape \(0, 28, 28\)"),
            ("train-labels", np.zeros(19, np.uint8), "19 labels, expected 20"),
            ("t10k-labels", np.full(10, 10, np.uint8), "a label 10, expected labels from 0 to 9"),
        ],
    )
    def test_that_hold_something_else_than_digits_are_refused(
        self, tmp_path, monkeypatch, part, array, message
    ):
        write_folder(tmp_path, small_mnist() | {part: array})
        monkeypatch.setenv("DLFS_DATA", str(tmp_path))
        with pytest.raises(DatasetError, match=message):
            load_mnist()


def run_python(code: str, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, where no pytest is running."""
    keep = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    command = [sys.executable, *options, "-c", code]
    return subprocess.run(command, env=keep | environment, capture_output=True, text=True, timeout=60)


class TestInAProcessOfItsOwn:
    TWICE = "from dataset.mnist import load_mnist; load_mnist(); print(len(load_mnist()[0][0]))"

    def test_it_says_once_that_it_uses_the_embedded_digits(self, tmp_path):
        done = run_python(self.TWICE, HOME=str(tmp_path), PYTHONPATH=str(HERE.parent))
        assert done.stderr == "MNIST: 4,000 + 1,000 embedded digits (the full set: dlfs data download)\n"
        assert done.stdout == "4000\n"

    def test_it_says_once_which_folder_it_uses(self, tmp_path):
        folder = write_folder(tmp_path, small_mnist())
        done = run_python(self.TWICE, DLFS_DATA=str(folder), PYTHONPATH=str(HERE.parent))
        assert (done.stderr, done.stdout) == (f"MNIST: 20 + 10 digits from {folder}\n", "20\n")

    def test_it_says_nothing_to_graders(self, capfd):
        code = f"import os; os.environ['PYTEST_VERSION'] = '9'; {self.TWICE}"
        assert run_python(code, PYTHONPATH=str(HERE.parent)).stderr == ""
        assert run_python(self.TWICE, DLFS_DATA="embedded", PYTHONPATH=str(HERE.parent)).stderr == ""
        load_mnist()
        assert capfd.readouterr() == ("", "")

    @pytest.mark.parametrize("stderr", ["None", "open(os.devnull)", "closed"])
    def test_it_does_without_a_stderr(self, stderr):
        before = f"import os, sys; closed = open(os.devnull, 'w'); closed.close(); sys.stderr = {stderr}; "
        done = run_python(before + self.TWICE, PYTHONPATH=str(HERE.parent))
        assert (done.returncode, done.stdout) == (0, "4000\n")

    def test_it_needs_nothing_but_numpy_and_the_folder_as_it_is(self, tmp_path):
        # A read-only copy, no home, no environment, no platformdirs: the sealed room.
        room = tmp_path / "room"
        shutil.copytree(HERE, room / "dataset", ignore=shutil.ignore_patterns("__pycache__"))
        folders = [room, *room.rglob("*")]
        for path in folders:
            path.chmod(0o555 if path.is_dir() else 0o444)
        code = f"""
import sys
sys.path[:0] = [{str(room)!r}, {str(Path(np.__file__).parent.parent)!r}]
sys.modules["platformdirs"] = None
import numpy
before = set(sys.modules)
from dataset.mnist import load_mnist, load_sample_weight, user_folder
new = {{name.partition(".")[0] for name in set(sys.modules) - before}}
assert new <= set(sys.stdlib_module_names) | {{"dataset", "numpy"}}, new
assert user_folder() is None
print(len(load_mnist()[0][0]), len(load_sample_weight()))
"""
        done = run_python(code, "-I", "-S", "-B")
        for path in folders:
            path.chmod(0o755)
        assert done.stdout == "4000 6\n", done.stderr
        assert [room, *room.rglob("*")] == folders


class TestSampleWeight:
    def test_has_the_books_names_and_shapes(self):
        weights = load_sample_weight()
        assert {name: value.shape for name, value in weights.items()} == SHAPES
        assert {value.dtype for value in weights.values()} == {np.dtype(np.float32)}

    def test_recognises_the_embedded_test_digits(self):
        _, (x, t) = load_mnist()
        weights = load_sample_weight()
        z1 = 1 / (1 + np.exp(-(x @ weights["W1"] + weights["b1"])))
        z2 = 1 / (1 + np.exp(-(z1 @ weights["W2"] + weights["b2"])))
        assert ((z2 @ weights["W3"] + weights["b3"]).argmax(axis=1) == t).mean() >= 0.945
        assert train_sample_weight.accuracy(weights, x, t) >= 0.945

    def test_may_be_changed_without_harm_to_the_next_call(self):
        load_sample_weight()["W1"][:] = 0
        assert load_sample_weight()["W1"].any()

    def test_is_found_by_training(self):
        (images, labels), (test_images, test_labels) = read_digits(EMBEDDED)
        weights = train_sample_weight.train(images[:2000], labels[:2000], epochs=5)
        assert {name: value.shape for name, value in weights.items()} == SHAPES
        x = test_images.reshape(-1, 784) / np.float32(255)
        assert train_sample_weight.accuracy(weights, x, test_labels) > 0.6

    def test_is_trained_by_the_right_gradients(self):
        rng = np.random.default_rng(3)
        params = {name: rng.normal(size=shape) * 0.3 for name, shape in SHAPES.items()}
        x, t = rng.random((5, 784)), np.array([0, 9, 3, 3, 7], np.uint8)

        def loss():
            return -np.log(train_sample_weight.activations(params, x)[2][range(5), t]).mean()

        for name, gradient in train_sample_weight.gradients(params, x, t).items():
            index = np.unravel_index(abs(gradient).argmax(), gradient.shape)
            value = params[name][index]
            params[name][index] = value + 1e-5
            above = loss()
            params[name][index] = value - 1e-5
            below = loss()
            params[name][index] = value
            assert gradient[index] == pytest.approx((above - below) / 2e-5, rel=1e-5), name

    def test_is_trained_on_images_moved_by_a_pixel(self):
        image = np.zeros((1, 28, 28), np.uint8)
        image[0, 5, 9] = 7
        moved = train_sample_weight.every_shift(image).reshape(9, 28, 28)
        places = {tuple(map(int, np.argwhere(one)[0])) for one in moved}
        assert places == {(row, column) for row in (4, 5, 6) for column in (8, 9, 10)}


class Mirror:
    """A real server on this machine that serves files, knows Range, and can be told to misbehave.

    Attributes
    ----------
    files : dict of str to bytes
    breaks_after : int or None
        Bytes of a body after which it hangs up, for the next `breaks` answers.
    knows_range : bool
    asked : list of (path, Range header or None)
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.breaks_after: int | None = None
        self.breaks = 1
        self.knows_range = True
        self.asked: list[tuple[str, str | None]] = []
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                mirror.answer(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers.get("Range")
        self.asked.append((request.path[1:], wanted))
        body = self.files.get(request.path[1:])
        if body is None:
            request.send_error(404)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.knows_range else 0
        if start and start >= len(body):
            request.send_error(416)
            return
        request.send_response(206 if start else 200)
        request.send_header("Content-Length", str(len(body) - start))
        request.end_headers()
        stop = None
        if self.breaks_after is not None and self.breaks > 0:
            self.breaks -= 1
            stop = start + self.breaks_after
        request.wfile.write(body[start:stop])


@pytest.fixture
def mirrors():
    """Two mirrors, empty."""
    both = [Mirror(), Mirror()]
    for mirror in both:
        threading.Thread(target=mirror.server.serve_forever, args=(0.01,), daemon=True).start()
    yield both
    for mirror in both:
        mirror.server.shutdown()
        mirror.server.server_close()


class TestDownload:
    def fetch(self, folder, mirrors):
        return download(folder, mirrors=[mirror.url for mirror in mirrors], files=FILES)

    def one(self, folder, mirrors):
        """Fetch the first file only."""
        name = NAMES[0]
        download(folder, mirrors=[mirror.url for mirror in mirrors], files={name: FILES[name]})
        assert (folder / name).read_bytes() == BODIES[name]
        assert [path.name for path in folder.iterdir()] == [name]

    def test_names_the_four_files_of_mnist(self):
        assert list(SHA256) == [original_name(part) for part in PARTS]
        assert {len(sha256) for sha256 in SHA256.values()} == {64}

    def test_gets_four_files_that_load_mnist_then_reads(self, mirrors):
        mirrors[0].files = BODIES
        folder = self.fetch(None, mirrors)
        assert folder == user_folder() == default_folder()
        assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)
        assert len(load_mnist()[0][0]) == 20
        assert not mirrors[1].asked

    def test_goes_to_the_folder_of_dlfs_data(self, mirrors, monkeypatch, tmp_path):
        monkeypatch.setenv("DLFS_DATA", str(tmp_path / "mine"))
        mirrors[0].files = BODIES
        assert self.fetch(None, mirrors) == tmp_path / "mine"
        assert len(load_mnist()[0][0]) == 20

    def test_never_goes_into_the_package(self, monkeypatch):
        monkeypatch.setenv("DLFS_DATA", "embedded")
        assert default_folder() == user_folder()

    def test_asks_nobody_for_what_is_there(self, mirrors, tmp_path):
        mirrors[0].files = BODIES
        self.fetch(tmp_path, mirrors)
        mirrors[0].asked.clear()
        self.fetch(tmp_path, mirrors)
        assert mirrors[0].asked == []

    def test_replaces_a_damaged_file(self, mirrors, tmp_path):
        mirrors[0].files = BODIES
        (tmp_path / NAMES[0]).write_bytes(b"damaged")
        self.one(tmp_path, mirrors)

    def test_asks_the_next_mirror_for_what_one_has_not(self, mirrors, tmp_path):
        mirrors[1].files = BODIES
        self.one(tmp_path, mirrors)
        assert len(mirrors[0].asked) == len(mirrors[1].asked) == 1

    def test_asks_the_next_mirror_after_a_wrong_sha256(self, mirrors, tmp_path):
        mirrors[0].files = {NAMES[0]: b"<html>please log in</html>"}
        mirrors[1].files = BODIES
        self.one(tmp_path, mirrors)

    def test_keeps_nothing_with_a_wrong_sha256_and_says_so(self, mirrors, tmp_path):
        wrong = b"<html>please log in</html>"
        mirrors[0].files = {NAMES[0]: wrong}
        with pytest.raises(DatasetError) as caught:
            self.one(tmp_path, mirrors[:1])
        assert hashlib.sha256(wrong).hexdigest() in str(caught.value)
        assert FILES[NAMES[0]] in str(caught.value)
        assert list(tmp_path.iterdir()) == []

    def test_goes_on_by_itself_when_the_connection_breaks(self, mirrors, tmp_path):
        mirrors[0].files, mirrors[0].breaks_after, mirrors[0].breaks = BODIES, 5000, 2
        self.one(tmp_path, mirrors)
        assert [wanted for _, wanted in mirrors[0].asked] == [None, "bytes=5000-", "bytes=10000-"]

    def test_goes_on_at_the_next_mirror(self, mirrors, tmp_path, monkeypatch):
        monkeypatch.setattr(dataset.download, "TRIES", 1)
        mirrors[0].files, mirrors[0].breaks_after = BODIES, 5000
        mirrors[1].files = BODIES
        self.one(tmp_path, mirrors)
        assert [wanted for _, wanted in mirrors[1].asked] == ["bytes=5000-"]

    def test_goes_on_the_next_day(self, mirrors, tmp_path):
        mirrors[0].files, mirrors[0].breaks_after, mirrors[0].breaks = BODIES, 100, 1000
        with pytest.raises(
            DatasetError, match=r"broke after 500 of 15,\d\d\d bytes.*\n.*what has arrived is kept"
        ):
            self.one(tmp_path, mirrors[:1])
        assert [path.name for path in tmp_path.iterdir()] == [NAMES[0] + ".part"]
        mirrors[0].breaks = 0
        self.one(tmp_path, mirrors)
        assert mirrors[0].asked[-1][1] == "bytes=500-"

    def test_starts_again_where_a_mirror_knows_no_range(self, mirrors, tmp_path):
        mirrors[0].files, mirrors[0].knows_range = BODIES, False
        (tmp_path / (NAMES[0] + ".part")).write_bytes(BODIES[NAMES[0]][:5000])
        self.one(tmp_path, mirrors)

    @pytest.mark.parametrize("stale", [b"x" * 100, b"x" * 100_000])
    def test_starts_again_after_a_wrong_start(self, mirrors, tmp_path, stale):
        mirrors[0].files = BODIES
        (tmp_path / (NAMES[0] + ".part")).write_bytes(stale)
        self.one(tmp_path, mirrors[:1])

    def test_asks_nobody_when_only_the_renaming_is_left(self, mirrors, tmp_path):
        (tmp_path / (NAMES[0] + ".part")).write_bytes(BODIES[NAMES[0]])
        self.one(tmp_path, mirrors)
        assert mirrors[0].asked == []

    def test_without_a_network_says_what_was_tried_and_what_to_do(self, tmp_path):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(DatasetError) as caught:
            download(tmp_path, mirrors=[url, "http://name.invalid/"])
        text = str(caught.value)
        assert f"{url}{NAMES[0]}: " in text
        assert f"http://name.invalid/{NAMES[0]}: " in text
        assert "refused" in text
        assert "set DLFS_DATA" in text
        assert all(name in text for name in NAMES)

    def test_into_a_folder_that_cannot_be_written_does_not_blame_the_mirror(self, mirrors, tmp_path):
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(DatasetError, match="cannot be written"):
            self.fetch(tmp_path / "file" / "folder", mirrors)

    def test_without_a_home_asks_for_a_folder(self, monkeypatch):
        monkeypatch.setattr(dataset.download, "user_folder", lambda: None)
        with pytest.raises(DatasetError, match="Set DLFS_DATA"):
            download()
