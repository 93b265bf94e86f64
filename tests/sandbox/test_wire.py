"""The frames between grader and sealed room: what goes in comes out, and nothing else does any harm."""

from __future__ import annotations

import math
import struct
import time
import tracemalloc
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from autograder.sandbox.wire import (
    ARRAY,
    BIG_INT,
    COMPLEX,
    DTYPE_NUMBERS,
    DTYPES,
    MAX_BODY,
    MAX_DEPTH,
    MAX_HEAD,
    NUMBER,
    OURS,
    THEIRS,
    TUPLE,
    Decoder,
    Encoder,
    WireError,
    frame_size,
    split,
)

FUZZ = settings(max_examples=150, deadline=None)
PLAIN_TYPES = (type(None), bool, int, float, complex, str, list, tuple, dict, np.ndarray, np.generic)


class Thing:
    """Something that only a handle can stand for."""


def refuse(*_: object) -> Any:
    raise WireError("no handles here")


def frame(*message: Any) -> bytes:
    return Encoder(lambda value: (OURS, [7, type(value).__name__, callable(value)])).frame(message)


def message(data: bytes, resolve: Any = refuse) -> list[Any]:
    return Decoder(resolve).message(*split(data))


def there_and_back(value: Any) -> Any:
    (result,) = message(frame(value))
    return result


def head(value: Any, body: bytes = b"") -> bytes:
    """A frame around any msgpack value, whether an encoder would say it or not."""
    packed = value if isinstance(value, bytes) else msgpack.packb(value)
    return struct.pack("<II", len(packed), len(body)) + packed + body


def same(a: Any, b: Any) -> bool:
    """Equal in type, value and bits, NaN included."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray | np.generic):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, float):
        return struct.pack("d", a) == struct.pack("d", b)
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    return bool(a == b)


numbers = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.complex_numbers(allow_nan=False)
)
texts = st.text(st.characters(exclude_categories=["Cs"]))
arrays = st.sampled_from(DTYPES).flatmap(
    lambda dtype: nps.arrays(dtype, nps.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
)
keys = st.one_of(texts, st.booleans(), st.integers(-(2**63), 2**63), st.floats(allow_nan=False))
values = st.recursive(
    numbers | texts | arrays | arrays.map(lambda a: a.dtype.type(3)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=12,
)


@FUZZ
@given(values)
def test_a_value_comes_out_as_it_went_in(value: Any) -> None:
    assert same(there_and_back(value), value)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -0.0, 2**4000, -(2**4000), "", "\0", 1j])
def test_a_number_at_the_edge_comes_out_as_it_went_in(value: Any) -> None:
    assert same(there_and_back(value), value)


@FUZZ
@given(arrays)
def test_an_array_that_comes_out_is_a_copy_that_can_be_written_to(array: np.ndarray) -> None:
    data = bytearray(frame(array))
    (result,) = Decoder(refuse).message(*split(data))
    before = result.tobytes()
    data[8:] = bytes(len(data) - 8)
    assert result.tobytes() == before
    assert result.flags.writeable


def test_an_array_comes_out_in_rows_however_it_lies_in_memory() -> None:
    array = np.arange(24.0).reshape(2, 3, 4)
    for view in (array.T, array[::-1, :, ::2], np.asfortranarray(array), array.astype(">f8")):
        assert np.array_equal(there_and_back(view), view)


def test_subclasses_come_out_as_what_they_are_made_of() -> None:
    class Named(tuple):
        pass

    class Sorted(dict):
        pass

    class Image(np.ndarray):
        pass

    assert same(there_and_back(Named((1, 2))), (1, 2))
    assert same(there_and_back(Sorted(a=1)), {"a": 1})
    assert same(there_and_back(np.ones(2).view(Image)), np.ones(2))


def test_a_lone_surrogate_comes_out_as_a_replacement_character() -> None:
    text = there_and_back("a\ud800b")
    assert text.encode("utf-8").decode() == text
    assert text.startswith("a")
    assert text.endswith("b")


def test_a_thing_becomes_a_handle_that_the_other_side_resolves() -> None:
    seen = []
    (result,) = message(frame([Thing()]), lambda code, fields: seen.append((code, fields)) or "handle")
    assert result == ["handle"]
    assert seen == [(OURS, [7, "Thing", False])]


@pytest.mark.parametrize(
    "value",
    [
        b"bytes",
        bytearray(b"bytes"),
        memoryview(b"bytes"),
        [b"bytes"],
        {"a": (b"bytes",)},
        {(1, 2): 3},
        {1j: 3},
        {2**70: 3},
        {b"key": 3},
        np.array([None]),
        np.array(["text"]),
        np.array(["2000-01-01"], "M8[D]"),
        np.zeros(3, "f8,i4"),
        np.longdouble(1),
        2**5000,
        np.zeros(MAX_BODY // 8 + 1),
        "x" * (MAX_HEAD + 1),
    ],
    ids=lambda value: str(type(value)),
)
def test_what_is_not_plain_is_refused_by_the_sender(value: Any) -> None:
    refusing = Encoder(refuse)
    with pytest.raises(WireError):
        refusing.frame((value,))
    assert message(refusing.frame((1,))) == [1]


def nested(kind: type, depth: int) -> Any:
    value: Any = 0.0
    for _ in range(depth):
        value = {"a": value} if kind is dict else kind([value])
    return value


@pytest.mark.parametrize("kind", [list, tuple, dict])
def test_nesting_is_fine_up_to_a_limit_and_refused_beyond(kind: type) -> None:
    assert same(there_and_back(nested(kind, MAX_DEPTH)), nested(kind, MAX_DEPTH))
    for depth in (MAX_DEPTH + 1, 100, 5000):
        with pytest.raises(WireError, match="nested"):
            frame(nested(kind, depth))


def test_a_list_that_holds_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append((loop, [loop]))
    with pytest.raises(WireError, match="nested"):
        frame(loop)


def test_a_refused_value_leaves_the_encoder_as_it_was() -> None:
    encoder = Encoder(refuse)
    for _ in range(3):
        with pytest.raises(WireError):
            encoder.frame(([1, (2, [np.zeros(3), Thing()])],))
        assert same(message(encoder.frame((np.ones(2), "a"))), [np.ones(2), "a"])


FLOAT = DTYPE_NUMBERS[np.dtype(float)]


def array_head(dtype: int, *shape: int) -> msgpack.ExtType:
    """What a frame's head says of an array."""
    return msgpack.ExtType(ARRAY, struct.pack(f"<B{len(shape)}Q", dtype, *shape))


