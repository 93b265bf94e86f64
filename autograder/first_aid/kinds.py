"""Something of the wrong kind: a number called, a method not called, a class for an object, no power."""

from __future__ import annotations

import ast
import builtins
import re

from autograder.first_aid.code import Code, Definition, inside, is_set, parts_on, short
from autograder.first_aid.raised import Raised
from autograder.testing.students import StudentError

TAKE_A_FUNCTION = ("numerical_gradient", "numerical_diff", "numerical_gradient_2d", "gradient_descent")
_IS_NO_FUNCTION = re.compile(r"'(numpy\.float64|numpy\.ndarray|float|int)' object is not callable")


def calls_itself(raised: Raised) -> str:
    if raised.function is None or raised.owner is None:
        return ""
    name, is_method = raised.function.name, raised.function is not raised.owner.node
    for node in ast.walk(raised.function):
        if isinstance(node, ast.Call) and short(node.func) == (f"self.{name}" if is_method else name):
            return f"`{name}` calls itself ({raised.piece.place(node.lineno)}), again and again."
    return ""


def of_types(raised: Raised, code: Code) -> str:
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
        return called.id in raised.names_around()
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
