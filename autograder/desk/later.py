"""matplotlib in the desk's worker, imported when something of it is first used.

It takes half a second, as long as all the rest of `dlfs check`, and most checks of chapter 1 draw nothing.
importlib's own LazyLoader would load it at once: for ``import matplotlib.pyplot`` the import system asks the
package where its modules are, and ``from matplotlib.image import imread`` asks for a name.
"""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from typing import Any

PACKAGE = "matplotlib"
MODULES = (PACKAGE, f"{PACKAGE}.pyplot", f"{PACKAGE}.image")  # what the chapters import at their beginning
FUNCTIONS = {(f"{PACKAGE}.image", "imread")}  # and by name

Around = Callable[[], AbstractContextManager[object]]


class Later(types.ModuleType):
    """Stands for a module until something of it is used, and passes on what is asked of it from then on.

    Parameters
    ----------
    name : str
        The module's full name.
    finish : callable
        Makes its name mean the module itself.
    """

    def __init__(self, name: str, finish: Callable[[], None]) -> None:
        super().__init__(name)
        self.__finish__ = finish

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__version__":  # Python's own questions, of every module
            raise AttributeError(name)
        if (self.__name__, name) in FUNCTIONS:
            return lambda *args, **kwargs: getattr(self._real(), name)(*args, **kwargs)
        return getattr(self._real(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("__") or isinstance(value, Later):
            super().__setattr__(name, value)
        else:
            setattr(self._real(), name, value)

    def _real(self) -> types.ModuleType:
        self.__finish__()
        return importlib.import_module(self.__name__)


class _Finder(MetaPathFinder, Loader):
    """Finds stand-ins, until one of them is used."""

    def __init__(self, around: Around) -> None:
        self.around = around

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in MODULES:
            return ModuleSpec(fullname, self, is_package=fullname == PACKAGE)
        if fullname.startswith(f"{PACKAGE}."):
            self.finish()
            return PathFinder.find_spec(fullname, sys.modules[PACKAGE].__path__, target)
        return None

    def create_module(self, spec: ModuleSpec) -> types.ModuleType:
        return Later(spec.name, self.finish)

    def exec_module(self, module: types.ModuleType) -> None:
        return None

    def finish(self) -> None:
        """Import the modules themselves; the stand-ins that were handed out pass on to them."""
        if self not in sys.meta_path:
            return
        sys.meta_path.remove(self)
        for name in MODULES:
            sys.modules.pop(name, None)
        with self.around():
            for name in MODULES:
                importlib.import_module(name)


def import_matplotlib_later(around: Around) -> None:
    """Have matplotlib imported, within `around()`, when it is first used; where it is missing, do nothing."""
    if PACKAGE not in sys.modules and find_spec(PACKAGE) is not None:
        sys.meta_path.insert(0, _Finder(around))
