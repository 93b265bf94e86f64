"""Slips that an exception gives away, with the line it came from."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from autograder.first_aid.code import Code, Definition, Function, Piece, inside, is_set, parts_on, short
from autograder.first_aid.spelling import meant
from autograder.first_aid.wanted import Wanted, parameters_of
from autograder.first_aid.written import of_self
from autograder.testing.failures import CheckFailure
from autograder.testing.students import StudentError

KNOWN = {
    "numpy.ndarray": np.ndarray, "ndarray": np.ndarray, "numpy.float64": np.float64, "dict": dict,
    "list": list, "str": str, "tuple": tuple,
}  # fmt: skip
TAKE_A_FUNCTION = ("numerical_gradient", "numerical_diff", "numerical_gradient_2d", "gradient_descent")
_IS_NO_FUNCTION = re.compile(r"'(numpy\.float64|numpy\.ndarray|float|int)' object is not callable")
CONSTANTS = ("pi", "inf", "nan", "newaxis")


@dataclass(frozen=True)
class Raised:
    """An exception of the learner's code.

    Attributes
    ----------
    kind, message : str
        Its class and text.
    piece, line : Piece, int
        Where it came from.
    function : Function or None
        The function or method around that line.
    owner : Definition or None
        What that is, or belongs to.
    """

    kind: str
    message: str
    piece: Piece
    line: int
    function: Function | None
    owner: Definition | None

    @property
    def where(self) -> str:
        """Its place."""
        return self.piece.place(self.line)

    def calls(self) -> Iterator[ast.Call]:
        """The calls on its line."""
        return (n for n in parts_on(self.piece, self.line) if isinstance(n, ast.Call))


def raised_of(error: BaseException | None, code: Code) -> Raised | None:
    """What an exception says, if it came from a line of this code."""
    if not isinstance(error, StudentError) or "\n" in error.where:
        return None
    found = code.at(error.where)
    if found is None:
        return None
    piece, line = found
    owner = next((d for d in code.definitions.values() if d.piece is piece and _holds(d.node, line)), None)
    function = next((f for f in owner.functions if _holds(f, line)), None) if owner is not None else None
    return Raised(error.type_name, error.message, piece, line, function, owner)


def _holds(node: ast.AST, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or 0)  # type: ignore[attr-defined,no-any-return]


def said_of(raised: Raised, code: Code, wanted: Wanted) -> str:
    """What is certain about an exception, or ""."""
    match raised.kind:
        case "NameError":
            return _unknown_name(raised, code, wanted)
        case "AttributeError":
            return _unknown_attribute(raised, code)
        case "KeyError":
            return _unknown_key(raised.message, raised.where, code)
        case "RecursionError":
            return _calls_itself(raised)
        case "TypeError":
            return _of_types(raised, code)
    return ""


def _unknown_name(raised: Raised, code: Code, wanted: Wanted) -> str:
    match = re.match(r"name '(\w+)' is not defined", raised.message)
    if match is None:
        return ""
    name, where = match[1], raised.where
    if name == "self":
        return (
            f"`self` ({where}) is not among the parameters: a method's first parameter is the object itself."
        )
    if name == "np":
        return f"`np` ({where}) is not there: `import numpy as np` has to run first."
    owner = raised.owner
    if owner is not None and owner.is_class and name in _attributes(owner) | set(owner.methods):
        return f"There is no `{name}` ({where}) of its own: did you mean `self.{name}`?"
    if _is_numpys(name, raised):
        return f"`{name}` ({where}) is not a name of Python's: did you mean `np.{name}`?"
    if wanted.home(name) and name not in code.names():
        return f"`{name}` ({where}) is not there yet: it is an exercise of this chapter, to be written first."
    near = _names_around(raised) | code.names()
    guess = meant(name, near)
    return f"There is no `{name}` ({where}): did you mean `{guess}`?" if guess else ""


def _attributes(found: Definition) -> set[str]:
    """What is put on `self`, or read from there."""
    return {n.attr for f in found.functions for n in of_self(f)}


def _is_numpys(name: str, raised: Raised) -> bool:
    if name in CONSTANTS:
        return True
    is_called = any(isinstance(c.func, ast.Name) and c.func.id == name for c in raised.calls())
    return is_called and len(name) > 1 and hasattr(np, name)


def _names_around(raised: Raised) -> set[str]:
    """Parameters, and what is set in the function around."""
    if raised.function is None:
        return set()
    stored = {n.id for n in inside(raised.function) if isinstance(n, ast.Name) and is_set(n)}
    return stored | set(parameters_of(raised.function))


def _unknown_attribute(raised: Raised, code: Code) -> str:
    module = re.match(r"module 'numpy' has no attribute '(\w+)'$", raised.message)
    if module is not None:
        guess = meant(module[1], (n for n in dir(np) if not n.startswith("_")))
        return f"NumPy has no `{module[1]}` ({raised.where}): did you mean `np.{guess}`?" if guess else ""
    match = re.match(r"'([\w.]+)' object has no attribute '(\w+)'", raised.message)
    if match is None:
        return ""
    kind, name = match.groups()
    if kind in KNOWN:
        return _of_known(kind, name, raised.where)
    found = code.definitions.get(kind)
    return _of_own(found, name, raised.where) if found is not None and found.functions else ""


def _of_known(kind: str, name: str, where: str) -> str:
    if kind == "list" and hasattr(np.ndarray, name):
        return f"A list has no `{name}` ({where}), an array has: `np.array` makes one of a list."
    guess = meant(name, (n for n in dir(KNOWN[kind]) if not n.startswith("_")))
    title = "An array" if kind.endswith("ndarray") else "A number" if "float" in kind else f"A {kind}"
    return f"{title} has no `{name}` ({where}): did you mean `{guess}`?" if guess else ""


def _of_own(found: Definition, name: str, where: str) -> str:
    """An attribute that an object of the learner's class does not have."""
    if isinstance(found.node, ast.ClassDef) and found.node.bases:
        return ""
    stored = {n.attr for f in found.functions for n in of_self(f) if is_set(n)}
    guess = meant(name, stored | set(found.methods))
    if guess:
        return f"`{found.name}` has no `{name}` ({where}): did you mean `{guess}`?"
    reads = {n.attr for f in found.functions for n in of_self(f) if not is_set(n)}
    if name in reads - stored - set(found.methods) and found.methods:
        return f"`self.{name}` ({where}) is read, and no method puts anything there with `self.{name} = ...`."
    return ""


