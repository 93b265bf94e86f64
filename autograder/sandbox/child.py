"""In the sealed room, in the child: runs one student's code and answers the grader's requests."""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import marshal
import os
import sys
import types
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.sandbox.standins import Inert
from autograder.sandbox.wire import OURS, THEIRS, Decoder, Encoder, WireError, frame_size, split
from autograder.submissions.interrupting import TimeLimit
from autograder.submissions.loading import Loading, calls_made, describe_exception, load_cells

Code = np.ndarray[Any, np.dtype[np.uint8]]  # a reference, marshalled, as the grader sends it
EARLIER_PACKAGES = ("autograder.earlier", "solutions")  # the course's own source says `solutions`
MAX_DEFINED = 200
FILTERS, ERRORS = list(warnings.filters), np.geterr()
# Unless a chapter needs them: then its room has them.
INERT_PACKAGES = ("matplotlib", "mpl_toolkits", "IPython", "tqdm", "rich")


class PrintedTooMuch(RuntimeError):
    """The output budget of a call is used up."""


class CountedOutput(io.TextIOBase):
    """Standard output and error: counted, and thrown away."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.count = 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, text: str) -> int:
        """Count `text`; refuse what is over the budget."""
        self.count += len(text)
        if self.count > self.limit:
            raise PrintedTooMuch(f"printed more than {self.limit:,} characters in one call")
        return len(text)


@functools.cache
def missing_packages() -> frozenset[str]:
    """Packages that only draw and that this room does not have: looked for once, before it forks children."""
    return frozenset(p for p in INERT_PACKAGES if importlib.util.find_spec(p) is None)


class RoomImports(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Earlier chapters as the grader supplied them, and inert stand-ins for what only draws."""

    def __init__(self, earlier: dict[str, bytes]) -> None:
        self.earlier = earlier
        self.inert = missing_packages()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname in EARLIER_PACKAGES or fullname.rpartition(".")[2] in self.earlier:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=fullname in EARLIER_PACKAGES)
        if fullname.partition(".")[0] in self.inert:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType | None:
        return Inert(spec.name) if spec.name.partition(".")[0] in self.inert else None

    def exec_module(self, module: types.ModuleType) -> None:
        code = self.earlier.get(module.__name__.rpartition(".")[2])
        if code is not None:
            exec(marshal.loads(code), module.__dict__)


def supplied(
    statement: ast.stmt, namespace: dict[str, Any], chapters: tuple[str, ...], withheld: frozenset[str]
) -> bool:
    """Bind what an import was to bring, where earlier chapters have it: from the book's `common`."""
    if not isinstance(statement, ast.ImportFrom):
        return False
    known: dict[str, Any] = {}
    for chapter in chapters:
        module = importlib.import_module(f"{EARLIER_PACKAGES[0]}.{chapter}")
        known |= {n: v for n, v in defined_in(module).items() if v.__module__ == module.__name__}
    known = {name: value for name, value in known.items() if name not in withheld}
    wanted = {alias.asname or alias.name: alias.name for alias in statement.names}
    if "*" in wanted:
        wanted = {name: name for name in known if name not in namespace}
    found = {name: known[meant] for name, meant in wanted.items() if meant in known}
    namespace.update(found)
    return bool(found)