MALFORMED = {
    "nothing": b"",
    "not a list": msgpack.packb({"a": 1}),
    "an empty list": msgpack.packb([]),
    "two values": msgpack.packb([1]) * 2,
    "bytes": msgpack.packb([b"raw"]),
    "bytes as a key": msgpack.packb([{b"raw": 1}]),
    "a list as a key": b"\x91\x81\x90\xc0",
    "a tuple as a key": msgpack.packb([{msgpack.ExtType(TUPLE, msgpack.packb([1])): 1}]),
    "a handle as a key": msgpack.packb([{msgpack.ExtType(OURS, msgpack.packb([1, "a", True])): 1}]),
    "a large integer as a key": msgpack.packb([{msgpack.ExtType(BIG_INT, b"\x01" * 20): 1}]),
    "an integer of a million bits": msgpack.packb([msgpack.ExtType(BIG_INT, b"\x01" * (1 << 17))]),
    "an unknown extension": msgpack.packb([msgpack.ExtType(99, b"\x90")]),
    "an extension without fields": msgpack.packb([msgpack.ExtType(TUPLE, msgpack.packb(1))]),
    "a complex number of one part": msgpack.packb([msgpack.ExtType(COMPLEX, msgpack.packb([1.0]))]),
    "an array of no dtype": msgpack.packb([msgpack.ExtType(ARRAY, b"")]),
    "an array of another dtype": msgpack.packb([array_head(len(DTYPES), 1)]),
    "an array of minus one": msgpack.packb([array_head(FLOAT, 2**64 - 1)]),
    "an array of half a size": msgpack.packb([msgpack.ExtType(ARRAY, bytes([FLOAT, 1, 0, 0, 0]))]),
    "an array that is not there": msgpack.packb([array_head(FLOAT, 9)]),
    "a handle of half a number": msgpack.packb([msgpack.ExtType(THEIRS, b"\1\0\0\0")]),
    "an array of overflowing shape": msgpack.packb([array_head(FLOAT, 0, *[MAX_BODY] * 7)]),
    "an array of nine dimensions": msgpack.packb([array_head(FLOAT, *[1] * 9)]),
    "a list that claims four thousand million": b"\x91\xdd\xff\xff\xff\xff",
    "text that claims four thousand million": b"\x91\xdb\xff\xff\xff\xff",
    "a thousand lists in each other": b"\x91" * 1000 + b"\xc0",
    "ten thousand lists in each other": b"\x91" * 10_000 + b"\xc0",
}


