"""A name, attribute or key that is not there: misspelt, without `self.` or `np.`, or not written yet."""

from __future__ import annotations

import ast
import re

import numpy as np

from autograder.first_aid.code import Code, Definition, is_set
from autograder.first_aid.raised import Raised
from autograder.first_aid.spelling import meant
from autograder.first_aid.wanted import Wanted
from autograder.first_aid.written import of_self
from autograder.testing.failures import CheckFailure

KNOWN = {
    "numpy.ndarray": np.ndarray, "ndarray": np.ndarray, "numpy.float64": np.float64, "dict": dict,
    "list": list, "str": str, "tuple": tuple,
}  # fmt: skip
CONSTANTS = ("pi", "inf", "nan", "newaxis")


def unknown_name(raised: Raised, code: Code, wanted: Wanted) -> str:
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
    near = raised.names_around() | code.names()
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


def unknown_attribute(raised: Raised, code: Code) -> str:
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


def unknown_key(raised: Raised, code: Code) -> str:
    match = re.fullmatch(r"'(\w+)'", raised.message)
    guess = meant(match[1], _keys(code)) if match is not None else ""
    return (
        f"There is no key '{match[1]}' ({raised.where}): did you mean '{guess}'?" if match and guess else ""
    )


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
