"""Rules that hold the house up, checked on the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What runs a student's code: in the sealed room, or in the student's own process for self-check.
RUNS_STUDENT_CODE = {"loading.py", "sandbox/child.py", "sandbox/zygote.py", "testing/students.py"}
# Runs what course authors wrote in graders/byhand: how an exercise is asked. Nothing of a student's is in it.
RUNS_OUR_OWN_TEXT = {"byhand/asking.py", "byhand/search.py"}
UNPICKLERS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "jsonpickle", "yaml"}
EVALUATORS = {"eval", "exec", "execfile", "__import__"}
MODULES = sorted(
    path
    for folder in ("autograder", "dataset")
    for path in (ROOT / folder).rglob("*.py")
    if not (
        path.parent.name == "mistakes" and path.name.startswith("ch")
    )  # wrong answers, not modules of ours
)


def violations(source: str, runs_student_code: bool = False) -> Iterator[str]:
    """What a module of the grader must not do."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {str(node.module).partition(".")[0]}
        else:
            names = set()
        if names & UNPICKLERS:
            yield f"line {node.lineno}: imports {names & UNPICKLERS}"
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called in EVALUATORS and not runs_student_code:
            yield f"line {node.lineno}: calls {called}"
        if called in ("marshal.loads", "marshal.load") and not runs_student_code:
            yield f"line {node.lineno}: unmarshals"
        if any(k.arg == "allow_pickle" and ast.unparse(k.value) != "False" for k in node.keywords):
            yield f"line {node.lineno}: allows pickles"
        if called in ("np.load", "numpy.load") and not any(k.arg == "allow_pickle" for k in node.keywords):
            yield f"line {node.lineno}: np.load without allow_pickle=False"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_grader_never_unpickles_or_evaluates(path: Path) -> None:
    name = path.relative_to(ROOT / path.relative_to(ROOT).parts[0]).as_posix()
    runs = name in RUNS_STUDENT_CODE | RUNS_OUR_OWN_TEXT
    assert list(violations(path.read_text(encoding="utf-8"), runs)) == []


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from pickle import loads",
        "def f():\n    import dill",
        "eval('1')",
        "exec(compile(text, 'x', 'exec'))",
        "np.load(path, allow_pickle=True)",
        "np.load(path)",
        "marshal.loads(data)",
        "__import__(name)",
    ],
)
def test_the_rule_sees_each_way_of_breaking_it(source: str) -> None:
    assert list(violations(source))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_touches_sys_path_or_imports_a_star(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    allowed = path.name == "zygote.py"  # started with nothing importable, it is told where its packages lie
    assert allowed or "sys.path" not in text
    assert " import *" not in text


def test_tracked_files_hold_no_path_of_a_machine() -> None:
    forbidden = ("/work/", "/root/", "../shared", "/farm/")
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if path.suffix not in (".py", ".md", ".toml", ".txt", ".ipynb") or parts[0].startswith(
            (".venv", ".git", "build")
        ):
            continue
        if path == Path(__file__) or parts[0] in ("source", "submitted", "autograded", "feedback"):
            continue
        text = path.read_text(encoding="utf-8")
        assert [word for word in forbidden if word in text] == [], path