@pytest.mark.parametrize("packed", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_frame_is_refused(packed: bytes) -> None:
    with pytest.raises(WireError):
        message(head(packed), lambda *_: Thing())


def test_a_timestamp_comes_out_as_a_number() -> None:
    (result,) = message(head(msgpack.packb([msgpack.Timestamp(5)])))
    assert type(result) is float


def test_bytes_that_belong_to_nothing_are_refused() -> None:
    with pytest.raises(WireError, match="belong to nothing"):
        message(head([1], body=b"12345678"))


@pytest.mark.parametrize(
    "lengths", [(0, MAX_BODY + 1), (MAX_HEAD + 1, 0), (2**32 - 1, 2**32 - 1), (1, 1), (0, 0)]
)
def test_lengths_that_are_wrong_are_refused(lengths: tuple[int, int]) -> None:
    with pytest.raises(WireError):
        message(struct.pack("<II", *lengths) + b"\x91")


def test_a_frame_tells_its_size_from_its_first_eight_bytes() -> None:
    data = frame("abc", np.ones(10))
    assert frame_size(data[:8]) == len(data)
    with pytest.raises(WireError, match="too large"):
        frame_size(struct.pack("<II", MAX_HEAD + 1, 0))


@FUZZ
@given(st.binary(max_size=300), st.binary(max_size=40))
def test_random_bytes_raise_nothing_but_a_wire_error(packed: bytes, body: bytes) -> None:
    try:
        result = message(head(packed, body), lambda *_: Thing())
    except WireError:
        return
    assert only_plain(result)


@FUZZ
@given(st.data())
def test_a_damaged_frame_raises_nothing_but_a_wire_error(data: st.DataObject) -> None:
    damaged = bytearray(frame(data.draw(values)))
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        result = message(bytes(damaged[: data.draw(st.integers(8, len(damaged)))]), lambda *_: Thing())
    except WireError:
        return
    assert only_plain(result)


def only_plain(value: Any) -> bool:
    if isinstance(value, np.ndarray | np.generic):
        return value.dtype.kind in "biufc"
    if type(value) in (list, tuple):
        return all(map(only_plain, value))
    if type(value) is dict:
        return all(map(only_plain, value)) and all(map(only_plain, value.values()))
    return type(value) in PLAIN_TYPES or type(value) is Thing


HUNGRY = {
    "lists that claim what follows them": lambda size: (
        (b"\xdd" + struct.pack(">I", size // 2)) * (size // 10) + b"\xc0" * (size // 2)
    ),
    "dicts that claim what follows them": lambda size: (
        (b"\xdf" + struct.pack(">I", size // 4) + b"\x01") * (size // 12) + b"\xc0" * (size // 2)
    ),
    "one list that claims everything": lambda size: b"\xdd" + struct.pack(">I", size - 5),
    "lists in extensions": lambda size: msgpack.packb(
        [msgpack.ExtType(TUPLE, b"\xdd" + struct.pack(">I", size // 2)) for _ in range(size // 12)]
    ),
    "text that claims everything": lambda size: b"\x91\xdb" + struct.pack(">I", size * 2) + b"a" * size,
    "random bytes": lambda size: np.random.default_rng(0).bytes(size),
}


@pytest.mark.parametrize("make", HUNGRY.values(), ids=HUNGRY)
@pytest.mark.parametrize("size", [500, 50_000, 1_000_000])
def test_a_lying_frame_allocates_only_a_few_times_its_size(make: Any, size: int) -> None:
    data = head(make(size)[:MAX_HEAD])
    tracemalloc.start()
    try:
        with pytest.raises(WireError):
            message(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 * len(data) + (1 << 20)


def colliding(count: int) -> dict[str, bytes]:
    """Dicts whose keys all have the same hash: each new one would be compared with all before it."""
    prime = 2**61 - 1
    alike = [float(k * prime) for k in (1, 2, 4, 8)]
    as_tuple = [[alike[(i >> 2 * j) & 3] for j in range(10)] for i in range(count)]
    return {
        "integers": b"\xc0".join(
            msgpack.packb(msgpack.ExtType(BIG_INT, (prime * k).to_bytes(11, "little")))
            for k in range(1, count)
        ),
        "tuples": b"\xc0".join(msgpack.packb(msgpack.ExtType(TUPLE, msgpack.packb(t))) for t in as_tuple[1:]),
    }


@pytest.mark.parametrize("kind", ["integers", "tuples"])
def test_keys_that_collide_cost_no_time(kind: str) -> None:
    count = 10_000
    keys = colliding(count)[kind] + b"\xc0"
    started = time.process_time()
    with pytest.raises(WireError, match="key"):
        message(head(b"\x91\xdf" + struct.pack(">I", count - 1) + keys))
    assert time.process_time() - started < 0.5


def test_a_handle_of_ours_is_not_taken_for_one_of_theirs() -> None:
    seen = []
    message(head([msgpack.ExtType(THEIRS, NUMBER.pack(3))]), lambda code, fields: seen.append((code, fields)))
    assert seen == [(THEIRS, [3])]
