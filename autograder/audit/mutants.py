"""Small changes of the reference answers, each of which the hidden graders should notice.

cosmic-ray's operators for Python, and our own for what NumPy code gets wrong: axes, keepdims, transposes, the
order of a product, one reduction for another, ``+=`` and ``=``, a forgotten statement.
"""

from __future__ import annotations

import ast
import copy
import difflib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

from autograder.course.chapters import SOLUTIONS, Chapter, Exercise

EQUIVALENT = SOLUTIONS.parent / "tests" / "equivalent_mutants.toml"
# Of cosmic-ray's 213 operators those that a learner's slip looks like; bits are not shifted in this course.
OPERATORS = (
    *(f"ReplaceBinaryOperator_{pair}" for pair in (
        "Add_Sub", "Add_Mul", "Sub_Add", "Sub_Mul", "Mul_Div", "Mul_Add", "Div_Mul", "Div_FloorDiv",
        "FloorDiv_Div", "FloorDiv_Mul", "Mod_Mul", "Mod_Add", "Pow_Mul", "Pow_Add",
    )),
    *(f"ReplaceComparisonOperator_{pair}" for pair in (
        "Gt_GtE", "Gt_Lt", "GtE_Gt", "GtE_LtE", "Lt_LtE", "Lt_Gt", "LtE_Lt", "LtE_GtE", "Eq_NotEq",
        "NotEq_Eq", "Is_IsNot", "IsNot_Is",
    )),
    "ReplaceUnaryOperator_Delete_USub", "AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue",
    "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak",
    "NumberReplacer", "ZeroIterationForLoop",
)  # fmt: skip
SWAPPED_CALLS = {
    "max": ("min", "sum"), "min": ("max",), "sum": ("mean", "max"), "mean": ("sum", "max"),
    "argmax": ("argmin",), "argmin": ("argmax",), "zeros": ("ones",), "ones": ("zeros",),
    "zeros_like": ("ones_like",), "ones_like": ("zeros_like",), "maximum": ("minimum",),
    "minimum": ("maximum",), "randn": ("rand",), "normal": ("uniform",), "exp": ("log", "sqrt"),
    "log": ("exp", "log10"), "sqrt": ("abs", "square"), "var": ("std",), "std": ("var",), "ceil": ("floor",),
    "floor": ("ceil",),
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A reference answer with one small change."""

    chapter: str
    exercise: str
    code: str
    diff: str

    def __str__(self) -> str:
        return f"{self.chapter} {self.exercise}\n{self.diff}"


def mutants_of(chapter: Chapter) -> list[Mutant]:
    """Every mutant of a chapter's answers that is still Python, each change once."""
    return [m for exercise in chapter.exercises for m in _of_exercise(chapter.name, exercise)]


def _of_exercise(chapter: str, exercise: Exercise) -> Iterator[Mutant]:
    plain = ast.unparse(_without_docstrings(ast.parse(exercise.source)))
    seen = {plain}
    for code in (*_cosmic(plain), *_numpy(plain)):
        try:
            code = ast.unparse(ast.parse(code))
        except SyntaxError:
            continue
        if code not in seen:
            seen.add(code)
            yield Mutant(chapter, exercise.name, code + "\n", _diff(plain, code))


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return tree


def _diff(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def _cosmic(source: str) -> Iterator[str]:
    for name in OPERATORS:
        operator = get_operator(f"core/{name}")()
        occurrence = 0
        while (code := mutate_code(source, operator, occurrence)) is not None:
            yield code
            occurrence += 1


def _numpy(source: str) -> Iterator[str]:
    """Our own mutants: the tree is copied for each, and one node of the copy changed."""
    tree = ast.parse(source)
    for position, node in enumerate(ast.walk(tree)):
        for choice in range(len(list(_changes(node)))):
            changed = copy.deepcopy(tree)
            target = next(n for i, n in enumerate(ast.walk(changed)) if i == position)
            list(_changes(target))[choice].apply()
            yield ast.unparse(ast.fix_missing_locations(changed))


@dataclass(frozen=True)
class _Change:
    """Set one field of a node."""

    node: ast.AST
    field: str
    value: object

    def apply(self) -> None:
        """Do it."""
        setattr(self.node, self.field, self.value)


def _changes(node: ast.AST) -> Iterator[_Change]:
    if isinstance(node, ast.keyword):
        yield from _of_keyword(node)
    if isinstance(node, ast.Call):
        yield from _of_call(node)
    if isinstance(node, ast.AugAssign):
        for operator in (ast.Add(), ast.Sub()):
            if type(operator) is not type(node.op):
                yield _Change(node, "op", operator)
    for field in ("body", "orelse"):
        yield from _of_block(node, field)
    yield from _of_children(node)


def _of_children(node: ast.AST) -> Iterator[_Change]:
    for field, child in ast.iter_fields(node):
        if isinstance(child, list):
            for i, element in enumerate(child):
                for other in _instead_of(element):
                    yield _Change(node, field, [*child[:i], other, *child[i + 1 :]])
        for other in _instead_of(child):
            yield _Change(node, field, other)


def _instead_of(node: object) -> Iterator[ast.AST]:
    """A transpose dropped, a product the other way round."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield ast.BinOp(node.right, ast.MatMult(), node.left)


def _of_keyword(node: ast.keyword) -> Iterator[_Change]:
    if node.arg == "axis":
        for axis in (0, 1, -1, None):
            yield _Change(node, "value", ast.Constant(axis))
    if node.arg == "keepdims":
        yield _Change(node, "value", ast.Constant(False))


def _of_call(node: ast.Call) -> Iterator[_Change]:
    function = node.func
    if isinstance(function, ast.Attribute):
        for other in SWAPPED_CALLS.get(function.attr, ()):
            yield _Change(node, "func", ast.Attribute(function.value, other, ast.Load()))
        if function.attr in ("dot", "matmul", "multiply") and len(node.args) == 2:
            yield _Change(node, "args", node.args[::-1])
        if function.attr == "copy" and not node.args:
            yield _Change(node, "func", ast.Attribute(function.value, "view", ast.Load()))


def _of_block(node: ast.AST, field: str) -> Iterator[_Change]:
    """Each statement forgotten, each ``+=`` a ``=``."""
    block = getattr(node, field, None)
    if not isinstance(block, list) or isinstance(node, ast.Module):
        return
    for i, statement in enumerate(block):
        if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Pass):
            continue
        yield _Change(node, field, [*block[:i], ast.Pass(), *block[i + 1 :]])
        if isinstance(statement, ast.AugAssign):
            plain = ast.Assign([statement.target], statement.value)
            yield _Change(node, field, [*block[:i], plain, *block[i + 1 :]])


def load_equivalent(path: Path = EQUIVALENT) -> dict[tuple[str, str, str], str]:
    """Mutants that are right answers, with the reason: by chapter, exercise and diff."""
    if not path.is_file():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        (chapter, entry["exercise"], entry["diff"].strip("\n")): entry["reason"]
        for chapter, entries in table.items()
        for entry in entries
    }


def sampled(mutants: Iterable[Mutant], count: int) -> list[Mutant]:
    """Evenly spread over all of them, always the same."""
    everything = list(mutants)
    if count == 0:
        return []
    step = max(1, len(everything) // count)
    return everything[::step][:count]