def _unknown_key(message: str, where: str, code: Code) -> str:
    match = re.fullmatch(r"'(\w+)'", message)
    guess = meant(match[1], _keys(code)) if match is not None else ""
    at = f" ({where})" if where else ""
    return f"There is no key '{match[1]}'{at}: did you mean '{guess}'?" if match and guess else ""


def unknown_key_of(error: BaseException | None, code: Code) -> str:
    """A key that the checks look for in what came back, or say is not there."""
    keys: set[str] = set()
    looked_for: list[str] = []
    if isinstance(error, KeyError):
        looked_for, keys = re.findall(r"^'(\w+)'$", str(error)), _keys(code)
    elif isinstance(error, CheckFailure) and isinstance(error.got, dict):
        keys = {key for key in error.got if isinstance(key, str)}
        looked_for = [word for word in re.findall(r"\w+", error.summary) if word not in keys]
    for key in looked_for:
        if guess := meant(key, keys):
            return f"There is no key '{key}', but '{guess}': did you mean that?"
    return ""


def _keys(code: Code) -> set[str]:
    """Keys under which the code puts something."""
    found: set[str] = set()
    for definition in code.definitions.values():
        for node in ast.walk(definition.node):
            if isinstance(node, ast.Dict):
                found |= {
                    k.value for k in node.keys if isinstance(k, ast.Constant) and isinstance(k.value, str)
                }
            elif isinstance(node, ast.Subscript) and is_set(node) and isinstance(node.slice, ast.Constant):
                found |= {node.slice.value} if isinstance(node.slice.value, str) else set()
    return found


def _calls_itself(raised: Raised) -> str:
    if raised.function is None or raised.owner is None:
        return ""
    name, is_method = raised.function.name, raised.function is not raised.owner.node
    for node in ast.walk(raised.function):
        if isinstance(node, ast.Call) and short(node.func) == (f"self.{name}" if is_method else name):
            return f"`{name}` calls itself ({raised.piece.place(node.lineno)}), again and again."
    return ""


