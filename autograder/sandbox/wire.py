"""Frames between grader and sealed room: bounded, and never a pickle.

A frame is two lengths, a msgpack head and a body of raw array buffers. What can be said in a head is what
may come out of the room: None, bool, int, float, complex, str, list, tuple, dict, numbers in an ndarray,
and handles, which only name an object on the side that owns it.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from typing import Any

import msgpack
import numpy as np

LENGTHS = struct.Struct("<II")
MAX_HEAD = 1 << 20
MAX_BODY = 64 << 20
MAX_EMPTY = 1 << 16  # rows of an array that holds nothing: they cost no bytes in a frame
MAX_DEPTH = 20
MAX_DIMENSIONS = 8
MAX_INT_BITS = 4096
MAX_KEY_BITS = 64
# msgpack reserves memory for as many elements as a header claims; up to this size that may be a lie.
SMALL_HEAD = 1 << 10

CODES = "?bBhHiIqQlLefdFD"
DTYPES = tuple({np.dtype(code).str: np.dtype(code) for code in CODES}.values())
DTYPE_NUMBERS = {dtype: number for number, dtype in enumerate(DTYPES)}
# Arrays and handles are most of what is said: their fields are packed flat, without a msgpack of their own.
SHAPES = tuple(struct.Struct(f"<B{dimensions}Q") for dimensions in range(MAX_DIMENSIONS + 1))
NUMBER = struct.Struct("<Q")
# Tuples, complex numbers and large integers can be chosen to collide by the thousand; a dict of those takes
# minutes to make.
KEYS = frozenset({str, int, float, bool, type(None)} | {np.dtype(code).type for code in CODES[:-2]})
ATOMS = frozenset({type(None), bool, int, float, complex, str, np.ndarray})
BYTES = frozenset({bytes, bytearray, memoryview})
CONTAINERS = (list, tuple, dict)
MALFORMED = (ValueError, TypeError, OverflowError, RecursionError, MemoryError, msgpack.UnpackException)

ARRAY, SCALAR, TUPLE, COMPLEX, BIG_INT, OURS, THEIRS = range(1, 8)


class WireError(Exception):
    """A value that cannot be sent, or a frame that is not well-formed."""


class Encoder:
    """Turn values into frames.

    Parameters
    ----------
    reference : callable
        ``reference(value) -> (code, fields)`` for a value that is not plain: `OURS` with the number of an
        object kept on this side, or `THEIRS` for one of the other side's. Raises `WireError` to refuse.
    """

    def __init__(self, reference: Callable[[Any], tuple[int, list[Any]]]) -> None:
        self._reference = reference
        self._buffers: list[memoryview] = []
        self._depth = 0
        # One a level: making a packer costs more than packing.
        self._packers = [self._packer() for _ in range(3)]

    def _packer(self) -> msgpack.Packer:
        return msgpack.Packer(default=self._extension, strict_types=True, unicode_errors="surrogatepass")

    def frame(self, message: tuple[Any, ...]) -> bytes:
        """One frame that says `message`."""
        self._buffers, self._depth = [], 0
        check_plain(message, "the value")
        head = self._pack(list(message))
        body = sum(b.nbytes for b in self._buffers)
        if len(head) > MAX_HEAD or body > MAX_BODY:
            raise WireError("the value is too large to be sent")
        return b"".join([LENGTHS.pack(len(head), body), head, *self._buffers])

    def _pack(self, value: Any) -> bytes:
        level = self._depth
        packer = self._packers[level] if level < len(self._packers) else self._packer()
        try:
            return packer.pack(value)  # type: ignore[no-any-return]
        except MALFORMED as error:
            raise WireError(f"the value cannot be sent: {error}") from None

    def _nested(self, code: int, value: Any) -> msgpack.ExtType:
        self._depth += 1
        if self._depth > MAX_DEPTH + 2:
            raise WireError("the value is nested too deeply")
        packed = self._pack(value)
        self._depth -= 1
        return msgpack.ExtType(code, packed)

    def _extension(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return self._nested(TUPLE, list(value))
        if isinstance(value, np.ndarray | np.generic):
            return self._array(value)
        if isinstance(value, dict):
            return dict(value)
        if isinstance(value, list):
            return list(value)
        if type(value) is complex:
            return self._nested(COMPLEX, [value.real, value.imag])
        if type(value) is int and value.bit_length() <= MAX_INT_BITS:
            return msgpack.ExtType(BIG_INT, value.to_bytes(MAX_INT_BITS // 8 + 1, "little", signed=True))
        code, fields = self._reference(value)
        if code == THEIRS:
            return msgpack.ExtType(THEIRS, NUMBER.pack(*fields))
        return self._nested(code, fields)

    def _array(self, value: Any) -> msgpack.ExtType:
        array = np.asarray(value)
        if not array.flags.c_contiguous:
            array = np.ascontiguousarray(array)
        if array.dtype.byteorder == ">":
            array = array.astype(array.dtype.newbyteorder("<"))
        number = DTYPE_NUMBERS.get(array.dtype)
        if number is None or array.ndim > MAX_DIMENSIONS:
            raise WireError(f"an array of dtype {array.dtype} is not plain numbers")
        if array.nbytes:
            self._buffers.append(array.reshape(-1).view(np.uint8).data)
        code = ARRAY if isinstance(value, np.ndarray) else SCALAR
        return msgpack.ExtType(code, SHAPES[array.ndim].pack(number, *array.shape))


class Decoder:
    """Turn frames into values, trusting nothing.

    Parameters
    ----------
    resolve : callable
        ``resolve(code, fields)`` for `OURS` and `THEIRS`, as the other side says them: its "ours" is an
        object of its own, its "theirs" one of this side. Raises `WireError` if there is no such object.
    """

    def __init__(self, resolve: Callable[[int, list[Any]], Any]) -> None:
        self._resolve = resolve
        self._body = memoryview(b"")
        self._position = 0
        self._depth = 0

    def message(self, head: bytes | bytearray | memoryview, body: memoryview) -> list[Any]:
        """What a frame's head and body say."""
        self._body, self._position, self._depth = body, 0, 0
        value = self._unpack(head)
        if self._position != len(body):
            raise WireError("the frame has bytes that belong to nothing")
        if type(value) is not list or not value:
            raise WireError("the frame is not a message")
        check_plain(value, "the frame")
        return value

    def _unpack(self, packed: bytes | bytearray | memoryview) -> Any:
        self._depth += 1
        if self._depth > MAX_DEPTH + 3:
            raise WireError("the frame is nested too deeply")
        try:
            if len(packed) > SMALL_HEAD:
                _skim(packed)
            value = msgpack.unpackb(
                packed,
                ext_hook=self._extension,
                object_pairs_hook=self._mapping,
                strict_map_key=False,
                unicode_errors="replace",
                timestamp=1,
            )
        except WireError:
            raise
        except MALFORMED as error:
            raise WireError(f"the frame is malformed: {type(error).__name__}") from None
        self._depth -= 1
        return value

    @staticmethod
    def _mapping(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
        check_keys([key for key, _ in pairs], "the frame")
        return dict(pairs)

    def _extension(self, code: int, packed: bytes) -> Any:
        if code == BIG_INT:
            if len(packed) > MAX_INT_BITS // 8 + 1:
                raise WireError("an integer of too many digits")
            return int.from_bytes(packed, "little", signed=True)
        if code in (ARRAY, SCALAR):
            return self._array(packed, code)
        if code == THEIRS and len(packed) == NUMBER.size:
            return self._resolve(THEIRS, list(NUMBER.unpack(packed)))
        fields = self._unpack(packed)
        if type(fields) is not list:
            raise WireError("an extension without fields")
        if code == TUPLE:
            return tuple(fields)
        if code == COMPLEX and len(fields) == 2 and all(type(f) is float for f in fields):
            return complex(*fields)
        if code == OURS:
            return self._resolve(OURS, fields)
        raise WireError("an unknown extension")

    def _array(self, packed: bytes, code: int) -> Any:
        dimensions, rest = divmod(len(packed) - 1, NUMBER.size)
        if rest or not 0 <= dimensions <= MAX_DIMENSIONS:
            raise WireError("an array without dtype and shape")
        number, *shape = SHAPES[dimensions].unpack(packed)
        if number >= len(DTYPES):
            raise WireError("an array of no plain dtype")
        dtype = DTYPES[number]
        if any(size > MAX_BODY for size in shape):
            raise WireError("an array with an impossible shape")
        count = math.prod(shape)
        if not count and math.prod(size or 1 for size in shape) > MAX_EMPTY:
            raise WireError("an empty array with many rows")
        stop = self._position + count * dtype.itemsize
        if stop > len(self._body):
            raise WireError("an array longer than its frame")
        raw = self._body[self._position : stop]
        self._position = stop
        flat = np.frombuffer(raw, np.uint8) != 0 if dtype.kind == "b" else np.frombuffer(raw, dtype).copy()
        array = flat.reshape(shape)
        return array if code == ARRAY else array[()]


def _skim(packed: bytes | bytearray | memoryview) -> None:
    """Walk through a head without making anything of it; fails where a header claims more than there is."""
    unpacker = msgpack.Unpacker(max_buffer_size=len(packed))
    unpacker.feed(packed)
    unpacker.skip()


def check_plain(value: Any, what: str, depth: int = 0) -> None:
    """Refuse what msgpack could say and nobody here should: bytes, endless nesting, keys that collide.

    Raises
    ------
    WireError
        If `what` holds such a thing.
    """
    if depth > MAX_DEPTH:
        raise WireError(f"{what} is nested too deeply")
    if isinstance(value, dict):
        check_keys(list(value), what)
        value = list(value.values())
    kinds = set(map(type, value))
    if kinds <= ATOMS:
        return
    if kinds & BYTES:
        raise WireError(f"{what} holds bytes; only numbers, text and arrays can be sent")
    for element in value:
        if isinstance(element, CONTAINERS) and element:
            check_plain(element, what, depth + 1)


def check_keys(keys: list[Any], what: str) -> None:
    """Refuse a dict's keys that are not short and simple.

    Raises
    ------
    WireError
        If one of them is not.
    """
    strange = next((key for key in keys if type(key) not in KEYS), None)
    if strange is not None:
        raise WireError(f"{what} has a dict with a {type(strange).__name__} as a key")
    if any(type(key) is int and key.bit_length() > MAX_KEY_BITS for key in keys):
        raise WireError(f"{what} has a dict with a very large integer as a key")


def split(frame: bytes | bytearray) -> tuple[memoryview, memoryview]:
    """Head and body of a whole frame."""
    view = memoryview(frame)
    head, body = LENGTHS.unpack_from(view)
    if head > MAX_HEAD or body > MAX_BODY or len(view) != LENGTHS.size + head + body:
        raise WireError("the frame's lengths are wrong")
    start = LENGTHS.size + head
    return view[LENGTHS.size : start], view[start:]


def frame_size(beginning: bytes | bytearray) -> int:
    """Length of the whole frame that begins with these (at least eight) bytes."""
    head, body = LENGTHS.unpack_from(beginning)
    if head > MAX_HEAD or body > MAX_BODY:
        raise WireError("the frame is too large")
    return int(LENGTHS.size + head + body)
