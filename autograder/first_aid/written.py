"""Slips that stand in a function or class of the learner's, whatever it is asked."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.first_aid.code import Definition, Function, inside, is_set, short
from autograder.first_aid.wanted import Signature, body_of, is_stub, is_text, least_of, parameters_of

GIVE_A_NEW_ARRAY = frozenset({"reshape", "transpose", "astype", "flatten"})
COMPUTE = frozenset(
    {"exp", "log", "dot", "sum", "maximum", "minimum", "mean", "sqrt", "tanh", "matmul", "where", "abs"}
)
NESTS = (ast.If, ast.With, ast.Try)


def leftover_stub(found: Definition, node: Function, asked: Signature) -> str:
    """The stub's `raise`, still there above or below an answer."""
    raised = next((n for n in node.body if is_stub(n)), None)
    if raised is None or body_of(node) in (asked.body, ""):
        return ""
    name = node.name if node is found.node else f"{found.name}.{node.name}"
    return (
        f"`raise NotImplementedError` still stands in `{name}` ({found.at(raised)}): Python stops there. "
        "Take that line out."
    )


def is_untouched(node: Function, asked: Signature) -> bool:
    """Whether a function is as it was handed out."""
    return any(is_stub(n) for n in node.body) and body_of(node) in (asked.body, "")


def lacks_self(found: Definition, node: Function, asked: Signature) -> str:
    """A method without its first parameter."""
    if node.decorator_list or node.args.vararg or asked.parameters[:1] != ("self",):
        return ""
    own = parameters_of(node)
    if own[:1] == ("self",) or not (own == () or own[0] in asked.parameters[1:]):
        return ""
    head = f"{node.name}({', '.join(own)})"
    return f"`{head}` ({found.at(node)}) lacks `self`: a method's first parameter is the object itself."


def other_parameters(found: Definition, node: Function, asked: Signature) -> str:
    """A function that cannot be called as it is asked to be."""
    if node.decorator_list or node.args.vararg:
        return ""
    own = parameters_of(node)
    if least_of(node) <= len(asked.parameters) and (len(own) >= asked.least or node.args.kwonlyargs):
        return ""
    calls, given = (", ".join(p for p in names if p != "self") for names in (asked.parameters, own))
    return f"`{node.name}({given})` ({found.at(node)}) is asked for as `{node.name}({calls})`."


def returns_nothing(found: Definition, node: Function, asked: Signature) -> str:
    """A function without any `return` of a value."""
    parts = list(inside(node))
    gives = any(isinstance(n, ast.Return) and n.value is not None for n in parts)
    other = any(isinstance(n, ast.Yield | ast.YieldFrom | ast.Raise) for n in parts)
    if not asked.returns or gives or other or body_of(node) == "":
        return ""
    printed = [n for n in parts if _is_print(n)]
    if printed:
        where = found.at(printed[-1])
        return (
            f"`{node.name}` prints ({where}) and returns nothing: `print` only shows a value, `return` hands "
            "it back."
        )
    return f"`{node.name}` ({found.at(node)}) returns nothing: there is no `return` in it."