class Server:
    """Answers requests on a socket, strictly in turn.

    Parameters
    ----------
    fd : int
        The socket.
    output : CountedOutput
        Where the student's prints go.
    """

    def __init__(self, fd: int, output: CountedOutput) -> None:
        self.fd = fd
        self.output = output
        self.module = types.ModuleType("submission")
        self.objects: dict[int, Any] = {}
        self.encoder = Encoder(self._reference)
        self.decoder = Decoder(self._resolve)
        self.actions: dict[str, Callable[..., Any]] = {
            "load": self.load,
            "defined": self.defined,
            "inject": self.inject,
            "beside": self.beside,
            "get": self.get,
            "set": self.set,
            "call": self.call,
            "trace": self.trace,
        }

    def _reference(self, value: Any) -> tuple[int, list[Any]]:
        self.objects[len(self.objects) + 1] = value
        return OURS, [len(self.objects), type(value).__name__[:80], callable(value)]

    def _resolve(self, code: int, fields: list[Any]) -> Any:
        if code == THEIRS:
            return self.objects[fields[0]]
        number = fields[0]

        def graders_function(*args: Any, **kwargs: Any) -> Any:
            self.send("callback", number, list(args), kwargs)
            while True:
                action, *arguments = self.receive()
                if action == "returned":
                    return arguments[0]
                if action == "failed":
                    raise RuntimeError(arguments[0])
                self.answer(action, arguments)  # the function itself asks something of the student's code

        return graders_function

    def send(self, *message: Any) -> None:
        """Write one frame."""
        view = memoryview(self.encoder.frame(message))
        while view:
            view = view[os.write(self.fd, view) :]

    def receive(self) -> list[Any]:
        """Read one frame; end with the grader."""
        data = bytearray(os.read(self.fd, 1 << 16))
        while len(data) < 8 or len(data) < frame_size(data):
            more = os.read(self.fd, 1 << 20) if data else b""
            if not more:
                os._exit(0)
            data += more
        return self.decoder.message(*split(data))

    def serve(self) -> None:
        """Say that all is set up, then answer until the grader goes away."""
        self.send("ready")
        while True:
            action, *arguments = self.receive()
            self.output.count = 0
            self.answer(action, arguments)

    def answer(self, action: str, arguments: list[Any]) -> None:
        """Do what was asked and say what came of it."""
        try:
            self.send("ok", *self.actions[action](*arguments))
        except WireError as error:
            self.send("error", ["UnplainValue"], str(error)[:500], "")
        except BaseException as error:
            self.send("error", *describe_exception(error, error.__traceback__))

    def load(
        self,
        cells: list[str],
        seconds_per_cell: float,
        seconds: float,
        earlier: dict[str, Code],
        withheld: list[str],
        spared: list[int],
        begins: Callable[[int], object] | None,
    ) -> tuple[Any, Any]:
        """Run the student's cells; the answer lists what did not run, and names that were defined twice.

        `begins` is told which cell is next.
        """
        sys.meta_path.insert(0, RoomImports({name: code.tobytes() for name, code in earlier.items()}))
        sys.modules["submission"] = self.module
        loading = Loading(
            time=TimeLimit(seconds_per_cell, seconds, on_stuck=self.give_up),
            spared=frozenset(spared),
            begins=begins,
            supply=functools.partial(supplied, chapters=tuple(earlier), withheld=frozenset(withheld)),
        )
        problems = list(load_cells(cells, self.module, loading))
        set_back()
        return [list(p) for p in problems], [list(r) for r in loading.redefined]

    def defined(self) -> tuple[dict[str, Any], None]:
        """The functions and classes of the student's module: a grader asks for nearly all of them."""
        return defined_in(self.module), None

    def give_up(self, cell: int) -> None:
        """Say that a cell cannot be interrupted, and end."""
        self.send("stuck", cell)
        os._exit(0)

    def inject(self, codes: list[Code], imports: Code) -> tuple[None, None]:
        """Put references beneath the student's code, with what their chapter imports if that is not there."""
        found: dict[str, Any] = {}
        exec(marshal.loads(imports.tobytes()), found)
        here = self.module.__dict__
        for name, value in found.items():
            if name not in here or (callable(value) and not callable(here[name])):
                here[name] = value
        for code in codes:
            exec(marshal.loads(code.tobytes()), here)
        return None, None

    def beside(self, source: str) -> tuple[Any, dict[str, Any]]:
        """Run a grader's helper in a module of its own; also what it defines."""
        module = types.ModuleType("beside")
        exec(compile(source, "(grader's helper)", "exec"), module.__dict__)
        return module, defined_in(module)

    def get(self, target: Any, name: str) -> tuple[Any, None]:
        """An attribute of an object, or of the student's module."""
        return getattr(self.module if target is None else target, name), None

    def set(self, target: Any, name: str, value: Any) -> tuple[None, None]:
        """Set such an attribute."""
        setattr(self.module if target is None else target, name, value)
        return None, None

    def call(
        self, function: Any, args: list[Any], kwargs: dict[str, Any], keep_arguments: bool
    ) -> tuple[Any, Any]:
        """Call an object of this side; on request, also give its arguments as they are afterwards."""
        result = function(*args, **kwargs)
        return result, args if keep_arguments else None

    def trace(self, function: Any, args: list[Any]) -> tuple[list[str], None]:
        """Names of the student's functions that a call enters."""
        return calls_made(function, tuple(args)), None


def set_back() -> None:
    """Undo what a student turned on for all of NumPy or Python: it is no part of an answer.

    Looking is cheap, `warnings.catch_warnings` and `np.errstate` are not (38 pages of a fresh child, 0.2 ms).
    """
    if warnings.filters != FILTERS:
        warnings.resetwarnings()
        warnings.filters.extend(FILTERS)  # type: ignore[attr-defined]
    if np.geterr() != ERRORS:
        np.seterr(**ERRORS)


def defined_in(module: types.ModuleType) -> dict[str, Any]:
    """The functions and classes of a module by name, the first `MAX_DEFINED` of them."""
    found = {n: v for n, v in vars(module).items() if isinstance(v, types.FunctionType | type)}
    return dict(list(found.items())[:MAX_DEFINED])


def main(fd: int, printed_characters: int) -> None:
    """Serve one student's code on socket `fd`."""
    output = CountedOutput(printed_characters)
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        sys.__stdout__ = sys.__stderr__ = output  # type: ignore[misc,assignment]
        Server(fd, output).serve()
