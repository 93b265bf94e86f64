"""Rules that hold the house up, checked on the source itself."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import distributions, metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parent.parent
# What runs a student's code: in the sealed room, or in the student's own process for self-check.
RUNS_STUDENT_CODE = {
    "submissions/loading.py", "submissions/shell.py", "sandbox/child.py", "sandbox/zygote.py",
    "testing/students.py",
}  # fmt: skip
# Runs references that a learner borrows, in the learner's own process.
RUNS_WHAT_WAS_LENT = {"earlier.py"}
# Runs what course authors wrote in graders/byhand: how an exercise is asked. Nothing of a student's is in it.
RUNS_OUR_OWN_TEXT = {"byhand/asking.py", "byhand/search.py"}
UNPICKLERS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "jsonpickle", "yaml"}
EVALUATORS = {"eval", "exec", "execfile", "__import__"}
LARGE = {"dataset/digits/train-images.idx.gz": "the 4,000 embedded digits that networks are trained on"}
MAX_BYTES = 500_000
NEVER_TRACKED = (".whl", ".zip", ".pyc", ".db")
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
    runs = name in RUNS_STUDENT_CODE | RUNS_OUR_OWN_TEXT | RUNS_WHAT_WAS_LENT
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


def out_of_place(sizes: Mapping[str, int]) -> list[str]:
    """Files that nobody meant to commit: built ones, and large ones that no reason is given for."""
    return [
        name
        for name, size in sizes.items()
        if name.endswith(NEVER_TRACKED) or (size > MAX_BYTES and name not in LARGE)
    ]


def test_no_built_or_large_file_is_tracked() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("what is tracked is known in a git checkout only")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    tracked = [name for name in listed.stdout.split("\0") if name]
    assert "tests/test_rules.py" in tracked
    assert (
        out_of_place({name: (ROOT / name).stat().st_size for name in tracked if (ROOT / name).is_file()})
        == []
    )
    assert set(LARGE) <= set(tracked), "a reason for a file that is gone"


def test_the_rule_on_files_sees_a_wheel_and_a_large_file() -> None:
    sizes = {
        "dlfs-0.1.0-py3-none-any.whl": 9,
        "tests/x.npz": MAX_BYTES + 1,
        "README.md": 9,
        **dict.fromkeys(LARGE, 10**6),
    }
    assert out_of_place(sizes) == ["dlfs-0.1.0-py3-none-any.whl", "tests/x.npz"]


def too_new_for(python: str, wanted: Mapping[str, str]) -> list[str]:
    """Packages that cannot be installed on a version of Python."""
    return [name for name, wants in wanted.items() if not SpecifierSet(wants).contains(python)]


def test_what_is_pinned_can_be_installed_on_the_oldest_python_that_is_promised() -> None:
    promised = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = promised["requires-python"].removeprefix(">=")
    pins = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)==", pins, re.MULTILINE)
    wanted = {
        name: metadata(name).get("Requires-Python", "")
        for name in pinned
        if next(distributions(name=name), None) is not None
    }
    assert len(wanted) > 0.9 * len(pinned) > 100
    assert too_new_for(f"{oldest}.0", wanted) == [], "Debian 12 has Python 3.11.2"
    assert too_new_for("3.11.2", {"old": ">=3.8", "new": ">=3.11.5"}) == ["new"]


def test_no_check_spawns_random_generators() -> None:
    """They are counted, and a check's generator serves one submission after the other."""
    graders = [path.read_text(encoding="utf-8") for path in (ROOT / "autograder/graders").rglob("*.py")]
    assert len(graders) > 16
    assert [text for text in graders if ".spawn(" in text] == []