def _is_print(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


def returns_in_a_loop(found: Definition, node: Function) -> str:
    """A loop that always ends in its first round."""
    for loop in (n for n in inside(node) if isinstance(n, ast.For | ast.While)):
        ends = next((n for n in loop.body if isinstance(n, ast.Return)), None)
        if ends is None or any(isinstance(n, ast.Continue) for n in inside(loop)):
            continue
        return (
            f"The `return` ({found.at(ends)}) stands inside of the loop and ends it in its first round. Move "
            "it to the left if it belongs after the loop."
        )
    return ""


def loop_over_a_dict(found: Definition, node: Function, asked: Signature) -> str:
    """``for key, value in params``: a dict gives its keys only."""
    for loop in (n for n in inside(node) if isinstance(n, ast.For) and isinstance(n.target, ast.Tuple)):
        name = loop.iter.id if isinstance(loop.iter, ast.Name) else ""
        if name in asked.dicts and not any(
            isinstance(n, ast.Name) and n.id == name and is_set(n) for n in inside(node)
        ):
            return (
                f"A loop over the dict `{name}` ({found.at(loop)}) gives its keys only; `{name}.items()` "
                "gives pairs."
            )
    return ""


def without_self(found: Definition, keeps: frozenset[str]) -> str:
    """Something that the object should keep, put into a name that is gone when the method ends."""
    assert isinstance(found.node, ast.ClassDef)
    if found.node.bases or {"setattr", "vars", "__dict__"} & _words(found.node):
        return ""
    lost = (keeps | _read_of_self(found)) - _stored(found)
    for method in found.functions:
        for name in sorted(lost):
            node = _only_set(method, name)
            if node is not None:
                return (
                    f"`{name}` ({found.at(node)}) is set without `self.`: it is gone when `{method.name}` "
                    f"ends. `self.{name}` stays."
                )
    return ""


def _words(node: ast.AST) -> set[str]:
    return {getattr(n, "id", getattr(n, "attr", "")) for n in ast.walk(node)}


def of_self(method: Function) -> Iterator[ast.Attribute]:
    """Every ``self.name`` in a method."""
    for node in ast.walk(method):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
            yield node


def _read_of_self(found: Definition) -> frozenset[str]:
    return frozenset(n.attr for f in found.functions for n in of_self(f) if not is_set(n))


def _stored(found: Definition) -> frozenset[str]:
    """What an object has: its methods, what stands in the class, and what is put on `self`, but for None."""
    assert isinstance(found.node, ast.ClassDef)
    shared = {
        n.id
        for s in found.node.body
        if not isinstance(s, Function)
        for n in ast.walk(s)
        if isinstance(n, ast.Name)
    }
    on_self = {n.attr for f in found.functions for n in of_self(f) if is_set(n) and not _is_none(f, n)}
    return frozenset(shared | on_self | set(found.methods))


def _is_none(method: Function, target: ast.Attribute) -> bool:
    """Whether None is put there, to be replaced later."""
    for node in inside(method):
        if isinstance(node, ast.Assign) and any(target in ast.walk(t) for t in node.targets):
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            return all(isinstance(v, ast.Constant) and v.value is None for v in values)
    return False


def _only_set(method: Function, name: str) -> ast.Name | None:
    """Where a name that is no parameter is set in a method, if nothing else could have been meant."""
    if name in parameters_of(method):
        return None
    names = [n for n in inside(method) if isinstance(n, ast.Name) and n.id == name]
    return names[0] if names and is_set(names[0]) else None


def does_nothing(found: Definition, node: Function) -> str:
    """A statement whose value nobody keeps."""
    for part in (n for n in inside(node) if isinstance(n, ast.Expr) and not is_text(n)):
        value, where = part.value, found.at(part)
        if isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.Eq):
            return (
                f"`{short(value)}` ({where}) compares and changes nothing: one `=` puts a value into a name."
            )
        if isinstance(value, ast.Subscript | ast.Name | ast.Attribute):
            return f"`{short(value)}` ({where}) is only looked at, and nothing is done with it."
        if isinstance(value, ast.BinOp) or _gives_and_changes_nothing(value):
            return f"`{short(value)}` ({where}) changes nothing: its result has to be put into a name."
    return ""


def _gives_and_changes_nothing(value: ast.expr) -> bool:
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute) or value.keywords:
        return False
    of, name = value.func.value, value.func.attr
    if isinstance(of, ast.Name) and of.id in ("np", "numpy"):
        return name in COMPUTE
    return name in GIVE_A_NEW_ARRAY


def division_first(found: Definition, node: Function) -> str:
    """``1 / 1 + np.exp(-x)``: the fraction ends before the sum."""
    for part in inside(node):
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.Sub):
            left = part.left
            if isinstance(left, ast.BinOp) and short(left) in ("1 / 1", "1.0 / 1.0", "1.0 / 1", "1 / 1.0"):
                return (
                    f"`{short(part)}` ({found.at(part)}) divides first: a sum below the line needs brackets."
                )
    return ""


def comma(found: Definition, node: Function) -> str:
    """A comma that makes a tuple of a number."""
    lines = found.piece.text.splitlines()
    for part in inside(node):
        value = getattr(part, "value", None)
        if not isinstance(part, ast.Assign | ast.Return) or not isinstance(value, ast.Tuple):
            continue
        if lines[value.lineno - 1].encode()[value.col_offset : value.col_offset + 1] == b"(":
            continue
        where = found.at(part)
        if len(value.elts) == 1:
            return f"`{short(value.elts[0])},` ({where}) ends with a comma: that makes a tuple of it."
        is_number = isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name)
        whole = all(isinstance(e, ast.Constant) and type(e.value) is int for e in value.elts)
        if is_number and whole and len(value.elts) == 2:
            text = ",".join(short(e) for e in value.elts)
            return f"`{text}` ({where}) is two numbers, a tuple: decimals have a point."
    return ""


def overwritten(found: Definition, node: Function) -> str:
    """A parameter whose value is replaced by a fixed one before anybody looks at it."""
    waiting = set(parameters_of(node)) - {"self"}
    for part in node.body:
        names = {n.id for n in ast.walk(part) if isinstance(n, ast.Name)}
        if isinstance(part, ast.Assign) and len(part.targets) == 1 and isinstance(part.targets[0], ast.Name):
            name = part.targets[0].id
            if name in waiting and names <= {name, "np"} and _is_fixed(part.value):
                return f"`{short(part)}` ({found.at(part)}) throws the given `{name}` away."
        waiting -= names
    return ""


def _is_fixed(value: ast.expr) -> bool:
    parts = list(ast.walk(value))
    return any(isinstance(n, ast.Constant) for n in parts) and not any(
        isinstance(n, ast.Name) and n.id != "np" for n in parts
    )