def _of_types(raised: Raised, code: Code) -> str:
    return (
        _shadowed(raised)
        or _not_called(raised)
        or _power(raised)
        or _self_given_twice(raised)
        or _class_for_an_object(raised, code)
    )


def value_for_a_function(error: BaseException | None, found: Definition) -> str:
    """``numerical_gradient(self.loss(x, t), ...)``: what is called later is a number."""
    if not isinstance(error, StudentError) or not _IS_NO_FUNCTION.match(error.message):
        return ""
    for node in ast.walk(found.node):
        is_it = isinstance(node, ast.Call) and short(node.func) in TAKE_A_FUNCTION
        if is_it and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Call):
            return (
                f"`{short(node.args[0])}` ({found.at(node)}) is already a value: `{short(node.func)}` wants "
                "a function that it can call itself."
            )
    return ""


def _not_called(raised: Raised) -> str:
    """A method without its brackets, or with the wrong ones."""
    if re.search(
        r"'(builtin_function_or_method|method)' object is not (iterable|subscriptable)", raised.message
    ):
        for node in parts_on(raised.piece, raised.line):
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute):
                return f"`{short(node.value)}` ({raised.where}) is called with round brackets."
            for over in (n.iter for n in _loops(node) if isinstance(n.iter, ast.Attribute)):
                return f"`{short(over)}` ({raised.where}) is not called: brackets are missing behind it."
    match = re.match(r"'(dict|list|numpy\.ndarray)' object is not callable", raised.message)
    names = {short(c.func) for c in raised.calls() if _is_kept(c.func, raised)}
    if match is not None and len(names) == 1:
        what = {"dict": "a dict", "list": "a list"}.get(match[1], "an array")
        return f"`{names.pop()}` ({raised.where}) is {what}: its entries are taken with square brackets."
    return ""


def _loops(node: ast.AST) -> list[ast.For | ast.comprehension]:
    return [node] if isinstance(node, ast.For) else list(getattr(node, "generators", []))


def _is_kept(called: ast.expr, raised: Raised) -> bool:
    """Whether what is called is a parameter, a name set in the function, or an attribute of `self`."""
    if isinstance(called, ast.Name):
        return called.id in _names_around(raised)
    methods = raised.owner.methods if raised.owner is not None else {}
    return short(called).startswith("self.") and short(called)[5:] not in methods


def _shadowed(raised: Raised) -> str:
    """A function of Python's whose name the learner has given to something else."""
    if "object is not callable" not in raised.message or raised.function is None:
        return ""
    for call in raised.calls():
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        for node in inside(raised.function) if hasattr(builtins, name) else ():
            if isinstance(node, ast.Name) and node.id == name and is_set(node):
                return (
                    f"`{name}` ({raised.where}) is no longer Python's function: the name was given to "
                    f"something else ({raised.piece.place(node.lineno)})."
                )
    return ""


def _power(raised: Raised) -> str:
    if "bitwise_xor" not in raised.message and "for ^" not in raised.message:
        return ""
    is_there = any(
        isinstance(n, ast.BinOp) and isinstance(n.op, ast.BitXor) for n in parts_on(raised.piece, raised.line)
    )
    return f"`^` ({raised.where}) is no power in Python: that is `**`." if is_there else ""


def _self_given_twice(raised: Raised) -> str:
    if not re.search(r"takes \d+ positional arguments? but \d+ were given", raised.message):
        return ""
    for call in raised.calls():
        is_self = call.args and isinstance(call.args[0], ast.Name) and call.args[0].id == "self"
        if is_self and short(call.func).startswith("self.") and f"{short(call.func)[5:]}()" in raised.message:
            return f"`{short(call)}` ({raised.where}) gives `self` twice: Python puts it in front already."
    return ""


def _class_for_an_object(raised: Raised, code: Code) -> str:
    match = re.match(r"(\w+)\.(\w+)\(\) missing 1 required positional argument", raised.message)
    if match is None:
        return ""
    kind, method = match.groups()
    if any(short(c.func) == f"{kind}.{method}" for c in raised.calls()):
        return f"`{kind}.{method}` ({raised.where}) asks the class, not an object: `{kind}(...)` makes one."
    for found in code.definitions.values():
        for node in ast.walk(found.node):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id == kind:
                return (
                    f"`{short(node)}` ({found.at(node)}) keeps the class: `{kind}()` makes an object of it."
                )
    return ""
