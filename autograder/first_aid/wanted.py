"""What an exercise asks for: its functions and methods, read from the stub or the reference."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from autograder.first_aid.code import Function


@dataclass(frozen=True)
class Signature:
    """A function or method that is asked for.

    Attributes
    ----------
    name : str
        Its name.
    parameters : tuple of str
        Names of its parameters.
    least : int
        How many of them have to be given.
    returns : bool
        Whether its docstring says that it returns something.
    dicts : frozenset of str
        Parameters that are dicts.
    body : str
        The statements that are given, without docstring and `raise`.
    """

    name: str
    parameters: tuple[str, ...]
    least: int
    returns: bool
    dicts: frozenset[str]
    body: str


@dataclass(frozen=True)
class Wanted:
    """What a chapter asks for: the exercises' cells, as they are handed out or as the reference has them."""

    cells: Mapping[str, str]

    @cached_property
    def _nodes(self) -> dict[str, dict[str, Function | ast.ClassDef]]:
        return {
            exercise: {n.name: n for n in ast.parse(cell).body if isinstance(n, Function | ast.ClassDef)}
            for exercise, cell in self.cells.items()
        }

    def names(self, exercise: str) -> tuple[str, ...]:
        """The functions and classes of an exercise."""
        return tuple(self._nodes.get(exercise, ()))

    def home(self, name: str) -> str:
        """The exercise that a function or class belongs to, or ""."""
        return next((exercise for exercise, nodes in self._nodes.items() if name in nodes), "")

    def is_class(self, exercise: str, name: str) -> bool:
        """Whether a class is asked for."""
        return isinstance(self._nodes[exercise][name], ast.ClassDef)

    def signatures(self, exercise: str, name: str) -> dict[str, Signature]:
        """The methods of a class by name; of a function, itself."""
        node = self._nodes[exercise][name]
        functions = node.body if isinstance(node, ast.ClassDef) else [node]
        return {n.name: _signature(n) for n in functions if isinstance(n, Function)}

    def keeps(self, exercise: str, name: str) -> frozenset[str]:
        """The attributes that a class's docstring lists."""
        text = ast.get_docstring(self._nodes[exercise][name]) or ""
        _, _, rest = text.partition("Attributes\n----------\n")
        lines = [line for line in rest.split("\n\n")[0].splitlines() if line and not line.startswith(" ")]
        return frozenset(word for line in lines for word in re.findall(r"\w+", line.partition(":")[0]))


def _signature(node: Function) -> Signature:
    text = ast.get_docstring(node) or ""
    listed = re.findall(r"^([\w, ]+) : dict", text, re.MULTILINE)
    dicts = frozenset(name for names in listed for name in re.findall(r"\w+", names))
    returns = re.search(r"^Returns\n-+\n(?!None)", text, re.MULTILINE) is not None
    return Signature(node.name, parameters_of(node), least_of(node), returns, dicts, body_of(node))


def parameters_of(node: Function) -> tuple[str, ...]:
    """Names of the parameters that may be given by place."""
    return tuple(a.arg for a in (*node.args.posonlyargs, *node.args.args))


def least_of(node: Function) -> int:
    """How many parameters have to be given."""
    return len(parameters_of(node)) - len(node.args.defaults)


def body_of(node: Function) -> str:
    """What a function does, as text: without its docstring, and without the stub's `raise`."""
    return "\n".join(ast.unparse(n) for n in node.body if not is_text(n) and not is_stub(n))


def is_stub(node: ast.AST) -> bool:
    """Whether this is `raise NotImplementedError`."""
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    what = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(what, ast.Name) and what.id == "NotImplementedError"


def is_text(node: ast.AST) -> bool:
    """Whether this is a docstring, or does nothing."""
    is_constant = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_constant or isinstance(node, ast.Pass)
