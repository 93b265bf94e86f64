"""In the sealed room: what stands in for packages that only draw or show, and are not there."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

GIVES = {"hist": 3}  # how many values come of a call; else two, as of `fig, ax = plt.subplots()`
ARITHMETIC = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow")


class Inert(types.ModuleType):
    """Stands in for a package that only draws or shows: anything can be asked of it, nothing happens."""

    __path__: list[str] = []  # noqa: RUF012

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return PROGRESS.get(name) or Inert(name)

    def __call__(self, *_: Any, **__: Any) -> Any:
        return Inert(self.__name__)

    def __iter__(self) -> Any:
        return iter([Inert("item") for _ in range(GIVES.get(self.__name__, 2))])

    def __getitem__(self, key: Any) -> Any:
        return Inert("item")

    def __setitem__(self, key: Any, value: Any) -> None:
        return None

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        return None


def _inert(self: Any, _: Any) -> Any:
    return self


for _name in ARITHMETIC:  # a limit of an axis, doubled
    for _form in ("__{}__", "__r{}__", "__i{}__"):
        setattr(Inert, _form.format(_name), _inert)


class Progress:
    """A progress bar: goes through what it was given, counts, and shows nothing."""

    def __init__(self, iterable: Iterable[Any] | None = None, *_: Any, **options: Any) -> None:
        self.iterable: Any = options.get("sequence") if iterable is None else iterable
        self.total = options.get("total")
        self.n = options.get("initial", 0)

    def __iter__(self) -> Iterator[Any]:
        for item in self.iterable:
            yield item
            self.n += 1

    def __len__(self) -> int:
        return int(self.total or 0) if self.iterable is None else len(self.iterable)

    def __bool__(self) -> bool:
        return True

    def __reversed__(self) -> Any:
        return reversed(self.iterable)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _nothing

    def update(self, n: float = 1) -> None:
        """Count."""
        self.n += n

    @staticmethod
    def write(*_: object, **__: object) -> None:
        """Show a line: not here."""

    @staticmethod
    def pandas(*_: object, **__: object) -> None:
        """Show the progress of a table: not here."""


def _nothing(*_: object, **__: object) -> None:
    return None


def _over_range(*numbers: int, **options: Any) -> Progress:
    return Progress(range(*numbers), **options)


def _over_numbered(iterable: Iterable[Any], start: int = 0, **options: Any) -> Progress:
    return Progress(list(enumerate(iterable, start)), **options)


def _over_pairs(*iterables: Iterable[Any], **options: Any) -> Progress:
    return Progress(list(zip(*iterables, strict=False)), **options)


PROGRESS: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(("tqdm", "tqdm_notebook", "tqdm_gui", "track"), Progress),
    **dict.fromkeys(("trange", "tnrange"), _over_range),
    "tenumerate": _over_numbered,
    "tzip": _over_pairs,
}
